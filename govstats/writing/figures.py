"""A report's figures as the texts that the form's cells show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.errors import InvalidRequestError
from govstats.forms import load_form
from govstats.reports import Status

if TYPE_CHECKING:
    from govstats.forms import Slot
    from govstats.reports import Cell, Report


def cell_texts(report: Report) -> dict[tuple[str, str], str]:
    """Return what each cell of the report's tables shows, by (item, breakdown).

    A figure is printed plainly, with its unit where that is not the form's, a change with its
    sign; an approximate or inapplicable one as it was printed (260余, `/`); a blank or unreadable
    one is empty. Raises InvalidRequestError for an excerpt: its empty cells would look like blanks.
    """
    if report.coverage == "excerpt":
        raise InvalidRequestError(
            "only an excerpt of this report is in the data",
            f"{report.agency_name} {report.year}",
            "the form can be filled from reports whose tables are all there",
        )
    form = load_form(report.edition)
    slots = form.one_row_slots | form.slots
    return {
        (cell.item, cell.breakdown): _text(cell, slots.get((cell.item, cell.breakdown)))
        for cell in report.cells
        if cell.source == "table"
    }


def not_filled(report: Report) -> list[str]:
    """Return what could not be filled, unreadable or not there at all: `表三“总计”：属于国家秘密、…`.

    Rows that lack the same columns are named together; a row that lacks all of them by itself.
    """
    found: dict[str, list[str]] = {}
    for block in load_form(report.edition).blocks:
        for row in block.rows:
            group = block.group_of(row)
            slots = [block.slot(row, column) for column in block.columns]
            if group and report.cell(group.code, slots[-1].breakdown):
                continue
            missing = [slot for slot in slots if _is_missing(report, slot)]
            if missing:
                part = "、".join(slot.column.label for slot in missing)
                where = "" if len(missing) == len(slots) else f"“{part}”"
                found.setdefault(f"表{block.table}{where}", []).append(row.label)
    return [f"{where}：{'、'.join(rows)}" for where, rows in found.items()]


def figure_text(cell: Cell) -> str:
    """Return a figure with its unit as a sentence prints it: `63条`, `260余条`."""
    printed = "".join(cell.raw.split())
    if cell.status is Status.APPROXIMATE and printed:
        return printed if printed.endswith(cell.unit) else f"{printed}{cell.unit}"
    return "" if cell.value is None else f"{cell.value:f}{cell.unit}"


def _text(cell: Cell, slot: Slot | None) -> str:
    if cell.status is Status.NOT_APPLICABLE:
        return cell.raw.strip() or "/"
    if cell.value is None:
        return ""
    if cell.status is Status.APPROXIMATE and cell.raw.strip():
        return cell.raw.strip()
    sign = "+" if slot and slot.signed and cell.value > 0 else ""
    unit = "" if slot is None or cell.unit == slot.unit else cell.unit
    return f"{sign}{cell.value:f}{unit}"


def _is_missing(report: Report, slot: Slot) -> bool:
    cell = report.cell(slot.item, slot.breakdown)
    return cell is None or cell.status is Status.UNREADABLE
