"""How requests were answered, as a picture: shares of the requests concluded, or counts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import GROUPS, REPLIES, SMALL_BASE, Verdict
from govstats.charts.marks import approximate
from govstats.charts.two_years import Basis, basis, left_out
from govstats.charts.words import capital, counted, foremost, moved_points, shifted
from govstats.forms import editions, item_names, load_form
from govstats.rounding import figure, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govstats.changes import Change, Comparison
    from govstats.charts.chart import Chart
    from govstats.charts.marks import Row

FEWEST = 10
"""Requests that one of the years must have: fewer are told in a sentence."""


def outcomes(comparison: Comparison, lang: str) -> Chart | None:
    """Return how requests were answered, in the groups of the later year's form.

    Shares of the requests concluded where the years shown can be compared, have at least 20 each
    and no figure in doubt; otherwise counts. None where no year shown concluded 10, or the later
    one does not say.
    """
    whole = comparison.change("requests.outcomes", "total")
    if whole is None or not whole.new:
        return None
    codes = _kinds(comparison)
    groups = {
        code: change for code in codes if (change := comparison.change(code, "total")) is not None
    }
    on = basis(comparison, whole.item, lang).narrowed([*groups.values()])
    groups = {
        code: change
        for code, change in groups.items()
        if any(cell and cell.value is not None for cell in on.cells(change))
    }
    wholes = [cell.value for cell in on.cells(whole) if cell and cell.value is not None]
    if not groups or max(wholes, default=Decimal(0)) < FEWEST:
        return None
    why_not = _why_no_shares(on, whole, [*groups.values()], wholes)
    rows: dict[str, Row] = {}
    for code, change in groups.items():
        name = capital(item_names()[code][lang])
        counts = on.counts(name, change)
        rows[code] = counts if why_not else on.shares(name, change, wholes)
    missing = [capital(item_names()[code][lang]) for code in codes if code not in rows]
    known = len(rows) == len(codes)
    title = _share_title(on, [*rows.values()]) if known and not why_not else ""
    return on.chart(
        "outcomes",
        title
        or _contradiction(on, [whole, *groups.values()])
        or (_count_title(on, whole, groups) if known else "")
        or _neutral(on),
        _counts_of(on) if why_not else _shares_of(on, wholes),
        [*rows.values()],
        notes=[why_not, left_out("缺", "missing", missing, lang)],
    )


def _kinds(comparison: Comparison) -> tuple[str, ...]:
    """Return the kinds of outcome that the later year's form has, the 统计表 its own."""
    edition = comparison.after.edition
    if edition in editions() and load_form(edition).is_list:
        return tuple(
            code for code in (*GROUPS, *REPLIES) if (code, "total") in load_form(edition).slots
        )
    return GROUPS


def _shares_of(on: Basis, wholes: Sequence[Decimal]) -> str:
    if on.lang == "zh":
        each = "，".join(f"{y}{figure(n, 'zh')}件" for y, n in zip(on.years, wholes, strict=True))
        return f"各项办理结果占办结数（{each}）的比重（%）"
    each = ", ".join(f"{figure(n, 'en')} in {y}" for y, n in zip(on.years, wholes, strict=True))
    return f"outcomes as a share of all requests concluded ({each}), in percent"


def _counts_of(on: Basis) -> str:
    return "各项办理结果（件）" if on.lang == "zh" else "outcomes, number of requests"


def _why_no_shares(
    on: Basis, whole: Change, groups: Sequence[Change], wholes: Sequence[Decimal]
) -> str:
    """Return why counts are shown and no shares; empty where shares can be shown."""
    cells = [cell for change in (whole, *groups) for cell in on.cells(change)]
    reasons = (
        (
            len(wholes) < len(on.years),
            ("办理结果总计缺，不计算比重", "a total is missing, so no shares"),
        ),
        (
            any(on.doubted(whole)),
            ("办理结果总计存疑，不计算比重", "a total is in doubt, so no shares"),
        ),
        (
            any(doubt for change in groups for doubt in on.doubted(change)),
            ("数据存疑，不计算比重", "figures are in doubt, so no shares"),
        ),
        (any(map(approximate, cells)), ("含约数，不计算比重", "some figures are rounded, so no shares")),
        (
            min(wholes, default=Decimal(0)) < SMALL_BASE,
            ("基数较小，变动仅供参考", "small numbers, so no shares"),
        ),
        (
            on.before is not None
            and (whole.verdict is not Verdict.COMPARABLE or shifted(on.comparison, whole.item)),
            ("两年口径待核实，不计算比重", "whether the years compare is to be verified, so no shares"),
        ),
    )  # fmt: skip
    zh, en = next((said for holds, said in reasons if holds), ("", ""))
    return zh if on.lang == "zh" else en


def _share_title(on: Basis, rows: Sequence[Row]) -> str:
    """Say which share moved most or, of one year, is largest; nothing unless all are known."""
    marks = [mark for row in rows for mark in row.marks]
    if any(mark.value is None for mark in marks):
        return ""
    shares = [[mark.value or Decimal(0) for mark in row.marks] for row in rows]
    sizes = [abs(each[-1] - each[0]) if on.before else each[-1] for each in shares]
    top = foremost(sizes)
    if top is None:
        return ""
    name, year, share = rows[top].name, on.years[-1], percent(shares[top][-1])
    if on.before is None:
        if on.lang == "zh":
            return f"{year}办结的申请中{name}最多，占{share}"
        return f"“{name}” was the most frequent outcome in {year}: {share} of all outcomes"
    change = moved_points(shares[top][-1] - shares[top][0], on.comparison, on.lang)
    if on.lang == "zh":
        return f"{year}{name}占办结数比重为{share}，{change}，变动最大"
    return f"“{name}”: {share} of all outcomes in {year}, {change}, the largest change"


def _count_title(on: Basis, whole: Change, groups: Mapping[str, Change]) -> str:
    """Say which outcome was most frequent, in counts; nothing where a figure is unknown or in doubt."""
    counts = [change.new for change in groups.values()]
    top = foremost([count or Decimal(0) for count in counts])
    doubtful = any(on.doubted(change)[-1] for change in (whole, *groups.values()))
    if top is None or doubtful or None in counts or whole.new is None:
        return ""
    name, year = capital(item_names()[[*groups][top]][on.lang]), on.years[-1]
    number = figure(counts[top] or Decimal(0), on.lang)
    if on.lang == "zh":
        return f"{year}办结申请{figure(whole.new, 'zh')}件，其中{name}最多，为{number}件"
    return f"“{name}” was the most frequent outcome in {year}: {number} of {counted(whole.new, 'request')}"


def _contradiction(on: Basis, changes: Sequence[Change]) -> str:
    """Say that the outcomes of a year do not add up to their total, where a rule says so."""
    for finding in (finding for change in changes for finding in change.doubts):
        year = max(cell.year or 0 for cell in finding.cells)
        whole_column = all(cell.breakdown == "total" for cell in finding.cells)
        if finding.rule.id != "outcomes-sum" or not whole_column or year not in on.calendar:
            continue
        if finding.expected is None or finding.found is None:
            continue
        summed, given = figure(finding.expected, on.lang), figure(finding.found, on.lang)
        if on.lang == "zh":
            return f"{year}年各项办理结果合计{summed}件，与填报的总计{given}件不符"
        return f"The outcomes reported for {year} add up to {summed}, the total given is {given}"
    return ""


def _neutral(on: Basis) -> str:
    if on.lang == "zh":
        return f"{'、'.join(on.years)}政府信息公开申请办理结果"
    return f"Outcomes of requests, {' and '.join(on.years)}"
