from __future__ import annotations

import pickle
import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from govstats.agencies import Agency
from govstats.charts import all_charts, applicants, categories, outcomes, trend
from govstats.charts.bars import draw_bars
from govstats.charts.calendar import Calendar, cut_labels
from govstats.charts.dots import draw_dots
from govstats.charts.history import cuts
from govstats.charts.layout import wrap
from govstats.charts.lines import draw_panels
from govstats.charts.marks import Mark, Pairs, Row, count_mark, share_mark
from govstats.charts.series import Cut, Panel, Panels, Point
from govstats.comparing import build, compare
from govstats.errors import InvalidRequestError
from govstats.forms import Break, breaks
from govstats.reports import Cell, Report, Status
from govstats.resources import find
from govstats.rounding import figure, percent, round_half_up
from govstats.storage import load
from govstats.theme import missing_glyphs, text_width, theme

LANGUAGES = ("zh", "en")
AGENCIES = ("suqian", "huaian-hongze", "jinjiang-yonghe", "shanghai-general-office")
GROUPS = ("granted", "partly_granted", "refused", "unavailable", "not_processed", "other")


def cell(item, breakdown, value, unit="件", status=None):
    """A cell of table three, or of the prose for what is disclosed; None is a blank one."""
    source = "text" if item.startswith("disclosed") else "table"
    amount = None if value is None else Decimal(value)
    status = status or (Status.BLANK if value is None else Status.REPORTED)
    return Cell(item, breakdown, breakdown or item, source, amount, unit, status)


def report(year, cells, edition="2021", scope=""):
    """A full report of an invented agency."""
    return Report(f"{year}", "", "x", "青石镇", year, edition, tuple(cells), scope=scope)


def asked(total, processed, *groups):
    """New requests, requests processed and the six groups of outcomes."""
    items = zip(GROUPS, groups, strict=False)
    return [
        cell("requests.new", "total", total),
        cell("requests.outcomes", "total", processed),
        *(cell(f"requests.{group}", "total", value) for group, value in items),
    ]


def listed(**counts):
    """Items disclosed by category."""
    return [cell("disclosed.by_category", name, n, "条") for name, n in counts.items()]


def compared(before, after, *, synthetic=False, name="青石镇人民政府"):
    """The comparison of two reports, the earlier of which may be None."""
    history = tuple(filter(None, (before, after)))
    return build(Agency("x", name, "Qingshi Town"), before, after, history, synthetic=synthetic)


def years(*new, start=2021, **scopes):
    """The comparison of the last of some years, with all of them as its history."""
    reports = [
        report(year, asked(n, n), scope=scopes.get(f"y{year}", ""))
        for year, n in enumerate(new, start)
    ]
    return build(Agency("x", "青石镇"), reports[-2], reports[-1], tuple(reports))


@pytest.fixture(scope="module")
def suqian():
    """宿迁市 2023 to 2024."""
    return compare("suqian", 2024)


@pytest.fixture(scope="module")
def qingshi():
    """The synthetic town's comparisons of every year."""
    data = load(find("synthetic"))
    return [compare("synthetic-qingshi", year, data=data) for year in range(2014, 2026)]


@pytest.fixture(scope="module")
def every(qingshi):
    """Every chart of real, synthetic and awkward data, in both languages."""
    long = "本级政府领导机构设置主要职能办事程序办事指南及其他需要公开的全部事项"
    awkward = [
        compared(
            report(
                2023, [*asked(90, 90, 30, None, 9, 1, 0, 50), *listed(policy=12345, **{long: 3})]
            ),
            report(
                2024,
                [
                    *asked(99, 80, 30, 9, None, 1, 0, 40),
                    *listed(policy=12399, **{long: 4, "😀$": 0}),
                ],
            ),
        ),
        years(*range(1000, 1024), start=1991, y2010="area", y2011="office", y2012="area"),
        years(1_234_567, None, 3, None, 0, 1_234_567, 25, start=2016),
    ]
    comparisons = [*map(compare, AGENCIES), *qingshi, *awkward]
    return [
        (c, chart, lang) for c in comparisons for lang in LANGUAGES for chart in all_charts(c, lang)
    ]


def texts(figure_) -> list[Text]:
    """What is written in a figure."""
    return [
        text for text in figure_.findobj(Text) if text.get_visible() and text.get_text().strip()
    ]


# ---- rounding


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("12.25", 1, "12.3"),
        ("12.2499999", 1, "12.2"),
        ("-12.25", 1, "-12.3"),
        ("0.05", 1, "0.1"),
        ("-0.04", 1, "0.0"),
        ("2.5", 0, "3"),
        ("99.95", 1, "100.0"),
        ("123456789012345678901234567890.25", 1, "123456789012345678901234567890.3"),
    ],
)
def test_rounding_is_half_up(value, places, text):
    """A half is rounded away from zero, and nothing is printed as -0.0."""
    assert round_half_up(Decimal(value), places) == text


def test_third_is_rounded_from_the_unrounded_number():
    """1 of 3 is 33.3% and 2 of 3 is 66.7%."""
    assert [percent(Decimal(n) / 3 * 100) for n in (1, 2)] == ["33.3%", "66.7%"]


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("140000", "140000", "140,000"),
        ("12.50", "12.5", "12.5"),
        ("1E+3", "1000", "1,000"),
        ("-0", "0", "0"),
    ],
)
def test_figures_follow_the_language(value, zh, en):
    """Thousands are separated in English and not in Chinese; whole numbers have no point."""
    assert (figure(Decimal(value), "zh"), figure(Decimal(value), "en")) == (zh, en)


# ---- every chart


def test_order_of_reading(qingshi, suqian):
    """Charts come as trend, outcomes, applicants, categories; those without data are left out."""
    names = [chart.name for chart in all_charts(qingshi[-1], "zh")]
    assert names == ["trend", "outcomes", "applicants", "categories"]
    assert [chart.name for chart in all_charts(suqian, "en")] == ["outcomes", "applicants"]


def test_equal_figures_are_equal_bytes(suqian):
    """The same comparison makes the same chart, SVG and PNG to the byte."""
    one, other = (outcomes(compare("suqian", 2024), "zh") for _ in range(2))
    assert one == other
    assert one.svg == other.svg
    assert one.png(72) == other.png(72)
    assert "<dc:date>" not in one.svg
    assert outcomes(suqian, "en").svg != one.svg


def test_every_character_can_be_drawn(every):
    """No chart has a character in its words that the font lacks, a printed emoji apart."""
    for _, chart, _ in every:
        words = chart.title + chart.subtitle + chart.source + chart.alt
        assert missing_glyphs(words) <= {"😀"}, chart.title


def test_nothing_is_cut_off_and_nothing_overlaps(every):
    """Every text stands inside its picture and clear of every other text."""
    assert len(every) > 80
    for _, chart, _ in every:
        with theme():
            figure_ = chart.draw()
            renderer = FigureCanvasAgg(figure_).get_renderer()
            figure_.draw_without_rendering()
            boxes = [(t.get_text(), Text.get_window_extent(t, renderer)) for t in texts(figure_)]
        assert boxes
        for text, box in boxes:
            assert box.x0 >= -1, (chart.title, text)
            assert box.x1 <= figure_.bbox.x1 + 1, (chart.title, text)
            assert box.y0 >= -1, (chart.title, text)
            assert box.y1 <= figure_.bbox.y1 + 1, (chart.title, text)
        for (text, box), (other, another) in combinations(boxes, 2):
            across = min(box.x1, another.x1) - max(box.x0, another.x0)
            down = min(box.y1, another.y1) - max(box.y0, another.y0)
            assert across < 1 or down < 4, (chart.title, text, other)


def test_no_claim_of_significance(every):
    """No chart calls a change significant: the figures are full counts, not samples."""
    for _, chart, _ in every:
        words = chart.title + chart.subtitle + chart.alt
        assert not re.search("显著|signific", words, re.IGNORECASE)


def numbers_of(comparison) -> set[str]:
    """Every number that a title may state: years, counts, shares, and how they moved."""
    numbers = {str(report.year) for report in comparison.history}
    for change in comparison.changes:
        counts = [change.old, change.new, change.difference]
        numbers |= {figure(abs(n), lang) for n in counts if n is not None for lang in LANGUAGES}
        code = "requests.new" if change.item == "requests.new" else "requests.outcomes"
        whole = comparison.change(code, "total")
        sides = ((change.old, whole.old), (change.new, whole.new)) if whole else ()
        shares = [part / all_ * 100 for part, all_ in sides if part is not None and all_]
        moves = [shares[-1] - shares[0], change.percent] if shares else [change.percent]
        numbers |= {round_half_up(abs(n)) for n in (*shares, *moves) if n is not None}
    return numbers


def test_numbers_of_titles_are_in_the_comparison(every):
    """No title states a number that is not a figure of the comparison or follows from two of them."""
    stated = 0
    for comparison, chart, _ in every:
        for number in re.findall(r"\d[\d,.]*", chart.title):
            stated += 1
            assert number.strip(".,") in numbers_of(comparison) | {"0.1"}, chart.title
    assert stated > 100


def test_synthetic_data_says_so(qingshi, suqian):
    """A chart of synthetic data says so in its source and inside the picture; a real one does not."""
    for lang, words in (("zh", "模拟数据"), ("en", "synthetic data")):
        for chart in all_charts(qingshi[-1], lang):
            with theme():
                written = [text.get_text() for text in texts(chart.draw())]
            assert words in written
            assert words in chart.source.removeprefix(qingshi[-1].agency.named(lang))
        for chart in all_charts(suqian, lang):
            with theme():
                assert words not in [text.get_text() for text in texts(chart.draw())]
            assert words not in chart.source


def test_html_is_escaped():
    """What a report prints cannot become markup."""
    chart = outcomes(compared(None, report(2024, asked(40, 40, 40)), name='<b>"&'), "zh")
    html = chart._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;&#34;&amp;" in html
    assert html.startswith('<figure class="chart" id="chart-outcomes" ')
    assert 'src="data:image/svg+xml;base64,' in html


def test_save_by_suffix(suqian, tmp_path):
    """A chart is saved as SVG or PNG, as the suffix says, and as nothing else."""
    chart = applicants(suqian, "zh")
    assert chart.save(tmp_path / "a.svg").read_text("utf-8") == chart.svg
    assert chart.save(tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(InvalidRequestError, match=r"\.svg or \.png"):
        chart.save(tmp_path / "a.jpg")


def test_chart_survives_pickling(suqian):
    """A chart can be handed from one process to another and still be drawn."""
    chart = applicants(suqian, "zh")
    again = pickle.loads(pickle.dumps(chart))  # noqa: S301 - our own bytes
    assert again == chart
    assert again.png(72) == chart.png(72)


def test_no_figure_is_left_open(suqian):
    """Drawing leaves nothing in pyplot's list of open figures."""
    import matplotlib.pyplot as plt

    all_charts(suqian, "zh")
    assert plt.get_fignums() == []


# ---- outcomes


def test_outcomes_are_shares_with_their_denominator(suqian):
    """宿迁市: 予以公开 34.2% of 3486 and 40.6% of 3521; the largest move makes the title."""
    chart = outcomes(suqian, "zh")
    assert chart.title == "2024年不予处理占办结数比重3.3%，比上年下降8.3个百分点，变动最大"
    assert "2023年3486件，2024年3521件" in chart.subtitle
    assert "予以公开：2024年40.6%（1431件），2023年34.2%（1191件）；" in chart.alt
    english = outcomes(suqian, "en")
    assert english.title == (
        "“Declined without processing”: 3.3% of all outcomes in 2024, down 8.3 percentage points on 2023, "
        "the largest change"
    )
    assert "Disclosed in full 40.6% (1,431) in 2024, 34.2% (1,191) in 2023;" in english.alt


def test_small_base_gives_counts_and_a_neutral_title():
    """Where one year has fewer than 20 requests processed there are counts, no share and no finding."""
    chart = outcomes(
        compared(
            report(2023, asked(19, 19, 10, 5, 4, 0, 0, 0)),
            report(2024, asked(40, 40, 30, 5, 5, 0, 0, 0)),
        ),
        "zh",
    )
    assert chart.title == "2023年、2024年政府信息公开申请办理结果"
    assert "%" not in chart.alt + chart.subtitle
    assert "基数较小，变动仅供参考" in chart.subtitle
    assert "予以公开：2024年30件，2023年10件" in chart.alt


def test_doubtful_total_gives_counts_with_marks():
    """The synthetic 2023 report fails a rule: counts with asterisks, explained, no finding."""
    chart = outcomes(compare("synthetic-qingshi", 2023, data=load(find("synthetic"))), "zh")
    assert chart.title == "2022年、2023年政府信息公开申请办理结果"
    assert "总计存疑，不计算比重" in chart.subtitle
    assert "带*的数据与报告其他数据不符，请核实" in chart.subtitle
    assert "予以公开：2023年4件（存疑），2022年0件" in chart.alt
    with theme():
        assert "4*" in [text.get_text() for text in texts(chart.draw())]


def test_unknown_groups_are_named_and_not_drawn():
    """Groups without a figure are left out of the picture and named below the title."""
    chart = outcomes(compared(None, report(2024, asked(40, 40, 30, None, 10))), "zh")
    assert "缺：部分公开、无法提供、不予处理、其他处理" in chart.subtitle
    assert "予以公开：2024年75.0%（30件）；不予公开：2024年25.0%（10件）。" in chart.alt
    assert chart.title == "2024年政府信息公开申请办理结果"


def test_one_year_names_the_most_frequent_outcome():
    """With all six groups known, the title of a single year names the largest."""
    alone = compared(None, report(2024, asked(40, 40, 30, 0, 10, 0, 0, 0)))
    assert outcomes(alone, "zh").title == "2024年办结的申请中予以公开最多，占75.0%"
    assert (
        outcomes(alone, "en").title
        == "“Disclosed in full” was the most frequent outcome in 2024: 75.0% of all outcomes"
    )


@pytest.mark.parametrize("processed", [None, 0])
def test_no_outcomes_no_chart(processed):
    """A year that processed nothing, or does not say, has no chart of outcomes."""
    assert outcomes(compared(None, report(2024, asked(0, processed, 0))), "zh") is None
    assert outcomes(compare("jinjiang-yonghe"), "zh") is None


def test_other_form_is_not_set_beside():
    """A year under another form is named, not drawn: 2019 stands alone after the form of 2014."""
    chart = outcomes(
        compared(
            report(2018, asked(400, 400, 400), edition="2014"),
            report(2019, asked(90, 90, 90, 0, 0, 0, 0, 0), edition="2019"),
        ),
        "zh",
    )
    assert "2018年的报告格式不同，不可直接比较，未列出" in chart.subtitle
    assert "400" not in chart.alt
    assert chart.source == "来源：青石镇人民政府2019年政府信息公开工作年度报告"


def test_share_below_a_tenth_is_not_printed_as_none():
    """1 of 3521 is <0.1%, 0 of 3521 is 0%, a share on the half goes up."""
    marks = [share_mark(cell("a", "", n), Decimal(3521), "zh") for n in (1, 0)]
    assert [mark.text for mark in marks] == ["<0.1%", "0%"]
    assert share_mark(cell("a", "", 49), Decimal(400), "en").text == "12.3%"


# ---- applicants


def test_applicants_leave_out_and_name_those_without_requests(suqian):
    """科研机构 made no request in either year: it is named and not drawn."""
    chart = applicants(suqian, "zh")
    assert chart.title == "2024年自然人申请3440件，比上年增加38件，增长1.1%"
    assert chart.subtitle == "新收政府信息公开申请（件），按申请人；两年均为0件：科研机构"
    assert "自然人：2024年3440件，2023年3402件；商业企业：2024年75件，2023年99件" in chart.alt
    english = applicants(suqian, "en")
    assert english.title == "Natural persons made 3,440 requests in 2024, up 38 (1.1%) on 2023"


def test_applicants_of_one_year_with_missing_figures():
    """上海市政府办公厅 2019: what was not transcribed is called missing, not 0."""
    chart = applicants(compare("shanghai-general-office"), "zh")
    assert chart.title == "2019年新收申请中自然人最多，821件，占95.6%"
    assert "缺：科研机构、社会公益组织" in chart.subtitle
    assert "0件" not in chart.subtitle + chart.alt


def test_without_new_requests_there_are_no_applicants():
    """No chart where no request was made, or where one figure is all there is."""
    none = [cell("requests.new", "natural_person", 0), cell("requests.new", "total", 0)]
    assert applicants(compared(None, report(2024, none)), "zh") is None
    assert applicants(compare("jinjiang-yonghe"), "zh") is None


def test_leap_makes_no_title():
    """A figure more than five-fold from a base of 20 is shown, and not made the finding."""
    before, after = (
        report(year, [cell("requests.new", "natural_person", n), *asked(n, n)])
        for year, n in ((2023, 21), (2024, 106))
    )
    assert (
        applicants(compared(before, after), "zh").title
        == "2023年、2024年新收政府信息公开申请的申请人"
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


def test_category_in_another_unit_is_only_named():
    """Items in 条 and documents in 份 do not share an axis."""
    odd = cell("disclosed.by_category", "safety", 7, "份")
    chart = categories(compared(None, report(2024, [*listed(policy=40, welfare=30), odd])), "zh")
    assert "未列出（缺或单位不同）：安全生产、应急管理类" in chart.subtitle
    assert "7" not in chart.alt


def test_doubtful_categories_make_no_title():
    """永和镇: five categories make 62 where 63 are stated, so each has a mark and none is the finding."""
    chart = categories(compare("jinjiang-yonghe"), "zh")
    assert chart.title == "2022年主动公开政府信息的类别"
    assert chart.alt.count("（存疑）") == 5
    assert chart.alt.startswith(
        "条形图：主动公开政府信息（条），按类别。其他类：2022年22条（存疑）"
    )


def test_one_category_is_no_chart():
    """A single category, or none in the later year, makes no chart."""
    assert categories(compared(None, report(2024, listed(policy=40))), "zh") is None
    before = report(2023, listed(policy=40, welfare=2))
    assert categories(compared(before, report(2024, listed(policy=None))), "zh") is None


# ---- a missing figure is not 0


def known(value, text=None):
    """A mark with a value."""
    return Mark(Decimal(value), text or f"{value}", f"{value}")


MISSING = Mark(None, "缺", "未填写")
PAIRS = Pairs(
    (Row("甲", known(5), known(3)), Row("乙", known(0), MISSING), Row("丙", MISSING, known(4))),
    ("2023年", "2024年"),
)


def test_bars_start_at_zero_and_skip_what_is_missing():
    """There is one bar for each known figure, as long as the figure, and a word where one is missing."""
    with theme():
        axes = draw_bars(PAIRS).axes[0]
        assert [bar.get_width() for bar in axes.patches] == [3, 5, 0, 4]
        assert {bar.get_x() for bar in axes.patches} == {0}
        assert axes.get_xlim()[0] == 0
        assert [text.get_text() for text in axes.texts if text.get_text() == "缺"] == ["缺", "缺"]


def test_dots_skip_what_is_missing():
    """There is one mark for each known figure, and a line only between two."""
    with theme():
        axes = draw_dots(PAIRS).axes[0]
        marks = [line for line in axes.lines if line.get_marker() == "o"]
        joins = [line.get_xdata() for line in axes.lines if line.get_linewidth() == 2.5]
    assert sorted(line.get_xdata()[0] for line in marks) == [0, 3, 4, 5]
    assert [list(join) for join in joins] == [[3, 5]]


def test_years_have_different_shapes():
    """The two years differ in shape as well: thin and thick bars, ring and dot."""
    with theme():
        bars = draw_bars(PAIRS).axes[0].patches
        dots = [line for line in draw_dots(PAIRS).axes[0].lines if line.get_marker() == "o"]
    assert bars[0].get_height() < bars[1].get_height()
    assert dots[0].get_markerfacecolor() == "white"
    assert dots[1].get_markerfacecolor() != "white"


def test_approximate_count_says_so():
    """180000余 is printed as 约180000, and as ≈180,000 in English."""
    about = cell("disclosed.total", "", 180000, "条", Status.APPROXIMATE)
    assert count_mark(about, "zh").text == "约180000"
    assert count_mark(about, "en").text == "≈180,000"
    assert count_mark(about, "en").spoken == "about 180,000"


# ---- trend


def points(*values, start=2014):
    """Points of consecutive years; None is a missing figure."""
    return tuple(
        Point(year, MISSING if value is None else known(value))
        for year, value in enumerate(values, start)
    )


def runs(panel) -> list[list[int]]:
    """The years that are joined."""
    return [[point.year for point in run] for run in panel.runs()]


def test_gaps_stay_open():
    """A missing year, and a year without a report, interrupt the line."""
    panel = Panel("甲", points(1, 2, None, 4, 5))
    assert runs(panel) == [[2014, 2015], [2017, 2018]]
    without = Panel("甲", (*points(1, 2), *points(4, start=2017)))
    assert runs(without) == [[2014, 2015], [2017]]


def test_break_cuts_the_line():
    """2018 and 2019 are not joined where a new form begins in 2019."""
    panel = Panel("甲", points(1, 2, 3, start=2017), (Cut(2019, "新格式"),))
    assert runs(panel) == [[2017, 2018], [2019]]
    with theme():
        axes = draw_panels(Panels((panel,), (2017, 2019), "zh")).axes[0]
        drawn = [list(line.get_xdata()) for line in axes.lines if line.get_marker() == "o"]
        dashed = [line.get_xdata()[0] for line in axes.lines if line.get_linestyle() == "--"]
    assert drawn == [[2017, 2018], [2019]]
    assert dashed == [2018.5]
    assert axes.get_ylim()[0] == 0


def test_breaks_follow_the_forms():
    """The series break where the reports' edition changes to one whose form is another."""
    old, new = report(2018, [], edition="2014"), report(2019, [], edition="2019")
    newest = report(2021, [], edition="2021")
    history = [report(2017, [], edition="2014"), old, new, newest]
    assert cuts(history, "requests.new", breaks(), "zh") == (Cut(2019, "新格式"),)
    assert cuts(history, "fees.amount", breaks(), "en") == (
        Cut(2019, "new form"),
        Cut(2021, "new form"),
    )
    late = [replace(old, year=2020), replace(new, year=2021)]
    assert cuts(late, "requests.new", breaks(), "zh") == (Cut(2021, "新格式"),)


def test_changed_law_breaks_its_items_only():
    """The law of 2024 breaks the two kinds of suit and nothing else; another scope breaks all."""
    history = [report(2023, []), report(2024, [])]
    assert cuts(history, "litigation_direct.total", breaks(), "zh") == (Cut(2024, "法律修订"),)
    assert cuts(history, "review.total", breaks(), "zh") == ()
    scoped = [report(2023, [], scope="area"), report(2024, [], scope="office")]
    assert cuts(scoped, "review.total", breaks(), "en") == (Cut(2024, "scope changed"),)
    both = [Break("a", 2024, ("review.",), "", "", "")]
    assert cuts(scoped, "review.total", both, "zh") == (Cut(2024, "法律修订、范围变化"),)


def test_trend_needs_three_years():
    """Two years are a comparison; a series that knows three is drawn, one that knows two is not."""
    assert trend(years(1, 2), "zh") is None
    chart = trend(years(10, 12, None, 15), "zh")
    assert (
        "新收政府信息公开申请（件）：2021年10件，2022年12件，2023年未填写，2024年15件。"
        in chart.alt
    )
    assert "缺：当年报告无此数据" in chart.subtitle
    assert "主动公开" not in chart.alt


@pytest.mark.parametrize(
    ("new", "title"),
    [
        ((30, 20, 40), "2023年新收政府信息公开申请40件，为2021年以来最多"),
        ((30, 40, 25), "2023年新收政府信息公开申请25件，为2021年以来最少"),
        ((30, 40, 32), "2023年新收政府信息公开申请32件，比上年减少8件，下降20.0%"),
        ((30, 40, 40), "2023年新收政府信息公开申请40件，与上年持平"),
        ((3, 4, 5), "2021—2023年主要数据"),
        ((30, 40, None), "2021—2023年主要数据"),
    ],
)
def test_trend_titles(new, title):
    """The title ranks the last year in its unbroken run, or states its change, or nothing."""
    comparison = years(*new)
    chart = trend(comparison, "zh")
    assert chart is None if new[-1] is None else chart.title == title


def test_other_unit_is_not_on_the_axis():
    """A year that counts in another unit than the latest is a gap, and the alternative text says so."""
    counts = ((2021, 9, "万条"), (2022, 70, "条"), (2023, 80, "条"), (2024, 90, "条"))
    reports = [report(y, [cell("disclosed.total", "", n, unit)]) for y, n, unit in counts]
    chart = trend(build(Agency("x", "青石镇"), reports[-2], reports[-1], tuple(reports)), "zh")
    assert "主动公开政府信息（条）：2021年单位不同，2022年70条" in chart.alt
    assert chart.title == "2021—2024年主要数据"


def test_every_year_is_checked(qingshi):
    """The error planted in 2023 is marked in the series that ends in 2025, the other one too."""
    alt = trend(qingshi[-1], "zh").alt
    assert re.findall(r"(\d{4})年[^，；。]*（存疑）", alt) == ["2023", "2025"]


def test_rank_does_not_cross_a_break():
    """The most since the form changed, not the most of all years."""
    reports = [
        report(year, asked(n, n), edition="2014" if year < 2019 else "2019")
        for year, n in zip(range(2016, 2022), (90, 95, 99, 30, 20, 40), strict=True)
    ]
    chart = trend(build(Agency("x", "青石镇"), reports[-2], reports[-1], tuple(reports)), "en")
    assert chart.title == "40 new requests in 2021, the most since 2019"
    assert "dashed line cannot be compared (new form 2019)" in chart.subtitle
    assert chart.source.endswith("青石镇, 2016–2021")


def test_labels_of_first_last_and_largest():
    """The first, the last and the largest figure are written; ticks are whole years."""
    with theme():
        panel = Panel("甲", points(5, 9, 7))
        axes = draw_panels(Panels((panel,), (2014, 2016), "zh")).axes[0]
        assert [text.get_text() for text in axes.texts] == ["5", "7", "9"]
        assert [label.get_text() for label in axes.get_xticklabels()] == ["2014", "2015", "2016"]
        assert all(tick == int(tick) for tick in axes.get_yticks())


def test_doubtful_point_has_its_own_shape():
    """A figure in doubt is a diamond, and its label has an asterisk."""
    doubtful = Point(2016, Mark(Decimal(7), "7", "7件（存疑）", doubtful=True))
    with theme():
        panel = Panel("甲", (*points(5, 9), doubtful))
        axes = draw_panels(Panels((panel,), (2014, 2016), "zh")).axes[0]
        diamonds = [list(line.get_xdata()) for line in axes.lines if line.get_marker() == "D"]
        assert diamonds == [[2016]]
        assert "7*" in [text.get_text() for text in axes.texts]


def test_break_labels_stand_clear():
    """Of two breaks close to each other the first has its label before it, pointing to it."""
    axis = Calendar(2012, 2026, 36)
    first, second = cut_labels([Cut(2019, "new form"), Cut(2021, "scope changed")], axis)
    assert (first.before, second.before) == (True, False)
    assert first.text == "new form →"
    assert first.end == 2018.5


# ---- layout


def test_long_names_break_into_even_lines():
    """A long name fills lines of about the same width, and no line starts with a stop."""
    name = "贯彻落实国家关于农村工作政策的情况、财政预算、决算报告及其他"
    lines = wrap(name, 180).split("\n")
    assert "".join(lines) == name
    assert all(text_width(line) <= 180 for line in lines)
    assert not any(line[0] in "、，。）" for line in lines)
    widths = [text_width(line) for line in lines]
    assert max(widths) - min(widths) < 70


def test_words_are_not_broken():
    """English breaks at spaces."""
    name = "Civil affairs, poverty and disaster relief, social security, employment"
    assert wrap(name, 190).split() == name.split()


def test_word_wider_than_a_line_is_broken():
    """A word without a space is broken rather than cut off."""
    lines = wrap("x" * 100, 100).split("\n")
    assert "".join(lines) == "x" * 100
    assert all(text_width(line) <= 100 for line in lines)
