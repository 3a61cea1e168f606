"""A figure far from the agency's own earlier years."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.findings import Finding, Findings
from govstats.checks.references import plain, reference
from govstats.checks.verdicts import (
    FAIL,
    NONE,
    OPEN,
    PASS,
    Failed,
    Verdicts,
    cell_name,
    outcomes,
)
from govstats.forms import general_rules, item_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govstats.checks.panel import Panel
    from govstats.checks.verdicts import Codes, Flags, Floats, Ints
    from govstats.reports import Key, Report

RULE = "outlier"

YEARS = 4
"""Earlier years that it takes to say what is usual for an agency."""

DISTANCE = 4.0
"""How many times the usual spread a figure may lie from the middle of the earlier years."""

SMALL = 20
"""Where this year and all earlier ones are under it nothing is asked: chance moves small counts."""

_CHANCE, _ORDINARY = 0.5, 0.125
"""The spread of the root of a count: by chance one half, by ordinary ups and downs an eighth of it."""

_NORMAL = 1.4826
"""The median distance from the median, times this, estimates a standard deviation."""


def outlier(panel: Panel) -> Verdicts:
    """Say which figures lie far from the agency's earlier years; `expected` is their middle.

    Counts are compared on the scale of their square roots, where chance spreads all of them alike.
    The middle is the median of at least four earlier years in the same form and scope. The spread
    is the root of the sum of three squares: the median distance of those years from the middle,
    what chance does to a count, and an eighth of the middle for ordinary ups and downs. A figure
    is asked about beyond four times the spread and outside all earlier years.
    """
    history = History.of(panel)
    judged = [history.judge(key) for key in panel.measures]
    shape = (len(judged), history.order.size)
    results = np.array([codes for codes, _ in judged], np.int8).reshape(shape)
    middles = np.array([middle for _, middle in judged]).reshape(shape)
    return Verdicts(
        general_rules()[RULE], results, history.order, partial(_failed, panel, results, middles)
    )


def check_outliers(panel: Panel, reports: Sequence[Report]) -> Findings:
    """Check an agency's figures against its own earlier years (outlier)."""
    verdicts = outlier(panel)
    history = History.of(panel)
    findings = []
    for column, number in np.argwhere(verdicts.results.T == FAIL).tolist():
        key, position = panel.measures[number], int(verdicts.at[column])
        earlier = [reports[p] for p in history.earlier(key, position)]
        findings.append(_finding(reports[position], earlier, key))
    return Findings(tuple(findings), outcomes(verdicts))


@dataclass(frozen=True, eq=False)
class History:
    """The reports of a panel by agency (rows) and year (columns): their positions, -1 for none."""

    panel: Panel
    order: Ints
    places: Ints

    @classmethod
    def of(cls, panel: Panel) -> History:
        """Arrange the reports of a panel."""
        order = panel.order
        _, row = np.unique(panel.agency[order], return_inverse=True)
        years, column = np.unique(panel.year[order], return_inverse=True)
        places = np.full((row.max(initial=-1) + 1, years.size), -1)
        places[row, column] = order
        return cls(panel, order, places)

    @cached_property
    def column(self) -> Ints:
        """The column of each position in the results."""
        column = np.zeros(len(self.panel.year), np.int64)
        column[self.order] = np.arange(self.order.size)
        return column

    def judge(self, key: Key) -> tuple[Codes, Floats]:
        """Return the result for each report in order, and the middle of its earlier years."""
        results = np.full(self.order.size, NONE, np.int8)
        middles = np.zeros(self.order.size)
        values = self.panel.take(key).values[self.places]
        there = self.panel.take(key).there[self.places] & (self.places >= 0)
        for year in range(YEARS, self.places.shape[1]):
            rows = np.flatnonzero(there[:, year])
            usable = self._usable(key, rows, year)
            enough = usable.sum(axis=1) >= YEARS
            rows, usable = rows[enough], usable[enough]
            if not rows.size:
                continue
            places = self.places[rows, year]
            now, past = values[rows, year], values[rows, :year]
            middle, far = _far(now, np.where(usable, past, np.nan))
            low = np.where(usable, past, np.inf).min(axis=1)
            high = np.where(usable, past, -np.inf).max(axis=1)
            far &= ((now < low) | (now > high)) & (np.maximum(now, high) >= SMALL)
            known = self.panel.take(key).reported[places]
            results[self.column[places]] = np.where(known, np.where(far, FAIL, PASS), OPEN)
            middles[self.column[places]] = middle
        return results, middles

    def earlier(self, key: Key, position: int) -> list[int]:
        """Return the positions of the earlier years that a report is compared with."""
        row, year = (int(found[0]) for found in np.nonzero(self.places == position))
        usable = self._usable(key, np.array([row]), year)[0]
        return [int(place) for place in self.places[row, :year][usable]]

    def _usable(self, key: Key, rows: Ints, year: int) -> Flags:
        """Say which earlier years of some agencies are comparable with a year."""
        past, now = self.places[rows, :year], self.places[rows, year][:, np.newaxis]
        era, scope = self.panel.era(key[0]), self.panel.scope
        same = (scope[past] == scope[now]) | (scope[past] == 0) | (scope[now] == 0)
        usable: Flags = (
            (past >= 0) & self.panel.take(key).reported[past] & (era[past] == era[now]) & same
        )
        return usable


def _far(now: Floats, past: Floats) -> tuple[Floats, Flags]:
    """Return the middle of earlier years (rows, NaN for none) and whether a figure is far from it."""
    roots = np.sqrt(np.maximum(past, 0))
    middle = _median(roots)
    typical = _NORMAL * _median(np.abs(roots - middle[:, np.newaxis]))
    spread = np.sqrt(typical**2 + _CHANCE**2 + (_ORDINARY * middle) ** 2)
    far = np.abs(np.sqrt(np.maximum(now, 0)) - middle) > DISTANCE * spread
    return middle**2, far


def _median(rows: Floats) -> Floats:
    """Return the median of each row, NaN left out; numpy's own looks at one row at a time."""
    ranked = np.sort(rows, axis=1)
    count = (~np.isnan(ranked)).sum(axis=1)[:, np.newaxis]
    low = np.take_along_axis(ranked, (count - 1) // 2, axis=1)
    high = np.take_along_axis(ranked, count // 2, axis=1)
    middle: Floats = ((low + high) / 2)[:, 0]
    return middle


def _failed(panel: Panel, results: Codes, middles: Floats) -> Iterator[Failed]:
    order = panel.order
    for key, codes, middle in zip(panel.measures, results, middles, strict=True):
        columns = np.flatnonzero(codes == FAIL)
        if columns.size:
            at = order[columns]
            yield Failed((cell_name(key),), at, middle[columns], panel.take(key).values[at])


def _finding(report: Report, earlier: Sequence[Report], key: Key) -> Finding:
    rule = general_rules()[RULE]
    cell = report.by_key[key]
    past = [one.by_key[key] for one in earlier]
    known = [one.value for one in past if one.value is not None]
    years = [one.year or 0 for one in earlier]
    whole = years[-1] - years[0] == len(years) - 1
    names = item_names(report.edition)[key[0]]
    figures = {
        "year": report.year,
        "left": "" if cell.value is None else plain(cell.value),
        "low": plain(min(known)),
        "high": plain(max(known)),
        "unit": cell.unit,
        "years": f"{years[0]}—{years[-1]}" if whole else ", ".join(map(str, years)),
    }
    cells = (reference(report, cell), *map(reference, earlier, past))
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(label=names.zh, **figures),
        en=rule.en_fail.format(label=names.en, **figures),
        cells=cells,
        doubtful=cells[:1],
        found=cell.value,
    )
