"""What a printed number may stand for: 260余条, 26.8万, 33.3% each mean a range."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govstats.reports import Statement

_NUMBER = re.compile(r"(\d[\d,，]*)(?:[.．](\d+))?\s*([千百]?[万亿]?)")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MONEY = ("元", "万元", "亿元")
_UPWARDS = ("余", "多", "超过", "超", "逾", "以上", "来", "几")
_BELOW = ("近", "将近")
_ABOUT = ("约", "大约", "左右")


@dataclass(frozen=True, slots=True)
class Interval:
    """The values from `low` to `high`; `low` belongs to them, `high` only if `closed`."""

    low: Decimal
    high: Decimal
    closed: bool = True

    def holds(self, value: Decimal) -> bool:
        """Say whether a value lies in the interval."""
        return self.low <= value < self.high or (self.closed and value == self.high)

    def meets(self, other: Interval) -> bool:
        """Say whether two intervals have a value in common."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and self.holds(low) and other.holds(low))

    def __add__(self, other: Interval) -> Interval:
        closed = self.closed and other.closed
        return Interval(self.low + other.low, self.high + other.high, closed)


ZERO = Interval(Decimal(0), Decimal(0))


def exactly(value: Decimal) -> Interval:
    """Return the interval that holds one value."""
    return Interval(value, value)


def values_of(statement: Statement) -> Interval:
    """Return the values that a stated count may stand for.

    A plain count is exact. Money and ten thousands are rounded or cut at their last place; 余 and
    多 mean up to one more there, 近 up to one less, 约 either; 上千 is below ten
    thousand.
    """
    value, qualifier = statement.value, statement.qualifier
    if not value or not (qualifier or _is_cut(statement)):
        return exactly(value)
    step = _step(statement)
    if qualifier in _UPWARDS:
        return Interval(value, value + step, closed=qualifier == "以上")
    if qualifier in _BELOW:
        return Interval(value - step, value)
    if qualifier in _ABOUT:
        return Interval(value - step, value + step)
    highest = value * 10 if qualifier == "上" else value + step
    return Interval(value if qualifier == "上" else value - step / 2, highest, closed=False)


def rounded(value: Decimal, decimals: int, qualifier: str = "") -> Interval:
    """Return the values that a printed percentage may stand for, its sign left aside.

    It may be rounded half up or cut off at its last place; a qualifier widens that as for counts.
    """
    size, step = abs(value), Decimal(1).scaleb(-decimals)
    if qualifier:
        step = max(step, _last_place(size))
    if qualifier in _UPWARDS:
        return Interval(size, size + step)
    if qualifier in _BELOW:
        return Interval(size - step, size)
    if qualifier:
        return Interval(size - step, size + step)
    return Interval(size - step / 2, size + step, closed=False)


def decimals_of(printed: str) -> int:
    """Return how many decimals a printed number has."""
    found = _NUMBER.search(printed.translate(_FULL_WIDTH))
    return len(found[2] or "") if found else 0


def _is_cut(statement: Statement) -> bool:
    """Say whether an amount of money has fewer decimals than its unit allows."""
    in_thousands = "万" in statement.printed or "亿" in statement.printed
    return statement.unit in _MONEY and in_thousands


def _step(statement: Statement) -> Decimal:
    """Return the size of the last place that was printed, in the unit of the statement.

    Of a vague number the last place is that of its last digit that is not 0: 5500余 means hundreds.
    """
    found = _NUMBER.search(statement.printed.translate(_FULL_WIDTH))
    if not found:
        return _last_place(statement.value)
    digits = found[1].replace(",", "").replace("，", "")
    vague = statement.qualifier and statement.qualifier not in _SCALES
    step = Decimal(1).scaleb(-len(found[2] or ""))
    if vague and not found[2]:
        step = _last_place(Decimal(digits))
    printed = Decimal(f"{digits}.{found[2] or 0}")
    for scale in found[3]:
        step, printed = step * _SCALES[scale], printed * _SCALES[scale]
    return step * statement.value / printed if printed else step


def _last_place(value: Decimal) -> Decimal:
    """Return the place of the last digit of a whole number that is not 0: 5500 → 100."""
    whole = int(value)
    zeros = len(str(whole)) - len(str(whole).rstrip("0")) if whole else 0
    return Decimal(10) ** zeros
