"""All the charts that a comparison can carry, in the order of reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.charts.applicants import applicants
from govstats.charts.contributions import contributions, disputes
from govstats.charts.crossed import crossed
from govstats.charts.disclosure import categories
from govstats.charts.flow import flow
from govstats.charts.history import trend
from govstats.charts.outcomes import outcomes
from govstats.charts.quality import quality

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.charts.chart import Chart

_ORDER = (
    trend, flow, outcomes, contributions, applicants, crossed, disputes, categories, quality,
)  # fmt: skip


def all_charts(comparison: Comparison, lang: str) -> tuple[Chart, ...]:
    """Return the charts of a comparison that say something, in the order of reading.

    The years; the requests of the year, their outcomes, what the change is made of, who asked and
    how each was answered; disputes; what was disclosed; how far the figures can be trusted. Those
    that the figures cannot carry are left out.
    """
    drawn = (chart(comparison, lang) for chart in _ORDER)
    return tuple(chart for chart in drawn if chart is not None)
