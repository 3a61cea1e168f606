"""The rules evaluated: what does not add up, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.checks.cells import check_blanks
from govstats.checks.equations import check_form
from govstats.checks.findings import SEVERITY_LABELS, CellRef, Finding, Findings, merge, number
from govstats.checks.prose import check_categories
from govstats.checks.years import check_years
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
    "merge",
    "number",
]


def check(report: Report) -> Findings:
    """Check one report: the equations of its form and the parts listed in its prose.

    An excerpt says nothing about what it lacks: it has no findings. A defect of the data is a
    finding, never an exception.
    """
    if report.coverage == "excerpt":
        return Findings((), ())
    parts = []
    if report.edition in editions():
        form = load_form(report.edition)
        parts.append(check_form(report, form))
        parts.append(check_blanks(report, form))
    parts.append(check_categories(report))
    return merge(parts)
