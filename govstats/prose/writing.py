"""A comparison in words: headline, main points, sections in the reader's order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from markupsafe import Markup, escape

from govstats.changes import GROUPS, REPLIES
from govstats.errors import InvalidRequestError
from govstats.prose import en, zh
from govstats.prose.messages import most_moved, sort_out
from govstats.reports import Status

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.prose.language import Language

LANGUAGES = ("zh", "en")
MOST_POINTS = 6


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text: its id on the page, its title, its sentences by paragraph."""

    id: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The written comparison. It prints as Markdown and shows itself as HTML in a notebook."""

    lang: str
    headline: str
    points: tuple[str, ...]
    sections: tuple[Section, ...]
    points_title: str

    def section(self, section_id: str) -> Section:
        """Return a section by its id."""
        return next(section for section in self.sections if section.id == section_id)

    def __str__(self) -> str:
        """Return the text as Markdown."""
        lines = [self.headline, "", f"## {self.points_title}", ""]
        lines += [f"- {point}" for point in self.points]
        for section in self.sections:
            lines += ["", f"## {section.title}", ""]
            lines += [line for paragraph in section.paragraphs for line in (paragraph, "")]
        return "\n".join(lines).rstrip() + "\n"

    def _repr_html_(self) -> str:
        parts = [Markup("<p><strong>{}</strong></p>").format(self.headline), self.points_html()]
        parts += [
            Markup("<h3>{}</h3>{}").format(section.title, self.section_html(section.id))
            for section in self.sections
        ]
        return str(Markup("").join(parts))

    def points_html(self) -> Markup:
        """Return the main points as a list."""
        items = Markup("").join(Markup("<li>{}</li>").format(point) for point in self.points)
        return Markup('<ul class="points">{}</ul>').format(items)

    def section_html(self, section_id: str) -> Markup:
        """Return a section's paragraphs, escaped."""
        paragraphs = self.section(section_id).paragraphs
        return Markup("").join(Markup("<p>{}</p>").format(escape(p)) for p in paragraphs)


def write(comparison: Comparison, lang: str = "zh") -> Text:
    """Write a comparison in Chinese (`zh`) or English (`en`).

    Every sentence is built from a change, a rate or a finding; its numbers are theirs, rounded half
    up. Raises InvalidRequestError for another language.
    """
    if lang not in LANGUAGES:
        raise InvalidRequestError(
            f"no text in {lang!r}", "lang", f"allowed: {', '.join(LANGUAGES)}"
        )
    words = cast("Language", zh if lang == "zh" else en)
    sections = [
        _requests(comparison, words),
        _disputes(comparison, words),
        _disclosure(comparison, words),
        _quality(comparison, words),
        Section("notes", words.titles["notes"], tuple(words.methods(comparison))),
    ]
    return Text(
        lang=lang,
        headline=words.headline(comparison),
        points=tuple(_points(comparison, words)[:MOST_POINTS]),
        sections=tuple(section for section in sections if section.paragraphs),
        points_title=words.titles["points"],
    )


def _points(comparison: Comparison, words: Language) -> list[str]:
    """Return the main points: data in doubt, requests, outcomes, disputes, then documents."""
    documents = [(f"normative_documents.{x}", "") for x in ("issued", "repealed", "in_force")]
    points = [
        "" if comparison.before else words.no_baseline(comparison),
        words.paragraph(
            [getattr(entry, words.code) for entry in comparison.breaks if entry.edition]
        ),
        words.doubts(comparison, pointing=True) if comparison.all_findings else "",
        _told(comparison, words, [("requests.new", "total"), ("requests.outcomes", "total")]),
        _composition(comparison, words),
        _moved(comparison, words),
        _told(comparison, words, [("review.total", "")]),
        _litigation(comparison, words),
        _told(comparison, words, _current(comparison, documents)),
        _told(comparison, words, [("disclosed.total", ""), ("channels.website.items", "")]),
    ]
    return [point for point in points if point]


def _disclosure(comparison: Comparison, words: Language) -> Section:
    stocks = ["issued", "repealed", "in_force", "made", "newly_disclosed", "disclosed"]
    volumes = [(f"{kind}.decisions", "") for kind in ("licensing", "penalties", "coercion")]
    told = [
        _told(comparison, words, [("disclosed.total", ""), ("channels.website.items", "")]),
        _parts(comparison, words, "disclosed.by_category"),
        _parts(comparison, words, "channels.wechat.posts"),
        *(
            _told(comparison, words, [(f"{kind}.{stock}", "") for stock in stocks], zeros=True)
            for kind in ("normative_documents", "rules")
        ),
        _told(comparison, words, [*volumes, ("fees.amount", "")], zeros=True),
    ]
    return Section("disclosure", words.titles["disclosure"], tuple(filter(None, told)))


def _requests(comparison: Comparison, words: Language) -> Section:
    flow = ["new", "brought_forward", "outcomes", "carried_forward"]
    told = [
        _told(comparison, words, [(f"requests.{name}", "total") for name in flow], zeros=True),
        _parts(comparison, words, "requests.new"),
        _composition(comparison, words),
        _told(comparison, words, [(group, "total") for group in GROUPS], zeros=True),
        _told(
            comparison,
            words,
            _current(comparison, [(kind, "total") for kind in REPLIES]),
            zeros=True,
        ),
        _moved(comparison, words),
    ]
    return Section("requests", words.titles["requests"], tuple(filter(None, told)))


def _disputes(comparison: Comparison, words: Language) -> Section:
    corrected = comparison.rate("corrected")
    share = words.shares(corrected, comparison) if corrected and corrected.may_be_stated else ""
    results = [(f"review.{result}", "") for result in ("upheld", "corrected", "other", "pending")]
    total = comparison.change("review.total")
    told = [_told(comparison, words, [("review.total", "")], zeros=True)]
    if total and (total.new or total.old or total.doubts):
        opening = words.opening("review", comparison)
        told.append(_told(comparison, words, results, zeros=True, opening=opening))
    told += [words.join([share]), _litigation(comparison, words, zeros=True)]
    return Section("disputes", words.titles["disputes"], tuple(filter(None, told)))


def _quality(comparison: Comparison, words: Language) -> Section:
    told = [words.doubts(comparison, pointing=False)]
    told += [words.finding(finding) for finding in comparison.all_findings]
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
        told.append(words.unassessed(len(cells) - illegible, illegible, report.year or 0))
    return Section("quality", words.titles["quality"], tuple(told))


def _told(
    comparison: Comparison,
    words: Language,
    items: list[tuple[str, str]],
    *,
    zeros: bool = False,
    opening: str = "",
) -> str:
    """Tell what became of some items; those absent in the same way, or 0, are told together."""
    found = sort_out(comparison, items)
    sentences = [words.join([words.stated(change, comparison) for change in found.told], opening)]
    sentences += [words.absent(changes) for changes in found.absent]
    if zeros:
        sentences.append(words.nothing(found.zero, comparison))
    return words.paragraph(sentences)


def _current(comparison: Comparison, items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the items that the later year's report has; those of an earlier form are left out."""
    found = ((key, comparison.change(*key)) for key in items)
    return [key for key, change in found if change and change.after]


def _litigation(comparison: Comparison, words: Language, *, zeros: bool = False) -> str:
    items = [
        *_current(comparison, [("litigation.total", "")]),
        ("litigation_direct.total", ""),
        ("litigation_after_review.total", ""),
    ]
    changes = [change for change in (comparison.change(*key) for key in items) if change]
    broken = next((c.broken_by for c in changes if c.broken_by and (c.new or c.old)), None)
    opening = words.broken(broken) if broken else ""
    return _told(comparison, words, items, zeros=zeros, opening=opening)


def _composition(comparison: Comparison, words: Language) -> str:
    """Tell the share disclosed, and of the others the one that moved most."""
    rates = [rate for rate in comparison.rates if rate.code != "corrected" and rate.may_be_stated]
    leading = [rate for rate in rates if rate.code == "granted"]
    others = sorted(
        (rate for rate in rates if rate.code != "granted"),
        key=lambda rate: abs((rate.points if rate.points is not None else rate.new) or Decimal(0)),
        reverse=True,
    )
    return words.join([words.shares(rate, comparison) for rate in [*leading, *others[:1]]])


def _moved(comparison: Comparison, words: Language) -> str:
    said = [words.stated(change, comparison) for change in most_moved(comparison)]
    return words.join(said, words.opening("moved", comparison))


def _parts(comparison: Comparison, words: Language, item: str) -> str:
    """Tell an item by its breakdowns, largest first; what is 0 throughout is left out."""
    changes = [
        change
        for change in comparison.changes_of(item)
        if change.breakdown not in ("total", "") and (change.new or change.old)
    ]
    changes.sort(key=lambda change: -(change.new or 0))
    return words.join(words.parts(changes, comparison), words.opening(item, comparison))
