"""Figures as reports print them: separators, widths, units, what stands for 0, one row, 小计."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from govstats.forms import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govstats.forms import Block, Form

Texts = dict[tuple[str, str], str]

SUBTOTAL = "organisations"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def printed(  # noqa: PLR0913 - the ways of printing figures
    form: Form,
    texts: Mapping[tuple[str, str], str],
    figures: str,
    zero: str,
    *,
    one_row: bool,
    subtotal: bool,
) -> tuple[Form, Texts]:
    """Return the form and the text of each cell as they are printed.

    `one_row` sums the leaves of 其他处理 into its row; `subtotal` adds a column 小计 to the form,
    whose figures have the breakdown `organisations`.
    """
    shown = {key: texts.get(key, "") for key in form.slots}
    if one_row:
        shown = _in_one_row(form, shown)
    if subtotal:
        form, shown = _with_subtotal(form, shown)
    units = {key: slot.unit for key, slot in form.slots.items()}
    return form, {
        key: zero if text == "0" else _styled(text, figures, units.get(key, ""))
        for key, text in shown.items()
    }


def _styled(text: str, style: str, unit: str) -> str:
    if not text.isascii() or not text.isdigit():
        return text
    if style == "thousands":
        return f"{int(text):,}"
    if style == "full_width":
        return text.translate(_FULL_WIDTH)
    return f"{text}{unit}" if style == "unit" else text


def _in_one_row(form: Form, texts: Texts) -> Texts:
    shown = dict(texts)
    for item, breakdown in form.one_row_slots:
        leaves = [(leaf, breakdown) for leaf in form.leaves(item)]
        if leaves:
            shown[item, breakdown] = _sum([shown.pop(leaf) for leaf in leaves])
    return shown


def _sum(texts: list[str]) -> str:
    """Return the sum of the numbers among texts; without any, the first text."""
    numbers = [int(text) for text in texts if text.isdigit()]
    return str(sum(numbers)) if numbers else texts[0]


def _with_subtotal(form: Form, texts: Texts) -> tuple[Form, Texts]:
    shown = dict(texts)
    blocks = []
    for block in form.blocks:
        grouped = [column for column in block.columns if column.group]
        if not block.by or not grouped:
            blocks.append(block)
            continue
        for item in {item for item, breakdown in texts if breakdown == grouped[0].code}:
            shown[item, SUBTOTAL] = _sum([texts.get((item, c.code), "") for c in grouped])
        blocks.append(_widened(block, grouped[-1]))
    return replace(form, blocks=tuple(blocks)), shown


def _widened(block: Block, last: Label) -> Block:
    column = Label(SUBTOTAL, "小计", "subtotal", group=last.group)
    at = block.columns.index(last) + 1
    return replace(block, columns=(*block.columns[:at], column, *block.columns[at:]))
