"""Bars for figures of one year, or of two: the earlier thin and light, the later thick and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from govstats.charts.layout import GAP, reach
from govstats.charts.rows import canvas, label_width, legend, write_value
from govstats.theme import BEFORE, MUTED, NOW

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from govstats.charts.marks import Mark, Pairs

_THICK, _THIN = 15.0, 8.0
_SINGLE_ROW, _DOUBLE_ROW = 32.0, 50.0
_APART = 9.5


def draw_bars(pairs: Pairs) -> Figure:
    """Draw one bar a figure, from 0, with its value; a missing figure has a word and no bar."""
    two = len(pairs.years) > 1
    page = canvas(pairs, _DOUBLE_ROW if two else _SINGLE_ROW)
    labelled = [
        (float(mark.value or 0), label_width(mark, now=True))
        for row in pairs.rows
        for mark in row.marks
    ]
    page.axes.set_xlim(min(0.0, *(value for value, _ in labelled)), reach(labelled, page.length))
    page.axes.axvline(0, color=MUTED, linewidth=0.8)
    for row, middle in zip(pairs.rows, page.middles, strict=True):
        if row.before is not None:
            _bar(page.axes, row.before, middle - _APART, now=False)
        _bar(page.axes, row.after, middle + _APART if two else middle, now=True)
    if two:
        looks = ((BEFORE, _THIN), (NOW, _THICK))
        legend(
            page.axes,
            [
                Line2D([], [], color=colour, linewidth=thick, solid_capstyle="butt", label=year)
                for (colour, thick), year in zip(looks, pairs.years, strict=True)
            ],
        )
    return page.figure


def _bar(axes: Axes, mark: Mark, y: float, *, now: bool) -> None:
    value = float(mark.value or 0)
    if mark.value is not None:
        height, colour = (_THICK, NOW) if now else (_THIN, BEFORE)
        axes.barh([y], [value], height=height, color=colour, linewidth=0)
    write_value(axes, mark, (max(value, 0.0), y), GAP, now=now)
