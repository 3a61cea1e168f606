"""Room on an axis of years: for labels at both ends, for ticks, for the labels of breaks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from govstats.charts.layout import GAP
from govstats.theme import SMALL, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.charts.series import Cut, Panel, Panels

_PAD = 4.0


@dataclass(frozen=True, slots=True)
class Calendar:
    """An axis of years: its ends, and how many points it gives to a year."""

    start: float
    end: float
    a_year: float

    def ticks(self, years: tuple[int, int]) -> list[int]:
        """Return the years that can be written without touching, the last one always."""
        step = math.ceil((text_width("2024", SMALL) + 2 * _PAD) / self.a_year)
        return sorted(range(years[1], years[0] - 1, -step))


@dataclass(frozen=True, slots=True)
class CutLabel:
    """The label of a break: from which year to which it reaches, and how many lines down."""

    cut: Cut
    start: float
    end: float
    level: int

    @property
    def before(self) -> bool:
        """Whether it stands before the break rather than after it."""
        return self.end == self.cut.at

    @property
    def text(self) -> str:
        """What is written: a label that stands before its break points to what it names."""
        return f"{self.cut.label} →" if self.before else self.cut.label


def calendar(series: Panels, length: float) -> Calendar:
    """Return an axis so many points long with room for the first and last label of each series."""
    first, last = series.years
    left, right = (
        max(text_width(panel.known[end].mark.label, bold=True) for panel in series.panels)
        + GAP
        + _PAD
        for end in (0, -1)
    )
    a_year = (length - left - right) / (last - first)
    return Calendar(first - left / a_year, last + right / a_year, a_year)


def cut_labels(cuts: Sequence[Cut], axis: Calendar) -> list[CutLabel]:
    """Place the label of each break after it, or before it, or one line lower, clear of others."""
    placed: list[CutLabel] = []
    for cut in cuts:
        width = (text_width(f"{cut.label} →", SMALL) + 2 * _PAD) / axis.a_year
        others = [other.at for other in cuts if other is not cut]
        options = [
            CutLabel(cut, start, start + width if start == cut.at else cut.at, level)
            for level, start in product(range(len(cuts)), (cut.at, cut.at - width))
        ]
        clear = (
            label
            for label in options
            if axis.start <= label.start
            and label.end <= axis.end
            and not any(label.start < other < label.end for other in others)
            and not any(_meet(label, other) for other in placed)
        )
        stacked = CutLabel(cut, cut.at, cut.at + width, len(placed))
        placed.append(next(clear, stacked))
    return placed


def _meet(one: CutLabel, other: CutLabel) -> bool:
    return one.level == other.level and one.start < other.end and other.start < one.end


def crowded(panel: Panel, labels: Sequence[CutLabel], axis: Calendar) -> bool:
    """Say whether the label of a point near the top would meet the label of a break."""
    labelled = (panel.known[0], panel.known[-1], panel.largest)
    high = [point for point in labelled if point.height >= 0.8 * panel.top]
    reach = [
        (p.year, (text_width(p.mark.label, bold=True) + GAP + _PAD) / axis.a_year) for p in high
    ]
    return any(
        label.start < year + width and year - width < label.end
        for label in labels
        for year, width in reach
    )
