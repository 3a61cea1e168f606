"""Layouts and damages, on reports that we wrote."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import pytest

from govstats.documents import parse_document
from govstats.errors import UnreadableError
from govstats.forms import load_form
from govstats.reading import read_document
from govstats.reports import Report, Status
from tests.samples import as_html, as_text, consistent


def read_text(text: str) -> Report:
    return read_document(parse_document(text.encode(), "sample"))


def figures(report: Report) -> dict[tuple[str, str], Decimal | None]:
    return {(c.item, c.breakdown): c.value for c in report.cells if c.source == "table"}


def numbers(values: dict[tuple[str, str], str]) -> dict[tuple[str, str], Decimal]:
    return {key: Decimal(value) for key, value in values.items()}


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("layout", [as_text, as_html])
def test_whole_form(edition: str, layout: object) -> None:
    """A filled form of either edition is read back exactly, and its edition is recognised."""
    form = load_form(edition)
    values = consistent(form)
    report = read_text(layout(values, form))  # type: ignore[operator]
    assert report.edition == edition
    assert figures(report) == numbers(values)
    assert (report.agency_name, report.year) == ("青石镇人民政府", 2023)


@pytest.mark.parametrize("layout", [as_text, as_html])
@pytest.mark.parametrize("mark", ["", "/", "—", "\u00a0"])
@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.soak)])
def test_one_empty_cell(layout: object, mark: str, step: int) -> None:
    """A cell without a figure is blank or not applicable, and no other cell moves."""
    form = load_form("2021")
    values = consistent()
    for key in list(form.slots)[::step]:
        damaged = values | {key: mark}
        report = read_text(layout(damaged))  # type: ignore[operator]
        found = figures(report)
        cell = report.cell(*key)
        assert cell is not None
        assert cell.status is (Status.NOT_APPLICABLE if mark in ("/", "—") else Status.BLANK), key
        assert found == numbers(values) | {key: None}, key


def test_a_row_that_lost_a_value_is_not_guessed() -> None:
    """Seven columns and six values without any blank: nothing says which one is missing."""
    lines = as_text(consistent()).split("\n")
    at = next(i for i, line in enumerate(lines) if "重复申请" in line)
    lines[at] = lines[at].removesuffix("\t0")
    report = read_text("\n".join(lines))
    row = [c for c in report.cells if c.item == "requests.not_processed.repeated"]
    assert [cell.status for cell in row] == [Status.UNREADABLE] * 7
    assert report.reading is not None
    assert any("2.重复申请" in note for note in report.reading.notes)


def test_missing_row_is_unreadable() -> None:
    """A row that is not printed has no figure: its cells are unreadable, the others stay."""
    values = consistent()
    lines = [line for line in as_text(values).split("\n") if "8.属于行政查询事项" not in line]
    found = figures(read_text("\n".join(lines)))
    lost = {key for key, value in found.items() if value is None}
    assert {item for item, _ in lost} == {"requests.refused.statutory_lookup"}
    assert all(found[key] == value for key, value in numbers(values).items() if key not in lost)


def test_other_handling_as_one_row() -> None:
    """其他处理 printed as one row is read as that row, and its three leaves are not emitted."""
    form = load_form("2019")
    text = as_text(consistent(load_form("2021")) | {("requests.other", "total"): "0"})
    lines = [line for line in text.split("\n") if "逾期" not in line]
    at = next(i for i, line in enumerate(lines) if "3.其他\t" in line)
    lines[at] = "（六）其他处理\t2\t0\t0\t0\t0\t0\t2"
    report = read_text("\n".join(lines))
    assert form.slots["requests.other", "total"].row.label == "其他处理"
    assert report.value("requests.other", "natural_person") == 2
    assert not any(cell.item.startswith("requests.other.") for cell in report.cells)
    assert len([c for c in report.cells if c.source == "table"]) == 186


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("1,204", 1204, "件"),
        ("１２０４", 1204, "件"),
        ("1 204", 1204, "件"),
        ("1204件", 1204, "件"),
        ("1 2 0 4", 1204, "件"),
        ("1,204,\n595", 1204595, "件"),
        ("5①", 5, "件"),
        ("5²", 5, "件"),
    ],
)
def test_number_forms(printed: str, value: int, unit: str) -> None:
    """Separators, full-width digits, even spaces, units and note marks inside a cell do not change it."""
    html = as_html(consistent() | {("licensing.decisions", ""): printed})
    cell = read_text(html).cell("licensing.decisions")
    assert cell is not None
    assert (cell.value, cell.unit, cell.status) == (value, unit, Status.REPORTED)


def test_text_that_is_no_number_is_unreadable() -> None:
    """A cell with words is unreadable and keeps them; nothing is put in their place."""
    html = as_html(consistent() | {("licensing.decisions", ""): "详见附件"})
    cell = read_text(html).cell("licensing.decisions")
    assert cell is not None
    assert (cell.value, cell.status) == (None, Status.UNREADABLE)


def test_gb18030_declared_as_gb2312() -> None:
    """A page in GB18030 that declares gb2312 is decoded with every character."""
    page = (
        as_html(consistent())
        .replace("青石镇", "埇桥镇")
        .replace("<html>", "<html><meta charset=gb2312>")
    )
    report = read_document(parse_document(page.encode("gb18030"), "page"))
    assert report.agency_name == "埇桥镇人民政府"


def test_markup_in_a_label_stays_text() -> None:
    """Inline markup inside cells does not split numbers or labels."""
    page = as_html(
        consistent(), cell=lambda text: f"<p><span>{escape(text[:1])}</span>{escape(text[1:])}</p>"
    )
    assert figures(read_text(page)) == numbers(consistent())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n....", "an image (PNG)"),
        (b"\xd0\xcf\x11\xe0rest", "另存为.docx"),
        (
            "某县2023年财政决算报告\n\n收入\t100\t200\n支出\t90\t180\n".encode(),
            "no report on information disclosure",
        ),
        (b"PK\x03\x04broken", "a damaged archive"),
        (b"%PDF-1.4 broken", "a damaged or encrypted PDF"),
        (bytes(range(256)) * 8, "no known"),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, said: str) -> None:
    """A file that holds no report is refused in one line that says what it is."""
    with pytest.raises(UnreadableError) as refusal:
        read_document(parse_document(data, "file"))
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_subtotal_column_is_set_aside() -> None:
    """A printed 小计 of 法人或其他组织 moves no value into another column, blank cells or not."""
    page = as_html(consistent())
    page = page.replace("<td>其他</td></tr>", "<td>其他</td><td>小计</td></tr>", 1)
    page = page.replace("<td colspan=5>法人或其他组织", "<td colspan=6>法人或其他组织").replace(
        "<td colspan=7>申请人情况", "<td colspan=8>申请人情况"
    )
    form = load_form("2021")
    rows = page.split("\n")
    for row in form.block("requests").rows:
        at = next(i for i, line in enumerate(rows) if f">{row.printed}</td>" in line)
        cells = (
            rows[at + 1].split("<td>")
            if rows[at + 1].startswith("<td>")
            else rows[at].split("<td>")
        )
        target = at + 1 if rows[at + 1].startswith("<td>") else at
        cells.insert(-1, "77</td>")
        rows[target] = "<td>".join(cells)
    assert figures(read_text("\n".join(rows))) == numbers(consistent())


def test_words_in_a_cell_cost_only_that_cell() -> None:
    """A cell with words beside six numbers is unreadable; the row keeps its label and its others."""
    values = consistent() | {("requests.new", "natural_person"): "见附件"}
    report = read_text(as_text(values))
    found = figures(report)
    assert found["requests.new", "natural_person"] is None
    assert found["requests.new", "total"] == 9
