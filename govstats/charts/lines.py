"""Small multiples through the years: gaps stay open, breaks cut the line, each axis starts at 0."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from govstats.charts.layout import GAP, heading, page, place
from govstats.rounding import figure as amount
from govstats.theme import DOUBT, INK, MUTED, NOW, SIZE, SMALL, WIDTH, drawable, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from govstats.charts.marks import Mark

_HEADING, _PLOT, _BETWEEN, _YEARS = 25.0, 104.0, 14.0, 24.0
_ABOVE = SIZE * 1.6
"""Points that a label over the highest point takes, and as many a label of a break."""


@dataclass(frozen=True, slots=True)
class Point:
    """A year of a series; the mark's value is None where the report of that year lacks the figure."""

    year: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Cut:
    """A break: the first year that is no longer comparable, and a short label."""

    year: int
    label: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One series of one unit, one point for each report, oldest first."""

    name: str
    points: tuple[Point, ...]
    cuts: tuple[Cut, ...] = ()

    @property
    def known(self) -> tuple[Point, ...]:
        """The points that have a figure."""
        return tuple(point for point in self.points if point.mark.value is not None)

    def runs(self) -> list[list[Point]]:
        """Return the known points as runs of consecutive years that no break divides."""
        divided = {cut.year for cut in self.cuts}
        runs: list[list[Point]] = []
        for point in self.known:
            follows = runs and runs[-1][-1].year == point.year - 1 and point.year not in divided
            if follows:
                runs[-1].append(point)
            else:
                runs.append([point])
        return runs


@dataclass(frozen=True, slots=True)
class Panels:
    """Series over the same years, one under the other."""

    panels: tuple[Panel, ...]
    years: tuple[int, int]
    lang: str
    corner: str = ""


def draw_panels(series: Panels) -> Figure:
    """Draw each series in its own axes, the years of one under those of the other."""
    each = _HEADING + _PLOT + _BETWEEN
    height = each * len(series.panels) - _BETWEEN + _YEARS
    figure = page(height, series.corner)
    ticks = [_ticks(panel) for panel in series.panels]
    labels = [[amount(Decimal(value), series.lang) for value in values] for values in ticks]
    left = max(text_width(label, SMALL) for each_ in labels for label in each_) + GAP
    length = WIDTH - left - 4
    limits, a_year = _calendar(series, length)
    shown = _shown_years(series.years, a_year)
    for n, panel in enumerate(series.panels):
        heading(figure, panel.name, n * each + 3)
        axes = place(figure, left, n * each + _HEADING, length, _PLOT)
        axes.set_xlim(*limits)
        axes.set_xticks(shown, [str(year) for year in shown] if panel is series.panels[-1] else [])
        axes.set_yticks(ticks[n], labels[n])
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0, pad=GAP - 2)
        _plot(axes, panel, a_year)
        _write_values(axes, panel, series.years, a_year)
    return figure


def _plot(axes: Axes, panel: Panel, a_year: float) -> None:
    levels = _cut_levels(panel.cuts, a_year)
    headroom = _ABOVE * (1 + max(levels, default=-1) + 1)
    top = max(_value(point) for point in panel.known) or 1.0
    axes.set_ylim(min(0.0, *map(_value, panel.known)), top * _PLOT / (_PLOT - headroom))
    for run in panel.runs():
        axes.plot(
            [point.year for point in run], list(map(_value, run)),
            color=NOW, marker="o", zorder=3, clip_on=False,
        )  # fmt: skip
    doubtful = [point for point in panel.known if point.mark.doubtful]
    axes.plot(
        [point.year for point in doubtful], list(map(_value, doubtful)),
        color=DOUBT, linestyle="none", marker="D", markersize=8.5, markeredgecolor="white",
        zorder=4, clip_on=False,
    )  # fmt: skip
    for cut, level in zip(panel.cuts, levels, strict=True):
        axes.axvline(cut.year - 0.5, color=MUTED, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1)
        axes.annotate(
            drawable(cut.label), (cut.year - 0.5, 1), xycoords=("data", "axes fraction"),
            xytext=(4, -level * _ABOVE), textcoords="offset points", ha="left", va="top",
            size=SMALL, color=MUTED,
        )  # fmt: skip


def _write_values(axes: Axes, panel: Panel, years: tuple[int, int], a_year: float) -> None:
    """Write the first and last figure beside their points, the largest above, absences below."""
    known = panel.known
    first, last, largest = known[0], known[-1], max(known, key=_value)
    _write(axes, first, "left" if _room(first, first.year == years[0], a_year) else "above")
    _write(axes, last, "right" if _room(last, last.year == years[1], a_year) else "above")
    if _value(largest) > max(_value(first), _value(last)):
        _write(axes, largest, "above")
    for point in panel.points:
        if point.mark.value is None and text_width(point.mark.text, SMALL) + 4 < a_year:
            axes.annotate(
                point.mark.text, (point.year, 0), xytext=(0, 4), textcoords="offset points",
                ha="center", va="bottom", size=SMALL, color=MUTED,
            )  # fmt: skip


def _write(axes: Axes, point: Point, side: str) -> None:
    offset, across, down = {
        "left": ((-GAP, 0), "right", "center_baseline"),
        "right": ((GAP, 0), "left", "center_baseline"),
        "above": ((0, GAP - 1), "center", "bottom"),
    }[side]
    axes.annotate(
        point.mark.label, (point.year, _value(point)), xytext=offset, textcoords="offset points",
        ha=across, va=down, weight="bold", color=DOUBT if point.mark.doubtful else INK, zorder=5,
        annotation_clip=False,
    )  # fmt: skip


def _room(point: Point, at_edge: bool, a_year: float) -> bool:  # noqa: FBT001 - named at its calls
    return at_edge or a_year > text_width(point.mark.label, bold=True) + 4 * GAP


def _value(point: Point) -> float:
    return float(point.mark.value or 0)


def _ticks(panel: Panel) -> list[int]:
    top = max(_value(point) for point in panel.known) or 1.0
    found = MaxNLocator(nbins=3, integer=True, steps=[1, 2, 5, 10]).tick_values(0, top)
    return [int(value) for value in found if 0 <= value <= top * 1.001]


def _calendar(series: Panels, length: float) -> tuple[tuple[float, float], float]:
    """Return the limits of the years, with room for labels at both ends, and points a year."""
    ends = [(panel.known[0].mark, panel.known[-1].mark) for panel in series.panels]
    left, right = (
        max(text_width(marks[end].label, bold=True) for marks in ends) + GAP + 4 for end in (0, 1)
    )
    first, last = series.years
    a_year = (length - left - right) / (last - first)
    return (first - left / a_year, last + right / a_year), a_year


def _shown_years(years: tuple[int, int], a_year: float) -> list[int]:
    step = math.ceil((text_width("2024", SMALL) + 8) / a_year)
    return sorted(range(years[1], years[0] - 1, -step))


def _cut_levels(cuts: Sequence[Cut], a_year: float) -> list[int]:
    """Return for the label of each break how many lines down it goes to stand clear of others."""
    levels: list[int] = []
    free: list[float] = []
    for cut in cuts:
        level = next((n for n, year in enumerate(free) if year <= cut.year), len(free))
        end = cut.year + (text_width(cut.label, SMALL) + 10) / a_year
        free[level : level + 1] = [end]
        levels.append(level)
    return levels
