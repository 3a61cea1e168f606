"""What the form's equations give for cells that were left blank: a blank is not always a 0."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.checks.matrices import sums_of
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.checks.matrices import Instance
    from govstats.forms import Form
    from govstats.reports import Cell, Report

_NOTHING = (Status.REPORTED, Status.NOT_APPLICABLE)
_Side = list["Cell | None"]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Owed:
    """What blank cells, by (item, breakdown), cannot do without.

    `counts` are above zero and settled: every other cell of an equation is known, and no other
    equation of which the blank is the only one gives it another count. `together` are blanks of an
    equation that falls short without them, whichever of them it is. A slash counts as 0.
    """

    counts: dict[Key, Decimal]
    together: frozenset[Key]

    @classmethod
    def of(cls, report: Report, form: Form) -> Owed:
        """Return what the equations of a form ask of the blank cells of a report."""
        alone: dict[Key, set[Decimal]] = {}
        together: set[Key] = set()
        for instance in sums_of(form).instances:
            blank, left = _left_open(_sides(report, form, instance))
            if len(blank) == 1:
                alone.setdefault(blank[0], set()).add(left)
            elif left > 0:
                together.update(blank)
        counts = {key: min(values) for key, values in alone.items() if len(values) == 1}
        return cls({k: n for k, n in counts.items() if n > 0}, frozenset(together))


def _left_open(sides: tuple[_Side, _Side]) -> tuple[list[Key], Decimal]:
    """Return the blank cells of one side of an equation, and what is left for them.

    None are returned where another cell is not known, or both sides have blanks.
    """
    blank = [[c for c in side if c and c.status is Status.BLANK] for side in sides]
    known = sum(c is not None and c.status in _NOTHING for side in sides for c in side)
    if all(blank) or known + sum(map(len, blank)) < sum(map(len, sides)):
        return [], Decimal(0)
    left, right = (
        sum((c.value for c in side if c and c.value is not None), Decimal(0)) for side in sides
    )
    keys = [(cell.item, cell.breakdown) for side in blank for cell in side]
    return keys, right - left if blank[0] else left - right


def _sides(report: Report, form: Form, instance: Instance) -> tuple[_Side, _Side]:
    left, right = (
        [cell for key in side for cell in _standing(report, form, key)] for side in instance.sides
    )
    return left, right


def _standing(report: Report, form: Form, key: tuple[str, str]) -> Iterator[Cell | None]:
    """Yield the cells that a key stands for: its own, or those of its leaves where it has no row."""
    cell, leaves = report.cell(*key), form.leaves(key[0])
    if cell is not None or not leaves:
        yield cell
    else:
        yield from (report.cell(leaf, key[1]) for leaf in leaves)
