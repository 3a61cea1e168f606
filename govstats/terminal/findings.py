"""Findings as sentences with their places, suggestions and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from govstats.checks import DECISION_LABELS, SEVERITY_LABELS
from govstats.display.checking import summary
from govstats.display.findings import (
    alignments,
    cell_name,
    changed,
    confirmations,
    ordered,
    places,
    suggestions_of,
)
from govstats.output import each_finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.checks import Finding, Findings
    from govstats.reports import Report


def print_findings(
    checked: list[tuple[Report, Findings]],
    between: Iterable[Findings],
    lang: str,
    names: Mapping[str, str] | None = None,
    *,
    files: bool = True,
) -> None:
    """Print the findings of each report in turn, then those between years, with their places.

    `names` has the names of agencies by their ids; without it they are called as in the reports.
    A report is headed by its file or, without `files`, by its agency and year. The last line says
    how many of several reports have something to be corrected.
    """
    console = Console(soft_wrap=True, highlight=False)
    between = list(between)
    for report, found in checked:
        name = (names or {}).get(report.agency or "", report.agency_name)
        head = report.source if files else f"{name} {report.year}{'年' if lang == 'zh' else ''}"
        console.print(f"[bold]{escape(head)}[/]  {summary(found, lang)}")
        _print_one(console, found, lang)
    named = {r.agency or r.agency_name: r.agency_name for r, _ in checked} | dict(names or {})
    about: dict[str, list[Finding]] = {}
    for years, finding in each_finding([], between, named):
        about.setdefault(years, []).append(finding)
    for years, findings in about.items():
        console.print(f"[bold]{escape(years)}[/]")
        for finding in findings:
            if finding.is_dismissed:
                console.print(_decided(finding, lang))
            else:
                _print_finding(console, finding, lang)
    if len(checked) > 1:
        console.print(f"[bold]{_total(checked, between, lang)}[/]")


def _total(checked: list[tuple[Report, Findings]], between: Iterable[Findings], lang: str) -> str:
    """Return how many reports have something to be corrected, and how much is between reports."""
    wrong, apart = sum(bool(f.errors) for _, f in checked), sum(len(f.errors) for f in between)
    if lang == "zh":
        more = f"；年度之间、单位之间另有必改{apart}项" if apart else ""
        return f"共{len(checked)}份报告，{wrong}份有必改问题{more}"
    more = f"; between years and units: {apart} to be corrected" if apart else ""
    return f"{len(checked)} reports, with something to be corrected: {wrong}{more}"


def _print_one(console: Console, found: Findings, lang: str) -> None:
    """Print failures with the gravest first, suggestions, what was dismissed and what stayed open."""
    for finding in ordered(found.failures):
        _print_finding(console, finding, lang)
    for suggestion in suggestions_of(found.failures):
        title = "建议" if lang == "zh" else "suggestion"
        console.print(f"  [green]{title}[/] {escape(suggestion.because(lang))}")
        for change in suggestion.changes:
            before, after = changed(change, lang)
            name = escape(cell_name(change.cell, lang))
            console.print(f"       {name}: {before} → {after}")
    confirmed = len(confirmations(found, lang))
    if confirmed:
        zh, en = (
            f"正文有{confirmed}个数字与表格相符",
            f"counts of the prose that agree with the tables: {confirmed}",
        )
        console.print(f"  [dim]{zh if lang == 'zh' else en}[/]")
    for finding in found:
        if finding.is_dismissed:
            console.print(_decided(finding, lang))
        elif finding.result == "not_assessable":
            console.print(_line(finding, lang))


def _decided(finding: Finding, lang: str) -> str:
    """Return what was decided about a finding and why, in the console's markup."""
    if finding.decision is None:
        return ""
    label = DECISION_LABELS[finding.decision.decision][lang]
    return f"  [dim]{escape(f'{label} {finding.rule.id}: {finding.decision.reason}')}[/]"


def _print_finding(console: Console, finding: Finding, lang: str) -> None:
    console.print(_line(finding, lang))
    if finding.decision is not None:
        console.print(f"     {_decided(finding, lang)}")
    for said in alignments(finding, lang):
        console.print(f"       [dim]{escape(said)}[/]")


def _line(finding: Finding, lang: str) -> str:
    """Return a finding with its severity and places, in the console's markup."""
    text = f"{escape(finding.rule.id)}: {escape(finding.message(lang))}"
    if finding.result != "fail":
        return f"  [dim]{'无法核对' if lang == 'zh' else 'not assessable'}[/] {text}"
    style = {"error": "red", "question": "yellow"}.get(finding.severity, "cyan")
    tail = f"  [dim]{escape(places(finding, lang).strip())}[/]"
    tail += f"  [dim]{finding.id}[/]"
    return f"  [{style}]{SEVERITY_LABELS[finding.severity][lang]}[/] {text}{tail}"
