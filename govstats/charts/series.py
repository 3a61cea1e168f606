"""What a chart of many years draws: points, breaks and runs as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from govstats.charts.marks import Mark

FEWEST_JOINED = 5
"""Points between two breaks that a line may join: fewer make no trend."""


@dataclass(frozen=True, slots=True)
class Point:
    """A year of a series; the mark's value is None where the report of that year lacks it."""

    year: int
    mark: Mark

    @property
    def height(self) -> float:
        """The value on the axis, for points that have one."""
        return float(self.mark.value or 0)


@dataclass(frozen=True, slots=True)
class Cut:
    """A break: the first year that is no longer comparable, and a short label."""

    year: int
    label: str

    @property
    def at(self) -> float:
        """Where the break stands on the axis of years."""
        return self.year - 0.5


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

    @property
    def largest(self) -> Point:
        """The point of the largest figure, the earliest of equals."""
        return max(self.known, key=lambda point: point.height)

    @property
    def top(self) -> float:
        """The largest figure, 1 where all are 0."""
        return self.largest.height or 1.0

    @property
    def joined(self) -> list[list[Point]]:
        """The points that a line joins: consecutive years of a stretch that has at least five.

        A stretch is what stands between two breaks; fewer than five points make no line.
        """
        stretches: dict[int, list[Point]] = {}
        for point in self.known:
            crossed = sum(cut.year <= point.year for cut in self.cuts)
            stretches.setdefault(crossed, []).append(point)
        return [
            run
            for stretch in stretches.values()
            if len(stretch) >= FEWEST_JOINED
            for run in _consecutive(stretch)
        ]

    def runs(self) -> list[list[Point]]:
        """Return the known points as runs of consecutive years that no break divides."""
        return _consecutive(self.known, {cut.year for cut in self.cuts})


def _consecutive(points: Iterable[Point], divided: Collection[int] = ()) -> list[list[Point]]:
    runs: list[list[Point]] = []
    for point in points:
        if runs and runs[-1][-1].year == point.year - 1 and point.year not in divided:
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
