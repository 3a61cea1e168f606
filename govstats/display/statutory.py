"""A report as its statutory tables, doubtful cells marked and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.checks import check
from govstats.display.findings import findings_list
from govstats.display.fragment import Fragment, tag
from govstats.forms import editions, load_form
from govstats.reports import Status
from govstats.rounding import figure

if TYPE_CHECKING:
    from govstats.checks import Finding, Findings
    from govstats.forms import Block, Label
    from govstats.reports import Cell, Report

DOUBT = "▲"
CORRECTED = "※"
"""What stands beside a figure that was corrected; the bundled font has it, as every GBK font."""

_INDENT = "　"
_ABSENT = {
    "zh": {
        Status.BLANK: "未填写",
        Status.NOT_APPLICABLE: "/",
        Status.UNREADABLE: "缺失",
        None: "未转录",
    },
    "en": {
        Status.BLANK: "blank",
        Status.NOT_APPLICABLE: "/",
        Status.UNREADABLE: "missing",
        None: "not transcribed",
    },
}
UNITS: dict[str, dict[str, str]] = {
    "zh": {},
    "en": {
        "件": "number", "条": "items", "项": "items", "份": "items", "篇": "number", "次": "number",
        "个": "number", "人": "persons", "人次": "attendances", "万元": "10,000 yuan", "元": "yuan",
    },
}  # fmt: skip
_WORDS = {
    "zh": {"table": "表", "list": "统计表", "item": "项目", "unit": "单位", "none": "未发现矛盾。", "found": "数据核对", "edition": "年版格式"},
    "en": {"table": "Table ", "list": "Statistical table", "item": "Item", "unit": "Unit",
           "none": "No contradiction found.", "found": "Data checks", "edition": " form"},
}  # fmt: skip


def show(report: Report, findings: Findings | None = None, lang: str = "zh") -> Fragment:
    """Show a report as the tables of its form; a doubtful cell carries ▲ and the reason.

    Findings are computed where they are not given. An absent figure says which absence it is.
    """
    findings = check(report) if findings is None else findings
    parts = [tag("h3", report_title(report, lang)), *tables(report, findings, lang)]
    parts.append(tag("h4", _WORDS[lang]["found"]))
    parts.append(findings_list(findings.failures, lang))
    said = "; ".join(finding.message(lang) for finding in findings.failures)
    return Fragment(
        Markup("").join(parts), f"{report_title(report, lang)}: {said or _WORDS[lang]['none']}"
    )


def tables(report: Report, findings: Findings, lang: str) -> list[Markup]:
    """Return the tables of a report's form, one for each block, doubtful cells marked."""
    if report.edition not in editions():
        return []
    return [_block(report, block, findings, lang) for block in load_form(report.edition).blocks]


def cell_text(cell: Cell | None, lang: str) -> str:
    """Return a figure as a table prints it, or which absence it is."""
    if cell is None:
        return _ABSENT[lang][None]
    if cell.value is None:
        return _ABSENT[lang][cell.status]
    text = figure(cell.value, lang)
    return f"≈{text}" if cell.status is Status.APPROXIMATE else text


def marked(text: str, *, doubtful: bool, corrected: bool) -> str:
    """Return a figure with ▲ where a rule doubts it and ※ where it was corrected."""
    signs = (DOUBT if doubtful else "", CORRECTED if corrected else "")
    return " ".join(filter(None, (text, *signs)))


def correction(cell: Cell, lang: str) -> str:
    """Return why a figure was corrected, "" for one as reported."""
    if not cell.corrected:
        return ""
    return f"已更正：{cell.corrected}" if lang == "zh" else f"corrected: {cell.corrected}"


def report_title(report: Report, lang: str) -> str:
    """Return whose report it is, of which year and form."""
    name = report.agency_name or report.source
    if lang == "zh":
        year = f"{report.year}年" if report.year else ""
        return f"{name}{year}（{report.edition}{_WORDS[lang]['edition']}）"
    return f"{name} {report.year or ''} ({report.edition}{_WORDS[lang]['edition']})"


def _block(report: Report, block: Block, findings: Findings, lang: str) -> Markup:
    words = _WORDS[lang]
    listed = block.layout == "list"
    names = [words["item"], *([words["unit"]] if listed else [])]
    names += [_name(column, lang) for column in block.columns]
    heads = [tag("th", name, scope="col") for name in names]
    rows = [tag("thead", tag("tr", Markup("").join(heads)))]
    for row in rows_shown(report, block):
        cells = [tag("td", row_unit(block, row, lang), class_="unit")] if listed else []
        cells += [
            _td(
                report.cell(slot.item, slot.breakdown),
                findings.touching(slot.item, slot.breakdown),
                lang,
            )
            for slot in (block.slot(row, column) for column in block.columns)
        ]
        rows.append(
            tag("tr", tag("th", row_name(block, row, lang), scope="row") + Markup("").join(cells))
        )
    unit = f"（{block.unit}）" if lang == "zh" else f" ({block.unit})"
    caption = tag("caption", block_title(block, lang) + ("" if listed else unit))
    table = tag("table", caption + Markup("").join(rows), class_="statutory")
    return tag("div", table, class_="scroll", tabindex="0")


def block_title(block: Block, lang: str) -> str:
    """Return a block's title: its table and label, 表二　第二十条第（一）项; of a list its part."""
    words = _WORDS[lang]
    label = block.label if lang == "zh" else block.label_en
    if block.layout == "list":
        return (
            f"{words['list']}　{block.table}、{label}"
            if lang == "zh"
            else f"{words['list']}: {label}"
        )
    return f"{words['table']}{block.table}　{label}"


def row_unit(block: Block, row: Label, lang: str) -> str:
    """Return the unit of a row of a list, in the language's words."""
    unit = row.unit or block.unit
    return UNITS[lang].get(unit, unit)


def rows_shown(report: Report, block: Block) -> list[Label]:
    """Return a block's rows as the report prints them: a group as one row where it does.

    A group that is printed beside its own rows has a row before them.
    """
    rows: list[Label] = []
    for row in block.rows:
        group = block.group_of(row)
        if group and _printed(report, block, group):
            if group not in rows:
                rows.append(group)
            if not _printed(report, block, row):
                continue
        rows.append(row)
    return rows


def _printed(report: Report, block: Block, row: Label) -> bool:
    slots = (block.slot(row, column) for column in block.columns)
    return any(report.cell(slot.item, slot.breakdown) for slot in slots)


def row_name(block: Block, row: Label, lang: str) -> str:
    """Return a row's name with its group before it; in a list what it stands under shows its place."""
    group = block.group_of(row)
    name = row.printed if lang == "zh" else row.label_en
    if block.layout == "list":
        return f"{_INDENT * _depth(block, row)}{name}"
    return f"{_name(group, lang)} › {name}" if group else name


def _depth(block: Block, row: Label) -> int:
    above = next((other for other in block.rows if other.label == row.group), None)
    return 0 if not row.group else 1 + (_depth(block, above) if above else 0)


def _name(label: Label, lang: str) -> str:
    return label.label if lang == "zh" else label.label_en


def _td(cell: Cell | None, doubts: tuple[Finding, ...], lang: str) -> Markup:
    text = cell_text(cell, lang)
    absent = cell is None or cell.value is None
    fixed = correction(cell, lang) if cell else ""
    classes = " ".join(filter(None, ["absent" if absent else "", "doubt" if doubts else ""]))
    reason = " / ".join(filter(None, [fixed, *(finding.message(lang) for finding in doubts)]))
    said = marked(text, doubtful=bool(doubts), corrected=bool(fixed))
    return tag("td", said, class_=classes, title=reason)
