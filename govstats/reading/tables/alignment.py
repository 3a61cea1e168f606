"""What the rows of one table say together: where their values belong, and when nothing is sure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.reading.tables.columns import SUBTOTAL, Columns
from govstats.reading.values import parse_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.documents import GridCell
    from govstats.forms import Block
    from govstats.reading.tables.columns import Assignment

_SEVERAL = 3
_MOST = Decimal("0.75")


def cut_off_at_the_edge(
    rows: Sequence[Sequence[GridCell]], columns: Columns
) -> list[Assignment] | None:
    """Align rows whose labels stand in a value column, so that the last values were cut off.

    Blank fields keep their place. None where the last value of most rows is the sum of the others,
    which would be a total: then something else was lost.
    """
    count = len(columns.codes)
    if not rows or any(not 0 < count - len(row) <= count // 2 for row in rows):
        return None
    numbers = [[number(cell) or Decimal(0) for cell in row] for row in rows]
    filled = [row for row in numbers if any(row)]
    if filled and sum(row[-1] == sum(row[:-1]) for row in filled) * 2 > len(filled):
        return None
    return [dict(zip(columns.codes, row, strict=False)) for row in rows]


def lacking_totals(rows: Sequence[Sequence[GridCell]], columns: Columns) -> list[bool]:
    """Say of rows that are all one value short which certainly lack their total.

    In most rows the last value has to be no total of the others: smaller than their sum. A row in
    which it could be one stays open.
    """
    codes = columns.codes
    numbers = [[number(cell) for cell in row if cell.text.strip()] for row in rows]
    known = [[value for value in row if value is not None] for row in numbers]
    whole = {len(row) for row in numbers} | {len(row) for row in known} == {len(codes) - 1}
    if codes[-1:] != ("total",) or {"", SUBTOTAL.code} & set(codes) or not whole:
        return [False] * len(rows)
    filled = [row for row in known if any(row)]
    short = sum(row[-1] < sum(row[:-1]) for row in filled)
    if short < _SEVERAL or short < _MOST * len(filled):
        return [False] * len(rows)
    return [row[-1] < sum(row[:-1]) or not any(row[:-1]) for row in known]


def with_subtotal(rows: Iterable[Sequence[GridCell]], block: Block) -> Columns | None:
    """Return the form's columns with a 小计 of organisations, where the values prove one.

    Every row has one value more than the form has columns, and in one place of the two that are
    usual, before or behind the organisations, it is their sum and the total follows from it.
    """
    numbers = [[number(cell) for cell in row if cell.text.strip()] for row in rows]
    codes = list(Columns.of_form(block).codes)
    parts = [column.code for column in block.columns if column.group]
    if not parts or any(len(row) != len(codes) + 1 or None in row for row in numbers):
        return None
    proven = []
    for at in (codes.index(parts[0]), codes.index(parts[-1]) + 1):
        order = [*codes[:at], SUBTOTAL.code, *codes[at:]]
        named = [dict(zip(order, row, strict=True)) for row in numbers]
        telling = [row for row in named if sum(bool(row[part]) for part in parts) > 1]
        if len(telling) >= _SEVERAL and all(_adds_up(row, parts) for row in named):
            proven.append(Columns(tuple(order), None, 0))
    return proven[0] if len(proven) == 1 else None


def _adds_up(row: dict[str, Decimal | None], parts: Sequence[str]) -> bool:
    total = sum((row[part] or Decimal(0) for part in parts), Decimal(0))
    others = [code for code in row if code not in (*parts, SUBTOTAL.code, "total")]
    whole = total + sum((row[code] or Decimal(0) for code in others), Decimal(0))
    return row[SUBTOTAL.code] == total and row["total"] == whole


def subtotal_is_consistent(rows: Iterable[Assignment], block: Block) -> bool:
    """Say whether the figures of a column called 小计 are the sums of the organisations.

    Where natural persons have figures, only those rows tell it from a sum of all applicants; without
    any, several rows have to agree.
    """
    parts = [column.code for column in block.columns if column.group]
    others = [column.code for column in block.columns[:-1] if not column.group]
    right: dict[bool, list[bool]] = {True: [], False: []}
    for row in rows:
        values = [number(row[code]) if code in row else None for code in (*parts, SUBTOTAL.code)]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            telling = any(number(row[code]) for code in others if code in row)
            right[telling].append(sum(known[:-1]) == known[-1])
    told = right[True] or right[False]
    enough = bool(right[True]) or len(told) >= _SEVERAL
    return enough and sum(told) >= _MOST * len(told)


def contradicted(rows: Iterable[Assignment], block: Block) -> bool:
    """Say whether most full rows contradict an alignment: their total is not that of their parts.

    Three rows at least have to, so that a report's own mistakes are not taken for ours.
    """
    codes = Columns.of_form(block).codes
    wrong, filled = 0, 0
    for row in rows:
        values = [number(row[code]) if code in row else None for code in codes]
        known = [value for value in values if value is not None]
        if len(known) == len(codes) and any(known):
            filled += 1
            wrong += known[codes.index("total")] * 2 != sum(known)
    return wrong >= _SEVERAL and wrong * 2 > filled


def moved_left(rows: Sequence[Assignment], block: Block) -> bool:
    """Say whether rows whose total is blank have it one column too far to the left.

    Three rows at least and most of them end in the sum of the values before.
    """
    parts = [column.code for column in block.columns if column.code != "total"]
    moved, telling = 0, 0
    for row in rows:
        values = [number(row[code]) if code in row else None for code in parts]
        known = [value for value in values if value is not None]
        if len(known) == len(parts) and sum(map(bool, known[:-1])) > 1:
            telling += 1
            moved += known[-1] == sum(known[:-1])
    return moved >= _SEVERAL and moved * 2 > telling


def number(cell: GridCell) -> Decimal | None:
    """Return a cell's number, None where it has none."""
    value = parse_value(cell.text)
    return value.number if value else None
