"""Tables as converters and page breaks leave them: cells unmerged, heads split, tables cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from govstats.writing import Box, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

Rows = list[list[Box]]
_HEADS = 3
_SPLIT = 4
"""Heads of at least so many characters are split in two (商业 over 企业)."""


def rearranged(  # noqa: PLR0913 - the ways of printing a table
    table: Table,
    *,
    labels: str,
    vertical: bool,
    split_heads: bool,
    cut: int,
    repeat_head: bool,
    titles_apart: bool,
) -> Iterator[Table]:
    """Yield what becomes of a table of the official form."""
    if vertical:
        table = table.with_boxes(_upright)
    if split_heads and table.head == _HEADS:
        table = _with_split_heads(table)
    pieces = _apart(table) if titles_apart else [table]
    for piece in pieces:
        is_long = piece.head > 0 and len(piece.rows) - piece.head > 1
        for part in _cut(piece, cut, repeat_head=repeat_head) if cut and is_long else [piece]:
            yield part if labels in ("merged", "compact") else _unmerged(part, labels)


def _upright(box: Box) -> Box:
    return replace(box, text="\n".join(box.text)) if box.role == "stub" else box


def _with_split_heads(table: Table) -> Table:
    first, second, leaves, *data = table.rows
    upper = [
        Box(box.text[: len(box.text) // 2], "column")
        if len(box.text) >= _SPLIT
        else replace(box, rowspan=2)
        for box in leaves
    ]
    lower = [
        Box(box.text[len(box.text) // 2 :], "column") for box in leaves if len(box.text) >= _SPLIT
    ]
    heads = (
        tuple(_taller(box, box.rowspan == _HEADS) for box in first),
        tuple(_taller(box, box.rowspan == _HEADS - 1) for box in second),
        tuple(upper),
        tuple(lower),
    )
    return replace(table, rows=(*heads, *data), head=table.head + 1)


def _taller(box: Box, reaches: bool) -> Box:  # noqa: FBT001 - the last head row is reached or not
    return replace(box, rowspan=box.rowspan + 1) if reaches else box


def _apart(table: Table) -> list[Table]:
    starts = [n for n, boxes in enumerate(table.rows) if boxes and boxes[0].role == "title"]
    if not starts:
        return [table]
    ends = [*starts[1:], len(table.rows)]
    return [
        replace(table, rows=table.rows[start:end]) for start, end in zip(starts, ends, strict=True)
    ]


def _cut(table: Table, after: int, *, repeat_head: bool) -> list[Table]:
    """Break a table after some rows of data; a label that the break cuts stands in the first part."""
    at = min(table.head + after, len(table.rows) - 1)
    upper: Rows = [[] for _ in range(at)]
    lower: Rows = [[] for _ in table.rows[at:]]
    for row, _, box in table.placed():
        end = row + box.rowspan
        if row >= at:
            lower[row - at].append(box)
            continue
        upper[row].append(replace(box, rowspan=min(end, at) - row))
        if end > at:
            lower[0].append(replace(box, text="", rowspan=end - at))
    head = table.rows[: table.head] if repeat_head else ()
    return [
        replace(table, rows=tuple(map(tuple, upper))),
        replace(table, rows=(*head, *map(tuple, lower)), head=len(head)),
    ]


def _unmerged(table: Table, labels: str) -> Table:
    rows = [
        tuple(
            Box(
                box.text if first or (labels == "repeated" and box.role != "value") else "",
                box.role,
            )
            for box, first in line
        )
        for line in table.positions()
    ]
    return replace(table, rows=tuple(rows))
