"""The parts of a comparison page: its head, its sections, its findings and its record."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.display.findings import findings_list
from govstats.display.fragment import Fragment, tag
from govstats.display.record import (
    WORDS,
    accepted,
    notice,
    quality_parts,
    record_lines,
    rules_run,
    subject,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.changes import Comparison
    from govstats.display.record import Run
    from govstats.prose import Text


def head(comparison: Comparison, text: Text) -> Fragment:
    """Show title, headline and main points; a page of simulated data says so first."""
    parts = [tag("h1", comparison.agency.named(text.lang))]
    parts.append(tag("p", subject(comparison, text.lang), class_="subject"))
    if comparison.synthetic:
        parts.append(tag("p", notice(comparison, text.lang), class_="banner", role="note"))
    if accepted(comparison, text.lang):
        parts.append(tag("p", accepted(comparison, text.lang), class_="banner", role="note"))
    parts.append(tag("p", text.headline_html, class_="headline"))
    parts.append(contents(_entries(text), text.lang))
    parts.append(tag("h2", text.points_title, id="points"))
    parts.append(text.points_html())
    return Fragment(Markup("").join(parts), text.headline)


def contents(entries: Iterable[tuple[str, str]], lang: str) -> Markup:
    """Return the list of what a page holds: ids with titles, each a link."""
    items = (tag("li", tag("a", title, href=f"#{anchor}")) for anchor, title in entries)
    return tag("nav", tag("ul", Markup("").join(items)), aria_label=WORDS[lang]["contents"])


def _entries(text: Text) -> list[tuple[str, str]]:
    words = WORDS[text.lang]
    told = [(section.id, section.title) for section in text.sections]
    return [
        ("points", text.points_title),
        *(entry for entry in told if entry[0] != "notes"),
        ("tables", words["tables"]),
        *(entry for entry in told if entry[0] == "notes"),
        ("record", words["record"]),
    ]


def section(text: Text, section_id: str) -> Fragment:
    """Show one section of the text under its heading; nothing where the text has none."""
    found = next((part for part in text.sections if part.id == section_id), None)
    if found is None:
        return Fragment(Markup(""), "")
    html = tag("h2", found.title, id=found.id) + found.html
    return Fragment(html, "\n".join(found.paragraphs))


def quality(comparison: Comparison, text: Text) -> Fragment:
    """Show the findings, each with its cells' places, and the rules that were run."""
    words, lang = WORDS[text.lang], text.lang
    first, rest = quality_parts(comparison, text)
    parts = [tag("h2", text.section("quality").title, id="quality"), tag("p", first)]
    if comparison.all_findings:
        parts.append(findings_list(comparison.all_findings, lang))
    parts += [tag("p", paragraph) for paragraph in rest]
    rules = [
        tag("li", rule.statement + tag("small", words["counted"].format(rule.counts)))
        for rule in rules_run(comparison, lang)
    ]
    listed = tag("ul", Markup("").join(rules))
    parts.append(tag("details", tag("summary", words["rules"]) + listed))
    return Fragment(Markup("").join(parts), first)


def record(comparison: Comparison, lang: str = "zh", run: Run | None = None) -> Fragment:
    """Show where the figures come from and what the page was made with.

    Title, form, scope, address and sha256 of each report; with `run` also the files of the dataset
    and the parameters.
    """
    years = [report.year for report in (comparison.before, comparison.after) if report]
    anchors = [f"source-{year}" for year in years]
    return record_list(record_lines(comparison, lang, run), lang, anchors)


def record_list(lines: list[str], lang: str, anchors: Iterable[str] = ()) -> Fragment:
    """Show the lines of a record under its heading; the first ones have ids."""
    entries = (
        tag("li", said, id=anchor) for said, anchor in zip_longest(lines, anchors, fillvalue="")
    )
    listed = tag("ul", Markup("").join(entries), class_="record")
    return Fragment(tag("h2", WORDS[lang]["record"], id="record") + listed, "; ".join(lines))


def tables_heading(lang: str = "zh") -> Fragment:
    """Show the heading above the comparison table."""
    title = WORDS[lang]["tables"]
    return Fragment(tag("h2", title, id="tables"), title)
