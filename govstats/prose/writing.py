"""A comparison in words: headline, main points, sections in the reader's order."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from govstats.changes import GROUPS, REPLIES
from govstats.errors import InvalidRequestError
from govstats.prose import en, zh
from govstats.prose.messages import is_quiet
from govstats.prose.spans import Line, line, paragraph, sentence
from govstats.prose.telling import (
    composition,
    current,
    litigation,
    moved,
    parts,
    requests,
    share,
    stated,
    told,
)
from govstats.prose.text import Section, Text
from govstats.reports import Status

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.prose.language import Language

LANGUAGES = ("zh", "en")
MOST_POINTS = 6


def write(comparison: Comparison, lang: str = "zh") -> Text:
    """Write a comparison in Chinese (`zh`) or English (`en`).

    Every sentence is built from a change, a rate or a finding; its numbers are theirs, rounded half
    up, and lead to their rows on the page. An agency with no request and no dispute gets one
    sentence on both instead of their sections. Raises InvalidRequestError for another language.
    """
    if lang not in LANGUAGES:
        raise InvalidRequestError(
            f"no text in {lang!r}", "lang", f"allowed: {', '.join(LANGUAGES)}"
        )
    words = cast("Language", zh if lang == "zh" else en)
    asked = [_nothing_asked] if is_quiet(comparison) else [_requests, _disputes]
    sections = [make(comparison, words) for make in (*asked, _disclosure, _quality, _notes)]
    return Text(
        lang=lang,
        opening=_headline(comparison, words),
        main=tuple(_points(comparison, words)[:MOST_POINTS]),
        sections=tuple(section for section in sections if section.lines),
        points_title=words.titles["points"],
    )


def _headline(comparison: Comparison, words: Language) -> Line:
    new = comparison.change("requests.new", "total")
    granted = comparison.rate("granted")
    disclosed = comparison.change("disclosed.total")
    said = []
    if is_quiet(comparison):
        said.append(line(words.quiet(comparison), "requests.new.total"))
    elif new:
        said.append(line(words.received(new, comparison), new.anchor))
    if granted and granted.may_be_stated:
        said.append(share(granted, comparison, words))
    elif said and disclosed and disclosed.new is not None:
        said.append(stated(disclosed, comparison, words))
    return sentence(said, words, words.lead(comparison)) or line(words.no_figures(comparison))


def _points(comparison: Comparison, words: Language) -> list[Line]:
    """Return the main points: data in doubt, requests, outcomes, disputes, then documents."""
    documents = [(f"normative_documents.{x}", "") for x in ("issued", "repealed", "in_force")]
    doubtful = words.doubts(comparison, pointing=True) if comparison.all_findings else ""
    scopes = [line(words.scope(shift), "quality") for shift in comparison.shifts]
    breaks = [line(getattr(entry, words.code)) for entry in comparison.breaks if entry.edition]
    points = [
        () if comparison.before else line(words.no_baseline(comparison)),
        paragraph(breaks, words),
        *scopes[:1],
        line(doubtful, "quality"),
        *_asked(comparison, words),
        told(comparison, words, current(comparison, documents)),
        told(comparison, words, [("disclosed.total", ""), ("channels.website.items", "")]),
    ]
    return [point for point in points if point]


def _asked(comparison: Comparison, words: Language) -> list[Line]:
    if is_quiet(comparison):
        return [_quiet(comparison, words)]
    return [
        requests(comparison, words),
        composition(comparison, words),
        moved(comparison, words),
        told(comparison, words, [("review.total", "")]),
        litigation(comparison, words),
    ]


def _quiet(comparison: Comparison, words: Language) -> Line:
    return sentence([line(words.quiet(comparison), "requests.new.total")], words)


def _section(section_id: str, words: Language, lines: list[Line]) -> Section:
    return Section(section_id, words.titles[section_id], tuple(filter(None, lines)))


def _nothing_asked(comparison: Comparison, words: Language) -> Section:
    return _section("requests", words, [_quiet(comparison, words)])


def _requests(comparison: Comparison, words: Language) -> Section:
    flow = ["new", "brought_forward", "outcomes", "carried_forward"]
    groups, replies = ([(kind, "total") for kind in kinds] for kinds in (GROUPS, REPLIES))
    lines = [
        told(comparison, words, [(f"requests.{name}", "total") for name in flow], zeros=True),
        parts(comparison, words, "requests.new"),
        composition(comparison, words),
        told(comparison, words, groups, zeros=True),
        told(comparison, words, current(comparison, replies), zeros=True),
        moved(comparison, words),
    ]
    return _section("requests", words, lines)


def _disputes(comparison: Comparison, words: Language) -> Section:
    corrected = comparison.rate("corrected")
    results = [(f"review.{result}", "") for result in ("upheld", "corrected", "other", "pending")]
    total = comparison.change("review.total")
    lines = [told(comparison, words, [("review.total", "")], zeros=True)]
    if total and (total.new or total.old or total.doubts):
        opening = words.opening("review", comparison)
        lines.append(told(comparison, words, results, zeros=True, opening=opening))
    if corrected and corrected.may_be_stated:
        lines.append(sentence([share(corrected, comparison, words)], words))
    lines.append(litigation(comparison, words, zeros=True))
    return _section("disputes", words, lines)


def _disclosure(comparison: Comparison, words: Language) -> Section:
    stocks = ["issued", "repealed", "in_force", "made", "newly_disclosed", "disclosed"]
    volumes = [(f"{kind}.decisions", "") for kind in ("licensing", "penalties", "coercion")]
    lines = [
        told(comparison, words, [("disclosed.total", ""), ("channels.website.items", "")]),
        parts(comparison, words, "disclosed.by_category"),
        parts(comparison, words, "channels.wechat.posts"),
        *(
            told(comparison, words, [(f"{kind}.{stock}", "") for stock in stocks], zeros=True)
            for kind in ("normative_documents", "rules")
        ),
        told(comparison, words, [*volumes, ("fees.amount", "")], zeros=True),
    ]
    return _section("disclosure", words, lines)


def _quality(comparison: Comparison, words: Language) -> Section:
    lines = [line(words.doubts(comparison, pointing=False))]
    lines += [line(words.finding(found), found.id) for found in comparison.all_findings]
    pairs = [
        (comparison.before, comparison.findings_before),
        (comparison.after, comparison.findings),
    ]
    for report, checked in pairs:
        left_open = {c for f in checked if f.result == "not_assessable" for c in f.cells}
        if report is None or not left_open:
            continue
        cells = [report.cell(cell.item, cell.breakdown) for cell in left_open]
        illegible = sum(cell.status is Status.UNREADABLE for cell in cells if cell)
        lines.append(line(words.unassessed(len(cells) - illegible, illegible, report.year or 0)))
    return _section("quality", words, lines)


def _notes(comparison: Comparison, words: Language) -> Section:
    return _section("notes", words, [line(note) for note in words.methods(comparison)])
