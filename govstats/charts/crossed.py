"""How each type of applicant was answered, as a heat map."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import GROUPS, SMALL_BASE
from govstats.charts.applicants import APPLICANTS, applicant_name
from govstats.charts.chart import Chart
from govstats.charts.grid import Grid, Square, draw_grid
from govstats.charts.marks import absent, count_mark, in_doubt
from govstats.charts.two_years import left_out
from govstats.charts.words import (
    capital,
    corner,
    doubt_remark,
    foremost,
    noted,
    source,
    spoken,
    subject,
)
from govstats.forms import item_names
from govstats.rounding import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.changes import Change, Comparison
    from govstats.charts.marks import Mark

FEWEST = 30
"""Requests that the year must have concluded."""

_WHOLE = "requests.outcomes"
_WHAT = {
    "zh": "各类申请人的办理结果（件）及占该类申请人办结数的比重，颜色越深比重越大",
    "en": "outcomes by type of applicant, number and share of that type's requests concluded; "
    "the darker, the larger the share",
}


@dataclass(frozen=True, slots=True)
class _Type:
    """A type of applicant, or all: the name, the counts by outcome, the requests concluded."""

    name: str
    counts: tuple[Mark, ...]
    whole: Mark

    @property
    def shares(self) -> tuple[Decimal, ...]:
        """Each outcome in percent of the whole; none under 20, in doubt, or with a gap."""
        marks = (*self.counts, self.whole)
        values = [mark.value for mark in self.counts if mark.value is not None]
        whole = self.whole.value or Decimal(0)
        sound = len(values) == len(self.counts) and not any(mark.doubtful for mark in marks)
        if not sound or whole < SMALL_BASE or sum(values) != whole:
            return ()
        return tuple(value / whole * 100 for value in values)


def crossed(comparison: Comparison, lang: str) -> Chart | None:
    """Return the outcomes of the later year by applicant: counts, and shares of each applicant's.

    None where fewer than 30 requests were concluded, or for one type of applicant only, or more
    figures are missing than known. A share stands where its whole is at least 20 and the figures
    beside it are known and beyond doubt.
    """
    total = comparison.change(_WHOLE, "total")
    if total is None or total.new is None or total.new < FEWEST:
        return None
    found = {code: _type(comparison, code, lang) for code in APPLICANTS}
    shown = {code: one for code, one in found.items() if one and _any(one)}
    whole = _type(comparison, "total", lang)
    if len(shown) < 2 or whole is None:  # noqa: PLR2004 - one type is no comparison
        return None
    types = [*shown.values(), whole]
    known = [mark.value is not None for one in types for mark in one.counts]
    if 2 * sum(known) < len(known):
        return None
    empty = [n for n in range(len(GROUPS)) if all(one.counts[n].value == 0 for one in types)]
    kept = [n for n in range(len(GROUPS)) if n not in empty]
    names = [capital(item_names()[code][lang]) for code in GROUPS]
    doubtful = any(mark.doubtful for one in types for mark in (*one.counts, one.whole))
    grid = Grid(
        rows=tuple(one.name for one in types),
        columns=(*(names[n] for n in kept), "办结数" if lang == "zh" else "Total"),
        squares=tuple((*(_square(one, n) for n in kept), Square(one.whole)) for one in types),
        corner=corner(comparison, lang),
    )
    none = [applicant_name(code, lang) for code, one in found.items() if one and not _any(one)]
    missing = [applicant_name(code, lang) for code, one in found.items() if one is None]
    small = any(one.whole.value and not one.shares for one in types)
    few = ("办结数不足20件或数据不全的不计算比重", "no shares on fewer than 20 requests or incomplete figures")  # fmt: skip
    notes = [
        left_out("办结数为0件", "none concluded", [*none, *(names[n] for n in empty)], lang),
        left_out("缺", "missing", missing, lang),
        few[lang != "zh"] if small else "",
        doubt_remark(lang, doubtful=doubtful),
    ]
    subtitle, note = subject(comparison, [comparison.year], _WHAT[lang], lang), noted(notes, lang)
    return Chart(
        name="crossed",
        title=_title(comparison.year, types[:-1], names, lang),
        subtitle=subtitle,
        note=note,
        source=source(comparison, [comparison.year], lang),
        alt=_in_words(grid, subtitle, note, lang),
        picture=grid,
        paint=draw_grid,
    )


def _type(comparison: Comparison, code: str, lang: str) -> _Type | None:
    """Return the figures of a type of applicant; None where its requests concluded are not known."""
    whole = comparison.change(_WHOLE, code)
    if whole is None or whole.new is None:
        return None
    name = applicant_name(code, lang) if code in APPLICANTS else {"zh": "合计", "en": "Total"}[lang]
    counts = tuple(_mark(comparison, comparison.change(group, code), lang) for group in GROUPS)
    return _Type(name, counts, _mark(comparison, whole, lang))


def _mark(comparison: Comparison, change: Change | None, lang: str) -> Mark:
    if change is None or change.after is None:
        return absent(None, lang)
    return count_mark(change.after, lang, doubtful=in_doubt(change, comparison.year))


def _any(one: _Type) -> bool:
    return bool(one.whole.value) or any(mark.value for mark in one.counts)


def _square(one: _Type, n: int) -> Square:
    if not one.shares:
        return Square(one.counts[n])
    share = one.shares[n]
    return Square(one.counts[n], percent(share) if share else "", float(share) / 100)


def _title(year: int, types: Sequence[_Type], names: Sequence[str], lang: str) -> str:
    """Say in which outcome applicants differ most, or how the only one with shares was answered."""
    able = [one for one in types if one.shares]
    if len(able) > 1:
        by_outcome = [[one.shares[n] for one in able] for n in range(len(names))]
        n = foremost([max(shares) - min(shares) for shares in by_outcome])
        if n is not None:
            return _differing(year, names[n], able, by_outcome[n], lang)
    if len(able) == 1 and (n := foremost(able[0].shares)) is not None:
        name, share = able[0].name, percent(able[0].shares[n])
        if lang == "zh":
            return f"{year}年{name}的申请中{names[n]}最多，占{share}"
        return f"“{names[n]}” was the most frequent outcome for {_lower(name)} in {year}: {share}"
    return (
        f"{year}年各类申请人的办理结果"
        if lang == "zh"
        else f"Outcomes by type of applicant, {year}"
    )


def _differing(
    year: int, outcome: str, types: Sequence[_Type], shares: Sequence[Decimal], lang: str
) -> str:
    """Say for whom an outcome was most and for whom least frequent."""
    high, low = shares.index(max(shares)), shares.index(min(shares))
    names, said = [one.name for one in types], [percent(share) for share in shares]
    if lang == "en":
        return (
            f"“{outcome}” in {year}: {said[high]} of all outcomes for {_lower(names[high])}, "
            f"{said[low]} for {_lower(names[low])}"
        )
    if len(types) == 2:  # noqa: PLR2004 - of two, the other is the lower
        both = f"{names[high]}{said[high]}，{names[low]}{said[low]}"
    else:
        both = f"{names[high]}最高，为{said[high]}；{names[low]}最低，为{said[low]}"
    return f"{year}年{outcome}占办结数比重：{both}"


def _lower(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def _in_words(grid: Grid, subtitle: str, note: str, lang: str) -> str:
    zh = lang == "zh"
    said = []
    for row, squares in zip(grid.rows, grid.squares, strict=True):
        parts = []
        for name, square in zip(grid.columns, squares, strict=True):
            share = square.share and (f"（{square.share}）" if zh else f" ({square.share})")
            parts.append(f"{name}{'' if zh else ' '}{square.count.spoken}{share}")
        said.append(f"{row}{'：' if zh else ': '}{('，' if zh else ', ').join(parts)}")
    if zh:
        return spoken("热力图", subtitle, note, f"{'；'.join(said)}。", lang)
    return spoken("Heat map", subtitle, note, f"{'; '.join(said)}.", lang)
