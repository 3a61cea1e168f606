"""The exercises as data: what is asked, in which kind of answer, and what is said to it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from govstats.errors import InvalidDataError, InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["choice", "number", "cells"]
Key = tuple[str, str]
"""(item, breakdown): a cell of the form that the student fills in."""

FOLDER = Path(__file__).parent
UNITS = range(7)
"""The units of the course."""

LETTERS = 1
"""The unit whose exercises are the letters of `letters.toml`."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in Chinese and in English."""

    zh: str
    en: str

    def get(self, lang: str) -> str:
        """Return the sentence in a language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that may be chosen; `code` is what a program gives for it."""

    code: str
    said: Said


@dataclass(frozen=True, slots=True)
class Ledger:
    """Whose form the student fills in, of which year and edition; the cells stand as rows and columns."""

    agency: Said
    year: int
    edition: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every cell that has to be filled in, row by row."""
        return tuple((row, column) for row in self.rows for column in self.columns)


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question with one right answer, which is not in here.

    The right answer of a choice, or of each cell, is kept as a salted digest in `digests`; that of a
    number is reckoned from the data (`govstats.teaching.reckoning`) and asked to `decimals` places.
    `hints` are given one after another to wrong answers; `slips` by name to well-known ones.
    """

    id: str
    kind: Kind
    question: Said
    right: Said
    hints: tuple[Said, ...]
    choices: tuple[Choice, ...] = ()
    slips: Mapping[str, Said] = field(default_factory=dict)
    unit: Said = field(default_factory=lambda: Said("", ""))
    decimals: int = 0
    digests: Mapping[str, str] = field(default_factory=dict)
    ledger: Ledger | None = None

    @property
    def is_letter(self) -> bool:
        """Whether it asks to which row a letter of unit 1 belongs."""
        return self.id.partition(".")[0] == str(LETTERS)

    @property
    def form(self) -> Ledger:
        """The form that it asks to fill in. Raises InvalidRequestError where it asks for none."""
        if self.ledger is None:
            raise InvalidRequestError(f"exercise {self.id} has no form to fill in", "teaching")
        return self.ledger


def read_unit(unit: int) -> tuple[Exercise, ...]:
    """Return the exercises of a unit's file in their order."""
    path = FOLDER / "units" / f"unit-{unit}.toml"
    raw = tomllib.loads(path.read_text("utf-8"))
    return tuple(_exercise(entry, path.name) for entry in raw["exercises"])


def said(raw: Mapping[str, str]) -> Said:
    """Return a sentence from its two languages."""
    return Said(raw["zh"], raw["en"])


def _exercise(raw: Mapping[str, Any], where: str) -> Exercise:
    digests = {"": raw["digest"]} if "digest" in raw else dict(raw.get("cells", {}))
    if not digests and raw["kind"] != "number":
        raise InvalidDataError(f"exercise {raw['id']} has no digest", where)
    return Exercise(
        id=raw["id"],
        kind=raw["kind"],
        question=said(raw),
        right=said(raw["right"]),
        hints=tuple(map(said, raw["hints"])),
        choices=tuple(Choice(each["code"], said(each)) for each in raw.get("choices", ())),
        slips={name: said(each) for name, each in raw.get("slips", {}).items()},
        unit=said(raw.get("unit", {"zh": "", "en": ""})),
        decimals=raw.get("decimals", 0),
        digests=digests,
        ledger=_ledger(raw["ledger"]) if "ledger" in raw else None,
    )


def _ledger(raw: Mapping[str, Any]) -> Ledger:
    return Ledger(
        agency=said(raw),
        year=raw["year"],
        edition=raw["edition"],
        rows=tuple(raw["rows"]),
        columns=tuple(raw["columns"]),
    )
