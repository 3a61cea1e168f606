"""The equations of a form as sparse matrices, built once, and judged for many reports at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from govstats.checks.grid import (
    ABSENT,
    APPROXIMATE,
    BLANK,
    NOT_APPLICABLE,
    REPORTED,
    UNREADABLE,
    axis_of,
    per_form,
    printed_rows,
)
from govstats.checks.verdicts import FAIL, NONE, OPEN, PASS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.checks.grid import Axis
    from govstats.checks.verdicts import Codes, Floats, Ints
    from govstats.forms import Form, Label, Rule

Term: TypeAlias = "tuple[int, tuple[int, ...]]"
"""A row of the grid, and the rows of its leaves, which stand for it where it is not printed."""

_ELSEWHERE = 6
"""The code of a cell that another stands for: a group's row that is not printed, or its leaves."""

_SIDE = 1024
"""Two counts in one number: the first below this, the second in multiples of it."""

_OPEN = np.zeros(7, np.float32)
_OPEN[[ABSENT, APPROXIMATE, BLANK, NOT_APPLICABLE, UNREADABLE]] = 1
_STATE = np.zeros(7, np.float32)
_STATE[REPORTED] = 1
_STATE[[ABSENT, APPROXIMATE, UNREADABLE]] = _SIDE


@dataclass(frozen=True, eq=False)
class Instance:
    """One equation: its rule, the row or column of the form that it holds for, and its two sides.

    `sides` are cells by (item, breakdown), `terms` the same as rows of the grid, `printed` the rows
    of which one must be there for the equation to be asked at all.
    """

    rule: Rule
    label: Label
    sides: tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
    terms: tuple[tuple[Term, ...], tuple[Term, ...]]
    printed: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Matrices:
    """Some equations: left minus right, the cells of each side, the cells of the printed row."""

    numbers: tuple[int, ...]
    difference: csr_array
    sides: csr_array
    both: csr_array
    printed: csr_array

    def judge(self, values: Floats, status: Codes) -> Codes:
        """Return the result of each equation on each report, those not printed included."""
        difference = self.difference @ np.where(status == REPORTED, values, 0.0)
        opened = self.sides @ _OPEN[status]
        state = self.both @ _STATE[status]
        left, right = opened % _SIDE > 0, opened >= _SIDE
        closed, equal = ~(left | right), difference == 0
        fails = (difference < 0) & ~left | (difference > 0) & ~right
        passes = equal & (closed | (state < _SIDE))
        results = np.full(difference.shape, OPEN, np.int8)
        results[fails] = FAIL
        results[passes] = PASS
        results[state % _SIDE == 0] = OPEN
        return results


@dataclass(frozen=True, eq=False)
class Sums:
    """Every equation of a form. `spans` says for each rule of the form which instances are its own."""

    axis: Axis
    instances: tuple[Instance, ...]
    spans: tuple[range, ...]
    rows: Matrices
    columns: Matrices
    groups: Ints
    leaves: Ints
    group_of: Ints

    def judge(self, values: Floats, status: Codes) -> Codes:
        """Return the result of each instance (rows) on each report (columns)."""
        results = np.empty((len(self.instances), values.shape[1]), np.int8)
        found = self.rows.judge(values, status)
        found[self.rows.printed @ (status != ABSENT).astype(np.float32) == 0] = NONE
        results[list(self.rows.numbers)] = found
        results[list(self.columns.numbers)] = self.columns.judge(values, self.effective(status))
        return results

    def effective(self, status: Codes) -> Codes:
        """Return the statuses with a group's row where it is printed, and its leaves elsewhere."""
        if not self.groups.size:
            return status
        chosen = status.copy()
        printed = status[self.groups] != ABSENT
        chosen[self.groups] = np.where(printed, status[self.groups], _ELSEWHERE)
        chosen[self.leaves] = np.where(printed[self.group_of], _ELSEWHERE, status[self.leaves])
        return chosen

    def figures(self, number: int, values: Floats, status: Codes) -> tuple[Floats, Floats]:
        """Return what the two sides of one instance come to on each report."""
        instance = self.instances[number]
        if instance.rule.each == "column":
            status = self.effective(status)
        known = np.where(status == REPORTED, values, 0.0)
        left, right = (known[list(_rows(side))].sum(axis=0) for side in instance.terms)
        return left, right

    def named(self, number: int) -> list[int]:
        """Return the rows that stand in an instance, each group by its own row."""
        return [row for side in self.instances[number].terms for row, _ in side]

    @cached_property
    def touching(self) -> dict[int, list[int]]:
        """The instances that each row of the grid stands in."""
        found: dict[int, list[int]] = {}
        for number, instance in enumerate(self.instances):
            for side in instance.terms:
                for row in _rows(side):
                    found.setdefault(row, []).append(number)
        return found


@per_form
def sums_of(form: Form) -> Sums:
    """Return the equations of a form."""
    axis = axis_of(form)
    instances: list[Instance] = []
    spans = []
    for rule in form.rules:
        first = len(instances)
        if rule.each == "row":
            instances += _each_row(form, axis, rule)
        elif rule.each == "column":
            instances += _each_column(form, axis, rule)
        spans.append(range(first, len(instances)))
    grouped = [
        (axis.at[group.code, block.breakdown(column), "table"], group.code, block.breakdown(column))
        for block in form.blocks
        for group in block.groups
        for column in block.columns
        if form.leaves(group.code)
    ]
    leaves = [
        (axis.at[leaf, breakdown, "table"], place)
        for place, (_, code, breakdown) in enumerate(grouped)
        for leaf in form.leaves(code)
    ]
    return Sums(
        axis,
        tuple(instances),
        tuple(spans),
        _matrices(axis, instances, "row"),
        _matrices(axis, instances, "column"),
        np.array([row for row, _, _ in grouped], np.int64),
        np.array([row for row, _ in leaves], np.int64),
        np.array([place for _, place in leaves], np.int64),
    )


def _each_row(form: Form, axis: Axis, rule: Rule) -> Iterable[Instance]:
    block = form.block(rule.block)
    columns = {column.code: column for column in block.columns}
    for row in printed_rows(block):
        if rule.rows and row.code not in rule.rows:
            continue
        slots = {code: block.slot(row, column) for code, column in columns.items()}
        keys = {code: (slot.item, slot.breakdown) for code, slot in slots.items()}
        rows = {code: axis.at[*key, "table"] for code, key in keys.items()}
        left, right = (tuple(keys[code] for code in side) for side in (rule.left, rule.right))
        terms = tuple(tuple((rows[code], ()) for code in side) for side in (rule.left, rule.right))
        yield Instance(rule, row, (left, right), (terms[0], terms[1]), tuple(rows.values()))


def _each_column(form: Form, axis: Axis, rule: Rule) -> Iterable[Instance]:
    block = form.block(rule.block)
    for column in block.columns:
        breakdown = block.breakdown(column)
        left, right = (
            tuple((code, breakdown) for code in side) for side in (rule.left, rule.right)
        )
        terms = tuple(
            tuple(
                (
                    axis.at[code, breakdown, "table"],
                    tuple(axis.at[leaf, breakdown, "table"] for leaf in form.leaves(code)),
                )
                for code in side
            )
            for side in (rule.left, rule.right)
        )
        yield Instance(rule, column, (left, right), (terms[0], terms[1]))


def _matrices(axis: Axis, instances: Sequence[Instance], each: str) -> Matrices:
    numbers = tuple(n for n, instance in enumerate(instances) if instance.rule.each == each)
    chosen = [instances[number] for number in numbers]

    def matrix(left: float, right: float, kind: type[np.floating]) -> csr_array:
        filled = np.zeros((len(chosen), len(axis.keys)), kind)
        for place, instance in enumerate(chosen):
            for side, weight in zip(instance.terms, (left, right), strict=True):
                np.add.at(filled[place], list(_rows(side)), weight)
        return csr_array(filled)

    printed = np.zeros((len(chosen), len(axis.keys)), np.float32)
    for place, instance in enumerate(chosen):
        printed[place, list(instance.printed)] = 1
    return Matrices(
        numbers,
        matrix(1, -1, np.float64),
        matrix(1, _SIDE, np.float32),
        matrix(1, 1, np.float32),
        csr_array(printed),
    )


def _rows(side: Iterable[Term]) -> Iterable[int]:
    for row, leaves in side:
        yield row
        yield from leaves
