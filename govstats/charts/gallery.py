"""All the charts that a comparison can carry, in the order of reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.charts.disclosure import categories
from govstats.charts.history import trend
from govstats.charts.requests import applicants, outcomes

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.charts.chart import Chart


def all_charts(comparison: Comparison, lang: str) -> tuple[Chart, ...]:
    """Return the charts of a comparison: trend, outcomes, applicants, categories.

    Those that its figures cannot carry are left out.
    """
    drawn = (chart(comparison, lang) for chart in (trend, outcomes, applicants, categories))
    return tuple(chart for chart in drawn if chart is not None)
