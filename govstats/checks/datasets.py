"""Every rule that figures allow, over a whole dataset."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from govstats.checks.blanks import blank_verdicts
from govstats.checks.carrying import carry_over
from govstats.checks.cells import count_verdicts
from govstats.checks.consolidating import consolidated
from govstats.checks.copied import copied_table
from govstats.checks.equations import form_verdicts
from govstats.checks.listed import category_sum
from govstats.checks.outliers import outlier
from govstats.checks.panel import Panel, scope_codes
from govstats.checks.pivot import grids_of
from govstats.checks.roster import load_roster, published_on
from govstats.checks.scope import scope_shift
from govstats.checks.stocks import stock_flow
from govstats.checks.units import find_wholes
from govstats.checks.verdicts import FAIL, OPEN, PASS, Failed, Verdicts
from govstats.forms import general_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.checks.roster import Roster
    from govstats.checks.verdicts import Ints
    from govstats.dataset import Dataset
    from govstats.forms import Rule

RESULTS = {"passed": PASS, "failed": FAIL, "not_assessable": OPEN}
COLUMNS = ("rule", "severity", "agency", "year", "cells", "expected", "found", "difference")


@dataclass(frozen=True, eq=False)
class DatasetFindings:
    """What a dataset fails, and how often each rule held.

    `failures` has a row for each instance that failed: rule, severity, agency, year, the cells
    (`requests.new/total`, from the prose `text:disclosed.total`, or a table, 表三), what was expected
    and found, and the difference; NaN where a rule compares no figures. For `gs.check` on one of
    these reports the same instances are findings, in words and with their places.
    """

    failures: pd.DataFrame
    _tallies: dict[str, tuple[Rule, Ints]]
    _sources: pd.DataFrame = field(repr=False)

    @cached_property
    def rules(self) -> pd.DataFrame:
        """Each rule that was run, and how many of its instances passed, failed or stayed open."""
        return (
            pd.DataFrame(
                {
                    rule_id: {"severity": rule.severity}
                    | dict(zip(RESULTS, tally.sum(axis=1).tolist(), strict=True))
                    for rule_id, (rule, tally) in self._tallies.items()
                },
                index=["severity", *RESULTS],
            )
            .T.rename_axis("rule")
            .astype(dict.fromkeys(RESULTS, "int64"))
        )

    @cached_property
    def reports(self) -> pd.DataFrame:
        """The same for each full report: a row a report, a column for each rule and result."""
        full = np.flatnonzero((self._sources["coverage"] == "full").to_numpy())
        columns = {
            (rule, name): tally[row, full]
            for rule, (_, tally) in self._tallies.items()
            for row, name in enumerate(RESULTS)
        }
        index = pd.MultiIndex.from_arrays(
            [self._sources["agency"].iloc[full], self._sources["year"].iloc[full].astype(int)]
        )
        return pd.DataFrame(columns, index=index).rename_axis(columns=["rule", "result"])

    def __repr__(self) -> str:
        return repr(self.rules)

    def _repr_html_(self) -> str:
        return self.rules.to_html()


def check_dataset(data: Dataset, roster: Roster | None = None) -> DatasetFindings:
    """Check every full report of a dataset, and its years and units against each other.

    The rules that figures allow: the form's own, blank-cell, category-sum, carry-over, stock-flow,
    scope-shift (leaps and declared scopes), copied-table, outlier, consolidation, deadline. Those
    that need sentences are `check`'s and `check_years`'. `roster` is that of the data's folder by
    default. What a pair of years fails is counted for the later one.
    """
    roster = load_roster(data) if roster is None else roster
    tallies: dict[str, tuple[Rule, Ints]] = {}
    failures: list[pd.DataFrame] = []
    for verdicts in _verdicts(data, roster):
        rule = verdicts.rule
        empty = np.zeros((len(RESULTS), len(data.sources)), np.int64)
        _, tally = tallies.setdefault(rule.id, (rule, empty))
        for row, code in enumerate(RESULTS.values()):
            tally[row, verdicts.at] += (verdicts.results == code).sum(axis=0, dtype=np.int64)
        failures += [_table(data, rule, failed) for failed in verdicts.failed()]
    columns = {name: pd.Series(dtype=object) for name in COLUMNS}
    table = pd.concat(failures, ignore_index=True) if failures else pd.DataFrame(columns)
    return DatasetFindings(table, tallies, data.sources)


def _verdicts(data: Dataset, roster: Roster) -> Iterator[Verdicts]:
    sources = data.sources
    grids = grids_of(data)
    for grid in grids.values():
        yield from form_verdicts(grid)
        for rule in (rule for rule in grid.form.rules if rule.each == "cell"):
            yield count_verdicts(grid, rule)
        yield blank_verdicts(grid)
    yield category_sum(data)
    scopes = sources["scope"].astype(str).tolist()
    panel = Panel(
        grids,
        np.array(pd.factorize(sources["agency"])[0], dtype=np.int64),
        np.array(sources["year"].astype(str), dtype=np.int64),
        scope_codes(scopes),
    )
    for rule_on_years in (carry_over, stock_flow, scope_shift, copied_table, outlier):
        yield rule_on_years(panel)
    ids = sources["agency"].astype(str).tolist()
    wholes = find_wholes(panel, ids, scopes, data.agencies, roster)
    if wholes:
        yield consolidated(panel, wholes)
    yield _deadlines(data, roster)


def _deadlines(data: Dataset, roster: Roster) -> Verdicts:
    """Compare the days on which full reports were published with their deadlines."""
    columns = data.sources[["agency", "year", "published", "coverage"]].astype(str)
    at, codes, late = [], [], []
    for position, (agency, year, text, kept) in enumerate(
        columns.itertuples(index=False, name=None)
    ):
        last = roster.deadline(agency, int(year), data.agencies) if kept == "full" else None
        if last is None:
            continue
        day = published_on(text)
        at.append(position)
        codes.append(OPEN if day is None else FAIL if day > last else PASS)
        if day and day > last:
            late.append((position, (day - last).days))

    def failed() -> Iterator[Failed]:
        if late:
            places, days = np.array(late).T
            yield Failed(("published",), places, np.zeros(len(late)), days.astype(np.float64))

    results = np.array(codes, np.int8)[np.newaxis]
    return Verdicts(general_rules()["deadline"], results, np.array(at, np.int64), failed)


def _table(data: Dataset, rule: Rule, failed: Failed) -> pd.DataFrame:
    sources = data.sources.iloc[failed.at]
    return pd.DataFrame(
        {
            "rule": rule.id,
            "severity": failed.severity or rule.severity,
            "agency": sources["agency"].astype(str).to_numpy(),
            "year": sources["year"].astype(str).astype(np.int64).to_numpy(),
            "cells": " ".join(failed.cells),
            "expected": failed.expected,
            "found": failed.found,
            "difference": failed.found - failed.expected,
        }
    )
