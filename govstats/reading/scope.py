"""Whose figures a report counts, as far as it says so itself: those of a whole area, of an office alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.documents import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.documents import Paragraph

_PREAMBLE = 20
_WHOLE = r"全[省市县区旗州镇乡]"
_UNITS = r"(?:各|所属|下属|所辖)(?:省|市|州|县|区|旗|镇|乡|街道|级|部门|委办局|行政机关|单位)"
_AREA = re.compile(
    rf"{_WHOLE}(?:20\d\d年度?)?政府信息公开工作?(?:情况)?(?:年度)?(?:工作)?(?:报告|年报)$"
    r"|[（(](?:汇总|[全综]合|合并)(?:版|本|稿|报告)?[)）]$|汇总(?:报告|年报)$"
    rf"|(?:汇总|综合|合并)(?:了)?(?:{_WHOLE}[^。；，]*?|[^。；，]{{0,12}}?{_UNITS})"
    rf"|(?:{_WHOLE}|{_UNITS})[^。；]{{0,40}}(?:汇总|综合|合并)(?:后)?(?:编制|编写|形成|而成|整理)"
    rf"|(?:数据|统计)(?:范围)?(?:为|是|包括|包含|涵盖){_WHOLE}[^。；，]{{0,12}}{_UNITS}"
)
_ALONE = re.compile(
    rf"不(?:包括|包含|含|涵盖)[^。；，]{{0,12}}?{_UNITS}|(?:仅|只)(?:反映|包括|包含|统计|涵盖|为)[^。；]{{0,30}}?本级"
)
_REPORT = re.compile("本(?:年度)?报告|本年报|数据|统计")
_OFFICE = re.compile("政府(?:办公室|办公厅)$")


def read_scope(title: str, agency_name: str, paragraphs: Iterable[Paragraph]) -> str:
    """Return `area`, `government`, `office` or "" where a report does not say what it covers.

    `area` is said of a consolidated report (汇总) by its title or by the sentences on the report
    before its first section; `government` where such a sentence leaves the units out; `office` where
    the title names a government's own office (办公室) as the body that reports.
    """
    if _AREA.search(fold(title)):
        return "area"
    for sentence in _sentences(paragraphs):
        if _ALONE.search(sentence):
            return "government"
        if _AREA.search(sentence):
            return "area"
    return "office" if _OFFICE.search(fold(agency_name)) and agency_name in title else ""


def _sentences(paragraphs: Iterable[Paragraph]) -> Iterable[str]:
    """Yield the sentences of a preamble that speak of the report or of its figures."""
    for paragraph, _ in zip(paragraphs, range(_PREAMBLE), strict=False):
        text = fold(paragraph.text)
        if re.match("一[、．.]", text):
            return
        yield from (one for one in re.split("[。；]", text) if _REPORT.search(one))
