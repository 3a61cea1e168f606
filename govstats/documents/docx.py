"""DOCX: the body's paragraphs and tables, merged cells walked from the XML."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from govstats.documents.divided import is_divided, with_divided_lines
from govstats.documents.docx_unseen import drop_unseen
from govstats.documents.model import PICTURE, Block, Grid, GridCell, Kind, Paragraph, Place
from govstats.documents.pieces import joined_pieces
from govstats.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_P, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
_VAL = qn("w:val")
_DAMAGE = (
    PackageNotFoundError, KeyError, ValueError, OSError, SyntaxError, AttributeError,
    BadZipFile, NotImplementedError, zlib.error,
)  # fmt: skip
_TEXT, _BOX = qn("w:t"), qn("w:txbxContent")
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SAID = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:noBreakHyphen"): "-"}
_WRAPPERS = {
    qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
}
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_LONGEST_FRAMED = 80


def read_docx(data: bytes, where: str) -> list[Block]:
    """Return the blocks of a Word document in the order of its body.

    A table inside a table is read after the text around it, a text box after its paragraph. Raises
    UnreadableError where the package is damaged.
    """
    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
        drop_unseen(body, document.styles.element)
    except _DAMAGE as error:
        raise UnreadableError(
            f"a damaged Word document ({error})", where, "open it in Word or WPS and save it again"
        ) from error
    blocks: list[Block] = []
    divided: dict[int, str] = {}
    _read_children(body, blocks, divided)
    return joined_pieces(with_divided_lines(blocks, divided))


def _read_children(parent: _Element, blocks: list[Block], divided: dict[int, str]) -> None:
    """Add what an element holds; `divided` are lines with tabs by the number of their paragraph."""
    for child in _children(parent, {_P, _TBL}):
        if child.tag == _P:
            raw = _text(child).strip()
            text = raw.replace("\t", " ")
            if text:
                if is_divided(raw):
                    divided[len(blocks)] = raw
                named = "eading" in _style(child) or "Title" in _style(child)
                kind: Kind = "heading" if named else "text"
                before = (b.place.line for b in reversed(blocks) if isinstance(b, Paragraph))
                line = (next(before, None) or 0) + 1
                blocks.append(Paragraph(text, Place(line=line), kind))
            for box in child.iter(_BOX):
                if _holder(box, child, _BOX) is child:
                    _read_children(box, blocks, divided)
        elif _is_layout(child):
            for row in _children(child, {_TR}):
                for cell in _children(row, {_TC}):
                    _read_children(cell, blocks, divided)
        else:
            blocks.append(_grid(child))


def _is_layout(table: _Element) -> bool:
    rows = list(_children(table, {_TR}))
    nested = any(not _is_frame(inner) for inner in table.iterdescendants(_TBL))
    return nested or all(len(list(_children(row, {_TC}))) <= 1 for row in rows)


def _is_frame(table: _Element) -> bool:
    """Say whether a table inside a cell is only the frame of its short text."""
    cells = list(table.iterdescendants(_TC))
    return len(cells) <= 1 and sum(len(t.text or "") for t in table.iter(_TEXT)) <= _LONGEST_FRAMED


def _grid(table: _Element) -> Grid:
    cells: list[GridCell] = []
    open_merges: dict[int, int] = {}
    for r, row in enumerate(_children(table, {_TR})):
        column = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        for node in _children(row, {_TC}):
            properties = node.find(qn("w:tcPr"))
            span, merge = 1, None
            if properties is not None:
                span = _number(properties.find(qn("w:gridSpan")), 1)
                merge = properties.find(qn("w:vMerge"))
            above = open_merges.get(column)
            if merge is not None and merge.get(_VAL) != "restart" and above is not None:
                cells[above] = _taller(cells[above], r)
            else:
                paragraphs = (_text(p).replace("\t", " ").strip() for p in node.iter(_P))
                text = "\n".join(part for part in paragraphs if part)
                if not text and next(node.iter(*_PICTURES), None) is not None:
                    text = PICTURE
                cells.append(GridCell(text, r, column, Place(), 1, span))
                open_merges.pop(column, None)
                if merge is not None:
                    open_merges[column] = len(cells) - 1
            column += span
    return Grid(tuple(cells), Place())


def _taller(cell: GridCell, row: int) -> GridCell:
    return GridCell(cell.text, cell.row, cell.column, cell.place, row - cell.row + 1, cell.colspan)


def _children(parent: _Element, tags: set[str]) -> Iterator[_Element]:
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tags)


def _text(paragraph: _Element) -> str:
    """Return what a paragraph says, without the text boxes that are anchored in it."""
    nodes = paragraph.iter(_TEXT, _FORMULA, *_SAID)
    if next(paragraph.iter(_BOX), None) is not None:
        nodes = (node for node in nodes if _holder(node, paragraph, _BOX) is paragraph)
    return "".join(_SAID.get(node.tag) or node.text or "" for node in nodes)


def _holder(node: _Element, within: _Element, tag: str) -> _Element:
    """Return the innermost element of a tag that holds a node, or else the one it is sought in."""
    parent = node.getparent()
    while parent is not None and parent is not within and parent.tag != tag:
        parent = parent.getparent()
    return within if parent is None else parent


def _style(paragraph: _Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(_VAL) or ""


def _number(node: _Element | None, default: int) -> int:
    value = "" if node is None else node.get(_VAL) or ""
    return min(int(value), 200) if value.isdecimal() else default
