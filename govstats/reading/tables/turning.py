"""Tables that a report prints with rows and columns exchanged, turned back."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from govstats.documents import Grid
from govstats.reading.tables.vocabulary import LONGEST_LABEL, vocabulary
from govstats.reading.values import is_label

if TYPE_CHECKING:
    from govstats.documents import GridCell
    from govstats.forms import Form

_SEVERAL = 3


def upright(grid: Grid, form: Form) -> Grid:
    """Return a grid as the form draws it, applicants beside each other; its cells keep their places.

    It is turned where all names of a block's rows stand above and right of all names of its
    columns, or where those of table four stand below each other, once for each of its rows.
    """
    words = vocabulary(form)
    rows: dict[str, list[GridCell]] = defaultdict(list)
    columns: dict[str, list[GridCell]] = defaultdict(list)
    for cell in grid.cells if grid.exact else ():
        if not cell.text or cell.text.isdigit() or len(cell.text) > LONGEST_LABEL:
            continue
        said = words[cell.text]
        named = {block.id for block in said.blocks}
        for name in named - said.columns:
            rows[name].append(cell)
        for name in said.columns - named:
            columns[name].append(cell)
    for block in form.blocks:
        above, beside = rows[block.id], columns[block.id]
        if block.layout == "line":
            if _is_upended(beside):
                return _turned(grid)
        elif above and beside and _stands_over(above, beside):
            return _turned(grid)
    return grid


def _stands_over(above: list[GridCell], beside: list[GridCell]) -> bool:
    return max(cell.row for cell in above) < min(cell.row for cell in beside) and min(
        cell.column for cell in above
    ) > max(cell.column for cell in beside)


def _is_upended(names: list[GridCell]) -> bool:
    """Say whether the results of table four stand below each other, several times over."""
    places = Counter((cell.text, cell.column) for cell in names)
    in_rows = Counter(cell.row for cell in names)
    repeated = sum(count > 1 for count in places.values())
    return repeated >= _SEVERAL and max(in_rows.values()) == 1


def _turned(grid: Grid) -> Grid:
    """Return a grid with rows and columns exchanged.

    The figures of a row that does not reach the right edge lost one of them, and are left out.
    """
    ends: Counter[int] = Counter()
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            ends[row] = max(ends[row], cell.column + cell.colspan)
    wide = max(ends[cell.row] for cell in grid.cells if not is_label(cell.text))
    cells = [
        cell._replace(
            row=cell.column, column=cell.row, rowspan=cell.colspan, colspan=cell.rowspan
        )
        for cell in grid.cells
        if ends[cell.row] >= wide or is_label(cell.text)
    ]  # fmt: skip
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), grid.place)
