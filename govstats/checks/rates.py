"""Shares, growth and differences of the prose, recomputed from every base that may be meant.

A printed rate stands for an interval: it may be rounded half up or cut off at its last place, so
33.3% is one third, and 46.66% as well as 46.67% is seven fifteenths; a vague count makes it wider.
A share may be of any whole that the form or the sentence knows: the total stated or listed, new
requests, requests in hand, requests concluded. Growth and difference are against last year's report
under one reading for both years (新收; 新收 + 上年结转; 办结), or against the difference that the
sentence itself gives; without that report, against last year's count where the sentence quotes it. Only where a base is there and none fits is the rate asked about, and the
base is named: the one that gives the count in the sentence.

What is asked about is the rate: the count beside it agrees with the base, so that no count is in doubt.

A rate that stands too far from its count to be surely about it is not assessable, and neither is
one of another whole (占全市的…) or of a count that no base knows.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from govstats.checks.findings import Finding, Findings, Result
from govstats.checks.prose.bases import Bases
from govstats.checks.prose.intervals import Interval, decimals_of, rounded, values_of
from govstats.checks.prose.nearness import is_about
from govstats.checks.prose.recomputing import POINTS, TIMES, Recomputed, is_multiple, recomputed
from govstats.checks.prose.said import counted, name_of
from govstats.checks.references import plain
from govstats.forms import general_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.reports import Report, Statement

_FINEST = Decimal("0.01")
_WORDS = {
    "zh": {
        "share": "占", "growth": "同比", "difference": "比上年", "points": "占比比上年",
        "up": "增长", "down": "下降", "more": "增加", "less": "减少", "higher": "提高", "lower": "下降",
        "unit": "个百分点", "times": "倍",
    },
    "en": {
        "share": " as a share", "growth": " against last year", "difference": " against last year",
        "points": " as a share, against last year",
        "up": "+", "down": "-", "more": "+", "less": "-", "higher": "+", "lower": "-",
        "unit": " percentage points", "times": " times",
    },
}  # fmt: skip


def check_rates(report: Report, neighbours: Iterable[Report] = ()) -> Findings:
    """Recompute every share, growth and difference that the prose states (stated-rate).

    `neighbours` are reports of the same agency; the one of the year before gives the bases of growth.
    """
    rule = general_rules()["stated-rate"]
    previous = next(
        (one for one in neighbours if report.year and one.year == report.year - 1), None
    )
    now, before = Bases(report), Bases(previous) if previous else None
    findings: dict[str, Finding] = {}
    outcomes: list[tuple[str, Result]] = []
    for rate in now.stated:
        if rate.measure == "count" or rate.part:
            continue
        count = _count_of(now, rate)
        rate = _multiple(rate)  # noqa: PLW2901 - what 增长2倍 says is growth
        found = list(recomputed(now, before, rate, count))
        result: Result = "not_assessable"
        if any(_fits(rate, one) for one in found):
            result = "pass"
        elif count and is_about(rate, count) and any(one.sure for one in found):
            result = "fail"
            finding = _failure(report, rate, next(one for one in found if one.sure))
            findings.setdefault(finding.id, finding)
        outcomes.append((rule.id, result))
    return Findings(tuple(findings.values()), tuple(outcomes))


def _count_of(bases: Bases, rate: Statement) -> Statement | None:
    """Return the count that a rate belongs to: the nearest one of its item in its sentence."""
    sentence = bases.sentence_of(rate)
    at = next(n for n, each in enumerate(sentence) if each is rate)
    for each in (*reversed(sentence[:at]), *sentence[at + 1 :]):
        same = (each.item, each.breakdown, each.label) == (rate.item, rate.breakdown, rate.label)
        if same and each.measure == "count":
            return each
    return None


def _multiple(rate: Statement) -> Statement:
    """Return a rate; 增长2倍 comes as a difference of 2 without a unit and is growth of 200%."""
    return replace(rate, measure="growth", unit=TIMES) if is_multiple(rate) else rate


def _fits(rate: Statement, found: Recomputed) -> bool:
    """Say whether a printed rate may stand for the recomputed one, in size and direction.

    Who writes that something grew 2倍 may also mean that it is now twice as much.
    """
    sign = -1 if rate.value < 0 else 1
    low, high = sorted((sign * found.values.low, sign * found.values.high))
    if rate.unit == TIMES:
        printed = rounded(rate.value, decimals_of(rate.printed), rate.qualifier)
        grown = (Interval(low / 100 + n, high / 100 + n, found.values.closed) for n in (0, 1))
        return any(printed.meets(each) for each in grown)
    if rate.measure == "difference":
        printed = values_of(replace(rate, value=abs(rate.value)))
    else:
        printed = rounded(rate.value, decimals_of(rate.printed), rate.qualifier)
    return printed.meets(Interval(low, high, found.values.closed))


def _failure(report: Report, rate: Statement, found: Recomputed) -> Finding:
    rule = general_rules()["stated-rate"]
    expected = _as_printed(found.value, rate)
    texts = []
    for lang, template in (("zh", rule.zh_fail), ("en", rule.en_fail)):
        kind = "points" if rate.unit in POINTS else rate.measure
        label = name_of(report, rate, lang) + _WORDS[lang][kind]
        left, right = (_moved(value, rate, lang) for value in (rate.value, expected))
        texts.append(template.format(label=label, left=left, basis=found.basis(lang), right=right))
    cells = tuple({(c.year, c.item, c.breakdown, c.source): c for c in found.cells}.values())
    return Finding(
        rule=rule,
        result="fail",
        zh=texts[0],
        en=texts[1],
        cells=cells,
        expected=expected,
        found=rate.value,
    )


def _as_printed(value: Decimal, rate: Statement) -> Decimal:
    """Return a recomputed rate with as many decimals as the printed one."""
    places = Decimal(1).scaleb(-decimals_of(rate.printed))
    if rate.unit == TIMES:
        value, places = value / 100, min(places, _FINEST)
    return value.quantize(places, rounding=ROUND_HALF_UP)


def _moved(value: Decimal, rate: Statement, lang: str) -> str:
    """Return a rate in words: 增长1.05%, 减少14件, 提高3个百分点; a share is only its figure."""
    words = _WORDS[lang]
    if rate.measure == "share":
        return f"{plain(value)}%"
    if rate.measure == "difference":
        verb = words["less" if value < 0 else "more"]
        return verb + counted(abs(value), rate.unit, lang)
    if rate.unit in POINTS:
        return words["lower" if value < 0 else "higher"] + plain(abs(value)) + words["unit"]
    if rate.unit == TIMES:
        return words["down" if value < 0 else "up"] + plain(abs(value)) + words["times"]
    return f"{words['down' if value < 0 else 'up']}{plain(abs(value))}%"
