"""From the lightest repairs to choices: what goes together, what is unique, what else could be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.checks.localising.model import System
    from govstats.checks.localising.repair import Cause, Changes, Repair

MARGIN = 50
"""How much heavier the next best repair has to be for the best to be unique: half a change."""

_MOST_ALTERNATIVES = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """Changes that go together, their likely causes, and other changes that would do as well.

    `margin` is how much heavier the next best is, as far as was searched.
    """

    changes: Changes
    causes: tuple[Cause, ...]
    alternatives: tuple[Changes, ...]
    margin: int
    unique: bool

    @property
    def cells(self) -> set[int]:
        """The numbers of the cells that the changes or the alternatives concern."""
        return {n for changes in (self.changes, *self.alternatives) for n, _ in changes}


def choices(
    system: System, repairs: Sequence[Repair], checks: Sequence[int], *, sure: bool
) -> list[Choice]:
    """Return what the lightest repair changes, apart where no equation connects it.

    `checks` says for each cell how many equations and pieces of evidence bear on it; cells that
    evidence contradicts after all have none. `sure` says that no other repair can be as light.

    A choice is unique where no other comes within `MARGIN`, the values are determined, two things
    at least bear on each cell, and, of several changes, each has a likely cause: errors that meet
    in a row or column can look like others that do.
    """
    best = repairs[0]
    found: list[Choice] = []
    for cells in _groups(system, repairs):
        changes = _within(best.changes, cells)
        if not changes:
            continue
        others: dict[Changes, int] = {}
        for repair in repairs[1:]:
            its = _within(repair.changes, cells)
            if its != changes:
                others.setdefault(its, repair.weight - best.weight)
        causes = tuple(cause for cause in best.causes if cells.issuperset(cause.cells))
        caused = {n for cause in causes for n in cause.cells}
        margin = min(others.values(), default=MARGIN)
        unique = (
            sure
            and margin >= MARGIN
            and (len(changes) == 1 or all(n in caused for n, _ in changes))
            and all(after is not None and checks[n] > 1 for n, after in changes)
        )
        shown = () if unique else tuple(others)[:_MOST_ALTERNATIVES]
        found.append(Choice(changes, causes, shown, margin, unique))
    return found


def _within(changes: Changes, cells: set[int]) -> Changes:
    return tuple(change for change in changes if change[0] in cells)


def _groups(system: System, repairs: Sequence[Repair]) -> list[set[int]]:
    """Return the cells that any repair concerns, together where an equation or a cause has both."""
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
