"""Ruling lines into the cells and tables that they enclose."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from govstats.documents.pdf_drawing import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TOLERANCE = 3.0
"""Lines within this many points are the same line; ends within them meet."""

_SAME, _SHORTEST = 0.5, 5.0
_OPEN_ENDS = 3

Cell = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the page's top left."""


def find_tables(across: Iterable[Rule], down: Iterable[Rule]) -> list[list[Cell]]:
    """Return the cells of each table, tables from top to bottom; a single cell is no table.

    A side on which at least three lines end without meeting another, as where a page break cuts a
    table, is closed.
    """
    rows, columns = _merged(across), _merged(down)
    rows, columns = (
        _merged([*rows, *_closing(columns, rows)]),
        _merged([*columns, *_closing(rows, columns)]),
    )
    return _tables(_cells(rows, columns))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Join the pieces of each line, then snap lines that stand close to one position."""
    return _joined(_joined(rules, _SAME), TOLERANCE)


def _joined(rules: Iterable[Rule], apart: float) -> list[Rule]:
    """Put lines no further apart at their mean position and join those that touch."""
    joined: list[Rule] = []
    for cluster in _clusters(sorted(rules), apart):
        at = sum(rule.at for rule in cluster) / len(cluster)
        cluster.sort(key=lambda rule: rule.start)
        _, start, end = cluster[0]
        for _, first, last in cluster:
            if first > end + TOLERANCE:
                joined.append(Rule(at, start, end))
                start, end = first, last
            end = max(end, last)
        joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start >= _SHORTEST]


def _clusters(rules: Sequence[Rule], apart: float) -> Iterator[list[Rule]]:
    """Yield runs of sorted lines, each no further than that from the one before."""
    first = 0
    for last in range(1, len(rules) + 1):
        if last == len(rules) or rules[last].at - rules[last - 1].at > apart:
            yield list(rules[first:last])
            first = last


def _closing(rules: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """Return the lines that close the sides on which lines end together and meet none."""
    closing: list[Rule] = []
    for side in (1, 2):
        ends = sorted(Rule(rule[side], rule.at, rule.at) for rule in rules)
        for run in _clusters(ends, TOLERANCE):
            if len(run) >= _OPEN_ENDS and not any(_meets(end, others) for end in run):
                position = sum(end.at for end in run) / len(run)
                reach = [end.start for end in run]
                closing.append(Rule(position, min(reach), max(reach)))
    return closing


def _meets(end: Rule, others: Sequence[Rule]) -> bool:
    return any(
        abs(other.at - end.at) <= 2 * TOLERANCE
        and other.start - TOLERANCE <= end.start <= other.end + TOLERANCE
        for other in others
    )


def _cells(rows: Sequence[Rule], columns: Sequence[Rule]) -> list[Cell]:
    """Return the smallest cell under and right of each crossing."""
    crossings: dict[tuple[float, float], tuple[Rule, Rule]] = {}
    below: dict[Rule, list[float]] = {}
    right: dict[Rule, list[float]] = {}
    for column in columns:
        for row in rows:
            if (
                column.start - TOLERANCE <= row.at <= column.end + TOLERANCE
                and row.start - TOLERANCE <= column.at <= row.end + TOLERANCE
            ):
                crossings[column.at, row.at] = (column, row)
                below.setdefault(column, []).append(row.at)
                right.setdefault(row, []).append(column.at)
    cells = []
    for (x, y), (column, row) in crossings.items():
        downwards = [other for other in below[column] if other > y]
        onwards = [other for other in right[row] if other > x]
        found = next(
            (
                (x, y, x2, y2)
                for y2 in downwards
                for x2 in onwards
                if (x2, y2) in crossings
                and crossings[x2, y2][0] is crossings[x2, y][0]
                and crossings[x2, y2][1] is crossings[x, y2][1]
            ),
            None,
        )
        if found:
            cells.append(found)
    return cells


def _tables(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Group cells that share a corner."""
    parent = list(range(len(cells)))

    def top(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    corners: dict[tuple[float, float], int] = {}
    for index, (x0, y0, x1, y1) in enumerate(cells):
        for corner in ((x0, y0), (x0, y1), (x1, y0), (x1, y1)):
            parent[top(index)] = top(corners.setdefault(corner, index))
    order = sorted(range(len(cells)), key=top)
    tables = [[cells[i] for i in run] for _, run in groupby(order, key=top)]
    return sorted((t for t in tables if len(t) > 1), key=lambda t: min((c[1], c[0]) for c in t))
