"""Several tables of one form in a file: of another period, of another body, or of nobody knows whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govstats.documents import parse_document
from govstats.forms import load_form
from govstats.reading import read_document
from tests.drafts import Draft, draft
from tests.layouts import html

if TYPE_CHECKING:
    from govstats.reports import Report

LOST = "requests.not_processed.repeated"
"""A row that only the second table has."""


def page(report: Draft, lost: str = "") -> str:
    """A report as a page, a row of table three without its figures and its label."""
    text = html(report).decode()
    if lost:
        rows = text.split("<tr>")
        label = next(row.label for row in report.rows if row.code == lost)
        at = next(n for n, row in enumerate(rows) if label in row)
        rows[at] = rows[at].replace(label, "某一事项")
        text = "<tr>".join(rows)
    return text


def tables(report: Draft, *, three: bool = False) -> str:
    """All tables of a report, or its table three."""
    parts = [
        f"<table>{part.split('</table>')[0]}</table>" for part in page(report).split("<table>")[1:]
    ]
    return "".join(part for part in parts if not three or "本年新收" in part)


def read(text: str) -> Report:
    """Read a page."""
    return read_document(parse_document(text.encode(), "page"))


def wrong(report: Report, truth: Draft, lost: str = LOST) -> list[str]:
    """The cells with another figure than the report's own, and those of the lost row with any."""
    return [
        f"{cell.item} {cell.breakdown} {cell.value}"
        for cell in report.cells
        if cell.source == "table"
        and cell.value is not None
        and (cell.item == lost or cell.value != truth.truth[cell.item, cell.breakdown])
    ]


def unread(report: Report) -> set[str]:
    """The items of table three without a figure."""
    block = load_form("2021").block("requests")
    return {row.code for row in block.rows if report.value(row.code, "total") is None}


@pytest.mark.parametrize(
    "caption",
    ["附件：2022年度统计表", "附：上年度情况表", "2023年上半年情况", "2023年第三季度情况表"],
)
@pytest.mark.parametrize("three", [True, False])
def test_an_appendix_of_another_period(caption: str, three: bool) -> None:  # noqa: FBT001
    """Tables under a caption of another year or a part of one neither fill nor void the report's."""
    own, other = draft("2021", 3, sparse=False), draft("2021", 501, sparse=False)
    found = read(
        page(own, LOST).replace("</body>", f"<p>{caption}</p>{tables(other, three=three)}")
    )
    assert wrong(found, own) == []
    assert unread(found) == {LOST}
    assert any(caption in note for note in found.reading.notes)


def test_half_of_the_year_before_the_whole() -> None:
    """The caption of the whole year ends what the caption of its half had begun."""
    own, other = draft("2021", 3, sparse=False), draft("2021", 501, sparse=False)
    heading = "三、收到和处理政府信息公开申请情况"
    half = f"<p>上半年情况如下：</p>{tables(other, three=True)}<p>全年情况如下：</p>"
    found = read(page(own, LOST).replace(f"<p>{heading}</p>", f"<p>{heading}</p>{half}"))
    assert wrong(found, own) == []
    assert unread(found) == {LOST}


def test_the_only_tables_are_read_whatever_their_caption() -> None:
    """A wrong year in a caption costs nothing where there are no other tables."""
    own = draft("2021", 3, sparse=False)
    found = read(page(own).replace("<p>二、", "<p>2022年度情况表</p><p>二、"))
    assert wrong(found, own, "") == []
    assert found.reading.unreadable == 0


def test_the_report_of_another_body_in_the_same_page() -> None:
    """Behind the title of another body's report of the same year all is that body's."""
    own, other = draft("2021", 3, sparse=False), draft("2021", 501, sparse=False)
    second = page(other).split("<body>")[1].replace("人民政府2023", "人民政府办公室2023")
    found = read(page(own, LOST).replace("</body></html>", second))
    assert wrong(found, own) == []
    assert unread(found) == {LOST}
    assert "文件中有两份报告，只读第一份" in found.reading.notes


def test_the_name_in_other_words_above_a_piece_of_a_table() -> None:
    """A running head with a longer name is no second report: table three is printed once."""
    own = draft("2021", 3, sparse=False)
    own.breaks = (12,)
    pieces = page(own).split("</table>")
    at = next(n for n, piece in enumerate(pieces) if "本年新收" in piece)
    pieces[at + 1] = "<p>某县青石镇人民政府2023年政府信息公开工作年度报告</p>" + pieces[at + 1]
    found = read("</table>".join(pieces))
    assert wrong(found, own, "") == []
    assert found.reading.unreadable == 0


def test_tables_that_contradict_each_other_do_not_complete_each_other() -> None:
    """Of two tables that nothing tells apart no figure is taken that only one of them has."""
    own, other = draft("2021", 3, sparse=False), draft("2021", 501, sparse=False)
    found = read(page(own, LOST).replace("</body>", f"<p>财政所</p>{tables(other, three=True)}"))
    assert wrong(found, own) == []
    assert any("互相矛盾" in note for note in found.reading.notes)


def test_a_table_printed_twice_completes_itself() -> None:
    """A second print of the same table gives the row that the first has lost."""
    own = draft("2021", 3, sparse=False)
    found = read(page(own, LOST).replace("</body>", tables(own, three=True)))
    assert wrong(found, own, "") == []
    assert unread(found) == set()
