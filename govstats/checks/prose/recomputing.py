"""What a stated rate comes to, reckoned from every base that may be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.checks.prose.bases import Base, Bases, above, stated_base
from govstats.checks.prose.earlier import quoted_before
from govstats.checks.prose.intervals import Interval, decimals_of, exactly, rounded, values_of
from govstats.checks.prose.said import counted, reference_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.checks.references import CellRef
    from govstats.reports import Report, Statement

POINTS = ("个百分点", "百分点")
TIMES = "倍"
_HUNDRED = Decimal(100)
_BETWEEN = {
    "zh": "{name}（{before_year}年{before}，{year}年{now}）",
    "en": "{name} ({before_year}: {before}, {year}: {now})",
}
_OF = {"zh": "{name}{whole}", "en": "{name} ({whole})"}
_MOVED = {"zh": "上年{before}%、本年{now}%", "en": "{before}% last year and {now}% this year"}
_GAP = {"zh": "本年{now}、比上年相差{gap}", "en": "{now} this year and a difference of {gap}"}
_QUOTED = {
    "zh": "正文所述本年{now}、上年{before}",
    "en": "the {now} this year and {before} last year that the prose states",
}


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a rate is from one base, and the values that rounding and vague counts leave open.

    `sure` says that the base gives the count in the sentence.
    """

    value: Decimal
    values: Interval
    zh: str
    en: str
    cells: tuple[CellRef, ...]
    sure: bool

    def basis(self, lang: str) -> str:
        """Return what the rate was reckoned from."""
        return self.zh if lang == "zh" else self.en


def recomputed(
    now: Bases, before: Bases | None, rate: Statement, count: Statement | None
) -> Iterator[Recomputed]:
    """Yield what a rate comes to from each base: its count, its whole, last year's report.

    `now` and `before` are the figures of the report and of the year before it, `count` the count
    that the rate belongs to. Values of growth are signed percentages, those of a difference signed
    counts, of a share percentages.
    """
    if rate.unit in POINTS:
        if before:
            yield from _points(now, before, rate)
    elif rate.measure == "share":
        if count:
            yield from _shares(now, count)
    else:
        if rate.measure == "growth" and count:
            yield from _by_difference(now, rate, count)
        against = list(_against(now, before, rate, count)) if before else []
        yield from against or _by_quoted(now, rate, count)


def is_multiple(rate: Statement) -> bool:
    """Say whether a difference without a unit is said of 倍: 增长2倍 is growth of 200%."""
    times = rf"{re.escape(rate.printed)}\s*[余多]?{TIMES}"
    return rate.measure == "difference" and not rate.unit and bool(re.search(times, rate.quote))


def _shares(now: Bases, count: Statement) -> Iterator[Recomputed]:
    tables = now.of(count.item, count.breakdown).values()
    parts = [stated_base(now.report, count), *(base for base in tables if not base.stated)]
    for whole in now.wholes(count):
        for part in parts:
            if whole.values.low <= 0 or part.values.low > whole.values.high:
                continue
            yield Recomputed(
                value=_HUNDRED * part.values.low / whole.values.low,
                values=_ratio(part.values, whole.values),
                zh=_figure_of(whole, "zh"),
                en=_figure_of(whole, "en"),
                cells=(*part.cells, *whole.cells),
                sure=part.stated,
            )


def _by_difference(now: Bases, rate: Statement, count: Statement) -> Iterator[Recomputed]:
    """Yield the growth that follows from a difference in the same sentence."""
    for gap in now.sentence_of(rate):
        same = (gap.item, gap.breakdown) == (rate.item, rate.breakdown)
        vague = count.qualifier or gap.qualifier
        before = count.value - gap.value
        if not same or gap.measure != "difference" or is_multiple(gap) or before <= 0 or vague:
            continue
        growth = _HUNDRED * gap.value / before
        zh, en = (
            _GAP[lang].format(
                now=counted(count.value, count.unit, lang),
                gap=counted(abs(gap.value), gap.unit, lang),
            )
            for lang in ("zh", "en")
        )
        cells = (reference_to(now.report, count),)
        yield Recomputed(growth, Interval(growth, growth), zh, en, cells, sure=True)


def _by_quoted(now: Bases, rate: Statement, count: Statement | None) -> Iterator[Recomputed]:
    """Yield growth or difference against last year's count where the sentence itself quotes it.

    Only where last year's report is not at hand: it says better what that count was.
    """
    before = quoted_before(count, now.report.year) if count and not count.qualifier else None
    if count is None or not before:
        return
    value = count.value - before
    if rate.measure == "growth":
        value = _HUNDRED * value / before
    zh, en = (
        _QUOTED[lang].format(
            now=counted(count.value, count.unit, lang), before=counted(before, count.unit, lang)
        )
        for lang in ("zh", "en")
    )
    cells = (reference_to(now.report, count),)
    yield Recomputed(value, exactly(value), zh, en, cells, sure=True)


def _against(
    now: Bases, before: Bases, rate: Statement, count: Statement | None
) -> Iterator[Recomputed]:
    """Yield growth or difference against the year before, under each reading for both years."""
    bases = now.of(rate.item, rate.breakdown)
    if count is not None:
        bases = bases | {"stated": stated_base(now.report, count)}
    earlier = before.of(rate.item, rate.breakdown)
    for reading, base in bases.items():
        other = earlier.get(reading)
        if other is None or not _are_of_one_scope(base, other):
            continue
        if rate.measure == "difference":
            value = base.values.low - other.values.low
            values = Interval(
                base.values.low - other.values.high, base.values.high - other.values.low
            )
        elif other.values.low > 0:
            value = _HUNDRED * base.values.low / other.values.low - _HUNDRED
            share = _ratio(base.values, other.values)
            values = Interval(share.low - _HUNDRED, share.high - _HUNDRED)
        else:
            continue
        yield Recomputed(
            value=value,
            values=values,
            zh=_between(now.report, base, other, "zh"),
            en=_between(now.report, base, other, "en"),
            cells=(*base.cells, *other.cells),
            sure=count is not None and base.values.meets(values_of(count)),
        )


def _are_of_one_scope(base: Base, other: Base) -> bool:
    """Say whether two years' figures may be compared; that of a table may be left unsaid."""
    unsaid = not base.stated and not (base.scope and other.scope)
    return base.unit == other.unit and (unsaid or base.scope == other.scope)


def _points(now: Bases, before: Bases, rate: Statement) -> Iterator[Recomputed]:
    """Yield by how many points the share in the sentence moved since the year before.

    Last year's share is the one that its report states, or the one that its figures give under the
    readings that give this year's.
    """
    for share in now.sentence_of(rate):
        key = (share.item, share.breakdown, share.measure)
        if key != (rate.item, rate.breakdown, "share"):
            continue
        cells = (reference_to(now.report, share),)
        for earlier in before.shares(rate.item, rate.breakdown):
            both = (*cells, reference_to(before.report, earlier))
            yield _moved(share, exactly(earlier.value), both)
        printed = rounded(share.value, decimals_of(share.printed), share.qualifier)
        shares = _shares_of(before, rate.item, rate.breakdown)
        for readings, (values, _) in _shares_of(now, rate.item, rate.breakdown).items():
            if readings in shares and printed.meets(values):
                earlier_values, earlier_cells = shares[readings]
                yield _moved(share, earlier_values, (*cells, *earlier_cells))


def _moved(share: Statement, before: Interval, cells: tuple[CellRef, ...]) -> Recomputed:
    """Return by how much a share moved, each of the two rounded as the one in the sentence is."""
    decimals = decimals_of(share.printed)
    now, earlier = rounded(share.value, decimals), rounded(before.low, decimals)
    values = Interval(now.low - earlier.high, now.high - earlier.low, closed=False)
    zh, en = (
        _MOVED[lang].format(before=f"{round(before.low, 2):f}", now=f"{share.value:f}")
        for lang in ("zh", "en")
    )
    return Recomputed(share.value - before.low, values, zh, en, cells, sure=True)


def _shares_of(
    bases: Bases, item: str, breakdown: str
) -> dict[tuple[str, str, str], tuple[Interval, tuple[CellRef, ...]]]:
    """Return the shares that a report's figures give, by reading of the part, whole and its reading."""
    parts = bases.of(item, breakdown).values()
    return {
        (part.id, whole_item, whole.id): (
            _ratio(part.values, whole.values),
            (*part.cells, *whole.cells),
        )
        for whole_item, whole_breakdown in above(item, breakdown)
        for whole in bases.of(whole_item, whole_breakdown).values()
        for part in parts
        if whole.values.low > 0 and part.values.low <= whole.values.high
    }


def _between(report: Report, now: Base, before: Base, lang: str) -> str:
    year = report.year or 0
    return _BETWEEN[lang].format(
        name=now.named(lang),
        year=year,
        before_year=year - 1,
        before=counted(before.values.low, before.unit, lang),
        now=counted(now.values.low, now.unit, lang),
    )


def _figure_of(base: Base, lang: str) -> str:
    return _OF[lang].format(name=base.named(lang), whole=counted(base.values.low, base.unit, lang))


def _ratio(part: Interval, whole: Interval) -> Interval:
    """Return the percentages that a part may be of a whole above zero."""
    return Interval(_HUNDRED * part.low / whole.high, _HUNDRED * part.high / whole.low)
