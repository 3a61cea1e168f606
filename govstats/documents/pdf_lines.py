"""Characters of a PDF page into lines of text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.documents.pdf_drawing import Char

_SAME_LINE = 0.5
_SPACE_IN_LATIN, _SPACE = 0.25, 0.6
_SMALL, _RAISED = 0.8, 0.15


class Line(NamedTuple):
    """A line of text and its extent, in points from the page's top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


def read_lines(chars: Iterable[Char]) -> list[Line]:
    """Return the upright lines of some characters from top to bottom.

    A line is what shares a baseline, give or take half a character. A gap of more than 0.6
    characters, or of a quarter between Latin letters or figures, is a space. Small raised marks
    behind a character are left out.
    """
    rows: list[list[Char]] = []
    size = 0.0
    for char in sorted(chars, key=lambda char: char.baseline):
        if not rows or char.baseline - rows[-1][0].baseline > _SAME_LINE * max(size, char.size):
            rows.append([])
            size = 0.0
        rows[-1].append(char)
        size = max(size, char.size)
    return [line for row in rows if (line := _line(sorted(row, key=lambda char: char.x0)))]


def cell_text(chars: Sequence[Char]) -> str:
    """Return the text of a cell, line by line, text that is turned on its side last."""
    turns = Counter(char.turned for char in chars)
    lines = [
        line.text
        for turn in sorted(turns)
        for line in read_lines(_upright(char) for char in chars if char.turned == turn)
    ]
    return "\n".join(lines)


def _upright(char: Char) -> Char:
    """Turn a character of sideways text so that its line runs from left to right."""
    match char.turned:
        case 1:
            return char._replace(x0=-char.bottom, x1=-char.top, baseline=char.begin)
        case 2:
            return char._replace(x0=-char.x1, x1=-char.x0, baseline=-char.baseline)
        case 3:
            return char._replace(x0=char.top, x1=char.bottom, baseline=-char.begin)
    return char


def _line(row: Sequence[Char]) -> Line | None:
    parts: list[str] = []
    last: Char | None = None
    spaced = False
    for char in row:
        if char.text.isspace():
            spaced = True
            continue
        if last is not None and _is_mark(char, last):
            continue
        if last is not None and (spaced or char.x0 - last.x1 > _gap(last, char)):
            parts.append(" ")
        parts.append(char.text)
        last, spaced = char, False
    seen = [char for char in row if not char.text.isspace()]
    if not seen:
        return None
    size = max(char.size for char in seen)
    baseline = max(seen, key=lambda char: char.size).baseline
    return Line(
        "".join(parts),
        min(char.x0 for char in seen),
        max(char.x1 for char in seen),
        baseline - 0.88 * size,
        baseline + 0.12 * size,
    )


def _is_mark(char: Char, last: Char) -> bool:
    small = char.size <= _SMALL * last.size
    return small and last.baseline - char.baseline >= _RAISED * last.size


def _gap(last: Char, char: Char) -> float:
    latin = last.text.isascii() and char.text.isascii()
    return (_SPACE_IN_LATIN if latin else _SPACE) * max(last.size, char.size)
