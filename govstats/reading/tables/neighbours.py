"""Labels that only the lines around them explain: torn, nameless or misspelt, claimed twice."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from govstats.reading.labels import likeness, match_label

if TYPE_CHECKING:
    from govstats.forms import Block, Label
    from govstats.reading.tables.lines import Line

_BETWEEN = 0.4
"""How alike a label must be that stands where exactly one row of the form is missing."""


def reconsider(lines: list[Line]) -> None:
    """Recognise lines by their surroundings, and take back what two lines claim."""
    _one_claim_each(lines)
    _join_torn(lines)
    _fill_gaps(lines)


def _one_claim_each(lines: list[Line]) -> None:
    """Let no two differently worded lines be one row of the form because they resemble it.

    Nor is one by another word for it (合计) where a line has the form's own (总计).
    """
    claims: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.meaning:
            claims[line.meaning[0].id, line.meaning[1].code].append(line)
    for same in claims.values():
        alike = [line for line in same if line.meaning and line.meaning[2] == "similarity"]
        if len({line.text for line in alike}) > 1 or 0 < len(alike) < len(same):
            for line in alike:
                line.meaning = None
        own = {line.text for line in same if line.meaning and line.meaning[2] == "label"}
        for line in same:
            if own and line.meaning and line.meaning[2] == "alias":
                line.meaning = None


def _join_torn(lines: list[Line]) -> None:
    """Join a line with the rest of it behind a page break: half a label each, figures in one."""
    block: Block | None = None
    for line, rest in pairwise(lines):
        block = line.meaning[0] if line.meaning else block
        if block is None or _is_certain(line) or _is_certain(rest):
            continue
        match = match_label(line.text + rest.text, block.rows, similar=False)
        pairs = list(zip(line.fields, rest.fields, strict=False))
        apart = not any(a.text.strip() and b.text.strip() for a, b in pairs)
        if match and apart and (len(line.fields) == len(rest.fields) or not rest.fields):
            whole = [a._replace(text=a.text or b.text) for a, b in pairs]
            line.fields = whole or line.fields
            line.meaning = (block, match.label, match.manner)
            rest.fields, rest.meaning = [], None


def _is_certain(line: Line) -> bool:
    """Say whether a line's own words say what it is, or it has none that could."""
    return not line.labels or (line.meaning is not None and line.meaning[2] != "similarity")


def _fill_gaps(lines: list[Line]) -> None:
    """Recognise a line between two certain neighbours of which the form has one row between them.

    It has to have no label at all, or one that resembles that row more than any other.
    """
    told = [line for line in lines if line.filled or line.meaning]
    for n, line in enumerate(told[:-1]):
        after = told[n + 1].meaning
        if line.meaning or after is None or not line.filled:
            continue
        block = after[0]
        before = told[n - 1] if n else None
        missing = _between(before, line, block, after[1])
        if missing is None:
            continue
        best = max(block.rows, key=lambda row: likeness(line.text, row))
        if not line.labels or (best == missing and likeness(line.text, missing) >= _BETWEEN):
            line.meaning = (block, missing, "similarity")


def _between(before: Line | None, line: Line, block: Block, after: Label) -> Label | None:
    """Return the only row of the form between a line's neighbours, its first under a header."""
    if after not in block.rows:
        return None
    at = block.rows.index(after)
    if before and before.meaning and before.meaning[0].id == block.id:
        above = before.meaning[1]
        follows = above in block.rows and block.rows.index(above) == at - 2
        return block.rows[at - 1] if follows else None
    if before and before.meaning is None and before.grid is line.grid:
        return None
    return block.rows[0] if at == 1 and block.id in line.named else None
