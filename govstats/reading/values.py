"""What a cell says: a number with its unit, or one of the ways of saying nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from govstats.documents import fold, squeeze
from govstats.reports import Status

_NOT_APPLICABLE = re.compile(r"^(?:[/\\|／\-—–―－_]+|不适用|无|n/?a|nil)$", re.IGNORECASE)
_ILLEGIBLE = re.compile(r"^(?:\[?illegible\]?|[?？□■▯�￼*]+|无法辨认|\[?不清\]?)$", re.IGNORECASE)
_NUMBER = re.compile(
    r"^(?P<about>约|近|超过?)?(?P<sign>[+\-−]|增加?|减少?)?"
    r"(?P<digits>\d{1,3}(?:[,，]\d{3}){1,4}(?:\.\d{1,8})?|\d{1,15}(?:\.\d{1,8})?)"
    r"(?P<more>余|多|左右)?\(?(?P<unit>件|条|份|个|项|宗|篇|次|人|人次|元|万元|亿元)?\)?(?P<after>余|左右)?$"
)
_NOTE_MARK = re.compile(
    r"[\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u24ff\u2776-\u2793]+\s*$"
    r"|(?<=\d)\s*(?:[*＊※]{1,3}|[\[［【〔]注?\d{1,2}[\]］】〕]|[(（]注\d{0,2}[)）])\s*$"
)
_BEHIND = re.compile(r"(?<=\d)[(（](?:占比?)?\d{1,3}(?:\.\d{1,4})?[%％][)）]$|(?<=\d)。$")
_UNIT = re.compile(r"\(?(?:单位:)?(件|条|份|个|项|宗|篇|次|人|人次|元|万元|亿元)\)?")
_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
MONEY = frozenset(_YUAN)
_MONEY = re.compile(r"\((?:单位:?|人民币)?(元|万元|亿元)\)|单位:(元|万元|亿元)(?![\u3400-\u9fff])")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_EVENLY = re.compile(r"\d{1,3}(?:[^\S\n]\d{3}){1,4}(?:\.\d+)?|\d(?:[^\S\n]\d){2,}")
_DIGITS = re.compile(r"\d(?:.*\d)?", re.DOTALL)
_REMEMBERED = 4096
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Value:
    """The value, unit (empty where none is printed) and status of a cell's text."""

    number: Decimal | None
    status: Status
    unit: str = ""


@lru_cache(_REMEMBERED)
def parse_value(text: str) -> Value | None:
    """Return what a cell says, or None where its text is a label or anything else.

    Blank is nothing, a space or a no-break space; `/`, `—`, 无 and 不适用 are not applicable.
    Neither is ever 0. A note mark after a number (5①, 5², 5[1]) is no digit, nor is a share or a full stop
    behind it (5（12.5%）). Digits apart are no number, unless they are spaced evenly on one line (1 204, 1 2 0 4).
    """
    return None if pieces(text) and not is_even(text) else _value(text)


def joined_value(text: str) -> Value | None:
    """Return what a cell says if its pieces are one number; one that is broken has no 0 before it."""
    value = _value(text)
    return None if value is None or (pieces(text) or "1")[0].startswith("0") else value


def _value(text: str) -> Value | None:
    plain = _BEHIND.sub("", squeeze(_NOTE_MARK.sub("", text)))
    if not plain:
        return Value(None, Status.BLANK)
    if _NOT_APPLICABLE.match(plain):
        return Value(None, Status.NOT_APPLICABLE)
    if _ILLEGIBLE.match(plain):
        return Value(None, Status.UNREADABLE)
    found = _NUMBER.match(plain)
    if not found:
        return None
    digits = re.sub("[,，]", "", found["digits"])
    number = Decimal(digits) * (-1 if (found["sign"] or "+")[0] in "-−减" else 1)
    vague = found["about"] or found["more"] or found["after"]
    return Value(number, Status.APPROXIMATE if vague else Status.REPORTED, found["unit"] or "")


def in_own_unit(number: Decimal | None, printed: str, own: str) -> tuple[Decimal | None, str]:
    """Return an amount in the unit that its item has in the form: 123456元 are 12.3456万元.

    Years and agencies are compared by their numbers, so an item has one unit everywhere. A unit that
    is not printed, or is none of money, leaves both as they are.
    """
    if number is None or printed == own or not {printed, own} <= MONEY:
        return number, printed or own
    return number * _YUAN[printed] / _YUAN[own], own


def money_unit(text: str) -> str:
    """Return the unit of money that a label or a caption names (单位：元), empty for none or two."""
    named = {found[1] or found[2] for found in _MONEY.finditer(squeeze(text))}
    return named.pop() if len(named) == 1 else ""


def pieces(text: str) -> tuple[str, ...]:
    """Return the runs of digits of a text that may be one number or several, nothing where it is sure.

    A narrow column breaks a number in two, and so do paragraphs; but two paragraphs, or two words
    of a line, may as well be two numbers.
    """
    apart = _BETWEEN_DIGITS.search(text)
    return tuple(_BETWEEN_DIGITS.split(_digits(text))) if apart else ()


def is_even(text: str) -> bool:
    """Say whether the digits of a text are spaced by thousands or each by itself, on one line."""
    return bool(_EVENLY.fullmatch(_digits(text)))


def _digits(text: str) -> str:
    found = _DIGITS.search(fold(text))
    return found.group() if found else ""


@lru_cache(_REMEMBERED)
def is_label(text: str) -> bool:
    """Say whether a cell's text is a label: it has ideographs and is no value."""
    return bool(_HAN.search(squeeze(text))) and _value(text) is None


def lone_unit(text: str) -> str:
    """Return the unit that a cell's text is and nothing else, as beside a label: 件, （万元）."""
    found = _UNIT.fullmatch(squeeze(text))
    return found.group(1) if found else ""
