"""A paragraph made fit for matching, each character still knowing its place in the print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from govstats.documents import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FILLER = "\ue000"
"""Stands for a character that is part of no count: a date, a title, a telephone number."""

_LONGEST = 20_000
_REMEMBERED = 1024
_SPACE = re.compile(r"\s")
_BRACKET = re.compile("[（）]")
_DIVIDES = re.compile(r"(?<=\d)\s(?=\s*\d)")
_PUNCTUATION = dict(zip(",;:()?!「」『』〝〞", "，；：（）？！“”“”“”", strict=True))
_HALF_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
_WRITTEN = {
    char: plain
    for char, half in (_PUNCTUATION | _HALF_WIDTH).items()
    if (plain := _PUNCTUATION.get(half, half)) != char
}
"""Full-width letters and digits as half-width ones, all punctuation as that of Chinese text."""
_OTHERWISE_WRITTEN = re.compile(f"[{re.escape(''.join(_WRITTEN))}]")
_THOUSANDS = re.compile(r"(?<![\d.，])\d{1,3}(?:，\d{3})+(?![\d，])")
_MAY_BE_THOUSANDS = re.compile(r"\d，\d")
_HAN_YEAR = "[一二三四五六七八九〇○零]"

_BEGINNING = r"[《〔\[【A-Za-z\d:/_\-电传邮热手“二第十一三四五两]"
"""With what something that holds no count may begin: asked first, it spares the rest."""
_NO_COUNT = re.compile(
    f"(?={_BEGINNING})(?:"
    + "|".join(
        (
            r"《(?![^《》]{0,30}公报》)[^《》]{0,80}》",
            r"[〔\[【][12]\d{3}[〕\]】]?(?:第?\d+号)?|〔\d+",
            r"[A-Za-z0-9:/_\-]*[A-Za-z][A-Za-z0-9:/_\-]*[.@][A-Za-z0-9./@:_\-?=&%#]+",
            r"(?:电话|传真|邮编|邮政编码|热线|手机|电邮)(?:号码)?(?:：|为|是)?[\d\- （）、/转]{5,}",
            r"(?<!\d)0\d{2,3}[\-—]\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)",
            r"(?<!\d)12345(?=[^\d条件份篇期次]|$)|“\d+(?:\+[A-Z\d]+)?”",
            rf"(?:(?:19|20)\d{{2}}|二{_HAN_YEAR}{{3}})[\-—~至到]*(?:(?:19|20)\d{{2}})?年(?:度)?(?:\d{{1,2}}月份?(?:\d{{1,2}}日)?|底|末|初)?",
            r"(?:19|20)\d{2}[.\-/]\d{1,2}[.\-/]\d{1,2}|(?<!\d)\d{5,8}日",
            r"\d{1,2}月份?(?:[\-—~至到]\d{1,2}月份?)?(?:\d{1,2}日)?|(?<!\d)\d{1,2}日",
            r"\d+(?:\.\d+)?个?(?:多)?(?:工作日|月|季度|周年|年度?|周|天|小时|分钟|星期|学时)",
            r"第[\d一二三四五六七八九十百]+(?:条|款|项|号|届|次|季度|期|章|节|批|位|名|个|版|轮|部|类)(?:[、和及]?第?（?[\d一二三四五六七八九十百]+）?(?:条|款|项))*",
            r"\d+号",
            r"十[一二三四五]五|[一二三四五两]个(?:维护|意识|自信|确立|一)|三审三校|两微一端|一[网站窗门]式?",
        )
    )
    + ")"
)
_ORDINAL = re.compile(r"(?:^|(?<=[。；：]))（?\d{1,2}(?:[.、）]|(?<=\d)．)(?=\D)")


@dataclass(frozen=True)
class Line:
    """A paragraph without white space, radicals and full-width forms folded.

    `text` is matched; `masked` is the same with everything that holds no count filled. Positions
    are the same in both; `printed` leads back to the paragraph as it stands in the document. White
    space between two digits stays, since it may divide two numbers.
    """

    raw: str
    text: str
    offsets: Sequence[int]

    @cached_property
    def masked(self) -> str:
        """The text with dates, titles, numbers of documents and telephones filled."""
        filled = _ORDINAL.sub(_fill, _NO_COUNT.sub(_fill, self.text))
        return filled if len(filled) == len(self.text) else self.text

    def printed(self, start: int, end: int) -> str:
        """Return what the document prints between two positions."""
        return self.raw[self.offsets[start] : self.offsets[end - 1] + 1] if end > start else ""


@lru_cache(maxsize=_REMEMBERED)
def make_line(raw: str) -> Line:
    """Return a paragraph of at most 20,000 characters as a line to match."""
    raw = raw[:_LONGEST]
    text = fold(_rewritten(raw))
    offsets: Sequence[int] = range(len(raw))
    if len(text) != len(raw):
        pairs = [(n, c) for n, char in enumerate(raw) for c in fold(_rewritten(char))]
        text, offsets = "".join(c for _, c in pairs), [n for n, _ in pairs]
    if _SPACE.search(text):
        divides = {found.start() for found in _DIVIDES.finditer(text)}
        kept = [n for n, c in enumerate(text) if not c.isspace() or n in divides]
        text = "".join(" " if n in divides else text[n] for n in kept)
        offsets = [offsets[n] for n in kept]
    text = _quotes(text)
    if _MAY_BE_THOUSANDS.search(text):
        text = _THOUSANDS.sub(lambda found: found.group().replace("，", ","), text)
    return Line(raw, text, offsets)


def _rewritten(text: str) -> str:
    return _OTHERWISE_WRITTEN.sub(lambda found: _WRITTEN[found.group()], text)


def outermost(text: str) -> list[tuple[int, int]]:
    """Return where the outermost pairs of brackets stand."""
    spans: list[tuple[int, int]] = []
    depth = opened = 0
    for found in _BRACKET.finditer(text):
        if found.group() == "（":
            opened = opened if depth else found.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                spans.append((opened, found.end()))
    return spans


def fill(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text with spans of it filled, so that no number in them counts."""
    for start, end in spans:
        text = text[:start] + FILLER * (end - start) + text[end:]
    return text


def _quotes(text: str) -> str:
    """Turn straight quotation marks into opening and closing ones, by turns."""
    pieces = text.split('"')
    return pieces[0] + "".join("“”"[n % 2] + piece for n, piece in enumerate(pieces[1:]))


def _fill(found: re.Match[str]) -> str:
    return FILLER * len(found.group())
