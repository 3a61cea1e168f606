"""Which of a document's lines are the titles of its parts: those that make the best outline together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.documents import Grid, Paragraph, squeeze
from govstats.forms import sections
from govstats.reading.passages.titles import HAN, Style, Title, numbering, read_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govstats.documents import Document
    from govstats.documents.model import Block

_INNER = re.compile(
    rf"(?:第[{HAN}]{{1,2}}(?:部分|章)|(?<![{HAN}\d（(第])[{HAN}]{{1,2}})\s*[、，,.．:：]"
)
_AFTER_SENTENCE = re.compile(r"[。！？!?；;…）)】”\s]")
_TABLES: dict[str, re.Pattern[str]] = {
    "disclosure": re.compile(
        "第二十条第|本年制发件数|本年新制作|对外公开总数|现行有效件数|本年处理决定数量|政府集中采购"
    ),
    "requests": re.compile("勾稽关系|本年新收政府信息公开|申请人情况|结转下年度继续办理"),
    "disputes": re.compile("结果维持|结果纠正|尚未审结|未经复议直接起诉"),
}
_STYLES: tuple[Style, ...] = ("han", "chapter", "arabic", "paren", "none")
_WEIGHTS: dict[Style, float] = {"han": 3, "chapter": 3, "arabic": 2, "paren": 1, "none": 1.5}
_STANDALONE, _EXACT, _IN_ORDER, _FOLLOWED, _BEFORE_TABLE, _MARKED = 0.5, 1, 0.25, 1, 2, 1
_LONGEST_LABEL, _LONG_TITLE, _READ = 40, 6, 200
_MOST = 12
"""How many lines are tried as the title of one part, the heaviest first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A title, the block it stands in, and where in its text it begins."""

    block: int
    start: int
    title: Title
    weight: float

    @property
    def part(self) -> int:
        """The index of the part."""
        return self.title.part


def find_titles(document: Document) -> list[Found]:
    """Return the titles of the parts in their order, each part at most once.

    Of all lines that could be titles those are taken that follow the order of the form and weigh
    most together. Numbered ones must share one way of numbering; so the (一)主动公开情况 of part one
    never stands for part two. A title right before the table of its part, one with text behind it
    (not a line of a table of contents) and one that says the official words weigh more.
    """
    candidates = list(_candidates(document.blocks))
    chains = [_best_chain(candidates, style) for style in _STYLES]
    return max(chains, key=lambda chain: sum(found.weight for found in chain), default=[])


def table_of(block: Block) -> str:
    """Return the part whose table a block is or belongs to, "" for none."""
    if isinstance(block, Paragraph):
        text = block.text if len(block.text) <= _LONGEST_LABEL else ""
    else:
        text = " ".join(cell.text for cell in block.cells)
    plain = squeeze(text)
    return next((code for code, words in _TABLES.items() if words.search(plain)), "")


def _candidates(blocks: Sequence[Block]) -> Iterator[Found]:
    found = [
        (index, start, title)
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.kind != "title"
        for start, title in _titles_in(block.text)
    ]
    starts = {(index, start) for index, start, _ in found}
    for index, start, title in found:
        block = blocks[index]
        rest = block.text[start + title.end :] if isinstance(block, Paragraph) else ""
        weight = _WEIGHTS[title.style]
        weight += _EXACT * (title.manner == "title") + _STANDALONE * (not rest.strip())
        part = sections().parts[title.part]
        weight += _IN_ORDER * (title.number == HAN.index(part.part) + 1)
        weight += _MARKED * (isinstance(block, Paragraph) and block.kind == "heading")
        follows = _following(blocks, starts, (index, start + title.end))
        weight += _FOLLOWED * bool(follows or rest.strip())
        weight += _BEFORE_TABLE * (follows == part.code)
        if title.style == "none" and part.code in _TABLES and follows != part.code:
            continue
        yield Found(index, start, title, weight)


def _titles_in(text: str) -> Iterator[tuple[int, Title]]:
    """Yield the titles in a paragraph: at its beginning, and numbered ones further on."""
    first = read_title(text)
    end = 0
    if first:
        yield 0, first
        end = first.end
    for mark in _INNER.finditer(text, 1):
        begin = mark.start()
        title = read_title(text[begin : begin + _READ]) if begin >= end else None
        if title is None or title.manner != "title":
            continue
        end = begin + title.end
        if _AFTER_SENTENCE.match(text[begin - 1]) or len(squeeze(text[begin:end])) > _LONG_TITLE:
            yield begin, title


def _following(blocks: Sequence[Block], starts: set[tuple[int, int]], end: tuple[int, int]) -> str:
    """Return what follows a title before the next one: its table's part, "text", or ""."""
    kind = ""
    for index in range(end[0] + 1, len(blocks)):
        block = blocks[index]
        if isinstance(block, Grid):
            return table_of(block) or kind or "text"
        if any((index, start) in starts for start in range(4)) or _is_heading(block.text):
            return kind
        kind = table_of(block)
        if kind:
            return kind
        kind = "text"
    return kind


def _is_heading(text: str) -> bool:
    return numbering(text)[0] in ("han", "chapter") and len(text) <= _LONGEST_LABEL


def _best_chain(candidates: Sequence[Found], style: Style) -> list[Found]:
    """Return the heaviest run of titles in the form's order that a way of numbering allows.

    One without a number is allowed where its part has none with it.
    """
    numbered = {found.part for found in candidates if found.title.style == style}
    usable = [
        found
        for found in candidates
        if found.title.style == style
        or (found.title.style == "none" and found.part not in numbered)
    ]
    usable = _heaviest(usable)
    best: list[tuple[float, int]] = []
    for n, found in enumerate(usable):
        before = [
            (best[m][0], m)
            for m in range(n)
            if usable[m].part < found.part and not _numbered_back(usable[m].title, found.title)
        ]
        weight, previous = max(before, default=(0.0, -1))
        best.append((weight + found.weight, previous))
    chain: list[Found] = []
    n = max(range(len(best)), key=lambda m: best[m], default=-1)
    while n >= 0:
        chain.append(usable[n])
        n = best[n][1]
    return chain[::-1]


def _heaviest(candidates: Sequence[Found]) -> list[Found]:
    """Return the heaviest candidates of each part, all in their order."""
    ranked = sorted(enumerate(candidates), key=lambda pair: (-pair[1].weight, -pair[0]))
    taken: Counter[int] = Counter()
    kept: list[int] = []
    for n, found in ranked:
        taken[found.part] += 1
        if taken[found.part] <= _MOST:
            kept.append(n)
    return [candidates[n] for n in sorted(kept)]


def _numbered_back(before: Title, after: Title) -> bool:
    """Say whether a later title bears an earlier number: then the two are no sequence."""
    return bool(before.number and after.number) and after.number < before.number
