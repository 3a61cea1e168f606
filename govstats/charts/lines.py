"""Small multiples through the years: gaps stay open, breaks cut the series, each axis starts at 0."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from govstats.charts.calendar import Calendar, CutLabel, calendar, crowded, cut_labels
from govstats.charts.layout import GAP, RISE
from govstats.charts.sheet import Area, Sheet, sheet
from govstats.rounding import figure as amount
from govstats.theme import BEFORE, DOUBT, INK, MUTED, NOW, RULE, SIZE, SMALL, WIDTH, text_width

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from govstats.charts.series import Panel, Panels, Point
    from govstats.charts.sheet import Across, Down

_HEADING, _PLOT, _BETWEEN, _YEARS = 25.0, 92.0, 16.0, 22.0
_ABOVE = SIZE * 1.6
"""Points that a line of labels at the top of a panel takes."""

_MOST_LINES = 2
"""Lines of labels of breaks; more breaks than these hold are only named in the note."""

_LOW = 0.1
"""Below this part of a panel a label beside its point would meet the years."""

_EDGE = 4.0
_DOT, _SIGN = 6.5, 9.5
_LOOSE, _WIDEST, _APART = 0.55, 56.0, 110.0


def draw_panels(series: Panels) -> Figure:
    """Draw each series in a panel of its own, the years of one under those of the other.

    Points are joined where at least five stand between breaks. Where no series has that many, each
    figure is a column with its value.
    """
    each = _HEADING + _PLOT + _BETWEEN
    page = sheet(each * len(series.panels) - _BETWEEN + _YEARS, series.corner)
    ticks = [_ticks(panel, series.lang) for panel in series.panels]
    columns = not any(panel.joined for panel in series.panels)
    left = max(text_width(words, SMALL) for named in ticks for words in named.values()) + GAP + 2
    left = _EDGE if columns else left
    wide = WIDTH - left - _EDGE
    if columns:
        wide = min(wide, _APART * (series.years[1] - series.years[0] + 1))
    axis = calendar(series, wide)
    fits = all(
        text_width(point.mark.label, bold=True) + _EDGE <= axis.a_year
        for panel in series.panels
        for point in panel.known
    )
    for n, panel in enumerate(series.panels):
        frame = _frame(page, panel, axis, (left, n * each, wide), above=columns)
        if columns and fits:
            _columns(frame, panel, axis)
        else:
            _scale(frame, axis, {} if columns else ticks[n])
            _points(frame.area, panel)
            _values(frame, panel, series.years, axis)
        _absent(frame.area, panel, axis)
    top = len(series.panels) * each - _BETWEEN
    below = page.area(left, top, wide, _YEARS, x=(axis.start, axis.end))
    for year in axis.ticks(series.years):
        below.write(f"{year}", (year, 0), (0, -5), across="center", down="top", size=SMALL, colour=MUTED)  # fmt: skip
    return page.figure


@dataclass(frozen=True, slots=True)
class _Frame:
    """The area of one panel, with its lowest and highest value."""

    area: Area
    low: float
    high: float


def _frame(
    page: Sheet, panel: Panel, axis: Calendar, at: tuple[float, float, float], *, above: bool
) -> _Frame:
    """Return a panel with its name and its breaks, and room on top for their labels."""
    left, top, wide = at
    page.area(0, top, WIDTH, _HEADING).write(
        panel.name, (2, 3), down="top", size=SMALL + 0.5, bold=True
    )
    labels = cut_labels(panel.cuts, axis)
    lines = max((label.level + 1 for label in labels), default=0)
    if lines > _MOST_LINES:
        labels, lines = [], 0
    more = above or crowded(panel, labels, axis)
    headroom = _ABOVE * (lines + 1 if more else max(lines, 1))
    low = min(0.0, *(point.height for point in panel.known))
    high = low + (panel.top - low) * _PLOT / (_PLOT - headroom)
    area = page.area(left, top + _HEADING, wide, _PLOT, x=(axis.start, axis.end), y=(high, low))
    frame = _Frame(area, low, high)
    for cut in panel.cuts:
        area.line([cut.at] * 2, [low, high], MUTED, 1.0, dashed=True)
    _cuts(frame, labels)
    return frame


def _ticks(panel: Panel, lang: str) -> dict[int, str]:
    found = MaxNLocator(nbins=3, integer=True, steps=[1, 2, 5, 10]).tick_values(0, panel.top)
    values = [int(value) for value in found if 0 <= value <= panel.top * 1.001]
    return {value: amount(Decimal(value), lang) for value in values}


def _cuts(frame: _Frame, labels: list[CutLabel]) -> None:
    """Write what the breaks are, beside their lines."""
    for label in labels:
        frame.area.write(
            label.text, (label.cut.at, frame.high),
            (-4 if label.before else 4, -label.level * _ABOVE),
            across="right" if label.before else "left", down="top", size=SMALL, colour=MUTED,
            paper=True, zorder=2,
        )  # fmt: skip


def _scale(frame: _Frame, axis: Calendar, ticks: dict[int, str]) -> None:
    """Draw the years' axis at 0 and a line for each round figure."""
    for value, words in ({0: ""} | ticks).items():
        frame.area.line([axis.start, axis.end], [value] * 2, RULE if value else MUTED)
        frame.area.write(words, (axis.start, value), (2 - GAP, RISE), across="right", size=SMALL, colour=MUTED)  # fmt: skip


def _columns(frame: _Frame, panel: Panel, axis: Calendar) -> None:
    """Draw a column for each figure, the last one dark; a doubtful one is hatched."""
    thick = min(_LOOSE, _WIDEST / axis.a_year)
    frame.area.line([axis.start, axis.end], [0, 0], MUTED)
    for point in panel.known:
        colour = NOW if point is panel.points[-1] else BEFORE
        frame.area.box(
            (point.year - thick / 2, 0), thick, point.height, "white" if point.mark.doubtful else colour,
            hatch="////" if point.mark.doubtful else "",
            edge=colour if point.mark.doubtful else "none",
        )  # fmt: skip
        _write(frame, point, "above")


def _points(area: Area, panel: Panel) -> None:
    for run in panel.joined:
        area.line(
            [point.year for point in run], [point.height for point in run], NOW, 2.0, zorder=2
        )
    for doubtful, shape, size, colour in ((False, "o", _DOT, NOW), (True, "^", _SIGN, DOUBT)):
        points = [point for point in panel.known if point.mark.doubtful is doubtful]
        if points:
            area.marks(
                [point.year for point in points], [point.height for point in points], shape, size,
                colour, edge="white" if doubtful else colour,
            )  # fmt: skip


def _values(frame: _Frame, panel: Panel, years: tuple[int, int], axis: Calendar) -> None:
    """Write the first and last figure beside their points, the largest above."""
    first, last, largest = panel.known[0], panel.known[-1], panel.largest
    at_top = largest.height > max(first.height, last.height)
    for point, side, at_edge in (
        (first, "left", first.year == years[0]),
        (last, "right", last.year == years[1]),
    ):
        width = text_width(point.mark.label, bold=True) + 4 * GAP
        beside = at_edge or axis.a_year > width
        if beside or not at_top or abs(point.year - largest.year) * axis.a_year > width:
            _write(frame, point, side if beside else "above")
    if at_top:
        _write(frame, largest, "above")


def _absent(area: Area, panel: Panel, axis: Calendar) -> None:
    """Say in each gap that the figure is missing, where there is room."""
    for point in panel.points:
        if point.mark.value is None and text_width(point.mark.text, SMALL) + 4 < axis.a_year:
            area.write(
                point.mark.text, (point.year, 0), (0, 4), across="center", down="bottom",
                size=SMALL, colour=MUTED,
            )  # fmt: skip


def _write(frame: _Frame, point: Point, side: str) -> None:
    low = point.height - frame.low < _LOW * (frame.high - frame.low)
    up = 2.0 if low else RISE
    down: Down = "bottom" if low or side == "above" else "center_baseline"
    places: dict[str, tuple[tuple[float, float], Across]] = {
        "left": ((-GAP, up), "right"),
        "right": ((GAP, up), "left"),
        "above": ((0.0, GAP - 2), "center"),
    }
    shift, across = places[side]
    frame.area.write(
        point.mark.label, (point.year, point.height), shift, across=across, down=down, bold=True,
        colour=DOUBT if point.mark.doubtful else INK, paper=True, zorder=2.5,
    )  # fmt: skip
