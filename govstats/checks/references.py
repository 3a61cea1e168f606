"""What a finding points to: cells of the tables and passages of the prose, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decimal import Decimal

    from govstats.reports import Cell, Report


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell that a finding is about."""

    agency: str
    year: int | None
    item: str
    breakdown: str
    source: str
    value: Decimal | None
    place: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the cell as the command line prints it."""
        return {
            "agency": self.agency or None,
            "year": self.year,
            "item": self.item,
            "breakdown": self.breakdown,
            "source": self.source,
            "value": number(self.value),
        }


@dataclass(frozen=True, slots=True)
class PassageRef:
    """A passage that a finding is about: its part, at most some 30 characters of it, its place."""

    agency: str
    year: int | None
    section: str
    quote: str = ""
    place: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the passage as the command line prints it."""
        return {
            "agency": self.agency or None,
            "year": self.year,
            "section": self.section,
            "quote": self.quote,
            "place": self.place,
        }


def reference(report: Report, cell: Cell) -> CellRef:
    """Return the reference to a cell of a report."""
    return CellRef(
        report.agency or report.agency_name, report.year, cell.item, cell.breakdown, cell.source,
        cell.value, cell.locator,
    )  # fmt: skip


def number(value: Decimal | None) -> int | float | None:
    """Return a figure as JSON prints it: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: Decimal) -> str:
    """Return a figure as a sentence prints it."""
    whole = value.to_integral_value()
    return format(whole if whole == value else value.normalize(), "f")
