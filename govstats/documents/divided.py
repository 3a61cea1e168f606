"""Rows of a table that are lines of a page or a Word file, divided by tabs, bars or wide spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.documents.model import Grid, Paragraph
from govstats.documents.text import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govstats.documents.model import Block

_TWO = 2
_HAN = re.compile(r"[\u3400-\u9fff]")
_WIDE = "\u00a0\u2002\u2003\u3000"
_TWICE = [wide * 2 for wide in _WIDE]
_DIVIDED = re.compile(rf"\S[ {_WIDE}]*(?:(?:\t|[{_WIDE}]{{2}})[^\n]*\S|\|[^\n|]*\|)")
_GAP = re.compile(rf"[ {_WIDE}]*[{_WIDE}][ {_WIDE}]+|[ {_WIDE}]+[{_WIDE}]")
_SPACED_OUT = re.compile(rf"(?<!\S)([\u3400-\u9fff])[ {_WIDE}]+([\u3400-\u9fff])(?!\S)")
_DATA = re.compile(r"(?:^|[\t|])[^\S\t]*\d[\d,.]*[^\S\t]*(?=$|[\t|])")


def is_divided(raw: str) -> bool:
    """Say whether the text of a block has tabs, bars or wide spaces between words on one line."""
    if "\t" not in raw and "|" not in raw and not any(wide in raw for wide in _TWICE):
        return False
    return _DIVIDED.search(raw) is not None


def with_divided_lines(blocks: Sequence[Block], divided: Mapping[int, str]) -> list[Block]:
    """Return blocks with runs of divided paragraphs as grids, where they read as such.

    `divided` has the text of those paragraphs by their number, as it stood in the source. Headings
    and sentences, in which a wide space is only a pause, are none.
    """
    lines = {
        number: split
        for number, raw in divided.items()
        if not _is_prose(split := _lines(raw)) and _is_text(blocks[number])
    }
    result: list[Block] = []
    n = 0
    while n < len(blocks):
        end = n
        while end in lines:
            end += 1
        own = blocks[n:end] or blocks[n : n + 1]
        result += _as_grids([line for k in range(n, end) for line in lines[k]], own)
        n += len(own)
    return result


def _is_text(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind == "text"


def _is_prose(lines: Sequence[str]) -> bool:
    return len(lines) == 1 and "。" in lines[0]


def _as_grids(lines: Sequence[str], own: Sequence[Block]) -> Sequence[Block]:
    """Return the grids and paragraphs of divided lines; the paragraphs as they are where none is."""
    if len(lines) < _TWO or not any(map(_DATA.search, lines)) or not any(map(_HAN.search, lines)):
        return own
    found = read_text("\n".join(lines))
    if not any(isinstance(block, Grid) for block in found):
        return own
    return [
        block if isinstance(block, Grid) else Paragraph(block.text, own[0].place)
        for block in found
    ]  # fmt: skip


def _lines(raw: str) -> list[str]:
    """Return the lines of a block: those of its source where these are divided, or else one.

    Wide spaces divide as tabs do, since a page's letters are of any width: nothing stands under
    anything. Those within 规　　章 divide nothing.
    """
    lines = [line.strip() for line in raw.split("\n") if line.strip()]
    if sum(map(is_divided, lines)) <= 1:
        lines = [" ".join(lines)]
    return [
        line if "。" in line and len(lines) > 1 else _GAP.sub("\t", _SPACED_OUT.sub(r"\1\2", line))
        for line in lines
    ]
