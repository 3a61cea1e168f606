"""The sheets that say what a workbook is and where its figures come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.display.record import origins, software

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from govstats.exports.content import Content
    from govstats.exports.sheets.book import Book

_TITLES = {"zh": ("怎样使用", "各表"), "en": ("How to use it", "Sheets")}
_SHOWN = {
    "zh": {
        "changes": "全部数据的两年数值、填报情况、增减和增减幅度，以及各项比重",
        "alone": "全部数据的数值和填报情况，以及各项比重",
        "二": "主动公开政府信息情况",
        "三": "收到和处理政府信息公开申请情况",
        "四": "政府信息公开行政复议、行政诉讼情况",
        "list": "政府信息公开情况统计表（2014年版格式）",
        "checks": "核对发现的问题和所用规则",
        "sources": "数据来源和生成记录",
    },
    "en": {
        "changes": "every figure of both years with its status and its change, and the shares",
        "alone": "every figure with its status, and the shares",
        "二": "proactive disclosure",
        "三": "requests received and concluded",
        "四": "administrative reconsideration and litigation",
        "list": "statistical table (2014 form)",
        "checks": "what does not add up, and the rules applied",
        "sources": "where the figures come from, and what made this",
    },
}
_USE = {
    "zh": (
        "增减、增减幅度和总计核对均为公式，点选单元格可以看到怎样算出；改动各表中的数字，有关公式随之重算。",
        "填报情况、▲、“存疑”和“数据核对”表是生成时的结果，不随改动变化。",
        "“未填写”“/”“缺失”“未转录”都不是0，不参加计算。",
    ),
    "en": (
        "Changes, percentages and checks of totals are formulas that follow any change of a figure in its table.",
        "Statuses, ▲, “in doubt” and the sheet “Checks” are as found when this was made and do not follow.",
        "“blank”, “/”, “missing” and “not transcribed” are not 0 and take no part in formulas.",
    ),
}
_SOURCES = {
    "zh": ("机关", "报告", "标题", "格式", "统计范围", "数据性质", "缺口", "网址", "sha256", "生成"),
    "en": ("Agency", "Report", "Title", "Form", "Scope", "Nature", "Gaps", "Address", "sha256", "Made"),
}  # fmt: skip


def write_about(book: Book, sheet: Worksheet, found: Content, names: dict[str, str]) -> None:
    """Write what the workbook is: title, headline, main points, its sheets, how to use it, notes."""
    use, sheets = _TITLES[book.lang]
    book.columns(sheet, 0, 0, 18)
    book.columns(sheet, 1, 1, 110)
    book.text(sheet, 0, 0, found.agency, "title")
    book.text(sheet, 1, 0, found.subject, "subject")
    row = 3
    if found.notice:
        book.merged(sheet, row, 0, row, 1, found.notice, "notice")
        sheet.set_row(row, 24)
        row += 2
    points = [found.text.headline, *found.text.points]
    row = _lines(book, sheet, row, found.text.points_title, points)
    row = _heading(book, sheet, row, sheets)
    paired = found.comparison.before is not None
    for key, name in names.items():
        if key != "about":
            said = _SHOWN[book.lang]["alone" if key == "changes" and not paired else key]
            target = f"internal:'{name}'!A1"
            sheet.write_url(row, 0, target, book.look("jump"), name)
            book.text(sheet, row, 1, said, "said")
            row += 1
    row = _lines(book, sheet, row + 1, use, _USE[book.lang])
    _lines(book, sheet, row, found.notes.title, found.notes.paragraphs)


def _heading(book: Book, sheet: Worksheet, row: int, title: str) -> int:
    for column in (0, 1):
        book.text(sheet, row, column, "" if column else title, "section")
    return row + 1


def _lines(book: Book, sheet: Worksheet, row: int, title: str, lines: Sequence[str]) -> int:
    if not lines:
        return row
    row = _heading(book, sheet, row, title)
    for line in lines:
        book.text(sheet, row, 1, line, "said")
        row += 1
    return row + 1


def write_sources(book: Book, sheet: Worksheet, found: Content) -> None:
    """Write where the figures of each year come from, a column a report."""
    given = origins(found.comparison, book.lang)
    book.columns(sheet, 0, 0, 16)
    book.columns(sheet, 1, len(given), 70)
    book.text(sheet, 0, 0, f"{sheet.get_name()}　{found.agency}", "title")
    names = _SOURCES[book.lang]
    for row, name in enumerate(names, 2):
        book.text(sheet, row, 0, name, "head")
    for column, origin in enumerate(given, 1):
        values = (
            found.agency, origin.report, origin.title, origin.edition, origin.scope, origin.nature,
            origin.gaps, origin.url, origin.sha256, software(book.lang),
        )  # fmt: skip
        for row, value in enumerate(values, 2):
            book.text(sheet, row, column, value)
    sheet.freeze_panes(2, 1)
