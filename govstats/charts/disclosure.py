"""Proactive disclosure as a picture: how many items of which category."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import SMALL_BASE
from govstats.charts.marks import approximate
from govstats.charts.two_years import Basis, basis, left_out
from govstats.charts.words import foremost, moved, sayable, unit_name
from govstats.forms import breakdown_names
from govstats.rounding import figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.changes import Change, Comparison
    from govstats.charts.chart import Chart

ITEM = "disclosed.by_category"


def categories(comparison: Comparison, lang: str) -> Chart | None:
    """Return what was disclosed by category, most in the later year first.

    None where the later year knows fewer than two categories, or all are 0. A category that is counted in
    another unit than most is named only; one that only one year knows has one mark.
    """
    changes = comparison.changes_of(ITEM)
    units = Counter(
        change.after.unit for change in changes if change.after and change.new is not None
    )
    if units.total() <= 1 or not any(change.new for change in changes):
        return None
    unit = units.most_common(1)[0][0]
    same = [change for change in (_of_unit(change, unit) for change in changes) if change]
    on = basis(comparison, ITEM, lang).narrowed(same)
    shown = [
        change
        for change in same
        if any(cell and cell.value is not None for cell in on.cells(change))
    ]
    shown.sort(key=lambda change: (change.new is None, -(change.new or 0), -(change.old or 0)))
    other = [
        _name(change, lang)
        for change in changes
        if change.breakdown not in {c.breakdown for c in shown}
    ]
    if lang == "zh":
        what = f"主动公开政府信息（{unit}），按类别分"
    else:
        what = f"information disclosed proactively, by category ({unit_name(unit, lang)})"
    return on.chart(
        "categories",
        _title(on, shown),
        what,
        [on.counts(_name(change, lang), change) for change in shown],
        notes=[
            left_out(
                "未列出（缺或单位不同）", "not shown (missing, or in another unit)", other, lang
            )
        ],
        dots=True,
    )


def _of_unit(change: Change, unit: str) -> Change | None:
    """Return a change without the figures that are counted in another unit."""
    before, after = (
        cell if cell and cell.unit == unit else None for cell in (change.before, change.after)
    )
    return replace(change, before=before, after=after) if before or after else None


def _name(change: Change, lang: str) -> str:
    names = breakdown_names().get(change.breakdown)
    return names[lang] if names else change.breakdown or change.label


def _title(on: Basis, changes: Sequence[Change]) -> str:
    """Say which category moved most, else which is largest; of contradicting ones, that."""
    zh, year = on.lang == "zh", on.years[-1]
    moving = (
        _foremost(on, changes, [change.difference for change in changes]) if on.before else None
    )
    if moving and moving.new is not None and sayable(moving, on.comparison):
        name, how = _name(moving, on.lang), moved(moving, on.comparison, on.lang)
        number, unit = figure(moving.new, on.lang), unit_name(moving.unit, on.lang)
        if zh:
            return f"{year}{name}{number}{unit}，{how}，变动最大"
        return f"{name}: {number} {unit} in {year}, {how}, the largest change"
    largest = _foremost(replace(on, before=None), changes, [change.new for change in changes])
    if largest and largest.new and largest.new >= SMALL_BASE:
        name, unit = _name(largest, on.lang), unit_name(largest.unit, on.lang)
        number = figure(largest.new, on.lang)
        if zh:
            return f"{year}所列类别中{name}最多，为{number}{unit}"
        return f"{name}: {number} {unit}, the largest of the categories listed for {year}"
    neutral = (
        f"{'、'.join(on.years)}主动公开政府信息的类别"
        if zh
        else f"Information disclosed by category, {' and '.join(on.years)}"
    )
    return _contradiction(on, changes) or neutral


def _contradiction(on: Basis, changes: Sequence[Change]) -> str:
    """Say that the categories of the later year do not add up to the total, where a rule says so."""
    failed = (f for change in changes for f in change.doubts_after if f.rule.id == "category-sum")
    finding = next(failed, None)
    if finding is None or finding.expected is None or finding.found is None:
        return ""
    summed, given = figure(finding.expected, on.lang), figure(finding.found, on.lang)
    unit, year, parts = unit_name(changes[0].unit, on.lang), on.years[-1], len(finding.cells) - 1
    if on.lang == "zh":
        return f"{year}所列{parts}类信息合计{summed}{unit}，与报告所称总数{given}{unit}不符"
    return (
        f"The {parts} categories listed for {year} add up to {summed} {unit}, "
        f"the total stated is {given}"
    )


def _foremost(
    on: Basis, changes: Sequence[Change], values: Sequence[Decimal | None]
) -> Change | None:
    """Return the change of the one largest value; None unless all are known, exact and sound."""
    cells = [cell for change in changes for cell in on.cells(change)]
    unsure = any(cell is None or cell.value is None or approximate(cell) for cell in cells)
    if unsure or any(doubt for change in changes for doubt in on.doubted(change)):
        return None
    top = foremost([abs(value or Decimal(0)) for value in values])
    return None if top is None else changes[top]
