"""Printed labels matched to the form's rows and columns, with the limits of the match known."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from govstats.documents import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.forms import Label

Manner = Literal["label", "alias", "similarity"]

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}(?:[、.)]|(?=[^\d.,])))"
)
_NOTE = re.compile(r"\([^()]*\)?")
_PUNCTUATION = re.compile(r"[\"'“”‘’《》「」、,，.。:：;；()\[\]/\\\-—·]")
_SIMILAR, _MARGIN, _SHORTEST = 0.75, 0.12, 4
_FLOOR = _SIMILAR - _MARGIN
_REMEMBERED, _ASKED, _KEYS = 256, 2_000, 8192


@lru_cache(_KEYS)
def label_key(text: str) -> str:
    """Return a label without numbering, bracketed notes, punctuation and white space."""
    plain = squeeze(text)
    bare = _NUMBERING.sub("", plain, count=1)
    bare = _NOTE.sub("", bare) or bare
    return _PUNCTUATION.sub("", bare)


@dataclass(frozen=True, slots=True)
class Match:
    """A printed label's row or column, and how it was recognised."""

    label: Label
    manner: Manner


def match_label(text: str, candidates: Sequence[Label], *, similar: bool = True) -> Match | None:
    """Return the candidate that a printed label means, or None.

    First the form's wording, then its aliases, then similarity: abridged (其他法律行政止公开) or
    misspelt labels of at least four characters, where the best candidate is at least 0.75 alike
    and leads the second by 0.12. Anything less is left unmatched.
    """
    known = _candidates(candidates)
    asked = (text, similar)
    if asked not in known.asked:
        if len(known.asked) >= _ASKED:
            known.asked.clear()
        key = label_key(text)
        found = known.named(key) or (known.alike(key) if similar else None) if key else None
        known.asked[asked] = found
    return known.asked[asked]


class _Candidates:
    """Labels looked up by what reports print for them."""

    def __init__(self, labels: tuple[Label, ...]) -> None:
        self._labels = labels
        self._own: dict[str, list[Label]] = defaultdict(list)
        self._aliased: dict[str, list[Label]] = defaultdict(list)
        self._alike: dict[str, Match | None] = {}
        self.asked: dict[tuple[str, bool], Match | None] = {}
        for label in labels:
            self._own[label_key(label.label)].append(label)
            for key in set(map(label_key, label.aliases)):
                self._aliased[key].append(label)

    def named(self, key: str) -> Match | None:
        own, aliased = self._own.get(key, ()), self._aliased.get(key, ())
        if len(own) == 1:
            return Match(own[0], "label")
        return Match(aliased[0], "alias") if not own and len(aliased) == 1 else None

    def alike(self, key: str) -> Match | None:
        if key in self._own or key in self._aliased or len(key) < _SHORTEST:
            return None
        if key not in self._alike:
            scored = sorted(
                ((_at_least(_FLOOR, key, label), n) for n, label in enumerate(self._labels)),
                reverse=True,
            )
            best, position = scored[0] if scored else (0.0, 0)
            second = scored[1][0] if len(scored) > 1 else 0.0
            clear = best >= _SIMILAR and best - second >= _MARGIN
            self._alike[key] = Match(self._labels[position], "similarity") if clear else None
        return self._alike[key]


_KNOWN: dict[tuple[int, ...], _Candidates] = {}
_LOOKED_UP: dict[int, tuple[Sequence[Label], _Candidates]] = {}
"""By the identity of the labels, and of the tuples that hold them, which are kept alive."""


def _candidates(labels: Sequence[Label]) -> _Candidates:
    held = _LOOKED_UP.get(id(labels))
    if held is not None and held[0] is labels:
        return held[1]
    names = tuple(map(id, labels))
    if names not in _KNOWN:
        _KNOWN[names] = _Candidates(tuple(labels))
    if isinstance(labels, tuple):
        if len(_LOOKED_UP) >= _REMEMBERED:
            _LOOKED_UP.clear()
        _LOOKED_UP[id(labels)] = labels, _KNOWN[names]
    return _KNOWN[names]


def likeness(text: str, label: Label) -> float:
    """Return how alike a printed label and a label of the form are, from 0 to 1."""
    return _at_least(0.0, label_key(text), label)


def _at_least(floor: float, key: str, label: Label) -> float:
    """Return the likeness of a label, or 0 where it is certainly under `floor`."""
    best = 0.0
    for name in (label.label, *label.aliases):
        matcher = SequenceMatcher(None, key, label_key(name), autojunk=False)
        if matcher.real_quick_ratio() >= floor and matcher.quick_ratio() >= floor:
            best = max(best, matcher.ratio())
    return best
