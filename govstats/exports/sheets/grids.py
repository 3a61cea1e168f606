"""The statutory tables of both years, as the form has them, each in a sheet of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.display.statutory import UNITS, block_title
from govstats.exports.sheets.formulas import WORDS
from govstats.exports.sheets.grid import Grid
from govstats.exports.sheets.sums import COLUMNS, beside, check_sums
from govstats.forms import editions, load_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from govstats.changes import Comparison
    from govstats.exports.sheets.book import Book
    from govstats.forms import Block
    from govstats.reports import Report

TABLES = ("二", "三", "四", "list")
"""The tables that a form may have."""
_SAID = {
    "zh": {
        "form": "{}年（{}年版格式）", "caption": "{}（{}）",
        "hint": "核对栏为公式，改动数字后自动重算。▲表示生成时发现与其他数字不符，见“数据核对”。",
        "plain": "▲表示生成时发现与其他数字不符，见“数据核对”。",
    },
    "en": {
        "form": "{} ({} form)", "caption": "{} ({})",
        "hint": "The checks are formulas and follow any change of a figure. "
        "▲ marks what did not add up when this was made: see “Checks”.",
        "plain": "▲ marks what did not add up when this was made: see “Checks”.",
    },
}  # fmt: skip
_LABELS = {"groups": (18, 42), "list": (46, 13), "plain": (34,)}
_FIGURES = {"groups": 13, "list": 13, "plain": 18}
_GAP, _CHECK = 2, 13


def tables_of(reports: Sequence[Report]) -> list[str]:
    """Return the tables that the reports' forms have, in their order."""
    found = {table for report in reports for table, _ in _blocks(report)}
    return [table for table in TABLES if table in found]


def write_table(book: Book, sheet: Worksheet, table: str, comparison: Comparison) -> Grid:
    """Write a statutory table of the later year and, under it, of the earlier one.

    Returns where each figure stands. Sums are checked by formulas beside and below the figures.
    """
    reports = [report for report in (comparison.after, comparison.before) if report]
    blocks = [
        (report, [block for kind, block in _blocks(report) if kind == table]) for report in reports
    ]
    every = [(report, block) for report, found in blocks for block in found]
    shared = len({tuple(column.code for column in block.columns) for _, block in every}) == 1
    grid = _grid(book, sheet, table, comparison, every)
    words = _SAID[book.lang]
    grid.text(0, 0, f"{sheet.get_name()}　{comparison.agency.named(book.lang)}", "title")
    grid.text(1, 0, words["hint" if grid.checks else "plain"], "subject")
    row = 3
    if shared:
        row = grid.heads(row, every[0][1])
        sheet.repeat_rows(3, row - 1)
    sheet.freeze_panes(row, grid.labels)
    for report, found in blocks:
        if found:
            row = grid.across(row, words["form"].format(report.year, report.edition), "band")
        for block in found:
            if not shared or len(found) > 1:
                row = grid.across(row, _caption(block, book.lang), "strong")
            if not shared:
                row = grid.heads(row, block)
            row = check_sums(grid, grid.rows(row, report, block), report, block)
        row += 1
    _mark_failures(grid, row)
    return grid


def _blocks(report: Report) -> list[tuple[str, Block]]:
    if report.edition not in editions():
        return []
    return [
        ("list" if block.layout == "list" else block.table, block)
        for block in load_form(report.edition).blocks
    ]


def _grid(
    book: Book,
    sheet: Worksheet,
    table: str,
    comparison: Comparison,
    every: Sequence[tuple[Report, Block]],
) -> Grid:
    grouped = any(block.groups for _, block in every)
    kind = "list" if table == "list" else "groups" if grouped else "plain"
    sizes = _LABELS[kind]
    width = len(sizes) + max(len(block.columns) for _, block in every)
    checks = width + 1 if any(beside(block, report.edition) for report, block in every) else 0
    for column, size in enumerate(sizes):
        book.columns(sheet, column, column, size)
    book.columns(sheet, len(sizes), width - 1, _FIGURES[kind])
    if checks:
        book.columns(sheet, width, width, _GAP)
        book.columns(sheet, checks, checks + COLUMNS - 1, _CHECK)
    doubted = frozenset(
        (ref.year or 0, ref.item, ref.breakdown)
        for finding in comparison.all_findings
        for ref in finding.doubtful
        if ref.source == "table"
    )
    return Grid(book, sheet, sheet.get_name(), len(sizes), width, checks, doubted)


def _caption(block: Block, lang: str) -> str:
    title = block_title(block, lang)
    unit = UNITS[lang].get(block.unit, block.unit)
    return title if block.layout == "list" else _SAID[lang]["caption"].format(title, unit)


def _mark_failures(grid: Grid, rows: int) -> None:
    """Colour the verdicts as they are after each recomputation."""
    last = grid.checks + COLUMNS - 1 if grid.checks else grid.width - 1
    for name, look in (("fail", "bad"), ("open", "open")):
        grid.sheet.conditional_format(
            0, 0, rows, last,
            {
                "type": "cell", "criteria": "==", "value": f'"{WORDS[grid.lang][name]}"',
                "format": grid.book.differing(look),
            },
        )  # fmt: skip
