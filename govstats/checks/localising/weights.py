"""What a change weighs: the less, the more often such a mistake is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.checks.localising.causes import slip

if TYPE_CHECKING:
    from govstats.checks.localising.causes import Move
    from govstats.checks.localising.model import Figure

ANY = 100
"""Weight of a changed cell without a likely cause; the unit of all others."""
TOTAL = 95
SLIP = 90
NOT_ADDED_UP = 75
FILLED = 40
MOVED = 110
SHIFTED = 105
CONTRADICTED = 60


def least(figure: Figure) -> int:
    """Return what a change of a cell weighs at the least."""
    if not figure.known:
        return 0
    if figure.state == "blank":
        return FILLED
    if figure.total and not figure.value:
        return NOT_ADDED_UP
    return SLIP - (ANY - TOTAL if figure.total else 0)


def weigh(figure: Figure, after: int | None) -> tuple[int, str]:
    """Return what a change weighs, and its likely cause, empty where none is known."""
    if not figure.known:
        return 0, "blank" if figure.cell.value is None else ""
    if figure.state == "blank":
        return FILLED, "blank"
    if figure.total and not figure.value:
        return NOT_ADDED_UP, "not_added_up"
    cause = "" if after is None else slip(figure.value, after)
    base = SLIP if cause else ANY
    return base - (ANY - TOTAL if figure.total else 0), cause


def move_weight(move: Move) -> int:
    """Return what a move weighs."""
    return MOVED if move.lost is None else SHIFTED
