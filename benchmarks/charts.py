"""How fast charts are drawn, beside a plain matplotlib bar chart with the same text.

    python benchmarks/charts.py

Each chart of a simulated city and of the synthetic town with twelve years is built and saved, as a
PNG of twice the page's pixels and as an SVG; then all of a comparison are, on a warm process. Runs
are interleaved; medians of processor time are shown. Trust the ratio, not the milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import time
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.text import Text

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from govstats.agencies import Agency  # noqa: E402
from govstats.charts import all_charts  # noqa: E402
from govstats.charts.chart import DPI, render  # noqa: E402
from govstats.comparing import build, compare  # noqa: E402
from govstats.resources import find  # noqa: E402
from govstats.storage import load  # noqa: E402
from govstats.testing import simulate  # noqa: E402
from govstats.theme import theme  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from govstats.changes import Comparison
    from govstats.charts import Chart

RUNS = 15
LIMIT, LIMIT_ALL = 100, 1000
"""Milliseconds that one chart, and all of a comparison, may take."""


def medians(jobs: Sequence[Callable[[], object]]) -> list[float]:
    """Median milliseconds of processor time of each job, run in turn."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(RUNS):
        for job, spent in zip(jobs, times, strict=True):
            started = time.process_time()
            job()
            spent.append((time.process_time() - started) * 1000)
    return [statistics.median(spent) for spent in times]


def city() -> Comparison:
    """Return the last two of five simulated years of an invented city."""
    reports = [simulated.report for simulated in simulate(5, "city")]
    agency = Agency(reports[-1].agency or "", reports[-1].agency_name, "Simulated city")
    return build(agency, reports[-2], reports[-1], tuple(reports), synthetic=True)


def plain(words: Sequence[str], size: tuple[float, float]) -> bytes:
    """Draw bars under the theme with these words as their names, on a page of this size."""
    with theme():
        figure = Figure(figsize=size)
        axes = figure.add_axes((0.3, 0.05, 0.65, 0.9))
        axes.barh(range(len(words)), range(1, len(words) + 1))
        axes.set_yticks(range(len(words)), words)
        axes.set_xticks([])
        stream = BytesIO()
        figure.savefig(stream, format="png", dpi=DPI)
    return stream.getvalue()


def peer(chart: Chart) -> Callable[[], object]:
    """Return the drawing of plain bars with as many and the same texts as a chart has."""
    with theme():
        drawn = chart.draw()
    words = [text.get_text() for text in drawn.findobj(Text)]
    return partial(plain, words, tuple(drawn.get_size_inches()))


def measure(name: str, comparison: Comparison, lang: str) -> None:
    """Measure every chart of a comparison, then all of them."""
    charts = all_charts(comparison, lang)
    jobs = [(chart.png, partial(render, chart.draw, "svg"), peer(chart)) for chart in charts]
    spent = iter(medians([job for three in jobs for job in three]))
    ours = []
    for chart in charts:
        png, svg, bars = next(spent), next(spent), next(spent)
        ours.append(png)
        print(
            f"{name} {lang} {chart.name:14} PNG {png:4.0f} ms {len(chart.png()) / 1000:4.0f} kB, "
            f"SVG {svg:3.0f} ms {len(chart.svg) / 1000:4.0f} kB, "
            f"plain bars {bars:4.0f} ms, ratio {png / bars:.2f}"
        )
    png, svg = medians(
        [
            lambda: [chart.png() for chart in all_charts(comparison, lang)],
            lambda: [chart.svg for chart in all_charts(comparison, lang)],
        ]
    )
    print(
        f"{name} {lang}: one chart {statistics.median(ours):.0f} ms as PNG (at most {LIMIT}), "
        f"all {len(charts)} {png:.0f} ms (at most {LIMIT_ALL}), as SVG {svg:.0f} ms"
    )


def main() -> None:
    """Measure a simulated city and the synthetic town, in both languages."""
    town = compare("synthetic-qingshi", 2025, data=load(find("synthetic")))
    for name, comparison in (("city", city()), ("town", town)):
        for lang in ("zh", "en"):
            measure(name, comparison, lang)


main()
