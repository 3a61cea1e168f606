"""What bars and dots share: rows with wrapped names, values beside marks, a legend on top."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from govstats.charts.layout import GAP, RISE, page, place, text_height, wrap
from govstats.theme import DOUBT, INK, MUTED, SIZE, SMALL, WIDTH, drawable, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    from govstats.charts.marks import Mark, Pairs

NAMES = 0.36 * WIDTH
"""Points that names may take; longer ones are broken into lines."""

_LEGEND = 28.0
_EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Canvas:
    """A figure with axes for rows: x in the unit of the figures, y in points from the top."""

    figure: Figure
    axes: Axes
    middles: tuple[float, ...]
    length: float


def canvas(pairs: Pairs, height: float) -> Canvas:
    """Return a page with the names of the rows, each row at least so many points high."""
    names = [wrap(row.name, NAMES) for row in pairs.rows]
    heights = [max(height, text_height(name) + 10) for name in names]
    bottoms = list(accumulate(heights))
    left = _EDGE + max(text_width(line) for name in names for line in name.split("\n")) + GAP
    top = _LEGEND if len(pairs.years) > 1 else _EDGE
    length = WIDTH - left - _EDGE
    figure = page(top + bottoms[-1] + _EDGE, pairs.corner)
    axes = place(figure, left, top, length, bottoms[-1])
    axes.set_ylim(bottoms[-1], 0)
    axes.grid(visible=False)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    middles = tuple(bottom - height / 2 for bottom, height in zip(bottoms, heights, strict=True))
    for name, middle in zip(names, middles, strict=True):
        axes.annotate(
            name, (0, middle), xycoords=("axes fraction", "data"), xytext=(-GAP, 0),
            textcoords="offset points", ha="right", va="center", multialignment="right",
            linespacing=1.1, annotation_clip=False,
        )  # fmt: skip
    return Canvas(figure, axes, middles, length)


def write_value(  # noqa: PLR0913 - what is written, where, and how it looks
    axes: Axes,
    mark: Mark,
    at: tuple[float, float],
    offset: float,
    *,
    now: bool,
    clear: bool = False,
) -> None:
    """Write a figure beside its mark: the later year bold, a doubtful one in its own colour.

    With `clear`, no line shows behind it.
    """
    missing = mark.value is None
    plain = INK if now and not missing else MUTED
    axes.annotate(
        drawable(mark.label), at, xytext=(offset, RISE), textcoords="offset points",
        ha="left" if offset > 0 else "right", va="center_baseline", size=label_size(now=now),
        weight="bold" if now and not missing else "normal",
        color=DOUBT if mark.doubtful else plain, annotation_clip=False,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5} if clear else None,
    )  # fmt: skip


def label_size(*, now: bool) -> float:
    """Return the size of a value's label."""
    return SIZE if now else SMALL + 0.5


def label_width(mark: Mark, *, now: bool) -> float:
    """Return how many points wide a value's label is."""
    return text_width(mark.label, label_size(now=now), bold=now and mark.value is not None)


def legend(axes: Axes, handles: list[Line2D]) -> None:
    """Say above the rows which mark is which year."""
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(handles), borderpad=0,
        borderaxespad=0.5, handlelength=1.8, handletextpad=0.6, columnspacing=2.0,
    )  # fmt: skip
