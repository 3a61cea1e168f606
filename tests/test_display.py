from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from govstats.checks import CellRef, Finding, PassageRef, check
from govstats.comparing import compare
from govstats.display import comparison_table, show
from govstats.display.findings import where
from govstats.display.statutory import rows_shown
from govstats.forms import general_rules, load_form
from govstats.reports import Cell, Status
from govstats.resources import find
from govstats.storage import load


def test_doubtful_cells_are_marked_in_text_and_explained():
    """洪泽 2023: the wrong totals and their parts carry a sign, the reason on hover and below."""
    report = load(find("data")).report("huaian-hongze", 2023)
    html = str(show(report).html)
    assert html.count("▲") == 5
    assert 'title="表四“行政复议”：四种结果合计11件，总计填报0件，相差11件，须更正。"' in html
    assert html.count("四种结果合计11件") == 4
    assert "必改" in html


def test_absences_are_told_apart():
    """Missing, blank and not transcribed are words of their own, never an empty cell or 0."""
    yonghe = str(show(load(find("data")).report("jinjiang-yonghe", 2022)).html)
    shanghai = str(show(load(find("data")).report("shanghai-general-office", 2019)).html)
    assert yonghe.count("缺失</td>") == 25
    assert "未转录</td>" in shanghai
    assert "未填写</td>" in shanghai
    assert "<td></td>" not in yonghe + shanghai


def test_consistent_report_has_no_mark():
    """A report without findings shows no sign and says so."""
    report = load(find("data")).report("suqian", 2023)
    assert len(check(report)) == 0
    assert "▲" not in str(show(report).html)
    assert "未发现矛盾" in str(show(report).html)


def test_every_figure_has_a_row():
    """The comparison table has a row with an anchor for each figure that is not 0 throughout."""
    comparison = compare("suqian", 2024)
    html = str(comparison_table(comparison).html)
    for change in comparison.changes:
        if change.new or change.old:
            assert f'id="{change.anchor}"' in html


def test_table_shows_difference_and_percent_by_the_rules():
    """3511 to 3525 is +14 and +0.4%; rounded and broken figures have no percent."""
    html = str(comparison_table(compare("suqian", 2024)).html)
    row = html[html.index('id="requests.new.total"') :]
    row = row[: row.index("</tr>")]
    assert [c for c in ("3511", "3525", "+14", "+0.4%") if c in row] == [
        "3511",
        "3525",
        "+14",
        "+0.4%",
    ]
    broken = html[html.index('id="litigation_direct.total"') :]
    assert "%" not in broken[: broken.index("</tr>")]


def test_names_are_escaped():
    """Markup in a name is text."""
    report = replace(load(find("data")).report("suqian", 2023), agency_name="<b onclick=x>市")
    assert "<b onclick" not in str(show(report).html)


def test_a_group_printed_beside_its_rows_has_a_row_too():
    """其他处理 printed as one row and with one of its three rows: both are shown, the two absent are not."""
    block = load_form("2021").block("requests")
    cells = tuple(
        Cell(item, "total", "", "table", Decimal(3), "件", Status.REPORTED)
        for item in ("requests.other", "requests.other.fee_unpaid")
    )
    report = replace(load(find("data")).report("suqian", 2023), cells=cells)
    shown = [row.code for row in rows_shown(report, block) if row.code.startswith("requests.other")]
    assert shown == ["requests.other", "requests.other.fee_unpaid"]


def test_values_show_themselves():
    """Report, findings, comparison and dataset have a display of their own and a line that says what they are."""
    data = load(find("data"))
    report, comparison = data.report("huaian-hongze", 2023), compare("suqian", 2024)
    assert repr(report).startswith("Report(淮安市洪泽区人民政府 2023, 2021 form, ")
    assert repr(comparison).startswith("Comparison(suqian 2024 with 2023, ")
    assert repr(data).startswith("Dataset(data: 103 reports, 6 of them full, ")
    assert "▲" in report._repr_html_()
    assert "四种结果合计11件" in check(report)._repr_html_()
    assert "3525" in comparison._repr_html_()
    assert "其中完整6份" in data._repr_html_()


def shown_figures(comparison, lang: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Both years of each figure of the comparison's tables, by the id of its row or cell."""
    html = str(comparison_table(comparison, lang).html)
    pages = {}
    for row in re.findall(r'<tr id="([^"]+)">(.*?)</tr>', html, re.DOTALL):
        values = re.findall(r"<td[^>]*>(.*?)</td>", row[1], re.DOTALL)
        pages[row[0]] = tuple(values[1:3])
    for cell, text in re.findall(r'<td id="([^"]+)"[^>]*>(.*?)</td>', html, re.DOTALL):
        before, arrow, after = text.partition(" → ")
        pages[cell] = (before, after if arrow else before)
    return pages


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("agency", "file", "region"),
    [("suqian", "suqian.csv", "宿迁市"), ("huaian-hongze", "hongze.csv", "淮安市洪泽区")],
)
def test_every_row_is_the_truth(truth, agency, file, region, lang):
    """宿迁 and 洪泽 2023→2024: each of the 200 cells of both years stands on the page as it was read by eye.

    A cell by applicant that is 0 in both years has no id of its own.
    """
    shown = shown_figures(compare(agency, 2024), lang)
    old, new = (truth(file, region, year) for year in ("2023", "2024"))
    checked = 0
    for (item, breakdown), value in new.items():
        if item.split(".")[0] in ("disclosed", "channels"):
            continue
        before = old[item, breakdown]
        anchor = f"{item}.{breakdown}".strip(".")
        if breakdown not in ("", "total") and not float(value or 0) and not float(before or 0):
            assert anchor not in shown
            continue
        given = [text.replace(",", "").removesuffix(" ▲") for text in shown[anchor]]
        assert [float(text) for text in given] == [float(before), float(value)], anchor
        checked += 1
    assert checked >= 50


def test_places_pair_each_line_with_its_page():
    """Cells and passages are said page by page; a line stands with the page that it is on."""
    rule = general_rules()["assessment-statement"]
    passages = [PassageRef("", 2024, "1", "", at) for at in ("p4 l7", "p1", "p10 l2", "p4 l7")]
    cell = CellRef("", 2024, "review.total", "", "table", None, "p3 t2 r5 c4")
    finding = Finding(rule, "fail", "", "", (cell,), passages=tuple(passages))
    assert where(finding, "zh") == "2024年报告 第1页、第3页、第4页第7行、第10页第2行"
    assert where(finding, "en") == "2024 report page 1, page 3, page 4 line 7, page 10 line 2"
