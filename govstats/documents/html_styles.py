"""What a page's own style sheets set, by the last part of their selectors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from selectolax.lexbor import LexborNode

_COMMENT, _BRACE = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL), re.compile(r"([{}])")
_CLASS = re.compile(r"(?:[a-z]+)?\.([\w-]+)", re.IGNORECASE)
_LAST = re.compile(r"([^\s>+~]+)\s*$")
_NAMES = re.compile(r"(?:^|[.#])[\w-]+")
_LONGEST_STYLES = 500_000


def rules(
    root: LexborNode, telling: re.Pattern[str], words: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield selectors with what they set, whatever the medium, where that matches a pattern.

    Sheets without any of the `words` are passed over, which is faster than to look for the pattern.
    """
    for style in root.css("style"):
        sheet = style.text()
        plain = sheet.lower()
        if len(sheet) <= _LONGEST_STYLES and any(word in plain for word in words):
            for selectors, declarations in _rules(_COMMENT.sub("", sheet)):
                if telling.search(declarations):
                    yield selectors, declarations


def classes_alone(selectors: str) -> set[str]:
    """Return the classes that alone select: .old, span.old."""
    alone = (_CLASS.fullmatch(each.strip()) for each in selectors.split(","))
    return {found.group(1) for found in alone if found}


def last_names(selectors: str) -> Iterator[str]:
    """Yield the tags, classes (.old) and ids (#old) of what selectors end in."""
    for each in selectors.split(","):
        last = _LAST.search(each)
        if last:
            found = _NAMES.findall(last.group(1).split(":")[0].split("[")[0])
            yield from found[-1:] if len(found) > 1 else found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors with what they set, without the rules inside of others (@media)."""
    depth, before, nested = 0, "", False
    selectors = ""
    for piece in _BRACE.split(sheet):
        if piece == "{":
            depth += 1
            selectors, nested = (before, False) if depth == 1 else (selectors, True)
        elif piece == "}":
            depth = max(0, depth - 1)
            if depth == 0 and not nested:
                yield selectors, before
        else:
            before = piece
