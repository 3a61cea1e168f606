"""What a language has to be able to say; the two implementations are `zh` and `en`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from decimal import Decimal

    from govstats.changes import Change, Comparison, Rate
    from govstats.checks import Finding, ScopeShift
    from govstats.forms import Break
    from govstats.prose.messages import Extreme
    from govstats.reports import Cell


class Language(Protocol):
    """Phrases for figures, changes, rates and findings. Every method returns text, never markup."""

    code: str
    titles: dict[str, str]
    separator: str
    stop: str
    gap: str

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

    def lead(self, comparison: Comparison) -> str:
        """Return how the one sentence at the top begins, before its phrases."""
        ...

    def scope(self, shift: ScopeShift) -> str:
        """Return why the scope of two years may differ, and what follows."""
        ...

    def received(self, new: Change, comparison: Comparison) -> str:
        """Return what became of new requests, as the sentence at the top says it."""
        ...

    def no_figures(self, comparison: Comparison) -> str:
        """Return that the report has no figures on requests."""
        ...

    def quiet(self, comparison: Comparison) -> str:
        """Return that there was no request and no dispute in the years compared."""
        ...

    def opening(self, key: str, comparison: Comparison) -> str:
        """Return how a list begins: by applicant, by category, by account, by result."""
        ...

    def part_stated(self, change: Change, comparison: Comparison) -> str:
        """Return the name of a breakdown and what became of it."""
        ...

    def contributed(self, parts: list[Change], comparison: Comparison) -> str:
        """Return which parts, all moving the same way, made most of a total's change."""
        ...

    def extreme(self, item: str, extreme: Extreme) -> str:
        """Return that a figure is the highest or lowest of a run of years, which are named."""
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
