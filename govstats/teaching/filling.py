"""The form that a student fills in: as a report, checked by the form's own rules, and written out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.checks import check
from govstats.forms import load_form
from govstats.reports import Cell, Report, Status
from govstats.teaching.exercises import Said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govstats.teaching.exercises import Ledger

NOTE = "课堂练习，虚构的机关和数据。Classroom exercise, invented agency and figures."


def report_of(ledger: Ledger, filled: Mapping[str, Decimal]) -> Report:
    """Return a student's form as a report; cells that the exercise does not ask for are 0.

    `filled` has the cells by item/breakdown; a cell that is asked for and missing is blank.
    """
    form = load_form(ledger.edition)
    asked = {"/".join(key) for key in ledger.keys}
    cells = []
    for block, slot in ((each, slot) for each in form.blocks for slot in each.slots()):
        name = f"{slot.item}/{slot.breakdown}"
        value = filled.get(name) if name in asked else Decimal(0)
        status = Status.BLANK if value is None else Status.REPORTED
        raw = "" if value is None else format(value, "f")
        cells.append(
            Cell(
                slot.item,
                slot.breakdown,
                slot.row.printed,
                "table",
                value,
                slot.unit,
                status,
                raw,
                f"表{block.table}",
            )
        )
    name = ledger.agency.zh
    return Report(
        source="teaching",
        sha256="",
        agency="teaching",
        agency_name=name,
        year=ledger.year,
        edition=ledger.edition,
        cells=tuple(cells),
        period=f"{ledger.year}-01-01/{ledger.year}-12-31",
        title=f"{name}{ledger.year}年政府信息公开工作年度报告",
        note=NOTE,
    )


def broken_rule(ledger: Ledger, filled: Mapping[str, Decimal]) -> Said | None:
    """Return what the first rule says that a filled form breaks, None where all hold."""
    failures = check(report_of(ledger, filled)).failures
    if not failures:
        return None
    first = failures[0]
    return Said(first.message("zh"), first.message("en"))
