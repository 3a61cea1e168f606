"""How the change of a total splits into the changes of its parts, as a waterfall."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import GROUPS, SMALL_BASE, Verdict
from govstats.charts.applicants import APPLICANTS, applicant_name
from govstats.charts.chart import Chart
from govstats.charts.marks import approximate
from govstats.charts.steps import Step, Steps, draw_steps
from govstats.charts.two_years import left_out
from govstats.charts.words import (
    capital, corner, foremost, listed, noted, since, source, subject,
)  # fmt: skip
from govstats.forms import breakdown_names, item_names
from govstats.rounding import figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.changes import Change, Comparison

_COMPARABLE = (Verdict.COMPARABLE, Verdict.SMALL_BASE)
_UNSOUND = (
    Verdict.BREAK, Verdict.FAILS_RULE, Verdict.APPROXIMATE, Verdict.MISSING, Verdict.NOT_IN_FORM,
    Verdict.NO_BASELINE,
)  # fmt: skip
_TOTALS = {
    "requests.outcomes": {
        "zh": "办结申请", "what_zh": "办结申请的增减（件），按办理结果",
        "en": "Requests concluded", "what_en": "change in the number of requests concluded, by outcome",
    },
    "requests.new": {
        "zh": "新收申请", "what_zh": "新收申请的增减（件），按申请人",
        "en": "New requests", "what_en": "change in the number of new requests, by type of applicant",
    },
    "disclosed.total": {
        "zh": "主动公开政府信息", "what_zh": "主动公开政府信息的增减（条），按类别",
        "en": "Items disclosed", "what_en": "change in the number of items disclosed, by category",
    },
}  # fmt: skip
_MINOR = Decimal("0.25")
"""A movement against the others goes into the title from this part of the largest movement."""


def contributions(
    comparison: Comparison, lang: str, item: str = "requests.outcomes"
) -> Chart | None:
    """Return how a total's change splits into its parts' changes: of what moved, by how much.

    `item` is `requests.outcomes` (by outcome), `requests.new` (by applicant) or `disclosed.total`
    (by category). None without an earlier year, across a break, below 20 in both years, where the
    total or a part is missing, rounded or in doubt, where the parts are not the total in either
    year, or where fewer than two parts moved.
    """
    total = comparison.change(item, "" if item == "disclosed.total" else "total")
    parts = _parts(comparison, item, lang)
    if total is None or total.verdict not in _COMPARABLE or not _sound([total, *parts.values()]):
        return None
    if max(total.old or Decimal(0), total.new or Decimal(0)) < SMALL_BASE or not _add_up(
        total, [*parts.values()]
    ):
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
        whole=Step(_level(total.new, total.unit, years[1], lang), difference, signed(difference, lang)),
        base=_level(total.old, total.unit, years[0], lang),
        corner=corner(comparison, lang),
    )
    subtitle = subject(comparison, years, said[f"what_{lang}"], lang)
    same = [part for part in parts if part not in moved]
    note = noted([left_out("件数未变", "unchanged", same, lang)], lang)
    return Chart(
        name="contributions",
        title=_title(comparison, total, said[lang], moved, lang),
        subtitle=subtitle,
        note=note,
        source=source(comparison, years, lang),
        alt=_in_words(picture, subtitle, note, lang),
        picture=picture,
        paint=draw_steps,
    )


def _parts(comparison: Comparison, item: str, lang: str) -> dict[str, Change]:
    """Return the parts of a total by name; a part that neither year has is left out."""
    if item == "requests.outcomes":
        found = {capital(item_names()[c][lang]): comparison.change(c, "total") for c in GROUPS}
    elif item == "requests.new":
        found = {applicant_name(c, lang): comparison.change(item, c) for c in APPLICANTS}
    else:
        found = {_category(c, lang): c for c in comparison.changes_of("disclosed.by_category")}
    return {name: change for name, change in found.items() if change is not None}


def _category(change: Change, lang: str) -> str:
    names = breakdown_names().get(change.breakdown)
    return names[lang] if names else change.breakdown or change.label


def _sound(changes: Sequence[Change]) -> bool:
    """Say whether all figures are known, exact, comparable and beyond doubt."""
    return all(
        change.known
        and change.verdict not in _UNSOUND
        and not change.doubts
        and not any(map(approximate, (change.before, change.after)))
        for change in changes
    )


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
        return f"瀑布图。{subtitle}。{note}{picture.base}；{said}；{end}。"
    said = "; ".join(f"{name} {label}" for name, label in steps)
    return (
        f"Waterfall chart. {subtitle}. {note} {picture.base}; {said}; "
        f"{picture.whole.name} ({picture.whole.label})."
    )
