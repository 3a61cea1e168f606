"""The tables of a report into the form's cells: rows found by label, values put under columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govstats.documents import Grid
from govstats.reading.tables.collecting import collect
from govstats.reading.tables.lines import read_lines
from govstats.reading.tables.neighbours import reconsider
from govstats.reading.tables.placing import place
from govstats.reading.tables.rivals import of_other_periods, one_sided, without_other_periods
from govstats.reading.tables.rows import settle
from govstats.reading.tables.sharing import leave_what_rows_share
from govstats.reading.tables.sums import recover
from govstats.reading.tables.variants import as_printed
from govstats.reading.tables.wrapped import join_wrapped
from govstats.reading.values import parse_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.documents import Paragraph
    from govstats.forms import Form
    from govstats.reading.tables.lines import Line
    from govstats.reading.tables.rows import Row
    from govstats.reports import Cell


@dataclass(slots=True)
class TableReading:
    """The cells of a report's tables, and what was noticed on the way."""

    cells: list[Cell]
    matched_rows: int
    by_alias: list[str] = field(default_factory=list)
    by_similarity: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_tables(
    blocks: Iterable[Grid | Paragraph], form: Form, year: int | None = None
) -> TableReading:
    """Return every cell of the form, in its order.

    A cell that no row and column could be found for is `unreadable`, never 0. Where a report
    prints a group as one row (其他处理), that row is returned and its leaves are not. A second table
    of another period than the report's `year` is left out; where two contradict each other, what
    only one of them has is not taken.
    """
    blocks = list(blocks)
    notes: list[str] = []
    form = as_printed(form, [block for block in blocks if isinstance(block, Grid)])
    lines = read_lines(blocks, form, year)
    leave_what_rows_share(lines)
    lines = without_other_periods(lines, of_other_periods(blocks, year), notes)
    reconsider(lines)
    rows = place(lines)
    settle(rows)
    recover(rows, form)
    _leave_one_sided(rows, notes)
    reading = TableReading([], len(rows), notes=notes)
    for line in lines:
        _account_for(line, reading)
    reading.cells = join_wrapped(collect(rows, form, reading.notes), form)
    return reading


def _leave_one_sided(rows: list[Row], notes: list[str]) -> None:
    found = one_sided(rows)
    for row in rows:
        if (row.block.id, row.label.code) in found:
            row.assignment, row.fields = None, []
    notes += [
        f"{label}：有几张表的数值互相矛盾，只见于其中一张的行未读取"
        for label in dict.fromkeys(found.values())
    ]


def _account_for(line: Line, reading: TableReading) -> None:
    """Note how a line was recognised, or that it was not although it has values."""
    text = " ".join(line.text.split())
    if line.meaning is None:
        if (
            line.likely
            and text
            and any(parse_value(c.text) and c.text.strip() for c in line.fields)
        ):
            reading.notes.append(f"{line.fields[0].place}: 未识别的行 {text[:30]}")
        return
    _, label, manner = line.meaning
    printed = f"{text} → {label.printed}"
    if manner == "alias":
        reading.by_alias.append(printed)
    elif manner == "similarity":
        reading.by_similarity.append(printed)
