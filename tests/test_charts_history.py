"""The chart of all years: which points are joined, where it breaks, what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from govstats.agencies import Agency
from govstats.charts import trend
from govstats.charts.calendar import Calendar, cut_labels
from govstats.charts.history import cuts
from govstats.charts.lines import draw_panels
from govstats.charts.marks import Mark
from govstats.charts.series import Cut, Panel, Panels, Point
from govstats.comparing import build
from govstats.forms import Break, breaks
from govstats.theme import BEFORE, DOUBT, NOW, theme
from tests.chart_samples import (
    altered,
    asked,
    boxes,
    cell,
    draw,
    lines,
    marks,
    qingshi,
    report,
    table,
    written,
    years,
)

MISSING = Mark(None, "缺", "未填写")


def points(*values, start=2014):
    """Points of consecutive years; None is a missing figure."""
    return tuple(
        Point(year, MISSING if value is None else Mark(Decimal(value), f"{value}", f"{value}件"))
        for year, value in enumerate(values, start)
    )


def runs(panel) -> list[list[int]]:
    """The years that stand in one row."""
    return [[point.year for point in run] for run in panel.runs()]


def joined(panel) -> list[list[int]]:
    """The years that a line joins."""
    return [[point.year for point in run] for run in panel.joined]


def drawn(*panels, lang="zh"):
    """The figure of some panels."""
    first = min(panel.points[0].year for panel in panels)
    last = max(panel.points[-1].year for panel in panels)
    with theme():
        return draw_panels(Panels(panels, (first, last), lang))


# ---- lines


def test_gaps_stay_open():
    """A missing year, and a year without a report, interrupt the line."""
    panel = Panel("甲", points(1, 2, None, 4, 5, 6))
    assert runs(panel) == joined(panel) == [[2014, 2015], [2017, 2018, 2019]]
    without = Panel("甲", (*points(1, 2), *points(4, 4, 4, start=2017)))
    assert joined(without) == [[2014, 2015], [2017, 2018, 2019]]
    path = [list(line.get_xdata()) for line in lines(drawn(panel)) if line.get_color() == NOW]
    assert path == [[2014, 2015], [2017, 2018, 2019]]
    assert "缺" in written(drawn(panel))


@pytest.mark.parametrize(("known", "line"), [(4, False), (5, True)])
def test_no_line_under_five_points(known, line):
    """Four points are columns with their values, five are joined."""
    panel = Panel("甲", points(*range(10, 10 + known)))
    assert bool(panel.joined) is line
    figure = drawn(panel)
    assert bool([x for x in lines(figure) if x.get_color() == NOW]) is line
    assert len(boxes(figure)) == (0 if line else known)


def test_columns_stand_on_zero_with_their_values():
    """Columns are as high as their figures, from 0, the last one dark, each with its value."""
    figure = drawn(Panel("甲", points(5, 0, 9)))
    assert [box.get_height() for box in boxes(figure)] == [5, 0, 9]
    assert {box.get_y() for box in boxes(figure)} == {0}
    assert [box.get_x() + box.get_width() / 2 for box in boxes(figure)] == [2014, 2015, 2016]
    assert {"5", "0", "9"} <= set(written(figure))
    light, dark = (box.get_facecolor() for box in boxes(figure)[1:])
    assert light != dark


def test_doubtful_column_is_hatched():
    """A column in doubt has a hatch, a pale face and the sign."""
    odd = Point(2015, Mark(Decimal(7), "7", "7件（存疑）", doubtful=True))
    figure = drawn(Panel("甲", (*points(5), odd, *points(9, start=2016))))
    assert [bool(box.get_hatch()) for box in boxes(figure)] == [False, True, False]
    assert "7 ▲" in written(figure)


def test_break_cuts_the_line():
    """2018 and 2019 are not joined where a new form begins in 2019, nor are two points after it."""
    panel = Panel("甲", points(1, 2, 3, 4, 5, 6, 7), (Cut(2019, "新格式"),))
    assert joined(panel) == [[2014, 2015, 2016, 2017, 2018]]
    figure = drawn(panel)
    dashed = [line.get_xdata()[0] for line in lines(figure) if line.get_linestyle() == "--"]
    assert dashed == [2018.5]
    assert sorted(x for mark in marks(figure) for x in mark.get_xdata()) == [*range(2014, 2021)]
    assert "新格式" in "".join(written(figure))


def test_break_in_a_gap_cuts_too():
    """A break of a year without a report divides the years around it."""
    panel = Panel("甲", (*points(1, 2, 3, 4), *points(5, 6, 7, 8, 9, start=2020)), (Cut(2019, ""),))
    assert joined(panel) == [[2020, 2021, 2022, 2023, 2024]]


def test_every_year_a_break():
    """Where each year counts otherwise nothing is joined; the note names the breaks, the picture draws them."""
    scopes = {f"y{year}": f"scope {year % 2}" for year in range(2016, 2024)}
    comparison = years(*range(50, 58), start=2016, **scopes)
    chart = trend(comparison, "zh")
    assert chart.picture.panels[0].joined == []
    figure = draw(chart)
    dashed = [line for line in lines(figure) if line.get_linestyle() == "--"]
    assert len(dashed) == 7 * len(chart.picture.panels)
    assert chart.note.count("口径不同") == 7
    assert chart.title == "2023年新收政府信息公开申请57件"


def test_axis_starts_at_zero():
    """The axis of years stands at 0 in every panel, and whole figures are ruled."""
    figure = drawn(Panel("甲", points(500, 510, 520, 530, 540)))
    level = [line.get_ydata()[0] for line in lines(figure) if len(set(line.get_ydata())) == 1]
    assert min(level) == 0
    assert "0" in written(figure)


def test_labels_of_first_last_and_largest():
    """The first, the last and the largest figure are written in bold; years are whole."""
    figure = drawn(Panel("甲", points(5, 6, 9, 8, 7)))
    bold = [t.get_text() for t in figure.artists if getattr(t, "get_weight", str)() == "bold"]
    assert bold == ["甲", "5", "7", "9"]
    assert {"2014", "2015", "2016", "2017", "2018"} <= set(written(figure))


def test_doubtful_point_has_its_own_shape():
    """A figure in doubt is a triangle, and its label has the same sign."""
    odd = Point(2018, Mark(Decimal(7), "7", "7件（存疑）", doubtful=True))
    figure = drawn(Panel("甲", (*points(5, 6, 7, 9), odd)))
    assert [list(mark.get_xdata()) for mark in marks(figure, "^")] == [[2018]]
    assert [mark.get_markerfacecolor() for mark in marks(figure, "^")] == [DOUBT]
    assert "7 ▲" in written(figure)


def test_break_labels_stand_clear():
    """Of two breaks close to each other the first has its label before it, pointing to it."""
    axis = Calendar(2012, 2026, 36)
    first, second = cut_labels([Cut(2019, "new form"), Cut(2021, "another scope")], axis)
    assert (first.before, second.before) == (True, False)
    assert first.text == "new form →"
    assert first.end == 2018.5


# ---- where the series break


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
    assert cuts(scoped, "review.total", breaks(), "en") == (Cut(2024, "another scope"),)
    both = [Break("a", 2024, ("review.",), "", "", "")]
    assert cuts(scoped, "review.total", both, "zh") == (Cut(2024, "法律修订、口径不同"),)


# ---- what it says


def test_trend_needs_three_years():
    """Two years are a comparison; a series that knows three is drawn, one that knows two is not."""
    assert trend(years(1, 2), "zh") is None
    chart = trend(years(10, 12, None, 15), "zh")
    assert (
        "新收政府信息公开申请（件）：2021年10件，2022年12件，2023年未填写，2024年15件。"
        in chart.alt
    )
    assert "缺：当年报告无此数据" in chart.note
    assert "主动公开" not in chart.alt


def test_years_of_nothing_are_no_chart():
    """A town that nobody ever asked has no picture of zeros."""
    assert trend(years(0, 0, 0, 0, 0), "zh") is None


@pytest.mark.parametrize(
    ("new", "title"),
    [
        ((30, 20, 25, 22, 40), "2025年新收政府信息公开申请40件，为2021年以来5年中最多"),
        ((30, 40, 28, 33, 25), "2025年新收政府信息公开申请25件，为2021年以来5年中最少"),
        ((30, 20, 25, 40), "2024年新收政府信息公开申请40件，比上年增加15件，增长60.0%"),
        ((30, 40, 32), "2023年新收政府信息公开申请32件，比上年减少8件，下降20.0%"),
        ((30, 40, 40), "2023年新收政府信息公开申请40件，与上年持平"),
        ((3, 4, 5), "2023年新收政府信息公开申请5件，比上年增加1件"),
        ((3, 0, 5), "2023年新收政府信息公开申请5件，上年为0件"),
        ((20, 20, 130), "2023年新收政府信息公开申请130件"),
        ((300, 20, 130), "2023年新收政府信息公开申请130件"),
        ((20, 10**6, 25), "2023年新收政府信息公开申请25件"),
        ((30, 40, None), "2021—2023年主要数据"),
    ],
)
def test_trend_titles(new, title):
    """The title ranks the last year among so many, or states its change, its level, or nothing."""
    chart = trend(years(*new), "zh")
    assert chart is None if new[-1] is None else chart.title == title


def test_rank_names_the_number_of_years():
    """The most since the form changed: among five years, not among all seven."""
    counts = (90, 95, 30, 20, 25, 22, 40)
    reports = [
        report(year, asked(n, n), edition="2014" if year < 2019 else "2019")
        for year, n in zip(range(2017, 2024), counts, strict=True)
    ]
    chart = trend(build(Agency("x", "青石镇"), reports[-2], reports[-1], tuple(reports)), "en")
    assert chart.title == "40 new requests in 2023, the most in the 5 years since 2019"
    assert "dashed line cannot be compared (new form 2019)" in chart.note
    assert chart.source.endswith("青石镇, 2017–2023")


def test_other_unit_is_not_on_the_axis():
    """A year that counts in another unit than the latest is a gap, and the alternative text says so."""
    counts = ((2021, 9, "万条"), (2022, 70, "条"), (2023, 80, "条"), (2024, 90, "条"))
    reports = [report(y, [cell("disclosed.total", "", n, unit)]) for y, n, unit in counts]
    chart = trend(build(Agency("x", "青石镇"), reports[-2], reports[-1], tuple(reports)), "zh")
    assert "主动公开政府信息（条）：2021年单位不同，2022年70条" in chart.alt
    assert chart.title == "2021—2024年主要数据"


def test_every_year_is_checked():
    """A year that is not compared is checked too: 2021 contradicts itself, 2023 and 2024 do not."""
    history = [
        table(year, natural_person=(n, 10, 5, 5, 0, 0), commercial_enterprise=(3, 0, 0, 0, 0, 0))
        for year, n in ((2021, 20), (2022, 27), (2023, 22), (2024, 35))
    ]
    history[0] = altered(history[0], "requests.outcomes", 48)
    chart = trend(build(Agency("x", "青石镇"), history[-2], history[-1], tuple(history)), "zh")
    assert re.findall(r"(\d{4})年[^，；。]*（存疑）", chart.alt) == ["2021"]
    assert "48 ▲" in written(draw(chart))


def test_planted_error_is_marked_in_its_year():
    """青石镇 2025: the total disclosed, which the categories contradict, is in doubt in that year only."""
    alt = trend(qingshi()[-1], "zh").alt
    assert re.findall(r"(\d{4})年[^，；。]*（存疑）", alt) == ["2025"]


def test_twelve_years_through_three_editions():
    """The synthetic town: 2014 to 2018 are joined, 2019 to 2025 are joined, the form divides them."""
    chart = trend(qingshi()[-1], "zh")
    new = chart.picture.panels[0]
    assert [int(point.mark.value) for point in new.points] == [0, 1, 2, 4, 3, 5, 0, 7, 1, 13, 14, 9]
    assert joined(new) == [[*range(2014, 2019)], [*range(2019, 2026)]]
    assert new.cuts == (Cut(2019, "新格式"),)
    figure = draw(chart)
    paths = [line.get_xdata() for line in lines(figure) if line.get_color() == NOW]
    assert [list(path) for path in paths[:2]] == joined(new)
    assert BEFORE not in [line.get_color() for line in lines(figure)]


def test_short_past_has_columns_only():
    """After three years under the first form there are columns; the fifth year joins them."""
    third, fifth = (draw(trend(qingshi()[n], "zh")) for n in (2, 4))
    assert boxes(third)
    assert not boxes(fifth)
