"""HTML: data tables into grids with their spans, everything else into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
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
_PIECE = "\x1f"
_ONE = (1, 1)
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
_MAYBE_UNSEEN = ",".join(sorted(_SKIPPED)) + (
    ",[hidden],[style*='none' i],[style*='line-through' i],[style*='super' i]"
)
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
    if root is None:
        return []
    walker = _Walker(root)
    title = root.css_first("title")
    if title is not None and title.text().strip():
        walker.blocks.append(Paragraph(_clean(title.text()), Place(line=0), "title"))
    walker.walk(root)
    walker.flush()
    return walker.blocks


def _refuse_excess(page: str, where: str) -> None:
    """Refuse too many or too deep elements before the page is parsed, which takes their product.

    Opening tags that may hold others bound the depth from above; only where that is not enough are
    the closing ones counted.
    """
    tags = page.count("<")
    deep = tags > MAX_DEPTH and _holders(page) > MAX_DEPTH and _depth(page) > MAX_DEPTH
    if tags > MAX_NODES or deep:
        raise UnreadableError(
            f"a page with over {MAX_NODES} elements, or over {MAX_DEPTH} inside each other",
            where,
            "cut the report out of it · 请只保留报告本身",
        )


def _holders(page: str) -> int:
    names = Counter(_OPENING.findall(page))
    return sum(count for name, count in names.items() if name.lower() not in _IMPLIED)


def _depth(page: str) -> int:
    depth = deepest = 0
    for closes, name, empty in _TAG.findall(page):
        if not empty and name.lower() not in _IMPLIED:
            depth = max(0, depth - 1) if closes else depth + 1
            deepest = max(deepest, depth)
    return deepest


class _Walker:
    """Walks a tree without recursion, so that nesting is bounded by memory alone."""

    def __init__(self, root: LexborNode) -> None:
        self.blocks: list[Block] = []
        self._layout = _layout_tables(root)
        self._unseen, self._around = _unseen(root)
        self._text: list[str] = []
        self._kind: str = "text"
        self._line = self._tables = 0

    def flush(self) -> None:
        if not self._text:
            return
        text = _clean("".join(self._text))
        self._text.clear()
        if text:
            self._line += 1
            kind: Kind = "heading" if self._kind in _HEADINGS else "text"
            self.blocks.append(Paragraph(text, Place(None, self._line), kind))

    def walk(self, root: LexborNode) -> None:
        open_: list[tuple[LexborNode, bool]] = []
        node: LexborNode | None = root
        while node is not None or open_:
            if node is None:
                node, is_block = open_.pop()
                if is_block:
                    self.flush()
                    self._kind = "text"
                node = node.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text.append(node.text_content or "")
            elif tag == "table" and self._is_data(node):
                self.flush()
                self._tables += 1
                self.blocks.append(self._grid(node))
            elif not (tag.startswith("-") or node.mem_id in self._unseen):
                is_block = tag not in _INLINE
                if is_block:
                    self.flush()
                    self._kind = tag
                open_.append((node, is_block))
                node = node.first_child
                continue
            node = node.next

    def _is_data(self, table: LexborNode) -> bool:
        return table.mem_id not in self._layout and table.mem_id not in self._unseen

    def _grid(self, table: LexborNode) -> Grid:
        cells: list[GridCell] = []
        rows = [_cells(row) for row in _own_rows(table)]
        height = max((n for n, row in enumerate(rows, 1) if row), default=0)
        plain = table.mem_id not in self._around
        spans = {node.mem_id: _spans(node) for node in table.css("[colspan],[rowspan]")}
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            column = 0
            for node in row:
                while (r, column) in taken:
                    column += 1
                text = _only_text(node) if plain else None
                if text is None:
                    text = _cell_text(node, self._unseen)
                rowspan, colspan = spans.get(node.mem_id, _ONE)
                if len(taken) + rowspan * colspan > MAX_AREA:
                    rowspan, colspan = _ONE
                if rowspan == colspan == 1:
                    taken.add((r, column))
                else:
                    taken.update(product(range(r, r + rowspan), range(column, column + colspan)))
                place = Place(None, None, self._tables, r + 1, column + 1)
                cells.append(GridCell(text, r, column, place, min(rowspan, height - r), colspan))
                column += colspan
        return Grid(tuple(cells), Place(table=self._tables))


def _unseen(root: LexborNode) -> tuple[set[int], set[int]]:
    """Return the elements that nobody sees, and all those around them."""
    unseen: set[int] = set()
    around: set[int] = set()
    for node in root.css(_MAYBE_UNSEEN):
        if node.tag in _SKIPPED or _hidden(node):
            unseen.add(node.mem_id)
            parent = node.parent
            while parent is not None and parent.mem_id not in around:
                around.add(parent.mem_id)
                parent = parent.parent
    return unseen, around


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


def _spans(cell: LexborNode) -> tuple[int, int]:
    given = cell.attributes
    return _span(given.get("rowspan")), _span(given.get("colspan"))


def _span(given: str | None) -> int:
    digits = _DIGITS.match(given) if given else None
    return max(1, min(int(digits.group(1)), MAX_SPAN)) if digits else 1


def _only_text(node: LexborNode) -> str | None:
    """Return a cell's text where all of it is one piece, so that nothing can run together."""
    text = node.text(deep=True, separator=_PIECE)
    if _PIECE not in text:
        return _by_lines(text)
    pieces = [text for text in text.split(_PIECE) if text.strip()]
    return _by_lines(pieces[0]) if len(pieces) == 1 else None


def _cell_text(node: LexborNode, unseen: set[int]) -> str:
    parts: list[str] = []
    stack = [node]
    while stack:
        part = stack.pop()
        tag = part.tag or ""
        if tag == "-text":
            parts.append(part.text_content or "")
        elif part.mem_id in unseen:
            continue
        else:
            if tag not in _INLINE and tag not in ("td", "th"):
                parts.append("\n")
            stack.extend(list(part.iter(include_text=True))[::-1])
    return _by_lines("".join(parts))


def _by_lines(text: str) -> str:
    if "\n" not in text:
        return _clean(text)
    return "\n".join(line for line in map(_clean, text.split("\n")) if line)


def _clean(text: str) -> str:
    """Return text with each run of white space made one space; wide and no-break spaces stay."""
    if "\u3000" in text or "\u00a0" in text:
        return _SPACE.sub(" ", text).strip(" ")
    return " ".join(text.split())
