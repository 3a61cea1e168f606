"""`compare`: two years of one agency in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from govstats import output
from govstats.cli.options import (
    as_json,
    figures,
    formats,
    load,
    names_file,
    printed,
    shared,
    timeout,
)
from govstats.errors import InvalidRequestError
from govstats.sources import read_one

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    short_help="与上年比较 · Compare two years, or two files.",
    epilog="Example: govstats compare suqian 2024 --lang en    or    govstats compare 2023.pdf 2024.pdf",
)
@click.argument("first")
@click.argument("second", required=False)
@click.option(
    "--against",
    type=int,
    help="较早的年度，默认为此前最近的一年 · The earlier year; by default the latest before.",
)
@timeout
@formats("md", "json", "csv")
@figures
@shared
def compare(  # noqa: PLR0913 - one argument for each option
    first: str, second: str | None, against: int | None, timeout: float, form: str,
    out: Path | None, figures: str, data: Path | None, lang: str,
) -> None:  # fmt: skip
    """Compare AGENCY [YEAR] of the dataset, or two report files of your own.

    与上年比较：机关代码或名称加年份，或者自己的两个文件（先旧后新）。
    """
    from govstats.comparing import compare as compare_years
    from govstats.comparing import compare_reports
    from govstats.prose import write

    with printed(out, form):
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
