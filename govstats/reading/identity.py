"""Who reports, for which year and period: read from the title first, then from the preamble."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.documents import Paragraph, fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.documents import Document, Grid

_SUBJECT = (
    r"政府信息公开(?:工作)?(?:情况)?(?:的)?(?:20\d{2})?(?:年度?)?(?:工作)?(?:情况)?(?:的)?(?:年度)?"
    r"(?:报告|年报)"
)
_TITLE = re.compile(rf"(?P<before>.*?)(?P<subject>{_SUBJECT})(?P<after>.*)$")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2}|二[〇○零Oo0][一二三四五六七八九〇○零]{2})年?度?")
_BODY = re.compile(
    r"(?:人民政府|办公室|办公厅|办事处|委员会|管委会|[局厅院署社馆会]|[省市县区乡镇]|街道|中心|支队|大队)$"
)
_PREPARED = re.compile(
    r"本(?:年度)?报告由(?P<agency>[^，。；,;]{2,40}?)(?:根据|依据|按照|编制|编写|负责)"
)
_PERIOD = re.compile(
    r"(?P<y1>20\d{2})年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日起?(?:至|到|—|－|-|~)+"
    r"(?:(?P<y2>20\d{2})年)?(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
_PART_OF_YEAR = re.compile(
    r"[上下]半年|半年度|第?[一二三四1-4]季度|(?<!\d)(?:1[0-2]|[1-9])(?:月份|-\d{1,2}月)"
)
_TITLED = "政府信息公开"
"""Every title has these words."""
_FIRST_ROW, _FIRST_CHARACTER = "本年新收", "收"
_FULL_WIDTH = re.compile("[０-９]")
_DIGITS = str.maketrans(
    "〇○零Oo0一二三四五六七八九０１２３４５６７８９", "0000001234567890123456789"
)
_LONGEST_TITLE, _SEARCHED = 80, 20


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself; empty or None where it does not say."""

    agency_name: str
    year: int | None
    period: str
    title: str


def read_identity(document: Document) -> Identity:
    """Return the agency's name as printed, the year, the period and the title of a document.

    Of several title-like lines the first in the page goes before the file's metadata; where they
    name different years, the one whose year is that of the reporting period is taken.
    """
    paragraphs = sorted(document.paragraphs[:_SEARCHED], key=lambda p: p.kind == "title")
    texts = [_plain(paragraph.text) for paragraph in paragraphs]
    period, period_year = _period(_plain(p.text) for p in document.paragraphs if "日" in p.text)
    titles = list(_titles(texts))
    agreeing = [found for found in titles if found[2] == period_year]
    title, name, year = (agreeing or titles or [("", "", None)])[0]
    if not name:
        prepared = next((m for text in texts if (m := _PREPARED.search(text))), None)
        name = prepared["agency"] if prepared else ""
    return Identity(name, year or period_year, period, title)


def read_period(texts: Iterable[str]) -> str:
    """Return the period that texts name as start and end (2022-01-01/2022-12-31), "" for none."""
    return _period(_plain(text) for text in texts if "日" in text)[0]


def second_report(document: Document) -> int | None:
    """Return the index of the block at which another report's title stands, None where there is none.

    A file may hold two years, or two bodies; what stands behind the second title belongs to another
    report. A title that names another body counts where table three is printed before and behind it.
    """
    first: tuple[str, int] | None = None
    tables = False
    threes = [n for n, block in enumerate(document.blocks) if _has_requests(block)]
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or block.kind == "title":
            tables = tables or not isinstance(block, Paragraph)
            continue
        if len(block.text) > _LONGEST_TITLE * 2:
            continue
        text = _plain(block.text)
        found = next(_titles([text]), None) if _TITLED in text else None
        if found is None:
            continue
        _, name, year = found
        if first is not None and year not in (first[1], None) and tables:
            return index
        another = first is not None and name and first[0] not in ("", name)
        if another and any(n < index for n in threes) and any(n > index for n in threes):
            return index
        if year is not None:
            first = (name or (first[0] if first else ""), year)
    return None


def _has_requests(block: Grid | Paragraph) -> bool:
    """Say whether a block is a table three, from its first row on."""
    return not isinstance(block, Paragraph) and any(
        _FIRST_ROW in squeeze(cell.text) for cell in block.cells if _FIRST_CHARACTER in cell.text
    )


def has_subject(document: Document) -> bool:
    """Say whether a document calls itself a report on information disclosure near its top."""
    texts = (_plain(paragraph.text) for paragraph in document.paragraphs[:_SEARCHED])
    return any(len(text) <= _LONGEST_TITLE and _TITLE.search(text) for text in texts)


def part_of_year(document: Document) -> str:
    """Return the part of a year that a document's title names (上半年, 三季度), "" for a whole one.

    Such pages print the tables of the annual report. Where a title of an annual report stands as
    well, the document is one.
    """
    named = ""
    for paragraph in document.paragraphs[:_SEARCHED]:
        text = _plain(paragraph.text)
        if len(text) > _LONGEST_TITLE or "。" in text or "信息公开" not in text:
            continue
        part = _PART_OF_YEAR.search(text)
        if part:
            named = named or part.group()
        elif _TITLE.search(text):
            return ""
    return named


def _titles(texts: list[str]) -> Iterator[tuple[str, str, int | None]]:
    for index, text in enumerate(texts):
        found = _TITLE.search(text) if len(text) <= _LONGEST_TITLE and "。" not in text else None
        if not found:
            continue
        parts = (found["before"], found["subject"], found["after"])
        year = next(filter(None, map(_year, parts)), None)
        name = _agency(found["before"])
        previous = texts[index - 1] if index else ""
        title = text
        if not name and len(previous) <= _LONGEST_TITLE // 2 and _BODY.search(previous):
            name, title = _agency(previous), previous + text
        if name or year:
            yield title, name, year


def _agency(text: str) -> str:
    bare = _YEAR.sub("", re.split(r"[_|>]", text)[-1])
    return bare.removeprefix("关于").removesuffix("关于").strip("　 -—（(《》").removesuffix("的")


def _year(text: str) -> int | None:
    found = list(_YEAR.finditer(text))
    return int(found[-1]["year"].translate(_DIGITS)) if found else None


def _period(texts: Iterable[str]) -> tuple[str, int | None]:
    for text in texts:
        found = _PERIOD.search(text)
        if found:
            parts = found.groupdict()
            last_year = parts["y2"] or parts["y1"]
            start = f"{parts['y1']}-{int(parts['m1']):02}-{int(parts['d1']):02}"
            end = f"{last_year}-{int(parts['m2']):02}-{int(parts['d2']):02}"
            return f"{start}/{end}", int(last_year)
    return "", None


def _plain(text: str) -> str:
    plain = "".join(fold(text).split())
    return _FULL_WIDTH.sub(lambda digit: chr(ord(digit.group()) - 0xFEE0), plain)
