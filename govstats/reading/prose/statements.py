"""The counts that the prose states: a walk through its paragraphs, sentence by sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.reading.prose.absences import DENIES
from govstats.reading.prose.line import Line, fill, make_line, outermost
from govstats.reading.prose.memory import Memory
from govstats.reading.prose.quantities import MAY_COUNT, quantities
from govstats.reading.prose.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from govstats.documents import Paragraph, Place
    from govstats.reports import Statement

_LONGEST = 600
_SENTENCE = re.compile(rf"[^。！？]{{0,{_LONGEST}}}(?:[。！？]|$|(?<=[，；]))|[^。！？]+[。！？]?")
"""A sentence; one that goes on for too long is read in pieces that end with a clause."""
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])[^。，；\d]{2,30}"
)
_SAYS_ANYTHING = re.compile(
    r"[\d未没无零不百一二两三四五六七八九十千万](?:(?<=[\d未没无零])|(?<=不)存在|(?<=百)分"
    r"|(?<=[一二两三四五六七八九十百千万])[余多]?[条件份篇期宗元])"
)
"""Begins with a set of characters, for which a search looks without trying the rest."""
_COUNTS = re.compile(r"\d[余多万]?[件条份篇期元宗项%]")
_NAME = re.compile(r"（“[^“”]+”）")


def read_statements(
    paragraphs: Iterable[Paragraph], year: int | None = None, agency: str = ""
) -> tuple[Statement, ...]:
    """Return the counts that the paragraphs state, in their order.

    Figures of other years than the report's, of parts of the year, planned ones and averages are
    left out; those of other bodies than the `agency` that the report names as its own are parts. A vague number (余, 约, 万) carries its qualifier, a limited one its scope; shares,
    growth and differences carry their measure; parts that a sentence lists share a group.
    """
    memory = Memory(year, agency)
    for paragraph in paragraphs:
        _read(make_line(paragraph.text), paragraph.place, memory)
    memory.close()
    return tuple(draft.statement() for draft in memory.found if draft.kept)


def numbers_in(text: str) -> list[tuple[Decimal, str]]:
    """Return the numbers of a text that may count something, each with its unit, in their order."""
    return [(found.value, found.unit) for found in quantities(make_line(text).masked)]


def _read(line: Line, place: Place, memory: Memory) -> None:
    heading = _HEADING.match(line.text)
    memory.begin_paragraph(heading.group() if heading else "")
    if not _SAYS_ANYTHING.search(line.text):
        return
    spans = outermost(line.masked)
    brackets = [span for span in spans if _COUNTS.search(line.masked[slice(*span)])]
    aside = [span for span in spans if not _NAME.fullmatch(line.masked[slice(*span)])]
    text, plain = fill(line.masked, aside), fill(line.text, aside)
    for found in _SENTENCE.finditer(text):
        begin, end = found.span()
        if not 0 < end - begin <= _LONGEST + 1:
            continue
        memory.begin_sentence()
        within = [span for span in brackets if begin <= span[0] < end]
        if within or MAY_COUNT.search(text, begin, end) or DENIES.search(line.text, begin, end):
            sentence = Sentence(memory, line, (text, plain), found.span(), place)
            sentence.read(within)
            sentence.finish()
    memory.end_paragraph()
