"""What the drawings draw: positions, lengths, heights and shades that equal the figures."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from matplotlib.colors import to_rgb

from govstats.charts import crossed, flow, quality
from govstats.charts.bands import Band, Bands, draw_bands
from govstats.charts.bars import draw_bars
from govstats.charts.dots import draw_dots
from govstats.charts.grid import Grid, Square, draw_grid
from govstats.charts.layout import wrap
from govstats.charts.marks import Mark, Pairs, Row
from govstats.charts.steps import Step, Steps, draw_steps
from govstats.charts.strip import Strip, Tile, draw_strip
from govstats.checks import Decision
from govstats.comparing import compare
from govstats.theme import DOUBT, INK, NOW, text_width, theme
from tests.chart_samples import bands, boxes, draw, lines, marks, qingshi, texts, written


def known(value, text=None, *, doubtful=False):
    """A mark with a value."""
    return Mark(Decimal(value), text or f"{value}", f"{value}", doubtful)


MISSING = Mark(None, "缺", "未填写")
PAIRS = Pairs(
    (Row("甲", known(5), known(3)), Row("乙", known(0), MISSING), Row("丙", MISSING, known(4))),
    ("2023年", "2024年"),
    "zh",
)


def painted(paint, picture):
    """A picture under the theme."""
    with theme():
        return paint(picture)


def laid_out(figure):
    """Measure every text of a figure."""
    with theme():
        figure.draw_without_rendering()


def place(figure, text):
    """Where a text begins and how high, in points from the lower left corner."""
    found = next(t for t in texts(figure) if t.get_text() == text)
    return found.get_transform().transform(found.get_position()) * 72 / figure.dpi


# ---- bars and dots


def test_bars_start_at_zero_and_skip_what_is_missing():
    """There is one bar for each known figure, as long as the figure, and a word where one is missing."""
    figure = painted(draw_bars, PAIRS)
    assert [bar.get_width() for bar in boxes(figure)] == [3, 5, 0, 4]
    assert {bar.get_x() for bar in boxes(figure)} == {0}
    assert written(figure).count("缺") == 2


def test_bars_have_one_scale():
    """A bar twice as long on the page stands for a figure twice as large."""
    drawn = [bar for bar in boxes(painted(draw_bars, PAIRS)) if bar.get_width()]
    spans = [bar.get_window_extent().width / bar.get_width() for bar in drawn]
    assert spans == pytest.approx([spans[0]] * len(spans))


def test_negative_bar_reaches_to_the_left():
    """A figure below 0, which a rule will question, is drawn to the left of the axis."""
    pairs = Pairs((Row("甲", known(-4)), Row("乙", known(8))), ("2024年",), "zh")
    figure = painted(draw_bars, pairs)
    below, above = (bar.get_window_extent() for bar in boxes(figure))
    assert below.x1 == pytest.approx(above.x0)
    assert below.x0 >= 0


def test_dots_skip_what_is_missing():
    """There is one mark for each known figure, a line only between two, and a word for the missing year."""
    figure = painted(draw_dots, PAIRS)
    assert sorted(mark.get_xdata()[0] for mark in marks(figure)) == [0, 3, 4, 5]
    joins = [list(line.get_xdata()) for line in lines(figure) if line.get_linewidth() == 2.5]
    assert joins == [[3, 5]]
    assert {"（2023年缺）", "（2024年缺）"} <= set(written(figure))


def test_years_have_different_shapes():
    """The two years differ in shape as well: thin and thick bars, ring and dot."""
    thin, thick, *_ = boxes(painted(draw_bars, PAIRS))
    assert thin.get_height() < thick.get_height()
    ring, dot = sorted(marks(painted(draw_dots, PAIRS))[:2], key=lambda m: m.get_xdata()[0])
    assert (ring.get_markerfacecolor(), dot.get_markerfacecolor()) == ("white", NOW)
    assert ring.get_markersize() > dot.get_markersize()


def test_first_marks_say_their_years():
    """There is no legend: the years stand beside the first bars and above the first marks."""
    bars, dots = painted(draw_bars, PAIRS), painted(draw_dots, PAIRS)
    assert written(bars).count("（2023年）") == written(bars).count("（2024年）") == 1
    assert written(dots).count("2023年") == written(dots).count("2024年") == 1
    assert place(bars, "（2023年）")[0] > place(bars, "3")[0]
    english = Pairs((Row("A", known(5), known(3)),), ("2023", "2024"), "en")
    assert {"(2023)", "(2024)"} <= set(written(painted(draw_bars, english)))


def test_equal_figures_have_their_years_side_by_side():
    """Two marks on one place: the earlier year stands left of the later, and both are written once."""
    pairs = Pairs((Row("甲", known(5), known(5)),), ("2023年", "2024年"), "zh")
    figure = painted(draw_dots, pairs)
    assert place(figure, "2024年")[0] - place(figure, "2023年")[0] > text_width("2023年", 12)
    assert written(figure).count("5") == 1


def test_doubtful_figure_has_the_sign_of_tables():
    """A figure in doubt has ▲ beside it as well as another colour."""
    pairs = Pairs((Row("甲", known(5, doubtful=True)),), ("2024年",), "zh")
    label = next(t for t in texts(painted(draw_bars, pairs)) if t.get_text() == "5 ▲")
    assert label.get_color() == DOUBT


# ---- bands


def height(band, end):
    """How high a band is where it begins (0) or ends (1), in the unit of the page."""
    corners = band.get_path().vertices
    return corners[7][1] - corners[0][1] if end == 0 else corners[4][1] - corners[3][1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bands_are_as_high_as_their_counts(lang):
    """宿迁市 2024: each band has one height at both ends, in proportion to its count."""
    chart = flow(compare("suqian", 2024), lang)
    drawn = bands(draw(chart))
    counts = [int(band.count) for band in (*chart.picture.into, *chart.picture.out)]
    assert len(drawn) == len(counts) == 9
    each = [height(band, 0) / count for band, count in zip(drawn, counts, strict=True)]
    assert each == pytest.approx([each[0]] * 9)
    assert [height(b, 0) for b in drawn] == pytest.approx([height(b, 1) for b in drawn])


def test_bands_meet_in_the_middle_without_gap():
    """What comes in covers the middle from top to bottom, and so does what goes out."""
    drawn = bands(draw(flow(compare("suqian", 2024), "zh")))
    for side, end in ((drawn[:2], 3), (drawn[2:], 0)):
        tops = [band.get_path().vertices[end][1] for band in side]
        bottoms = [top + height(band, 0) for top, band in zip(tops, side, strict=True)]
        assert tops[1:] == pytest.approx(bottoms[:-1])
    assert height(drawn[0], 0) + height(drawn[1], 0) == pytest.approx(
        sum(height(band, 0) for band in drawn[2:])
    )


def test_what_is_left_open_is_hatched():
    """The requests carried forward have a hatch, those disclosed a darker band than the others."""
    chart = flow(compare("suqian", 2024), "zh")
    drawn = bands(draw(chart))
    assert [bool(band.get_hatch()) for band in drawn] == [False] * 8 + [True]
    shade = [sum(band.get_facecolor()[:3]) for band in drawn]
    assert shade[2] == shade[3] < shade[4] == shade[5]


def test_thin_bands_have_room_for_their_labels():
    """Six counts of 1 beside one of a million: each has a label of its own, none over another."""
    one = (Band(name, Decimal(1), "1", "plain") for name in "乙丙丁戊己庚")
    out = (Band("甲", Decimal(10**6), "1000000", "plain"), *one)
    figure = painted(
        draw_bands, Bands((Band("子", Decimal(10**6 + 6), "1000006", "plain"),), out, "共")
    )
    levels = [place(figure, name)[1] for name in "甲乙丙丁戊己庚"]
    assert min(upper - lower for upper, lower in pairwise(levels)) > 13


# ---- waterfall


STEPS = Steps(
    (
        Step("甲", Decimal(240), "+240"),
        Step("乙", Decimal(60), "+60"),
        Step("丙", Decimal(-320), "−320"),
    ),
    Step("2024年80件", Decimal(-20), "−20"),
    "2023年100件",
)


def test_each_step_begins_where_the_last_one_ended():
    """The bars run 0 to 240, 240 to 300, 300 to −20, and the sum from 0 to −20."""
    drawn = [
        (box.get_x(), box.get_x() + box.get_width()) for box in boxes(painted(draw_steps, STEPS))
    ]
    assert drawn == [(0, 240), (240, 300), (300, -20), (0, -20)]


def test_decreases_are_hatched():
    """In a black and white print a decrease is told by its hatch, the sum by its darkness."""
    drawn = boxes(painted(draw_steps, STEPS))
    assert [bool(box.get_hatch()) for box in drawn] == [False, False, True, False]
    assert to_rgb(INK) == pytest.approx(drawn[-1].get_facecolor()[:3])


def test_steps_say_both_totals():
    """The earlier total stands above the beginning, the later one names the last bar."""
    figure = painted(draw_steps, STEPS)
    assert {"2023年100件", "2024年80件", "+240", "+60", "−320", "−20"} <= set(written(figure))


def test_steps_with_huge_figures_stay_on_the_page():
    """Ten million up and down keep their labels inside the picture."""
    big = Steps(
        (Step("甲", Decimal(10**7), "+10,000,000"), Step("乙", Decimal(-(10**7)), "−10,000,000")),
        Step("2024: 5", Decimal(0), "0"),
        "2023: 5",
    )
    figure = painted(draw_steps, big)
    laid_out(figure)
    for text in texts(figure):
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= figure.bbox.x1


# ---- heat map


def test_darker_is_larger():
    """宿迁市: squares with a larger share are darker, those without a share are white."""
    chart = crossed(compare("suqian", 2024), "zh")
    squares = [square for row in chart.picture.squares for square in row]
    drawn = boxes(draw(chart))
    assert len(drawn) == len(squares) == 42
    shaded = [
        (square.shade, sum(box.get_facecolor()[:3]))
        for square, box in zip(squares, drawn, strict=True)
    ]
    ordered = sorted((shade, light) for shade, light in shaded if shade is not None)
    lights = [light for _, light in ordered]
    assert lights == sorted(lights, reverse=True)
    assert {light for shade, light in shaded if shade is None} == {3}


def test_dark_squares_are_still_read():
    """Even a share of 100% leaves the text at a contrast of more than 4.5."""
    figure = painted(draw_grid, Grid(("甲",), ("乙",), ((Square(known(9), "100.0%", 1.0),),)))

    def luminance(colour):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    paper, ink = luminance(boxes(figure)[0].get_facecolor()[:3]), luminance(to_rgb(INK))
    assert (paper + 0.05) / (ink + 0.05) > 4.5


def test_huge_counts_fit_their_squares():
    """Counts of ten million are written smaller, and stay within their squares."""
    row = tuple(Square(known(10**7, "10,000,000"), "14.3%", 0.143) for _ in range(7))
    figure = painted(draw_grid, Grid(("Natural persons",), tuple("abcdefg"), (row,)))
    laid_out(figure)
    for box, text in zip(
        boxes(figure), [t for t in texts(figure) if "," in t.get_text()], strict=True
    ):
        assert text.get_window_extent().width < box.get_window_extent().width


def test_doubtful_square_has_no_share():
    """青石镇 2023 is under 30 requests; a contradicting column elsewhere has counts with ▲ and no share."""
    odd = Square(known(4, doubtful=True))
    figure = painted(draw_grid, Grid(("甲",), ("乙", "丙"), ((odd, Square(known(12))),)))
    assert "4 ▲" in written(figure)
    assert not [text for text in written(figure) if "%" in text]


# ---- strip


def test_each_result_has_its_shape():
    """Held is a disc, failed a triangle, left open a ring: colour is never the only sign."""
    tiles = (
        Tile("甲", "held", (("held", "7项成立"),)),
        Tile("乙", "failed", (("failed", "1项不成立"), ("held", "2项成立"))),
        Tile("丙", "open", (("open", "3项无法核对"),)),
    )
    figure = painted(draw_strip, Strip(tiles))
    disc, ring = marks(figure)
    (triangle,) = marks(figure, "^")
    assert (disc.get_markerfacecolor(), ring.get_markerfacecolor()) == (NOW, "white")
    centres = [
        m.get_transform().transform((m.get_xdata()[0], 0))[0] for m in (disc, triangle, ring)
    ]
    assert centres == sorted(centres)
    assert {"7项成立", "1项不成立", "2项成立", "3项无法核对"} <= set(written(figure))


@pytest.mark.parametrize(
    ("agency", "title"),
    [
        ("suqian", r"数据核对\d+项，全部成立"),
        ("huaian-hongze", r"数据核对\d+项，\d+项不成立"),
        ("jinjiang-yonghe", r"数据核对\d+项，\d+项不成立，另有\d+项无法核对"),
        ("shanghai-general-office", r"数据核对\d+项，\d+项不成立，另有\d+项无法核对"),
    ],
)
def test_checks_add_up(agency, title):
    """The counts of the tiles are those of the checks that were run; the title says how they ended."""
    comparison = compare(agency)
    chart = quality(comparison, "zh")
    assert re.match(title, chart.title)
    made, left = comparison.assessed
    counts = re.findall(r"(\d+)项(成立|不成立|无法核对)", chart.alt)
    assert sum(int(n) for n, what in counts if what != "无法核对") == made
    assert sum(int(n) for n, what in counts if what == "无法核对") == left


def test_strip_of_a_planted_error():
    """青石镇 2025: one check fails, that of the categories in the prose; the sign is on its group."""
    chart = quality(qingshi()[-1], "zh")
    assert {tile.name: tile.result for tile in chart.picture.tiles}["正文与表格"] == "failed"
    assert (
        "1项不成立"
        in dict(next(t.counts for t in chart.picture.tiles if t.name == "正文与表格"))["failed"]
    )


def test_dismissed_failure_counts_as_held():
    """A failure that somebody found right is no longer a triangle; the note says so."""
    comparison = qingshi()[-1]
    failed = comparison.findings.failures[0]
    found = replace(failed, decision=Decision(failed.id, "dismissed", "checked", "A"))
    findings = replace(comparison.findings, findings=(found,))
    chart = quality(replace(comparison, findings=findings), "zh")
    assert "不成立" not in chart.title
    assert chart.note == "注：其中1项经核实无误，计入成立。"
    assert not marks(draw(chart), "^")
    english = quality(replace(comparison, findings=findings), "en").note
    assert english == "Note: 1 failure was looked into and found right, and counts as held."


# ---- layout


def test_long_names_break_into_even_lines():
    """A long name fills lines of about the same width, and no line starts with a stop."""
    name = "贯彻落实国家关于农村工作政策的情况、财政预算、决算报告及其他"
    broken = wrap(name, 180).split("\n")
    assert "".join(broken) == name
    assert all(text_width(line) <= 180 for line in broken)
    assert not any(line[0] in "、，。）" for line in broken)
    widths = [text_width(line) for line in broken]
    assert max(widths) - min(widths) < 70


def test_words_are_not_broken():
    """English breaks at spaces and after hyphens."""
    name = "Civil affairs, poverty and disaster relief, social security, employment"
    assert wrap(name, 190).split() == name.split()
    assert wrap("Public-interest organisations", 95) == "Public-interest\norganisations"
    assert wrap("Public-interest groups", 60).split("\n")[0] == "Public-"


def test_word_wider_than_a_line_is_broken():
    """A word without a space is broken rather than cut off."""
    broken = wrap("x" * 100, 100).split("\n")
    assert "".join(broken) == "x" * 100
    assert all(text_width(line) <= 100 for line in broken)
