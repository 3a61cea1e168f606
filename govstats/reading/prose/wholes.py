"""What a sentence says of all the cases that it counted: 均予以公开, 均获维持, 均为自然人."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from govstats.reading.prose import vocabulary as words
from govstats.reading.prose.context import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.reading.prose.drafts import Draft

WITH_GROUNDS: Final = (
    "requests.refused", "requests.unavailable", "requests.not_processed", "requests.other",
)  # fmt: skip
"""Outcomes that the form divides by their grounds."""
Said = tuple[Subject, tuple[int, int]]
"""What is said of all cases, and where behind their number."""
_OUTCOME = re.compile(
    r"(?P<all>均|全部|都|一律)?(?:已|按期|按时|依法|依规|及时|在规定时限内|在法定期限内|经研究|作出|决定|答复|给予|为|，|的|了|、)*"
    r"(?P<what>予以公开|同意公开|部分公开|不予公开|无法提供|不予处理|不再处理|其他处理)(?![^，。；]{0,4}\d)"
)
_KIND = re.compile(
    r"(?:均|全部|都)(?:为|是|系|由|通过|以|来自)(?P<what>自然人|公民|个人|企业|法人或其他组织|"
    + words.ARRIVALS
    + r")(?=申请|提出|提交|通过|方式|渠道|形式|，|。|$)"
)
_GROUND = re.compile(
    r"[（，](?:均|全部|都)(?:为|是|系|因|属于?)*(?P<what>[^，。；（）\d]{3,24})[，。；）]"
)
_ENDED = re.compile(
    r"^[，（]?(?:目前|已|(?:上级|复议)机关|复议)?(?P<all>均|全部|都)?(?:获|被|得到|予以|为|结果|判决|裁定|复议|尚)*"
    r"(?P<what>维持|驳回|纠正|撤诉|终止|未审结)(?![^，。；]*\d)"
)
_DIRECT = re.compile(
    r"^，?(?P<all>均|全部|都)?(?:为|是|系)(?P<what>未经复议直接(?:起诉|提起诉讼)|复议后(?:起诉|诉讼))"
)


def of_outcome(item: str, tail: str) -> Iterator[Said]:
    """Yield the one ground on which all cases of an outcome rest: 4件（均为信访举报投诉类申请）."""
    ground = _GROUND.match(tail)
    for leaf, expression in words.OUTCOMES if ground else ():
        if leaf.startswith(f"{item}.") and expression.search(ground["what"]):  # type: ignore[index]
            yield Subject(leaf, "total"), ground.span("what")  # type: ignore[union-attr]
            return


def of_counted(said: list[Draft], text: str) -> tuple[Draft | None, list[Said]]:
    """Return the one number of requests that a sentence gives, and what is said of them all.

    Where the sentence goes on to count some of them, only the clauses before that say it of all.
    """
    counted = [
        draft
        for draft in said
        if draft.item in ("requests.new", "requests.in_hand")
        and draft.subject.breakdown == "total"
        and draft.measure == "count"
    ]
    if len(counted) != 1 or not counted[0].quantity.value:
        return None, []
    whole = counted[0]
    tail = text[whole.quantity.end :]
    others = [
        d for d in said if d.item.startswith("requests.") and d is not whole and d.quantity.value
    ]
    if not others:
        return whole, list(of_requests(tail, one=whole.quantity.value == 1))
    ahead = [d.quantity.start - whole.quantity.end for d in others]
    until = min((place for place in ahead if place > 0), default=len(tail))
    return whole, list(kinds_of_requests(tail[: tail.rfind("，", 0, until) + 1]))


def of_requests(tail: str, *, one: bool) -> Iterator[Said]:
    """Yield what the words behind a number of requests say of all of them, and where.

    `one` says that there was a single request, of which everything is said without 均.
    """
    found = list(_OUTCOME.finditer(tail))
    if len(found) == 1 and (found[0]["all"] or one):
        item = next(i for i, e in words.OUTCOMES if e.search(found[0]["what"]))
        yield Subject(item, "total"), found[0].span("what")
    yield from kinds_of_requests(tail)


def kinds_of_requests(tail: str) -> Iterator[Said]:
    """Yield from whom or by which way all requests came, and where the words say it."""
    for kind in _KIND.finditer(tail):
        for code, expression in words.APPLICANTS:
            if expression.search(kind["what"]):
                yield Subject("requests.new", code), kind.span("what")
        if re.fullmatch(words.ARRIVALS, kind["what"]):
            yield Subject("requests.by_channel", kind["what"]), kind.span("what")


def of_disputes(kind: str, tail: str, *, one: bool) -> Iterator[Said]:
    """Yield what the words behind a number of reviews or suits say of all of them, and where."""
    ended = _ENDED.match(tail)
    if ended and (ended["all"] or ended["what"] == "未审结" or one):
        outcome = next(k for k, e in words.DISPUTE_OUTCOMES if e.search(ended["what"]))
        yield Subject(f"{kind}.{outcome}"), ended.span("what")
    direct = _DIRECT.match(tail)
    if direct and (direct["all"] or one):
        way = "litigation_direct" if "未经" in direct["what"] else "litigation_after_review"
        yield Subject(f"{way}.total"), direct.span("what")


def divide_grounds(said: Iterable[Draft]) -> None:
    """Take the figures that a sentence gives twice for one ground (商业秘密1件、个人隐私1件) as its parts."""
    found: dict[Subject, list[Draft]] = {}
    for draft in said:
        if draft.item.rpartition(".")[0] in WITH_GROUNDS and draft.measure == "count":
            found.setdefault(draft.subject, []).append(draft)
    for same in found.values():
        for draft in same:
            draft.part = draft.part or len(same) > 1
