"""What the commands print for people: tables, sentences, progress."""

from __future__ import annotations

import time
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from govstats.checks import DECISION_LABELS, SEVERITY_LABELS
from govstats.checks.coverage import FILED, STATES
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
from govstats.display.statutory import (
    block_title,
    cell_text,
    row_name,
    row_unit,
    rows_shown,
)
from govstats.forms import breakdown_names, item_names, load_form
from govstats.output import each_finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pandas as pd

    from govstats.batch.plan import Job
    from govstats.checks import Finding, Findings
    from govstats.forms import Block
    from govstats.reports import Cell, Report

_SHORT = {
    "excerpt": {"zh": "仅摘录", "en": "excerpt"},
    "no_deadline": {"zh": "缺期限", "en": "no date"},
    "not_due": {"zh": "未到期", "en": "not due"},
}
"""States whose names would take more room in a column of years than there is."""
_UNIT = 16
"""Columns that a unit's name has at least."""


def print_report(report: Report, lang: str) -> None:
    """Print a report: who and when, its tables, what its prose states, and how it was read."""
    console = Console()
    name = report.agency_name or ("（未写明机关）" if lang == "zh" else "(no agency named)")
    form = f"{report.edition}年版格式" if lang == "zh" else f"{report.edition} form"
    console.print(f"[bold]{escape(name)}[/] {report.year or ''}  {form}  {escape(report.source)}")
    for block in load_form(report.edition).blocks:
        console.print(_table(report, block, lang))
    for cell in report.cells:
        if cell.source == "text":
            figure = escape(f"{cell_text(cell, lang)} {cell.unit}  ({cell.locator})")
            console.print(f"  {escape(_name(cell, lang))}: {figure}")
    for sentence in report.reading.describe(lang) if report.reading else ():
        console.print(escape(sentence), style="yellow", soft_wrap=True)
    console.print()


def _table(report: Report, block: Block, lang: str) -> Table:
    listed = block.layout == "list"
    table = Table(
        title=block_title(block, lang),
        title_justify="left",
        show_edge=False,
        pad_edge=False,
        title_style="bold",
    )
    table.add_column("", overflow="fold", ratio=1)
    if listed:
        table.add_column("单位" if lang == "zh" else "unit")
    for column in block.columns:
        head = column.label if lang == "zh" else column.label_en
        table.add_column(head, justify="right", overflow="fold", min_width=4)
    for row in rows_shown(report, block):
        slots = (block.slot(row, column) for column in block.columns)
        texts = [cell_text(report.cell(slot.item, slot.breakdown), lang) for slot in slots]
        units = [row_unit(block, row, lang)] if listed else []
        table.add_row(escape(row_name(block, row, lang)), *units, *texts)
    return table


def print_findings(
    checked: list[tuple[Report, Findings]],
    between: Iterable[Findings],
    lang: str,
    names: Mapping[str, str] | None = None,
) -> None:
    """Print the findings of each report in turn, then those between years, with their places.

    `names` has the names of agencies by their ids; without it they are called as in the reports.
    """
    console = Console(soft_wrap=True, highlight=False)
    for report, found in checked:
        console.print(f"[bold]{escape(report.source)}[/]  {summary(found, lang)}")
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


def print_coverage(states: pd.DataFrame, names: Mapping[str, str], lang: str) -> None:
    """Print who has filed for which year, and at the foot how many have and are missing.

    Years that do not fit on a line beside the units' names follow in a table of their own.
    """
    console = Console()
    if states.empty:
        console.print({"zh": "数据中没有报告，也没有名单", "en": "no reports, and no roster"}[lang])
        return
    wide = max(cell_len(_short(state, lang)) for state in (*np.unique(states), "missing"))
    most = max((console.width - _UNIT) // (max(wide, len("12/34")) + 1), 1)
    years = len(states.columns)
    each = ceil(years / ceil(years / most))
    for first in range(0, years, each):
        console.print(_coverage(states.iloc[:, first : first + each], names, lang))
    if (states == "no_deadline").any(axis=None):
        said = {
            "zh": "应报，数据中没有，截止日期未填",
            "en": "due, not in the data, no deadline given",
        }
        console.print(f"{_short('no_deadline', lang)}: {said[lang]}", style="dim")


def _coverage(states: pd.DataFrame, names: Mapping[str, str], lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_footer=True)
    words = {"zh": ("单位", "已报/未见"), "en": ("unit", "filed/missing")}[lang]
    table.add_column(words[0], words[1], overflow="fold", ratio=1)
    for year, column in states.items():
        filed, missing = column.isin(FILED).sum(), (column == "missing").sum()
        table.add_column(str(year), f"{filed}/{missing}", justify="center", no_wrap=True)
    for unit, row in states.iterrows():
        cells = [_state(str(state), lang) for state in row]
        table.add_row(escape(names.get(str(unit), str(unit))), *cells)
    return table


def _state(state: str, lang: str) -> str:
    style = {
        "missing": "red", "late": "yellow", "no_deadline": "yellow", "not_in_data": "dim",
        "exempt": "dim",
    }.get(state)  # fmt: skip
    word = _short(state, lang)
    return f"[{style}]{word}[/]" if style else word


def _short(state: str, lang: str) -> str:
    """Return the name of a state, in no more than seven columns."""
    return _SHORT.get(state, STATES[state])[lang]


@contextmanager
def progress(
    total: int, told: Callable[[str], str] = str
) -> Iterator[Callable[[Job, str, float], None]]:
    """Show a bar with rate and time left on a terminal, plain lines elsewhere.

    `told` gives the word for what became of a job: `done`, `unchanged`, `failed`; and for `warming up`,
    the seconds before the first is made, while libraries and data are loaded once for all.
    """
    console = Console(stderr=True)
    begun, made, count = time.monotonic(), 0, 0

    def advanced(result: str) -> float:
        """Count a job; return how many are made in a second, those that were passed over apart."""
        nonlocal made, count
        count += 1
        made += result != "unchanged"
        return made / max(time.monotonic() - begun, 1e-9)

    if not console.is_terminal:

        def line(job: Job, result: str, seconds: float) -> None:
            advanced(result)
            took = f" {seconds:.1f} s" if seconds else ""
            console.print(
                f"[{count}/{total}] {job.key} {told(result)}{took}",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )

        yield line
        return
    columns = (
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console) as bar:
        warming = f"{told('warming up')}…"
        task = bar.add_task(warming if total else "", total=total, rate="")

        def advance(job: Job, result: str, seconds: float) -> None:
            del seconds
            rate = advanced(result)
            waits = not made and count < total
            said = warming if waits else escape(f"{job.name} {job.year} {job.lang} {told(result)}")
            bar.update(
                task, advance=1, description=said, rate=f"{rate:.1f}/s" if made else "",
            )  # fmt: skip

        yield advance


def _name(cell: Cell, lang: str) -> str:
    name = item_names()[cell.item][lang]
    part = breakdown_names().get(cell.breakdown)
    return f"{name} · {part[lang] if part else cell.breakdown}" if cell.breakdown else name
