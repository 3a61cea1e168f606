"""An agency among its peers in every share: where it lies, and how wide chance is for its size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from govstats.errors import InvalidRequestError
from govstats.peers import FEWEST, LEVELS, all_peers, like

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govstats.agencies import Agencies, Agency
    from govstats.dataset import Dataset
    from govstats.peers import Peers

_REQUESTS = "natural_person"
"""The share whose whole is the number of new requests."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an agency lies in a share: `part` of `whole` cases, shares from 0 to 1.

    `inner` and `outer` are the 95% and 99.8% limits for its size. `standing` is inside the inner
    ones, outside them, or far: outside both; `above` tells on which side of the peers' share.
    """

    code: str
    part: int
    whole: int
    centre: float
    inner: tuple[float, float]
    outer: tuple[float, float]
    standing: str

    @property
    def share(self) -> float:
        """The agency's share."""
        return self.part / self.whole

    @property
    def above(self) -> bool:
        """Whether the agency's share is larger than that of all peers together."""
        return self.share > self.centre


@dataclass(frozen=True, eq=False)
class Benchmark:
    """An agency among those of its level in one year.

    `peers` has each share that enough of them have, `code` names the one that is shown. `members`
    are all that reported for the year, the agency among them.
    """

    agency: Agency
    year: int
    code: str
    peers: Mapping[str, Peers]
    members: tuple[str, ...]
    agencies: Agencies
    synthetic: bool = False

    @property
    def parent(self) -> Agency | None:
        """The body that the agency and its peers stand under, None where none is known."""
        above = self.agency.parent
        return self.agencies[above] if above in self.agencies else None  # noqa: SIM401 - no mapping

    @property
    def chosen(self) -> Peers:
        """The share that is shown."""
        return self.peers[self.code]

    @property
    def place(self) -> Place | None:
        """Where the agency lies in the share that is shown; None where it has none."""
        return self.places.get(self.code)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where the agency lies in each share that it has, by its code."""
        found = {code: self._place(peers) for code, peers in self.peers.items()}
        return {code: place for code, place in found.items() if place is not None}

    @cached_property
    def requests(self) -> tuple[int, float] | None:
        """The agency's new requests, and the median of all; None where they are not known."""
        if _REQUESTS not in self.peers:
            return None
        peers = self.peers[_REQUESTS]
        counts = pd.Series(0.0, index=list(peers.idle))
        counts = pd.concat([counts, peers.table.set_index("agency")["whole"]])
        if self.agency.agency not in counts.index:
            return None
        return int(counts[self.agency.agency]), float(counts.median())

    def _place(self, peers: Peers) -> Place | None:
        mine = peers.table[peers.table["agency"] == self.agency.agency]
        if mine.empty:
            return None
        part, whole = int(mine["part"].iloc[0]), int(mine["whole"].iloc[0])
        inner, outer = (peers.limits([whole], level)[:, 0].tolist() for level in LEVELS)
        standing = peers.standing(self.agency.agency)
        return Place(
            peers.share.code, part, whole, peers.centre, tuple(inner), tuple(outer), standing
        )


def benchmark(data: Dataset, agency: str, year: int, code: str = "granted") -> Benchmark:
    """Set an agency among its peers: those of its level, under the same parent where it has one.

    Raises InvalidRequestError, naming the shares that can be shown, where fewer than eight of them
    have the figures.
    """
    entry = data.agencies[agency]
    group = like(data, agency)
    found = all_peers(data, year, group)
    enough = {name: peers for name, peers in found.items() if len(peers.table) >= FEWEST}
    if code not in enough:
        count = len(found[code].table) if code in found else 0
        raise InvalidRequestError(
            f"rate={code!r}: {count} agencies like {agency} have it in {year}, {FEWEST} are needed",
            "benchmark",
            f"allowed: {', '.join(enough) or 'none; data of more agencies is needed'}",
        )
    members = tuple(one for one in group if year in data.years(one))
    return Benchmark(entry, year, code, enough, members, data.agencies, data.synthetic)
