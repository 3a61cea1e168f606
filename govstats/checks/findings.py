"""What a check found: findings with their cells, and the list of rules that were run."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from govstats.forms import Rule, Severity
    from govstats.reports import Cell, Report

Result = Literal["pass", "fail", "not_assessable"]
SEVERITY_LABELS: dict[str, dict[str, str]] = {
    "error": {"zh": "必改", "en": "to be corrected"},
    "question": {"zh": "请核实", "en": "please verify"},
    "warning": {"zh": "建议完善", "en": "to be improved"},
    "note": {"zh": "建议完善", "en": "to be improved"},
}


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell that a finding is about."""

    agency: str
    year: int | None
    item: str
    breakdown: str
    source: str
    value: Decimal | None
    place: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the cell as the command line prints it."""
        return {
            "agency": self.agency or None,
            "year": self.year,
            "item": self.item,
            "breakdown": self.breakdown,
            "source": self.source,
            "value": number(self.value),
        }


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell and what it would have to say; `after` is None where that is not determined."""

    cell: CellRef
    after: Decimal | None

    def as_dict(self) -> dict[str, Any]:
        """Return the change as the command line prints it."""
        return {
            "cell": self.cell.as_dict(),
            "from": number(self.cell.value),
            "to": number(self.after),
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The lightest set of cells whose change makes the equations that they stand in hold, and why.

    `unique` says that no other set comes within `margin` of its weight, that every value in it is
    determined, and that more than one equation or piece of evidence bears on each cell; otherwise
    `alternatives` lists the next ones, lightest first. A margin of 1 is the weight of one change
    without a likely cause. `follows` are cells that cannot be read or are missing, with what they
    then come to. `depends_on` names rules (`legal-basis`) on whose acceptance some of that hangs.
    `complete` is False where the search was given up; without changes, nothing was found by then.
    A suggestion changes nothing: only a correction that somebody accepts does.
    """

    changes: tuple[CellChange, ...]
    unique: bool
    margin: float
    zh: str
    en: str
    alternatives: tuple[tuple[CellChange, ...], ...] = ()
    follows: tuple[CellChange, ...] = ()
    depends_on: tuple[str, ...] = ()
    complete: bool = True

    def because(self, lang: str) -> str:
        """Return in one sentence what would be changed and why."""
        return self.zh if lang == "zh" else self.en

    def as_dict(self) -> dict[str, Any]:
        """Return the suggestion as the command line prints it."""
        return {
            "changes": [change.as_dict() for change in self.changes],
            "unique": self.unique,
            "margin": self.margin,
            "because": {"zh": self.zh, "en": self.en},
            "alternatives": [[change.as_dict() for change in one] for one in self.alternatives],
            "follows": [change.as_dict() for change in self.follows],
            "depends_on": list(self.depends_on),
            "complete": self.complete,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a report fails, or that could not be assessed on it, with the cells concerned.

    `id` names the rule, agency, year and cells, never values: a decision on it survives a new run.
    `doubtful` are those of the cells that could be wrong.
    """

    rule: Rule
    result: Literal["fail", "not_assessable"]
    zh: str
    en: str
    cells: tuple[CellRef, ...]
    doubtful: tuple[CellRef, ...] = ()
    expected: Decimal | None = None
    found: Decimal | None = None
    suggestion: Suggestion | None = None

    @property
    def id(self) -> str:
        """The stable id: `row-total-1f2e3d4c5b`."""
        keys = (f"{c.agency}/{c.year}/{c.item}/{c.breakdown}/{c.source}" for c in self.cells)
        digest = hashlib.sha256("|".join([self.result, *sorted(keys)]).encode()).hexdigest()
        return f"{self.rule.id}-{digest[:10]}"

    @property
    def severity(self) -> Severity:
        """The severity of the rule."""
        return self.rule.severity

    @property
    def difference(self) -> Decimal | None:
        """What was found less what was expected."""
        return None if self.found is None or self.expected is None else self.found - self.expected

    def message(self, lang: str) -> str:
        """Return the finding in words."""
        return self.zh if lang == "zh" else self.en

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as the command line prints it."""
        return {
            "id": self.id,
            "rule": self.rule.id,
            "severity": self.severity,
            "result": self.result,
            "message": {"zh": self.zh, "en": self.en},
            "expected": number(self.expected),
            "found": number(self.found),
            "difference": number(self.difference),
            "cells": [cell.as_dict() for cell in self.cells],
            "suggestion": self.suggestion.as_dict() if self.suggestion else None,
        }


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings on one report or one pair of years, and how often each rule held."""

    findings: tuple[Finding, ...]
    outcomes: tuple[tuple[str, Result], ...]

    def __iter__(self) -> Any:
        return iter(self.findings)

    def __str__(self) -> str:
        """Return a line for each failure."""
        lines = [f"{SEVERITY_LABELS[f.severity]['zh']} {f.rule.id}: {f.zh}" for f in self.failures]
        return "\n".join(lines) or "未发现矛盾"

    __repr__ = __str__

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """The findings of rules that failed."""
        return tuple(finding for finding in self.findings if finding.result == "fail")

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The failures that have to be corrected (必改)."""
        return tuple(finding for finding in self.failures if finding.severity == "error")

    def rules(self) -> list[dict[str, Any]]:
        """Return for each rule that was run its result and how many of its instances had which.

        A rule fails if one instance fails; it is not assessable if no instance could be assessed.
        """
        counts: dict[str, Counter[str]] = {}
        for rule, result in self.outcomes:
            counts.setdefault(rule, Counter())[result] += 1
        return [
            {
                "rule": rule,
                "result": "fail" if n["fail"] else "pass" if n["pass"] else "not_assessable",
                "passed": n["pass"],
                "failed": n["fail"],
                "not_assessable": n["not_assessable"],
            }
            for rule, n in counts.items()
        ]

    def touching(
        self, item: str, breakdown: str = "", year: int | None = None
    ) -> tuple[Finding, ...]:
        """Return the failures in which a cell has a part."""
        return tuple(
            finding
            for finding in self.failures
            if any(
                (c.item, c.breakdown) == (item, breakdown) and year in (None, c.year)
                for c in finding.doubtful
            )
        )


def reference(report: Report, cell: Cell) -> CellRef:
    """Return the reference to a cell of a report."""
    return CellRef(
        report.agency or report.agency_name, report.year, cell.item, cell.breakdown, cell.source,
        cell.value, cell.locator,
    )  # fmt: skip


def merge(parts: Iterable[Findings]) -> Findings:
    """Return the findings of several checks as one."""
    parts = list(parts)
    return Findings(
        tuple(finding for part in parts for finding in part.findings),
        tuple(outcome for part in parts for outcome in part.outcomes),
    )


def number(value: Decimal | None) -> int | float | None:
    """Return a figure as JSON prints it: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: Decimal) -> str:
    """Return a figure as a sentence prints it."""
    whole = value.to_integral_value()
    return format(whole if whole == value else value.normalize(), "f")
