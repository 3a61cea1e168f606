"""What people decided about findings: confirmed or dismissed, by whom, when and why."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

from govstats.checks.findings import Decision, Finding, Findings
from govstats.errors import InvalidDataError, InvalidRequestError
from govstats.records import append_record, read_records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "decisions.csv"
DECISIONS = ("confirmed", "dismissed")
"""A finding is confirmed where a figure is wrong indeed, dismissed where all are right after all."""

COLUMNS = tuple(field.name for field in fields(Decision))


def load_decisions(folder: Path) -> dict[str, Decision]:
    """Load the decisions beside a dataset, by finding; none where the file is absent.

    The last decision on a finding holds. Raises InvalidDataError for an unknown decision or one
    without its reason.
    """
    where = folder / FILE
    found: dict[str, Decision] = {}
    for line, record in read_records(where, COLUMNS):
        decision = Decision(**record)
        if decision.decision not in DECISIONS:
            raise InvalidDataError(
                f"{decision.decision!r} is no decision",
                f"{where}, line {line}",
                f"allowed: {', '.join(DECISIONS)}",
            )
        if not decision.reason:
            raise InvalidDataError(
                "a decision needs its reason", f"{where}, line {line}", "say why"
            )
        found[decision.finding] = decision
    return found


def add_decision(folder: Path, decision: Decision) -> None:
    """Append a decision to a dataset's file, dated today where it has no day.

    Raises InvalidRequestError for a decision that is none or that has no reason.
    """
    if decision.decision not in DECISIONS:
        raise InvalidRequestError(
            f"{decision.decision!r} is no decision", advice=f"allowed: {', '.join(DECISIONS)}"
        )
    if not decision.reason:
        raise InvalidRequestError("a decision needs its reason", decision.finding, "say why")
    record = {name: getattr(decision, name) for name in COLUMNS}
    record["day"] = decision.day or date.today().isoformat()  # noqa: DTZ011 - the day where the user is
    append_record(folder / FILE, COLUMNS, record)


def decided(findings: Findings, decisions: Mapping[str, Decision]) -> Findings:
    """Return findings with the decisions on them."""
    if not decisions:
        return findings
    return replace(
        findings, findings=tuple(_decided(finding, decisions) for finding in findings.findings)
    )


def _decided(finding: Finding, decisions: Mapping[str, Decision]) -> Finding:
    decision = decisions.get(finding.id)
    return replace(finding, decision=decision) if decision else finding
