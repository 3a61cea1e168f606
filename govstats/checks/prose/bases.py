"""What a stated rate may be reckoned from: an item's figures in a report, and what it is a part of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.checks.findings import CellRef, reference
from govstats.checks.prose.divisions import RECEIVED, Division, divisions
from govstats.checks.prose.figures import readings_of, where
from govstats.checks.prose.intervals import ZERO, Interval, values_of
from govstats.checks.prose.said import CATEGORY, REFERRED, name_of, reference_to, statements_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.reports import Report, Statement

_RESULTS_OF = (
    "review.",
    "litigation.",
    "litigation_direct.",
    "litigation_after_review.",
    "disputes.",
)


@dataclass(frozen=True, slots=True)
class Base:
    """A figure that a rate may be reckoned from: which reading gives it, its values, its cells.

    `stated` says that it is the prose's own figure and not one of the tables; `scope` is what limits
    it (全市, 代表区政府), that of the report for a figure of its tables.
    """

    id: str
    zh: str
    en: str
    values: Interval
    unit: str
    cells: tuple[CellRef, ...]
    stated: bool = False
    scope: str = ""

    def named(self, lang: str) -> str:
        """Return the name of the figure."""
        return self.zh if lang == "zh" else self.en


def bases_of(report: Report, item: str, breakdown: str) -> dict[str, Base]:
    """Return every figure that a report has for an item, by the reading that gives it.

    What cannot be read is left out; the prose's own figure is under `stated`, unless it gives two.
    """
    found: dict[str, Base] = {}
    readings = readings_of(report, item, breakdown)
    for view in readings[1] if readings else ():
        for figure in view:
            if not figure.open and any(cell.value is not None for cell in figure.cells):
                cells = tuple(reference(report, cell) for cell in figure.cells)
                found.setdefault(
                    figure.reading.id,
                    Base(
                        figure.reading.id, where(figure, "zh"), where(figure, "en"),
                        figure.spread, figure.unit, cells, scope=report.scope,
                    ),
                )  # fmt: skip
    said = [
        one
        for one in statements_of(report)
        if (one.item, one.breakdown, one.measure) == (item, breakdown, "count")
        and not one.part
        and not REFERRED.search(one.scope)
    ]
    if said and len({one.value for one in said}) == 1:
        found["stated"] = stated_base(report, said[0])
    return found


def stated_base(report: Report, said: Statement) -> Base:
    """Return what a statement says as a figure to reckon from."""
    return Base(
        id="stated",
        zh=name_of(report, said, "zh"),
        en=name_of(report, said, "en"),
        values=values_of(said),
        unit=said.unit,
        cells=(reference_to(report, said),),
        stated=True,
        scope=said.scope,
    )


def wholes_of(report: Report, part: Statement) -> Iterator[Base]:
    """Yield every figure that a stated part may be a share of, the nearest in the prose first."""
    counts = [said for said in statements_of(report) if said.measure == "count"]
    for division in divisions(counts):
        if part in division.parts:
            yield stated_base(report, division.whole)
            yield _added_up(report, division)
    over = above(part.item, part.breakdown)
    for said in counts:
        if not said.part and (said.item, said.breakdown) in over and said != part:
            yield stated_base(report, said)
    for item, breakdown in over:
        yield from (base for base in bases_of(report, item, breakdown).values() if not base.stated)


def _added_up(report: Report, division: Division) -> Base:
    """Return what all parts of a list come to."""
    return Base(
        id="parts",
        zh=f"所列{len(division.parts)}项之和",
        en=f"the {len(division.parts)} parts listed",
        values=sum((values_of(part) for part in division.parts), ZERO),
        unit=division.whole.unit,
        cells=tuple(reference_to(report, part) for part in division.parts),
        stated=True,
    )


def above(item: str, breakdown: str) -> list[tuple[str, str]]:
    """Return the items of which one may be a share, each with its breakdown, the nearest first."""
    kind = item.partition(".")[0]
    if item == CATEGORY or kind == "channels":
        return [("disclosed.total", "")]
    if kind == "documents" and item != "documents.made":
        return [("documents.made", "")]
    if item.startswith(_RESULTS_OF) and not item.endswith(".total"):
        return [(f"{item.rpartition('.')[0]}.total", "")]
    if kind != "requests":
        return []
    received = RECEIVED if item in RECEIVED else tuple(reversed(RECEIVED))
    found = [(whole, "total") for whole in received if (whole, "total") != (item, breakdown)]
    parent = item.rpartition(".")[0]
    if parent != "requests":
        found.insert(0, (parent, breakdown))
    if breakdown != "total":
        found += [
            (item, "total"),
            *((whole, breakdown) for whole in RECEIVED if whole != item),
        ]
    return [] if item in RECEIVED and breakdown == "total" else found
