from __future__ import annotations

import pytest

from govstats.documents import Paragraph, Place, parse_document
from govstats.reading import read_document
from govstats.reading.scope import read_scope
from tests.samples import as_text, consistent

TITLE = "青石县人民政府2023年政府信息公开工作年度报告"


def scope(*texts: str, title: str = TITLE, name: str = "青石县人民政府") -> str:
    """The scope of a report with a title and some paragraphs before its first section."""
    paragraphs = [Paragraph(text, Place(line=n)) for n, text in enumerate((title, *texts))]
    return read_scope(title, name, paragraphs)


@pytest.mark.parametrize(
    "title",
    [
        "青石县2023年全县政府信息公开工作年度报告",
        "青石县人民政府2023年政府信息公开工作年度报告（汇总）",
        "青石县人民政府2023年政府信息公开工作年度汇总报告",
        "青石縣人民政府2023年政府資訊公開工作年度報告（匯總）".replace("資訊", "信息"),
    ],
)
def test_title_of_a_consolidated_report(title):
    """全县 before the subject, or 汇总 behind it, says that all units are counted."""
    assert scope(title=title) == "area"


@pytest.mark.parametrize(
    "text",
    [
        "本报告由青石县人民政府办公室综合各镇、县政府各部门政府信息公开年度报告编制。",
        "本报告由青石县人民政府办公室汇总全县政府信息公开情况编制。",
        "根据条例要求，由县政府办公室对各部门、各镇街年度报告汇总后编制本报告。",
        "本报告由县政府办公室编制。报告数据为全县各镇、各部门合计数。",
    ],
)
def test_preamble_of_a_consolidated_report(text):
    """A sentence on the report that says it was put together from those of all units."""
    assert scope(text) == "area"


@pytest.mark.parametrize(
    "text",
    [
        "本报告仅反映青石县人民政府本级政府信息公开情况。",
        "本报告数据不包括各镇、各部门。",
    ],
)
def test_preamble_that_leaves_the_units_out(text):
    """What a report says to leave out is not counted in."""
    assert scope(text) == "government"


def test_an_office_reports_for_itself():
    """The title of an office's report names the office; a preamble that says who edits it does not."""
    name = "青石县人民政府办公室"
    assert scope(title=TITLE.replace("青石县人民政府", name), name=name) == "office"
    assert scope("本报告由青石县人民政府办公室编制。", name=name) == ""


@pytest.mark.parametrize(
    "texts",
    [
        [
            "本报告由青石县人民政府办公室根据《条例》编制，所列数据统计期限自2023年1月1日至12月31日。"
        ],
        ["本报告不包括涉密信息。"],
        ["本报告由县教育局汇总各股室材料编制。"],
        ["一、总体情况", "对各镇、各部门年度报告汇总后编制本报告。"],
        ["及时汇总各部门公开信息，定期通报。"],
    ],
    ids=["edited", "secrets", "own sections", "in the body", "work done"],
)
def test_a_report_that_does_not_say(texts):
    """Nothing is guessed where neither the title nor the preamble says whose figures they are."""
    assert scope(*texts) == ""


def test_a_report_that_is_read_has_its_scope():
    """The scope stands in the report, beside the figures."""
    text = as_text(consistent())
    assert read_document(parse_document(text.encode(), "sample")).scope == ""
    whole = text.replace("年度报告", "年度报告（汇总）", 1)
    assert read_document(parse_document(whole.encode(), "sample")).scope == "area"
