"""`decide`, `correct` and `accept`: what people say of findings and figures, kept beside the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govstats.cli.options import load, reads_chinese, told
from govstats.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from govstats.checks import Finding
    from govstats.corrections import Correction
    from govstats.dataset import Dataset
    from govstats.reports import Report


def _own_data(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --data, required: the bundled data is read-only; and who says it."""
    command = click.option("--by", default="", help="决定人 · Who says so.")(command)
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        required=True,
        help="自己的数据文件夹 · Folder of your own dataset.",
    )(command)


@click.command(
    short_help="处理核对结果 · Confirm or dismiss a finding.",
    epilog='Example: govstats decide review-sum-1f2e3d4c5b dismissed --reason "原件如此" --by 区政府办 --data town',
)
@click.argument("finding")
@click.argument("decision", type=click.Choice(["confirmed", "dismissed"]))
@click.option("--reason", required=True, help="理由 · Why.")
@_own_data
def decide(finding: str, decision: str, reason: str, data: Path, by: str) -> None:
    """Decide on FINDING, an id that `check` prints, or its beginning.

    A dismissed finding no longer counts as an error and casts no doubt; a confirmed one does until
    the figure is corrected. Decisions are kept in decisions.csv and hold for every later run.

    处理核对结果：confirmed为确属有误，dismissed为已核实无误。记入数据文件夹的decisions.csv，以后各次核对都有效。
    """
    from govstats.checks import Decision, add_decision

    dataset = _own(data)
    _, found = _find(dataset, finding)
    add_decision(data, Decision(found.id, decision, reason, by))
    click.echo(f"{found.id}: {told(decision)}")


@click.command(
    short_help="更正一个数值 · Correct one figure.",
    epilog='Example: govstats correct yonghe 2022 requests.new total --to 1 --reason "正文称受理1件" --data town',
)
@click.argument("agency")
@click.argument("year", type=int)
@click.argument("item")
@click.argument("breakdown", default="")
@click.option("--to", "value", required=True, help="应为多少 · The right figure.")
@click.option("--reason", required=True, help="理由 · Why.")
@click.option(
    "--source", type=click.Choice(["table", "text"]), default="table", show_default=True,
    help="更正表格还是正文里的数字 · Whether the figure stands in a table or in the prose.",
)  # fmt: skip
@_own_data
def correct(  # noqa: PLR0913 - one argument for each option
    agency: str, year: int, item: str, breakdown: str, value: str, reason: str,
    source: Any, data: Path, by: str,
) -> None:  # fmt: skip
    """Correct ITEM (with its BREAKDOWN) of AGENCY and YEAR, in the accepted figures only.

    The correction is kept in corrections.csv with the figure that it expects to find. It shows where
    --figures accepted is given, and fails loudly once the report says something else. Rules that held
    before and fail with it are listed as a warning.

    更正一个数值：记入corrections.csv，只在使用--figures accepted时生效；原报告数值不变。
    更正后新出现的矛盾，列出提醒。
    """
    from govstats.accepting import correct as correct_cell
    from govstats.accepting import newly_failing

    dataset = _own(data)
    report = dataset.report(_one(dataset, agency), year)
    before = load(data, "accepted")
    _tell(
        [
            correct_cell(
                dataset, report, item, breakdown, value=value, reason=reason, by=by, source=source
            )
        ]
    )
    _warn(newly_failing(before, load(data, "accepted"), report.agency or ""))


@click.command(
    short_help="采纳更正建议 · Accept what a finding suggests.",
    epilog="Example: govstats accept row-total-1f2e3d4c5b --by 区政府办 --data town",
)
@click.argument("finding")
@click.option(
    "--reason",
    default="",
    help="理由，默认写规则和应为的数 · Why; by default the rule, and what the cell comes to by it.",
)
@_own_data
def accept(finding: str, reason: str, data: Path, by: str) -> None:
    """Accept what is suggested for FINDING, an id that `check` prints, or its beginning.

    Each cell whose value is determined gets a correction, as `govstats correct` would make it.

    采纳更正建议：把建议的数值逐格记入corrections.csv。
    """
    from govstats.accepting import accept as accept_suggestion

    dataset = _own(data)
    report, found = _find(dataset, finding)
    _tell(accept_suggestion(dataset, report, found, reason=reason, by=by))


def _own(folder: Path) -> Dataset:
    from govstats.adding import refuse_bundled

    refuse_bundled(folder)
    return load(folder)


def _one(dataset: Dataset, agency: str) -> str:
    found = dataset.find(agency)
    if len(found) > 1:
        raise InvalidRequestError(
            f"{agency!r} stands for {len(found)} agencies", advice=", ".join(found)
        )
    return found[0]


def _find(dataset: Dataset, wanted: str) -> tuple[Report, Finding]:
    """Return a finding of a dataset and the later of the reports that it is about."""
    from govstats.accepting import find_finding
    from govstats.checks import check_all

    checked = check_all(dataset.full_reports(), dataset.agencies)
    owners = {f.id: report for report, found in checked.reports for f in found.failures}
    every = [f for _, found in checked.reports for f in found.failures]
    every += [f for found in checked.between for f in found.failures]
    found = find_finding(every, wanted, dataset.agencies)
    if found.id in owners:
        return owners[found.id], found
    cell = max(found.cells, key=lambda cell: cell.year or 0)
    return dataset.report(cell.agency, cell.year or 0), found


def _warn(findings: list[Finding]) -> None:
    """Say on stderr which rules fail that held before."""
    if not findings:
        return
    lang = "zh" if reads_chinese() else "en"
    head = {
        "zh": "govstats: 注意：更正已记入，但下列规则原来成立，更正后不成立：",
        "en": "govstats: warning: the correction is stored, but these rules held before and fail with it:",
    }
    click.echo(head[lang], err=True)
    for finding in findings:
        click.echo(f"  {finding.rule.id}: {finding.message(lang)}", err=True)


def _tell(corrections: list[Correction]) -> None:
    for correction in corrections:
        click.echo(f"{correction.cell}: {correction.expected} → {correction.value}")
