"""What a change weighs: the less, the more often such a mistake is made.

The unit is a hundredth of a change without any likely cause. Slips and totals weigh a little less,
enough to come first among repairs of as many cells, too little to outweigh a cell: where errors
meet, a slip may well be a coincidence. A mistake that puts several cells wrong weighs about as
much as one change. Evidence contradicted weighs more than half a change, so two pieces of it do
more than one cell. The numbers were chosen by `benchmarks/localisation.py` on seeds that it does
not report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.checks.localising.causes import slip

if TYPE_CHECKING:
    from govstats.checks.localising.causes import Move
    from govstats.checks.localising.model import Figure

ANY = 100
"""A cell that says something else."""

_SLIP = 90
"""A digit dropped, doubled, mistyped or in the wrong place, noughts too many or too few."""

_TOTAL = 5
"""How much less a total weighs: it follows from the rest."""

_NOT_ADDED_UP = 75
"""A total left at 0."""

_NOR_OTHERS = 25
"""Each further total left at 0: who does not add up one leaves others too."""

_FILLED = 40
"""A blank that counts as 0."""

_MOVED = 110
"""Two cells exchanged, or a figure typed in the neighbouring one."""

_SHIFTED = 105
"""A row one column off."""

CONTRADICTED = 60
"""A statement of the prose, or what the year beside carries over, that is not met."""


def least(figure: Figure) -> int:
    """Return what a change of a cell weighs at the least."""
    if not figure.known:
        return 0
    if figure.state == "blank":
        return _FILLED
    if figure.total:
        return _SLIP - _TOTAL if figure.value else _NOT_ADDED_UP
    return _SLIP


def weigh(figure: Figure, after: int | None) -> tuple[int, str]:
    """Return what a change weighs, and its likely cause, empty where none is known."""
    if not figure.known:
        return 0, ""
    if figure.state == "blank":
        return _FILLED, "blank"
    if figure.total and not figure.value:
        return _NOT_ADDED_UP, "not_added_up"
    cause = "" if after is None else slip(figure.value, after, figure.above)
    return (_SLIP if cause else ANY) - (_TOTAL if figure.total else 0), cause


def move_weight(move: Move) -> int:
    """Return what a mistake weighs that put several cells wrong."""
    if move.cause == "not_added_up":
        return _NOT_ADDED_UP + _NOR_OTHERS * (len(move.amounts) - 1)
    return _MOVED if move.lost is None else _SHIFTED
