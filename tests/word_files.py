"""The Word files that offices and converters make of the form, drawn up from a draft, by kind."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.drafts import Box, Boxes, Draft, table_four, table_three, table_two
from tests.layouts import PREAMBLE, TITLE, placed
from tests.pages import is_figure, turned, width_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.pages import Kind

    Draw = Callable[[str, Boxes], str]
    Cell = Callable[[Box], str]

KINDS: dict[str, Kind] = {}
FLOORS: dict[str, float] = {}

_SPACES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def kind(floor: float = 1.0) -> Callable[[Kind], Kind]:
    """Enter a kind of file under its own name."""

    def enter(function: Kind) -> Kind:
        KINDS[function.__name__] = function
        FLOORS[function.__name__] = floor
        return function

    return enter


def word(report: Draft, draw: Draw) -> bytes:
    """Lay a report out, each table by `draw`, which is told which of the form's it is."""
    document = docx.Document()
    body = document.element.body
    tables = [
        [],
        [("two", title, boxes) for title, boxes in table_two(report)],
        [("three", "", boxes) for boxes in table_three(report)],
        [("four", "", boxes) for boxes in table_four(report)],
        [],
        [],
    ]
    parts = [paragraph(TITLE), paragraph(PREAMBLE)]
    for heading, own in zip(report.headings, tables, strict=True):
        parts.append(paragraph(heading))
        for name, title, boxes in own:
            whole = [[Box(title, 1, width_of(boxes))], *boxes] if title else boxes
            parts += [draw(name, whole), "<w:p/>"]
    for element in parse_xml(f"<w:body {_SPACES}>{''.join(parts)}</w:body>"):
        body.insert(len(body) - 1, element)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f"<w:p>{run(text)}</w:p>"


def lines(box: Box) -> str:
    """The text of a box as paragraphs."""
    return "".join(map(paragraph, box.text.split("\n")))


def tc(inside: str, span: int = 1, merge: str = "", more: str = "") -> str:
    """A cell."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{wide}{merge}{more}</w:tcPr>{inside}</w:tc>"


RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def table(
    boxes: Boxes,
    inside: Cell = lines,
    *,
    rest: Cell = lambda _: "<w:p/>",
    row: Callable[[str], str] = lambda cells: f"<w:tr>{cells}</w:tr>",
    begin: str = RESTART,
) -> str:
    """Boxes as a table with merged cells; `rest` is what the lower parts of a merged cell hold."""
    covered: dict[tuple[int, int], Box] = {}
    rows = []
    for r, line in enumerate(placed(boxes)):
        cells = {c: tc(inside(b), b.columns, begin if b.rows > 1 else "") for c, b in line.items()}
        cells |= {c: tc(rest(b), b.columns, GOES_ON) for (at, c), b in covered.items() if at == r}
        for c, b in line.items():
            covered |= {(r + n, c): b for n in range(1, b.rows)}
        rows.append(row("".join(cells[c] for c in sorted(cells))))
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


# ---- rows without a table, tables in pieces


@kind()
def paragraphs_with_tabs(report: Draft) -> bytes:
    """Each row is a paragraph, its fields divided by tabs."""

    def draw(_: str, boxes: Boxes) -> str:
        tab = "<w:r><w:tab/></w:r>"
        return "".join(
            f"<w:p>{tab.join(run(b.text.replace(chr(10), '')) for b in row)}</w:p>" for row in boxes
        )

    return word(report, draw)


@kind()
def a_table_for_each_row(report: Draft) -> bytes:
    """Each row is a table of its own, an empty paragraph between."""

    def draw(_: str, boxes: Boxes) -> str:
        flat = [[Box(b.text, 1, b.columns) for b in row] for row in boxes]
        return "<w:p/>".join(table([row]) for row in flat)

    return word(report, draw)


@kind()
def a_head_in_a_table_of_its_own(report: Draft) -> bytes:
    """The head of each table is a table of its own."""

    def draw(name: str, boxes: Boxes) -> str:
        at = 2 if name == "two" else 3
        return f"{table(boxes[:at])}<w:p/>{table(boxes[at:])}"

    return word(report, draw)


@kind()
def tables_in_text_boxes(report: Draft) -> bytes:
    """Each table stands in a text box."""

    def draw(_: str, boxes: Boxes) -> str:
        box = f"<w:txbxContent>{table(boxes)}<w:p/></w:txbxContent>"
        return (
            f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}'
            "</wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
        )

    return word(report, draw)


# ---- merged cells


@kind()
def applicants_as_rows(report: Draft) -> bytes:
    """Table three turned."""
    return word(report, lambda name, boxes: table(turned(boxes) if name == "three" else boxes))


@kind()
def merged_cells_that_keep_their_text(report: Draft) -> bytes:
    """The lower parts of merged cells still hold the text that they had."""
    return word(report, lambda _, boxes: table(boxes, rest=lines))


@kind()
def merges_that_never_begin(report: Draft) -> bytes:
    """A converter marks the first part of a merged cell as going on, like the others."""
    return word(report, lambda _, boxes: table(boxes, begin=GOES_ON))


@kind()
def cells_merged_the_old_way(report: Draft) -> bytes:
    """Cells over several columns are one cell for each column, marked as merged."""

    def draw(_: str, boxes: Boxes) -> str:
        rows = []
        taken: set[tuple[int, int]] = set()
        for r, line in enumerate(placed(boxes)):
            cells = {c: (b, False) for c, b in line.items()}
            for c, b in line.items():
                taken |= {(r + n, c + m) for n in range(b.rows) for m in range(b.columns)}
            down = {(r + n, c): b for c, b in line.items() for n in range(1, b.rows)}
            _OPEN.update(down)
            cells |= {c: (b, True) for (at, c), b in _OPEN.items() if at == r}
            parts = []
            for c in sorted(cells):
                box, below = cells[c]
                merge = "" if box.rows == 1 else GOES_ON if below else RESTART
                first = '<w:hMerge w:val="restart"/>' if box.columns > 1 else ""
                parts.append(tc("<w:p/>" if below else lines(box), 1, merge, first))
                parts += [tc("<w:p/>", 1, merge, "<w:hMerge/>") for _ in range(box.columns - 1)]
            rows.append(f"<w:tr>{''.join(parts)}</w:tr>")
        _OPEN.clear()
        return f"<w:tbl>{''.join(rows)}</w:tbl>"

    return word(report, draw)


_OPEN: dict[tuple[int, int], Box] = {}


@kind()
def widths_in_place_of_spans(report: Draft) -> bytes:
    """Cells are as wide as several columns, and nothing says so but their width."""

    def draw(_: str, boxes: Boxes) -> str:
        return table([[Box(b.text, b.rows, 1) for b in row] for row in boxes])

    return word(report, draw)


@kind()
def cells_left_out_at_the_left(report: Draft) -> bytes:
    """Where a merged cell goes on, rows begin further right instead."""

    def draw(_: str, boxes: Boxes) -> str:
        rows = []
        for line in placed(boxes):
            first = min(line, default=0)
            before = f'<w:trPr><w:gridBefore w:val="{first}"/></w:trPr>' if first else ""
            cells = []
            column = first
            for c in sorted(line):
                if c > column:
                    cells.append(tc("<w:p/>", c - column))
                cells.append(tc(lines(line[c]), line[c].columns))
                column = c + line[c].columns
            rows.append(f"<w:tr>{before}{''.join(cells)}</w:tr>")
        return f"<w:tbl>{''.join(rows)}</w:tbl>"

    return word(report, draw)


# ---- what stands in cells


def _inside(inside: Cell) -> Kind:
    def cell(box: Box) -> str:
        return inside(box) if is_figure(box) else lines(box)

    return lambda report: word(report, lambda _, boxes: table(boxes, cell))


WHITE = '<w:color w:val="FFFFFF"/>'
KINDS["white_beside_figures"] = _inside(lambda b: f"<w:p>{run('7', WHITE)}{run(b.text)}</w:p>")
KINDS["controls_around_figures"] = _inside(
    lambda b: f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(b.text)}</w:sdtContent></w:sdt>"
)
KINDS["controls_within_paragraphs"] = _inside(
    lambda b: f"<w:p><w:sdt><w:sdtContent>{run(b.text)}</w:sdtContent></w:sdt></w:p>"
)
KINDS["formulas"] = _inside(
    lambda b: (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(LEFT) 12'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(b.text)}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
)
KINDS["simple_formulas"] = _inside(
    lambda b: f'<w:p><w:fldSimple w:instr="=SUM(LEFT)">{run(b.text)}</w:fldSimple></w:p>'
)
KINDS["digits_in_runs"] = _inside(lambda b: f"<w:p>{''.join(map(run, b.text))}</w:p>")
KINDS["tracked_changes"] = _inside(
    lambda b: (
        f'<w:p><w:del w:id="1"><w:r><w:delText>77</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run(b.text)}</w:ins></w:p>'
    )
)
KINDS["empty_paragraphs_around"] = _inside(lambda b: f"<w:p/>{paragraph(b.text)}<w:p/>")
KINDS["figures_with_tabs"] = _inside(lambda b: f"<w:p><w:r><w:tab/></w:r>{run(b.text)}</w:p>")


@kind()
def controls_around_rows(report: Draft) -> bytes:
    """Every row is repeated by a content control."""
    row = "<w:sdt><w:sdtContent><w:tr>{}</w:tr></w:sdtContent></w:sdt>".format
    return word(report, lambda _, boxes: table(boxes, row=row))


@kind()
def deleted_rows_between(report: Draft) -> bytes:
    """Before each row stands one whose deletion was tracked."""
    gone = f'<w:tr><w:trPr><w:del w:id="3"/></w:trPr>{tc(paragraph("行政许可"))}{tc(paragraph("5"))}</w:tr>'
    row = f"{gone}<w:tr>{{}}</w:tr>".format
    return word(report, lambda _, boxes: table(boxes, row=row))


@kind()
def numbers_by_the_list(report: Draft) -> bytes:
    """The numbers of labels are made by lists, so that the text has none."""

    def inside(box: Box) -> str:
        text = box.text.lstrip("0123456789.、") if not is_figure(box) else box.text
        numbered = text != box.text
        properties = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' if numbered else ""
        return f"<w:p>{properties}{run(text)}</w:p>"

    return word(report, lambda _, boxes: table(boxes, inside))


for _name in KINDS:
    FLOORS.setdefault(_name, 1.0)
