"""The form as a report prints it: with the rows of another edition where they are printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from govstats.forms import editions, load_form
from govstats.reading.labels import label_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.documents import Grid
    from govstats.forms import Block, Form, Label

_TELLING = 5
"""A label of fewer characters (其他) does not show which rows are printed."""


def as_printed(form: Form, grids: Iterable[Grid]) -> Form:
    """Return the form with the leaves of a group that it has as one row, where they are printed.

    The 2019 form has one row 其他处理; some reports by it print the three of 2021.
    """
    newest = load_form(editions()[-1])
    if form.edition == newest.edition:
        return form
    printed = {label_key(cell.text) for grid in grids for cell in grid.cells}
    blocks = tuple(_with_leaves(block, newest, printed) for block in form.blocks)
    return form if blocks == form.blocks else replace(form, blocks=blocks)


def _with_leaves(block: Block, newest: Form, printed: set[str]) -> Block:
    rows: list[Label] = []
    for row in block.rows:
        codes = newest.leaves(row.code) if row in block.groups else ()
        leaves = (
            [leaf for leaf in newest.block(block.id).rows if leaf.code in codes] if codes else []
        )
        names = {label_key(name) for leaf in leaves for name in (leaf.label, *leaf.aliases)}
        shown = any(len(name) >= _TELLING for name in names & printed)
        rows += leaves if shown else [row]
    return replace(block, rows=tuple(rows)) if len(rows) > len(block.rows) else block
