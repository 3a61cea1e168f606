"""Printed row labels matched to the form's rows, in the light of the group that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.reading.labels import Manner, label_key, match_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.forms import Block, Form, Label
    from govstats.reading.labels import Match

Meaning = tuple["Block", "Label", Manner]
"""A block, its row or group, and how the label was recognised."""

LONGEST_LABEL = 80
_SECTION_HEADS = {"本年度办理结果", "办理结果"}
_CONFIRMED_LENGTH = 4
"""A label of fewer characters (其他, 总计) counts only where its surroundings confirm it."""


class Matcher:
    """Matches labels in the order in which they are printed."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._group: Label | None = None
        self._begun: set[str] = set()
        self._groups = tuple(group for block in form.blocks for group in block.groups)
        self._nearby: dict[tuple[str, str], tuple[Label, ...]] = {}

    def belongs(self, texts: Sequence[str]) -> bool:
        """Say whether labels are of a row: the last by its own wording, or one of a group."""
        if any(self._is_head(text) for text in texts):
            return True
        last = texts[-1] if texts else ""
        return any(match_label(last, block.rows, similar=False) for block in self._form.blocks)

    def open_group(self, text: str) -> None:
        """Remember the group whose label this is, if it is one."""
        match = match_label(text, self._groups, similar=False)
        if match:
            self._group = match.label

    def match(self, text: str, *, similar: bool, within: Block | None = None) -> Meaning | None:
        """Return the row or group that a label means: by wording anywhere, then by likeness.

        A label may follow that of its section or group, or a serial number, in the same field.
        `within` is the only block that is looked at, where the header leaves no other.
        """
        found = self._match_whole(text, similar=False, within=within)
        words = text.split()
        for n in range(1, len(words)) if not found else ():
            before, rest = "".join(words[:n]), " ".join(words[n:])
            if self._is_head(before) or before.isdigit():
                self.open_group(before)
                found = self.match(rest, similar=similar, within=within)
                break
        if found is None and similar:
            found = self._match_whole(text, similar=True, within=within)
        return found

    def _is_head(self, text: str) -> bool:
        is_group = match_label(text, self._groups, similar=False) is not None
        return is_group or label_key(text) in _SECTION_HEADS

    def _match_whole(self, text: str, *, similar: bool, within: Block | None) -> Meaning | None:
        if label_key(text) in _SECTION_HEADS or len(text) > LONGEST_LABEL:
            return None
        for block in (within,) if within else self._form.blocks:
            match = self._match_in(block, text, similar=similar)
            if match:
                self._group = block.group_of(match.label) or (
                    self._group if match.label in block.groups else None
                )
                self._begun.add(block.id)
                return block, match.label, match.manner
        return None

    def _match_in(self, block: Block, text: str, *, similar: bool) -> Match | None:
        short = len(label_key(text)) < _CONFIRMED_LENGTH
        if short and block.by and block.id not in self._begun:
            return None
        return match_label(text, self._near(block), similar=similar) or match_label(
            text, block.rows, similar=similar
        )

    def _near(self, block: Block) -> tuple[Label, ...]:
        """Return the rows that may follow while a group is open, and the groups."""
        key = (block.id, self._group.code if self._group else "")
        if key not in self._nearby:
            rows = tuple(row for row in block.rows if block.group_of(row) in (None, self._group))
            self._nearby[key] = (*rows, *(group for group in block.groups if group not in rows))
        return self._nearby[key]
