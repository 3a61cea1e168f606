from __future__ import annotations

from io import BytesIO

import docx
import pytest

from govstats.documents import Grid, Paragraph, fold, parse_document, squeeze
from govstats.documents.characters import _FOLD
from govstats.documents.model import Place
from govstats.errors import UnreadableError


def blocks(text: str, source: str = "sample"):
    """The blocks of a text or page."""
    return parse_document(text.encode(), source).blocks


def cells(grid: Grid) -> list[tuple]:
    """Row, column, spans and text of each cell."""
    return [(c.row, c.column, c.rowspan, c.colspan, c.text) for c in grid.cells]


def test_radicals_are_folded():
    """⺠ ⻔ ⻅ ⻓ and Kangxi forms become the ideographs they stand for; punctuation stays."""
    assert fold("人⺠政府各部⻔，增⻓，⻅⼈") == "人民政府各部门，增长，见人"


def test_no_character_is_passed_over_when_folding():
    """Each character that folds does so alone as it does beside a radical."""
    differ = [char for char in map(chr, _FOLD) if fold(char) != fold(f"⻔{char}")[1:]]
    assert differ == []


def test_squeeze_is_for_matching():
    """White space goes, full width becomes half width."""
    assert squeeze("（ 三 ）不予 公开\n１") == "(三)不予公开1"


def test_tabs_make_a_grid_and_blank_fields_stay():
    """A run of lines with tabs is a grid; an empty field is an empty cell."""
    grid = blocks("题目\n\n规章\t1\t\t3\n文件\t0\t0\t0\n\n正文")[1]
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["规章", "1", "", "3", "文件", "0", "0", "0"]
    assert not grid.exact


def test_markdown_table():
    """Pipes make a grid; the rule under the head is no row."""
    grid = blocks("| 规章 | 1 | 2 |\n|---|---|---|\n| 文件 | 3 | |\n")[0]
    assert [c.text for c in grid.cells] == ["规章", "1", "2", "文件", "3", ""]


@pytest.mark.parametrize(
    "line", ["行政许可 550", "一、本年新收政府信息公开申请数量 21 0 0 0 0 0 21"]
)
def test_label_and_numbers(line):
    """A label followed by numbers is a row."""
    grid = blocks(f"题目\n\n{line}\n")[1]
    assert [c.text for c in grid.cells] == line.split()


@pytest.mark.parametrize(
    "line",
    [
        "全年共推送 1349 条推文。",
        "截至2023年12月31日，共收到申请 21 件",
        "邮编：362235",
        "电话 0595-88082141，传真 1",
    ],
)
def test_prose_with_numbers_is_no_row(line):
    """A sentence with numbers stays a paragraph."""
    assert [type(block) for block in blocks(f"题目\n\n{line}\n")] == [Paragraph, Paragraph]


def test_hard_wrapped_lines_are_joined():
    """Lines cut at a fixed width are one paragraph, so that a number is not torn from its noun."""
    text = (
        "题目\n\n"
        "全市全年共收办政府信息公开申请案件数量\n3607件，其中自然人申请3493件，法人和组织\n申请114件，予以公开1191件，部分公开有\n328件。\n\n结尾"
    )
    assert "案件数量3607件" in blocks(text)[1].text


def test_spans_are_kept_and_capped():
    """Spans are read as printed; a rowspan beyond the table or in the thousands is cut to it."""
    page = "<table><tr><td rowspan=100000>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert cells(blocks(page)[0]) == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
    ]


def test_layout_tables_are_no_data():
    """A table that holds a table is layout: its text is prose, the inner table the grid."""
    page = "<table><tr><td>栏目</td><td><p>正文</p><table><tr><td>规章</td><td>1</td></tr></table></td></tr></table>"
    found = blocks(page)
    assert [b.text for b in found if isinstance(b, Paragraph)] == ["栏目", "正文"]
    assert [c.text for b in found if isinstance(b, Grid) for c in b.cells] == ["规章", "1"]


def test_scripts_and_hidden_elements_are_left_out():
    """What a reader of the page does not see is not read."""
    page = "<html><body><script>1</script><p style='display:none'>藏</p><p>见</p></body></html>"
    assert [block.text for block in blocks(page)] == ["见"]


@pytest.mark.parametrize("around", ["<p>{}</p>", "<p hidden>藏</p>{}", "{}<script>2</script>"])
def test_cells_do_not_depend_on_what_is_hidden_elsewhere(around):
    """A cell's text is the same whether or not the page hides something outside of its table."""
    table = "<table><tr><td>\n<p><span>规章</span></p>\n</td><td>&nbsp;<b>7</b></td></tr></table>"
    (grid,) = [block for block in blocks(around.format(table)) if isinstance(block, Grid)]
    assert [cell.text for cell in grid.cells] == ["规章", "7"]


def test_what_is_hidden_in_a_cell_is_left_out():
    """A hidden number, a footnote mark and a struck number are no part of a cell."""
    page = (
        "<table><tr><td>规章<sup>1</sup></td><td><span style='DISPLAY: none'>9</span>7</td>"
        "<td><s>5</s>6</td></tr></table>"
    )
    assert [cell.text for cell in blocks(page)[0].cells] == ["规章", "7", "6"]


def test_tables_of_a_page_are_numbered_without_those_of_its_layout():
    """The second data table is table 2, in a layout table and behind a hidden one, too."""
    row = "<tr><td>规章</td><td>1</td></tr>"
    page = (
        f"<table>{row}</table><table hidden>{row}</table>"
        f"<table><tr><td><table>{row}</table></td></tr></table>"
    )
    grids = [block for block in blocks(page) if isinstance(block, Grid)]
    assert [str(grid.place) for grid in grids] == ["t1", "t2"]
    assert [str(cell.place) for cell in grids[1].cells] == ["t2 r1 c1", "t2 r1 c2"]


def test_docx_merges():
    """Cells merged across and down in Word are one cell with its spans."""
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "甲"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "乙"
    table.cell(1, 1).text, table.cell(1, 2).text = "1", "2"
    stream = BytesIO()
    document.save(stream)
    grid = parse_document(stream.getvalue(), "sample.docx").grids[0]
    assert cells(grid) == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding):
    """Undeclared text is decoded by what fits it."""
    document = parse_document("埇桥区政府信息".encode(encoding), "sample")
    assert document.paragraphs[0].text == "埇桥区政府信息"


def test_big5_is_decoded_where_declared():
    """A traditional mirror that declares Big5 is read as such."""
    page = '<html><meta charset="big5"><p>政府資訊公開</p></html>'.encode("big5")
    assert parse_document(page, "sample").paragraphs[0].text == "政府資訊公開"


def test_ofd_and_spreadsheets_are_refused_by_name():
    """An archive that is no Word document is refused with what to do."""
    import zipfile

    for member, said in (("OFD.xml", "OFD"), ("xl/workbook.xml", "an Excel workbook")):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(member, "x")
        with pytest.raises(UnreadableError, match=said):
            parse_document(stream.getvalue(), "sample")


def test_places_print_compactly():
    """A locator names page, line, table, row and column, and leaves out what is not known."""
    assert str(Place(page=4, table=5, row=4, column=15)) == "p4 t5 r4 c15"
    assert str(Place(line=21)) == "l21"
