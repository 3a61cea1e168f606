"""Which messages a comparison carries, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import GROUPS, REPLIES, SMALL_BASE, Verdict
from govstats.forms import breaks, editions, load_form

if TYPE_CHECKING:
    from govstats.changes import Change, Comparison
    from govstats.reports import Report

LEADING_SHARE = Decimal("0.7")
"""A leaf that makes up so much of its group's change is named instead of the group."""

MOST_MOVED = 3

SHORTEST_RUN = 5
"""Of fewer years nothing is called the highest or the lowest."""

MOST_OF = Decimal("0.3")
"""A part that made less of a total's change is not named for it."""

DISPUTES = ("review", "litigation_direct", "litigation_after_review")


def most_moved(comparison: Comparison) -> list[Change]:
    """Return the outcomes whose counts moved most, largest first, at most three.

    Groups stand for their leaves, except where one leaf carries at least 70% of the group's
    change: then that leaf is what moved. Disclosure in full or in part is told by its share.
    Only figures that both years report, that no rule contradicts, and that moved on a base of 20.
    """
    moved = []
    for group in (*GROUPS[2:], *REPLIES):
        change = comparison.change(group, "total")
        if change is None or not change.difference:
            continue
        leaves = [comparison.change(leaf, "total") for leaf in _leaves(comparison, group)]
        leading = max(
            (leaf for leaf in leaves if leaf and leaf.difference),
            key=_size,
            default=None,
        )
        share = (leading.difference or 0) / change.difference if leading else Decimal(0)
        chosen = leading if leading and share >= LEADING_SHARE else change
        if chosen.verdict is Verdict.COMPARABLE:
            moved.append(chosen)
    return sorted(moved, key=_size, reverse=True)[:MOST_MOVED]


def leading_parts(comparison: Comparison, item: str) -> list[Change]:
    """Return the parts that made most of a total's change, at most two, largest first.

    Only where the total moved on a base that allows a percent and all its parts moved the same
    way: otherwise no part explains the whole.
    """
    total = comparison.change(item, "total") or comparison.change(item)
    if total is None or total.verdict is not Verdict.COMPARABLE or not total.difference:
        return []
    parts = [part for part in comparison.contributions(item) if part.difference]
    ways = {(part.difference or 0) > 0 for part in parts}
    if len(ways) != 1:
        return []
    parts.sort(key=_size, reverse=True)
    most = [part for part in parts if _size(part) >= MOST_OF * abs(total.difference)]
    return most[:2]


def is_quiet(comparison: Comparison) -> bool:
    """Say whether there was no request, no reconsideration and no lawsuit in any year compared.

    Only where every one of these figures says 0 and none is in doubt: what is missing is not 0.
    """
    changes = [
        comparison.change("requests.new", "total"),
        comparison.change("requests.outcomes", "total"),
        *(comparison.change(f"{kind}.total") for kind in DISPUTES),
    ]
    paired = comparison.before is not None
    return all(
        c is not None and c.new == 0 and (c.old == 0 or not paired) and not c.doubts
        for c in changes
    )


@dataclass(frozen=True, slots=True)
class Extreme:
    """A year's figure that no earlier one of an unbroken run reaches: the run's years, and which end."""

    first: int
    last: int
    years: int
    highest: bool


def extreme(comparison: Comparison, item: str, breakdown: str = "") -> Extreme | None:
    """Say whether the year's figure is the highest or the lowest of a run of at least five years.

    The run goes back to the last break in what the item means; a year without the figure ends it.
    None where the figure is in doubt, shared with another year, or the run is shorter, and where no
    figure of the run reaches 20: of a handful the highest is chance.
    """
    change = comparison.change(item, breakdown)
    if change is None or change.new is None or change.doubts_after:
        return None
    run: list[tuple[int, Decimal]] = []
    for report in sorted(comparison.history, key=lambda report: -(report.year or 0)):
        value, year = report.value(item, breakdown), report.year or 0
        gap = bool(run) and year != run[-1][0] - 1
        if value is None or gap or (run and _broken(item, report, comparison.after)):
            break
        run.append((year, value))
    if len(run) < SHORTEST_RUN or max(value for _, value in run) < SMALL_BASE:
        return None
    earlier = [value for _, value in run[1:]]
    if change.new > max(earlier) or change.new < min(earlier):
        return Extreme(run[-1][0], run[0][0], len(run), highest=change.new > max(earlier))
    return None


def _broken(item: str, earlier: Report, later: Report) -> bool:
    ends = ((earlier.edition, earlier.year or 0), (later.edition, later.year or 0))
    return any(entry.covers(item) and entry.separates(*ends) for entry in breaks())


@dataclass(frozen=True, slots=True)
class Sorted:
    """Changes sorted by what can be said of them."""

    told: list[Change]
    zero: list[Change]
    absent: list[list[Change]]


def sort_out(comparison: Comparison, items: list[tuple[str, str]]) -> Sorted:
    """Sort items into those worth a phrase, those that are 0 throughout, and those absent alike.

    A zero that a rule casts doubt on is told, never passed over as nothing.
    """
    told: list[Change] = []
    zero: list[Change] = []
    absent: dict[tuple[object, ...], list[Change]] = {}
    for item, breakdown in items:
        change = comparison.change(item, breakdown)
        if change is None:
            continue
        cells = [change.after] if comparison.before is None else [change.before, change.after]
        values = [cell.value if cell else None for cell in cells]
        if all(value == 0 for value in values) and not change.doubts:
            zero.append(change)
        elif all(value is None for value in values):
            absent.setdefault(tuple(cell.status if cell else None for cell in cells), []).append(
                change
            )
        else:
            told.append(change)
    return Sorted(told, zero, list(absent.values()))


def _size(change: Change) -> Decimal:
    return abs(change.difference or Decimal(0))


def _leaves(comparison: Comparison, group: str) -> tuple[str, ...]:
    edition = comparison.after.edition
    return load_form(edition).leaves(group) if edition in editions() else ()
