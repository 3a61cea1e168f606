"""PDF with text: ruled tables into grids, the lines between them into paragraphs."""

from __future__ import annotations

import logging
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_text

from govstats.documents.model import Block, Grid, GridCell, Paragraph, Place
from govstats.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pdfplumber.page import Page
    from pdfplumber.table import Table

_SNAP = 2.0
_MARGIN_CHARACTERS = 2.5
_SENTENCE = 20
_PAGE_NUMBER = re.compile(r"^\s*[-—–]?\s*\d{1,3}\s*[-—–]?\s*$|^\s*第\s*\d+\s*页.*$")
_HEADING = re.compile(r"^\s*[（(]?[一二三四五六七八九十]+[、）)]")
_Line = dict[str, Any]


def read_pdf(data: bytes, where: str) -> list[Block]:
    """Return the blocks of a PDF, page by page from top to bottom.

    Rows that are one cell across the whole table, at its top or bottom, are text that the layout
    has framed or shaded: they become paragraphs. Raises UnreadableError for a damaged, encrypted
    or scanned file.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    blocks: list[Block] = []
    characters = 0
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            for page in pdf.pages:
                characters += len(page.chars)
                _append(blocks, _read_page(page))
                page.close()
    except (PdfminerException, PDFSyntaxError, ValueError, KeyError, TypeError) as error:
        raise UnreadableError(
            "a damaged or encrypted PDF", where, "open it and save it again as PDF"
        ) from error
    if not characters:
        raise UnreadableError(
            "a scanned PDF without text", where, "ask for the Word or web version, or run OCR first"
        )
    return blocks


def _append(blocks: list[Block], page: list[Block]) -> None:
    """Add a page's blocks; a sentence that the page break cut is joined again."""
    last, first = blocks[-1] if blocks else None, page[0] if page else None
    if (
        isinstance(last, Paragraph)
        and isinstance(first, Paragraph)
        and len(last.text) > _SENTENCE
        and last.text[-1] not in "。！？；："
        and not _HEADING.match(first.text)
    ):
        blocks[-1] = Paragraph(last.text + first.text, last.place)
        page = page[1:]
    blocks.extend(page)


def _read_page(page: Page) -> list[Block]:
    placed: list[tuple[float, Block]] = []
    framed: list[tuple[float, float, float, float]] = []
    characters = list(page.chars)
    for table in page.find_tables():
        rows = _table_rows(table)
        while rows and len(rows[0]) == 1:
            rows.pop(0)
        while rows and len(rows[-1]) == 1:
            rows.pop()
        if not rows:
            continue
        boxes = [box for row in rows for box in row]
        framed.append((
            min(box[0] for box in boxes), min(box[1] for box in boxes),
            max(box[2] for box in boxes), max(box[3] for box in boxes),
        ))  # fmt: skip
        placed.append((framed[-1][1], _grid(boxes, characters, page)))
    outside = page.filter(lambda obj: obj["object_type"] != "char" or not _in_any(obj, framed))
    lines = [
        line
        for line in outside.extract_text_lines(return_chars=True)
        if not _PAGE_NUMBER.match(line["text"])
    ]
    placed.extend(_paragraphs(lines, page.page_number))
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])]


def _table_rows(table: Table) -> list[list[tuple[float, float, float, float]]]:
    """Return the boxes of a table's cells, grouped by where they begin."""
    rows: dict[int, list[tuple[float, float, float, float]]] = {}
    for box in table.cells:
        rows.setdefault(round(box[1] / _SNAP), []).append(box)
    return [sorted(rows[key]) for key in sorted(rows)]


def _grid(
    boxes: list[tuple[float, float, float, float]], characters: list[Any], page: Page
) -> Grid:
    lefts, rights = _edges(box[0] for box in boxes), _edges(box[2] for box in boxes)
    tops, bottoms = _edges(box[1] for box in boxes), _edges(box[3] for box in boxes)
    xs, ys = _edges([*lefts, *rights]), _edges([*tops, *bottoms])
    inside: dict[tuple[float, float, float, float], list[Any]] = {box: [] for box in boxes}
    for char in characters:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        home = next((b for b in boxes if b[0] <= x < b[2] and b[1] <= y < b[3]), None)
        if home:
            inside[home].append(char)
    cells = []
    for box, chars in inside.items():
        column, row = _index(xs, box[0]), _index(ys, box[1])
        colspan = max(1, _index(xs, box[2]) - column)
        rowspan = max(1, _index(ys, box[3]) - row)
        text = extract_text(chars) if chars else ""
        place = Place(page=page.page_number)
        cells.append(GridCell(text, row, column, place, rowspan, colspan))
    return Grid(
        tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), Place(page=page.page_number)
    )


def _edges(values: Iterable[float]) -> list[float]:
    """Return sorted edges, those closer than the snap distance merged."""
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > _SNAP:
            merged.append(value)
    return merged


def _index(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _in_any(char: dict[str, Any], framed: list[tuple[float, float, float, float]]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(b[0] <= x < b[2] and b[1] <= y < b[3] for b in framed)


def _paragraphs(lines: list[_Line], page: int) -> list[tuple[float, Block]]:
    """Join lines that reach the right margin with the next line, unless that one is indented."""
    if not lines:
        return []
    left, right = min(line["x0"] for line in lines), max(line["x1"] for line in lines)
    result: list[tuple[float, Block]] = []
    pending: list[_Line] = []

    def close() -> None:
        if pending:
            text = "".join(line["text"].strip() for line in pending)
            number = sum(isinstance(block, Paragraph) for _, block in result) + 1
            result.append((pending[0]["top"], Paragraph(text, Place(page=page, line=number))))
            pending.clear()

    for line in lines:
        size = max(line["bottom"] - line["top"], 1.0)
        if pending:
            short = pending[-1]["x1"] < right - _MARGIN_CHARACTERS * size
            indented = line["x0"] > left + size
            apart = line["top"] - pending[-1]["bottom"] > 1.5 * size
            if short or indented or apart:
                close()
        pending.append(line)
    close()
    return result
