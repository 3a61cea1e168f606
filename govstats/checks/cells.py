"""Each figure by itself: whether it is a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.findings import Finding, Findings
from govstats.checks.grid import (
    APPROXIMATE,
    CHUNK,
    REPORTED,
    Grid,
    axis_of,
    per_form,
)
from govstats.checks.references import plain, reference
from govstats.checks.verdicts import FAIL, PASS, Failed, Verdicts, cell_name
from govstats.forms import breakdown_names, item_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.checks.verdicts import Flags, Ints
    from govstats.forms import Form, Rule
    from govstats.reports import Cell, Report


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
    by = breakdown_names().get(cell.breakdown) if cell.breakdown else None
    printed = "" if cell.value is None else plain(cell.value)
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(label=names.zh + (f"（{by.zh}）" if by else ""), left=printed),
        en=rule.en_fail.format(label=names.en + (f" ({by.en})" if by else ""), left=printed),
        cells=(reference(report, cell),),
        doubtful=(reference(report, cell),),
        found=cell.value,
    )
