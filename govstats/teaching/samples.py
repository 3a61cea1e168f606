"""The simulated county that unit 6 compares; nothing in it is real."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from govstats.peers import peers
from govstats.testing import county

if TYPE_CHECKING:
    from govstats.dataset import Dataset
    from govstats.peers import Peers

SEED, YEAR = 14, 2024


@cache
def simulated_county() -> Dataset:
    """Return forty simulated towns in one year, without planted errors."""
    return county(SEED, years=(YEAR,), errors=0)


@cache
def compared_county() -> Peers:
    """Return what share of the concluded requests each town disclosed in full or in part."""
    data = simulated_county()
    towns = [each.agency for each in data.agencies if each.level == "township"]
    return peers(data, YEAR, "granted", towns)
