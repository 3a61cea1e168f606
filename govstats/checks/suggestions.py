"""What would put figures right: the cells to change, and why those."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govstats.checks.references import CellRef, number

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell and what it would have to say; `after` is None where that is not determined."""

    cell: CellRef
    after: Decimal | None

    def as_dict(self) -> dict[str, Any]:
        """Return the change as the command line prints it."""
        return {
            "cell": self.cell.as_dict(),
            "from": number(self.cell.value),
            "to": number(self.after),
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The lightest set of cells whose change makes the equations that they stand in hold, and why.

    `unique` says that no other set comes within `margin` of its weight, that every value in it is
    determined, and that more than one equation or piece of evidence bears on each cell; otherwise
    `alternatives` lists the next ones, lightest first. A margin of 1 is the weight of one change
    without a likely cause. `follows` are cells that cannot be read or are missing, with what they
    then come to. `depends_on` names rules (`legal-basis`) on whose acceptance some of that hangs.
    `complete` is False where the search was given up; without changes, nothing was found by then, or
    (`complete`) the sums cannot tell what belongs in the cells.
    A suggestion changes nothing: only a correction that somebody accepts does.
    """

    changes: tuple[CellChange, ...]
    unique: bool
    margin: float
    zh: str
    en: str
    alternatives: tuple[tuple[CellChange, ...], ...] = ()
    follows: tuple[CellChange, ...] = ()
    depends_on: tuple[str, ...] = ()
    complete: bool = True

    def because(self, lang: str) -> str:
        """Return in one sentence what would be changed and why."""
        return self.zh if lang == "zh" else self.en

    def as_dict(self) -> dict[str, Any]:
        """Return the suggestion as the command line prints it."""
        return {
            "changes": [change.as_dict() for change in self.changes],
            "unique": self.unique,
            "margin": self.margin,
            "because": {"zh": self.zh, "en": self.en},
            "alternatives": [[change.as_dict() for change in one] for one in self.alternatives],
            "follows": [change.as_dict() for change in self.follows],
            "depends_on": list(self.depends_on),
            "complete": self.complete,
        }
