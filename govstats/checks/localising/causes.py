"""Mistakes that are made again and again: slips of a digit, cells in the wrong place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from govstats.checks.localising.model import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from govstats.checks.localising.model import Affine, Figure, System

_LAST_DIGIT = 9
_SHORTEST_ROW = 3
_TIMES = {10: "tenfold", 100: "hundredfold", 10_000: "other_unit"}


def slip(printed: int, meant: int, above: int | None = None) -> str:
    """Name the slip that turns one number into the other; empty where no usual one does.

    `above` is what the row above has in the column. Numbers of one digit each say nothing: any
    differs from any other by one digit.
    """
    if not printed or not meant or printed == meant or max(printed, meant) <= _LAST_DIGIT:
        return ""
    for times, name in _TIMES.items():
        if printed == meant * times:
            return name
        if meant == printed * times:
            return f"not_{name}"
    was, now = str(meant), str(printed)
    copied = "copied" if printed == above else ""
    return next((name for name, made in _SLIPS.items() if made(was, now)), copied)


def _swapped(was: str, now: str) -> bool:
    differ = _differences(was, now)
    return len(differ) == 2 and differ[1] - differ[0] == 1 and sorted(was) == sorted(now)  # noqa: PLR2004 - two neighbours


def _differences(was: str, now: str) -> list[int]:
    """Return where two numbers of one length differ, nowhere for those of different lengths."""
    if len(was) != len(now):
        return []
    return [n for n, (one, other) in enumerate(zip(was, now, strict=True)) if one != other]


def _shorter(digits: str) -> set[str]:
    """Return a number without one of its digits."""
    return {str(int(digits[:n] + digits[n + 1 :] or "0")) for n in range(len(digits))}


_SLIPS: dict[str, Callable[[str, str], bool]] = {
    "digits_swapped": _swapped,
    "digit_mistyped": lambda was, now: len(_differences(was, now)) == 1,
    "digit_dropped": lambda was, now: now in _shorter(was),
    "digit_doubled": lambda was, now: now in {was[: n + 1] + was[n:] for n in range(len(was))},
    "digit_added": lambda was, now: was in _shorter(now),
}
"""Each slip: whether it makes the printed number of the one that was meant."""


@dataclass(frozen=True, slots=True)
class Move:
    """One mistake that put several cells wrong: by how much each is off, and which one is lost."""

    cause: str
    amounts: tuple[tuple[int, int], ...]
    lost: int | None = None

    @property
    def cells(self) -> tuple[int, ...]:
        """The numbers of the cells concerned."""
        return (*(n for n, _ in self.amounts), *(() if self.lost is None else (self.lost,)))


def moves(system: System) -> list[Move]:
    """Return the moves that mend failing equations of a system and break none that holds."""
    suspect = 0
    for equation in system.equations:
        if equation.balance.constant:
            suspect |= equation.balance.cells
    lines: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for number, figure in enumerate(system.figures):
        for way, where in zip(("row", "column"), figure.at, strict=True):
            lines[figure.slot.block, way, where].append(number)
    standing = [
        [e.balance for e in system.equations if e.balance.cells >> n & 1]
        for n in range(len(system.figures))
    ]
    beside = {row_sum(system, equation.balance) for equation in system.equations}
    found: list[Move] = []
    for (_, way, _), line in lines.items():
        figures = [system.figures[n] for n in line]
        if any(suspect >> n & 1 for n in line):
            found += [
                one for one in _swaps(line, figures, suspect)
                if _mends(standing, one)
                or (way == "row" and _mends_its_only(system, standing, one))
            ]  # fmt: skip
            if way == "row":
                shifts = [*_shifts(line, figures)]
                if line[-1] in beside:  # the total may have stayed where it belongs
                    within = _shifts(line[:-1], figures[:-1])
                    shifts += [one for one in within if _mends(standing, replace(one, lost=None))]
                found += [one for one in shifts if _mends(standing, one)]
    return [*_not_added_up(system), *_copied_columns(system), *found]


def _copied_columns(system: System) -> Iterator[Move]:
    """Yield one mistake for totals that are all those of one column, each to be the sum of its row.

    Noughts are no copy: they are totals that were never added up.
    """
    rows: dict[str, list[tuple[int, Affine]]] = defaultdict(list)
    for equation in system.equations:
        row = row_sum(system, equation.balance)
        if row is not None:
            rows[system.figures[row].slot.block].append((row, equation.balance))
    for sums in rows.values():
        wrong = tuple((total, -one.constant) for total, one in sums if one.constant)
        parts = [
            {system.figures[n].at[1]: system.figures[n] for n in numbers(one.minus)}
            for _, one in sums
        ]
        columns = set(parts[0]).intersection(*parts)
        copied = any(
            all(
                each[column].known and each[column].value == system.figures[total].value
                for each, (total, _) in zip(parts, sums, strict=True)
            )
            for column in columns
        )
        if copied and len(wrong) > 1 and any(system.figures[total].value for total, _ in sums):
            yield Move("column_copied", wrong)


def row_sum(system: System, balance: Affine) -> int | None:
    """Return the total whose own row an equation adds up, None for another equation."""
    total = balance.plus
    rows = {system.figures[n].at[0] for n in numbers(balance.cells)}
    if total & (total - 1) or len(rows) > 1 or not balance.minus:
        return None
    return next(numbers(total), None)


def _not_added_up(system: System) -> Iterator[Move]:
    """Yield one mistake for several totals left at 0 over parts, each total to be its sum.

    A total may itself be a part; so they are added up until none is left at 0.
    """
    empty = sum(
        1 << n
        for n, figure in enumerate(system.figures)
        if figure.total and figure.state == "printed" and not figure.value
    )
    unread = system.bits("open", "unread", "wrong")
    filled: dict[int, int] = {}
    balances = [equation.balance for equation in system.equations]
    added = True
    while added:
        added = False
        for balance in balances:
            alone = balance.plus & empty
            if alone != balance.plus or alone & (alone - 1) or balance.minus & unread:
                continue
            (number,) = numbers(alone)
            short = -balance.after(tuple(filled.items())).constant
            if short > 0:
                filled[number] = filled.get(number, 0) + short
                added = True
    if len(filled) > 1:
        yield Move("not_added_up", tuple(filled.items()))


def _swaps(line: list[int], figures: list[Figure], suspect: int) -> Iterator[Move]:
    known = [
        (place, n, figure.value)
        for place, (n, figure) in enumerate(zip(line, figures, strict=True))
        if suspect >> n & 1 and figure.known
    ]
    for (place, one, value), (its_place, other, its) in combinations(known, 2):
        if value != its:
            beside = its_place - place == 1 and not (value and its)
            cause = "typed_beside" if beside else "cells_swapped"
            yield Move(cause, ((one, its - value), (other, value - its)))


def _shifts(line: list[int], figures: list[Figure]) -> Iterator[Move]:
    """Yield what a row would be one column back; its first cell is empty, its last one is lost."""
    cells = list(zip(line, figures, strict=True))
    if len(cells) < _SHORTEST_ROW or not any(figure.value for figure in figures):
        return
    for cause, ordered in (("row_shifted_right", cells), ("row_shifted_left", cells[::-1])):
        first = ordered[0][1]
        empty = not first.value and first.state not in {"unread", "wrong"}
        if empty and all(figure.known for _, figure in ordered[1:]):
            amounts = tuple((n, its.value - was.value) for (n, was), (_, its) in pairwise(ordered))
            yield Move(cause, amounts, ordered[-1][0])


def _mends(standing: list[list[Affine]], move: Move) -> bool:
    """Say whether a move mends two equations, or is a shift, and breaks none that holds."""
    lost = 0 if move.lost is None else 1 << move.lost
    balances = {balance for n, _ in move.amounts for balance in standing[n]}
    mended = 0
    for balance in balances:
        if balance.cells & lost:
            continue
        after = balance.after(move.amounts).constant
        if not balance.constant and after:
            return False
        mended += bool(balance.constant and not after)
    return mended > 1 or move.lost is not None


def _mends_its_only(system: System, standing: list[list[Affine]], move: Move) -> bool:
    """Say whether two figures above 0 exchanged mend the only equation that either stands in."""
    balances = {balance for n in move.cells for balance in standing[n]}
    return len(balances) == 1 and all(
        system.figures[n].value and not balance.after(move.amounts).constant
        for n in move.cells
        for balance in balances
    )
