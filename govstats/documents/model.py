"""A document as blocks: paragraphs and grids, each knowing where it stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE = "\ufffc"
"""What a cell says that shows a picture and no text (U+FFFC, object replacement character)."""

Format = Literal["html", "docx", "pdf", "text"]
Kind = Literal["text", "heading", "title"]


class Place(NamedTuple):
    """Where something stood: page, line or paragraph, table, row and column, all counted from 1."""

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    @classmethod
    def parse(cls, locator: str) -> Place:
        """Return the place that a locator names; what it does not name is None."""
        found = {part[:1]: int(part[1:]) for part in locator.split() if part[1:].isdigit()}
        return cls(*(found.get(letter) for letter in "pltrc"))

    def __str__(self) -> str:
        """Print the place compactly, as `counts.locator` keeps it: `p3 t2 r5 c4`, `l12`."""
        parts = zip("plthc", (self.page, self.line, self.table, self.row, self.column), strict=True)
        names = {"h": "r"}
        return " ".join(
            f"{names.get(key, key)}{value}" for key, value in parts if value is not None
        )


class Paragraph(NamedTuple):
    """A run of text; `kind` tells a title in the file's metadata and a heading from plain text."""

    text: str
    place: Place
    kind: Kind = "text"


class GridCell(NamedTuple):
    """A cell of a grid at `row`, `column` (from 0), covering `rowspan` × `colspan` positions."""

    text: str
    row: int
    column: int
    place: Place
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stood in the source.

    `exact` says that columns are true positions (HTML, DOCX, PDF). In text a column is only the
    number of the field, so a field that was lost shifts all that follow it.
    """

    cells: tuple[GridCell, ...]
    place: Place
    exact: bool = True
    width: int = field(init=False)
    height: int = field(init=False)

    def __post_init__(self) -> None:
        width = max([cell.column + cell.colspan for cell in self.cells], default=0)
        height = max([cell.row + cell.rowspan for cell in self.cells], default=0)
        object.__setattr__(self, "width", width)
        object.__setattr__(self, "height", height)

    def rows(self) -> Iterator[tuple[GridCell, ...]]:
        """Yield the cells that begin in each row, from left to right; a row may be empty."""
        by_row: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for row in range(self.height):
            yield tuple(sorted(by_row.get(row, ()), key=lambda cell: cell.column))

    def covering(self) -> list[list[GridCell | None]]:
        """Return for each position the cell that covers it, spans included."""
        table: list[list[GridCell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            columns = range(cell.column, cell.column + cell.colspan)
            for row in table[cell.row : cell.row + cell.rowspan]:
                for column in columns:
                    if row[column] is None:
                        row[column] = cell
        return table


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """Any file as an ordered run of paragraphs and grids.

    `source` names it for people, `sha256` identifies its bytes, `encoding` is the one that was
    used to decode it (empty for binary formats), `notes` says what opening it took beyond that.
    """

    source: str
    sha256: str
    format: Format
    blocks: tuple[Block, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The grids in order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))


def numbered(blocks: list[Block]) -> tuple[Block, ...]:
    """Give every grid of a document its number, and its cells their table, row and column.

    A reader that knows the number of a grid may have given it.
    """
    result: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Grid):
            count += 1
            result.append(_with_number(block, count) if block.place.table != count else block)
        else:
            result.append(block)
    return tuple(result)


def _with_number(grid: Grid, number: int) -> Grid:
    cells = tuple(
        GridCell(
            cell.text,
            cell.row,
            cell.column,
            Place(cell.place.page, cell.place.line, number, cell.row + 1, cell.column + 1),
            cell.rowspan,
            cell.colspan,
        )
        for cell in grid.cells
    )
    return replace_grid(grid, cells, grid.place._replace(table=number))


def replace_grid(grid: Grid, cells: tuple[GridCell, ...], place: Place) -> Grid:
    """Return a grid with other cells and place, and the same exactness."""
    return Grid(cells, place, exact=grid.exact)
