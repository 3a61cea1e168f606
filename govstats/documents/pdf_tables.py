"""Cells of a PDF page with the text that stands in them, and tables cut by a page break."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from govstats.documents.model import Grid, GridCell, Place
from govstats.documents.pdf_lines import cell_text
from govstats.documents.pdf_ruling import TOLERANCE, Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.documents.pdf_drawing import Char

_SNAP = 2.0
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z]")
_FIGURE = re.compile(r"\d")


class Piece(NamedTuple):
    """A cell with its text and the page that it stands on."""

    box: Cell
    text: str
    page: int


def fill(boxes: Iterable[Cell], chars: Iterable[Char], page: int) -> tuple[list[Piece], list[Char]]:
    """Return a table's cells with their text, and the characters that stand in none of them.

    Rows at the top and bottom that are one cell each are framed or shaded text, not cells.
    """
    cells = _without_framed_text(boxes)
    xs, ys, spans = _positions(cells)
    homes = {
        (column, row): index
        for index, (x0, y0, x1, y1) in enumerate(spans)
        for column in range(x0, x1)
        for row in range(y0, y1)
    }
    inside: list[list[Char]] = [[] for _ in cells]
    outside: list[Char] = []
    for char in chars:
        x, y = char.middle
        home = homes.get((bisect_right(xs, x) - 1, bisect_right(ys, y) - 1))
        (outside if home is None else inside[home]).append(char)
    texts = map(cell_text, inside)
    return [Piece(box, text, page) for box, text in zip(cells, texts, strict=True)], outside


def grid_of(table: Sequence[Piece]) -> Grid:
    """Return a table's grid; a cell covers every row and column that begins within it."""
    *_, spans = _positions([piece.box for piece in table])
    cells = [
        GridCell(text, y0, x0, Place(page=page), max(1, y1 - y0), max(1, x1 - x0))
        for (_, text, page), (x0, y0, x1, y1) in zip(table, spans, strict=True)
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), Place(page=table[0].page))


def belong_together(upper: Sequence[Piece], lower: Sequence[Piece]) -> bool:
    """Say whether a page break cut a table's header from its figures.

    Both pieces are equally wide, and the upper has no figure or the lower no word.
    """
    same = all(
        abs(pick(piece.box[side] for piece in upper) - pick(piece.box[side] for piece in lower))
        <= TOLERANCE
        for side, pick in ((0, min), (2, max))
    )
    no_figure = not any(_FIGURE.search(piece.text) for piece in upper)
    return same and (no_figure or not any(_WORD.search(piece.text) for piece in lower))


def joined(upper: Sequence[Piece], lower: Sequence[Piece]) -> list[Piece]:
    """Return a table whose lower piece stands right under the upper one.

    Cells that the page break left blank at the cut are left out.
    """
    cut = max(piece.box[3] for piece in upper)
    down = cut - min(piece.box[1] for piece in lower)
    kept = [piece for piece in upper if piece.text or piece.box[3] < cut - TOLERANCE]
    moved = [
        Piece((x0, y0 + down, x1, y1 + down), text, page) for (x0, y0, x1, y1), text, page in lower
    ]
    return [*kept, *moved]


def _without_framed_text(cells: Iterable[Cell]) -> list[Cell]:
    rows: dict[int, list[Cell]] = {}
    for box in cells:
        rows.setdefault(round(box[1] / _SNAP), []).append(box)
    ordered = [sorted(rows[key]) for key in sorted(rows)]
    while ordered and _stands_alone(ordered[0], ordered):
        ordered.pop(0)
    while ordered and _stands_alone(ordered[-1], ordered):
        ordered.pop()
    return [box for row in ordered for box in row]


def _stands_alone(row: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> bool:
    """Say whether a row is one cell with no cell beside it, not even one that began higher up."""
    _, top, _, bottom = row[0]
    beside = sum(
        box[1] < bottom - TOLERANCE and box[3] > top + TOLERANCE for row in rows for box in row
    )
    return beside == 1


def _positions(
    boxes: Sequence[Cell],
) -> tuple[list[float], list[float], list[tuple[int, int, int, int]]]:
    """Return the edges across and down, and for each box the numbers of its four edges."""
    xs = _edges(x for box in boxes for x in (box[0], box[2]))
    ys = _edges(y for box in boxes for y in (box[1], box[3]))
    spans = [
        (_index(xs, x0), _index(ys, y0), _index(xs, x1), _index(ys, y1)) for x0, y0, x1, y1 in boxes
    ]
    return xs, ys, spans


def _edges(values: Iterable[float]) -> list[float]:
    """Return sorted edges, those closer than the snap distance merged."""
    merged: list[float] = []
    for value in sorted(set(values)):
        if not merged or value - merged[-1] > _SNAP:
            merged.append(value)
    return merged


def _index(edges: Sequence[float], value: float) -> int:
    """Return the number of the edge at a value, which lies on it or up to the snap behind it."""
    return bisect_right(edges, value) - 1
