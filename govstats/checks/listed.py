"""Lists of the prose in a dataset: whether the classes add up to the total, for all reports at once."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from govstats.checks.pivot import Mapping, floats, inexact, places
from govstats.checks.prose.said import CATEGORY, REST
from govstats.checks.sums import check_sums
from govstats.checks.verdicts import CODE_OF, FAIL, NONE, OPEN, PASS, Failed, Verdicts
from govstats.forms import general_rules
from govstats.reports import Cell, Report, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.checks.verdicts import Codes, Flags, Floats, Ints
    from govstats.dataset import Dataset
    from govstats.forms import Severity

RULE = "category-sum"
_TOTAL = "disclosed.total"


def category_sum(data: Dataset) -> Verdicts:
    """Compare the total disclosed with the classes listed in the prose, for every full report.

    As `check_sums` does where only the figures are kept: plain figures here, and what is rounded or
    beyond floating point by that function itself.
    """
    at = np.flatnonzero((data.sources["coverage"] == "full").to_numpy())
    lists = _Lists(data, at)
    results, listed = lists.judge()
    return Verdicts(
        general_rules()[RULE], results[at][np.newaxis], at, partial(_failed, lists, results, listed)
    )


class _Lists:
    """The totals and classes that the prose of each report states, as rows of counts."""

    def __init__(self, data: Dataset, at: Ints) -> None:
        rows = data.rows[
            ["report", "item", "breakdown", "source", "value", "unit", "status", "raw"]
        ]
        of_interest = rows["item"].isin([CATEGORY, _TOTAL]) & (rows["source"] == "text")
        rows = rows[of_interest.to_numpy()]
        report = Mapping(partial(places, pd.Index(data.sources["report"].astype(str)))).of(
            rows["report"]
        )
        kept = np.isin(report, at)
        self.rows, self.report = rows[kept], report[kept]
        self.size = len(data.sources)
        self.classes = (self.rows["item"] == CATEGORY).to_numpy()
        self.values: Floats = Mapping(floats).of(self.rows["value"])
        self.complete = self.count(self.classes & (self.rows["breakdown"] == REST).to_numpy()) > 0

    def count(self, which: Flags, weights: Floats | None = None) -> Floats:
        """Return by report how many rows there are of a kind, or what they come to."""
        chosen = None if weights is None else weights[which]
        return np.bincount(self.report[which], chosen, self.size).astype(np.float64)

    def judge(self) -> tuple[Codes, Floats]:
        """Return the result of every report by its position, and what its classes come to."""
        total, listed = (self.count(which, self.values) for which in (~self.classes, self.classes))
        parts = self.count(self.classes)
        wrong = np.where(self.complete | (listed > total), FAIL, OPEN)
        wrong = np.where(self._mixed(), OPEN, wrong)
        results = np.where(total == listed, PASS, np.where(parts > 1, wrong, NONE)).astype(np.int8)
        results[(self.count(~self.classes) == 0) | (parts == 0)] = NONE
        plain = (self.rows["status"] == Status.REPORTED.value).to_numpy()
        odd = self.count(Mapping(inexact).of(self.rows["value"]) | ~plain) > 0
        for position in np.flatnonzero(odd).tolist():
            results[position] = self._one_by_one(position)
        return results, listed

    def _mixed(self) -> Flags:
        """Say which reports count in several units (条, 篇, 期), so that nothing can be added up."""
        named = (self.rows["unit"] != "").to_numpy()
        codes, _ = pd.factorize(self.rows["unit"].astype(str))
        lowest = np.full(self.size, np.iinfo(np.int64).max)
        highest = np.full(self.size, -1, np.int64)
        np.minimum.at(lowest, self.report[named], codes[named])
        np.maximum.at(highest, self.report[named], codes[named])
        mixed: Flags = highest > lowest
        return mixed

    def _one_by_one(self, position: int) -> int:
        """Return the result of one report as `check_sums` gives it."""
        mine = self.rows[self.report == position].astype(str).to_dict("records")
        cells = tuple(
            Cell(
                row["item"], row["breakdown"], "", "text",
                Decimal(row["value"]) if row["value"] else None,
                row["unit"], Status(row["status"]), row["raw"],
            )
            for row in mine
        )  # fmt: skip
        found = check_sums(Report("", "", "", "", None, "", cells)).outcomes
        return CODE_OF[found[0][1]] if found else NONE


def _failed(lists: _Lists, results: Codes, listed: Floats) -> Iterator[Failed]:
    total = lists.count(~lists.classes, lists.values)
    graded: tuple[tuple[Flags, Severity | None], ...] = (
        (lists.complete, None),
        (~lists.complete, "question"),
    )
    for complete, severity in graded:
        at = np.flatnonzero((results == FAIL) & complete)
        if at.size:
            names = (f"text:{_TOTAL}", f"text:{CATEGORY}")
            yield Failed(names, at, listed[at], total[at], severity)
