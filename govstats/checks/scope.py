"""Whether two years count the same: what the reports say that they cover, and leaps in the figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.findings import Finding, Findings, Result
from govstats.checks.grid import wholes
from govstats.checks.leaps import explained, leaps_of
from govstats.checks.panel import Panel
from govstats.checks.prose.said import statements_of
from govstats.checks.references import CellRef, plain, reference
from govstats.checks.verdicts import FAIL, NAMES, NONE, OPEN, PASS, Failed, Verdicts, cell_name
from govstats.forms import general_rules, item_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from govstats.checks.verdicts import Flags
    from govstats.forms import Rule
    from govstats.reports import Cell, Key, Report, Statement

RULE = "scope-shift"
_WHOLE = re.compile("^全[省市县区镇乡州旗]")
_OWN = re.compile("本级$|^代表")
_OTHERS = re.compile("^各|备案|^历年")
_NAMED = 3
_DECLARED = {
    "area": ("全域汇总", "the whole area"), "government": ("政府本级", "the government itself"),
    "office": ("办公机构", "the office"), "unit": ("本单位", "the unit"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScopeShift:
    """Why two years of an agency may count different things, and which items that concerns.

    `items` are codes, prefixes that end in a dot, or `*` for all, as in `forms/breaks.toml`: no
    percent should be stated for what they cover. `zh` and `en` give the reason in half a sentence.
    `said` are the words with which the later report explains it, empty where it does not.
    """

    before: int
    after: int
    items: tuple[str, ...]
    zh: str
    en: str
    cells: tuple[CellRef, ...]
    said: str = ""

    def covers(self, item: str) -> bool:
        """Say whether an item is concerned."""
        return any(
            name in ("*", item) or (name.endswith(".") and item.startswith(name))
            for name in self.items
        )


def scope_shifts(before: Report, after: Report) -> tuple[ScopeShift, ...]:
    """Return why the scope of two consecutive reports may differ, most telling first.

    The reports themselves may say that they cover different bodies; the prose may name another
    scope for the same figures (全区, then 代表区政府); or counts may have leapt. Where a scope is
    not named in both years, nothing follows from it.
    """
    declared = _declared(before, after)
    worded = () if declared else _worded(before, after)
    return (*declared, *worded, *_leapt(before, after))


def check_scope(panel: Panel, reports: Sequence[Report]) -> Findings:
    """Check that consecutive reports of an agency cover the same scope (scope-shift).

    One finding for each reason; what leapt is listed in one. A leap that the prose explains is not
    assessable: its words are quoted, and still no percent should be stated.
    """
    rule = general_rules()[RULE]
    findings: list[Finding] = []
    outcomes: list[tuple[str, Result]] = []
    figures = scope_shift(panel).results[0].tolist()
    for pair, (i, j) in enumerate(zip(*panel.pairs, strict=True)):
        shifts = scope_shifts(reports[i], reports[j])
        findings += [_finding(rule, shift) for shift in shifts]
        if shifts:
            outcomes += [(RULE, each.result) for each in findings[-len(shifts) :]]
        elif figures[pair] != NONE:
            outcomes.append((RULE, NAMES[figures[pair]]))
    return Findings(tuple(findings), tuple(outcomes))


def _finding(rule: Rule, shift: ScopeShift) -> Finding:
    words = (_ZH, _EN) if shift.said else (rule.zh_fail, rule.en_fail)
    zh, en = (
        text.format(before=shift.before, after=shift.after, reason=reason, said=shift.said)
        for text, reason in zip(words, (shift.zh, shift.en), strict=True)
    )
    return Finding(
        rule=rule,
        result="not_assessable" if shift.said else "fail",
        zh=zh,
        en=en,
        cells=shift.cells,
    )


def scope_shift(panel: Panel) -> Verdicts:
    """Say which years cover another scope than the year before, as far as figures tell."""
    before, after = panel.pairs
    leaps = {key: leaps_of(panel, key) for key in panel.measures}
    there, compared = np.zeros(len(before), bool), np.zeros(len(before), bool)
    shifted = ~panel.same_scope
    for key, (known, leapt) in leaps.items():
        figure, era = panel.take(key), panel.era(key[0])
        there |= figure.there[before] & figure.there[after] & (era[before] == era[after])
        compared |= known
        shifted |= leapt
    results = np.select([shifted, compared, there], [FAIL, PASS, OPEN], NONE)
    results = results.astype(np.int8)[np.newaxis]
    return Verdicts(general_rules()[RULE], results, after, partial(_failed, panel, leaps))


def _failed(panel: Panel, leaps: dict[Key, tuple[Flags, Flags]]) -> Iterator[Failed]:
    before, after = panel.pairs
    other = np.flatnonzero(~panel.same_scope)
    if other.size:
        nothing = np.full(other.size, np.nan)
        yield Failed(("scope",), after[other], nothing, nothing)
    for key, (_, leapt) in leaps.items():
        pairs = np.flatnonzero(leapt)
        if pairs.size:
            values = panel.take(key).values
            yield Failed(
                (cell_name(key),), after[pairs], values[before[pairs]], values[after[pairs]]
            )


def _declared(before: Report, after: Report) -> tuple[ScopeShift, ...]:
    if not (before.scope and after.scope) or before.scope == after.scope:
        return ()
    old, new = (_DECLARED.get(r.scope, (r.scope, r.scope)) for r in (before, after))
    zh = f"{before.year}年统计范围为{old[0]}，{after.year}年为{new[0]}"
    en = f"{before.year} covers {old[1]}, {after.year} covers {new[1]}"
    key: Key = ("requests.new", "total", "table")
    cells = tuple(reference(r, r.by_key[key]) for r in (before, after) if key in r.by_key)
    return (_shift(before, after, ("*",), zh, en, cells),)


def _worded(before: Report, after: Report) -> tuple[ScopeShift, ...]:
    """Return a shift for each kind of figure whose scope the prose names otherwise than last year."""
    old, new = _scopes(before), _scopes(after)
    found = []
    for subject in old.keys() & new.keys():
        if {whole for whole, _ in old[subject]} & {whole for whole, _ in new[subject]}:
            continue
        first, second = old[subject][0][1], new[subject][0][1]
        name = item_names()[second.item]
        zh = (
            f"关于“{name.zh}”，{before.year}年正文表述为“{first.scope}”{_figure(before, first, 'zh')}，"
            f"{after.year}年表述为“{second.scope}”{_figure(after, second, 'zh')}"
        )
        en = (
            f"for {name.en} the prose of {before.year} speaks of “{first.scope}”"
            f"{_figure(before, first, 'en')}, that of {after.year} of “{second.scope}”"
            f"{_figure(after, second, 'en')}"
        )
        cells = [_stated(before, first), _stated(after, second)]
        cells += [
            reference(r, cell)
            for r, said in ((before, first), (after, second))
            if (cell := r.cell(said.item, said.breakdown))
        ]
        found.append((subject, _shift(before, after, (subject,), zh, en, tuple(cells))))
    return tuple(shift for _, shift in sorted(found, key=lambda pair: pair[0]))


def _scopes(report: Report) -> dict[str, list[tuple[bool, Statement]]]:
    """Return by kind of item the statements of the report's own figures that name a scope.

    True for the whole area, False for the body's own.
    """
    found: dict[str, list[tuple[bool, Statement]]] = {}
    for said in statements_of(report):
        whole, own = _WHOLE.search(said.scope), _OWN.search(said.scope)
        if said.measure != "count" or said.part or not (whole or own) or _OTHERS.match(said.scope):
            continue
        if said.item in item_names():
            subject = f"{said.item.partition('.')[0]}."
            found.setdefault(subject, []).append((bool(whole), said))
    return found


def _figure(report: Report, said: Statement, lang: str) -> str:
    """Return in brackets what is stated, and what the table says where that differs."""
    stated = f"{plain(said.value)}{said.unit}" if lang == "zh" else plain(said.value)
    value = report.value(said.item, said.breakdown)
    if value is None or value == said.value:
        return f"（{stated}）" if lang == "zh" else f" ({stated})"
    table = plain(value)
    if lang == "zh":
        return f"（{stated}，表内为{table}{said.unit}）"
    return f" ({stated}; the table has {table})"


def _stated(report: Report, said: Statement) -> CellRef:
    return CellRef(
        report.agency or report.agency_name, report.year, said.item, said.breakdown, "text",
        said.value, str(said.place),
    )  # fmt: skip


def _leapt(before: Report, after: Report) -> tuple[ScopeShift, ...]:
    panel = Panel.of([before, after])
    if not panel.pairs[0].size:
        return ()
    keys = [key for key in panel.measures if leaps_of(panel, key)[1][0]]
    said = {key: explained(after, key[0]) for key in keys}
    split = set().union(*(wholes(grid.form).values() for grid in panel.grids.values()))
    return tuple(
        _leap(before, after, alike, split, next((said[key] for key in alike if said[key]), ""))
        for explained in (False, True)
        if (alike := [key for key in keys if bool(said[key]) == explained])
    )


def _leap(
    before: Report, after: Report, keys: Sequence[Key], split: Collection[Key], said: str
) -> ScopeShift:
    items = tuple(
        dict.fromkeys(f"{key[0].partition('.')[0]}." if key in split else key[0] for key in keys)
    )
    moves = [(item_names()[key[0]], before.by_key[key], after.by_key[key]) for key in keys]
    zh = "、".join(
        f"“{name.zh}”由{_printed(old)}{old.unit}变为{_printed(new)}{new.unit}"
        for name, old, new in moves[:_NAMED]
    )
    en = ", ".join(
        f"{name.en} went from {_printed(old)} to {_printed(new)}"
        for name, old, new in moves[:_NAMED]
    )
    if len(moves) > _NAMED:
        zh, en = f"{zh}等{len(moves)}项", f"{en} ({len(moves)} items in all)"
    cells = tuple(reference(before, old) for _, old, _ in moves)
    cells += tuple(reference(after, new) for _, _, new in moves)
    return replace(_shift(before, after, items, zh, en, cells), said=said)


def _printed(cell: Cell) -> str:
    return "" if cell.value is None else plain(cell.value)


def _shift(  # noqa: PLR0913 - the parts of a shift
    before: Report, after: Report, items: tuple[str, ...], zh: str, en: str,
    cells: tuple[CellRef, ...],
) -> ScopeShift:  # fmt: skip
    return ScopeShift(before.year or 0, after.year or 0, items, zh, en, cells)


_ZH = (
    "{before}年与{after}年的口径可能不同：{reason}；正文提到“{said}”，可能由此产生，无法核对，"
    "不宜计算增减幅度。"
)
_EN = (
    "The scope of {before} and {after} may differ: {reason}. The prose speaks of “{said}”, which may "
    "explain it, so this cannot be checked; no rate of change should be stated."
)
