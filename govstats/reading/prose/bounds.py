"""Whose figure a sentence gives: this year's and this body's, or another's."""

from __future__ import annotations

import re

_SCOPE = re.compile(
    r"全[省市县区镇乡州旗](?:各级)?|[市县区镇]?本级|代表[^，。；]{0,8}?政府|备案|历年(?:以来)?累计|各(?:镇|街道|县区|县|区|部门|村)"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|[\-—~至]20)")
_OWN_YEAR = re.compile(rf"{_YEAR.pattern}|今年|本年")
_LAST_YEAR = re.compile(
    r"(?<!结转)(?:去年|上一?年|往年|前年)(?!度?(?:的)?(?:结转|转结|转|继续|遗留|未办结))|同期"
)
_ASIDE = re.compile(r"(?:[比较]|结转|转至|转到|转入|加上|延期?至|(?<!截)至)(?:上年)?$")
"""A year that follows these is not the one that a figure belongs to."""
_PART_OF_YEAR = re.compile(
    r"近[两三四五六几\d]年|[两三四五六]年(?:来|累计|间)|20\d\d年?[\-—~至到]+20\d\d年(?!度?\d|末|底)|[一二三四1-4]季度|上半年|下半年|[每当]月|[每当]季|月均|(?<![-—~至到]1)\d月份?(?:共|，|公开)"
    r"|(?<!\d)(?!0?1月?[-—~至到]12月)\d{1,2}月?[-—~至到]\d{1,2}月(?!\d)"
)
_EXAMPLE = re.compile(r"例如|譬如|诸如|年报")
_NOT_COUNTED = re.compile(
    r"(?<!规划)计划(?!生育)|预计|力争|目标|拟|每(?:[个年月周季名件份]|收到|接到|受理)|平均|年均|人均|日均|不少于|不低于|至少|原则上|标准为|按照?[^，。；]{0,6}标准"
)
_RESPECTIVELY = re.compile(r"20\d\d年度?[、和与及]20\d\d年度?[^，。；]*分别[^。；]*$")
"""Figures of several years in a row, of which no position is taken."""
_FROM = re.compile("(?:从|由)[^，。；]{0,12}$")
_TO = re.compile(r"[^，。；\d]{0,6}(?:增|升|降|减|提高|扩大)[^，。；\d]{0,4}[到至为]")
_AGAINST = re.compile(r"[比较与同](?:去年|上一?年度?|前年|往年|20\d\d年度?)[^，。；\d]*$")
_COMPARED = re.compile("相比|比较|相较|[，；]?(?:增|减|上升|下降|多|少|持平)")
_ENDS_IN_A_YEAR = re.compile(r"(?:(20\d\d)年度?|去年|上一?年度?|往年|同期)$")
_PLANNED = re.compile(
    r"下一步|下一?阶段|接下来|今后|(?<![至到转入])(?:明年|来年)(?!继续|办理|答复)"
    r"|计划(?:新增|开设|培训|公开|组织|举办|召开|编制|制作|于|在|将|到|全年|每|发布|推送)"
)
_STRIVES = re.compile("力争[^；。]*$")
_SINCE = re.compile(
    r"历年|年[末底]累计(?![^，。；]{0,4}新增)|累计[^，。；]{0,8}总量|(?<!今年)(?<!年初)(?<!本年)(?<!本年度)(?<!年度)以来(?!的)|开通至今|实施至今"
)
_AS_OF = re.compile(
    r"累计[^。；]*(?:新增|(?:本年度?|今年|(?<![较比与同])20\d\d年)[^，。；]{0,12}\d)"
)
_MAY_CUMULATE = re.compile("历年|以来|至今|累计|年[末底]")
_NEARBY = 160
"""How many characters back a sentence is looked through for what governs its end."""
_OF_ANY_YEAR = ("全年", "新增")
_GOVERNS = re.compile(
    r"(?:(20\d\d)年度?|去年|上一?年度?)(?:，[^。；]*$|(?:，|全[市县区镇乡省]|我.|本.|共)*$)"
)
_THIS_YEAR = re.compile(r"今年|本年度?|全年|新增")


def scope_of(before: str) -> str:
    """Return the words before a number that say whose figure it is (全市, 本级, 备案), or nothing."""
    found = list(_SCOPE.finditer(before))
    if not found or (
        found[-1].group().startswith("历年") and _THIS_YEAR.search(before, found[-1].end())
    ):
        return ""
    return found[-1].group()


def is_cumulative(before: str, sentence: str, start: int, year: int | None) -> bool:
    """Say whether a number counts all years so far (历年累计, 以来, 累计 … 其中本年新增 …)."""
    if not _MAY_CUMULATE.search(sentence):
        return False
    named = _this_year(before, year)
    if any(m.start() >= named for m in _SINCE.finditer(before)):
        return True
    opened = before.rfind("累计")
    follows = _AS_OF.search(sentence, opened) if opened >= 0 else None
    return bool(follows) and opened >= named and follows.end() > start  # type: ignore[union-attr]


def is_as_of(before: str, near: str, year: int | None) -> bool:
    """Say whether a number is a stock (截至12月31日，累计): this year's or all years'."""
    undated = "累计" in near and not _this_year(before, year)
    return undated or re.search("截[止至][^。；]*累计[^，。；]*$", before[-_NEARBY:]) is not None


def names_another(before: str, year: int | None) -> bool:
    """Say whether a text ends in another year's name, whose figures then follow in brackets."""
    found = _ENDS_IN_A_YEAR.search(before)
    return bool(found) and (not found[1] or (year is not None and int(found[1]) != year))  # type: ignore[index]


def is_elsewhere(before: str, near: str, year: int | None) -> bool:
    """Say whether a number is another year's, a part of a year's, planned, or a standard.

    `before` is the sentence up to the number, `near` the words since the last mark or number.
    """
    years = [
        m
        for m in _YEAR.finditer(before)
        if not (_ASIDE.search(before[: m.start()]) or before.startswith("年以来", m.end()))
    ]
    last = list(_LAST_YEAR.finditer(before))
    part = list(_PART_OF_YEAR.finditer(before))
    this = _this_year(before, None) if years or last or part else 0
    named = years[-1].end() if years else 0
    if years and year is not None and int(years[-1][1]) != year and named > this:
        carried = re.match(r"年(?:度)?(?:结转|转结|转|继续)", before[named:])
        if not carried:
            return True
    if last and last[-1].end() > max(this, named) and not _compares(before, last[-1].start()):
        return True
    if part and part[-1].end() > this:
        return True
    if is_ahead(before, year) or _RESPECTIVELY.search(before[-_NEARBY:]):
        return True
    return bool(_EXAMPLE.search(near) or _NOT_COUNTED.search(near))


def is_ahead(before: str, year: int | None) -> bool:
    """Say whether the words before a number speak of what is planned for later."""
    ahead = [
        m.end()
        for m in _YEAR.finditer(before)
        if year is not None and int(m[1]) > year and not _ASIDE.search(before[: m.start()])
    ]
    ahead += [m.end() for m in _PLANNED.finditer(before)]
    if ahead and max(ahead) > max(_named(before, year), default=0):
        return True
    return _STRIVES.search(before[-_NEARBY:]) is not None


def is_former(near: str, rest: str) -> bool:
    """Say whether another figure changed from this one (从3件下降到0件, 与去年的204条相比)."""
    compared = _AGAINST.search(near) and _COMPARED.match(rest)
    return bool(compared or (_FROM.search(near) and _TO.match(rest)))


def _this_year(before: str, year: int | None) -> int:
    """Return where the words end that last named the report's own year, 0 where none did."""
    ends = [
        m.end()
        for m in _THIS_YEAR.finditer(before)
        if m.group() not in _OF_ANY_YEAR or not _is_governed(before[: m.start()], year)
    ]
    return max([*ends, *_named(before, year)], default=0)


def _is_governed(before: str, year: int | None) -> bool:
    """Say whether 全年 or 新增 after these words is another year's (2022年，全市全年…)."""
    governs = list(_GOVERNS.finditer(before))
    return bool(governs) and governs[-1][1] != str(year)


def _named(before: str, year: int | None) -> list[int]:
    """Return where the words end that name the report's own year by its number or as 本年."""
    return [
        m.end()
        for m in _OWN_YEAR.finditer(before)
        if not m[1] or (year is not None and int(m[1]) == year)
    ]


def _compares(before: str, start: int) -> bool:
    """Say whether 去年 or 上年 is what a figure is compared with, not whose it is."""
    words = before[max(0, start - 1) :]
    return words[0] in "比较同与" or bool(
        re.match(r".?(?:去年|上一?年度?|上年同期|前年)同期?相比", words)
    )
