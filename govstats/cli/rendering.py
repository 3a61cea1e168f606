"""`render`: pages, documents and workbooks for many agencies, and an index of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govstats import terminal
from govstats.cli.options import FAILED, figures, load, reads_chinese, told
from govstats.errors import GovstatsError
from govstats.explaining import in_chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.batch.manifest import Manifest
    from govstats.batch.plan import Job
    from govstats.batch.runner import Failure

_EXAMPLES = """\b
Example: govstats render                                every agency, its latest year
         govstats render suqian "*hongze*" --year all   two agencies, all their years
         govstats render --level county --region 江苏省 --year 2022-2024
         govstats render --to html,pdf,docx,xlsx --workers 4
         govstats render --year 2024 --dry-run          what would be made, and why
         govstats render --only-failed --timeout 900    once more what went wrong
"""


def _listed(_: click.Context, __: click.Parameter, value: str | tuple[str, ...]) -> list[str]:
    """Return the names of an option that takes several, separated by commas or given repeatedly."""
    given = (value,) if isinstance(value, str) else value
    return [name.strip() for part in given for name in part.split(",") if name.strip()]


@click.command(
    short_help="生成页面 · Render comparison pages and an index.",
    epilog=_EXAMPLES,
)
@click.argument("agencies", nargs=-1)
@click.option(
    "--year", default="latest", show_default=True,
    help="年度；all为全部，latest为各机关最近有完整报告的一年 · Years: 2024, 2021,2023-2025, all, or latest (each agency's latest full one).",
)  # fmt: skip
@click.option(
    "--level", "levels", multiple=True, callback=_listed,
    help="只要某一层级的机关 · Only agencies of a level of the register: county, township, …",
)  # fmt: skip
@click.option(
    "--region", "regions", multiple=True, callback=_listed,
    help="只要某一地区的机关，地区名称的开头或通配符 · Only agencies of a region: the beginning of its name, or a glob.",
)  # fmt: skip
@click.option(
    "--notebook", default="comparison", show_default=True,
    help="笔记本的名称或路径 · Notebook: a name, or a path.",
)  # fmt: skip
@click.option(
    "--to", "formats", default="html", show_default=True, callback=_listed,
    help="文件形式，用逗号隔开 · Forms, separated by commas: html, ipynb, pdf, docx, xlsx.",
)  # fmt: skip
@click.option(
    "--lang", "languages", default="zh,en", show_default=True, callback=_listed,
    help="语言，用逗号隔开 · Languages, separated by commas.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("outputs"), show_default=True,
    help="写入的文件夹 · Folder to write to.",
)  # fmt: skip
@click.option(
    "--data", type=click.Path(path_type=Path),
    help="自己的数据文件夹，默认用自带数据 · Folder of a dataset instead of the bundled one.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(min=1),
    help="同时生成几份，默认用全部核心 · How many at a time; default: cores.",
)  # fmt: skip
@click.option(
    "--timeout", type=click.FloatRange(min=0), default=600, show_default=True,
    help="每份最多用多少秒，0为不限 · Seconds that one report may take; 0: no limit.",
)  # fmt: skip
@figures
@click.option(
    "--force", is_flag=True, help="没有变化的也重新生成 · Render even what has not changed."
)
@click.option(
    "--only-failed", is_flag=True,
    help="只生成上次失败的 · Render only what failed in the last run.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(min=0), help="至多生成几份 · Render at most so many.")
@click.option(
    "--dry-run", is_flag=True,
    help="只列出要生成什么，不生成 · List the jobs: new, changed (what), unchanged.",
)  # fmt: skip
def render(  # noqa: PLR0913 - one argument for each option
    agencies: tuple[str, ...], year: str, levels: list[str], regions: list[str], notebook: str,
    formats: list[str], languages: list[str], out: Path, data: Path | None, workers: int | None,
    timeout: float, figures: str, *, force: bool, only_failed: bool, limit: int | None, dry_run: bool,
) -> None:  # fmt: skip
    """Render AGENCIES (ids, names, globs), or all with full reports, each in a process of its own.

    批量生成比较页面和 index.html；没有变化的不再生成，中断后再次运行会接着做。
    --notebook benchmark 为与同级单位比较，quality 为一批单位的数据质量和报送情况。

    What is unchanged is passed over; a run that was cut off goes on where it stopped. A report that
    fails stops nothing: it is listed at the end, and the exit status is 1.
    """
    from govstats.batch.manifest import Manifest
    from govstats.batch.plan import plan
    from govstats.batch.runner import chosen, run

    dataset = load(data, figures)
    jobs = plan(
        dataset,
        agencies,
        year=year,
        levels=levels,
        regions=regions,
        languages=languages,
        notebook=notebook,
        formats=formats,
    )
    manifest = Manifest(out)
    jobs = chosen(jobs, manifest, force=force, only_failed=only_failed, limit=limit)
    if dry_run:
        _tell(jobs, manifest, force=force)
        return
    with terminal.progress(len(jobs), told) as step:
        failed = run(
            jobs, out, dataset,
            force=force, workers=workers, timeout=timeout or None, progress=step,
        )  # fmt: skip
    for failure in failed:
        click.echo(_failed(failure), err=True)
    if only_failed and not jobs:
        said = "上次没有失败的" if reads_chinese() else "nothing failed in the last run"
        click.echo(said, err=True)
    click.echo(f"{out / 'index.html'}")
    sys.exit(FAILED if failed else 0)


def _failed(failure: Failure) -> str:
    """Return which job failed, why, and where to look."""
    job, look = failure.job, failure.look
    if reads_chinese():
        said = in_chinese(GovstatsError(failure.reason)).rstrip("。")
        return f"{job.key}：{said}。{look or f'可在JupyterLab中运行{job.notebook}'}"
    return f"{job.key}: {failure.reason} — {look or f'run {job.notebook} in JupyterLab'}"


def _tell(jobs: Sequence[Job], manifest: Manifest, *, force: bool) -> None:
    """Print for each job whether it is new, has changed and in what, or is unchanged."""
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for job in jobs:
        changed = manifest.changed(job)
        state = "new" if changed is None else "changed" if changed or force else "unchanged"
        why = f" ({', '.join(changed or ['--force'])})" if state == "changed" else ""
        counts[state] += 1
        click.echo(f"{told(state)}{why}  {job.key}  {job.name} {job.against or '—'} → {job.year}")
    if reads_chinese():
        said = "，".join(f"{told(state)}{count}份" for state, count in counts.items())
    else:
        said = ", ".join(f"{count} {state}" for state, count in counts.items())
    click.echo(said, err=True)
