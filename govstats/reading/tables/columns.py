"""The columns of a printed table, and a row's values put under them only where that is certain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from govstats.documents import PICTURE
from govstats.forms import Block, Label
from govstats.reading.values import is_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.documents import GridCell

SUBTOTAL = Label("organisations", "小计", "subtotal of organisations")
"""The 小计 that some reports print for 法人或其他组织; the form has no such column."""

_TURNED = "turned "

Assignment = dict[str, "GridCell"]
"""By the code of a column its cell; a column that the row has no cell for is not in it."""


def turned(block: Block) -> Block:
    """Return a block with its rows as columns, as some reports print table four."""
    sides = {"rows": block.columns, "columns": block.rows}
    return replace(block, id=_TURNED + block.id, layout="rows", **sides)  # type: ignore[arg-type]


def is_turned(block: Block) -> bool:
    """Say whether the columns of a block are rows of the form."""
    return block.id.startswith(_TURNED)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns as a header prints them, from left to right.

    A code is "" for a column that the form lacks (备注). `places` are the columns of the grid in
    which they stand, None where the header only gives their order. `width` is the grid's.
    """

    codes: tuple[str, ...]
    places: tuple[int, ...] | None
    width: int

    @classmethod
    def of_form(cls, block: Block) -> Columns:
        """Return the form's own columns in its order."""
        return cls(tuple(column.code for column in block.columns), None, 0)

    @property
    def first(self) -> int:
        """The leftmost grid column with a value."""
        return self.places[0] if self.places else 0

    @property
    def last(self) -> int:
        """The rightmost grid column with a value."""
        return self.places[-1] if self.places else 0

    def in_form_order(self, block: Block) -> bool:
        """Say whether these are all of the form's columns, in its order, and no others."""
        return self.codes == Columns.of_form(block).codes

    def has_all_of(self, block: Block) -> bool:
        """Say whether all of the form's columns are among these, so that a row may be counted off."""
        return set(Columns.of_form(block).codes) <= set(self.codes)

    def by_place(self, fields: Sequence[GridCell]) -> Assignment | None:
        """Return the cells that stand under the header's columns.

        None where the row does not reach the last column (a cell was lost, the others moved),
        where a value stands under no column, or where one cell with a value spans several.
        """
        if self.places is None or not fields:
            return None
        if max([cell.column + cell.colspan for cell in fields]) <= self.last:
            return None
        covered = {
            column: cell
            for cell in fields
            for column in range(cell.column, cell.column + cell.colspan)
        }
        found = [covered.get(place) for place in self.places]
        under = [id(cell) for cell in found if cell is not None and cell.text.strip()]
        single = set(under)
        outside = any(
            cell.text.strip() not in ("", PICTURE)
            and id(cell) not in single
            and not self._is_before(cell)
            for cell in fields
        )
        if outside or len(single) < len(under):
            return None
        return self._named(found)

    def _is_before(self, cell: GridCell) -> bool:
        """Say whether a cell is a word before the first column: the unit of what is counted."""
        return cell.column + cell.colspan <= self.first and is_label(cell.text)

    def by_count(self, fields: Sequence[GridCell]) -> Assignment | None:
        """Return the fields in the printed order, where they are as many as the columns."""
        return self._named(fields) if len(fields) == len(self.codes) else None

    def by_run(self, fields: Sequence[GridCell]) -> Assignment | None:
        """Return the values in the printed order, where they are as many and nothing is between."""
        filled = [n for n, cell in enumerate(fields) if cell.text.strip()]
        count = len(self.codes)
        if len(filled) == count and filled[-1] - filled[0] + 1 == count:
            return self._named(fields[filled[0] : filled[-1] + 1])
        return None

    def from_column(self, fields: Sequence[GridCell], start: int) -> Assignment | None:
        """Return the cells of a row whose first column is at `start`, if all of them are there."""
        covered = {cell.column: cell for cell in fields}
        span = range(start, start + len(self.codes))
        outside = [cell for cell in fields if cell.text.strip() and cell.column not in span]
        inside = [covered[column] for column in span if column in covered]
        return None if outside or len(inside) < len(self.codes) else self._named(inside)

    def _named(self, cells: Sequence[GridCell | None]) -> Assignment | None:
        """Return the cells by their columns, None where one column has two values.

        A name that a merged cell prints over several columns has one value among them.
        """
        named: Assignment = {}
        for code, cell in zip(self.codes, cells, strict=True):
            if not code or cell is None:
                continue
            first = named.get(code)
            if first is None or not first.text.strip():
                named[code] = cell
            elif cell.text.strip() and cell.text.strip() != first.text.strip():
                return None
        return named
