"""The tables of a page: which of them hold data, and those as grids with their spans."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from govstats.documents.model import PICTURE, Grid, GridCell, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from selectolax.lexbor import LexborNode

MAX_SPAN = 200
"""The largest rowspan or colspan that is believed; browsers cap colspan at 1000."""

MAX_AREA = 100_000
"""Positions that the cells of one table may cover; beyond them spans are not believed."""

INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark",
    "o:p", "q", "small", "span", "strong", "sub", "tt", "u", "st1:chsdate", "wbr",
}  # fmt: skip
"""Elements that do not begin a line."""

_DRAWN = "img,svg,canvas,object,embed,iframe,script,select,[data-value]"
"""What is seen in a cell and is none of its text."""
_TYPED = ("text", "number", "")
_PIECE = "\x1f"
_ONE = (1, 1)
_LONGEST_FRAMED, _ITSELF_AND_ONE = 80, 2
"""A text this short in a table of one cell is framed by it; a longer one is laid out."""
_DIGITS = re.compile(r"\s*([0-9]{1,6})")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def layout_tables(root: LexborNode) -> set[int]:
    """Return the tables that hold another table, or whose rows have one cell each.

    A table of one cell around a short text is a frame, which makes no layout of the one around it
    while all that this one holds is short.
    """
    layout: set[int] = set()
    framing: dict[int, bool] = {}
    for table in root.css("table"):
        if _is_frame(table, framing):
            layout.add(table.mem_id)
            continue
        if all(len(_cells(row)) <= 1 for row in _own_rows(table)):
            layout.add(table.mem_id)
        parent = table.parent
        while parent is not None and parent.tag != "table":
            parent = parent.parent
        if parent is not None:
            layout.add(parent.mem_id)
    return layout


def _is_frame(table: LexborNode, framing: dict[int, bool]) -> bool:
    """Say whether a table of one short cell stands in a cell of a table of many short ones.

    `framing` keeps the answer for each of the tables around.
    """
    around = table.parent
    while around is not None and around.tag != "table":
        around = around.parent
    if around is None or len(table.css("td,th")) > 1:
        return False
    if around.mem_id not in framing:
        framing[around.mem_id] = _frames_texts(around)
    return framing[around.mem_id]


def _frames_texts(table: LexborNode) -> bool:
    rows = [_cells(row) for row in _own_rows(table)]
    return any(len(row) > 1 for row in rows) and all(
        len(cell.css("td,th")) <= _ITSELF_AND_ONE and len(cell.text().strip()) <= _LONGEST_FRAMED
        for row in rows
        for cell in row
    )


def read_table(table: LexborNode, number: int, unseen: Collection[int]) -> Grid:
    """Return a data table as a grid of that number, without the elements that nobody sees."""
    cells: list[GridCell] = []
    rows = [_cells(row) for row in _own_rows(table) if row.mem_id not in unseen]
    if unseen:
        rows = [[cell for cell in row if cell.mem_id not in unseen] for row in rows]
    height = max((n for n, row in enumerate(rows, 1) if row), default=0)
    spans = {node.mem_id: _spans(node) for node in table.css("[colspan],[rowspan]")}
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        column = 0
        for node in row:
            while (r, column) in taken:
                column += 1
            text = None if unseen else _only_text(node)
            if text is None:
                text = cell_text(node, unseen)
            text = text or _instead(node)
            rowspan, colspan = spans.get(node.mem_id, _ONE)
            if len(taken) + rowspan * colspan > MAX_AREA:
                rowspan, colspan = _ONE
            if rowspan == colspan == 1:
                taken.add((r, column))
            else:
                taken.update(product(range(r, r + rowspan), range(column, column + colspan)))
            place = Place(None, None, number, r + 1, column + 1)
            cells.append(GridCell(text, r, column, place, min(rowspan, height - r), colspan))
            column += colspan
    return Grid(tuple(cells), Place(table=number))


def _own_rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.iter() if row.tag == "tr")


def _cells(row: LexborNode) -> list[LexborNode]:
    return [node for node in row.iter() if node.tag in ("td", "th")]


def _spans(cell: LexborNode) -> tuple[int, int]:
    given = cell.attributes
    return _span(given.get("rowspan")), _span(given.get("colspan"))


def _span(given: str | None) -> int:
    digits = _DIGITS.match(given) if given else None
    return max(1, min(int(digits.group(1)), MAX_SPAN)) if digits else 1


def _only_text(node: LexborNode) -> str | None:
    """Return a cell's text where all of it is one piece, so that nothing can run together."""
    text = node.text(deep=True, separator=_PIECE)
    if _PIECE not in text:
        return _by_lines(text)
    pieces = [text for text in text.split(_PIECE) if text.strip()]
    return _by_lines(pieces[0]) if len(pieces) == 1 else None


def _instead(cell: LexborNode) -> str:
    """Return what a cell without text shows: what a field is filled with, or that something is drawn.

    Of what a picture is called only a number is taken. What a script writes is not in the page.
    """
    filled = cell.css_first("input[value]")
    if filled is not None and (filled.attributes.get("type") or "text").lower() in _TYPED:
        return clean(filled.attributes.get("value") or "")
    drawn = cell.css_first(_DRAWN)
    if drawn is None:
        return ""
    alternative = clean(drawn.attributes.get("alt") or "")
    return alternative if alternative.isdecimal() else PICTURE


def cell_text(node: LexborNode, unseen: Collection[int]) -> str:
    """Return what is seen of a cell, without subscripts: a figure has none but a note's."""
    parts: list[str] = []
    stack = [node]
    while stack:
        part = stack.pop()
        tag = part.tag or ""
        if tag == "-text":
            parts.append(part.text_content or "")
        elif part.mem_id in unseen or tag == "sub":
            continue
        else:
            if tag not in INLINE and tag not in ("td", "th"):
                parts.append("\n")
            stack.extend(list(part.iter(include_text=True))[::-1])
    return _by_lines("".join(parts))


def _by_lines(text: str) -> str:
    if "\n" not in text:
        return clean(text)
    return "\n".join(line for line in map(clean, text.split("\n")) if line)


def clean(text: str) -> str:
    """Return text with each run of white space made one space; wide and no-break spaces stay."""
    if "\u3000" in text or "\u00a0" in text:
        return _SPACE.sub(" ", text).strip(" ")
    return " ".join(text.split())
