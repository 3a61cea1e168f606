"""Bars for figures of one year, or of two: the earlier thin and light, the later thick and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.charts.layout import GAP, reach
from govstats.charts.rows import canvas, label_width, write_value
from govstats.theme import BEFORE, MUTED, NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

    from govstats.charts.marks import Mark, Pairs

_THICK, _THIN = 15.0, 8.0
_SINGLE_ROW, _DOUBLE_ROW = 32.0, 46.0
_UP, _DOWN = -10.5, 8.0
"""Points from the middle of a row to the middles of its two bars."""


def draw_bars(pairs: Pairs) -> Figure:
    """Draw one bar a figure, from 0, with its value; a missing figure has a word and no bar.

    Of two years the first row says which is which.
    """
    two = len(pairs.years) > 1
    page = canvas([row.name for row in pairs.rows], _DOUBLE_ROW if two else _SINGLE_ROW, corner=pairs.corner)  # fmt: skip
    bars = list(_bars(pairs, page.middles))
    labelled = [(float(m.value or 0), label_width(m, now=now, after=y)) for m, _, now, y in bars]
    low = min(0.0, *(value for value, _ in labelled))
    area = page.area(low, reach(labelled, page.length))
    area.line([0, 0], [0, sum(page.heights)], MUTED)
    for mark, middle, now, year in bars:
        value = float(mark.value or 0)
        if mark.value is not None:
            thickness, colour = (_THICK, NOW) if now else (_THIN, BEFORE)
            area.bar(0, middle, value, thickness, colour)
        write_value(area, mark, (max(value, 0.0), middle), GAP, now=now, after=year)
    return page.sheet.figure


def _bars(pairs: Pairs, middles: tuple[float, ...]) -> Iterator[tuple[Mark, float, bool, str]]:
    """Yield each figure with the middle of its bar, whether it is the later, and its year."""
    for row, middle in zip(pairs.rows, middles, strict=True):
        years = pairs.keys if row is pairs.rows[0] else ("", "")
        if row.before is not None:
            yield row.before, middle + _UP, False, years[0]
            yield row.after, middle + _DOWN, True, years[1]
        else:
            yield row.after, middle, True, ""
