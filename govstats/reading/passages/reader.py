"""A document into passages: paragraphs of prose, joined where a line was broken, by part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.documents import Paragraph
from govstats.forms import sections
from govstats.reading.passages.division import divide
from govstats.reading.passages.furniture import (
    before_text,
    is_apart,
    is_beside,
    is_label,
    without_tail,
)
from govstats.reading.passages.outline import Found, find_titles
from govstats.reading.passages.titles import numbering
from govstats.reports import Passage, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govstats.documents import Document, Place

_FINAL = "。！？!?；;：:…”」』）)】>》"
_WHOLE_LINE, _LONGEST_SUBTITLE, _LONGEST = 20, 40, 20_000
_TABULAR = ("disclosure", "requests", "disputes")
_LATIN_START, _LATIN_END = re.compile("[A-Za-z0-9]"), re.compile("[A-Za-z0-9]$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text in one part, and how many tables stand before it."""

    part: int
    text: str
    place: Place
    tables: int
    heading: bool = False


def read_passages(document: Document, year: int | None) -> tuple[Passage, ...]:
    """Return the prose of a report as passages, each with the part of the form it belongs to.

    Titles are set apart as passages of their own (`heading`). What stands before part one is
    `opening`; in a document without any title all of it is `overview`. Menus, page numbers, labels
    of the tables, attachments and what a page has below the report are no passages. Lines that
    were broken within a sentence are joined. `year`, the report's, tells a plan for the next year.
    """
    titles = find_titles(document)
    pieces = list(_pieces(document, titles))
    if titles:
        first = next((n for n, piece in enumerate(pieces) if piece.part >= 0), len(pieces))
        last = max(n for n, piece in enumerate(pieces) if piece.heading)
        opening = before_text([piece.text for piece in pieces[:first]])
        ending = without_tail([piece.text for piece in pieces[last + 1 :]], document.format)
        preamble = [p for p in pieces[first - opening : first] if not is_beside(p.text)]
        pieces = [*preamble, *pieces[first : last + 1 + ending]]
    else:
        start = len(pieces) - before_text([piece.text for piece in pieces])
        pieces = pieces[start:][: without_tail([p.text for p in pieces[start:]], document.format)]
    return tuple(_passages(list(_joined(pieces)), year, untitled=not titles))


def _pieces(document: Document, titles: Sequence[Found]) -> Iterator[_Piece]:
    at: dict[int, list[Found]] = {}
    for found in titles:
        at.setdefault(found.block, []).append(found)
    part, tables = -1, 0
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            tables += 1
            continue
        if block.kind == "title":
            continue
        text, begin = block.text, 0
        for found in at.get(index, ()):
            yield from _piece(part, text[begin : found.start], block.place, tables)
            part, begin = found.part, found.start + found.title.end
            title = text[found.start : begin].strip()
            yield _Piece(part, title, block.place, tables, heading=True)
        yield from _piece(
            part, text[begin:].lstrip(" \u3000:：。．、") if begin else text, block.place, tables
        )


def _piece(part: int, text: str, place: Place, tables: int) -> Iterator[_Piece]:
    code = sections().parts[part].code if part >= 0 else ""
    if text.strip() and not is_apart(text) and not (code in _TABULAR and is_label(text)):
        yield _Piece(part, text.strip(), place, tables)


def _joined(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield pieces with those made one whose line was broken within a sentence."""
    open_: _Piece | None = None
    for piece in pieces:
        if open_ and _goes_on(open_, piece):
            gap = " " if _LATIN_END.search(open_.text) and _LATIN_START.match(piece.text) else ""
            open_ = _Piece(open_.part, open_.text + gap + piece.text, open_.place, open_.tables)
            continue
        if open_:
            yield open_
        open_ = piece
    if open_:
        yield open_


def _goes_on(before: _Piece, after: _Piece) -> bool:
    if (
        before.heading
        or after.heading
        or (before.part, before.tables) != (after.part, after.tables)
    ):
        return False
    if not _WHOLE_LINE <= len(before.text) <= _LONGEST or before.text.endswith(tuple(_FINAL)):
        return False
    subtitle = numbering(before.text)[0] != "none" and len(before.text) <= _LONGEST_SUBTITLE
    unbroken = "。" not in before.text and "，" not in before.text and "," not in before.text
    return numbering(after.text)[0] == "none" and not (subtitle and unbroken)


def _passages(pieces: Sequence[_Piece], year: int | None, *, untitled: bool) -> Iterator[Passage]:
    codes: list[Section] = [part.code for part in sections().parts]  # type: ignore[misc]
    before: Section = "overview" if untitled else "opening"
    improving = False
    for piece in pieces:
        code = codes[piece.part] if piece.part >= 0 else before
        if piece.heading:
            improving = code == "improvements"
            yield Passage(code, piece.text, piece.place, heading=True)
        elif code == "problems":
            for text, turned in divide(piece.text, year, improving=improving):
                improving = turned
                yield Passage("improvements" if turned else "problems", text.strip(), piece.place)
        else:
            yield Passage(code, piece.text, piece.place)
