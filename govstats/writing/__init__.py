"""Reports, or nothing, into the statutory form: HTML, Word, plain text."""

from govstats.writing.form import blank_sheet, filled_sheet, sheet_of
from govstats.writing.rendering import render
from govstats.writing.sheet import Box, Heading, Line, Part, Sheet, Table

__all__ = [
    "Box",
    "Heading",
    "Line",
    "Part",
    "Sheet",
    "Table",
    "blank_sheet",
    "filled_sheet",
    "render",
    "sheet_of",
]
