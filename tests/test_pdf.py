"""PDFs written by us: what a page shows is read, what it hides is not."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from govstats.documents import Paragraph, parse_document
from govstats.errors import UnreadableError
from govstats.reading import read
from govstats.webfont import WEB_FONT, web_font
from tests.pdfs import filled, grid, pdf, stroked, text, turned
from tests.samples import as_html, consistent

COLUMNS, ROWS = (100, 200, 300), (700, 670, 640)
IMAGE = "q 400 0 0 400 80 400 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q\n"


def found(data: bytes) -> list[list[str] | str]:
    """Each paragraph as its text, each grid as the texts of its cells."""
    blocks = parse_document(data, "sample.pdf").blocks
    return [b.text if isinstance(b, Paragraph) else [c.text for c in b.cells] for b in blocks]


def table(*texts: str, line: str = "fill") -> str:
    """A table of two by two with a text in each cell."""
    corners = [(x, y) for y in (680, 650) for x in (110, 210)]
    shown = "".join(text(x, y, said) for (x, y), said in zip(corners, texts, strict=True))
    return grid(COLUMNS, ROWS, line) + shown


def cell(shown: str) -> str:
    """What is read where the figure of a table of two by two should stand."""
    rows = found(pdf(table("项目", "数量", "规章", "") + shown))
    assert isinstance(rows[0], list)
    return rows[0][3]


@pytest.mark.parametrize("line", ["fill", "stroke"])
def test_lines_make_cells(line):
    """Thin rectangles and strokes both rule a table; the text above it is a paragraph."""
    page = text(100, 750, "标题") + table("项目", "数量", "规章", "11", line=line)
    assert found(pdf(page)) == ["标题", ["项目", "数量", "规章", "11"]]


def test_form_objects_are_drawn_where_they_are_placed():
    """A table inside a form object is read, its matrix and the page's applied."""
    page = "q 0.5 0 0 0.5 50 100 cm /X Do Q\n" + text(60, 100, "正文")
    data = pdf(page, forms={"X": table("项目", "数量", "规章", "11")})
    assert found(data) == [["项目", "数量", "规章", "11"], "正文"]


def test_merged_cells_have_spans():
    """A line that does not run through leaves one cell over two columns or two rows."""
    lines = [(100, y, 300, y) for y in (700, 670, 610)] + [(200, 640, 300, 640)]
    lines += [(x, 610, x, 700) for x in (100, 300)] + [(200, 610, 200, 670), (150, 670, 150, 700)]
    data = pdf("".join(stroked(*line) for line in lines) + text(110, 660, "项目"))
    grids = parse_document(data, "sample.pdf").grids
    assert [(c.row, c.column, c.rowspan, c.colspan) for c in grids[0].cells] == [
        (0, 0, 1, 1),
        (0, 1, 1, 2),
        (1, 0, 2, 2),
        (1, 2, 1, 1),
        (2, 2, 1, 1),
    ]


def test_broken_lines_are_lines():
    """Dots and dashes, each painted by itself, rule a table as a whole line does."""
    dots = "".join(filled(x, y, x + 0.8, y + 0.8) for y in ROWS for x in range(100, 301, 2))
    dots += "".join(filled(x, y, x + 0.8, y + 2) for x in COLUMNS for y in range(640, 700, 4))
    shown = text(110, 680, "项目") + text(210, 680, "数量") + text(210, 650, "11")
    assert found(pdf(dots + shown)) == [["项目", "数量", "", "11"]]


def test_table_left_open_by_a_page_break_is_closed():
    """Columns that end together without a line are closed: the last row is not lost."""
    lines = "".join(stroked(100, y, 300, y) for y in (700, 670))
    lines += "".join(stroked(x, 640, x, 700) for x in COLUMNS)
    shown = text(110, 680, "项目") + text(210, 680, "数量") + text(210, 650, "11")
    assert found(pdf(lines + shown)) == [["项目", "数量", "", "11"]]


def test_figures_cut_from_their_header_are_put_under_it():
    """A row of figures alone at the top of a page belongs to the table above the break."""
    upper = grid((100, 200, 300), (700, 670)) + text(110, 680, "维持") + text(210, 680, "纠正")
    lower = grid((100, 200, 300), (800, 770)) + text(110, 780, "3") + text(210, 780, "11")
    document = parse_document(pdf(upper, lower), "sample.pdf")
    assert [(c.text, c.row, str(c.place)) for c in document.grids[0].cells] == [
        ("维持", 0, "p1 t1 r1 c1"),
        ("纠正", 0, "p1 t1 r1 c2"),
        ("3", 1, "p2 t1 r2 c1"),
        ("11", 1, "p2 t1 r2 c2"),
    ]


@pytest.mark.parametrize("aside", [0, 0.3, 1])
def test_text_drawn_twice_is_read_once(aside):
    """A figure drawn again at its place, to look bold, keeps its digits: 11 is not 1111 nor 1."""
    assert cell(text(210, 650, "11") + text(210 + aside, 650, "11")) == "11"


def test_note_marks_are_no_digits():
    """A small raised figure behind a figure is a note mark."""
    assert cell(text(210, 650, "5") + text(216, 655, "1", size=7)) == "5"


@pytest.mark.parametrize(
    "hidden",
    [
        text(216, 650, "7", before="3 Tr"),
        text(216, 650, "7", before="1 g"),
        text(216, 650, "7") + filled(214, 645, 230, 665, "1 g"),
        turned("0.7 0.7 -0.7 0.7 216 650", "7"),
        text(700, 650, "7"),
    ],
    ids=["invisible", "white on paper", "painted over", "slanting watermark", "off the page"],
)
def test_what_nobody_sees_is_not_read(hidden):
    """Text that the page does not show, and a watermark across it, join no figure."""
    assert cell(text(210, 650, "5") + hidden) == "5"


def test_white_text_on_a_dark_cell_is_read():
    """White on a shaded cell can be seen."""
    assert cell(filled(200, 640, 300, 670, "0 0 0.5 rg") + text(210, 650, "5", before="1 g")) == "5"


def test_text_that_ocr_laid_on_an_image_is_read():
    """Invisible text counts where an image lies under it, and only there."""
    page = IMAGE + text(100, 600, "全年收到申请5件。", before="3 Tr")
    assert found(pdf(page)) == ["全年收到申请5件。"]
    with pytest.raises(UnreadableError, match="a scanned PDF without text"):
        parse_document(pdf(IMAGE), "sample.pdf")


def test_glyph_without_a_meaning_is_not_left_out():
    """A glyph that the font gives no character for is U+FFFD: 1?5 is not 15."""
    unknown = "q BT /G 12 Tf 1 0 0 1 216 650 Tm <0102> Tj ET Q\n"
    assert cell(text(210, 650, "1") + unknown + text(228, 650, "5")) == "1\ufffd5"


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_pages_are_turned_until_their_text_stands_upright(rotate):
    """A table laid sideways on its page is read as its reader turns it."""
    page = "q 0 1 -1 0 842 0 cm\n" + table("项目", "数量", "规章", "11") + "Q\n"
    assert found(pdf(page, rotate=rotate, page="/MediaBox[0 0 842 842]")) == [
        ["项目", "数量", "规章", "11"]
    ]


def test_sideways_and_stacked_labels():
    """A label turned on its side reads along its line, a stacked one from top to bottom."""
    page = grid((100, 140, 180, 300), (700, 600, 570))
    page += turned("0 1 -1 0 130 620", "办理结果")
    page += "".join(text(150, 680 - 14 * n, said) for n, said in enumerate("不予公开"))
    page += text(190, 650, "属于国家秘密的信息") + text(190, 580, "11")
    cells = found(pdf(page))[0]
    assert cells[:3] == ["办理结果", "不\n予\n公\n开", "属于国家秘密的信息"]
    assert cells[5] == "11"


def test_gaps_and_spaces():
    """A justified line has no spaces between ideographs; words and far columns keep theirs."""
    page = text(100, 700, "共") + text(115, 700, "计") + text(130, 700, "5")
    page += text(160, 700, "备注") + text(220, 700, "e-mail") + text(297, 700, "us")
    assert found(pdf(page)) == ["共计5 备注 e-mail us"]


def test_furniture_is_left_out():
    """Running heads after the first, running feet and page numbers are no text."""
    head, foot = text(200, 800, "青石镇年度报告"), text(50, 30, "内部网站地址")
    pages = [
        head + foot + text(300, 30, f"{n}/3") + text(100, 700, f"第{said}段。")
        for n, said in enumerate("一二三", 1)
    ]
    assert found(pdf(*pages)) == ["青石镇年度报告", "第一段。", "第二段。", "第三段。"]


def test_sentence_cut_by_a_page_break_is_joined():
    """A page number between the halves of a sentence does not tear a figure from its noun."""
    upper = text(50, 80, "全年共收到公民法人和其他组织提出的政府信息公开申请共计11")
    pages = upper + text(290, 30, "- 1 -"), text(50, 780, "件。") + text(290, 30, "- 2 -")
    assert found(pdf(*pages)) == ["全年共收到公民法人和其他组织提出的政府信息公开申请共计11件。"]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated_file_is_refused(share):
    """A file whose end was not downloaded is damaged, even if its first pages could be read."""
    data = pdf(*[table("项目", "数量", "规章", "11")] * 3)
    with pytest.raises(UnreadableError, match="a damaged or encrypted PDF"):
        parse_document(data[: int(len(data) * share)], "sample.pdf")


def test_file_that_asks_for_a_password_is_refused():
    """An encrypted file that an empty password does not open is refused."""
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'00' * 32}>/U<{'11' * 32}>>>/ID[<00><00>]"
    data = pdf(text(100, 700, "正文")).replace(b"/Root", lock.encode() + b"/Root")
    with pytest.raises(UnreadableError, match="a damaged or encrypted PDF"):
        parse_document(data, "sample.pdf")


BORDERS = {
    "separate": "table{border-spacing:2px;border:1px solid #555} td{border:1px solid #999}",
    "dotted": "table{border-collapse:collapse} td{border:1px dotted #000}",
    "shaded": "table{border-collapse:collapse} td{border:1px solid #fff;background:#dde}",
}


@pytest.mark.parametrize("borders", BORDERS.values(), ids=BORDERS.keys())
def test_pages_printed_by_a_browser(borders, tmp_path):
    """All 200 cells of the form come back from a page that Chromium printed, however ruled."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("needs Chromium to print a page")
    page = as_html(consistent()).replace("<table>", "<p>下一张表</p><table>")
    font = f"{web_font(page)} body{{font:12px {WEB_FONT}}}"
    rules = f"{font} table{{width:100%}} td{{padding:3px}} {borders}"
    style = f"<meta charset=utf-8><style>{rules}</style>"
    (tmp_path / "page.html").write_text(style + page, encoding="utf-8")
    printed = tmp_path / "page.pdf"
    switches = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
    switches += ["--disable-background-networking", f"--user-data-dir={tmp_path / 'profile'}"]
    command = [browser, *switches, f"--print-to-pdf={printed}", (tmp_path / "page.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    cells = {(c.item, c.breakdown): c.raw for c in read(printed).cells if c.source == "table"}
    assert cells == consistent()
