"""What every form of a comparison says, in the order of reading, before any file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.checks import SEVERITY_LABELS
from govstats.display.findings import ordered, remarks, suggestion_lines, suggestions_of
from govstats.display.record import (
    WORDS,
    notice,
    quality_parts,
    record_lines,
    rules_run,
    subject,
)
from govstats.display.rows import groups, heads
from govstats.exports.text import ems
from govstats.prose import Section, write

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.checks import Suggestion
    from govstats.display.record import RuleRun
    from govstats.display.rows import Group, Row
    from govstats.prose import Text

_CAPS = {
    "zh": {"unit": 4.0, "figure": 12.0, "remark": 8.5},
    "en": {"unit": 4.0, "figure": 12.0, "remark": 7.0},
}
"""The widest that a column gets before its text is broken."""
_ITEM = 0.25
"""The share of a table's width that its items have at least."""
_PADDING = 1.0
_BOLD = 1.1
"""How much wider a head is than the same text in a row."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as a list shows it."""

    id: str
    severity: str
    badge: str
    sentence: str
    remarks: str


@dataclass(frozen=True)
class Content:
    """A comparison as titles, sentences and rows.

    `notice` and `mark` say of simulated data that it is, `quality_after` what follows the findings.
    """

    comparison: Comparison
    text: Text
    lang: str
    agency: str
    subject: str
    notice: str
    mark: str
    sections: tuple[Section, ...]
    quality_title: str
    quality_first: str
    findings: tuple[Found, ...]
    suggestions: tuple[str, ...]
    quality_after: tuple[str, ...]
    rules_title: str
    rules: tuple[RuleRun, ...]
    tables_title: str
    heads: tuple[str, ...]
    tables: tuple[Group, ...]
    notes: Section
    record_title: str
    record: tuple[str, ...]

    @property
    def title(self) -> str:
        """The agency and what is compared, on one line."""
        dash = "" if self.lang == "zh" else " – "
        return f"{self.agency}{dash}{self.subject}"


MARKS = {"zh": "模拟数据", "en": "Synthetic data"}


def content(comparison: Comparison, lang: str) -> Content:
    """Collect what a comparison says in a language. Raises InvalidRequestError for another."""
    text = write(comparison, lang)
    first, after = quality_parts(comparison, text)
    suggestions = suggestions_of(ordered(comparison.all_findings))
    words = WORDS[lang]
    empty = Section("notes", "", ())
    return Content(
        comparison=comparison,
        text=text,
        lang=lang,
        agency=comparison.agency.named(lang),
        subject=subject(comparison, lang),
        notice=notice(comparison, lang),
        mark=MARKS[lang] if comparison.synthetic else "",
        sections=tuple(s for s in text.sections if s.id not in ("quality", "notes")),
        quality_title=text.section("quality").title,
        quality_first=first,
        findings=_found(comparison, suggestions, lang),
        suggestions=tuple(suggestion_lines(suggestions, lang)),
        quality_after=after,
        rules_title=words["rules"],
        rules=rules_run(comparison, lang),
        tables_title=words["tables"],
        heads=tuple(heads(comparison, lang)),
        tables=groups(comparison, lang),
        notes=next((section for section in text.sections if section.id == "notes"), empty),
        record_title=words["record"],
        record=tuple(record_lines(comparison, lang)),
    )


def _found(comparison: Comparison, suggestions: list[Suggestion], lang: str) -> tuple[Found, ...]:
    unique = {finding.id: finding for finding in ordered(comparison.all_findings)}
    return tuple(
        Found(
            finding.id,
            finding.severity,
            SEVERITY_LABELS[finding.severity][lang],
            finding.message(lang),
            remarks(finding, suggestions, lang),
        )
        for finding in unique.values()
    )


def fields(row: Row, *, paired: bool) -> list[str]:
    """Return a row's texts, as many as there are heads."""
    figures = [row.before.text, row.after.text] if paired else [row.after.text]
    moved = [row.difference, row.percent] if paired else []
    return [row.title, row.unit, *figures, *moved, row.said]


def widths(found: Content, total: float) -> list[float]:
    """Return the width of each column of the tables, in widths of a Chinese character.

    Units, figures and remarks take what they need up to a limit, items have the rest of `total`;
    where that is too little, the widest of the others give way.
    """
    paired = found.comparison.before is not None
    rows = [fields(row, paired=paired) for group in found.tables for row in group.rows]
    last = len(found.heads) - 1
    needed: list[float] = []
    for place in range(1, last + 1):
        kind = "unit" if place == 1 else "remark" if place == last else "figure"
        padding = _PADDING * 1.5 if place == last else _PADDING
        widest = max((ems(row[place]) for row in rows), default=0.0)
        head = ems(found.heads[place]) * _BOLD
        needed.append(max(min(widest, _CAPS[found.lang][kind]), head) + padding)
    while sum(needed) > total * (1 - _ITEM):
        widest = max(needed)
        needed = [width - 0.5 if width == widest else width for width in needed]
    return [total - sum(needed), *needed]
