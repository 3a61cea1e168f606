"""A sheet as a Word document: A4, truly merged cells, fonts named for Chinese text."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from govstats.writing.sheet import Heading, Line, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

    from govstats.writing.sheet import Box, Sheet

_TEXT_WIDTH = 9360
"""Twips (1/20 pt) between the side margins: 210 mm less 2 × 22.5 mm."""
_LATIN = "Times New Roman"
_FONTS = {
    "Normal": ("仿宋_GB2312", 16),
    "Title": ("宋体", 22),
    "Heading 1": ("黑体", 16),
    "Caption": ("仿宋_GB2312", 10.5),
}
_INDENT = 2
"""Characters that the first line of a paragraph is set in."""
_TABLE_FONT, _TABLE_SIZE, _TIGHT_SIZE = "宋体", 21, 18
"""Sizes in tables are in half points: 五号, and 小五 where there are many columns."""
_MANY = 12
_LEFT = {"row", "corner"}


def to_docx(sheet: Sheet) -> bytes:
    """Return a sheet as the bytes of a .docx file."""
    document = docx.Document()
    _set_page(document, sheet.title)
    for name, (font, size) in _FONTS.items():
        _set_style(document.styles[name], font, size)
    document.add_paragraph(sheet.title, "Title")
    for before, part in pairwise((None, *sheet.parts)):
        if isinstance(part, Heading):
            document.add_paragraph(part.text, "Heading 1")
        elif isinstance(part, Line):
            document.add_paragraph(part.text, "Caption" if part.kind == "note" else "Normal")
        elif part is not None:
            if isinstance(before, Table):
                document.add_paragraph("", "Caption")
            document.element.body.insert_element_before(_table(part), "w:sectPr")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_page(document: Document, title: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22.5)
    section.top_margin = section.bottom_margin = Mm(25)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.language = "zh-CN"
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _set_style(style: ParagraphStyle, font: str, size: float) -> None:
    style.font.name, style.font.size = _LATIN, Pt(size)
    style.font.italic = style.font.color.rgb = None
    style.font.bold = style.name == "Title"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:cs"), _LATIN)
    for color in style.element.findall(f"{qn('w:rPr')}/{qn('w:color')}"):
        color.getparent().remove(color)
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    if style.name == "Title":
        layout.alignment, layout.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(18)
    elif style.name == "Heading 1":
        layout.space_before, layout.space_after, layout.keep_with_next = Pt(14), Pt(6), True
    layout.line_spacing = Pt(28) if style.name == "Normal" else 1.25
    indent = _INDENT if style.name == "Normal" else 0
    layout.first_line_indent = Pt(indent * size)
    properties.ind.set(qn("w:firstLineChars"), str(indent * 100))


def _table(table: Table) -> Any:
    scale = _TEXT_WIDTH / sum(table.widths)
    widths = [round(width * scale) for width in table.widths]
    root = OxmlElement("w:tbl")
    root.append(_table_properties(table, sum(widths)))
    grid = OxmlElement("w:tblGrid")
    for width in widths:
        grid.append(_element("w:gridCol", w=width))
    root.append(grid)
    size = _TIGHT_SIZE if len(widths) >= _MANY else _TABLE_SIZE
    covered = table.positions()
    starts = {(row, column) for row, column, _ in table.placed()}
    for index, line in enumerate(covered):
        last = index == len(covered) - 1
        root.append(_row(line, index, starts, widths, size, head=index < table.head, last=last))
    return root


def _row(  # noqa: PLR0913 - a row and what its cells need
    line: list[tuple[Box, bool]],
    index: int,
    starts: set[tuple[int, int]],
    widths: list[int],
    size: int,
    *,
    head: bool,
    last: bool,
) -> Any:
    """Return a row; it stays on one page with the next, so that a table is broken only if it must be."""
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(_element("w:trHeight", val="425", hRule="atLeast"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    column = 0
    while column < len(line):
        box = line[column][0]
        first = (index, column) in starts
        width = sum(widths[column : column + box.colspan])
        row.append(_cell(box, width, size, first=first, last=last))
        column += box.colspan
    return row


def _cell(box: Box, width: int, size: int, *, first: bool, last: bool) -> Any:
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    properties.append(_element("w:tcW", w=width, type="dxa"))
    if box.colspan > 1:
        properties.append(_element("w:gridSpan", val=box.colspan))
    if box.rowspan > 1:
        properties.append(_element("w:vMerge", val="restart" if first else "continue"))
    properties.append(_element("w:vAlign", val="center"))
    cell.append(properties)
    for text in box.text.split("\n") if first else [""]:
        cell.append(_paragraph(text, box, size, last=last))
    return cell


def _paragraph(text: str, box: Box, size: int, *, last: bool) -> Any:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    if not last:
        properties.append(OxmlElement("w:keepNext"))
    properties.append(_element("w:spacing", before="0", after="0", line="240", lineRule="auto"))
    properties.append(_element("w:ind", firstLineChars="0", firstLine="0"))
    properties.append(_element("w:jc", val="left" if box.role in _LEFT else "center"))
    paragraph.append(properties)
    if text:
        run = OxmlElement("w:r")
        look = OxmlElement("w:rPr")
        look.append(
            _element("w:rFonts", ascii=_LATIN, hAnsi=_LATIN, eastAsia=_TABLE_FONT, cs=_LATIN)
        )
        if box.role == "title":
            look.append(OxmlElement("w:b"))
        look.append(_element("w:sz", val=size))
        look.append(_element("w:szCs", val=size))
        run.append(look)
        content = OxmlElement("w:t")
        content.text = text
        content.set(qn("xml:space"), "preserve")
        run.append(content)
        paragraph.append(run)
    return paragraph


def _table_properties(table: Table, width: int) -> Any:
    properties = OxmlElement("w:tblPr")
    properties.append(_element("w:tblW", w=width, type="dxa"))
    properties.append(_element("w:jc", val="center"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        size = 4 if side.startswith("inside") else 8
        borders.append(_element(f"w:{side}", val="single", sz=size, space="0", color="000000"))
    properties.append(borders)
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = OxmlElement("w:tblCellMar")
    narrow = "15" if len(table.widths) >= _MANY else "57"
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=narrow, type="dxa"))
    properties.append(margins)
    properties.append(_element("w:tblCaption", val=table.caption))
    return properties


def _element(tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element
