"""Evidence beside the equations, in terms of the cells that an equation has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.checks.localising.model import Affine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.checks.evidence import Evidence, Sum
    from govstats.checks.localising.model import Key, System
    from govstats.reports import Report


@dataclass(frozen=True, slots=True)
class Belief:
    """A piece of evidence with its readings: one of them comes to 0 if it is right."""

    evidence: Evidence
    readings: tuple[Affine, ...]

    @property
    def cells(self) -> int:
        """Every cell that some reading counts."""
        cells = 0
        for reading in self.readings:
            cells |= reading.cells
        return cells

    def confirmed(self, changes: Iterable[tuple[int, int]], unknown: int) -> int:
        """Return the cells of the readings that come to 0 once some cells are changed.

        A reading with a cell that stays unknown, given as bits, confirms nothing.
        """
        changes, cells = list(changes), 0
        unknown &= ~sum(1 << n for n, _ in changes)
        for reading in self.readings:
            if not reading.after(changes).constant and not reading.cells & unknown:
                cells |= reading.cells
        return cells


def beliefs(report: Report, system: System, evidence: Iterable[Evidence]) -> list[Belief]:
    """Return the evidence that bears on the cells of a system.

    Cells outside it are taken as printed; readings with a cell that has no figure are left out.
    """
    numbered = system.numbers
    found: list[Belief] = []
    for one in evidence:
        if one.value % 1:
            continue
        readings = [_reading(report, system, numbered, its, int(one.value)) for its in one.sums]
        belief = Belief(one, tuple(reading for reading in readings if reading))
        if belief.cells:
            found.append(belief)
    return found


def _reading(
    report: Report, system: System, numbered: Mapping[Key, int], cells: Sum, value: int
) -> Affine | None:
    total, bits = -value, 0
    for key in cells:
        number = numbered.get(key)
        if number is None:
            elsewhere = report.value(*key)
            if elsewhere is None or elsewhere % 1:
                return None
            total += int(elsewhere)
        elif bits >> number & 1:
            return None
        else:
            bits |= 1 << number
            total += system.figures[number].value
    return Affine(total, bits, 0)
