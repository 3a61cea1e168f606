from __future__ import annotations

import pytest

from govstats.documents import parse_document
from govstats.errors import UnreadableError
from govstats.reading import read_document
from govstats.reading.identity import read_identity
from tests.samples import HEAD, PREAMBLE, as_text, consistent

BODY = "\n\n本报告统计期限自2023年1月1日至2023年12月31日。\n\n一、总体情况\n\n2022年信息公开年报1条。\n"


@pytest.mark.parametrize(
    ("title", "name", "year"),
    [
        ("青石镇人民政府2023年政府信息公开工作年度报告", "青石镇人民政府", 2023),
        ("青石镇2023年 政府信息公开工作报告", "青石镇", 2023),
        ("滨海海关2023年政府信息公开工作年度报告", "滨海海关", 2023),
        ("2023年青石镇政府信息公开工作年度报告", "青石镇", 2023),
        ("2023年度某县司法局政府信息公开工作年度报告", "某县司法局", 2023),
        ("某县司法局政府信息公开工作年度报告（2023年度）", "某县司法局", 2023),
        ("某市白水街道办事处关于2023年政府信息公开工作情况的报告", "某市白水街道办事处", 2023),
        ("某县教育局二〇二三年政府信息公开年度报告", "某县教育局", 2023),
        ("某县人民政府办公室2023年政府信息公开年报", "某县人民政府办公室", 2023),
        ("某县人民政府\n\n2023 年政府信息公开工作年度报告", "某县人民政府", 2023),
        ("某县水利局政府信息公开工作2023年度报告", "某县水利局", 2023),
        ("某县水利局政府信息公开2023年年度报告", "某县水利局", 2023),
    ],
)
def test_title(title, name, year):
    """Agency and year come from the title, whichever of the usual forms it has."""
    found = read_identity(parse_document((title + BODY).encode(), "sample"))
    assert (found.agency_name, found.year) == (name, year)
    assert found.period == "2023-01-01/2023-12-31"


def test_title_goes_before_the_preamble():
    """Where title and preamble name different years, the title's year is the report's."""
    text = "青石镇2024年政府信息公开工作年度报告" + BODY
    assert read_identity(parse_document(text.encode(), "sample")).year == 2024


def test_preamble_names_the_agency_where_the_title_does_not():
    """本报告由…编制 names the agency of a report whose title has none."""
    text = "2023年政府信息公开工作年度报告\n\n本报告由某县审计局根据条例编制。" + BODY
    assert read_identity(parse_document(text.encode(), "sample")).agency_name == "某县审计局"


def test_a_document_without_a_title_says_nothing():
    """Nothing is guessed from the file's name or its prose."""
    found = read_identity(parse_document("一些文字。\n".encode(), "青石镇2023.txt"))
    assert (found.agency_name, found.year, found.period) == ("", None, "")


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("清河区2023年上半年政府信息公开情况统计表", "上半年"),
        ("清河区2023年第三季度信息公开工作统计", "第三季度"),
        ("清河区2023年1-6月政府信息公开统计", "1-6月"),
    ],
)
def test_part_of_a_year_is_no_annual_report(title, part):
    """A half-year page prints the tables of the annual report and is refused by what it is."""
    text = as_text(consistent()).replace(HEAD, title).replace(PREAMBLE, "")
    with pytest.raises(UnreadableError, match=part):
        read_document(parse_document(text.encode(), "page"))


def test_annual_report_may_speak_of_half_a_year():
    """A report whose headings mention 上半年 is an annual one by its own title."""
    text = as_text(consistent()).replace(PREAMBLE, "2023年上半年政府信息公开工作")
    assert read_document(parse_document(text.encode(), "page")).year == 2023
