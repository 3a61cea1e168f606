"""What nobody sees in a document is not read, in a page as in a Word file."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from govstats.documents import PICTURE, Grid, Paragraph, parse_document
from govstats.documents.docx import read_docx

_OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
SEEN = "<w:r><w:t>29</w:t></w:r>"
BOX = f"<w:txbxContent><w:p>{SEEN}</w:p></w:txbxContent>"
CHOICE = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>'
FALLBACK = f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>"


def hidden(properties: str, text: str = "7") -> str:
    """A run with some properties."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def word(*rows: str, style: str = "") -> list:
    """The blocks of a Word file with one table of the given rows."""
    document = docx.Document()
    if style:
        document.styles.element.append(parse_xml(style))
    xml = f"<w:tbl {nsdecls('w')} {_OTHERS}>{''.join(rows)}</w:tbl>"
    document.element.body.insert(0, parse_xml(xml))
    stream = BytesIO()
    document.save(stream)
    return read_docx(stream.getvalue(), "sample")


def row(*cells: str, properties: str = "") -> str:
    """A row of a Word table, each cell one paragraph of the given runs."""
    inside = "".join(f"<w:tc><w:p>{cell}</w:p></w:tc>" for cell in cells)
    return f"<w:tr>{properties}{inside}</w:tr>"


def texts(blocks: list) -> list[str]:
    """What the cells of the only grid say."""
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    return [cell.text for cell in grid.cells]


@pytest.mark.parametrize(
    "cell",
    [
        hidden("<w:vanish/>") + SEEN,
        hidden('<w:vanish w:val="0"/>', "2") + hidden("", "9"),
        f"<w:moveFrom>{hidden('')}</w:moveFrom><w:moveTo>{SEEN}</w:moveTo>",
        f"<w:del><w:r><w:delText>7</w:delText></w:r></w:del><w:ins>{SEEN}</w:ins>",
        SEEN + hidden('<w:rStyle w:val="FootnoteReference"/>', "1"),
        SEEN + hidden('<w:rStyle w:val="a7"/>', "1"),
        SEEN + hidden('<w:position w:val="8"/><w:sz w:val="12"/>', "1"),
        hidden('<w:position w:val="2"/>', "29"),
        SEEN + hidden('<w:vertAlign w:val="subscript"/>', "1"),
        f"<w:r><mc:AlternateContent>{CHOICE}{FALLBACK}</mc:AlternateContent></w:r>",
        f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>",
        "<m:oMath><m:r><m:t>29</m:t></m:r></m:oMath>",
        hidden('<w:color w:val="FFFFFF"/>') + SEEN,
        hidden('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="auto"/>') + SEEN,
        hidden('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>', "29"),
        hidden('<w:color w:val="FFFFFF"/><w:highlight w:val="red"/>', "29"),
        hidden('<w:color w:val="auto"/>', "29"),
    ],
    ids=[
        "hidden", "not hidden", "moved", "deleted", "note mark", "note mark by its style's name",
        "raised", "hardly raised", "lowered", "box said twice", "box", "formula", "white",
        "white on none", "white on blue", "white on red", "black",
    ],
)  # fmt: skip
def test_word_says_what_is_seen(cell: str) -> None:
    """Each of the ways in which Word keeps what is not shown leaves the 29 that is."""
    style = (
        f'<w:style {nsdecls("w")} w:type="character" w:styleId="a7">'
        '<w:name w:val="footnote reference"/></w:style>'
    )
    assert texts(word(row(SEEN, cell), style=style)) == ["29", "29"]


WHITE = hidden('<w:color w:val="FFFFFF"/>', "29")
BLUE = '<w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/>'


@pytest.mark.parametrize(
    ("shade", "seen"),
    [
        (f"<w:tcPr>{BLUE}</w:tcPr>", "29"),
        ('<w:tcPr><w:shd w:val="clear" w:fill="FFFFFF"/></w:tcPr>', ""),
        ('<w:tcPr><w:shd w:val="pct50" w:fill="auto"/></w:tcPr>', "29"),
        ("", ""),
    ],
)
def test_white_text_of_word_is_seen_on_another_ground(shade: str, seen: str) -> None:
    """The shading of its cell decides whether white text is seen; its cell keeps its place."""
    cells = row(SEEN, WHITE, SEEN).replace("<w:tc>", f"<w:tc>{shade}")
    assert texts(word(cells)) == ["29", seen, "29"]


def test_white_text_in_a_table_of_a_shaded_style() -> None:
    """The style of the table may shade its first row: white text is taken for seen."""
    style = (
        f'<w:style {nsdecls("w")} w:type="table" w:styleId="grid"><w:tblStylePr w:type="firstRow">'
        f"<w:tcPr>{BLUE}</w:tcPr></w:tblStylePr></w:style>"
    )
    properties = '<w:tblPr><w:tblStyle w:val="grid"/></w:tblPr>'
    assert texts(word(properties, row(WHITE, SEEN), style=style)) == ["29", "29"]


@pytest.mark.parametrize("mark", ["hidden", "del"])
def test_rows_of_word_that_are_gone(mark: str) -> None:
    """A hidden or deleted row is no row of its table."""
    gone = row(hidden(""), hidden(""), properties=f"<w:trPr><w:{mark}/></w:trPr>")
    assert texts(word(row(SEEN, SEEN), gone)) == ["29", "29"]


def test_a_deleted_cell_of_word_takes_no_place() -> None:
    """A cell whose deletion was tracked does not move its neighbours."""
    gone = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p>{hidden('')}</w:p></w:tc>"
    assert texts(word(row(SEEN, SEEN).replace("<w:tc>", f"{gone}<w:tc>", 1))) == ["29", "29"]


def test_a_frame_in_each_cell_of_word() -> None:
    """A table of one cell around the short text of a cell makes no layout of the table around it."""
    framed = f"<w:tc><w:tbl>{row(SEEN)}</w:tbl><w:p/></w:tc>"
    assert texts(word(f"<w:tr>{framed}{framed}</w:tr>")) == ["29", "29"]


def test_a_text_box_of_word_is_a_paragraph_of_its_own() -> None:
    """A box is read behind the paragraph that it is anchored in, once."""
    document = docx.Document()
    xml = (
        f"<w:p {nsdecls('w')} {_OTHERS}><w:r><w:t>5</w:t></w:r>"
        f"<w:r><mc:AlternateContent>{CHOICE}{FALLBACK}</mc:AlternateContent></w:r></w:p>"
    )
    document.element.body.insert(0, parse_xml(xml))
    stream = BytesIO()
    document.save(stream)
    blocks = parse_document(stream.getvalue(), "sample").blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["5", "29"]


def page(table: str, style: str = "") -> list[str]:
    """What the cells of the only table of a page say."""
    data = f"<html><style>{style}</style><body><table>{table}</table></body></html>".encode()
    return texts(list(parse_document(data, "sample").blocks))


@pytest.mark.parametrize(
    "cell",
    [
        "<span style='visibility:hidden'>7</span>29",
        "<span style='mso-hide:all'>7</span>29",
        "<span style='font-size:0'>7</span>29",
        "<span style='font-size:0.9em'>2</span>9",
        "<div style='font-size:0'><span style='font-size:14px'>29</span></div>",
        "<div style='overflow:hidden'>29</div>",
        "<span class='old'>7</span>29",
        "<span class='mark'>1</span>29",
        "<span class='printed'>2</span>9",
        "<p class='tab'>29</p>",
        "<span class='tab on'>29</span>",
        "29<sub>1</sub>",
        "29<sup>1</sup>",
        "<ruby>29<rt>1</rt></ruby>",
        "<span style='position:absolute;left:-9999px'>7</span>29",
        "<p style='margin-left:-1000pt'>29</p>",
        "<span style='color:#FFFFFF'>7</span>29",
        "<font color=white>7</font>29",
        "<span style='background:#fff;color: rgb(255, 255, 255)'>7</span>29",
        "<span style='background:url(a.png);color:white'>29</span>",
        "<span style='background:#333;color:white'>29</span>",
        "<span style='background-color:#fff'>29</span>",
        "<span style='color:white'>7<b style='color:#000'>29</b></span>",
        "<span style='color:white'>7<b class='ink'>29</b></span>",
        "<span class='pale'>7</span>29",
        "<span class='pale dark'>29</span>",
        "<span class='shade'><b class='pale'>29</b></span>",
        "<div style='color:#fff'><em>29</em></div>",
        "<div style='color:#fff'><a href='#'>29</a></div>",
        "<span class='blank'>29</span>",
    ],
)
def test_a_page_says_what_is_seen(cell: str) -> None:
    """Hidden and struck pieces of a cell are left out; what a click or a medium may show stays."""
    style = (
        "/* .tab */ .old, b.older { text-decoration: line-through } .mark{vertical-align:super}"
        "@media print { .printed { display:none } .x{display:none} } .tab .off{display:none}"
        ".panel.tab { display: none } .pale{color:#fff} .ink {color:#000} i, div .shade{background:#069}"
        " .dark {background-color:#333} em{color:#333} .blank{color:white} td .blank{color:#000}"
    )
    assert page(f"<tr><td>29</td><td>{cell}</td></tr>", style) == ["29", "29"]


@pytest.mark.parametrize(
    ("cell", "link", "seen"),
    [
        ("<td style='color:#fff'>29</td>", "", ""),
        ("<td style='color:#fff;background:#036'>29</td>", "", "29"),
        ("<td bgcolor=#003366><font color=#ffffff>29</font></td>", "", "29"),
        ("<td><font color=#ffffff>自然人</font></td>", "", ""),
        (
            "<td><font color=#ffffff>自然人</font></td>",
            "<link rel=stylesheet href=a.css>",
            "自然人",
        ),
        ("<td><font color=#ffffff>29</font></td>", "<link rel=stylesheet href=a.css>", ""),
        ("<td style='color:#fff'><p>29</p></td>", "<link rel=stylesheet href=a.css>", "29"),
        ("<td style='color:#fff'><p>29</p></td>", "", ""),
    ],
)
def test_white_cells_of_a_page(cell: str, link: str, seen: str) -> None:
    """White text leaves its cell where it is; a style sheet elsewhere may give words a ground."""
    data = f"<html>{link}<body><table><tr><td>1</td>{cell}<td>2</td></tr></table></body></html>"
    assert texts(list(parse_document(data.encode(), "sample").blocks)) == ["1", seen, "2"]


def test_what_holds_the_whole_page_is_shown_by_its_script() -> None:
    """A block that is hidden and holds nearly all text is read; a smaller one beside it is not."""
    prose = "<p>我镇按月核对公开专栏，年终考核把公开列为一项。</p>" * 60
    data = (
        f"<html><body><p>首页</p><div style='visibility: hidden'>{prose}</div>"
        "<div style='display:none'>旧版</div></body></html>"
    )
    paragraphs = parse_document(data.encode(), "sample").paragraphs
    assert [len(paragraphs), paragraphs[0].text] == [61, "首页"]


def test_a_class_that_hides_a_block_is_left_to_the_script() -> None:
    """A style sheet hides what a click shows: of a block no class decides."""
    assert page("<tr><td>1</td><td><p class='a'>29</p></td></tr>", ".a{display:none}")[1] == "29"


def test_hidden_cells_and_rows_of_a_page_take_no_place() -> None:
    """A hidden cell does not move its neighbours, and a hidden row is none."""
    rows = (
        "<tr><td>1</td><td style='display:none'>7</td><td>2</td></tr>"
        "<tr style='display:none'><td>7</td><td>7</td></tr><tr><td>3</td><td>4</td></tr>"
    )
    data = f"<html><body><table>{rows}</table></body></html>".encode()
    (grid,) = parse_document(data, "sample").grids
    assert [(c.row, c.column, c.text) for c in grid.cells] == [
        (0, 0, "1"), (0, 1, "2"), (1, 0, "3"), (1, 1, "4"),
    ]  # fmt: skip


def test_a_frame_in_each_cell_of_a_page() -> None:
    """Tables of one cell around short texts leave the table around them a table."""
    framed = "<table><tr><td>29</td></tr></table>"
    assert page(f"<tr><td>{framed}</td><td>{framed}</td></tr>") == ["29", "29"]


def test_a_frame_beside_prose_is_layout() -> None:
    """Where any cell holds more than a short text the table around is layout as before."""
    framed = "<table><tr><td>29</td></tr></table>"
    text = "我镇按月核对公开专栏，年终考核把公开列为一项。" * 4
    data = f"<html><table><tr><td>{framed}</td><td>{text}</td></tr></table></html>".encode()
    assert parse_document(data, "sample").grids == ()


def test_text_as_it_was_typed_keeps_its_columns() -> None:
    """Tabs in a <pre> divide rows; its other lines are paragraphs."""
    data = "<html><body><p>甲</p><pre>乙\n行政处罚\t2\t9\n丙</pre><p>丁</p></body></html>".encode()
    blocks = parse_document(data, "sample").blocks
    assert [b.text if isinstance(b, Paragraph) else texts([b]) for b in blocks] == [
        "甲", "乙", ["行政处罚", "2", "9"], "丙", "丁",
    ]  # fmt: skip


def test_a_picture_in_word_is_not_blank() -> None:
    """A cell with a picture and no text says so; a drawn line in a corner is nothing."""
    image = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"
    line = "<w:r><w:pict><v:line/></w:pict></w:r>"
    assert texts(word(row(image, line, SEEN))) == [PICTURE, "", "29"]
