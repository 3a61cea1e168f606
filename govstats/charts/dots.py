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

    from govstats.charts.marks import Pairs, Row

_ROW = 36.0
_DOT, _RING = 8.5, 13.0
_BESIDE = _RING / 2 + GAP


def draw_dots(pairs: Pairs) -> Figure:
    """Draw a ring for the earlier year and a dot for the later one; a missing figure has neither."""
    page = canvas(pairs, _ROW)
    _scale(page.axes, pairs, page.length)
    page.axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
    for row, middle in zip(pairs.rows, page.middles, strict=True):
        page.axes.axhline(middle, color=RULE, linewidth=0.8, zorder=0)
        _row(page.axes, row, middle)
    legend(
        page.axes, [_mark(now=False, label=pairs.years[0]), _mark(now=True, label=pairs.years[1])]
    )
    return page.figure


def _mark(at: tuple[float, float] | None = None, label: str | None = None, *, now: bool) -> Line2D:
    """Return the dot of the later year or the ring of the earlier one."""
    return Line2D(
        [at[0]] if at else [],
        [at[1]] if at else [],
        linestyle="none",
        marker="o",
        markersize=_DOT if now else _RING,
        markerfacecolor=NOW if now else "white",
        markeredgecolor=NOW if now else BEFORE,
        markeredgewidth=1.0 if now else 2.2,
        label=label,
        zorder=3 if now else 2,
        clip_on=False,
    )


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
    for value, _, now in known:
        axes.add_line(_mark((value, y), now=now))
    if len(known) < 2:  # noqa: PLR2004 - one year only
        for value, mark, now in known:
            write_value(axes, mark, (value, y), _BESIDE, now=now, clear=True)
        return
    (low, left, left_now), (high, right, right_now) = sorted(known, key=lambda each: each[0])
    axes.plot([low, high], [y, y], color=BEFORE, linewidth=2.5, zorder=1)
    write_value(axes, right, (high, y), _BESIDE, now=right_now, clear=True)
    if left.label != right.label:
        write_value(axes, left, (low, y), -_BESIDE, now=left_now, clear=True)
