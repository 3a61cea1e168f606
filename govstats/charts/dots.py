"""Two years as a ring and a dot on one line: how far each figure moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.charts.layout import GAP
from govstats.charts.rows import canvas, label_width, write_value
from govstats.theme import BEFORE, INK, MUTED, NOW, RULE, SMALL, text_width

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from govstats.charts.marks import Mark, Pairs, Row
    from govstats.charts.rows import Canvas
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
    _years(page, pairs, ends[0], each)
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


def _years(page: Canvas, pairs: Pairs, low: float, each: float) -> None:
    """Write each year above the first mark of it; two above one row stand clear of each other.

    `low` is the value at the left edge, `each` the value of a point.
    """
    rows: dict[int, int] = {}
    centres: dict[int, float] = {}
    halves = [text_width(year, SMALL) / 2 for year in pairs.years]
    for r, row in enumerate(pairs.rows):
        for n, mark in enumerate(row.marks):
            if n not in rows and mark.value is not None:
                rows[n], centres[n] = r, (float(mark.value) - low) / each
    if len(rows) > 1 and rows[0] == rows[1]:
        apart = centres[1] - centres[0]
        outwards = max(sum(halves) + _APART - abs(apart), 0) / (2 if apart >= 0 else -2)
        centres = {0: centres[0] - outwards, 1: centres[1] + outwards}
    beyond = max(0.0, *(centre + halves[n] - page.length for n, centre in centres.items()))
    area = page.area(0, page.length)
    for n, centre in centres.items():
        area.write(
            pairs.years[n], (centre - beyond, page.middles[rows[n]]), (0, _ABOVE), across="center",
            down="bottom", size=SMALL, colour=INK if n else MUTED, paper=rows[n] > 0,
        )  # fmt: skip
