"""Solving equations step by step: one cell after the other is set free, and what then follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from govstats.checks.localising.model import Affine, added, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Readings = tuple["Affine | None", ...]
"""Sums any one of which may come to 0; None for one that can, whatever the printed cells are."""

_MOST_BOUNDS = 200
"""With more bounds than these, what they say of a cell that no equation fixes is left out."""


class Partial(NamedTuple):
    """Equations with some cells set free; every other cell is as printed until it is set free too.

    `equations` have to come to 0 and `bounds` to at least 0, `soft` is evidence. `free` has each free
    cell, what it has printed, and what it comes to in terms of the cells not free before it; `loose`
    are those that no equation fixes. `relaxed` says that some bounds were left out.
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
        own = Affine(value - pivot.constant, pivot.minus, pivot.plus ^ bit)
        others = [one for one in self.equations if one is not by]
        equations = _without(others, bit, pivot)
        if None in equations:
            return None
        bounds = _without(self.bounds, bit, pivot)
        return Partial(
            equations=tuple(one for one in equations if one and any(one)),
            bounds=(own, *(one for one in bounds if one)),
            soft=tuple(tuple(_without(readings, bit, pivot)) for readings in self.soft),
            free=(*self.free, (number, value, own)),
            loose=self.loose,
            relaxed=self.relaxed or None in bounds,
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

    def amounts(self) -> dict[int, int | None]:
        """Return how much each free cell changes, None where loose cells have a part in it.

        Cells that are not free stay as printed.
        """
        known: dict[int, int | None] = {}
        vague = self.loose
        for number, value, own in reversed(self.free):
            amount: int | None = None
            if own.cells & vague:
                vague |= 1 << number
            else:
                amount = own.constant - value
                for other, its in known.items():
                    if its and own.cells >> other & 1:
                        amount += its if own.plus >> other & 1 else -its
            known[number] = amount
        return known

    def solved(self) -> dict[int, Affine | None]:
        """Return how much each free cell changes in terms of the loose cells.

        None stands for what has no such expression.
        """
        known: dict[int, Affine | None] = {}
        for number, value, own in reversed(self.free):
            change: Affine | None = own._replace(constant=own.constant - value)
            for other in numbers(own.cells & ~self.loose):
                if change is None:
                    break
                its = known.get(other, NOTHING)
                bit = 1 << other
                rest = change._replace(plus=change.plus & ~bit, minus=change.minus & ~bit)
                change = its and added(rest, its if change.plus & bit else its.negated())
            known[number] = change
        return known


NOTHING = Affine(0, 0, 0)


def _without(rows: Iterable[Affine | None], bit: int, pivot: Affine) -> list[Affine | None]:
    """Return sums with a cell replaced by what a sum that comes to 0 says of it.

    None stands for what would need a coefficient beyond one.
    """
    opposite = pivot.negated()
    return [
        added(one, opposite if one.plus & bit else pivot)
        if one and (one.plus | one.minus) & bit
        else one
        for one in rows
    ]


def opened(start: Partial, values: Sequence[int], unknown: int) -> Partial | None:
    """Return equations with cells free whose counts are not known, given as bits.

    A total is taken as the sum of its parts as far as possible: that is never below 0, so nothing
    has to be kept of its bound.
    """
    partial: Partial | None = start
    for equation in start.equations:
        for alone in (equation.plus, equation.minus):
            if partial and alone & unknown and not alone & (alone - 1):
                by = next((one for one in partial.equations if alone in one[1:]), None)
                if by:
                    (number,) = numbers(alone)
                    partial = partial.freed(number, values[number], by)
                    unknown ^= alone
    for number in numbers(unknown):
        partial = partial and _bounded(partial.freed(number, values[number]), values)
    return partial and _bounded(partial, values)


def _bounded(partial: Partial | None, values: Sequence[int]) -> Partial | None:
    """Return the same with the bounds that say something, the tightest of those that say the same."""
    if partial is None:
        return None
    tightest: dict[tuple[int, int], int] = {}
    for bound in partial.bounds:
        if bound.minus or bound.constant < sum(values[n] for n in numbers(bound.plus)):
            kept = tightest.get(bound[1:], bound.constant)
            tightest[bound[1:]] = min(kept, bound.constant)
    bounds = tuple(Affine(least, *cells) for cells, least in tightest.items())
    return partial._replace(bounds=bounds)


def projected(bounds: Iterable[Affine], bit: int) -> tuple[tuple[Affine, ...], bool]:
    """Return what bounds say without a cell that may be any number, and whether that is all."""
    above = [one for one in bounds if one.plus & bit]
    below = [one for one in bounds if one.minus & bit]
    kept = [one for one in bounds if not one.cells & bit]
    if len(kept) + len(above) * len(below) > _MOST_BOUNDS:
        return tuple(kept), False
    pairs = [added(one, other) for one in above for other in below]
    return (*kept, *(one for one in pairs if one)), None not in pairs
