"""Sentences that state a nought in words: 未收到政府信息公开申请, 无行政复议、行政诉讼."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.reading.prose import vocabulary as words

if TYPE_CHECKING:
    from collections.abc import Iterator

_NONE = r"(?:未曾|并未|从未|没有|未有|未(?!经)|没|不(?=存在)|(?<!有)无(?!关|法|偿|理|障|缝|纸|正))(?:有|曾|再)?"
_CLAUSE = re.compile(
    rf"(?=[未并从没不无]){_NONE}(?P<verb>收到过?|接到|受理|接收|收取|收|发生|产生|出现|引发|涉及|被|因|提起|存在|办理|实施|作出|制定|制发|出台)?(?=(?P<what>[^。；！]*))"
)
_NOUGHT = re.compile(
    r"(?P<what>[^，。；]{2,40}?)(?:的)?(?:情况|情形|数量|件数|金额|总数|数)?(?:(?:：|均|都|(?<=许可)|(?<=处罚)|(?<=强制)|(?<=事业性收费))无(?=$|。|；|，)|(?:均|都|各)?(?:为|是)零|(?:均|都)(?:为|是)0(?![\d.,%]))"
)
_COMPLAINT = re.compile(
    r"纠正|纠错|败诉|撤销|维持|超期|逾期|投诉|举报|问题|不实|违|办结|及时|不[到足能够]|更新|条件|明确|不当|舆情|第三方|纠纷"
)
_OTHERS = re.compile(r"各[镇村乡街]|个别|部分(?:单位|部门|乡镇)|企业单位|长期")
_FROM_LAST_YEAR = re.compile(r"(?:上一?年度?|去年)$")
_DISPUTED = re.compile(r"复议|诉讼|应诉|起诉|争议")
_REQUESTED = re.compile(
    r"依申请公开|公开(?:政府)?(?:信息)?的?申请|申请(?:公开|政府信息)|信息(?:公开)?(?:的)?申请|^[^，]{0,24}申请(?!人|复议|行政)"
)
_PLAIN_REQUEST = re.compile(
    r"^[^，]{0,24}(?:依申请公开|公开申请|申请公开)(?:的|政府信息|信息|事项|件|申请|案件|情形|情况|业务|任何)*$"
)
_BY_CHANNEL = re.compile(r"(?:当面|现场|信函|网络|网上|在线|传真|邮件)[^，]{0,8}申请$")
_ACTS = re.compile(r"(?:制定|制发|出台|废止)")
_IS_NOUGHT = re.compile("[：均都可罚制费]无|[为是][零0]")
DENIES = re.compile("[未没无零不](?:(?<=[未没无零])|存在)")
"""What every text has that denies; begins with a set, for which a search looks first."""
_LONGEST = 70


def absences(sentence: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield (item, breakdown, start, end) for what a sentence says did not occur."""
    if not DENIES.search(sentence):
        return
    seen: set[tuple[str, str]] = set()
    noughts = _NOUGHT.finditer(sentence) if _IS_NOUGHT.search(sentence) else ()
    for found in sorted((*_CLAUSE.finditer(sentence), *noughts), key=_start):
        what = found["what"][:_LONGEST]
        first = re.split("，", what)[0]
        before = re.split("[，；]", sentence[: found.start()])[-1]
        if _OTHERS.search(before + (first if found.re is _NOUGHT else "")):
            continue
        verb = found.groupdict().get("verb") or ""
        start, end = found.start(), found.start("what") + len(first)
        if first.startswith("结转") and (year := _FROM_LAST_YEAR.search(before)):
            first, start = f"上年{first}", start - len(year.group())
        denied = _nought(first) if found.re is _NOUGHT else _denied(verb, first, what)
        for item, breakdown in denied:
            if (item, breakdown) not in seen:
                seen.add((item, breakdown))
                yield item, breakdown, start, end


def _start(found: re.Match[str]) -> int:
    return found.start()


def _nought(what: str) -> list[tuple[str, str]]:
    """Return what a clause says to be nought: 行政处罚数量为零, 许可、收费均为0, 依申请公开情况：无."""
    if _COMPLAINT.search(what):
        return []
    items = [(item, "") for item, noun in words.VOLUMES if noun.search(what)]
    if "事业性收费" in what:
        items.append(("fees.amount", ""))
    if _DISPUTED.search(what):
        items += _disputes(what)
    elif re.search("处理费", what):
        items.append(("processing_fee.amount", ""))
    elif re.search("依申请公开|公开(?:的)?申请", what) and not words.ALIEN_REQUEST.search(what):
        items.append(("requests.new", "total"))
    return items


def _disputes(what: str) -> list[tuple[str, str]]:
    items = []
    if "复议" in re.sub(r"未经复议|复议后", "", what):
        items.append(("review.total", ""))
    if re.search(r"诉讼|应诉|起诉", what):
        items.append(("litigation.total", ""))
    return items or [("disputes.total", "")]


def _denied(verb: str, first: str, what: str) -> list[tuple[str, str]]:
    """Return what a clause denies: the verb after 未 or 无, its object, and all that follows."""
    if re.search(r"\d", first):
        return []
    if re.match(r"(?:上一?年度?|往年)结转", first):
        return [("requests.brought_forward", "total")]
    if re.match(r"结转(?:至|到)?下", first):
        return [("requests.carried_forward", "total")]
    if _DISPUTED.search(first):
        if _COMPLAINT.search(first) or verb in ("办理", "受理", "作出"):
            return []
        goes_on = re.match(
            r"[^，]*，(?:也)?(?:未|没|无)?(?:有)?(?:被)?(?:提起)?(?:行政)?(?:诉讼|复议)", what
        )
        return _disputes(what if goes_on else first)
    if re.search("规章|规范性文件", first) and (
        verb in ("制定", "制发", "出台", "") or _ACTS.search(first)
    ):
        return _rules(verb, first)
    if verb in ("", "实施", "作出", "收取", "发生", "产生"):
        volumes = [(item, "") for item, noun in words.VOLUMES if noun.search(first)]
        if "事业性收费" in first:
            volumes.append(("fees.amount", ""))
        if volumes and not re.search("信息|公示|公开", first):
            return volumes
    paid = "处理费" in first or re.search(
        "(?:任何|相关|检索、?复制|邮寄|信息公开)[^，]{0,12}费用?$", first
    )
    if paid and (verb in ("收取", "收", "产生", "发生", "") or "收取" in first):
        return [("processing_fee.amount", "")]
    received = verb in (
        "收到",
        "收到过",
        "接到",
        "受理",
        "接收",
        "收",
        "办理",
        "发生",
        "产生",
        "出现",
        "涉及",
        "存在",
        "",
    )
    if (
        received
        and _REQUESTED.search(first)
        and not words.ALIEN_REQUEST.search(first)
        and not _COMPLAINT.search(first)
        and not _BY_CHANNEL.search(first)
    ):
        if verb in ("", "发生", "产生", "出现", "存在") and not _PLAIN_REQUEST.match(first):
            return []
        return [("requests.new", _applicant(first))]
    return []


def _applicant(first: str) -> str:
    kinds = [code for code, expression in words.APPLICANTS[2:] if expression.search(first)]
    general = re.search("公民|自然人|法人", first)
    return kinds[0] if len(kinds) == 1 and not general else "total"


def _rules(verb: str, first: str) -> list[tuple[str, str]]:
    if re.search("备案|公开|清理|审查|权", first):
        return []
    kinds = [
        kind
        for kind, noun in (("rules", "规章"), ("normative_documents", "规范性文件"))
        if noun in first
    ]
    acts = (
        ["issued"] if verb in ("制定", "制发", "出台") or re.search("制定|制发|出台", first) else []
    )
    acts += ["repealed"] if "废止" in first else []
    return [(f"{kind}.{act}", "") for kind in kinds for act in acts]
