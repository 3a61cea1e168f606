"""Table four: the rows of a block standing side by side in one printed line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.documents import squeeze
from govstats.reading.labels import label_key, match_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.documents import GridCell
    from govstats.forms import Block, Label
    from govstats.reading.tables.columns import Assignment
    from govstats.reading.tables.headers import Header

_BRACKETED = re.compile(r"\(([^()]+)\)$")

Share = tuple["Label", list["GridCell"], "Assignment"]
"""A row of the form with its cells of a printed line."""


def split_line(
    header: Header, block: Block, cells: Sequence[GridCell], title: str = ""
) -> list[Share]:
    """Return each row of a side-by-side block with its share of a line's cells.

    By place where the header says over each column which row and column it is; otherwise by order.
    Where neither is certain nothing is returned. `title` is the text above the table, which may be
    what names its only row.
    """
    return _by_place(header, block, cells) or _by_order(header, block, cells, title)


def _by_place(header: Header, block: Block, cells: Sequence[GridCell]) -> list[Share]:
    """Read a line under a header in which every column has its row above it."""
    if not header.grid.exact or not cells:
        return []
    places: dict[tuple[str, str], int] = {}
    for column in range(header.grid.width):
        over = [c.text for row in header.rows if (c := header.covering[row][column])]
        rows = {m.label.code for t in over if (m := match_label(t, block.rows, similar=False))}
        names = {m.label.code for t in over if (m := match_label(t, block.columns))}
        if not rows and places:
            continue
        if len(rows) != 1 or len(names) != 1:
            return []
        key = (rows.pop(), names.pop())
        if key in places:
            return []
        places[key] = column
    if max(cell.column + cell.colspan for cell in cells) < header.grid.width:
        return []
    if len(places) != len(block.columns) * len({row for row, _ in places}):
        return []
    covered = {c: cell for cell in cells for c in range(cell.column, cell.column + cell.colspan)}
    shares: list[Share] = []
    for row in block.rows:
        own = {code: covered.get(place) for (of, code), place in places.items() if of == row.code}
        found = {code: cell for code, cell in own.items() if cell is not None}
        if own and len({id(cell) for cell in found.values()}) == len(found):
            shares.append((row, list(found.values()), found))
    return shares


def _by_order(header: Header, block: Block, cells: Sequence[GridCell], title: str) -> list[Share]:
    """Read a line whose header names the rows, and for each its columns, in the form's order."""
    texts = [cell.text for i in header.rows for cell in header.covering[i] if cell]
    keys = [label_key(text) for text in dict.fromkeys(texts)]
    rows = [row for row in block.rows if label_key(row.label) in keys]
    rows = rows or _titled(block, title) or list(block.rows)
    order = [keys.index(label_key(row.label)) for row in rows if label_key(row.label) in keys]
    tops = dict.fromkeys(label_key(row.group or row.label) for row in rows)
    above = [keys.index(top) for top in tops if top in keys]
    codes = [column.code for column in block.columns]
    printed = [
        match.label.code
        for index in header.rows
        for cell in header.grid.cells
        if cell.row == index and (match := match_label(cell.text, block.columns, similar=False))
    ]
    size, count = len(codes), len(printed)
    in_order = count % size == 0 and printed == codes * (count // size)
    if order != sorted(order) or above != sorted(above) or not in_order:
        return []
    values = [cell for cell in cells if cell.text.strip()]
    fields = values if len(values) == size * len(rows) else list(cells)
    if len(fields) != size * len(rows):
        return []
    parts = [fields[n * size : (n + 1) * size] for n in range(len(rows))]
    return [
        (row, part, dict(zip(codes, part, strict=True)))
        for row, part in zip(rows, parts, strict=True)
    ]


def _titled(block: Block, title: str) -> list[Label]:
    """Return the rows that the text above a table names, as its own name or that of their group.

    A row may stand in brackets behind its group: 行政诉讼（复议后起诉）.
    """
    bracketed = _BRACKETED.search(squeeze(title))
    keys = [bracketed.group(1)] if bracketed else []
    for key in [*map(label_key, keys), label_key(title)]:
        found = [row for row in block.rows if key in (label_key(row.label), label_key(row.group))]
        if found:
            return found
    return []
