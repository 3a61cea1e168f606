from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

from govstats.changes import Change, Comparison, Verdict
from govstats.comparing import compare
from govstats.errors import InvalidRequestError
from govstats.prose import LANGUAGES, write
from govstats.prose.messages import extreme, most_moved
from govstats.reports import Cell, Status
from govstats.rounding import figure, round_half_up
from govstats.storage import load

REAL = ["suqian", "huaian-hongze", "jinjiang-yonghe", "shanghai-general-office"]


def comparisons() -> list[Comparison]:
    """Every comparison that the bundled data allows, real and synthetic."""
    data = load()
    simulated = load(data.path / "synthetic")
    found = [
        compare(a, y, data=data) for a in data.full_agencies() for y in data.years(a, full=True)
    ]
    return found + [
        compare("synthetic-qingshi", y, data=simulated)
        for y in simulated.years("synthetic-qingshi")
    ]


def figures(comparison: Comparison) -> set[str]:
    """Every number that the words may use: figures, differences, rates, years, finding counts."""
    numbers: set[Decimal] = {Decimal(comparison.year), Decimal(comparison.against or 0)}
    rounded: set[str] = set()
    for change in comparison.changes:
        known = {abs(v) for v in (change.old, change.new, change.difference) if v is not None}
        numbers |= known
        if change.unit == "万元":  # English: million yuan, or yuan where it is less
            numbers |= {v / 100 if v >= 100 else v * 10_000 for v in known}
        if change.percent is not None:
            rounded.add(round_half_up(abs(change.percent)))
        if change.verdict is Verdict.LEAP:
            rounded |= {round_half_up(change.new / change.old, places) for places in (0, 1)}
    for rate in comparison.rates:
        rounded |= {
            round_half_up(abs(v)) for v in (rate.old, rate.new, rate.points) if v is not None
        }
    for found in (comparison.findings, comparison.findings_before, comparison.between):
        unknown = {c for f in found if f.result == "not_assessable" for c in f.cells}
        numbers |= {Decimal(len(unknown))}
        for finding in found:
            numbers |= {
                abs(v)
                for v in (finding.expected, finding.found, finding.difference)
                if v is not None
            }
            numbers |= {Decimal(len(finding.cells) - 1)}
        illegible = sum(c.value is None and not c.place for c in unknown)
        numbers |= {Decimal(illegible), Decimal(len(unknown) - illegible)}
    numbers |= {Decimal(n) for counts in comparison.doubtful_years for n in counts if n}
    numbers |= {Decimal(n) for n in comparison.assessed}
    peak = extreme(comparison, "requests.new", "total")
    if peak:
        numbers |= {Decimal(n) for n in (peak.first, peak.last, peak.years)}
    return {figure(n, "zh") for n in numbers} | rounded


FIXED = {"20", "0.1", "2024", "2019", "2021", "1", "10000"}
"""Numbers of the notes themselves: the small base, the rounding, the law's date, the editions, 10,000 yuan."""


def stray_numbers(comparison: Comparison, lang: str) -> set[str]:
    """The numbers of a comparison's text that the comparison does not hold."""
    text = str(write(comparison, lang))
    cells = [cell for c in comparison.changes for cell in (c.before, c.after) if cell]
    for rounded in [cell for cell in cells if cell.status is Status.APPROXIMATE]:
        text = text.replace(rounded.raw, "")
    text = re.sub(r"[（(][一二三四五六七八九十][）)]|“[^”]*”", "", text)
    said = {number.replace(",", "") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    return said - figures(comparison) - FIXED


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_comes_from_the_comparison(lang):
    """No number stands in the text that the comparison does not hold, in either language."""
    for comparison in comparisons():
        stray = stray_numbers(comparison, lang)
        assert stray == set(), (comparison.agency.agency, comparison.year)


def test_headline_of_suqian():
    """The headline gives level, difference and percent, and the share with its change in points."""
    assert write(compare("suqian", 2024), "zh").headline == (
        "2024年，宿迁市人民政府新收政府信息公开申请3525件，比上年增加14件，增长0.4%；"
        "予以公开和部分公开占办结数比重为54.0%，比上年提高10.4个百分点。"
    )


def test_points_of_suqian_are_about_requests_first():
    """Requests, outcomes and disputes lead; licensing and penalties are no main point."""
    points = write(compare("suqian", 2024), "zh").points
    assert len(points) <= 6
    joined = "".join(points)
    for said in (
        "信访举报投诉类申请87件，比上年减少218件",
        "其他处理469件，比上年增加128件",
        "行政复议170件，比上年减少270件",
        "本机关不掌握相关政府信息897件",
    ):
        assert said in joined
    assert "行政许可" not in joined
    assert "行政处罚" not in joined


def test_what_moved_most():
    """信访 carries 75% of its group's change and stands for it; 其他处理 moved as a group."""
    moved = [(c.item, c.difference) for c in most_moved(compare("suqian", 2024))]
    assert moved == [
        ("requests.not_processed.petition", -218),
        ("requests.unavailable.not_held", -150),
        ("requests.other", 128),
    ]


def test_single_year_says_that_there_is_no_earlier_one():
    """永和镇 2022 has nothing to compare with, and its first point says so."""
    assert (
        write(compare("jinjiang-yonghe"), "zh")
        .points[0]
        .startswith("本数据集没有晋江市永和镇人民政府2022年以前年度的完整数据")
    )
    assert "no comparison is made" in write(compare("jinjiang-yonghe"), "en").points[0]


def test_doubtful_figures_say_so():
    """A figure of an equation that fails carries a remark, and the check says which one."""
    text = write(compare("jinjiang-yonghe"), "zh")
    assert "新收政府信息公开申请填报0件（存疑）" in text.headline
    assert "正文称主动公开63条，所列5类合计62条，相差1条，须更正。" in "".join(
        text.section("quality").paragraphs
    )


@pytest.mark.parametrize(("lang", "between"), [("zh", "两年之间"), ("en", "Between the years")])
def test_findings_are_counted_where_they_are_listed(lang, between):
    """The summary counts as many findings for a year, and between the years, as the list gives them."""
    for comparison in comparisons():
        listed = Counter(
            paragraph.split("年：" if lang == "zh" else ":")[0].split("：")[0]
            for paragraph in write(comparison, lang).section("quality").paragraphs[1:]
        )
        for year, *counts in comparison.doubtful_years:
            assert listed[str(year or between)] == sum(counts)


def test_scope_is_asked_between_the_years():
    """A question about two years belongs to neither: Hongze has two such, and one about 2024."""
    found = compare("huaian-hongze", 2024, 2023)
    assert found.doubtful_years == ((2023, 2, 0, 0), (2024, 0, 1, 0), (None, 0, 2, 0))
    zh, en = (write(found, lang).section("quality").paragraphs for lang in LANGUAGES)
    assert zh[0] == (
        "核对发现：2023年报告有2处数据相互矛盾，须更正；2024年报告有1处请核实；两年之间有2处请核实。"
    )
    assert en[0].endswith("2 points to be verified between the two years.")
    assert sum(line.startswith("两年之间：2023年与2024年的") for line in zh) == 2


def test_four_absences_have_four_phrases():
    """Blank, not applicable, unreadable and not in the form are told apart."""
    from govstats.prose import en, zh

    cells = [None, *(Cell("x", "", "", "table", None, "件", s) for s in list(Status)[2:])]
    assert [zh.level(cell) for cell in cells] == [
        "该年度格式未设此项",
        "该格未填写",
        "填报为“/”",
        "原件缺失或无法辨认",
    ]
    assert len({en.level(cell) for cell in cells}) == 4


@pytest.mark.parametrize(
    ("old", "new", "verdict", "zh", "en"),
    [
        (100, 150, Verdict.COMPARABLE, "150件，比上年增加50件，增长50.0%", "150, up 50 (50.0%) on 2023"),
        (100, 100, Verdict.COMPARABLE, "100件，与上年持平", "100, unchanged from 2023"),
        (3, 7, Verdict.SMALL_BASE, "由3件增至7件", "7, up from 3"),
        (0, 4, Verdict.BASE_ZERO, "4件，上年为0件，不计算增减幅度", "4, from 0 in 2023 (no percentage change is calculated)"),
        (0, 0, Verdict.BASE_ZERO, "两年均未发生", "none in either year"),
        (25, 0, Verdict.COMPARABLE, "由25件降至0件", "0, down from 25"),
        (40, 400, Verdict.LEAP, "400件，上年为40件，为上年的10倍，请核实口径", "400, against 40 in 2023 (10 times that figure: please verify the scope)"),
        (550, 9487, Verdict.LEAP, "9487件，上年为550件，约为上年的17倍，请核实口径", "9,487, against 550 in 2023 (about 17 times that figure: please verify the scope)"),
        (20, 131, Verdict.LEAP, "131件，上年为20件，约为上年的6.6倍，请核实口径", "131, against 20 in 2023 (about 6.6 times that figure: please verify the scope)"),
        (100, 996, Verdict.LEAP, "996件，上年为100件，约为上年的10倍，请核实口径", "996, against 100 in 2023 (about 10 times that figure: please verify the scope)"),
        (100, 1050, Verdict.LEAP, "1050件，上年为100件，约为上年的11倍，请核实口径", "1,050, against 100 in 2023 (about 11 times that figure: please verify the scope)"),
        (35000, 35010, Verdict.COMPARABLE, "35010件，比上年增加10件，增长不足0.1%", "35,010, up 10 (less than 0.1%) on 2023"),
        (400, 449, Verdict.COMPARABLE, "449件，比上年增加49件，增长12.3%", "449, up 49 (12.3%) on 2023"),
    ],
)  # fmt: skip
def test_movement(old, new, verdict, zh, en):
    """Level, then difference, then percent, as far as the base allows; halves round up."""
    from govstats.prose import en as english
    from govstats.prose import zh as chinese

    before, after = (
        Cell("requests.new", "total", "", "table", Decimal(v), "件", Status.REPORTED)
        for v in (old, new)
    )
    change = Change("requests.new", "total", "", "件", before, after, verdict)
    comparison = compare("suqian", 2024)
    assert chinese.movement(change, comparison) == zh
    assert english.movement(change, comparison) == en


def test_break_is_said_before_the_change():
    """The two kinds of suit are introduced by the change of law and carry no percent."""
    paragraph = next(
        p
        for p in write(compare("suqian", 2024), "zh").section("disputes").paragraphs
        if "起诉" in p
    )
    assert paragraph.index("应当先申请行政复议") < paragraph.index("25件")
    assert "%" not in paragraph


def test_rounding_is_half_up():
    """12.25 rounds to 12.3 and -0.05 to -0.1, where binary floats would print 12.2 and -0.1."""
    assert [round_half_up(Decimal(v)) for v in ("12.25", "0.05", "-12.25", "12.349")] == [
        "12.3",
        "0.1",
        "-12.3",
        "12.3",
    ]


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("3525", "3525", "3,525"),
        ("59237.2449", "59237.2449", "59,237.2449"),
        ("0", "0", "0"),
        ("1E+3", "1000", "1,000"),
    ],
)
def test_figures_lose_no_decimal(value, zh, en):
    """Figures keep every decimal; English groups thousands, Chinese does not."""
    assert (figure(Decimal(value), "zh"), figure(Decimal(value), "en")) == (zh, en)


def test_unknown_language_is_refused():
    """A language that is not there names those that are."""
    with pytest.raises(InvalidRequestError, match="allowed: zh, en"):
        write(compare("suqian"), "fr")
