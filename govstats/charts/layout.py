"""Room for text: names broken into lines, values that fit beside their marks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from govstats.theme import SIZE, drawable, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE = 1.28
"""Height of a line of text, of its size."""

GAP = 7.0
"""Points between a mark and its label."""

RISE = 1.0
"""Points that figures are lifted: they have no descenders, and would look too low beside a mark."""

_NOT_FIRST = "、，。；：）》」”’,.;:)/"


def wrap(
    text: str, width: float, size: float = SIZE, *, bold: bool = False, even: bool = True
) -> str:
    """Break a text into lines at most so many points wide, of about the same length if asked.

    Chinese breaks between any two characters, but no line starts with a stop; other scripts
    break at spaces, and inside a word only where it is wider than a line.
    """
    text = drawable(text, bold=bold)
    whole = text_width(text, size)
    width *= whole / (text_width(text, size, bold=bold) or 1)
    if whole <= width:
        return text
    lines = math.ceil(whole / width)
    tries = (whole / lines * 1.08, whole / lines * 1.25, width) if even else (width,)
    for attempt in tries:
        broken = _fill(text, min(attempt, width), size)
        if len(broken) <= lines:
            return "\n".join(broken)
    return "\n".join(broken)


def _fill(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        longer = lines[-1] + piece
        if not lines[-1].strip() or text_width(longer.rstrip(), size) <= width:
            lines[-1] = longer
        else:
            lines.append(piece.lstrip())
    return [line for part in lines for line in _chopped(part.rstrip(), width, size)]


def _pieces(text: str) -> Iterable[str]:
    """Yield what is never broken: a Chinese character with the stop after it, a word up to a hyphen."""
    piece = ""
    for char in text:
        within = piece and _latin(piece[-1]) and _latin(char) and piece[-1] != "-"
        joins = char in _NOT_FIRST or within
        if piece and not joins:
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _latin(char: str) -> bool:
    return char < "\u2e80" and not char.isspace()


def _chopped(line: str, width: float, size: float) -> Iterable[str]:
    while text_width(line, size) > width and len(line) > 1:
        fits = next(
            n for n in range(len(line) - 1, 0, -1) if n == 1 or text_width(line[:n], size) <= width
        )
        yield line[:fits]
        line = line[fits:]
    yield line


def text_height(text: str, size: float = SIZE) -> float:
    """Return the height in points of a wrapped text."""
    return (text.count("\n") + 1) * size * LINE


def reach(labelled: Iterable[tuple[float, float]], length: float) -> float:
    """Return the value at the end of an axis so many points long that leaves room for labels.

    `labelled` are values with the width in points of the label that follows them.
    """
    ends = [value * length / (length - width - GAP) for value, width in labelled]
    return max([end for end in ends if end > 0], default=1.0)
