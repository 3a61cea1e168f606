"""Numbers that a cell holds in pieces: one number where an equation of the form proves it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.reading.values import joined_value, pieces
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from govstats.forms import Form, Rule
    from govstats.reports import Cell

Key = tuple[str, str]
Sides = tuple[list[Key], list[Key]]


def join_wrapped(cells: list[Cell], form: Form) -> list[Cell]:
    """Return the cells with the numbers that were broken, where they are proven to be one.

    An equation with all of its other figures has to hold for the whole numbers, and not for their
    pieces too, as it does where each cell prints two numbers that both add up (this year, last
    year). Where some cells hold pieces apart, thousands that a space divides have to be proven too.
    """
    apart = [cell for cell in cells if cell.raw and pieces(cell.raw)]
    if not any(cell.status is Status.UNREADABLE for cell in apart):
        return cells
    doubted = {_key(cell): _unread(cell) for cell in apart}
    broken: dict[Key, Cell] = {}
    for cell in apart:
        whole = joined_value(cell.raw)
        if whole and whole.number is not None and not whole.unit:
            broken[_key(cell)] = replace(cell, value=whole.number, status=whole.status)
    figures = {
        _key(cell): cell.value or Decimal(0)
        for cell in cells
        if cell.status is not Status.UNREADABLE and _key(cell) not in doubted
    }
    figures |= {key: cell.value or Decimal(0) for key, cell in broken.items()}
    parts = {key: [Decimal(piece) for piece in pieces(cell.raw)] for key, cell in broken.items()}
    proven: set[Key] = set()
    for rule in form.rules:
        for sides in _instances(rule, form, figures):
            own = {key for side in sides for key in side} & broken.keys()
            if own and _holds(sides, figures) and not _holds_apart(sides, figures, parts):
                proven |= own
    doubted |= {key: broken[key] for key in proven}
    return [doubted.get(_key(cell), cell) for cell in cells]


def _key(cell: Cell) -> Key:
    return cell.item, cell.breakdown


def _unread(cell: Cell) -> Cell:
    return replace(cell, value=None, status=Status.UNREADABLE)


def _instances(rule: Rule, form: Form, figures: Mapping[Key, Decimal]) -> Iterator[Sides]:
    """Yield the two sides of an equation of the form, once for each row or column."""
    if rule.each not in ("row", "column") or not rule.block:
        return
    block = form.block(rule.block)
    if rule.each == "row":
        columns = {column.code: column for column in block.columns}
        for row in (*block.rows, *block.groups):
            if not rule.rows or row.code in rule.rows:
                slots = {code: block.slot(row, column) for code, column in columns.items()}
                sides = (rule.left, rule.right)
                left, right = ([(slots[c].item, slots[c].breakdown) for c in s] for s in sides)
                yield left, right
        return
    for column in block.columns:
        who = block.breakdown(column)
        yield _terms(rule.left, who, form, figures), _terms(rule.right, who, form, figures)


def _terms(items: Sequence[str], who: str, form: Form, figures: Mapping[Key, Decimal]) -> list[Key]:
    """Return the cells that a sum is over: a group's own if printed, otherwise its leaves."""
    return [
        (term, who)
        for item in items
        for term in ((item,) if (item, who) in figures else form.leaves(item) or (item,))
    ]


def _holds(sides: Sides, figures: Mapping[Key, Decimal]) -> bool:
    if any(key not in figures for side in sides for key in side):
        return False
    left, right = (sum((figures[key] for key in side), Decimal(0)) for side in sides)
    return left == right


def _holds_apart(
    sides: Sides, figures: Mapping[Key, Decimal], parts: Mapping[Key, Sequence[Decimal]]
) -> bool:
    """Say whether an equation holds for the first pieces of all cells, or for the last."""
    for n in (0, -1):
        apart = {
            key: parts[key][n] if key in parts else figures[key] for side in sides for key in side
        }
        if _holds(sides, apart):
            return True
    return False
