"""A system searched, and every repair that was found checked in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from govstats.checks.localising.causes import moves
from govstats.checks.localising.choosing import MARGIN, Choice, choices
from govstats.checks.localising.determining import determined
from govstats.checks.localising.repair import MOST_REPAIRS, MOST_WORK, Search

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govstats.checks.localising.believing import Belief
    from govstats.checks.localising.model import System
    from govstats.checks.localising.repair import Changes, Repair

_MOST_FILLED = 6
"""How many repairs are completed of which the search leaves some counts open."""

_FURTHER = 130
"""How much heavier alternatives may be where too little speaks for the lightest changes."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What the lightest repair of a system changes, as a whole and in parts that stand alone.

    `complete` says that the search was not given up before the repair was known to be the lightest.
    """

    changes: Changes
    choices: tuple[Choice, ...]
    complete: bool


def solve(system: System, believed: Sequence[Belief]) -> Solution:
    """Return the lightest repair of a system in which an equation fails."""
    solution = _solve(system, believed, MARGIN, MOST_WORK)
    if solution.complete and not all(choice.checked for choice in solution.choices):
        further = _solve(system, believed, _FURTHER, MOST_WORK // 20)
        return further if further.complete else solution
    return solution


def _solve(system: System, believed: Sequence[Belief], within: int, most: int) -> Solution:
    readings = [belief.readings for belief in believed]
    search = Search(system, moves(system), readings, within, most)
    found = search.run()
    repairs: dict[Changes, Repair] = {}
    complete, filled = search.complete, 0
    for repair in found:
        counts = dict((*repair.changes, *repair.beside))
        if None not in counts.values():
            whole = repair if holds(system, counts) else None
        elif filled < _MOST_FILLED:
            whole = _filled(system, repair)
            filled += 1
        else:
            continue
        if whole:
            repairs.setdefault(whole.changes, whole)
        else:
            complete = False
    if not repairs:
        return Solution((), (), complete=False)
    sure = complete and len(found) < MOST_REPAIRS and filled < _MOST_FILLED
    first, *others = repairs.values()
    chosen = choices(system, (first, *others), believed, sure=sure)
    return Solution(first.changes, tuple(chosen), complete)


def holds(system: System, counts: Mapping[int, int | None]) -> bool:
    """Say whether every equation holds with some counts instead of the printed ones, none negative."""
    known = {n: its for n, its in counts.items() if its is not None}
    amounts = [(n, its - system.figures[n].value) for n, its in known.items()]
    balances = (equation.balance for equation in system.equations)
    return min(known.values(), default=0) >= 0 and not any(
        balance.after(amounts).constant for balance in balances
    )


def _filled(system: System, repair: Repair) -> Repair | None:
    """Return a repair with the counts that the search left open where only one is possible.

    None is returned where no counts of at least zero make every equation hold after all.
    """
    figures = system.figures
    changes = {n: value for n, value in repair.changes if value is not None}
    left = [n for n, value in repair.changes if value is None]
    unknown = [n for n, figure in enumerate(figures) if n not in changes and not figure.known]
    if min(changes.values(), default=0) < 0:
        return None
    values = determined(system, changes, {*unknown, *left}, left)
    if values is None:
        return None
    changed = [(n, values[n] if value is None else value) for n, value in repair.changes]
    kept = [
        (n, its) for n, its in changed if its != figures[n].value or figures[n].state == "wrong"
    ]
    return replace(repair, changes=tuple(kept))
