"""Tables that a document draws without one `<table>`: what becomes a grid, and what stays text."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from govstats.documents import Grid, parse_document

ROWS = [["信息内容", "本年制发件数"], ["规章", "348"], ["行政规范性文件", "12"]]


def blocks(body: str) -> list[object]:
    """The blocks of a page: the text of paragraphs, the rows of grids."""
    found = parse_document(f"<html><body>{body}</body></html>".encode(), "page").blocks
    return [
        [[cell.text for cell in row] for row in block.rows()]
        if isinstance(block, Grid)
        else block.text
        for block in found
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p>信息内容\t本年制发件数</p><p>规章\t348</p><p>行政规范性文件\t12</p>",
        "<p>信息内容&emsp;&emsp;本年制发件数</p><p>规　章　　348</p><p>行政规范性文件　　12</p>",
        "<div>信息内容|本年制发件数|</div><div>规章|348|</div><div>行政规范性文件|12|</div>",
        "<div style='white-space:pre'>信息内容\t本年制发件数\n规章\t348\n行政规范性文件\t12</div>",
        (
            "<ul><li>信息内容</li><li>本年制发件数</li></ul><ul><li>规章</li><li>348</li></ul>"
            "<ul><li>行政规范性文件</li><li>12</li></ul>"
        ),
        (
            "<div><div><p>信息内容</p><p>本年制发件数</p></div>\n<div><p>规章</p><p>348</p></div>"
            "<!-- x --><div><p>行政规范性文件</p><p>12</p></div></div>"
        ),
        "".join(
            f"<table><tr>{''.join(f'<td>{text}</td>' for text in row)}</tr></table>" for row in ROWS
        ),
        (
            "<table><tr><td>信息内容</td><td>本年制发件数</td></tr></table><table><tr><td>规章</td>"
            "<td>348</td></tr><tr><td>行政规范性文件</td><td>12</td></tr></table>"
        ),
    ],
)
def test_rows_make_a_grid(body: str) -> None:
    """Lines, lists, blocks and tables of a row each that stand below each other are one grid."""
    (grid,) = blocks(f"<h1>标题</h1>{body}<p>完</p>")[1:-1]
    assert [[text for text in row if text] for row in grid] == ROWS


@pytest.mark.parametrize(
    "body",
    [
        "<p>全年公开　　63　　条。</p><p>去年公开　　61　　条。</p>",
        "<p>单位：青石镇　　日期：1月5日</p><p>电话：1234　　邮编：123</p>",
        "<ul><li>首页</li><li>公开</li></ul><ul><li>指南</li><li>年报</li></ul>",
        "<ul><li>1</li><li>2</li></ul><ul><li>3</li><li>4</li></ul>",
        "<h2>规章\t348</h2><h2>行政规范性文件\t12</h2>",
        "<p>规章\n\t\t348</p><p>行政规范性文件\n\t\t12</p>",
        "<div><p>63</p><p>"
        + "我镇按月核对公开专栏，年终考核把公开列为一项。" * 5
        + "</p></div>" * 2,
    ],
)
def test_text_stays_text(body: str) -> None:
    """Sentences with pauses, particulars, menus, pages and headings make no grid."""
    assert all(isinstance(block, str) for block in blocks(body))


def test_tables_with_text_between_are_apart() -> None:
    """Tables of a row each are not joined over a paragraph."""
    one = "<table><tr><td>规章</td><td>348</td></tr></table>"
    assert len(blocks(f"{one}<p>一</p>{one}<p>二</p>{one}")) == 5


def test_a_head_is_joined_to_its_own_table_only() -> None:
    """A table without figures is the head of one that is equally wide and begins with figures."""
    head = "<table><tr><td>信息内容</td><td>本年制发件数</td></tr></table>"
    wide = (
        "<table><tr><td>规章</td><td>3</td><td>4</td></tr><tr><td>文件</td><td>3</td></tr></table>"
    )
    assert len(blocks(head + wide)) == 2


def test_places_of_joined_tables_are_those_of_the_grid() -> None:
    """The rows of a joined table are numbered through."""
    page = "".join(f"<table><tr><td>行{n}</td><td>{n}</td></tr></table>" for n in range(3))
    (grid,) = parse_document(f"<html>{page}</html>".encode(), "page").grids
    assert [str(cell.place) for cell in grid.cells][-2:] == ["t1 r3 c1", "t1 r3 c2"]


def test_lines_of_word_with_tabs() -> None:
    """Paragraphs of a Word file that tabs divide are a grid, and a sentence with one is none."""
    document = docx.Document()
    for text in ("规章\t348", "行政规范性文件\t12", "（一）\t全年公开63条。"):
        document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    grid, sentence = parse_document(stream.getvalue(), "sample").blocks
    assert [cell.text for cell in grid.cells] == ["规章", "348", "行政规范性文件", "12"]
    assert sentence.text == "（一） 全年公开63条。"
