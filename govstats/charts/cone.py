"""Dots among limits that narrow with size: shares upwards, numbers of cases across."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.charts.layout import GAP, LINE, RISE
from govstats.charts.sheet import Area, sheet
from govstats.theme import INK, MUTED, NOW, RULE, SIZE, SMALL, WIDTH, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.figure import Figure

    from govstats.charts.sheet import Across

_HIGH, _TOP, _FOOT, _EDGE = 250.0, 24.0, 44.0, 4.0
_DOT, _OWN = 5.0, 12.0
_STEPS = (1, 2, 5)
_TICKS = 6
_LOG = 30
"""How many times the median the largest size is where sizes are drawn as their logarithms."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A share, from 0 to 1, of so many cases, and how many peers have just these."""

    size: float
    share: float
    count: int = 1


@dataclass(frozen=True, slots=True)
class Limit:
    """A line through points (size, share) with the name that stands at its end."""

    name: str
    points: tuple[tuple[float, float], ...]
    dashed: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cone:
    """Peers among their limits; `own` is None where the agency has no share of its own.

    `top` is the share at the upper edge. `across` names the sizes, `label` the agency's own dot.
    """

    dots: tuple[Dot, ...]
    limits: tuple[Limit, ...]
    own: Dot | None
    label: str
    across: str
    top: float
    corner: str = ""

    @property
    def largest(self) -> float:
        """The largest size."""
        return max(dot.size for dot in self._all)

    @property
    def log(self) -> bool:
        """Whether the sizes are too far apart to be drawn as they are."""
        sizes = sorted(dot.size for dot in self._all)
        return self.largest > _LOG * sizes[len(sizes) // 2]

    @property
    def _all(self) -> tuple[Dot, ...]:
        return (*self.dots, *([self.own] if self.own else []))

    def x(self, size: float) -> float:
        """Return where a size stands across."""
        return math.log10(size) if self.log else size


def draw_cone(cone: Cone) -> Figure:
    """Draw the limits as lines with their names at the end, peers as rings, the agency as a diamond."""
    names = max(text_width(limit.name, SMALL, bold=limit.bold) for limit in cone.limits)
    ticks = [cone.top * n / 4 for n in range(5)] if cone.top != 1 else [0, 0.25, 0.5, 0.75, 1]
    left = _EDGE + GAP + max(text_width(_percent(tick), SMALL) for tick in ticks)
    wide = WIDTH - left - names - 2 * GAP
    low, high = (cone.x(1), cone.x(cone.largest * 1.04)) if cone.log else (0, cone.largest * 1.04)
    page = sheet(_TOP + _HIGH + _FOOT, cone.corner)
    area = page.area(left, _TOP, wide, _HIGH, x=(low, high), y=(cone.top, 0))
    for tick in ticks:
        area.line([low, high], [tick, tick], RULE)
        area.write(_percent(tick), (low, tick), (-GAP, RISE), across="right", size=SMALL, colour=MUTED)  # fmt: skip
    for size in _sizes(cone):
        area.write(f"{size:g}", (cone.x(size), 0), (0, -5), across="center", down="top", size=SMALL, colour=MUTED)  # fmt: skip
    area.write(cone.across, (high, 0), (0, -22), across="right", down="top", size=SMALL, colour=MUTED)  # fmt: skip
    for limit in cone.limits:
        xs, ys = _visible(cone, limit)
        area.line(xs, ys, INK if limit.bold else MUTED, 1.4 if limit.bold else 1.1, dashed=limit.dashed, zorder=1)  # fmt: skip
    _name(area, cone, high)
    for count in sorted({dot.count for dot in cone.dots}):
        alike = [dot for dot in cone.dots if dot.count == count]
        xs, ys = [cone.x(dot.size) for dot in alike], [dot.share for dot in alike]
        area.marks(xs, ys, "o", _DOT * math.sqrt(count), "none", edge=MUTED, edge_width=1.2)
    if cone.own:
        _mark(area, cone, cone.own, (low, high, wide))
    return page.figure


def _visible(cone: Cone, limit: Limit) -> tuple[list[float], list[float]]:
    """Return a line as far as it lies on the page; what lies above is left out."""
    points = [(cone.x(size), share if share <= cone.top else math.nan) for size, share in limit.points]  # fmt: skip
    return [x for x, _ in points], [y for _, y in points]


def _name(area: Area, cone: Cone, right: float) -> None:
    """Write the names of the lines at their ends, as far apart as lines of text."""
    ends = sorted(cone.limits, key=lambda limit: limit.points[-1][1])
    levels = apart([limit.points[-1][1] / cone.top * _HIGH for limit in ends], SMALL * LINE, _HIGH)
    for limit, level in zip(ends, levels, strict=True):
        area.write(
            limit.name, (right, 0), (GAP, level + RISE), size=SMALL, bold=limit.bold,
            colour=INK if limit.bold else MUTED,
        )  # fmt: skip


def apart(levels: Iterable[float], gap: float, length: float) -> list[float]:
    """Return ascending levels moved so that each lies a gap above the last, none beyond `length`."""
    found: list[float] = []
    for level in levels:
        found.append(max(level, found[-1] + gap) if found else level)
    ceiling = length
    for n in range(len(found) - 1, -1, -1):
        found[n] = min(found[n], ceiling)
        ceiling = found[n] - gap
    return found


def _mark(area: Area, cone: Cone, own: Dot, scale: tuple[float, float, float]) -> None:
    """Draw the agency's own dot, with its label on the side where it hides the fewest others."""
    low, high, wide = scale
    at = (cone.x(own.size), own.share)
    area.marks([at[0]], [at[1]], "D", _OWN, "white", zorder=5)
    area.marks([at[0]], [at[1]], "D", _OWN - 3, NOW, zorder=6)
    beside, length = GAP + _OWN / 2, text_width(cone.label, bold=True)
    x, y = (at[0] - low) / (high - low) * wide, own.share / cone.top * _HIGH
    points = [
        ((cone.x(dot.size) - low) / (high - low) * wide, dot.share / cone.top * _HIGH, dot.count)
        for dot in cone.dots
    ]
    shifts: list[tuple[float, float, Across]] = [
        (dx, dy, "left" if dx > 0 else "right")
        for dy in (0.0, _OWN + 6, -_OWN - 6)
        for dx in (beside, -beside)
        if x + dx + min(0.0, math.copysign(length, dx)) >= 0
        and x + dx + max(0.0, math.copysign(length, dx)) <= wide
        and y + dy > SIZE
        and y + dy < _HIGH - SIZE
    ] or [(beside, 0.0, "left")]

    def hidden(shift: tuple[float, float, Across]) -> int:
        dx, dy, _ = shift
        left = x + dx if dx > 0 else x + dx - length
        return sum(
            count
            for px, py, count in points
            if left - _DOT < px < left + length + _DOT and abs(py - y - dy) < SIZE / 2 + _DOT
        )

    dx, dy, across = min(shifts, key=hidden)
    area.write(
        cone.label, at, (dx, dy + RISE), across=across, bold=True, colour=NOW, paper=True, zorder=2
    )


def _sizes(cone: Cone) -> Sequence[float]:
    """Return round sizes to be written under the page, at most six."""
    decades = [10.0**n for n in range(7)]
    if cone.log:
        return [size for size in decades if size <= cone.largest]
    step = next(n * d for d in decades for n in _STEPS if cone.largest / (n * d) <= _TICKS)
    return [step * n for n in range(int(cone.largest // step) + 1)]


def _percent(share: float) -> str:
    return f"{100 * share:g}%"
