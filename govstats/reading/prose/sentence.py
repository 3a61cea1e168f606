"""One sentence, or one bracket in it: number by number, each under the words around it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.reading.prose import bounds, lists, rates, wholes
from govstats.reading.prose.absences import absences
from govstats.reading.prose.bodies import Speaker, body_before
from govstats.reading.prose.context import Context, Subject
from govstats.reading.prose.drafts import Draft
from govstats.reading.prose.line import FILLER, Line, fill, outermost
from govstats.reading.prose.parts import part_of
from govstats.reading.prose.quantities import Quantity, quantities
from govstats.reading.prose.subjects import matter_of, subject_of
from govstats.reading.prose.sums import IS_SUM, sum_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.documents import Place
    from govstats.reading.prose.memory import Memory

_BREAK = re.compile("[，；：。]")
_AFTER = re.compile(rf"[^，；：。、（）\d{FILLER}]*")
_THIS_YEAR = re.compile("新增|本年|今年|当年|年度")
_REACHED = re.compile(r"^(?:达到?|为|至|达到了|共|总数为)$")
_CARRIES = re.compile("(?<![无没])(?<!没有)(?:结转|转结|转入)")
_BOTH = re.compile(r"各|均|都|分别")
_COMPARED = re.compile(
    r"(?:(?:同比|环比|[比较与同][^，。；]{0,10}(?:年度?|同期)|\ue000+)(?:分别)?)?"
    r"(?:净?增长|净?增加|上升|下降|减少|回落|提高|降低)(?:了|约)?$"
)
_SINGLED_OUT = re.compile(r"中，?(?:有|仅有?|约)*$")
_WHOLES = ("requests.new", "requests.in_hand", "requests.outcomes", "disclosed.total")
_ORIGIN = re.compile("^[、，和及]*(?:原创|转载|转发)")
_ORIGIN_BEFORE = re.compile(
    r"(?:原创|转载|转发)[^，。；、\d]{0,6}\d+[条篇]?[、，和及]*(?:原创|转载|转发)"
)
_REACH = 80


class Sentence:
    """Reads the numbers of a sentence; `memory` holds what was spoken of before and the lists.

    `texts` are the line masked and as it reads, both without what brackets set aside.
    """

    def __init__(
        self,
        memory: Memory,
        line: Line,
        texts: tuple[str, str],
        span: tuple[int, int],
        place: Place,
    ) -> None:
        self._memory = memory
        self._line, self._place = line, place
        self._text, self._plain = texts
        self._begin, self._end = span
        self._first = len(memory.found)
        self._used = self._begin
        self._dropped: Subject | None = None
        self._awaited: Subject | None = None
        self._speaker = Speaker(memory.agency)
        self._elsewhere = -1
        self._nouns: dict[int, str] = {}

    def read(self, brackets: Iterable[tuple[int, int]] = ()) -> None:
        """Read every number, and each bracket right after the number before it."""
        pending = list(brackets)
        numbers = list(quantities(self._text[self._begin : self._end], self._begin))
        ends = [*(number.start for number in numbers[1:]), self._end]
        self._nouns = lists.respective(self._text, numbers)
        for number, following in zip(numbers, ends, strict=False):
            while pending and pending[0][0] < number.start:
                self._bracket(pending.pop(0))
            self._number(number, following)
            self._used = max(self._used, number.end)
        for span in pending:
            self._bracket(span)

    def finish(self) -> None:
        """Add what the sentence as a whole says: of all cases, of several bodies, of nothing."""
        said = self._memory.found[self._first :]
        bodies = [draft for draft in said if draft.body]
        if len({draft.body for draft in bodies}) > 1:
            for draft in bodies:
                draft.part = True
        wholes.divide_grounds(said)
        whole, told = wholes.of_counted(said, self._text[: self._end])
        if whole and not whole.part:
            self._keep_all(told, whole.quantity)
        self._memory.matter = matter_of(self._text[self._begin : self._end])
        text = self._line.text[self._begin : self._end]
        for item, breakdown, start, end in absences(text):
            if bounds.is_elsewhere(text[:start], text[start:end], self._memory.year):
                continue
            if self._speaker.is_denied_of_others(self._text[self._begin :][:start]):
                continue
            subject = Subject(item, breakdown)
            if any(draft.subject == subject for draft in said):
                continue
            unit = "元" if item == "processing_fee.amount" else "件"
            span = self._begin + start, self._begin + end
            self._keep(subject, Quantity(*span, Decimal(0), unit, "", han=True))

    def _bracket(self, span: tuple[int, int]) -> None:
        begin, end = span[0] + 1, span[1] - 1
        if self._elsewhere == span[0] or bounds.names_another(
            self._line.text[self._begin : span[0]], self._memory.year
        ):
            return
        within = [(begin + a, begin + b) for a, b in outermost(self._line.masked[begin:end])]
        texts = fill(self._line.masked, within), fill(self._line.text, within)
        with self._memory.aside():
            inner = Sentence(self._memory, self._line, texts, (begin, end), self._place)
            inner._speaker = self._speaker.aside()
            inner.read()

    def _number(self, quantity: Quantity, following: int) -> None:
        context = self._context(quantity, following)
        if quantity.start in self._nouns:
            noun = self._nouns[quantity.start]
            context = replace(context, near=noun, reach=noun, said=noun, after="")
        measured = rates.measure_of(
            context.near, context.reach, quantity, beside=self._dropped is not None
        )
        if measured is not None:
            self._rate(context, quantity, *measured)
            return
        subject, is_part = self._subject(context, quantity)
        if subject is not None and subject.behind:
            self._used = quantity.end + len(context.after.split("、")[0].rstrip("和及与以"))
        subject = self._of_this_year(context, quantity, subject)
        if subject is None:
            return
        for each in _split(subject, quantity, context):
            others = self._speaker.is_others(context.said, each.item)
            some = self._is_singled_out(context, each, quantity)
            draft = self._keep(each, quantity)
            draft.part = is_part or others or some
            draft.body = body_before(context.reach)
            self._memory.take(draft)
            if draft.part:
                continue
            if each.item in wholes.WITH_GROUNDS and quantity.value:
                tail = self._line.masked[quantity.end : self._end]
                self._keep_all(wholes.of_outcome(each.item, tail), quantity)
            kind = each.item.removesuffix(".total")
            if (
                each.item.startswith(("review.", "litigation"))
                and kind != each.item
                and quantity.value
            ):
                self._of_all_disputes(draft, kind)
        if subject.item != "disclosed.cumulative":
            self._dropped = self._awaited = None

    def _is_singled_out(self, context: Context, subject: Subject, quantity: Quantity) -> bool:
        """Say whether a number counts some of what was counted before: 的27件中，有8件."""
        if not _SINGLED_OUT.search(context.reach):
            return False
        last = self._memory.last
        again = (
            last is not None
            and (last.item, last.subject.breakdown) == (subject.item, subject.breakdown)
            and last.quantity.value > quantity.value
        )
        return again or (subject.item in _WHOLES and not subject.behind)

    def _context(self, quantity: Quantity, following: int) -> Context:
        reach = self._text[max(self._used, quantity.start - _REACH) : quantity.start]
        near = _BREAK.split(reach)[-1]
        if len(near) < 2 and "：" in reach[-2:]:  # noqa: PLR2004 - at most 共 after the colon
            near = _BREAK.split(reach.rstrip("：，共"))[-1] + near
        if near == reach and near.endswith("、") and self._used > self._begin:
            near = "、"
        said = self._text[self._begin : quantity.start]
        after = _AFTER.match(self._text, quantity.end, following)
        opened = self._memory.list_at(reach)
        here = opened is not None and opened.whole in self._memory.found[self._first :]
        if opened and not here and opened.is_exceeded_by(quantity):
            opened.whole = None
        return Context(
            near=near.lstrip(FILLER),
            reach=reach,
            said=said,
            after=after.group() if after else "",
            rest=self._line.masked[quantity.end : self._end],
            unit=quantity.unit,
            topic=self._memory.topic,
            whole=opened.about if opened else "",
            listed=opened is not None,
            last=self._memory.last.subject if self._memory.last else None,
            carried=_CARRIES.search(said) is not None,
            matter=self._memory.matter,
        )

    def _subject(self, context: Context, quantity: Quantity) -> tuple[Subject | None, bool]:
        """Return what a number counts, and whether it is only one unit's part of that.

        A number that follows another year's figure and names this year is of the same subject; a
        second number of another unit (12期、300条) is of the same channel; a sum (共计) of figures
        named before is their total.
        """
        memory = self._memory
        subject = subject_of(context)
        part = part_of(context, subject, memory.open, memory.heading)
        if part is not None:
            return part
        last = memory.last
        if last and last.item.startswith("channels.we") and _ORIGIN.search(context.reach):
            last.part = last.part or _ORIGIN_BEFORE.search(last.quote) is not None
            return last.subject, True
        same_channel = (
            last and last.item.startswith("channels.") and context.reach in ("", "、", "，")
        )
        if last and same_channel and last.quantity.unit != quantity.unit:
            return last.subject, False
        vague = subject is None or subject.item == "disclosed.total"
        if self._dropped and vague and _THIS_YEAR.search(context.near):
            return self._dropped, False
        if self._awaited and subject is None and _REACHED.search(context.near):
            return self._awaited, False
        if not IS_SUM.search(context.near):
            return subject, False
        divided = memory.open is not None and memory.open.whole is not None
        total = sum_of(memory.found[self._first :], quantity, divided=divided)
        return total or subject, False

    def _of_this_year(
        self, context: Context, quantity: Quantity, subject: Subject | None
    ) -> Subject | None:
        """Return the subject of a figure that is this year's, None for others and for none."""
        memory = self._memory
        before = self._plain[self._begin : quantity.start]
        near = self._plain[quantity.start - len(context.near) : quantity.start]
        item = subject.item if subject else ""
        if (
            subject
            and not item.endswith(".in_force")
            and bounds.is_cumulative(
                before,
                self._plain[self._begin : self._end],
                quantity.start - self._begin,
                memory.year,
            )
        ):
            self._dropped = subject
            if item == "disclosed.total":
                return Subject("disclosed.cumulative")
            memory.last = None
            return None
        if (
            subject
            and bounds.is_as_of(before, near, memory.year)
            and memory.has_less(item, quantity)
        ):
            return Subject("disclosed.cumulative") if item == "disclosed.total" else None
        if bounds.is_former(near, context.rest):
            said_last = memory.last.subject if memory.last else None
            self._dropped = subject or said_last or self._dropped
            return None
        over = item in ("requests.carried_forward", "requests.brought_forward")
        if not over and bounds.is_elsewhere(
            before, "" if item == "disclosed.by_category" else near, memory.year
        ):
            self._dropped = subject or self._dropped
            self._elsewhere = quantity.end
            return None
        if subject is None:
            noun = lists.after_name(context.after) or lists.part_name(context.near)
            self._keep(Subject("stated", "", noun), quantity).kept = False
            return None
        reach = self._line.text[quantity.start - len(context.reach) : quantity.start]
        if item == "requests.carried_forward" and re.search(
            rf"转(?:至|到|入)?{memory.year}年", reach
        ):
            return replace(subject, item="requests.brought_forward")
        if item == "requests.brought_forward" and re.search(
            rf"转{(memory.year or 0) + 1}年", reach
        ):
            return replace(subject, item="requests.carried_forward")
        return subject

    def _rate(
        self, context: Context, quantity: Quantity, measure: rates.Measure, sign: int
    ) -> None:
        """Read a share, a growth or a difference, which belongs to the figure stated before."""
        memory = self._memory
        if quantity.is_rate and rates.DIGITAL.search(context.near):
            self._keep(Subject("disclosed.digital_share"), quantity)
            return
        if quantity.unit.endswith("百分点") and not self._is_of_a_share(context):
            return
        if bounds.is_ahead(self._plain[self._begin : quantity.start], memory.year):
            return
        last, subject = memory.last, None
        if last is not None:
            last = last if measure == "share" else memory.compared(context.reach)
            subject = last.subject if last else None
        elif sign:
            bare = _COMPARED.sub("", context.near)
            unit = "件" if "申请" in bare else "条"
            awaited = None if measure == "share" else self._awaited
            subject = awaited or subject_of(replace(context, near=bare, unit=unit))
            self._awaited = subject
        if sign and subject is not None and subject.item != "stated":
            draft = self._keep(subject, quantity)
            draft.measure, draft.sign = measure, sign
            draft.part = last is not None and last.part
            memory.last = last

    def _is_of_a_share(self, context: Context) -> bool:
        """Say whether percentage points are those of a share, not of a rate (纠错率下降3个百分点)."""
        said = self._memory.found[self._first :]
        return rates.SHARE.search(context.near) is not None or (
            bool(said) and said[-1].measure == "share"
        )

    def _of_all_disputes(self, draft: Draft, kind: str) -> None:
        whole = draft.quantity
        found = list(
            wholes.of_disputes(kind, self._line.masked[whole.end : self._end], one=whole.value == 1)
        )
        self._keep_all(found, whole)
        for subject, _ in found:
            if subject.item.endswith(".total"):
                self._memory.topic = subject.item.removesuffix(".total")

    def _keep_all(self, found: Iterable[tuple[Subject, tuple[int, int]]], whole: Quantity) -> None:
        for subject, (start, end) in found:
            self._keep(subject, replace(whole, start=whole.end + start, end=whole.end + end))

    def _keep(self, subject: Subject, quantity: Quantity) -> Draft:
        draft = Draft(
            subject,
            quantity,
            self._line.printed(quantity.start, quantity.end),
            self._line.printed(self._begin, self._end),
            self._place,
            bounds.scope_of(self._line.text[self._begin : quantity.start]),
        )
        self._memory.found.append(draft)
        self._memory.last = draft
        return draft


def _split(subject: Subject, quantity: Quantity, context: Context) -> Iterator[Subject]:
    """Yield the subjects that one number is said of: 行政复议、行政诉讼均为0件 speaks of both."""
    if subject.item == "disputes.total" and (not quantity.value or _BOTH.search(context.near)):
        yield Subject("review.total")
        yield Subject("litigation.total")
    else:
        yield subject
