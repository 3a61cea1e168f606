from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from govstats.exports import word
from govstats.exports.content import content, fields
from govstats.exports.text import clean
from govstats.prose import LANGUAGES, write
from tests.exported import FORMULA, SCRIPT, TEXTS, TYPST, bundled, every, exported

NAMED = {
    "Normal": "仿宋_GB2312",
    "Title": "方正小标宋简体",
    "Heading 1": "黑体",
    "Heading 2": "楷体_GB2312",
}


def opened(name: str, lang: str):
    """A comparison's Word document, opened."""
    return docx.Document(BytesIO(exported(name, "docx", lang)))


def paragraphs(document, style: str = "") -> list[str]:
    """The text of the paragraphs of a style, or of all."""
    return [p.text for p in document.paragraphs if style in ("", p.style.name)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_docx_says_what_the_text_says(lang):
    """Each sentence of the text is a paragraph of its own, in the order of the text."""
    for name, comparison in every().items():
        text = write(comparison, lang)
        told = paragraphs(opened(name, lang), "Normal")
        said = [text.headline, *text.points]
        said += [p for s in text.sections if s.id not in ("quality", "notes") for p in s.paragraphs]
        said += [text.section("quality").paragraphs[0], *text.section("notes").paragraphs]
        places = [told.index(clean(sentence)) for sentence in said]
        assert len(places) == len(said), name
        first = [told.index(clean(sentence)) for sentence in [text.headline, *text.points]]
        assert first == sorted(first), name
        for finding in comparison.all_findings:
            assert any(finding.message(lang) in paragraph for paragraph in told), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_docx_holds_every_number_of_the_words(lang):
    """Each number that the words say is found in the document."""
    for name, comparison in bundled().items():
        whole = "".join(paragraphs(opened(name, lang)))
        for number in re.findall(r"\d[\d,]*(?:\.\d+)?", str(write(comparison, lang))):
            assert number in whole, (name, number)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_are_words_own_with_every_row(lang):
    """Each table of the comparison is a real table: a head that is repeated, then every row."""
    for name in ("suqian-2024", "jinjiang-yonghe-2022", "synthetic-qingshi-2019"):
        comparison = bundled()[name]
        document, found = opened(name, lang), content(comparison, lang)
        tables = document.tables[1:]
        assert len(tables) == len(found.tables)
        for table, group in zip(tables, found.tables, strict=True):
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            paired = comparison.before is not None
            assert rows == [list(found.heads), *(fields(row, paired=paired) for row in group.rows)]
            heads = [row._tr.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in table.rows]
            assert [bool(head) for head in heads] == [True] + [False] * len(group.rows)


def test_table_widths_fill_the_page():
    """Every table is as wide as the text, 156 mm, its columns make that up, and its layout is fixed."""
    for name in ("suqian-2024", "awkward", "jinjiang-yonghe-2022"):
        for lang in LANGUAGES:
            for table in opened(name, lang).tables:
                columns = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid.gridCol_lst]
                assert abs(sum(columns) - word.TABLE_WIDTH) < 8
                assert min(columns) > 350
                assert table.autofit is False


def test_page_is_that_of_an_official_document():
    """A4 with the margins of 公文: 37 mm above, 35 below, 28 left, 26 right."""
    for lang in LANGUAGES:
        section = opened("suqian-2024", lang).sections[0]
        sides = (
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
        assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert Mm(210) - section.left_margin - section.right_margin == pytest.approx(
            word.TABLE_WIDTH * 635, rel=0.001
        )


def test_fonts_are_those_of_an_official_document():
    """仿宋_GB2312 三号 on 28 points, 黑体 and 楷体_GB2312 for headings, 方正小标宋简体 for the title."""
    styles = opened("suqian-2024", "zh").styles
    for name, font in NAMED.items():
        assert styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) == font
        assert not any(key.endswith("Theme") for key in styles[name].element.rPr.rFonts.attrib)
    body = styles["Normal"]
    assert (body.font.size, body.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    assert body.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert [styles[f"Heading {n}"].font.size for n in (1, 2)] == [Pt(16), Pt(16)]
    assert styles["Title"].font.size == Pt(22)


def test_english_is_in_times():
    """The English document names Times New Roman for its text, headings and tables."""
    document = opened("suqian-2024", "en")
    for name in NAMED:
        assert document.styles[name].font.name == "Times New Roman"
    run = document.tables[1].rows[1].cells[0].paragraphs[0].runs[0]
    assert run.font.name == "Times New Roman"


def test_headings_are_numbered_as_officials_number_them():
    """First level 一、, second level （一）, both real headings; English has none of the numbers."""
    document = opened("suqian-2024", "zh")
    first = paragraphs(document, "Heading 1")
    assert first == [
        "一、要点", "二、依申请公开", "三、行政复议和行政诉讼", "四、主动公开", "五、数据核对", "六、各项数据", "七、说明", "八、来源与记录",
    ]  # fmt: skip
    second = paragraphs(document, "Heading 2")
    assert second[0] == "核对所用规则"
    assert second[1] == "（一）依申请公开（表三，总计）"
    assert second[-1] == "（五）按申请人分列（表三）"
    assert paragraphs(opened("suqian-2024", "en"), "Heading 1")[0] == "Main points"


def test_title_names_agency_year_and_baseline():
    """The title has the agency, the report and the year compared with on lines of their own."""
    assert paragraphs(opened("suqian-2024", "zh"), "Title") == [
        "宿迁市人民政府", "2024年政府信息公开工作年度报告数据", "与2023年比较",
    ]  # fmt: skip
    assert paragraphs(opened("jinjiang-yonghe-2022", "zh"), "Title") == [
        "晋江市永和镇人民政府", "2022年政府信息公开工作年度报告数据",
    ]  # fmt: skip


def test_main_changes_leave_room_for_their_reasons():
    """宿迁 2024: seven main changes each have a marked line for the agency to fill in."""
    document = opened("suqian-2024", "zh")
    asked = [p for p in document.paragraphs if "变动原因（请单位填写）：" in p.text]
    assert [p.text.removesuffix("变动原因（请单位填写）：") for p in asked] == [
        "信访举报投诉类申请", "本机关不掌握相关政府信息", "其他处理", "政府信息公开行政复议",
        "制发行政规范性文件", "废止行政规范性文件", "现行有效行政规范性文件",
    ]  # fmt: skip
    assert all(p.runs[-1].font.highlight_color == WD_COLOR_INDEX.YELLOW for p in asked)
    english = [
        p for p in paragraphs(opened("suqian-2024", "en")) if "to be given by the agency" in p
    ]
    assert english[0].startswith("Petitions, complaints or reports – reason for the change")
    assert not any("变动原因" in p for p in paragraphs(opened("jinjiang-yonghe-2022", "zh")))


@pytest.mark.parametrize(("lang", "mark"), [("zh", "模拟数据"), ("en", "Synthetic data")])
def test_simulated_data_says_so_at_the_head_of_each_page(lang, mark):
    """The header of odd and even pages bears the mark, and the text the sentence."""
    document = opened("synthetic-qingshi-2025", lang)
    section = document.sections[0]
    assert section.header.paragraphs[0].text == mark
    if lang == "zh":
        assert section.even_page_header.paragraphs[0].text == mark
    assert any(p.startswith(mark) for p in paragraphs(document, "Normal"))
    assert opened("suqian-2024", lang).sections[0].header.paragraphs[0].text == ""


def test_pages_are_numbered():
    """Chinese pages bear — 1 — outside, on the right of odd and the left of even pages."""
    document = opened("suqian-2024", "zh")
    assert document.settings.odd_and_even_pages_header_footer
    footers = (document.sections[0].footer, document.sections[0].even_page_footer)
    for footer, side in zip(footers, ("RIGHT", "LEFT"), strict=True):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "—  —"
        assert paragraph.alignment.name == side
        assert [e.text for e in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]


def test_names_are_never_fields():
    """Names that look like fields, formulas or markup are text; the only field is the page number."""
    for lang in LANGUAGES:
        told = paragraphs(opened("hostile", lang))
        whole = "".join(told)
        assert all(clean(text) in whole for text in TEXTS)
        assert any(TYPST + FORMULA + SCRIPT in paragraph for paragraph in told)
        with ZipFile(BytesIO(exported("hostile", "docx", lang))) as archive:
            parts = {
                name: archive.read(name).decode("utf-8")
                for name in archive.namelist()
                if name.endswith((".xml", ".rels"))
            }
        code = [
            e for part in parts.values() for e in re.findall(r"<w:instrText[^>]*>([^<]*)", part)
        ]
        assert set(code) == {"PAGE"}
        assert not any("<script" in part for part in parts.values())
        outside = [part for part in parts.values() if 'TargetMode="External"' in part]
        assert outside == []


def test_what_xml_cannot_hold_is_left_out():
    """Control characters and halves of characters in names do not stop the document."""
    whole = "".join(paragraphs(opened("awkward", "zh")))
    assert "ABC\ufffd 浉河 靐桥😀" in whole
