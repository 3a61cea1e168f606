"""Tables that a page draws without `<table>`: rows of blocks that stand side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.documents.html_tables import INLINE, cell_text
from govstats.documents.model import Grid, GridCell, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from selectolax.lexbor import LexborNode

_LONGEST, _MOST_CELLS, _TWO = 80, 40, 2
_NOT_ROWS = {"table", "tbody", "thead", "tfoot", "tr", "td", "th", "html", "body", "-document"}
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIGURE = re.compile(r"\d[\d,.]*")


def is_figure(text: str) -> bool:
    """Say whether a text is nothing but a figure."""
    return _FIGURE.fullmatch(text) is not None


def drawn_rows(figures: Iterable[LexborNode]) -> list[list[LexborNode]]:
    """Return the runs of blocks that are rows of a table, given the blocks that hold only a figure.

    A row has several short blocks beside each other. Two rows at least have several, one of them
    figures, one of them words.
    """
    runs: list[list[LexborNode]] = []
    known: set[int] = set()
    sizes: dict[int, int] = {}
    for figure in figures:
        row = _around(figure, sizes)
        if row is None or row.mem_id in known:
            continue
        known.add(row.mem_id)
        if not (_is_row(row) and _is_data(row)):
            continue
        run = _run(row)
        known.update(node.mem_id for node in run)
        wide = [node for node in run if len(_cells(node)) > 1]
        if len(wide) > 1 and any(_HAN.search(node.text()) for node in wide):
            runs.append(run)
    return runs


def grid_of_rows(rows: Sequence[LexborNode], number: int, unseen: Collection[int]) -> Grid:
    """Return rows of blocks as a grid, in which a column is only the number of a field."""
    cells = [
        GridCell(
            cell_text(node, unseen), r, column, Place(None, None, number, r + 1, column + 1)
        )
        for r, row in enumerate(rows)
        for column, node in enumerate(n for n in _cells(row) or [row] if n.mem_id not in unseen)
    ]  # fmt: skip
    return Grid(tuple(cells), Place(table=number), exact=False)


def _around(node: LexborNode, sizes: dict[int, int]) -> LexborNode | None:
    """Return the nearest block around another that holds more than it.

    `sizes` keeps how many blocks each holds, which the figures in it ask for one after another.
    """
    parent = node.parent
    while parent is not None and parent.tag not in _NOT_ROWS:
        if parent.mem_id not in sizes:
            sizes[parent.mem_id] = len(_cells(parent))
        if sizes[parent.mem_id] > 1:
            return parent
        parent = parent.parent
    return None


def _run(row: LexborNode) -> list[LexborNode]:
    def beside(node: LexborNode, *, after: bool) -> Iterator[LexborNode]:
        other = node.next if after else node.prev
        while other is not None:
            if other.tag == row.tag:
                if not _is_row(other):
                    return
                yield other
            elif other.tag != "-comment" and other.text().strip():
                return
            other = other.next if after else other.prev

    return [*list(beside(row, after=False))[::-1], row, *beside(row, after=True)]


def _is_row(node: LexborNode) -> bool:
    """Say whether a block holds several short blocks and no text beside them, or one short text."""
    cells = _cells(node)
    if len(cells) > _MOST_CELLS or node.css_first("table") is not None:
        return False
    if len(cells) <= 1:
        return len(node.text().strip()) <= _LONGEST
    children = node.iter(include_text=True)
    bare = any(child.tag == "-text" and child.text().strip() for child in children)
    return not bare and all(len(cell.text().strip()) <= _LONGEST for cell in cells)


def _is_data(row: LexborNode) -> bool:
    """Say whether a row has a figure and words, or figures in most of its cells."""
    texts = [cell.text().strip() for cell in _cells(row)]
    return any(map(_HAN.search, texts)) or sum(map(is_figure, texts)) * 2 > len(texts) > _TWO


def _cells(row: LexborNode) -> list[LexborNode]:
    return [node for node in row.iter() if node.tag not in INLINE and node.tag != "br"]
