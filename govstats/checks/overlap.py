"""How much of a text stands in another: one documented measure, with where the two run alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from govstats.documents import fold
from govstats.forms import boilerplate
from govstats.rounding import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

K = 10
"""Characters of the shortest run that counts: unrelated reports share none in part five."""

OWN = 6
"""How many of a run's characters must be no boilerplate."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_NUMBER = re.compile(r"\d[\d.,，]*")
_MARKERS = re.compile(
    r"(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]，|首先|其次|(?<![\u4e00-\u9fff])[（(]?[一二三四五六七八九十]{1,3}[)）、.．])"
)
_OWN = re.compile(
    "[我本全](?:局|镇|乡|县|区|市|省|办|委|厅|院|所|街道|单位|部门|系统|机关|州|旗|处|站)"
)
_WORDS = re.compile(r"[^\W_]+")
_HOLE = "，"
_TRIED = 8


@dataclass(frozen=True)
class Text:
    """A text made fit for comparison, with the place of each of its characters in the print.

    Marks, white space and list markers (一是) are gone, numbers and years are 0, 我局 and 我镇 are
    我. `own` says which characters are no boilerplate; `hashes` has a hash of every run of K.
    """

    printed: str
    words: str
    offsets: NDArray[np.int64]
    own: NDArray[np.bool_]
    hashes: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that two texts have in common: where they stand in the print of each, from and to."""

    later: tuple[int, int]
    earlier: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reuse:
    """How many of a text's characters stand in another, of how many, and the runs that do."""

    covered: int
    length: int
    runs: tuple[Run, ...] = ()

    @property
    def share(self) -> float:
        """The share of the text that is reused, between 0 and 1."""
        return self.covered / self.length if self.length else 0.0

    @property
    def percent(self) -> str:
        """The share in whole percent, as a sentence says it."""
        return round_half_up(Decimal(100 * self.covered) / max(self.length, 1), 0)


def prepare(printed: str) -> Text:
    """Return a text made fit for comparison."""
    folded = fold(printed)
    places = np.array([n for n, c in enumerate(folded) if not c.isspace()], np.int64)
    text = "".join(folded.split())
    text = _NUMBER.sub(lambda m: "0" + _HOLE * (len(m.group()) - 1), text)
    text = _MARKERS.sub(lambda m: _HOLE * len(m.group()), text)
    text = _OWN.sub(lambda m: "我" + _HOLE * (len(m.group()) - 1), text)
    spans = [found.span() for found in _WORDS.finditer(text)]
    words = "".join(text[start:end] for start, end in spans)
    offsets = places[np.concatenate([np.arange(*span) for span in spans or [(0, 0)]])]
    own = np.ones(len(words), bool)
    for found in _boilerplate().finditer(words):
        own[slice(*found.span())] = False
    source = printed if len(folded) == len(printed) else folded
    return Text(source, words, offsets, own, _hashes(words))


def overlap(later: Text, earlier: Text, common: NDArray[np.uint64] | None = None) -> Reuse:
    """Return how much of a text stands in another one, and where.

    The measure: the share of the later text's characters that lie in runs which the other text has
    too. A run is a longest stretch whose every K characters occur in the other; it counts with at
    least OWN characters that are no boilerplate. Runs with a hash in `common`, those that many
    other texts have as well, do not count.
    """
    matched = _matched(later, earlier, common)
    covered = int(_cover(matched, len(later)).sum())
    return Reuse(covered, len(later), tuple(_runs(later, earlier, matched)))


def measure(later: Text, earlier: Text, common: NDArray[np.uint64] | None = None) -> Reuse:
    """Return the same measure without the runs, which take longer."""
    covered = int(_cover(_matched(later, earlier, common), len(later)).sum())
    return Reuse(covered, len(later))


def _matched(later: Text, earlier: Text, common: NDArray[np.uint64] | None) -> NDArray[np.bool_]:
    """Return at which characters of a text K begin that stand in the other, in runs that count."""
    matched = np.isin(later.hashes, earlier.hashes)
    if common is not None and len(common):
        matched &= ~np.isin(later.hashes, common)
    edges = np.flatnonzero(np.diff(matched, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2] + K - 1
    own = np.concatenate([[0], np.cumsum(later.own)])
    for start, end in zip(starts, ends, strict=True):
        if own[end] - own[start] < OWN:
            matched[start : end - K + 1] = False
    return matched


def _hashes(words: str) -> NDArray[np.uint64]:
    codes = np.frombuffer(words.encode("utf-32-le"), np.uint32).astype(np.uint64)
    size = len(codes) - K + 1
    if size <= 0:
        return np.zeros(0, np.uint64)
    result = np.zeros(size, np.uint64)
    for n in range(K):
        result = result * _BASE + codes[n : n + size]
    return result ^ (result >> np.uint64(29))


def _cover(matched: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Return which characters lie in a run."""
    steps = np.zeros(length + 1, np.int64)
    starts = np.flatnonzero(matched)
    np.add.at(steps, starts, 1)
    np.add.at(steps, starts + K, -1)
    return np.cumsum(steps)[:length] > 0


def _runs(later: Text, earlier: Text, matched: NDArray[np.bool_]) -> Iterator[Run]:
    """Yield the longest runs in common, each beginning where the last ended."""
    at: dict[int, list[int]] = {}
    for position, code in enumerate(earlier.hashes.tolist()):
        at.setdefault(code, []).append(position)
    end = 0
    for start in np.flatnonzero(matched).tolist():
        if start < end:
            continue
        there, length = max(
            (
                (there, _alike(later.words, earlier.words, start, there))
                for there in at[int(later.hashes[start])][:_TRIED]
            ),
            key=lambda pair: pair[1],
        )
        end = start + length
        yield Run(_span(later, start, length), _span(earlier, there, length))


def _alike(one: str, other: str, start: int, there: int) -> int:
    length = 0
    while (
        start + length < len(one)
        and there + length < len(other)
        and one[start + length] == other[there + length]
    ):
        length += 1
    return length


def _span(text: Text, start: int, length: int) -> tuple[int, int]:
    return int(text.offsets[start]), int(text.offsets[start + length - 1]) + 1


@cache
def _boilerplate() -> re.Pattern[str]:
    phrases = sorted(boilerplate(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, phrases)))
