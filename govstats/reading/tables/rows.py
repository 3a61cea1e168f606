"""Recognised rows, and those that only the other rows of their table can decide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from govstats.reading.tables.alignment import (
    contradicted,
    cut_off_at_the_edge,
    lacking_totals,
    moved_left,
    subtotal_is_consistent,
    with_subtotal,
)
from govstats.reading.tables.columns import SUBTOTAL, Columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from govstats.documents import GridCell
    from govstats.forms import Block, Label
    from govstats.reading.labels import Manner
    from govstats.reading.tables.columns import Assignment


@dataclass(slots=True)
class Row:
    """A row of a grid that was recognised: its label in the form and its fields.

    `columns` are those of its header, or of the form in their order where no header was usable.
    `in_order` says that nothing but the order of its fields is known. `money` is the unit that is
    printed for amounts, empty where none is. `shared` are fields that belong to another row too.
    """

    block: Block
    label: Label
    printed: str
    fields: list[GridCell]
    grid: int
    manner: Manner = "label"
    columns: Columns = field(default_factory=lambda: Columns((), None, 0))
    assignment: Assignment | None = None
    displaced: bool = False
    in_order: bool = False
    money: str = ""
    shared: tuple[GridCell, ...] = ()

    @property
    def filled(self) -> int:
        """How many of its fields hold something."""
        return sum(bool(cell.text.strip()) for cell in self.fields)


def settle(rows: list[Row]) -> None:
    """Decide the rows that only the other rows of their table can decide."""

    def table(row: Row) -> tuple[int, str]:
        return (row.grid, row.block.id)

    for _, run in groupby(sorted(rows, key=table), key=table):
        same = list(run)
        for columns in {row.columns for row in same if row.in_order}:
            _in_order([row for row in same if row.in_order and row.columns == columns])
        _cut_off([row for row in same if row.displaced and row.assignment is None])
        _short_of_totals([row for row in same if row.assignment is None])
    for block in {row.block.id: row.block for row in rows if row.block.by}.values():
        own = [row for row in rows if row.block.id == block.id]
        _doubt([row for row in own if row.in_order], contradicted)
        _doubt([row for row in own if row.assignment and _lacks_total(row.assignment)], moved_left)
        _drop_other_subtotals(own, block)


def _doubt(rows: list[Row], is_wrong: Callable[[list[Assignment], Block], bool]) -> None:
    """Take back what rows were given where together they show that it is wrong."""
    if rows and is_wrong([row.assignment for row in rows if row.assignment], rows[0].block):
        for row in rows:
            row.assignment = None


def _lacks_total(assignment: Assignment) -> bool:
    return "total" not in assignment or not assignment["total"].text.strip()


def _in_order(rows: list[Row]) -> None:
    """Settle rows of which only the order of the fields is known.

    Only while no row prints more values than there are columns, unless they prove a 小计. Full rows
    come first; one with blanks has to begin where they all begin. Where they begin in several
    columns, a row with the right number of fields is whole, if no row has fields that are only room
    for labels or this one shows that it has none.
    """
    if not rows:
        return
    block, columns = rows[0].block, rows[0].columns
    count = len(columns.codes)
    if any(row.filled > count for row in rows):
        more = with_subtotal([row.fields for row in rows], block)
        for row in rows:
            row.assignment = more.by_run(row.fields) if more else None
        return
    for row in rows:
        row.assignment = columns.by_run(row.fields)
    _with_blanks(rows, columns)


def _with_blanks(rows: list[Row], columns: Columns) -> None:
    full = [next(c for c in row.fields if c.text.strip()) for row in rows if row.assignment]
    starts = {cell.column for cell in full} or _starts(rows, columns)
    padded = any(len(row.fields) > len(columns.codes) for row in rows)
    for row in (row for row in rows if row.assignment is None and row.fields):
        if len(starts) == 1:
            row.assignment = columns.from_column(row.fields, min(starts))
        elif not padded or (row.fields[0].text.strip() and row.fields[-1].text.strip()):
            row.assignment = columns.by_count(row.fields)


def _starts(rows: list[Row], columns: Columns) -> set[int]:
    """Return where values begin in a table without a full row.

    Under the header of an earlier piece; or, where all rows end in the same column, as many
    columns before it as there are, if the longest label ends just there.
    """
    if columns.places:
        return {columns.first}
    ends = {row.fields[-1].column for row in rows if row.fields}
    first = max(ends, default=0) - len(columns.codes) + 1
    labels = max((row.fields[0].column for row in rows if row.fields), default=0)
    return {first} if len(ends) == 1 and labels == first else set[int]()


def _cut_off(rows: list[Row]) -> None:
    """Settle rows that were pushed to the right and lost their last values at the edge."""
    if rows:
        aligned = cut_off_at_the_edge([row.fields for row in rows], rows[0].columns)
        for row, assignment in zip(rows, aligned or (), strict=False):
            row.assignment = assignment


def _short_of_totals(rows: list[Row]) -> None:
    """Settle rows that all lack one value, where it can only be the total."""
    if not rows or not rows[0].block.by:
        return
    columns = rows[0].columns
    shorter = replace(columns, codes=columns.codes[:-1], places=None)
    lacking = lacking_totals([row.fields for row in rows], columns)
    for row, lacks in zip(rows, lacking, strict=True):
        if lacks:
            row.assignment = shorter.by_run(row.fields)


def _drop_other_subtotals(rows: list[Row], block: Block) -> None:
    """Forget a column called 小计 whose figures are not the sums of the organisations."""
    assigned = [row.assignment for row in rows if row.assignment]
    if not subtotal_is_consistent(assigned, block):
        for assignment in assigned:
            assignment.pop(SUBTOTAL.code, None)
