"""An agency among its peers: shares against their sizes, with the limits that chance would leave.

A funnel plot, not a league table: an agency is set against what agencies of its size would show if
all had the same underlying share, allowing for the spread that peers have anyway (Spiegelhalter
2005, Statistics in Medicine 24:1185–1202).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from govstats.checks import check
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.figures import figures
from govstats.rates import SHARES, parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    from govstats.checks import Findings
    from govstats.dataset import Dataset
    from govstats.figures import Figures
    from govstats.rates import Share

LEVELS = (0.95, 0.998)
"""About two and three standard deviations: the limits of a funnel plot."""

FEWEST = 8
"""Of fewer peers no funnel is drawn."""

CODES = tuple(share.code for share in SHARES)
"""The shares that agencies can be set against each other in."""

_WINSOR = 0.1
"""The share of extreme peers, at each end, that may not set the spread by themselves."""


@dataclass(frozen=True, eq=False)
class Peers:
    """A share of many agencies in one year.

    `table` has a row for each agency that has the figures: agency, name, part, whole, share (0 to
    1). The others are named: `missing` lack a figure, `idle` have no cases, and `doubtful` have
    figures that fail a rule or a part larger than its whole.
    """

    share: Share
    year: int
    table: pd.DataFrame
    missing: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @cached_property
    def centre(self) -> float:
        """The share of all peers together."""
        return float(self.table["part"].sum() / self.table["whole"].sum())

    @property
    def exact_centre(self) -> Decimal:
        """The share of all peers together as an exact number, for words."""
        part, whole = (Decimal(int(self.table[name].sum())) for name in ("part", "whole"))
        return part / whole

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
        for: whole / spread.
        """
        size = np.asarray(whole, dtype=float) / self.spread
        tail = (1 - level) / 2
        low, of_the_rest = (_lowest(size, c, tail) for c in (self.centre, 1 - self.centre))
        return np.vstack([low, 1 - of_the_rest])

    def standing(self, agency: str) -> str:
        """Say where an agency lies: `inside` the 95% limits, `outside` them, or `far` (99.8%).

        Raises NotFoundError where the agency's figures are not among the peers'.
        """
        if agency not in self._standings:
            raise NotFoundError(f"no {self.share.code} of {agency} in {self.year}", "peers")
        return self._standings[agency]

    @cached_property
    def _standings(self) -> dict[str, str]:
        share, whole = (self.table[name].to_numpy(float) for name in ("share", "whole"))
        inner, outer = (
            (low <= share) & (share <= high)
            for low, high in (self.limits(whole, level) for level in LEVELS)
        )
        where = np.select([inner, outer], ["inside", "outside"], "far")
        return dict(zip(self.table["agency"], map(str, where), strict=True))


def peers(
    data: Dataset, year: int, code: str = "granted", agencies: Iterable[str] | None = None
) -> Peers:
    """Return a share (`govstats.rates.SHARES`) of all agencies of a dataset in a year, or of some.

    Agencies whose figures are missing or in doubt or whose denominator is 0 are named, not counted.
    Raises NotFoundError for an unknown share and InvalidRequestError where fewer than eight
    agencies have the figures.
    """
    if code not in CODES:
        raise NotFoundError(f"no share is called {code!r}", "peers", f"known: {', '.join(CODES)}")
    found = all_peers(data, year, agencies)[code]
    if len(found.table) < FEWEST:
        raise InvalidRequestError(
            f"only {len(found.table)} agencies have {code} in {year}",
            "peers",
            f"at least {FEWEST} needed",
        )
    return found


def all_peers(data: Dataset, year: int, agencies: Iterable[str] | None = None) -> dict[str, Peers]:
    """Return every share of all agencies of a dataset in a year, or of some, however few have it."""
    chosen = [entry.agency for entry in data.agencies] if agencies is None else list(agencies)
    reports = {agency: data.report(agency, year) for agency in chosen if year in data.years(agency)}
    known = [(agency, figures(report), check(report)) for agency, report in reports.items()]
    return {share.code: _peers(share, year, known, data) for share in SHARES}


def _peers(
    share: Share, year: int, known: Iterable[tuple[str, Figures, Findings]], data: Dataset
) -> Peers:
    rows: list[tuple[str, str, float, float, float]] = []
    aside: dict[str, list[str]] = {"missing": [], "idle": [], "doubtful": []}
    for agency, found, checked in known:
        both = parts(found, share)
        doubts = any(checked.touching(*key) for key in (*share.above, *share.below))
        if both is None:
            aside["missing"].append(agency)
        elif doubts or not 0 <= both[0] <= both[1]:
            aside["doubtful"].append(agency)
        elif not both[1]:
            aside["idle"].append(agency)
        else:
            part, whole = map(float, both)
            rows.append((agency, data.agencies[agency].name, part, whole, part / whole))
    table = pd.DataFrame(rows, columns=["agency", "name", "part", "whole", "share"])
    return Peers(share, year, table, **{name: tuple(those) for name, those in aside.items()})


def like(data: Dataset, agency: str) -> list[str]:
    """Return an agency and its peers: those of its level, under the same parent where it has one."""
    own = data.agencies[agency]
    return [
        entry.agency
        for entry in data.agencies
        if entry.level == own.level and (not own.parent or entry.parent == own.parent)
    ]


def _lowest(size: NDArray[np.float64], centre: float, tail: float) -> NDArray[np.float64]:
    """Return the share under which a binomial lies with at most a probability of `tail`.

    Interpolated between counts and between sizes. The upper limit is the lower one of all other
    cases: interpolated by itself it would lie within the last count, and 2 of 2 beyond it.
    """
    if centre in (0.0, 1.0):
        return np.full(len(size), centre)
    size = np.maximum(size, 1)
    low, high = (_lowest_of(cases, centre, tail) for cases in (np.floor(size), np.ceil(size)))
    return low + (high - low) * (size % 1)


def _lowest_of(cases: NDArray[np.float64], centre: float, tail: float) -> NDArray[np.float64]:
    count = stats.binom.ppf(tail, cases, centre)
    above, below = (stats.binom.cdf(n, cases, centre) for n in (count, count - 1))
    return np.asarray(np.clip((count - (above - tail) / (above - below)) / cases, 0, 1))
