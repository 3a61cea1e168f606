"""The equations of a form on one report, each a sum over the cells that it stands on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from govstats.checks.matrices import sums_of
from govstats.checks.references import CellRef, reference
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govstats.checks.matrices import Instance
    from govstats.forms import Form, Slot
    from govstats.reports import Report

Key = tuple[str, str]
"""(item, breakdown) of a cell of the tables."""

Keys = tuple[Key, ...]
_Sides = tuple[str, Keys, Keys]

State = Literal["printed", "blank", "open", "unread", "wrong"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell as the equations see it.

    `printed` is a count. `blank` counts as 0, unless an equation falls short without it: then it is
    `open`, and any count may have been meant. So it may where a cell is `unread` (unreadable, missing
    or rounded), or `wrong`: a figure that is no count.
    `total` says that a rule has the cell alone on one side. `table`, `listed` (one column of figures)
    and `at` (row, column) say where the form has it, `above` what the row above has printed there.
    """

    cell: CellRef
    value: int
    state: State
    total: bool
    slot: Slot
    table: str
    listed: bool
    at: tuple[int, int]
    above: int | None

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

    @cached_property
    def numbers(self) -> dict[Key, int]:
        """The number of each cell."""
        return {figure.key: number for number, figure in enumerate(self.figures)}

    def bits(self, *states: State) -> int:
        """Return the cells in one of some states as a bit set."""
        return sum(1 << n for n, figure in enumerate(self.figures) if figure.state in states)


def systems(report: Report, form: Form) -> list[System]:
    """Return the equations of a form on a report, those that share no cell apart.

    Sums over a group stand for its printed row or, where there is none, for its leaves.
    """
    instances = [
        (instance.rule.id, *sides)
        for instance in sums_of(form).instances
        if (sides := _sides(report, form, instance))
    ]
    known = _figures(report, form, instances)
    found: list[System] = []
    for together in _connected(instances):
        concerned = {key for _, left, right in together for key in (*left, *right)}
        keys = [key for key in known if key in concerned]
        numbered = {key: number for number, key in enumerate(keys)}
        equations = [
            Equation(
                rule,
                Affine(
                    sum(known[key].value for key in left) - sum(known[key].value for key in right),
                    sum(1 << numbered[key] for key in left),
                    sum(1 << numbered[key] for key in right),
                ),
            )
            for rule, left, right in together
        ]
        figures = _with_open_blanks([known[key] for key in keys], equations)
        found.append(System(tuple(figures), tuple(equations)))
    return found


def _sides(report: Report, form: Form, instance: Instance) -> tuple[Keys, Keys] | None:
    """Return the cells of both sides; None for a row that is not printed."""
    left, right = instance.sides
    if instance.rule.each == "row":
        return (left, right) if any(report.cell(*key) for key in (*left, *right)) else None
    return _expanded(report, form, left), _expanded(report, form, right)


def _expanded(report: Report, form: Form, side: Keys) -> Keys:
    found: list[Key] = []
    for code, breakdown in side:
        leaves = form.leaves(code)
        if leaves and not report.cell(code, breakdown):
            found += [(leaf, breakdown) for leaf in leaves]
        else:
            found.append((code, breakdown))
    return tuple(found)


def _figures(report: Report, form: Form, instances: list[_Sides]) -> dict[Key, Figure]:
    alone = {left[0] for _, left, right in instances if len(left) == 1 < len(right)}
    wanted = {key for _, left, right in instances for key in (*left, *right)}
    figures: dict[Key, Figure] = {}
    for block in form.blocks:
        above: dict[int, int] = {}
        for i, row in enumerate((*block.rows, *block.groups)):
            for j, column in enumerate(block.columns):
                slot = block.slot(row, column)
                key = (slot.item, slot.breakdown)
                if key in wanted and key not in figures:
                    read = _read(report, key)
                    figures[key] = Figure(
                        *read, key in alone, slot, block.table, block.layout == "list", (i, j),
                        above.get(j),
                    )  # fmt: skip
                    above[j] = read[1]
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
        return reference(report, cell), 0, "wrong"
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


def _connected(instances: list[_Sides]) -> list[list[_Sides]]:
    groups: list[tuple[set[Key], list[_Sides]]] = []
    for one in instances:
        keys, members = {*one[1], *one[2]}, [one]
        apart = []
        for other in groups:
            if other[0] & keys:
                keys |= other[0]
                members = other[1] + members
            else:
                apart.append(other)
        groups = [*apart, (keys, members)]
    return [members for _, members in groups]
