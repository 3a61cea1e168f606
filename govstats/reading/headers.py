"""The header rows of a grid: which column of the form stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.reading.alignment import Anchors
from govstats.reading.labels import label_key, match_label
from govstats.reading.values import is_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.documents import Grid, GridCell
    from govstats.forms import Block, Form, Label

_HEADS = {"信息内容", "申请人情况", "行政复议", "行政诉讼"}
_TWO = 2


class Header:
    """Collects the header rows above the data of a grid and reads columns from them.

    A header row has no value and names columns of the form: one that only table two has, or two
    of tables three and four. Rows between which no data stands are read together, the lowest
    label of each grid column first. Any other row of labels alone is a `foreign` header: what
    stands under it is another table.
    """

    def __init__(self, form: Form, grid: Grid) -> None:
        self._form = form
        self._grid = grid
        self._covering = grid.covering()
        self._rows: list[int] = []
        self._open = False
        self.foreign = False
        self.blocks: list[Block] = []

    def add(self, index: int, cells: Sequence[GridCell], *, is_row: bool) -> bool:
        """Take a row if it is part of a header; say whether it was.

        `is_row` says that its last label is a row of the form, which then has only blank cells.
        """
        texts = [cell.text for cell in cells if cell.text.strip()]
        if not texts or not all(is_label(text) for text in texts):
            self._open = False
            return False
        blocks = [block for block in self._form.blocks if _names_columns(block, texts)]
        if not blocks and not any(label_key(text) in _HEADS for text in texts):
            self._open = False
            if is_row or len(texts) < _TWO:
                return False
            self.foreign, self.blocks = True, []
            return True
        if not self._open:
            self._rows, self.blocks = [], []
        self.foreign = False
        self._rows.append(index)
        self.blocks.extend(block for block in blocks if block not in self.blocks)
        self._open = True
        return True

    @property
    def seen(self) -> bool:
        """Whether the grid had a header above this point."""
        return bool(self._rows) or self.foreign

    def anchors(self, block: Block) -> Anchors | None:
        """Return where the block's columns stand, or None where the header leaves that open.

        The printed order counts, not the form's. Where the form's own word and an alias of it both
        stand (总计, 合计), the alias is a column of its own.
        """
        if block not in self.blocks:
            return None
        named: dict[str, list[tuple[str, int]]] = {}
        extra: list[int] = []
        first = None
        for column in range(self._grid.width):
            text, found = self._leaf(block, column)
            if found:
                first = column if first is None else first
                named.setdefault(found[0].code, []).append((found[1], column))
            elif text and first is not None:
                extra.append(column)
        positions: dict[str, int] = {}
        for code, places in named.items():
            own = [column for manner, column in places if manner == "label"] or [
                c for _, c in places
            ]
            if own != list(range(own[0], own[0] + len(own))):
                return None
            positions[code] = own[0]
            extra += [column for _, column in places if column not in own]
        codes = [column.code for column in block.columns]
        if not positions or (not self._grid.exact and set(positions) != set(codes)):
            return None
        return Anchors(tuple(positions.get(c) for c in codes), self._grid.width, tuple(extra))

    def in_form_order(self, block: Block) -> bool:
        """Say whether a header without usable positions names columns in the form's order.

        A group's label (法人或其他组织) stands for the columns under it in the next row. Silence
        about the columns is taken as the form's order.
        """
        rows = [self._labels(block, index) for index in self._rows]
        order: list[str] = []
        for row in rows:
            if "" in order:
                at = order.index("")
                order[at : at + 1] = row
            else:
                order += row
        order = [code for code in order if code]
        return not order or order == [column.code for column in block.columns]

    def line_block(self) -> Block | None:
        """Return the block whose rows stand side by side under this header (表四)."""
        return next((block for block in self.blocks if block.layout == "line"), None)

    def split_line(self, block: Block, cells: list[GridCell]) -> list[tuple[Label, list[GridCell]]]:
        """Return each row of a side-by-side block with its share of a line's cells.

        The header has to name the rows, and for each its columns, in the form's order; otherwise
        nothing is certain and nothing is returned.
        """
        texts = [cell.text for i in self._rows for cell in self._covering[i] if cell]
        keys = [label_key(text) for text in dict.fromkeys(texts)]
        rows = [row for row in block.rows if label_key(row.label) in keys] or list(block.rows)
        order = [keys.index(label_key(row.label)) for row in rows if label_key(row.label) in keys]
        tops = dict.fromkeys(label_key(row.group or row.label) for row in rows)
        above = [keys.index(top) for top in tops if top in keys]
        codes = [c.code for c in block.columns]
        printed = [code for index in self._rows for code in self._labels(block, index) if code]
        size, count = len(codes), len(printed)
        in_order = printed == (codes * (count // size)) if count % size == 0 else False
        if order != sorted(order) or above != sorted(above) or not in_order:
            return []
        values = [cell for cell in cells if cell.text.strip()]
        fields = values if len(values) == size * len(rows) else cells
        if len(fields) != size * len(rows):
            return []
        return [(row, fields[n * size : (n + 1) * size]) for n, row in enumerate(rows)]

    def _leaf(self, block: Block, column: int) -> tuple[str, tuple[Label, str] | None]:
        """Return the lowest label over a grid column, and the form's column that it names."""
        lowest = ""
        for row in reversed(self._rows):
            cell = self._covering[row][column]
            if cell is None or not cell.text.strip():
                continue
            match = match_label(cell.text, block.columns, similar=False)
            if match:
                return cell.text, (match.label, match.manner)
            lowest = lowest or cell.text
            if self._grid.exact:
                break
        return lowest, None

    def _labels(self, block: Block, index: int) -> list[str]:
        """Return the codes that a header row names; "" for the label of a group of columns."""
        groups = {label_key(column.group) for column in block.columns if column.group}
        codes = []
        for cell in (cell for cell in self._grid.cells if cell.row == index):
            match = match_label(cell.text, block.columns, similar=False)
            if match:
                codes.append(match.label.code)
            elif label_key(cell.text) in groups:
                codes.append("")
        return codes


def _names_columns(block: Block, texts: Sequence[str]) -> bool:
    named = sum(match_label(text, block.columns, similar=False) is not None for text in texts)
    shared = block.by or block.layout == "line"
    return named >= (_TWO if shared else 1)
