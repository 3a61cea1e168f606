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
    figures,
    formats,
    load,
    printed,
    read_all,
    shared,
    sources,
)

if TYPE_CHECKING:
    from pathlib import Path

    from govstats.checks import Findings
    from govstats.reports import Report


@click.command(
    short_help="读取报告 · Read reports into figures.",
    epilog="Example: govstats read 报告.pdf --out counts.csv",
)
@sources(required=True)
@formats("table", "json", "csv")
@shared
def read(  # noqa: PLR0913 - one argument for each option
    sources: tuple[str, ...],
    timeout: float,
    form: str,
    out: Path | None,
    data: Path | None,
    lang: str,
) -> None:
    """Read reports (html, docx, doc, pdf, txt) into figures, each with its status and place.

    SOURCE is a file, a folder with its subfolders, a pattern in quotes ("reports/**/*.pdf"), or -
    for standard input.

    读取报告，逐格给出数值、状态和位置。SOURCE可以是文件、文件夹、加引号的通配符，或“-”（标准输入）。
    """
    with printed(out, form):
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
    epilog="Example: govstats check 2023.pdf 2024.pdf    or    govstats check --data town --out check.html",
)
@sources(required=False)
@formats("table", "json", "csv", "html")
@figures
@shared
def check(  # noqa: PLR0913 - one argument for each option
    sources: tuple[str, ...], timeout: float, form: str, out: Path | None, figures: str,
    data: Path | None, lang: str,
) -> None:  # fmt: skip
    """Check reports, or a whole dataset: what does not add up, and in which cells.

    SOURCE is a file, a folder, a pattern in quotes, or - for standard input; without one, the
    reports of the dataset are checked. Several years of one agency are checked against each other.
    Decisions of the dataset (govstats decide) are heeded. Exit status 1 where something must be
    corrected: a script can hold back a draft by it.

    核对报告：哪些数据相互矛盾，在哪一格，可能应为多少。有“必改”问题时退出码为1。
    """
    from govstats.checks import check_all, load_decisions
    from govstats.checks.roster import load_roster

    with printed(out, form):
        failed, dataset = 0, load(data, figures)
        if sources:
            reports, failed = read_all(sources, data, timeout)
        else:
            reports = dataset.full_reports()
        found = check_all(reports, dataset.agencies, load_roster(dataset))
        found = found.decided(load_decisions(dataset.path))
        checked = list(found.reports)
        if form == "json":
            click.echo(as_json(output.findings_dict(checked, found.between)))
        elif form == "csv":
            click.echo(output.findings_csv(checked, found.between, lang), nl=False)
        elif form == "html":
            click.echo(_page(checked, found.between, lang), nl=False)
        else:
            names = {entry.agency: entry.named(lang) for entry in dataset.agencies}
            terminal.print_findings(checked, found.between, lang, names, files=bool(sources))
    sys.exit(UNUSABLE if failed else FAILED if found.errors else 0)


def _page(checked: list[tuple[Report, Findings]], between: tuple[Findings, ...], lang: str) -> str:
    from govstats.batch.fonts import with_font
    from govstats.display.checking import check_page

    return with_font(check_page(checked, between, lang))
