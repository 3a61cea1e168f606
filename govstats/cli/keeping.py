"""`add` and `form`: a dataset of one's own, and the statutory form to fill in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from govstats.cli.options import UNUSABLE, complain, load, sources, told
from govstats.errors import GovstatsError, InvalidRequestError
from govstats.sources import read_each


@click.command(
    short_help="加入自己的数据 · Add reports to a dataset of your own.",
    epilog='Example: govstats add "reports/*.pdf" --data county',
)
@sources(required=True)
@click.option(
    "--data", type=click.Path(path_type=Path), required=True,
    help="自己的数据文件夹 · Folder of your own dataset.",
)  # fmt: skip
@click.option(
    "--replace", is_flag=True,
    help="同一年度换用新的文件 · Let a new file take the place of an earlier one for its year.",
)  # fmt: skip
def add(sources: tuple[str, ...], timeout: float, data: Path, *, replace: bool) -> None:
    """Add reports to a dataset of your own; what is already there is passed over.

    SOURCE is a file, a folder, a pattern in quotes, or - for standard input.

    把报告加入自己的数据文件夹；已有的不重复加入。
    """
    from govstats.adding import add_report, open_or_start

    dataset = open_or_start(data)
    failed: list[GovstatsError] = []

    def pass_over(error: GovstatsError) -> None:
        complain(error)
        failed.append(error)

    for source, report in read_each(sources, dataset.agencies, pass_over, timeout):
        try:
            dataset, said = add_report(dataset, report, replace=replace)
            state, space, key = said.partition(" (")
            click.echo(f"{source}: {told(state)}{space}{key}")
        except GovstatsError as error:
            pass_over(error)
    sys.exit(UNUSABLE if failed else 0)


@click.command(
    short_help="法定格式 · Write the statutory form, blank or filled.",
    epilog="Example: govstats form 2021 --to docx    or    govstats form 2021 --filled suqian 2023 --out 宿迁2023.html",
)
@click.argument("edition")
@click.option(
    "--filled",
    type=(str, int),
    metavar="AGENCY YEAR",
    help="填入这份报告的数据，不写则为空白表 · Fill in the figures of this report; without it the form is blank.",
)
@click.option(
    "--to",
    "kind",
    type=click.Choice(["html", "docx", "txt"]),
    help="文件格式，默认由 --out 的后缀决定，否则为html · Format; by default that of --out, otherwise html.",
)
@click.option("--out", type=click.Path(path_type=Path), help="写入的文件 · File to write.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="自己的数据文件夹，默认用自带数据 · Folder of a dataset instead of the bundled one.",
)
def form(
    edition: str,
    filled: tuple[str, int] | None,
    kind: str | None,
    out: Path | None,
    data: Path | None,
) -> None:
    """Write the form of EDITION (2014, 2019, 2021): blank, or with a report's figures.

    按年度报告格式生成空白表格，或填入一份报告的数据。html和txt默认输出到标准输出，docx写成文件。
    """
    from govstats.files import write_bytes
    from govstats.writing import blank_sheet, filled_sheet, render

    sheet = blank_sheet(edition)
    if filled:
        dataset = load(data)
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
