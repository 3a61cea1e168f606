"""The elements of a page that nobody sees: hidden or struck out, by tag, by attribute, by class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.documents.html_tables import INLINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_SKIPPED = {
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select",
    "sup", "s", "del", "strike", "rt", "rp",
}  # fmt: skip
"""What no reader sees, footnote marks, text that was struck out, and how characters are read."""
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|text-decoration[^;]*line-through|vertical-align\s*:\s*super"
    r"|(?:(?<![\w-])left|text-indent)\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)", re.IGNORECASE)
_MAYBE_UNSEEN = ",".join(sorted(_SKIPPED)) + (
    ",[hidden],[style*='none' i],[style*='hid' i],[style*='collapse' i]"
    ",[style*='line-through' i],[style*='super' i],[style*='font-size' i]"
    ",[style*='left' i],[style*='indent' i]"
)
_COMMENT, _BRACE = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL), re.compile(r"([{}])")
_CLASS = re.compile(r"(?:[a-z]+)?\.([\w-]+)", re.IGNORECASE)
_LONGEST_STYLES = 500_000


def unseen(root: LexborNode) -> tuple[set[int], set[int]]:
    """Return the elements that nobody sees, and all those around them."""
    found = {node.mem_id: node for node in root.css(_MAYBE_UNSEEN) if _is_unseen(node)}
    found |= {node.mem_id: node for node in _by_class(root)}
    around: set[int] = set()
    for node in found.values():
        parent = node.parent
        while parent is not None and parent.mem_id not in around:
            around.add(parent.mem_id)
            parent = parent.parent
    return set(found), around


def _is_unseen(node: LexborNode) -> bool:
    if node.tag in _SKIPPED or "hidden" in node.attributes:
        return True
    style = node.attributes.get("style") or ""
    return bool(_HIDDEN.search(style) or (_NO_SIZE.search(style) and _is_inline(node)))


def _is_inline(node: LexborNode) -> bool:
    """Say whether an element is a piece of a line that holds no other."""
    return node.tag in INLINE and next(node.iter(), None) is None


def _by_class(root: LexborNode) -> Iterator[LexborNode]:
    """Yield the pieces of lines whose class a page's own style sheet hides or strikes out.

    Of larger elements the class may hide what a click shows.
    """
    names = _hiding_classes(root)
    if names:
        for node in root.css("[class]"):
            own = (node.attributes.get("class") or "").split()
            if not names.isdisjoint(own) and node.tag in INLINE:
                yield node


def _hiding_classes(root: LexborNode) -> set[str]:
    """Return the classes that alone make their elements unseen, whatever the medium."""
    names: set[str] = set()
    for style in root.css("style"):
        sheet = style.text()
        if len(sheet) <= _LONGEST_STYLES and _HIDDEN.search(sheet):
            for selectors, rules in _rules(_COMMENT.sub("", sheet)):
                if _HIDDEN.search(rules):
                    alone = (_CLASS.fullmatch(each.strip()) for each in selectors.split(","))
                    names.update(found.group(1) for found in alone if found)
    return names


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
