"""How much of a difference chance alone could make: for exploration and teaching, never on the page.

Reports hold full counts, not samples. These measures ask another question: if such cases came about
at a steady underlying rate, how far apart would two years be? They describe; they prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats
from scipy.spatial.distance import jensenshannon

from govstats.changes import GROUPS, Verdict
from govstats.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.changes import Change, Comparison

LEVEL = 0.95
"""The level of intervals where none is given."""

_COUNTED = frozenset({Verdict.COMPARABLE, Verdict.SMALL_BASE, Verdict.BASE_ZERO, Verdict.LEAP})


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the bounds between which chance would leave it; `high` may be infinite."""

    value: float
    low: float
    high: float


def wilson(part: int, whole: int, level: float = LEVEL) -> Interval:
    """Return a share with its Wilson score interval, all between 0 and 1.

    Holds at 0 of n and at n of n, where the usual interval has no width. Raises
    InvalidRequestError where the part is not between 0 and the whole, or the whole is 0.
    """
    if not 0 <= part <= whole or whole == 0:
        raise InvalidRequestError(f"{part} of {whole} is no share", "chance.wilson")
    found = stats.binomtest(part, whole).proportion_ci(level, method="wilson")
    return Interval(part / whole, float(found.low), float(found.high))


def ratio(before: float, after: float, clustering: float = 1.0, level: float = LEVEL) -> Interval:
    """Return the ratio of two years' counts with its exact conditional interval.

    Given the sum of both years, the later count is binomial; the interval is Clopper and Pearson's,
    transformed. `clustering` above 1 widens it: one applicant who sends ten requests makes ten
    cases that are hardly ten independent ones, so counts weigh only 1/clustering.
    Raises InvalidRequestError for a negative count or clustering under 1.
    """
    _refuse(before, after, clustering)
    low, high = _share(before / clustering, after / clustering, level)
    value = after / before if before else (np.inf if after else np.nan)
    return Interval(value, low / (1 - low), np.inf if high >= 1 else high / (1 - high))


def p_value(before: float, after: float, clustering: float = 1.0) -> float:
    """Return how often chance alone would set two counts at least so far apart (two-sided, exact).

    The probability that belongs to `ratio`: under 0.05 where its 95% interval leaves out 1.
    """
    _refuse(before, after, clustering)
    x, y = before / clustering, after / clustering
    if x + y == 0:
        return 1.0
    lower = stats.beta.cdf(0.5, y, x + 1) if y else 1.0
    upper = stats.beta.sf(0.5, y + 1, x) if x else 1.0
    return float(min(1.0, 2 * min(lower, upper)))


def distance(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    """Return the Jensen–Shannon distance of two compositions: 0 for the same shares, 1 for none in common.

    Counts by category or outcome; categories that are empty in both years are left out. NaN where
    a year has nothing at all.
    """
    keys = [key for key in {**before, **after} if before.get(key, 0) or after.get(key, 0)]
    old, new = ([year.get(key, 0) for key in keys] for year in (before, after))
    if not sum(old) or not sum(new):
        return float("nan")
    return float(jensenshannon(old, new, base=2))


def explore(comparison: Comparison, clustering: float = 1.0) -> pd.DataFrame:
    """Return the counts of a comparison with what chance could make of them.

    One row a count that both years have in the same form and that is a number of cases: item,
    breakdown, before, after, ratio with low and high, p, and p_adjusted, which allows for the
    number of comparisons made (Benjamini and Hochberg). Shares, amounts and approximate figures
    are left out.
    """
    rows = [_row(change, clustering) for change in comparison.changes if _is_count(change)]
    columns = ["item", "breakdown", "before", "after", "ratio", "low", "high", "p"]
    table = pd.DataFrame(rows, columns=columns)
    table["p_adjusted"] = stats.false_discovery_control(table["p"]) if len(table) else table["p"]
    return table


def compositions(comparison: Comparison) -> pd.DataFrame:
    """Return how far apart two years are in outcomes, applicants and categories.

    One row each: what, categories compared, distance. Missing figures leave a composition out.
    """
    found: dict[str, list[Change | None]] = {
        "outcomes": [comparison.change(group, "total") for group in GROUPS],
        "applicants": _parts(comparison.changes_of("requests.new")),
        "categories": _parts(comparison.changes_of("disclosed.by_category")),
    }
    rows = []
    for what, changes in found.items():
        known = [change for change in changes if change is not None and change.known]
        if known and len(known) == len(changes):
            old, new = (
                {f"{c.item} {c.breakdown}": float(value or 0) for c, value in year}
                for year in ([(c, c.old) for c in known], [(c, c.new) for c in known])
            )
            rows.append((what, len(known), distance(old, new)))
    return pd.DataFrame(rows, columns=["what", "categories", "distance"])


def _share(x: float, y: float, level: float) -> tuple[float, float]:
    """Return Clopper and Pearson's bounds of y in x + y, for counts that need not be whole."""
    tail = (1 - level) / 2
    low = float(stats.beta.ppf(tail, y, x + 1)) if y else 0.0
    high = float(stats.beta.isf(tail, y + 1, x)) if x else 1.0
    return low, high


def _refuse(before: float, after: float, clustering: float) -> None:
    if before < 0 or after < 0:
        raise InvalidRequestError("a count is negative", "chance", f"{before}, {after}")
    if clustering < 1:
        raise InvalidRequestError(f"clustering={clustering}", "chance", "1 or more")


def _is_count(change: Change) -> bool:
    return change.verdict in _COUNTED and change.known and change.unit in ("件", "条", "篇", "次")


def _row(change: Change, clustering: float) -> tuple[object, ...]:
    before, after = float(change.old or 0), float(change.new or 0)
    found = ratio(before, after, clustering)
    p = p_value(before, after, clustering)
    return (
        change.item, change.breakdown, before, after, found.value, found.low, found.high, p,
    )  # fmt: skip


def _parts(changes: Iterable[Change]) -> list[Change | None]:
    return [change for change in changes if change.breakdown not in ("total", "organisations")]
