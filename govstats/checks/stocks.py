"""Documents in force: last year's, plus those issued, minus those repealed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.carrying import balance
from govstats.checks.findings import Finding, Findings, Result
from govstats.checks.grid import REPORTED, UNREADABLE
from govstats.checks.panel import Figures
from govstats.checks.prose.reasons import excerpt, spoken
from govstats.checks.references import plain, reference
from govstats.checks.verdicts import FAIL, NAMES, NONE, OPEN, PASS, Failed, Verdicts, cell_name
from govstats.forms import general_rules, item_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from govstats.checks.panel import Panel
    from govstats.checks.verdicts import Codes, Flags, Floats, Ints
    from govstats.reports import Key, Report

RULE = "stock-flow"
STOCKS = ("rules", "normative_documents")
"""What table two counts as in force at the end of a year, and as issued and repealed in it."""

_LAPSED, _REVISED = re.compile("失效|到期|期满"), re.compile("清理")
_SUBJECT = {"rules": re.compile("规章|文件"), "normative_documents": re.compile("文件")}


def stock_flow(panel: Panel) -> Verdicts:
    """Compare what is in force with what was in force, plus issued, minus repealed.

    A year whose own stock is not known is bridged: its flows are added to the stock before it.
    """
    chains = [Chain.of(panel, stock) for stock in STOCKS]
    results = np.array([chain.judge() for chain in chains], np.int8)
    return Verdicts(
        general_rules()[RULE], results, panel.pairs[1], partial(_failed, chains, results)
    )


def check_stock_flow(panel: Panel, reports: Sequence[Report]) -> Findings:
    """Check an agency's documents in force (stock-flow).

    Expiry and a clean-up are lawful and belong to no column: where the prose of the year speaks of
    documents that lapsed, a stock that is too small is not assessable; where it speaks of a
    clean-up (清理), neither is one that is too large.
    """
    findings: list[Finding] = []
    outcomes: list[tuple[str, Result]] = []
    for stock in STOCKS:
        chain = Chain.of(panel, stock)
        for pair, code in enumerate(chain.judge().tolist()):
            if code == NONE:
                continue
            result = NAMES[code]
            if code == FAIL:
                finding = _finding(chain, pair, reports)
                findings.append(finding)
                result = finding.result
            outcomes.append((RULE, result))
    return Findings(tuple(findings), tuple(outcomes))


@dataclass(frozen=True, eq=False)
class Chain:
    """What each report says is in force, or what follows from the last report that said so.

    `standing` is that figure by the position of the report, `base` the report that it goes back to,
    -1 where there is none.
    """

    panel: Panel
    stock: str
    standing: Floats
    base: Ints
    previous: Ints
    inexact: Flags

    @classmethod
    def of(cls, panel: Panel, stock: str) -> Chain:
        """Follow a stock through the years of each agency."""
        now, issued, repealed = (panel.take(key) for key in _keys(stock))
        before, after = panel.pairs
        previous = np.full(len(panel.year), -1, np.int64)
        previous[after[panel.same_scope]] = before[panel.same_scope]
        base = np.where(now.reported, np.arange(len(panel.year)), -1)
        standing = np.where(now.reported, now.values, 0.0)
        inexact = np.zeros(len(panel.year), bool)
        for key in _keys(stock):
            inexact[list(panel.exact.get(key, ()))] = True
        flows = issued.reported & repealed.reported
        waiting = np.flatnonzero((base < 0) & (previous >= 0) & flows)
        while (ready := waiting[base[previous[waiting]] >= 0]).size:
            last = previous[ready]
            standing[ready] = standing[last] + issued.values[ready] - repealed.values[ready]
            base[ready] = base[last]
            inexact[ready] |= inexact[last]
            waiting = waiting[base[waiting] < 0]
        return cls(panel, stock, standing, base, previous, inexact)

    def judge(self) -> Codes:
        """Return the result on each pair of years."""
        before, after = self.panel.pairs
        now, issued, repealed = (self.panel.take(key)[after] for key in _keys(self.stock))
        known = np.where(self.base[before] >= 0, REPORTED, UNREADABLE).astype(np.int8)
        results = balance([now, repealed], [Figures(self.standing[before], known), issued])
        for pair in np.flatnonzero(self.inexact[before] | self.inexact[after]).tolist():
            if results[pair] == FAIL or results[pair] == PASS:
                expected, found = self.figures(pair)
                results[pair] = PASS if expected == found else FAIL
        results[~self.panel.same_scope] = OPEN
        in_form = self.panel.take(_keys(self.stock)[0]).there
        results[~(in_form[before] & in_form[after])] = NONE
        return results

    def years(self, pair: int) -> list[int]:
        """Return the positions from the report that gives the stock to the one that is judged."""
        before, after = (side[pair] for side in self.panel.pairs)
        found = [int(after)]
        while found[-1] != self.base[before]:
            found.append(int(self.previous[found[-1]]))
        return found[::-1]

    def figures(self, pair: int) -> tuple[Decimal, Decimal]:
        """Return what should be in force at the end of a pair of years, and what is reported."""
        first, *rest = self.years(pair)
        now, issued, repealed = _keys(self.stock)
        expected = self.panel.exactly(now, first)
        for year in rest:
            expected += self.panel.exactly(issued, year) - self.panel.exactly(repealed, year)
        return expected, self.panel.exactly(now, rest[-1])


def _keys(stock: str) -> tuple[Key, Key, Key]:
    return (
        (f"{stock}.in_force", "", "table"),
        (f"{stock}.issued", "", "table"),
        (f"{stock}.repealed", "", "table"),
    )


def _failed(chains: Sequence[Chain], results: Codes) -> Iterator[Failed]:
    for chain, codes in zip(chains, results, strict=True):
        pairs = np.flatnonzero(codes == FAIL)
        if pairs.size:
            before, after = (side[pairs] for side in chain.panel.pairs)
            now, issued, repealed = (
                chain.panel.take(key).values[after] for key in _keys(chain.stock)
            )
            names = tuple(cell_name(key) for key in _keys(chain.stock))
            yield Failed(names, after, chain.standing[before] + issued - repealed, now)


def _finding(chain: Chain, pair: int, reports: Sequence[Report]) -> Finding:
    rule = general_rules()[RULE]
    positions = chain.years(pair)
    first, *rest = (reports[position] for position in positions)
    expected, found = chain.figures(pair)
    years = str(rest[-1].year) if len(rest) == 1 else f"{rest[0].year}—{rest[-1].year}"
    figures = {
        "before": first.year,
        "after": rest[-1].year,
        "years": years,
        "left": plain(found),
        "right": plain(expected),
        "difference": plain(abs(found - expected)),
    }
    names = item_names()[f"{chain.stock}.in_force"]
    now, issued, repealed = _keys(chain.stock)
    cells = [(first, now), (rest[-1], now)]
    cells += [(report, key) for report in rest for key in (issued, repealed)]
    refs = tuple(reference(r, r.by_key[key]) for r, key in cells if key in r.by_key)
    said = _said(rest[-1], chain.stock, lapsed=found < expected)
    if said:
        return Finding(
            rule=rule,
            result="not_assessable",
            zh=_ZH.format(label=names.zh, said=said, **figures),
            en=_EN.format(label=names.en, said=said, **figures),
            cells=refs,
            expected=expected,
            found=found,
        )
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(label=names.zh, **figures),
        en=rule.en_fail.format(label=names.en, **figures),
        cells=refs,
        doubtful=refs,
        expected=expected,
        found=found,
    )


def _said(report: Report, stock: str, *, lapsed: bool) -> str:
    """Return the words of the prose that a difference may come from, or nothing."""
    for clause in spoken(report):
        cause = _REVISED.search(clause) or (_LAPSED.search(clause) if lapsed else None)
        if cause and _SUBJECT[stock].search(clause):
            return excerpt(clause, cause)
    return ""


_ZH = (
    "“{label}”：{before}年末现行有效件数加{years}年制发、减废止为{right}件，{after}年填报{left}件，"
    "相差{difference}件；正文提到“{said}”，可能由此产生，无法核对。"
)
_EN = (
    "“{label}”: in force at the end of {before}, plus issued, minus repealed in {years}, gives {right}; "
    "{after} reports {left}, a difference of {difference}. The prose speaks of “{said}”, which may "
    "explain it, so this cannot be checked."
)
