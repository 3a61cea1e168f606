"""Printed labels matched to the form's rows and columns, with the limits of the match known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Literal

from govstats.documents import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.forms import Label

Manner = Literal["label", "alias", "similarity"]

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}(?:[、.)]|(?=[^\d.,])))"
)
_NOTE = re.compile(r"\([^()]*\)?")
_PUNCTUATION = re.compile(r"[\"'“”‘’《》「」、,，.。:：;；()\[\]/\\\-—·]")
_SIMILAR, _MARGIN, _SHORTEST = 0.75, 0.12, 4
_FLOOR = _SIMILAR - _MARGIN


@cache
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


def match_label(text: str, candidates: Iterable[Label], *, similar: bool = True) -> Match | None:
    """Return the candidate that a printed label means, or None.

    First the form's wording, then its aliases, then similarity: abridged (其他法律行政止公开) or
    misspelt labels of at least four characters, where the best candidate is at least 0.75 alike
    and leads the second by 0.12. Anything less is left unmatched.
    """
    key = label_key(text)
    if not key:
        return None
    candidates = list(candidates)
    exact = [label for label in candidates if label_key(label.label) == key]
    if len(exact) == 1:
        return Match(exact[0], "label")
    aliased = [label for label in candidates if key in map(label_key, label.aliases)]
    if not exact and len(aliased) == 1:
        return Match(aliased[0], "alias")
    if exact or aliased or not similar or len(key) < _SHORTEST:
        return None
    scored = sorted(
        ((_at_least(_FLOOR, key, label), n) for n, label in enumerate(candidates)), reverse=True
    )
    best, position = scored[0] if scored else (0.0, 0)
    second = scored[1][0] if len(scored) > 1 else 0.0
    if best >= _SIMILAR and best - second >= _MARGIN:
        return Match(candidates[position], "similarity")
    return None


@cache
def likeness(text: str, label: Label) -> float:
    """Return how alike a printed label and a label of the form are, from 0 to 1."""
    return _at_least(0.0, label_key(text), label)


@cache
def _at_least(floor: float, key: str, label: Label) -> float:
    """Return the likeness of a label, or 0 where it is certainly under `floor`."""
    best = 0.0
    for name in (label.label, *label.aliases):
        matcher = SequenceMatcher(None, key, label_key(name), autojunk=False)
        if matcher.real_quick_ratio() >= floor and matcher.quick_ratio() >= floor:
            best = max(best, matcher.ratio())
    return best
