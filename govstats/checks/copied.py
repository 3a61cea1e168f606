"""Tables that repeat last year's figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ive

from govstats.checks.findings import Finding, Findings
from govstats.checks.grid import per_form
from govstats.checks.references import reference
from govstats.checks.verdicts import FAIL, NONE, OPEN, PASS, Failed, Verdicts, outcomes
from govstats.forms import general_rules, load_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govstats.checks.panel import Panel
    from govstats.checks.verdicts import Codes, Flags, Floats, Ints
    from govstats.forms import Form
    from govstats.reports import Key, Report

RULE = "copied-table"

EQUAL, SHARE, CHANCE = 5, 0.9, 0.02
"""When a table is asked about: at least five figures other than 0 are last year's, they are nine in
ten of all that are not 0, and so many would agree by chance in fewer than one in fifty years."""

_LASTING = re.compile(r"\.(?:in_force|items_before|disclosed)$|^capacity\.")
"""What stands at a day and is expected to last: documents in force, lists of powers, staff."""

_LARGE = 1e6
"""Beyond this the chance is put no lower: it is small enough."""

_FRACTION = 0.01
"""How likely an amount with decimals is the same again by chance."""


@dataclass(frozen=True, eq=False)
class Repeats:
    """What the tables of each pair of years have in common: a row a table.

    `equal` counts figures other than 0 that are the same, `all` figures that are not 0 in one of
    the years, `chance` is the logarithm of how likely so many would agree by chance.
    """

    names: tuple[str, ...]
    equal: Ints
    all: Ints
    chance: Floats
    there: Flags
    compared: Flags

    def judge(self) -> Codes:
        """Return the result of each table and pair."""
        copied = (
            (self.equal >= EQUAL)
            & (self.equal >= SHARE * self.all)
            & (self.chance <= np.log(CHANCE))
        )
        results = np.where(copied, FAIL, np.where(self.compared, PASS, OPEN)).astype(np.int8)
        results[~self.there] = NONE
        return results


def copied_table(panel: Panel) -> Verdicts:
    """Say which tables of which years repeat last year's figures; `found` is how many."""
    repeats = repeats_of(panel)
    return Verdicts(
        general_rules()[RULE], results := repeats.judge(), panel.pairs[1],
        partial(_failed, panel, repeats, results),
    )  # fmt: skip


def check_copied(panel: Panel, reports: Sequence[Report]) -> Findings:
    """Check whether an agency's tables are last year's again (copied-table).

    Only figures that no equation gives are weighed: of one request that was granted each year six
    cells agree, and that is chance. What is in force at the end of a year is expected to last.
    """
    verdicts = copied_table(panel)
    tables = list(tables_of(panel).items())
    before, after = panel.pairs
    findings = []
    for pair, number in np.argwhere(verdicts.results.T == FAIL).tolist():
        keys = [key for key in tables[number][1] if agreeing(panel, key)[1][pair]]
        years = reports[before[pair]], reports[after[pair]]
        findings.append(_finding(*years, tables[number][0], keys))
    return Findings(tuple(findings), outcomes(verdicts))


def repeats_of(panel: Panel) -> Repeats:
    """Compare each table with that of the year before, figure by figure."""
    tables = tables_of(panel)
    shape = (len(tables), len(panel.pairs[0]))
    equal, every = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    there, compared, chance = np.zeros(shape, bool), np.zeros(shape, bool), np.zeros(shape)
    free = {key for form in _forms(panel) for key in free_keys(form)}
    before, after = panel.pairs
    for number, keys in enumerate(tables.values()):
        for key in keys:
            figure = panel.take(key)
            old, new = figure[before], figure[after]
            known, agree = agreeing(panel, key)
            era = panel.era(key[0])
            equal[number] += agree
            every[number] += known & ((old.values != 0) | (new.values != 0))
            there[number] |= new.there & old.there & (era[before] == era[after])
            compared[number] |= known
            if key in free and agree.any():
                chance[number, agree] += _coincidence(old.values[agree])
    return Repeats(tuple(tables), equal, every, chance, there, compared)


def agreeing(panel: Panel, key: Key) -> tuple[Flags, Flags]:
    """Return for each pair of years whether a figure can be compared, and whether it is the same.

    Zeros are never counted as the same: they say that nothing happened.
    """
    before, after = panel.pairs
    figure, era = panel.take(key), panel.era(key[0])
    old, new = figure[before], figure[after]
    known = old.reported & new.reported & (era[before] == era[after])
    agree = known & (old.values == new.values) & (old.values != 0)
    for pair in panel.inexact_pairs(key, key):
        agree[pair] &= panel.exactly(key, before[pair]) == panel.exactly(key, after[pair])
    return known, agree


def tables_of(panel: Panel) -> dict[str, tuple[Key, ...]]:
    """Return the figures of each table by its name, those of all editions together."""
    tables: dict[str, dict[Key, None]] = {}
    for form in _forms(panel):
        for block in form.blocks:
            name = "统计表" if form.is_list else f"表{block.table}"
            for slot in block.slots():
                tables.setdefault(name, {})[slot.item, slot.breakdown, "table"] = None
    return {name: tuple(keys) for name, keys in tables.items()}


@per_form
def free_keys(form: Form) -> frozenset[Key]:
    """Return the figures that follow from no others: neither the sum of an equation nor a stock."""
    given = {(rule.block, rule.each, code) for rule in form.rules for code in rule.left}
    free: set[Key] = set()
    for block in form.blocks:
        for slot in block.slots():
            summed = {(block.id, "row", slot.column.code), (block.id, "column", slot.row.code)}
            if not summed & given and not _LASTING.search(slot.item):
                free.add((slot.item, slot.breakdown, "table"))
    return frozenset(free)


def _forms(panel: Panel) -> list[Form]:
    return [load_form(edition) for edition in sorted(panel.grids, reverse=True)]


def _coincidence(values: Floats) -> Floats:
    """Return the logarithm of the chance that two counts around a value are the same.

    Two independent Poisson counts with mean m agree with the probability e^(-2m) I0(2m).
    """
    alike = ive(0, 2 * np.minimum(np.abs(values), _LARGE))
    return np.log(np.where(values % 1 != 0, np.minimum(alike, _FRACTION), alike))


def _failed(panel: Panel, repeats: Repeats, results: Codes) -> Iterator[Failed]:
    for name, codes, equal in zip(repeats.names, results, repeats.equal, strict=True):
        pairs = np.flatnonzero(codes == FAIL)
        if pairs.size:
            nothing = np.full(pairs.size, np.nan)
            yield Failed((name,), panel.pairs[1][pairs], nothing, equal[pairs].astype(np.float64))


def _finding(before: Report, after: Report, table: str, keys: Sequence[Key]) -> Finding:
    rule = general_rules()[RULE]
    old, new = (
        tuple(reference(report, report.by_key[key]) for key in keys) for report in (before, after)
    )
    figures = {"before": before.year, "after": after.year, "count": len(keys)}
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(table=table, **figures),
        en=rule.en_fail.format(table=TABLES_EN[table], **figures),
        cells=(*old, *new),
        doubtful=new,
    )


TABLES_EN = {
    "表二": "table two",
    "表三": "table three",
    "表四": "table four",
    "统计表": "the statistical table",
}
