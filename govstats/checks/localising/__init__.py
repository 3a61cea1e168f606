"""Which cells are most likely wrong where a report contradicts itself (error localisation)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.checks.localising.believing import beliefs
from govstats.checks.localising.determining import followed
from govstats.checks.localising.explaining import Reasons, sentence
from govstats.checks.localising.model import numbers, systems
from govstats.checks.localising.solving import solve
from govstats.checks.localising.unfilled import unfilled
from govstats.checks.localising.weights import ANY
from govstats.checks.suggestions import CellChange, Suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from govstats.checks.evidence import Evidence
    from govstats.checks.findings import Finding, Findings
    from govstats.checks.localising.choosing import Choice
    from govstats.checks.localising.model import System
    from govstats.checks.localising.repair import Changes
    from govstats.checks.localising.solving import Solution
    from govstats.checks.references import CellRef
    from govstats.forms import Form
    from govstats.reports import Report

__all__ = ["localise"]

_REASSIGNING = {"legal-basis"}
"""Rules that ask whether what one cell has belongs in another."""


def localise(
    report: Report, form: Form, findings: Findings, evidence: Iterable[Evidence] = ()
) -> Findings:
    """Return the findings with a suggestion for each equation of the form that fails.

    Where the lightest change is known, `doubtful` is narrowed to the cells that it, or an
    alternative, would change. Nothing is suggested where nothing fails. The search is limited by
    steps, not by time: a report has the same suggestions on every machine.
    """
    rules = {rule.id for rule in form.rules if rule.left and rule.right}
    failing = [finding for finding in findings.failures if finding.rule.id in rules]
    if not failing:
        return findings
    evidence = list(evidence)
    asking = [finding for finding in findings.failures if finding.rule.id in _REASSIGNING]
    told: dict[int, Finding] = {}
    for system in systems(report, form):
        concerned = [
            (finding, cells) for finding in failing if (cells := _equation(system, finding))
        ]
        if not concerned:
            continue
        believed = beliefs(report, system, evidence)
        only_totals = unfilled(system, believed)
        if only_totals:
            suggestion, parts = only_totals
            told |= {
                id(finding): _doubting(finding, suggestion, system, set(numbers(parts)))
                for finding, _ in concerned
            }
            continue
        solution = solve(system, believed)
        made = [
            (choice, _suggestion(system, solution, choice, asking)) for choice in solution.choices
        ]
        given_up = None, _given_up(system)
        for finding, cells in concerned:
            choice, suggestion = next(
                ((c, s) for c, s in made if any(cells >> n & 1 for n, _ in c.changes)), given_up
            )
            told[id(finding)] = _with(finding, suggestion, system, choice)
    return replace(findings, findings=tuple(told.get(id(f), f) for f in findings.findings))


def _equation(system: System, finding: Finding) -> int:
    """Return the cells of the equation that a finding is about, none where it is not of the system."""
    numbered = system.numbers
    numbers = [numbered.get((cell.item, cell.breakdown)) for cell in finding.cells]
    if None in numbers:
        return 0
    cells = sum(1 << number for number in numbers if number is not None)
    return next(
        (
            equation.balance.cells for equation in system.equations
            if equation.rule == finding.rule.id and not cells & ~equation.balance.cells
        ),
        0,
    )  # fmt: skip


def _suggestion(
    system: System, solution: Solution, choice: Choice, asking: Iterable[Finding]
) -> Suggestion:
    changed = {n for n, _ in solution.changes}
    near = [n for n in _touched(system, choice.changes) if n not in changed]
    open_ = [n for n in near if system.figures[n].state in {"open", "unread"}]
    values, dependent = followed(system, dict(solution.changes), open_, asking)
    hanging = [n for n in open_ if n in dependent]
    follows = tuple(
        (n, None if n in dependent else values.get(n))
        for n in open_
        if system.figures[n].state == "unread" or values.get(n) or n in dependent
    )
    rules = tuple(dict.fromkeys(dependent[n] for n in hanging))
    reasons = Reasons(
        causes=choice.causes,
        evidence=[belief.evidence for belief in choice.evidence],
        alternatives=choice.alternatives,
        unique=choice.unique,
        complete=solution.complete,
        follows=follows,
        dependent=hanging,
        rules=rules,
    )
    return Suggestion(
        changes=_references(system, choice.changes),
        unique=choice.unique,
        margin=choice.margin / ANY,
        zh=sentence(system, choice.changes, reasons, "zh"),
        en=sentence(system, choice.changes, reasons, "en"),
        alternatives=tuple(_references(system, one) for one in choice.alternatives),
        follows=_references(system, follows),
        depends_on=rules,
        complete=solution.complete,
    )


def _given_up(system: System) -> Suggestion:
    zh, en = (sentence(system, (), Reasons(), lang) for lang in ("zh", "en"))
    return Suggestion((), unique=False, margin=0.0, zh=zh, en=en, complete=False)


def _touched(system: System, changes: Changes) -> list[int]:
    """Return the cells of the equations in which something is changed."""
    cells = 0
    for equation in system.equations:
        if any(equation.balance.cells >> n & 1 for n, _ in changes):
            cells |= equation.balance.cells
    return [n for n in range(len(system.figures)) if cells >> n & 1]


def _references(system: System, changes: Changes) -> tuple[CellChange, ...]:
    return tuple(
        CellChange(system.figures[n].cell, None if after is None else Decimal(after))
        for n, after in changes
    )


def _with(
    finding: Finding, suggestion: Suggestion, system: System, choice: Choice | None
) -> Finding:
    if choice is None:
        return replace(finding, suggestion=suggestion)
    return _doubting(finding, suggestion, system, choice.cells)


def _doubting(
    finding: Finding, suggestion: Suggestion, system: System, cells: Collection[int]
) -> Finding:
    """Return a finding with a suggestion and, of its cells, those that may be wrong."""
    keys = {system.figures[n].key for n in cells}
    doubtful: tuple[CellRef, ...] = tuple(
        cell for cell in finding.cells if (cell.item, cell.breakdown) in keys
    )
    return replace(finding, suggestion=suggestion, doubtful=doubtful or finding.doubtful)
