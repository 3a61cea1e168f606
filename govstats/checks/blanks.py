"""Cells that were left blank: one finding a table, with what the sums of the form make of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.findings import Finding, Findings
from govstats.checks.grid import (
    ABSENT,
    BLANK,
    UNREADABLE,
    Grid,
    axis_of,
    per_form,
    printed_rows,
)
from govstats.checks.owed import Owed
from govstats.checks.references import plain, reference
from govstats.checks.verdicts import FAIL, NAMES, NONE, OPEN, PASS, Failed, Verdicts
from govstats.forms import general_rules
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from govstats.checks.verdicts import Codes, Flags, Ints
    from govstats.forms import Block, Form, Label, Rule
    from govstats.reports import Cell, Report

_NUMERALS = {"二": "Table two", "三": "Table three", "四": "Table four"}
_FEW = 3
"""So many columns are named; of more, those that are filled in. Of cells, the first so many."""

_ADVICE = {
    "zh": {
        "cell": "“{row}”{column}", "and": "、", "none": "没有发生的，建议填0",
        "short": "按勾稽关系，不全是0，请按实补填",
        "here": "（{cells}）", "should": "{cell}应为{count}", "more": "等",
        "all": "按勾稽关系，{cells}，请补填",
        "some": "按勾稽关系，其中{n}格不是0（{cells}），请补填；其余没有发生的，建议填0",
    },
    "en": {
        "cell": "“{row}”, {column}", "and": "; ", "none": "Where nothing happened they should say 0",
        "short": "By the sums of the form not all of them are 0; please fill them in",
        "here": " ({cells})", "should": "{cell} should be {count}", "more": "; and others",
        "all": "By the sums of the form, {cells}; please fill in",
        "some": "By the sums of the form {n} of them are not 0 ({cells}); please fill these in. "
        "Where nothing happened the others should say 0",
    },
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Table:
    """A table of the form: what it is called, its blocks and its rows in the grid."""

    zh: str
    en: str
    blocks: tuple[Block, ...]
    rows: Ints


def check_blanks(report: Report, form: Form) -> Findings:
    """Check that every cell of the tables is filled in (blank-cell): one finding a table.

    A table without any figure is asked about only where the other tables have some and all of it
    could be read: otherwise it is a blank form, or cut off, and not assessable. A blank that the
    sums of the form make more than 0, such as a total over parts, is named with what it should be.
    """
    rule = general_rules()["blank-cell"]
    grid = Grid.of([report], form)
    results = _blanks(grid)[:, 0].tolist()
    due = Owed.of(report, form)
    findings = [
        _left_blank(report, rule, table, due)
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


def _left_blank(report: Report, rule: Rule, table: _Table, due: Owed) -> Finding:
    blank = [
        (cell, (row, column))
        for block in table.blocks
        for row in printed_rows(block)
        for column in block.columns
        for cell in _cells(report, block, row, [column])
        if cell and cell.status is Status.BLANK
    ]
    where = _columns_left_out(report, table, len(blank))
    keys = [(cell.item, cell.breakdown) for cell, _ in blank]
    counts = [
        (at, due.counts[key]) for key, (_, at) in zip(keys, blank, strict=True) if key in due.counts
    ]
    if not any(where) and len(blank) <= _FEW and len(counts) < len(blank):
        places = [at for _, at in blank]
        where = (
            _ADVICE["zh"]["here"].format(cells=_named(places, "zh")),
            _ADVICE["en"]["here"].format(cells=_named(places, "en")),
        )
    zh, en = (
        rule_text.format(
            label=label,
            where=place,
            count=len(blank),
            advice=_advice(counts, len(blank), lang, short=not due.together.isdisjoint(keys)),
        )
        for rule_text, label, place, lang in (
            (rule.zh_fail, table.zh, where[0], "zh"),
            (rule.en_fail, table.en, where[1], "en"),
        )
    )
    cells = tuple(reference(report, cell) for cell, _ in blank)
    # a blank cell says so itself; it casts no doubt on the figures beside it
    return Finding(rule=rule, result="fail", zh=zh, en=en, cells=cells)


def _advice(
    counts: Sequence[tuple[tuple[Label, Label], Decimal]], blank: int, lang: str, *, short: bool
) -> str:
    """Say what to fill in: what the sums of the form give, and 0 where nothing happened."""
    words = _ADVICE[lang]
    if not counts:
        return words["short" if short else "none"]
    cells = words["and"].join(
        words["should"].format(cell=_named([at], lang), count=plain(count))
        for at, count in counts[:_FEW]
    )
    cells += words["more"] if len(counts) > _FEW else ""
    return words["all" if len(counts) == blank else "some"].format(cells=cells, n=len(counts))


def _named(places: Iterable[tuple[Label, Label]], lang: str) -> str:
    """Name cells by their row and column."""
    words = _ADVICE[lang]
    return words["and"].join(
        words["cell"].format(
            row=row.printed if lang == "zh" else row.label_en,
            column=column.label if lang == "zh" else column.label_en,
        )
        for row, column in places
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
