"""Figures of a report as printed, without findings: students are to find them themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.checks import Findings
from govstats.display import Fragment
from govstats.display.fragment import tag
from govstats.display.statutory import UNITS, cell_text, tables
from govstats.forms import breakdown_names, editions, item_names, load_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.agencies import Agencies
    from govstats.forms import Form, Label
    from govstats.reports import Cell, Report

_OTHER = "requests.other"
_HEADS = {
    "zh": ("正文所述", "数", "单位"),
    "en": ("Stated in the prose", "figure", "unit"),
}
_ROWS = {
    "zh": ("格式", "自哪一年度", "“其他处理”的行"),
    "en": ("Form", "from the report of", "rows of “other handling”"),
}


def printed(report: Report, agencies: Agencies, which: str, lang: str) -> Fragment:
    """Return the tables 二, 三 or 四 of a report as printed, any of them in one text."""
    form = load_form(report.edition)
    found = tables(report, Findings((), ()), lang)
    chosen = [html for block, html in zip(form.blocks, found, strict=True) if block.table in which]
    title = _title(report, agencies, lang)
    return Fragment(tag("h4", title) + Markup("").join(chosen), title)


def stated(report: Report, agencies: Agencies, items: Iterable[str], lang: str) -> Fragment:
    """Return what the prose of a report states of some items."""
    wanted = tuple(items)
    cells = [cell for cell in report.cells if cell.source == "text" and cell.item in wanted]
    rows = [_row(_HEADS[lang], "th")]
    rows += [
        _row(
            (_name(cell, lang), cell_text(cell, lang), UNITS[lang].get(cell.unit, cell.unit)), "td"
        )
        for cell in cells
    ]
    title = _title(report, agencies, lang)
    html = tag("table", tag("caption", title) + Markup("").join(rows), class_="statutory")
    return Fragment(html, title)


def split_rows(lang: str) -> Fragment:
    """Return for each edition of the form from when it holds and which rows 其他处理 has in it."""
    rows = [_row(_ROWS[lang], "th")]
    for edition in editions():
        form = load_form(edition)
        title = form.title if lang == "zh" else form.title_en
        labels = [row.printed if lang == "zh" else row.label_en for row in _other_rows(form)]
        rows.append(_row((title, str(form.first_year), Markup("<br>").join(labels) or "—"), "td"))
    return Fragment(tag("table", Markup("").join(rows), class_="statutory"), str(_ROWS[lang][2]))


def _other_rows(form: Form) -> list[Label]:
    """Return the rows of 其他处理, or the one row that stands for them; none in the form of 2014."""
    labels = [each for block in form.blocks for each in (*block.rows, *block.groups)]
    leaves = set(form.leaves(_OTHER))
    found = [each for each in labels if each.code in leaves and each.code != _OTHER]
    return found or [each for each in labels if each.code == _OTHER]


def _title(report: Report, agencies: Agencies, lang: str) -> str:
    own = agencies[report.agency or ""]
    if lang == "zh":
        return f"{own.name}{report.year}年（{report.edition}年版格式）"
    return f"{own.name_en}, {report.year} (form of {report.edition})"


def _row(texts: Iterable[object], name: str) -> Markup:
    first, *rest = texts
    cells = [tag("th", first, scope="row" if name == "td" else "col", style="text-align:left")]
    return tag("tr", Markup("").join([*cells, *(tag(name, text) for text in rest)]))


def _name(cell: Cell, lang: str) -> str:
    item = item_names()[cell.item]
    parts = [item.zh if lang == "zh" else item.en]
    names = breakdown_names()
    if cell.breakdown in names:
        named = names[cell.breakdown]
        parts.append(named.zh if lang == "zh" else named.en)
    elif cell.breakdown:
        parts.append(cell.breakdown)
    return " · ".join(parts)
