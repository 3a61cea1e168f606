"""A list of indicators (统计表) into the form's cells: each row by its label and its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from govstats.documents import Grid, squeeze
from govstats.forms import load_form
from govstats.reading.indicators.lines import WHOLE_TABLE, Line, Lines
from govstats.reading.indicators.outline import Outline, indicator_key
from govstats.reading.indicators.panels import DASHES
from govstats.reading.tables import TableReading
from govstats.reading.values import MONEY, in_own_unit, money_unit, parse_value
from govstats.reports import Cell, Status

if TYPE_CHECKING:
    from govstats.documents import Document, Paragraph
    from govstats.forms import Form, Slot

_FEWEST_FOREIGN = 3
_LONGEST_LINE = 60
_CAPTION = re.compile(r"统计表|统计报表|情况表|附表")
_PART_OF_A_YEAR = re.compile(r"季度|半年")
_YEAR = re.compile(r"20\d\d(?=年)")
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """A cell that a row of the list gave, and which run of rows it stood in."""

    cell: Cell
    run: int


def read_indicators(document: Document, form: Form, year: int | None = None) -> TableReading:
    """Return every cell of a form that is one list of indicators, in its order.

    A row counts only by the form's label or an alias of it, told from its namesakes by the heading
    above; a value only from the column that is certainly the year's. Everything else is noted, and
    a cell without a value of its own is `unreadable`, never 0. `year` is the report's.
    """
    reader = _Reader(form, year)
    for block in document.blocks:
        if isinstance(block, Grid):
            reader.read_grid(block)
        else:
            reader.read_paragraph(block)
    return reader.result()


def is_foreign(grid: Grid, form: Form) -> bool:
    """Say whether a grid is the older local table, whose rows share labels with this form."""
    foreign = _foreign_keys(form.edition)
    return sum(indicator_key(cell.text) in foreign for cell in grid.cells) >= _FEWEST_FOREIGN


@cache
def _foreign_keys(edition: str) -> frozenset[str]:
    return frozenset(map(indicator_key, load_form(edition).foreign))


class _Reader:
    """Walks the document in order: captions, headings, rows."""

    def __init__(self, form: Form, year: int | None) -> None:
        self.reading = TableReading([], 0)
        self._form = form
        self._year = year
        self._outline = Outline(form)
        self._found: dict[_Key, list[_Found]] = {}
        self._run = 0
        self._told: set[tuple[int, str]] = set()
        self._refused = ""
        self._lines = Lines(self._outline.knows, year)

    def read_paragraph(self, paragraph: Paragraph) -> None:
        """Take a caption, a heading, or a row that stands as a line of text."""
        text = paragraph.text
        if len(text) > _LONGEST_LINE or "。" in text:
            self._outline.close()
            self._lines.forget()
            self._run += 1
            return
        if _CAPTION.search(text):
            self._refused = self._other_period(text)
        line = self._lines.of_paragraph(paragraph)
        if line:
            self._take(line, likely=False)

    def read_grid(self, grid: Grid) -> None:
        """Take the rows of a grid, list by list, from top to bottom."""
        if is_foreign(grid, self._form):
            self.reading.notes.append(
                f"{grid.place}: 带代码的旧统计报表，不是{self._form.basis}的统计表，未读取"
            )
            return
        titles = [cell.text for cell in grid.cells if cell.row == 0 and _CAPTION.search(cell.text)]
        if titles:
            self._refused = self._other_period(titles[0])
        if grid.exact:
            self._run += 1
        likely = sum(self._outline.knows(cell.text) for cell in grid.cells) >= _FEWEST_FOREIGN
        lines = list(self._lines.of_grid(grid))
        if any(line.side for line in lines):
            self._outline.close()
        for line in lines:
            self._take(line, likely=likely)

    def _other_period(self, caption: str) -> str:
        """Return why a table under a caption is not the year's, empty where nothing says so."""
        years = _YEAR.findall(squeeze(caption))
        if _PART_OF_A_YEAR.search(caption):
            return "标题写明不是全年数据"
        if years and self._year is not None and str(self._year) not in years:
            return f"标题写明是{'、'.join(years)}年数据"
        return ""

    def _take(self, line: Line, *, likely: bool) -> None:
        entered = [(text, self._outline.enter(text)) for text in line.labels]
        printed, found = entered[-1]
        said = " ".join(printed.split())[:30]
        if found is None:
            number = line.value is not None and parse_value(line.value.text)
            if self._outline.is_row(printed):
                self.reading.notes.append(f"{line.place}: {said} 属于哪一项不明，未读取")
            elif likely and number and number.number is not None:
                self.reading.notes.append(f"{line.place}: 未识别的行 {said}")
            return
        if line.value is None and not line.why:
            return
        block, row, in_own_words = found
        if not in_own_words:
            self.reading.by_alias.append(said)
        slot = block.slot(row, block.columns[0])
        cell, why = _cell(line, slot, printed)
        if self._refused:
            cell, why = _unreadable(slot, printed, line), self._refused
        if why and not ((self._run, why) in self._told and why in (self._refused, *WHOLE_TABLE)):
            self.reading.notes.append(f"{line.place}: {said} {why}，未读取")
            self._told.add((self._run, why))
        self._found.setdefault((slot.item, slot.breakdown), []).append(_Found(cell, self._run))

    def result(self) -> TableReading:
        """Return the cells in the form's order; those of rows that stand twice are settled."""
        for key, slot in self._form.slots.items():
            found = self._found.get(key, [])
            self.reading.matched_rows += bool(found)
            self.reading.cells.append(self._settled(slot, found))
        return self.reading

    def _settled(self, slot: Slot, found: list[_Found]) -> Cell:
        """Return the one cell of a row, or the same figure that several tables print."""
        said = [entry for entry in found if entry.cell.raw or entry.cell.value is not None]
        said = said or found[:1]
        if not said:
            return Cell(
                slot.item, slot.breakdown, slot.row.printed, "table", None, slot.unit, Status.UNREADABLE
            )  # fmt: skip
        first = said[0].cell
        runs = {entry.run for entry in said}
        same = {(e.cell.value, e.cell.unit, e.cell.status) for e in said}
        if len(said) == 1 or (len(runs) == len(said) and len(same) == 1):
            return first
        raw = " | ".join(entry.cell.raw for entry in said)
        self.reading.notes.append(f"{first.place}: {first.label[:30]} 出现两次（{raw}），未读取")
        return replace(first, value=None, status=Status.UNREADABLE, unit=slot.unit, raw=raw)


def _cell(line: Line, slot: Slot, printed: str) -> tuple[Cell, str]:
    """Return a row's cell, and why its value was not taken.

    Money (元, 万元) is taken in the unit that is printed and given in the form's; money beside a
    count, or a count beside money, means that rows and figures have come apart.
    """
    if line.value is None:
        return _unreadable(slot, printed, line), line.why
    value = parse_value(line.value.text)
    if value is None:
        return _unreadable(slot, printed, line, line.value.text), ""
    units = [value.unit, money_unit(printed), squeeze(line.unit)]
    named = [unit for unit in units if unit and unit not in DASHES]
    if any((unit in MONEY) != (slot.unit in MONEY) for unit in named):
        return _unreadable(slot, printed, line, line.value.text), "的单位与该项不符"
    unit = value.unit or (named[0] if named and slot.unit in MONEY else slot.unit)
    number, unit = in_own_unit(value.number, unit, slot.unit)
    label = " ".join(printed.split())
    return Cell(
        slot.item, slot.breakdown, label, "table", number, unit, value.status,
        line.value.text, line.value.place,
    ), ""  # fmt: skip


def _unreadable(slot: Slot, printed: str, line: Line, raw: str = "") -> Cell:
    label = " ".join(printed.split())
    return Cell(
        slot.item, slot.breakdown, label, "table", None, slot.unit, Status.UNREADABLE, raw, line.place
    )  # fmt: skip
