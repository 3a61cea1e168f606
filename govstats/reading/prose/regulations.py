"""Table two in words: 规章 and 规范性文件 made, repealed, in force; licences, penalties, coercion."""

from __future__ import annotations

import re

from govstats.reading.prose import vocabulary as words
from govstats.reading.prose.context import NOTHING, Context, Subject, last_of

_UNITS = {"件", "份", "条", "个", "项", "部", "篇", "宗", "起", ""}
_KINDS = (
    ("normative_documents", re.compile(r"规范性(?:文件|档案)")),
    ("rules", re.compile(r"(?<!法)(?<!律)规章(?!制度)")),
)
_TOPICS = frozenset(dict(_KINDS))
_SPOKEN = re.compile("规章|规范性")
_HEADED = re.compile(r"(规章|规范性文件)：$")
_OTHER_MATTER = re.compile(
    r"类(?:政府)?(?:信息|文件)?[数量]*$|信息[数量]*$|解读|备案|报备|审查|审核|清理出"
)
_DISCLOSED = re.compile(r"公开(?!.{0,4}(?:现行|总))")
_URGES = re.compile("建议|提请|报请|推动|配合|协助|督促")
_SHARED = re.compile(r"分别|拟修改|以[^，。；]{2,12}名义")
_SORTED = re.compile("^[^。]*(?:有效|保留|废止|失效)")
"""What became of the documents that were gone through: 清理108件，继续有效79件，废止22件."""
_BARE = re.compile(r"^[、和及，；]*(?:行政)?(?:规章|规范性文件)$")
_UNNAMED = re.compile(
    r"^(?:[、，；：]|和|及|其中|目前|并|本年度?|全年|年内|今年|我.|共|新|已|拟|宣布|文件|截[至止]|年[末底]|\ue000"
    r"|现行|继续|仍然?|"
    + "|".join(words_.pattern for _, words_ in words.RULE_ACTS)
    + rf")*{words.COUNTED}"
)
"""What was done to documents that were named before, and nothing else: 、废止2件."""
_DECIDED = re.compile("行政|决定")
_NO_DECISION = re.compile(r"申请|受理|公示|公开|信息|清单|权力|立案")
_DECISIONS = tuple(
    (
        item,
        re.compile(
            rf"{noun.pattern}(?:的)?(?:措施)?(?:事项|案件)?(?:本年度?)?(?:处理|裁量)?(?:决定|案件)?(?:办结|办理)?{words.COUNTED}"
            rf"|作出{noun.pattern[2:]}决定{words.COUNTED}"
        ),
    )
    for item, noun in words.VOLUMES
)


def regulation(context: Context) -> Subject | None:
    """Return what was done to which kind of document: 制发规范性文件3件."""
    near = context.near
    spoken = context.topic in _TOPICS or _SPOKEN.search(context.said + context.after)
    if context.unit not in _UNITS or not spoken:
        return None
    kind, named = _kind(context)
    if kind not in _TOPICS:
        return None
    if _OTHER_MATTER.search(near) or _URGES.search(near):
        return NOTHING if named else None
    act = last_of(words.RULE_ACTS, near)
    if act and near[: act[1]].endswith("清理") and _SORTED.search(context.rest):
        return NOTHING
    in_stock = act is not None and act[0] in ("in_force", "disclosed", "newly_disclosed")
    if _DISCLOSED.search(near) and not in_stock:
        return NOTHING if named and not context.listed else None
    act = act or last_of(words.RULE_ACTS, context.after)
    if act is None and named and _BARE.match(near):
        act = last_of(words.RULE_ACTS, re.split("[；。]", context.said)[-1])
    if act and not named and not _UNNAMED.match(near):
        return None
    if act:
        return NOTHING if _SHARED.search(near) else Subject(f"{kind}.{act[0]}")
    return NOTHING if named and not context.listed else None


def _kind(context: Context) -> tuple[str, bool]:
    """Return the kind of document spoken of, and whether the number's own clause names it."""
    around = f"{context.near}|{context.after}"
    named = last_of(_KINDS, around)
    if named:
        return named[0], True
    headed = _HEADED.search(context.reach[: len(context.reach) - len(context.near)])
    if headed:
        return ("rules" if headed[1] == "规章" else "normative_documents"), False
    if not context.topic and re.search(r"规范性文件(?!.*规章)", context.said):
        return "normative_documents", False
    return context.topic, False


def volume(context: Context) -> Subject | None:
    """Return which decisions (许可, 处罚, 强制) a number counts; those published are others."""
    if context.unit not in _UNITS or not _DECIDED.search(context.near):
        return None
    for item, expression in _DECISIONS:
        found = expression.search(context.near)
        if not found:
            continue
        before = context.near[: found.end()]
        if _NO_DECISION.search(before) and "决定" not in found.group():
            return None
        if "事项" in found.group() and not re.search("办理|办结|作出", context.near):
            return NOTHING
        return Subject(item)
    return None
