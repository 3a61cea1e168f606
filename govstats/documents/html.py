"""HTML: data tables into grids, everything else into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from govstats.documents.divided import is_divided, with_divided_lines
from govstats.documents.html_colours import drop_colourless
from govstats.documents.html_rows import drawn_rows, grid_of_rows, is_figure
from govstats.documents.html_tables import INLINE, clean, layout_tables, read_table
from govstats.documents.html_unseen import unseen
from govstats.documents.limits import MAX_DEPTH, MAX_NODES
from govstats.documents.model import Block, Grid, Kind, Paragraph, Place
from govstats.documents.pieces import joined_pieces
from govstats.documents.text import read_text
from govstats.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selectolax.lexbor import LexborNode

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
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
    drop_colourless(root, text)
    walker = _Walker(root)
    walker.walk(root)
    rows = drawn_rows(walker.figures) if walker.figures else []
    if rows:
        walker = _Walker(root, rows)
        walker.walk(root)
    blocks = with_divided_lines(walker.blocks, walker.divided)
    title = root.css_first("title")
    if title is not None and title.text().strip():
        blocks.insert(0, Paragraph(clean(title.text()), Place(line=0), "title"))
    return joined_pieces(blocks)


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
    """Walks a tree without recursion, so that nesting is bounded by memory alone.

    `figures` are the elements that hold a figure and nothing else, `divided` what stands in the
    paragraphs, by their number, whose lines are divided by tabs or wide spaces. `rows` are runs of
    elements that are rows of tables.
    """

    def __init__(self, root: LexborNode, rows: Iterable[Sequence[LexborNode]] = ()) -> None:
        self.blocks: list[Block] = []
        self.figures: list[LexborNode] = []
        self.divided: dict[int, str] = {}
        self._rows = {run[0].mem_id: run for run in rows}
        self._within = {node.mem_id for run in self._rows.values() for node in run[1:]}
        self._layout = layout_tables(root)
        self._unseen, self._around = unseen(root)
        self._text: list[str] = []
        self._kind: str = "text"
        self._line = self._tables = 0

    def flush(self, holder: LexborNode | None = None) -> None:
        if not self._text:
            return
        raw = "".join(self._text)
        text = clean(raw)
        self._text.clear()
        if text:
            if holder is not None and text[0].isdigit() and is_figure(text):
                self.figures.append(holder)
            if is_divided(raw):
                self.divided[len(self.blocks)] = raw
            self._line += 1
            kind: Kind = "heading" if self._kind in _HEADINGS else "text"
            self.blocks.append(Paragraph(text, Place(None, self._line), kind))

    def walk(self, root: LexborNode) -> None:
        self._walk(root)
        self.flush()

    def _walk(self, root: LexborNode) -> None:
        parents: list[tuple[LexborNode, bool]] = []
        node: LexborNode | None = root
        while node is not None or parents:
            if node is None:
                node, is_block = parents.pop()
                if is_block:
                    self.flush(node)
                    self._kind = "text"
                node = node.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text.append(node.text_content or "")
            elif tag == "table" and self._is_data(node):
                self.flush()
                self._tables += 1
                hidden = self._unseen if node.mem_id in self._around else ()
                self.blocks.append(read_table(node, self._tables, hidden))
            elif tag == "pre" and self._is_typed(node):
                self._add_text(node)
            elif self._rows and self._is_row(node):
                self._add_rows(node)
            elif not (tag.startswith("-") or node.mem_id in self._unseen):
                is_block = tag not in INLINE
                if is_block:
                    self.flush()
                    self._kind = tag
                parents.append((node, is_block))
                node = node.first_child
                continue
            node = node.next

    def _is_row(self, node: LexborNode) -> bool:
        return node.mem_id in self._within or node.mem_id in self._rows

    def _add_rows(self, first: LexborNode) -> None:
        """Read rows of blocks at the first of them."""
        run = self._rows.get(first.mem_id)
        if run:
            self.flush()
            self._tables += 1
            self.blocks.append(grid_of_rows(run, self._tables, self._unseen))

    def _add_text(self, node: LexborNode) -> None:
        """Read text that is set as it was typed, with the tabs and spaces that divide its rows."""
        self.flush()
        for block in read_text(node.text()):
            if isinstance(block, Grid):
                self._tables += 1
                self.blocks.append(block)
            else:
                self._line += 1
                self.blocks.append(block._replace(place=Place(None, self._line)))

    def _is_typed(self, node: LexborNode) -> bool:
        return node.mem_id not in self._unseen and not node.css_first("table")

    def _is_data(self, table: LexborNode) -> bool:
        return table.mem_id not in self._layout and table.mem_id not in self._unseen
