"""A consolidated report against the sum of the units that it covers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.consolidating import RULE, Whole, additive, consolidated, one_rows
from govstats.checks.findings import Finding, Findings
from govstats.checks.panel import Panel
from govstats.checks.references import CellRef, plain, reference
from govstats.checks.verdicts import FAIL, OPEN, Verdicts, outcomes
from govstats.forms import general_rules, item_names
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govstats.agencies import Agencies
    from govstats.checks.roster import Roster
    from govstats.reports import Cell, Key, Report

AREA = "area"
"""The scope of a report that covers an agency and all units under it (汇总)."""

_OWN = ("government", "office", "unit")
_NAMED = 3


def consolidation(whole: Report, units: Sequence[Report], missing: Sequence[str] = ()) -> Findings:
    """Check that a consolidated report equals the sum of its units, item by item (consolidation).

    `missing` names units whose report is not at hand: with one missing nothing can be compared. A
    figure that a unit leaves blank is taken as zero where the sum then holds; otherwise the sum can
    only be too large. A difference lists the units that it may come from. A part of a figure is not
    asked about where the figure itself differs. Applicants and lists of powers are not compared.
    """
    reports = [whole, *units]
    found = Whole(0, tuple(range(1, len(reports))), tuple(missing))
    return check_wholes(Panel.of(reports), reports, [found])[0]


def check_wholes(panel: Panel, reports: Sequence[Report], found: Sequence[Whole]) -> list[Findings]:
    """Check some consolidated reports; one result each."""
    verdicts = consolidated(panel, found)
    keys = additive(panel)
    checked = []
    for number, whole in enumerate(found):
        codes = verdicts.results[:, number]
        findings = [
            _finding(panel, reports, whole, keys[row])
            for row in np.flatnonzero(codes == FAIL).tolist()
        ]
        if whole.missing:
            findings.append(_incomplete(reports[whole.at], whole))
        else:
            unknown = [keys[row] for row in np.flatnonzero(codes == OPEN).tolist()]
            findings += _unknown(panel, reports, whole, unknown)
        single = Verdicts(verdicts.rule, codes[:, np.newaxis], verdicts.at, verdicts.failed)
        checked.append(Findings(tuple(findings), outcomes(single)))
    return checked


def find_wholes(
    panel: Panel, ids: Sequence[str], scopes: Sequence[str], agencies: Agencies, roster: Roster
) -> list[Whole]:
    """Return the consolidated reports of a panel with their units.

    Units are those that the roster lists under an agency for the year, without one those whose
    parent it is in the register. A unit that reports for itself alone stands beside its own units;
    otherwise it stands for them.
    """
    places = {(ids[at], int(panel.year[at])): int(at) for at in panel.order}
    called = {entry.unit: entry.name for entry in roster if entry.name}
    children: dict[str, list[str]] = {}
    for entry in agencies:
        children.setdefault(entry.parent, []).append(entry.agency)

    def below(agency: str, year: int, above: frozenset[str] = frozenset()) -> Iterator[str]:
        listed = [entry.unit for entry in roster.units(agency, year)]
        above |= {agency}
        for unit in listed or children.get(agency, []):
            if unit in above:
                continue
            yield unit
            at = places.get((unit, year))
            if at is not None and scopes[at] in _OWN:
                yield from below(unit, year, above)

    found = []
    for at in panel.order.tolist():
        if scopes[at] != AREA:
            continue
        year = int(panel.year[at])
        units = list(dict.fromkeys(below(ids[at], year)))
        there = [places[unit, year] for unit in units if (unit, year) in places]
        lacking = [unit for unit in units if (unit, year) not in places]
        names = [agencies[u].name if u in agencies else called.get(u, u) for u in lacking]
        if there:
            found.append(Whole(at, tuple(there), tuple(names)))
    return found


def _finding(panel: Panel, reports: Sequence[Report], whole: Whole, key: Key) -> Finding:
    rule = general_rules()[RULE]
    leaves = one_rows(panel).get(key, [])
    report, units = reports[whole.at], [reports[unit] for unit in whole.units]
    given, parts = _sum(report, key, leaves), [_sum(unit, key, leaves) for unit in units]
    total = sum((part for part in parts if part is not None), Decimal(0))
    left = given or Decimal(0)
    cells = [(one, cell) for one in (report, *units) for cell in _cells(one, key, leaves)]
    references = tuple(reference(one, cell) for one, cell in cells)
    names = item_names()[key[0]]
    figures = {
        "year": report.year,
        "left": plain(left),
        "right": plain(total),
        "difference": plain(abs(left - total)),
        "count": len(units),
        "unit": names.unit,
    }
    zh, en = _behind(units, parts, abs(left - total), names.unit)
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(label=names.zh, units=zh, **figures),
        en=rule.en_fail.format(label=names.en, units=en, **figures),
        cells=references,
        doubtful=tuple(reference(report, cell) for cell in _cells(report, key, leaves)),
        expected=total,
        found=given,
    )


def _cells(report: Report, key: Key, leaves: Sequence[Key]) -> list[Cell]:
    cell = report.by_key.get(key)
    return [cell] if cell else [report.by_key[leaf] for leaf in leaves if leaf in report.by_key]


def _sum(report: Report, key: Key, leaves: Sequence[Key]) -> Decimal | None:
    """Return a figure of a report, None where it is not reported."""
    values = [cell.value for cell in _cells(report, key, leaves) if cell.status is Status.REPORTED]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _behind(
    units: Sequence[Report], parts: Sequence[Decimal | None], difference: Decimal, unit: str
) -> tuple[str, str]:
    """Return in both languages which units a difference may come from.

    Those whose own figure is the difference (left out, or counted twice), those without a figure,
    otherwise those with the largest.
    """
    pairs = list(zip((report.agency_name for report in units), parts, strict=True))
    same = [name for name, part in pairs if part == difference]
    lacking = [name for name, part in pairs if part is None]
    largest = sorted(((part, name) for name, part in pairs if part), reverse=True)[:_NAMED]
    zh, en = [], []
    if same:
        zh.append(f"差额与{_listed(same, 'zh')}的填报数相同")
        en.append(f"the difference is what {_listed(same, 'en')} reports")
    elif largest:
        zh.append(
            "填报较多的是" + "、".join(f"{name}{plain(part)}{unit}" for part, name in largest)
        )
        en.append("the largest are " + ", ".join(f"{name} {plain(part)}" for part, name in largest))
    if lacking:
        zh.append(f"{_listed(lacking, 'zh')}没有该项数值")
        en.append(f"{_listed(lacking, 'en')} has no figure for it")
    return "，".join(zh) or "各单位均为0", "; ".join(en) or "every unit reports 0"


def _listed(names: Sequence[str], lang: str) -> str:
    shown = ("、" if lang == "zh" else ", ").join(names[:_NAMED])
    if len(names) <= _NAMED:
        return shown
    return (
        f"{shown}等{len(names)}个单位"
        if lang == "zh"
        else f"{shown} and {len(names) - _NAMED} more"
    )


def _incomplete(report: Report, whole: Whole) -> Finding:
    count = len(whole.units) + len(whole.missing)
    return Finding(
        rule=general_rules()[RULE],
        result="not_assessable",
        zh=f"{report.year}年应汇总{count}个单位，其中{_listed(whole.missing, 'zh')}没有报告，无法核对合计。",
        en=f"{report.year}: of {count} units to be added up, {_listed(whole.missing, 'en')} has no "
        "report, so the sum cannot be checked.",
        cells=(_whole_cell(report),),
    )


def _unknown(
    panel: Panel, reports: Sequence[Report], whole: Whole, keys: Sequence[Key]
) -> Iterator[Finding]:
    """Yield one finding that names the units whose blank or illegible figures leave sums open."""
    cells, names = [], {}
    for key in keys:
        leaves = one_rows(panel).get(key, [])
        for position in (whole.at, *whole.units):
            report = reports[position]
            if _sum(report, key, leaves) is None:
                names[report.agency_name] = True
                cells += [reference(report, cell) for cell in _cells(report, key, leaves)]
    if names:
        report = reports[whole.at]
        yield Finding(
            rule=general_rules()[RULE],
            result="not_assessable",
            zh=f"{report.year}年{_listed(list(names), 'zh')}有数值未填写、缺失或无法辨认，相关合计无法核对。",
            en=f"{report.year}: figures of {_listed(list(names), 'en')} are blank, missing or "
            "illegible, so these sums cannot be checked.",
            cells=(_whole_cell(report), *cells),
        )


def _whole_cell(report: Report) -> CellRef:
    cell = report.cell("requests.new", "total")
    if cell:
        return reference(report, cell)
    return CellRef(
        report.agency or report.agency_name, report.year, "requests.new", "total", "table", None
    )
