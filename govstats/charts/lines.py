"""Small multiples through the years: gaps stay open, breaks cut the line, each axis starts at 0."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from govstats.charts.calendar import Calendar, calendar, crowded, cut_labels
from govstats.charts.layout import GAP, RISE, heading, page, place
from govstats.rounding import figure as amount
from govstats.theme import DOUBT, INK, MUTED, NOW, SIZE, SMALL, WIDTH, drawable, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from govstats.charts.series import Panel, Panels, Point

_HEADING, _PLOT, _BETWEEN, _YEARS = 25.0, 104.0, 14.0, 24.0
_ABOVE = SIZE * 1.6
"""Points that a line of labels at the top of an axis takes."""

_LOW = 0.1
"""Below this part of an axis a label beside its point would meet the years."""

_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


def draw_panels(series: Panels) -> Figure:
    """Draw each series in its own axes, the years of one under those of the other."""
    each = _HEADING + _PLOT + _BETWEEN
    figure = page(each * len(series.panels) - _BETWEEN + _YEARS, series.corner)
    ticks = [_ticks(panel) for panel in series.panels]
    labels = [[amount(Decimal(value), series.lang) for value in values] for values in ticks]
    left = max(text_width(label, SMALL) for written in labels for label in written) + GAP + 2
    axis = calendar(series, WIDTH - left - 4)
    years = axis.ticks(series.years)
    for n, panel in enumerate(series.panels):
        heading(figure, panel.name, n * each + 3)
        axes = place(figure, left, n * each + _HEADING, WIDTH - left - 4, _PLOT)
        axes.set_xlim(axis.start, axis.end)
        axes.set_xticks(years, map(str, years) if panel is series.panels[-1] else [])
        axes.set_yticks(ticks[n], labels[n])
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0, pad=GAP - 2)
        _cuts(axes, panel, axis)
        _points(axes, panel)
        _values(axes, panel, series.years, axis)
    return figure


def _ticks(panel: Panel) -> list[int]:
    found = MaxNLocator(nbins=3, integer=True, steps=[1, 2, 5, 10]).tick_values(0, panel.top)
    return [int(value) for value in found if 0 <= value <= panel.top * 1.001]


def _cuts(axes: Axes, panel: Panel, axis: Calendar) -> None:
    """Draw the breaks with their labels on top, and leave room there for the labels of points."""
    labels = cut_labels(panel.cuts, axis)
    lines = max((label.level + 1 for label in labels), default=0)
    headroom = _ABOVE * (lines + 1 if crowded(panel, labels, axis) else max(lines, 1))
    lowest = min(0.0, *(point.height for point in panel.known))
    axes.set_ylim(lowest, panel.top * _PLOT / (_PLOT - headroom))
    for label in labels:
        axes.axvline(label.cut.at, color=MUTED, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1)
        axes.annotate(
            drawable(label.text), (label.cut.at, 1), xycoords=("data", "axes fraction"),
            xytext=(-4 if label.before else 4, -label.level * _ABOVE), textcoords="offset points",
            ha="right" if label.before else "left", va="top", size=SMALL, color=MUTED, bbox=_PAPER,
        )  # fmt: skip


def _points(axes: Axes, panel: Panel) -> None:
    for run in panel.runs():
        axes.plot(
            [point.year for point in run], [point.height for point in run],
            color=NOW, marker="o", zorder=3, clip_on=False,
        )  # fmt: skip
    doubtful = [point for point in panel.known if point.mark.doubtful]
    if doubtful:
        axes.plot(
            [point.year for point in doubtful], [point.height for point in doubtful],
            color=DOUBT, linestyle="none", marker="D", markersize=8.5, markeredgecolor="white",
            zorder=4, clip_on=False,
        )  # fmt: skip


def _values(axes: Axes, panel: Panel, years: tuple[int, int], axis: Calendar) -> None:
    """Write the first and last figure beside their points, the largest above, absences below."""
    first, last, largest = panel.known[0], panel.known[-1], panel.largest
    at_top = largest.height > max(first.height, last.height)
    for point, side, at_edge in (
        (first, "left", first.year == years[0]),
        (last, "right", last.year == years[1]),
    ):
        width = text_width(point.mark.label, bold=True) + 4 * GAP
        beside = at_edge or axis.a_year > width
        if beside or not at_top or abs(point.year - largest.year) * axis.a_year > width:
            _write(axes, point, side if beside else "above")
    if at_top:
        _write(axes, largest, "above")
    for point in panel.points:
        if point.mark.value is None and text_width(point.mark.text, SMALL) + 4 < axis.a_year:
            axes.annotate(
                drawable(point.mark.text), (point.year, 0), xytext=(0, 4),
                textcoords="offset points", ha="center", va="bottom", size=SMALL, color=MUTED,
            )  # fmt: skip


def _write(axes: Axes, point: Point, side: str) -> None:
    low = point.height < _LOW * axes.get_ylim()[1]
    beside, up = ("bottom", 2.0) if low else ("center_baseline", RISE)
    shift, across, down = {
        "left": ((-GAP, up), "right", beside),
        "right": ((GAP, up), "left", beside),
        "above": ((0.0, GAP - 1), "center", "bottom"),
    }[side]
    axes.annotate(
        drawable(point.mark.label, bold=True), (point.year, point.height), xytext=shift,
        textcoords="offset points", ha=across, va=down, weight="bold", zorder=2.5, bbox=_PAPER,
        color=DOUBT if point.mark.doubtful else INK, annotation_clip=False,
    )  # fmt: skip
