"""The changes as a sheet: both years, their statuses, differences and percentages as live formulas."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from govstats.changes import Verdict
from govstats.display.rows import REMARKS, groups, verdict_word
from govstats.exports.sheets.book import exact
from govstats.exports.sheets.formulas import address, total
from govstats.forms import editions, load_form
from govstats.reports import Status
from govstats.rounding import round_half_up

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from govstats.changes import Change, Comparison, Rate
    from govstats.display.rows import Row, Shown
    from govstats.exports.sheets.book import Book
    from govstats.exports.sheets.grid import Grid
    from govstats.reports import Cell, Report

_SAID = {
    "zh": {
        "table": "所在表", "item": "项目", "part": "分列", "unit": "单位", "year": "{}年", "status": "{}年填报情况",
        "difference": "增减", "percent": "增减幅度", "remark": "核对", "code": "代码", "shares": "比重",
        "points": "个百分点", "doubt": "{}，存疑", "unsaid": "报告未列", "no_slot": "格式未设此项",
        "hint": "增减、增减幅度为公式；不能计算增减幅度的，写明原因。数字链接到所在的表。",
        "alone": "数字链接到所在的表。",
    },
    "en": {
        "table": "Table", "item": "Item", "part": "Breakdown", "unit": "Unit", "year": "{}",
        "status": "Status {}", "difference": "Change", "percent": "Change (%)", "remark": "Check",
        "code": "Code", "shares": "Shares", "points": " points", "doubt": "{}, in doubt",
        "unsaid": "not stated", "no_slot": "not in that form",
        "hint": "Changes and percentages are formulas; where no percentage may be given, its cell says why. "
        "Figures are links to their tables.",
        "alone": "Figures are links to their tables.",
    },
}  # fmt: skip
_STATUSES = {
    "zh": {
        Status.REPORTED: "已填报", Status.APPROXIMATE: "约数", Status.BLANK: "未填写",
        Status.NOT_APPLICABLE: "填报为“/”", Status.UNREADABLE: "缺失或无法辨认",
    },
    "en": {
        Status.REPORTED: "reported", Status.APPROXIMATE: "rounded", Status.BLANK: "left blank",
        Status.NOT_APPLICABLE: "given as “/”", Status.UNREADABLE: "missing or illegible",
    },
}  # fmt: skip
_SIZES = {
    "table": 27, "item": 40, "part": 24, "unit": 9, "before": 15, "before_status": 18, "after": 15,
    "after_status": 18, "difference": 14, "percent": 15, "remark": 16, "code": 52,
}  # fmt: skip
_SIZES_EN = {"table": 44, "item": 54, "part": 30, "unit": 13, "percent": 20}
_HEAD = 3


class _Columns(NamedTuple):
    """Where what stands; -1 where there is no earlier year."""

    before: int
    after: int
    difference: int
    remark: int


def write_changes(
    book: Book, sheet: Worksheet, comparison: Comparison, grids: list[Grid], checks: dict[str, str]
) -> None:
    """Write every change of a comparison and its shares.

    A percentage is a formula only where the verdict allows one; otherwise its cell says why not.
    `checks` gives the cell in the list of findings for each finding's id.
    """
    words = _SAID[book.lang]
    paired = comparison.before is not None
    names = [name for name in _SIZES if paired or name not in
             ("before", "before_status", "difference", "percent")]  # fmt: skip
    columns = _Columns(
        *(names.index(n) if n in names else -1 for n in ("before", "after", "difference", "remark"))
    )
    title = f"{sheet.get_name()}　{comparison.agency.named(book.lang)}"
    book.text(sheet, 0, 0, title, "title")
    book.text(sheet, 1, 0, words["hint" if paired else "alone"], "subject")
    for column, name in enumerate(names):
        size = _SIZES_EN.get(name, _SIZES[name]) if book.lang == "en" else _SIZES[name]
        book.columns(sheet, column, column, size)
        book.text(sheet, _HEAD, column, _head(name, comparison, book.lang), "head")
    row = _HEAD + 1
    for group in groups(comparison, book.lang, zeros=True):
        for line in group.rows:
            book.text(sheet, row, 0, group.title)
            _change(_Line(book, sheet, row, columns), line, comparison, grids, checks)
            book.text(
                sheet, row, len(names) - 1, line.change.item + _breakdown(line.change), "code"
            )
            row += 1
    for rate in comparison.rates:
        _rate(_Line(book, sheet, row, columns), rate, paired=paired)
        book.text(sheet, row, len(names) - 1, f"rates.{rate.code}", "code")
        row += 1
    sheet.freeze_panes(_HEAD + 1, 3)
    sheet.autofilter(_HEAD, 0, row - 1, len(names) - 1)
    sheet.repeat_rows(_HEAD)
    sheet.print_area(0, 0, row - 1, len(names) - 2)


def _head(name: str, comparison: Comparison, lang: str) -> str:
    words = _SAID[lang]
    year = comparison.against if name.startswith("before") else comparison.year
    kind = "status" if name.endswith("status") else "year" if name in ("before", "after") else name
    return words[kind].format(year)


def _breakdown(change: Change) -> str:
    return f"/{change.breakdown}" if change.breakdown else ""


class _Line(NamedTuple):
    """A row of the sheet being written."""

    book: Book
    sheet: Worksheet
    row: int
    columns: _Columns

    def text(self, column: int, text: str, look: str = "label") -> None:
        self.book.text(self.sheet, self.row, column, text, look)

    def at(self, column: int) -> str:
        return address((self.row, column))


def _change(
    line: _Line, row: Row, comparison: Comparison, grids: list[Grid], checks: dict[str, str]
) -> None:
    columns, change = line.columns, row.change
    line.text(1, row.name, "leaf" if row.leaf else "label")
    line.text(2, row.part)
    line.text(3, row.unit, "middle")
    if comparison.before is not None:
        _figure(line, columns.before, change, row.before, comparison.before, grids)
        _moved(line, row)
    _figure(line, columns.after, change, row.after, comparison.after, grids)
    _remark(line, row, checks)


def _figure(  # noqa: PLR0913 - a figure, where it goes and where it comes from
    line: _Line, column: int, change: Change, shown: Shown, report: Report, grids: list[Grid]
) -> None:
    later = column == line.columns.after
    cell = change.after if later else change.before
    doubted = bool(change.doubts_after if later else change.doubts_before)
    line.text(column + 1, _status(change, cell, line.book.lang, doubted=doubted), "middle")
    if cell is None or cell.value is None:
        line.text(column, shown.text, "absent")
        return
    formula = _source(cell, report, grids) if cell.source == "table" else ""
    line.book.figure(line.sheet, line.row, column, cell, doubted=doubted, formula=formula)


def _status(change: Change, cell: Cell | None, lang: str, *, doubted: bool) -> str:
    words = _SAID[lang]
    if cell is None:
        return words["no_slot" if change.verdict is Verdict.NOT_IN_FORM else "unsaid"]
    said = _STATUSES[lang][cell.status]
    return words["doubt"].format(said) if doubted and cell.value is not None else said


def _source(cell: Cell, report: Report, grids: list[Grid]) -> str:
    """Return the formula that takes a figure from its table: a link, or the sum of its rows."""
    year = report.year or 0
    for grid in grids:
        place = grid.places.get((year, cell.item, cell.breakdown))
        if place and report.cell(cell.item, cell.breakdown) is not None:
            return address(place, grid.name)
        leaves = load_form(report.edition).leaves(cell.item) if report.edition in editions() else ()
        places = [grid.places.get((year, leaf, cell.breakdown)) for leaf in leaves]
        cells = [report.cell(leaf, cell.breakdown) for leaf in leaves]
        if places and all(places) and all(one and exact(one.value) for one in cells):
            return total([one for one in places if one], grid.name)
    return ""


def _moved(line: _Line, row: Row) -> None:
    """Write difference and percent: as formulas where both may be computed, else as words."""
    columns, change = line.columns, row.change
    before, after = line.at(columns.before), line.at(columns.after)
    known = change.difference
    if known is None:
        line.text(columns.difference, "—", "absent")
    elif not (exact(change.old) and exact(change.new) and exact(known)):
        line.text(columns.difference, row.difference, "figure")
    else:
        line.book.number(
            line.sheet, line.row, columns.difference, known,
            formula=f"{after}-{before}", number=line.book.signed(known),
        )  # fmt: skip
    percent = columns.difference + 1
    if change.percent is None:
        line.text(percent, verdict_word(change, line.book.lang) or "—", "absent")
    elif not (exact(change.old) and exact(change.new)):
        line.text(percent, row.percent, "figure")
    else:
        line.book.number(
            line.sheet, line.row, percent, Decimal(round_half_up(change.percent)) / 100,
            formula=f"ROUND(({after}-{before})/ABS({before}),3)", number="+0.0%;−0.0%;0.0%",
        )  # fmt: skip


def _remark(line: _Line, row: Row, checks: dict[str, str]) -> None:
    target = next((checks[f.id] for f in row.change.doubts if f.id in checks), "")
    if target:
        line.sheet.write_url(
            line.row, line.columns.remark, f"internal:{target}", line.book.look("link"), row.doubt
        )
    else:
        line.text(line.columns.remark, row.doubt)


def _rate(line: _Line, rate: Rate, *, paired: bool) -> None:
    """Write a share as the division that it is; a word where it may not be stated."""
    words, columns = _SAID[line.book.lang], line.columns
    line.text(0, words["shares"])
    line.text(1, rate.zh if line.book.lang == "zh" else rate.en)
    line.text(2, "")
    line.text(3, "%", "middle")
    stated = rate.may_be_stated
    why = "" if stated else _unstated(rate, line.book.lang)
    for column, parts, share in (
        *([(columns.before, rate.before, rate.old)] if paired else []),
        (columns.after, rate.after, rate.new),
    ):
        line.text(column + 1, why, "middle")
        if not stated or parts is None or share is None:
            line.text(column, "—", "absent")
            continue
        line.book.number(
            line.sheet, line.row, column, Decimal(round_half_up(share)) / 100,
            formula=f"ROUND({_division(parts)},3)", number="0.0%",
        )  # fmt: skip
    line.text(columns.remark, "")
    if not paired:
        return
    line.text(columns.difference + 1, "—", "absent")
    if not stated or rate.points is None or rate.before is None or rate.after is None:
        line.text(columns.difference, "—", "absent")
        return
    line.book.number(
        line.sheet, line.row, columns.difference, Decimal(round_half_up(rate.points)),
        formula=f"ROUND({_points(rate.before, rate.after)},1)",
        number="+0.0{0};−0.0{0};0.0{0}".format(f'"{words["points"]}"'),
    )  # fmt: skip


def _points(before: tuple[Decimal, Decimal], after: tuple[Decimal, Decimal]) -> str:
    """Return the difference of two shares as one division, so that a half is exactly a half."""
    (a, b), (c, d) = after, before
    return f"({a:f}*{d:f}-{c:f}*{b:f})*100/({b:f}*{d:f})"


def _division(parts: tuple[Decimal, Decimal]) -> str:
    return f"{parts[0]:f}/{parts[1]:f}"


def _unstated(rate: Rate, lang: str) -> str:
    """Return in a word why a share is not stated."""
    if rate.new is None:
        return REMARKS[lang][Verdict.MISSING]
    return REMARKS[lang][Verdict.FAILS_RULE if rate.doubtful else Verdict.SMALL_BASE]
