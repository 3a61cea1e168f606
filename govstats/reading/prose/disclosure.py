"""Information disclosed: in all, by channel, and among the documents made."""

from __future__ import annotations

import re

from govstats.reading.prose import vocabulary as words
from govstats.reading.prose.context import COUNT_UNITS, JUST_TOTAL, NOTHING, Context, Subject

_WECHAT = dict(words.CHANNELS)["wechat"]
_QUOTED = re.compile(r"“([^”]{1,24})”")
_ACCOUNT_AFTER = re.compile(
    rf"(?:{_WECHAT.pattern}|微博)(?:账号|号|平台)?(?:为|是|：|\ue000)?“([^”]{{1,24}})”"
)
_ACCOUNT_BEFORE = re.compile(
    r"“([^”]{1,24})”(?:的|官方|政务|政府|新浪|腾讯|\ue000)*(?:微信|微博|公众)"
)
_BOTH_ACCOUNTS = re.compile("”(?:政务)?(?:双微|两微)")
_SEVERAL = re.compile(
    r"等(?:各类|各种|多种|多个|公开|信息|网络|官方|政务|新?媒体|线上)*(?:渠道|方式|途径|平台|载体|媒介|形式|媒体|多)"
)
_VIEWED = re.compile(rf"(?:{words.VIEWED.pattern})(?:量|数|总量|用户|人数|人)*{words.COUNTED}")
_OF_VILLAGES = re.compile(
    "(?:村居?|社区|基层|下级|各[^，。；]{1,6})级?的?(?:网站|微信|公众号|微博)"
)
_TAKEN_UP = re.compile("采用|录用|采纳|投稿")
"""Said of what other people's channels took."""
_NOT_ITEMS = re.compile("报送|公示|行政处罚|行政许可|专题|解读|会议|规范性文件")
_OF_A_CLASS = re.compile(rf"(?<![各分种])类(?:政府|政务)?(?:信息|文件)?{words.COUNTED}")
_IN_A_COLUMN = re.compile(r"(?<!公开)”(?:栏目|专栏|专题|专区)|(?:栏目|专栏|专题|专区)“")
"""A named part of a website, whose items are not the whole's."""
_AT_WEBSITE = re.compile(
    rf"网(?:站)?(?:平台)?(?:“[^”]+”)?(?:板块|频道|专栏)?(?:上)?(?:主动)?(?:公开|发布|上传)?(?:政府|政务|各类)*(?:信息|文件)?{words.COUNTED}"
)
_PUT_ONLINE = re.compile(
    rf"(?:发布|更新|推送|上传|新增|公开)(?:[^，。；]{{0,8}}?(?:信息|文件|稿件|消息|内容))?{words.COUNTED}"
)
_POSTED_HERE = re.compile(
    rf"(?:推送|推文|发布|刊[登载发]|登载|更新|发帖|发文|编发|推出|发送){words.COUNTED}"
    rf"|(?:推送|推文|发布|刊[登载发]|登载|更新|上网发布)[^，。；]{{0,8}}(?:信息|消息|文件|文章|稿件|推文|图文){words.COUNTED}"
)
_OTHERS_WORK = re.compile(
    "抽查|检查|监测|督促|责令|补充公开|[印制]发的?文件|分别|审[核查](?!后|通过)"
)
_DOCUMENTS = re.compile("信息|文件|档案")
_ANY_CHANNEL = re.compile("|".join(expression.pattern for _, expression in words.CHANNELS))
_SPOKEN = re.compile(words.VERB)
_BARE = re.compile(rf"^[、，；：]?(?:其中)?主动公开{words.COUNTED}")
"""An outcome where requests are spoken of: 主动公开29件，予以公开41件."""
_MADE_BEFORE = re.compile(r"(?:制作|形成|产生|生成)[^，。；\d]{0,8}(?:信息|文件)[^，。；\d]{0,4}\d")
_PAPERS = re.compile(
    r"(?:公文|发文|收文|(?:[印制]发|审[查核])[^，。；\d]{0,8}(?:文件|稿件))\D{0,4}\d+[件份条篇]|\d+[件份条篇](?:公文|发文|文件)"
)
_MARKED = re.compile(
    rf"(?:主动公开|依申请公开|不予(?:以)?公开|不?公开)(?:的|属性|类|文件)*{words.COUNTED}"
)
"""How official papers are marked, which counts neither information nor requests."""
_NAMED_BEFORE = re.compile(rf"{words.VERB}{words.GENERIC}(?:方面|情况|工作|数量)?[，：]")


def disclosed(context: Context) -> Subject | None:
    """Return the total of information disclosed, where a number counts it."""
    of_a_part = _IN_A_COLUMN.search(context.reach)
    return Subject("disclosed.total") if _is_plain(context) and not of_a_part else None


def documents(context: Context) -> Subject | None:
    """Return which of the documents made a number counts (共制作信息…，其中依申请公开…)."""
    near = context.near
    if _DOCUMENTS.search(near) and words.MADE.search(near):
        return Subject("documents.made")
    if _PAPERS.search(context.said) and (_MARKED.search(near) or _MARKED.match(context.after)):
        return NOTHING
    made = context.whole == "documents.made" or _MADE_BEFORE.search(context.said)
    if not made and ("信息" not in near or context.topic == "requests"):
        return None
    if words.ON_REQUEST.search(near) and not words.RECEIVED.search(near):
        return Subject("documents.on_request")
    return Subject("documents.not_disclosed") if words.NOT_DISCLOSED.search(near) else None


def gazette(context: Context) -> Subject | None:
    """Return the gazette, where it alone is named and printed what is counted."""
    if "公报" not in context.said:
        return None
    here = channels(context.near)
    alone = (here or channels(context.said)) == {"gazette"} and context.near
    if not alone or not re.search(r"刊|登载|发布|公开|收录|编发", context.near):
        return None
    printed = context.unit in ("条", "件", "篇", "份")
    return Subject("channels.gazette.items") if printed else NOTHING


def channel(context: Context) -> Subject | None:
    """Return the channel that a number of items went through, if it is one channel alone."""
    if context.unit not in COUNT_UNITS:
        return None
    where = context.near if channels(context.near) else _before(context)
    kinds = channels(where)
    if len(kinds) != 1 or _SEVERAL.search(where):
        return None
    if (
        _TAKEN_UP.search(context.near)
        or _OF_VILLAGES.search(context.near)
        or _VIEWED.search(context.near)
        or words.VIEWED.match(context.after)
    ):
        return NOTHING
    kind = kinds.pop()
    if kind == "other" and context.listed and re.search("其[他它]", where):
        return Subject("channels.other.items")
    posted = context.listed or words.POSTED.search(context.said + context.after)
    if kind in ("other", "gazette") or context.unit == "个" or not posted:
        return NOTHING
    if kind == "website":
        return Subject("channels.website.items") if _is_of_site(context, where) else NOTHING
    shared = context.said if _BOTH_ACCOUNTS.search(context.said) else ""
    name = _account(context.near) or _account(where) or _account(shared)
    return Subject(f"channels.{kind}.posts", name, name)


def _is_of_site(context: Context, where: str) -> bool:
    """Say whether a number counts what a website holds, not what one part of the site does."""
    near = context.near
    here = "website" in channels(_QUOTED.sub("", near))
    given = context.last is not None and context.last.item == "channels.website.items"
    named = _IN_A_COLUMN.search(context.reach) or re.search("(?<!公开)(?<!”)栏目", near)
    of_a_part = named or (given and "目录" in near)
    if _NOT_ITEMS.search(near) or _OF_A_CLASS.search(near) or (of_a_part and not here):
        return False
    return bool(_is_plain(context) or _AT_WEBSITE.search(where) or _PUT_ONLINE.search(near))


def channels(text: str) -> set[str]:
    """Return the kinds of channels that some words name."""
    if not _ANY_CHANNEL.search(text):
        return set()
    return {kind for kind, expression in words.CHANNELS if expression.search(text)}


def _before(context: Context) -> str:
    """Return the clauses before a number that may name its channel.

    What follows a number directly is that number's own noun (512个查阅点，). A channel named
    earlier in the sentence holds for what was posted, not for what was disclosed.
    """
    reach = context.reach
    if len(reach) < len(context.said):
        reach = re.sub(r"^[^，；：。、]*", "", reach)
    if channels(reach):
        return reach
    posted = _POSTED_HERE.search(context.near) and "主动公开" not in context.near
    return context.said if posted and len(channels(context.said)) == 1 else ""


def _account(text: str) -> str:
    """Return the name of an account: in quotation marks beside 公众号, or the only one quoted."""
    found = list(_ACCOUNT_AFTER.finditer(text)) or list(_ACCOUNT_BEFORE.finditer(text))
    if found:
        return str(found[-1][1])
    quoted = _QUOTED.findall(text)
    return str(quoted[0]) if len(quoted) == 1 else ""


def _is_plain(context: Context) -> bool:
    """Say whether a number counts disclosed information without a kind of its own."""
    near = context.near
    if context.unit not in COUNT_UNITS or context.reach.startswith("、"):
        return False
    if not _SPOKEN.search(context.reach) or _OTHERS_WORK.search(near):
        return False
    if context.topic == "requests" and context.unit != "条" and _BARE.match(near):
        return False
    if words.DISCLOSED.search(near):
        return True
    if words.COUNT_OF_DISCLOSED.search(near) and not (context.listed and "目录" in near):
        return True
    on_topic = context.topic in ("", "disclosed") and context.unit in ("条", "件", "份", "篇")
    if on_topic and words.PLAINLY.search(near):
        return True
    if words.DISCLOSED_BEFORE.search(near) and words.DISCLOSED_AFTER.match(context.after):
        return True
    return bool(near and JUST_TOTAL.match(near) and _NAMED_BEFORE.search(context.reach))
