"""Sums over units as arrays: every consolidated report at once, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from govstats.checks.grid import ABSENT, APPROXIMATE, REPORTED, UNREADABLE, wholes
from govstats.checks.panel import Figures
from govstats.checks.verdicts import FAIL, NONE, OPEN, PASS, Failed, Verdicts, cell_name
from govstats.forms import general_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govstats.checks.panel import Panel
    from govstats.checks.verdicts import Codes
    from govstats.forms import Form
    from govstats.reports import Key

RULE = "consolidation"
_SHARED = (".items_before", ".items_change")
"""Lists of powers: a county and its towns keep the same ones, so they do not add up."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A consolidated report, the reports that it covers, and the units whose report is not there.

    Reports are given by their position.
    """

    at: int
    units: tuple[int, ...]
    missing: tuple[str, ...] = ()


def consolidated(panel: Panel, found: Sequence[Whole]) -> Verdicts:
    """Compare consolidated reports (columns) with the sums of their units, by figure (rows)."""
    at = np.array([whole.at for whole in found], np.int64)
    lengths = np.array([len(whole.units) for whole in found], np.int64)
    units = np.array([unit for whole in found for unit in whole.units], np.int64)
    rows = np.repeat(np.arange(len(found)), lengths)
    members = csr_array((np.ones(units.size), (rows, units)), shape=(len(found), len(panel.year)))
    keys = additive(panel)
    results = np.full((len(keys), len(found)), NONE, np.int8)
    incomplete = np.array([bool(whole.missing) for whole in found], bool)
    for row, key in enumerate(keys):
        figure = _figure(panel, key)
        results[row] = _judge(figure[at], figure, members)
        odd = {
            at for one in (key, *one_rows(panel).get(key, [])) for at in panel.exact.get(one, ())
        }
        for number, whole in enumerate(found):
            if odd and not odd.isdisjoint((whole.at, *whole.units)):
                results[row, number] = _exactly(panel, key, whole, int(results[row, number]))
        results[row, incomplete & (results[row] != NONE)] = OPEN
    _leave_to_wholes(panel, keys, results)
    return Verdicts(
        general_rules()[RULE], results, at, partial(_failed, panel, found, members, results)
    )


def additive(panel: Panel) -> list[Key]:
    """Return the figures that add up over units, 其他处理 as one."""
    leaves = {leaf for group in one_rows(panel).values() for leaf in group}
    own = {key for grid in panel.grids.values() for key in _own(grid.form)}
    return [
        key
        for key, slot in panel.slots.items()
        if slot
        and key in own
        and key not in leaves
        and key[1] in ("", "total")
        and not key[0].endswith(_SHARED)
    ]


def _own(form: Form) -> set[Key]:
    return {(*key, "table") for key in (*form.slots, *form.one_row_slots)}


def one_rows(panel: Panel) -> dict[Key, list[Key]]:
    """Return the leaves of each group that some reports print as one row."""
    return {
        (item, breakdown, "table"): [(leaf, breakdown, "table") for leaf in grid.form.leaves(item)]
        for grid in panel.grids.values()
        for item, breakdown in grid.form.one_row_slots
    }


def _figure(panel: Panel, key: Key) -> Figures:
    """Return a figure of every report; where a group's row is not printed, the sum of its leaves."""
    row = panel.take(key)
    leaves = [panel.take(leaf) for leaf in one_rows(panel).get(key, [])]
    if not leaves:
        return row
    known = np.all([leaf.reported for leaf in leaves], axis=0)
    there = np.any([leaf.there for leaf in leaves], axis=0)
    total = np.sum([leaf.values for leaf in leaves], axis=0)
    status = np.select([row.there, known, there], [row.status, REPORTED, UNREADABLE], ABSENT)
    return Figures(np.where(row.there, row.values, total), status.astype(np.int8))


def _judge(whole: Figures, figure: Figures, members: csr_array) -> Codes:
    """Compare the figure of each whole with the sum over its members."""
    given = np.where(whole.reported, whole.values, 0.0)
    total = members @ np.where(figure.reported, figure.values, 0.0)
    unknown = members @ (~figure.reported).astype(np.float64)
    beyond = np.isin(figure.status, (ABSENT, APPROXIMATE, UNREADABLE))
    worse = members @ beyond.astype(np.float64)
    there = members @ figure.there.astype(np.float64)
    empty = ~whole.reported & ~np.isin(whole.status, (ABSENT, APPROXIMATE, UNREADABLE))
    equal = given == total
    results = np.full(total.shape, OPEN, np.int8)
    results[whole.reported & (total > given)] = FAIL
    results[whole.reported & (unknown == 0) & ~equal] = FAIL
    results[whole.reported & equal & (worse == 0)] = PASS
    results[empty & (unknown == 0) & (total == 0)] = PASS
    results[~whole.there | (there == 0)] = NONE
    return results


def _exactly(panel: Panel, key: Key, whole: Whole, code: int) -> int:
    """Return the result worked out in decimals, for figures that floating point cannot add up."""
    figure = _figure(panel, key)
    if code == NONE or not figure.reported[whole.at]:
        return code
    if one_rows(panel).get(key):
        return OPEN
    units = list(whole.units)
    known = [unit for unit in units if figure.reported[unit]]
    total = sum((panel.exactly(key, unit) for unit in known), Decimal(0))
    given = panel.exactly(key, whole.at)
    beyond = np.isin(figure.status[units], (ABSENT, APPROXIMATE, UNREADABLE)).any()
    if total > given or (total != given and len(known) == len(units)):
        return FAIL
    return PASS if total == given and not beyond else OPEN


def _leave_to_wholes(panel: Panel, keys: Sequence[Key], results: Codes) -> None:
    """Leave a part open where the figure that it is part of differs as well."""
    rows = {key: row for row, key in enumerate(keys)}
    above = {key: top for grid in panel.grids.values() for key, top in wholes(grid.form).items()}
    differs = results == FAIL
    for key, row in rows.items():
        top, seen = above.get(key), {key}
        while top is not None and top not in seen:
            if top in rows:
                results[row, differs[row] & differs[rows[top]]] = OPEN
            seen.add(top)
            top = above.get(top)


def _failed(
    panel: Panel, found: Sequence[Whole], members: csr_array, results: Codes
) -> Iterator[Failed]:
    at = np.array([whole.at for whole in found], np.int64)
    for key, codes in zip(additive(panel), results, strict=True):
        numbers = np.flatnonzero(codes == FAIL)
        if numbers.size:
            figure = _figure(panel, key)
            total = members @ np.where(figure.reported, figure.values, 0.0)
            yield Failed((cell_name(key),), at[numbers], total[numbers], figure.values[at[numbers]])
