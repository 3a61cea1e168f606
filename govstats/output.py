"""What the commands print: JSON by the contract, CSV, and tables for a terminal."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from govstats.checks import SEVERITY_LABELS, number
from govstats.display.statutory import cell_text
from govstats.forms import breakdown_names, item_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from govstats.batch.plan import Job
    from govstats.changes import Comparison
    from govstats.checks import Finding, Findings
    from govstats.reports import Cell, Report

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
_STATUS = {
    "zh": {"reported": "", "approximate": "约数", "blank": "未填写", "not_applicable": "不适用", "unreadable": "无法辨认"},
    "en": {"reported": "", "approximate": "rounded", "blank": "blank", "not_applicable": "n/a", "unreadable": "unreadable"},
}  # fmt: skip


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
                "quote": said.quote,
                "locator": str(said.place),
            }
            for said in report.statements
        ],
        "reading": {name: getattr(reading, name) for name in reading.__slots__} if reading else {},
    }


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
            }
            for report, found in checked
        ],
        "between": [finding.as_dict() for found in between for finding in found],
    }


def findings_csv(checked: _Checked, between: Iterable[Findings], lang: str) -> str:
    """Return findings as CSV, one row a finding."""
    rows = [
        [source, f.id, f.rule.id, f.severity, f.result, f.message(lang), _places(f)]
        for source, f in _all(checked, between)
    ]
    return _csv(["source", "id", "rule", "severity", "result", "message", "places"], rows)


def print_report(report: Report, lang: str) -> None:
    """Print a report: who and when, how it was read, and every figure that is not a plain 0."""
    console = Console()
    name = report.agency_name or ("（未写明机关）" if lang == "zh" else "(no agency named)")
    console.print(
        f"[bold]{escape(name)}[/] {report.year or ''}  {report.edition}  {escape(report.source)}"
    )
    reading = report.reading
    if reading:
        said = (
            f"表格{reading.expected}格：读出{reading.read}，空白{reading.blank}，无法辨认{reading.unreadable}"
            if lang == "zh"
            else f"{reading.expected} cells: {reading.read} read, {reading.blank} blank, "
            f"{reading.unreadable} unreadable"
        )
        console.print(said)
        for note in (*reading.by_similarity, *reading.notes):
            console.print(f"  · {escape(note)}", style="yellow")
    table = Table(show_edge=False, pad_edge=False)
    heads = (
        ("项目", "数值", "状态", "位置") if lang == "zh" else ("Item", "Value", "Status", "Place")
    )
    for head in heads:
        table.add_column(
            head, justify="right" if head in ("数值", "Value") else "left", overflow="fold"
        )
    for cell in report.cells:
        table.add_row(
            escape(_name(cell, lang)),
            "" if cell.value is None else f"{cell_text(cell, lang)} {cell.unit}",
            _STATUS[lang][cell.status],
            cell.locator,
        )
    console.print(table)
    console.print()


def print_findings(checked: _Checked, between: Iterable[Findings], lang: str) -> None:
    """Print findings as sentences with their severity and places, then the totals."""
    console = Console(soft_wrap=True, highlight=False)
    none = "未发现矛盾" if lang == "zh" else "no contradiction found"
    open_ = "无法核对" if lang == "zh" else "not assessable"
    source = None
    shown = list(_all(checked, between))
    for report, found in checked:
        if not found.failures:
            console.print(f"{escape(report.source)}: {none}")
    for where, finding in shown:
        if where != source:
            console.print(f"[bold]{escape(where)}[/]")
            source = where
        failed = finding.result == "fail"
        label = SEVERITY_LABELS[finding.severity][lang] if failed else open_
        style = (
            {"error": "red", "question": "yellow"}.get(finding.severity, "cyan")
            if failed
            else "dim"
        )
        places = _places(finding) if failed else ""
        tail = f"  [dim]({escape(places)})[/]" if places else ""
        console.print(
            f"  [{style}]{label}[/] {escape(finding.rule.id)}: {escape(finding.message(lang))}{tail}"
        )


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


@contextmanager
def progress(total: int) -> Iterator[Callable[[Job, str], None]]:
    """Show a bar with the time left on a terminal, plain lines elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        count = 0

        def line(job: Job, result: str) -> None:
            nonlocal count
            count += 1
            console.print(
                f"[{count}/{total}] {job.key} {result}",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )

        yield line
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=total)

        def advance(job: Job, result: str) -> None:
            bar.update(task, advance=1, description=f"{job.name} {job.year} {job.lang} {result}")

        yield advance


def _all(checked: _Checked, between: Iterable[Findings]) -> Iterator[tuple[str, Finding]]:
    for report, found in checked:
        for finding in found:
            yield report.source, finding
    for found in between:
        for finding in found:
            yield " ↔ ".join(str(cell.year) for cell in finding.cells[:2]), finding


def _places(finding: Finding) -> str:
    return ", ".join(dict.fromkeys(cell.place for cell in finding.doubtful if cell.place))


def _name(cell: Cell, lang: str) -> str:
    name = item_names()[cell.item][lang]
    part = breakdown_names().get(cell.breakdown)
    return f"{name} · {part[lang] if part else cell.breakdown}" if cell.breakdown else name


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _csv(head: list[str], rows: Iterable[list[Any]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return stream.getvalue()
