"""Parts that a sentence lists of a figure: classes of information, units, applicants."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from govstats.forms import category_code
from govstats.reading.prose.line import FILLER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.reading.prose.quantities import Quantity

OPENS = re.compile(
    r"其中|包括|包含|(?:信息|公开)中，|分别(?:是|为|有)?|分为|主要(?:有|是|为|包括|涉及)|具体(?:为|是|有|如下)|内含|内容涉及|涵盖"
)
DIVIDES = re.compile(r"按(?:照)?[^，。；]{0,8}(?:分类?|划分|统计)")
"""Another division of the same whole: 按类别分，…"""
REST = re.compile(
    r"^(?:应主动公开的?)?其[他它](?:应?主动公开的?)?(?:类|类别|政府|信息|文件|事项|数量?|的){0,5}$"
)
_LEAD = re.compile(
    r"^(?:[、，；：。\s]|其余|内?含有?|内容|的信息中|信息中|其中|包括|包含|分别|具体|主要|涉及|涵盖|以及|还有|另有|另外|和|及|与|有|是|为|如下|公开的?内容|公开|发布|本年度?|今年|全年|新增|[一二三四五六七八九十]是)+"
)
_TAIL = re.compile(
    r"(?:共计|合计|共有|共|总计|数量|条数|总数|(?<=信息)数|(?<=类)数|新增信息|新增|计|约|近|有|为|是|达|：|的)+$"
)
_BARE = re.compile(r"^[）\s]+|(?:信息)?(?:最多|居多|为主|次之)$")
_THROUGH_VERB = re.compile(
    r"^.*(?:(?<!法定主动)公开|发布|新增|推送|上传|刊登)(?!信息|类|指南|年报|栏)(?=.{2})"
)
_AFTER_CLASS = re.compile(r"(?<=类)(?:政府|政务)?(?:信息|文件)$")
_UNIT_NAME = re.compile(
    r"(?:局|镇|街道|街道办|乡|县|[城郊东西南北]区|[\u4e00-\u9fff]{2,}区|办公室|委|院|中心|级|本级|县市|区县|县区|部门|公司|学校|园区|(?<!农)村|站|所|政府|市政府)$"
)
_VERB = re.compile(
    r"(?<!法定主动)公开(?!$)|(?:网站|媒体|平台|栏|号|微信|微博)公开|张贴|发布|推送|转发|收到|办理|开展|举办|召开|制作|印发|上传|受理|答复|回复|更新|通过|刊登|编|处理|采取|利用|转载|退回|计$|同一|相同|在|向|对|由"
)
_CLASS = re.compile(
    r"(?:类|类别|信息|文件|动态|公告|公示|解读|规划|政策|法规|职能|资金|服务|数据|事项|工作|领域)$"
)
_NO_CLASS = re.compile(
    r"^各|^全部|^以上|同一|相同|依申请|不予|办理|收到|受理|答复|建议|提案|申请|咨询|投诉|举报"
)
_CLAUSES, _NAMES = map(re.compile, ("[，；：。]", "[，；：。、]"))
_RESPECTIVELY = re.compile(r"([^，；：。\d]*)分别(?:为|是|有|达到?|共|计|约)*$")
_BETWEEN = ("、", "和", "，", "及", "与", "以及")
_NOUNS = re.compile("、|以及|和|及|与")
_LONGEST_SERIES = 80
_AND = re.compile("(?:和|及|以及|与)$")
_SHORTEST, _LONGEST = 2, 24


def part_name(near: str, reach: str = "") -> str:
    """Return the name that stands before a number in a list, without connectives.

    Where only 共 or 为 stands there, the name is that of the clause before (财政类最多，为5条).
    """
    for clause in (near, *reversed(_CLAUSES.split(reach))):
        name = _TAIL.sub("", _BARE.sub("", clause.replace(FILLER, "")))
        if name:
            return _AFTER_CLASS.sub("", _known(name) or _known(_strip(name)) or _strip(name))
    return ""


def _strip(name: str) -> str:
    """Drop connectives and the verb before a name: 公开惠农补贴类 is the class 惠农补贴类."""
    stripped = _LEAD.sub("", name)
    after_verb = _THROUGH_VERB.sub("", stripped)
    name = _LEAD.sub("", after_verb) or stripped
    return name if name.endswith(("类信息", "类")) else name.split("、")[-1]


def respective(text: str, numbers: Sequence[Quantity]) -> dict[int, str]:
    """Return which noun each number of a series is of (许可、处罚分别为12件和3件), by its place.

    A series that has not as many nouns as numbers gives its numbers no noun.
    """
    found: dict[int, str] = {}
    for n, number in enumerate(numbers):
        named = _RESPECTIVELY.search(text, max(0, number.start - _LONGEST_SERIES), number.start)
        if not named:
            continue
        series = [number]
        for following in numbers[n + 1 :]:
            if text[series[-1].end : following.start] not in _BETWEEN:
                break
            series.append(following)
        if len(series) > 1:
            nouns = _NOUNS.split(named[1])
            fits = len(nouns) == len(series)
            found |= {each.start: nouns[k] if fits else "" for k, each in enumerate(series)}
    return found


def after_name(after: str) -> str:
    """Return the name that stands behind a number in a list (5条其他信息)."""
    name = _NAMES.split(after.replace(FILLER, ""))[0].removeprefix("的")
    return _AFTER_CLASS.sub("", _AND.sub("", name))


def is_class(name: str, *, listed: bool) -> bool:
    """Say whether a name may be a class of information: a known one, or one that a list names."""
    if not name or FILLER in name:
        return False
    if category_code(name) != name or name.endswith(("类", "类信息")):
        return len(name) <= _LONGEST and not _NO_CLASS.search(name)
    fits = _SHORTEST <= len(name) <= _LONGEST and not _VERB.search(name) and not is_unit(name)
    return listed and fits and (bool(_CLASS.search(name)) or len(name) <= 8)  # noqa: PLR2004


def is_unit(name: str) -> bool:
    """Say whether a name is a body's or a place's."""
    name = name.removesuffix("公开")
    return bool(_UNIT_NAME.search(name)) and not name.endswith("类") and not name.endswith("工作")


@cache
def _known(name: str) -> str:
    """Return the longest ending of an enumeration that is a known class (政策、规范性文件类)."""
    pieces = name.split("、")
    for start in range(len(pieces)):
        candidate = "、".join(pieces[start:]).strip("、")
        if category_code(candidate) != candidate:
            return candidate
    return ""
