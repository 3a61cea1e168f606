"""The labels of a list of indicators, told apart by the headings that they stand under."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from govstats.documents import squeeze
from govstats.reading.labels import label_key

if TYPE_CHECKING:
    from govstats.forms import Block, Form, Label

_LEAD = re.compile(
    r"^(?:其中[:,、]?|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.)]|[-·*]+)"
)
_TAIL = re.compile(r"(?<=..)(?:总数|数量|数)$")
_LEVELS = (
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}[、.]")),
    (2, re.compile(r"^\([一二三四五六七八九十]{1,3}\)")),
    (3, re.compile(r"^\d{1,2}[、.)]")),
    (4, re.compile(r"^\(\d{1,2}\)")),
)
_UNNUMBERED = 5
_REMEMBERED = 4096


@lru_cache(_REMEMBERED)
def indicator_key(text: str) -> str:
    """Return a label without numbering, 其中, notes and the final 数, 数量 or 总数."""
    plain, previous = squeeze(text), ""
    while plain != previous:
        previous, plain = plain, _LEAD.sub("", plain, count=1)
    return _TAIL.sub("", label_key(plain))


class Outline:
    """Walks down a list of indicators, remembering which heading is open.

    A label that several rows of the form have (其他情形数 under 行政复议 and 行政诉讼) means the one
    whose heading is open; without that it means none.
    """

    def __init__(self, form: Form) -> None:
        self._rows: dict[str, list[tuple[Block, Label, bool]]] = {}
        for block in form.blocks:
            for row in block.rows:
                for name in dict.fromkeys((row.label, *row.aliases)):
                    found = self._rows.setdefault(indicator_key(name), [])
                    if not any(row is other for _, other, _ in found):
                        found.append((block, row, name == row.label))
        headings = {row.group for block in form.blocks for row in block.rows if row.group}
        self._headings = {indicator_key(heading): heading for heading in sorted(headings)}
        self._parts = {indicator_key(block.label) for block in form.blocks}
        self._open = ""
        self._level = _UNNUMBERED

    def knows(self, text: str) -> bool:
        """Say whether a text is a row or a heading of the form."""
        key = indicator_key(text)
        return key in self._rows or key in self._headings or key in self._parts

    def is_row(self, text: str) -> bool:
        """Say whether a text is the label of a row, whichever."""
        return indicator_key(text) in self._rows

    def close(self) -> None:
        """Forget the heading: what follows stands elsewhere."""
        self._open, self._level = "", _UNNUMBERED

    def enter(self, text: str) -> tuple[Block, Label, bool] | None:
        """Go on to a label; return the row that it means and whether in the form's own words.

        A label that is not the form's closes the heading that it stands beside or above.
        """
        key = indicator_key(text)
        found = self._rows.get(key, [])
        if len(found) > 1:
            found = [entry for entry in found if entry[1].group == self._open]
        if len(found) != 1:
            self._pass(key, text)
            return None
        row = found[0][1]
        if row.label in self._headings.values():
            self._open, self._level = row.label, _level(text)
        elif row.group != self._open:
            self._open, self._level = row.group, 1
        return found[0]

    def _pass(self, key: str, text: str) -> None:
        if key in self._headings:
            self._open, self._level = self._headings[key], _level(text)
        elif key in self._parts or (key not in self._rows and _level(text) <= self._level):
            self.close()


def _level(text: str) -> int:
    plain = squeeze(text)
    return next((level for level, sign in _LEVELS if sign.match(plain)), _UNNUMBERED)
