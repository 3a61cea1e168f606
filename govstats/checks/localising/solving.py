"""A system searched, and every repair that was found checked in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from govstats.checks.localising.causes import moves
from govstats.checks.localising.choosing import MARGIN
from govstats.checks.localising.determining import determined
from govstats.checks.localising.elimination import Partial
from govstats.checks.localising.repair import MOST_REPAIRS, Search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.checks.localising.believing import Belief
    from govstats.checks.localising.model import System
    from govstats.checks.localising.repair import Repair

_FURTHER = 130
"""How much heavier alternatives may be where nothing but one equation bears on a cell."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The lightest repairs of a system, lightest first.

    `checks` says for each cell how many equations and pieces of evidence bear on what the first
    makes of it; none where evidence contradicts it. `complete` says that the search was not given
    up, `sure` that no repair near the first is missing either.
    """

    repairs: tuple[Repair, ...]
    checks: tuple[int, ...]
    complete: bool
    sure: bool


def solve(system: System, believed: Sequence[Belief]) -> Solution:
    """Return the lightest repairs of a system in which an equation fails."""
    solution = _solve(system, believed, MARGIN)
    if solution.repairs and any(solution.checks[n] < 2 for n, _ in solution.repairs[0].changes):  # noqa: PLR2004
        return _solve(system, believed, _FURTHER)
    return solution


def _solve(system: System, believed: Sequence[Belief], within: int) -> Solution:
    readings = [belief.readings for belief in believed]
    search = Search(system, moves(system), readings, within)
    found = search.run()
    checked: dict[object, Repair] = {}
    for repair in found:
        whole = _filled(system, repair)
        if whole:
            checked.setdefault(whole.changes, whole)
    repairs = tuple(checked.values())
    checks = _checks(system, believed, repairs[0]) if repairs else ()
    sound = search.complete and len(checked) > 0
    return Solution(repairs, checks, sound, sound and len(found) < MOST_REPAIRS)


def _filled(system: System, repair: Repair) -> Repair | None:
    """Return a repair with the counts that the search left open where only one is possible.

    None is returned where no counts of at least zero make every equation hold after all.
    """
    figures = system.figures
    changes = {n: value for n, value in repair.changes if value is not None}
    unknown = [
        n for n, figure in enumerate(figures)
        if n not in changes and (not figure.known or any(n == m for m, _ in repair.changes))
    ]  # fmt: skip
    values = determined(system, changes, unknown)
    if values is None or any(value < 0 for value in changes.values()):
        return None
    changed = [
        (n, value if value is not None else values[n]) for n, value in repair.changes
    ]  # fmt: skip
    kept = tuple((n, its) for n, its in changed if its != figures[n].value or not figures[n].known)
    return replace(repair, changes=kept)


def _checks(system: System, believed: Sequence[Belief], best: Repair) -> tuple[int, ...]:
    figures = system.figures
    unknown = [n for n, figure in enumerate(figures) if not figure.known]
    partial: Partial | None = Partial(tuple(e.balance for e in system.equations))
    for number in unknown:
        partial = partial and partial.freed(number, 0)
    left = partial.equations if partial else ()
    hidden = sum(1 << n for n in unknown)
    alone = [e.balance for e in system.equations if (e.balance.cells & hidden).bit_count() == 1]
    counts = [
        sum(one.cells >> n & 1 for one in (left if figure.known else alone))
        for n, figure in enumerate(figures)
    ]
    changes = [(n, its - figures[n].value) for n, its in best.changes if its is not None]
    for index, belief in enumerate(believed):
        confirmed = belief.confirmed(changes)
        for n in range(len(counts)):
            if index in best.contradicted and belief.cells >> n & 1:
                counts[n] = -len(system.equations)
            elif confirmed >> n & 1:
                counts[n] += 1
    return tuple(counts)
