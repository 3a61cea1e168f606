"""Who made the new requests, as a picture."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import SMALL_BASE
from govstats.charts.outcomes import FEWEST
from govstats.charts.two_years import Basis, basis, left_out
from govstats.charts.words import capital, counted, foremost, moved, sayable
from govstats.forms import breakdown_names
from govstats.rounding import figure, percent

if TYPE_CHECKING:
    from govstats.changes import Change, Comparison
    from govstats.charts.chart import Chart
    from govstats.charts.marks import Row

APPLICANTS = (
    "natural_person", "commercial_enterprise", "research_institution",
    "public_interest_organisation", "legal_service_organisation", "other_organisation",
)  # fmt: skip
"""Who may request, in the order of the form."""


def applicants(comparison: Comparison, lang: str) -> Chart | None:
    """Return who made the new requests, by type of applicant, in counts.

    None where no year shown has 10 new requests, or all come from one type: one figure is no
    picture. Types without any are named only.
    """
    found = {code: comparison.change("requests.new", code) for code in APPLICANTS}
    on = basis(comparison, "requests.new", lang).narrowed([*filter(None, found.values())])
    rows: dict[str, Row] = {}
    zero, missing = [], []
    for code, change in found.items():
        name = applicant_name(code, lang)
        values = [cell.value if cell else None for cell in on.cells(change)] if change else []
        if change is None or all(value is None for value in values):
            missing.append(name)
        elif any(values) or None in values:
            rows[code] = on.counts(name, change)
        else:
            zero.append(name)
    years = zip(*(row.marks for row in rows.values()), strict=True)
    sums = [sum((mark.value or Decimal(0) for mark in marks), Decimal(0)) for marks in years]
    if len(rows) < 2 or max(sums, default=Decimal(0)) < FEWEST:  # noqa: PLR2004 - one is no picture
        return None
    none = ("两年均为0件", "none in either year") if on.before else ("为0件", "none")
    return on.chart(
        "applicants",
        _title(on, rows),
        "新收政府信息公开申请（件），按申请人分"
        if lang == "zh"
        else "new requests by type of applicant, number",
        [*rows.values()],
        notes=[left_out(*none, zero, lang), left_out("缺", "missing", missing, lang)],
    )


def applicant_name(code: str, lang: str) -> str:
    """Return the name of a type of applicant, with a capital letter."""
    named = breakdown_names()[code]
    return "其他组织" if lang == "zh" and code == APPLICANTS[-1] else capital(named[lang])


def _title(on: Basis, rows: dict[str, Row]) -> str:
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
        return f"{name} made {counted(change.new, 'request')} in {year}, {how}"
    share = percent(change.new / total.new * 100)
    if on.lang == "zh":
        return f"{year}新收申请中{name}最多，为{number}件，占{share}"
    return f"{name} made {number} of {figure(total.new, 'en')} new requests in {year} ({share})"


def _leading(on: Basis, rows: dict[str, Row]) -> Change | None:
    top = foremost([row.after.value or Decimal(0) for row in rows.values()])
    change = on.comparison.change("requests.new", [*rows][top]) if top is not None else None
    total = on.comparison.change("requests.new", "total")
    if change is None or change.new is None or total is None:
        return None
    if on.before:
        return change if sayable(change, on.comparison) else None
    whole = total.new or Decimal(0)
    doubtful = any((*on.doubted(change), *on.doubted(total)))
    return None if doubtful or whole < SMALL_BASE or whole < change.new else change
