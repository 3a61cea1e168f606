"""Reconsideration and litigation (表四): 行政复议, 行政诉讼 and how they ended."""

from __future__ import annotations

import re

from govstats.reading.prose import vocabulary as words
from govstats.reading.prose.context import (
    JUST_TOTAL,
    NOTHING,
    Context,
    Subject,
    last_of,
    last_start,
)

_UNITS = {"件", "条", "份", "宗", "起", "例", "个", "项", "次", "件次", "批", ""}
_TOPICS = frozenset(dict(words.DISPUTES))
_SPOKEN = re.compile("复议|诉|争议")
_BEHIND = re.compile(r"的?(?:政府信息公开)?(?:类)?(?:行政)?(?:复议|诉讼)(?:案件|申请)?")
_NOT_CASES = re.compile(r"^机[构关]|出庭|信息|文件|培训|率$|机关负责人|告知|审结$|民事|刑事")
_NOT_OURS = re.compile(
    r"作为(?:复议机关|第三人|原告)|民事|刑事|交通|各类行政(?:复议|诉讼)|(?<!公开)类(?:案件)?(?:行政)?(?:复议|诉讼)|一审|法院[^，。；]{0,4}(?:受理|收案)|不超过|控制在|以内"
)
_OF_INFORMATION = re.compile("其中[^，。；]{0,8}信息公开[^，。；]{0,8}$")
_AMONG_OTHERS = re.compile(r"，?其中[^，。；\d]{0,8}信息公开[^，。；\d]{0,8}\d")
"""What follows a number of disputes of whatever kind: 96件，其中涉及政府信息公开7件."""
_JUDGING = re.compile("(?:受理|审理|审结)(?:各类|各种|一般)?(?:行政)?复议")
"""Said of a body that decides reviews of whatever kind."""
_OVER_ELSE = re.compile("因(?!.*(?:公开|答复|申请|此)).{2,}(?:引起|引发|提起|产生)")
_NOT_OF_INFORMATION = re.compile(
    "[^。；]*?(?:不在统计|[不未]计入|(?:不属于|不涉及|非|不含)(?:政府)?信息公开|与(?:政府)?信息公开[^，。；]{0,6}无关)"
)
_DISMISSED = re.compile("(?:驳回|终止)[^，。；、]{0,6}申请")
_QUARRELS = re.compile("纠纷|矛盾|信访|仲裁")
_BEFORE_COLON = re.compile(r"([^，。；：\d]*)：([^。；]*)$")
_QUALIFIED = re.compile("[讼诉议]\ue000+$")
_NOT_ONE = re.compile(
    r"(?:(?:没有|未|从未|并未)(?:发生|出现|产生|引发|收到|接到|发现)过?|没有|未有|并无)$"
)
_OF_THE_YEAR = re.compile(
    rf"^(?:全年|本年度?|今年|年内|我.{{1,2}}|案件|发生|涉及|收到)*{words.COUNTED}"
)


def dispute(context: Context) -> Subject | None:
    """Return which reviews or suits a number counts, with their outcome where one is named."""
    near = context.near
    spoken = context.topic in _TOPICS or _SPOKEN.search(context.reach + context.after)
    if context.unit not in _UNITS or not spoken:
        return None
    if _NOT_ONE.search(near) or _is_of_another_matter(context):
        return NOTHING
    told_of = _under_heading(context)
    if told_of:
        return told_of
    head = last_of(words.DISPUTES, near)
    request = last_start(words.REQUEST, near)
    outcome = last_of(words.DISPUTE_OUTCOMES, near[head[1] if head else 0 :])
    if head is None and _BEHIND.match(context.after):
        head = last_of(words.DISPUTES, context.after)
        return Subject(f"{head[0]}.{outcome[0] if outcome else 'total'}") if head else None
    among = last_of(words.DISPUTES, context.said) if _OF_INFORMATION.search(near) else None
    if head is None and among:
        others = _JUDGING.search(context.said) or _NOT_OURS.search(context.said)
        return NOTHING if others else Subject(f"{among[0]}.total")
    if head and request < head[1]:
        return _named(context, head, outcome)
    wide = last_of(words.DISPUTES, context.reach)
    if (
        wide
        and not words.REQUEST.match(context.after)
        and wide[1] < len(context.reach)
        and _OF_THE_YEAR.match(near)
    ):
        return Subject(f"{wide[0]}.total")
    if (
        context.topic not in _TOPICS
        or (request >= 0 and not _DISMISSED.search(near))
        or _QUARRELS.search(near)
    ):
        return None
    kind = last_of(words.DISPUTES, context.said)
    if kind and not kind[0].startswith(context.topic):
        return NOTHING
    told = outcome or last_of(words.DISPUTE_OUTCOMES, context.after.partition("中")[0])
    return Subject(f"{context.topic}.{told[0]}", behind=not outcome) if told else None


def _is_of_another_matter(context: Context) -> bool:
    """Say whether the disputes are about something else: 因投诉处理引起的行政复议23件."""
    clause = re.split("[，；。]", context.said)[-1]
    return bool(_OVER_ELSE.search(clause) or _NOT_OF_INFORMATION.match(context.rest))


def _under_heading(context: Context) -> Subject | None:
    """Return what an outcome or a total is of where a kind is named before the colon (行政诉讼：维持2件).

    Nothing where a bracket says which of the suits are meant.
    """
    heading = _BEFORE_COLON.search(context.said)
    kind = last_of(words.DISPUTES, heading[1]) if heading else None
    outcome = last_of(words.DISPUTE_OUTCOMES, context.near)
    if not (heading and kind and (outcome or JUST_TOTAL.match(context.near))):
        return None
    if kind[0] == "disputes" or last_of(words.DISPUTES, heading[2]):
        return None
    if _QUALIFIED.search(heading[1]):
        return NOTHING
    return Subject(f"{kind[0]}.{outcome[0] if outcome else 'total'}")


def _named(context: Context, head: tuple[str, int], outcome: tuple[str, int] | None) -> Subject:
    """Return what a number says of the reviews or suits that its own clause names."""
    kind, end = head
    tail = context.near[end:]
    if "信息公开" not in context.near and _AMONG_OTHERS.match(context.rest):
        return NOTHING
    judges = _JUDGING.search(context.near[:end]) and "信息公开" not in context.near
    if judges and context.topic not in dict(words.DISPUTES):
        return NOTHING
    if context.unit == "次" or _NOT_CASES.search(tail) or _NOT_OURS.search(context.said + tail):
        return NOTHING
    if outcome:
        return Subject(f"{kind}.{outcome[0]}")
    if "分别" in context.near:
        return NOTHING
    after = last_of(words.DISPUTE_OUTCOMES, context.after)
    if after and not re.match("[均全都中]", context.after):
        return Subject(f"{kind}.{after[0]}", behind=True)
    return Subject(f"{kind}.total")
