"""A report as its statutory tables, doubtful cells marked and explained."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.checks import SEVERITY_LABELS, check
from govstats.display.fragment import Fragment, tag
from govstats.forms import editions, load_form
from govstats.reports import Status
from govstats.rounding import figure

if TYPE_CHECKING:
    from govstats.checks import Finding, Findings
    from govstats.forms import Block, Label
    from govstats.reports import Cell, Report

DOUBT = "▲"
_INDENT = "　"
_WHERE = re.compile(r"\b([pl])(\d+)")
_UNITS = {"p": "页", "l": "行"}
_UNITS_EN = {"p": "page", "l": "line"}
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
    parts = [tag("h3", _title(report, lang))]
    if report.edition in editions():
        parts += [
            _block(report, block, findings, lang) for block in load_form(report.edition).blocks
        ]
    parts.append(tag("h4", _WORDS[lang]["found"]))
    parts.append(findings_list(findings.failures, lang))
    said = "; ".join(finding.message(lang) for finding in findings.failures)
    return Fragment(
        Markup("").join(parts), f"{_title(report, lang)}: {said or _WORDS[lang]['none']}"
    )


def findings_list(failures: tuple[Finding, ...], lang: str) -> Markup:
    """Return failures as a list with severity, sentence and places."""
    if not failures:
        return tag("p", _WORDS[lang]["none"])
    items = []
    for finding in failures:
        badge = tag(
            "span", SEVERITY_LABELS[finding.severity][lang], class_=f"badge {finding.severity}"
        )
        source = _places(finding, lang)
        items.append(
            tag("li", badge + " " + finding.message(lang) + tag("small", source), id=finding.id)
        )
    return tag("ul", Markup("").join(items), class_="findings")


def _places(finding: Finding, lang: str) -> str:
    """Return where to look: the report's year, and the pages or lines of the doubtful cells or passages."""
    years: dict[int, set[str]] = {}
    for ref in finding.where:
        found = _WHERE.findall(ref.place)
        where = {
            f"第{n}{_UNITS[kind]}" if lang == "zh" else f"{_UNITS_EN[kind]} {n}"
            for kind, n in found
        }
        years.setdefault(ref.year or 0, set()).update(where)
    comma = "、" if lang == "zh" else ", "
    said = []
    for year, places in sorted(years.items()):
        report = (f"{year}年报告" if lang == "zh" else f"{year} report") if year else ""
        said.append(" ".join(filter(None, [report, comma.join(sorted(places, key=_natural))])))
    text = comma.join(filter(None, said))
    return (f"（{text}）" if lang == "zh" else f" ({text})") if text else ""


def _natural(place: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", place)]


def cell_text(cell: Cell | None, lang: str) -> str:
    """Return a figure as a table prints it, or which absence it is."""
    if cell is None:
        return _ABSENT[lang][None]
    if cell.value is None:
        return _ABSENT[lang][cell.status]
    text = figure(cell.value, lang)
    return f"≈{text}" if cell.status is Status.APPROXIMATE else text


def _title(report: Report, lang: str) -> str:
    name = report.agency_name or report.source
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
    return tag("table", caption + Markup("").join(rows), class_="statutory")


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
    """Return a block's rows as the report prints them: a group as one row where it does."""
    rows: list[Label] = []
    for row in block.rows:
        group = block.group_of(row)
        as_one = group and report.cell(group.code, block.columns[-1].code) is not None
        if as_one and group and not report.cell(row.code, block.columns[-1].code):
            if group not in rows:
                rows.append(group)
        else:
            rows.append(row)
    return rows


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
    classes = " ".join(filter(None, ["absent" if absent else "", "doubt" if doubts else ""]))
    reason = " / ".join(finding.message(lang) for finding in doubts)
    return tag("td", f"{text} {DOUBT}" if doubts else text, class_=classes, title=reason)
