"""The prose against itself: do the parts that it lists make up the total that it states."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.checks.findings import Finding, Findings, plain, reference
from govstats.forms import general_rules
from govstats.reports import Cell, Status

if TYPE_CHECKING:
    from govstats.reports import Report

_REST = "other"


def check_categories(report: Report) -> Findings:
    """Compare the total of disclosed information with the categories listed (category-sum).

    Only a list that claims to be complete, by naming a class for the rest (其他类), is held to its
    total; examples introduced by 其中 are not, nor are rounded or differently counted figures.
    """
    rule = general_rules()["category-sum"]
    total = report.cell("disclosed.total", "", "text")
    parts = [cell for cell in report.cells if cell.item == "disclosed.by_category"]
    if total is None or not parts:
        return Findings((), ())
    exact = all(cell.status is Status.REPORTED for cell in (total, *parts))
    same_unit = {cell.unit for cell in (total, *parts)} == {total.unit}
    if not (exact and same_unit and _complete(report, parts)) or total.value is None:
        return Findings((), ((rule.id, "not_assessable"),))
    listed = sum((cell.value for cell in parts if cell.value is not None), Decimal(0))
    if listed == total.value:
        return Findings((), ((rule.id, "pass"),))
    figures = {
        "left": plain(total.value),
        "right": plain(listed),
        "difference": plain(abs(total.value - listed)),
        "count": len(parts),
    }
    cells = tuple(reference(report, cell) for cell in (total, *parts))
    finding = Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(**figures),
        en=rule.en_fail.format(**figures),
        cells=cells,
        doubtful=cells,
        expected=listed,
        found=total.value,
    )
    return Findings((finding,), ((rule.id, "fail"),))


def _complete(report: Report, parts: list[Cell]) -> bool:
    said = [
        s for s in report.statements if s.item == "disclosed.by_category" and s.measure == "count"
    ]
    if said:
        return len({statement.group for statement in said}) == 1 and all(
            statement.complete for statement in said
        )
    return any(cell.breakdown == _REST for cell in parts)
