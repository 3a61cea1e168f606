"""HTML: data tables into grids with their spans, everything else into paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from govstats.documents.limits import MAX_DEPTH, MAX_NODES
from govstats.documents.model import Block, Grid, GridCell, Kind, Paragraph, Place
from govstats.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

MAX_SPAN = 200
"""The largest rowspan or colspan that is believed; browsers cap colspan at 1000."""

_SKIPPED = {
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select",
    "sup", "s", "del", "strike",
}  # fmt: skip
"""What no reader sees, footnote marks, and text that was struck out."""
_SKIPPED_TAGS = ", ".join(sorted(_SKIPPED))
_PIECE = "\x1f"
MAX_AREA = 100_000
"""Positions that the cells of one table may cover; beyond them spans are not believed."""

_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark",
    "o:p", "q", "small", "span", "strong", "sub", "tt", "u", "st1:chsdate", "wbr",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = re.compile(
    r"display\s*:\s*none|text-decoration[^;]*line-through|vertical-align\s*:\s*super", re.IGNORECASE
)
_MAYBE_HIDDEN = "[hidden],[style*='none' i],[style*='line-through' i],[style*='super' i]"
_DIGITS = re.compile(r"\s*([0-9]{1,6})")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/<>]*)[^<>]*?(?P<empty>/?)>")
_OPENING = re.compile(r"<([a-zA-Z][^\s/<>]*)")
_IMPLIED = frozenset({
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "colgroup",
    "br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "param", "source",
    "wbr",
})  # fmt: skip
"""Elements that hold nothing or that the next one closes: pages leave them open."""


def read_html(text: str, where: str) -> list[Block]:
    """Return the blocks of a page: its `<title>`, paragraphs and data tables in order.

    A table that holds another table, or whose rows have one cell each, is layout: its text becomes
    paragraphs. Scripts, styles and hidden elements are left out. Raises UnreadableError for a page
    with more elements, or more of them inside each other, than any page of text has.
    """
    _refuse_excess(text, where)
    root = LexborHTMLParser(text).root
    walker = _Walker(*_set_apart(root) if root is not None else (set(), set()))
    title = root.css_first("title") if root else None
    if title is not None and title.text().strip():
        walker.blocks.append(Paragraph(_clean(title.text()), Place(line=0), "title"))
    if root is not None:
        walker.walk(root)
        walker.flush()
    return walker.blocks


def _refuse_excess(page: str, where: str) -> None:
    """Refuse too many or too deep elements before the page is parsed, which takes their product.

    Opening tags that may hold others bound the depth from above; only where that is not enough are
    the closing ones counted.
    """
    nodes = page.count("<")
    holders = sum(name.lower() not in _IMPLIED for name in _OPENING.findall(page)) if nodes else 0
    if nodes > MAX_NODES or (holders > MAX_DEPTH and _depth(page) > MAX_DEPTH):
        raise UnreadableError(
            f"a page with over {MAX_NODES} elements, or over {MAX_DEPTH} inside each other",
            where,
            "cut the report out of it · 请只保留报告本身",
        )


def _depth(page: str) -> int:
    depth = deepest = 0
    for closes, name, empty in _TAG.findall(page):
        if not empty and name.lower() not in _IMPLIED:
            depth = max(0, depth - 1) if closes else depth + 1
            deepest = max(deepest, depth)
    return deepest


class _Walker:
    """Walks a tree without recursion, so that nesting is bounded by memory alone."""

    def __init__(self, layout: set[int], hidden: set[int]) -> None:
        self.blocks: list[Block] = []
        self._layout = layout
        self._hidden = hidden
        self._text: list[str] = []
        self._kind: str = "text"
        self._line = 0

    def flush(self) -> None:
        text = _clean("".join(self._text))
        self._text.clear()
        if text:
            self._line += 1
            kind: Kind = "heading" if self._kind in _HEADINGS else "text"
            self.blocks.append(Paragraph(text, Place(line=self._line), kind))

    def walk(self, root: LexborNode) -> None:
        stack: list[LexborNode | None] = [root]
        while stack:
            node = stack.pop()
            if node is None:
                self.flush()
                self._kind = "text"
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text.append(node.text_content or "")
                continue
            if tag in _SKIPPED or tag.startswith("-") or node.mem_id in self._hidden:
                continue
            if tag == "table" and node.mem_id not in self._layout:
                self.flush()
                self.blocks.append(_grid(node, self._hidden))
                continue
            if tag not in _INLINE:
                self.flush()
                self._kind = tag
                stack.append(None)
            stack.extend(list(node.iter(include_text=True))[::-1])


def _set_apart(root: LexborNode) -> tuple[set[int], set[int]]:
    """Return the tables that are layout, and the elements that nobody sees."""
    hidden = {node.mem_id for node in root.css(_MAYBE_HIDDEN) if _hidden(node)}
    return _layout_tables(root), hidden


def _hidden(node: LexborNode) -> bool:
    return bool(_HIDDEN.search(node.attributes.get("style") or "")) or "hidden" in node.attributes


def _layout_tables(root: LexborNode) -> set[int]:
    """Return the tables that hold another table, or whose rows have one cell each."""
    layout: set[int] = set()
    for table in root.css("table"):
        if all(len(_cells(row)) <= 1 for row in _own_rows(table)):
            layout.add(table.mem_id)
        parent = table.parent
        while parent is not None and parent.tag != "table":
            parent = parent.parent
        if parent is not None:
            layout.add(parent.mem_id)
    return layout


def _own_rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.iter() if row.tag == "tr")


def _cells(row: LexborNode) -> list[LexborNode]:
    return [node for node in row.iter() if node.tag in ("td", "th")]


def _grid(table: LexborNode, hidden: set[int]) -> Grid:
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    plain = not hidden and table.css_first(_SKIPPED_TAGS) is None
    for r, row in enumerate(_own_rows(table)):
        column = 0
        for node in _cells(row):
            while (r, column) in taken:
                column += 1
            given = node.attributes
            colspan, rowspan = _span(given.get("colspan")), _span(given.get("rowspan"))
            if len(taken) + colspan * rowspan > MAX_AREA:
                colspan = rowspan = 1
            taken.update((r + i, column + j) for i in range(rowspan) for j in range(colspan))
            text = (_only_text(node) if plain else None) or _cell_text(node, hidden)
            cells.append(GridCell(text, r, column, Place(), rowspan, colspan))
            column += colspan
    height = max((cell.row for cell in cells), default=-1) + 1
    return Grid(tuple(_clip(cell, height) for cell in cells), Place())


def _clip(cell: GridCell, height: int) -> GridCell:
    rowspan = min(cell.rowspan, height - cell.row)
    return GridCell(cell.text, cell.row, cell.column, cell.place, rowspan, cell.colspan)


def _span(given: str | None) -> int:
    digits = _DIGITS.match(given) if given else None
    return max(1, min(int(digits.group(1)), MAX_SPAN)) if digits else 1


def _only_text(node: LexborNode) -> str | None:
    """Return a cell's text where all of it is one piece, so that nothing can run together."""
    texts = node.text(deep=True, separator=_PIECE).split(_PIECE)
    pieces = [text for text in texts if text.strip()]
    return _by_lines(pieces[0]) if len(pieces) == 1 else None


def _cell_text(node: LexborNode, hidden: set[int]) -> str:
    parts: list[str] = []
    stack = [node]
    while stack:
        part = stack.pop()
        tag = part.tag or ""
        if tag == "-text":
            parts.append(part.text_content or "")
        elif tag in _SKIPPED or part.mem_id in hidden:
            continue
        else:
            if tag not in _INLINE and tag not in ("td", "th"):
                parts.append("\n")
            stack.extend(list(part.iter(include_text=True))[::-1])
    return _by_lines("".join(parts))


def _by_lines(text: str) -> str:
    return "\n".join(line for line in map(_clean, text.split("\n")) if line)


def _clean(text: str) -> str:
    """Return text with each run of white space made one space; wide and no-break spaces stay."""
    if "\u3000" in text or "\u00a0" in text:
        return _SPACE.sub(" ", text).strip(" ")
    return " ".join(text.split())
