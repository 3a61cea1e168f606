"""The lightest changes that make every equation hold (Fellegi and Holt 1976), searched exactly."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from govstats.checks.localising.elimination import Partial, opened
from govstats.checks.localising.model import Affine, numbers
from govstats.checks.localising.weights import CONTRADICTED, least, move_weight, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.checks.localising.causes import Move
    from govstats.checks.localising.elimination import Readings
    from govstats.checks.localising.model import System

MOST_WORK = 120_000
"""Equations and bounds gone through before a search is given up: about a fifth of a second."""

MOST_REPAIRS = 64
"""How many repairs are told apart; with more of them nothing can be said of any one."""


Changes = tuple[tuple[int, "int | None"], ...]
"""Cells by number with the count that each becomes; None where the equations leave it open."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What may have gone wrong: its name (`cells_swapped`) and the numbers of the cells."""

    name: str
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that make every equation hold, and which evidence contradicts them all the same.

    `beside` are the cells without a known count that need no change, with what they come to. Repairs
    are told apart by what they change of the figures that are printed.
    """

    changes: Changes
    weight: int
    causes: tuple[Cause, ...]
    contradicted: tuple[int, ...] = ()
    beside: Changes = ()


class _Node(NamedTuple):
    partial: Partial
    allowed: int
    weight: int
    moves: tuple[int, ...]


class _Failing(NamedTuple):
    """An equation or bound that does not hold, and the cells whose change could help."""

    size: int
    cells: int
    affine: Affine
    exact: bool


class Search:
    """A search for the lightest repairs of a system, best first.

    Every solution changes, in each equation that fails, a cell that can help it. So the search
    branches on these cells: each branch sets one free and rules out those before it. A free cell
    is eliminated with the equation, so that what is left says whether more has to change. What
    has to be added at the least is bounded by the failing equations that share no cell.
    """

    def __init__(
        self,
        system: System,
        moves: Sequence[Move],
        evidence: Sequence[Readings],
        within: int,
        most: int = MOST_WORK,
    ) -> None:
        self._system, self._moves, self._within, self._most = system, moves, within, most
        self._evidence = tuple(evidence)
        self._repairs: dict[Changes, Repair] = {}
        self._best: int | None = None
        self._heap: list[tuple[int, int, _Node, list[_Failing]]] = []
        self._order = count()
        self.work = 0
        self.complete = True
        figures = system.figures
        weights = [least(figure) for figure in figures]
        self._classes = [
            (weight, sum(1 << n for n, its in enumerate(weights) if its == weight))
            for weight in sorted(set(weights))
        ]
        self._values = [figure.value for figure in figures]
        self._positive = sum(1 << n for n, figure in enumerate(figures) if figure.value)
        self._lightest_move = min(map(move_weight, moves), default=0)
        self._open = sum(1 << n for n, figure in enumerate(figures) if not figure.known)

    def run(self) -> list[Repair]:
        """Return the repairs within reach of the lightest one, lightest first."""
        self._start(())
        self._extend(())
        while self._heap:
            bound, _, node, failing = heapq.heappop(self._heap)
            if self._too_heavy(bound) or self._told_enough(bound):
                break
            if self.work >= self._most:
                self.complete = False
                break
            if failing:
                self._branch(node, failing)
            else:
                self._extend(node.moves)
        found = [one for one in self._repairs.values() if not self._too_heavy(one.weight)]
        return sorted(found, key=lambda one: one.weight)

    def _too_heavy(self, weight: int) -> bool:
        return self._best is not None and weight > self._best + self._within

    def _told_enough(self, bound: int) -> bool:
        known = self._best is not None and bound >= self._best
        return known and len(self._repairs) >= MOST_REPAIRS

    def _extend(self, used: tuple[int, ...]) -> None:
        """Search with each further move on top of those used, and put off more of them."""
        taken = {n for i in used for n in self._moves[i].cells}
        weight = sum(move_weight(self._moves[i]) for i in used)
        for i in range(used[-1] + 1 if used else 0, len(self._moves)):
            move = self._moves[i]
            if not taken.intersection(move.cells):
                self._start((*used, i))
                heavier = weight + move_weight(move)
                put_off = _Node(Partial(()), 0, heavier, (*used, i))
                bound = heavier + self._lightest_move
                heapq.heappush(self._heap, (bound, next(self._order), put_off, []))

    def _start(self, used: tuple[int, ...]) -> None:
        """Search for what has to be changed beside some moves."""
        figures = self._system.figures
        moves = [self._moves[i] for i in used]
        amounts = [amount for move in moves for amount in move.amounts]
        equations = tuple(equation.balance for equation in self._system.equations)
        start = Partial(equations, soft=self._evidence).with_changes(amounts)
        lost = sum(1 << move.lost for move in moves if move.lost is not None)
        fixed = sum(1 << n for n, _ in amounts)
        partial = opened(start, self._values, (self._open | lost) & ~fixed)
        self.work += len(equations) * (1 + (self._open | lost).bit_count())
        if partial is None:
            self.complete = False
            return
        allowed = ((1 << len(figures)) - 1) & ~(self._open | lost | fixed)
        self._push(_Node(partial, allowed, sum(map(move_weight, moves)), used))

    def _push(self, node: _Node) -> None:
        failing = self._failing(node)
        if failing is None:
            return
        if not failing:
            self._solve(node)
            return
        bound = self._bound(node, failing)
        if not self._too_heavy(bound):
            heapq.heappush(self._heap, (bound, next(self._order), node, failing))

    def _failing(self, node: _Node) -> list[_Failing] | None:
        """Return what fails, smallest choice first; None where it cannot be helped."""
        found: list[_Failing] = []
        allowed, positive = node.allowed, self._positive
        for one in node.partial.equations:
            if one.constant:
                if one.constant > 0:
                    cells = (one.minus | one.plus & positive) & allowed
                else:
                    cells = (one.plus | one.minus & positive) & allowed
                if not cells:
                    return None
                found.append(_Failing(cells.bit_count(), cells, one, exact=True))
        for one in node.partial.bounds:
            if one.constant < 0:
                cells = (one.plus | one.minus & positive) & allowed
                if not cells:
                    return None
                found.append(_Failing(cells.bit_count(), cells, one, exact=False))
        found.sort()
        return found

    def _bound(self, node: _Node, failing: list[_Failing]) -> int:
        bound, taken = node.weight, 0
        for one in failing:
            if not one.cells & taken:
                taken |= one.cells
                bound += self._least(one.cells)
        for readings in node.partial.soft:
            cells = 0
            for reading in readings:
                if reading is None or not reading.constant:
                    break
                cells |= reading.plus | reading.minus
            else:
                cells &= node.allowed
                if not cells & taken:
                    taken |= cells
                    bound += min(CONTRADICTED, self._least(cells))
        return bound

    def _least(self, cells: int) -> int:
        for weight, members in self._classes:
            if cells & members:
                return weight
        return CONTRADICTED

    def _branch(self, node: _Node, failing: list[_Failing]) -> None:
        _, cells, affine, exact = failing[0]
        allowed = node.allowed
        figures = self._system.figures
        rows = len(node.partial.equations) + len(node.partial.bounds)
        for weight, members in self._classes:
            for number in numbers(cells & members):
                allowed &= ~(1 << number)
                self.work += rows
                partial = node.partial.freed(
                    number, figures[number].value, affine if exact else None
                )
                if partial is None:
                    self.complete = False
                else:
                    self._push(_Node(partial, allowed, node.weight + weight, node.moves))

    def _solve(self, node: _Node) -> None:
        """Keep what a node without failing equations comes to."""
        figures = self._system.figures
        moves = [self._moves[i] for i in node.moves]
        lost = {move.lost for move in moves}
        after: dict[int, int | None] = {
            n: figures[n].value + amount for move in moves for n, amount in move.amounts if amount
        }
        beside: dict[int, int | None] = {}
        weight = sum(map(move_weight, moves))
        causes = [Cause(move.cause, move.cells) for move in moves]
        for number, amount in node.partial.amounts().items():
            figure = figures[number]
            value = None if amount is None else figure.value + amount
            if number not in lost and figure.state in {"open", "unread"}:
                beside[number] = value
            elif amount != 0 or figure.state == "wrong":
                after[number] = value
                weighs, cause = (0, "") if number in lost else weigh(figure, value)
                weight += weighs
                causes += [Cause(cause, (number,))] if cause else []
        contradicted = [
            i for i, readings in enumerate(node.partial.soft)
            if all(reading is not None and reading.constant for reading in readings)
        ]  # fmt: skip
        weight += CONTRADICTED * len(contradicted)
        changes = tuple(sorted(after.items()))
        printed = tuple(one for one in changes if figures[one[0]].state != "open")
        known = self._repairs.get(printed)
        if known is None or weight < known.weight:
            self._repairs[printed] = Repair(
                changes, weight, tuple(causes), tuple(contradicted), tuple(beside.items())
            )
        if self._best is None or weight < self._best:
            self._best = weight
