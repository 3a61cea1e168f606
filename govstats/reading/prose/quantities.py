"""Counts in running text: number, scale, unit, and what makes them vague."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
           "七": 7, "八": 8, "九": 9}  # fmt: skip
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_HAN = "".join((*_DIGITS, *_SCALES))
_UNITS = (
    "个百分点", "百分点", "万元", "亿元", "元", "人次", "余次", "件次", "条次", "次", "条", "件", "份", "篇", "期",
    "场", "个", "项", "宗", "起", "例", "部", "则", "家", "人", "名", "户", "册", "类", "批", "种", "处",
    "封", "通", "座", "亩", "所", "辆", "吨", "公里", "间", "头", "车次", "户次",
    "台", "块", "幅", "张", "组", "位", "字", "轮", "本", "笔", "户", "套", "类", "%", "‰",
)  # fmt: skip
_UNIT = "|".join(dict.fromkeys(_UNITS))
_QUANTITY = re.compile(
    rf"(?=[大约将近超逾不上\d{_HAN}])(?P<pre>大约|约|将近|近|超过|超|逾|不足)?"
    rf"(?:(?P<number>(?<![\d.,])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,12}})(?:\.\d{{1,6}})?(?![\d]))(?P<scale>[千百]?[万亿]?)"
    rf"|(?P<han>上(?=[千百万])[千百万]|(?:[{_HAN}]+(?!分之)(?=余|多|{_UNIT}))))"
    rf"(?P<more>余|多|来|几)?(?P<unit>{_UNIT})?(?:（[次条件]）)?(?P<post>左右|以上|余)?"
)
_PERCENT = re.compile(rf"百分之(?P<han>[{_HAN}]+|\d+(?:\.\d+)?|百)")
MAY_COUNT = re.compile(rf"[\d{_HAN}](?:(?<=\d)|(?<=百)分之|(?<=[{_HAN}])(?:余|多|{_UNIT}))")
"""What every text with a count has; begins with a set, for which a search looks first."""
_DIVISIBLE = {"", "万元", "亿元", "元", "%", "‰", "个百分点", "百分点"}
_TORN = re.compile(r"\d $")
_DASH = "-—~至到/:."
_PARTED = "千百万亿"
_BEFORE_HAN = "廿卅卌"
_LONGEST_BARE = 6
"""So many digits a number without a unit may have; more are figures that have run together."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count at its place in a line.

    `unit` is empty where none is printed. `qualifier` is what makes the value vague: 余, 约, 近,
    上千, or 万 where a number is given in whole ten thousands.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    qualifier: str
    han: bool

    @property
    def is_rate(self) -> bool:
        """Whether this is a percentage or a number of percentage points."""
        return self.unit in ("%", "个百分点", "百分点")


def quantities(masked: str, offset: int = 0) -> Iterator[Quantity]:
    """Yield the counts of a masked text in their order; `offset` is where it begins in its line.

    A number beside another one (a range, a division, digits torn apart by a space or a mark, 1万2千)
    is none, nor is one that several have run into (0020002); and neither is an upper bound (不足 63 条), an ordinal (第六人民医院), a part of a case (3.5件), or one
    of several numbers before one unit (12、34条).
    """
    if not MAY_COUNT.search(masked):
        return
    percents = _PERCENT.finditer(masked) if "百分之" in masked else ()
    for found in sorted((*_QUANTITY.finditer(masked), *percents), key=_start):
        if found.re is _PERCENT:
            value = _han_value(found["han"])
            start, end = found.start() + offset, found.end() + offset
            yield Quantity(start, end, value, "%", "", han=True)
            continue
        if _is_beside_another(masked, found) or not (found["number"] or found["han"]):
            continue
        if found["pre"] == "不足" or masked[: found.start()].endswith("第"):
            continue
        han = bool(found["han"])
        vague = [found["pre"] or "", found["more"] or "", found["post"] or ""]
        if han:
            text = found["han"]
            vague.append("上" if text.startswith("上") else "")
            value = _han_value(text.removeprefix("上"))
            if not found["unit"]:
                continue
        else:
            if _has_run_together(found):
                continue
            value = Decimal(found["number"].replace(",", ""))
            for character in found["scale"] or "":
                value *= _SCALES[character]
            vague.append((found["scale"] or "")[-1:])
            if not _may_be_said(value, found["unit"] or "", masked[found.end() :][:2]):
                continue
        yield Quantity(
            found.start() + offset, found.end() + offset, value.normalize() + 0, found["unit"] or "",
            next(filter(None, vague), ""), han,
        )  # fmt: skip


def _may_be_said(value: Decimal, unit: str, following: str) -> bool:
    """Say whether a number stands alone before its unit, and is whole where its unit is counted."""
    several = not unit and following[:1] == "、" and following[1:].isdigit()
    return not several and (value == int(value) or unit in _DIVISIBLE)


def _has_run_together(found: re.Match[str]) -> bool:
    """Say whether digits are those of several figures: 0020002, or too many without a unit."""
    digits = found["number"].split(".")[0]
    bare = digits.isdigit() and not (found["unit"] or found["scale"])
    return (len(digits) > 1 and digits[0] == "0") or (bare and len(digits) > _LONGEST_BARE)


def _start(found: re.Match[str]) -> int:
    return found.start()


def _is_beside_another(masked: str, found: re.Match[str]) -> bool:
    start = found.start("number") if found["number"] else found.start()
    before, after = masked[max(0, start - 2) : start], masked[found.end() : found.end() + 2]
    joined = len(before) == 2 and before[1] in _DASH and before[0].isdigit()  # noqa: PLR2004
    joins = bool(after) and after[0] in _DASH and after[1:].isdigit() and not found["unit"]
    torn = bool(_TORN.search(before)) or (after[:1] == " " and not found["unit"])
    parted = before[-1:] in tuple(_PARTED) and before[:1].isdigit()
    parts = bool(found["scale"]) and not found["unit"] and after[:1].isdigit()
    comma = after[:1] in (",", "，") and after[1:].isdigit() and not found["unit"]
    cut = before[-1:] in tuple(_BEFORE_HAN)
    return joined or joins or torn or parted or parts or comma or cut


def _han_value(text: str) -> Decimal:
    """Return the value of a Chinese numeral: 一百二十三, 两千, 十, 三万五."""
    if text.replace(".", "").isdecimal() and text.isascii():
        return Decimal(text)
    total = section = digit = 0
    last = 1
    for character in text:
        if character in _DIGITS:
            digit = digit * 10 + _DIGITS[character] if last == 0 else _DIGITS[character]
            last = 0
        else:
            scale = _SCALES[character]
            if scale >= 10_000:  # noqa: PLR2004 - 万 and 亿 close a section
                total = (total + section + digit) * scale if section + digit else scale
                section = 0
            else:
                section += (digit or 1) * scale
            digit, last = 0, scale
    return Decimal(total + section + digit)
