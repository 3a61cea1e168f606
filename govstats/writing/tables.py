"""The form's blocks laid out as the official form prints them.

A further layout of blocks is one more function in `LAYOUTS`.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from govstats.errors import InvalidRequestError
from govstats.writing.sheet import Box, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from govstats.forms import Block, Label, Slot

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
OUTCOMES = "三、本年度办理结果"
APPLICANTS = "申请人情况"
CONTENT = "信息内容"
INDICATOR, UNIT, FIGURE, NO_UNIT = "统计指标", "单位", "统计数", "——"
_INDICATORS = (6000, 1400, 2000)
_LABELS = (754, 921, 3271)
_VALUE, _LINE, _ROWS = 685, 650, 2435


def lay_out(blocks: Sequence[Block], texts: Mapping[tuple[str, str], str]) -> Iterator[Table]:
    """Yield the tables of blocks in order, filled with texts by (item, breakdown).

    A cell without a text is left empty. Neighbours of the layout `rows` share one table, as 表二
    does. Raises InvalidRequestError for a layout that nobody has drawn yet.
    """
    for layout, run in groupby(blocks, key=_layout):
        if layout not in LAYOUTS:
            raise InvalidRequestError(
                f"blocks of the layout {layout!r} cannot be written", "writing.tables"
            )
        yield from LAYOUTS[layout](list(run), texts)


def rows_printed(block: Block, texts: Mapping[tuple[str, str], str]) -> list[Label]:
    """Return a block's rows as they are to be printed.

    A group that the texts give as one row (其他处理) is one row, its leaves only where they too
    have a text.
    """

    def given(row: Label) -> bool:
        slots = (block.slot(row, column) for column in block.columns)
        return any((slot.item, slot.breakdown) in texts for slot in slots)

    rows: list[Label] = []
    for row in block.rows:
        group = block.group_of(row)
        if group and given(group):
            if group not in rows:
                rows.append(group)
            if not given(row):
                continue
        rows.append(row)
    return rows


def row_text(row: Label) -> str:
    """Return a row's label as the form prints it, with its note in brackets."""
    return f"{row.printed}（{row.note}）" if row.note else row.printed


def column_text(block: Block, column: Label) -> str:
    """Return a column's label; money carries its unit: 本年收费金额（单位：万元）."""
    return column.label if block.count else f"{column.label}（单位：{block.unit}）"


def _layout(block: Block) -> str:
    return "applicants" if block.by and block.layout == "rows" else block.layout


def _values(block: Block, row: Label, texts: Mapping[tuple[str, str], str]) -> list[Box]:
    return [Box(_text(block.slot(row, column), texts)) for column in block.columns]


def _text(slot: Slot, texts: Mapping[tuple[str, str], str]) -> str:
    return texts.get((slot.item, slot.breakdown), "")


def _rows(blocks: Sequence[Block], texts: Mapping[tuple[str, str], str]) -> Iterator[Table]:
    """表二: blocks under each other, each with its title; the last column takes what is left."""
    width = max(len(block.columns) for block in blocks)
    rows: list[tuple[Box, ...]] = []
    for block in blocks:
        rest = width - len(block.columns) + 1
        heads = [Box(column_text(block, column), "column") for column in block.columns]
        rows.append((Box(block.label, "title", 1, width + 1),))
        rows.append((Box(CONTENT, "column"), *_widened(heads, rest)))
        for row in rows_printed(block, texts):
            values = _values(block, row, texts)
            rows.append((Box(row_text(row), "row"), *_widened(values, rest)))
    yield Table("主动公开政府信息情况", tuple(rows), (_ROWS,) * (width + 1))


def _widened(boxes: list[Box], colspan: int) -> list[Box]:
    last = boxes[-1]
    return [*boxes[:-1], Box(last.text, last.role, 1, colspan)]


def _applicants(blocks: Sequence[Block], texts: Mapping[tuple[str, str], str]) -> Iterator[Table]:
    """表三: rows by applicant; outcomes beside one head, their groups beside another."""
    for block in blocks:
        rows = _applicant_heads(block)
        printed = rows_printed(block, texts)
        results = [row for row in printed if not _is_top(row)]
        for row in printed:
            group = block.group_of(row)
            boxes: list[Box] = []
            if results and row is results[0]:
                boxes.append(Box(OUTCOMES, "stub", len(results)))
            leaves = [leaf for leaf in printed if group and block.group_of(leaf) == group]
            if group and row is leaves[0]:
                boxes.append(Box(group.printed, "group", len(leaves)))
            span = len(_LABELS) if _is_top(row) else 1 if group else len(_LABELS) - 1
            boxes.append(Box(row_text(row), "row", 1, span))
            rows.append((*boxes, *_values(block, row, texts)))
        widths = (*_LABELS, *(_VALUE for _ in block.columns))
        yield Table(block.label, tuple(rows), widths, head=3)


def _is_top(row: Label) -> bool:
    return row.number.endswith("、")


def _applicant_heads(block: Block) -> list[tuple[Box, ...]]:
    second: list[Box] = []
    for name, run in groupby(block.columns, key=lambda column: column.group):
        columns = list(run)
        if name:
            second.append(Box(name, "column", 1, len(columns)))
        else:
            second += [Box(column_text(block, column), "column", 2) for column in columns]
    third = tuple(Box(column_text(block, c), "column") for c in block.columns if c.group)
    corner = Box(CORNER, "corner", 3, len(_LABELS))
    return [(corner, Box(APPLICANTS, "column", 1, len(block.columns))), tuple(second), third]


def _line(blocks: Sequence[Block], texts: Mapping[tuple[str, str], str]) -> Iterator[Table]:
    """表四: the block's rows side by side in one printed row."""
    for block in blocks:
        size = len(block.columns)
        heads = [Box(column_text(block, column), "column") for column in block.columns]
        first: list[Box] = []
        second: list[Box] = []
        third: list[Box] = []
        for group, run in groupby(block.rows, key=lambda row: row.group):
            rows = list(run)
            if group:
                first.append(Box(group, "column", 1, size * len(rows)))
                second += [Box(row_text(row), "column", 1, size) for row in rows]
                third += heads * len(rows)
            else:
                first += [Box(row_text(row), "column", 1, size) for row in rows]
                second += [Box(head.text, head.role, 2) for head in heads] * len(rows)
        values = tuple(box for row in block.rows for box in _values(block, row, texts))
        rows_of_boxes = (tuple(first), tuple(second), tuple(third), values)
        yield Table(block.label, rows_of_boxes, (_LINE,) * len(values), head=3)


def _list(blocks: Sequence[Block], texts: Mapping[tuple[str, str], str]) -> Iterator[Table]:
    """统计表: one indicator a row, with its unit; headings have a dash for it."""
    heads = tuple(Box(text, "column") for text in (INDICATOR, UNIT, FIGURE))
    rows: list[tuple[Box, ...]] = [heads]
    for block in blocks:
        labels = {row.label for row in block.rows}
        if block.label not in labels:
            rows.append(_heading(f"{block.table}、{block.label}"))
        opened = {block.label, *labels}
        for row in block.rows:
            if row.group and row.group not in opened:
                opened.add(row.group)
                rows.append(_heading(row.group))
            slot = block.slot(row, block.columns[0])
            rows.append(_indicator(row_text(row), slot.unit, _text(slot, texts)))
    yield Table("政府信息公开情况统计表", tuple(rows), _INDICATORS, head=1)


def _heading(label: str) -> tuple[Box, ...]:
    return Box(label, "row"), Box(NO_UNIT, "column"), Box("", "column")


def _indicator(label: str, unit: str, figure: str) -> tuple[Box, ...]:
    return Box(label, "row"), Box(unit, "column"), Box(figure)


LAYOUTS: dict[str, Callable[[Sequence[Block], Mapping[tuple[str, str], str]], Iterator[Table]]] = {
    "rows": _rows,
    "applicants": _applicants,
    "line": _line,
    "list": _list,
}
"""How blocks of one layout become tables; blocks broken down by applicant are `applicants`."""
