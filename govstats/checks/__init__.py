"""The rules evaluated: what does not add up, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.checks.between import check_years
from govstats.checks.equations import check_form
from govstats.checks.findings import SEVERITY_LABELS, CellRef, Finding, Findings, merge, number
from govstats.checks.localising import localise
from govstats.checks.prose import check_categories
from govstats.forms import editions, load_form

if TYPE_CHECKING:
    from govstats.reports import Report

__all__ = [
    "SEVERITY_LABELS",
    "CellRef",
    "Finding",
    "Findings",
    "check",
    "check_years",
    "localise",
    "merge",
    "number",
]


def check(report: Report) -> Findings:
    """Check one report: the equations of its form and the parts listed in its prose.

    Where equations fail, the findings say which cells are most likely wrong.
    An excerpt says nothing about what it lacks: it has no findings. A defect of the data is a
    finding, never an exception.
    """
    if report.coverage == "excerpt":
        return Findings((), ())
    if report.edition not in editions():
        return check_categories(report)
    form = load_form(report.edition)
    return localise(report, form, merge([check_form(report, form), check_categories(report)]))
