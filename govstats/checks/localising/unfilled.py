"""Totals filled in over empty parts: the totals agree among themselves, only the parts are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.checks.localising.causes import row_sum
from govstats.checks.localising.model import numbers
from govstats.checks.suggestions import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.checks.localising.believing import Belief
    from govstats.checks.localising.model import System

_ZH = (
    "总计栏各数之间相符，各类申请人却都是0，疑为只填了总计；"
    "请对照台账补填各类申请人的件数，不宜把总计改为0。"
)
_EN = (
    "The totals agree with each other while every kind of applicant is 0: probably only the totals "
    "were filled in. Please enter the applicants from the records; the totals should not become 0."
)


def unfilled(system: System, believed: Iterable[Belief]) -> tuple[Suggestion, int] | None:
    """Return what to say where only totals were filled in, and the empty parts as bits.

    That is where all rows with a sum of their own have nothing but noughts and blanks beside at least
    two totals above 0, the equations among the totals hold, and no evidence is against a total.
    """
    rows = [
        (total, equation.balance)
        for equation in system.equations
        if (total := row_sum(system, equation.balance)) is not None
    ]
    parts = sum({1 << n for _, balance in rows for n in numbers(balance.minus)})
    totals = [system.figures[total] for total, _ in rows]
    empty = all(
        not system.figures[n].value and system.figures[n].state in {"printed", "blank", "open"}
        for n in numbers(parts)
    )
    filled = [one for one in totals if one.value]
    among = [e.balance for e in system.equations if not e.balance.cells & parts]
    agree = among and not any(balance.constant for balance in among)
    if not (empty and agree and len(filled) > 1):
        return None
    if any(not one.cells & parts and not one.confirmed((), 0) for one in believed):
        return None
    return Suggestion((), unique=False, margin=0.0, zh=_ZH, en=_EN), parts
