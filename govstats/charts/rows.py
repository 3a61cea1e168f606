"""What charts of rows share: names at the left, one line of marks each, values beside the marks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from govstats.charts.layout import GAP, RISE, text_height, wrap
from govstats.charts.sheet import Area, Sheet, sheet
from govstats.theme import DOUBT, INK, MUTED, SIZE, SMALL, WIDTH, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.charts.marks import Mark
    from govstats.charts.sheet import Across

NAMES = 0.36 * WIDTH
"""Points that names may take; longer ones are broken into lines."""

EDGE = 4.0
"""Points that stay free at the edges of a page."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """A page with names of rows; `middles` are points from the top of the rows, `length` of each."""

    sheet: Sheet
    left: float
    top: float
    middles: tuple[float, ...]
    heights: tuple[float, ...]
    length: float

    def area(self, low: float, high: float) -> Area:
        """Return the rows as an area: values across from `low` to `high`, points down."""
        return self.sheet.area(self.left, self.top, self.length, sum(self.heights), x=(low, high))


def canvas(names: Sequence[str], height: float, *, top: float = EDGE, corner: str = "") -> Canvas:
    """Return a page with the names of rows, each at least so many points high, and room on top."""
    wrapped = [wrap(name, NAMES) for name in names]
    heights = tuple(max(height, text_height(name) + 10) for name in wrapped)
    bottoms = list(accumulate(heights))
    left = EDGE + max(text_width(line) for name in wrapped for line in name.split("\n")) + GAP
    page = sheet(top + bottoms[-1] + EDGE, corner)
    middles = tuple(bottom - each / 2 for bottom, each in zip(bottoms, heights, strict=True))
    column = page.area(0, top, left, bottoms[-1])
    for name, middle in zip(wrapped, middles, strict=True):
        column.write(name, (left, middle), (-GAP, 0), across="right", down="center")
    return Canvas(page, left, top, middles, heights, WIDTH - left - EDGE)


def write_value(  # noqa: PLR0913 - what is written, where, and how it looks
    area: Area,
    mark: Mark,
    at: tuple[float, float],
    offset: float,
    *,
    now: bool,
    after: str = "",
    paper: bool = False,
) -> None:
    """Write a figure beside its mark: the later year bold, a doubtful one in its own colour.

    `after` follows it in plain type: which year it is.
    """
    missing = mark.value is None
    plain = INK if now and not missing else MUTED
    colour = DOUBT if mark.doubtful else plain
    bold, size = now and not missing, label_size(now=now)
    side: Across = "left" if offset > 0 else "right"
    area.write(
        mark.label, at, (offset, RISE), across=side, size=size, bold=bold, colour=colour, paper=paper
    )  # fmt: skip
    if after:
        space = text_width(after, size) - text_width(after.lstrip(), size)
        beyond = offset + text_width(mark.label, size, bold=bold) + space + 1
        area.write(after.lstrip(), at, (beyond, RISE), size=size, colour=INK if now else MUTED)


def label_size(*, now: bool) -> float:
    """Return the size of a value's label."""
    return SIZE if now else SMALL + 0.5


def label_width(mark: Mark, *, now: bool, after: str = "") -> float:
    """Return how many points wide a value's label is, with what follows it."""
    size = label_size(now=now)
    wide = text_width(mark.label, size, bold=now and mark.value is not None)
    return wide + (text_width(after, size) + 1 if after else 0)
