"""The commands: a thin shell over the library."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govstats import output, terminal
from govstats.errors import GovstatsError, InvalidRequestError
from govstats.isolation import SECONDS
from govstats.sources import STDIN, read_each, read_one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from govstats.dataset import Dataset
    from govstats.reports import Report

FAILED, UNUSABLE = 1, 2


def main() -> None:
    """Run the command line; an error of ours is one line on stderr and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        cli(standalone_mode=False)
    except GovstatsError as error:
        _complain(error)
        sys.exit(UNUSABLE)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        reason = error.strerror or "cannot be used"
        _complain(GovstatsError(reason, str(error.filename or ""), "name another file or folder"))
        sys.exit(UNUSABLE)


def _language(_: click.Context, __: click.Parameter, value: str | None) -> str:
    if value:
        return value
    named = (
        os.environ.get("GOVSTATS_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    )
    return "en" if named.lower().startswith("en") else "zh"


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        callback=_language,
        help="Language of the output.",
    )(command)
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        help="Folder of a dataset instead of the bundled one.",
    )(command)


def _sources(*, required: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the argument SOURCE and the time that one source may take."""

    def add_both(command: Callable[..., Any]) -> Callable[..., Any]:
        return click.argument("sources", nargs=-1, required=required)(_timeout(command))

    return add_both


def _timeout(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0),
        default=SECONDS,
        show_default=True,
        help="Seconds that one file may take; 0: no limit.",
    )(command)


def _formats(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="How to print.",
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="govstats")
def cli() -> None:
    """Read, check and compare annual reports on government information disclosure.

    政府信息公开工作年度报告：读取、核对、比较。
    """


@cli.command(
    short_help="读取报告 · Read reports into figures.",
    epilog="Example: govstats read 报告.pdf --format csv > counts.csv",
)
@_sources(required=True)
@_formats("table", "json", "csv")
@_shared
def read(sources: tuple[str, ...], timeout: float, form: str, data: Path | None, lang: str) -> None:
    """Read reports (html, docx, doc, pdf, txt) into figures, each with its status and place.

    SOURCE is a file, a folder with its subfolders, a pattern in quotes ('reports/**/*.pdf'), or -
    for standard input.

    读取报告，逐格给出数值、状态和位置。SOURCE可以是文件、文件夹、加引号的通配符，或“-”（标准输入）。
    """
    reports, failed = _read_all(sources, data, timeout)
    if form == "json":
        shown = [output.report_dict(report) for report in reports]
        alone = len(reports) + failed == 1
        click.echo(_json(shown[0] if alone and shown else shown))
    elif form == "csv":
        click.echo(output.counts_csv(reports), nl=False)
    else:
        for report in reports:
            terminal.print_report(report, lang)
    sys.exit(UNUSABLE if failed else 0)


@cli.command(
    short_help="核对报告 · Check reports: what does not add up, and where.",
    epilog="Example: govstats check 2023.pdf 2024.pdf",
)
@_sources(required=False)
@_formats("table", "json", "csv")
@_shared
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
        reports, failed = _read_all(sources, data, timeout)
    else:
        dataset = _load(data)
        reports = [
            dataset.report(a, y)
            for a in dataset.full_agencies()
            for y in dataset.years(a, full=True)
        ]
    checked = [(report, check_report(report)) for report in reports]
    by_agency: dict[str, list[Report]] = {}
    for report in reports:
        by_agency.setdefault(report.agency or report.agency_name or report.source, []).append(
            report
        )
    between = [check_years(group) for group in by_agency.values() if len(group) > 1]
    if form == "json":
        click.echo(_json(output.findings_dict(checked, between)))
    elif form == "csv":
        click.echo(output.findings_csv(checked, between, lang), nl=False)
    else:
        terminal.print_findings(checked, between, lang)
    wrong = any(found.errors for found in [*(found for _, found in checked), *between])
    sys.exit(UNUSABLE if failed else FAILED if wrong else 0)


@cli.command(
    short_help="与上年比较 · Compare two years, or two files.",
    epilog="Example: govstats compare suqian 2024 --lang en    or    govstats compare 2023.pdf 2024.pdf",
)
@click.argument("first")
@click.argument("second", required=False)
@click.option("--against", type=int, help="The earlier year; by default the latest before.")
@_timeout
@_formats("md", "json", "csv")
@_shared
def compare(  # noqa: PLR0913 - one argument for each option
    first: str, second: str | None, against: int | None, timeout: float, form: str,
    data: Path | None, lang: str,
) -> None:  # fmt: skip
    """Compare AGENCY [YEAR] of the dataset, or two report files of your own.

    与上年比较：机关代码或名称加年份，或者自己的两个文件（先旧后新）。
    """
    from govstats.comparing import compare as compare_years
    from govstats.comparing import compare_reports
    from govstats.prose import write

    dataset = _load(data)
    if _names_file(first) and not second:
        raise InvalidRequestError(
            "one file alone", first, "name the file of another year, the earlier first"
        )
    if second and (_names_file(first) or _names_file(second)):
        before, after = (read_one(name, dataset.agencies, timeout) for name in (first, second))
        entry = dataset.agencies[after.agency] if after.agency else None
        comparison = compare_reports(before, after, entry)
    else:
        if second and not second.isdigit():
            raise InvalidRequestError(f"{second!r} is neither a year nor a file", "compare")
        comparison = compare_years(first, int(second) if second else None, against, dataset)
    if form == "md":
        click.echo(str(write(comparison, lang)), nl=False)
    elif form == "json":
        click.echo(_json(output.comparison_dict(comparison)))
    else:
        click.echo(output.comparison_csv(comparison, lang), nl=False)


@cli.command(
    short_help="生成页面 · Render comparison pages and an index.",
    epilog="Example: govstats render '*hongze*' --year 2024 --lang zh",
)
@click.argument("agencies", nargs=-1)
@click.option(
    "--year", type=int, default=0, help="The year; by default each agency's latest full one."
)
@click.option(
    "--notebook", default="comparison", show_default=True, help="Notebook: a name, or a path."
)
@click.option(
    "--to",
    "formats",
    default="html",
    show_default=True,
    help="Forms, separated by commas: html, ipynb.",
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True)
@click.option("--force", is_flag=True, help="Render even what has not changed.")
@click.option("--dry-run", is_flag=True, help="List what would be rendered.")
@click.option("--limit", type=int, help="Render at most so many.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of a dataset.")
@click.option("--lang", default="zh,en", show_default=True, help="Languages, separated by commas.")
def render(  # noqa: PLR0913 - one argument for each option
    agencies: tuple[str, ...], year: int, notebook: str, formats: str, out: Path,
    *, force: bool, dry_run: bool, limit: int | None, data: Path | None, lang: str,
) -> None:  # fmt: skip
    """Render comparison pages of AGENCIES (ids, names, globs), or of all with full reports.

    生成比较页面和 index.html；没有变化的不再生成。有失败时退出码为1。
    """
    from govstats.batch.plan import plan
    from govstats.batch.runner import run

    dataset = _load(data)
    jobs = plan(
        dataset,
        agencies,
        year=year,
        languages=lang.split(","),
        notebook=notebook,
        formats=formats.split(","),
    )[:limit]
    if dry_run:
        for job in jobs:
            click.echo(f"{out / job.key}  {job.name} {job.year} ← {job.against or '—'}")
        return
    with terminal.progress(len(jobs)) as step:
        failed = run(jobs, out, dataset, force=force, progress=step)
    for job, reason in failed:
        click.echo(f"{job.key}: {reason} — run it in JupyterLab: {job.notebook}", err=True)
    click.echo(f"{out / 'index.html'}")
    sys.exit(FAILED if failed else 0)


@cli.command(
    short_help="加入自己的数据 · Add reports to a dataset of your own.",
    epilog="Example: govstats add reports/*.pdf --data county/",
)
@_sources(required=True)
@click.option(
    "--data", type=click.Path(path_type=Path), required=True, help="Folder of your own dataset."
)
@click.option(
    "--replace", is_flag=True, help="Let a new file take the place of an earlier one for its year."
)
def add(sources: tuple[str, ...], timeout: float, data: Path, *, replace: bool) -> None:
    """Add reports to a dataset of your own; what is already there is passed over.

    SOURCE is a file, a folder, a pattern in quotes, or - for standard input.

    把报告加入自己的数据文件夹；已有的不重复加入。
    """
    from govstats.adding import add_report, open_or_start

    dataset = open_or_start(data)
    failed: list[GovstatsError] = []

    def complain(error: GovstatsError) -> None:
        _complain(error)
        failed.append(error)

    for source, report in read_each(sources, dataset.agencies, complain, timeout):
        try:
            dataset, said = add_report(dataset, report, replace=replace)
            click.echo(f"{source}: {said}")
        except GovstatsError as error:
            complain(error)
    sys.exit(UNUSABLE if failed else 0)


@cli.command(
    short_help="法定格式 · Write the statutory form, blank or filled.",
    epilog="Example: govstats form 2021 --to docx    or    govstats form 2021 --filled suqian 2023 > 宿迁2023.html",
)
@click.argument("edition")
@click.option(
    "--filled",
    type=(str, int),
    metavar="AGENCY YEAR",
    help="Fill in the figures of this report; without it the form is blank.",
)
@click.option(
    "--to",
    "kind",
    type=click.Choice(["html", "docx", "txt"]),
    help="Format; by default that of --out, otherwise html.",
)
@click.option("--out", type=click.Path(path_type=Path), help="File to write.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of a dataset.")
def form(
    edition: str,
    filled: tuple[str, int] | None,
    kind: str | None,
    out: Path | None,
    data: Path | None,
) -> None:
    """Write the form of EDITION (2019, 2021): blank, or with a report's figures.

    按年度报告格式生成空白表格，或填入一份报告的数据。html和txt默认输出到标准输出，docx写成文件。
    """
    from govstats.files import write_bytes
    from govstats.writing import blank_sheet, filled_sheet, render

    sheet = blank_sheet(edition)
    if filled:
        dataset = _load(data)
        agency, year = filled
        found = dataset.find(agency)
        if len(found) > 1:
            raise InvalidRequestError(
                f"{agency!r} stands for {len(found)} agencies", advice=", ".join(found)
            )
        sheet = filled_sheet(dataset.report(found[0], year), edition)
    named = out.suffix.removeprefix(".").lower() if out else ""
    kind = kind or (named if named in ("html", "docx", "txt") else "html")
    content = render(sheet, kind)
    if out is None and kind != "docx":
        click.echo(content.decode("utf-8"), nl=False)
        return
    out = out or Path(f"{sheet.file_name}.docx")
    write_bytes(out, content)
    click.echo(str(out))


def _read_all(
    sources: Iterable[str], data: Path | None, timeout: float
) -> tuple[list[Report], int]:
    failed: list[GovstatsError] = []

    def complain(error: GovstatsError) -> None:
        _complain(error)
        failed.append(error)

    read_now = read_each(sources, _load(data).agencies, complain, timeout)
    return [report for _, report in read_now], len(failed)


def _names_file(name: str) -> bool:
    return name == STDIN or Path(name).is_file()


def _load(data: Path | None) -> Dataset:
    from govstats.storage import load

    return load(data)


def _complain(error: GovstatsError) -> None:
    click.echo(f"govstats: {error}", err=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
