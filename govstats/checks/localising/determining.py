"""What cells without a known count come to, once the others are as they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.checks.localising.elimination import Partial, opened
from govstats.checks.localising.model import Affine, added, numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from govstats.checks.findings import Finding
    from govstats.checks.localising.model import System


_MOST_LOOSE = 8
"""With more cells that no equation fixes, none of them is asked whether it can have one count only."""


def determined(
    system: System, changes: Mapping[int, int], unknown: Iterable[int], wanted: Collection[int]
) -> dict[int, int | None] | None:
    """Return the only count that each wanted cell can have, None where it can have several.

    `changes` are counts to take instead of the printed ones, `unknown` the cells to be determined
    by the equations, the wanted ones among them. Where no counts of at least zero make every
    equation hold, the result is None as a whole.
    """
    figures = system.figures
    start = Partial(tuple(e.balance for e in system.equations)).with_changes(
        [(n, value - figures[n].value) for n, value in changes.items()]
    )
    free = sum(1 << n for n in unknown)
    partial = opened(start, [changes.get(n, f.value) for n, f in enumerate(figures)], free)
    if partial is None or not _possible(system, partial, changes, free):
        return None
    solved = partial.solved() if wanted else {}
    found: dict[int, int | None] = {}
    for number in wanted:
        change = solved[number]
        its = change and _only(change, partial, solved, system)
        found[number] = None if its is None else figures[number].value + its
    return found


def _possible(system: System, partial: Partial, changes: Mapping[int, int], free: int) -> bool:
    """Say whether counts of at least zero make every equation hold."""
    if any(one.constant for one in partial.equations) or any(
        one.constant < 0 for one in partial.bounds
    ):
        return False
    return not partial.relaxed or _solvable(system, changes, free)


def _solvable(system: System, changes: Mapping[int, int], free: int) -> bool:
    """Solve for the free cells by integer programming, and check the solution in whole numbers."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    cells = list(numbers(free))
    values = [changes.get(n, figure.value) for n, figure in enumerate(system.figures)]
    sides = [
        np.array([(one.plus >> n & 1) - (one.minus >> n & 1) for n in cells])
        for one in (equation.balance for equation in system.equations)
    ]
    known = [value * (not free >> n & 1) for n, value in enumerate(values)]
    wanted = [
        sum(known[n] for n in numbers(e.balance.minus)) - sum(known[n] for n in numbers(e.balance.plus))
        for e in system.equations
    ]  # fmt: skip
    found = milp(
        np.zeros(len(cells)),
        integrality=np.ones(len(cells), np.int_),
        bounds=Bounds(0, np.inf),
        constraints=LinearConstraint(np.array(sides), wanted, wanted),
    )
    if found.x is None:
        return False
    counts = [round(its) for its in found.x]
    return all(
        sum(int(sign) * its for sign, its in zip(side, counts, strict=True)) == its_sum
        for side, its_sum in zip(sides, wanted, strict=True)
    )


def _only(
    change: Affine, partial: Partial, solved: Mapping[int, Affine | None], system: System
) -> int | None:
    """Return the only amount that a change can have while all counts are at least zero."""
    if not change.cells:
        return change.constant
    if partial.loose.bit_count() > _MOST_LOOSE:
        return None
    wanted = 1 << len(system.figures)
    target = added(change, Affine(0, 0, wanted))
    bounds: list[Affine] = []
    for number, its in solved.items():
        if its is None:
            return None
        bounds.append(its._replace(constant=its.constant + system.figures[number].value))
    rest: Partial | None = Partial((target,), tuple(bounds)) if target else None
    for number in numbers(partial.loose):
        rest = rest and rest.freed(number, system.figures[number].value)
    if rest is None or rest.relaxed:
        return None
    least = max((-b.constant for b in rest.bounds if b.plus & wanted), default=None)
    most = min((b.constant for b in rest.bounds if b.minus & wanted), default=None)
    return least if least is not None and least == most else None


def followed(
    system: System,
    changes: Mapping[int, int | None],
    wanted: Collection[int],
    findings: Iterable[Finding],
) -> tuple[dict[int, int | None], dict[int, str]]:
    """Return what wanted cells come to after some changes, and which of them hang on a finding.

    A question that a request was booked in the wrong row (`legal-basis`) names the cells that have
    it, and empty cells of the rows where it may belong. A cell hangs on it by the rule's id if it
    would come to something else with the request moved there.
    """
    values = {n: its for n, its in changes.items() if its is not None}
    unread = [n for n, figure in enumerate(system.figures) if n not in values and not figure.known]
    found = determined(system, values, unread, wanted) or {}
    dependent: dict[int, str] = {}
    for finding in findings:
        for moved in _reassigned(system, values, finding):
            left = [n for n in unread if n not in moved]
            others = determined(system, values | moved, left, set(wanted) & set(left))
            for number in found:
                if others and others.get(number) != found[number]:
                    dependent[number] = finding.rule.id
    return found, dependent


def _reassigned(
    system: System, values: Mapping[int, int], finding: Finding
) -> Iterator[dict[int, int]]:
    """Yield the counts with the requests of a finding moved to each of the rows that are empty."""
    numbered = system.numbers
    cells = [
        (number, cell) for cell in finding.cells
        if (number := numbered.get((cell.item, cell.breakdown))) is not None and cell.source == "table"
    ]  # fmt: skip
    filled = [(number, cell) for number, cell in cells if cell.value]
    for row in dict.fromkeys(cell.item for _, cell in cells if not cell.value):
        moved: dict[int, int] = {}
        for number, cell in filled:
            target = numbered.get((row, cell.breakdown))
            if target is None or row == cell.item:
                continue
            value = values.get(number, system.figures[number].value)
            moved[target] = (
                moved.get(target, values.get(target, system.figures[target].value)) + value
            )
            moved[number] = 0
        if moved:
            yield moved
