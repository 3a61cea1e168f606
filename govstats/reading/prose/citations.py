"""The articles of law that the prose cites, and the days on which it says that something was done."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from govstats.reading.prose.line import make_line
from govstats.reports import Citation, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.documents import Paragraph

_HAN = "〇零一二三四五六七八九十百"
_NUMERAL = rf"[{_HAN}\d]{{1,5}}"
_LAW = re.compile(r"《(?P<name>[^《》]{2,40})》")
_ARTICLE = re.compile(
    rf"第(?P<article>{_NUMERAL})条(?:之[{_HAN}])?"
    rf"(?P<parts>(?:[、和及或]?第?（?{_NUMERAL}）?(?:款|项|(?=[、和及]（))|[、和及或]?（{_NUMERAL}）)*)"
)
_PART = re.compile(rf"（?(?P<number>{_NUMERAL})）?(?P<kind>款|项|(?=[、和及]))")
_REGULATION = re.compile(r"政府信息公开条例|^条例$")
_OWN_NAME = re.compile(r"(?<!《)条例(?=第)")
_DAY = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?!(?:起)?[至到—\-~])"
)
_HEADS_A_TABLE = re.compile(r"第二十条第（?.{1,3}）?项")
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip


def read_citations(paragraphs: Iterable[Paragraph]) -> tuple[Citation, ...]:
    """Return the articles cited in paragraphs, in their order.

    `article` reads 16(2): article, then paragraph (款) or, where there is none, item (项);
    36(1)(3) has both. An article without a law's name belongs to the law named last.
    """
    found: list[Citation] = []
    for paragraph in paragraphs:
        if "条" not in paragraph.text:
            continue
        line = make_line(paragraph.text)
        if _HEADS_A_TABLE.fullmatch(line.text):
            continue
        law = ""
        for sentence in _SENTENCE.finditer(line.text):
            marks = sorted(
                (*_LAW.finditer(sentence.group()), *_OWN_NAME.finditer(sentence.group()), *_ARTICLE.finditer(sentence.group())),
                key=lambda mark: mark.start(),
            )  # fmt: skip
            for mark in marks:
                if mark.re is _LAW:
                    law = mark["name"]
                elif mark.re is _OWN_NAME:
                    law = "条例"
                else:
                    start = sentence.start() + mark.start()
                    printed = line.printed(start, sentence.start() + mark.end())
                    quote = line.printed(sentence.start(), sentence.end())
                    name = "政府信息公开条例" if _REGULATION.search(law) else law
                    found.extend(
                        Citation(name, article, printed, quote, paragraph.place)
                        for article in _articles(mark)
                    )
    return tuple(found)


def read_events(paragraphs: Iterable[Paragraph], year: int | None) -> tuple[Event, ...]:
    """Return the days of the year that the prose names (4月16日发布…), with their sentences.

    A day without a year is one of the report's year; the bounds of a period are none.
    """
    found: list[Event] = []
    for paragraph in paragraphs:
        if "日" not in paragraph.text:
            continue
        line = make_line(paragraph.text)
        for sentence in _SENTENCE.finditer(line.text):
            for mark in _DAY.finditer(sentence.group()):
                day = _date(mark["year"] or year, mark["month"], mark["day"])
                before = sentence.group()[: mark.start()]
                if day is None or before.endswith(("截至", "截止", "截止到", "至", "到", "—", "-")):
                    continue
                quote = line.printed(sentence.start(), sentence.end())
                found.append(Event(day, quote, paragraph.place))
    return tuple(found)


def _articles(mark: re.Match[str]) -> Iterator[str]:
    article = str(_number(mark["article"]))
    parts = [(_number(part["number"]), part["kind"]) for part in _PART.finditer(mark["parts"])]
    if not parts:
        yield article
        return
    paragraph = ""
    items = [number for number, kind in parts if kind != "款"]
    for number, kind in parts:
        if kind == "款":
            paragraph = f"({number})"
            if not items:
                yield f"{article}{paragraph}"
        else:
            yield f"{article}{paragraph}({number})"


def _number(text: str) -> int:
    if text.isascii():
        return int(text)
    total = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
    return total + digit


def _date(year: str | int | None, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if year else None
    except ValueError:
        return None
