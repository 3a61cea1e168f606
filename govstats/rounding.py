"""Numbers as words and charts print them: rounded half up, written as a language writes them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_TEN = 10


def round_half_up(value: Decimal, places: int = 1) -> str:
    """Return a number with a fixed number of decimals: 12.25 becomes `12.3`, -0.04 `0.0`.

    Nothing is rounded twice: pass the unrounded number.
    """
    exact = Context(prec=max(28, value.adjusted() + places + 2), rounding=ROUND_HALF_UP)
    rounded = value.quantize(Decimal(1).scaleb(-places), context=exact)
    return format(rounded or abs(rounded), "f")


def figure(value: Decimal, lang: str) -> str:
    """Return a figure as it is: whole numbers without a point, commas at thousands in English."""
    whole = value == value.to_integral_value()
    plain = value.to_integral_value() if whole else value.normalize()
    return format(plain or abs(plain), "f" if lang == "zh" else ",f")


def percent(value: Decimal, places: int = 1) -> str:
    """Return a share in percent with its sign: `40.6%`."""
    return f"{round_half_up(value, places)}%"


def multiple(value: Decimal) -> str:
    """Return how many times one figure another is: from 10 on whole, below with one decimal."""
    tenths = round_half_up(value)
    return tenths if Decimal(tenths) < _TEN else round_half_up(value, 0)
