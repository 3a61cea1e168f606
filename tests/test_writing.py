"""The statutory form, blank and filled, in each format."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from govstats.cli import cli
from govstats.documents import parse_document
from govstats.errors import GovstatsError, InvalidRequestError, NotFoundError
from govstats.forms import editions, load_form
from govstats.reading import read_document
from govstats.reports import Cell, Report, Status
from govstats.storage import load
from govstats.writing import Table, blank_sheet, filled_sheet, render, sheet_of
from govstats.writing.tables import CORNER, LAYOUTS
from tests.samples import consistent

FORMATS = ("html", "docx", "txt")
EDITIONS = [
    edition
    for edition in editions()
    if all(block.by or block.layout in LAYOUTS for block in load_form(edition).blocks)
]
"""The editions whose blocks can all be laid out."""

FULL = [
    (agency, year) for agency in load().full_agencies() for year in load().years(agency, full=True)
]


def grids(data: bytes) -> list[list[list[tuple[str, int, str | None]]]]:
    """Each table of a Word file: for each cell its text, columns and vertical merge."""
    tables = []
    for table in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:tbl")):
        rows = []
        for row in table.iter(qn("w:tr")):
            cells = []
            for cell in row.iter(qn("w:tc")):
                text = "".join("".join(t.text or "" for t in cell.iter(qn("w:t"))).split())
                span, merge = (cell.tcPr.find(qn(f"w:{n}")) for n in ("gridSpan", "vMerge"))
                columns = 1 if span is None else int(span.get(qn("w:val")))
                cells.append((text, columns, None if merge is None else merge.get(qn("w:val"))))
            rows.append(cells)
        tables.append(rows)
    return tables


def report(**changes: Cell) -> Report:
    """A report of ours in the 2021 form, some of its cells replaced."""
    form = load_form("2021")
    cells = [
        Cell(*key, form.slots[key].row.printed, "table", Decimal(text), form.slots[key].unit,
             Status.REPORTED, text)
        for key, text in consistent().items()
    ]  # fmt: skip
    changed = {cell.key: cell for cell in changes.values()}
    return Report(
        source="sample", sha256="", agency=None, agency_name="青石镇人民政府", year=2023,
        edition="2021", cells=tuple(changed.get(cell.key, cell) for cell in cells),
    )  # fmt: skip


def said(sheet: object) -> str:
    """A sheet as text."""
    return render(sheet, "txt").decode()  # type: ignore[arg-type]


# ---- the blank form


def test_blank_form_is_laid_out_as_the_official_one(shared):
    """Every cell of the 2021 form, its text and its merges, is that of the official blank form."""
    official = (shared / "reports" / "blank-form-2021.docx").read_bytes()
    assert grids(render(blank_sheet("2021"), "docx")) == grids(official)


@pytest.mark.parametrize("edition", EDITIONS)
def test_blank_form_has_a_cell_for_each_slot(edition):
    """The blank form has its sections, of which 2014 prescribed none, and a cell for each figure."""
    sheet = blank_sheet(edition)
    values = [b for t in sheet.tables for row in t.rows for b in row if b.role == "value"]
    assert [box.text for box in values] == [""] * len(load_form(edition).slots)
    assert re.findall(r"^([一二三四五六])、", said(sheet), re.MULTILINE)[0] == "一"
    closing = {"五、存在的主要问题及改进情况", "六、其他需要报告的事项"}
    assert (closing <= set(said(sheet).split("\n"))) == (edition != "2014")


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("to", FORMATS)
def test_blank_form_is_read_as_blank(edition, to):
    """What reads reports finds the edition and every cell of the blank form, all of them blank."""
    found = read_document(parse_document(render(blank_sheet(edition), to), "blank"))
    assert found.edition == edition
    assert {cell.status for cell in found.cells} == {Status.BLANK}
    assert len(found.cells) == len(load_form(edition).slots)


def test_unknown_edition_is_refused():
    """An edition without a form is refused with those that have one."""
    with pytest.raises(NotFoundError, match="2021"):
        blank_sheet("1998")


# ---- the filled form


@pytest.mark.parametrize(("agency", "year"), FULL)
@pytest.mark.parametrize("to", FORMATS)
def test_filled_form_is_read_back(agency, year, to):
    """Each bundled report, written and read again, has the same figures and statuses."""
    given = load().report(agency, year)
    found = read_document(parse_document(render(filled_sheet(given), to), "written"))
    assert (found.agency_name, found.year) != ("", None)
    assert found.year == year
    for cell in given.cells:
        if cell.source == "table":
            again = found.cell(cell.item, cell.breakdown)
            assert again is not None
            assert (again.value, again.unit) == (cell.value, cell.unit), cell.key
            empty = Status.BLANK if cell.status is Status.UNREADABLE else cell.status
            assert again.status is empty, cell.key


def values(unit: str) -> st.SearchStrategy[tuple[Decimal | None, str, Status, str]]:
    """Any value, unit, status and printed text that a cell of a dataset may have."""
    whole = st.integers(0, 10**9).map(Decimal)
    money = st.decimals(0, 10**6, places=4)
    other = {"元": "万元", "万元": "元"}.get(unit, unit)
    return st.one_of(
        st.builds(lambda n: (n, unit, Status.REPORTED, f"{n:f}"), whole),
        st.builds(lambda n: (n, unit, Status.REPORTED, f"{n:f}"), money),
        st.builds(lambda n: (n, other, Status.REPORTED, f"{n:f}{other}"), money),
        st.builds(lambda n: (n, unit, Status.APPROXIMATE, f"{n}余"), whole),
        st.sampled_from(["/", "—", "不适用"]).map(
            lambda mark: (None, unit, Status.NOT_APPLICABLE, mark)
        ),
        st.sampled_from([(Status.BLANK, ""), (Status.UNREADABLE, "口")]).map(
            lambda absent: (None, unit, *absent)
        ),
    )


@settings(max_examples=25, derandomize=True, deadline=None, database=None)
@given(data=st.data(), edition=st.sampled_from(EDITIONS), to=st.sampled_from(FORMATS))
def test_any_figures_are_read_back(data, edition, to):
    """Whatever a report's cells are, what is written of them says the same to a reader."""
    form = load_form(edition)
    keys = data.draw(st.lists(st.sampled_from(sorted(form.slots)), max_size=30, unique=True))
    drawn = {key: data.draw(values(form.slots[key].unit)) for key in keys}
    zero = (Decimal(0), "", Status.REPORTED, "0")
    cells = []
    for key, slot in form.slots.items():
        value, unit, status, raw = drawn.get(key, zero)
        cells.append(Cell(*key, slot.row.printed, "table", value, unit or slot.unit, status, raw))
    given_report = replace(report(), edition=edition, cells=tuple(cells))
    again = read_document(parse_document(render(filled_sheet(given_report), to), "written"))
    for cell in cells:
        found = again.cell(cell.item, cell.breakdown)
        assert found is not None
        empty = Status.BLANK if cell.status is Status.UNREADABLE else cell.status
        assert (found.value, found.unit, found.status) == (cell.value, cell.unit, empty), cell


def test_absences_are_kept_apart():
    """Blank stays blank, `/` stays `/`, and what cannot be read is left empty and named."""
    key = ("requests.granted", "total", "", "table", None, "件")
    for status, raw, shown in (
        (Status.BLANK, "", "\t6\t1\t0\t0\t0\t0\t\n"),
        (Status.NOT_APPLICABLE, "/", "\t6\t1\t0\t0\t0\t0\t/\n"),
        (Status.UNREADABLE, "口", "\t6\t1\t0\t0\t0\t0\t\n"),
    ):
        text = said(filled_sheet(report(cell=Cell(*key, status, raw))))
        assert f"（一）予以公开\t{shown}" in text, status
        named = "来源中缺失或无法辨认，因而未填：表三“总计”：予以公开。" in text
        assert named == (status is Status.UNREADABLE)


def test_group_printed_as_one_row_is_one_row():
    """其他处理 given as one row is written as one row beside the outcomes, without leaves."""
    given = report()
    leaves = [cell for cell in given.cells if not cell.item.startswith("requests.other.")]
    rows = [
        replace(c, item="requests.other") for c in given.cells if c.item.endswith(".fee_unpaid")
    ]
    table = filled_sheet(replace(given, cells=(*leaves, *rows))).tables[1]
    labels = [(box.text, box.colspan) for row in table.rows for box in row if box.role == "row"]
    assert ("（六）其他处理", 2) in labels
    assert not any("逾期" in text for text, _ in labels)
    assert next(b for row in table.rows for b in row if b.role == "stub").rowspan == 20


def test_a_unit_that_is_not_the_forms_is_printed():
    """A figure in another unit than the form's keeps it; a change keeps its sign."""
    given = load().report("shanghai-general-office", 2019)
    cells = [
        replace(c, value=Decimal("160.5964"), unit="万元", status=Status.REPORTED)
        if c.item == "procurement.amount"
        else replace(c, value=Decimal(8), status=Status.REPORTED)
        if c.item == "licensing.items_change"
        else c
        for c in given.cells
    ]
    text = said(filled_sheet(replace(given, cells=tuple(cells))))
    assert "160.5964万元" in text
    assert "\t+8\t" in text


def test_prose_figures_are_sentences_that_read_back():
    """Figures of the prose stand as sentences of ours, which state the same counts again."""
    given = load().report("jinjiang-yonghe", 2022)
    text = said(filled_sheet(given))
    assert "全年主动公开政府信息63条，其中机构职能类信息4条" in text
    again = read_document(parse_document(text.encode(), "written"))
    prose = {c.key: c.value for c in given.cells if c.source == "text"}
    assert {c.key: c.value for c in again.cells if c.source == "text"} == prose


def test_excerpts_and_other_editions_are_refused():
    """An excerpt would look full of blanks; a report has one edition."""
    excerpt = replace(report(), coverage="excerpt")
    with pytest.raises(InvalidRequestError, match="excerpt"):
        filled_sheet(excerpt)
    with pytest.raises(InvalidRequestError, match="ask for 2021"):
        filled_sheet(report(), "2019")


# ---- the formats


def test_page_needs_nothing_else():
    """The page has no script and no reference outside itself; what is printed stays text."""
    sheet = sheet_of(load_form("2021"), {("rules.issued", ""): "<b>1"}, "青石镇<2023>", 2023)
    page = render(sheet, "html").decode()
    assert not re.search(r"<script|<link|<img|<iframe|https?:|url\(|@import", page)
    assert "<td>&lt;b&gt;1</td>" in page
    assert "<h1>青石镇&lt;2023&gt;</h1>" in page


def test_page_tells_heads_from_figures():
    """Language, a caption for each table and a scope for each head are there; heads repeat in print."""
    page = render(blank_sheet("2021"), "html").decode()
    assert '<html lang="zh-CN">' in page
    assert page.count("<caption>") == page.count("<table") == 3
    heads = re.findall(r"<th[ >][^>]*", page)
    assert all(re.search(r'scope="(col|colgroup|row|rowgroup)"', head) for head in heads)
    assert page.count("<thead>") == 2
    assert page.count('<table class="wide">') == page.count('<table class="wide line">') == 1
    assert "@page { size: A4;" in page


def test_word_file_is_set_for_chinese():
    """A4, East Asian fonts named, heads repeated, rows kept whole, the table described."""
    document = docx.Document(io.BytesIO(render(blank_sheet("2021"), "docx")))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    xml = document.element.xml
    assert xml.count("w:tblHeader") == 6
    assert xml.count("w:tblCaption") == 3
    assert 'w:eastAsia="宋体"' in xml
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert document.core_properties.author == ""
    for table in document.element.body.iter(qn("w:tbl")):
        widths = [int(g.get(qn("w:w"))) for g in table.iter(qn("w:gridCol"))]
        assert abs(sum(widths) - 9360) < len(widths)


def test_text_has_a_field_for_every_column():
    """Each line of a table has as many fields as the table has columns."""
    for table in blank_sheet("2021").tables:
        lines = [line for line in said(blank_sheet("2021")).split("\n") if line.count("\t") > 0]
        assert {line.count("\t") + 1 for line in lines} >= {len(table.widths)}
    assert f"{CORNER}\t\t\t申请人情况" in said(blank_sheet("2021"))


def test_layout_that_nobody_has_drawn_is_refused():
    """A block of an unknown layout is refused by name, not left out."""
    form = load_form("2021")
    strange = replace(form.blocks[0], layout="star")
    with pytest.raises(InvalidRequestError, match="star"):
        sheet_of(replace(form, blocks=(strange,)), {}, "某县2023年政府信息公开工作年度报告", 2023)


def test_unknown_format_is_refused():
    """A format that does not exist is refused with those that do."""
    with pytest.raises(InvalidRequestError, match="docx"):
        render(blank_sheet("2021"), "pdf")


# ---- the command


def test_form_goes_to_stdout_or_to_a_file(tmp_path, monkeypatch):
    """A page goes to stdout, a Word file beside the user, --out decides the format by its suffix."""
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    assert run(cli, ["form", "2021"]).output.startswith("<!doctype html>")
    shown = run(cli, ["form", "2021", "--filled", "suqian", "2023", "--to", "docx"])
    assert shown.output == "宿迁市2023年政府信息公开工作年度报告.docx\n"
    assert Path(shown.output.strip()).read_bytes().startswith(b"PK")
    assert run(cli, ["form", "2019", "--out", "sub/form.txt"]).output == "sub/form.txt\n"
    assert "政府集中采购\t\t\t\n" in Path("sub/form.txt").read_text("utf-8")


def test_what_cannot_be_written_is_one_line():
    """An unknown edition is one line on stderr and exit status 2, without a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "govstats", "form", "1998"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("filled", [("suqian", "1998"), ("nobody", "2023"), ("*", "2023")])
def test_unknown_reports_are_refused(filled):
    """An unknown agency or year, or a name that several bear, is refused by our own error."""
    result = CliRunner().invoke(cli, ["form", "2021", "--filled", *filled])
    assert isinstance(result.exception, GovstatsError)


def test_widths_and_rows_of_tables_agree():
    """Each table covers every position of its grid exactly once."""
    for edition in EDITIONS:
        for table in blank_sheet(edition).tables:
            area = sum(box.rowspan * box.colspan for row in table.rows for box in row)
            assert area == len(table.rows) * len(table.widths)
            assert isinstance(table, Table)
