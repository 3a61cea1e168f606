"""What the tables give for a reading: a sum of cells, with what is unknown kept unknown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

from govstats.checks.prose.intervals import Interval, decimals_of, exactly
from govstats.checks.prose.said import divided
from govstats.forms import claim_on, load_form, words
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.forms import Block, Claim, Form, Reading
    from govstats.reports import Cell, Report

COLUMNS = "columns"
"""A breakdown of ours: all kinds of applicant added up, in place of the printed total."""

_IN_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_NUMERALS = {"二": "two", "三": "three", "四": "four"}
_ADDED_UP = {"zh": "（各类申请人合计）", "en": " (all applicants added up)"}
Fit = Literal["fits", "open", "differs"]


@dataclass(frozen=True, slots=True)
class Figure:
    """What the cells of a reading come to: `value` is the sum of those that are known.

    `open` says that a cell is missing, unreadable or approximate, `blank` that one was left blank.
    `keys` are the cells as (item, breakdown); `taken_off` says that some are taken off the others.
    """

    reading: Reading
    breakdown: str
    table: str
    unit: str
    value: Decimal
    spread: Interval
    cells: tuple[Cell, ...]
    keys: tuple[tuple[str, str], ...]
    open: bool
    blank: bool
    taken_off: bool

    def value_in(self, unit: str) -> Decimal:
        """Return the sum in another unit of money, or as it is."""
        return self.value * _factor(self.unit, unit)

    def agrees(self, stated: Interval, unit: str) -> bool:
        """Say whether the cells that are known come to what was stated."""
        known = any(cell.value is not None for cell in self.cells)
        return known and self._spread_in(unit).meets(stated)

    def compare(self, stated: Interval, unit: str) -> Fit:
        """Say whether the figure is what was stated, cannot be, or may be once all cells are known.

        A blank is taken as zero where that makes it fit.
        """
        if not any(cell.value is not None for cell in self.cells):
            return "open"
        if not self.open and self.agrees(stated, unit):
            return "fits"
        grows = self.taken_off or self._spread_in(unit).low <= stated.high
        return "open" if (self.open or self.blank) and grows else "differs"

    def _spread_in(self, unit: str) -> Interval:
        factor, spread = _factor(self.unit, unit), self.spread
        return Interval(spread.low * factor, spread.high * factor, spread.closed)


def figure(report: Report, reading: Reading, breakdown: str) -> Figure | None:
    """Return what a report's tables give for a reading at a breakdown.

    `breakdown` is that of a statement; `organisations` is the printed subtotal or else the columns
    under it, `columns` all kinds of applicant. None where the form has no such cell.
    """
    form = load_form(report.edition)
    terms: list[tuple[int, list[tuple[str, str]]]] = []
    for sign, item in reading.terms():
        keys = list(_keys(report, form, item, breakdown))
        if not keys:
            return None
        terms.append((sign, keys))
    cells: list[Cell] = []
    value, spread = Decimal(0), exactly(Decimal(0))
    missing = blank = False
    for sign, keys in terms:
        for key in keys:
            cell = report.cell(*key)
            missing = missing or cell is None or _is_open(cell)
            blank = blank or (cell is not None and _is_blank(cell))
            if cell is not None:
                cells.append(cell)
                if cell.value is not None:
                    value += sign * cell.value
                    spread += _spread(cell, sign)
    first = terms[0][1][0]
    slot = form.slots.get(first) or form.one_row_slots.get(first)
    return Figure(
        reading=reading,
        breakdown=breakdown,
        table="" if slot is None or form.is_list else form.block(slot.block).table,
        unit=slot.unit if slot else "",
        value=value,
        spread=spread,
        cells=tuple(cells),
        keys=tuple(key for _, keys in terms for key in keys),
        open=missing,
        blank=blank,
        taken_off=any(sign < 0 for sign, _ in terms),
    )


def readings_of(
    report: Report, item: str, breakdown: str
) -> tuple[Claim, list[tuple[Figure, ...]]] | None:
    """Return the claim that a statement of an item makes, and what the tables give for each reading.

    A total that is not printed has a second figure: its columns added up. None where the form has
    no cell for the item.
    """
    claim = claim_on(item, breakdown, report.edition)
    if claim is None:
        return None
    views = [views_of(report, reading, breakdown) for reading in claim.same]
    found = [each for each in views if each]
    return (claim, found) if found else None


def views_of(report: Report, reading: Reading, breakdown: str) -> tuple[Figure, ...]:
    """Return what the tables give for a reading: printed, and added up where no total is printed."""
    found = figure(report, reading, breakdown)
    if found is None:
        return ()
    unknown = breakdown == "total" and (found.open or found.blank)
    added = figure(report, reading, COLUMNS) if unknown else None
    return (found, added) if added else (found,)


def where(found: Figure, lang: str) -> str:
    """Return the name of a figure of the tables: 表三“本年新收”（自然人）."""
    name = found.reading.named(lang)
    by = _ADDED_UP[lang] if found.breakdown == COLUMNS else divided(found.breakdown, lang)
    if not found.table:
        return name + by
    if lang == "zh":
        return f"表{found.table}{name}{by}"
    return f"table {_NUMERALS.get(found.table, found.table)} ({name}{by.replace(' (', ', ').rstrip(')')})"


def _keys(report: Report, form: Form, item: str, breakdown: str) -> Iterator[tuple[str, str]]:
    """Yield the cells that an item stands for: its own row, or its leaves where none is printed."""
    leaves = form.leaves(item)
    printed = report.cell(item, "total") or report.cell(item)
    for code in (item,) if printed or not leaves else leaves:
        block = _blocks(form.edition).get(code)
        if block is not None:
            for by in _breakdowns(report, block, code, breakdown):
                yield code, by


def _breakdowns(report: Report, block: Block, item: str, breakdown: str) -> Iterator[str]:
    """Yield the columns of the form in which a breakdown of an item stands.

    A list has one figure for each item, whatever the prose divides it by; it has none for a kind of
    applicant.
    """
    codes = [column.code for column in block.columns]
    if not block.by:
        if breakdown not in words().applicants and breakdown != COLUMNS:
            yield ""
    elif breakdown == "organisations" and report.cell(item, breakdown) is None:
        yield from (column.code for column in block.columns if column.group)
    elif breakdown == COLUMNS:
        yield from (code for code in codes if code != "total")
    elif breakdown in ("", *codes, "organisations"):
        yield breakdown or "total"


@cache
def _blocks(edition: str) -> dict[str, Block]:
    """Return the block in which each item of a form stands."""
    form = load_form(edition)
    keys = {**form.one_row_slots, **form.slots}
    return {item: form.block(slot.block) for (item, _), slot in keys.items()}


def _factor(unit: str, other: str) -> Decimal:
    """Return what one of a unit of money is in another; 1 for what is counted."""
    if unit not in _IN_YUAN or other not in _IN_YUAN:
        return Decimal(1)
    return _IN_YUAN[unit] / _IN_YUAN[other]


def _is_open(cell: Cell) -> bool:
    return cell.status in (Status.UNREADABLE, Status.APPROXIMATE)


def _is_blank(cell: Cell) -> bool:
    return cell.status in (Status.BLANK, Status.NOT_APPLICABLE)


def _spread(cell: Cell, sign: int) -> Interval:
    """Return what a cell may stand for: money is rounded or cut at the last place printed."""
    value = cell.value if cell.value is not None else Decimal(0)
    if cell.unit not in _IN_YUAN or not value:
        return exactly(sign * value)
    step = Decimal(1).scaleb(-decimals_of(cell.raw or str(value)))
    return Interval(value - step / 2, value + step, closed=False)
