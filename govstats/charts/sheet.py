"""A page to draw on, measured in points from its upper left corner, without axes to pay for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform

from govstats.theme import INK, MUTED, SIZE, SMALL, WIDTH, drawable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist

Across = Literal["left", "center", "right"]
Down = Literal["top", "center", "center_baseline", "bottom"]

CORNER = 20.0
"""Points at the bottom that a corner note takes."""

_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page with coordinates of its own: values across, rows or values down.

    It is what matplotlib's axes are, less ticks, labels and limits, which cost most of a drawing.
    What is drawn keeps its coordinates: a bar's width is the value that it stands for.
    """

    figure: Figure
    transform: Transform

    def bar(  # noqa: PLR0913 - a rectangle and its look
        self, start: float, middle: float, length: float, thickness: float, colour: str,
        *, hatch: str = "", edge: str = "none", zorder: float = 1,
    ) -> None:  # fmt: skip
        """Draw a horizontal bar around a middle line; one with a hatch has an edge in its colour."""
        self.box((start, middle - thickness / 2), length, thickness, colour, hatch=hatch, edge=edge, zorder=zorder)  # fmt: skip

    def box(  # noqa: PLR0913 - a rectangle and its look
        self, corner: tuple[float, float], width: float, height: float, colour: str,
        *, hatch: str = "", edge: str = "none", zorder: float = 1,
    ) -> None:  # fmt: skip
        """Draw a rectangle from a corner."""
        self._add(
            Rectangle(
                corner, width, height, facecolor=colour, edgecolor=edge,
                linewidth=0.0 if edge == "none" else 0.9, hatch=hatch or None, zorder=zorder,
            )
        )  # fmt: skip

    def line(  # noqa: PLR0913 - a line and its look
        self, xs: Sequence[float], ys: Sequence[float], colour: str, width: float = 0.8,
        *, dashed: bool = False, zorder: float = 0,
    ) -> None:  # fmt: skip
        """Draw a line through points."""
        drawn = Line2D(xs, ys, color=colour, linewidth=width, zorder=zorder)
        if dashed:
            drawn.set_linestyle((0, (4, 3)))
        self._add(drawn)

    def marks(  # noqa: PLR0913 - marks and their look
        self, xs: Sequence[float], ys: Sequence[float], shape: str, size: float, colour: str,
        *, edge: str = "", edge_width: float = 1.0, zorder: float = 3,
    ) -> None:  # fmt: skip
        """Draw a mark of a shape and size at each point."""
        self._add(
            Line2D(
                xs, ys, linestyle="none", marker=shape, markersize=size, markerfacecolor=colour,
                markeredgecolor=edge or colour, markeredgewidth=edge_width, zorder=zorder,
            )
        )  # fmt: skip

    def band(  # noqa: PLR0913 - a band and its look
        self, start: tuple[float, float], end: tuple[float, float], height: float, colour: str,
        *, hatch: str = "", edge: str = "none",
    ) -> None:  # fmt: skip
        """Draw a band that flows from one upper corner to another, as high at each place."""
        (x0, y0), (x1, y1) = start, end
        middle = (x0 + x1) / 2
        points = [
            (x0, y0), (middle, y0), (middle, y1), (x1, y1),
            (x1, y1 + height), (middle, y1 + height), (middle, y0 + height), (x0, y0 + height),
            (x0, y0),
        ]  # fmt: skip
        curve = [Path.CURVE4] * 3
        codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
        self._add(
            PathPatch(
                Path(points, codes), facecolor=colour, edgecolor=edge, hatch=hatch or None,
                linewidth=0.4, zorder=1,
            )
        )  # fmt: skip

    def write(  # noqa: PLR0913 - a text and its look
        self, text: str, at: tuple[float, float], shift: tuple[float, float] = (0.0, 0.0),
        *, across: Across = "left", down: Down = "center_baseline", size: float = SIZE,
        bold: bool = False, colour: str = INK, paper: bool = False, zorder: float = 4,
    ) -> None:  # fmt: skip
        """Write a text at a point, shifted by points to the right and upwards.

        With `paper` no line shows behind it. Characters that the font lacks become boxes.
        """
        inches = (shift[0] / 72, shift[1] / 72, self.figure.dpi_scale_trans)
        lines = [drawable(line, bold=bold) for line in text.split("\n")]
        self._add(
            Text(
                *at, text="\n".join(lines), horizontalalignment=across, verticalalignment=down,
                fontsize=size, fontweight="bold" if bold else "normal", color=colour,
                multialignment=across, linespacing=1.1, zorder=zorder,
                transform=self.transform + ScaledTranslation(*inches), bbox=_PAPER if paper else None,
            )
        )  # fmt: skip

    def _add(self, artist: Artist) -> None:
        if not artist.is_transform_set():
            artist.set_transform(self.transform)
        self.figure.add_artist(artist)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure as wide as a page and so many points high."""

    figure: Figure
    height: float

    def area(  # noqa: PLR0913 - a rectangle and its coordinates
        self, left: float, top: float, width: float, height: float,
        x: tuple[float, float] = (0.0, 0.0), y: tuple[float, float] = (0.0, 0.0),
    ) -> Area:  # fmt: skip
        """Return a rectangle, placed by points from the upper left corner of the page.

        `x` are the values at its left and right edge, `y` those at its upper and lower edge; without
        them coordinates are points from its own upper left corner.
        """
        (x0, x1), (y0, y1) = x if x[0] != x[1] else (0, width), y if y[0] != y[1] else (0, height)
        to_page = (
            Affine2D()
            .translate(-x0, -y0)
            .scale(width / (x1 - x0), -height / (y1 - y0))
            .translate(left, self.height - top)
            .scale(1 / 72)
        )
        return Area(self.figure, to_page + self.figure.dpi_scale_trans)


def sheet(height: float, corner: str = "") -> Sheet:
    """Return a page so many points high, with a note in its lower right corner."""
    height += CORNER if corner else 0
    page = Sheet(Figure(figsize=(WIDTH / 72, height / 72)), height)
    if corner:
        whole = page.area(0, 0, WIDTH, height)
        whole.write(
            corner, (WIDTH - 2, height - 4), across="right", down="bottom", size=SMALL, colour=MUTED
        )
    return page
