"""A sheet as plain text, its tables as fields between tabs that paste into a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.writing.sheet import Heading, Line

if TYPE_CHECKING:
    from govstats.writing.sheet import Sheet, Table


def to_text(sheet: Sheet) -> str:
    """Return a sheet as text; each table row has a field for every column, merged cells said once."""
    blocks = [sheet.title]
    for part in sheet.parts:
        if isinstance(part, Heading | Line):
            blocks.append(part.text)
        else:
            blocks.append("\n".join("\t".join(fields) for fields in fields_of(part)))
    return "\n\n".join(blocks) + "\n"


def fields_of(table: Table) -> list[list[str]]:
    """Return the text of each position of a table, empty where a box above or beside covers it."""
    return [
        ["".join(box.text.split("\n")) if first else "" for box, first in row]
        for row in table.positions()
    ]
