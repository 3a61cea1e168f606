"""One year against the next: what is carried over, and what is in force."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from govstats.checks.findings import Finding, Findings, Result, plain, reference
from govstats.forms import breakdown_names, general_rules, item_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from govstats.forms import Rule
    from govstats.reports import Cell, Report

_STOCKS = ("rules", "normative_documents")
_Compared = tuple[str, "tuple[Cell | None, ...]", "tuple[Cell | None, ...]"]


def check_years(reports: Iterable[Report]) -> Findings:
    """Check consecutive years of one agency against each other: carry-over, stock-flow.

    Excerpts and gaps between years are passed over. A figure that is missing on either side makes
    an instance not assessable.
    """
    full = sorted(
        (r for r in reports if r.coverage == "full" and r.year), key=lambda r: r.year or 0
    )
    findings: list[Finding] = []
    outcomes: list[tuple[str, Result]] = []
    for before, after in pairwise(full):
        if (after.year or 0) - (before.year or 0) != 1:
            continue
        for rule, compared in (
            (general_rules()["carry-over"], _carried(before, after)),
            (general_rules()["stock-flow"], _stocks(before, after)),
        ):
            for code, earlier, later in compared:
                result = _result(rule, earlier, later)
                outcomes.append((rule.id, result))
                if result == "fail":
                    findings.append(_failure(rule, code, (before, earlier), (after, later)))
    return Findings(tuple(findings), tuple(outcomes))


def _carried(before: Report, after: Report) -> Iterator[_Compared]:
    forward = [cell for cell in before.cells if cell.item == "requests.carried_forward"]
    for cell in forward:
        if cell.source == "table":
            yield cell.breakdown, (cell,), (after.cell("requests.brought_forward", cell.breakdown),)


def _stocks(before: Report, after: Report) -> Iterator[_Compared]:
    for stock in _STOCKS:
        standing = before.cell(f"{stock}.in_force")
        flows = tuple(after.cell(f"{stock}.{flow}") for flow in ("issued", "repealed"))
        now = after.cell(f"{stock}.in_force")
        if standing is not None and now is not None:
            yield stock, (standing,), (now, *flows)


def _result(rule: Rule, earlier: tuple[Cell | None, ...], later: tuple[Cell | None, ...]) -> Result:
    if any(cell is None or cell.value is None for cell in (*earlier, *later)):
        return "not_assessable"
    left, right = _sides(rule, earlier, later)
    return "pass" if left == right else "fail"


def _sides(
    rule: Rule, earlier: tuple[Cell | None, ...], later: tuple[Cell | None, ...]
) -> tuple[Decimal, Decimal]:
    """Return what is reported and what it should be."""
    values = [cell.value for cell in (*earlier, *later) if cell and cell.value is not None]
    if rule.id == "stock-flow":
        standing, now, issued, repealed = values
        return now, standing + issued - repealed
    return values[0], values[1]


def _failure(
    rule: Rule,
    code: str,
    earlier: tuple[Report, tuple[Cell | None, ...]],
    later: tuple[Report, tuple[Cell | None, ...]],
) -> Finding:
    left, right = _sides(rule, earlier[1], later[1])
    names = breakdown_names().get(code) or item_names()[f"{code}.in_force"]
    figures = {
        "before": earlier[0].year,
        "after": later[0].year,
        "left": plain(left),
        "right": plain(right),
        "difference": plain(abs(left - right)),
    }
    cells = tuple(
        reference(report, cell) for report, cells in (earlier, later) for cell in cells if cell
    )
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(label=names.zh, **figures),
        en=rule.en_fail.format(label=names.en, **figures),
        cells=cells,
        doubtful=cells,
        expected=right,
        found=left,
    )
