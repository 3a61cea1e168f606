"""What the commands print for programs: JSON by the contract, and CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from govstats.checks import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from govstats.changes import Comparison
    from govstats.checks import Finding, Findings
    from govstats.reports import Cell, Reading, Report

_Checked = list[tuple["Report", "Findings"]]
_COUNT_FIELDS = (
    "item",
    "breakdown",
    "label",
    "source",
    "value",
    "unit",
    "status",
    "raw",
    "locator",
)


def report_dict(report: Report) -> dict[str, Any]:
    """Return a report as `read --format json` prints it."""
    reading = report.reading
    return {
        "source": report.source,
        "sha256": report.sha256,
        "agency": report.agency,
        "agency_name": report.agency_name,
        "year": report.year,
        "period": report.period,
        "edition": report.edition,
        "title": report.title,
        "counts": [count_dict(cell) for cell in report.cells],
        "statements": [
            {
                "item": said.item,
                "breakdown": said.breakdown,
                "label": said.label,
                "value": number(said.value),
                "unit": said.unit,
                "qualifier": said.qualifier,
                "scope": said.scope,
                "measure": said.measure,
                "group": said.group,
                "part": said.part,
                "quote": said.quote,
                "locator": str(said.place),
            }
            for said in report.statements
        ],
        "citations": [
            {"law": c.law, "article": c.article, "quote": c.quote, "locator": str(c.place)}
            for c in report.citations
        ],
        "events": [
            {"day": e.day.isoformat(), "quote": e.quote, "locator": str(e.place)}
            for e in report.events
        ],
        "reading": reading_dict(reading) if reading else {},
    }


def reading_dict(reading: Reading) -> dict[str, Any]:
    """Return how a report was read: every field, and the same in sentences."""
    fields = {name: getattr(reading, name) for name in reading.__slots__}
    return fields | {"summary": {lang: list(reading.describe(lang)) for lang in ("zh", "en")}}


def count_dict(cell: Cell) -> dict[str, Any]:
    """Return a figure as `counts` holds it."""
    values = (
        cell.item, cell.breakdown, cell.label, cell.source, number(cell.value), cell.unit,
        cell.status.value, cell.raw, cell.locator,
    )  # fmt: skip
    return dict(zip(_COUNT_FIELDS, values, strict=True))


def counts_csv(reports: Iterable[Report]) -> str:
    """Return the figures of reports as CSV, one row a figure."""
    rows = [
        [
            report.agency or report.agency_name,
            report.year,
            report.edition,
            *count_dict(cell).values(),
        ]
        for report in reports
        for cell in report.cells
    ]
    return _csv(["agency", "year", "edition", *_COUNT_FIELDS], rows)


def findings_dict(checked: _Checked, between: Iterable[Findings]) -> dict[str, Any]:
    """Return findings as `check --format json` prints them."""
    return {
        "reports": [
            {
                "source": report.source,
                "agency": report.agency,
                "year": report.year,
                "findings": [finding.as_dict() for finding in found],
                "rules": found.rules(),
                "confirmed": [one.as_dict() for one in found.confirmed],
            }
            for report, found in checked
        ],
        "between": [finding.as_dict() for found in between for finding in found],
    }


def findings_csv(checked: _Checked, between: Iterable[Findings], lang: str) -> str:
    """Return findings as CSV, one row a finding."""
    rows = [
        [source, f.id, f.rule.id, f.severity, f.result, f.message(lang), places(f)]
        for source, f in each_finding(checked, between)
    ]
    return _csv(["source", "id", "rule", "severity", "result", "message", "places"], rows)


def comparison_dict(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison with every figure, its verdict and its change."""
    return {
        "agency": comparison.agency.agency or None,
        "agency_name": comparison.agency.name,
        "year": comparison.year,
        "against": comparison.against,
        "synthetic": comparison.synthetic,
        "changes": [
            {
                "item": change.item,
                "breakdown": change.breakdown,
                "label": change.label,
                "unit": change.unit,
                "before": number(change.old),
                "before_status": change.before.status.value if change.before else None,
                "after": number(change.new),
                "after_status": change.after.status.value if change.after else None,
                "difference": number(change.difference),
                "percent": None if change.percent is None else float(change.percent),
                "verdict": change.verdict.value,
                "findings": [finding.id for finding in change.doubts],
            }
            for change in comparison.changes
        ],
        "rates": [
            {"code": rate.code, "name": {"zh": rate.zh, "en": rate.en}, "before": _float(rate.old),
             "after": _float(rate.new), "points": _float(rate.points), "doubtful": rate.doubtful}
            for rate in comparison.rates
        ],
        "findings": [finding.as_dict() for finding in comparison.all_findings],
    }  # fmt: skip


def comparison_csv(comparison: Comparison, lang: str) -> str:
    """Return the changes of a comparison as CSV, one row a figure."""
    rows = [
        [c.item, c.breakdown, c.name(lang), c.unit, number(c.old), number(c.new), number(c.difference),
         _float(c.percent), c.verdict.value]
        for c in comparison.changes
    ]  # fmt: skip
    years = [str(comparison.against or "before"), str(comparison.year)]
    return _csv(
        ["item", "breakdown", "name", "unit", *years, "difference", "percent", "verdict"], rows
    )


def coverage_dict(states: pd.DataFrame, names: Mapping[str, str]) -> dict[str, Any]:
    """Return who has filed for which year, and how many have, by year."""
    return {
        "units": [
            {
                "unit": unit,
                "name": names.get(str(unit), str(unit)),
                "years": {str(year): state for year, state in row.items()},
            }
            for unit, row in states.iterrows()
        ],
        "years": {
            str(year): {state: int(n) for state, n in column.value_counts().sort_index().items()}
            for year, column in states.items()
        },
    }


def coverage_csv(states: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return who has filed for which year as CSV, one row a unit."""
    rows = [[unit, names.get(str(unit), unit), *row] for unit, row in states.iterrows()]
    return _csv(["unit", "name", *states.columns], rows)


def each_finding(
    checked: _Checked, between: Iterable[Findings], names: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Finding]]:
    """Yield every finding with the source, or the agency and the years, that it is about.

    An agency is called by its name where `names` has one.
    """
    for report, found in checked:
        for finding in found:
            yield report.source, finding
    for found in between:
        for finding in found:
            yield _about(finding, names or {}), finding


def _about(finding: Finding, names: Mapping[str, str]) -> str:
    """Return whose finding between reports it is, and of which years."""
    named = (*(c.agency for c in finding.cells), *(p.agency for p in finding.passages))
    agencies = dict.fromkeys(names.get(agency, agency) for agency in named)
    years = sorted(finding.years)
    ends = dict.fromkeys(map(str, (years[0], years[-1]) if years else ()))
    return " ".join(filter(None, [next(iter(agencies), ""), " ↔ ".join(ends)]))


def places(finding: Finding) -> str:
    """Return where the doubtful cells or the passages of a finding stand."""
    return ", ".join(dict.fromkeys(ref.place for ref in finding.where if ref.place))


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _csv(head: list[str], rows: Iterable[list[Any]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return stream.getvalue()
