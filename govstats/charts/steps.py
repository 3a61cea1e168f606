"""A waterfall: how the parts of a total add up to its change, each from where the last one ended."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from govstats.charts.layout import GAP, RISE
from govstats.charts.rows import canvas
from govstats.theme import BEFORE, INK, MUTED, NOW, SIZE, SMALL, text_width

if TYPE_CHECKING:
    from decimal import Decimal

    from matplotlib.figure import Figure

_ROW, _TOP, _THICK = 30.0, 20.0, 16.0


@dataclass(frozen=True, slots=True)
class Step:
    """By how much a part moved, and how that is written: +240."""

    name: str
    size: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Parts in the order in which they are drawn, and the change that they add up to.

    `base` is written at the beginning: the earlier total.
    """

    parts: tuple[Step, ...]
    whole: Step
    base: str
    corner: str = ""


def draw_steps(steps: Steps) -> Figure:
    """Draw each part from where the last one ended, increases filled, decreases hatched."""
    rows = [*steps.parts, steps.whole]
    page = canvas([row.name for row in rows], _ROW, top=_TOP, corner=steps.corner)
    ends = [0.0, *accumulate(float(part.size) for part in steps.parts)]
    beside = max(text_width(row.label, bold=True) for row in rows) + GAP
    low, high = min(ends), max(ends)
    each = (high - low) / (page.length - 2 * beside)
    area = page.area(low - beside * each, high + beside * each)
    area.line([0, 0], [0, sum(page.heights)], MUTED)
    spans = [*pairwise(ends), (0.0, float(steps.whole.size))]
    for row, (start, end), middle in zip(rows, spans, page.middles, strict=True):
        up = end >= start
        if row is steps.whole:
            area.bar(start, middle, end - start, _THICK, INK)
        elif up:
            area.bar(start, middle, end - start, _THICK, NOW)
        else:
            area.bar(start, middle, end - start, _THICK, "white", hatch="////", edge=MUTED)
        area.write(
            row.label, (end, middle), (GAP if up else -GAP, RISE), size=SIZE, bold=True,
            across="left" if up else "right", paper=True, zorder=0.8,
        )  # fmt: skip
    for end, (middle, below) in zip(ends[1:], pairwise(page.middles), strict=True):
        area.line([end, end], [middle - _THICK / 2, below + _THICK / 2], BEFORE, zorder=0.5)
    half = text_width(steps.base, SMALL) / 2
    at = -low / each + beside
    inside = min(max(at, half), page.length - half) - at
    area.write(steps.base, (0, 0), (inside, 4), across="center", down="bottom", size=SMALL, colour=MUTED)  # fmt: skip
    return page.sheet.figure
