"""Two years as a ring and a dot on one line: how far each figure moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from govstats.charts.layout import GAP
from govstats.charts.rows import canvas, label_width, legend, write_value
from govstats.theme import BEFORE, MUTED, NOW, RULE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from govstats.charts.marks import Mark, Pairs, Row

_ROW = 36.0
_DOT, _RING = 9.5, 11.0
_BESIDE = _RING / 2 + GAP
_LOOKS = {
    True: {"marker": "o", "markersize": _DOT, "color": NOW},
    False: {
        "marker": "o", "markersize": _RING, "markeredgecolor": BEFORE, "markeredgewidth": 2.5,
        "markerfacecolor": "white", "color": BEFORE,
    },
}  # fmt: skip


def draw_dots(pairs: Pairs) -> Figure:
    """Draw a ring for the earlier year and a dot for the later one; a missing figure has neither."""
    page = canvas(pairs, _ROW)
    _scale(page.axes, pairs, page.length)
    page.axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    for row, middle in zip(pairs.rows, page.middles, strict=True):
        page.axes.axhline(middle, color=RULE, linewidth=0.8, zorder=0)
        _row(page.axes, row, middle)
    legend(
        page.axes,
        [
            Line2D([], [], linestyle="none", label=year, **_LOOKS[now])
            for now, year in zip((False, True), pairs.years, strict=True)
        ],
    )
    return page.figure


def _scale(axes: Axes, pairs: Pairs, length: float) -> None:
    """Set the axis from 0 such that labels fit on both sides of the marks."""
    beside = 0.0
    values = [0.0]
    for row in pairs.rows:
        for mark in row.marks:
            beside = max(beside, label_width(mark, now=True) + _BESIDE)
            values.append(float(mark.value or 0))
    low, high = min(values), max(values) or 1.0
    each = (high - low) / (length - 2 * beside)
    axes.set_xlim(low - beside * each, high + beside * each)


def _row(axes: Axes, row: Row, y: float) -> None:
    known = [
        (float(mark.value), mark, now)
        for mark, now in ((row.before, False), (row.after, True))
        if mark is not None and mark.value is not None
    ]
    known.sort(key=lambda mark: mark[0])
    if len(known) > 1:
        axes.plot([known[0][0], known[-1][0]], [y, y], color=BEFORE, linewidth=2.5, zorder=1)
    for value, _, now in known:
        axes.plot([value], [y], linestyle="none", zorder=3 if now else 2, **_LOOKS[now])
    for place, (value, mark, now) in enumerate(known):
        if place == 0 and len(known) > 1:
            same = known[0][0] == known[1][0]
            if not same or mark.doubtful != known[1][1].doubtful:
                write_value(axes, mark, (value, y), -_BESIDE, now=now)
        else:
            write_value(axes, mark, (value, y), _BESIDE, now=now)
