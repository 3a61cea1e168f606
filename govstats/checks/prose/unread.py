"""Numbers of a sentence that no statement accounts for: a list that has them may go on unseen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from govstats.reading.prose import numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from govstats.reports import Statement

_COUNTED = {
    "条", "件", "份", "篇", "期", "项", "个", "次", "则", "部", "批", "起", "宗", "例", "幅", "张", "套",
    "册", "",
}  # fmt: skip


def unread(
    whole: Statement, parts: Iterable[Statement], statements: Iterable[Statement]
) -> list[tuple[Decimal, str]]:
    """Return the counts behind a whole, in its sentences and its parts', that nothing stands for.

    They come with their unit. Money is beside money only, and counts beside counts.
    """
    quotes = dict.fromkeys(said.quote for said in (whole, *parts) if said.quote)
    money = "元" in whole.unit
    found: list[tuple[Decimal, str]] = []
    for quote in quotes:
        said = [one for one in statements if one.quote == quote and one.measure != "share"]
        known = Counter(abs(one.value) for one in said)
        numbers = [
            (value, unit)
            for value, unit in numbers_in(quote)
            if ("元" in unit if money else unit in _COUNTED)
        ]
        if quote == whole.quote:
            at = next((n for n, (value, _) in enumerate(numbers) if value == whole.value), 0)
            numbers = numbers[at:]
        for value, unit in numbers:
            if known[value]:
                known[value] -= 1
            else:
                found.append((value, unit))
    return found
