"""How the change of a total splits into the changes of its parts, as a waterfall."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import SMALL_BASE, Verdict
from govstats.charts.applicants import applicant_name
from govstats.charts.chart import Chart
from govstats.charts.steps import Step, Steps, draw_steps
from govstats.charts.two_years import left_out
from govstats.charts.words import (
    capital,
    corner,
    foremost,
    listed,
    noted,
    shifted,
    since,
    source,
    spoken,
    subject,
)
from govstats.forms import breakdown_names, item_names
from govstats.rounding import figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.changes import Change, Comparison

_COMPARABLE = (Verdict.COMPARABLE, Verdict.SMALL_BASE)
_TOTALS = {
    "requests.outcomes": {
        "zh": "办结申请", "what_zh": "办结申请的增减（件），按办理结果分",
        "en": "Requests concluded", "what_en": "change in the number of requests concluded, by outcome",
    },
    "requests.new": {
        "zh": "新收申请", "what_zh": "新收申请的增减（件），按申请人分",
        "en": "New requests", "what_en": "change in the number of new requests, by type of applicant",
    },
    "review.total": {
        "zh": "行政复议", "what_zh": "行政复议件数的增减（件），按结果分",
        "en": "Administrative reconsiderations",
        "what_en": "change in the number of administrative reconsiderations, by result",
    },
    "disclosed.total": {
        "zh": "主动公开政府信息", "what_zh": "主动公开政府信息的增减（条），按类别分",
        "en": "Items disclosed", "what_en": "change in the number of items disclosed, by category",
    },
}  # fmt: skip
_RESULTS = {
    "review.upheld": {"zh": "结果维持", "en": "Upheld"},
    "review.corrected": {"zh": "结果纠正", "en": "Corrected"},
    "review.other": {"zh": "其他结果", "en": "Other result"},
    "review.pending": {"zh": "尚未审结", "en": "Pending"},
}
_NAMES = {"review.total": "disputes"}
_MINOR = Decimal("0.25")
"""A movement against the others goes into the title from this part of the largest movement."""


def contributions(
    comparison: Comparison, lang: str, item: str = "requests.outcomes"
) -> Chart | None:
    """Return how a total's change splits into its parts' changes: of what moved, by how much.

    `item` is `requests.outcomes` (by outcome), `requests.new` (by applicant), `review.total` (by
    result) or `disclosed.total` (by category). None where the comparison has no contributions to it,
    below 20 in both years, on a leap, where the parts are not the total, or fewer than two moved.
    """
    total = comparison.change(item, "total") or comparison.change(item)
    parts = {_part(change, item, lang): change for change in comparison.contributions(item)}
    if total is None or not parts or total.verdict not in _COMPARABLE or shifted(comparison, item):
        return None
    largest = max(total.old or Decimal(0), total.new or Decimal(0))
    if largest < SMALL_BASE or not _add_up(total, [*parts.values()]):
        return None
    moved = {name: change.difference for name, change in parts.items() if change.difference}
    if len(moved) < 2:  # noqa: PLR2004 - one part is the change itself
        return None
    order = sorted(moved, key=lambda name: (moved[name] < 0, -abs(moved[name])))
    difference = total.difference or Decimal(0)
    years = (comparison.against or 0, comparison.year)
    said = _TOTALS[item]
    picture = Steps(
        parts=tuple(Step(part, moved[part], signed(moved[part], lang)) for part in order),
        whole=Step(
            _level(total.new, total.unit, years[1], lang), difference, signed(difference, lang)
        ),
        base=_level(total.old, total.unit, years[0], lang),
        corner=corner(comparison, lang),
    )
    subtitle = subject(comparison, years, said[f"what_{lang}"], lang)
    same = [part for part in parts if part not in moved]
    note = noted([left_out("未变", "unchanged", same, lang)], lang)
    return Chart(
        name=_NAMES.get(item, "contributions"),
        title=_title(comparison, total, said[lang], moved, lang),
        subtitle=subtitle,
        note=note,
        source=source(comparison, years, lang),
        alt=_in_words(picture, subtitle, note, lang),
        picture=picture,
        paint=draw_steps,
    )


def disputes(comparison: Comparison, lang: str) -> Chart | None:
    """Return how the change of administrative reconsiderations splits into their results."""
    return contributions(comparison, lang, "review.total")


def _part(change: Change, item: str, lang: str) -> str:
    """Return the name of a part of a total."""
    if item == "requests.new":
        return applicant_name(change.breakdown, lang)
    if change.item in _RESULTS:
        return _RESULTS[change.item][lang]
    names = breakdown_names() if item == "disclosed.total" else item_names()
    key = change.breakdown if item == "disclosed.total" else change.item
    return capital(names[key][lang]) if key in names else change.breakdown or change.label


def _add_up(total: Change, parts: Sequence[Change]) -> bool:
    """Say whether the parts make the total in both years, in one unit."""
    one_unit = all(part.unit == total.unit for part in parts)
    old, new = (
        sum((value for value in values if value is not None), Decimal(0))
        for values in ([part.old for part in parts], [part.new for part in parts])
    )
    return one_unit and (old, new) == (total.old, total.new)


def signed(value: Decimal, lang: str) -> str:
    """Return a difference with its sign: +240, −13, 0."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{figure(abs(value), lang)}"


def _level(value: Decimal | None, unit: str, year: int, lang: str) -> str:
    """Return a total with its year: 2024年3521件."""
    number = figure(value or Decimal(0), lang)
    return f"{year}年{number}{unit}" if lang == "zh" else f"{year}: {number}"


def _title(
    comparison: Comparison, total: Change, name: str, moved: dict[str, Decimal], lang: str
) -> str:
    """Say how the total moved, the part that moved most that way, and one that moved against it."""
    difference, number = total.difference or Decimal(0), figure(total.new or Decimal(0), lang)
    then, by = since(comparison, lang), figure(abs(difference), lang)
    ways = (difference >= 0, difference < 0)
    leading = [found for up in ways if (found := _most(moved, up=up))]
    largest = max((abs(moved[part]) for part in leading), default=Decimal(0))
    told = [
        _moved(part, moved[part], total.unit, lang)
        for part in leading
        if abs(moved[part]) >= _MINOR * largest
    ]
    if lang == "zh":
        how = f"比{then}{'增加' if difference > 0 else '减少'}{by}{total.unit}"
        said = f"{comparison.year}年{name}{number}{total.unit}，{how if difference else f'与{then}持平'}"
        return f"{said}，其中{'，'.join(told)}" if told else said
    up = "up" if difference > 0 else "down"
    how = f"{up} {by} on {then}" if difference else f"unchanged from {then}"
    said = f"{name} in {comparison.year}: {number}, {how}"
    return f"{said} ({listed(told, lang)})" if told else said


def _most(moved: dict[str, Decimal], *, up: bool) -> str:
    """Return the part that rose, or fell, most; nothing where none did or two did alike."""
    names = [name for name, size in moved.items() if (size > 0) is up]
    top = foremost([abs(moved[name]) for name in names])
    return "" if top is None else names[top]


def _moved(name: str, size: Decimal, unit: str, lang: str) -> str:
    by = figure(abs(size), lang)
    if lang == "zh":
        return f"{name}{'增加' if size > 0 else '减少'}{by}{unit}"
    return f"{name[0].lower()}{name[1:]} {'up' if size > 0 else 'down'} {by}"


def _in_words(picture: Steps, subtitle: str, note: str, lang: str) -> str:
    steps = [(part.name, part.label) for part in picture.parts]
    if lang == "zh":
        said = "；".join(f"{name}{label}" for name, label in steps)
        end = f"{picture.whole.name}（{picture.whole.label}）"
        return spoken("瀑布图", subtitle, note, f"{picture.base}；{said}；{end}。", lang)
    said = "; ".join(f"{name} {label}" for name, label in steps)
    end = f"{picture.whole.name} ({picture.whole.label})"
    return spoken("Waterfall chart", subtitle, note, f"{picture.base}; {said}; {end}.", lang)
