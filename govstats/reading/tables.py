"""Grids into the form's cells: rows found by label, values put under columns by evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govstats.reading.alignment import (
    Anchors,
    by_header,
    by_order,
    by_printed_order,
)
from govstats.reading.headers import Header
from govstats.reading.labels import Match, label_key, match_label
from govstats.reading.rows import Row, settle
from govstats.reading.values import is_label, parse_value
from govstats.reports import Cell, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govstats.documents import Grid, GridCell
    from govstats.forms import Block, Form, Label

_SECTION_HEADS = {"本年度办理结果", "办理结果"}
_LONGEST_LABEL = 80
_SEVERAL = 3
_CONFIRMED_LENGTH = 4
"""A label of fewer characters (其他, 总计) counts only where its surroundings confirm it."""


@dataclass(slots=True)
class TableReading:
    """The cells of a report's tables, and what was noticed on the way."""

    cells: list[Cell]
    matched_rows: int
    by_alias: list[str] = field(default_factory=list)
    by_similarity: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_tables(grids: Iterable[Grid], form: Form) -> TableReading:
    """Return every cell of the form, in its order.

    A cell that no row and column could be found for is `unreadable`, never 0. Where a report
    prints a group as one row (其他处理), that row is returned and its leaves are not.
    """
    reading = TableReading([], 0)
    reader = _Reader(form, reading)
    for number, grid in enumerate(grids):
        reader.read(grid, number)
    settle(reader.rows)
    found = _collect(reader.rows, reading)
    reading.matched_rows = len(reader.rows)
    for block in form.blocks:
        for row in _rows_printed(block, found):
            for slot in (block.slot(row, column) for column in block.columns):
                key = (slot.item, slot.breakdown)
                missing = Cell(*key, row.printed, "table", None, slot.unit, Status.UNREADABLE)
                reading.cells.append(found.get(key, missing))
    return reading


class _Reader:
    """Walks the rows of all grids in order, remembering headers and the group that is open."""

    def __init__(self, form: Form, reading: TableReading) -> None:
        self.form = form
        self.reading = reading
        self.rows: list[Row] = []
        self._group: Label | None = None
        self._anchors: dict[str, Anchors] = {}
        self._named: list[Block] = []

    def read(self, grid: Grid, number: int) -> None:
        header = Header(self.form, grid)
        likely = _is_likely(grid, self.form)
        for index, cells in enumerate(grid.rows()):
            labels = [n for n, cell in enumerate(cells) if is_label(cell.text)]
            last = cells[labels[-1]].text if labels else ""
            is_row = any(match_label(last, block.rows, similar=False) for block in self.form.blocks)
            if header.add(index, cells, is_row=is_row):
                continue
            line = header.line_block()
            if line and not labels:
                self._read_line(line, list(cells), header, number)
            elif labels and not header.foreign:
                self._read_row(list(cells), labels, header, grid, number, likely=likely)
        self._named = header.blocks or ([] if header.seen else self._named)

    def _read_line(self, block: Block, cells: list[GridCell], header: Header, number: int) -> None:
        """Read a row in which the block's rows stand side by side (表四)."""
        for row, fields in header.split_line(block, cells):
            self.rows.append(Row(block, row, row.label, fields, number, tuple(fields)))

    def _read_row(  # noqa: PLR0913 - a row and where it stands
        self,
        cells: list[GridCell],
        labels: list[int],
        header: Header,
        grid: Grid,
        number: int,
        *,
        likely: bool,
    ) -> None:
        for index in labels:
            self._open_group(cells[index].text)
        at, found = labels[-1], None
        for index in reversed(labels):
            found = self._match(cells[index].text, similar=likely)
            if found:
                at = index
                break
        last, fields = cells[at], cells[at + 1 :]
        beside_a_group = found is not None and at != labels[-1] and found[1] in found[0].groups
        if found is None or beside_a_group:
            if likely and any(parse_value(c.text) and c.text.strip() for c in fields):
                self.reading.notes.append(
                    f"{last.place}: 未识别的行 {cells[labels[-1]].text.strip()[:30]}"
                )
            return
        block, label = found
        named = block in header.blocks or (not header.seen and block in self._named)
        if not (block.by or named):
            return
        row = Row(block, label, last.text, fields, number)
        self._place(row, last, header, grid)
        self.rows.append(row)

    def _place(self, row: Row, last: GridCell, header: Header, grid: Grid) -> None:
        block = row.block
        anchors = header.anchors(block) or self._inherited(block, grid, header)
        if anchors is None:
            row.by_order = not grid.exact or block not in header.blocks
            earlier = self._anchors.get(block.id) if block not in header.blocks else None
            if row.by_order and earlier and not earlier.in_order:
                row.assignment = by_printed_order(row.fields, earlier)
            elif row.by_order and header.in_form_order(block):
                row.assignment = by_order(row.fields, len(block.columns))
            return
        if last.column + last.colspan <= anchors.first:
            self._anchors[block.id] = anchors
            row.assignment = by_header(row.fields, anchors)
        elif not grid.exact:
            short = len(row.fields) < len(block.columns)
            row.displaced = short and anchors.in_order and not anchors.extra
        if row.assignment is None and not row.displaced:
            row.assignment = by_printed_order(row.fields, anchors)

    def _inherited(self, block: Block, grid: Grid, header: Header) -> Anchors | None:
        """Return the anchors of an earlier piece of the same table, where the grids agree."""
        anchors = self._anchors.get(block.id)
        same = anchors is not None and grid.exact and anchors.width == grid.width
        return anchors if same and block not in header.blocks else None

    def _open_group(self, text: str) -> None:
        for block in self.form.blocks:
            match = match_label(text, block.groups, similar=False)
            if match:
                self._group = match.label

    def _match(self, text: str, *, similar: bool) -> tuple[Block, Label] | None:
        """Return the row or group that a label means: by wording anywhere, then by likeness."""
        if label_key(text) in _SECTION_HEADS or len(text) > _LONGEST_LABEL:
            return None
        for alike in (False, True)[: 1 + similar]:
            for block in self.form.blocks:
                match = (
                    None if block.layout == "line" else self._match_in(block, text, similar=alike)
                )
                if match is None:
                    continue
                if match.manner == "alias":
                    self.reading.by_alias.append(text.strip())
                elif match.manner == "similarity":
                    self.reading.by_similarity.append(f"{text.strip()} → {match.label.printed}")
                self._group = block.group_of(match.label) or (
                    self._group if match.label in block.groups else None
                )
                return block, match.label
        return None

    def _match_in(self, block: Block, text: str, *, similar: bool) -> Match | None:
        short = len(label_key(text)) < _CONFIRMED_LENGTH
        if short and block.by and not any(row.block is block for row in self.rows):
            return None
        near = [row for row in block.rows if block.group_of(row) in (None, self._group)]
        near += [group for group in block.groups if group not in near]
        return match_label(text, near, similar=similar) or match_label(
            text, block.rows, similar=similar
        )


def _rows_printed(block: Block, found: dict[tuple[str, str], Cell]) -> Iterator[Label]:
    """Yield a block's rows, and before the rows of a group its own row where that is printed.

    A group that is printed as one row has no leaves, unless they are printed too.
    """

    def printed(row: Label) -> bool:
        return any(
            (s.item, s.breakdown) in found for s in (block.slot(row, c) for c in block.columns)
        )

    done: set[str] = set()
    for row in block.rows:
        group = block.group_of(row)
        as_row = group is not None and printed(group)
        if group and as_row and group.code not in done:
            done.add(group.code)
            yield group
        if not (group and group.one_row and as_row) or printed(row):
            yield row


def _is_likely(grid: Grid, form: Form) -> bool:
    """Say whether a grid has several labels of the form: only there is likeness enough."""
    labels = [label for block in form.blocks for label in (*block.rows, *block.columns)]
    names = {label_key(name) for label in labels for name in (label.label, *label.aliases)}
    return (
        len({label_key(c.text) for c in grid.cells if len(c.text) <= _LONGEST_LABEL} & names)
        >= _SEVERAL
    )


def _collect(rows: Sequence[Row], reading: TableReading) -> dict[tuple[str, str], Cell]:
    found: dict[tuple[str, str], Cell] = {}
    for row in rows:
        cells = row.assignment or (None,) * len(row.block.columns)
        if row.assignment is None and any(cell.text.strip() for cell in row.fields):
            values = " ".join(cell.text.strip() for cell in row.fields if cell.text.strip())
            reading.notes.append(
                f"{row.fields[0].place}: {row.printed.strip()[:30]} 的数值无法对应到列（{values}）"
            )
        for column, source in zip(row.block.columns, cells, strict=True):
            slot = row.block.slot(row.label, column)
            key = (slot.item, slot.breakdown)
            cell = _cell(key, row, slot.unit, source)
            if key not in found or _says_more(cell, found[key]):
                found[key] = cell
            elif found[key].value is not None and cell.value not in (None, found[key].value):
                first = found[key]
                reading.notes.append(
                    f"{cell.place}: {row.printed.strip()[:30]} 出现两次，数值不同（{first.raw}、{cell.raw}）"
                )
                raw = f"{first.raw} | {cell.raw}"
                found[key] = Cell(
                    *key,
                    first.label,
                    "table",
                    None,
                    first.unit,
                    Status.UNREADABLE,
                    raw,
                    first.place,
                )
    return found


def _says_more(cell: Cell, than: Cell) -> bool:
    missing = than.status is Status.UNREADABLE and not than.raw
    return missing and cell.status is not Status.UNREADABLE


def _cell(key: tuple[str, str], row: Row, unit: str, source: GridCell | None) -> Cell:
    label = " ".join(row.printed.split())
    if source is None:
        return Cell(*key, label, "table", None, unit, Status.UNREADABLE)
    value = parse_value(source.text)
    if value is None:
        return Cell(*key, label, "table", None, unit, Status.UNREADABLE, source.text, source.place)
    return Cell(
        *key,
        label,
        "table",
        value.number,
        value.unit or unit,
        value.status,
        source.text,
        source.place,
    )
