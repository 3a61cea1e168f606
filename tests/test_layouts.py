"""Whatever is written is read back: any figures, any absence, any layout, each edition."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govstats.documents import parse_document
from govstats.forms import editions, load_form
from govstats.reading import read_document
from govstats.reading.values import parse_value
from govstats.reports import Status
from govstats.testing import Layout, lay_out
from tests.samples import consistent

TITLE = "青石镇人民政府2023年政府信息公开工作年度报告"
EDITIONS = [edition for edition in editions() if edition >= "2019"]

NUMBERS = st.integers(0, 9) | st.integers(0, 10**7)
TEXTS = NUMBERS.map(str) | st.sampled_from(["", "/", "—", "不适用"])
CUTS = st.sampled_from([0, 0, 1, 4, 9, 21])


def layouts(**fixed: st.SearchStrategy) -> st.SearchStrategy[Layout]:
    """Any layout but those whose heads are split (they have a test of their own)."""
    return st.builds(
        Layout,
        **{
            "labels": st.sampled_from(["merged", "once", "repeated"]),
            "figures": st.sampled_from(["plain", "thousands", "full_width", "unit"]),
            "zero": st.sampled_from(["0", "0", "", "/", "—", "\u00a0"]),
            "numbering": st.sampled_from(["1.", "1、", "（1）", "(1)"]),
            "half_width_brackets": st.booleans(),
            "abridged": st.booleans(),
            "vertical_head": st.booleans(),
            "one_row": st.booleans(),
            "subtotal": st.booleans(),
            "cut": CUTS,
            "repeat_head": st.booleans(),
            "framed": st.booleans(),
            "table_two_apart": st.booleans(),
            "sections": st.sampled_from(
                ["official", "worded", "misspelt", "shifted", "unnumbered"]
            ),
        }
        | fixed,
    )


EXACT = layouts(format=st.sampled_from(["html", "html", "docx"]))
"""Every cell has its position: nothing may be lost."""

DIVIDED = layouts(format=st.sampled_from(["tabs", "pipes"])).map(
    lambda layout: replace(layout, repeat_head=True)
)
"""A field for every column, each piece under its head: nothing may be lost."""

LOOSE = layouts(
    format=st.sampled_from(["tabs", "pipes"]),
    labels=st.sampled_from(["merged", "repeated", "once", "compact"]),
)
"""Fields that merged cells have swallowed, pieces without a head: cells may be unreadable."""

SPACED = layouts(format=st.just("spaces"))
"""Columns of spaces, where a blank leaves no trace: cells may be unreadable."""


@cache
def base(edition: str) -> dict[tuple[str, str], str]:
    """Figures of an edition that satisfy every rule."""
    return consistent(load_form(edition))


@st.composite
def figures(draw) -> tuple[str, dict[tuple[str, str], str]]:
    """An edition and what its cells say: consistent figures, some of them replaced by anything."""
    edition = draw(st.sampled_from(EDITIONS))
    keys = st.sampled_from(sorted(base(edition)))
    return edition, base(edition) | draw(st.dictionaries(keys, TEXTS, max_size=60))


def read_back(edition: str, texts: dict, layout: Layout, *, may_lose: bool) -> None:
    """Lay out, read, and compare every cell's status and value."""
    form = load_form(edition)
    printed = lay_out(form, texts, layout, title=TITLE, year=2023)
    report = read_document(parse_document(printed.data, "sample"))
    assert report.edition == edition
    assert (report.agency_name, report.year) == ("青石镇人民政府", 2023)
    cells = {(cell.item, cell.breakdown): cell for cell in report.cells if cell.source == "table"}
    for key, text in printed.texts.items():
        cell = cells.pop(key, None)
        if key[1] == "organisations":
            assert cell is None or cell.value in (None, parse_value(text).number), (key, text, cell)
            continue
        if may_lose and (cell is None or cell.status is Status.UNREADABLE):
            continue
        said = parse_value(text)
        assert cell is not None, key
        assert said is not None, text
        assert (cell.value, cell.status) == (said.number, said.status), (key, text, cell)
    assert {key for key, cell in cells.items() if cell.value is not None} == set()


def property_of(examples: int):
    """Settings of a property: the same examples each time."""
    return settings(
        max_examples=examples, derandomize=True, deadline=None, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip


@property_of(30)
@given(figures(), EXACT)
def test_pages_and_word_files_are_read_exactly(report, layout):
    """Each cell of a page or Word file comes back with its status and value."""
    read_back(*report, layout, may_lose=False)


@property_of(30)
@given(figures(), DIVIDED)
def test_divided_text_under_its_heads_is_read_exactly(report, layout):
    """Each cell of a text with tabs or pipes comes back where no field was swallowed."""
    read_back(*report, layout, may_lose=False)


@property_of(30)
@given(figures(), LOOSE)
def test_loose_text_gives_no_wrong_value(report, layout):
    """Where fields were swallowed a cell is right or unreadable, and none is invented."""
    read_back(*report, layout, may_lose=True)


@property_of(25)
@given(figures(), SPACED)
def test_columns_of_spaces_give_no_wrong_value(report, layout):
    """Where columns are spaces a cell is right or unreadable, and none is invented."""
    read_back(*report, layout, may_lose=True)


@property_of(15)
@given(figures(), EXACT)
def test_split_heads_give_no_wrong_value(report, layout):
    """Where heads are split over two rows a cell is right or unreadable, and none is invented."""
    read_back(*report, replace(layout, split_heads=True), may_lose=True)


@pytest.mark.soak
@settings(property_of(2000), derandomize=False)
@given(figures(), EXACT | DIVIDED)
def test_exact_layouts_at_length(report, layout):
    """The same for many layouts of every exact kind."""
    read_back(*report, layout, may_lose=False)


@pytest.mark.soak
@settings(property_of(2000), derandomize=False)
@given(figures(), LOOSE | SPACED)
def test_loose_layouts_at_length(report, layout):
    """The same for many layouts that may lose cells."""
    read_back(*report, layout, may_lose=True)


# ---- each way of printing does what it says


def text_of(**options: object) -> str:
    """The 2021 form in a layout, as text."""
    layout = Layout(**{"format": "tabs"} | options)  # type: ignore[arg-type]
    return lay_out(load_form("2021"), base("2021"), layout, title=TITLE, year=2023).data.decode()


@pytest.mark.parametrize(
    ("options", "there"),
    [
        ({"labels": "repeated"}, "三、本年度办理结果\t（三）不予公开\t8.属于行政查询事项\t0"),
        ({"format": "html", "labels": "once"}, '<tr><th class="stub" scope="rowgroup"></th>'),
        ({"labels": "compact"}, "\n8.属于行政查询事项\t0"),
        ({"figures": "thousands"}, "行政许可\t1,204"),
        ({"figures": "full_width"}, "行政许可\t１２０４"),
        ({"figures": "unit"}, "行政许可\t1204件"),
        ({"zero": "—"}, "行政强制\t—"),
        ({"numbering": "（1）"}, "（2）重复申请"),
        ({"half_width_brackets": True}, "(三)不予公开"),
        ({"abridged": True}, "1.逾期不补正\t"),
        ({"split_heads": True}, "商业\t科研\t社会公\t法律服\t其他"),
        ({"one_row": True}, "（六）其他处理\t\t0"),
        ({"subtotal": True}, "\t其他\t小计\t"),
        ({"subtotal": True}, "一、本年新收政府信息公开申请数量\t\t\t8\t1\t0\t0\t0\t0\t1\t9"),
        ({"cut": 2}, "0\n\n三、本年度办理结果\t（一）予以公开"),
        ({"table_two_apart": True}, "行政规范性文件\t0\t0\t0\n\n第二十条第（五）项"),
        ({"sections": "shifted"}, "四、收到和处理政府信息公开申请情况"),
        ({"sections": "unnumbered"}, "\n总体情况\n"),
        ({"format": "pipes"}, "| 行政许可 | 1204 |  |  |"),
        ({"format": "spaces"}, "行政许可            1204"),
        ({"format": "html", "vertical_head": True}, "三<br>、<br>本<br>年<br>度"),
        ({"format": "html", "framed": True}, "<table><tr><td>导航</td><td><table"),
    ],
)  # fmt: skip
def test_each_option_is_seen(options, there):
    """An option of a layout changes what it names."""
    assert there in text_of(**options)
    assert options.keys() == {"format"} or there not in text_of(
        format=options.get("format", "tabs")
    )
