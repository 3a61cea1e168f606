"""Formulas that check sums: ranges, and the same verdict that the cells show before they are recomputed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from govstats.exports.sheets.book import exact
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.reports import Cell

Place = tuple[int, int]
"""Row and column, from 0."""
WORDS = {
    "zh": {"pass": "成立", "fail": "不成立", "open": "无法核对"},
    "en": {"pass": "holds", "fail": "fails", "open": "not assessable"},
}


def address(place: Place, sheet: str = "") -> str:
    """Return the address of a cell, in another sheet with its name."""
    name = xl_rowcol_to_cell(*place)
    return f"{quote_sheetname(sheet)}!{name}" if sheet else name


def ranges(places: Sequence[Place], sheet: str = "") -> list[str]:
    """Return cells as ranges, as few as a reader would write: D5:I5."""
    runs: list[list[Place]] = []
    for place in sorted(places):
        last = runs[-1] if runs else []
        beside = bool(last) and place == (last[-1][0], last[-1][1] + 1) and last[0][0] == place[0]
        under = bool(last) and place == (last[-1][0] + 1, last[-1][1]) and last[0][1] == place[1]
        if beside or under:
            last.append(place)
        else:
            runs.append([place])
    return [
        address(run[0], sheet) + (f":{xl_rowcol_to_cell(*run[-1])}" if len(run) > 1 else "")
        for run in runs
    ]


def total(places: Sequence[Place], sheet: str = "") -> str:
    """Return the formula of a sum."""
    return f"SUM({','.join(ranges(places, sheet))})"


def known(cells: Sequence[Cell | None]) -> Decimal:
    """Return the sum of the figures that are known."""
    return sum((c.value for c in cells if c and c.value is not None), Decimal(0))


def computable(cells: Sequence[Cell | None]) -> bool:
    """Say whether a formula can tell all that is known of the cells: none rounded, none too long."""
    return all(
        cell is None
        or cell.value is None
        or (cell.status is not Status.APPROXIMATE and exact(cell.value))
        for cell in cells
    )


def verdict(left: Sequence[Cell | None], right: Sequence[Cell | None]) -> str:
    """Return whether two sums agree: `pass`, `fail`, or `open` where what is missing leaves it open.

    A figure that is missing is some number of at least 0; a blank is 0 where that makes them agree.
    A rounded figure leaves it open.
    """
    cells = [*left, *right]
    rounded = any(cell and cell.status is Status.APPROXIMATE for cell in cells)
    if rounded or not any(cell and cell.value is not None for cell in cells):
        return "open"
    first, second = known(left), known(right)
    closed = [all(c and c.value is not None for c in side) for side in (left, right)]
    if all(closed):
        return "pass" if first == second else "fail"
    if first == second and not any(_lost(cell) for cell in cells):
        return "pass"
    exceeded = (closed[0] and second > first) or (closed[1] and first > second)
    return "fail" if exceeded else "open"


def _lost(cell: Cell | None) -> bool:
    return cell is None or cell.status is Status.UNREADABLE


def verdict_formula(
    left: Sequence[Place],
    right: Sequence[Place],
    cells: Sequence[Cell | None],
    lost: Sequence[str],
    lang: str,
) -> str:
    """Return the formula that comes to the verdict's word, short where every figure is there.

    `lost` are the words that stand in a cell whose figure nobody knows.
    """
    words = {name: f'"{word}"' for name, word in WORDS[lang].items()}
    one, other = (_side(places) for places in (left, right))
    if all(cell and cell.value is not None for cell in cells):
        return f"IF({one}={other},{words['pass']},{words['fail']})"
    count = f"COUNT({','.join(ranges(left) + ranges(right))})"
    gone = "+".join(
        f'COUNTIF({part},"{word}")' for part in ranges(left) + ranges(right) for word in lost
    )
    closed_left = f"COUNT({','.join(ranges(left))})={len(left)}"
    closed_right = f"COUNT({','.join(ranges(right))})={len(right)}"
    one, other = total(left), total(right)
    return (
        f"IF({count}=0,{words['open']},"
        f"IF({count}={len(left) + len(right)},IF({one}={other},{words['pass']},{words['fail']}),"
        f"IF(AND({one}={other},{gone}=0),{words['pass']},"
        f"IF(OR(AND({closed_left},{other}>{one}),AND({closed_right},{one}>{other})),"
        f"{words['fail']},{words['open']}))))"
    )


def _side(places: Sequence[Place]) -> str:
    return address(places[0]) if len(places) == 1 else total(places)
