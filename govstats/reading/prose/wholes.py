"""What a sentence says of all the cases that it counted: 均予以公开, 均获维持, 均为自然人."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.reading.prose import vocabulary as words
from govstats.reading.prose.context import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUTCOME = re.compile(
    r"(?P<all>均|全部|都|一律)?(?:已|按期|按时|依法|依规|及时|在规定时限内|在法定期限内|经研究|作出|决定|答复|给予|为|，|的|了|、)*"
    r"(?P<what>予以公开|同意公开|部分公开|不予公开|无法提供|不予处理|不再处理|其他处理)(?![^，。；]{0,4}\d)"
)
_KIND = re.compile(
    r"(?:均|全部|都)(?:为|是|系|由|通过|以|来自)(?P<what>自然人|公民|个人|企业|法人或其他组织|"
    + words.ARRIVALS
    + r")(?=申请|提出|提交|方式|渠道|形式|，|。|$)"
)
_ENDED = re.compile(
    r"^，?(?:目前|已|复议)?(?P<all>均|全部|都)?(?:获|被|得到|予以|为|结果|判决|裁定|复议|尚)*"
    r"(?P<what>维持|驳回|纠正|撤诉|终止|未审结)(?![^，。；]*\d)"
)
_DIRECT = re.compile(
    r"^，(?:均|全部|都)(?:为|是|系)(?P<what>未经复议直接(?:起诉|提起诉讼)|复议后(?:起诉|诉讼))"
)


def of_requests(tail: str, *, one: bool) -> Iterator[tuple[Subject, tuple[int, int]]]:
    """Yield what the words behind a number of requests say of all of them, and where.

    `one` says that there was a single request, of which everything is said without 均.
    """
    found = list(_OUTCOME.finditer(tail))
    if len(found) == 1 and (found[0]["all"] or one):
        item = next(i for i, e in words.OUTCOMES if e.search(found[0]["what"]))
        yield Subject(item, "total"), found[0].span("what")
    for kind in _KIND.finditer(tail):
        for code, expression in words.APPLICANTS:
            if expression.search(kind["what"]):
                yield Subject("requests.new", code), kind.span("what")
        if re.fullmatch(words.ARRIVALS, kind["what"]):
            yield Subject("requests.by_channel", kind["what"]), kind.span("what")


def of_disputes(kind: str, tail: str, *, one: bool) -> Iterator[tuple[Subject, tuple[int, int]]]:
    """Yield what the words behind a number of reviews or suits say of all of them, and where."""
    ended = _ENDED.match(tail)
    if ended and (ended["all"] or ended["what"] == "未审结" or one):
        outcome = next(k for k, e in words.DISPUTE_OUTCOMES if e.search(ended["what"]))
        yield Subject(f"{kind}.{outcome}"), ended.span("what")
    direct = _DIRECT.match(tail)
    if direct:
        way = "litigation_direct" if "未经" in direct["what"] else "litigation_after_review"
        yield Subject(f"{way}.total"), direct.span("what")
