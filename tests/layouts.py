"""The formats in which a drafted report is laid out."""

from __future__ import annotations

import unicodedata
from html import escape
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.drafts import TORN, Box, Boxes, Draft, table_four, table_three, table_two


def placed(boxes: Boxes) -> list[dict[int, Box]]:
    """Return for each row its boxes by the column in which they begin, spans respected."""
    taken: set[tuple[int, int]] = set()
    result = []
    for r, row in enumerate(boxes):
        at, column = {}, 0
        for box in row:
            while (r, column) in taken:
                column += 1
            at[column] = box
            taken |= {(r + i, column + j) for i in range(box.rows) for j in range(box.columns)}
            column += box.columns
        result.append(at)
    return result


def _sections(report: Draft) -> list[tuple[str, list[tuple[str, Boxes]]]]:
    three = [("", piece) for piece in table_three(report)]
    four = [("", piece) for piece in table_four(report)]
    tables = [[], table_two(report), three, four, [], []]
    return list(zip(report.headings, tables, strict=True))


TITLE = "青石镇人民政府2023年政府信息公开工作年度报告"
PREAMBLE = "本报告统计期限自2023年1月1日至2023年12月31日。"


def html(report: Draft) -> bytes:
    """Lay a report out as a page, with the spans of the form."""
    parts = [f"<html><body><h1>{TITLE}</h1><p>{PREAMBLE}</p>"]
    for heading, tables in _sections(report):
        parts.append(f"<p>{heading}</p>")
        for title, boxes in tables:
            width = max(
                column + box.columns for row in placed(boxes) for column, box in row.items()
            )
            rows = ["".join(map(_td, row)) for row in boxes]
            if title:
                rows.insert(0, _td(Box(title, 1, width)))
            table = "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
            frame = "<table><tr><td>{}</td></tr></table>" if report.framed else "{}"
            parts.append(frame.format(table))
    return "\n".join([*parts, "</body></html>"]).encode()


def _td(box: Box) -> str:
    text = escape(box.text).replace("\n", "<br>")
    return f"<td rowspan={box.rows} colspan={box.columns}>{text}</td>"


def word(report: Draft) -> bytes:
    """Lay a report out as a Word document, with merged cells."""
    document = docx.Document()
    body = document.element.body
    for text in (TITLE, PREAMBLE):
        document.add_paragraph(text)
    for heading, tables in _sections(report):
        document.add_paragraph(heading)
        for title, boxes in tables:
            width = max(
                column + box.columns for row in placed(boxes) for column, box in row.items()
            )
            drawn = [[Box(title, 1, width)], *boxes] if title else boxes
            xml = _tbl(drawn)
            if report.framed:
                xml = f"<w:tbl><w:tr><w:tc>{xml}<w:p/></w:tc></w:tr></w:tbl>"
            body.insert(-1, parse_xml(xml.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1)))
            document.add_paragraph("")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _tbl(boxes: Boxes) -> str:
    covered: dict[tuple[int, int], Box] = {}
    rows = []
    for r, row in enumerate(placed(boxes)):
        cells = {column: (box, box.rows > 1, False) for column, box in row.items()}
        cells |= {c: (box, True, True) for (at, c), box in covered.items() if at == r}
        for column, box in row.items():
            covered |= {(r + n, column): box for n in range(1, box.rows)}
        rows.append("".join(_tc(*cells[column]) for column in sorted(cells)))
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def _tc(box: Box, merged: bool, goes_on: bool) -> str:  # noqa: FBT001 - two marks of one cell
    merge = ("<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>') if merged else ""
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    lines = [""] if goes_on else box.text.split("\n")
    text = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines
    )
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{text}</w:tc>"


def _plain(report: Draft, lay_out: object) -> bytes:
    lines = [TITLE, "", PREAMBLE, ""]
    for heading, tables in _sections(report):
        lines += [heading, ""]
        for title, boxes in tables:
            lines += [title] if title else []
            lines += [*lay_out(boxes), ""]  # type: ignore[operator]
    return "\n".join(lines).encode()


def _flat(box: Box) -> str:
    return box.text.replace("\n", " ").replace(TORN, "\n")


def tabs(report: Draft) -> bytes:
    """Lay a report out as tabbed text, the text of a merged cell once and nothing for its rest."""
    return _plain(report, lambda boxes: ["\t".join(map(_flat, row)) for row in boxes])


def _in_columns(boxes: Boxes) -> list[list[str]]:
    rows = placed(boxes)
    width = max(column + box.columns for row in rows for column, box in row.items())
    ends = [max((c + box.columns for c, box in row.items()), default=0) for row in rows]
    full = [any(c + 1 == width for c in row) for row in rows]
    return [
        [_flat(row[c]) if c in row else "" for c in range(width if whole else end)]
        for row, end, whole in zip(rows, ends, full, strict=True)
    ]


def full_tabs(report: Draft) -> bytes:
    """Lay a report out as tabbed text in which every column keeps its place."""
    return _plain(report, lambda boxes: ["\t".join(row) for row in _in_columns(boxes)])


def pipes(report: Draft) -> bytes:
    """Lay a report out as Markdown tables."""

    def table(boxes: Boxes) -> list[str]:
        lines = ["| " + " | ".join(row) + " |" for row in _in_columns(boxes)]
        rule = "|" + "---|" * len(_in_columns(boxes)[0])
        return [lines[0], rule, *lines[1:]]

    return _plain(report, table)


def columns_of_spaces(report: Draft) -> bytes:
    """Lay a report out in columns that only spaces hold apart, as PDF tools print them."""

    def table(boxes: Boxes) -> list[str]:
        rows = placed(boxes)
        width = max(column + box.columns for row in rows for column, box in row.items())
        edges = [0] * (width + 1)
        for column in range(width):
            for row in rows:
                for start, box in row.items():
                    if start + box.columns == column + 1:
                        edges[column + 1] = max(edges[column + 1], edges[start] + _wide(box) + 3)
            edges[column + 1] = max(edges[column + 1], edges[column])
        lines = []
        for row in rows:
            line = ""
            for start in sorted(row):
                line += " " * (edges[start] - _width(line)) + _flat(row[start])
            lines.append(line.rstrip())
        return lines

    return _plain(report, table)


def _wide(box: Box) -> int:
    return _width(_flat(box))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def words(report: Draft) -> bytes:
    """Lay a report out with one space between labels and figures: what is empty leaves no trace."""

    def table(boxes: Boxes) -> list[str]:
        return [
            " ".join(filter(None, (_flat(box).replace(" ", "") for box in row))) for row in boxes
        ]

    return _plain(report, table)


FORMATS = {
    "html": html,
    "docx": word,
    "tabs": tabs,
    "full tabs": full_tabs,
    "pipes": pipes,
    "spaces": columns_of_spaces,
    "words": words,
}
