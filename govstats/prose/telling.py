"""What is told of some figures: each a line whose numbers lead to their rows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.prose.messages import extreme, leading_parts, most_moved, sort_out
from govstats.prose.spans import Line, line, paragraph, sentence

if TYPE_CHECKING:
    from govstats.changes import Change, Comparison, Rate
    from govstats.prose.language import Language

Keys = list[tuple[str, str]]
"""Figures by (item, breakdown)."""


def told(
    comparison: Comparison, words: Language, keys: Keys, *, zeros: bool = False, opening: str = ""
) -> Line:
    """Tell what became of some figures; those absent in the same way, or 0, are told together."""
    found = sort_out(comparison, keys)
    sentences = [sentence([stated(c, comparison, words) for c in found.told], words, opening)]
    sentences += [line(words.absent(changes), changes[0].anchor) for changes in found.absent]
    if zeros and found.zero:
        sentences.append(line(words.nothing(found.zero, comparison), found.zero[0].anchor))
    return paragraph(sentences, words)


def stated(change: Change, comparison: Comparison, words: Language) -> Line:
    """Tell one figure by its name."""
    return line(words.stated(change, comparison), change.anchor)


def share(rate: Rate, comparison: Comparison, words: Language) -> Line:
    """Tell one share and its change in percentage points."""
    return line(words.shares(rate, comparison), rate.anchor)


def current(comparison: Comparison, keys: Keys) -> Keys:
    """Return the figures that the later year's report has; those of an earlier form are left out."""
    found = ((key, comparison.change(*key)) for key in keys)
    return [key for key, change in found if change and change.after]


def requests(comparison: Comparison, words: Language) -> Line:
    """Tell new requests and conclusions, what made most of the change, and whether it is a peak."""
    keys = [("requests.new", "total"), ("requests.outcomes", "total")]
    sentences = [told(comparison, words, keys)]
    parts = leading_parts(comparison, "requests.new")
    if parts:
        said = line(words.contributed(parts, comparison), parts[0].anchor)
        sentences.append(sentence([said], words))
    found = extreme(comparison, "requests.new", "total")
    if found:
        said = line(words.extreme("requests.new", found), "requests.new.total")
        sentences.append(sentence([said], words))
    return paragraph(sentences, words)


def litigation(comparison: Comparison, words: Language, *, zeros: bool = False) -> Line:
    """Tell the suits, after the break that keeps them from being compared."""
    keys = [
        *current(comparison, [("litigation.total", "")]),
        ("litigation_direct.total", ""),
        ("litigation_after_review.total", ""),
    ]
    changes = [change for change in (comparison.change(*key) for key in keys) if change]
    broken = next((c.broken_by for c in changes if c.broken_by and (c.new or c.old)), None)
    opening = words.broken(broken) if broken else ""
    return told(comparison, words, keys, zeros=zeros, opening=opening)


def composition(comparison: Comparison, words: Language) -> Line:
    """Tell the share disclosed, and of the other outcomes the one that moved most."""
    rates = [r for r in comparison.rates if r.of == "requests.outcomes" and r.may_be_stated]
    leading = [rate for rate in rates if rate.code == "granted"]
    others = sorted(
        (rate for rate in rates if rate.code != "granted"),
        key=lambda rate: abs((rate.points if rate.points is not None else rate.new) or Decimal(0)),
        reverse=True,
    )
    return sentence([share(rate, comparison, words) for rate in [*leading, *others[:1]]], words)


def moved(comparison: Comparison, words: Language) -> Line:
    """Tell the outcomes that moved most."""
    said = [stated(change, comparison, words) for change in most_moved(comparison)]
    return sentence(said, words, words.opening("moved", comparison))


def parts(comparison: Comparison, words: Language, item: str) -> Line:
    """Tell an item by its breakdowns, largest first; what is 0 throughout is left out."""
    changes = [
        change
        for change in comparison.changes_of(item)
        if change.breakdown not in ("total", "") and (change.new or change.old)
    ]
    changes.sort(key=lambda change: -(change.new or 0))
    said = [line(words.part_stated(change, comparison), change.anchor) for change in changes]
    return sentence(said, words, words.opening(item, comparison))
