"""Counts that the prose states, each with its sentence, qualifier and scope."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.documents import fold
from govstats.forms import category_code
from govstats.reports import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.documents import Paragraph, Place

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?P<scale>[万亿]?)(?P<more>余|多)?"
_COUNTED = r"(?P<unit>条|件|份|篇|期|宗|项|次|元|%)"
_SENTENCE = re.compile(r"[^。；;！？]*[。；;！？]?")
_SCOPE = re.compile(r"全[省市县区镇乡州旗]|本级|代表[^，,]{0,6}政府|备案|历年累计")
_ELSEWHERE = re.compile(
    r"历年|去年|上年度?(?!结转)|季度|上半年|下半年|计划|预计|力争|同比|增加|减少|每[个年月]|平均|信息公开年报"
)
_SINCE = re.compile("以来")
_CUMULATIVE = re.compile("累计[^。；;]*新增")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_PRINTED = re.compile(r"[\d.,]+[万亿]?[余多]?\D*$")
_NEAR = 12
_LONGEST = 20_000
_FULL_WIDTH = str.maketrans("０１２３４５６７８９，", "0123456789，")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A way of stating an item; `name` in it becomes the breakdown (an account, a category)."""

    item: str
    expression: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _pattern(item: str, before: str, unless: str = "") -> _Pattern:
    expression = re.compile(before + _NUMBER + _COUNTED)
    return _Pattern(item, expression, re.compile(unless) if unless else None)


_DISCLOSED = r"(?:主动公开|主动发布|公开|发布)(?:了|的)?(?:各类|各项)?(?:政府|政务)?信息(?:数量|总数|数)?(?:共计|共|为|达|累计)?"
_WEBSITE = r"(?:政府|门户)?网站(?:平台)?(?:上)?"
_ACCOUNT = r"[“\"「](?P<name>[^”\"」]{1,20})[”\"」]"
_PATTERNS = (
    _pattern("channels.website.items", rf"{_WEBSITE}[^。；，,\d]{{0,12}}{_DISCLOSED}"),
    _pattern(
        "disclosed.total",
        _DISCLOSED,
        unless="网站|微信|微博|公报|公众号|新媒体|公开栏|依申请公开信息|不予公开|制作|各村|其中",
    ),
    _pattern(
        "channels.wechat.posts",
        rf"微信(?:公众)?(?:号|平台)?{_ACCOUNT}[^。；;]{{0,60}}?(?:推送|发布|公开|刊发)[^，。；,;\d]{{0,15}}",
    ),
    _pattern(
        "channels.weibo.posts",
        rf"微博(?:账号)?{_ACCOUNT}?[^。；;]{{0,40}}?(?:推送|发布|公开|转发)[^，。；,;\d]{{0,15}}",
    ),
    _pattern(
        "requests.new",
        r"(?:收到|受理|新收|接收|收办)(?:了|的|各类|群众|公民){0,2}(?:政府|政务)?(?:信息)?(?:依申请)?(?:公开)?(?:信息)?(?:的)?"
        r"申请(?:的)?(?:案?件)?(?:的)?(?:数量|总数|总量)?(?:共计|共|为|合计)?",
        unless="复议|诉讼|许可|低保|注册|咨询|诉求",
    ),
    _pattern("processing_fee.amount", r"收取[^。；;，,\d]{0,16}信息处理费(?:共计|共|合计)?"),
    _pattern("disclosed.digital_share", r"全文电子化率(?:达到?|为)?"),
)
_NONE_RECEIVED = re.compile(
    r"(?:未|没有)(?:收到|接到|受理)(?:任何|公民|群众|过|的|、|法人|和|其他组织){0,4}(?:政府|政务)?(?:信息)?(?:依申请)?公开(?:信息)?的?申请"
)
_PART = re.compile(rf"(?P<name>[^\d，。；：:;,%]{{2,40}}?)(?:数量?|共)?{_NUMBER}{_COUNTED}")
_LIST_OPENS = re.compile(r"其中|包括|分别(?:是|为)|主要有")
_REST = re.compile(r"^(?:应主动公开的)?其[他它](?:主动公开的?)?(?:类|政府|信息|数量?){0,4}$")
_CATEGORY = re.compile(r"类(?:政府)?(?:信息)?$|^其[他它](?:类|信息|政府信息|主动公开)|信息$")
_NO_CATEGORY = re.compile(r"网站|微信|微博|渠道|公报|公众号|公开栏|文字|图片|视频|依申请|例如|不予")
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）")


def read_statements(
    paragraphs: Iterable[Paragraph], year: int | None = None
) -> tuple[Statement, ...]:
    """Return the counts that the paragraphs state, in their order.

    Figures of other years than the report's, of parts of the year, planned or cumulative ones and
    differences are left out; a number with 余, 多 or in rounded 万 carries its qualifier.
    """
    found: list[Statement] = []
    for paragraph in paragraphs:
        text = re.sub(r"\s+", "", fold(paragraph.text)).translate(_FULL_WIDTH)
        for sentence in filter(None, _SENTENCE.findall(text[:_LONGEST])):
            found.extend(_in_sentence(sentence, paragraph.place, year))
        found.extend(_categories(text[:_LONGEST], paragraph.place, year))
    return tuple(found)


def _in_sentence(sentence: str, place: Place, year: int | None) -> Iterator[Statement]:
    for pattern in _PATTERNS:
        for match in pattern.expression.finditer(sentence):
            clause = re.split("[，,]", sentence[: match.start()])[-1] + match.group()
            if _is_elsewhere(sentence[: match.end()], clause, year):
                continue
            if pattern.unless and pattern.unless.search(clause):
                continue
            if _CUMULATIVE.search(sentence, match.start() - len("累计")) and "新增" not in clause:
                continue
            name = match.groupdict().get("name") or ""
            yield _statement(pattern.item, name, name, match, sentence, place)
            if not name:
                break
    none = _NONE_RECEIVED.search(sentence)
    if none and not _is_elsewhere(sentence[: none.end()], none.group(), year):
        yield Statement(
            "requests.new", "total", "", Decimal(0), "件", none.group(), sentence, place
        )


def _is_elsewhere(before: str, clause: str, year: int | None) -> bool:
    """Say whether a number is another year's, a part of the year's, planned, or a difference."""
    years = list(_YEAR.finditer(before))
    other = bool(years) and year is not None and int(years[-1][1]) != year
    named_last = years[-1].end() if years else 0
    return other or bool(_SINCE.search(before, named_last)) or bool(_ELSEWHERE.search(clause))


def _categories(text: str, place: Place, year: int | None) -> Iterator[Statement]:
    """Yield the parts of a total that a paragraph lists by category after 其中 or 包括.

    One level only: what stands in brackets divides a part further. The list ends with its sentence.
    """
    opening = _LIST_OPENS.search(text)
    if not opening or not re.search("主动公开|公开", text[: opening.start() + 1]):
        return
    end = re.compile("[。；;]").search(text, opening.end())
    listed = _BRACKETS.sub("", text[opening.end() : end.start() if end else len(text)])
    if _is_elsewhere(text[: opening.end()], listed[:_NEAR], year):
        return
    named = [(_name(match["name"]), match) for match in _PART.finditer(listed)]
    parts = [
        (name, match)
        for name, match in named
        if match["unit"] not in "%元" and _CATEGORY.search(name) and not _NO_CATEGORY.search(name)
    ]
    one_kind = not _LIST_OPENS.search(listed) and not any(_NO_CATEGORY.search(n) for n, _ in named)
    complete = one_kind and bool(parts) and bool(_REST.match(parts[-1][0]))
    for name, match in parts:
        yield _statement(
            "disclosed.by_category", category_code(name), name, match, listed, place, complete=complete,
        )  # fmt: skip


def _name(printed: str) -> str:
    """Return a category's printed name; a comma inside it (政策、规范性文件类) is kept."""
    pieces = printed.split("、")
    for start in range(len(pieces)):
        candidate = "、".join(pieces[start:]).strip("、 ")
        if category_code(candidate) != candidate:
            return candidate
    return pieces[-1].strip()


def _statement(  # noqa: PLR0913 - the parts of one statement
    item: str,
    breakdown: str,
    label: str,
    match: re.Match[str],
    quote: str,
    place: Place,
    *,
    complete: bool = False,
) -> Statement:
    scale = {"": 1, "万": 10_000, "亿": 100_000_000}[match["scale"]]
    scope = _SCOPE.search(quote[: quote.find(match.group()) + len(match.group())])
    return Statement(
        item=item,
        breakdown=breakdown or ("total" if item.startswith("requests.") else ""),
        label=label,
        value=Decimal(match["number"].replace(",", "")) * scale,
        unit=match["unit"],
        printed=_PRINTED.search(match.group())[0],  # type: ignore[index]
        quote=quote,
        place=place,
        qualifier=match["more"] or ("万" if match["scale"] else ""),
        scope=scope.group() if scope else "",
        complete=complete,
    )
