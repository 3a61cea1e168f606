"""Recognised rows, and those that only the other rows of their table can decide."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from govstats.reading.alignment import by_full_rows, contradicted, cut_off_at_the_edge

if TYPE_CHECKING:
    from govstats.documents import GridCell
    from govstats.forms import Block, Label
    from govstats.reading.alignment import Assignment


@dataclass(slots=True)
class Row:
    """A row of a grid that was recognised: its label in the form and its fields."""

    block: Block
    label: Label
    printed: str
    fields: list[GridCell]
    grid: int
    assignment: Assignment | None = None
    displaced: bool = False
    by_order: bool = False


def settle(rows: list[Row]) -> None:
    """Decide the rows that only the other rows of their table can decide.

    Without a usable header a table is read by order only while no row prints more values than there
    are columns; a row with blanks then follows the full rows, if they agree. Rows that were pushed
    to the right and cut off are aligned together.
    """

    def table(row: Row) -> tuple[int, str]:
        return (row.grid, row.block.id)

    for _, run in groupby(sorted(rows, key=table), key=table):
        same = list(run)
        columns = len(same[0].block.columns)
        ordered = [row for row in same if row.by_order]
        counts = [sum(bool(cell.text.strip()) for cell in row.fields) for row in ordered]
        if any(count > columns for count in counts):
            for row in ordered:
                row.assignment = None
            continue
        full = [row for row, count in zip(ordered, counts, strict=True) if count == columns]
        starts = [row.assignment[0].column for row in full if row.assignment and row.assignment[0]]
        for row in ordered:
            if row.assignment is None and starts:
                row.assignment = by_full_rows(row.fields, columns, starts)
        totals = [n for n, column in enumerate(same[0].block.columns) if column.code == "total"]
        settled = [row.assignment for row in ordered if row.assignment]
        if totals and same[0].block.by and contradicted(settled, totals[0]):
            for row in ordered:
                row.assignment = None
        cut = [row for row in same if row.displaced and row.assignment is None]
        aligned = cut_off_at_the_edge([row.fields for row in cut], columns)
        for row, assignment in zip(cut, aligned or (), strict=False):
            row.assignment = assignment
