"""A workbook in which text stays text: its formats, its figures, its formulas."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

import xlsxwriter

from govstats import theme
from govstats.display.statutory import DOUBT
from govstats.exports.archive import EPOCH
from govstats.exports.text import clean, ems
from govstats.reports import Status
from govstats.rounding import figure

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from govstats.reports import Cell

MOST_TEXT = 32_767
"""Characters that a cell of a workbook holds."""
MOST_DIGITS = 15
"""Digits that a workbook computes with; a longer figure is kept as text and left out of formulas."""
_LETTER = 0.46
"""The width of a letter in a line of them, of a Chinese character's; that is two digits wide."""
_SPARE = 3
"""Digits of room that a figure needs for its sign and the edges of its cell."""
_LINE = 14.5
"""Points that a line of text takes."""
_MOST_LINES = 25
"""Lines of the highest row that a workbook shows."""
_FONTS = {"zh": "宋体", "en": "Arial"}
_SHADE = "#EEF2F5"
_DOUBTED = "#FDEEE4"
_NOTICE = "#FFF4D6"
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15},
    "subject": {"font_size": 11, "font_color": theme.MUTED},
    "notice": {"bold": True, "bg_color": _NOTICE, "text_wrap": True, "valign": "vcenter"},
    "said": {"text_wrap": True, "valign": "top"},
    "strong": {"bold": True, "text_wrap": True, "valign": "top"},
    "section": {"bold": True, "font_size": 12, "bottom": 2, "bottom_color": theme.NOW},
    "head": {
        "bold": True, "bg_color": _SHADE, "border": 1, "border_color": theme.RULE,
        "align": "center", "valign": "vcenter", "text_wrap": True,
    },
    "band": {
        "bold": True, "bg_color": theme.NOW, "font_color": "#FFFFFF", "valign": "vcenter",
    },
    "label": {"border": 1, "border_color": theme.RULE, "valign": "vcenter", "text_wrap": True},
    "leaf": {
        "border": 1, "border_color": theme.RULE, "valign": "vcenter", "text_wrap": True, "indent": 1,
    },
    "middle": {
        "border": 1, "border_color": theme.RULE, "align": "center", "valign": "vcenter",
        "text_wrap": True,
    },
    "absent": {
        "border": 1, "border_color": theme.RULE, "align": "right", "valign": "vcenter",
        "font_color": theme.MUTED,
    },
    "figure": {"border": 1, "border_color": theme.RULE, "align": "right", "valign": "vcenter"},
    "doubt": {
        "border": 1, "border_color": theme.RULE, "align": "right", "valign": "vcenter",
        "bg_color": _DOUBTED, "font_color": theme.DOUBT, "bold": True,
    },
    "link": {
        "border": 1, "border_color": theme.RULE, "valign": "vcenter", "font_color": theme.DOUBT,
        "text_wrap": True,
    },
    "jump": {"font_color": theme.NOW, "underline": 1, "valign": "top"},
    "note": {
        "border": 1, "border_color": theme.RULE, "valign": "vcenter", "text_wrap": True,
        "font_color": theme.MUTED,
    },
    "code": {
        "border": 1, "border_color": theme.RULE, "valign": "vcenter", "font_color": theme.MUTED,
    },
    "sum": {
        "border": 1, "border_color": theme.RULE, "align": "right", "valign": "vcenter",
        "font_color": theme.MUTED,
    },
}  # fmt: skip
"""How cells look, by what they are."""
_DIFFERING: dict[str, dict[str, Any]] = {
    "bad": {"bg_color": _DOUBTED, "font_color": theme.DOUBT, "bold": True},
    "open": {"font_color": theme.MUTED},
}
"""What a condition changes in a look."""


class Book:
    """A workbook being written.

    Text goes in as text whatever it begins with; only `formula` writes a formula, and each formula
    is built here of references and numbers, never of text from a report.
    """

    def __init__(self, lang: str, title: str, names: list[str]) -> None:
        self.lang = lang
        self._stream = BytesIO()
        self._book = xlsxwriter.Workbook(
            self._stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": _FONTS[lang], "font_size": 10.5},
            },
        )
        self._book.set_properties(
            {"title": clean(title)[:255], "created": EPOCH.replace(tzinfo=None)}
        )
        self._formats: dict[tuple[str, str], Format] = {}
        self._widths: dict[tuple[str, int], float] = {}
        self._lines: dict[tuple[str, int], int] = {}
        self._needed: dict[tuple[str, int], float] = {}
        self.sheets = {name: self._book.add_worksheet(name) for name in names}

    def close(self) -> bytes:
        """Return the finished workbook, rows high enough for text and columns wide enough for figures."""
        for (name, row), lines in self._lines.items():
            self.sheets[name].set_row(row, lines * _LINE + _LINE / 4)
        for (name, column), width in self._needed.items():
            if width > self._widths.get((name, column), width):
                self.sheets[name].set_column(column, column, width)
        self._book.close()
        return self._stream.getvalue()

    def look(self, name: str, number: str = "") -> Format:
        """Return a format by name, with a number format where one is given."""
        found = self._formats.get((name, number))
        if found is None:
            given = {"num_format": number} if number else {}
            found = self._formats[name, number] = self._book.add_format(LOOKS[name] | given)
        return found

    def differing(self, name: str) -> Format:
        """Return what a condition changes: a format of its own each time, as conditions need."""
        return self._book.add_format(_DIFFERING[name])

    def text(self, sheet: Worksheet, row: int, column: int, text: str, look: str = "label") -> None:
        """Write text as text."""
        text = held(text)
        sheet.write_string(row, column, text, self.look(look))
        if LOOKS[look].get("text_wrap"):
            self._fit(sheet, row, text, self._widths.get((sheet.get_name(), column), 0))

    def columns(self, sheet: Worksheet, first: int, last: int, width: float) -> None:
        """Set the width of columns, in digits."""
        sheet.set_column(first, last, width)
        for column in range(first, last + 1):
            self._widths[sheet.get_name(), column] = width

    def _fit(self, sheet: Worksheet, row: int, text: str, width: float) -> None:
        """Note how many lines a row needs."""
        key = (sheet.get_name(), row)
        lines = ceil(ems(text, _LETTER) * 2 / max(width - 1, 1)) if width else 1
        if lines > self._lines.get(key, 1):
            self._lines[key] = min(lines, _MOST_LINES)

    def merged(  # noqa: PLR0913 - a range has four edges
        self, sheet: Worksheet, top: int, left: int, bottom: int, right: int, text: str, look: str
    ) -> None:
        """Write text over a range of cells, or into one."""
        if (top, left) == (bottom, right):
            self.text(sheet, top, left, text, look)
            return
        sheet.merge_range(top, left, bottom, right, "", self.look(look))
        sheet.write_string(top, left, held(text), self.look(look))
        if top == bottom:
            names = ((sheet.get_name(), column) for column in range(left, right + 1))
            self._fit(sheet, top, text, sum(self._widths.get(name, 0) for name in names))

    def number(  # noqa: PLR0913 - a cell, its value and how both look
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: Decimal,
        *,
        formula: str = "",
        number: str = "",
        look: str = "figure",
    ) -> None:
        """Write a number, or a formula with the number that it comes to."""
        number = number or self.plain(value)
        key = (sheet.get_name(), column)
        needed = len(figure(value, self.lang)) + number.split(";")[0].count('"') * 2 + _SPARE
        self._needed[key] = max(self._needed.get(key, 0), needed)
        form = self.look(look, number)
        if formula:
            sheet.write_formula(row, column, f"={formula}", form, plain_number(value))
        else:
            sheet.write_number(row, column, plain_number(value), form)

    def word(self, sheet: Worksheet, row: int, column: int, formula: str, word: str) -> None:
        """Write a formula that comes to one of our own words."""
        sheet.write_formula(row, column, f"={formula}", self.look("middle"), word)

    def plain(self, value: Decimal, *, approximate: bool = False, doubted: bool = False) -> str:
        """Return the number format of a figure: every decimal, its signs of doubt beside it."""
        before = '"≈"' if approximate else ""
        after = f'" {DOUBT}"' if doubted else ""
        return f"{before}{self._digits(value)}{after}"

    def signed(self, value: Decimal, unit: str = "") -> str:
        """Return the number format of a difference."""
        digits, after = self._digits(value), f'"{unit}"' if unit else ""
        return f"+{digits}{after};−{digits}{after};{digits}{after}"

    def figure(  # noqa: PLR0913 - a cell, what is in it and how it is known
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        cell: Cell,
        *,
        doubted: bool,
        formula: str = "",
    ) -> None:
        """Write a figure that is known: as a number, or as text where it has too many digits."""
        value = cell.value or Decimal(0)
        look = "doubt" if doubted else "figure"
        if not exact(value):
            self.text(sheet, row, column, f"{value:f}", look)
            return
        form = self.plain(value, approximate=cell.status is Status.APPROXIMATE, doubted=doubted)
        self.number(sheet, row, column, value, formula=formula, number=form, look=look)

    def _digits(self, value: Decimal) -> str:
        places = -int(value.normalize().as_tuple().exponent)
        whole = "0" if self.lang == "zh" else "#,##0"
        return f"{whole}.{'0' * places}" if places > 0 else whole


def held(text: str) -> str:
    """Return a text as a cell can hold it."""
    text = clean(text)
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"


def exact(value: Decimal | None) -> bool:
    """Say whether a workbook can hold a value to its last digit."""
    return (
        value is not None
        and len(value.normalize().as_tuple().digits) <= MOST_DIGITS
        and (value.adjusted() < MOST_DIGITS)
    )


def plain_number(value: Decimal) -> int | float:
    """Return a value as a workbook holds it."""
    return int(value) if value == value.to_integral_value() else float(value)
