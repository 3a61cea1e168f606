from __future__ import annotations

import json
import re
from bisect import bisect_left

import pypdfium2
import pytest

from govstats import theme
from govstats.charts import all_charts
from govstats.exports import pdf
from govstats.exports.content import content, fields
from govstats.prose import LANGUAGES, write
from tests.exported import FORMULA, SCRIPT, TEXTS, TYPST, bundled, every, exported, flat

MARGIN = 20 * 72 / 25.4


def pages(data: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def body(data: bytes) -> str:
    """The text of all pages without running heads and page numbers, spaces left out."""
    kept: list[str] = []
    for page in pages(data):
        lines = page.splitlines()
        foot = [
            n
            for n, line in enumerate(lines)
            if re.fullmatch(r"第 ?\d+ ?页，共 ?\d+ ?页|Page \d+ of \d+", line.strip())
        ]
        assert len(foot) == 1, page
        del lines[foot[0]]
        kept += lines
    return flat("".join(kept))


def shown(text: str) -> str:
    """A text as the page shows it."""
    return flat(pdf._in_font(pdf.clean(text)))


def holds(whole: str, part: str) -> bool:
    """Say whether a text is there, in one piece or going on over at most three pages."""
    for _ in range(3):
        if part in whole:
            return True
        found = bisect_left(range(1, len(part)), 1, key=lambda end: int(part[:end] not in whole))
        if found < 8:
            return False
        part = part[found:]
    return False


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pdf_says_what_the_text_says(lang):
    """Headline, points, sections, findings and notes stand in the PDF word for word."""
    for name, comparison in every().items():
        text = write(comparison, lang)
        whole = body(exported(name, "pdf", lang))
        said = [text.headline, *text.points, *(p for s in text.sections for p in s.paragraphs)]
        for sentence in said:
            found = shown(
                re.sub(r"^(?:\d{4}年?|两年之间|Between the years)(?:：|: )", "", sentence)
            )
            assert holds(whole, found), (name, sentence)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pdf_holds_every_number_of_the_words(lang):
    """Each number that the words say is found in the PDF."""
    for name, comparison in bundled().items():
        whole = body(exported(name, "pdf", lang))
        for number in re.findall(r"\d[\d,]*(?:\.\d+)?", str(write(comparison, lang))):
            assert number in whole, (name, number)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pdf_has_every_row_of_the_tables(lang):
    """Each row of the comparison table stands in the PDF with its figures, change and remark."""
    for name in ("suqian-2024", "huaian-hongze-2024", "jinjiang-yonghe-2022"):
        comparison = bundled()[name]
        whole = body(exported(name, "pdf", lang))
        found = content(comparison, lang)
        for group in found.tables:
            assert holds(whole, shown(group.title))
            for row in group.rows:
                figures = "".join(fields(row, paired=comparison.before is not None)[1:])
                assert holds(whole, shown(figures)), (name, row.title)


def test_charts_stand_in_the_pdf_with_their_words():
    """宿迁 2024: each chart's title, subtitle and source are text, its figures alternative text."""
    comparison = bundled()["suqian-2024"]
    data = exported("suqian-2024", "pdf", "zh")
    charts = all_charts(comparison, "zh")
    assert len(charts) >= 2
    for chart in charts:
        for words in (chart.title, chart.subtitle, chart.note, chart.source):
            assert shown(words) in body(data), chart.name
    assert data.count(b"/Alt") == len(charts)
    assert b"/StructTreeRoot" in data


def test_heads_of_tables_are_repeated():
    """Each page on which a table goes on has the table's head again."""
    told = pages(exported("suqian-2024", "pdf", "zh"))
    going_on = [page for page in told if "商业企业" in page and "基数较小" in page]
    assert len(going_on) >= 2
    assert all("项目" in page and "增减幅度" in page for page in going_on)


def test_pages_are_numbered_and_named():
    """Each page has its number and their number, each after the first the agency's name on top."""
    told = pages(exported("suqian-2024", "pdf", "zh"))
    for number, page in enumerate(told, 1):
        assert f"第{number}页，共{len(told)}页" in flat(page)
        assert number == 1 or flat(page).startswith(
            "宿迁市人民政府2024年政府信息公开工作年度报告数据"
        )


@pytest.mark.parametrize(("lang", "mark"), [("zh", "模拟数据"), ("en", "Synthetic data")])
def test_simulated_data_says_so_on_each_page(lang, mark):
    """Every page of simulated data bears its mark, no page of real data does."""
    simulated = pages(exported("synthetic-qingshi-2025", "pdf", lang))
    assert all(mark in page for page in simulated)
    assert not any(mark in page for page in pages(exported("suqian-2024", "pdf", lang)))


def test_names_are_never_code():
    """typst code, markup and scripts in names come out as the characters that they are."""
    for lang in LANGUAGES:
        whole = body(exported("hostile", "pdf", lang))
        for text in (*TEXTS, TYPST + FORMULA + SCRIPT):
            assert holds(whole, shown(text)), text
        assert "49" not in re.findall(r"\d+", whole)


def test_template_holds_no_place_for_code():
    """The template evaluates nothing: all data comes in as one JSON string."""
    source = (pdf.find("page") / "comparison.typ").read_text("utf-8")
    assert not re.search(r"\beval\(|\bplugin\(|\bread\(|\binclude\b|\bimport\b", source)
    assert source.count("sys.inputs") == 1


def test_only_the_bundled_font_is_used():
    """No font of the machine or of typst gets into the file."""
    for name in ("suqian-2024", "awkward"):
        fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([\w-]+)", exported(name, "pdf", "en")))
        assert fonts == {b"NotoSansSC-Regular", b"NotoSansSC-Bold"}


def test_rare_characters_are_drawn_and_missing_ones_marked():
    """A character that the bold face lacks is drawn from the other; an emoji is □."""
    assert theme.missing_glyphs("靐", bold=True) == {"靐"}
    whole = body(exported("awkward", "pdf", "zh"))
    assert "浉河靐桥□" in whole
    assert "😀" not in whole


@pytest.mark.parametrize("name", ["suqian-2024", "synthetic-qingshi-2021", "hostile", "awkward"])
def test_nothing_leaves_the_page(name):
    """Every character lies within the margins, however long labels, numbers and addresses are."""
    for lang in LANGUAGES:
        document = pypdfium2.PdfDocument(exported(name, "pdf", lang))
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                if text.get_text_range(index, 1).strip():
                    # the opening quotation mark of an English line stands half before it
                    assert left > MARGIN - 6, (lang, index)
                    assert right < width - MARGIN + 1, (lang, index)
                    assert 20 < bottom < top < height - 20, (lang, index)


def test_columns_do_not_run_into_each_other():
    """A figure of 24 digits is broken within its column: no two characters of a page overlap."""
    for lang in LANGUAGES:
        document = pypdfium2.PdfDocument(exported("awkward", "pdf", lang))
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_charbox(index) for index in range(text.count_chars())]
            drawn = sorted(box for box in boxes if box[2] - box[0] > 0.5)
            for place, (left, bottom, right, top) in enumerate(drawn):
                for other in drawn[place + 1 : place + 12]:
                    apart = (
                        other[0] > right - 1.5 or other[1] > top - 1.5 or other[3] < bottom + 1.5
                    )
                    assert apart, (lang, (left, bottom, right, top), other)


def test_long_labels_are_whole():
    """A label of 216 characters and an address of 248 letters stand in the PDF to the last."""
    comparison = every()["awkward"]
    whole = body(exported("awkward", "pdf", "zh"))
    labels = [c.breakdown for c in comparison.changes if len(c.breakdown) > 200]
    assert sorted(map(len, labels)) == [216, 248]
    assert all(shown(label)[:200] in whole and shown(label)[-40:] in whole for label in labels)


def test_every_chart_has_its_section():
    """Each chart but that of the years is set in the section that it belongs to."""
    for name in ("suqian-2024", "synthetic-qingshi-2025", "jinjiang-yonghe-2022"):
        comparison = bundled()[name]
        sections = {s.id for s in write(comparison, "zh").sections}
        for chart in all_charts(comparison, "zh"):
            assert chart.name == "trend" or pdf._SECTIONS[chart.name] in sections, chart.name


def test_suggestions_follow_the_findings():
    """洪泽 2024: what would put the totals right is suggested after the findings that it concerns."""
    whole = body(exported("huaian-hongze-2024", "pdf", "zh"))
    assert "见更正建议1" in whole
    assert "更正建议1：最可能的改法是把表四“行政复议”总计由0改为11" in whole
    assert whole.index("相差11件") < whole.index("更正建议1：")


def test_doubts_link_to_their_findings():
    """洪泽 2024: a figure in doubt links to the finding that says why."""
    data = exported("huaian-hongze-2024", "pdf", "zh")
    document = pypdfium2.PdfDocument(data)
    assert data.count(b"/Subtype/Link") == 5
    assert "四种结果合计11件" in flat(pages(data)[1]) or "四种结果合计11件" in body(data)
    assert len(list(document.get_toc())) >= 7


def test_pictures_stay_on_their_page():
    """A picture is at most so high that its words fit beside it on one page."""
    for comparison in (every()["hostile"], bundled()["synthetic-qingshi-2025"]):
        for chart in all_charts(comparison, "zh"):
            width, height = map(float, pdf._SIZE.search(chart.svg).groups())
            placed = pdf._picture(chart)["width"]
            assert placed * height / width <= pdf._HIGHEST + 0.01
            assert placed <= pdf._PICTURE


def test_data_is_json_that_typst_reads():
    """Halves of characters and control characters do not stop the page from being set."""
    found = pdf._drawable(pdf._data(content(every()["awkward"], "zh"), ()))
    text = json.dumps(found)
    assert "\\ud800" not in text
    assert "\\u0000" not in text


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("政府信息公开", "政府信息公开"),
        ("x" * 20, "x" * 20),
        ("见" + "x" * 21, ["见", "xxxx", "xxxx", "xxxx", "xxxx", "xxxx", "x"]),
    ],
)
def test_long_words_come_in_pieces(text, pieces):
    """A word of more than 20 letters is handed over in pieces of four."""
    assert pdf._pieces(text, "") == pieces
