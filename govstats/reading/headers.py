"""The header rows of a grid: which column of the form stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.reading.alignment import Anchors
from govstats.reading.labels import label_key, match_label
from govstats.reading.values import is_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govstats.documents import Grid, GridCell
    from govstats.forms import Block, Form, Label

_HEADS = {"信息内容", "申请人情况", "行政复议", "行政诉讼"}
_TWO = 2
_SUBTOTAL = "小计"


class Header:
    """Collects the header rows above the data of a grid and reads columns from them.

    A header row has no value and names columns of the form: one that only table two has, or two
    of tables three and four. Rows between which no data stands are read together, the lowest
    label of each grid column first.
    """

    def __init__(self, form: Form, grid: Grid) -> None:
        self._form = form
        self._grid = grid
        self._covering = grid.covering()
        self._rows: list[int] = []
        self.open = False
        self.blocks: list[Block] = []

    def add(self, index: int, cells: Sequence[GridCell]) -> bool:
        """Take a row if it is part of a header; say whether it was."""
        texts = [cell.text for cell in cells if cell.text.strip()]
        if not texts or not all(is_label(text) for text in texts):
            self.open = False
            return False
        blocks = [block for block in self._form.blocks if _names_columns(block, texts)]
        if not blocks and not any(label_key(text) in _HEADS for text in texts):
            self.open = False
            return False
        if not self.open:
            self._rows, self.blocks = [], []
        self._rows.append(index)
        self.blocks.extend(block for block in blocks if block not in self.blocks)
        self.open = True
        return True

    def anchors(self, block: Block) -> Anchors | None:
        """Return where the block's columns stand, or None where the header leaves that open."""
        if block not in self.blocks:
            return None
        positions: dict[str, int] = {}
        order: list[str] = []
        extra: list[int] = []
        for column in range(self._grid.width):
            if self._is_subtotal(column):
                extra.append(column)
                continue
            label = self._column(block, column)
            if label is None or (order and order[-1] == label.code):
                continue
            if label.code in positions:
                return None
            positions[label.code] = column
            order.append(label.code)
        if order != [column.code for column in block.columns]:
            return None
        return Anchors(tuple(positions[code] for code in order), self._grid.width, tuple(extra))

    def line_block(self) -> Block | None:
        """Return the block whose rows stand side by side under this header (表四)."""
        return next((block for block in self.blocks if block.layout == "line"), None)

    def split_line(
        self, block: Block, cells: list[GridCell]
    ) -> Iterator[tuple[Label, list[GridCell]]]:
        """Yield each row of a side-by-side block with its share of a line's cells.

        The header has to show which rows stand there: all of them, or those that it names.
        """
        rows = self._line_rows(block)
        size = len(block.columns)
        printed = [cell for cell in cells if cell.text.strip()]
        fields = printed if len(printed) == size * len(rows) else cells
        if len(fields) != size * len(rows):
            return
        for number, row in enumerate(rows):
            yield row, fields[number * size : (number + 1) * size]

    def _line_rows(self, block: Block) -> list[Label]:
        texts = [cell.text for i in self._rows for cell in self._covering[i] if cell]
        keys = {label_key(text) for text in texts}
        named = [row for row in block.rows if label_key(row.label) in keys]
        return named or list(block.rows)

    def _is_subtotal(self, column: int) -> bool:
        cells = (self._covering[row][column] for row in self._rows)
        return any(cell is not None and label_key(cell.text) == _SUBTOTAL for cell in cells)

    def _column(self, block: Block, column: int) -> Label | None:
        for row in reversed(self._rows):
            cell = self._covering[row][column]
            match = match_label(cell.text, block.columns, similar=False) if cell else None
            if match:
                return match.label
            if (
                cell
                and cell.text.strip()
                and cell.colspan == 1
                and cell.rowspan == 1
                and self._grid.exact
            ):
                return None
        return None


def _names_columns(block: Block, texts: Sequence[str]) -> bool:
    named = sum(match_label(text, block.columns, similar=False) is not None for text in texts)
    shared = block.by or block.layout == "line"
    return named >= (_TWO if shared else 1)
