"""Changes as frozen values: two figures, whether they can be compared, and what casts doubt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from govstats.forms import item_names
from govstats.showing import Showing

if TYPE_CHECKING:
    from decimal import Decimal

    from govstats.agencies import Agency
    from govstats.checks import Finding, Findings, ScopeShift
    from govstats.forms import Break
    from govstats.reports import Cell, Report

SMALL_BASE = 20
"""Below this base a change has no percent: from 3 to 7 is said as such."""

LEAP = 5
"""A figure that grew more than so many times is a question of scope, and has no percent."""

GROUPS = (
    "requests.granted", "requests.partly_granted", "requests.refused",
    "requests.unavailable", "requests.not_processed", "requests.other",
)  # fmt: skip
"""The outcomes by group, in the order of the form; together they make `requests.outcomes`."""

REPLIES = (
    "requests.already_disclosed", "requests.other_body", "requests.non_existent",
    "requests.to_amend", "requests.other_procedure",
)  # fmt: skip
"""Kinds of reply that only the 统计表 of 2014 to 2018 counts, beside the first three groups."""


PARTS = {
    "requests.outcomes": GROUPS,
    "review.total": ("review.upheld", "review.corrected", "review.other", "review.pending"),
}
"""Totals and the items that make them up; `requests.new` is made up of its applicants."""

BY_PART = {"disclosed.total": "disclosed.by_category"}
"""Totals whose parts are the breakdowns of another item."""

_WHOLE = ("", "total", "organisations")


class Verdict(StrEnum):
    """Whether, and how, two years can be compared on a figure."""

    COMPARABLE = "comparable"
    SMALL_BASE = "small_base"
    BASE_ZERO = "base_zero"
    LEAP = "leap"
    BREAK = "break"
    SCOPE = "scope"
    FAILS_RULE = "fails_rule"
    APPROXIMATE = "approximate"
    MISSING = "missing"
    NOT_IN_FORM = "not_in_form"
    NO_BASELINE = "no_baseline"


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in two years, and the failed rules that cast doubt on either. `difference` and `percent` are exact; rounding is for words."""

    item: str
    breakdown: str
    label: str
    unit: str
    before: Cell | None
    after: Cell | None
    verdict: Verdict
    doubts_before: tuple[Finding, ...] = ()
    doubts_after: tuple[Finding, ...] = ()
    broken_by: Break | None = None

    @property
    def anchor(self) -> str:
        """The id of the figure's row on a page."""
        return f"{self.item}.{self.breakdown}".strip(".").replace(" ", "-")

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """The failures that touch either figure, or a part of it."""
        both = (*self.doubts_before, *self.doubts_after)
        return tuple({finding.id: finding for finding in both}.values())

    @property
    def old(self) -> Decimal | None:
        """The earlier figure, None where there is none."""
        return self.before.value if self.before else None

    @property
    def new(self) -> Decimal | None:
        """The later figure, None where there is none."""
        return self.after.value if self.after else None

    @property
    def difference(self) -> Decimal | None:
        """The later figure less the earlier one.

        None where one is missing or rounded, or where the form or the scope differs.
        """
        if self.old is None or self.new is None:
            return None
        if self.verdict in (Verdict.APPROXIMATE, Verdict.SCOPE) or (
            self.broken_by and self.broken_by.edition
        ):
            return None
        return self.new - self.old

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of the earlier figure, only where it may be stated."""
        if self.verdict is not Verdict.COMPARABLE or not self.old or self.unit == "%":
            return None
        if self.difference is None:
            return None
        return self.difference / abs(self.old) * 100

    @property
    def times(self) -> Decimal | None:
        """How many times the earlier figure the later one is, unrounded; None where there is no such."""
        if not self.old or self.new is None or self.difference is None:
            return None
        return self.new / self.old

    def name(self, lang: str) -> str:
        """Return the full name of the item in a language."""
        names = item_names().get(self.item)
        return names[lang] if names else self.label

    @property
    def known(self) -> bool:
        """Whether both figures are there and may be compared."""
        return self.difference is not None


@dataclass(frozen=True, slots=True)
class Rate:
    """A share in percent with its parts, numerator and denominator, in two years.

    `of` names what the denominator counts: `requests.outcomes`, `review.decided`. Where the scope
    of the years differs they are not `comparable`.
    """

    code: str
    zh: str
    en: str
    before: tuple[Decimal, Decimal] | None
    after: tuple[Decimal, Decimal] | None
    doubtful: bool = False
    of: str = ""
    comparable: bool = True

    @property
    def anchor(self) -> str:
        """The id of the rate's row on a page."""
        return f"rate.{self.code}"

    @staticmethod
    def _share(parts: tuple[Decimal, Decimal] | None) -> Decimal | None:
        return parts[0] / parts[1] * 100 if parts and parts[1] else None

    @property
    def old(self) -> Decimal | None:
        """The earlier share, unrounded; None where a part is missing or the denominator is 0."""
        return self._share(self.before)

    @property
    def new(self) -> Decimal | None:
        """The later share, unrounded."""
        return self._share(self.after)

    @property
    def points(self) -> Decimal | None:
        """The change in percentage points, computed from unrounded shares."""
        if self.old is None or self.new is None or not self.comparable:
            return None
        return self.new - self.old

    @property
    def may_be_stated(self) -> bool:
        """Whether words may state the share: known, no part in doubt, no denominator under 20."""
        small = any(
            parts is not None and parts[1] < SMALL_BASE for parts in (self.before, self.after)
        )
        return self.new is not None and not self.doubtful and not small


@dataclass(frozen=True, repr=False)
class Comparison(Showing):
    """One agency's year against an earlier one, or alone where there is none.

    `history` holds the reports of all years up to this one, oldest first, for trends. `shifts` say
    why the scope of the two years may differ.
    """

    agency: Agency
    after: Report
    before: Report | None
    changes: tuple[Change, ...]
    rates: tuple[Rate, ...]
    findings: Findings
    findings_before: Findings
    between: Findings
    breaks: tuple[Break, ...]
    history: tuple[Report, ...] = ()
    synthetic: bool = False
    shifts: tuple[ScopeShift, ...] = ()

    def __repr__(self) -> str:
        """Say who is compared, with what, and how much was found."""
        years = f"{self.year} with {self.against}" if self.before else f"{self.year} alone"
        found = f"{len(self.changes)} figures, {len(self.all_findings)} findings"
        return f"Comparison({self.agency.agency or self.agency.name} {years}, {found})"

    @property
    def year(self) -> int:
        """The year that the comparison is about."""
        return self.after.year or 0

    @property
    def against(self) -> int | None:
        """The earlier year, None where there is none."""
        return self.before.year if self.before else None

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Change]:
        return {(change.item, change.breakdown): change for change in self.changes}

    def change(self, item: str, breakdown: str = "") -> Change | None:
        """Return the change of a figure; totals of table three have the breakdown `total`."""
        return self._by_key.get((item, breakdown))

    def changes_of(self, item: str) -> tuple[Change, ...]:
        """Return the changes of an item in all its breakdowns."""
        return tuple(change for change in self.changes if change.item == item)

    def contributions(self, item: str) -> tuple[Change, ...]:
        """Return the parts whose changes add up to that of a total: applicants, outcomes, results.

        Empty where the total or a part is missing, in doubt or broken, or where the parts do not
        make up the total.
        """
        total = self.change(item, "total") or self.change(item)
        if item in PARTS:
            parts = tuple(self.change(part, "total") or self.change(part) for part in PARTS[item])
        else:
            of = BY_PART.get(item, item)
            parts = tuple(c for c in self.changes_of(of) if c.breakdown not in _WHOLE)
        known = [p for p in parts if p is not None and p.known and not p.doubts and not p.broken_by]
        if total is None or not total.known or total.doubts or len(known) != len(parts):
            return ()
        explained = sum((part.difference or 0 for part in known), 0)
        return tuple(known) if explained == total.difference else ()

    def rate(self, code: str) -> Rate | None:
        """Return a rate by its code."""
        return next((rate for rate in self.rates if rate.code == code), None)

    @property
    def assessed(self) -> tuple[int, int]:
        """How many instances of rules held or failed, and how many could not be assessed."""
        outcomes = (*self.findings.outcomes, *self.findings_before.outcomes, *self.between.outcomes)
        left_open = sum(result == "not_assessable" for _, result in outcomes)
        return len(outcomes) - left_open, left_open

    @property
    def doubtful_years(self) -> tuple[tuple[int | None, int, int, int], ...]:
        """For each year with failures: the year, its errors, its questions, and what to improve.

        What lies between the years comes last, with None for the year.
        """
        years: dict[int | None, list[str]] = {}
        for finding in self.all_findings:
            years.setdefault(finding.year, []).append(finding.severity)
        return tuple(
            (
                year,
                found.count("error"),
                found.count("question"),
                found.count("warning") + found.count("note"),
            )
            for year, found in sorted(years.items(), key=lambda entry: entry[0] or math.inf)
        )

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The failures of this year, of the earlier one, and between the two."""
        return (*self.findings.failures, *self.findings_before.failures, *self.between.failures)
