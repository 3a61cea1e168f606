"""A correction made from what somebody says, or from a suggestion that somebody accepts."""

from __future__ import annotations

import difflib
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from govstats.checks.many import check_all
from govstats.checks.references import plain
from govstats.corrections import Correction, add_correction
from govstats.errors import InvalidRequestError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from govstats.agencies import Agencies
    from govstats.checks import CellChange, CellRef, Finding
    from govstats.dataset import Dataset
    from govstats.reports import Cell, Report, Source


def correct(  # noqa: PLR0913 - what names a cell, and what is to be said of it
    data: Dataset,
    report: Report,
    item: str,
    breakdown: str = "",
    *,
    value: str,
    reason: str,
    by: str = "",
    source: Source = "table",
) -> Correction:
    """Correct one cell of a report in the user's own dataset and return the correction.

    It expects what the cell says now. Raises NotFoundError with the nearest cells for one that the
    report has not, InvalidRequestError for a value that is no number or equals what is there.
    """
    cell = report.cell(item, breakdown, source)
    if cell is None:
        raise _no_such_cell(report, item, breakdown)
    return _add(data, report, cell, value, reason, by)


def accept(
    data: Dataset, report: Report, finding: Finding, *, reason: str = "", by: str = ""
) -> list[Correction]:
    """Accept what a finding suggests: one correction for each cell whose new value is determined.

    The reason is the rule and what the cell comes to by it, unless another is given. Raises
    InvalidRequestError where nothing is suggested, or nothing of it is determined.
    """
    suggestion = finding.suggestion
    changes = [c for c in suggestion.changes if c.after is not None] if suggestion else []
    if suggestion is None or not changes:
        raise InvalidRequestError(
            "nothing is suggested for it, or nothing of that is determined",
            finding.id,
            "correct the cell yourself: govstats correct",
        )
    return [
        _add(
            data,
            report,
            _cell_of(report, change.cell),
            str(change.after),
            reason or _reason(finding, change),
            by,
        )
        for change in changes
    ]


def newly_failing(before: Dataset, after: Dataset, agency: str) -> list[Finding]:
    """Return what fails on an agency's full reports in one state of a dataset, and did not in another."""
    held = {finding.id for finding in _failures(before, agency)}
    return [finding for finding in _failures(after, agency) if finding.id not in held]


def _failures(data: Dataset, agency: str) -> list[Finding]:
    reports = [data.report(agency, year) for year in data.years(agency, full=True)]
    checked = check_all(reports, data.agencies)
    parts = [*(found for _, found in checked.reports), *checked.between]
    return [finding for found in parts for finding in found.failures]


def find_finding(findings: Iterable[Finding], wanted: str, agencies: Agencies) -> Finding:
    """Return a finding by its id or the beginning of it. Raises NotFoundError with the nearest ids.

    The id may also be the one that `check` gives a file whose agency its register does not know.
    """
    findings = list(findings)
    known = {finding.id: finding for finding in findings}
    fitting = _fitting(known, wanted)
    if not fitting:
        printed = {i: finding for finding in findings for i in _printed_ids(finding, agencies)}
        fitting = _fitting(printed, wanted)
    if len(fitting) != 1:
        near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.3)
        what = f"{len(fitting)} findings begin so" if fitting else "no such finding"
        raise NotFoundError(
            f"{what} among those of `govstats check --data`",
            wanted,
            f"nearest: {', '.join(near)}" if near else "",
        )
    return next(iter(fitting.values()))


def _fitting(known: Mapping[str, Finding], wanted: str) -> dict[str, Finding]:
    """Return what an id or the beginning of one means, by the ids of the dataset."""
    if wanted in known:
        return {known[wanted].id: known[wanted]}
    return {finding.id: finding for i, finding in known.items() if i.startswith(wanted)}


def _printed_ids(finding: Finding, agencies: Agencies) -> Iterator[str]:
    """Yield the ids that a finding has in files that print its agencies' names one way or another."""
    concerned = {cell.agency for cell in finding.cells} | {p.agency for p in finding.passages}
    names = {agency: agencies.names(agency) for agency in concerned if agency in agencies}
    for at in range(max(map(len, names.values()), default=0)):
        yield finding.id_under({a: those[min(at, len(those) - 1)] for a, those in names.items()})


def _add(  # noqa: PLR0913 - a cell of a report, and what is said of it
    data: Dataset, report: Report, cell: Cell, value: str, reason: str, by: str
) -> Correction:
    expected = format(cell.value, "f") if cell.value is not None else cell.status.value
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise InvalidRequestError(f"{value!r} is no number", cell.item) from None
    if cell.value == number:
        raise InvalidRequestError(f"the cell says {expected} already", cell.item)
    correction = Correction(
        report.agency or "",
        str(report.year),
        cell.item,
        cell.breakdown,
        cell.source,
        expected,
        format(number, "f"),
        reason,
        by,
    )
    add_correction(data.path, correction)
    return correction


def _reason(finding: Finding, change: CellChange) -> str:
    """Return by which rule a cell comes to its new value, short enough for a table of corrections."""
    rule = finding.rule.zh.rstrip("。")
    by = f"按“{rule}”" if change.cell in finding.cells else f"与“{rule}”所涉各格一并更正"
    return f"{by}，应为{plain(change.after)}" if change.after is not None else by


def _cell_of(report: Report, reference: CellRef) -> Cell:
    source: Source = "text" if reference.source == "text" else "table"
    cell = report.cell(reference.item, reference.breakdown, source)
    if cell is None:
        raise _no_such_cell(report, reference.item, reference.breakdown)
    return cell


def _no_such_cell(report: Report, item: str, breakdown: str) -> NotFoundError:
    names = dict.fromkeys(f"{cell.item} {cell.breakdown}".strip() for cell in report.cells)
    near = difflib.get_close_matches(f"{item} {breakdown}".strip(), names, n=3, cutoff=0.4)
    return NotFoundError(
        f"the report has no cell {item} {breakdown}".rstrip(),
        report.source,
        f"nearest: {', '.join(near)}" if near else "",
    )
