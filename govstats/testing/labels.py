"""Labels as reports print them: abridged, numbered and bracketed in other ways."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govstats.forms import Form, Label
    from govstats.writing import Box

_LEAF_NUMBER = re.compile(r"^(\d)\.")
_HALF = str.maketrans("（）", "()")
_SHORTEST = 4
"""Abridged labels of fewer characters (其他 for 其它, 企业) no longer say which row they are."""


def abridged(form: Form) -> Form:
    """Return the form with each label in the shortest wording that the form knows for it."""
    blocks = tuple(
        replace(
            block,
            rows=tuple(map(_shortest, block.rows)),
            columns=tuple(column if block.by else _shortest(column) for column in block.columns),
        )
        for block in form.blocks
    )
    return replace(form, blocks=blocks)


def with_numbering(box: Box, numbering: str, *, half_width: bool) -> Box:
    """Return a label with another style of numbering (`1.`, `1、`, `（1）`, `(1)`) and of brackets."""
    if box.role == "value":
        return box
    text = _LEAF_NUMBER.sub(lambda found: numbering.replace("1", found[1]), box.text)
    return replace(box, text=text.translate(_HALF) if half_width else text)


def _shortest(label: Label) -> Label:
    names = [name for name in (label.label, *label.aliases) if len(name) >= _SHORTEST]
    return replace(label, label=min(names, key=len, default=label.label), note="")
