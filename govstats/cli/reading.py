"""`read` and `check`: reports into figures, and what does not add up in them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from govstats import output, terminal
from govstats.cli.options import (
    FAILED,
    UNUSABLE,
    as_json,
    formats,
    load,
    read_all,
    shared,
    sources,
)

if TYPE_CHECKING:
    from pathlib import Path

    from govstats.reports import Report


@click.command(
    short_help="读取报告 · Read reports into figures.",
    epilog="Example: govstats read 报告.pdf --format csv > counts.csv",
)
@sources(required=True)
@formats("table", "json", "csv")
@shared
def read(sources: tuple[str, ...], timeout: float, form: str, data: Path | None, lang: str) -> None:
    """Read reports (html, docx, doc, pdf, txt) into figures, each with its status and place.

    SOURCE is a file, a folder with its subfolders, a pattern in quotes ('reports/**/*.pdf'), or -
    for standard input.

    读取报告，逐格给出数值、状态和位置。SOURCE可以是文件、文件夹、加引号的通配符，或“-”（标准输入）。
    """
    reports, failed = read_all(sources, data, timeout)
    if form == "json":
        shown = [output.report_dict(report) for report in reports]
        alone = len(reports) + failed == 1
        click.echo(as_json(shown[0] if alone and shown else shown))
    elif form == "csv":
        click.echo(output.counts_csv(reports), nl=False)
    else:
        for report in reports:
            terminal.print_report(report, lang)
    sys.exit(UNUSABLE if failed else 0)


@click.command(
    short_help="核对报告 · Check reports: what does not add up, and where.",
    epilog="Example: govstats check 2023.pdf 2024.pdf",
)
@sources(required=False)
@formats("table", "json", "csv")
@shared
def check(
    sources: tuple[str, ...], timeout: float, form: str, data: Path | None, lang: str
) -> None:
    """Check reports, or a whole dataset: what does not add up, and in which cells.

    SOURCE is a file, a folder, a pattern in quotes, or - for standard input.

    核对报告：哪些数据相互矛盾，在哪一格。有“必改”问题时退出码为1。
    """
    from govstats.checks import check as check_report
    from govstats.checks import check_years

    failed = 0
    if sources:
        reports, failed = read_all(sources, data, timeout)
    else:
        dataset = load(data)
        reports = [
            dataset.report(a, y)
            for a in dataset.full_agencies()
            for y in dataset.years(a, full=True)
        ]
    by_agency: dict[str, list[Report]] = {}
    for report in reports:
        by_agency.setdefault(_agency(report), []).append(report)
    checked = [(report, check_report(report, by_agency[_agency(report)])) for report in reports]
    between = [check_years(group) for group in by_agency.values() if len(group) > 1]
    if form == "json":
        click.echo(as_json(output.findings_dict(checked, between)))
    elif form == "csv":
        click.echo(output.findings_csv(checked, between, lang), nl=False)
    else:
        terminal.print_findings(checked, between, lang)
    wrong = any(found.errors for found in [*(found for _, found in checked), *between])
    sys.exit(UNUSABLE if failed else FAILED if wrong else 0)


def _agency(report: Report) -> str:
    """Return what tells the reports of one agency from those of others."""
    return report.agency or report.agency_name or report.source
