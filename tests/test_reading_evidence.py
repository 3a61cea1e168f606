"""Where the rest of a table decides a cell, and where it does not suffice."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from govstats.documents import parse_document
from govstats.reading import read_document
from tests.damages import DAMAGES, judge
from tests.drafts import Draft, draft
from tests.layouts import columns_of_spaces, html, tabs, words

if TYPE_CHECKING:
    from decimal import Decimal

ROW = "requests.not_processed.repeated"


def drafted(*damages: str) -> Draft:
    report = draft("2021", 7, sparse=False)
    for name in damages:
        DAMAGES[name](report)
    return report


def read(data: bytes):
    return read_document(parse_document(data, "draft"))


def row(report, item: str = ROW) -> dict[str, Decimal | None]:
    return {c.breakdown: c.value for c in report.cells if c.item == item and c.source == "table"}


def lose(report: Draft, item: str, breakdown: str) -> None:
    for line in report.rows:
        if line.code == item:
            line.lost = frozenset({breakdown})


def test_sums_of_a_consistent_table_place_a_short_row() -> None:
    """Six values of a row go under their columns where every sum of the table leaves one way."""
    report = drafted()
    lose(report, ROW, "research_institution")
    expected = {code: report.truth[ROW, code] for _, code in report.columns}
    assert row(read(words(report))) == expected | {"research_institution": None}


def test_sums_place_nothing_where_the_table_contradicts_itself() -> None:
    """One wrong total anywhere, and the short row stays unreadable: it may be wrong as well."""
    report = drafted()
    lose(report, ROW, "research_institution")
    key = ("requests.granted", "total")
    report.printed[key] = str(report.truth[key] + 1)
    assert set(row(read(words(report))).values()) == {None}


def test_two_short_rows_of_one_sum_stay_unreadable() -> None:
    """With two unknown rows the sums of the columns no longer tell what stood in either."""
    report = drafted()
    other = "requests.not_processed.petition"
    lose(report, ROW, "research_institution")
    lose(report, other, "natural_person")
    found = read(words(report))
    assert set(row(found).values()) | set(row(found, other).values()) == {None}


def test_two_printed_rows_never_claim_one_row_of_the_form() -> None:
    """Of two labels that both resemble a row of the form neither is taken, and both are named."""
    text = tabs(drafted()).decode()
    line = next(line for line in text.split("\n") if line.startswith("3.要求提供公开出版物"))
    first, second = line.replace("出版物", "版物"), line.replace("要求提供", "要求供")
    found = read(text.replace(line, f"{first}\n{second}").encode())
    assert set(row(found, "requests.not_processed.publication").values()) == {None}
    assert sum("未识别的行 3.要求" in note for note in found.reading.notes) == 2


def test_a_row_without_label_between_two_certain_neighbours_is_the_one_between() -> None:
    """An unlabelled row is read where exactly one row of the form is missing, and only there."""
    report = drafted()
    text = tabs(report).decode()
    one = read(text.replace("2.重复申请\t", "\t").encode())
    assert row(one) == {code: report.truth[ROW, code] for _, code in report.columns}
    two = read(text.replace("2.重复申请\t", "\t").replace("3.要求提供公开出版物\t", "\t").encode())
    assert set(row(two).values()) == {None}


def test_a_subtotal_without_a_header_is_proven_by_every_row() -> None:
    """An eighth value is a 小计 of organisations only while it adds up in all rows."""
    report = drafted("subtotals", "no_header")
    assert judge(report, read(words(report)))[:2] == (225, 225)
    key = ("requests.granted", "organisations")
    report.printed[key] = str(report.truth[key] + 1)
    assert set(row(read(words(report))).values()) == {None}


def test_spaces_show_a_blank_cell_only_where_they_make_columns() -> None:
    """The same row with an empty cell is read in columns of spaces and not behind single ones."""
    report = drafted()
    report.truth[ROW, "commercial_enterprise"] = None
    report.truth["requests.granted", "natural_person"] = None
    expected = {code: report.truth[ROW, code] for _, code in report.columns}
    assert row(read(columns_of_spaces(report))) == expected
    assert set(row(read(words(report))).values()) == {None}


def test_a_row_under_the_header_of_another_article_is_noted_and_not_read() -> None:
    """政府集中采购 printed under the columns of fees fills nothing, and the reading says so."""
    text = tabs(draft("2019", 7, sparse=False)).decode()
    found = read(text.replace("采购项目数量\t采购总金额", "上一年项目数量\t本年增/减").encode())
    assert found.value("procurement.items") is None
    assert found.value("procurement.amount") is None


def test_a_column_named_twice_side_by_side_has_one_value() -> None:
    """Two columns 小计 side by side are one, as merged cells print it, unless their values differ."""
    report = drafted("subtotals", "subtotals")
    assert row(read(html(report)))["natural_person"] == report.truth[ROW, "natural_person"]
    page = html(report).decode()
    at = page.index("重复申请")
    cells = re.findall(r"<td[^>]*>\d+</td>", page[at : page.index("</tr>", at)])
    twice = next(a + b for a, b in pairwise(cells) if a == b and a + b in page[at:])
    torn = page[:at] + page[at:].replace(twice, twice.replace("</td>", "7</td>", 1), 1)
    assert set(row(read(torn.encode())).values()) == {None}


def test_pieces_go_by_a_header_that_stands_alone() -> None:
    """Where torn labels part the header from its rows, a blank still keeps its place."""
    report = drafted("subtotals_with_blanks", "labels_over_two_lines")
    assert judge(report, read(tabs(report)))[2] == []


def test_a_sum_beside_the_organisations_is_theirs_where_no_total_is_printed() -> None:
    """合计 in the row of the organisations' names is no total of the applicants."""
    report = drafted("total_column_missing", "sums_of_organisations")
    for lay_out in (columns_of_spaces, html, tabs):
        figures, read_, wrong = judge(report, read(lay_out(report)))
        assert (read_, wrong) == (figures - 25, [])


def test_pieces_of_text_do_not_share_places() -> None:
    """A piece without totals may be as wide as the one before it, and its columns stand elsewhere."""
    for seed in (7, 679):
        report = draft("2021", seed, sparse=True)
        DAMAGES["total_column_blank"](report)
        DAMAGES["page_break"](report)
        assert judge(report, read(columns_of_spaces(report)))[2] == []
