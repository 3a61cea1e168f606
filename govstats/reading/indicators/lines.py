"""The lines of a list of indicators: labels, unit and the one cell that is the year's figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.documents import GridCell, squeeze
from govstats.reading.indicators.panels import (
    NO_YEAR,
    SEVERAL,
    UNITS,
    Panel,
    continues_header,
    is_header,
    is_number,
    panels_by_content,
    panels_of_header,
)
from govstats.reading.values import is_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from govstats.documents import Grid, Paragraph, Place

_TWO = 2
WHOLE_TABLE = (NO_YEAR, SEVERAL)
"""Reasons that concern all rows of a table alike."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row's labels from left to right, its unit, and its value's cell; `why` where it has none.

    `side` counts from 0 the lists that stand side by side.
    """

    labels: tuple[str, ...]
    place: Place
    unit: str = ""
    value: GridCell | None = None
    why: str = ""
    side: int = 0


class Lines:
    """Divides grids and short paragraphs into lines, remembering the header that applies.

    A header holds for the grids that continue its table: those of the same width where columns are
    positions, rows of as many fields in text. `knows` says whether a text is a label of the form.
    """

    def __init__(self, knows: Callable[[str], bool], year: int | None) -> None:
        self._knows = knows
        self._year = year
        self._panels: tuple[Panel, ...] = ()
        self._width = 0

    def forget(self) -> None:
        """Forget the header: another table begins."""
        self._panels, self._width = (), 0

    def of_grid(self, grid: Grid) -> Iterator[Line]:
        """Yield the lines of a grid, of two lists side by side first the left one."""
        rows = list(grid.rows())
        covering = grid.covering()
        start = 0
        while start < len(rows):
            if is_header(rows[start]):
                heads = self._header(rows, start)
                self._panels = panels_of_header([covering[n] for n in heads], self._year)
                self._width = grid.width if grid.exact else len(rows[start])
                start = heads.stop
            end = next((n for n in range(start, len(rows)) if is_header(rows[n])), len(rows))
            if grid.exact:
                yield from self._exact(grid, rows, covering, range(start, end))
            else:
                yield from self._in_text(rows[start:end])
            start = max(end, start + 1) if end == start else end

    def of_paragraph(self, paragraph: Paragraph) -> Line | None:
        """Return a short paragraph as a line, None where it is the header of a list."""
        words = [
            GridCell(text, 0, n, paragraph.place) for n, text in enumerate(paragraph.text.split())
        ]
        if is_header(words):
            self._panels, self._width = panels_of_header([words], self._year), len(words)
            return None
        *labels, last = [word.text for word in words] or [""]
        unit = ""
        if labels and last in UNITS and is_number(labels[-1]):
            last = labels.pop() + last
        elif labels and labels[-1] in UNITS:
            unit = labels.pop()
        label = " ".join(labels)
        stated = not is_label(last) and label and self._knows(label)
        value = GridCell(last, 0, 0, paragraph.place) if stated else None
        if value is None:
            return Line((_without_unit(paragraph.text)[0],), paragraph.place)
        if len(self._panels) > 1 or any(not panel.values for panel in self._panels):
            return Line((label,), paragraph.place, unit, None, SEVERAL)
        return Line((label,), paragraph.place, unit, value)

    def _header(self, rows: Sequence[Sequence[GridCell]], start: int) -> range:
        """Return the rows of a header: those below it that print nothing under 统计指标."""
        named = {
            column
            for cell in rows[start]
            if is_header([cell, cell])
            for column in range(cell.column, cell.column + cell.colspan)
        }
        end = start + 1
        while end < len(rows) and continues_header(rows[end], self._knows):
            if any(cell.column in named and cell.text.strip() for cell in rows[end]):
                break
            end += 1
        return range(start, end)

    def _exact(
        self,
        grid: Grid,
        rows: Sequence[Sequence[GridCell]],
        covering: Sequence[Sequence[GridCell | None]],
        span: range,
    ) -> Iterator[Line]:
        headed = self._panels and self._width == grid.width
        panels = self._panels if headed else panels_by_content(grid, span, self._knows)
        for side, panel in enumerate(panels):
            labelled = {
                n: [c for c in rows[n] if c.column in panel.labels and is_label(c.text)]
                for n in span
            }
            for n, labels in labelled.items():
                if not labels:
                    continue
                own = [
                    r
                    for r in range(n, min(n + labels[-1].rowspan, span.stop))
                    if r == n or not labelled[r]
                ]
                value, why = _value(covering, own, panel)
                unit = covering[n][panel.unit] if panel.unit is not None else None
                texts = tuple(cell.text for cell in labels)
                printed = unit.text if unit else ""
                yield Line(texts, labels[-1].place, printed, value, why, side)

    def _in_text(self, rows: Sequence[Sequence[GridCell]]) -> list[Line]:
        """Return the lines of rows whose columns are only the numbers of their fields.

        Where a row has as many fields as the header, their order counts. Otherwise a label's value
        is certain only where one field follows it, in every row of the run.
        """
        headed = bool(self._panels)
        divided = [_fields(row) for row in rows]
        parts = [list(_parts(fields, self._knows)) for fields in divided]
        second = min((row[1].start for row in parts if len(row) > 1), default=None)
        several = any(len(part.values) > 1 for row in parts for part in row)
        unsure = any(not panel.values for panel in self._panels) or (not headed and several)
        unsure = unsure or any(len(row) > _TWO for row in parts)
        lines: list[Line] = []
        for fields, row in zip(divided, parts, strict=True):
            if headed and len(fields) == self._width:
                lines += self._by_position(fields)
                continue
            for part in row:
                one = len(part.values) == 1 and not unsure
                why = "" if one else SEVERAL if part.values else "没有数值"
                value = part.values[0] if one else None
                side = int(second is not None and part.start >= second)
                lines.append(Line(part.labels, part.place, part.unit, value, why, side))
        return sorted(lines, key=lambda line: line.side)

    def _by_position(self, fields: Sequence[GridCell]) -> Iterator[Line]:
        for side, panel in enumerate(self._panels):
            labels = [fields[n] for n in panel.labels if is_label(fields[n].text)]
            if labels:
                value, why = _value([fields], [0], panel)
                unit = fields[panel.unit].text if panel.unit is not None else ""
                texts = tuple(cell.text for cell in labels)
                yield Line(texts, labels[-1].place, unit, value, why, side)


@dataclass(frozen=True, slots=True)
class _Part:
    labels: tuple[str, ...]
    place: Place
    unit: str
    values: tuple[GridCell, ...]
    start: int


def _parts(fields: Sequence[GridCell], knows: Callable[[str], bool]) -> Iterator[_Part]:
    """Yield each label of a row with the fields up to the next, units and blanks at the end left out."""
    starts = [n for n, cell in enumerate(fields) if knows(cell.text)]
    if not starts:
        starts = [n for n, cell in enumerate(fields) if _is_name(cell.text)][:1]
    heads = [n for n in starts if n - 1 not in starts]
    for start, end in zip(heads, [*heads[1:], len(fields)], strict=False):
        names = [cell for n, cell in enumerate(fields) if start <= n < end and n in starts]
        rest = fields[start + len(names) : end]
        units = [cell.text for cell in rest if squeeze(cell.text) in UNITS]
        values = [cell for cell in rest if squeeze(cell.text) not in UNITS]
        while len(values) > 1 and not values[-1].text.strip():
            values.pop()
        labels = tuple(cell.text for cell in names)
        yield _Part(labels, names[-1].place, units[0] if units else "", tuple(values), start)


def _value(
    covering: Sequence[Sequence[GridCell | None]], rows: Sequence[int], panel: Panel
) -> tuple[GridCell | None, str]:
    """Return the cell under the year's columns beside a label, or why there is none."""
    if not panel.values:
        return None, panel.why
    beside = {id(cell): cell for n in rows for c in panel.values if (cell := covering[n][c])}
    cells = [cell for cell in beside.values() if cell.column >= panel.labels.stop]
    printed = [cell for cell in cells if cell.text.strip()]
    if len(printed) > 1:
        return None, "有几个数值"
    if any(cell.rowspan > len(rows) for cell in printed):
        return None, "的数值与相邻行合并"
    if printed or not cells:
        return (printed[0], "") if printed else (None, "没有数值")
    aside = covering[rows[0]][panel.unit] if panel.unit is not None else None
    if aside is not None and is_number(aside.text):
        return None, "的数值不在统计数一列"
    return cells[0], ""


def _fields(row: Sequence[GridCell]) -> list[GridCell]:
    """Return a row's fields, a unit after a label (收到申请数 件) being a field of its own."""
    fields: list[GridCell] = []
    for cell in row:
        label, unit = _without_unit(cell.text)
        fields.append(cell._replace(text=label))
        if unit:
            fields.append(cell._replace(text=unit))
    return [cell._replace(column=n) for n, cell in enumerate(fields)]


def _without_unit(text: str) -> tuple[str, str]:
    words = text.split()
    if len(words) > 1 and words[-1] in UNITS:
        return " ".join(words[:-1]), words[-1]
    return text, ""


def _is_name(text: str) -> bool:
    return is_label(text) and squeeze(text) not in UNITS
