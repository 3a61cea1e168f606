"""A comparison as pictures, each with its finding, its units, its source and its words."""

from govstats.charts.applicants import applicants
from govstats.charts.chart import Chart
from govstats.charts.contributions import contributions, disputes
from govstats.charts.crossed import crossed
from govstats.charts.disclosure import categories
from govstats.charts.flow import flow
from govstats.charts.funnel import funnel
from govstats.charts.gallery import all_charts
from govstats.charts.history import trend
from govstats.charts.outcomes import outcomes
from govstats.charts.quality import quality
from govstats.charts.single import series

__all__ = [
    "Chart",
    "all_charts",
    "applicants",
    "categories",
    "contributions",
    "crossed",
    "disputes",
    "flow",
    "funnel",
    "outcomes",
    "quality",
    "series",
    "trend",
]
