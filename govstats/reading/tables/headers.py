"""The header rows of a grid: collected above its data, and read as columns of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.documents import PICTURE
from govstats.reading.labels import label_key, match_label
from govstats.reading.tables.columns import Columns
from govstats.reading.tables.names import Name, column_of, is_sum, settle_names
from govstats.reading.tables.periods import is_other_period, is_own_period
from govstats.reading.tables.vocabulary import groups_over
from govstats.reading.values import is_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.documents import Grid, GridCell
    from govstats.forms import Block
    from govstats.reading.tables.vocabulary import Vocabulary

_TWO = 2
_MORE_THAN_LABELS = 4
"""So many texts in a row are no section, group and label with blank cells behind them."""


class Header:
    """Collects the header rows above the data of a grid and reads columns from them.

    A header row has no value and names columns of the form: one that only table two has, or two
    of tables three and four. Rows between which no data stands are read together, the lowest
    label of each grid column first; names may go on in the next row. A column of another period than
    the report's `year` is none of the form's. Any other row of labels alone is a `foreign` header:
    what stands under it is another table.
    """

    def __init__(self, words: Vocabulary, grid: Grid, year: int | None = None) -> None:
        self.grid = grid
        self._year = year
        self.covering = grid.covering()
        self.rows: list[int] = []
        self.foreign = False
        self.blocks: list[Block] = []
        self.turned: list[Block] = []
        self._words = words
        self._open = False
        self._columns: dict[str, Columns | None] = {}

    def add(self, index: int, cells: Sequence[GridCell], *, is_row: bool) -> bool:
        """Take a row if it is part of a header; say whether it was.

        `is_row` says that its last label is a row of the form, which then has only blank cells.
        A row in which no cell begins neither continues nor ends a header.
        """
        if not cells:
            return False
        texts: list[str] = []
        for cell in cells:
            if is_label(cell.text):
                texts.append(cell.text)
            elif cell.text.strip() and cell.text != PICTURE:
                texts.clear()
                break
        if not texts:
            self._open = False
            return False
        blocks = self._words.with_columns(texts)
        goes_on = self._open and len(texts) >= (_MORE_THAN_LABELS if is_row else _TWO)
        if not (blocks or goes_on or any(self._words[text].is_head for text in texts)):
            self._open = False
            if is_row or len(texts) < _TWO:
                return False
            self.foreign, self.blocks = True, []
            return True
        if not self._open:
            self.rows, self.blocks, self.turned = [], [], []
        self._columns.clear()
        self.foreign = False
        self.rows.append(index)
        self.blocks.extend(block for block in blocks if block not in self.blocks)
        self.turned.extend(self._words.turned_by(texts))
        self._open = True
        return True

    @property
    def seen(self) -> bool:
        """Whether the grid had a header above this point."""
        return bool(self.rows) or self.foreign

    def line_block(self) -> Block | None:
        """Return the block whose rows stand side by side under this header (表四)."""
        return next((block for block in self.blocks if block.layout == "line"), None)

    def turned_block(self) -> Block | None:
        """Return table four turned, where the header names its rows and none of its columns."""
        return None if self.foreign or self.line_block() or not self.turned else self.turned[0]

    def columns(self, block: Block) -> Columns | None:
        """Return the block's columns as printed, or None where the header leaves them open."""
        if block not in self.blocks and block != self.turned_block():
            return None
        if block.id not in self._columns:
            misdrawn = self.grid.exact and self._is_misdrawn(block)
            places = None if misdrawn else self._in_places(block)
            in_order = misdrawn or not self.grid.exact
            self._columns[block.id] = places or (self._in_sequence(block) if in_order else None)
        return self._columns[block.id]

    def _in_places(self, block: Block) -> Columns | None:
        """Read the columns by where their labels stand.

        In text that holds only where no label hides behind another: fields are then true columns.
        """
        groups = groups_over(block)
        names: list[Name] = []
        behind: GridCell | None = None
        for column in range(self.grid.width):
            cell = self._leaf(block, column)
            if cell is None:
                continue
            others = is_other_period(cell.text, self._year)
            if cell == behind and not others and label_key(cell.text) not in groups:
                continue
            if label_key(cell.text) in groups and self._is_spacer(cell, column):
                continue
            behind = cell
            over = {label_key(c.text) for row in self.rows if (c := self.covering[row][column])}
            name = Name.of(cell.text, block, column, grouped=bool(over & groups), row=cell.row)
            part = others or self._is_part(column, block)
            if names or name.code or part or label_key(cell.text) in groups:
                names.append(name)
        settled = settle_names(names, block)
        if not settled:
            return None
        if not self.grid.exact and not self._named(block) <= {name.code for name in settled}:
            return None
        places = tuple(name.place for name in settled)
        return Columns(tuple(name.code for name in settled), places, self.grid.width)

    def _is_spacer(self, group: GridCell, column: int) -> bool:
        """Say whether below the label of a group a blank cell stands beside cells with names.

        Nothing may begin below it: then it is a column whose name was left out.
        """
        below = [self.covering[row][column] for row in self.rows if row > group.row]
        beside = [
            cell
            for row in self.rows
            if row > group.row
            for cell in self.covering[row][group.column : group.column + group.colspan]
        ]
        blank = any(cell is not None and not cell.text.strip() for cell in below)
        named = any(cell is not None and cell.text.strip() for cell in beside)
        return blank and named and not any(
            cell.column == column and cell.text.strip()
            for cell in self.grid.cells
            if cell.row > group.row
        )  # fmt: skip

    def _is_misdrawn(self, block: Block) -> bool:
        """Say whether spans of the header were lost or are wrong, so that names stand nowhere.

        Two columns are named above each other, or 法人或其他组织 does not stand over all of its
        columns: beside it there is another name or no cell, where a cell taken apart leaves a blank.
        """
        groups = groups_over(block)
        parts = {column.code for column in block.columns if column.group}
        beside = [
            row
            for row in self.rows
            if any(cell and label_key(cell.text) in groups for cell in self.covering[row])
        ]
        for column in range(self.grid.width) if beside else ():
            over = {row: cell for row in self.rows if (cell := self.covering[row][column])}
            codes = {
                code
                for cell in over.values()
                if (code := column_of(cell.text, block)) and not self._is_divided(cell, block)
            }
            if len(codes) > 1:
                return True
            above = [over[row].text for row in beside if row in over]
            if codes & parts and not any(
                not text.strip() or label_key(text) in groups for text in above
            ):
                return True
        return False

    def _leaf(self, block: Block, column: int) -> GridCell | None:
        """Return the lowest label over a grid column; in text the lowest that names a column.

        A name that is broken over two rows (商业 over 企业) is put together again. A sum below the
        name of a column (本年制发件数 over 合计 and 其中：本级) is that column.
        """
        over = [c for row in self.rows if (c := self.covering[row][column]) and c.text.strip()]
        over = list({id(cell): cell for cell in over}.values())
        others = [cell for cell in over if is_other_period(cell.text, self._year)]
        if others:
            return others[0]
        over = [cell for cell in over if not is_own_period(cell.text, self._year)] or over
        if not over:
            return None
        if len(over) > 1:
            whole = over[-2].text + over[-1].text
            match = match_label(whole, block.columns, similar=False)
            if match and match.manner == "label":
                return over[-1]._replace(text=whole)
            if is_sum(over[-1].text) and self._is_divided(over[-2], block):
                return over[-1]._replace(text=over[-2].text)
        if self.grid.exact:
            return over[-1]
        named = (cell for cell in reversed(over) if match_label(cell.text, block.columns))
        return next(named, over[-1])

    def _is_part(self, column: int, block: Block) -> bool:
        """Say whether the name of a column of the form is divided into several, this one among them."""
        over = (self.covering[row][column] for row in self.rows)
        return any(cell is not None and self._is_divided(cell, block) for cell in over)

    def _is_divided(self, cell: GridCell, block: Block) -> bool:
        """Say whether the name of a column of the form stands over several columns."""
        return cell.colspan > 1 and bool(match_label(cell.text, block.columns, similar=False))

    def _in_sequence(self, block: Block) -> Columns | None:
        """Read only the order of the columns, from rows without true columns.

        The label of a group (法人或其他组织) stands for the columns that the next row names.
        """
        groups = groups_over(block)
        order: list[Name] = []
        for index in self.rows:
            cells = [cell for cell in self.grid.cells if cell.row == index and cell.text.strip()]
            at = next((n for n, name in enumerate(order) if label_key(name.text) in groups), None)
            names = [Name.of(c.text, block, 0, grouped=at is not None) for c in cells]
            known = [
                n for n, name in enumerate(names) if name.code or label_key(name.text) in groups
            ]
            if not known:
                continue
            order[
                at if at is not None else len(order) : (at or 0) + 1 if at is not None else None
            ] = names[known[0] :]
        settled = settle_names(order, block)
        return Columns(tuple(n.code for n in settled), None, 0) if settled else None

    def _named(self, block: Block) -> set[str]:
        """Return the codes of the columns that any cell of the header names."""
        texts = [cell.text for cell in self.grid.cells if cell.row in self.rows]
        found = [match_label(text, block.columns, similar=False) for text in texts]
        return {match.label.code for match in found if match}
