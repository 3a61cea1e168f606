"""Several reports at once: each by itself, against its other years, and wholes against their units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.agencies import Agencies
from govstats.checks.decisions import decided
from govstats.checks.findings import Findings, merge
from govstats.checks.one import check
from govstats.checks.panel import Panel
from govstats.checks.reuse import check_reuse_between
from govstats.checks.roster import Roster, check_deadline
from govstats.checks.units import AREA, check_wholes, find_wholes
from govstats.checks.years import check_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from govstats.checks.findings import Decision
    from govstats.reports import Report

_SHORTEST = 5
"""A name shorter than this is the end of too many others: 人民政府."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Reports by agency and year, each with its findings, and what was found between reports."""

    reports: tuple[tuple[Report, Findings], ...]
    between: tuple[Findings, ...]

    @property
    def errors(self) -> bool:
        """Whether something has to be corrected (必改)."""
        everything = (*(found for _, found in self.reports), *self.between)
        return any(found.errors for found in everything)

    def decided(self, decisions: Mapping[str, Decision]) -> Checked:
        """Return the same with the decisions on its findings: those dismissed are no failures."""
        return Checked(
            tuple((report, decided(found, decisions)) for report, found in self.reports),
            tuple(decided(found, decisions) for found in self.between),
        )


def check_all(
    reports: Iterable[Report], agencies: Agencies | None = None, roster: Roster | None = None
) -> Checked:
    """Check reports by themselves and against each other.

    Reports of one agency are checked against their neighbouring years, consolidated reports against
    the units that are among the reports, and days of publication against the deadlines of the
    roster or the law. Without a register no units are known. A report without an id belongs to the
    agency whose printed name ends in its own (洪泽区人民政府, 淮安市洪泽区人民政府), where that is one
    and no year is there twice.
    """
    agencies, roster = agencies or Agencies(), roster or Roster()
    groups = list(_by_agency(list(reports)))
    checked = []
    for group in groups:
        for report in group:
            others = [one for one in group if one is not report]
            parts = [check(report, others), check_deadline(report, roster, agencies)]
            checked.append((report, merge(parts)))
    between = [check_years(group) for group in groups if len(group) > 1]
    ordered = [report for group in groups for report in group]
    between += _between_units(ordered, agencies, roster)
    between.append(check_reuse_between(ordered))
    return Checked(tuple(checked), tuple(found for found in between if found.outcomes))


def _between_units(
    reports: Sequence[Report], agencies: Agencies, roster: Roster
) -> Iterator[Findings]:
    if not any(report.scope == AREA for report in reports):
        return
    panel = Panel.of(reports)
    ids = [report.agency or "" for report in reports]
    scopes = [report.scope for report in reports]
    yield from check_wholes(panel, reports, find_wholes(panel, ids, scopes, agencies, roster))


def _by_agency(reports: list[Report]) -> Iterator[list[Report]]:
    """Yield the reports of each agency, oldest first, in the order of their first source."""
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(report.agency or report.agency_name or report.source, []).append(report)
    for name in sorted(groups, key=len):
        longer = [
            other
            for other, group in groups.items()
            if other != name
            and len(name) >= _SHORTEST
            and any(one.agency_name != name and one.agency_name.endswith(name) for one in group)
        ]
        if len(longer) == 1 and _apart(groups[name], groups[longer[0]]):
            groups[longer[0]] += groups.pop(name)
    for group in groups.values():
        yield sorted(group, key=lambda report: report.year or 0)


def _apart(some: Iterable[Report], others: Iterable[Report]) -> bool:
    return {report.year for report in some}.isdisjoint(report.year for report in others)
