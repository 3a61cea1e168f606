"""Printed row labels matched to the form's rows, in the light of the group that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.reading.labels import Manner, match_label
from govstats.reading.tables.vocabulary import LONGEST_LABEL, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.forms import Block, Form, Label
    from govstats.reading.labels import Match

Meaning = tuple["Block", "Label", Manner]
"""A block, its row or group, and how the label was recognised."""

_CONFIRMED_LENGTH = 4
"""A label of fewer characters (其他, 总计) counts only where its surroundings confirm it."""


class Matcher:
    """Matches labels in the order in which they are printed."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._group: Label | None = None
        self._begun: set[str] = set()
        self._words = vocabulary(form)

    def belongs(self, texts: Sequence[str]) -> bool:
        """Say whether labels are of a row: the last by its own wording, or one of a group."""
        if any(self._is_head(text) for text in texts):
            return True
        return bool(texts) and self._words[texts[-1]].is_row

    def open_group(self, text: str) -> None:
        """Remember the group whose label this is, if it is one."""
        self._group = self._words[text].group or self._group

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
        words = self._words[text]
        return words.group is not None or words.is_section

    def _match_whole(self, text: str, *, similar: bool, within: Block | None) -> Meaning | None:
        words = self._words[text]
        if words.is_section or len(text) > LONGEST_LABEL:
            return None
        blocks = (within,) if within else self._form.blocks if similar else words.blocks
        for block in blocks:
            if len(words.key) < _CONFIRMED_LENGTH and block.by and block.id not in self._begun:
                continue
            match = self._match_in(block, text, similar=similar)
            if match:
                self._group = block.group_of(match.label) or (
                    self._group if match.label in block.groups else None
                )
                self._begun.add(block.id)
                return block, match.label, match.manner
        return None

    def _match_in(self, block: Block, text: str, *, similar: bool) -> Match | None:
        near = self._words.near(block, self._group)
        return match_label(text, near, similar=similar) or match_label(
            text, block.rows, similar=similar
        )
