"""What holds for every chart of every comparison, and for the set of them."""

from __future__ import annotations

import pickle
import re
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from govstats.changes import GROUPS, Verdict
from govstats.charts import all_charts, applicants, categories, flow, outcomes
from govstats.charts.applicants import APPLICANTS
from govstats.comparing import compare
from govstats.errors import InvalidRequestError
from govstats.rounding import figure, percent, round_half_up
from govstats.theme import MUTED, missing_glyphs, theme
from tests.chart_samples import (
    AGENCIES,
    LANGUAGES,
    asked,
    compared,
    comparisons,
    draw,
    every,
    pictures,
    qingshi,
    report,
    simulated,
    table,
    texts,
    written,
)

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


# ---- the set of charts


def names(comparison, lang="zh"):
    """The names of the charts of a comparison."""
    return [chart.name for chart in all_charts(comparison, lang)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_order_of_reading(lang):
    """The years, the year's requests, outcomes, applicants, disputes, disclosure, checks."""
    assert names(simulated("city", 5), lang) == [
        "trend", "flow", "outcomes", "contributions", "applicants", "crossed", "disputes",
        "categories", "quality",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("agency", "drawn"),
    [
        ("suqian", "flow outcomes contributions applicants crossed disputes quality"),
        ("huaian-hongze", "flow outcomes quality"),
        ("jinjiang-yonghe", "categories quality"),
        ("shanghai-general-office", "applicants quality"),
    ],
)
def test_only_charts_that_say_something(agency, drawn):
    """永和镇 counted no request, 洪泽 had one type of applicant and asks about its scope: no such charts."""
    assert names(compare(agency)) == drawn.split()


def test_town_without_requests_has_no_chart_of_them():
    """Where nobody asked, and where one did, there is only what the checks found."""
    assert names(compared(None, table(2024))) == ["quality"]
    one = compared(table(2023), table(2024, natural_person=(0, 0, 1, 0, 0, 0)))
    assert names(one) == ["quality"]


def test_names_are_unique():
    """The id of each figure on a page is its own."""
    for comparison in comparisons():
        found = names(comparison)
        assert len(set(found)) == len(found)


# ---- every chart


def test_enough_is_looked_at():
    """The charts that the tests below look at are of every kind, and many."""
    kinds = {chart.name for _, chart, _ in every()}
    assert len(kinds) == 9
    assert len(every()) > 200


def test_every_chart_has_all_its_words():
    """Title, subtitle, source and alternative text are there; the subtitle names agency and years."""
    for comparison, chart, lang in every():
        assert all((chart.title, chart.source, chart.alt)), chart.name
        assert comparison.agency.named(lang) in chart.subtitle
        assert str(comparison.year) in chart.subtitle
        assert str(comparison.year) in chart.source
        assert chart.subtitle in chart.alt
        assert chart.note in chart.alt


def test_no_space_and_no_stop_is_doubled():
    """Words are joined without doubled spaces, stops or colons, and start with a capital in English."""
    for _, chart, lang in every():
        words = (chart.title, chart.subtitle, chart.note, chart.source, chart.alt)
        for text in words:
            assert not re.search(r"  |。。|；。|：。|，，|\.\.|;;|: \.|\(\)|（）|None", text), text
            assert text == text.strip(), text
        if lang == "en":
            assert not re.match(r"[a-z]", chart.title), chart.title
            assert not re.search(r"\b1 (requests|items|years)\b", chart.title + chart.note)


def test_every_character_can_be_drawn():
    """No chart has a character in its words that the font lacks, a printed emoji apart."""
    for _, chart, _ in every():
        words = chart.title + chart.subtitle + chart.note + chart.source + chart.alt
        assert missing_glyphs(words) <= {"😀"}, chart.title


def test_nothing_is_cut_off_and_nothing_overlaps():
    """Every text stands inside its picture and clear of every other text."""
    for _, chart, _, figure_ in pictures():
        with theme():
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


def test_every_number_drawn_is_said():
    """The alternative text says each number of the picture; the round figures of a scale apart."""
    for _, chart, _, figure_ in pictures():
        for text in texts(figure_):
            scale = chart.name == "trend" and text.get_color() == MUTED
            for number in re.findall(r"\d[\d,.]*", text.get_text()):
                assert scale or number.strip(".,") in chart.alt, (chart.title, text.get_text())


def test_doubt_has_its_sign_and_its_reason():
    """A picture with ▲ beside a figure says in its note what that means, and says so in words."""
    signs = 0
    for _, chart, _, figure_ in pictures():
        if chart.name != "quality" and any("▲" in text for text in written(figure_)):
            signs += 1
            assert "▲" in chart.note
            assert "存疑" in chart.alt or "in doubt" in chart.alt
    assert signs > 10


def test_no_claim_of_significance():
    """No chart calls a change significant: the figures are full counts, not samples."""
    for _, chart, _ in every():
        words = chart.title + chart.subtitle + chart.note + chart.alt
        assert not re.search("显著|signific", words, re.IGNORECASE)


# ---- numbers


def numbers_of(comparison) -> set[str]:
    """Every number that a title may state: years, counts, shares, how they moved, what was checked."""
    numbers = {str(report.year) for report in comparison.history}
    numbers |= {str(n) for n in range(len(comparison.history) + 1)}
    numbers |= {str(n) for n in comparison.assessed}
    numbers.add(str(len(comparison.all_findings)))
    hand = [comparison.change(f"requests.{name}", "total") for name in ("new", "brought_forward")]
    if all(change and change.new is not None for change in hand):
        numbers |= {figure(sum(c.new for c in hand), lang) for lang in LANGUAGES}
    for finding in comparison.all_findings:
        counts = [finding.expected, finding.found, Decimal(len(finding.cells) - 1)]
        numbers |= {figure(n, lang) for n in counts if n is not None for lang in LANGUAGES}
    for change in comparison.changes:
        counts = [change.old, change.new, change.difference]
        numbers |= {figure(abs(n), lang) for n in counts if n is not None for lang in LANGUAGES}
        code = "requests.new" if change.item == "requests.new" else "requests.outcomes"
        shares = []
        for breakdown in {"total", change.breakdown}:
            whole = comparison.change(code, breakdown)
            sides = ((change.old, whole.old), (change.new, whole.new)) if whole else ()
            both = [part / all_ * 100 for part, all_ in sides if part is not None and all_]
            shares += [*both, *([both[-1] - both[0]] if both else [])]
        rounded = (*shares, change.percent)
        numbers |= {round_half_up(abs(n)) for n in rounded if n is not None}
    return numbers


def test_numbers_of_titles_are_in_the_comparison():
    """No title states a number that is not a figure of the comparison or follows from its figures."""
    stated, known = 0, {id(c): numbers_of(c) for c in comparisons()}
    for comparison, chart, _ in every():
        for number in re.findall(r"\d[\d,.]*", chart.title):
            stated += 1
            assert number.strip(".,") in known[id(comparison)] | {"0.1"}, chart.title
    assert stated > 500


def test_no_percent_where_the_verdict_forbids_it():
    """A change in percent in a title is that of a change which has one: comparable, sound, from 20 up."""
    said = 0
    for comparison, chart, _ in every():
        allowed = {
            round_half_up(abs(c.percent)) for c in comparison.changes if c.percent is not None
        }
        for number in re.findall(r"(?:增长|下降)([\d.]+)%|\(([\d.]+)%\) on ", chart.title):
            said += 1
            assert "".join(number) in allowed, chart.title
    assert said > 20


def test_shares_stand_on_sound_wholes_only():
    """No share is drawn of outcomes whose total is under 20, in doubt, or not comparable."""
    forbidden = 0
    for comparison, chart, _, figure_ in pictures():
        percents = [text for text in written(figure_) if "%" in text]
        if chart.name == "outcomes":
            whole = comparison.change("requests.outcomes", "total")
            fine = {Verdict.COMPARABLE, Verdict.NO_BASELINE}
            crossed = whole.broken_by and whole.broken_by.edition
            sound = whole.verdict in fine or crossed or whole.old is None
            if not sound or whole.new < 20 or whole.doubts:
                forbidden += 1
                assert percents == [], chart.title
                assert "%" not in chart.alt
        elif chart.name != "crossed":
            assert percents == [], chart.title
    assert forbidden > 8


# ---- the value


def test_equal_figures_are_equal_bytes():
    """The same comparison makes the same chart, SVG and PNG to the byte."""
    one, other = (outcomes(compare("suqian", 2024), "zh") for _ in range(2))
    assert one == other
    assert one.svg == other.svg
    assert one.png(72) == other.png(72)
    assert "<dc:date>" not in one.svg
    assert outcomes(compare("suqian", 2024), "en").svg != one.svg


def test_synthetic_data_says_so():
    """A chart of synthetic data says so in its source and inside the picture; a real one does not."""
    for lang, words in (("zh", "模拟数据"), ("en", "synthetic data")):
        for chart in all_charts(qingshi()[-1], lang):
            assert words in written(draw(chart))
            assert words in chart.source.removeprefix(qingshi()[-1].agency.named(lang))
        for chart in all_charts(compare("suqian", 2024), lang):
            assert words not in written(draw(chart))
            assert words not in chart.source


def test_html_is_escaped():
    """What a report prints cannot become markup."""
    chart = outcomes(compared(None, report(2024, asked(40, 40, 40)), name='<b>"&'), "zh")
    html = chart._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;&#34;&amp;" in html
    assert '</style><figure class="chart" id="chart-outcomes"><figcaption>' in html
    assert 'src="data:image/svg+xml;base64,' in html


def test_html_has_title_note_and_source():
    """On a page the title and subtitle stand above the picture, the note and the source below."""
    html = applicants(compare("suqian", 2024), "zh")._repr_html_()
    places = [
        html.index(words)
        for words in (
            "2024年自然人申请",
            "按申请人分</span>",
            "<img",
            "注：两年均为0件：科研机构。<br>来源",
        )
    ]
    assert places == sorted(places)


def test_save_by_suffix(tmp_path):
    """A chart is saved as SVG or PNG, as the suffix says, and as nothing else."""
    chart = applicants(compare("suqian", 2024), "zh")
    assert chart.save(tmp_path / "a.svg").read_text("utf-8").startswith("<?xml")
    assert chart.save(tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(InvalidRequestError, match=r"\.svg or \.png"):
        chart.save(tmp_path / "a.jpg")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_saved_picture_takes_its_words_along(lang):
    """A file has title, subtitle, note and source around the picture, English ones in straight quotes."""
    straight = str.maketrans("“”", '""') if lang == "en" else {}
    for agency in AGENCIES:
        for chart in all_charts(compare(agency), lang):
            with theme():
                said = "".join("".join(written(chart._framed())).split())
            for words in (
                chart.title.translate(straight),
                chart.subtitle,
                chart.note,
                chart.source,
            ):
                assert "".join(words.split()) in said


def test_frame_moves_nothing_within_the_picture():
    """Bars are as long with their words as without, and stand as far from each other."""
    chart = outcomes(compare("suqian", 2024), "zh")
    with theme():
        bare, framed = chart.draw(), chart._framed()
    shift = None
    for one, other in zip(bare.artists, framed.artists[: len(bare.artists)], strict=True):
        at = Text.get_transform(one).transform((0, 0))
        moved = Text.get_transform(other).transform((0, 0)) - at
        shift = moved if shift is None else shift
        assert moved == pytest.approx(shift)
    assert shift[0] == 0
    assert shift[1] > 0


def test_chart_survives_pickling():
    """A chart can be handed from one process to another and still be drawn."""
    chart = applicants(compare("suqian", 2024), "zh")
    again = pickle.loads(pickle.dumps(chart))  # noqa: S301 - our own bytes
    assert again == chart
    assert again.png(72) == chart.png(72)


def test_no_figure_is_left_open():
    """Drawing leaves nothing in pyplot's list of open figures."""
    import matplotlib.pyplot as plt

    for chart in all_charts(compare("suqian", 2024), "zh"):
        assert chart.svg
    assert plt.get_fignums() == []


def test_every_figure_of_the_tables_is_as_reported():
    """宿迁市 2024: flow, outcomes and heat map say the same counts, those of table three."""
    comparison = compare("suqian", 2024)
    said = flow(comparison, "zh").alt
    for code in GROUPS:
        count = comparison.change(code, "total").new
        assert f"{figure(count, 'zh')}件" in said
        assert f"（{figure(count, 'zh')}件）" in outcomes(comparison, "zh").alt
    assert categories(comparison, "zh") is None
    assert len(APPLICANTS) == 6


def test_documentation_has_a_section_for_each_chart():
    """docs/charts.md has the charts as headings, in the order of reading."""
    text = (Path(__file__).resolve().parents[1] / "docs" / "charts.md").read_text("utf-8")
    headings = re.findall(r"^## ([a-z]+)$", text, re.MULTILINE)
    assert headings == names(simulated("city", 5))
    assert text.count("*Not drawn*") == len(headings) - 1
