"""A report as it was read: its tables, what its prose states, how it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from govstats.display.statutory import block_title, cell_text, row_name, row_unit, rows_shown
from govstats.forms import breakdown_names, item_names, load_form

if TYPE_CHECKING:
    from govstats.forms import Block
    from govstats.reports import Cell, Report


def print_report(report: Report, lang: str) -> None:
    """Print a report: who and when, its tables, what its prose states, and how it was read."""
    console = Console()
    name = report.agency_name or ("（未写明机关）" if lang == "zh" else "(no agency named)")
    form = f"{report.edition}年版格式" if lang == "zh" else f"{report.edition} form"
    console.print(f"[bold]{escape(name)}[/] {report.year or ''}  {form}  {escape(report.source)}")
    for block in load_form(report.edition).blocks:
        console.print(_table(report, block, lang))
    for cell in report.cells:
        if cell.source == "text":
            figure = escape(f"{cell_text(cell, lang)} {cell.unit}  ({cell.locator})")
            console.print(f"  {escape(_name(cell, lang))}: {figure}")
    for sentence in report.reading.describe(lang) if report.reading else ():
        console.print(escape(sentence), style="yellow", soft_wrap=True)
    console.print()


def _table(report: Report, block: Block, lang: str) -> Table:
    listed = block.layout == "list"
    table = Table(
        title=block_title(block, lang),
        title_justify="left",
        show_edge=False,
        pad_edge=False,
        title_style="bold",
    )
    table.add_column("", overflow="fold", ratio=1)
    if listed:
        table.add_column("单位" if lang == "zh" else "unit")
    for column in block.columns:
        head = column.label if lang == "zh" else column.label_en
        table.add_column(head, justify="right", overflow="fold", min_width=4)
    for row in rows_shown(report, block):
        slots = (block.slot(row, column) for column in block.columns)
        texts = [cell_text(report.cell(slot.item, slot.breakdown), lang) for slot in slots]
        units = [row_unit(block, row, lang)] if listed else []
        table.add_row(escape(row_name(block, row, lang)), *units, *texts)
    return table


def _name(cell: Cell, lang: str) -> str:
    name = item_names()[cell.item][lang]
    part = breakdown_names().get(cell.breakdown)
    return f"{name} · {part[lang] if part else cell.breakdown}" if cell.breakdown else name
