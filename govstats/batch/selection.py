"""Which agencies and years are meant: ids, names and globs; levels; regions; years and ranges."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from govstats.batch.parameters import parameters
from govstats.errors import InvalidRequestError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from govstats.dataset import Dataset

_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|–|—|:|\.\.)\s*(\d{4}))?")


def agencies(
    data: Dataset,
    patterns: Sequence[str] = (),
    *,
    levels: Sequence[str] = (),
    regions: Sequence[str] = (),
) -> list[str]:
    """Return the agencies with full reports that ids, names or globs stand for, all without any.

    `levels` are those of the register (`county`), `regions` the beginning of one or a glob
    (`江苏省`, `*宿迁*`); an agency has to meet one of each. Raises NotFoundError where a name or a
    level is unknown or nothing is left.
    """
    full = set(data.full_agencies())
    named = [one for pattern in patterns for one in data.find(pattern)]
    if named and not full.intersection(named):
        parameters(named[0], data=data)
    known = {entry.level for entry in data.agencies if entry.level}
    for level in levels:
        if level not in known:
            raise NotFoundError(
                f"no agency is at level {level!r}", "--level", f"known: {', '.join(sorted(known))}"
            )
    chosen = []
    for agency in dict.fromkeys(named or sorted(full)):
        entry = data.agencies[agency]
        if (
            agency in full
            and (not levels or entry.level in levels)
            and (not regions or any(_lies_in(entry.region, region) for region in regions))
        ):
            chosen.append(agency)
    if not chosen:
        wanted = ", ".join([*patterns, *levels, *regions]) or "any agency"
        raise NotFoundError(f"no full report of {wanted}", str(data.path), "choose fewer limits")
    return chosen


def years(text: str) -> Callable[[Iterable[int]], list[int]]:
    """Return what picks the wanted years from those that an agency has.

    `latest` is the last one, `all` every one; otherwise years and ranges, `2021,2023-2025`. Raises
    InvalidRequestError for anything else.
    """
    wanted = text.strip().lower()
    if wanted in ("", "latest"):
        return lambda known: sorted(known)[-1:]
    if wanted == "all":
        return sorted
    ranges: list[range] = []
    for part in re.split(r"[,，、\s]+", wanted):
        found = _YEARS.fullmatch(part)
        if not found:
            raise InvalidRequestError(
                f"{part!r} is no year", "--year", "allowed: 2024, 2021,2023-2025, all, latest"
            )
        first, last = int(found[1]), int(found[2] or found[1])
        ranges.append(range(min(first, last), max(first, last) + 1))
    return lambda known: sorted(y for y in known if any(y in r for r in ranges))


def _lies_in(region: str, wanted: str) -> bool:
    return region.startswith(wanted) or fnmatchcase(region, wanted)
