"""What one year hands to the next: requests carried forward, by applicant.

Where a body takes over the open requests of another, or hands its own over, the prose says so, and
the difference is none of its mistakes: the rule is then not assessable, with the words quoted.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from govstats.checks.findings import Finding, Findings, Result
from govstats.checks.grid import ABSENT, APPROXIMATE, UNREADABLE
from govstats.checks.prose.reasons import excerpt, spoken
from govstats.checks.references import plain, reference
from govstats.checks.verdicts import (
    FAIL,
    NAMES,
    NONE,
    OPEN,
    PASS,
    Failed,
    Verdicts,
    cell_name,
)
from govstats.forms import breakdown_names, general_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govstats.checks.panel import Figures, Panel
    from govstats.checks.verdicts import Codes, Floats
    from govstats.reports import Key, Report

RULE = "carry-over"
_ALL = "total"
_LEFT = "(?:结转|未办结|在办|遗留)"
_TAKEN_OVER = re.compile(
    f"(?:{_LEFT}|申请)[^，]{{0,20}}(?:并入|划入|划转|划出|转隶|移交|转由|转入本|接续)"
    f"|(?:并入|划入|划转|转隶|接收|承接|接续|移交|撤并|机构合并|合并组建|合并设立|机构改革).*{_LEFT}"
)
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
    findings: list[Finding] = []
    results: list[tuple[str, Result]] = []
    for pair, codes in enumerate(verdicts.results.T.tolist()):
        for number, code in enumerate(codes):
            if code == NONE:
                continue
            result = NAMES[code]
            if code == FAIL:
                years = reports[before[pair]], reports[after[pair]]
                findings.append(finding := _finding(*years, applicants[number]))
                result = finding.result
            results.append((RULE, result))
    return Findings(tuple(findings), tuple(results))


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
    said = _said(after) or _said(before)
    if said:
        return Finding(
            rule=rule,
            result="not_assessable",
            zh=_ZH.format(label=names.zh, said=said, **figures),
            en=_EN.format(label=names.en, said=said, **figures),
            cells=cells,
            expected=right,
            found=left,
        )
    zh, en = _RECLASSED if applicant != _ALL and _same_in_all(before, after) else ("", "")
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(label=names.zh, **figures) + zh,
        en=rule.en_fail.format(label=names.en, **figures) + en,
        cells=cells,
        doubtful=cells,
        expected=right,
        found=left,
    )


def _same_in_all(before: Report, after: Report) -> bool:
    """Say whether two years agree on all applicants together."""
    left, right = before.value(_FORWARD, _ALL), after.value(_BROUGHT, _ALL)
    return left is not None and left == right


def _said(report: Report) -> str:
    """Return the words of the prose that tell of open requests taken over or handed over."""
    for sentence in spoken(report):
        found = _TAKEN_OVER.search(sentence)
        if found:
            return excerpt(sentence, found)
    return ""


_RECLASSED = (
    "两年总计相符，请核对申请人归类。",
    " The totals of the two years agree: please check how applicants were classed.",
)
_ZH = (
    "“{label}”一列：{before}年结转下年度{left}件，{after}年上年结转{right}件，相差{difference}件；"
    "正文提到“{said}”，可能由此产生，无法核对。"
)
_EN = (
    "Column “{label}”: {before} carries forward {left}, {after} brings forward {right}; the difference "
    "is {difference}. The prose speaks of “{said}”, which may explain it, so this cannot be checked."
)
