"""The sums that a form prescribes, checked by live formulas beside its rows and under its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.display.statutory import cell_text
from govstats.exports.sheets.formulas import (
    WORDS,
    address,
    computable,
    known,
    total,
    verdict,
    verdict_formula,
)
from govstats.forms import load_form
from govstats.reports import Cell, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.exports.sheets.formulas import Place
    from govstats.exports.sheets.grid import Grid
    from govstats.forms import Block, Form, Label, Rule
    from govstats.reports import Report

COLUMNS = 3
"""Columns of a check beside a row: the sum of the parts, the difference, the verdict."""
_SIDES = {
    "zh": ("等式左边", "等式右边", "核对"),
    "en": ("Left-hand side", "Right-hand side", "Check"),
}
_Cells = list[tuple["Cell | None", "Place"]]


def beside(block: Block, edition: str) -> bool:
    """Say whether a block has sums that are checked beside its rows."""
    return any(
        rule.block == block.id and (rule.each == "row" or block.layout == "list")
        for rule in load_form(edition).rules
    )


def check_sums(grid: Grid, row: int, report: Report, block: Block) -> int:
    """Write the checks of a block that was just written and return the next row.

    Those of a row stand beside it, those of a list beside its total, those of columns below.
    """
    form = load_form(report.edition)
    for rule in form.rules:
        if rule.block != block.id:
            continue
        if rule.each == "row":
            for label in {label.code: label for label in (*block.groups, *block.rows)}.values():
                _row(grid, report, block, rule, label)
        elif rule.each == "column" and block.layout == "list":
            breakdown = block.breakdown(block.columns[0])
            left, right = (
                _column(grid, report, form, codes, breakdown) for codes in (rule.left, rule.right)
            )
            if left and right:
                _beside(grid, left, right)
        elif rule.each == "column":
            row = _below(grid, row, report, form, block, rule)
    return row


def _row(grid: Grid, report: Report, block: Block, rule: Rule, label: Label) -> None:
    if rule.rows and label.code not in rule.rows:
        return
    slots = {column.code: block.slot(label, column) for column in block.columns}
    sides: list[_Cells] = []
    for codes in (rule.left, rule.right):
        keys = [(slots[code].item, slots[code].breakdown) for code in codes]
        sides.append(_found(grid, report, keys))
    if any(cell for side in sides for cell, _ in side):
        _beside(grid, *sides)


def _column(grid: Grid, report: Report, form: Form, codes: Sequence[str], breakdown: str) -> _Cells:
    """Return the cells that codes stand for in a column: a printed row, or its leaves."""
    keys: list[tuple[str, str]] = []
    for code in codes:
        leaves = form.leaves(code)
        standing = [leaf for leaf in leaves if (report.year or 0, leaf, breakdown) in grid.places]
        whole = report.cell(code, breakdown) is not None or not standing
        keys += [(code, breakdown)] if whole else [(leaf, breakdown) for leaf in leaves]
    return _found(grid, report, keys)


def _found(grid: Grid, report: Report, keys: Sequence[tuple[str, str]]) -> _Cells:
    found: _Cells = []
    for item, breakdown in keys:
        place = grid.places.get((report.year or 0, item, breakdown))
        if place:
            found.append((report.cell(item, breakdown), place))
    return found


def _beside(grid: Grid, left: _Cells, right: _Cells) -> None:
    row, at = left[0][1][0], grid.checks
    parts = [place for _, place in right]
    counted = all(computable([cell for cell, _ in side]) for side in (left, right))
    whole, sum_ = (known([cell for cell, _ in side]) for side in (left, right))
    if counted:
        grid.book.number(grid.sheet, row, at, sum_, formula=total(parts))
    else:
        grid.text(row, at, f"{sum_:f}", "figure")
    if counted and left[0][0] and left[0][0].value is not None:
        formula = f"{address(left[0][1])}-{address((row, at))}"
        form = grid.book.signed(whole - sum_)
        grid.book.number(grid.sheet, row, at + 1, whole - sum_, formula=formula, number=form)
    else:
        grid.text(row, at + 1, "—", "absent")
    _verdict(grid, (row, at + 2), left, right)


def _below(  # noqa: PLR0913 - a rule and where it is written
    grid: Grid, row: int, report: Report, form: Form, block: Block, rule: Rule
) -> int:
    statement = rule.zh if grid.lang == "zh" else rule.en
    names = _SIDES[grid.lang]
    bottom = row + len(names) - 1
    if grid.labels > 1:
        grid.book.merged(grid.sheet, row, 0, bottom, grid.labels - 2, statement, "note")
    for offset, name in enumerate(names):
        said = name if grid.labels > 1 else f"{statement}：{name}"
        grid.text(row + offset, grid.labels - 1, said, "note")
    for offset, column in enumerate(block.columns):
        at = grid.labels + offset
        sides = [
            _column(grid, report, form, codes, block.breakdown(column))
            for codes in (rule.left, rule.right)
        ]
        for line, side in enumerate(sides):
            cells = [cell for cell, _ in side]
            places = [place for _, place in side]
            if computable(cells):
                grid.book.number(
                    grid.sheet, row + line, at, known(cells), formula=total(places), look="sum"
                )
            else:
                grid.text(row + line, at, f"{known(cells):f}", "sum")
        _verdict(grid, (bottom, at), *sides)
    return bottom + 1


def _verdict(grid: Grid, place: Place, left: _Cells, right: _Cells) -> None:
    cells = [cell for cell, _ in (*left, *right)]
    word = WORDS[grid.lang][verdict([cell for cell, _ in left], [cell for cell, _ in right])]
    if not computable(cells):
        grid.text(*place, word, "middle")
        return
    missing = Cell("", "", "", "table", None, "", Status.UNREADABLE)
    lost = [cell_text(None, grid.lang), cell_text(missing, grid.lang)]
    formula = verdict_formula(
        [place for _, place in left], [place for _, place in right], cells, lost, grid.lang
    )
    grid.book.word(grid.sheet, *place, formula, word)
