"""The prose of a report: what it must say, what was left in it, what does not belong, what is old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.checks.contents import check_contents
from govstats.checks.findings import Findings, merge
from govstats.checks.pasted import check_pasted
from govstats.checks.residue import check_residue
from govstats.checks.stale import check_stale

if TYPE_CHECKING:
    from govstats.reports import Report


def check_passages(report: Report) -> Findings:
    """Check the prose of a report, which must be at hand (`report.passages`).

    Rules: missing-section, fee-statement, assessment-statement, title, period, template-residue,
    pasted-text, stale-text. Where the prose is not at hand none of them is assessable.
    """
    return merge(
        [check_contents(report), check_residue(report), check_pasted(report), check_stale(report)]
    )
