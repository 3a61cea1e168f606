"""An agency among its peers: shares against their sizes, with the limits that chance would leave.

A funnel plot, not a league table: an agency is set against what agencies of its size would show if
all had the same underlying share, allowing for the spread that peers have anyway (Spiegelhalter
2005, Statistics in Medicine 24:1185–1202).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from govstats.errors import InvalidRequestError, NotFoundError
from govstats.figures import figures
from govstats.rates import SHARES, parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    from govstats.dataset import Dataset
    from govstats.rates import Share

LEVELS = (0.95, 0.998)
"""About two and three standard deviations: the limits of a funnel plot."""

FEWEST = 8
"""Of fewer peers no funnel is drawn."""

_WINSOR = 0.1
"""The share of extreme peers, at each end, that may not set the spread by themselves."""


@dataclass(frozen=True, eq=False)
class Peers:
    """A share of many agencies in one year.

    `table` has a row for each agency that has the figures: agency, name, part, whole, share (0 to
    1). `missing` names those of the peers whose figures are not there, in doubt or have no cases.
    """

    share: Share
    year: int
    table: pd.DataFrame
    missing: tuple[str, ...]

    @cached_property
    def centre(self) -> float:
        """The share of all peers together."""
        return float(self.table["part"].sum() / self.table["whole"].sum())

    @cached_property
    def spread(self) -> float:
        """How much wider than chance the peers lie: 1 where chance explains it, otherwise more.

        The mean squared standardised residual with the extreme tenths drawn in (winsorised).
        """
        error = np.sqrt(self.centre * (1 - self.centre) / self.table["whole"].to_numpy(float))
        if not self.centre * (1 - self.centre):
            return 1.0
        residuals = (self.table["share"].to_numpy(float) - self.centre) / error
        bounds = np.quantile(residuals, [_WINSOR, 1 - _WINSOR])
        return max(1.0, float(np.mean(np.clip(residuals, *bounds) ** 2)))

    def limits(self, whole: ArrayLike, level: float = LEVELS[0]) -> NDArray[np.float64]:
        """Return the lower and upper limit of the share for some sizes, as two rows between 0 and 1.

        Binomial limits without steps, for the size that is left once the peers' spread is allowed
        for: whole / spread. The upper limit of a share is what the lower one leaves of the rest, so
        that one request of one, granted or not, is inside.
        """
        size = np.asarray(whole, dtype=float) / self.spread
        tail = (1 - level) / 2
        low, rest = (_bound(size, share, tail) for share in (self.centre, 1 - self.centre))
        return np.vstack([low, 1 - rest])

    def standing(self, agency: str) -> str:
        """Say where an agency lies: `inside` the 95% limits, `outside` them, or `far` (99.8%).

        Raises NotFoundError where the agency's figures are not among the peers'.
        """
        found = self.table[self.table["agency"] == agency]
        if found.empty:
            raise NotFoundError(f"no {self.share.code} of {agency} in {self.year}", "peers")
        share, whole = float(found["share"].iloc[0]), float(found["whole"].iloc[0])
        inside = [
            low <= share <= high
            for low, high in (self.limits([whole], level)[:, 0] for level in LEVELS)
        ]
        return "inside" if inside[0] else "outside" if inside[1] else "far"


def peers(
    data: Dataset, year: int, code: str = "granted", agencies: Iterable[str] | None = None
) -> Peers:
    """Return a share (`govstats.rates.SHARES`) of all agencies of a dataset in a year, or of some.

    Agencies whose figures are missing or whose denominator is 0 are named, not counted. Raises
    NotFoundError for an unknown share and InvalidRequestError where fewer than eight agencies have
    the figures.
    """
    share = next((share for share in SHARES if share.code == code), None)
    if share is None:
        known = ", ".join(share.code for share in SHARES)
        raise NotFoundError(f"no share is called {code!r}", "peers", f"known: {known}")
    chosen = [entry.agency for entry in data.agencies] if agencies is None else list(agencies)
    rows, missing = [], []
    for agency in chosen:
        if year not in data.years(agency):
            continue
        found = parts(figures(data.report(agency, year)), share)
        if found is None or not found[1]:
            missing.append(agency)
            continue
        part, whole = map(float, found)
        rows.append((agency, data.agencies[agency].name, part, whole, part / whole))
    if len(rows) < FEWEST:
        raise InvalidRequestError(
            f"only {len(rows)} agencies have {code} in {year}", "peers", f"at least {FEWEST} needed"
        )
    table = pd.DataFrame(rows, columns=["agency", "name", "part", "whole", "share"])
    return Peers(share, year, table, tuple(missing))


def like(data: Dataset, agency: str) -> list[str]:
    """Return an agency and its peers: those of its level, under the same parent where it has one."""
    own = data.agencies[agency]
    return [
        entry.agency
        for entry in data.agencies
        if entry.level == own.level and (not own.parent or entry.parent == own.parent)
    ]


def _bound(size: NDArray[np.float64], centre: float, p: float) -> NDArray[np.float64]:
    """Return the share below which a binomial lies with probability p, interpolated between counts."""
    if centre in (0.0, 1.0):
        return np.full(len(size), centre)
    count = stats.binom.ppf(p, np.maximum(np.round(size), 1), centre)
    whole = np.maximum(np.round(size), 1)
    above, below = stats.binom.cdf(count, whole, centre), stats.binom.cdf(count - 1, whole, centre)
    step = np.where(above > below, (above - p) / np.where(above > below, above - below, 1), 0)
    return np.asarray(np.clip((count - step) / whole, 0, 1))
