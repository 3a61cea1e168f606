"""What a check found: findings with their cells, and the list of rules that were run."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from govstats.checks.references import CellRef, PassageRef, number
from govstats.showing import Showing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from govstats.checks.suggestions import Suggestion
    from govstats.forms import Rule, Severity
    from govstats.reports import Statement

Result = Literal["pass", "fail", "not_assessable"]
SEVERITY_LABELS: dict[str, dict[str, str]] = {
    "error": {"zh": "必改", "en": "to be corrected"},
    "question": {"zh": "请核实", "en": "to be verified"},
    "warning": {"zh": "建议完善", "en": "to be improved"},
    "note": {"zh": "建议完善", "en": "to be improved"},
}
DEMANDS: dict[str, str] = {"error": "须更正", "question": "请核实"}
"""What the Chinese sentence of a rule asks for whose findings are now the one, now the other."""

DECISION_LABELS: dict[str, dict[str, str]] = {
    "confirmed": {"zh": "已确认有误", "en": "confirmed"},
    "dismissed": {"zh": "已核实无误", "en": "dismissed"},
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a finding: `confirmed` or `dismissed`, why, by whom and when.

    The finding's id names no value, so a decision holds for every new run.
    """

    finding: str
    decision: str
    reason: str
    by: str = ""
    day: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the decision as the command line prints it."""
        return {"decision": self.decision, "reason": self.reason, "by": self.by, "day": self.day}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a report fails, or that could not be assessed on it, with the cells concerned.

    `id` names the rule, agency, year and cells, never values: a decision on it survives a new run.
    The agency goes by its id, in a file of one that the register does not know by its printed name.
    `doubtful` are those of the cells that could be wrong. `graded` is the severity where the
    evidence is weaker than the rule's own severity takes it to be.
    A finding on the prose has no cells but `passages`, and `about` says in words that no figure
    changes what it is about: the part, or a digest of what is quoted. `aligned` pairs passages of
    two texts that say the same.
    """

    rule: Rule
    result: Literal["fail", "not_assessable"]
    zh: str
    en: str
    cells: tuple[CellRef, ...] = ()
    doubtful: tuple[CellRef, ...] = ()
    expected: Decimal | None = None
    found: Decimal | None = None
    suggestion: Suggestion | None = None
    decision: Decision | None = None
    graded: Severity | None = None
    passages: tuple[PassageRef, ...] = ()
    aligned: tuple[tuple[PassageRef, PassageRef], ...] = ()
    about: str = ""

    def __repr__(self) -> str:
        """Return one line: how grave, the id and the sentence, which a list shows as it is."""
        if self.is_dismissed:
            standing = DECISION_LABELS["dismissed"]["zh"]
        elif self.result == "fail":
            standing = SEVERITY_LABELS[self.severity]["zh"]
        else:
            standing = "无法核对"
        return f"<{standing} {self.id}: {self.zh}>"

    @property
    def id(self) -> str:
        """The stable id: `row-total-1f2e3d4c5b`."""
        return self.id_under({})

    def id_under(self, names: Mapping[str, str]) -> str:
        """Return the id that it has where its agencies go by other names, as in a file of an unregistered one."""

        def agency(ref: CellRef | PassageRef) -> str:
            return names.get(ref.agency, ref.agency)

        keys = [f"{agency(c)}/{c.year}/{c.item}/{c.breakdown}/{c.source}" for c in self.cells]
        keys += [f"{agency(p)}/{p.year}/{p.section}" for p in self.passages]
        keys += [self.about] if self.about else []
        digest = hashlib.sha256("|".join([self.result, *sorted(keys)]).encode()).hexdigest()
        return f"{self.rule.id}-{digest[:10]}"

    @property
    def severity(self) -> Severity:
        """How much it matters: the severity of the rule, unless this finding is graded apart."""
        return self.graded or self.rule.severity

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the reports concerned, in the order in which they are named."""
        refs: tuple[CellRef | PassageRef, ...] = (*self.cells, *self.passages)
        return tuple(dict.fromkeys(ref.year for ref in refs if ref.year is not None))

    @property
    def year(self) -> int | None:
        """The year of the report concerned; None where there are several, or none is named."""
        return self.years[0] if len(self.years) == 1 else None

    @property
    def quote(self) -> str:
        """The words of the prose that the finding is about, "" for a finding on figures."""
        return self.passages[0].quote if self.passages else ""

    @property
    def place(self) -> str:
        """The place of those words, or of the first doubtful cell."""
        return next((ref.place for ref in self.where if ref.place), "")

    @property
    def where(self) -> tuple[CellRef | PassageRef, ...]:
        """The doubtful cells, or all where none is, and the passages: where to look."""
        return (*(self.doubtful or self.cells), *self.passages)

    @property
    def is_dismissed(self) -> bool:
        """Whether somebody decided that the figures are right after all."""
        return self.decision is not None and self.decision.decision == "dismissed"

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
            "passages": [passage.as_dict() for passage in self.passages],
            "aligned": [[one.as_dict() for one in pair] for pair in self.aligned],
            "suggestion": self.suggestion.as_dict() if self.suggestion else None,
            "decision": self.decision.as_dict() if self.decision else None,
        }


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A count of the prose that the tables give, the reading under which they do, and the cells.

    `zh` and `en` name the reading: 表三“本年新收”与“上年结转”之和（自然人）.
    """

    statement: Statement
    zh: str
    en: str
    cells: tuple[CellRef, ...]

    def reading(self, lang: str) -> str:
        """Return the reading under which the tables give the count."""
        return self.zh if lang == "zh" else self.en

    def as_dict(self) -> dict[str, Any]:
        """Return the confirmation as the command line prints it."""
        said = self.statement
        return {
            "item": said.item,
            "breakdown": said.breakdown,
            "value": number(said.value),
            "unit": said.unit,
            "locator": str(said.place),
            "reading": {"zh": self.zh, "en": self.en},
            "cells": [cell.as_dict() for cell in self.cells],
        }


@dataclass(frozen=True, slots=True)
class Findings(Showing):
    """The findings on one report or one pair of years, and how often each rule held.

    `confirmed` are the counts of the prose that the tables give, each with its reading.
    """

    findings: tuple[Finding, ...]
    outcomes: tuple[tuple[str, Result], ...]
    confirmed: tuple[Confirmation, ...] = ()

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
        """The findings of rules that failed, except those that somebody dismissed."""
        return tuple(f for f in self.findings if f.result == "fail" and not f.is_dismissed)

    @property
    def dismissed(self) -> tuple[Finding, ...]:
        """The failures that somebody looked into and dismissed."""
        return tuple(finding for finding in self.findings if finding.is_dismissed)

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


def merge(parts: Iterable[Findings]) -> Findings:
    """Return the findings of several checks as one."""
    parts = list(parts)
    return Findings(
        tuple(finding for part in parts for finding in part.findings),
        tuple(outcome for part in parts for outcome in part.outcomes),
        tuple(one for part in parts for one in part.confirmed),
    )
