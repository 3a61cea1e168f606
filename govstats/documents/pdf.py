"""PDF with text: ruled tables into grids, the lines between them into paragraphs."""

from __future__ import annotations

import re
from contextlib import closing
from threading import Lock
from typing import TYPE_CHECKING

import pypdfium2

from govstats.documents.limits import MAX_PAGES
from govstats.documents.model import Block, Paragraph, Place
from govstats.documents.pdf_drawing import draw
from govstats.documents.pdf_furniture import without_furniture
from govstats.documents.pdf_lines import read_lines
from govstats.documents.pdf_ruling import find_tables
from govstats.documents.pdf_tables import Piece, belong_together, fill, grid_of, joined
from govstats.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.documents.pdf_drawing import Drawing
    from govstats.documents.pdf_lines import Line

_MARGIN_CHARACTERS = 2.5
_SENTENCE = 20
_TAIL = 4096
_HEADING = re.compile(r"^\s*[（(]?[一二三四五六七八九十]+[、）)]")
_PDFIUM = Lock()
"""PDFium is not thread-safe."""

_Part = Paragraph | list[Piece]


def read_pdf(data: bytes, where: str) -> list[Block]:
    """Return the blocks of a PDF, page by page from top to bottom.

    Rows that are one cell across the whole table, at its top or bottom, are text that the layout
    has framed or shaded: they become paragraphs. Raises UnreadableError for a damaged, encrypted
    or scanned file.
    """
    pages = _draw_pages(data, where)
    if not any(page.chars for page in pages):
        raise UnreadableError(
            "a scanned PDF without text", where, "ask for the Word or web version, or run OCR first"
        )
    read = [_Page(number, page) for number, page in enumerate(pages, 1)]
    furniture = without_furniture([page.lines for page in read], [page.height for page in pages])
    parts: list[_Part] = []
    for page, lines in zip(read, furniture, strict=True):
        placed = [*page.tables, *_paragraphs(lines, page.number)]
        _append(parts, [part for _, part in sorted(placed, key=lambda pair: pair[0])])
    return [part if isinstance(part, Paragraph) else grid_of(part) for part in parts]


def _draw_pages(data: bytes, where: str) -> list[Drawing]:
    damaged = UnreadableError(
        "a damaged or encrypted PDF", where, "open it and save it again as PDF"
    )
    if b"startxref" not in data[-_TAIL:]:
        raise damaged
    with _PDFIUM:
        try:
            with closing(pypdfium2.PdfDocument(data)) as pdf:
                count = len(pdf)
                if count > MAX_PAGES:
                    raise UnreadableError(
                        f"a PDF of over {MAX_PAGES} pages",
                        where,
                        "save the report's pages alone · 请只保留报告本身的页",
                    )
                pages = []
                for index in range(count):
                    with closing(pdf[index]) as page:
                        pages.append(draw(page))
        except pypdfium2.PdfiumError as error:
            raise damaged from error
    if not pages:
        raise damaged
    return pages


class _Page:
    """A page's tables with their heights, and the lines that stand outside of them."""

    def __init__(self, number: int, drawing: Drawing) -> None:
        self.number = number
        self.tables: list[tuple[float, _Part]] = []
        left = drawing.chars
        for boxes in find_tables(drawing.across, drawing.down):
            table, left = fill(boxes, left, number)
            if table:
                self.tables.append((table[0].box[1], table))
        self.lines = read_lines(char for char in left if not char.turned)


def _append(parts: list[_Part], page: list[_Part]) -> None:
    """Add what a page holds; a sentence or a table that the page break cut is joined again."""
    last, first = parts[-1] if parts else None, page[0] if page else None
    if isinstance(last, Paragraph) and isinstance(first, Paragraph):
        cut = len(last.text) > _SENTENCE and last.text[-1] not in "。！？；："
        if cut and not _HEADING.match(first.text):
            parts[-1] = Paragraph(last.text + first.text, last.place)
            page = page[1:]
    elif isinstance(last, list) and isinstance(first, list) and belong_together(last, first):
        parts[-1] = joined(last, first)
        page = page[1:]
    parts.extend(page)


def _paragraphs(lines: Sequence[Line], page: int) -> list[tuple[float, _Part]]:
    """Join lines that reach the right margin with the next line, unless that one is indented."""
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    result: list[tuple[float, _Part]] = []
    pending: list[Line] = []

    def close() -> None:
        if pending:
            text = "".join(line.text for line in pending)
            place = Place(page=page, line=len(result) + 1)
            result.append((pending[0].top, Paragraph(text, place)))
            pending.clear()

    for line in lines:
        size = max(line.bottom - line.top, 1.0)
        if pending:
            short = pending[-1].x1 < right - _MARGIN_CHARACTERS * size
            indented = line.x0 > left + size
            apart = line.top - pending[-1].bottom > 1.5 * size
            if short or indented or apart:
                close()
        pending.append(line)
    close()
    return result
