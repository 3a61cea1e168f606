"""What a cell says: a number with its unit, or one of the ways of saying nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from govstats.documents import squeeze
from govstats.reports import Status

_NOT_APPLICABLE = re.compile(r"^(?:[/\\|／\-—–―－_]+|不适用|无|n/?a|nil)$", re.IGNORECASE)
_ILLEGIBLE = re.compile(r"^(?:\[?illegible\]?|[?？□■▯�*]+|无法辨认|\[?不清\]?)$", re.IGNORECASE)
_NUMBER = re.compile(
    r"^(?P<about>约|近|超过?)?(?P<sign>[+\-−]?)"
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<more>余|多|左右)?(?P<unit>件|条|份|个|项|宗|篇|次|元|万元|亿元)?(?P<after>余|左右)?$"
)
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Value:
    """The value, unit (empty where none is printed) and status of a cell's text."""

    number: Decimal | None
    status: Status
    unit: str = ""


def parse_value(text: str) -> Value | None:
    """Return what a cell says, or None where its text is a label or anything else.

    Blank is nothing, a space or a no-break space; `/`, `—`, 无 and 不适用 are not applicable.
    Neither is ever 0.
    """
    plain = squeeze(text)
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
    number = Decimal(digits) * (-1 if found["sign"] in ("-", "−") else 1)
    vague = found["about"] or found["more"] or found["after"]
    return Value(number, Status.APPROXIMATE if vague else Status.REPORTED, found["unit"] or "")


def is_label(text: str) -> bool:
    """Say whether a cell's text is a label: it has ideographs and is no value."""
    return bool(_HAN.search(squeeze(text))) and parse_value(text) is None
