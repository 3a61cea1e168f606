"""Tables that a document draws in pieces, right behind each other: a row each, or the head apart."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from govstats.documents.model import Block, Grid, GridCell, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FEWEST, _MOSTLY = 3, 0.5
_FIGURE = re.compile(r"\d[\d,.]*")


def joined_pieces(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with tables joined that nothing stands between.

    Three and more that are mostly one row each are the rows of one table, whose columns are true
    where all of them are equally wide. One without any figure is the head of the next that begins
    with figures, where both are equally wide.
    """
    if not any(isinstance(a, Grid) and isinstance(b, Grid) for a, b in pairwise(blocks)):
        return list(blocks)
    result: list[Block] = []
    for is_grid, run in groupby(blocks, key=lambda block: isinstance(block, Grid)):
        if not is_grid:
            result += run
            continue
        grids = [block for block in run if isinstance(block, Grid)]
        rows = sum(grid.height == 1 for grid in grids)
        if len(grids) >= _FEWEST and rows > _MOSTLY * len(grids):
            result.append(_stacked(grids))
        else:
            result += _with_heads(grids)
    return result


def _with_heads(grids: Iterable[Grid]) -> list[Grid]:
    result: list[Grid] = []
    for grid in grids:
        head = result[-1] if result else None
        if head and head.width == grid.width and _is_head(head) and _begins_with_figures(grid):
            result[-1] = _stacked([head, grid])
        else:
            result.append(grid)
    return result


def _is_head(grid: Grid) -> bool:
    return grid.exact and not any(_FIGURE.fullmatch(cell.text.strip()) for cell in grid.cells)


def _begins_with_figures(grid: Grid) -> bool:
    first = [cell.text.strip() for cell in grid.cells if cell.row == 0]
    return grid.exact and any(map(_FIGURE.fullmatch, first))


def _stacked(grids: Sequence[Grid]) -> Grid:
    exact = all(grid.exact for grid in grids) and len({grid.width for grid in grids}) == 1
    cells: list[GridCell] = []
    top = 0
    for grid in grids:
        columns = _fields(grid) if not exact and grid.exact else {}
        cells += [
            cell._replace(
                row=top + cell.row,
                column=columns.get(id(cell), cell.column),
                colspan=1 if columns else cell.colspan,
                place=_moved(cell.place, grids[0].place, top + cell.row),
            )
            for cell in grid.cells
        ]
        top += grid.height
    return Grid(tuple(cells), grids[0].place, exact=exact)


def _moved(place: Place, first: Place, row: int) -> Place:
    """Return a cell's place in the table that its own was joined to."""
    known = place.table is not None and first.table is not None
    return place._replace(table=first.table, row=row + 1) if known else place


def _fields(grid: Grid) -> dict[int, int]:
    """Return which field of its row each cell is."""
    return {id(cell): n for row in grid.rows() for n, cell in enumerate(row)}
