"""Corrections that somebody accepted: kept beside the data, applied only where `accepted` figures are asked for.

Three layers stay apart: what was reported, what a check suggests, what somebody accepted. Nothing
here touches the first.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from govstats.errors import InvalidDataError, InvalidRequestError
from govstats.records import append_record, read_records
from govstats.reports import Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

FILE = "corrections.csv"
Layer = Literal["reported", "accepted"]
LAYERS: tuple[Layer, ...] = ("reported", "accepted")
"""Which figures are used: as reported (the default), or with the accepted corrections."""

_VALUELESS = frozenset(
    status.value for status in Status if status not in (Status.REPORTED, Status.APPROXIMATE)
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A new value for one cell, with the value that it expects to find there.

    `expected` is the figure as stored, or the status of a cell without one (blank, unreadable,
    not_applicable). A correction whose cell says something else fails loudly: its source changed.
    """

    agency: str
    year: str
    item: str
    breakdown: str
    source: str
    expected: str
    value: str
    reason: str
    by: str = ""
    day: str = ""

    @property
    def cell(self) -> str:
        """The cell in words: `suqian 2023 requests.new total`."""
        return " ".join(filter(None, (self.agency, self.year, self.item, self.breakdown)))


COLUMNS = tuple(field.name for field in fields(Correction))
_KEY = ("agency", "year", "item", "breakdown", "source")


def load_corrections(folder: Path) -> tuple[Correction, ...]:
    """Load a dataset's corrections, none where the file is absent.

    Raises InvalidDataError for a line that lacks a reason or a number, and for a cell that is
    corrected twice.
    """
    where = folder / FILE
    found = [(line, Correction(**record)) for line, record in read_records(where, COLUMNS)]
    seen: dict[tuple[str, ...], int] = {}
    for line, correction in found:
        place = f"{where}, line {line}"
        key = tuple(getattr(correction, name) for name in _KEY)
        if key in seen:
            raise InvalidDataError(
                f"{correction.cell} is corrected twice", place, f"keep this or line {seen[key]}"
            )
        seen[key] = line
        if not correction.reason:
            raise InvalidDataError("a correction needs its reason", place, "say why")
        if not _is_number(correction.value):
            raise InvalidDataError(f"{correction.value!r} is no number", place, "correct it")
        if not (correction.expected in _VALUELESS or _is_number(correction.expected)):
            raise InvalidDataError(
                f"{correction.expected!r} is neither a number nor a status",
                place,
                f"allowed: a number, {', '.join(sorted(_VALUELESS))}",
            )
    return tuple(correction for _, correction in found)


def add_correction(folder: Path, correction: Correction) -> None:
    """Append a correction to a dataset's file, dated today where it has no day.

    Raises InvalidRequestError where the cell has a correction already.
    """
    key = [getattr(correction, name) for name in _KEY]
    for known in load_corrections(folder):
        if [getattr(known, name) for name in _KEY] == key:
            raise InvalidRequestError(
                f"{known.cell} is corrected already, to {known.value}",
                str(folder / FILE),
                "take that line out first",
            )
    record = {name: getattr(correction, name) for name in COLUMNS}
    record["day"] = correction.day or date.today().isoformat()  # noqa: DTZ011 - the day where the user is
    append_record(folder / FILE, COLUMNS, record)


def applied(rows: pd.DataFrame, corrections: Iterable[Correction], where: str) -> pd.DataFrame:
    """Return rows of counts with the corrections in them; what was printed stays in `raw`.

    Raises InvalidDataError naming every correction whose cell is gone or says something else than
    expected.
    """
    corrections = list(corrections)
    if not corrections:
        return rows
    changed = rows.copy()
    index = {
        key: position
        for position, key in enumerate(zip(*(rows[name] for name in _KEY), strict=True))
    }
    stale = []
    for correction in corrections:
        position = index.get(tuple(getattr(correction, name) for name in _KEY))
        if position is None:
            stale.append(f"{correction.cell}: there is no such cell")
            continue
        row = rows.iloc[position]
        found = row["value"] or row["status"]
        if not _same(found, correction.expected):
            stale.append(f"{correction.cell}: expected {correction.expected}, found {found}")
            continue
        label = rows.index[position]
        changed.loc[label, ["value", "status"]] = [correction.value, Status.REPORTED.value]
    if stale:
        raise InvalidDataError(
            f"the source changed under {len(stale)} of {len(corrections)} corrections: {'; '.join(stale)}",
            where,
            "check each against its report, then correct or remove its line",
        )
    return changed


def _same(found: str, expected: str) -> bool:
    if _is_number(found) and _is_number(expected):
        return Decimal(found) == Decimal(expected)
    return found == expected


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
