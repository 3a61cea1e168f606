"""A comparison as a Word document for the office that goes on writing it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt

from govstats.exports import word
from govstats.exports.archive import without_times
from govstats.exports.content import content, fields, widths
from govstats.exports.reasons import unexplained
from govstats.exports.text import clean
from govstats.prose import en, zh

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from govstats.changes import Change, Comparison
    from govstats.display.rows import Row
    from govstats.exports.content import Content

_NUMERALS = "一二三四五六七八九十"
_WIDTH = word.TABLE_WIDTH / 20 / word.TABLE_SIZE
"""Characters across a table."""
_REASON = {
    "zh": ("{}", "变动原因（请单位填写）："),
    "en": ("{} – ", "reason for the change (to be given by the agency): "),
}
_RESULT = {"zh": ("规则", "结果"), "en": ("Rule", "Result")}


def to_docx(comparison: Comparison, lang: str) -> bytes:
    """Return a comparison as a Word document: A4 with the margins and fonts of 公文 in Chinese.

    Headings, paragraphs and tables are Word's own. A main change is followed by a marked line for
    its reason: 变动原因（请单位填写）. The same comparison makes the same bytes.
    """
    found = content(comparison, lang)
    writer = _Writer(docx.Document(), lang)
    word.set_up(writer.document, found.title, lang, found.mark)
    writer.title(found)
    writer.heading(found.text.points_title)
    for point in found.text.points:
        writer.paragraph(point)
    asked = unexplained(comparison)
    for section in found.sections:
        writer.heading(section.title)
        for paragraph in section.paragraphs:
            writer.paragraph(paragraph)
        for change in asked.get(section.id, ()):
            writer.reason(change)
    _quality(writer, found)
    _tables(writer, found)
    if found.notes.paragraphs:
        writer.heading(found.notes.title)
        for note in found.notes.paragraphs:
            writer.paragraph(note)
    writer.heading(found.record_title)
    for line in found.record:
        writer.paragraph(line, "Caption")
    stream = BytesIO()
    writer.document.save(stream)
    return without_times(stream.getvalue())


class _Writer:
    """A document and the numbers of its headings: 一、 and （一）."""

    def __init__(self, document: Document, lang: str) -> None:
        self.document, self.lang = document, lang
        self.first = self.second = 0

    def title(self, found: Content) -> None:
        lines = [
            found.agency,
            *(found.subject.split("，") if self.lang == "zh" else [found.subject]),
        ]
        for line in lines:
            self.paragraph(line, "Title")
        self.document.paragraphs[-1].paragraph_format.space_after = Pt(28)
        if found.notice:
            self.paragraph(found.notice).runs[0].bold = True
        self.paragraph(found.text.headline)

    def heading(self, text: str) -> None:
        self.first, self.second = self.first + 1, 0
        number = f"{_numeral(self.first)}、" if self.lang == "zh" else ""
        self.paragraph(f"{number}{text}", "Heading 1")

    def subheading(self, text: str, *, alone: bool = False) -> None:
        self.second += not alone
        number = f"（{_numeral(self.second)}）" if self.lang == "zh" and not alone else ""
        self.paragraph(f"{number}{text}", "Heading 2")

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        return self.document.add_paragraph(clean(text), style)

    def reason(self, change: Change) -> None:
        noun = (zh if self.lang == "zh" else en).noun(change.item)
        named, asked = _REASON[self.lang]
        paragraph = self.paragraph(named.format(noun[:1].upper() + noun[1:]))
        paragraph.add_run(asked).font.highlight_color = WD_COLOR_INDEX.YELLOW

    def table(self, element: Any) -> None:
        self.document.element.body.insert_element_before(element, "w:sectPr")
        self.paragraph("", "Caption")


def _numeral(number: int) -> str:
    if number <= len(_NUMERALS):
        return _NUMERALS[number - 1]
    return f"十{_NUMERALS[number % 10 - 1]}" if number % 10 else str(number)


def _quality(writer: _Writer, found: Content) -> None:
    writer.heading(found.quality_title)
    writer.paragraph(found.quality_first)
    open_, close = ("【", "】") if found.lang == "zh" else ("[", "] ")
    for one in found.findings:
        writer.paragraph(f"{open_}{one.badge}{close}{one.sentence}{one.remarks}")
    for line in found.suggestions:
        writer.paragraph(line)
    for paragraph in found.quality_after:
        writer.paragraph(paragraph)
    if found.rules:
        writer.subheading(found.rules_title, alone=True)
        rows = [[rule.statement, rule.counts] for rule in found.rules]
        writer.table(word.table(_RESULT[found.lang], rows, (5, 2), found.lang))


def _tables(writer: _Writer, found: Content) -> None:
    writer.heading(found.tables_title)
    paired = found.comparison.before is not None
    across = widths(found, _WIDTH)
    for group in found.tables:
        writer.subheading(group.title)
        rows = [_texts(row, paired=paired) for row in group.rows]
        writer.table(word.table(found.heads, rows, across, found.lang))


def _texts(row: Row, *, paired: bool) -> list[str]:
    title, *others = fields(row, paired=paired)
    return [f"{word.INDENT if row.leaf else ''}{title}", *others]
