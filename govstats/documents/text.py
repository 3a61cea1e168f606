"""Plain text and Markdown: lines into paragraphs, runs of divided lines into grids."""

from __future__ import annotations

import re
import unicodedata

from govstats.documents.model import Block, Grid, GridCell, Kind, Paragraph, Place
from govstats.documents.spaced import SpacedLine, divide, in_columns, names

_HEADING = re.compile(r"^\s*(#+\s|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKUP = re.compile(r"^\s*(?:\*{1,3}|_{1,3}|`)|(?:\*{1,3}|_{1,3}|`)\s*$")
_RULE = set("|:-—+ \t")
_LONGEST_ROW, _LONGEST_NAMES = 2000, 400
_WRAP_SHARE, _WRAP_FULL, _WRAP_WIDEST = 0.4, 0.85, 120


def read_text(text: str) -> list[Block]:
    """Return the blocks of a text.

    A line divided by tabs, by pipes, or by spaces into a label and numbers is a row of a grid; a run
    of such lines is one grid. Lines that were wrapped at a fixed width are joined again.
    """
    lines = text.splitlines()
    collector = _Collector(_wrap_width(lines))
    for number, line in enumerate(lines, 1):
        fields = _fields(line)
        if fields is not None:
            collector.add_row(number, fields)
        elif len(line) <= _LONGEST_ROW and (row := divide(line, number)):
            collector.add_spaced(row)
        elif len(line) <= _LONGEST_NAMES and (header := names(line, number)):
            collector.add_names(header, line)
        else:
            collector.add_text(number, line.strip())
    collector.close()
    return collector.blocks


class _Collector:
    """Gathers lines into the paragraph or the grid that is open.

    Lines of names are held back until the next line tells whether they are its header; so is a
    blank line between lines that spaces divide.
    """

    def __init__(self, wrap: float) -> None:
        self.blocks: list[Block] = []
        self._wrap = wrap
        self._rows: list[tuple[int, list[str]]] = []
        self._spaced: list[SpacedLine] = []
        self._parts: list[list[SpacedLine]] = []
        self._names: list[tuple[SpacedLine, str]] = []
        self._pending: list[tuple[int, str]] = []
        self._blank = False

    def add_row(self, number: int, fields: list[str]) -> None:
        self._release_names()
        self._close_paragraph()
        self._close_spaced()
        if fields:
            self._rows.append((number, fields))

    def add_spaced(self, row: SpacedLine) -> None:
        self._close_paragraph()
        if self._rows or (self._names and self._blank):
            self._close_grid()
        self._spaced += [header for header, _ in self._names]
        self._names.clear()
        if self._blank and self._spaced:
            self._parts.append(self._spaced)
            self._spaced = []
        self._blank = False
        self._spaced.append(row)

    def add_names(self, header: SpacedLine, line: str) -> None:
        if self._blank or not self._spaced:
            self._close_grid()
        self._names.append((header, line))

    def add_text(self, number: int, line: str) -> None:
        if not line and self._spaced and not self._names:
            self._blank = True
            return
        self._release_names()
        self._close_grid()
        self._add_to_paragraph(number, line)

    def _add_to_paragraph(self, number: int, line: str) -> None:
        wrapped = self._pending and _width(self._pending[-1][1]) >= self._wrap > 0
        if not line or not wrapped or _HEADING.match(line):
            self._close_paragraph()
        if line:
            self._pending.append((number, line))

    def close(self) -> None:
        self._release_names()
        self._close_grid()
        self._close_paragraph()

    def _release_names(self) -> None:
        """Take lines of names that no values followed for text."""
        if self._names:
            self._close_grid()
            for header, line in self._names:
                self._add_to_paragraph(header.number, line.strip())
            self._names.clear()

    def _close_paragraph(self) -> None:
        if self._pending:
            joined = "".join(part for _, part in self._pending)
            kind: Kind = "heading" if joined.startswith("#") else "text"
            place = Place(line=self._pending[0][0])
            self.blocks.append(Paragraph(joined.lstrip("# "), place, kind))
            self._pending.clear()

    def _close_grid(self) -> None:
        self._close_spaced()
        if self._rows:
            self.blocks.append(_grid(self._rows))
            self._rows.clear()

    def _close_spaced(self) -> None:
        self._blank = False
        if not self._spaced:
            return
        self._parts.append(self._spaced)
        self._spaced = []
        whole = [line for part in self._parts for line in part]
        together = in_columns(whole)
        apart = [in_columns(part) for part in self._parts]
        if together or not any(apart):
            self._add_spaced_grid(whole, together)
        else:
            for part, cells in zip(self._parts, apart, strict=True):
                self._add_spaced_grid(part, cells)
        self._parts = []

    def _add_spaced_grid(self, lines: list[SpacedLine], cells: list[GridCell] | None) -> None:
        """Add a grid with true columns where the lines proved them."""
        place = Place(line=lines[0].number)
        rows = [(line.number, [token.text for token in line.tokens]) for line in lines]
        self.blocks.append(Grid(tuple(cells), place) if cells else _grid(rows))


def _fields(line: str) -> list[str] | None:
    """Return the fields of a line that tabs or pipes divide, none for a Markdown rule."""
    if len(line) > _LONGEST_ROW:
        return None
    if "\t" in line:
        return [part.strip(" \u3000") for part in line.split("\t")]
    if line.count("|") > 1:
        if set(line) <= _RULE and "--" in line:
            return []
        inner = line.strip().removeprefix("|").removesuffix("|")
        return [_MARKUP.sub("", _BREAK.sub("\n", part)).strip() for part in inner.split("|")]
    return None


def _grid(rows: list[tuple[int, list[str]]]) -> Grid:
    cells = tuple(
        GridCell(text, index, column, Place(line=number))
        for index, (number, fields) in enumerate(rows)
        for column, text in enumerate(fields)
    )
    return Grid(cells, Place(line=rows[0][0]), exact=False)


def _wrap_width(lines: list[str]) -> float:
    """Return the width from which a line counts as wrapped, 0 where lines are not wrapped."""
    widths = sorted(_width(line) for line in lines if line.strip() and "\t" not in line)
    if not widths:
        return 0
    widest = widths[int(len(widths) * 0.95)]
    full = widest * _WRAP_FULL
    share = sum(full <= width <= widest * 1.05 for width in widths) / len(widths)
    return full if share >= _WRAP_SHARE and widest <= _WRAP_WIDEST else 0


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line.strip())
