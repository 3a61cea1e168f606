"""The whole form as a sheet: blank for an agency to fill in, or with a report's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.errors import InvalidRequestError
from govstats.forms import load_form
from govstats.writing.figures import cell_texts, not_filled
from govstats.writing.prose import fees, overview
from govstats.writing.sheet import Heading, Line, Part, Sheet
from govstats.writing.tables import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.forms import Form
    from govstats.reports import Report

SECTIONS = {
    "一": "总体情况",
    "二": "主动公开政府信息情况",
    "三": "收到和处理政府信息公开申请情况",
    "四": "政府信息公开行政复议、行政诉讼情况",
    "五": "存在的主要问题及改进情况",
    "六": "其他需要报告的事项",
}
"""The sections that the 2019 and 2021 forms prescribe; tables stand in the section of their number."""

_GUIDANCE = {
    "一": "（文字描述）",
    "五": "（文字描述）",
    "六": "（文字描述，收取信息处理费情况在此处报告。）",
}
_OVERVIEW = "一、概述"
"""How reports of 2014 to 2018 begin; for their prose no sections were prescribed."""
_TITLE = "政府信息公开工作年度报告"
_NO_PROSE = "（正文未收录）"
_SPACE = "\u3000"


def blank_sheet(edition: str) -> Sheet:
    """Return the blank form of an edition. Raises NotFoundError for an edition without a form."""
    form = load_form(edition)
    prose = {section: [Line(text, "guidance")] for section, text in _GUIDANCE.items()}
    agency, year = "（机关名称）", _SPACE * 3
    return Sheet(
        title=f"{agency}{year}年{_TITLE}",
        parts=(_period(year), *_parts(form, {}, prose)),
        name=f"{form.title}格式{edition}",
    )


def filled_sheet(report: Report, edition: str = "") -> Sheet:
    """Return the form of a report's edition with its figures and where they come from.

    What is missing or unreadable stays empty and is listed in a note. Raises InvalidRequestError
    for an excerpt and for a report of another edition than the one asked for, and NotFoundError
    where the report's edition has no form.
    """
    form = load_form(report.edition)
    if edition and edition != report.edition:
        raise InvalidRequestError(
            f"this report is in the {report.edition} form, not {edition}",
            f"{report.agency_name} {report.year}",
            f"ask for {report.edition}",
        )
    texts = cell_texts(report)
    said = {"一": overview(report), "五": [], "六": fees(report)}
    prose = {
        section: [Line(text) for text in lines] or [Line(_NO_PROSE, "guidance")]
        for section, lines in said.items()
    }
    year = str(report.year or _SPACE * 3)
    title = report.title or f"{report.agency_name}{year}年{_TITLE}"
    parts = (_period(year), *_parts(form, texts, prose), *_notes(report))
    return Sheet(title=title, parts=parts, name=title)


def sheet_of(
    form: Form,
    texts: Mapping[tuple[str, str], str],
    title: str,
    year: int,
    prose: Iterable[str] = (),
) -> Sheet:
    """Return a sheet of any cell texts by (item, breakdown), whatever they say."""
    lines = {"一": [Line(text) for text in prose]}
    return Sheet(title, (_period(str(year)), *_parts(form, texts, lines)), title)


def _period(year: str) -> Line:
    return Line(f"本报告所列数据的统计期限自{year}年1月1日至{year}年12月31日。", "period")


def _parts(
    form: Form, texts: Mapping[tuple[str, str], str], prose: Mapping[str, list[Line]]
) -> list[Part]:
    if form.is_list:
        return [
            Heading(_OVERVIEW),
            *prose.get("一", []),
            Heading(f"附：{form.title}"),
            *lay_out(form.blocks, texts),
        ]
    parts: list[Part] = []
    for number, title in SECTIONS.items():
        blocks = [block for block in form.blocks if block.table == number]
        parts.append(Heading(f"{number}、{title}"))
        parts += prose.get(number, [])
        parts += lay_out(blocks, texts)
    return parts


def _notes(report: Report) -> list[Line]:
    notes = [report.note, f"数据来源：{report.source}" if report.source else ""]
    missing = not_filled(report)
    if missing:
        notes.append(f"来源中缺失或无法辨认，因而未填：{'；'.join(missing)}。")
    return [Line(note, "note") for note in notes if note]
