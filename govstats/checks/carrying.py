"""What one year hands to the next: requests carried forward, by applicant."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.findings import Finding, Findings
from govstats.checks.grid import ABSENT, APPROXIMATE, UNREADABLE
from govstats.checks.references import plain, reference
from govstats.checks.verdicts import (
    FAIL,
    NONE,
    OPEN,
    PASS,
    Failed,
    Verdicts,
    cell_name,
    outcomes,
)
from govstats.forms import breakdown_names, general_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govstats.checks.panel import Figures, Panel
    from govstats.checks.verdicts import Codes, Floats
    from govstats.reports import Key, Report

RULE = "carry-over"
_FORWARD, _BROUGHT = "requests.carried_forward", "requests.brought_forward"


def carry_over(panel: Panel) -> Verdicts:
    """Compare what each year carries forward with what the next brings forward, by applicant.

    Not assessable where a figure is missing on either side, or where the two reports say that they
    cover different bodies.
    """
    rows = []
    for applicant in _applicants(panel):
        forward, brought = _keys(applicant)
        before, after = panel.pairs
        earlier, later = panel.take(forward)[before], panel.take(brought)[after]
        result = balance([earlier], [later])
        for pair in panel.inexact_pairs(forward, brought):
            if result[pair] != OPEN:
                same = panel.exactly(forward, before[pair]) == panel.exactly(brought, after[pair])
                result[pair] = PASS if same else FAIL
        result[~panel.same_scope] = OPEN
        result[~earlier.there] = NONE
        rows.append(result)
    results = np.array(rows, np.int8).reshape(len(rows), len(panel.pairs[1]))
    return Verdicts(
        general_rules()[RULE], results, panel.pairs[1], partial(_failed, panel, results)
    )


def check_carry_over(panel: Panel, reports: Sequence[Report]) -> Findings:
    """Check the requests that an agency's reports carry forward (carry-over)."""
    verdicts = carry_over(panel)
    before, after = panel.pairs
    applicants = _applicants(panel)
    findings = [
        _finding(reports[before[pair]], reports[after[pair]], applicants[number])
        for pair, number in np.argwhere(verdicts.results.T == FAIL).tolist()
    ]
    return Findings(tuple(findings), outcomes(verdicts))


def balance(left: Sequence[Figures], right: Sequence[Figures]) -> Codes:
    """Compare two sums of figures; OPEN where one of them is not known.

    A blank is taken as zero where that makes them equal.
    """
    both = (*left, *right)
    difference = total(left) - total(right)
    equal = difference == 0
    known = np.all([figure.reported for figure in both], axis=0)
    some = np.any([figure.reported for figure in both], axis=0)
    beyond = np.any(
        [np.isin(figure.status, (ABSENT, APPROXIMATE, UNREADABLE)) for figure in both], axis=0
    )
    results = np.full(difference.shape, OPEN, np.int8)
    results[known & ~equal] = FAIL
    results[equal & some & ~beyond] = PASS
    return results


def total(figures: Sequence[Figures]) -> Floats:
    """Return the sum of figures, those that are not known left out."""
    known: Floats = np.sum([np.where(one.reported, one.values, 0.0) for one in figures], axis=0)
    return known


def _applicants(panel: Panel) -> list[str]:
    return [breakdown for item, breakdown, _ in panel.slots if item == _FORWARD]


def _keys(applicant: str) -> tuple[Key, Key]:
    return (_FORWARD, applicant, "table"), (_BROUGHT, applicant, "table")


def _failed(panel: Panel, results: Codes) -> Iterator[Failed]:
    before, after = panel.pairs
    for applicant, codes in zip(_applicants(panel), results, strict=True):
        pairs = np.flatnonzero(codes == FAIL)
        if pairs.size:
            forward, brought = _keys(applicant)
            yield Failed(
                (cell_name(forward), cell_name(brought)),
                after[pairs],
                panel.take(brought).values[after[pairs]],
                panel.take(forward).values[before[pairs]],
            )


def _finding(before: Report, after: Report, applicant: str) -> Finding:
    rule = general_rules()[RULE]
    forward, brought = (
        report.by_key[key] for report, key in zip((before, after), _keys(applicant), strict=True)
    )
    left, right = forward.value, brought.value
    assert left is not None and right is not None  # noqa: S101, PT018 - only then does it fail
    names = breakdown_names()[applicant]
    figures = {
        "before": before.year,
        "after": after.year,
        "left": plain(left),
        "right": plain(right),
        "difference": plain(abs(left - right)),
    }
    cells = (reference(before, forward), reference(after, brought))
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(label=names.zh, **figures),
        en=rule.en_fail.format(label=names.en, **figures),
        cells=cells,
        doubtful=cells,
        expected=right,
        found=left,
    )
