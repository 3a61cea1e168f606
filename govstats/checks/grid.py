"""The figures of many reports of one edition as arrays: a row a cell of the form, a column a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from govstats.forms import text_items
from govstats.reports import Cell, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from govstats.checks.verdicts import Codes, Floats, Ints
    from govstats.forms import Block, Form, Label, Slot
    from govstats.reports import Key, Report

T = TypeVar("T")

ABSENT, REPORTED, APPROXIMATE, BLANK, NOT_APPLICABLE, UNREADABLE = range(6)
"""Codes of a status; ABSENT where the report has no such cell."""

CODES = {status: code for code, status in enumerate(Status, start=REPORTED)}
STATUSES = {code: status for status, code in CODES.items()}

CHUNK = 8192
"""Reports that are judged at once: their figures stay in the processor's cache."""

EXACT_BELOW = 2.0**46
"""Sums of a hundred whole numbers under this are exact in floating point."""

_CLAIMS = ("requests.", "litigation.", "disputes.")
"""Items that the tables hold under other codes; what the prose says of them is a claim."""


def per_form(make: Callable[[Form], T]) -> Callable[[Form], T]:
    """Return a function that makes something of a form once: to hash a form takes longer."""
    made: dict[int, tuple[Form, T]] = {}

    def get(form: Form) -> T:
        known = made.get(id(form))
        if known is None:
            known = made[id(form)] = (form, make(form))
        return known[1]

    return get


@dataclass(frozen=True, eq=False)
class Axis:
    """The cells that a form may have, in its order.

    First those of its tables, then the printed rows of its groups (其他处理 in one row), then what
    only the prose states.
    """

    form: Form
    keys: tuple[Key, ...]
    slots: tuple[Slot | None, ...]

    @cached_property
    def at(self) -> dict[Key, int]:
        """The row of each cell."""
        return {key: row for row, key in enumerate(self.keys)}


@per_form
def axis_of(form: Form) -> Axis:
    """Return the rows of a form's grid."""
    slots: dict[Key, Slot | None] = {
        (item, breakdown, "table"): slot for (item, breakdown), slot in form.slots.items()
    }
    for block in form.blocks:
        for group in block.groups:
            for column in block.columns:
                slot = block.slot(group, column)
                slots.setdefault((slot.item, slot.breakdown, "table"), slot)
    own = {item for item, _, _ in slots}
    for term in text_items():
        if term.code not in own and not term.code.startswith(_CLAIMS):
            slots[term.code, "", "text"] = None
    return Axis(form, tuple(slots), tuple(slots.values()))


@per_form
def wholes(form: Form) -> dict[Key, Key]:
    """Return for each part of an equation the figure that stands for the whole of it."""
    found: dict[Key, Key] = {}
    for rule in form.rules:
        if rule.each == "row":
            block = form.block(rule.block)
            columns = {column.code: column for column in block.columns}
            for row in (row for row in block.rows if not rule.rows or row.code in rule.rows):
                slots = [block.slot(row, columns[code]) for code in (*rule.left, *rule.right)]
                keys: list[Key] = [(slot.item, slot.breakdown, "table") for slot in slots]
                found |= dict.fromkeys(keys[1:], keys[0])
        elif rule.each == "column":
            block = form.block(rule.block)
            codes = [*rule.left[1:], *rule.right]
            codes += [leaf for code in codes for leaf in form.leaves(code)]
            for breakdown in {block.breakdown(column) for column in block.columns}:
                top: Key = (rule.left[0], breakdown, "table")
                found |= {(code, breakdown, "table"): top for code in codes}
    return found


def printed_rows(block: Block) -> tuple[Label, ...]:
    """Return the rows that a report may print: those of the form, then its groups' own (小计)."""
    own = {row.code for row in block.rows}
    return (*block.rows, *(group for group in block.groups if group.code not in own))


@dataclass(frozen=True, eq=False)
class Grid:
    """Figures and what is known of them; `at` says which report each column is.

    `values` are 0 where nothing is known; `status` holds the codes above. Figures that floating
    point cannot add up exactly (decimals, 2^46 and more) stand in `exact` as well, by (row, column).
    """

    axis: Axis
    values: Floats
    status: Codes
    at: Ints
    exact: dict[tuple[int, int], Decimal] = field(default_factory=dict)

    @classmethod
    def of(cls, reports: Sequence[Report], form: Form) -> Grid:
        """Return the grid of some reports of one edition, in their order."""
        axis = axis_of(form)
        shape = (len(reports), len(axis.keys))
        values, status = np.zeros(shape), np.zeros(shape, np.int8)
        exact: dict[tuple[int, int], Decimal] = {}
        for column, report in enumerate(reports):
            rows, figures, codes = [], [], []
            for key, cell in report.by_key.items():
                row = axis.at.get(key)
                if row is None:
                    continue
                figure = 0.0 if cell.value is None else float(cell.value)
                if cell.value is not None and not fits(figure, cell.value):
                    exact[row, column] = cell.value
                rows.append(row)
                figures.append(figure)
                codes.append(_code(cell))
            values[column, rows], status[column, rows] = figures, codes
        return cls(axis, values.T, status.T, np.arange(len(reports)), exact)

    @property
    def form(self) -> Form:
        """The form that all the reports are in."""
        return self.axis.form

    @property
    def size(self) -> int:
        """How many reports there are."""
        return len(self.at)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return one figure as a cell, None where the report has none."""
        code = int(self.status[row, column])
        if code == ABSENT:
            return None
        item, breakdown, source = self.axis.keys[row]
        value: Decimal | None = None
        if code in (REPORTED, APPROXIMATE):
            value = self.exact.get((row, column), Decimal(int(self.values[row, column])))
        return Cell(item, breakdown, "", source, value, "", STATUSES[code])


def fits(figure: float, value: Decimal) -> bool:
    """Say whether a figure is a whole number that floating point adds up exactly."""
    return abs(figure) < EXACT_BELOW and figure.is_integer() and value == figure


def _code(cell: Cell) -> int:
    """Return the code of a status; a figure said to be reported and not there cannot be used."""
    code = CODES[cell.status]
    return UNREADABLE if code in (REPORTED, APPROXIMATE) and cell.value is None else code
