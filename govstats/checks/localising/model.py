"""The equations of a form on one report, each a sum over the cells that it stands on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from govstats.checks.findings import CellRef, reference
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govstats.forms import Form, Rule, Slot
    from govstats.reports import Report

Key = tuple[str, str]
"""(item, breakdown) of a cell of the tables."""

State = Literal["printed", "blank", "open", "unread"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell as the equations see it.

    `printed` is a count. `blank` counts as 0, unless an equation falls short without it: then it is
    `open`, like what is no count at all, and any count may have been meant. `unread` is what the
    source does not tell exactly: unreadable, missing or rounded.
    `total` says that a rule has the cell alone on one side. `table`, `listed` (one column of figures)
    and `at` (row, column) say where the form has it.
    """

    cell: CellRef
    value: int
    state: State
    total: bool
    slot: Slot
    table: str
    listed: bool
    at: tuple[int, int]

    @property
    def known(self) -> bool:
        """Whether the cell has a count, be it that of a blank."""
        return self.state in {"printed", "blank"}

    @property
    def key(self) -> Key:
        """What identifies the cell within the tables."""
        return self.cell.item, self.cell.breakdown


class Affine(NamedTuple):
    """A constant, plus the changes of the cells in one bit set, less those in the other.

    No cell ever needs another coefficient: tables by rows and columns with subtotals on one side
    are networks, and eliminating a cell from two such equations leaves a third.
    """

    constant: int
    plus: int
    minus: int

    @property
    def cells(self) -> int:
        """Every cell that the value depends on."""
        return self.plus | self.minus

    def negated(self) -> Affine:
        """Return the same with the opposite sign."""
        return Affine(-self.constant, self.minus, self.plus)

    def after(self, changes: Iterable[tuple[int, int]]) -> Affine:
        """Return the same once some cells, by number, are changed by some amounts."""
        constant = self.constant
        for number, change in changes:
            bit = 1 << number
            constant += change if self.plus & bit else -change if self.minus & bit else 0
        return self._replace(constant=constant)


def added(one: Affine, other: Affine) -> Affine | None:
    """Return the sum, None where a cell would count twice in it."""
    if one.plus & other.plus or one.minus & other.minus:
        return None
    plus, minus = one.plus | other.plus, one.minus | other.minus
    both = plus & minus
    return Affine(one.constant + other.constant, plus ^ both, minus ^ both)


def numbers(bits: int) -> Iterator[int]:
    """Yield the numbers of the cells in a bit set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


@dataclass(frozen=True, slots=True)
class Equation:
    """One instance of a rule: `balance` is the left side less the right one, 0 where it holds."""

    rule: str
    balance: Affine


@dataclass(frozen=True)
class System:
    """Cells that depend on each other, and the equations between them."""

    figures: tuple[Figure, ...]
    equations: tuple[Equation, ...]

    def number(self, key: Key) -> int | None:
        """Return the number of a cell, None where no equation has it."""
        return next((n for n, figure in enumerate(self.figures) if figure.key == key), None)


@dataclass(frozen=True, slots=True)
class _Instance:
    rule: str
    left: tuple[Key, ...]
    right: tuple[Key, ...]


def systems(report: Report, form: Form) -> list[System]:
    """Return the equations of a form on a report, those that share no cell apart."""
    instances = list(
        dict.fromkeys(
            instance
            for rule in form.rules
            if rule.left and rule.right
            for instance in _instances(report, form, rule)
        )
    )
    known = _figures(report, form, instances)
    found: list[System] = []
    for together in _connected(instances):
        concerned = {key for one in together for key in (*one.left, *one.right)}
        keys = [key for key in known if key in concerned]
        numbered = {key: number for number, key in enumerate(keys)}
        figures = [known[key] for key in keys]
        equations = [
            Equation(
                one.rule,
                Affine(
                    sum(known[key].value for key in one.left)
                    - sum(known[key].value for key in one.right),
                    sum(1 << numbered[key] for key in one.left),
                    sum(1 << numbered[key] for key in one.right),
                ),
            )
            for one in together
        ]
        found.append(System(tuple(_with_open_blanks(figures, equations)), tuple(equations)))
    return found


def _instances(report: Report, form: Form, rule: Rule) -> Iterator[_Instance]:
    block = form.block(rule.block)
    if rule.each == "column":
        for column in block.columns:
            breakdown = block.breakdown(column)
            left, right = (
                tuple(key for code in side for key in _stands_for(report, form, code, breakdown))
                for side in (rule.left, rule.right)
            )
            yield _Instance(rule.id, left, right)
        return
    for row in (*block.rows, *block.groups):
        slots = {column.code: block.slot(row, column) for column in block.columns}
        keys = {code: (slot.item, slot.breakdown) for code, slot in slots.items()}
        asked = not rule.rows or row.code in rule.rows
        if asked and any(report.cell(*key) for key in keys.values()):
            left, right = (tuple(keys[code] for code in side) for side in (rule.left, rule.right))
            yield _Instance(rule.id, left, right)


def _stands_for(report: Report, form: Form, code: str, breakdown: str) -> list[Key]:
    leaves = form.leaves(code)
    if not leaves or report.cell(code, breakdown):
        return [(code, breakdown)]
    return [(leaf, breakdown) for leaf in leaves]


def _figures(report: Report, form: Form, instances: list[_Instance]) -> dict[Key, Figure]:
    alone = {one.left[0] for one in instances if len(one.left) == 1 < len(one.right)}
    wanted = {key for one in instances for key in (*one.left, *one.right)}
    figures: dict[Key, Figure] = {}
    for block in form.blocks:
        for i, row in enumerate((*block.rows, *block.groups)):
            for j, column in enumerate(block.columns):
                slot = block.slot(row, column)
                key = (slot.item, slot.breakdown)
                if key in wanted:
                    read = _read(report, key)
                    listed = block.layout == "list"
                    figures[key] = Figure(*read, key in alone, slot, block.table, listed, (i, j))
    return figures


def _read(report: Report, key: Key) -> tuple[CellRef, int, State]:
    cell = report.cell(*key)
    if cell is None:
        agency = report.agency or report.agency_name
        return CellRef(agency, report.year, *key, "table", None), 0, "unread"
    if cell.status in {Status.BLANK, Status.NOT_APPLICABLE}:
        return reference(report, cell), 0, "blank"
    if cell.value is None or cell.status is not Status.REPORTED:
        return reference(report, cell), 0, "unread"
    if cell.value < 0 or cell.value % 1:
        return reference(report, cell), 0, "open"
    return reference(report, cell), int(cell.value), "printed"


def _with_open_blanks(figures: Sequence[Figure], equations: list[Equation]) -> Iterator[Figure]:
    blank = sum(1 << n for n, figure in enumerate(figures) if figure.state == "blank")
    unknown = sum(1 << n for n, figure in enumerate(figures) if not figure.known)
    short = 0
    for equation in equations:
        balance = equation.balance
        side = balance.minus if balance.constant > 0 else balance.plus
        if balance.constant and not side & unknown:
            short |= side & blank
    for number, figure in enumerate(figures):
        yield replace(figure, state="open") if short >> number & 1 else figure


def _connected(instances: list[_Instance]) -> list[list[_Instance]]:
    groups: list[tuple[set[Key], list[_Instance]]] = []
    for one in instances:
        keys, members = {*one.left, *one.right}, [one]
        apart = []
        for other in groups:
            if other[0] & keys:
                keys |= other[0]
                members = other[1] + members
            else:
                apart.append(other)
        groups = [*apart, (keys, members)]
    return [members for _, members in groups]
