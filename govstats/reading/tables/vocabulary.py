"""What a form's own words make of a printed text, found once for each text and form."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.reading.labels import label_key, match_label
from govstats.reading.tables.columns import is_turned, turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.forms import Block, Form, Label

LONGEST_LABEL = 80
_SECTION_HEADS = {"本年度办理结果", "办理结果"}
_HEADS = {"信息内容", "申请人情况", "行政复议", "行政诉讼"}
_TWO = 2
_REMEMBERED, _FORMS = 4096, 8


@dataclass(frozen=True, slots=True)
class Words:
    """What a text is by wording or alias; a text may be several things.

    `is_section` is 本年度办理结果; `group` the group that it names; `is_row` says that it names one
    row of a block; `blocks` are those in which it names anything; `columns` the ids of the blocks
    of which it names a column; `is_head` says that it stands in headers (信息内容).
    """

    key: str
    is_section: bool
    group: Label | None
    is_row: bool
    blocks: tuple[Block, ...]
    columns: frozenset[str]
    is_head: bool


class Vocabulary:
    """The words of a form, and what the texts asked for so far are by them."""

    def __init__(self, form: Form) -> None:
        lines = [block for block in form.blocks if block.layout == "line"]
        self.turned = [turned(block) for block in lines]
        self.own = frozenset(
            label_key(name)
            for block in form.blocks
            for label in (*block.rows, *block.columns)
            for name in (label.label, *label.aliases)
        )
        self._form = form
        self._groups = tuple(group for block in form.blocks for group in block.groups)
        rows = {label_key(row.label) for block in lines for row in block.rows}
        self._heads = _HEADS.union(rows, *map(groups_over, form.blocks))
        self._blocks: dict[str, dict[str, Block]] = defaultdict(dict)
        for block in form.blocks:
            for label in (*block.rows, *block.groups):
                for name in (label.label, *label.aliases):
                    self._blocks[label_key(name)][block.id] = block
        self._nearby: dict[tuple[str, str], tuple[Label, ...]] = {}
        self._known: dict[str, Words] = {}

    def __getitem__(self, text: str) -> Words:
        """Return what a printed text is."""
        words = self._known.get(text)
        if words is None:
            words = self._words(text)
            if len(text) <= LONGEST_LABEL:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[text] = words
        return words

    def with_columns(self, texts: Sequence[str]) -> list[Block]:
        """Return the blocks whose columns some texts name, as a header does."""
        return self._named(self._form.blocks, texts)

    def turned_by(self, texts: Sequence[str]) -> list[Block]:
        """Return the blocks whose rows some texts name, as the header of a turned table does."""
        return self._named(self.turned, texts)

    def _named(self, blocks: Sequence[Block], texts: Sequence[str]) -> list[Block]:
        """Return the blocks with enough columns named: one where only they have such columns."""
        named = Counter(block for text in texts for block in self[text].columns)
        return [block for block in blocks if named[block.id] >= (_TWO if _shares(block) else 1)]

    def near(self, block: Block, group: Label | None) -> tuple[Label, ...]:
        """Return the rows of a block that may follow while a group is open, and its groups."""
        key = (block.id, group.code if group else "")
        if key not in self._nearby:
            rows = tuple(row for row in block.rows if block.group_of(row) in (None, group))
            self._nearby[key] = (*rows, *(each for each in block.groups if each not in rows))
        return self._nearby[key]

    def _words(self, text: str) -> Words:
        key = label_key(text)
        blocks = tuple(self._blocks.get(key, {}).values())
        group = match_label(text, self._groups, similar=False)
        return Words(
            key=key,
            is_section=key in _SECTION_HEADS,
            group=group.label if group else None,
            is_row=any(match_label(text, block.rows, similar=False) for block in blocks),
            blocks=blocks,
            columns=frozenset(
                block.id
                for block in (*self._form.blocks, *self.turned)
                if match_label(text, block.columns, similar=False)
            ),
            is_head=key in self._heads,
        )


def groups_over(block: Block) -> set[str]:
    """Return the labels over several columns of a block: 法人或其他组织."""
    return {label_key(column.group) for column in block.columns if column.group}


def _shares(block: Block) -> bool:
    return bool(block.by) or block.layout == "line" or is_turned(block)


_KEPT: dict[int, tuple[Form, Vocabulary]] = {}
"""By the identity of the form, which is kept alive."""


def vocabulary(form: Form) -> Vocabulary:
    """Return the vocabulary of a form, the same for the same form."""
    kept = _KEPT.get(id(form))
    if kept is None or kept[0] is not form:
        if len(_KEPT) >= _FORMS:
            _KEPT.clear()
        kept = _KEPT[id(form)] = form, Vocabulary(form)
    return kept[1]
