"""From the lightest repairs to choices: what goes together, what is unique, what else could be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.checks.localising.believing import Belief
    from govstats.checks.localising.model import System
    from govstats.checks.localising.repair import Cause, Changes, Repair

MARGIN = 50
"""How much heavier the next best repair has to be for the best to be unique: half a change."""

_MOST_ALTERNATIVES = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """Changes that go together, their likely causes, and other changes that would do as well.

    `evidence` is met by the changes and bears on them. `checked` says that more speaks for them
    than it takes to find them, `margin` how much heavier the next best ones are, as far as was
    searched.
    """

    changes: Changes
    causes: tuple[Cause, ...]
    alternatives: tuple[Changes, ...]
    evidence: tuple[Belief, ...]
    margin: int
    checked: bool
    unique: bool

    @property
    def cells(self) -> set[int]:
        """The numbers of the cells that the changes or the alternatives concern."""
        return {n for changes in (self.changes, *self.alternatives) for n, _ in changes}


def choices(
    system: System, repairs: Sequence[Repair], believed: Sequence[Belief], *, sure: bool
) -> list[Choice]:
    """Return what the lightest repair changes, apart where no equation connects it.

    `sure` says that no other repair can be as light. A choice is unique where moreover no other
    comes within `MARGIN`, the values are determined, more equations fail than there are causes (or
    evidence takes their place), no evidence is against it, and, of several changes, each has a
    likely cause or evidence for it: errors that meet in a row or column can look like others.
    """
    found: list[Choice] = []
    for cells in _groups(system, repairs):
        best = repairs[0]
        changes = _within(best.changes, cells)
        if not changes:
            continue
        others: dict[Changes, int] = {}
        for repair in repairs[1:]:
            its = _within(repair.changes, cells)
            if its != changes:
                others.setdefault(its, repair.weight - best.weight)
        margin = min(others.values(), default=MARGIN)
        causes = tuple(cause for cause in best.causes if cells.issuperset(cause.cells))
        uncaused = {n for n, _ in changes}.difference(*(cause.cells for cause in causes))
        support = _support(system, best, believed, changes)
        checked = support.speaking > len(causes) + len(uncaused)
        uncaused -= support.confirmed
        unique = (
            sure
            and checked
            and margin >= MARGIN
            and all(after is not None for _, after in changes)
            and (len(changes) == 1 or not uncaused)
        )
        shown = () if unique else tuple(others)[:_MOST_ALTERNATIVES]
        found.append(Choice(changes, causes, shown, support.evidence, margin, checked, unique))
    return found


def _within(changes: Changes, cells: set[int]) -> Changes:
    return tuple(change for change in changes if change[0] in cells)


class _Support(NamedTuple):
    """How many equations and pieces of evidence ask for changes, and which cells evidence confirms."""

    speaking: int
    confirmed: set[int]
    evidence: tuple[Belief, ...]


def _support(
    system: System, best: Repair, believed: Sequence[Belief], changes: Changes
) -> _Support:
    """Return what speaks for changes; nothing is counted where evidence is against them."""
    amounts = [
        (n, its - system.figures[n].value)
        for n, its in (*best.changes, *best.beside)
        if its is not None
    ]
    changed = sum(1 << n for n, _ in changes)
    unknown = system.bits("open", "unread", "wrong")
    bearing = changed | (_beside(system, changed) & unknown)
    met = [(one, one.confirmed(amounts, unknown)) for one in believed]
    evidence = tuple(one for one, cells in met if cells & bearing)
    if any(believed[index].cells & changed for index in best.contradicted):
        return _Support(0, set(), evidence)
    asking = [cells & changed for one, cells in met if not one.confirmed((), unknown)]
    confirmed = {n for n, _ in changes if any(cells >> n & 1 for cells in asking)}
    speaking = sum(map(bool, asking)) + _failing(system, changed, amounts)
    return _Support(speaking, confirmed, evidence)


def _failing(system: System, changed: int, amounts: Sequence[tuple[int, int]]) -> int:
    """Return how many equations with changed cells fail before the changes, whatever is unread.

    Blanks are taken as 0, unless some of them have to be more after all.
    """
    unread = system.bits("unread", "wrong")
    balances = [equation.balance for equation in system.equations]
    if any(one.after(amounts).constant for one in balances if not one.cells & unread):
        unread |= system.bits("open")
    short = (
        one.minus if one.constant > 0 else one.plus
        for one in balances
        if one.constant and one.cells & changed
    )
    return sum(not side & unread for side in short)


def _beside(system: System, changed: int) -> int:
    """Return the cells of the equations in which something changes."""
    cells = 0
    for equation in system.equations:
        if equation.balance.cells & changed:
            cells |= equation.balance.cells
    return cells


def _groups(system: System, repairs: Iterable[Repair]) -> list[set[int]]:
    """Return the cells that any repair concerns, together where an equation or a cause has both."""
    repairs = list(repairs)
    links = [set(cause.cells) for repair in repairs for cause in repair.causes]
    cells = {n for repair in repairs for n, _ in repair.changes}.union(*links)
    links += [{n for n in cells if e.balance.cells >> n & 1} for e in system.equations]
    groups = [{number} for number in sorted(cells)]
    for link in links:
        joined = [group for group in groups if group & link]
        if len(joined) > 1:
            groups = [group for group in groups if not group & link]
            groups.append(set().union(*joined))
    return groups
