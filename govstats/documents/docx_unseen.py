"""What a Word file holds and nobody reads in it: struck out, hidden, white, moved away, said twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from govstats.documents.docx_colours import is_white_on_white, shaded_styles

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

_RUN, _ROW, _CELL, _MOVED = (qn(f"w:{name}") for name in ("r", "tr", "tc", "moveFrom"))
_DELETED = f"{qn('w:tcPr')}/{qn('w:cellDel')}"
_PROPERTIES, _TYPE, _VAL = qn("w:rPr"), qn("w:type"), qn("w:val")
_STYLE, _RAISES, _POSITION, _SIZE = (
    qn(f"w:{name}") for name in ("rStyle", "vertAlign", "position", "sz")
)
_OFF = ("0", "false", "off")
_HIDDEN = [qn(f"w:{name}") for name in ("strike", "dstrike", "vanish")]
_MARKS = {"footnote reference", "endnote reference"}
_MARK_STYLES = {"FootnoteReference", "EndnoteReference"}
_RAISED = 4
"""Half-points; small text that is raised by more is a note mark."""
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FALLBACK = f"{_COMPATIBILITY}Fallback"


def drop_unseen(body: _Element, styles: _Element) -> None:
    """Take out of a body the text that is struck, hidden, white on white or a note mark.

    It may be so by its style. So are text that was moved away, rows and cells that are deleted or hidden, and what older
    programs are given in place of a drawing.
    """
    named = _MARK_STYLES | {
        style.get(qn("w:styleId")) or ""
        for style in styles.iter(qn("w:style"))
        if style.get(_TYPE) == "character"
        and (_is_mark(style) or _is_unseen(style.find(_PROPERTIES), ()))
    }
    shaded = shaded_styles(styles)
    unseen = [
        node
        for node in body.iter(_RUN, _ROW, _CELL, _MOVED, _FALLBACK)
        if (
            node.tag == _RUN
            and (
                _is_unseen(node.find(_PROPERTIES), named)
                or _is_low(node)
                or is_white_on_white(node, shaded)
            )
        )
        or (node.tag == _ROW and _is_gone(node))
        or (node.tag == _CELL and node.find(_DELETED) is not None)
        or (node.tag == _FALLBACK and _is_chosen_before(node))
        or node.tag == _MOVED
    ]
    for node in unseen:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)


def _is_chosen_before(fallback: _Element) -> bool:
    around = fallback.getparent()
    return around is not None and around.find(f"{_COMPATIBILITY}Choice") is not None


def _is_mark(style: _Element) -> bool:
    name = style.find(qn("w:name"))
    return name is not None and (name.get(_VAL) or "").lower() in _MARKS


def _is_unseen(properties: _Element | None, named: Collection[str]) -> bool:
    """Say whether a run's properties, or those of its style, hide it or make it a note mark."""
    if properties is None:
        return False
    style = properties.find(_STYLE)
    if style is not None and style.get(_VAL) in named:
        return True
    if any(_is_on(properties.find(tag)) for tag in _HIDDEN):
        return True
    raised = properties.find(_RAISES)
    return (raised is not None and raised.get(_VAL) == "superscript") or _is_raised(properties)


def _is_low(run: _Element) -> bool:
    """Say whether a run is a subscript in a table: a figure has none but a note's."""
    low = run.find(f"{_PROPERTIES}/{_RAISES}")
    return (
        low is not None
        and low.get(_VAL) == "subscript"
        and next(run.iterancestors(_CELL), None) is not None
    )


def _is_raised(properties: _Element) -> bool:
    """Say whether text is moved up and made small by hand."""
    up, size = properties.find(_POSITION), properties.find(_SIZE)
    height = "" if up is None else up.get(_VAL) or ""
    return height.isdecimal() and int(height) > _RAISED and size is not None


def _is_on(node: _Element | None) -> bool:
    return node is not None and node.get(_VAL) not in _OFF


def _is_gone(row: _Element) -> bool:
    properties = row.find(qn("w:trPr"))
    if properties is None:
        return False
    return properties.find(qn("w:del")) is not None or _is_on(properties.find(qn("w:hidden")))
