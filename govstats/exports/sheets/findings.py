"""The sheet of findings: what does not add up, and the rules that were run."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.exports.sheets.book import exact
from govstats.exports.sheets.formulas import address

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from govstats.checks import Finding
    from govstats.exports.content import Content
    from govstats.exports.sheets.book import Book

_CHECKS = {
    "zh": ("序号", "结论", "年度", "内容", "应为", "填报", "差额", "位置", "编号"),
    "en": ("No.", "Conclusion", "Year", "Finding", "Expected", "Given", "Difference", "Where", "Id"),
}  # fmt: skip
_RULES = {
    "zh": ("规则", "成立", "不成立", "无法核对"),
    "en": ("Rule", "hold", "fail", "not assessable"),
}
_SIZES = (7, 14, 9, 64, 12, 12, 14, 30, 30)


def write_checks(book: Book, sheet: Worksheet, found: Content) -> dict[str, str]:
    """Write the findings and the rules that were run; return the cell of each finding by its id."""
    for column, size in enumerate(_SIZES):
        book.columns(sheet, column, column, size)
    title = f"{sheet.get_name()}　{found.agency}"
    book.text(sheet, 0, 0, title, "title")
    book.text(sheet, 1, 0, found.quality_first, "subject")
    for column, head in enumerate(_CHECKS[book.lang]):
        book.text(sheet, 3, column, head, "head")
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    places, row = {}, 4
    originals = {finding.id: finding for finding in found.comparison.all_findings}
    for number, one in enumerate(found.findings, 1):
        places[one.id] = f"'{sheet.get_name()}'!A{row + 1}"
        finding = originals[one.id]
        book.number(sheet, row, 0, Decimal(number), number="0", look="middle")
        if finding.year:
            book.number(sheet, row, 2, Decimal(finding.year), number="0", look="middle")
        else:
            book.text(sheet, row, 2, "–".join(map(str, sorted(finding.years))), "middle")
        book.text(sheet, row, 1, one.badge, "middle")
        for column, text in ((3, one.sentence), (7, one.remarks), (8, one.id)):
            book.text(sheet, row, column, text)
        _sides(book, sheet, row, finding)
        row += 1
    for paragraph in (*found.suggestions, *found.quality_after):
        book.text(sheet, row, 3, paragraph, "said")
        row += 1
    row += 1
    for column, head in zip((3, 4, 5, 6), _RULES[book.lang], strict=True):
        book.text(sheet, row, column, head, "head")
    for rule in found.rules:
        row += 1
        book.text(sheet, row, 3, rule.statement)
        for column, count in zip(
            (4, 5, 6), (rule.passed, rule.failed, rule.left_open), strict=True
        ):
            book.number(sheet, row, column, Decimal(count))
    return places


def _sides(book: Book, sheet: Worksheet, row: int, finding: Finding) -> None:
    """Write what a figure should be, what it is given as, and the difference as a formula."""
    for column, value in ((4, finding.expected), (5, finding.found)):
        if exact(value) and value is not None:
            book.number(sheet, row, column, value)
        else:
            book.text(sheet, row, column, "—" if value is None else f"{value:f}", "absent")
    difference = finding.difference
    if difference is not None and exact(finding.expected) and exact(finding.found):
        formula = f"{address((row, 5))}-{address((row, 4))}"
        book.number(sheet, row, 6, difference, formula=formula, number=book.signed(difference))
    else:
        book.text(sheet, row, 6, "—" if difference is None else f"{difference:f}", "absent")
