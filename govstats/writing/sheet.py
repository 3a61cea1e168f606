"""The statutory form as a sheet: headings, lines and tables of boxes, before any file format."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Role = Literal["title", "corner", "column", "stub", "group", "row", "value"]
"""What a box is: the title of a block, the note in the corner, a head over columns, the head beside
all outcomes (三、本年度办理结果), a group of rows, a row, or a figure."""

LineKind = Literal["period", "prose", "guidance", "note"]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table: its text, what it is, and how many rows and columns it covers."""

    text: str
    role: Role = "value"
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of boxes as HTML has them: a position that a box above covers has none of its own.

    The first `head` rows are repeated on each page; `widths` are relative, one for each column.
    """

    caption: str
    rows: tuple[tuple[Box, ...], ...]
    widths: tuple[int, ...]
    head: int = 0

    def placed(self) -> Iterator[tuple[int, int, Box]]:
        """Yield each box with the row and column of its first position."""
        taken: set[tuple[int, int]] = set()
        for row, boxes in enumerate(self.rows):
            column = 0
            for box in boxes:
                while (row, column) in taken:
                    column += 1
                taken.update(
                    (row + i, column + j) for i in range(box.rowspan) for j in range(box.colspan)
                )
                yield row, column, box
                column += box.colspan

    def positions(self) -> list[list[tuple[Box, bool]]]:
        """Return for each position the box that covers it, and whether it is the box's first."""
        empty = Box("")
        grid = [[(empty, True)] * len(self.widths) for _ in self.rows]
        for row, column, box in self.placed():
            for i in range(box.rowspan):
                for j in range(box.colspan):
                    grid[row + i][column + j] = (box, i == j == 0)
        return grid

    def with_boxes(self, change: Callable[[Box], Box]) -> Table:
        """Return the table with each box changed; spans have to stay."""
        return replace(self, rows=tuple(tuple(map(change, boxes)) for boxes in self.rows))


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: the reporting period, prose, guidance where prose goes, or a note of ours."""

    text: str
    kind: LineKind = "prose"


Part = Heading | Line | Table

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole report in the statutory form; `name` says what it is."""

    title: str
    parts: tuple[Part, ...]
    name: str

    @property
    def file_name(self) -> str:
        """The name as a file may bear it on every system, without a suffix."""
        return _NOT_IN_NAMES.sub("_", self.name)[:_LONGEST_NAME].strip(" ._")

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in order."""
        return tuple(part for part in self.parts if isinstance(part, Table))
