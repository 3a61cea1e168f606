"""Problems and improvements that were copied: from the report of another year, or of another unit."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from govstats.checks.findings import Finding, Findings, merge
from govstats.checks.quoting import LONGEST_QUOTE, failure, outcome, reference, whole
from govstats.forms import general_rules, sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from govstats.checks.findings import Result
    from govstats.checks.overlap import Reuse, Text
    from govstats.checks.references import PassageRef
    from govstats.reports import Passage, Report

LEAST_SHARE = 0.30
"""From this share on, text is asked about."""

LEAST_CHARACTERS = 30
"""Fewer characters in common say nothing, whatever their share."""

_PARTS = {"problems": ("存在问题", "problems"), "improvements": ("改进措施", "improvements")}
_SHOWN = 10


@dataclass(frozen=True)
class PartFive:
    """The problems, the improvements and the whole of part five, fit for comparison."""

    report: Report
    passages: tuple[Passage, ...]
    problems: Text
    improvements: Text
    whole: Text


def part_five(report: Report) -> PartFive | None:
    """Return part five of a report, fit for comparison; None where it or the prose is not at hand."""
    from govstats.checks.overlap import prepare

    passages = tuple(p for p in report.passages if p.section in _PARTS and not p.heading)
    if report.coverage != "full" or not passages:
        return None
    own = {part: _joined(p for p in passages if p.section == part) for part in _PARTS}
    return PartFive(
        report,
        passages,
        prepare(own["problems"]),
        prepare(own["improvements"]),
        prepare(_joined(passages)),
    )


def check_reuse(before: Report, after: Report) -> Findings:
    """Check that part five of a report was not copied from the year before (text-reuse).

    The measure is `overlap`: the share of the later text's characters that lie in runs of at least
    ten characters which the earlier text has too, boilerplate discounted. 存在问题 and 改进措施 are
    measured apart; from 30% and 30 characters on, of either or of both, it is a question, with the
    passages aligned. Not run where the prose of either is not at hand, not assessable where that
    has no part five.
    """
    rule = general_rules()["text-reuse"]
    if not (before.passages and after.passages):
        return Findings((), ())
    earlier, later = part_five(before), part_five(after)
    if earlier is None or later is None:
        return outcome(rule, "not_assessable")
    compared = _compare(earlier, later)
    if not compared.is_much:
        return outcome(rule, "pass")
    names = f"{before.year}年报告", f"the report for {before.year}"
    return outcome(rule, "fail", [_finding(compared, *names)])


def check_reuse_between(reports: Iterable[Report]) -> Findings:
    """Check that no unit copied part five of another unit's report for the same year (text-reuse).

    The measure is that of `check_reuse`; runs that many of the units have do not count, since a
    common template is no copy of one from another. Of two texts that say the same, the one with
    the larger share is the finding's, since nothing tells which was first; a text that several
    others have is one finding that names the closest.
    """
    dated = sorted((r for r in reports if r.year), key=lambda report: report.year or 0)
    years = (list(same) for _, same in groupby(dated, key=lambda report: report.year))
    return merge(_between([part for part in map(part_five, same) if part]) for same in years)


def _between(units: Sequence[PartFive]) -> Findings:
    from govstats.checks.alike import alike

    rule = general_rules()["text-reuse"]
    if len(units) < 2:  # noqa: PLR2004 - a comparison takes two
        return Findings((), ())
    pairs, common = alike([unit.whole for unit in units], LEAST_SHARE)
    for part in _PARTS:
        pairs += alike([getattr(unit, part) for unit in units], LEAST_SHARE)[0]
    reused: dict[str, list[_Compared]] = {}
    for one, other in sorted(set(pairs)):
        both = [_compare(units[a], units[b], common) for a, b in ((one, other), (other, one))]
        compared = max(both, key=lambda each: (each.is_much, each.whole.share))
        names = _name(compared.later.report), _name(compared.earlier.report)
        if compared.is_much and names[0] != names[1]:
            reused.setdefault(names[0], []).append(compared)
    findings = tuple(_closest(found) for found in reused.values())
    results: list[Result] = ["fail" if _name(u.report) in reused else "pass" for u in units]
    return Findings(findings, tuple((rule.id, result) for result in results))


def _closest(found: Sequence[_Compared]) -> Finding:
    """Return the finding on a text and the one that it has most in common with, of several."""
    closest = max(found, key=lambda compared: compared.whole.share)
    name = closest.earlier.report.agency_name
    if len(found) == 1:
        return _finding(closest, f"{name}的报告", f"the report of {name}")
    more = f"the reports of {name} and {len(found) - 1} more"
    return _finding(closest, f"{name}等{len(found)}个单位的报告", more)


@dataclass(frozen=True)
class _Compared:
    """How much of a part five, and of its two sides, stands in another."""

    earlier: PartFive
    later: PartFive
    common: NDArray[np.uint64] | None
    whole: Reuse
    apart: dict[str, Reuse]

    @property
    def is_much(self) -> bool:
        """Whether the whole or one side reaches the limits."""
        return any(
            reuse.share >= LEAST_SHARE and reuse.covered >= LEAST_CHARACTERS
            for reuse in (self.whole, *self.apart.values())
        )


def _compare(
    earlier: PartFive, later: PartFive, common: NDArray[np.uint64] | None = None
) -> _Compared:
    """Compare each side with the whole of the other text, which may be divided elsewhere."""
    from govstats.checks.overlap import measure

    apart = {part: measure(getattr(later, part), earlier.whole, common) for part in _PARTS}
    return _Compared(earlier, later, common, measure(later.whole, earlier.whole, common), apart)


def _finding(compared: _Compared, other: str, other_en: str) -> Finding:
    rule = general_rules()["text-reuse"]
    earlier, later = compared.earlier, compared.later
    part = next(part for part in sections().parts if part.code == "problems")
    shares = {code: reuse.percent for code, reuse in compared.apart.items()}
    apart = "，".join(f"{_PARTS[code][0]}{share}%" for code, share in shares.items())
    apart_en = ", ".join(f"{_PARTS[code][1]} {share}%" for code, share in shares.items())
    share = compared.whole.percent
    finding = failure(
        rule,
        [whole(each.report, "problems", str(each.passages[0].place)) for each in (later, earlier)],
        "",
        {"section": part.title, "share": share, "other": other, "apart": apart},
        {"section": part.title_en, "share": share, "other": other_en, "apart": apart_en},
    )
    return replace(finding, aligned=tuple(_aligned(compared)))


def _aligned(compared: _Compared) -> Iterator[tuple[PassageRef, PassageRef]]:
    """Yield the longest runs as pairs of passages, the earlier text's first, in the later's order."""
    from govstats.checks.overlap import overlap

    earlier, later = compared.earlier, compared.later
    runs = overlap(later.whole, earlier.whole, compared.common).runs
    longest = sorted(runs, key=lambda run: run.later[0] - run.later[1])[:_SHOWN]
    for run in sorted(longest, key=lambda run: run.later):
        yield _reference(earlier, run.earlier), _reference(later, run.later)


def _reference(part: PartFive, span: tuple[int, int]) -> PassageRef:
    starts, length = [], 0
    for passage in part.passages:
        starts.append(length)
        length += len(passage.text) + 1
    passage = part.passages[bisect_right(starts, span[0]) - 1]
    said = " ".join(part.whole.printed[slice(*span)].split())
    said = said if len(said) <= LONGEST_QUOTE else f"{said[: LONGEST_QUOTE - 1]}…"
    return reference(part.report, passage, said)


def _joined(passages: Iterable[Passage]) -> str:
    return "\n".join(passage.text for passage in passages)


def _name(report: Report) -> str:
    return report.agency or report.agency_name or report.source
