"""A row that lost a value, recovered where the sums of an otherwise consistent table allow one way."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.reading.tables.alignment import number
from govstats.reading.tables.columns import Columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.forms import Block, Form, Rule
    from govstats.reading.tables.columns import Assignment
    from govstats.reading.tables.rows import Row

Figures = dict[str, dict[str, Decimal]]
"""By item and column the figures of the rows that are complete."""

_TOO_CLOSE = 1
"""An alignment that so few columns contradict is not excluded."""


def recover(rows: list[Row], form: Form) -> None:
    """Put the values of a row that lost one under their columns.

    What stood in the row follows, column by column, from the form's sums over the other rows. The
    row must be that with one value left out, and every other alignment must contradict two columns
    or more; columns that remaining alignments fill differently stay unreadable. Nothing is done
    where any complete row or any other sum of the table is wrong.
    """
    for block in form.blocks:
        if not block.by:
            continue
        own = [row for row in rows if row.block.id == block.id]
        rules = [rule for rule in form.rules if rule.block == block.id and rule.each == "column"]
        short = [row for row in own if _is_short(row, block)]
        if not short:
            continue
        figures = _complete(own, block)
        if not _consistent(figures, rules, form, block):
            continue
        for row in short:
            expected = _expected(row.label.code, figures, rules, form)
            if expected:
                _align(row, [expected[column.code] for column in block.columns], block)


def _is_short(row: Row, block: Block) -> bool:
    if row.assignment is not None or row.displaced or not row.columns.in_form_order(block):
        return False
    values = [number(cell) for cell in row.fields if cell.text.strip()]
    return len(values) == len(block.columns) - 1 and None not in values


def _complete(rows: Iterable[Row], block: Block) -> Figures:
    figures: Figures = {}
    for row in rows:
        cells = row.assignment or {}
        values = {code: number(cell) for code, cell in cells.items()}
        known = {code: value for code, value in values.items() if value is not None}
        if all(column.code in known for column in block.columns):
            figures[row.label.code] = known
    return figures


def _consistent(figures: Figures, rules: Iterable[Rule], form: Form, block: Block) -> bool:
    """Say whether every complete row and every sum of complete rows is right."""
    parts = [column.code for column in block.columns if column.code != "total"]
    if any(sum(row[part] for part in parts) != row["total"] for row in figures.values()):
        return False
    for rule in rules:
        left, right = _terms(rule.left, figures, form), _terms(rule.right, figures, form)
        if all(item in figures for item in (*left, *right)):
            for column in block.columns:
                if _sum(left, figures, column.code) != _sum(right, figures, column.code):
                    return False
    return True


def _expected(
    item: str, figures: Figures, rules: Iterable[Rule], form: Form
) -> dict[str, Decimal] | None:
    """Return what a row must hold by every sum in which it is the only unknown."""
    found: list[dict[str, Decimal]] = []
    for rule in rules:
        sides = [_terms(rule.left, figures, form), _terms(rule.right, figures, form)]
        own = next((side for side in sides if item in side), None)
        if own is None or any(t != item and t not in figures for side in sides for t in side):
            continue
        other = sides[1] if own is sides[0] else sides[0]
        rest = [term for term in own if term != item]
        codes = next(iter(figures.values()))
        found.append(
            {code: _sum(other, figures, code) - _sum(rest, figures, code) for code in codes}
        )
    agreed = found and all(vector == found[0] for vector in found)
    return found[0] if agreed and min(found[0].values()) >= 0 else None


def _terms(items: Sequence[str], figures: Figures, form: Form) -> list[str]:
    """Return the rows that a sum is over: a group's own row if printed, otherwise its leaves."""
    return [
        term
        for item in items
        for term in ((item,) if item in figures else form.leaves(item) or (item,))
    ]


def _sum(items: Iterable[str], figures: Figures, column: str) -> Decimal:
    return sum((figures[item][column] for item in items), Decimal(0))


def _align(row: Row, expected: list[Decimal], block: Block) -> None:
    cells = [cell for cell in row.fields if cell.text.strip()]
    values = [number(cell) or Decimal(0) for cell in cells]
    if sum(expected[:-1]) != expected[-1]:
        return
    misses = {gap: _misses(values, gap, expected) for gap in range(len(expected))}
    if 0 not in misses.values():
        return
    ways = [gap for gap, missed in misses.items() if missed <= _TOO_CLOSE]
    certain: Assignment = {}
    for n, code in enumerate(Columns.of_form(block).codes):
        places = {None if n == gap else n - (n > gap) for gap in ways}
        place = places.pop()
        if not places and place is not None:
            certain[code] = cells[place]
    row.assignment = certain or None


def _misses(values: list[Decimal], gap: int, expected: list[Decimal]) -> int:
    """Return in how many columns a row would be wrong if the value at `gap` were the lost one.

    The lost value is what the total of the row asks for.
    """
    row = [*values[:gap], Decimal(0), *values[gap:]]
    parts, total = sum(row[:-1], Decimal(0)), row[-1]
    row[gap] = parts if gap == len(row) - 1 else total - parts
    return sum(a != b for a, b in zip(row, expected, strict=True))
