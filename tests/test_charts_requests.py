"""The charts of requests and of what was disclosed: what they say, and when they are not drawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from govstats.charts import applicants, categories, contributions, crossed, disputes, flow, outcomes
from govstats.charts.marks import count_mark, share_mark
from govstats.comparing import compare
from govstats.reports import Status
from tests.chart_samples import (
    altered,
    asked,
    cell,
    compared,
    draw,
    listed,
    qingshi,
    report,
    simulated,
    table,
    written,
)

NATURAL, COMPANY = "natural_person", "commercial_enterprise"

# ---- outcomes


def test_outcomes_are_shares_with_their_denominator():
    """宿迁市: 予以公开 34.2% of 3486 and 40.6% of 3521; the largest move makes the title."""
    chart = outcomes(compare("suqian", 2024), "zh")
    assert chart.title == "2024年不予处理占办结数比重为3.3%，比上年下降8.3个百分点，变动最大"
    assert chart.subtitle == (
        "宿迁市人民政府2023年、2024年：各项办理结果占办结数（2023年3486件，2024年3521件）的比重（%）"
    )
    assert "予以公开：2024年40.6%（1431件），2023年34.2%（1191件）；" in chart.alt
    english = outcomes(compare("suqian", 2024), "en")
    assert english.title == (
        "“Declined without processing”: 3.3% of all outcomes in 2024, down 8.3 percentage points on 2023, "
        "the largest change"
    )
    assert "Disclosed in full 40.6% (1,431) in 2024, 34.2% (1,191) in 2023;" in english.alt


def test_small_base_gives_counts():
    """Where one year has fewer than 20 requests processed there are counts and no share."""
    pair = compared(
        report(2023, asked(19, 19, 10, 5, 4, 0, 0, 0)),
        report(2024, asked(40, 40, 30, 5, 5, 0, 0, 0)),
    )
    chart = outcomes(pair, "zh")
    assert chart.title == "2024年办结申请40件，其中予以公开最多，为30件"
    assert "%" not in chart.alt + chart.subtitle
    assert chart.note == "注：基数较小，变动仅供参考。"
    assert "予以公开：2024年30件，2023年10件" in chart.alt
    assert outcomes(pair, "en").title == (
        "“Disclosed in full” was the most frequent outcome in 2024: 30 of 40 requests"
    )


@pytest.mark.parametrize(("total", "drawn"), [(9, False), (10, True)])
def test_fewer_than_ten_requests_are_told_in_a_sentence(total, drawn):
    """9 requests in both years make no chart, 10 in one of them do."""
    pair = compared(report(2023, asked(2, 2, 2)), report(2024, asked(total, total, total)))
    assert (outcomes(pair, "zh") is not None) is drawn


def test_contradicting_outcomes_give_counts_with_marks():
    """The synthetic 2023 report fails a rule: counts with ▲, explained, and the contradiction as title."""
    chart = outcomes(qingshi()[9], "zh")
    assert chart.title == "2023年各项办理结果合计11件，与填报的总计12件不符"
    assert "存疑，不计算比重" in chart.note
    assert "带▲的数据与报告其他数据不符，请核实" in chart.note
    assert "予以公开：2023年4件（存疑），2022年0件" in chart.alt
    assert "4 ▲" in written(draw(chart))
    assert outcomes(qingshi()[9], "en").title == (
        "The outcomes reported for 2023 add up to 11, the total given is 12"
    )


def test_other_scope_gives_counts_and_no_change():
    """Where one report covers the area and the next the office, no share is set beside another."""
    before, after = (
        replace(
            table(year, **{NATURAL: (30, 10, 0, 0, 0, 0), COMPANY: (n, 0, 0, 0, 0, 0)}), scope=scope
        )
        for year, n, scope in ((2023, 9, "area"), (2024, 5, "office"))
    )
    pair = compared(before, after)
    chart = outcomes(pair, "zh")
    assert "两年口径待核实，不计算比重" in chart.note
    assert "%" not in chart.title + chart.alt
    assert contributions(pair, "zh") is None
    assert applicants(pair, "zh").title == "2023年、2024年新收政府信息公开申请的申请人"


def test_unknown_groups_are_named_and_not_drawn():
    """Groups without a figure are left out of the picture and named below it."""
    chart = outcomes(compared(None, report(2024, asked(40, 40, 30, None, 10))), "zh")
    assert chart.note == "注：缺：部分公开、无法提供、不予处理、其他处理。"
    assert chart.alt.endswith("予以公开：2024年75.0%（30件）；不予公开：2024年25.0%（10件）。")
    assert chart.title == "2024年政府信息公开申请办理结果"


def test_unreadable_figure_is_missing_and_says_why():
    """A cut-off cell has the word 缺 and no bar; the alternative text says that it is illegible."""
    odd = cell("requests.granted", "total", None, status=Status.UNREADABLE)
    pair = compared(
        report(2023, asked(40, 40, 30, 10)), report(2024, [*asked(40, 40, 0, 10)[:2], odd])
    )
    chart = outcomes(pair, "zh")
    assert "予以公开：2024年缺失或无法辨认，2023年" in chart.alt
    assert "缺" in written(draw(chart))


def test_one_year_names_the_most_frequent_outcome():
    """With all six groups known, the title of a single year names the largest."""
    alone = compared(None, report(2024, asked(40, 40, 30, 0, 10, 0, 0, 0)))
    assert outcomes(alone, "zh").title == "2024年办结的申请中予以公开最多，占75.0%"
    assert (
        outcomes(alone, "en").title
        == "“Disclosed in full” was the most frequent outcome in 2024: 75.0% of all outcomes"
    )


def test_ties_name_nobody():
    """Two outcomes that are equally frequent, or moved equally, make no finding."""
    alone = compared(None, report(2024, asked(40, 40, 20, 20, 0, 0, 0, 0)))
    assert outcomes(alone, "zh").title == "2024年政府信息公开申请办理结果"
    pair = compared(
        report(2023, asked(40, 40, 20, 20, 0, 0, 0, 0)),
        report(2024, asked(40, 40, 10, 30, 0, 0, 0, 0)),
    )
    assert outcomes(pair, "zh").title == "2024年办结申请40件，其中部分公开最多，为30件"


@pytest.mark.parametrize("processed", [None, 0])
def test_no_outcomes_no_chart(processed):
    """A year that processed nothing, or does not say, has no chart of outcomes."""
    assert outcomes(compared(None, report(2024, asked(0, processed, 0))), "zh") is None
    assert outcomes(compare("jinjiang-yonghe"), "zh") is None


def test_leap_gives_counts():
    """From 21 to 106 the scope is in question: counts, and no share."""
    pair = compared(
        report(2023, asked(21, 21, 21, 0, 0, 0, 0, 0)),
        report(2024, asked(106, 106, 100, 6, 0, 0, 0, 0)),
    )
    chart = outcomes(pair, "zh")
    assert "两年口径待核实，不计算比重" in chart.note
    assert "%" not in chart.alt + chart.title


def test_other_form_is_not_set_beside():
    """A year under another form is named, not drawn: 2019 stands alone after the form of 2014."""
    chart = outcomes(
        compared(
            report(2018, asked(400, 400, 400), edition="2014"),
            report(2019, asked(90, 90, 90, 0, 0, 0, 0, 0), edition="2019"),
        ),
        "zh",
    )
    assert "2018年的报告格式不同，不可直接比较，未列出" in chart.note
    assert "400" not in chart.alt
    assert chart.source == "来源：青石镇人民政府2019年政府信息公开工作年度报告"


def test_share_below_a_tenth_is_not_printed_as_none():
    """1 of 3521 is <0.1%, 0 of 3521 is 0%, a share on the half goes up."""
    marks = [share_mark(cell("a", "", n), Decimal(3521), "zh") for n in (1, 0)]
    assert [mark.text for mark in marks] == ["<0.1%", "0%"]
    assert share_mark(cell("a", "", 49), Decimal(400), "en").text == "12.3%"


def test_approximate_count_says_so():
    """180000余 is printed as 约180000, and as ≈180,000 in English."""
    about = cell("disclosed.total", "", 180000, "条", Status.APPROXIMATE)
    assert count_mark(about, "zh").text == "约180000"
    assert count_mark(about, "en").text == "≈180,000"
    assert count_mark(about, "en").spoken == "about 180,000"


# ---- applicants


def test_applicants_leave_out_and_name_those_without_requests():
    """科研机构 made no request in either year: it is named and not drawn."""
    chart = applicants(compare("suqian", 2024), "zh")
    assert chart.title == "2024年自然人申请3440件，比上年增加38件，增长1.1%"
    assert chart.subtitle.endswith("：新收政府信息公开申请（件），按申请人分")
    assert chart.note == "注：两年均为0件：科研机构。"
    assert "自然人：2024年3440件，2023年3402件；商业企业：2024年75件，2023年99件" in chart.alt
    english = applicants(compare("suqian", 2024), "en")
    assert english.title == "Natural persons made 3,440 requests in 2024, up 38 (1.1%) on 2023"


def test_applicants_of_one_year_with_missing_figures():
    """上海市政府办公厅 2019: what was not transcribed is called missing, not 0."""
    chart = applicants(compare("shanghai-general-office"), "zh")
    assert chart.title == "2019年新收申请中自然人最多，为821件，占95.6%"
    assert chart.note == "注：缺：科研机构、社会公益组织。"
    assert "0件" not in chart.note + chart.alt.replace("20件", "")


def test_small_base_has_no_percent():
    """From 10 to 6 the title says the difference and no percent."""
    assert applicants(qingshi()[-1], "zh").title == "2025年自然人申请6件，比上年减少4件"
    title = applicants(qingshi()[-1], "en").title
    assert title == "Natural persons made 6 requests in 2025, down 4 on 2024"


def test_one_type_of_applicant_is_no_chart():
    """No chart where no request was made, or all came from one type."""
    none = [cell("requests.new", NATURAL, 0), cell("requests.new", "total", 0)]
    assert applicants(compared(None, report(2024, none)), "zh") is None
    assert applicants(compare("jinjiang-yonghe"), "zh") is None
    assert applicants(compare("huaian-hongze"), "zh") is None


def test_leap_makes_no_title():
    """A figure more than five-fold from a base of 20 is shown, and not made the finding."""
    before, after = (
        report(year, [cell("requests.new", NATURAL, n), cell("requests.new", COMPANY, 3), *asked(n + 3, n)])
        for year, n in ((2023, 21), (2024, 106))
    )  # fmt: skip
    assert (
        applicants(compared(before, after), "zh").title
        == "2023年、2024年新收政府信息公开申请的申请人"
    )


# ---- flow


def test_flow_balances():
    """宿迁市 2024: 3525 received and 121 brought forward are 3521 concluded and 125 carried forward."""
    chart = flow(compare("suqian", 2024), "zh")
    assert chart.title == "2024年应办理申请3646件，办结3521件，结转下年度125件"
    assert [band.count for band in chart.picture.into] == [3525, 121]
    assert [band.count for band in chart.picture.out] == [1431, 471, 92, 941, 117, 469, 125]
    assert chart.alt.endswith(
        "流入：本年新收3525件、上年结转121件；应办理3646件；流出：予以公开1431件、部分公开471件、"
        "不予公开92件、无法提供941件、不予处理117件、其他处理469件、结转下年度125件。"
    )
    assert flow(compare("suqian", 2024), "en").title == (
        "Of 3,646 requests in hand in 2024, 3,521 were concluded and 125 carried forward"
    )


def test_flow_of_what_was_all_concluded():
    """Nothing brought forward and nothing carried on: both are named and not drawn."""
    chart = flow(compared(None, table(2024, **{NATURAL: (50, 9, 3, 32, 1, 0)})), "zh")
    assert chart.title == "2024年应办理申请95件，全部办结"
    assert chart.note == "注：为0件：上年结转、其他处理、结转下年度。"
    assert [band.name for band in chart.picture.into] == ["本年新收"]


def test_flow_of_figures_in_doubt():
    """永和镇 2022: received and concluded contradict each other, so there is no flow."""
    assert flow(compare("jinjiang-yonghe", 2022), "zh") is None


def test_flow_grammar_for_one_and_none():
    """One that was concluded, and none: English keeps its number."""
    one = compared(None, table(2024, after=11, **{NATURAL: (1, 0, 0, 0, 0, 0)}))
    assert flow(one, "en").title == (
        "Of 12 requests in hand in 2024, 1 was concluded and 11 carried forward"
    )
    none = compared(None, table(2024, after=12))
    assert flow(none, "en").title == "None of the 12 requests in hand in 2024 was concluded"
    assert flow(none, "zh").title == "2024年应办理申请12件，办结0件，结转下年度12件"


def test_flow_needs_every_figure():
    """A missing group, a sum that does not hold, or a form without a balance: no flow."""
    assert flow(compare("shanghai-general-office"), "zh") is None
    assert flow(qingshi()[9], "zh") is None
    assert flow(qingshi()[4], "zh") is None
    assert flow(compared(None, report(2024, asked(40, 40, 40, 0, 0, 0, 0, 0))), "zh") is None
    assert flow(compared(None, table(2024, **{NATURAL: (1, 2, 3, 0, 3, 0)})), "zh") is None


# ---- contributions


def test_contributions_add_up():
    """宿迁市: the six groups moved +240 +143 +128 −289 −137 −50, together +35, from 3486 to 3521."""
    chart = contributions(compare("suqian", 2024), "zh")
    assert [part.size for part in chart.picture.parts] == [240, 143, 128, -289, -137, -50]
    assert chart.picture.whole.size == 35
    assert (chart.picture.base, chart.picture.whole.name) == ("2023年3486件", "2024年3521件")
    assert chart.title == (
        "2024年办结申请3521件，比上年增加35件，其中予以公开增加240件，不予处理减少289件"
    )
    assert contributions(compare("suqian", 2024), "en").title == (
        "Requests concluded in 2024: 3,521, up 35 on 2023 "
        "(disclosed in full up 240, declined without processing down 289)"
    )


def test_contributions_of_other_totals():
    """The same total by applicant, reconsiderations by result, items by category."""
    suqian = compare("suqian", 2024)
    new = contributions(suqian, "zh", "requests.new")
    assert [(p.name, p.size) for p in new.picture.parts] == [
        ("自然人", 38), ("其他组织", 2), ("法律服务机构", 1), ("商业企业", -24), ("社会公益组织", -3),
    ]  # fmt: skip
    review = disputes(suqian, "zh")
    assert review.name == "disputes"
    assert review.title == "2024年行政复议170件，比上年减少270件，其中结果维持减少221件"
    assert [p.size for p in review.picture.parts] == [10, 1, -221, -60]
    items = contributions(simulated("city", 5), "en", "disclosed.total")
    assert items.title.startswith("Items disclosed in 2025: ")


def test_contributions_unchanged_in_sum():
    """A total that stayed the same while its parts moved says so."""
    pair = compared(
        table(2023, **{NATURAL: (30, 10, 0, 0, 0, 0)}),
        table(2024, **{NATURAL: (10, 30, 0, 0, 0, 0)}),
    )
    chart = contributions(pair, "zh")
    assert chart.title == "2024年办结申请40件，与上年持平，其中部分公开增加20件，予以公开减少20件"
    assert chart.picture.whole.label == "0"
    assert contributions(pair, "en").title == (
        "Requests concluded in 2024: 40, unchanged from 2023 "
        "(disclosed in part up 20, disclosed in full down 20)"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, table(2024, **{NATURAL: (30, 10, 0, 0, 0, 0)})),
        (table(2023, **{NATURAL: (9, 9, 0, 0, 0, 0)}), table(2024, **{NATURAL: (8, 11, 0, 0, 0, 0)})),
        (table(2023, **{NATURAL: (20, 9, 0, 0, 0, 0)}), table(2024, **{NATURAL: (30, 9, 0, 0, 0, 0)})),
        (table(2023), table(2024, **{NATURAL: (30, 9, 0, 0, 0, 0)})),
        (table(2023, **{NATURAL: (21, 0, 0, 0, 0, 0)}), table(2024, **{NATURAL: (90, 40, 0, 0, 0, 0)})),
        (report(2023, asked(40, 40, 40)), report(2024, asked(50, 50, 50))),
        (
            table(2023, **{NATURAL: (30, 10, 0, 0, 0, 0)}),
            altered(table(2024, **{NATURAL: (40, 12, 0, 0, 0, 0)}), "requests.outcomes", 53),
        ),
    ],
    ids=["no earlier year", "under 20", "one part moved", "from 0", "leap", "parts missing", "fails a rule"],
)  # fmt: skip
def test_contributions_are_not_drawn(before, after):
    """Without an earlier year, on small or doubtful totals, without parts: no waterfall."""
    assert contributions(compared(before, after), "zh") is None


# ---- heat map


def test_heat_map_says_for_whom_outcomes_differ():
    """宿迁市 2024: 无法提供 34 of 73 for enterprises, 902 of 3440 for natural persons."""
    chart = crossed(compare("suqian", 2024), "zh")
    assert chart.title == "2024年无法提供占办结数比重：商业企业46.6%，自然人26.2%"
    assert chart.picture.rows == (
        "自然人", "商业企业", "社会公益组织", "法律服务机构", "其他组织", "合计",
    )  # fmt: skip
    counts = [[square.count.value for square in row] for row in chart.picture.squares]
    assert counts[0] == [1408, 462, 88, 902, 115, 465, 3440]
    assert counts[-1] == [1431, 471, 92, 941, 117, 469, 3521]
    assert "办结数为0件：科研机构" in chart.note
    assert crossed(compare("suqian", 2024), "en").title == (
        "“Could not be provided” in 2024: 46.6% of all outcomes for commercial enterprises, "
        "26.2% for natural persons"
    )


def test_heat_map_has_no_share_on_a_small_base():
    """1, 5 and 2 requests concluded have counts and no share; the note says why."""
    chart = crossed(compare("suqian", 2024), "zh")
    shares = [[square.share for square in row] for row in chart.picture.squares]
    assert shares[2] == shares[3] == shares[4] == [""] * 7
    assert shares[1][3] == "46.6%"
    assert "办结数不足20件或数据不全的不计算比重" in chart.note


@pytest.mark.parametrize(("requests", "drawn"), [(29, False), (30, True)])
def test_heat_map_from_thirty_requests_up(requests, drawn):
    """29 requests concluded make no heat map, 30 do."""
    alone = compared(
        None, table(2024, **{NATURAL: (requests - 5, 0, 0, 0, 0, 0), COMPANY: (0, 5, 0, 0, 0, 0)})
    )
    assert (crossed(alone, "zh") is not None) is drawn


def test_heat_map_needs_two_types_and_most_figures():
    """洪泽: natural persons only. 上海市政府办公厅: more cells missing than known."""
    assert crossed(compare("huaian-hongze"), "zh") is None
    assert crossed(compare("shanghai-general-office"), "zh") is None


def test_heat_map_of_three_types_names_both_ends():
    """Of three types with shares the title names the highest and the lowest."""
    alone = compared(
        None,
        table(2024, **{
            NATURAL: (20, 20, 0, 0, 0, 0), COMPANY: (30, 10, 0, 0, 0, 0),
            "other_organisation": (5, 15, 0, 10, 0, 0),
        }),
    )  # fmt: skip
    assert crossed(alone, "zh").title == (
        "2024年予以公开占办结数比重：商业企业最高，为75.0%；其他组织最低，为16.7%"
    )


def test_heat_map_of_one_type_with_shares():
    """Where only one type has 20 requests concluded, its most frequent outcome is the title."""
    alone = compared(
        None, table(2024, **{NATURAL: (30, 10, 0, 0, 0, 0), COMPANY: (0, 5, 0, 0, 0, 0)})
    )
    assert crossed(alone, "zh").title == "2024年自然人的申请中予以公开最多，占75.0%"
    assert crossed(alone, "en").title == (
        "“Disclosed in full” was the most frequent outcome for natural persons in 2024: 75.0%"
    )


# ---- categories


def test_categories_are_sorted_by_the_later_year():
    """The largest of the later year comes first; a category of one year only comes with the reason."""
    chart = categories(
        compared(
            report(2023, listed(policy=86, welfare=90, 征地补偿类=15)),
            report(2024, listed(policy=120, welfare=95, safety=5)),
        ),
        "zh",
    )
    assert chart.alt.endswith(
        "政策、规范性文件类：2024年120条，2023年86条；民政扶贫救灾社会保障就业类：2024年95条，2023年90条；"
        "安全生产、应急管理类：2024年5条，2023年无数据；征地补偿类：2024年无数据，2023年15条。"
    )
    assert chart.title == "2023年、2024年主动公开政府信息的类别"
    assert "（2023年缺）" in written(draw(chart))
    assert "（2024年缺）" in written(draw(chart))


def test_category_that_moved_most_makes_the_title():
    """With every category known in both years the title states level, difference and percent."""
    both = compared(
        report(2023, listed(policy=86, welfare=90)), report(2024, listed(policy=120, welfare=95))
    )
    assert categories(both, "zh").title == (
        "2024年政策、规范性文件类120条，比上年增加34条，增长39.5%，变动最大"
    )
    assert categories(both, "en").title == (
        "Policies and normative documents: 120 items in 2024, up 34 (39.5%) on 2023, the largest change"
    )


def test_largest_category_where_two_moved_alike():
    """A tie in movement leaves the level: which category is largest."""
    both = compared(
        report(2023, listed(policy=86, welfare=90)), report(2024, listed(policy=96, welfare=100))
    )
    title = "2024年所列类别中民政扶贫救灾社会保障就业类最多，为100条"
    assert categories(both, "zh").title == title


def test_category_in_another_unit_is_only_named():
    """Items in 条 and documents in 份 do not share an axis."""
    odd = cell("disclosed.by_category", "safety", 7, "份")
    chart = categories(compared(None, report(2024, [*listed(policy=40, welfare=30), odd])), "zh")
    assert "未列出（缺或单位不同）：安全生产、应急管理类" in chart.note
    assert "7" not in chart.alt


def test_contradicting_categories_are_the_finding():
    """永和镇: five categories make 62 where 63 are stated, so each has a mark and that is the title."""
    chart = categories(compare("jinjiang-yonghe"), "zh")
    assert chart.title == "2022年所列5类信息合计62条，与报告所称总数63条不符"
    assert chart.alt.count("（存疑）") == 5
    assert "其他类：2022年22条（存疑）" in chart.alt
    assert [text for text in written(draw(chart)) if "▲" in text] == [
        "22 ▲", "13 ▲", "12 ▲", "11 ▲", "4 ▲",
    ]  # fmt: skip
    assert categories(compare("jinjiang-yonghe"), "en").title == (
        "The 5 categories listed for 2022 add up to 62 items, the total stated is 63"
    )


def test_one_category_or_none_is_no_chart():
    """A single category, none in the later year, or only zeros make no chart."""
    assert categories(compared(None, report(2024, listed(policy=40))), "zh") is None
    before = report(2023, listed(policy=40, welfare=2))
    assert categories(compared(before, report(2024, listed(policy=None))), "zh") is None
    assert categories(compared(None, report(2024, listed(policy=0, welfare=0))), "zh") is None
