"""Shares, growth and differences, which belong to the figure stated before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from govstats.reading.prose.quantities import Quantity

Measure = Literal["count", "share", "growth", "difference"]

_MORE = r"净增|增长|增加|上升|提高|增幅|上涨|提升|多|升高|攀升|新增"
_LESS = r"下降率|下降|减少|回落|降低|降幅|下滑|少|缩减|减幅"
_MOVED = re.compile(rf"(?P<more>{_MORE})|(?P<less>{_LESS})")
_MOVES = re.compile(rf"(?:{_MORE}|{_LESS})(?:了|近|约|出|收到?|公开|发布|受理|办结|办理)?$")
_AGAINST = re.compile(
    r"同比|环比|[比较与同][^，。；]{0,10}(?:上一?年|去年|20\d\d年|前一?年|往年|同期|\ue000{4,})|上年同期|增幅|降幅|增长率|增长了?$"
)
SHARE = re.compile(r"占比|占|比重|比例|百分比")
DIGITAL = re.compile(r"(?<!程)电子化(?:率|比例)")


def measure_of(
    near: str, reach: str, quantity: Quantity, *, beside: bool
) -> tuple[Measure, int] | None:
    """Return what a number measures of the figure before it, with its sign; None for a count.

    `beside` says that another year's figure was named just before. A percentage that is neither a share nor a growth measures nothing of ours and yields (count, 0).
    """
    moved = list(_MOVED.finditer(near))
    sign = 0 if not moved else (1 if moved[-1]["more"] else -1)
    against = beside or _AGAINST.search(reach)
    if quantity.is_rate:
        if moved and (against or near.endswith(moved[-1].group())):
            return "growth", sign
        if SHARE.search(near) and "分别" not in near:
            return "share", 1
        return "count", 0
    if not quantity.unit and re.search(r"(?:占比|占|比重)(?:为|达|约|是)?$", near):
        return "share", 1
    if moved and against and _MOVES.search(near) and not near.endswith("新增"):
        return "difference", sign
    return None
