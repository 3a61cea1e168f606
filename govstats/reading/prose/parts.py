"""A number as a part of what was stated before: a class of information, or one unit's share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.forms import category_code
from govstats.reading.prose import vocabulary as words
from govstats.reading.prose.context import Context, Subject
from govstats.reading.prose.disclosure import channels
from govstats.reading.prose.lists import REST, after_name, is_class, is_unit, part_name

if TYPE_CHECKING:
    from govstats.reading.prose.drafts import PartList

_UNITS = {"条", "件", "份", "篇", "个", "宗", "项", "期", "次", "起", "则", "元", ""}
_OF_THEIR_OWN = {"个", "项", "期", "次"}
"""Units that count something else than the 条 and 件 that a list divides: 资金公示12期."""
_ACT = re.compile("(?:公开|发布|制发|制定|印发|受理|收到|办理|新收)$")
_POSTS = ("channels.wechat", "channels.weibo", "channels.gazette")
_PUT_THERE = re.compile("发布|推送|刊[登载发]|播[放出]|更新")
_OF_THE_HEADING = re.compile("等(?:方面|各类)?(?:政府)?信息(?:共|共计)?$")
"""What a numbered class holds: 1.机构职能类：领导分工、机构设置等信息3条."""
_MAY_BE_A_CLASS = ("licensing", "normative", "rules", "disclosed.total", "documents")
"""Subjects whose words are also the names of classes: 行政许可类信息."""
_HANDLED = re.compile("办[理结复]|答复|采纳")
"""Says what became of the matters that were counted, not of which kinds they are."""
_ENUMERATES = ("、", "和", "及", "以及")


def part_of(
    context: Context, subject: Subject | None, opened: PartList | None, heading: str
) -> tuple[Subject, bool] | None:
    """Return a number as a part, and whether it is only one unit's or a part's part.

    `subject` is what its own words say, `opened` the list that is open, `heading` the class of
    information that a numbered paragraph begins with.
    """
    if context.unit not in _UNITS:
        return None
    return _class(context, subject, opened, heading) or (
        _share(context, subject, opened) if opened else None
    )


def _class(
    context: Context, subject: Subject | None, opened: PartList | None, heading: str
) -> tuple[Subject, bool] | None:
    about = opened.about if opened else ""
    on_topic = context.topic in ("disclosed", "") or about.startswith("disclosed")
    if context.unit in ("元", "") or not on_topic:
        return None
    if subject is not None and not subject.item.startswith(_MAY_BE_A_CLASS):
        return None
    if opened and opened.whole and about.startswith(_POSTS):
        return opened.whole.subject, True
    if subject is None and channels(context.near) and _PUT_THERE.search(context.near):
        return None
    listed = _is_listed(context, opened)
    name, behind = part_name(context.near, context.reach if listed else ""), False
    following = after_name(context.after)
    if (
        following
        and (not name or words.DISCLOSED_BEFORE.search(context.near))
        and _is_named(following)
    ):
        name, behind = following, True
    if opened and opened.holds("channels.") and REST.match(name):
        return Subject("channels.other.items"), False
    grown = "新增" in context.near + context.reach
    if heading and (
        (grown and subject is not None and subject.item == "disclosed.total")
        or (subject is None and _OF_THE_HEADING.search(context.near))
    ):
        name = heading
    elif not is_class(name, listed=listed):
        return None
    if subject is not None:
        titled = name.endswith("类") or "信息" in context.near[-4:]
        of_a_field = listed and name.endswith("领域信息")
        if not of_a_field and (not _is_named(name) or not (titled or listed)):
            return None
    elif not (_is_named(name) or listed):
        return None
    of_their_own = opened and context.unit in _OF_THEIR_OWN and context.unit != opened.unit
    if of_their_own or (not listed and name.endswith("规范性文件")):
        return None
    nested = bool(opened and opened.nested)
    return Subject("disclosed.by_category", category_code(name), name, behind), nested


def _is_named(name: str) -> bool:
    """Say whether a name is a class's by itself: a standard one, or one that ends in 类."""
    return category_code(name) != name or name.endswith("类")


def _is_listed(context: Context, opened: PartList | None) -> bool:
    """Say whether a list of classes is open, so that a mere name (人事任免) is one of them."""
    if opened is None:
        return False
    if opened.about in ("disclosed.total", "channels.website.items"):
        return True
    if opened.whole is None and context.topic in ("", "disclosed"):
        return True
    classes = all(part.item == "disclosed.by_category" for part in opened.parts)
    return bool(opened.parts) and classes and context.reach.startswith(_ENUMERATES)


def _share(
    context: Context, subject: Subject | None, opened: PartList
) -> tuple[Subject, bool] | None:
    """Return a number as one unit's part of the figure that a list divides."""
    if opened.whole is None:
        return None
    name, about = _ACT.sub("", part_name(context.near)), opened.about
    if subject == opened.whole.subject and about.startswith(("channels.", "requests.")):
        return subject, True
    fees = subject is not None and subject.item.startswith("processing_fee")
    if subject and fees and about.startswith("processing_fee") and "其中" in context.said:
        return subject, True
    if about == "stated" and name and subject is None and not _HANDLED.search(context.near):
        same = context.unit == opened.whole.quantity.unit
        return (Subject("stated", name, name), True) if same else None
    if about.startswith("processing_fee"):
        if not is_unit(name) and opened.parts:
            name = opened.parts[-1].subject.label
        item = f"processing_fee.{'amount' if context.unit == '元' else 'cases'}"
        return (Subject(item, name, name), True) if is_unit(name) else None
    if is_unit(name) and (subject is None or subject.item == about):
        return Subject(about, name, name), True
    return None
