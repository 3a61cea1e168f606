"""Recognised lines into rows: their fields put under columns by what is known where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from govstats.reading.tables.columns import Columns
from govstats.reading.tables.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.forms import Block
    from govstats.reading.tables.lines import Line


def place(lines: Iterable[Line]) -> list[Row]:
    """Return the recognised lines as rows, with an assignment where their own header gives one.

    A piece of a table without a header goes by the header of the piece before it: by its places
    where both are drawn equally wide, in text, where each piece has its own, by its order.
    """
    rows = []
    earlier: dict[str, Columns] = {}
    for line in lines:
        earlier |= {block: columns for block, columns in line.columns.items() if columns}
        if line.meaning is None:
            continue
        block, label, manner = line.meaning
        row = Row(block, label, line.text, line.fields, line.number, manner)
        row.money, row.shared = line.money, line.shared
        if line.assignment is not None:
            row.assignment = line.assignment
        elif block.id in line.named:
            columns = line.columns[block.id]
            if columns:
                _under_header(row, line, columns)
        else:
            _without_header(row, line, block, earlier.get(block.id))
        rows.append(row)
    return rows


def _under_header(row: Row, line: Line, columns: Columns) -> None:
    label = line.label
    row.columns = columns
    if columns.places is None:
        row.in_order = True
        return
    if label is None or label.column + label.colspan <= columns.first:
        row.assignment = columns.by_place(row.fields)
        if row.filled < len(columns.codes):
            return
    elif row.fields and row.fields[-1].column < label.column:
        row.columns = columns = _without_the_last_unknown(columns)
        row.assignment = columns.by_place(row.fields)
    elif not line.grid.exact:
        short = len(row.fields) < len(columns.codes)
        row.displaced = short and columns.in_form_order(row.block)
    if row.assignment is None and not row.displaced and columns.has_all_of(row.block):
        row.assignment = columns.by_count(row.fields)


def _without_the_last_unknown(columns: Columns) -> Columns:
    """Return the columns up to the last that the form has: the labels stand behind it."""
    last = max(n for n, code in enumerate(columns.codes, 1) if code)
    places = columns.places and columns.places[:last]
    return replace(columns, codes=columns.codes[:last], places=places)


def _without_header(row: Row, line: Line, block: Block, earlier: Columns | None) -> None:
    drawn = line.grid.exact and line.grid.place.line is None
    if earlier and earlier.places and drawn and earlier.width == line.grid.width:
        _under_header(row, line, earlier)
        return
    row.in_order = True
    row.columns = earlier or Columns.of_form(block)
    if row.columns.width != line.grid.width:
        row.columns = replace(row.columns, places=None)
