"""All the years of an agency as small multiples."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from govstats.changes import SMALL_BASE
from govstats.charts.chart import Chart
from govstats.charts.lines import draw_panels
from govstats.charts.marks import Mark, absent, count_mark, in_years
from govstats.charts.series import FEWEST_JOINED, Cut, Panel, Panels, Point
from govstats.charts.words import (
    corner,
    counted,
    doubt_remark,
    moved,
    noted,
    sayable,
    source,
    spoken,
    subject,
    unit_name,
    year_name,
)
from govstats.checks import check
from govstats.forms import breaks
from govstats.rounding import figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.changes import Comparison
    from govstats.forms import Break
    from govstats.reports import Cell, Report

FEWEST = 3
"""Years that a series must know: two are a comparison, not a trend."""

SERIES = (
    ("requests.new", "total", "新收政府信息公开申请", "New requests received"),
    ("requests.outcomes", "total", "办理结果总计", "Requests concluded"),
    ("disclosed.total", "", "主动公开政府信息", "Information disclosed proactively"),
    ("review.total", "", "行政复议", "Administrative reconsiderations"),
)

_CUTS = {
    "edition": {"zh": "新格式", "en": "new form"},
    "law": {"zh": "法律修订", "en": "law changed"},
    "scope": {"zh": "口径不同", "en": "another scope"},
}
KIND = {"zh": "历年小图", "en": "Small charts, one a series"}
_WHAT = {
    "zh": "历年主要数据，各图纵轴独立，均从0起",
    "en": "main figures, each panel on its own scale from 0",
}
_OTHER_UNIT = {"zh": "单位不同", "en": "another unit"}
_CASES = "件"
Doubtful = set[tuple[str, str, int | None]]
_NONE = {"zh": "缺", "en": "n/a"}


def trend(comparison: Comparison, lang: str) -> Chart | None:
    """Return the main figures through all years, one axis for each.

    None where no figure is known in at least three years, or all are 0. A point is joined to the
    next only where that is of the following year, no break lies between, and the stretch without a
    break has at least five points.
    """
    history = [report for report in comparison.history if report.year is not None]
    doubtful = doubtful_cells(comparison, history)
    drawn = {
        item: panel_of(history, (item, breakdown), doubtful, zh if lang == "zh" else en, lang)
        for item, breakdown, zh, en in SERIES
    }
    panels = {
        item: panel
        for item, panel in drawn.items()
        if len(panel.known) >= FEWEST and panel.largest.height
    }
    if not panels:
        return None
    years = [report.year for report in history if report.year is not None]
    series = Panels(tuple(panels.values()), (years[0], years[-1]), lang, corner(comparison, lang))
    subtitle = subject(comparison, years, _WHAT[lang], lang)
    note = noted(signs(series), lang)
    return Chart(
        name="trend",
        title=_title(comparison, panels.get("requests.new"), lang) or _neutral(series),
        subtitle=subtitle,
        note=note,
        source=source(comparison, years, lang),
        alt=spoken(KIND[lang], subtitle, note, in_words(series), lang),
        picture=series,
        paint=draw_panels,
    )


def panel_of(
    history: Sequence[Report], key: tuple[str, str], doubtful: Doubtful, name: str, lang: str
) -> Panel:
    """Return a figure through the years in the unit of the last, with the breaks that cut it."""
    cells = [_cell(report, *key) for report in history]
    units = [cell.unit for cell in cells if cell and cell.value is not None]
    unit = units[-1] if units else ""
    points = []
    for report, cell in zip(history, cells, strict=True):
        if cell is None or cell.value is None:
            mark = Mark(None, _NONE[lang], absent(cell, lang).spoken)
        elif cell.unit != unit:
            mark = Mark(None, _NONE[lang], _OTHER_UNIT[lang])
        else:
            mark = count_mark(cell, lang, doubtful=(*key, report.year) in doubtful)
        points.append(Point(report.year or 0, mark))
    if lang == "zh":
        name = f"{name}（{unit}）"
    elif unit != _CASES:
        name = f"{name} ({unit_name(unit, lang)})"
    return Panel(name, tuple(points), cuts(history, key[0], breaks(), lang))


def _cell(report: Report, item: str, breakdown: str) -> Cell | None:
    """Return the figure of the tables; of the prose only where the form has no such cell."""
    in_table = report.cell(item, breakdown)
    asked = item.startswith("requests.")
    return in_table if in_table or asked else report.cell(item, breakdown, "text")


def doubtful_cells(comparison: Comparison, history: Sequence[Report]) -> Doubtful:
    """Return the figures of any year that fail a rule, by item, breakdown and year."""
    compared = {comparison.year, comparison.against}
    others = [check(report).failures for report in history if report.year not in compared]
    return {
        (cell.item, cell.breakdown, cell.year)
        for failures in (comparison.all_findings, *others)
        for finding in failures
        for cell in finding.doubtful
    }


def cuts(
    history: Sequence[Report], item: str, known: Iterable[Break], lang: str
) -> tuple[Cut, ...]:
    """Return where the series of an item breaks: another form, a changed law, another scope."""
    found: dict[int, list[str]] = {}
    known = [b for b in known if b.covers(item)]
    for one, other in pairwise(history):
        before, after = one.year or 0, other.year or 0
        for b in known:
            in_time = before < b.from_year <= after
            if (one.edition < b.edition <= other.edition) if b.edition else in_time:
                label = _CUTS["edition" if b.edition else "law"][lang]
                found.setdefault(b.from_year if in_time else after, []).append(label)
        if one.scope and other.scope and one.scope != other.scope:
            found.setdefault(after, []).append(_CUTS["scope"][lang])
    join = "、" if lang == "zh" else ", "
    return tuple(Cut(year, join.join(dict.fromkeys(found[year]))) for year in sorted(found))


def _title(comparison: Comparison, panel: Panel | None, lang: str) -> str:
    """Say that new requests are the most or fewest for years, or how they moved, or how many.

    Nothing where the year's figure is unknown, rounded or in doubt; the level alone where the change
    may not be said.
    """
    change = comparison.change("requests.new", "total")
    if panel is None or change is None or change.new is None:
        return ""
    run, year = panel.runs()[-1], comparison.year
    if run[-1].year != year or not _exact(run[-1], lang):
        return ""
    number, noun = figure(change.new, lang), counted(change.new, "new request")
    level = f"{year}年新收政府信息公开申请{number}件" if lang == "zh" else f"{noun} in {year}"
    crossed = any((comparison.against or 0) < cut.year <= year for cut in panel.cuts)
    if crossed or not sayable(change, comparison):
        return level
    how = _rank(run, lang) or moved(change, comparison, lang)
    return f"{level}，{how}" if lang == "zh" else f"{level}, {how}"


def _rank(run: Sequence[Point], lang: str) -> str:
    """Say that the last of at least five comparable years has the most or fewest, of how many."""
    values = [point.mark.value or Decimal(0) for point in run]
    sound = all(_exact(point, lang) for point in run)
    if len(run) < FEWEST_JOINED or max(values) < SMALL_BASE or not sound:
        return ""
    most, fewest = values[-1] > max(values[:-1]), values[-1] < min(values[:-1])
    if not most and not fewest:
        return ""
    if lang == "zh":
        return f"为{run[0].year}年以来{len(run)}年中{'最多' if most else '最少'}"
    return f"the {'most' if most else 'fewest'} in the {len(run)} years since {run[0].year}"


def _exact(point: Point, lang: str) -> bool:
    """Say whether a figure is known, not rounded and beyond doubt."""
    mark = point.mark
    return mark.value is not None and not mark.doubtful and mark.text == figure(mark.value, lang)


def _neutral(series: Panels) -> str:
    first, last = series.years
    return f"{first}—{last}年主要数据" if series.lang == "zh" else f"Main figures, {first}–{last}"


def signs(series: Panels) -> list[str]:
    """Return what the signs of the picture mean, those that occur in it."""
    points = [point for panel in series.panels for point in panel.points]
    divided = {cut for panel in series.panels for cut in panel.cuts}
    labels = sorted(divided, key=lambda cut: cut.year)
    absent_ = any(point.mark.value is None for point in points)
    doubtful = doubt_remark(series.lang, doubtful=any(point.mark.doubtful for point in points))
    if series.lang == "zh":
        breaks_ = "、".join(f"{cut.year}年{cut.label}" for cut in labels)
        return [
            f"虚线处（{breaks_}）前后不可直接比较" if breaks_ else "",
            "缺：当年报告无此数据" if absent_ else "",
            doubtful,
        ]
    breaks_ = ", ".join(f"{cut.label} {cut.year}" for cut in labels)
    return [
        f"years on either side of a dashed line cannot be compared ({breaks_})" if breaks_ else "",
        "n/a: no figure in that year's report" if absent_ else "",
        doubtful,
    ]


def in_words(series: Panels) -> str:
    """Return every figure of some series as text."""
    zh = series.lang == "zh"
    said = []
    for panel in series.panels:
        marks = ((year_name(point.year, series.lang), point.mark) for point in panel.points)
        values = in_years(marks, series.lang)
        said.append(f"{panel.name}：{values}。" if zh else f"{panel.name}: {values}.")
    return ("" if zh else " ").join(said)
