"""Solving equations step by step: one cell after the other is set free, and what then follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govstats.checks.localising.model import Affine, added, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

Readings = tuple["Affine | None", ...]
"""Sums any one of which may come to 0; None for one that can, whatever the printed cells are."""

_MOST_PAIRS = 200
"""How many pairs of bounds one projection may combine before the bounds are left for later."""


class Partial(NamedTuple):
    """Equations with some cells set free; every other cell is as printed until it is set free too.

    `equations` have to come to 0 and `bounds` to at least 0, `soft` is evidence. `free` has each
    free cell, its printed value, and its value in terms of the cells that were not free before it, `loose` those that
    no equation fixes. `relaxed` says that some bounds were left out.
    """

    equations: tuple[Affine, ...]
    bounds: tuple[Affine, ...] = ()
    soft: tuple[Readings, ...] = ()
    free: tuple[tuple[int, int, Affine], ...] = ()
    loose: int = 0
    relaxed: bool = False

    def with_changes(self, changes: list[tuple[int, int]]) -> Partial:
        """Return the same, before any cell is free, with some cells changed by some amounts."""
        return self._replace(
            equations=tuple(one.after(changes) for one in self.equations),
            soft=tuple(
                tuple(one and one.after(changes) for one in readings) for readings in self.soft
            ),
        )

    def freed(self, number: int, value: int, by: Affine | None = None) -> Partial | None:
        """Return the same with one more cell free, whose printed value is given.

        The equation `by` fixes it, or else any that has it. None is returned where that needs a
        coefficient beyond one.
        """
        bit = 1 << number
        if by is None:
            by = next((one for one in self.equations if (one.plus | one.minus) & bit), None)
        if by is None:
            return self._loosened(number, value)
        pivot = by if by.plus & bit else by.negated()
        opposite = pivot.negated()
        own = Affine(value - pivot.constant, pivot.minus, pivot.plus ^ bit)
        equations: list[Affine] = []
        for one in self.equations:
            if (one.plus | one.minus) & bit:
                if one is by:
                    continue
                rest = added(one, opposite if one.plus & bit else pivot)
                if rest is None:
                    return None
                if not any(rest):
                    continue
                equations.append(rest)
            else:
                equations.append(one)
        bounds, relaxed = [own], self.relaxed
        for one in self.bounds:
            if (one.plus | one.minus) & bit:
                rest = added(one, opposite if one.plus & bit else pivot)
                if rest is None:
                    relaxed = True
                else:
                    bounds.append(rest)
            else:
                bounds.append(one)
        soft = tuple(
            tuple(
                added(one, opposite if one.plus & bit else pivot)
                if one and (one.plus | one.minus) & bit
                else one
                for one in readings
            )
            for readings in self.soft
        )
        return Partial(
            tuple(equations),
            tuple(bounds),
            soft,
            (*self.free, (number, value, own)),
            self.loose,
            relaxed,
        )

    def _loosened(self, number: int, value: int) -> Partial:
        bit = 1 << number
        own = Affine(value, bit, 0)
        bounds, whole = projected((*self.bounds, own), bit)
        return self._replace(
            bounds=bounds,
            soft=tuple(
                tuple(one if one and not one.cells & bit else None for one in readings)
                for readings in self.soft
            ),
            free=(*self.free, (number, value, own)),
            loose=self.loose | bit,
            relaxed=self.relaxed or not whole,
        )

    def solved(self) -> dict[int, Affine | None]:
        """Return how much each free cell changes, with the loose cells as the only unknowns.

        Cells that are not free stay as printed. None stands for what has no such expression.
        """
        known: dict[int, Affine | None] = {}
        for number, value, own in reversed(self.free):
            change: Affine | None = own._replace(constant=own.constant - value)
            for other in numbers(own.cells):
                if change is None:
                    break
                bit = 1 << other
                if self.loose & bit:
                    continue
                its = known.get(other, NOTHING)
                sign = change.plus & bit
                rest = change._replace(plus=change.plus & ~bit, minus=change.minus & ~bit)
                change = its and added(rest, its if sign else its.negated())
            known[number] = change
        return known


NOTHING = Affine(0, 0, 0)


def projected(bounds: Iterable[Affine], bit: int) -> tuple[tuple[Affine, ...], bool]:
    """Return what bounds say without a cell that may be any number, and whether that is all."""
    above = [one for one in bounds if one.plus & bit]
    below = [one for one in bounds if one.minus & bit]
    kept = [one for one in bounds if not one.cells & bit]
    if len(above) * len(below) > _MOST_PAIRS:
        return tuple(kept), False
    pairs = [added(one, other) for one in above for other in below]
    return (*kept, *(one for one in pairs if one)), None not in pairs
