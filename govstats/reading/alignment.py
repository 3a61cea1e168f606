"""A row's values put under the form's columns, only where the evidence leaves one way."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from govstats.reading.values import parse_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.documents import GridCell

Assignment = tuple["GridCell | None", ...]
"""For each column its cell, None where the row has none for it."""

_MAX_LOST = 3


@dataclass(frozen=True, slots=True)
class Anchors:
    """The grid columns in which the form's columns stand, found in a header.

    `extra` are columns that the form does not have, such as a printed 小计.
    """

    positions: tuple[int, ...]
    width: int
    extra: tuple[int, ...] = ()


def align(
    fields: Sequence[GridCell], columns: int, anchors: Anchors | None, *, exact: bool
) -> Assignment | None:
    """Return the cells of a row by column, or None where that is not certain.

    `fields` are the cells to the right of the row's label. Where positions are `exact`, the header
    decides. Otherwise, in order of trust: as many printed values as columns, unless the header has
    columns that the form lacks; the positions of the header; as many fields as columns, blanks
    included; as many once blank fields at the edges, left by a merged label, are set aside.
    """
    printed = [cell for cell in fields if cell.text.strip()]
    by_header = _by_position(fields, anchors) if anchors else None
    if by_header and (exact or (anchors and anchors.extra)):
        return by_header
    if anchors and anchors.extra:
        return None
    if len(printed) == columns:
        return tuple(printed)
    if anchors or len(printed) > columns:
        return by_header
    return _trimmed(fields, columns)


def _trimmed(fields: Sequence[GridCell], columns: int) -> Assignment | None:
    surplus = len(fields) - columns
    if surplus < 0:
        return None
    leading, trailing = fields[:surplus], fields[columns:]
    if not any(cell.text.strip() for cell in leading):
        return tuple(fields[surplus:])
    if not any(cell.text.strip() for cell in trailing):
        return tuple(fields[:columns])
    return None


def _by_position(fields: Sequence[GridCell], anchors: Anchors) -> Assignment | None:
    """Return the cells under the header's columns; None where a value stands under none of them."""
    covered = {
        column: cell for cell in fields for column in range(cell.column, cell.column + cell.colspan)
    }
    assigned = tuple(covered.get(position) for position in anchors.positions)
    known = [*assigned, *(covered.get(position) for position in anchors.extra)]
    outside = [c for c in fields if c.text.strip() and not any(c is other for other in known)]
    doubled = any(a is b and a is not None and a.text.strip() for a, b in pairwise(assigned))
    return None if outside or doubled else assigned


def align_short_rows(
    rows: Sequence[Sequence[GridCell]], columns: int, *, total: int | None, displaced: bool
) -> list[Assignment] | None:
    """Align rows that all print fewer values than there are columns, as one.

    Every choice of lost columns is tried on all rows together; a choice under which some row's
    total is smaller than the sum of its parts is out. One that is left alone is taken. Where the
    row's label stands in a value column (`displaced`), its values were pushed to the right and
    cut off at the edge: then the loss of the last columns is taken if it is among those left.
    """
    printed = [[cell for cell in row if cell.text.strip()] for row in rows]
    lost = columns - len(printed[0])
    if not 0 < lost <= _MAX_LOST or any(len(row) != len(printed[0]) for row in printed):
        return None
    possible = [
        missing
        for missing in combinations(range(columns), lost)
        if all(_plausible(_place(row, columns, missing), total) for row in printed)
    ]
    at_the_edge = tuple(range(columns - lost, columns))
    if displaced and at_the_edge in possible and not _last_is_a_total(printed):
        chosen = at_the_edge
    elif len(possible) == 1:
        chosen = possible[0]
    else:
        return None
    return [_place(row, columns, chosen) for row in printed]


def _place(row: Sequence[GridCell], columns: int, missing: tuple[int, ...]) -> Assignment:
    cells = iter(row)
    return tuple(None if column in missing else next(cells) for column in range(columns))


def _plausible(row: Assignment, total: int | None) -> bool:
    if total is None or row[total] is None:
        return True
    numbers = [_number(cell) for cell in row]
    whole = numbers[total]
    parts = [n for column, n in enumerate(numbers) if column != total and n is not None]
    return whole is None or sum(parts, Decimal(0)) <= whole


def _last_is_a_total(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Say whether the last value of every row is the sum of the others, and not only as zeros."""
    numbers = [[_number(cell) or Decimal(0) for cell in row] for row in rows]
    return any(map(any, numbers)) and all(row[-1] == sum(row[:-1]) for row in numbers)


def _number(cell: GridCell | None) -> Decimal | None:
    value = parse_value(cell.text) if cell else None
    return value.number if value else None
