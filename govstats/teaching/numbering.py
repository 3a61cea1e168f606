"""Every exercise of the course by its number: those of the files, and the letters of unit 1."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from govstats.errors import NotFoundError
from govstats.teaching.exercises import LETTERS, UNITS, read_unit
from govstats.teaching.letters import as_exercise, letters

if TYPE_CHECKING:
    from govstats.teaching.exercises import Exercise


@cache
def exercises(unit: int) -> tuple[Exercise, ...]:
    """Return the exercises of a unit in their order. Raises NotFoundError for an unknown unit."""
    if unit not in UNITS:
        raise NotFoundError(
            f"there is no unit {unit}", "teaching", f"units: {UNITS[0]} to {UNITS[-1]}"
        )
    return tuple(map(as_exercise, letters())) if unit == LETTERS else read_unit(unit)


def exercise(number: str) -> Exercise:
    """Return an exercise by its number, such as 2.3. Raises NotFoundError."""
    unit, _, _ = number.partition(".")
    known = exercises(int(unit)) if unit.isdigit() else ()
    found = next((each for each in known if each.id == number), None)
    if found is None:
        numbers = ", ".join(each.id for each in known) or "2.1"
        raise NotFoundError(f"there is no exercise {number!r}", "teaching", f"known: {numbers}")
    return found
