"""Requests for information (表三): received, carried over, and how they were concluded."""

from __future__ import annotations

import re

from govstats.reading.prose import vocabulary as words
from govstats.reading.prose.context import JUST_TOTAL, NOTHING, Context, Subject, last_start

_UNITS = {"件", "条", "份", "宗", "起", "例", "个", "项", "件次", "批", ""}
_BEHIND = re.compile(r"(?:的)?(?:政府信息|信息|依申请)*(?:公开)?(?:的)?申请(?!人)")
_APPLICANT = "|".join(expression.pattern for _, expression in words.APPLICANTS)
_FRAME = re.compile(rf"[^，]*?(?:{_APPLICANT})(?:申请)?(?:中|方面)，")
_ARRIVED = re.compile(
    rf"(?:{words.ARRIVALS})(?:平台|申请|方式|渠道|提交|提出|形式|途径|收到|受理|递交|依申请公开|政府信息公开|的)*{words.COUNTED}"
    rf"|(?:通过|以)(?:{words.ARRIVALS})[^，。；]{{0,16}}$"
)
_SINGLED_OUT = re.compile(_BEHIND.pattern + "(?:经|因|被|由于|延期|超期|逾期|的)")
"""What is said of some of the requests only: 3件申请经延期答复, 2件申请因答复不当被复议."""
_SOMETHING_ELSE = re.compile(
    r"(?:收到|受理|接收|接到|接受|登记)[^，。；申]{0,8}(?:查询|登记|复印|病案|挂号|案件|业务|事项|预约|报名|举报|信件|维权|纠纷)"
)
_PROLONGED = re.compile(r"延期[^，。；]{0,4}\d")
_OWED = re.compile("[应需须待](?:当|予|要)?(?:办理|办结|处理|答复|办$)")
_OF_NO_REQUEST = re.compile(r"(?:率|天|类|问题|工单|诉求)$")
_REFERRED = re.compile("驳回|告知[^，。；]{0,8}[向到]")
_APPLIED_FOR = re.compile(
    r"(?:收到|受理|接收|接到|接受|办理|办结|^、)([^，。；：、]*?)申请" + words.COUNTED
)
_FOR_INFORMATION = re.compile(
    rf".*(?:公开|信息|{_APPLICANT}|{words.ARRIVALS}).*|(?:了|过|的|各类|有关|有效|正式|新|书面|群众|公众|市民|村民|居民|律师|法人|其[他它]|组织|和|或者?|及|、|.*机关的"
    r"|提出|提交|递交|来自|全[省市县区镇乡局系统]+|本级|以上|上述|重复|上年度?|结转|全部|所有|\ue000)*"
)
_BY_APPLICANT = {
    "requests.outcomes", "requests.granted", "requests.carried_forward", "requests.brought_forward",
}  # fmt: skip
_CARRIED_INSIDE = re.compile(
    r"(?:申请|件)?[，（]?(?:其中)?，?(?:含|包含|包括|其中|（)[^。；）]{0,16}?(?:上年|上一年|去年|往年|\ue000{4,})度?(?:结转|转结)"
    r"|，为[^，。；]{0,8}新收"
)
_TOGETHER = re.compile(r"共|合计|总计|总量|待办|需办理|加上")
_DONE = re.compile(r"办结|答复|回复|办理结果")


def request(context: Context) -> Subject | None:
    """Return which requests a number counts: all, those of an applicant, a channel, an outcome."""
    near = context.near
    if context.unit not in _UNITS or words.ALIEN_REQUEST.search(near):
        return None
    named = words.REQUEST.search(near) is not None
    follows = not named and _BEHIND.match(context.after) is not None
    if context.unit == "个" and not re.match("申请|事项|件", context.after):
        return None
    if not (named or follows or _is_about(context)):
        return None
    if not (named or follows) and context.unit in ("个", "项"):
        return NOTHING if context.topic == "requests" else None
    if _asks_for_else(near):
        return NOTHING
    if (
        words.NOT_A_REQUEST.search(near)
        or _REFERRED.search(near)
        or (named and words.ALIEN_AFTER.search(near))
    ):
        return NOTHING
    if re.search(r"公开(?:的)?(?:政府)?信息$", near) and context.topic == "disclosed" and not named:
        return None
    frame = _FRAME.match(context.said)
    breakdown = (_applicant(frame.group()) if frame else "") or "total"
    carried = _carried(context)
    if carried:
        return Subject(carried, _applicant(near) or breakdown)
    return _rest_of(context) or _kind(context, breakdown, named=named) or _level(
        context, breakdown, named=named, follows=follows
    )  # fmt: skip


def _asks_for_else(near: str) -> bool:
    """Say whether what is applied for is named, and is no information: 受理用水报装申请."""
    found = _APPLIED_FOR.search(near)
    return bool(found) and not _FOR_INFORMATION.fullmatch(found[1])  # type: ignore[index]


def _is_about(context: Context) -> bool:
    """Say whether the words before, or the sentence as a whole, speak of requests."""
    if context.topic == "requests":
        return True
    sentence = context.said + context.rest
    if "申请" not in sentence and re.search("公文|文件|稿件|审[查核]", context.said):
        return False
    spoken = words.ON_REQUESTS.search(sentence) and not words.ALIEN_MATTER.search(context.said)
    return context.topic in ("", "disclosed") and bool(spoken)


def _kind(context: Context, breakdown: str, *, named: bool) -> Subject | None:
    """Return the outcome, applicant or channel that the words at a number name."""
    texts = [(context.near, False)]
    clauses = re.split("[，；：。]", context.reach)
    if not named:
        texts.append((context.after, True))
        if len(clauses) > 1 and context.near and JUST_TOTAL.match(context.near):
            texts.append((clauses[-2], False))
    for text, behind in texts:
        outcome = _outcome(text, named=named)
        if outcome:
            return Subject(outcome, _applicant(text) or breakdown, behind=behind)
        applicant = _applicant(text)
        if applicant:
            whole = context.whole if context.whole in _BY_APPLICANT else "requests.new"
            return Subject(whole, applicant, behind=behind)
        arrivals = re.findall(words.ARRIVALS, text)
        if arrivals == ["书面"] and _only_in_writing(context):
            continue
        if len(arrivals) == 1 and _ARRIVED.search(text):
            return Subject("requests.by_channel", arrivals[0], behind=behind)
    return None


def _level(context: Context, breakdown: str, *, named: bool, follows: bool) -> Subject | None:
    """Return whether a number counts requests received, in hand, or concluded."""
    near = context.near
    singled_out = re.search("[向对就]$", near) or _SINGLED_OUT.match(context.after)
    if _SOMETHING_ELSE.search(near) or _OF_NO_REQUEST.search(near) or (follows and singled_out):
        return NOTHING
    answered, received = (last_start(p, near) for p in (words.ANSWERED, words.RECEIVED))
    inside = _CARRIED_INSIDE.match(context.rest) is not None
    if (context.carried or inside) and _TOGETHER.search(near) and not _DONE.search(near):
        return Subject("requests.in_hand", breakdown)
    if _OWED.search(near):
        return Subject("requests.in_hand", breakdown) if context.carried or inside else NOTHING
    if inside and (named or received >= 0) and answered <= received:
        return Subject("requests.in_hand", breakdown)
    in_time = context.whole == "requests.outcomes" or _PROLONGED.search(context.said + context.rest)
    if "延期" in near or (in_time and re.search("按[期时]|提前", near)):
        return NOTHING
    if answered > received:
        return Subject("requests.outcomes", breakdown)
    if named or follows:
        concerned = NOTHING if "涉及" in near else None
        return concerned or Subject("requests.new", breakdown, behind=follows)
    said_before = words.RECEIVED.search(context.reach) and words.REQUEST.search(context.reach)
    if received >= 0 or (JUST_TOTAL.match(near) and said_before):
        return Subject("requests.new", breakdown)
    if words.ANSWERED.match(context.after.lstrip("已均全部按期时")):
        return Subject("requests.outcomes", breakdown)
    return None


def _only_in_writing(context: Context) -> bool:
    """Say whether 书面 is what a request is, and no channel beside others."""
    others = re.search(words.ARRIVALS, context.reach.replace("书面", "") + context.rest)
    return not others and words.RECEIVED.search(context.near) is not None


def _rest_of(context: Context) -> Subject | None:
    """Return what 其他 means in a list of applicants, of outcomes or of the leaves of 其他处理."""
    last = context.last
    if last is None or not re.match(rf"^(?:，|、|和|以及)?其[他它]{words.COUNTED}", context.near):
        return None
    if last.item.startswith("requests.other."):
        return Subject("requests.other.other", last.breakdown)
    if last.item in ("requests.unavailable", "requests.not_processed"):
        return Subject("requests.other", last.breakdown)
    listed = last.breakdown in dict(words.APPLICANTS)
    if listed and last.breakdown not in ("natural_person", "organisations"):
        return Subject(last.item, "other_organisation")
    return None


def _carried(context: Context) -> str:
    near = context.near
    following = context.after + context.rest[len(context.after) :][:40]
    onward = near.endswith("结转") and re.match(r"(?:至|到)(?:下|\ue000)", context.rest)
    if words.CARRIED_FORWARD.search(near) or re.match(words.CARRIED_AFTER, following) or onward:
        return "requests.carried_forward"
    if re.match("，?结转$", near) and words.ANSWERED.search(context.said):
        return "requests.carried_forward"
    if words.BROUGHT_FORWARD.search(near):
        return "" if re.search("新收.*加", near) else "requests.brought_forward"
    return "requests.brought_forward" if re.search(r"(?:上年度?|去年|往年)结转的$", near) else ""


def _outcome(text: str, *, named: bool) -> str:
    """Return the outcome that some words name, unless they name it long before the request."""
    request_at = last_start(words.REQUEST, text) - 4
    for item, expression in words.OUTCOMES:
        found = expression.search(text)
        if found and not (named and found.end() <= request_at):
            return item
    return ""


def _applicant(text: str) -> str:
    """Return the one kind of applicant that some words name, nothing where they name several."""
    if re.search("公民|自然人|个人", text) and re.search("法人|企业|组织", text):
        return ""
    kinds = {code for code, expression in words.APPLICANTS if expression.search(text)}
    if kinds & {"legal_service_organisation", "research_institution"}:
        kinds.discard("organisations")
    return kinds.pop() if len(kinds) == 1 else ""
