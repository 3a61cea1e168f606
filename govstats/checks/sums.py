"""The prose against itself: do the parts that it lists make up the whole that it states.

A list is held to its total (category-sum) only where it claims to be complete: classes that end in
the rest (其他类), natural persons and organisations, all six outcomes. Only classes are an error
(必改), and only where every figure is plain, counted in one unit, and no number of the sentence is
left over; anything else is a question. Of units (各县区) nobody says that all are named: a list that
comes within a twentieth of its total, or above it, is asked about. Examples (其中) may fall short of
their total; lists that count in 篇, 期 and 项 together add up to nothing.

Channels overlap, since one item may go out by several: only a shortfall is asked about (channel-sum).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from govstats.checks.findings import DEMANDS, Finding, Findings, Result
from govstats.checks.prose.divisions import Division, divisions
from govstats.checks.prose.figures import readings_of
from govstats.checks.prose.intervals import ZERO, Interval, values_of
from govstats.checks.prose.said import CATEGORY, counted, name_of, reference_to, statements_of
from govstats.checks.prose.unread import unread
from govstats.forms import general_rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from govstats.forms import Rule, Severity
    from govstats.reports import Report, Statement

_NEARLY, _ENOUGH_UNITS = 20, 3
_MOST_UNREAD = 3
_CHANNELS = ("channel", "arrival")
_KINDS = {
    "category": ("类", "categories"),
    "subcategory": ("个小类", "subcategories"),
    "channel": ("个渠道", "channels"),
    "arrival": ("个渠道", "channels"),
    "applicant": ("类申请人", "kinds of applicant"),
    "outcome": ("项办理结果", "outcomes"),
    "unit": ("个单位", "units"),
}
_ITEMS = ("项", "items")


def check_sums(report: Report) -> Findings:
    """Add up every list of the prose and compare it with its whole (category-sum, channel-sum)."""
    rules = general_rules()
    stated = statements_of(report)
    findings: list[Finding] = []
    outcomes: list[tuple[str, Result]] = []
    for division in divisions(stated):
        by_channel = division.kind in _CHANNELS
        rule = rules["channel-sum" if by_channel else "category-sum"]
        left_over = unread(division.whole, division.parts, stated)
        judge = _by_channel if by_channel else _in_parts
        result, severity = judge(division, left_over)
        if result == "fail" and _tables_give(report, division):
            result = "pass"
        if len(division.parts) + len(left_over) == 1 and result != "pass":
            continue
        outcomes.append((rule.id, result))
        if result == "fail":
            extra = [value for value, _ in left_over] if by_channel else []
            findings.append(_failure(report, rule, division, extra, severity))
    return Findings(tuple(_first_of_each(findings)), tuple(outcomes))


def _in_parts(
    division: Division, left_over: Sequence[tuple[Decimal, str]]
) -> tuple[Result, Severity]:
    """Judge a list of disjoint parts, and how sure a mismatch is."""
    whole, listed = values_of(division.whole), _sum(division.parts)
    if whole.meets(listed):
        return "pass", "question"
    if _is_mixed(division, left_over):
        return "not_assessable", "question"
    gap = division.whole.value - sum(part.value for part in division.parts)
    if gap > 0 and _may_fill(gap, [value for value, _ in left_over]):
        return "not_assessable", "question"
    exact = listed.low == listed.high and whole.low == whole.high
    if division.complete:
        sure = division.kind == "category" and division.listed and exact and not left_over
        return "fail", "error" if sure else "question"
    above = listed.low > whole.high and exact and not left_over and division.listed
    nearly = (
        division.kind == "unit"
        and len(division.parts) >= _ENOUGH_UNITS
        and 0 < gap * _NEARLY <= division.whole.value
    )
    return ("fail" if above or nearly else "not_assessable"), "question"


def _by_channel(
    division: Division, left_over: Sequence[tuple[Decimal, str]]
) -> tuple[Result, Severity]:
    """Judge a list of channels: only a shortfall says anything."""
    whole, listed = values_of(division.whole), _sum(division.parts)
    if listed.high >= whole.low:
        return "pass", "question"
    if _is_mixed(division, left_over) or not division.listed:
        return "not_assessable", "question"
    short = listed.high + sum(value for value, _ in left_over) < whole.low
    return ("fail" if short else "pass"), "question"


def _tables_give(report: Report, division: Division) -> bool:
    """Say whether requests were divided under another reading of their whole (新收 + 上年结转)."""
    if division.kind not in ("applicant", "outcome"):
        return False
    whole = division.whole
    done = [part for part in division.parts if part.item != "requests.carried_forward"]
    found = readings_of(report, whole.item, whole.breakdown)
    return found is not None and any(
        figure.agrees(_sum(parts), whole.unit)
        for view in found[1]
        for figure in view
        for parts in (division.parts, done)
    )


def _sum(parts: Sequence[Statement]) -> Interval:
    return sum((values_of(part) for part in parts), ZERO)


def _is_mixed(division: Division, left_over: Sequence[tuple[Decimal, str]]) -> bool:
    """Say whether a list counts in several units (条, 篇, 期), so that nothing can be added up."""
    units = {part.unit for part in division.parts} | {unit for _, unit in left_over}
    return len({*units, division.whole.unit} - {""}) > 1


def _may_fill(gap: Decimal, left_over: Sequence[Decimal]) -> bool:
    """Say whether numbers that were not read as parts may be the rest of a list."""
    few = left_over[:12]
    return any(
        sum(some) == gap
        for size in range(1, min(_MOST_UNREAD, len(few)) + 1)
        for some in combinations(few, size)
    )


def _first_of_each(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, one for each set of figures: a list that is said twice is one."""
    return list({finding.id: finding for finding in reversed(findings)}.values())[::-1]


def _failure(
    report: Report,
    rule: Rule,
    division: Division,
    extra: Sequence[Decimal],
    severity: Severity,
) -> Finding:
    whole = division.whole
    total = sum((part.value for part in division.parts), sum(extra, ZERO.low))
    cells = tuple(reference_to(report, said) for said in (whole, *division.parts))
    texts = []
    for lang in ("zh", "en"):
        left = counted(whole.value, whole.unit, lang)
        figures = {
            "label": _label(report, whole, lang),
            "left": whole.printed if whole.qualifier and lang == "zh" else left,
            "right": counted(total, whole.unit, lang),
            "difference": counted(abs(whole.value - total), whole.unit, lang),
            "count": len(division.parts) + len(extra),
            "demand": DEMANDS[severity],
            "kind": (_ITEMS if whole.item == "stated" else _KINDS[division.kind])[lang == "en"],
        }
        template = rule.zh_fail if lang == "zh" else rule.en_fail
        texts.append(template.format(**figures))
    return Finding(
        rule=rule,
        result="fail",
        zh=texts[0],
        en=texts[1],
        cells=cells,
        doubtful=cells,
        expected=total,
        found=whole.value,
        graded=None if severity == rule.severity else severity,
    )


def _label(report: Report, whole: Statement, lang: str) -> str:
    """Return what a whole counts; in English what only Chinese words name stands in quotation marks."""
    name = name_of(report, whole, lang)
    if lang == "zh":
        return name
    if whole.item in ("stated", CATEGORY):
        return f"under “{name}”"
    return f"in {name}" if "元" in whole.unit else name
