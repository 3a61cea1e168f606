"""Tables that a page draws without `<table>`: rows of blocks side by side, and lines with tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.documents.html_tables import INLINE, cell_text
from govstats.documents.model import Grid, GridCell, Paragraph, Place
from govstats.documents.text import read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from selectolax.lexbor import LexborNode

    from govstats.documents.model import Block

_LONGEST, _MOST_CELLS, _TWO = 80, 40, 2
_NOT_ROWS = {"table", "tbody", "thead", "tfoot", "tr", "td", "th", "html", "body", "-document"}
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIGURE = re.compile(r"\d[\d,.]*")
_WIDE = "\u00a0\u2002\u2003\u3000"
_TWICE = [wide * 2 for wide in _WIDE]
_DIVIDED = re.compile(rf"\S[ {_WIDE}]*(?:\t|\|.*\||[{_WIDE}]{{2}})[^\n]*\S")
_GAP = re.compile(rf"[ {_WIDE}]*[{_WIDE}][ {_WIDE}]+|[ {_WIDE}]+[{_WIDE}]")
_SPACED_OUT = re.compile(rf"(?<!\S)([\u3400-\u9fff])[ {_WIDE}]+([\u3400-\u9fff])(?!\S)")
_DATA = re.compile(r"(?:^|[\s|])\d[\d,.]*(?=$|[\s|])")


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
    for figure in figures:
        row = _row_of(figure)
        if row is None or row.mem_id in known:
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


def _row_of(node: LexborNode) -> LexborNode | None:
    """Return the nearest block around another that holds more than it."""
    parent = node.parent
    while parent is not None and parent.tag not in _NOT_ROWS:
        if len(_cells(parent)) > 1:
            return parent if _is_row(parent) and _is_data(parent) else None
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
    bare = any(child.tag == "-text" and child.text().strip() for child in _children(node))
    return not bare and all(len(cell.text().strip()) <= _LONGEST for cell in cells)


def _is_data(row: LexborNode) -> bool:
    """Say whether a row has a figure and words, or figures in most of its cells."""
    texts = [cell.text().strip() for cell in _cells(row)]
    return any(map(_HAN.search, texts)) or sum(map(is_figure, texts)) * 2 > len(texts) > _TWO


def _cells(row: LexborNode) -> list[LexborNode]:
    return [node for node in row.iter() if node.tag not in INLINE and node.tag != "br"]


def _children(node: LexborNode) -> Iterator[LexborNode]:
    return node.iter(include_text=True)


def is_divided(raw: str) -> bool:
    """Say whether the text of a block has tabs, bars or wide spaces between words on one line."""
    if "\t" not in raw and "|" not in raw and not any(wide in raw for wide in _TWICE):
        return False
    return _DIVIDED.search(raw) is not None


def with_divided_lines(blocks: Sequence[Block], divided: Mapping[int, str]) -> list[Block]:
    """Return blocks with runs of divided paragraphs as grids, where they read as such.

    `divided` has the text of those paragraphs by their number, as it stood in the source.
    """
    result: list[Block] = []
    n = 0
    while n < len(blocks):
        end = n
        while end in divided:
            end += 1
        own = blocks[n:end]
        result += _as_grids([divided[k] for k in range(n, end)], own) if own else [blocks[n]]
        n = max(end, n + 1)
    return result


def _as_grids(raw: Sequence[str], own: Sequence[Block]) -> Sequence[Block]:
    """Return the grids and paragraphs of divided lines; the paragraphs as they are where none is."""
    lines = [line for text in raw for line in _lines(text)]
    if len(lines) < _TWO or not any(map(_DATA.search, lines)) or not any(map(_HAN.search, lines)):
        return own
    found = read_text("\n".join(lines))
    if not any(isinstance(block, Grid) for block in found):
        return own
    return [
        block if isinstance(block, Grid) else Paragraph(block.text, own[0].place)
        for block in found
    ]  # fmt: skip


def _lines(raw: str) -> list[str]:
    """Return the lines of a block: those of its source where these are divided, or else one.

    Wide spaces divide as tabs do, since a page's letters are of any width: nothing stands under
    anything. Those within 规　　章 divide nothing.
    """
    lines = [line.strip() for line in raw.split("\n") if line.strip()]
    if sum(map(is_divided, lines)) <= 1:
        lines = [" ".join(lines)]
    return [_GAP.sub("\t", _SPACED_OUT.sub(r"\1\2", line)) for line in lines]
