"""The parts of a report's prose and the titles that agencies print over them, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from govstats.forms.loader import read_data


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the prose: its code, the section of the form it stands in, and its titles.

    `titles` has the official one first. A short title with one word of each list in `words`
    belongs to the part too.
    """

    code: str
    part: str
    title_en: str
    titles: tuple[str, ...]
    words: tuple[tuple[str, ...], ...] = ()

    @property
    def title(self) -> str:
        """The official title with its number: 一、总体情况."""
        return f"{self.part}、{self.titles[0]}"


@dataclass(frozen=True, slots=True)
class Sections:
    """The parts in their order, and the words that titles and pages have around what counts.

    `fillers` tell no part from another; a title ends with one of `endings` and goes on where one
    of `continued` follows. Lines `beside` the text are a page's own, and so is all that comes
    `after` it.
    """

    parts: tuple[Part, ...]
    fillers: tuple[str, ...]
    endings: tuple[str, ...]
    continued: tuple[str, ...]
    beside: tuple[str, ...]
    after: tuple[str, ...]


@cache
def sections() -> Sections:
    """Return the parts of a report's prose, as `sections.toml` states them."""
    raw = read_data("sections.toml")
    parts = tuple(
        Part(
            entry["code"],
            entry["part"],
            entry["title_en"],
            tuple(entry["titles"]),
            tuple(tuple(words) for words in entry.get("words", ())),
        )
        for entry in raw["sections"]
    )
    return Sections(
        parts=parts,
        fillers=tuple(sorted(raw["fillers"], key=len, reverse=True)),
        endings=tuple(raw["endings"]),
        continued=tuple(raw["continued"]),
        beside=tuple(raw["page"]["beside"]),
        after=tuple(raw["page"]["after"]),
    )


@cache
def boilerplate() -> tuple[str, ...]:
    """Return the fixed expressions that reports share whoever wrote them (`boilerplate.toml`)."""
    raw = read_data("boilerplate.toml")
    return tuple(dict.fromkeys(phrase for phrases in raw.values() for phrase in phrases))
