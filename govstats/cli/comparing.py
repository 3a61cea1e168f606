"""`compare` and `render`: two years in words, and pages for many agencies."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from govstats import output, terminal
from govstats.cli.options import (
    FAILED,
    as_json,
    figures,
    formats,
    load,
    names_file,
    shared,
    timeout,
)
from govstats.errors import InvalidRequestError
from govstats.sources import read_one


@click.command(
    short_help="与上年比较 · Compare two years, or two files.",
    epilog="Example: govstats compare suqian 2024 --lang en    or    govstats compare 2023.pdf 2024.pdf",
)
@click.argument("first")
@click.argument("second", required=False)
@click.option("--against", type=int, help="The earlier year; by default the latest before.")
@timeout
@formats("md", "json", "csv")
@figures
@shared
def compare(  # noqa: PLR0913 - one argument for each option
    first: str, second: str | None, against: int | None, timeout: float, form: str,
    figures: str, data: Path | None, lang: str,
) -> None:  # fmt: skip
    """Compare AGENCY [YEAR] of the dataset, or two report files of your own.

    与上年比较：机关代码或名称加年份，或者自己的两个文件（先旧后新）。
    """
    from govstats.comparing import compare as compare_years
    from govstats.comparing import compare_reports
    from govstats.prose import write

    dataset = load(data, figures)
    if names_file(first) and not second:
        raise InvalidRequestError(
            "one file alone", first, "name the file of another year, the earlier first"
        )
    if second and (names_file(first) or names_file(second)):
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
        click.echo(as_json(output.comparison_dict(comparison)))
    else:
        click.echo(output.comparison_csv(comparison, lang), nl=False)


@click.command(
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
@figures
def render(  # noqa: PLR0913 - one argument for each option
    agencies: tuple[str, ...], year: int, notebook: str, formats: str, out: Path,
    *, force: bool, dry_run: bool, limit: int | None, data: Path | None, lang: str, figures: str,
) -> None:  # fmt: skip
    """Render comparison pages of AGENCIES (ids, names, globs), or of all with full reports.

    With --notebook benchmark each among its peers; with --notebook quality all of them together:
    what the checks found, and who has filed.

    生成比较页面和 index.html；没有变化的不再生成。有失败时退出码为1。
    benchmark 为与同级单位比较，quality 为一批单位的数据质量和报送情况。
    """
    from govstats.batch.plan import plan
    from govstats.batch.runner import run

    dataset = load(data, figures)
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
            click.echo(f"{out / job.key}  {job.name} {job.year or '—'} ← {job.against or '—'}")
        return
    with terminal.progress(len(jobs)) as step:
        failed = run(jobs, out, dataset, force=force, progress=step)
    for job, reason in failed:
        click.echo(f"{job.key}: {reason} — run it in JupyterLab: {job.notebook}", err=True)
    click.echo(f"{out / 'index.html'}")
    sys.exit(FAILED if failed else 0)
