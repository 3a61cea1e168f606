"""Reports of one's own: read, checked, and compared with each other or with the data's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.checks import check
from govstats.comparing import compare_reports
from govstats.documents import parse_document
from govstats.errors import InvalidRequestError
from govstats.reading import read_document

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.checks import Findings
    from govstats.dataset import Dataset
    from govstats.reports import Report

MOST = 2
"""A report and the one of the year before."""


@dataclass(frozen=True)
class Own:
    """A report of one's own: as read, what was found in it, and its comparison where there is one.

    `refused` says why two reports that were chosen together are not compared.
    """

    report: Report
    findings: Findings
    comparison: Comparison | None
    refused: InvalidRequestError | None = None


def read_own(data: Dataset, files: list[tuple[str, bytes]]) -> Own:
    """Read one report or two (names and contents), check the later one, and compare it.

    It is compared with the earlier one of the two, or else with the data's report before it. Raises
    UnreadableError for what is no report, InvalidRequestError for more than two files.
    """
    if not 1 <= len(files) <= MOST:
        raise InvalidRequestError(f"{len(files)} files", "read", "one report or two")
    reports = [
        read_document(parse_document(content, name), data.agencies) for name, content in files
    ]
    *others, report = sorted(reports, key=lambda one: one.year or 0)
    before = others[0] if others else _known_before(data, report)
    if before is None:
        return Own(report, check(report), None)
    entry = data.agencies[report.agency] if report.agency else None
    try:
        comparison = compare_reports(before, report, entry)
    except InvalidRequestError as error:
        return Own(report, check(report), None, error)
    return Own(report, comparison.findings, comparison)


def _known_before(data: Dataset, report: Report) -> Report | None:
    known = report.agency or ""
    earlier = [y for y in data.years(known, full=True) if y < (report.year or 0)] if known else []
    return data.report(known, earlier[-1]) if earlier else None
