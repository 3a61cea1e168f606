"""A row's values put under the form's columns, only where the evidence leaves one way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.reading.values import parse_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.documents import GridCell

_SEVERAL = 3

Assignment = tuple["GridCell | None", ...]
"""For each column of the form its cell, None where the row has none for it."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where a header puts the form's columns: for each its grid column, None where it is not named.

    `extra` are columns that the form does not have (小计, 备注); `width` is the grid's.
    """

    positions: tuple[int | None, ...]
    width: int
    extra: tuple[int, ...] = ()

    @property
    def in_order(self) -> bool:
        """Whether all of the form's columns are named, in the form's order."""
        known = [position for position in self.positions if position is not None]
        return len(known) == len(self.positions) and known == sorted(known)

    @property
    def first(self) -> int:
        """The leftmost grid column with a value."""
        return min(position for position in (*self.positions, *self.extra) if position is not None)


def by_header(fields: Sequence[GridCell], anchors: Anchors) -> Assignment | None:
    """Return the cells under the header's columns.

    None where the row does not reach the last column (a cell was lost, the others moved), where a
    value stands under no column of the header, or where one cell spans several columns.
    """
    named = [p for p in (*anchors.positions, *anchors.extra) if p is not None]
    if not fields or max(c.column + c.colspan for c in fields) <= max(named):
        return None
    covered = {c: cell for cell in fields for c in range(cell.column, cell.column + cell.colspan)}
    assigned = tuple(None if p is None else covered.get(p) for p in anchors.positions)
    known = [*assigned, *(covered.get(position) for position in anchors.extra)]
    outside = [c for c in fields if c.text.strip() and not any(c is other for other in known)]
    shared = Counter(id(cell) for cell in assigned if cell is not None and cell.text.strip())
    return None if outside or any(n > 1 for n in shared.values()) else assigned


def by_printed_order(fields: Sequence[GridCell], anchors: Anchors) -> Assignment | None:
    """Return the cells of a row that stands beside its header, in the order that the header prints.

    Only where the header names exactly the form's columns and the row has as many cells.
    """
    places = [position for position in anchors.positions if position is not None]
    if anchors.extra or len(places) < len(anchors.positions) or len(fields) != len(places):
        return None
    rank = {position: n for n, position in enumerate(sorted(places))}
    return tuple(fields[rank[position]] for position in places)


def by_order(fields: Sequence[GridCell], columns: int) -> Assignment | None:
    """Return as many cells as columns: the fields, or the unbroken run of printed values.

    Blank fields at the edges are left by merged labels; a blank between values keeps its place, so
    that a row with more fields than columns and a blank inside is not certain.
    """
    if len(fields) == columns:
        return tuple(fields)
    printed = [n for n, cell in enumerate(fields) if cell.text.strip()]
    if len(printed) == columns and printed[-1] - printed[0] + 1 == columns:
        return tuple(fields[printed[0] : printed[-1] + 1])
    return None


def by_full_rows(
    fields: Sequence[GridCell], columns: int, starts: Sequence[int]
) -> Assignment | None:
    """Return the cells that stand where the values of the table's full rows stand.

    `starts` are the grid columns in which the full rows begin; they have to agree.
    """
    if len(set(starts)) != 1:
        return None
    covered = {cell.column: cell for cell in fields}
    span = range(starts[0], starts[0] + columns)
    outside = [cell for cell in fields if cell.text.strip() and cell.column not in span]
    inside = [covered.get(column) for column in span]
    return None if outside or None in inside else tuple(inside)


def cut_off_at_the_edge(
    rows: Sequence[Sequence[GridCell]], columns: int
) -> list[Assignment] | None:
    """Align rows whose labels stand in a value column, so that the last values were cut off.

    Blank fields keep their place. None where the last value of most rows is the sum of the others,
    which would be a total: then something else was lost.
    """
    if not rows or any(not 0 < columns - len(row) <= columns // 2 for row in rows):
        return None
    numbers = [[_number(cell) for cell in row] for row in rows]
    filled = [row for row in numbers if any(row)]
    if filled and sum(row[-1] == sum(row[:-1]) for row in filled) * 2 > len(filled):
        return None
    return [(*row, *[None] * (columns - len(row))) for row in rows]


def contradicted(rows: Sequence[Assignment], total: int) -> bool:
    """Say whether most rows contradict an alignment: their total is not the sum of their parts.

    Three rows at least have to, so that a report's own mistakes are not taken for ours.
    """
    wrong, filled = 0, 0
    for row in rows:
        numbers = [_number(cell) for cell in row if cell is not None]
        if len(numbers) == len(row) and any(numbers):
            filled += 1
            wrong += numbers[total] * 2 != sum(numbers)
    return wrong >= _SEVERAL and wrong * 2 > filled


def _number(cell: GridCell) -> Decimal:
    value = parse_value(cell.text)
    return value.number if value and value.number is not None else Decimal(0)
