"""The prose against the tables: each stated count under every reading that may be meant (claim).

A count that one of its readings gives is confirmed, and the reading is named. One that none gives
is a mismatch, and what that is worth depends on how sure the sentence is.

An error (必改) needs all of this: a plain count with its unit, in the statutory words for its item,
for the whole year where it is below the table; no word that limits its scope (全市, 本级,
代表区政府) or makes it vague (余, 约), no other year and no other body in the sentence; cells that satisfy the form's own equations; and not two
claims or more of a report against its tables with none for them, which tells of another scope.
Anything less is a question (请核实), and so is a figure that a part of the table explains (one kind
of applicant, one ground quoted for all): it is named. Figures of others (备案, 各镇) and parts of
a whole, two different figures for one thing, and figures against cells that cannot be read, are not
assessable.

Where the table contradicts itself (the row's own total is not the sum of its columns), the
equations already say so as errors; the claim then stays a question that names the columns that it
agrees with, and tells the error localisation which cells to trust.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.checks.findings import DEMANDS, Confirmation, Finding, Findings, Result
from govstats.checks.prose.beside import meant_with
from govstats.checks.prose.figures import COLUMNS, Figure, figure, readings_of, views_of, where
from govstats.checks.prose.intervals import Interval, values_of
from govstats.checks.prose.said import REFERRED, counted, divided, reference_to, statements_of
from govstats.checks.prose.sureness import is_plain
from govstats.checks.references import reference
from govstats.forms import editions, general_rules, words

if TYPE_CHECKING:
    from collections.abc import Collection

    from govstats.forms import Claim, Severity
    from govstats.reports import Report, Statement

_SEVERAL = 2
_MONEY = ("元", "万元", "亿元")
_REMARKS = {
    "zh": {
        "about": "{left}",
        "loose": "该数与{where}相符。",
        "scope": "正文限定为“{scope}”，口径可能与表格不同。",
    },
    "en": {
        "about": "about {left}",
        "loose": " It agrees with {where}.",
        "scope": " The prose limits it to “{scope}”, which may not be the scope of the table.",
    },
}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A statement beside the tables: what it fits, fits loosely, and contradicts first of all."""

    said: Statement
    claim: Claim
    fit: Figure | None
    loose: Figure | None
    against: Figure
    is_open: bool


def check_claims(report: Report, doubted: Collection[tuple[str, str]] = ()) -> Findings:
    """Compare every stated count that cells can confirm with the tables (claim).

    `doubted` are cells, as (item, breakdown), in which the form's own equations fail.
    """
    rule = general_rules()["claim"]
    if report.edition not in editions():
        return Findings((), ())
    by_key: dict[tuple[str, str], list[_Judged]] = {}
    stated = statements_of(report)
    for statement in stated:
        judged = _judge(report, statement, stated)
        if judged is not None:
            by_key.setdefault((statement.item, statement.breakdown), []).append(judged)
    outcomes: list[tuple[str, Result]] = []
    confirmed: list[Confirmation] = []
    mismatched: list[_Judged] = []
    for same in by_key.values():
        fitting = [judged for judged in same if judged.fit]
        confirmed += [_confirmation(report, judged) for judged in fitting]
        if fitting:
            outcomes.append((rule.id, "pass"))
        elif _may_alarm(same):
            outcomes.append((rule.id, "fail"))
            mismatched.append(min(same, key=_limited))
        else:
            outcomes.append((rule.id, "not_assessable"))
    told = any(one.statement.value for one in confirmed)
    other_scope = not told and len(mismatched) >= _SEVERAL
    findings = tuple(
        _failure(report, judged, doubted, other_scope=other_scope) for judged in mismatched
    )
    return Findings(findings, tuple(outcomes), tuple(confirmed))


def _may_alarm(same: list[_Judged]) -> bool:
    """Say whether what the prose states of one thing, and no reading gives, is worth a finding.

    Two plain counts of the same thing are parts of it, or one is misread; a cell that cannot be
    read may hold what is stated; and a sentence may not have the words that its row needs.
    """
    if any(judged.is_open or judged.claim.alarm == "none" for judged in same):
        return False
    plain = [judged.said.value for judged in same if not judged.said.scope]
    if len(set(plain)) > 1:
        return False
    return all(re.search(judged.claim.needs, judged.said.quote) for judged in same)


def _limited(judged: _Judged) -> tuple[bool, bool]:
    return bool(judged.said.scope), bool(judged.said.qualifier)


def _judge(report: Report, said: Statement, stated: tuple[Statement, ...]) -> _Judged | None:
    """Compare a statement with its readings; None where it is no figure of the report's own."""
    if said.measure != "count" or said.part or REFERRED.search(said.scope):
        return None
    found = readings_of(report, said.item, said.breakdown)
    if found is None:
        return None
    claim, views = found
    fit: Figure | None = None
    contradicting, is_open = views[0][0], False
    for meant in (*meant_with(said, claim, stated), values_of(said)):
        for view in reversed(views):
            results = {figure.compare(meant, said.unit): figure for figure in reversed(view)}
            fit = results.get("fits", fit)
            contradicting = results.get("differs", contradicting)
            is_open = is_open or set(results) == {"open"}
    loose = None if fit else _loosely(report, said, claim, values_of(said))
    if loose is not None and _names(said, loose):
        fit, loose = loose, None
    return _Judged(said, claim, fit, loose, contradicting, is_open and fit is None)


def _loosely(report: Report, said: Statement, claim: Claim, meant: Interval) -> Figure | None:
    """Return the part of the table, or the wider whole, that a mismatching figure agrees with."""
    if not said.value:
        return None
    for reading in claim.loose:
        for found in views_of(report, reading, said.breakdown):
            if found.agrees(meant, said.unit):
                return found
    if said.breakdown != "total":
        return None
    for reading in (*claim.same, *claim.loose):
        for breakdown in (*words().applicants, COLUMNS):
            column = figure(report, reading, breakdown)
            if column and column.agrees(meant, said.unit):
                return column
    return None


def _names(said: Statement, loose: Figure) -> bool:
    """Say whether a sentence names the part that its figure agrees with."""
    ground = loose.reading.words
    applicant = words().applicants.get(loose.breakdown)
    if applicant is not None:
        return applicant.search(said.quote) is not None
    return bool(ground and re.search(ground, said.quote))


def _confirmation(report: Report, judged: _Judged) -> Confirmation:
    fit = judged.fit or judged.against
    return Confirmation(
        statement=judged.said,
        zh=where(fit, "zh"),
        en=where(fit, "en"),
        cells=tuple(reference(report, cell) for cell in fit.cells),
    )


def _failure(
    report: Report,
    judged: _Judged,
    doubted: Collection[tuple[str, str]],
    *,
    other_scope: bool,
) -> Finding:
    rule = general_rules()["claim"]
    said, table = judged.said, judged.against
    plainly = (
        not other_scope
        and not judged.loose
        and not set(table.keys) & set(doubted)
        and is_plain(report, said, judged.claim, below=said.value < table.value)
    )
    severity: Severity = "error" if plainly and judged.claim.alarm == "error" else "question"
    texts = {
        lang: _text(judged, rule.zh_fail if lang == "zh" else rule.en_fail, lang, severity)
        for lang in ("zh", "en")
    }
    cells = (
        reference_to(report, said),
        *(reference(report, cell) for cell in table.cells),
    )
    return Finding(
        rule=rule,
        result="fail",
        zh=texts["zh"],
        en=texts["en"],
        cells=cells,
        doubtful=() if said.scope else cells,
        expected=table.value_in(said.unit),
        found=said.value,
        graded=None if severity == rule.severity else severity,
    )


def _text(judged: _Judged, template: str, lang: str, severity: Severity) -> str:
    said, table, remarks = judged.said, judged.against, _REMARKS[lang]
    given = table.value_in(said.unit)
    in_tables = said.unit if said.unit in _MONEY else table.unit
    left, right, difference = (
        counted(value, unit, lang)
        for value, unit in (
            (said.value, said.unit),
            (given, in_tables),
            (abs(said.value - given), in_tables),
        )
    )
    if said.qualifier:
        left = said.printed if lang == "zh" else remarks["about"].format(left=left)
    text = template.format(
        label=judged.claim.named(lang) + divided(said.breakdown, lang),
        left=left,
        right=right,
        where=where(table, lang),
        difference=difference,
        demand=DEMANDS[severity],
    )
    if judged.loose is not None:
        text += remarks["loose"].format(where=where(judged.loose, lang))
    if said.scope:
        text += remarks["scope"].format(scope=said.scope)
    return text
