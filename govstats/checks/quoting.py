"""Findings on the prose: made from passages and what they say, each with a short quote and its place."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from govstats.checks.findings import Finding, Findings
from govstats.checks.references import PassageRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from govstats.checks.findings import Result
    from govstats.forms import Rule
    from govstats.reading.prose.line import Line
    from govstats.reports import Passage, Report

LONGEST_QUOTE = 30
_BEFORE = 8
_ILLEGIBLE = re.compile(
    r"[\[［【（(]\s*(?:illegible|无法辨认|字迹不清|模糊不清|看不清|无法识别|图片|此处缺页|缺页)\s*[\]］】）)]|□{2,}|■{2,}|�",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")


def line_of(passage: Passage) -> Line:
    """Return a passage made fit for matching."""
    from govstats.reading.prose.line import make_line

    return make_line(passage.text)


def plain(text: str) -> str:
    """Return text for matching: folded, half-width, without white space."""
    from govstats.documents import squeeze

    return squeeze(text)


def sentences(line: Line) -> Iterator[tuple[int, str]]:
    """Yield the sentences and half-sentences of a line with where they begin."""
    for found in _SENTENCE.finditer(line.text):
        if found.group():
            yield found.start(), found.group()


def is_illegible(passage: Passage) -> bool:
    """Say whether a passage says, or shows, that something could not be read."""
    return _ILLEGIBLE.search(passage.text) is not None


def quote(line: Line, start: int, end: int) -> str:
    """Return at most 30 characters of a line as printed: what stands there and what leads to it."""
    if end - start >= LONGEST_QUOTE:
        return line.printed(start, start + LONGEST_QUOTE - 1) + "…"
    begin = max(0, start - min(_BEFORE, LONGEST_QUOTE - (end - start)))
    cut = max(
        (begin + n + 1 for n, c in enumerate(line.text[begin:start]) if c in "。；，"),
        default=begin,
    )
    stop = min(len(line.text), cut + LONGEST_QUOTE - 1)
    stop = max(end, next((n + 1 for n in range(end - 1, stop) if line.text[n] in "。；，"), stop))
    printed = line.printed(cut, stop).rstrip("。；，,;")
    return printed if stop >= len(line.text) or line.text[stop - 1] in "。；，" else f"{printed}…"


def digest(text: str) -> str:
    """Return a digest of words whatever their figures, marks and spaces: part of a finding's id."""
    words = re.sub(r"\d+", "0", re.sub(r"[^\w]", "", plain(text)))
    return hashlib.sha256(words.encode()).hexdigest()[:10]


def reference(report: Report, passage: Passage, said: str = "") -> PassageRef:
    """Return the reference to a passage of a report."""
    return PassageRef(
        report.agency or report.agency_name, report.year, passage.section, said, str(passage.place)
    )


def whole(report: Report, section: str = "", place: str = "") -> PassageRef:
    """Return the reference to a part of a report, or to all of its prose."""
    return PassageRef(report.agency or report.agency_name, report.year, section, "", place)


def failure(
    rule: Rule,
    refs: Sequence[PassageRef],
    about: str,
    zh: Mapping[str, object],
    en: Mapping[str, object],
) -> Finding:
    """Return the failure of a rule on passages, its messages filled in."""
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(**zh),
        en=rule.en_fail.format(**en),
        passages=tuple(refs),
        about=about,
    )


def outcome(rule: Rule, result: Result, found: Iterable[Finding] = ()) -> Findings:
    """Return one instance of a rule with its result, or as failed where something was found.

    Findings that say the same of the same words are one.
    """
    kept = tuple({finding.id: finding for finding in found}.values())
    failed = any(finding.result == "fail" for finding in kept)
    return Findings(kept, ((rule.id, "fail" if failed else result),))
