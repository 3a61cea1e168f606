"""Text whose numbers lead somewhere: runs of words, each with the row of the page that they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.prose.language import Language

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words; `anchor` is the id on the page of the row that its numbers come from."""

    text: str
    anchor: str = ""


Line = tuple[Span, ...]
"""A sentence or a paragraph as runs of words."""


def line(text: str, anchor: str = "") -> Line:
    """Return a text as a line of one run; nothing for an empty text."""
    return (Span(text, anchor),) if text else ()


def plain(words: Line) -> str:
    """Return a line as text."""
    return "".join(span.text for span in words)


def linked(words: Line) -> Markup:
    """Return a line as HTML: escaped, each number a link to its row."""
    return Markup("").join(map(_linked, words))


def sentence(phrases: Iterable[Line], words: Language, opening: str = "") -> Line:
    """Return phrases as one sentence after an opening; nothing for none."""
    said = [phrase for phrase in phrases if phrase]
    if not said:
        return ()
    spans = [Span(opening)] if opening else []
    for number, phrase in enumerate(said):
        spans += [Span(words.separator)] if number else []
        spans += phrase
    return (_capital(spans[0]), *spans[1:], Span(words.stop))


def paragraph(sentences: Iterable[Line], words: Language) -> Line:
    """Return sentences one after the other; empty ones are left out."""
    spans: list[Span] = []
    for said in filter(None, sentences):
        spans += [Span(words.gap)] if spans and words.gap else []
        spans += said
    return tuple(spans)


def _capital(span: Span) -> Span:
    return Span(span.text[:1].upper() + span.text[1:], span.anchor)


def _linked(span: Span) -> Markup:
    if not span.anchor:
        return escape(span.text)
    parts, done = [], 0
    for number in _NUMBER.finditer(span.text):
        parts.append(escape(span.text[done : number.start()]))
        parts.append(Markup('<a href="#{}">{}</a>').format(span.anchor, number.group()))
        done = number.end()
    return Markup("").join([*parts, escape(span.text[done:])])
