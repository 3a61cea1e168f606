"""The look of a Word document: 公文 by GB/T 9704 in Chinese, plain and in Times in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from govstats.exports.archive import EPOCH
from govstats.exports.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.section import _Footer, _Header
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

TABLE_WIDTH = 8844
"""Twips (1/20 pt) between the side margins: 210 mm less 28 mm and 26 mm."""
TABLE_SIZE = 9
"""Points of a table's text: 小五."""
INDENT = "\u3000"
"""What a row that stands under another begins with."""
_LEFT = 180
"""Twips that such a row is set in."""
LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Face:
    """How a style looks: its Chinese font, size, line spacing in points, and the rest."""

    font: str
    size: float
    line: float
    bold: bool = False
    indent: int = 0
    side: WD_ALIGN_PARAGRAPH | None = None
    after: float = 0


FACES = {
    "zh": {
        "Normal": Face("仿宋_GB2312", 16, 28, indent=2, side=WD_ALIGN_PARAGRAPH.JUSTIFY),
        "Title": Face("方正小标宋简体", 22, 34, side=WD_ALIGN_PARAGRAPH.CENTER),
        "Heading 1": Face("黑体", 16, 28, indent=2),
        "Heading 2": Face("楷体_GB2312", 16, 28, indent=2),
        "Caption": Face("仿宋_GB2312", 10.5, 16),
    },
    "en": {
        "Normal": Face("宋体", 12, 18, after=6),
        "Title": Face("宋体", 18, 24, bold=True, side=WD_ALIGN_PARAGRAPH.CENTER, after=6),
        "Heading 1": Face("宋体", 14, 20, bold=True, after=6),
        "Heading 2": Face("宋体", 12, 18, bold=True, after=4),
        "Caption": Face("宋体", 9.5, 13, after=2),
    },
}
_TABLE_FONT = {"zh": "仿宋_GB2312", "en": "宋体"}
_HEAD_FONT = {"zh": "黑体", "en": "宋体"}
_NUMBER_FONT = "宋体"


def set_up(document: Document, title: str, lang: str, mark: str) -> None:
    """Set page, styles, page numbers and properties; `mark` stands at the head of every page."""
    for name, face in FACES[lang].items():
        _set_style(document.styles[name], face)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
        language.set(qn("w:val"), "en-GB")
    _set_page(document, lang, mark)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = clean(title)[:255], "", ""
    properties.last_modified_by, properties.revision = "", 1
    properties.created = properties.modified = EPOCH
    properties.language = {"zh": "zh-CN", "en": "en-GB"}[lang]


def _set_page(document: Document, lang: str, mark: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(20), Mm(23)
    document.settings.odd_and_even_pages_header_footer = lang == "zh"
    footers = [section.footer, section.even_page_footer] if lang == "zh" else [section.footer]
    headers = [section.header, section.even_page_header] if lang == "zh" else [section.header]
    sides = (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    for footer, side in zip(footers, sides, strict=False):
        _number(footer, WD_ALIGN_PARAGRAPH.CENTER if lang == "en" else side, lang)
    for header in headers:
        _put_mark(header, mark)


def _number(footer: _Footer, side: WD_ALIGN_PARAGRAPH, lang: str) -> None:
    """Put the page number as 公文 has it: — 1 — in 四号, one character from the outer edge."""
    paragraph = footer.paragraphs[0]
    _flat(paragraph, side)
    if lang == "zh":
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    dashes = ("— ", " —") if lang == "zh" else ("", "")
    size = 14 if lang == "zh" else 10.5
    for text in (dashes[0], None, dashes[1]):
        run = paragraph.add_run(text or "")
        _set_fonts(run._r.get_or_add_rPr(), _NUMBER_FONT, LATIN if lang == "en" else _NUMBER_FONT)  # noqa: SLF001
        run.font.size = Pt(size)
        if text is None:
            for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
                run._r.append(_field(kind, instruction))  # noqa: SLF001


def _field(kind: str, instruction: str) -> Any:
    element = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        element.set(qn("w:fldCharType"), kind)
    element.text = instruction or None
    return element


def _put_mark(header: _Header, mark: str) -> None:
    paragraph = header.paragraphs[0]
    _flat(paragraph, WD_ALIGN_PARAGRAPH.RIGHT)
    if mark:
        run = paragraph.add_run(mark)
        run.bold, run.font.size = True, Pt(10.5)
        _set_fonts(run._r.get_or_add_rPr(), "黑体", LATIN)  # noqa: SLF001


def _flat(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """Take the indent and the spacing of running text away from a line of its own."""
    paragraph.alignment = side
    layout = paragraph.paragraph_format
    layout.first_line_indent, layout.space_after = Pt(0), Pt(0)
    layout.line_spacing = 1.0
    paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "0")  # noqa: SLF001


def _set_style(style: ParagraphStyle, face: Face) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(face.size), face.bold, False
    look = style.element.get_or_add_rPr()
    _set_fonts(look, face.font, LATIN)
    for colour in look.findall(qn("w:color")):
        look.remove(colour)
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(face.line)
    layout.space_before, layout.space_after = Pt(0), Pt(face.after)
    if "Heading" in str(style.name):
        layout.keep_with_next = True
        layout.space_before = Pt(0 if face.indent else face.after * 2)
    layout.alignment = face.side
    layout.first_line_indent = Pt(face.indent * face.size)
    properties.get_or_add_ind().set(qn("w:firstLineChars"), str(face.indent * 100))


def _set_fonts(look: Any, chinese: str, latin: str) -> None:
    fonts = look.get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), latin)
    fonts.set(qn("w:eastAsia"), chinese)


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], lang: str
) -> Any:
    """Return a table as an element: its head repeated on each page, no row broken between two.

    The first column and the last are set left, the second in the middle, figures right.
    """
    total = sum(widths)
    columns = [round(width * TABLE_WIDTH / total) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    sides = ["left", *["center", *["right"] * (len(heads) - 3)][: len(heads) - 2], "left"]
    written = [_row(heads, columns, ["center"] * len(heads), lang, head=True)]
    written += [_row(row, columns, sides, lang, head=False) for row in rows]
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>"
    )


def _row(
    texts: Sequence[str], columns: Sequence[int], sides: Sequence[str], lang: str, *, head: bool
) -> str:
    font = (_HEAD_FONT if head else _TABLE_FONT)[lang]
    look = (
        f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{font}" w:cs="{LATIN}"/>'
        f"{'<w:b/>' if head and lang == 'en' else ''}"
        f'<w:sz w:val="{round(TABLE_SIZE * 2)}"/><w:szCs w:val="{round(TABLE_SIZE * 2)}"/></w:rPr>'
    )
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{column}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{'<w:keepNext/>' if head else ''}"
        '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="{_LEFT if text.startswith(INDENT) else 0}" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/>{look}</w:pPr>'
        f'<w:r>{look}<w:t xml:space="preserve">{escape(clean(text).lstrip(INDENT))}</w:t></w:r></w:p></w:tc>'
        for text, column, side in zip(texts, columns, sides, strict=True)
    )
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"
