"""The titles of a report's parts, recognised whatever stands before, within or right behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from govstats.documents import squeeze
from govstats.forms import sections

if TYPE_CHECKING:
    from collections.abc import Iterator

Style = Literal["han", "chapter", "paren", "arabic", "none"]
Manner = Literal["title", "words", "similarity"]

HAN = "一二三四五六七八九十"
_STYLES: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("chapter", re.compile(rf"\s*第(?P<n>[{HAN}]{{1,2}})(?:部分|章|节)\s*[、:：.．]?\s*")),
    ("paren", re.compile(rf"\s*[（(]\s*(?P<n>[{HAN}]{{1,3}})\s*[)）]\s*[、.．]?\s*")),
    (
        "han",
        re.compile(rf"[^\u4e00-\u9fff（(]{{0,3}}?(?P<n>[{HAN}]{{1,3}})(?:\s*[、，,.．:：]|\s+)\s*"),
    ),
    ("arabic", re.compile(r"\s*(?P<n>\d{1,2})\s*[、.．)）](?!\d)\s*")),
)
_BARE_HAN = re.compile(rf"\s*(?P<n>[{HAN}])(?=[^\s{HAN}])")
_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"(?:20\d\d|二[〇○零Oo0][一二三四五六七八九〇○零]{2})年度?")
_OWN = re.compile(r"[我本全](?:局|镇|乡|县|区|市|省|办|委|厅|院|所|街道|单位|部门|系统|机关)")
_MARKS = re.compile(r"[^\w]|_")
_LEADERS = re.compile(r"[.…·\s]{2,}\d{0,3}\s*$|[.…·。:：、；;\s*#]+$")
_STOP = re.compile(r"[。；;！!？?：:\d]")
_OTHERS = re.compile(r"[我本全\d年]")
_LONGEST, _LONGEST_WORDS, _READ = 40, 30, 200
_SIMILAR, _SHORTEST_SIMILAR = 0.85, 8
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Title:
    """A title found in a text: which part, how it is numbered, how it was recognised, where it ends."""

    part: int
    style: Style
    number: int
    manner: Manner
    end: int


def read_title(text: str) -> Title | None:
    """Return the title that a text is or begins with, None where it does neither.

    Only a numbered title may have text right behind it.
    """
    text = text[:_READ]
    for style, start, number in _numberings(text):
        body = text[start:]
        whole = _LEADERS.sub("", body)
        found = match_title(whole) if len(whole) <= _LONGEST and "。" not in whole else None
        if found and found[1] == "title":
            return Title(found[0], style, number, found[1], len(text))
        glued = _glued(body) if style != "none" else None
        if glued:
            return Title(glued[0], style, number, glued[1], start + glued[2])
        if found:
            return Title(found[0], style, number, found[1], len(text))
    return None


def numbering(text: str) -> tuple[Style, int]:
    """Return how a text is numbered, and the number; ("none", 0) where it is not."""
    for style, pattern in _STYLES:
        found = pattern.match(text)
        if found:
            return style, _value(found["n"])
    return "none", 0


def match_title(text: str) -> tuple[int, Manner] | None:
    """Return the part whose title a text without numbering is: by its words, or by likeness."""
    return _match(squeeze(text))


@lru_cache(_REMEMBERED)
def _match(plain: str) -> tuple[int, Manner] | None:
    worded = _worded(plain)
    if worded:
        return worded
    if len(plain) >= _SHORTEST_SIMILAR:
        for index, part in enumerate(sections().parts):
            for title in part.titles:
                if (
                    len(title) >= _SHORTEST_SIMILAR
                    and SequenceMatcher(None, plain, squeeze(title)).ratio() >= _SIMILAR
                ):
                    return index, "similarity"
    return None


def _worded(plain: str) -> tuple[int, Manner] | None:
    known = _known().get(title_key(plain))
    if known is not None:
        return known, "title"
    if len(plain) <= _LONGEST_WORDS and plain.endswith(sections().endings):
        bare = _YEAR.sub("", plain)
        for index, part in enumerate(sections().parts):
            if part.words and all(any(w in bare for w in words) for words in part.words):
                return None if _STOP.search(bare) else (index, "words")
    return None


def title_key(text: str) -> str:
    """Return what tells a title from others: without brackets, marks, years and filling words."""
    plain = _BRACKETS.sub("", squeeze(text)).replace("其它", "其他")
    plain = _OWN.sub("", _YEAR.sub("", plain))
    return _fillers().sub("", _MARKS.sub("", plain))


def _numberings(text: str) -> Iterator[tuple[Style, int, int]]:
    """Yield the ways in which a text may be numbered: style, where its body begins, number."""
    numbered = False
    for style, pattern in _STYLES:
        found = pattern.match(text)
        if found:
            numbered = True
            yield style, found.end(), _value(found["n"])
            break
    bare = None if numbered else _BARE_HAN.match(text)
    if bare:
        yield "han", bare.end(), _value(bare["n"])
    if not numbered:
        yield "none", 0, 0


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, _, ones = numeral.rpartition("十")
    if "十" not in numeral:
        return HAN.index(numeral[-1]) + 1
    return 10 * (HAN.index(tens[-1]) + 1 if tens else 1) + (HAN.index(ones) + 1 if ones else 0)


def _glued(body: str) -> tuple[int, Manner, int] | None:
    """Return the part whose title a text begins with, how it is known, and where that title ends.

    The title ends at the first of the known endings that nothing continues, and then wherever more
    words of the same title follow.
    """
    stop = _STOP.search(_YEAR.sub(lambda year: "年" * len(year.group()), body), 1)
    limit = min(len(body), _LONGEST, stop.start() if stop else _LONGEST)
    found: tuple[int, Manner, int] | None = None
    for end in range(2, limit + 1):
        if not body[:end].endswith(sections().endings):
            continue
        if found:
            same = title_key(body[:end]) == title_key(body[: found[2]])
            if _OTHERS.search(body[found[2] : end]) or not (same or found[1] == "words"):
                break
        known = _worded(squeeze(body[:end]))
        goes_on = _goes_on(body[end:])
        if known and (found is None or known[0] == found[0]) and not (goes_on and not found):
            found = (*known, end)
    return found


def _goes_on(rest: str) -> bool:
    return rest.startswith(sections().endings) or rest.lstrip().startswith(sections().continued)


@cache
def _known() -> dict[str, int]:
    return {
        title_key(title): index
        for index, part in reversed(list(enumerate(sections().parts)))
        for title in part.titles
        if title_key(title)
    }


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sections().fillers)))
