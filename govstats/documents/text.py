"""Plain text and Markdown: lines into paragraphs, runs of divided lines into grids."""

from __future__ import annotations

import re
import unicodedata

from govstats.documents.model import Block, Grid, GridCell, Kind, Paragraph, Place

_HEADING = re.compile(r"^\s*(#+\s|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")
_RULE = set("|:-—+ \t")
_VALUE = re.compile(r"[+\-]?[\d,.]*\d|[/—\-]")
_SENTENCE = re.compile(r"[，。；：;:]")
_ENDS_LABEL = re.compile(r"[^\d.,、+\-—/%）)]$|[\u4e00-\u9fff”）)]$")
_FEWEST = 3
_LONGEST_ROW = 2000
_GAP = re.compile(r"\s{2,}")
_WRAP_SHARE, _WRAP_FULL, _WRAP_WIDEST = 0.4, 0.85, 120


def read_text(text: str) -> list[Block]:
    """Return the blocks of a text.

    A line divided by tabs, by pipes, or into a label and numbers is a row of a grid; a run of such
    lines is one grid. Lines that were wrapped at a fixed width are joined again.
    """
    lines = text.splitlines()
    collector = _Collector(_wrap_width(lines))
    for number, line in enumerate(lines, 1):
        fields = _fields(line)
        if fields is not None:
            collector.add_row(number, fields)
        else:
            collector.add_text(number, line.strip())
    collector.close()
    return collector.blocks


class _Collector:
    """Gathers lines into the paragraph or the grid that is open."""

    def __init__(self, wrap: float) -> None:
        self.blocks: list[Block] = []
        self._wrap = wrap
        self._rows: list[tuple[int, list[str]]] = []
        self._pending: list[tuple[int, str]] = []

    def add_row(self, number: int, fields: list[str]) -> None:
        self._close_paragraph()
        if fields:
            self._rows.append((number, fields))

    def add_text(self, number: int, line: str) -> None:
        self._close_grid()
        wrapped = self._pending and _width(self._pending[-1][1]) >= self._wrap > 0
        if not line or not wrapped or _HEADING.match(line):
            self._close_paragraph()
        if line:
            self._pending.append((number, line))

    def close(self) -> None:
        self._close_paragraph()
        self._close_grid()

    def _close_paragraph(self) -> None:
        if self._pending:
            joined = "".join(part for _, part in self._pending)
            kind: Kind = "heading" if joined.startswith("#") else "text"
            place = Place(line=self._pending[0][0])
            self.blocks.append(Paragraph(joined.lstrip("# "), place, kind))
            self._pending.clear()

    def _close_grid(self) -> None:
        if self._rows:
            self.blocks.append(_grid(self._rows))
            self._rows.clear()


def _fields(line: str) -> list[str] | None:
    """Return a line's fields; None for prose, an empty list for a Markdown rule under a head."""
    if len(line) > _LONGEST_ROW:
        return None
    if "\t" in line:
        return [part.strip(" \u3000") for part in line.split("\t")]
    if line.count("|") > 1:
        if set(line) <= _RULE and "--" in line:
            return []
        inner = line.strip().removeprefix("|").removesuffix("|")
        return [part.strip() for part in inner.split("|")]
    return _label_and_values(line)


def _label_and_values(line: str) -> list[str] | None:
    """Return the fields of a label followed by values, or of three values and more alone."""
    tokens = line.split()
    values: list[str] = []
    while tokens and _VALUE.fullmatch(tokens[-1]):
        values.insert(0, tokens.pop())
    if not values or (not tokens and len(values) < _FEWEST):
        return None
    label = line[: line.rindex(tokens[-1]) + len(tokens[-1])].strip() if tokens else ""
    if label and (_SENTENCE.search(label) or not _ENDS_LABEL.search(label)):
        return None
    return [part for part in _GAP.split(label) if part] + values


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
