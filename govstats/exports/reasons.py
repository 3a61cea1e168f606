"""The main changes whose reason an agency has to give, since its report states none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import Verdict
from govstats.prose.messages import most_moved

if TYPE_CHECKING:
    from govstats.changes import Change, Comparison

MARKED = Decimal(10)
"""A change of so many percent, or of so many where no percent may be stated, asks for a reason."""

_ITEMS = {
    "requests": (("requests.new", "total"),),
    "disputes": (
        ("review.total", ""), ("litigation.total", ""),
        ("litigation_direct.total", ""), ("litigation_after_review.total", ""),
    ),
    "disclosure": (
        ("normative_documents.issued", ""), ("normative_documents.repealed", ""),
        ("normative_documents.in_force", ""), ("disclosed.total", ""), ("channels.website.items", ""),
    ),
}  # fmt: skip
_COUNTED = (Verdict.SMALL_BASE, Verdict.BASE_ZERO, Verdict.LEAP)


def unexplained(comparison: Comparison) -> dict[str, tuple[Change, ...]]:
    """Return, by section of the text, the main changes that are large enough to ask for a reason.

    Only where both figures are known, comparable and not in doubt: a break is a reason by itself,
    and what fails a rule is first to be corrected.
    """
    found = {}
    for section, keys in _ITEMS.items():
        changes = [change for change in (comparison.change(*key) for key in keys) if change]
        if section == "requests":
            changes += [change for change in most_moved(comparison) if change not in changes]
        found[section] = tuple(change for change in changes if _marked(change))
    return found


def _marked(change: Change) -> bool:
    if change.doubts or not change.difference:
        return False
    if change.percent is not None:
        return abs(change.percent) >= MARKED
    return change.verdict in _COUNTED and abs(change.difference) >= MARKED
