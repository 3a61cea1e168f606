"""Requests for information as pictures: how they were answered, and who made them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import GROUPS, REPLIES, SMALL_BASE
from govstats.charts.two_years import Basis, basis, left_out
from govstats.charts.words import capital, foremost, moved, moved_points, sayable
from govstats.forms import breakdown_names, editions, item_names, load_form
from govstats.rounding import figure, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.changes import Change, Comparison
    from govstats.charts.chart import Chart
    from govstats.charts.marks import Row

APPLICANTS = (
    "natural_person", "commercial_enterprise", "research_institution",
    "public_interest_organisation", "legal_service_organisation", "other_organisation",
)  # fmt: skip
"""Who may request, in the order of the form."""


def outcomes(comparison: Comparison, lang: str) -> Chart | None:
    """Return how requests were answered, in the groups of the later year's form.

    Shares of the requests concluded where each year shown has at least 20 and a total that is not
    in doubt, otherwise counts. None where the later year concluded no request or does not say.
    """
    whole = comparison.change("requests.outcomes", "total")
    if whole is None or whole.new is None or whole.new <= 0:
        return None
    codes = _kinds(comparison)
    groups = {code: comparison.change(code, "total") for code in codes}
    on = basis(comparison, whole.item, lang).narrowed([*filter(None, groups.values())])
    wholes = [cell.value for cell in on.cells(whole) if cell and cell.value is not None]
    why_not = _why_no_shares(on, whole, wholes)
    rows: dict[str, Row] = {}
    for code, change in groups.items():
        if change and any(cell and cell.value is not None for cell in on.cells(change)):
            name = capital(item_names()[code][lang])
            counts = on.counts(name, change)
            rows[code] = counts if why_not else on.shares(name, change, wholes)
    if not rows:
        return None
    missing = [capital(item_names()[code][lang]) for code in codes if code not in rows]
    return on.chart(
        "outcomes",
        ("" if why_not else _share_title(on, [*rows.values()], len(codes)))
        or _neutral_outcomes(on),
        why_not or _shares_of(on, wholes),
        [*rows.values()],
        notes=[left_out("缺", "missing", missing, lang)],
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
        return f"各项办理结果占办结数（即本年度办理结果总计：{each}）的比重（%）"
    each = ", ".join(f"{figure(n, 'en')} in {y}" for y, n in zip(on.years, wholes, strict=True))
    return f"Outcomes as a share of all requests concluded ({each}), in percent"


def _why_no_shares(on: Basis, whole: Change, wholes: Sequence[Decimal]) -> str:
    """Return what is shown in place of shares, and why; empty where shares can be shown."""
    if len(wholes) < len(on.years):
        zh, en = "办理结果总计缺，不计算比重", "a total is missing, so no shares"
    elif any(on.doubted(whole)):
        zh, en = "办理结果总计存疑，不计算比重", "a total is in doubt, so no shares"
    elif min(wholes) < SMALL_BASE:
        zh = "基数较小，变动仅供参考" if on.before else "基数较小，不计算比重"
        en = "small numbers, so no shares"
    else:
        return ""
    return f"各项办理结果（件）；{zh}" if on.lang == "zh" else f"Outcomes, number of requests; {en}"


def _share_title(on: Basis, rows: Sequence[Row], kinds: int) -> str:
    """Say which share moved most or, of one year, is largest; nothing unless all are known."""
    marks = [mark for row in rows for mark in row.marks]
    if len(rows) < kinds or any(mark.value is None or mark.doubtful for mark in marks):
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
        return f"{year}{name}占办结数比重{share}，{change}，变动最大"
    return f"“{name}”: {share} of all outcomes in {year}, {change}, the largest change"


def _neutral_outcomes(on: Basis) -> str:
    if on.lang == "zh":
        return f"{'、'.join(on.years)}政府信息公开申请办理结果"
    return f"Outcomes of requests, {' and '.join(on.years)}"


def applicants(comparison: Comparison, lang: str) -> Chart | None:
    """Return who made the new requests, by type of applicant, in counts.

    None where no new request is known in a year that is shown, or one figure is all there is.
    Types without any are named only.
    """
    found = {code: comparison.change("requests.new", code) for code in APPLICANTS}
    on = basis(comparison, "requests.new", lang).narrowed([*filter(None, found.values())])
    rows: dict[str, Row] = {}
    zero, missing = [], []
    for code, change in found.items():
        name = _applicant(code, lang)
        values = [cell.value if cell else None for cell in on.cells(change)] if change else []
        if change is None or all(value is None for value in values):
            missing.append(name)
        elif any(values) or None in values:
            rows[code] = on.counts(name, change)
        else:
            zero.append(name)
    figures = [mark.value for row in rows.values() for mark in row.marks]
    if not any(figures) or len(figures) == 1:
        return None
    none = ("两年均为0件", "0 in both years") if on.before else ("为0件", "0")
    return on.chart(
        "applicants",
        _applicants_title(on, rows),
        "新收政府信息公开申请（件），按申请人"
        if lang == "zh"
        else "New requests by type of applicant",
        [*rows.values()],
        notes=[left_out(*none, zero, lang), left_out("缺", "missing", missing, lang)],
    )


def _applicant(code: str, lang: str) -> str:
    named = breakdown_names()[code]
    return "其他组织" if lang == "zh" and code == APPLICANTS[-1] else capital(named[lang])


def _applicants_title(on: Basis, rows: dict[str, Row]) -> str:
    """Say how many the largest group of applicants made, and how that moved, where it may be said."""
    change, year = _leading(on, rows), on.years[-1]
    total = on.comparison.change("requests.new", "total")
    if change is None or change.new is None or total is None or total.new is None:
        if on.lang == "zh":
            return f"{'、'.join(on.years)}新收政府信息公开申请的申请人"
        return f"Who made new requests, {' and '.join(on.years)}"
    name, number = rows[change.breakdown].name, figure(change.new, on.lang)
    if on.before:
        how = moved(change, on.comparison, on.lang)
        if on.lang == "zh":
            return f"{year}{name}申请{number}件，{how}"
        return f"{name} made {number} requests in {year}, {how}"
    share = percent(change.new / total.new * 100)
    if on.lang == "zh":
        return f"{year}新收申请中{name}最多，{number}件，占{share}"
    return f"{name} made {number} of {figure(total.new, 'en')} new requests in {year} ({share})"


def _leading(on: Basis, rows: dict[str, Row]) -> Change | None:
    top = foremost([row.after.value or Decimal(0) for row in rows.values()])
    change = on.comparison.change("requests.new", [*rows][top]) if top is not None else None
    total = on.comparison.change("requests.new", "total")
    if change is None or change.new is None or total is None:
        return None
    if on.before:
        return change if sayable(change) else None
    whole = total.new or Decimal(0)
    doubtful = any((*on.doubted(change), *on.doubted(total)))
    return None if doubtful or whole < SMALL_BASE or whole < change.new else change
