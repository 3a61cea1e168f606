"""Two years as a ring and a dot on one line: how far each figure moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.charts.layout import GAP
from govstats.charts.rows import canvas, label_width, write_value
from govstats.theme import BEFORE, INK, MUTED, NOW, RULE, SMALL, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from govstats.charts.marks import Mark, Pairs, Row
    from govstats.charts.sheet import Area

_ROW, _TOP = 34.0, 16.0
_DOT, _RING = 8.5, 13.0
_BESIDE = _RING / 2 + GAP
_ABOVE, _APART = 9.0, 8.0


def draw_dots(pairs: Pairs) -> Figure:
    """Draw a ring for the earlier year and a dot for the later one, joined where both are known.

    The first marks say which is which; a missing figure has a word and no mark.
    """
    page = canvas([row.name for row in pairs.rows], _ROW, top=_TOP, corner=pairs.corner)
    beside = _BESIDE + max(_label_width(row, n, pairs) for row in pairs.rows for n in (0, 1))
    values = [float(mark.value or 0) for row in pairs.rows for mark in row.marks]
    low, high = min(0.0, *values), max(0.0, *values) or 1.0
    each = (high - low) / (page.length - 2 * beside)
    ends = low - beside * each, high + beside * each
    area = page.area(*ends)
    area.line([0, 0], [0, sum(page.heights)], MUTED)
    for row, middle in zip(pairs.rows, page.middles, strict=True):
        area.line(ends, [middle, middle], RULE)
        _row(area, row, middle, pairs)
    _years(area, pairs, page.middles, each)
    return page.sheet.figure


def _known(row: Row) -> list[tuple[float, Mark, int]]:
    """Return the figures of a row that are known, the smaller first, each with its place in time."""
    known = [
        (float(mark.value), mark, n) for n, mark in enumerate(row.marks) if mark.value is not None
    ]
    return sorted(known, key=lambda each: each[0])


def _label_width(row: Row, n: int, pairs: Pairs) -> float:
    return label_width(row.marks[n], now=n == 1, after=_absence(row, pairs))


def _absence(row: Row, pairs: Pairs) -> str:
    """Return which year a row lacks, as it stands behind the figure of the other."""
    lacking = [n for n, mark in enumerate(row.marks) if mark.value is None]
    if len(lacking) != 1:
        return ""
    return pairs.aside(f"{pairs.years[lacking[0]]}{pairs.colon}{row.marks[lacking[0]].text}")


def _row(area: Area, row: Row, y: float, pairs: Pairs) -> None:
    known = _known(row)
    for value, _, n in known:
        if n:
            area.marks([value], [y], "o", _DOT, NOW, zorder=3)
        else:
            area.marks([value], [y], "o", _RING, "white", edge=BEFORE, edge_width=2.2, zorder=2)
    low, left, left_n = known[0]
    high, right, right_n = known[-1]
    if len(known) == 1:
        after = _absence(row, pairs)
        write_value(area, right, (high, y), _BESIDE, now=right_n == 1, after=after, paper=True)
        return
    area.line([low, high], [y, y], BEFORE, 2.5, zorder=1)
    write_value(area, right, (high, y), _BESIDE, now=right_n == 1, paper=True)
    if left.label != right.label:
        write_value(area, left, (low, y), -_BESIDE, now=left_n == 1, paper=True)


def _years(area: Area, pairs: Pairs, middles: Sequence[float], each: float) -> None:
    """Write each year above the first mark of it; two above one row stand clear of each other."""
    first = {
        n: next((r for r, row in enumerate(pairs.rows) if row.marks[n].value is not None), None)
        for n in (0, 1)
    }
    shift = {0: 0.0, 1: 0.0}
    if first[0] is not None and first[0] == first[1]:
        marks = pairs.rows[first[0]].marks
        room = _APART + sum(text_width(year, SMALL) for year in pairs.years) / 2
        apart = float((marks[1].value or 0) - (marks[0].value or 0)) / each
        if abs(apart) < room:
            outwards = (room - abs(apart)) / 2
            shift = {0: -outwards, 1: outwards} if apart >= 0 else {0: outwards, 1: -outwards}
    for n, row in first.items():
        if row is not None:
            at = (float(pairs.rows[row].marks[n].value or 0), middles[row])
            area.write(
                pairs.years[n], at, (shift[n], _ABOVE), across="center", down="bottom", size=SMALL,
                colour=INK if n else MUTED, paper=row > 0,
            )  # fmt: skip
