"""Figures that several rows share, and labels that several rows of figures share."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.reading.tables.lines import Line


def leave_what_rows_share(lines: Iterable[Line]) -> None:
    """Mark figures that are merged with those of the next row, and leave labels that stand over two rows.

    A figure over two rows that both have labels may be their sum; of two rows of figures beside one
    label either may be the report's.
    """
    for _, run in groupby(lines, key=lambda line: line.number):
        own = list(run)
        _mark_merged(own)
        for line, rest in pairwise(own):
            if line.meaning and _goes_on(line, rest):
                line.meaning = None


def _mark_merged(lines: list[Line]) -> None:
    labelled = {line.label.row for line in lines if line.label is not None and line.meaning}
    for line in lines:
        line.shared = tuple(
            cell
            for cell in line.fields
            if cell.rowspan > 1
            and cell.text.strip()
            and not labelled.isdisjoint(range(cell.row + 1, cell.row + cell.rowspan))
        )


def _goes_on(line: Line, rest: Line) -> bool:
    """Say whether a row without a label stands beside the label of the one before, figures under figures."""
    label = line.label
    if label is None or rest.labels or not rest.fields:
        return False
    beside = rest.fields[0].row < label.row + label.rowspan
    columns = {cell.column for cell in line.fields if cell.text.strip()}
    return beside and any(cell.text.strip() and cell.column in columns for cell in rest.fields)
