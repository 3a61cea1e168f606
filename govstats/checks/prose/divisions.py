"""Wholes and their parts as the prose lists them: classes, channels, applicants, outcomes, units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from govstats.checks.prose.said import CATEGORY
from govstats.forms import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.reports import Statement

Kind = Literal["category", "subcategory", "channel", "arrival", "applicant", "outcome", "unit"]
RECEIVED = ("requests.new", "requests.in_hand", "requests.outcomes")
OUTCOMES = (
    "requests.granted", "requests.partly_granted", "requests.refused", "requests.unavailable",
    "requests.not_processed", "requests.other",
)  # fmt: skip
_BOTH = "requests.granted_or_partly"
_CARRIED = "requests.carried_forward"
_ORGANISATIONS = {
    "commercial_enterprise", "research_institution", "public_interest_organisation",
    "legal_service_organisation", "other_organisation",
}  # fmt: skip
_WHOLES: dict[str, tuple[str, ...]] = {
    "category": ("disclosed.total", "documents.made", "channels.website.items"),
    "channel": ("disclosed.total",),
    "arrival": RECEIVED,
    "outcome": RECEIVED,
}
"""What a list of a kind may divide."""


@dataclass(frozen=True, slots=True)
class Division:
    """Parts of one kind and the whole that the prose says they divide.

    `listed` says that whole and parts stand in one list, or that the report has no other whole,
    `complete` that the list names every part.
    """

    kind: Kind
    whole: Statement
    parts: tuple[Statement, ...]
    listed: bool
    complete: bool


@dataclass(slots=True)
class _List:
    """A list while it is put together: its parts with their place in the order of the prose."""

    whole: Statement | None
    parts: list[tuple[int, Statement]]


def divisions(statements: Iterable[Statement]) -> Iterator[Division]:
    """Yield every whole with its parts, in the order of the prose.

    A part that a bracket divides further stays a part of its own list, and is the whole of that in
    the bracket. A list whose whole stands elsewhere divides the nearest figure of its kind before.
    """
    counts = [said for said in statements if said.measure == "count"]
    for found in _lists(counts):
        for kind in dict.fromkeys(kind_of(part) for _, part in found.parts):
            if kind is None:
                continue
            yield from _divide(counts, found, kind)


def kind_of(said: Statement) -> Kind | None:
    """Return what kind of part a statement may be, None where it divides nothing."""
    if said.item == CATEGORY:
        return "subcategory" if said.part else "category"
    if said.part:
        return "unit"
    if said.breakdown in words().applicants or said.breakdown in _ORGANISATIONS:
        return "applicant"
    if said.item in (*OUTCOMES, _BOTH, _CARRIED):
        return "outcome"
    if said.item == "requests.by_channel":
        return "arrival"
    return "channel" if said.item.startswith("channels.") else None


def _lists(counts: list[Statement]) -> list[_List]:
    """Return the lists of the prose: what bears one group, first of all its whole."""
    by_group: dict[int, list[tuple[int, Statement]]] = {}
    for place, said in enumerate(counts):
        if said.group or said.item == CATEGORY:
            by_group.setdefault(said.group, []).append((place, said))
    found: dict[int, _List] = {}
    divided: list[tuple[int, int, Statement]] = []
    for group, members in by_group.items():
        (place, first), rest = members[0], members[1:]
        if rest and _is_whole(first, [said for _, said in rest]):
            found[group] = _List(first, rest)
            if kind_of(first) is not None:
                divided.append((group, place, first))
        else:
            found[group] = _List(None, members)
    for group, place, part in divided:
        outer = _list_around(found, group, place, part)
        if outer is not None:
            outer.parts.append((place, part))
            outer.parts.sort(key=lambda each: each[0])
    return list(found.values())


def _is_whole(first: Statement, rest: list[Statement]) -> bool:
    """Say whether the first of a list is what the others divide, and not one of them."""
    if first.part:
        return False
    kinds = {kind_of(said) for said in rest}
    below = all(said.item.startswith(f"{first.item}.") for said in rest)
    return kind_of(first) not in kinds or kinds <= {"unit", "subcategory"} or below


def _list_around(found: dict[int, _List], group: int, place: int, part: Statement) -> _List | None:
    """Return the list in whose midst a divided part stands: the nearest of its kind beside it."""
    near = [
        (abs(at - place), each)
        for other, each in found.items()
        for at, said in each.parts
        if other != group and kind_of(said) == kind_of(part) and said.place == part.place
    ]
    return min(near, key=lambda each: each[0])[1] if near else None


def _divide(counts: list[Statement], found: _List, kind: Kind) -> Iterator[Division]:
    parts = [(place, said) for place, said in found.parts if kind_of(said) == kind]
    series: dict[tuple[str, str], list[tuple[int, Statement]]] = {}
    for place, said in parts:
        key = (said.item, said.unit) if kind == "unit" else ("", "")
        series.setdefault(key, []).append((place, said))
    for same in series.values():
        members = tuple(said for _, said in same)
        whole = found.whole if found.whole and _divides(found.whole, members[0], kind) else None
        listed = whole is not None
        if whole is None:
            before = reversed(counts[: same[0][0]])
            whole = next((said for said in before if _divides(said, members[0], kind)), None)
            if kind == "category" and not listed:
                whole, listed = _only_total(counts, whole)
        if whole is not None:
            yield Division(kind, whole, members, listed, _is_complete(kind, members))


def _only_total(counts: list[Statement], whole: Statement | None) -> tuple[Statement | None, bool]:
    """Return what classes divide outside their list, and whether it can be nothing else."""
    totals = [said for said in counts if said.item == "disclosed.total" and not said.part]
    only = len({said.value for said in totals}) == 1
    return (totals[0], True) if only else (whole, False)


def _divides(whole: Statement, part: Statement, kind: Kind) -> bool:
    """Say whether a figure may be what parts of a kind divide."""
    if whole.part:
        return False
    if kind == "unit":
        return whole.item == part.item and kind_of(whole) != "applicant"
    if kind == "subcategory":
        return whole.item == CATEGORY
    if whole.place != part.place and kind != "category":
        return False
    if kind == "applicant":
        return whole.item == part.item and whole.breakdown == "total"
    return whole.item in _WHOLES[kind] and whole.breakdown in ("", "total")


def _is_complete(kind: Kind, parts: tuple[Statement, ...]) -> bool:
    """Say whether parts claim to be all: classes with the rest, all applicants, all outcomes."""
    if kind == "category":
        return all(part.complete for part in parts)
    if kind == "applicant":
        named = {part.breakdown for part in parts}
        return "natural_person" in named and bool(named & {"organisations"})
    if kind == "outcome":
        named = {part.item for part in parts}
        return set(OUTCOMES) <= named or {*OUTCOMES[2:], _BOTH} <= named
    return False
