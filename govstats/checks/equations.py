"""The form's own equations, evaluated on one report or many with what is unknown kept unknown."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.cells import check_counts
from govstats.checks.findings import Finding, Findings, Result
from govstats.checks.grid import CHUNK, Grid
from govstats.checks.matrices import Instance, sums_of
from govstats.checks.references import plain, reference
from govstats.checks.verdicts import CODE_OF, FAIL, NAMES, NONE, PASS, Failed, Verdicts, cell_name
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.checks.verdicts import Codes
    from govstats.forms import Form, Rule
    from govstats.reports import Cell, Report

_SHORT = 6
_EMPTY = (Status.BLANK, Status.NOT_APPLICABLE)


def check_form(report: Report, form: Form) -> Findings:
    """Evaluate every rule of the form on a report.

    A missing, unreadable or approximate figure is some number of at least zero: an equation fails
    only where no such number could make it hold. A blank is taken as zero where that makes it hold.
    """
    grid = Grid.of([report], form)
    results = evaluate(grid)[:, 0].tolist()
    sums = sums_of(form)
    findings: list[Finding] = []
    outcomes: list[tuple[str, Result]] = []
    for rule, span in zip(form.rules, sums.spans, strict=True):
        if rule.each == "cell":
            part = check_counts(report, grid, rule)
            findings += part.findings
            outcomes += part.outcomes
            continue
        unknown: list[Cell] = []
        for number in span:
            code = results[number]
            if code == NONE:
                continue
            outcomes.append((rule.id, NAMES[code]))
            if code == PASS:
                continue
            left, right = _sides(report, form, sums.instances[number])
            if code == FAIL:
                findings.append(_failure(report, sums.instances[number], left, right))
            else:
                unknown += [cell for cell in (*left, *right) if cell and cell.value is None]
        if unknown:
            findings.append(_not_assessable(report, rule, unknown))
    return Findings(tuple(findings), tuple(outcomes))


def evaluate(grid: Grid) -> Codes:
    """Return the result of every equation of the form on every report: a row an instance."""
    sums = sums_of(grid.form)
    results = np.empty((len(sums.instances), grid.size), np.int8)
    for start in range(0, grid.size, CHUNK):
        part = slice(start, start + CHUNK)
        results[:, part] = sums.judge(grid.values[:, part], grid.status[:, part])
    for row, column in grid.exact:
        for number in sums.touching.get(row, ()):
            if results[number, column] != NONE:
                left, right = (
                    [cell for term in side for cell in _cells(grid, term, column)]
                    for side in sums.instances[number].terms
                )
                results[number, column] = CODE_OF[judge(left, right)]
    return results


def form_verdicts(grid: Grid) -> Iterator[Verdicts]:
    """Yield what each equation of the form says of each report."""
    sums = sums_of(grid.form)
    results = evaluate(grid)
    for rule, span in zip(grid.form.rules, sums.spans, strict=True):
        if span:
            yield Verdicts(
                rule, results[span.start : span.stop], grid.at,
                partial(_failed, grid, results, span),
            )  # fmt: skip


def _failed(grid: Grid, results: Codes, span: range) -> Iterator[Failed]:
    sums = sums_of(grid.form)
    for number in span:
        columns = np.flatnonzero(results[number] == FAIL)
        if columns.size:
            left, right = sums.figures(number, grid.values[:, columns], grid.status[:, columns])
            names = tuple(cell_name(grid.axis.keys[row]) for row in sums.named(number))
            yield Failed(names, grid.at[columns], right, left)


def _cells(grid: Grid, term: tuple[int, tuple[int, ...]], column: int) -> list[Cell | None]:
    row, leaves = term
    cell = grid.cell(row, column)
    if cell is not None or not leaves:
        return [cell]
    return [grid.cell(leaf, column) for leaf in leaves]


def judge(left: Iterable[Cell | None], right: Iterable[Cell | None]) -> Result:
    """Say whether two sums of counts are equal, cannot be equal, or leave it open."""
    left, right = list(left), list(right)
    if not any(cell and cell.value is not None for cell in (*left, *right)):
        return "not_assessable"
    known_left, known_right = total(left), total(right)
    open_left, open_right = _open(left), _open(right)
    if not open_left and not open_right:
        return "pass" if known_left == known_right else "fail"
    if known_left == known_right and _only_blank(left) and _only_blank(right):
        return "pass"
    if not open_left and known_right > known_left:
        return "fail"
    if not open_right and known_left > known_right:
        return "fail"
    return "not_assessable"


def total(cells: Iterable[Cell | None]) -> Decimal:
    """Return the sum of the figures that are known; an approximate one bounds nothing."""
    known = (c.value for c in cells if c and c.status is Status.REPORTED and c.value is not None)
    return sum(known, Decimal(0))


def expand(report: Report, form: Form, code: str, breakdown: str) -> list[Cell | None]:
    """Return the cells that a code stands for: its printed row, or its leaves where there is none."""
    cell = report.cell(code, breakdown)
    leaves = form.leaves(code)
    if cell is not None or not leaves:
        return [cell]
    return [report.cell(leaf, breakdown) for leaf in leaves]


def suspects(left: list[Cell | None], right: list[Cell | None]) -> Iterator[Cell]:
    """Yield the cells whose change could make two unequal sums equal.

    On the larger side those that are not 0, on the smaller side all; of a long smaller side only
    those that are not 0, since nothing tells its zeros apart.
    """
    larger_left = total(left) > total(right)
    for side, larger in ((left, larger_left), (right, not larger_left)):
        cells = [cell for cell in side if cell is not None]
        yield from (cell for cell in cells if cell.value or (not larger and len(cells) <= _SHORT))


def _sides(
    report: Report, form: Form, instance: Instance
) -> tuple[list[Cell | None], list[Cell | None]]:
    if instance.rule.each == "row":
        left, right = ([report.cell(*key) for key in side] for side in instance.sides)
    else:
        left, right = (
            [cell for key in side for cell in expand(report, form, *key)] for side in instance.sides
        )
    return left, right


def _open(cells: Iterable[Cell | None]) -> bool:
    return any(
        cell is None or cell.value is None or cell.status is Status.APPROXIMATE for cell in cells
    )


def _only_blank(cells: Iterable[Cell | None]) -> bool:
    return all(cell and (cell.status is Status.REPORTED or cell.status in _EMPTY) for cell in cells)


def _failure(
    report: Report, instance: Instance, left: list[Cell | None], right: list[Cell | None]
) -> Finding:
    rule, label = instance.rule, instance.label
    given, computed = total(left), total(right)
    figures = {
        "left": plain(given),
        "right": plain(computed),
        "difference": plain(abs(given - computed)),
    }
    cells = tuple(reference(report, cell) for cell in (*left, *right) if cell)
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(label=label.printed, **figures),
        en=rule.en_fail.format(label=label.label_en, **figures),
        cells=cells,
        doubtful=tuple(reference(report, cell) for cell in suspects(left, right)),
        expected=computed,
        found=given,
    )


def _not_assessable(report: Report, rule: Rule, unknown: list[Cell]) -> Finding:
    cells = tuple({cell.key: reference(report, cell) for cell in unknown}.values())
    return Finding(
        rule=rule,
        result="not_assessable",
        zh=f"有{len(cells)}个数值未填写、缺失或无法辨认，相关勾稽关系无法核对。",
        en=f"{len(cells)} figures are blank, missing or illegible, so this cannot be checked for them.",
        cells=cells,
    )
