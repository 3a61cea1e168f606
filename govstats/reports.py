"""A report as frozen values: cells and statements, each with its status and its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from govstats.showing import Showing

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from govstats.documents import Place

Source = Literal["table", "text"]
Key = tuple[str, str, Source]
"""(item, breakdown, source): what identifies a figure within one report."""


class Status(StrEnum):
    """What is known of a figure. Only `reported` and `approximate` have a value; none means 0.

    SDMX OBS_STATUS: reported A, approximate E, blank M, not_applicable L, unreadable O.
    """

    REPORTED = "reported"
    APPROXIMATE = "approximate"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"


SDMX_STATUS = {
    Status.REPORTED: "A",
    Status.APPROXIMATE: "E",
    Status.BLANK: "M",
    Status.NOT_APPLICABLE: "L",
    Status.UNREADABLE: "O",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: its item and breakdown, what was printed, where, and what is known of it.

    `corrected` is the reason of the accepted correction that gave the value, "" where the value is
    the reported one; `raw` stays what was printed.
    """

    item: str
    breakdown: str
    label: str
    source: Source
    value: Decimal | None
    unit: str
    status: Status
    raw: str = ""
    place: Place | str = ""
    corrected: str = ""

    @property
    def key(self) -> Key:
        """What identifies the figure within its report."""
        return (self.item, self.breakdown, self.source)

    @property
    def locator(self) -> str:
        """The place as text."""
        return str(self.place)


@dataclass(frozen=True, slots=True)
class Statement:
    """A count that the prose states.

    `printed` is the number as printed with its unit, `quote` the sentence it stands in.
    `qualifier` is what limits the number (余, 约, 近), `scope` whose figure the sentence names
    (全市, 本级). `measure` says whether the value is a count or, of that count, its share (%), its
    growth (%, signed) or its difference from the year before. The parts that a sentence lists bear
    the same `group` as their whole; `complete` says that the list claims to be the whole, `part`
    that the figure is one unit's share of the item and not the report's own.
    """

    item: str
    breakdown: str
    label: str
    value: Decimal
    unit: str
    printed: str
    quote: str
    place: Place | str
    qualifier: str = ""
    scope: str = ""
    measure: Literal["count", "share", "growth", "difference"] = "count"
    group: int = 0
    complete: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of law that the prose cites: `law` as named, `article` as 16(2) or 36(1)(3)."""

    law: str
    article: str
    printed: str
    quote: str
    place: Place | str


@dataclass(frozen=True, slots=True)
class Event:
    """A day that the prose names, with the sentence that says what was done on it."""

    day: date
    quote: str
    place: Place | str


Section = Literal[
    "opening", "overview", "disclosure", "requests", "disputes", "problems", "improvements", "other"
]
"""The parts of a report's prose: what stands before part one, then the six parts of the form.

Part five is told apart into 存在问题 (`problems`) and 改进措施 (`improvements`)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the prose as printed, and the part of the report that it belongs to.

    `heading` is set for the title of that part itself (一、总体情况).
    """

    section: Section
    text: str
    place: Place | str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a report was read: what was found, and how sure that is."""

    edition: str
    edition_because: str
    encoding: str = ""
    expected: int = 0
    read: int = 0
    blank: int = 0
    unreadable: int = 0
    by_alias: tuple[str, ...] = ()
    by_similarity: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def describe(self, lang: str = "zh") -> tuple[str, ...]:
        """Return in a few short sentences how the report was read and what to look at.

        Rows that were recognised by an alias or by likeness name what was printed and the form's
        label for it; the first few stand for all.
        """
        said = _ZH if lang == "zh" else _EN
        told = not self.edition_because.startswith(NO_EVIDENCE)
        sentences = [
            said["edition" if told else "assumed"].format(self.edition, self.edition_because),
            said["cells"].format(self.expected, self.read, self.blank, self.unreadable),
        ]
        for name, found in (
            ("alias", self.by_alias),
            ("similarity", self.by_similarity),
            ("notes", self.notes),
        ):
            if found:
                shown = said["comma"].join(found[:_SHOWN])
                more = said["more"] if len(found) > _SHOWN else ""
                sentences.append(said[name].format(len(found), shown + more))
        if self.encoding:
            sentences.append(said["encoding"].format(self.encoding))
        return tuple(sentences)


NO_EVIDENCE = "无区别性表头"
"""How `edition_because` begins where no label decided."""

_SHOWN = 3
_ZH = {
    "edition": "按{0}年版格式读取，依据是：{1}。",
    "assumed": "按{0}年版格式读取：{1}。",
    "cells": "应有{0}格：读出{1}格，空白或不适用{2}格，无法辨认{3}格。",
    "alias": "{0}行用的是别名：{1}。",
    "similarity": "{0}行文字与格式不同，按近似识别，请核对：{1}。",
    "notes": "{0}处请对照原件查看：{1}。",
    "encoding": "文件编码为{0}。",
    "comma": "；",
    "more": "等",
}
_EN = {
    "edition": "Read by the {0} form, because the tables say {1}.",
    "assumed": "No label tells the editions apart; read by the {0} form, that of the report's year or else the newest.",
    "cells": "{0} cells expected: {1} read, {2} blank or not applicable, {3} unreadable.",
    "alias": "Under another name ({0}): {1}.",
    "similarity": "Recognised by likeness, please check ({0}): {1}.",
    "notes": "Please look at the original ({0}): {1}.",
    "encoding": "The file is encoded in {0}.",
    "comma": "; ",
    "more": " and more",
}


@dataclass(frozen=True, repr=False)
class Report(Showing):
    """One annual report: who, which year, which edition, and every figure.

    `agency` is the id in the register, None where the printed name is not in it.
    `coverage` is `excerpt` where only some figures were transcribed: it says nothing about the rest.
    `published` is the day on which it was published (2025-01-24), "" where that is not known.
    `passages` is the prose where the text is at hand: read from a file, or kept in the user's own
    dataset. Bundled data holds figures only.
    """

    source: str
    sha256: str
    agency: str | None
    agency_name: str
    year: int | None
    edition: str
    cells: tuple[Cell, ...]
    period: str = ""
    title: str = ""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    events: tuple[Event, ...] = ()
    passages: tuple[Passage, ...] = ()
    coverage: Literal["full", "excerpt"] = "full"
    scope: str = ""
    note: str = ""
    url: str = ""
    published: str = ""
    reading: Reading | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        """Say whose report it is, and how many of its figures are there."""
        known = sum(cell.value is not None for cell in self.cells)
        name = self.agency_name or self.agency or self.source
        return (
            f"Report({name} {self.year}, {self.edition} form, {known} of {len(self.cells)} figures)"
        )

    @cached_property
    def by_key(self) -> dict[Key, Cell]:
        """Every cell by (item, breakdown, source)."""
        return {cell.key: cell for cell in self.cells}

    def cell(self, item: str, breakdown: str = "", source: Source = "table") -> Cell | None:
        """Return a cell, or None where the report has none for it."""
        return self.by_key.get((item, breakdown, source))

    def value(self, item: str, breakdown: str = "", source: Source = "table") -> Decimal | None:
        """Return a figure, or None where it is missing, blank or unreadable."""
        cell = self.cell(item, breakdown, source)
        return None if cell is None else cell.value
