"""One sheet of statutory tables being written: its columns, and where each figure stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from govstats.display.statutory import cell_text, row_unit, rows_shown
from govstats.forms import breakdown_names

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from govstats.exports.sheets.book import Book
    from govstats.exports.sheets.formulas import Place
    from govstats.forms import Block, Label
    from govstats.reports import Report

_SAID = {
    "zh": {
        "item": "项目", "unit": "单位", "parts": "各项之和", "difference": "差额", "check": "核对",
        "all": "总计核对（公式）",
    },
    "en": {
        "item": "Item", "unit": "Unit", "parts": "Sum of parts", "difference": "Difference",
        "check": "Check", "all": "Check of totals (formulas)",
    },
}  # fmt: skip


@dataclass(slots=True)
class Grid:
    """A sheet of tables whose first `labels` columns name rows; checks begin at column `checks`.

    `checks` is 0 where the form has no sum in these tables.
    """

    book: Book
    sheet: Worksheet
    name: str
    labels: int
    width: int
    checks: int
    doubted: frozenset[tuple[int, str, str]]
    places: dict[tuple[int, str, str], Place] = field(default_factory=dict)

    @property
    def lang(self) -> str:
        """The language of the labels."""
        return self.book.lang

    def text(self, row: int, column: int, text: str, look: str = "label") -> None:
        """Write text as text."""
        self.book.text(self.sheet, row, column, text, look)

    def across(self, row: int, text: str, look: str) -> int:
        """Write a line over the whole table and return the next row."""
        self.book.merged(self.sheet, row, 0, row, self.width - 1, text, look)
        return row + 1

    def heads(self, row: int, block: Block) -> int:
        """Write the heads of the columns, two rows where some stand under one, and return the next."""
        words = _SAID[self.lang]
        deep = any(column.group for column in block.columns)
        last = row + deep
        if block.layout == "list":
            self.book.merged(self.sheet, row, 0, last, 0, words["item"], "head")
            self.book.merged(self.sheet, row, 1, last, 1, words["unit"], "head")
        else:
            self.book.merged(self.sheet, row, 0, last, self.labels - 1, words["item"], "head")
        start = self.labels
        for group, run in groupby(block.columns, key=lambda column: column.group):
            columns = list(run)
            if group:
                over = breakdown_names()["organisations"][self.lang] if self.lang == "en" else group
                end = start + len(columns) - 1
                self.book.merged(self.sheet, row, start, row, end, over, "head")
            for offset, column in enumerate(columns):
                top = last if group else row
                at = start + offset
                name = self.named(column)
                self.book.merged(self.sheet, top, at, last, at, name[:1].upper() + name[1:], "head")
            start += len(columns)
        if self.checks:
            names = ("parts", "difference", "check")
            if deep:
                end = self.checks + len(names) - 1
                self.book.merged(self.sheet, row, self.checks, row, end, words["all"], "head")
            for offset, name in enumerate(names):
                self.text(last, self.checks + offset, words[name], "head")
        return last + 1

    def rows(self, row: int, report: Report, block: Block) -> int:
        """Write a report's figures for a block and return the next row."""
        shown = rows_shown(report, block)
        for group, run in groupby(shown, key=block.group_of):
            rows = list(run)
            if group and self.labels > 1 and block.layout != "list":
                bottom = row + len(rows) - 1
                self.book.merged(self.sheet, row, 0, bottom, 0, self.named(group), "label")
            for label in rows:
                self._label(row, block, label, under=group is not None)
                for offset, column in enumerate(block.columns):
                    slot = block.slot(label, column)
                    self._figure(row, self.labels + offset, report, slot.item, slot.breakdown)
                row += 1
        return row

    def named(self, label: Label) -> str:
        """Return what the form prints, or its English name."""
        return label.printed if self.lang == "zh" else label.label_en

    def _label(self, row: int, block: Block, label: Label, *, under: bool) -> None:
        if block.layout == "list":
            look = "leaf" if label.group and label.group != block.label else "label"
            self.text(row, 0, self.named(label), look)
            self.text(row, 1, row_unit(block, label, self.lang), "middle")
        elif under:
            self.text(row, self.labels - 1, self.named(label))
        else:
            over = f"{label.group}　" if label.group and self.lang == "zh" else ""
            said = f"{over}{self.named(label)}"
            self.book.merged(self.sheet, row, 0, row, self.labels - 1, said, "label")

    def _figure(self, row: int, column: int, report: Report, item: str, breakdown: str) -> None:
        key = (report.year or 0, item, breakdown)
        self.places[key] = (row, column)
        cell = report.cell(item, breakdown)
        if cell is None or cell.value is None:
            self.text(row, column, cell_text(cell, self.lang), "absent")
        else:
            self.book.figure(self.sheet, row, column, cell, doubted=key in self.doubted)
