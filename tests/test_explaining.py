"""Errors in Chinese."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from govstats.documents import parse_document
from govstats.errors import GovstatsError, InvalidDataError, NotFoundError, UnreadableError
from govstats.explaining import in_chinese
from govstats.storage import load

CHINESE = re.compile("[\u4e00-\u9fff]{2}")
DOCUMENTS = Path(__file__).resolve().parents[1] / "govstats" / "documents"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a.pdf：文件是空的。请重新下载。"),
        (b"\x89PNG\r\n", "a.pdf：这是图片，没有文字。请索取可编辑的版本，或先做文字识别。"),
        (b"Rar!\x1a\x07", "a.pdf：这是压缩包，不是文档。请先解压。"),
        (b"%PDF-1.7 broken", "a.pdf：PDF文件已损坏或加密。请打开后另存为PDF。"),
    ],
)
def test_it_says_what_where_and_what_to_do(content, said):
    """A file that cannot be read is refused in a sentence that an official understands."""
    with pytest.raises(UnreadableError) as caught:
        parse_document(content, "a.pdf")
    assert in_chinese(caught.value) == said


def test_an_unknown_error_keeps_its_words():
    """What has no Chinese of its own is shown as it is rather than left out."""
    error = GovstatsError("something new", "x.txt", "wait")
    assert in_chinese(error) == "x.txt：something new。wait。"


def test_an_unknown_body_is_named_without_our_own_words():
    """The place `agencies` is our word, not the reader's; a name stands in Chinese quotation marks."""
    error = NotFoundError("no agency is called '机关'", "agencies", "nearest: suqian, anxi")
    assert in_chinese(error) == "数据里没有名为“机关”的机关。最接近的是suqian、anxi。"
    with pytest.raises(NotFoundError) as caught:
        load().find("没有这个机关")
    assert in_chinese(caught.value).startswith("数据里没有名为“没有这个机关”的机关。")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            InvalidDataError("'town' is no kind", "roster.csv, line 4", "known: government, other"),
            "roster.csv第4行：kind列不能写“town”。可以写government、other。",
        ),
        (
            NotFoundError("no report of 青石镇人民政府 for 2021", "town", "years: 2023, 2024"),
            "town：没有青石镇人民政府2021年的报告。有的年度：2023、2024。",
        ),
        (
            InvalidDataError("not in UTF-8", "agencies.csv", "save it as CSV UTF-8"),
            "agencies.csv：文字编码不是UTF-8。请用表格软件另存为“CSV UTF-8（逗号分隔）”。",
        ),
    ],
)
def test_a_file_that_people_keep_is_refused_in_chinese(error, said):
    """What is wrong with a roster or register is told with its line and what may be written there."""
    assert in_chinese(error) == said


def literal(node: ast.expr) -> str:
    """The words of a string, each inserted value as `7`."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) for part in node.values)
    return "7"


def test_every_defect_of_a_file_has_its_chinese():
    """No sentence that a document's reader raises is left in English."""
    raised = [
        literal(node.args[0])
        for path in DOCUMENTS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "UnreadableError"
    ]
    assert len(raised) > 15
    left = [said for said in raised if said != "7" and not CHINESE.search(explained(said))]
    assert left == []


def explained(said: str) -> str:
    return in_chinese(GovstatsError(said))
