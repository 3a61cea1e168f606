from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from govstats.resources import find
from govstats.theme import FONT_FILES
from govstats.webfont import web_font

TEXT = "浉河区人民政府2024年收到申请63件，Total: 1,191（※）"


@pytest.fixture(scope="module")
def whole():
    """The bundled font."""
    with TTFont(find("fonts") / FONT_FILES[False]) as font:
        yield font


def cut(text: str) -> TTFont:
    """The font that a page of some text carries."""
    data = re.search(r"base64,([^)]+)\)", web_font(text))
    return TTFont(BytesIO(b64decode(data[1])))


def test_glyphs_are_those_of_the_bundled_font(whole):
    """Every character of the text has the outline and the advance that it has in the bundled font."""
    font = cut(TEXT)
    known, all_known = font.getBestCmap(), whole.getBestCmap()
    assert set(known) == set(map(ord, TEXT))
    for code in known:
        outline, wanted = font["glyf"][known[code]], whole["glyf"][all_known[code]]
        assert outline.numberOfContours == wanted.numberOfContours
        if wanted.numberOfContours:
            assert list(outline.coordinates) == list(wanted.coordinates)
        assert font["hmtx"][known[code]] == whole["hmtx"][all_known[code]]


def test_nothing_else_is_carried():
    """Beside the characters there is the glyph that stands for all others, and no more."""
    font = cut("政府信息")
    assert font["maxp"].numGlyphs == 5
    assert font["head"].indexToLocFormat == 1
    assert len(web_font("政府信息")) < 5000


def test_characters_that_the_font_lacks_are_left_out():
    """A character without a glyph is not mapped to anything; the others are."""
    assert set(cut("政\U0002a6d7府").getBestCmap()) == set(map(ord, "政府"))


def test_old_and_new_readers_find_the_characters(whole):
    """The characters of the basic plane are in both tables, those beyond it in the new one."""
    beyond = next(code for code in whole.getBestCmap() if code > 0xFFFF)
    tables = {table.format: table.cmap for table in cut(f"政府{chr(beyond)}")["cmap"].tables}
    assert set(tables[4]) == set(map(ord, "政府"))
    assert set(tables[12]) == {ord("政"), ord("府"), beyond}


def test_no_glyph_is_made_of_others(whole):
    """Copying glyphs as they stand is right as long as none refers to another."""
    glyphs = whole["glyf"]
    assert not any(glyphs[name].isComposite() for name in whole.getGlyphOrder())
