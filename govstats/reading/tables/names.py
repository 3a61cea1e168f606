"""The names over the columns of a table, settled together: each column of the form at most once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from govstats.documents import squeeze
from govstats.reading.labels import label_key, likeness, match_label
from govstats.reading.tables.columns import SUBTOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.forms import Block
    from govstats.reading.labels import Manner

_SUMS = {"小计", "合计", "总计", "总和", "总数", "共计", "合计数"}
_PART = "其中"
"""What a column says that is only a part of the one before it (总计，其中本级)."""
_BETWEEN = 0.5
"""How alike the name of a column must be that stands between its two neighbours in the form."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name over a column, the form's column that it means, and whether 法人或其他组织 is above.

    `row` is the header row that it stands in.
    """

    text: str
    code: str
    manner: Manner | None
    place: int
    grouped: bool
    row: int = 0

    @classmethod
    def of(cls, text: str, block: Block, place: int, *, grouped: bool, row: int = 0) -> Name:
        """Match a name; the code is "" where the form has no such column."""
        match = None if _PART in text else match_label(text, block.columns)
        code, manner = (match.label.code, match.manner) if match else ("", None)
        return cls(text, code, manner, place, grouped, row)


def column_of(text: str, block: Block) -> str:
    """Return the code of the column that a text names in its own words, 小计 included, or nothing."""
    match = match_label(text, block.columns, similar=False)
    if match:
        return match.label.code
    return SUBTOTAL.code if is_sum(text) else ""


def is_sum(text: str) -> bool:
    """Say whether a name is a word for a sum: 小计, 合计."""
    return label_key(text) in _SUMS


def settle_names(names: Sequence[Name], block: Block) -> list[Name]:
    """Return the names with their columns, or nothing where two that stand apart mean the same one.

    A sum among the organisations is their 小计. Of two names the form's own word (总计) is the
    column and its alias (合计) another. A name that resembles the only column that is missing
    between its neighbours is that column.
    """
    found = _spread(list(names), block)
    if block.by:
        rows = {name.code: name.row for name in found}
        inside = rows.get("other_organisation", 0) - rows.get("natural_person", 0) > 0
        found = [
            _as_subtotal(name, found, beside=inside and name.row == rows["other_organisation"])
            for name in found
        ]
    for manner in ("alias", "similarity"):
        counts = Counter(code for code, _ in {(name.code, label_key(name.text)) for name in found})
        found = [
            replace(name, code="") if counts[name.code] > 1 and name.manner == manner else name
            for name in found
        ]
    if not any(name.code for name in found) or _is_doubled(found):
        return []
    return _between(found, block) if block.by else found


def _is_doubled(names: Sequence[Name]) -> bool:
    """Say whether two columns have one name, other than a merged cell's printed over each."""
    last: dict[str, int] = {}
    for n, name in enumerate(names):
        before = last.get(name.code)
        if name.code and before is not None:
            merged = before == n - 1 and squeeze(names[before].text) == squeeze(name.text)
            if not merged:
                return True
        last[name.code] = n
    return False


def _spread(names: list[Name], block: Block) -> list[Name]:
    """Replace the label of a group with nothing under it by its columns in the form's order."""
    groups = {label_key(column.group) for column in block.columns if column.group}
    parts = [column for column in block.columns if label_key(column.group) in groups]
    bare = [name for name in names if label_key(name.text) in groups]
    if not bare:
        return names
    at = names.index(bare[0])
    if len(bare) == 1 and any(name.place != bare[0].place for name in names):
        only = replace(bare[0], code=SUBTOTAL.code)
        return [*names[:at], only, *names[at + 1 :]]
    if len(bare) not in (1, len(parts)):
        return []
    places = [name.place for name in bare] if len(bare) > 1 else [0] * len(parts)
    spread = [
        Name(part.label, part.code, "label", place, grouped=True)
        for part, place in zip(parts, places, strict=True)
    ]
    return [*names[:at], *spread, *names[at + len(bare) :]]


def _as_subtotal(name: Name, names: Sequence[Name], *, beside: bool) -> Name:
    """Return a sum as 小计, if it stands under the group or beside its columns, a row lower."""
    key = label_key(name.text)
    totals = [other for other in names if other.code == "total"]
    first = name.code == "total" and len(totals) > 1 and name is not totals[-1]
    behind = any(other.code == "natural_person" for other in names[: names.index(name)])
    second = first and (name.grouped or (name.manner == "alias" and behind))
    if name.code not in ("", "total") or not (is_sum(name.text) or key.endswith("小计")):
        return name
    inner = name.grouped or not name.code or second or (beside and name.manner == "alias")
    return replace(name, code=SUBTOTAL.code) if inner else name


def _between(names: list[Name], block: Block) -> list[Name]:
    codes = [column.code for column in block.columns]
    for n in range(1, len(names) - 1):
        before, after = names[n - 1].code, names[n + 1].code
        if names[n].code or before not in codes or after not in codes:
            continue
        at = codes.index(before) + 1
        alone = codes.index(after) == at + 1 and codes[at] not in {name.code for name in names}
        if alone and likeness(names[n].text, block.columns[at]) >= _BETWEEN:
            names[n] = replace(names[n], code=codes[at])
    return names
