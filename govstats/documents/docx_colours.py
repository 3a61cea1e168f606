"""Runs of a Word file that are white on white: nothing around them gives them another ground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

_PALE = re.compile(r"f[c-f]f[c-f]f[c-f]", re.IGNORECASE)
_VAL, _COLOUR, _SHADE, _FILL = (qn(f"w:{name}") for name in ("val", "color", "shd", "fill"))
_HIGHLIGHT, _STYLE_ID, _BOX = (qn(f"w:{name}") for name in ("highlight", "styleId", "txbxContent"))
_RUN_PROPERTIES = qn("w:rPr")
_PROPERTIES = [qn(f"w:{name}") for name in ("rPr", "pPr", "tcPr", "tblPr", "tblPrEx")]
_STYLES = [qn(f"w:{name}") for name in ("rStyle", "pStyle", "tblStyle")]
_PATTERNLESS = ("", "auto", "clear", "nil")


def shaded_styles(styles: _Element) -> set[str]:
    """Return the ids of the styles that give a ground of their own, to whatever part of them."""
    return {
        style.get(_STYLE_ID) or ""
        for style in styles.iter(qn("w:style"))
        if any(_paints(shade) for shade in style.iter(_SHADE, _HIGHLIGHT))
    }


def is_white_on_white(run: _Element, shaded: Collection[str]) -> bool:
    """Say whether a run is white, and no shading of it, its paragraph, cell or table is another."""
    colour = run.find(f"{_RUN_PROPERTIES}/{_COLOUR}")
    if colour is None or not _PALE.fullmatch(colour.get(_VAL) or ""):
        return False
    around: _Element | None = run
    while around is not None:
        if around.tag == _BOX:
            return False
        for name in _PROPERTIES:
            properties = around.find(name)
            if properties is not None and _has_ground(properties, shaded):
                return False
        around = around.getparent()
    return True


def _has_ground(properties: _Element, shaded: Collection[str]) -> bool:
    if any(_paints(child) for child in properties.iterchildren(_SHADE, _HIGHLIGHT)):
        return True
    return any(style.get(_VAL) in shaded for style in properties.iterchildren(*_STYLES))


def _paints(ground: _Element) -> bool:
    """Say whether a shading or a highlight is anything but white or none."""
    if ground.tag == _HIGHLIGHT:
        return ground.get(_VAL) not in ("none", "white", None)
    fill = ground.get(_FILL) or "auto"
    themed = ground.get(qn("w:themeFill")) not in (None, "background1")
    patterned = (ground.get(_VAL) or "") not in _PATTERNLESS
    return themed or patterned or (fill.lower() != "auto" and not _PALE.fullmatch(fill))
