"""Mistakes that are made again and again: slips of a digit, cells in the wrong place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.checks.localising.model import Figure, System

_TIMES = {10: "tenfold", 100: "hundredfold", 10_000: "other_unit"}


def slip(printed: int, meant: int) -> str:
    """Name the slip that turns one number into the other; empty where no usual one does.

    Numbers of one digit each say nothing: any differs from any other by one digit.
    """
    if printed == meant or not printed or not meant or max(printed, meant) < 10:
        return ""
    was, now = str(meant), str(printed)
    for times, name in _TIMES.items():
        if printed == meant * times:
            return name
        if meant == printed * times:
            return f"not_{name}"
    if len(was) == len(now):
        differ = [n for n, (a, b) in enumerate(zip(was, now, strict=True)) if a != b]
        if len(differ) == 2 and differ[1] - differ[0] == 1 and sorted(was) == sorted(now):
            return "digits_swapped"
        return "digit_mistyped" if len(differ) == 1 else ""
    if now in {str(int(was[:n] + was[n + 1 :] or "0")) for n in range(len(was))}:
        return "digit_dropped"
    doubled = {was[: n + 1] + was[n:] for n in range(len(was))}
    if now in doubled:
        return "digit_doubled"
    if was in {str(int(now[:n] + now[n + 1 :] or "0")) for n in range(len(now))}:
        return "digit_added"
    return ""


@dataclass(frozen=True, slots=True)
class Move:
    """One mistake that put several cells wrong: what each should be, and which one is lost."""

    cause: str
    meant: tuple[tuple[int, int], ...]
    lost: int | None = None
    vague: bool = False

    @property
    def cells(self) -> tuple[int, ...]:
        """The numbers of the cells concerned."""
        return (*(n for n, _ in self.meant), *(() if self.lost is None else (self.lost,)))


def moves(system: System) -> list[Move]:
    """Return the moves that mend a failing equation of a system and break none that holds."""
    failing = [e.balance for e in system.equations if e.balance.constant]
    suspect = 0
    for balance in failing:
        suspect |= balance.cells
    rows: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for number, figure in enumerate(system.figures):
        for way, where in zip(("row", "column"), figure.at, strict=True):
            rows[figure.slot.block, way, where].append(number)
    found: list[Move] = []
    for (_, way, _), line in rows.items():
        figures = [system.figures[n] for n in line]
        if any(suspect >> n & 1 for n in line):
            found += [m for m in _swaps(line, figures, suspect) if _mends(system, m)]
            if way == "row":
                found += [m for m in _shifts(line, figures) if _mends(system, m)]
    return found


def _swaps(line: list[int], figures: list[Figure], suspect: int) -> Iterator[Move]:
    known = [
        (n, f.value) for n, f in zip(line, figures, strict=True)
        if suspect >> n & 1 and f.known
    ]  # fmt: skip
    for (one, value), (other, its) in combinations(known, 2):
        if value != its:
            yield Move("cells_swapped", ((one, its), (other, value)))


def _shifts(line: list[int], figures: list[Figure]) -> Iterator[Move]:
    if len(line) < 3 or not any(f.value for f in figures):
        return
    values = [f.value for f in figures]
    unknown = [not f.known for f in figures]
    if not values[0] and not any(unknown[1:]):
        yield Move("row_shifted_right", tuple(zip(line[:-1], values[1:], strict=True)), line[-1])
    if not values[-1] and not any(unknown[:-1]):
        yield Move("row_shifted_left", tuple(zip(line[1:], values[:-1], strict=True)), line[0])


def _mends(system: System, move: Move) -> bool:
    changes = [(n, meant - system.figures[n].value) for n, meant in move.meant]
    lost = 1 << move.lost if move.lost is not None else 0
    mended = 0
    for equation in system.equations:
        if equation.balance.cells & lost:
            continue
        before, after = equation.balance.constant, equation.balance.after(changes).constant
        if not before and after:
            return False
        mended += bool(before and not after)
    return mended > 1 or move.lost is not None
