"""`coverage`: who has filed for which year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from govstats import output, terminal
from govstats.cli.options import as_json, formats, load, printed, shared


@click.command(
    short_help="报送情况 · Show who has filed for which year.",
    epilog="Example: govstats coverage --data county --out 报送情况.csv",
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="应报名单，默认为数据文件夹里的roster.csv · Who has to report; by default roster.csv in the folder of the dataset.",
)
@formats("table", "csv", "json")
@shared
def coverage(
    roster: Path | None, form: str, out: Path | None, data: Path | None, lang: str
) -> None:
    """Show for each unit and year: filed, late, an excerpt only, missing, exempt, or not in the data.

    A unit is missing only where the roster (roster.csv: year, unit, name, kind, duty, parent,
    deadline) says that it had to report and its deadline has passed; without a known deadline that is said.

    按应报名单列出各单位各年度的报告：已报、逾期、仅摘录（数据中只有部分数字）、未见（应报而数据中没有）、缺期限（应报而数据中没有，截止日期未填）、免报、未到期；名单和数据都没有的为“—”。
    """
    from govstats.checks.coverage import coverage as coverage_of
    from govstats.checks.roster import load_roster, read_roster

    with printed(out, form):
        dataset = load(data)
        entries = read_roster(roster, dataset.agencies) if roster else load_roster(dataset)
        states = coverage_of(dataset, entries, date.today())  # noqa: DTZ011 - deadlines are local days
        names = {entry.unit: entry.name for entry in entries if entry.name}
        names |= {entry.agency: entry.named(lang) for entry in dataset.agencies}
        if form == "json":
            click.echo(as_json(output.coverage_dict(states, names)))
        elif form == "csv":
            click.echo(output.coverage_csv(states, names), nl=False)
        else:
            terminal.print_coverage(states, names, lang)
