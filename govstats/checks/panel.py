"""The reports of many agencies and years, whatever their edition: neighbours, and figures by item."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.grid import ABSENT, APPROXIMATE, REPORTED, Grid, wholes
from govstats.forms import breaks, editions, load_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.checks.verdicts import Codes, Flags, Floats, Ints
    from govstats.forms import Slot
    from govstats.reports import Key, Report


_FEW = 1000


@dataclass(frozen=True, eq=False)
class Figures:
    """One figure of every report: its value, 0 where there is none, and what is known of it."""

    values: Floats
    status: Codes

    def __getitem__(self, reports: Ints) -> Figures:
        """Return the figure of some reports."""
        return Figures(self.values[reports], self.status[reports])

    @cached_property
    def reported(self) -> Flags:
        """Where the figure is given exactly."""
        found: Flags = self.status == REPORTED
        return found

    @cached_property
    def known(self) -> Flags:
        """Where the figure has a value, exact or rounded."""
        found: Flags = (self.status == REPORTED) | (self.status == APPROXIMATE)
        return found

    @cached_property
    def there(self) -> Flags:
        """Where the report has a cell for the figure."""
        found: Flags = self.status != ABSENT
        return found


@dataclass(frozen=True, eq=False)
class Panel:
    """Full reports with their agency (a number), year and edition, in any order.

    Positions of reports are those of the sequence that the panel was made from; a report that is in
    no grid (an excerpt, an unknown edition, no year) takes part in nothing.
    """

    grids: dict[str, Grid]
    agency: Ints
    year: Ints
    scope: Ints

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Panel:
        """Return the panel of some reports of one agency."""
        taken: dict[str, list[int]] = {}
        for position, report in enumerate(reports):
            if report.coverage == "full" and report.year and report.edition in editions():
                taken.setdefault(report.edition, []).append(position)
        grids = {}
        for edition, positions in taken.items():
            grid = Grid.of([reports[position] for position in positions], load_form(edition))
            grids[edition] = Grid(
                grid.axis, grid.values, grid.status, np.array(positions), grid.exact
            )
        return cls(
            grids,
            np.zeros(len(reports), np.int64),
            np.array([report.year or 0 for report in reports], np.int64),
            scope_codes([report.scope for report in reports]),
        )

    @cached_property
    def order(self) -> Ints:
        """The positions of the reports that take part, by agency and year."""
        taking = [grid.at for grid in self.grids.values()]
        part = np.concatenate([*taking, np.empty(0, np.int64)]).astype(np.int64)
        return part[np.lexsort((part, self.year[part], self.agency[part]))]

    @cached_property
    def pairs(self) -> tuple[Ints, Ints]:
        """The positions of each report that the same agency's report of the next year follows."""
        before, after = self.order[:-1], self.order[1:]
        follows = (self.agency[before] == self.agency[after]) & (
            self.year[after] - self.year[before] == 1
        )
        return before[follows], after[follows]

    @cached_property
    def same_scope(self) -> Flags:
        """For each pair whether both reports cover the same, as far as they say what they cover.

        A consolidated report and an office's own are two series, never one.
        """
        before, after = (self.scope[side] for side in self.pairs)
        found: Flags = (before == 0) | (after == 0) | (before == after)
        return found

    def take(self, key: Key) -> Figures:
        """Return one figure of every report by its position; those of a few reports are kept."""
        if len(self.year) > _FEW:
            return self._take(key)
        if key not in self._taken:
            self._taken[key] = self._take(key)
        return self._taken[key]

    @cached_property
    def _taken(self) -> dict[Key, Figures]:
        return {}

    def _take(self, key: Key) -> Figures:
        values = np.zeros(len(self.year))
        status = np.full(len(self.year), ABSENT, np.int8)
        for grid in self.grids.values():
            row = grid.axis.at.get(key)
            if row is not None:
                values[grid.at] = grid.values[row]
                status[grid.at] = grid.status[row]
        return Figures(values, status)

    @cached_property
    def slots(self) -> dict[Key, Slot | None]:
        """Every figure that some form has, the newest form's first; None where only prose states it."""
        slots: dict[Key, Slot | None] = {}
        for _, grid in sorted(self.grids.items(), reverse=True):
            for key, slot in zip(grid.axis.keys, grid.axis.slots, strict=True):
                slots.setdefault(key, slot)
        return slots

    @cached_property
    def measures(self) -> tuple[Key, ...]:
        """The figures that say how much an agency did: counts that are no part of another.

        Not a kind of applicant, an outcome or a result: how a whole divides is another question.
        """
        return tuple(
            key
            for key, slot in self.slots.items()
            if key[1] in ("", "total")
            and key not in self.parts
            and (slot.count and not slot.signed if slot else key[0] == "disclosed.total")
        )

    @cached_property
    def parts(self) -> frozenset[Key]:
        """The figures that are part of another by an equation of some form."""
        return frozenset(key for grid in self.grids.values() for key in wholes(grid.form))

    @cached_property
    def exact(self) -> dict[Key, dict[int, Decimal]]:
        """The figures that floating point cannot add up exactly, by position of the report."""
        found: dict[Key, dict[int, Decimal]] = {}
        for grid in self.grids.values():
            for (row, column), value in grid.exact.items():
                found.setdefault(grid.axis.keys[row], {})[int(grid.at[column])] = value
        return found

    def exactly(self, key: Key, position: int) -> Decimal:
        """Return one figure as a decimal, 0 where it is not known."""
        value = self.exact.get(key, {}).get(int(position))
        return Decimal(int(self.take(key).values[position])) if value is None else value

    def inexact_pairs(self, earlier: Key, later: Key) -> list[int]:
        """Return the pairs of years where one of two figures is not exact in floating point."""
        first, second = self.exact.get(earlier, {}), self.exact.get(later, {})
        if not first and not second:
            return []
        before, after = self.pairs
        return np.flatnonzero(np.isin(before, [*first]) | np.isin(after, [*second])).tolist()

    @cached_property
    def edition(self) -> Ints:
        """The edition of each report as a number, 0 where it takes part in nothing."""
        numbers = np.zeros(len(self.year), np.int64)
        for edition, grid in self.grids.items():
            numbers[grid.at] = int(edition)
        return numbers

    def era(self, item: str) -> Ints:
        """Return for each report after how many breaks of an item it stands (`forms/breaks.toml`)."""
        covering = _covering(item)
        if covering not in self._eras:
            eras = np.zeros(len(self.year), np.int64)
            for broken in (breaks()[number] for number in covering):
                eras += (
                    self.edition >= int(broken.edition)
                    if broken.edition
                    else self.year >= broken.from_year
                )
            self._eras[covering] = eras
        return self._eras[covering]

    @cached_property
    def _eras(self) -> dict[tuple[int, ...], Ints]:
        return {}


def scope_codes(scopes: Sequence[str]) -> Ints:
    """Return scopes as numbers, 0 where the report does not say."""
    known: dict[str, int] = {"": 0}
    return np.array([known.setdefault(scope, len(known)) for scope in scopes], np.int64)


@cache
def _covering(item: str) -> tuple[int, ...]:
    """Return which of the known breaks cover an item."""
    return tuple(number for number, broken in enumerate(breaks()) if broken.covers(item))
