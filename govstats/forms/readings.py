"""What cells confirm a count that the prose states: readings and claims, as `readings.toml` has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Literal

from govstats.errors import InvalidFormError
from govstats.forms.loader import load_form, read_data, refuse_unknown
from govstats.forms.names import item_names

_WHERE = "forms/readings.toml"
_REMEMBERED = 4096
_READING_KEYS = {"id", "zh", "en", "items", "words"}
_CLAIM_KEYS = {
    "items", "breakdowns", "zh", "en", "same", "loose", "beside", "alarm", "needs", "exact", "whole",
}  # fmt: skip

Alarm = Literal["error", "question", "none"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Items whose sum a stated count may mean; one after "-" is taken off.

    `words` match a sentence that means just this, where it is only loosely what the claim says.
    """

    id: str
    zh: str
    en: str
    items: tuple[str, ...]
    words: str = ""

    def terms(self) -> tuple[tuple[int, str], ...]:
        """Return each item with the sign that it has in the sum."""
        return tuple((-1 if i.startswith("-") else 1, i.removeprefix("-")) for i in self.items)

    def named(self, lang: str) -> str:
        """Return how the sum is named beside its table."""
        return self.zh if lang == "zh" else self.en

    def of(self, result: str) -> Reading:
        """Return the reading for one result of a dispute (`upheld`): its `.*` and names filled."""
        zh, en = _results()[result]
        items = tuple(item.replace(".*", f".{result}") for item in self.items)
        return replace(
            self, zh=self.zh.format(result=zh), en=self.en.format(result=en), items=items
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """What the prose may state of an item, and how it may be read.

    `same` readings confirm it; `loose` ones explain a mismatch. `alarm` is the most that a mismatch
    may be: it says nothing without `needs` in the sentence, and an error needs `exact` too and,
    below the table's figure, `whole`. `beside` are items whose statements may have to be added.
    """

    zh: str
    en: str
    same: tuple[Reading, ...]
    loose: tuple[Reading, ...] = ()
    beside: tuple[str, ...] = ()
    alarm: Alarm = "question"
    needs: str = ""
    exact: str = ""
    whole: str = ""

    def named(self, lang: str) -> str:
        """Return how a sentence names what is counted."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a sentence say of whose figure it gives.

    `elsewhere` names another year or a part of one, `body` a body other than the report's own.
    `applicants` name a kind of applicant by its column, 法人或其他组织 as `organisations`.
    """

    elsewhere: re.Pattern[str]
    body: re.Pattern[str]
    applicants: dict[str, re.Pattern[str]]


@cache
def words() -> Words:
    """Return the words that tell whose figure a sentence gives."""
    raw = read_data("readings.toml")
    applicants = {code: re.compile(expression) for code, expression in raw["applicants"].items()}
    return Words(re.compile(raw["elsewhere"]), re.compile(raw["body"]), applicants)


@lru_cache(maxsize=_REMEMBERED)
def claim_on(item: str, breakdown: str, edition: str) -> Claim | None:
    """Return how a statement of an item may be read in an edition, None where no cell can confirm it.

    An item that is listed for a breakdown of its own goes before the item as a whole, and that
    before all results of its kind (`review.*`).
    """
    kind, _, result = item.rpartition(".")
    listed = _claims()
    found = listed.get((item, breakdown)) or listed.get((item, "")) or listed.get((f"{kind}.*", ""))
    own = _own(item, edition)
    if found is None:
        return own
    if not found.same:
        return own and replace(own, alarm=found.alarm, needs=found.needs)
    if result not in _results():
        return found
    zh, en = _results()[result]
    return replace(
        found,
        zh=found.zh.format(result=zh),
        en=found.en.format(result=en),
        same=tuple(reading.of(result) for reading in found.same),
        loose=tuple(reading.of(result) for reading in found.loose),
    )


def _own(item: str, edition: str) -> Claim | None:
    """Return the claim that an item makes of its own cell or group, None where there is none."""
    form = load_form(edition)
    if not any(code == item for code, _ in form.slots) and not form.leaves(item):
        return None
    names = item_names(edition)[item]
    return Claim(names.zh, names.en, (Reading("own", f"“{names.zh}”", names.en, (item,)),))


@cache
def _results() -> dict[str, tuple[str, str]]:
    return {code: (zh, en) for code, (zh, en) in read_data("readings.toml")["results"].items()}


@cache
def _claims() -> dict[tuple[str, str], Claim]:
    raw = read_data("readings.toml")
    readings: dict[str, Reading] = {}
    for entry in raw["readings"]:
        refuse_unknown(entry, _READING_KEYS, f"{_WHERE}, reading {entry.get('id')}")
        readings[entry["id"]] = Reading(**{**entry, "items": tuple(entry["items"])})
    claims: dict[tuple[str, str], Claim] = {}
    for entry in raw["claims"]:
        place = f"{_WHERE}, claim {entry.get('items')}"
        refuse_unknown(entry, _CLAIM_KEYS, place)
        claim = _claim(entry, readings, place)
        for item in entry["items"]:
            for breakdown in entry.get("breakdowns", ("",)):
                claims[item, breakdown] = claim
    return claims


def _claim(entry: dict[str, Any], readings: dict[str, Reading], place: str) -> Claim:
    unknown = {*entry["same"], *entry.get("loose", ())} - set(readings)
    if unknown:
        raise InvalidFormError(f"there is no reading {unknown.pop()!r}", place)
    fields = {key: value for key, value in entry.items() if key not in ("items", "breakdowns")}
    for name in ("same", "loose"):
        fields[name] = tuple(readings[code] for code in entry.get(name, ()))
    return Claim(**{**fields, "beside": tuple(entry.get("beside", ()))})
