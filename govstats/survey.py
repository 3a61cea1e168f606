"""The reports of a set of agencies: which pass their checks, what was found, who has filed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from govstats.checks import check_all, load_decisions
from govstats.checks.coverage import coverage
from govstats.checks.roster import load_roster

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from govstats.checks import CellRef, Finding, PassageRef
    from govstats.checks.roster import Roster
    from govstats.dataset import Dataset
    from govstats.forms import Rule, Severity
    from govstats.reports import Report

GRAVEST: tuple[Severity, ...] = ("error", "question", "warning", "note")
"""From what must be corrected to what could be better."""


class Found(NamedTuple):
    """A failure with the agency and the year of the report that it is about, or the later one."""

    agency: str
    year: int
    finding: Finding


class Failing(NamedTuple):
    """A rule that fails: how gravely at most, how often, and in how many reports."""

    rule: Rule
    severity: Severity
    findings: int
    reports: int


@dataclass(frozen=True, eq=False)
class Survey:
    """The checks of a set of agencies' full reports, of one year or of all.

    `reports` were checked; `found` are their failures, gravest first and then in the order of the
    register; `between` counts those that lie between years or units. `states` says who has filed,
    a row a unit and a column a year, and the `roster` who had to; it may be empty.
    """

    data: Dataset
    reports: tuple[Report, ...]
    found: tuple[Found, ...]
    between: int
    states: pd.DataFrame
    roster: Roster

    @property
    def years(self) -> list[int]:
        """The years of the reports that were checked."""
        return sorted({report.year or 0 for report in self.reports})

    def named(self, unit: str, lang: str) -> str:
        """Return the name of a unit of the register or of the roster."""
        if unit in self.data.agencies:
            return self.data.agencies[unit].named(lang)
        return next(
            (entry.name for entry in self.roster if entry.unit == unit and entry.name), unit
        )

    @property
    def agencies(self) -> list[str]:
        """The agencies whose reports were checked."""
        return list(dict.fromkeys(report.agency or "" for report in self.reports))

    @cached_property
    def clean(self) -> int:
        """How many reports have no failure at all."""
        return self._without(set(GRAVEST))

    @cached_property
    def passing(self) -> int:
        """How many reports have nothing that must be corrected."""
        return self._without({"error"})

    def count(self, *severities: Severity) -> int:
        """Return how many failures are of some severities."""
        return sum(one.finding.severity in severities for one in self.found)

    @cached_property
    def failing(self) -> tuple[Failing, ...]:
        """The rules that fail, gravest and then most frequent first."""
        groups: dict[str, list[Found]] = {}
        for one in self.found:
            groups.setdefault(one.finding.rule.id, []).append(one)
        rules = [
            Failing(
                some[0].finding.rule,
                min((one.finding.severity for one in some), key=GRAVEST.index),
                len(some),
                len({(one.agency, one.year) for one in some}),
            )
            for some in groups.values()
        ]
        return tuple(sorted(rules, key=lambda one: (GRAVEST.index(one.severity), -one.findings)))

    def _without(self, severities: set[Severity]) -> int:
        bad = {(one.agency, one.year) for one in self.found if one.finding.severity in severities}
        return sum((report.agency, report.year) not in bad for report in self.reports)


def survey(
    data: Dataset, agencies: Iterable[str], year: int = 0, today: date | None = None
) -> Survey:
    """Check every full report of some agencies, of one year or of all, and see who has filed.

    Reports of other years are read too, for what ties one year to the next. Decisions and the
    roster of the dataset are heeded; a report is missing where its deadline lies before `today`.
    """
    chosen = list(dict.fromkeys(agencies))
    reports = [data.report(one, y) for one in chosen for y in data.years(one, full=True)]
    roster = load_roster(data)
    checked = check_all(reports, data.agencies, roster).decided(load_decisions(data.path))
    order = {entry.agency: place for place, entry in enumerate(data.agencies)}
    alone = [
        Found(report.agency or "", report.year or 0, finding)
        for report, findings in checked.reports
        for finding in findings.failures
    ]
    between = [_located(finding) for part in checked.between for finding in part.failures]
    alone, between = (_of_year(some, year) for some in (alone, between))
    found = sorted(
        alone + between,
        key=lambda one: (
            GRAVEST.index(one.finding.severity), order.get(one.agency, len(order)), -one.year
        ),
    )  # fmt: skip
    states = coverage(data, roster, today or date.today())  # noqa: DTZ011 - deadlines are local days
    named = [unit for unit in states.index if unit in set(chosen) or unit not in order]
    states = states.loc[named if set(chosen) != set(order) else states.index]
    return Survey(
        data,
        tuple(report for report, _ in checked.reports if year in (0, report.year)),
        tuple(found),
        len(between),
        states[[year]] if year in states else states,
        roster,
    )


def _located(finding: Finding) -> Found:
    refs: list[CellRef | PassageRef] = [*finding.cells, *finding.passages]
    last = max(refs, key=lambda ref: ref.year or 0)
    return Found(last.agency, last.year or 0, finding)


def _of_year(found: Sequence[Found], year: int) -> list[Found]:
    return [one for one in found if year in (0, one.year)]
