"""A comparison as a workbook that a clerk can recompute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.exports.content import content
from govstats.exports.sheets.about import write_about, write_sources
from govstats.exports.sheets.book import Book
from govstats.exports.sheets.changes import write_changes
from govstats.exports.sheets.findings import write_checks
from govstats.exports.sheets.grids import tables_of, write_table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from govstats.changes import Comparison

SHEETS = {
    "zh": {
        "about": "说明", "changes": "年度比较", "二": "表二", "三": "表三", "四": "表四", "list": "统计表",
        "checks": "数据核对", "sources": "来源",
    },
    "en": {
        "about": "About", "changes": "Comparison", "二": "Table 2", "三": "Table 3", "四": "Table 4",
        "list": "Statistical table", "checks": "Checks", "sources": "Sources",
    },
}  # fmt: skip
"""The names of the sheets; a table that neither year's form has is left out."""
_A4 = 9
_PAGES = {"zh": "&C第 &P 页，共 &N 页", "en": "&CPage &P of &N"}


def to_xlsx(comparison: Comparison, lang: str) -> bytes:
    """Return a comparison as a workbook: changes, statutory tables, findings, sources.

    Differences, percentages, sums and checks are live formulas with their values; a percentage that
    the verdict forbids is a word instead. Text from reports is never a formula, a link or a number.
    A figure of more than 15 digits is kept as text, since a workbook would round it. The same
    comparison makes the same bytes.
    """
    found = content(comparison, lang)
    reports = [report for report in (comparison.after, comparison.before) if report]
    tables = tables_of(reports)
    keys = ["about", "changes", *tables, "checks", "sources"]
    names = {key: SHEETS[lang][key] for key in keys}
    book = Book(lang, found.title, list(names.values()))
    sheets = {key: book.sheets[name] for key, name in names.items()}
    for sheet in sheets.values():
        _set_page(sheet, lang, found.mark)
    sheets["about"].fit_to_pages(1, 1)
    grids = [write_table(book, sheets[table], table, comparison) for table in tables]
    places = write_checks(book, sheets["checks"], found)
    write_changes(book, sheets["changes"], comparison, grids, places)
    write_about(book, sheets["about"], found, names)
    write_sources(book, sheets["sources"], found)
    return book.close()


def _set_page(sheet: Worksheet, lang: str, mark: str) -> None:
    """Set a sheet to print across A4, with its name, page numbers and the mark of simulated data."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.hide_gridlines(2)
    sheet.set_header(f"&L&A&R{mark}" if mark else "&L&A")
    sheet.set_footer(_PAGES[lang])
