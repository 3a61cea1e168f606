"""Titles, sources and remarks of charts: sentences from figures that the picture shows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import Verdict
from govstats.charts.marks import DOUBT_SIGN
from govstats.checks.scope import RULE as SCOPE_SHIFT
from govstats.checks.scope import scope_shifts
from govstats.rounding import figure, percent, round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.changes import Change, Comparison

SYNTHETIC = {"zh": "模拟数据", "en": "synthetic data"}
_UNITS = {
    "件": "items", "条": "items", "篇": "articles", "份": "documents", "项": "items", "元": "yuan",
    "万元": "10,000 yuan",
}  # fmt: skip
_SPAN = 3
_TENTH = Decimal("0.05")
"""What is less than this rounds to 0.0."""


def unit_name(unit: str, lang: str) -> str:
    """Return a unit in a language; in English 件 and 条 are items."""
    return unit if lang == "zh" else _UNITS.get(unit, unit)


def year_name(year: int, lang: str) -> str:
    """Return a year as a label: 2024年, 2024."""
    return f"{year}年" if lang == "zh" else f"{year}"


def corner(comparison: Comparison, lang: str) -> str:
    """Return what the corner of a picture says: nothing where the data is real."""
    return SYNTHETIC[lang] if comparison.synthetic else ""


def subject(comparison: Comparison, years: Iterable[int], what: str, lang: str) -> str:
    """Return a subtitle: whose figures, of which years, and what they are with unit and whole."""
    spans = _spans(years, lang)
    name = comparison.agency.named(lang)
    if lang == "zh":
        return f"{name}{'、'.join(spans)}：{what}"
    return f"{name}, {' and '.join(spans)}: {what}"


def source(comparison: Comparison, years: Iterable[int], lang: str) -> str:
    """Return the source line: whose reports, of which years, and whether they are real."""
    name, spans = comparison.agency.named(lang), listed(_spans(years, lang), lang)
    if lang == "zh":
        line = f"来源：{name}{spans}政府信息公开工作年度报告"
        return f"{line}（模拟数据，并非真实报告）" if comparison.synthetic else line
    line = f"Source: annual reports on government information disclosure, {name}, {spans}"
    return f"{line} (synthetic data, not real reports)" if comparison.synthetic else line


def _spans(years: Iterable[int], lang: str) -> list[str]:
    """Return years as labels, three or more consecutive ones as a span: 2019—2024年."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    dash = "—" if lang == "zh" else "–"
    return [
        label
        for run in runs
        for label in (
            [year_name(year, lang) for year in run]
            if len(run) < _SPAN
            else [f"{run[0]}{dash}{year_name(run[-1], lang)}"]
        )
    ]


_SAYABLE = (Verdict.COMPARABLE, Verdict.SMALL_BASE, Verdict.BASE_ZERO)


def sayable(change: Change | None, comparison: Comparison) -> bool:
    """Say whether a title may state a change: known, comparable, beyond doubt, and no leap."""
    if change is None or change.verdict not in _SAYABLE or change.difference is None:
        return False
    return not shifted(comparison, change.item)


def shifted(comparison: Comparison, item: str) -> bool:
    """Say whether it is asked about if the two years count an item in the same scope (scope-shift)."""
    asked = any(finding.rule.id == SCOPE_SHIFT for finding in comparison.between.failures)
    if not asked or comparison.before is None:
        return False
    return any(shift.covers(item) for shift in scope_shifts(comparison.before, comparison.after))


def since(comparison: Comparison, lang: str) -> str:
    """Return what a year is compared with: 上年 where it is the year before."""
    if lang == "zh":
        return "上年" if comparison.against == comparison.year - 1 else f"{comparison.against}年"
    return str(comparison.against)


def moved(change: Change, comparison: Comparison, lang: str) -> str:
    """Return how a figure moved, if that may be said: 比上年增加14件，增长0.4%.

    A percent stands only where the change has one; from 0 only the 0 is said.
    """
    difference, then = change.difference or Decimal(0), since(comparison, lang)
    if not difference:
        return f"与{then}持平" if lang == "zh" else f"unchanged from {then}"
    if not change.old:
        return f"{then}为0{change.unit}" if lang == "zh" else f"none in {then}"
    up, by = difference > 0, figure(abs(difference), lang)
    share = percent(abs(change.percent or Decimal(0)))
    exact = change.percent is not None and abs(change.percent) >= _TENTH
    if lang == "zh":
        said = f"比{then}{'增加' if up else '减少'}{by}{change.unit}"
        return f"{said}，{'增长' if up else '下降'}{share}" if exact else said
    said = f"{'up' if up else 'down'} {by}"
    return f"{said} ({share}) on {then}" if exact else f"{said} on {then}"


def moved_points(points: Decimal, comparison: Comparison, lang: str) -> str:
    """Return a difference between shares: 比上年下降8.3个百分点."""
    then = since(comparison, lang)
    if not points:
        return f"与{then}持平" if lang == "zh" else f"unchanged from {then}"
    up = points > 0
    if abs(points) < _TENTH:
        if lang == "zh":
            return f"比{then}{'提高' if up else '下降'}不足0.1个百分点"
        return f"{'up' if up else 'down'} by less than 0.1 percentage points on {then}"
    by = round_half_up(abs(points))
    if lang == "zh":
        return f"比{then}{'提高' if up else '下降'}{by}个百分点"
    return f"{'up' if up else 'down'} {by} percentage points on {then}"


def remarks(parts: Iterable[str], lang: str) -> str:
    """Join remarks, leaving out empty ones."""
    return ("；" if lang == "zh" else "; ").join(filter(None, parts))


def listed(names: Iterable[str], lang: str) -> str:
    """Join names in an enumeration."""
    return ("、" if lang == "zh" else ", ").join(names)


def doubt_remark(lang: str, *, doubtful: bool) -> str:
    """Return what the sign of doubt means, where it stands."""
    if not doubtful:
        return ""
    if lang == "zh":
        return f"带{DOUBT_SIGN}的数据与报告其他数据不符，请核实"
    return f"{DOUBT_SIGN} does not agree with other figures in the report: please verify"


def noted(parts: Iterable[str], lang: str) -> str:
    """Return remarks as a note; nothing where there is none."""
    said = remarks(parts, lang)
    if not said:
        return ""
    return f"注：{said}。" if lang == "zh" else f"Note: {said}."


def spoken(kind: str, subtitle: str, note: str, figures: str, lang: str) -> str:
    """Return an alternative text: what kind of picture, of what, what to mind, and every figure."""
    if lang == "zh":
        return f"{kind}。{subtitle}。{note}{figures}"
    return " ".join(filter(None, [f"{kind}.", f"{subtitle}.", note, figures]))


def foremost(sizes: Sequence[Decimal]) -> int | None:
    """Return where the one largest of some sizes stands; None where two are equal or all are 0."""
    largest = max(sizes, default=Decimal(0))
    places = [place for place, size in enumerate(sizes) if size == largest]
    return places[0] if largest and len(places) == 1 else None


def capital(name: str) -> str:
    """Return a name with a capital letter at its beginning."""
    return name[:1].upper() + name[1:]


def counted(number: Decimal, noun: str) -> str:
    """Return a number with an English noun, in the singular for 1: 1 request, 3,440 requests."""
    return f"{figure(number, 'en')} {noun}{'' if number == 1 else 's'}"
