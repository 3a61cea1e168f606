"""The data lines of a report's tables, each with what stood above it and the row that it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govstats.documents import Grid, squeeze
from govstats.reading.labels import label_key
from govstats.reading.tables.headers import Header
from govstats.reading.tables.matching import Matcher
from govstats.reading.tables.periods import is_other_period, is_own_period
from govstats.reading.tables.side_by_side import split_line
from govstats.reading.tables.turning import upright
from govstats.reading.tables.vocabulary import LONGEST_LABEL, vocabulary
from govstats.reading.values import MONEY, is_label, lone_unit, money_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.documents import GridCell, Paragraph
    from govstats.forms import Block, Form
    from govstats.reading.tables.columns import Assignment, Columns
    from govstats.reading.tables.matching import Meaning

_SEVERAL = 3
_SHORT = 4
_NUMBERED = re.compile(r"(?:^|\s)\d{1,2}[.、．](?=\D)")


@dataclass(slots=True)
class Line:
    """A line of a grid that is no header: its label cells, its fields, and the header above it.

    `meaning` is the row of the form, None while it is not recognised. `columns` are what the
    header says, by block; `named` are the blocks whose header stands above. `assignment` is given
    where the line itself shows which field is which (表四). `money` is the unit that its label, its
    header or the text above names for amounts. `shared` are fields that belong to the next row too.
    """

    labels: tuple[GridCell, ...]
    fields: list[GridCell]
    grid: Grid
    number: int
    named: tuple[str, ...] = ()
    columns: dict[str, Columns | None] = field(default_factory=dict)
    meaning: Meaning | None = None
    label: GridCell | None = None
    assignment: Assignment | None = None
    likely: bool = False
    money: str = ""
    shared: tuple[GridCell, ...] = ()

    @property
    def text(self) -> str:
        """The label as printed, the last where there are several."""
        cell = self.label or (self.labels[-1] if self.labels else None)
        return cell.text if cell else ""

    @property
    def filled(self) -> int:
        """How many fields hold something."""
        return sum(bool(cell.text.strip()) for cell in self.fields)


def read_lines(
    blocks: Iterable[Grid | Paragraph], form: Form, year: int | None = None
) -> list[Line]:
    """Return the data lines of all grids in order; those of another year are no row of the form."""
    walker = _Walker(form, year)
    title, number = "", 0
    for block in blocks:
        if isinstance(block, Grid):
            walker.read(upright(block, form), number, title)
            title, number = "", number + 1
        else:
            title = block.text
    return walker.lines


class _Walker:
    """Walks the rows of all grids in order, remembering headers and the group that is open."""

    def __init__(self, form: Form, year: int | None) -> None:
        self._words = vocabulary(form)
        self._year = year
        self.lines: list[Line] = []
        self.matcher = Matcher(form)
        self._named: list[Block] = []
        self._widths: set[int] = set()

    def read(self, grid: Grid, number: int, title: str) -> None:
        """Read a grid; `title` is the paragraph before it, or the first half of a torn label."""
        header = Header(self._words, grid, self._year)
        texts = {label_key(cell.text) for cell in grid.cells if len(cell.text) <= LONGEST_LABEL}
        likely = len(texts & self._words.own) >= _SEVERAL
        before = len(self.lines)
        for index, cells in enumerate(grid.rows()):
            labels = [n for n, cell in enumerate(cells) if self._is_label(cell.text)]
            is_row = self.matcher.belongs([cells[n].text for n in labels])
            if header.add(index, cells, is_row=is_row):
                continue
            in_line = header.line_block()
            if in_line and not labels:
                self._read_side_by_side(in_line, list(cells), header, number, title)
            elif cells and not header.foreign:
                above = () if labels else self._labels_of_two_years(header, cells)
                labels = labels or list(range(len(above)))
                goes_on = not header.seen and grid.width in self._widths
                own = [*above, *cells]
                self._read_line(own, labels, header, number, likely=likely or goes_on)
                line = self.lines[-1]
                if index == 0 and line.meaning is None:
                    self._join_above(line, title)
                if line.meaning and not line.meaning[0].by and _has_money(line.meaning[0]):
                    line.money = _money_of(line, header, title)
        _leave_sums_of_others(self.lines[before:], header)
        if len(self.lines) == before:
            self._keep_header(header, number)
        self._named = header.blocks or ([] if header.seen else self._named)

    def _is_label(self, text: str) -> bool:
        """Say whether a text is a label that could name a row: no unit, and not the report's year."""
        return is_label(text) and not (lone_unit(text) or is_own_period(text, self._year))

    def _labels_of_two_years(
        self, header: Header, cells: Sequence[GridCell]
    ) -> tuple[GridCell, ...]:
        """Return the labels that began above a row of which its own only names the report's year."""
        own = next((c for c in cells if is_own_period(c.text, self._year)), None)
        beside = header.covering[own.row][: own.column] if own is not None else []
        found = {id(cell): cell for cell in beside if cell is not None and is_label(cell.text)}
        return tuple(found.values())

    def _read_side_by_side(
        self, block: Block, cells: list[GridCell], header: Header, number: int, title: str
    ) -> None:
        if _counts_columns(cells):
            return
        for row, fields, assignment in split_line(header, block, cells, title):
            self.lines.append(
                Line(
                    (), fields, header.grid, number,
                    meaning=(block, row, "label"), assignment=assignment,
                )
            )  # fmt: skip

    def _read_line(
        self,
        cells: list[GridCell],
        labels: list[int],
        header: Header,
        number: int,
        *,
        likely: bool,
    ) -> None:
        for index in labels:
            self.matcher.open_group(cells[index].text)
        at = labels[-1] if labels else -1
        meaning = None
        sideways = header.turned_block()
        for index in reversed(labels):
            meaning = self.matcher.match(cells[index].text, similar=likely, within=sideways)
            if meaning:
                at = index
                break
        if meaning and meaning[1] in meaning[0].groups:
            behind = cells[at + 1 :]
            if at != labels[-1] or _is_over_several(cells[at], behind):
                meaning, at = None, labels[-1]
        blocks = [*header.blocks, *([sideways] if sideways else [])]
        fields = cells[at + 1 :]
        if labels and labels[0] > len(fields) and not any(c.text.strip() for c in fields):
            fields = cells[: labels[0]]
        others = any(is_other_period(cells[n].text, self._year) for n in labels)
        if meaning and (
            others
            or not self._expected(meaning[0], header, blocks)
            or self._names_several(cells[at].text)
        ):
            meaning = None
        line = Line(
            tuple(cells[n] for n in labels),
            fields,
            header.grid,
            number,
            tuple(block.id for block in blocks),
            {block.id: header.columns(block) for block in blocks},
            meaning,
            cells[at] if labels else None,
            likely=likely,
        )
        self.lines.append(line)
        if meaning and meaning[0].by:
            self._widths.add(header.grid.width)

    def _keep_header(self, header: Header, number: int) -> None:
        """Keep the header of a grid that has nothing else for the pieces that follow."""
        columns = {block.id: header.columns(block) for block in header.blocks}
        self.lines.append(Line((), [], header.grid, number, columns=columns))

    def _join_above(self, line: Line, above: str) -> None:
        """Recognise the first line of a grid by a label that began in the paragraph above it."""
        meaning = self.matcher.match(above + line.text, similar=False) if line.labels else None
        if meaning and meaning[0].by:
            line.meaning = meaning

    def _names_several(self, text: str) -> bool:
        """Say whether a cell holds the labels of several rows, whose figures then share cells too."""
        lines = text.split("\n")
        several = len(lines) > 1 and sum(self._words[line].is_row for line in lines) > 1
        return several or len(_NUMBERED.findall(text)) > 1

    def _expected(self, block: Block, header: Header, blocks: list[Block]) -> bool:
        """Say whether a block's rows may stand here: those of table two only under their header."""
        if block.by:
            return True
        return block in blocks or (not header.seen and block in self._named)


def _counts_columns(cells: list[GridCell]) -> bool:
    """Say whether a line only numbers the columns, from 1 on."""
    return [cell.text.strip() for cell in cells] == [str(n) for n in range(1, len(cells) + 1)]


def _leave_sums_of_others(lines: list[Line], header: Header) -> None:
    """Take no 其他 or 总计 for the form's where a table under its own header has other rows.

    They close a list of units or subjects: none of its rows is the form's but these short words.
    """
    own = [line for line in lines if line.meaning and line.meaning[0].by]
    others = any(line.meaning is None and line.labels and line.filled for line in lines)
    if header.seen and others and all(_is_short(line.text) for line in own):
        for line in own:
            line.meaning = None


def _is_short(text: str) -> bool:
    """Say whether a label is a word of few characters without the number that the form gives it."""
    key = label_key(text)
    return len(key) < _SHORT and key == squeeze(text)


def _has_money(block: Block) -> bool:
    return not MONEY.isdisjoint((block.unit, *(column.unit for column in block.columns)))


def _money_of(line: Line, header: Header, title: str) -> str:
    """Return the unit of money named nearest to a line: beside or in its label, above, or in the text."""
    beside = [unit for cell in line.fields if (unit := lone_unit(cell.text)) in MONEY]
    if beside:
        return beside[0]
    top = min(header.rows, default=0)
    first = line.fields[0].row if line.fields else 0
    above = [cell for cell in header.grid.cells if top - 1 <= cell.row < first]
    near = [line.text, "".join(cell.text for cell in above), title]
    return next(filter(None, map(money_unit, near)), "")


def _is_over_several(label: GridCell, fields: list[GridCell]) -> bool:
    """Say whether a label stands over several rows, of which these fields are only the first."""
    return any(cell.rowspan < label.rowspan for cell in fields)
