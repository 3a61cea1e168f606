"""The form's own equations, evaluated on one report with what is unknown kept unknown."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.checks.findings import Finding, Findings, Result, plain, reference
from govstats.forms import Form, Label, Rule, item_names
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.forms import Block
    from govstats.reports import Cell, Report

_SHORT = 6
_EMPTY = (Status.BLANK, Status.NOT_APPLICABLE)
_Instance = tuple[Label, list["Cell | None"], list["Cell | None"]]


def check_form(report: Report, form: Form) -> Findings:
    """Evaluate every rule of the form on a report.

    A missing or unreadable figure is some number of at least zero: an equation fails only where no
    such number could make it hold. A blank is taken as zero where that makes it hold.
    """
    findings: list[Finding] = []
    outcomes: list[tuple[str, Result]] = []
    for rule in form.rules:
        if rule.each == "cell":
            found = list(_not_counts(report, form, rule))
            outcomes.append((rule.id, "fail" if found else "pass"))
            findings += found
            continue
        unknown: list[Cell] = []
        for label, left, right in _instances(report, form, rule):
            result = judge(left, right)
            outcomes.append((rule.id, result))
            cells = [cell for cell in (*left, *right) if cell]
            if result == "fail":
                findings.append(_failure(report, rule, label, left, right))
            elif result == "not_assessable":
                unknown += [cell for cell in cells if cell.value is None]
        if unknown:
            findings.append(_not_assessable(report, rule, unknown))
    return Findings(tuple(findings), tuple(outcomes))


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
    """Return the sum of the figures that are known."""
    return sum((c.value for c in cells if c and c.value is not None), Decimal(0))


def expand(report: Report, form: Form, code: str, breakdown: str) -> list[Cell | None]:
    """Return the cells that a code stands for: its printed row, or its leaves where there is none."""
    cell = report.cell(code, breakdown)
    leaves = form.leaves(code)
    if cell is not None or not leaves:
        return [cell]
    return [report.cell(leaf, breakdown) for leaf in leaves]


def _instances(report: Report, form: Form, rule: Rule) -> Iterator[_Instance]:
    block = form.block(rule.block)
    if rule.each == "column":
        for column in block.columns:
            sides = [
                [
                    cell
                    for code in side
                    for cell in expand(report, form, code, block.breakdown(column))
                ]
                for side in (rule.left, rule.right)
            ]
            yield column, sides[0], sides[1]
        return
    for row in _printed_rows(report, block):
        if rule.rows and row.code not in rule.rows:
            continue
        slots = {column.code: block.slot(row, column) for column in block.columns}
        sides = [
            [report.cell(slots[code].item, slots[code].breakdown) for code in side]
            for side in (rule.left, rule.right)
        ]
        yield row, sides[0], sides[1]


def _printed_rows(report: Report, block: Block) -> Iterator[Label]:
    for row in (*block.rows, *block.groups):
        if any(
            report.cell(s.item, s.breakdown) for s in (block.slot(row, c) for c in block.columns)
        ):
            yield row


def _open(cells: Iterable[Cell | None]) -> bool:
    return any(
        cell is None or cell.value is None or cell.status is Status.APPROXIMATE for cell in cells
    )


def _only_blank(cells: Iterable[Cell | None]) -> bool:
    return all(cell and (cell.status is Status.REPORTED or cell.status in _EMPTY) for cell in cells)


def _failure(
    report: Report, rule: Rule, label: Label, left: list[Cell | None], right: list[Cell | None]
) -> Finding:
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


def suspects(left: list[Cell | None], right: list[Cell | None]) -> Iterator[Cell]:
    """Yield the cells whose change could make two unequal sums equal.

    On the larger side those that are not 0, on the smaller side all; of a long smaller side only
    those that are not 0, since nothing tells its zeros apart.
    """
    larger_left = total(left) > total(right)
    for side, larger in ((left, larger_left), (right, not larger_left)):
        cells = [cell for cell in side if cell is not None]
        yield from (cell for cell in cells if cell.value or (not larger and len(cells) <= _SHORT))


def _not_assessable(report: Report, rule: Rule, unknown: list[Cell]) -> Finding:
    cells = tuple({cell.key: reference(report, cell) for cell in unknown}.values())
    return Finding(
        rule=rule,
        result="not_assessable",
        zh=f"有{len(cells)}个数值未填写、缺失或无法辨认，相关勾稽关系无法核对。",
        en=f"{len(cells)} figures are blank, missing or illegible, so this cannot be checked for them.",
        cells=cells,
    )


def _not_counts(report: Report, form: Form, rule: Rule) -> Iterator[Finding]:
    slots = form.slots | form.one_row_slots
    for cell in report.cells:
        slot = slots.get((cell.item, cell.breakdown))
        if not slot or not slot.count or cell.value is None or cell.source != "table":
            continue
        negative = cell.value < 0 and not slot.signed
        if negative or cell.value % 1:
            names = item_names()[cell.item]
            printed = plain(cell.value)
            yield Finding(
                rule=rule,
                result="fail",
                zh=rule.zh_fail.format(label=names.zh, left=printed),
                en=rule.en_fail.format(label=names.en, left=printed),
                cells=(reference(report, cell),),
                doubtful=(reference(report, cell),),
                found=cell.value,
            )
