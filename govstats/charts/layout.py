"""Room for text: pages measured in points, names broken into lines, values that fit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from govstats.theme import MUTED, SIZE, SMALL, WIDTH, drawable, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes

LINE = 1.28
"""Height of a line of text, of its size."""

GAP = 7.0
"""Points between a mark and its label."""

RISE = 1.0
"""Points that figures are lifted: they have no descenders, and would look too low beside a mark."""

CORNER = 20.0
"""Points at the bottom that a corner note takes."""

_NOT_FIRST = "、，。；：）》」”’,.;:)/"


def page(height: float, corner: str = "") -> Figure:
    """Return a figure as wide as a page and so many points high, with a note in its corner."""
    height += CORNER if corner else 0
    figure = Figure(figsize=(WIDTH / 72, height / 72))
    if corner:
        figure.text(
            1 - 2 / WIDTH, 4 / height, drawable(corner), ha="right", va="bottom", size=SMALL, color=MUTED,
        )  # fmt: skip
    return figure


def place(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Return axes on a figure, placed by points from its upper left corner."""
    across, down = (72 * inches for inches in figure.get_size_inches())
    return figure.add_axes(
        (left / across, 1 - (top + height) / down, width / across, height / down)
    )


def heading(figure: Figure, text: str, top: float) -> None:
    """Write a line at the left edge of a figure, so many points from the top."""
    down = 72 * figure.get_size_inches()[1]
    figure.text(2 / WIDTH, 1 - top / down, drawable(text), ha="left", va="top", size=SIZE)


def wrap(text: str, width: float, size: float = SIZE) -> str:
    """Break a text into lines at most so many points wide, of about the same length.

    Chinese breaks between any two characters, but no line starts with a stop; other scripts
    break at spaces, and inside a word only where it is wider than a line.
    """
    text = drawable(text)
    whole = text_width(text, size)
    if whole <= width:
        return text
    lines = math.ceil(whole / width)
    for attempt in (whole / lines * 1.08, whole / lines * 1.25, width):
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
    """Yield what is never broken: a Chinese character with the stop after it, a word, a space."""
    piece = ""
    for char in text:
        joins = char in _NOT_FIRST or (piece and _latin(piece[-1]) and _latin(char))
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
