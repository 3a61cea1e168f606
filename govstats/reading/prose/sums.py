"""What a sum (共计) counts: the total of the figures that its sentence named before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from govstats.reading.prose.context import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.reading.prose.drafts import Draft
    from govstats.reading.prose.quantities import Quantity

IS_SUM: Final = re.compile(
    r"^(?:以上|两项|三项)?(?:共计|合计|总计|累计|共|总数|总共)(?:为|有|：)?$"
)
_CASES = {"review", "litigation", "litigation_direct", "litigation_after_review"}
_WAYS = {"stated", "requests.by_channel"}
_FEWEST = 2


def sum_of(said: Sequence[Draft], quantity: Quantity, *, divided: bool) -> Subject | None:
    """Return what a sum counts, None where the figures before it do not tell.

    `said` are the drafts of the sentence so far; `divided` says that a list divides a stated whole.
    """
    terms = [
        draft for draft in said if draft.measure == "count" and draft.quantity.unit == quantity.unit
    ]
    if _arrived_apart(terms) and _add_up(terms, quantity):
        terms[0].part = True
        return terms[0].subject
    kept = [draft for draft in terms if draft.kept]
    items = {draft.item for draft in kept}
    kinds = {item.rpartition(".")[0] for item in items}
    if len(items) > 1 and len(kinds) == 1 and kinds <= _CASES:
        return Subject(f"{kinds.pop()}.total") if _add_up(kept, quantity) else None
    if len(kept) < _FEWEST or len(items) != 1:
        return None
    item = items.pop()
    if item == "disclosed.by_category" and not divided:
        return Subject("disclosed.total")
    return _of_one_item(item, kept) if _add_up(kept, quantity) else None


def _add_up(terms: Sequence[Draft], quantity: Quantity) -> bool:
    return sum(term.quantity.value for term in terms) == quantity.value


def _arrived_apart(terms: Sequence[Draft]) -> bool:
    """Say whether requests are counted by the ways they came: 转来的申请3件、邮寄的2件."""
    first, *others = terms or (None,)
    return first is not None and first.item == "requests.new" and {t.item for t in others} <= _WAYS


def _of_one_item(item: str, terms: Sequence[Draft]) -> Subject:
    if len({term.subject.breakdown for term in terms}) > 1:
        return Subject(item, "total" if item.startswith("requests.") else "")
    for term in terms:
        term.part = True
    return terms[0].subject
