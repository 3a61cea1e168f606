"""A stated count together with others beside it: what the table adds to it, what its sentence sets aside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.checks.prose.intervals import Interval, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.forms import Claim
    from govstats.reports import Statement

_RECEIVED, _WITHDRAWN = "requests.new", "requests.other.withdrawn"
_ACCEPTED = r"(?:实际|实收|正式|有效|符合|(?<!不)属于)[^，。；\d]{0,12}"


def meant_with(said: Statement, claim: Claim, stated: Iterable[Statement]) -> Iterator[Interval]:
    """Yield what a stated count may mean together with the other statements of a report."""
    stated = tuple(stated)
    yield from _added(said, claim, stated)
    yield from _set_aside(said, stated)


def _added(said: Statement, claim: Claim, stated: Iterable[Statement]) -> Iterator[Interval]:
    """Yield a stated count with those that the table books together with it."""
    for other in stated:
        if (
            other.item in claim.beside
            and other.breakdown == said.breakdown
            and other.measure == "count"
            and not other.part
        ):
            yield values_of(said) + values_of(other)


def _set_aside(said: Statement, stated: Iterable[Statement]) -> Iterator[Interval]:
    """Yield what is left of a gross count after what its sentence sets aside.

    收到16件，其中撤回1件; 收到18件，其中实际受理15件: requests that never were any are in no row.
    """
    if not said.item.startswith("requests."):
        return
    for other in stated:
        if (other.quote, other.place) != (said.quote, said.place) or other.measure != "count":
            continue
        if other.item == _WITHDRAWN and said.item == _RECEIVED:
            gross, less = values_of(said), values_of(other)
            yield Interval(gross.low - less.high, gross.high - less.low, gross.closed)
        elif (
            (other.item, other.breakdown) == (said.item, said.breakdown)
            and other.value < said.value
            and re.search(_ACCEPTED + re.escape(other.printed), said.quote)
        ):
            yield values_of(other)
