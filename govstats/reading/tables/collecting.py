"""Rows into the form's cells: every cell once, with its status, and what contradicts itself noted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from govstats.reading.tables.columns import SUBTOTAL, is_turned
from govstats.reading.values import MONEY, in_own_unit, parse_value
from govstats.reports import Cell, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govstats.documents import GridCell
    from govstats.forms import Block, Form, Label, Slot
    from govstats.reading.tables.rows import Row

Found = dict[tuple[str, str], Cell]


def collect(rows: Sequence[Row], form: Form, notes: list[str]) -> list[Cell]:
    """Return every cell of the form in its order, `unreadable` where no row or column was found.

    Where a report prints a group as one row (其他处理), that row is returned and its leaves are
    not. The 小计 of organisations is returned where it is printed.
    """
    found = _found(rows, notes)
    subtotals = any(breakdown == SUBTOTAL.code for _, breakdown in found)
    items = {item for item, _ in found}
    cells: list[Cell] = []
    for block in form.blocks:
        more = subtotals and block.by
        columns = (*block.columns[:-1], SUBTOTAL, block.columns[-1]) if more else block.columns
        for row in _rows_printed(block, items):
            for column in columns:
                slot = block.slot(row, column)
                key = (slot.item, slot.breakdown)
                cells.append(
                    found.get(key)
                    or Cell(*key, row.printed, "table", None, slot.unit, Status.UNREADABLE)
                )
    return cells


def _found(rows: Sequence[Row], notes: list[str]) -> Found:
    found: Found = {}
    for row in rows:
        if row.assignment is None and row.filled:
            values = " ".join(cell.text.strip() for cell in row.fields if cell.text.strip())
            notes.append(f"{_where(row)} 的数值无法对应到列（{values}）")
        label = " ".join(row.printed.split())
        for slot, source in _slots(row):
            key = (slot.item, slot.breakdown)
            cell = _cell(slot, label, row.money, source)
            if source in row.shared:
                cell = replace(cell, value=None, status=Status.UNREADABLE)
            if key not in found or _says_more(cell, found[key]):
                found[key] = cell
            elif found[key].value is not None and cell.value not in (None, found[key].value):
                first = found[key]
                notes.append(f"{_where(row)} 出现两次，数值不同（{first.raw}、{cell.raw}）")
                raw = f"{first.raw} | {cell.raw}"
                found[key] = Cell(
                    *key,
                    first.label,
                    "table",
                    None,
                    first.unit,
                    Status.UNREADABLE,
                    raw,
                    first.place,
                )
    return found


def _where(row: Row) -> str:
    return f"{row.fields[0].place}: {row.printed.strip()[:30]}"


def _slots(row: Row) -> Iterator[tuple[Slot, GridCell | None]]:
    """Yield the form's cells that a row holds, each with the cell of the source."""
    cells, block, label = row.assignment or {}, row.block, row.label
    columns = (*block.columns, SUBTOTAL) if SUBTOTAL.code in cells else block.columns
    sideways = is_turned(block)
    for column in columns:
        slot = block.slot(column, label) if sideways else block.slot(label, column)
        yield slot, cells.get(column.code)


def _says_more(cell: Cell, than: Cell) -> bool:
    missing = than.status is Status.UNREADABLE and not than.raw
    return missing and cell.status is not Status.UNREADABLE


def _cell(slot: Slot, label: str, money: str, source: GridCell | None) -> Cell:
    """Return what a cell of the source says; `money` is the unit that is printed around it."""
    key, own = (slot.item, slot.breakdown), slot.unit
    if source is None:
        return Cell(*key, label, "table", None, own, Status.UNREADABLE)
    value = parse_value(source.text)
    if value is None:
        return Cell(*key, label, "table", None, own, Status.UNREADABLE, source.text, source.place)
    printed = value.unit or (money if own in MONEY else "")
    number, unit = in_own_unit(value.number, printed, own)
    return Cell(
        *key, label, "table", number, unit, value.status, source.text, source.place
    )  # fmt: skip


def _rows_printed(block: Block, items: set[str]) -> Iterable[Label]:
    """Yield a block's rows, and before the rows of a group its own row where that is printed.

    A group that is printed as one row has no leaves, unless they are printed too.
    """

    def printed(row: Label) -> bool:
        if block.by:
            return row.code in items
        return any(f"{row.code}.{column.code}" in items for column in block.columns)

    done: set[str] = set()
    for row in block.rows:
        group = block.group_of(row)
        as_row = group is not None and printed(group)
        if group and as_row and group.code not in done:
            done.add(group.code)
            yield group
        if not (group and group.one_row and as_row) or printed(row):
            yield row
