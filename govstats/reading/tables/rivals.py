"""Tables of the form that are not this report's: of another period, or contradicting the first."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from govstats.documents import Grid, squeeze
from govstats.reading.tables.alignment import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from govstats.documents import Paragraph
    from govstats.reading.tables.lines import Line
    from govstats.reading.tables.rows import Row

_LONGEST_CAPTION = 40
_SEVERAL = 3
_YEAR = re.compile(r"(20\d\d)年(?!\d)")
_OTHER = re.compile(r"季度|半年|(?:上一?|前一)年度?(?!度?结转)|去年")
_OWN = re.compile(r"全年|本年度?|今年")
_Key = tuple[str, str]


def of_other_periods(blocks: Iterable[Grid | Paragraph], year: int | None) -> dict[int, str]:
    """Return the grids, by their number, whose captions name another period than the year.

    A caption holds for all grids that follow, until one names the year itself; the title in the
    first row of a grid for that grid.
    """
    found: dict[int, str] = {}
    caption, count = "", 0
    for block in blocks:
        if isinstance(block, Grid):
            own = _period(_title(block), year, caption)
            if own:
                found[count] = own
            count += 1
        else:
            caption = _period(block.text, year, caption)
    return found


def _title(grid: Grid) -> str:
    """Return the text of a first row that is one cell."""
    first = [cell.text for cell in grid.cells if cell.row == 0]
    return first[0] if len(first) == 1 else ""


def _period(text: str, year: int | None, before: str) -> str:
    """Return a caption that names another period; "" for one of the year, else the one before."""
    if len(text) > _LONGEST_CAPTION or "。" in text:
        return before
    plain = squeeze(text)
    years = set(_YEAR.findall(plain))
    if _OTHER.search(plain) or (years and year is not None and str(year) not in years):
        return text.strip()
    return "" if years or _OWN.search(plain) else before


def without_other_periods(
    lines: list[Line], captions: dict[int, str], notes: list[str]
) -> list[Line]:
    """Return the lines without those under a caption that names another period.

    Only where the report prints the same rows elsewhere: a caption may be wrong, or of something
    else.
    """

    def meanings(lines: Iterable[Line]) -> set[_Key]:
        return {(line.meaning[0].id, line.meaning[1].code) for line in lines if line.meaning}

    own = meanings(line for line in lines if line.number not in captions)
    for caption in dict.fromkeys(captions.values()):
        under = [line for line in lines if captions.get(line.number) == caption]
        if len(meanings(under) & own) >= _SEVERAL:
            place = next(line.grid.place for line in under)
            notes.append(f"{place}: 标题写明“{caption}”，不是本年度全年数据，未读取")
            lines = [line for line in lines if captions.get(line.number) != caption]
    return lines


def one_sided(rows: Sequence[Row]) -> dict[_Key, str]:
    """Return the rows, by block and code, that only one of two contradicting tables has.

    Tables that differ in several rows are of different bodies or years, and what only one of them
    has need not be the report's. Each comes with the block's label.
    """
    found: dict[_Key, str] = {}
    for block in {row.block.id: row.block for row in rows}.values():
        printed: dict[str, dict[int, Row]] = defaultdict(dict)
        for row in (row for row in rows if row.block.id == block.id and row.assignment):
            printed[row.label.code].setdefault(row.grid, row)
        contradicted = [grids for grids in printed.values() if len(grids) > 1 and _differ(grids)]
        if len(contradicted) >= _SEVERAL:
            involved = {grid for grids in contradicted for grid in grids}
            for code, grids in printed.items():
                if len(involved & set(grids)) == 1:
                    found[block.id, code] = block.label
    return found


def _differ(grids: dict[int, Row]) -> bool:
    """Say whether rows have different figures in one column; a blank differs from none."""
    said: dict[str, set[Decimal]] = defaultdict(set)
    for row in grids.values():
        for code, cell in (row.assignment or {}).items():
            figure = number(cell)
            if figure is not None:
                said[code].add(figure)
    return any(len(figures) > 1 for figures in said.values())
