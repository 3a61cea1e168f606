"""A heat map: counts in rows and columns, shaded by their share of the row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.colors import to_hex, to_rgb

from govstats.charts.layout import GAP, RISE, text_height, wrap
from govstats.charts.sheet import Area, sheet
from govstats.theme import DOUBT, INK, MUTED, NOW, RULE, SIZE, SMALL, WIDTH, text_width

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from govstats.charts.marks import Mark

_ROW, _EDGE, _PAD = 42.0, 4.0, 4.0
_NAMES = 84.0
_HEAD = 10.5
_STEEP, _DARKEST = 0.9, 0.6
"""How fast a shade darkens with the share, and how dark it gets: dark text stands on it."""

_LEAST = 7.0


@dataclass(frozen=True, slots=True)
class Square:
    """A count with its share of the row, in words and from 0 to 1; None where none is stated."""

    count: Mark
    share: str = ""
    shade: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Named rows of squares under named columns; the last row and column are totals."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    squares: tuple[tuple[Square, ...], ...]
    corner: str = ""


def draw_grid(grid: Grid) -> Figure:
    """Draw each count as a square, the darker the larger its share of the row."""
    names = [wrap(name, _NAMES, SMALL) for name in grid.rows]
    left = _EDGE + GAP + max(text_width(line, SMALL) for name in names for line in name.split("\n"))
    wide = (WIDTH - left - _EDGE) / len(grid.columns)
    heads = [wrap(name, wide - 1, _HEAD) for name in grid.columns]
    top = max(text_height(head, _HEAD) for head in heads) + _PAD
    heights = [max(_ROW, text_height(name, SMALL) + 8) for name in names]
    page = sheet(top + sum(heights) + _EDGE, grid.corner)
    area = page.area(left, top, WIDTH - left - _EDGE, sum(heights))
    size = _fitting(grid, wide)
    for n, head in enumerate(heads):
        area.write(head, ((n + 0.5) * wide, 0), (0, _PAD), across="center", down="bottom", size=_HEAD, colour=MUTED)  # fmt: skip
    y = 0.0
    for name, height, squares in zip(names, heights, grid.squares, strict=True):
        area.write(name, (0, y + height / 2), (-GAP, 0), across="right", down="center", size=SMALL)
        for n, square in enumerate(squares):
            fill = "white" if square.shade is None else _shade(square.shade)
            area.box((n * wide + 1, y + 1), wide - 2, height - 2, fill, edge=RULE)
            _write(area, square, ((n + 0.5) * wide, y + height / 2), size)
        y += height
    return page.figure


def _fitting(grid: Grid, wide: float) -> float:
    """Return the size at which the widest count fits into a square."""
    widest = max(text_width(s.count.label, bold=True) for row in grid.squares for s in row)
    return max(_LEAST, min(SIZE, SIZE * (wide - 2 * _PAD) / widest))


def _shade(share: float) -> str:
    part = min(max(_STEEP * share, 0.0), _DARKEST)
    red, green, blue = (1 - part * (1 - channel) for channel in to_rgb(NOW))
    return to_hex((red, green, blue))


def _write(area: Area, square: Square, at: tuple[float, float], size: float) -> None:
    mark = square.count
    known = mark.value is not None
    colour = DOUBT if mark.doubtful else INK if mark.value else MUTED
    up = SMALL * 0.62 if square.share else 0.0
    area.write(
        mark.label, at, (0, RISE + up), across="center", size=size if known else SMALL,
        bold=bool(mark.value), colour=colour,
    )  # fmt: skip
    if square.share:
        area.write(square.share, at, (0, RISE - size * 0.62), across="center", size=SMALL)
