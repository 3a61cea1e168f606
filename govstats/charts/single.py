"""One figure of an agency through all its years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.charts.chart import Chart
from govstats.charts.history import KIND, doubtful_cells, in_words, panel_of, signs
from govstats.charts.lines import draw_panels
from govstats.charts.series import Panels
from govstats.charts.words import corner, noted, source, spoken, subject
from govstats.forms import breakdown_names, item_names

if TYPE_CHECKING:
    from govstats.changes import Comparison

FEWEST = 2
"""One year is a figure, not a series."""

_WHAT = {"zh": "{}，纵轴从0起", "en": "{}, scale from 0"}


def series(comparison: Comparison, item: str, breakdown: str, lang: str) -> Chart | None:
    """Return a figure through the years of a comparison's history, breaks drawn and gaps left open.

    `breakdown` is `total` or an applicant in table three, empty elsewhere. None where fewer than two
    years have the figure. A line is drawn only through five comparable years and more.
    """
    history = [report for report in comparison.history if report.year is not None]
    name = _name(item, breakdown, lang)
    doubtful = doubtful_cells(comparison, history)
    panel = panel_of(history, (item, breakdown), doubtful, name, lang)
    if len(panel.known) < FEWEST:
        return None
    years = [report.year for report in history if report.year is not None]
    picture = Panels((panel,), (years[0], years[-1]), lang, corner(comparison, lang))
    subtitle = subject(comparison, years, _WHAT[lang].format(panel.name), lang)
    note = noted(signs(picture), lang)
    return Chart(
        name="series",
        title=f"{comparison.agency.named(lang)}{'：' if lang == 'zh' else ': '}{name}",
        subtitle=subtitle,
        note=note,
        source=source(comparison, years, lang),
        alt=spoken(KIND[lang], subtitle, note, in_words(picture), lang),
        picture=picture,
        paint=draw_panels,
    )


def _name(item: str, breakdown: str, lang: str) -> str:
    names = item_names().get(item)
    name = names[lang] if names else item
    part = breakdown_names().get(breakdown)
    if breakdown in ("", "total"):
        return name
    return f"{name} · {part[lang] if part else breakdown}"
