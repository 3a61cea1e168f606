"""The rules evaluated: what does not add up, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.checks.between import check_years
from govstats.checks.decisions import add_decision, decided, load_decisions
from govstats.checks.equations import check_form
from govstats.checks.findings import (
    SEVERITY_LABELS,
    CellChange,
    CellRef,
    Decision,
    Finding,
    Findings,
    Suggestion,
    merge,
    number,
)
from govstats.checks.passages import check_passages
from govstats.checks.prose import check_categories
from govstats.forms import editions, load_form

if TYPE_CHECKING:
    from govstats.reports import Report

__all__ = [
    "SEVERITY_LABELS",
    "CellChange",
    "CellRef",
    "Decision",
    "Finding",
    "Findings",
    "Suggestion",
    "add_decision",
    "check",
    "check_years",
    "decided",
    "load_decisions",
    "merge",
    "number",
]


def check(report: Report) -> Findings:
    """Check one report: the equations of its form, and its prose where that is at hand.

    An excerpt says nothing about what it lacks: it has no findings. A defect of the data is a
    finding, never an exception.
    """
    if report.coverage == "excerpt":
        return Findings((), ())
    parts = [check_categories(report)]
    if report.edition in editions():
        parts.insert(0, check_form(report, load_form(report.edition)))
    if report.passages:
        parts.append(check_passages(report))
    return merge(parts)
