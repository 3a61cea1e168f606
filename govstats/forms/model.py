"""The statutory form as frozen values: blocks of rows and columns, groups, rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Severity = Literal["error", "question", "warning", "note"]


@dataclass(frozen=True)
class Label:
    """What the form prints for a row, a column or a group, and what else reports print for it.

    `group` is the label that it stands under, where that is no `Block.groups`: 法人或其他组织 over
    columns; in a list the row or heading above, 收到申请数 over 当面申请数. `name` is what the figure
    is called away from its place in the form, where the label alone says too little: 总计, 其他.
    """

    code: str
    label: str
    label_en: str
    number: str = ""
    note: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()
    unit: str = ""
    count: bool = True
    signed: bool = False
    one_row: bool = False
    name: str = ""
    name_en: str = ""

    @property
    def printed(self) -> str:
        """The label with its number, as the form prints it: `（三）不予公开`."""
        return f"{self.number}{self.label}"


@dataclass(frozen=True)
class Slot:
    """One cell of the form: where it stands and which figure it holds."""

    item: str
    breakdown: str
    block: str
    row: Label
    column: Label
    unit: str
    count: bool
    signed: bool


@dataclass(frozen=True)
class Block:
    """A run of rows under the same columns.

    `table` is the form's numeral (二, 三, 四). With `by` set, the columns break each row's item
    down (by applicant); otherwise the item is `row.column`. In the layout `line` the rows stand
    side by side in one printed row (表四). In the layout `list` (统计表) each row is an item of its
    own unit with one value, and the block is one numbered part of the list.
    """

    id: str
    table: str
    label: str
    label_en: str
    unit: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    groups: tuple[Label, ...] = ()
    by: str = ""
    layout: Literal["rows", "line", "list"] = "rows"
    count: bool = True

    def slot(self, row: Label, column: Label) -> Slot:
        """Return the cell of the form at a row and a column."""
        key = (row.code, column.code)
        made = self._made.get(key)
        if made is None or made.row is not row:
            made = self._made[key] = self._slot(row, column)
        return made

    @cached_property
    def _made(self) -> dict[tuple[str, str], Slot]:
        """The cells asked for so far."""
        return {}

    def _slot(self, row: Label, column: Label) -> Slot:
        return Slot(
            item=row.code if self.by or self.layout == "list" else f"{row.code}.{column.code}",
            breakdown=self.breakdown(column),
            block=self.id,
            row=row,
            column=column,
            unit=column.unit or row.unit or self.unit,
            count=self.count and row.count and column.count,
            signed=row.signed or column.signed,
        )

    def breakdown(self, column: Label) -> str:
        """Return the breakdown that a column's figures have: its code, or none."""
        return column.code if self.by else ""

    def slots(self) -> Iterator[Slot]:
        """Yield every cell of the block, row by row."""
        for row in self.rows:
            for column in self.columns:
                yield self.slot(row, column)

    def group_of(self, row: Label) -> Label | None:
        """Return the group that a row stands under: `requests.refused` for its eight leaves."""
        return self._groups.get(row.code.rpartition(".")[0])

    @cached_property
    def _groups(self) -> dict[str, Label]:
        """The groups by code."""
        return {group.code: group for group in reversed(self.groups)}


@dataclass(frozen=True)
class Rule:
    """An equation that the form's figures must satisfy, or a property that a report must have.

    `each` says what it is repeated for. Equations are given by `left` and `right` for every `row`
    (over columns) or every `column` (over rows); sums over a group's code mean its printed row or,
    where there is none, its leaves. Rules on every `cell`, every `statement` of the prose, a whole
    `report`, a `pair` of years, a whole with its `units` and the `roster` of who has to report have
    their own evaluation, and `formula` says in one line what that is.
    `zh_fail` and `en_fail` word a failure; `{label}`, `{left}`, `{right}`, `{difference}` are filled.
    """

    id: str
    severity: Severity
    zh: str
    en: str
    basis: str
    each: Literal["row", "column", "cell", "statement", "report", "pair", "units", "roster"]
    zh_fail: str
    en_fail: str
    formula: str = ""
    block: str = ""
    rows: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """One edition of the statutory form.

    `foreign` are labels of another table that looks like this one: a table with them is not read.
    """

    edition: str
    title: str
    title_en: str
    basis: str
    first_year: int
    blocks: tuple[Block, ...]
    rules: tuple[Rule, ...]
    foreign: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether the form is one list of indicators with a value each (统计表)."""
        return all(block.layout == "list" for block in self.blocks)

    def block(self, block_id: str) -> Block:
        """Return a block by its id."""
        return next(block for block in self.blocks if block.id == block_id)

    @cached_property
    def slots(self) -> dict[tuple[str, str], Slot]:
        """Every cell of the form by (item, breakdown), in the order of the form."""
        return {
            (slot.item, slot.breakdown): slot for block in self.blocks for slot in block.slots()
        }

    @cached_property
    def one_row_slots(self) -> dict[tuple[str, str], Slot]:
        """Cells of groups that some reports print as one row (其他处理)."""
        return {
            (group.code, column.code): block.slot(group, column)
            for block in self.blocks
            for group in block.groups
            if group.one_row
            for column in block.columns
        }

    def leaves(self, group: str) -> tuple[str, ...]:
        """Return the items of the rows under a group; empty where the code is no group."""
        return tuple(
            row.code
            for block in self.blocks
            for row in block.rows
            if row.code.rpartition(".")[0] == group and any(g.code == group for g in block.groups)
        )


@dataclass(frozen=True)
class Break:
    """A year from which some items no longer mean, or measure, what they did before."""

    id: str
    from_year: int
    items: tuple[str, ...]
    zh: str
    en: str
    source: str
    edition: str = ""
    brief_zh: str = ""
    brief_en: str = ""

    def brief(self, lang: str) -> str:
        """Return the break in half a sentence, to stand before a change."""
        return (self.brief_zh or self.zh) if lang == "zh" else (self.brief_en or self.en)

    def separates(self, before: tuple[str, int], after: tuple[str, int]) -> bool:
        """Say whether it lies between two reports, each given by its edition and year."""
        if self.edition:
            return before[0] < self.edition <= after[0]
        return before[1] < self.from_year <= after[1]

    def covers(self, item: str) -> bool:
        """Say whether an item is affected."""
        return any(prefix == "*" or item.startswith(prefix) for prefix in self.items)


@dataclass(frozen=True)
class Term:
    """A code with its Chinese and English name: a category or an item outside the tables."""

    code: str
    label: str
    label_en: str
    unit: str = ""
    aliases: tuple[str, ...] = ()
