"""Each cell by itself: whether it is filled in, and with a count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.findings import Finding, Findings
from govstats.checks.grid import (
    ABSENT,
    APPROXIMATE,
    BLANK,
    CHUNK,
    REPORTED,
    UNREADABLE,
    Grid,
    axis_of,
    per_form,
    printed_rows,
)
from govstats.checks.references import plain, reference
from govstats.checks.verdicts import FAIL, NAMES, NONE, OPEN, PASS, Failed, Verdicts, cell_name
from govstats.forms import general_rules, item_names
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govstats.checks.verdicts import Codes, Flags, Ints
    from govstats.forms import Block, Form, Label, Rule
    from govstats.reports import Cell, Report

_NUMERALS = {"二": "Table two", "三": "Table three", "四": "Table four"}
_FEW = 3
"""So many columns are named; of more, those that are filled in."""


@dataclass(frozen=True, eq=False)
class _Table:
    """A table of the form: what it is called, its blocks and its rows in the grid."""

    zh: str
    en: str
    blocks: tuple[Block, ...]
    rows: Ints


def check_counts(report: Report, grid: Grid, rule: Rule) -> Findings:
    """Check that each count of a report is a whole number of at least zero (not-a-count)."""
    wrong = np.flatnonzero(_not_counts(grid)[:, 0])
    findings = [
        _not_a_count(report, rule, report.by_key[grid.axis.keys[row]]) for row in wrong.tolist()
    ]
    return Findings(tuple(findings), ((rule.id, "fail" if findings else "pass"),))


def count_verdicts(grid: Grid, rule: Rule) -> Verdicts:
    """Say which reports have a cell that holds no count."""
    wrong = _not_counts(grid)
    results = np.where(wrong.any(axis=0), FAIL, PASS).astype(np.int8)[np.newaxis]

    def failed() -> Iterator[Failed]:
        for row in np.flatnonzero(wrong.any(axis=1)).tolist():
            columns = np.flatnonzero(wrong[row])
            nothing = np.full(columns.size, np.nan)
            name = cell_name(grid.axis.keys[row])
            yield Failed((name,), grid.at[columns], nothing, grid.values[row, columns])

    return Verdicts(rule, results, grid.at, failed)


def check_blanks(report: Report, form: Form) -> Findings:
    """Check that every cell of the tables is filled in (blank-cell): one finding a table.

    A table without any figure is asked about only where the other tables have some and all of it
    could be read: otherwise it is a blank form, or cut off, and not assessable.
    """
    rule = general_rules()["blank-cell"]
    grid = Grid.of([report], form)
    results = _blanks(grid)[:, 0].tolist()
    findings = [
        _left_blank(report, rule, table)
        for table, code in zip(_tables(form), results, strict=True)
        if code == FAIL
    ]
    outcomes = tuple((rule.id, NAMES[code]) for code in results if code != NONE)
    return Findings(tuple(findings), outcomes)


def blank_verdicts(grid: Grid) -> Verdicts:
    """Say which tables of which reports are not filled in; `found` is the number of blank cells."""
    return Verdicts(
        general_rules()["blank-cell"], results := _blanks(grid), grid.at,
        partial(_failed_blanks, grid, results),
    )  # fmt: skip


def _failed_blanks(grid: Grid, results: Codes) -> Iterator[Failed]:
    for table, codes in zip(_tables(grid.form), results, strict=True):
        columns = np.flatnonzero(codes == FAIL)
        if columns.size:
            blank = (grid.status[np.ix_(table.rows, columns)] == BLANK).sum(axis=0)
            yield Failed(
                (table.zh,), grid.at[columns], np.zeros(columns.size), blank.astype(np.float64)
            )


@per_form
def _checked(form: Form) -> tuple[Ints, Flags]:
    """Return the rows of the grid that hold counts, and which of those may be negative."""
    own = form.slots.keys() | form.one_row_slots.keys()
    rows = [
        (row, slot.signed)
        for row, slot in enumerate(axis_of(form).slots)
        if slot and slot.count and (slot.item, slot.breakdown) in own
    ]
    return np.array([row for row, _ in rows]), np.array([signed for _, signed in rows])


def _not_counts(grid: Grid) -> Flags:
    rows, signed = _checked(grid.form)
    wrong = np.zeros(grid.values.shape, bool)
    for start in range(0, grid.size, CHUNK):
        part = slice(start, start + CHUNK)
        values, status = grid.values[rows, part], grid.status[rows, part]
        odd = ((values < 0) & ~signed[:, np.newaxis]) | (values != np.floor(values))
        wrong[rows, part] = odd & ((status == REPORTED) | (status == APPROXIMATE))
    counted = set(rows.tolist())
    for (row, column), value in grid.exact.items():
        if row in counted and value % 1:
            wrong[row, column] = True
    return wrong


def _not_a_count(report: Report, rule: Rule, cell: Cell) -> Finding:
    names = item_names()[cell.item]
    printed = "" if cell.value is None else plain(cell.value)
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(label=names.zh, left=printed),
        en=rule.en_fail.format(label=names.en, left=printed),
        cells=(reference(report, cell),),
        doubtful=(reference(report, cell),),
        found=cell.value,
    )


@per_form
def _tables(form: Form) -> tuple[_Table, ...]:
    at = axis_of(form).at
    numerals = dict.fromkeys("" if form.is_list else block.table for block in form.blocks)
    tables = []
    for numeral in numerals:
        blocks = tuple(b for b in form.blocks if form.is_list or b.table == numeral)
        rows = [
            at[slot.item, slot.breakdown, "table"]
            for block in blocks
            for row in printed_rows(block)
            for slot in (block.slot(row, column) for column in block.columns)
        ]
        zh = f"表{numeral}" if numeral else "统计表"
        en = _NUMERALS.get(numeral, f"Table {numeral}") if numeral else "The statistical table"
        tables.append(_Table(zh, en, blocks, np.array(rows)))
    return tuple(tables)


def _blanks(grid: Grid) -> Codes:
    """Return a row for each table: PASS, FAIL, OPEN, or NONE where the report has no such table."""
    tables = _tables(grid.form)
    results = np.full((len(tables), grid.size), NONE, np.int8)
    written = [_written(grid.status[table.rows]) for table in tables]
    any_written = np.any(written, axis=0)
    for number, table in enumerate(tables):
        status = grid.status[table.rows]
        blank = (status == BLANK).any(axis=0)
        whole = ~(status == UNREADABLE).any(axis=0)
        there = (status != ABSENT).any(axis=0)
        fails = blank & (written[number] | (whole & any_written))
        passes = ~blank & written[number]
        results[number, there] = np.select([fails, passes], [FAIL, PASS], OPEN)[there]
    return results


def _written(status: Codes) -> Flags:
    written: Flags = ((status != ABSENT) & (status != BLANK) & (status != UNREADABLE)).any(axis=0)
    return written


def _left_blank(report: Report, rule: Rule, table: _Table) -> Finding:
    blank = [
        cell
        for block in table.blocks
        for row in printed_rows(block)
        for cell in _cells(report, block, row, block.columns)
        if cell and cell.status is Status.BLANK
    ]
    where = _columns_left_out(report, table, len(blank))
    cells = tuple(reference(report, cell) for cell in blank)
    return Finding(  # a blank cell says so itself; it casts no doubt on the figures beside it
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(label=table.zh, where=where[0], count=len(blank)),
        en=rule.en_fail.format(label=table.en, where=where[1], count=len(blank)),
        cells=cells,
    )


def _columns_left_out(report: Report, table: _Table, count: int) -> tuple[str, str]:
    """Return in both languages which columns are not filled in at all, where that is all there is."""
    block = table.blocks[0]
    if len(table.blocks) > 1 or block.layout != "rows":
        return "", ""
    rows = printed_rows(block)
    left_out, filled, blank = [], [], 0
    for column in block.columns:
        cells = [cell for row in rows for cell in _cells(report, block, row, [column]) if cell]
        if cells and all(cell.status is Status.BLANK for cell in cells):
            left_out.append(column)
            blank += len(cells)
        elif cells:
            filled.append(column)
    if not left_out or not filled or blank != count:
        return "", ""
    named, zh, en = (
        (left_out, "的{}列", ", column {}")
        if len(left_out) <= _FEW
        else (filled, "除{}以外的各列", ", every column but {}")
    )
    return (
        zh.format("".join(f"“{column.label}”" for column in named)),
        en.format(", ".join(f"“{column.label_en}”" for column in named)),
    )


def _cells(
    report: Report, block: Block, row: Label, columns: Sequence[Label]
) -> Iterator[Cell | None]:
    for slot in (block.slot(row, column) for column in columns):
        yield report.cell(slot.item, slot.breakdown)
