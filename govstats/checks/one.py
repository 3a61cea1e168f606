"""One report checked: its tables, its prose, the two against each other, and which cells are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.checks.blanks import check_blanks
from govstats.checks.claims import check_claims
from govstats.checks.equations import check_form
from govstats.checks.evidence import evidence_of
from govstats.checks.findings import Findings, merge
from govstats.checks.law import check_law
from govstats.checks.localising import localise
from govstats.checks.passages import check_passages
from govstats.checks.rates import check_rates
from govstats.checks.sums import check_sums
from govstats.forms import editions, load_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.reports import Report


def check(report: Report, neighbours: Iterable[Report] = ()) -> Findings:
    """Check one report: the equations of its form, and its prose against itself, the tables and the law.

    `neighbours` are reports of the same agency for other years: growth is recomputed from them, and
    what they carry over is evidence. Where equations fail, findings say which cells are most likely
    wrong. What a report must say is checked where its prose is at hand. An excerpt says nothing
    about what it lacks: it has no findings. A defect of the data is a finding, never an exception.
    """
    if report.coverage == "excerpt":
        return Findings((), ())
    neighbours = tuple(neighbours)
    prose = [check_sums(report), check_rates(report, neighbours), check_law(report)]
    if report.passages:
        prose.append(check_passages(report))
    if report.edition not in editions():
        return merge([check_claims(report), *prose])
    form = load_form(report.edition)
    tables = check_form(report, form)
    doubted = {(cell.item, cell.breakdown) for f in tables.failures for cell in f.cells}
    found = [tables, check_blanks(report, form), check_claims(report, doubted), *prose]
    return localise(report, form, merge(found), evidence_of(report, neighbours))
