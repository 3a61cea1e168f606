"""A sheet in the formats that reports come in: those of the writer, Markdown, columns of spaces."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from govstats.writing import Heading, Line, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.writing import Sheet, Table

_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)


def to_bytes(sheet: Sheet, to: str, *, compact: bool, framed: bool) -> bytes:
    """Return a sheet as `html`, `docx`, or text with `tabs`, Markdown `pipes` or aligned `spaces`.

    `compact` leaves out the fields that a merged cell covers (in text); `framed` puts each table of
    a page into a table that only sets the layout.
    """
    if to == "html":
        page = render(sheet, to).decode()
        frame = r"<table><tr><td>导航</td><td>\g<0></td></tr></table>"
        return (_TABLE.sub(frame, page) if framed else page).encode()
    if to == "docx":
        return render(sheet, to)
    blocks = [sheet.title]
    for part in sheet.parts:
        if isinstance(part, Heading | Line):
            blocks.append(part.text)
        else:
            blocks.append("\n".join(_lines(part, to, compact=compact)))
    return ("\n\n".join(blocks) + "\n").encode()


def _lines(table: Table, to: str, *, compact: bool) -> Iterator[str]:
    fields = [
        [
            "".join(box.text.split("\n")) if first else ""
            for box, first in line
            if first or not compact
        ]
        for line in table.positions()
    ]
    if to == "tabs":
        yield from ("\t".join(line) for line in fields)
    elif to == "pipes":
        for number, line in enumerate(fields):
            yield f"| {' | '.join(line)} |"
            if number == max(table.head - 1, 0):
                yield f"|{' --- |' * len(line)}"
    else:
        widest = max(len(line) for line in fields)
        widths = [
            max((_width(f[n]) for f in fields if n < len(f)), default=0) for n in range(widest)
        ]
        for line in fields:
            padded = (f + " " * (widths[n] - _width(f)) for n, f in enumerate(line))
            yield "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
