"""Statements while they are being read, when later words may still change them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from govstats.reading.prose.lists import REST
from govstats.reports import Statement

if TYPE_CHECKING:
    from govstats.documents import Place
    from govstats.reading.prose.context import Subject
    from govstats.reading.prose.quantities import Quantity
    from govstats.reading.prose.rates import Measure

_TEN_THOUSAND = 10_000
_LISTED = ("stated", "disclosed.by_category")
"""What a number counts only because it stands in a list."""


@dataclass(slots=True)
class Draft:
    """A statement that later words may still change.

    `alone` says that it was taken for a class of information by its name only, `body` names the
    body whose figure the clause gives, `kept` is false for a number that counts nothing of ours.
    """

    subject: Subject
    quantity: Quantity
    printed: str
    quote: str
    place: Place
    scope: str = ""
    measure: Measure = "count"
    sign: int = 1
    group: int = 0
    part: bool = False
    complete: bool = False
    alone: bool = False
    body: str = ""
    kept: bool = True

    @property
    def item(self) -> str:
        """The item that the number counts."""
        return self.subject.item

    def statement(self) -> Statement:
        """Return the finished statement; fees in the unit of their item (万元, 元)."""
        value, unit = self.quantity.value * self.sign, self.quantity.unit
        qualifier = self.quantity.qualifier
        if self.item == "fees.amount" and unit == "元":
            value, unit = value / _TEN_THOUSAND, "万元"
            qualifier = "" if qualifier == "万" else qualifier
        elif self.item == "processing_fee.amount" and unit == "万元":
            value, unit = value * _TEN_THOUSAND, "元"
        return Statement(
            item=self.item,
            breakdown=self.subject.breakdown,
            label=self.subject.label,
            value=value,
            unit=unit,
            printed=self.printed,
            quote=self.quote,
            place=self.place,
            qualifier=qualifier,
            scope=self.scope,
            measure=self.measure,
            group=self.group,
            part=self.part,
            complete=self.complete,
        )


@dataclass(slots=True)
class PartList:
    """A list of parts: of which whole, what it holds so far, whether it divides a part further."""

    whole: Draft | None
    group: int
    parts: list[Draft] = field(default_factory=list)
    nested: bool = False

    @property
    def about(self) -> str:
        """The item of which the list gives the parts, empty where no number stated it."""
        return self.whole.item if self.whole else ""

    @property
    def unit(self) -> str:
        """The unit of what the list divides, of its first part where no number stated that."""
        first = self.whole or next(iter(self.parts), None)
        return first.quantity.unit if first else ""

    def is_exceeded_by(self, number: Quantity) -> bool:
        """Say whether a number is too great to be a part of the requests that are divided."""
        if self.whole is None or not self.about.startswith("requests."):
            return False
        given = self.whole.quantity
        return not given.qualifier and given.unit == number.unit and number.value > given.value

    def holds(self, prefix: str) -> bool:
        """Say whether a part belongs to a family of items."""
        return any(part.item.startswith(prefix) for part in self.parts)

    def add(self, part: Draft) -> None:
        """Take a part into the list."""
        part.group = self.group
        self.parts.append(part)

    def finish(self) -> None:
        """Decide what only the whole list can tell.

        Numbers that count nothing of ours stay only as a sum with its terms; a single class that
        nothing but its name makes one is none; a list of classes that ends in the rest is complete.
        """
        if self.about == "stated" and self.whole is not None:
            self.whole.kept = len(self.parts) > 1
            for part in self.parts:
                part.kept = self.whole.kept or not (part.part or part.item in _LISTED)
        if self.whole is not None and self.parts:
            self.whole.group = self.group
        if len(self.parts) == 1 and self.parts[0].alone:
            self.parts[0].kept = False
        classes = [part for part in self.parts if part.item == "disclosed.by_category"]
        whole_list = len(classes) > 1 and len(classes) == len(self.parts)
        if whole_list and REST.match(classes[-1].subject.label):
            for part in classes:
                part.complete = True
