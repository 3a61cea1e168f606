"""What a language has to be able to say; the two implementations are `zh` and `en`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from decimal import Decimal

    from govstats.changes import Change, Comparison, Rate
    from govstats.checks import Finding
    from govstats.forms import Break
    from govstats.reports import Cell


class Language(Protocol):
    """Phrases for figures, changes, rates and findings. Every method returns text, never markup."""

    code: str
    titles: dict[str, str]

    def noun(self, item: str) -> str:
        """Return the name of an item as a sentence uses it."""
        ...

    def part(self, breakdown: str, label: str) -> str:
        """Return the name of a breakdown: an applicant type, a category, an account."""
        ...

    def level(self, cell: Cell | None) -> str:
        """Return a figure with its unit, or which of the four absences it is."""
        ...

    def count(self, value: Decimal, unit: str) -> str:
        """Return a number with its unit."""
        ...

    def movement(self, change: Change, comparison: Comparison) -> str:
        """Return what became of a figure: level, difference, percent, as far as each may be said."""
        ...

    def stated(self, change: Change, comparison: Comparison) -> str:
        """Return the item's name and what became of it."""
        ...

    def shares(self, rate: Rate, comparison: Comparison) -> str:
        """Return a share of a named denominator and its change in percentage points."""
        ...

    def headline(self, comparison: Comparison) -> str:
        """Return the one sentence that stands at the top."""
        ...

    def join(self, phrases: list[str], opening: str = "") -> str:
        """Return phrases as one sentence after an opening; nothing for none."""
        ...

    def paragraph(self, sentences: list[str]) -> str:
        """Return sentences one after the other; empty ones are left out."""
        ...

    def opening(self, key: str, comparison: Comparison) -> str:
        """Return how a list begins: by applicant, by category, by account, by result."""
        ...

    def parts(self, changes: list[Change], comparison: Comparison) -> list[str]:
        """Return what became of each breakdown of an item."""
        ...

    def broken(self, broken_by: Break) -> str:
        """Return a break in comparability as the opening of what follows."""
        ...

    def absent(self, changes: list[Change]) -> str:
        """Return that several figures are absent in the same way."""
        ...

    def nothing(self, changes: list[Change], comparison: Comparison) -> str:
        """Return that several figures are 0 in the years compared."""
        ...

    def no_baseline(self, comparison: Comparison) -> str:
        """Return that there is no earlier year to compare with."""
        ...

    def doubts(self, comparison: Comparison, *, pointing: bool) -> str:
        """Return how many errors and questions there are; `pointing` to where they are listed."""
        ...

    def finding(self, finding: Finding) -> str:
        """Return a finding with the year that it concerns."""
        ...

    def unassessed(self, blank: int, illegible: int, year: int) -> str:
        """Return how many figures are blank or illegible, so that rules on them were not checked."""
        ...

    def methods(self, comparison: Comparison) -> list[str]:
        """Return the notes on how figures were treated."""
        ...
