"""Plain text and Markdown: lines into paragraphs, runs of divided lines into grids."""

from __future__ import annotations

import re
import unicodedata

from govstats.documents.model import Block, Grid, GridCell, Paragraph, Place

_HEADING = re.compile(r"^\s*(#+\s|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")
_RULE_LINE = re.compile(r"^\s*\|?[\s:|\-—+]*-{2,}[\s:|\-—+]*$")
_TAIL = re.compile(r"^(?P<label>\D*?[^\s\d.,。，；：;:、+\-—/%）)][^，。；：;]*?)(?P<values>(?:\s+[+\-]?[\d,.]+|\s+[/—\-])+)\s*$")
_NUMBERS = re.compile(r"^\s*[+\-]?[\d,.]+(?:\s+[+\-]?[\d,.]+){2,}\s*$")
_GAP = re.compile(r"\s{2,}")
_WRAP_SHARE, _WRAP_FULL, _WRAP_WIDEST = 0.4, 0.85, 120


def read_text(text: str) -> list[Block]:
    """Return the blocks of a text.

    A line divided by tabs, by pipes, or into a label and numbers is a row of a grid; a run of such
    lines is one grid. Lines that were wrapped at a fixed width are joined again.
    """
    lines = text.splitlines()
    wrap = _wrap_width(lines)
    blocks: list[Block] = []
    rows: list[tuple[int, list[str]]] = []
    pending: list[tuple[int, str]] = []

    def close_paragraph() -> None:
        if pending:
            joined = "".join(part for _, part in pending)
            kind = "heading" if joined.startswith("#") else "text"
            blocks.append(Paragraph(joined.lstrip("# "), Place(line=pending[0][0]), kind))
            pending.clear()

    def close_grid() -> None:
        if rows:
            blocks.append(_grid(rows))
            rows.clear()

    for number, line in enumerate(lines, 1):
        fields = _fields(line)
        if fields is not None:
            close_paragraph()
            if fields:
                rows.append((number, fields))
            continue
        if not line.strip():
            close_paragraph()
            close_grid()
            continue
        close_grid()
        if pending and (_width(pending[-1][1]) < wrap or _HEADING.match(line)):
            close_paragraph()
        pending.append((number, line.strip()))
        if not wrap:
            close_paragraph()
    close_paragraph()
    close_grid()
    return blocks


def _fields(line: str) -> list[str] | None:
    """Return a line's fields; None for prose, an empty list for a Markdown rule under a head."""
    if "\t" in line:
        return [part.strip(" \u3000") for part in line.split("\t")]
    if line.count("|") > 1:
        if _RULE_LINE.match(line):
            return []
        return [part.strip() for part in line.strip().removeprefix("|").removesuffix("|").split("|")]
    if _NUMBERS.match(line):
        return line.split()
    tail = _TAIL.match(line)
    if tail:
        labels = [part for part in _GAP.split(tail["label"].strip()) if part]
        return labels + tail["values"].split()
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
