"""What a walk through the prose remembers: the topic, the last figure, the list that is open."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from govstats.reading.prose import lists
from govstats.reading.prose.drafts import Draft, PartList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.reading.prose.quantities import Quantity

_TOPICS = (
    ("requests", re.compile("依申请公开|公开申请")),
    ("review", re.compile("行政复议")),
    ("litigation", re.compile("行政诉讼")),
    ("processing_fee", re.compile("处理费")),
    ("normative_documents", re.compile("规范性文件")),
    ("disclosed", re.compile("主动公开|信息公开情况|公开(?:政府)?信息")),
)
_AS_FOLLOWS = re.compile("(?:信息)?公开(?:情况)?(?:具体)?如下：")
_COLON = re.compile("：(?:[^，。；]{2,12})?$")
_PART = re.compile("[一二三四五六七八九十]+、")
_PROBLEMS = re.compile(
    "[一二三四五六七八九十]+、(?:政府信息公开|信息公开|政务公开|工作|中|目前|当前|的|主要)*存在"
)
_WHOLES = (
    ("requests.new", "新收"),
    ("requests.outcomes", "办结"),
    ("channels.website.items", "网站"),
)
_WAYS_TO_COURT = {"litigation_direct.total", "litigation_after_review.total"}
_RECENT = 200
"""How many figures back the whole of a part is looked for."""
_WIDER = {"requests.new": "requests.in_hand"}
"""What a whole area may give where its seat gives the item."""
_NOT_A_TOPIC = ("licensing", "penalties", "coercion", "stated")


class Memory:
    """State of the walk; `found` holds every draft in the order of the print."""

    def __init__(self, year: int | None, agency: str = "") -> None:
        self.year = year
        self.agency = agency
        self.found: list[Draft] = []
        self.topic = ""
        self.heading = ""
        self.matter = ""
        self._problems = False
        self.last: Draft | None = None
        self.open: PartList | None = None
        self._whole: Draft | None = None
        self._groups = 0

    def begin_paragraph(self, heading: str) -> None:
        """Take a paragraph's heading: its topic, or the class of information that it numbers."""
        self.heading = self.matter = ""
        if _PART.match(heading):
            self._problems = _PROBLEMS.match(heading) is not None
        if not heading:
            return
        topic = next((topic for topic, words in _TOPICS if words.search(heading)), "")
        name = re.split("[：，。]", re.sub(r"^.{1,4}?[、.）]", "", heading))[0]
        if lists.is_class(name, listed=False) or lists.REST.match(name):
            self.heading = name
        elif topic or not heading[0].isdigit():
            self.topic = topic
            self.forget()

    def begin_sentence(self) -> None:
        """Start a sentence: lists end with theirs, the whole that they divide is kept."""
        self.close()
        self.last = None

    def end_paragraph(self) -> None:
        """Forget what was divided, unless it is the total of information disclosed."""
        if not (self._whole and self._whole.item.startswith("disclosed")):
            self.forget()

    def list_at(self, reach: str) -> PartList | None:
        """Return the list that a number stands in, opened by the words before it (其中, 包括, ：)."""
        about = self.last.item if self.last else ""
        concerns = about in ("disclosed.total", "channels.website.items") and "，涉及" in reach
        opens = lists.OPENS.search(reach) or concerns
        if self.open and lists.DIVIDES.search(reach):
            self.open.nested = False
        elif self.last and (opens or _COLON.match(reach)):
            self._divide(self.last)
        elif self._whole and not self.open and lists.DIVIDES.search(reach):
            self._divide(self._named_in(reach) or self._whole)
        elif self._whole and not self.open and opens:
            self._divide(self._whole)
        elif not self.open and _AS_FOLLOWS.search(reach):
            self.open = self._list(None)
        if self.open and "；" in reach:
            self.open.nested = False
        return self.open

    def take(self, draft: Draft) -> None:
        """Take a figure: as a part of the list that is open, or as what a list may divide."""
        is_class = draft.item == "disclosed.by_category"
        draft.part = draft.part or self._is_of_the_seat(draft) or self._is_an_example(draft)
        draft.alone = (
            is_class and not self._whole and draft.subject.breakdown == draft.subject.label
        )
        if is_class and not self.open:
            self.open = self._list(self._whole)
        if self.open and draft.item.startswith("channels.") and self.open.holds("disclosed.by_"):
            self.close()
        if self.open:
            self.open.add(draft)
        else:
            self._whole = draft
        family = draft.item.split(".")[0]
        if family in ("channels", "documents"):
            family = "disclosed"
        self.topic = self.topic if family in _NOT_A_TOPIC else family
        before = self.found[-2].item if len(self.found) > 1 else ""
        if {before, draft.item} == _WAYS_TO_COURT:
            self.topic = "litigation"

    def compared(self, reach: str) -> Draft | None:
        """Return what a growth is of: the last figure, or what a list divides once it has ended.

        None where a list has just given all of its whole (网站217条，微信436条，增长11%): of the last
        part or of the whole, nobody knows.
        """
        opened = self.open
        if not (opened and opened.whole and self.last in opened.parts) or opened.nested:
            return self.last
        if "；" in reach:
            return opened.whole if opened.whole.measure == "count" else self.last
        added = sum(part.quantity.value for part in opened.parts)
        whole = opened.whole.quantity.value
        return None if len(opened.parts) > 1 and added == whole else self.last

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Read a bracket: it divides the figure before it, and the sentence then goes on."""
        outer, last = self.open, self.last
        self.open = self._list(last)
        self.open.nested = bool(outer and last in outer.parts)
        yield
        self.close()
        self.open, self.last = outer, last

    def close(self) -> None:
        """Finish the list that is open: only now is known what it holds."""
        if self.open:
            self.open.finish()
        self.open = None

    def forget(self) -> None:
        """Finish the list that is open and forget what it divided."""
        self.close()
        self._whole = None

    def has_less(self, item: str, quantity: Quantity) -> bool:
        """Say whether less was given before as the year's figure for an item."""
        return any(
            each.item == item and each.kept and each.quantity.value < quantity.value
            for each in self.found[-_RECENT:]
            if each.measure == "count" and not each.part
        )

    def _is_of_the_seat(self, draft: Draft) -> bool:
        """Say whether a figure is 本级's or one body's, after that of the whole area was given."""
        return bool(draft.body or draft.scope.endswith("本级")) and any(
            each.item in (draft.item, _WIDER.get(draft.item))
            and each.subject.breakdown == draft.subject.breakdown
            and each.kept
            and each.measure == draft.measure
            and not each.scope.endswith("本级")
            and each.quantity.value > draft.quantity.value
            for each in self.found[-_RECENT:]
        )

    def _is_an_example(self, draft: Draft) -> bool:
        """Say whether a figure is first given where problems are told of, as an example of them."""
        return self._problems and not any(
            each.subject.item == draft.item and each.quantity.value == draft.quantity.value
            for each in self.found[:-1]
        )

    def _named_in(self, reach: str) -> Draft | None:
        """Return the figure that a division names as its whole (新收申请按来源划分), if one was given."""
        item = next((item for item, words in _WHOLES if words in reach), "")
        given = (each for each in reversed(self.found[-_RECENT:]) if each.item == item)
        return next((each for each in given if each.measure == "count" and not each.part), None)

    def _divide(self, whole: Draft) -> None:
        if self.open and whole in self.open.parts:
            self.open.nested = True
        elif not self.open or self.open.whole is not whole:
            self.close()
            self.open = self._list(whole)

    def _list(self, whole: Draft | None) -> PartList:
        self._groups += 1
        return PartList(whole, self._groups)
