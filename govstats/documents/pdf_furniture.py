"""Running heads, running feet and page numbers, which are no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.documents.pdf_lines import Line

_PAGE_NUMBER = re.compile(
    r"^\s*[-—–·]*\s*\d{1,3}\s*[-—–·]*\s*$|^\s*第\s*\d+\s*页.*$|^\s*\d{1,3}\s*/\s*\d{1,3}\s*$"
)
_COUNTER = re.compile(r"\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*$")
_MARGIN = 0.12
_BAND = 3.0


def without_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> list[list[Line]]:
    """Return each page's lines without page numbers and what the margins repeat.

    A line in the outer eighth of a page is repeated if it stands at the same height on at least
    half of the pages; at the top its first occurrence stays, since it may be the title.
    """
    kept = [[line for line in lines if not _PAGE_NUMBER.match(line.text)] for lines in pages]
    times = Counter(
        key
        for lines, height in zip(kept, heights, strict=True)
        for key in {_key(line, height) for line in lines}
        if key
    )
    repeated = {key for key, count in times.items() if count > 1 and count * 2 >= len(pages)}
    seen: set[tuple[str, int, str]] = set()
    result: list[list[Line]] = []
    for lines, height in zip(kept, heights, strict=True):
        body: list[Line] = []
        result.append(body)
        for line in lines:
            key = _key(line, height)
            if key not in repeated or (key and key[0] == "head" and key not in seen):
                body.append(line)
            if key:
                seen.add(key)
    return result


def _key(line: Line, height: float) -> tuple[str, int, str] | None:
    if line.bottom < height * _MARGIN:
        part = "head"
    elif line.top > height * (1 - _MARGIN):
        part = "foot"
    else:
        return None
    return part, round(line.top / _BAND), _COUNTER.sub("", line.text)
