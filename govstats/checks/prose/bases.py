"""What a stated rate may be reckoned from: an item's figures in a report, and what it is a part of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.checks.prose.divisions import RECEIVED, Division, divisions
from govstats.checks.prose.figures import readings_of, where
from govstats.checks.prose.intervals import ZERO, Interval, values_of
from govstats.checks.prose.said import CATEGORY, REFERRED, name_of, reference_to, statements_of
from govstats.checks.references import CellRef, reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.checks.prose.figures import Figure
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


class Bases:
    """The figures of one report that rates may be reckoned from, each looked up once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.stated = statements_of(report)
        self._known: dict[tuple[str, str], dict[str, Base]] = {}
        self._counts: dict[tuple[str, str], list[Statement]] = {}
        self._sentences: dict[tuple[str, str], list[Statement]] = {}
        self._shares: dict[tuple[str, str], list[Statement]] = {}
        self._divisions: dict[int, list[Division]] = {}
        for said in self.stated:
            self._sentences.setdefault((said.quote, str(said.place)), []).append(said)
            if said.measure == "share":
                self._shares.setdefault((said.item, said.breakdown), []).append(said)
            if said.measure == "count" and not said.part and not REFERRED.search(said.scope):
                self._counts.setdefault((said.item, said.breakdown), []).append(said)
        for division in divisions(self.stated):
            for part in division.parts:
                self._divisions.setdefault(id(part), []).append(division)

    def sentence_of(self, said: Statement) -> list[Statement]:
        """Return what the sentence of a statement states, in its order."""
        return self._sentences[said.quote, str(said.place)]

    def shares(self, item: str, breakdown: str) -> list[Statement]:
        """Return the shares that the prose states of an item."""
        return self._shares.get((item, breakdown), [])

    def of(self, item: str, breakdown: str) -> dict[str, Base]:
        """Return every figure for an item, by the reading that gives it.

        What cannot be read is left out; the prose's own figure is under `stated`, unless it gives
        two.
        """
        key = (item, breakdown)
        if key not in self._known:
            self._known[key] = dict(self._bases(item, breakdown))
        return self._known[key]

    def _bases(self, item: str, breakdown: str) -> Iterator[tuple[str, Base]]:
        readings = readings_of(self.report, item, breakdown)
        for view in readings[1] if readings else ():
            readable = [figure for figure in reversed(view) if _is_known(figure)]
            for figure in readable[-1:]:
                yield figure.reading.id, _base(self.report, figure)
        said = self._counts.get((item, breakdown), [])
        if said and len({one.value for one in said}) == 1:
            yield "stated", stated_base(self.report, said[0])

    def wholes(self, part: Statement) -> Iterator[Base]:
        """Yield every figure that a stated part may be a share of, the nearest in the prose first."""
        for division in self._divisions.get(id(part), ()):
            yield stated_base(self.report, division.whole)
            yield _added_up(self.report, division)
        over = above(part.item, part.breakdown)
        for key in over:
            by_value = {said.value: said for said in self._counts.get(key, ()) if said != part}
            yield from (stated_base(self.report, said) for said in by_value.values())
        for item, breakdown in over:
            yield from (base for base in self.of(item, breakdown).values() if not base.stated)


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


def _is_known(figure: Figure) -> bool:
    return not figure.open and any(cell.value is not None for cell in figure.cells)


def _base(report: Report, figure: Figure) -> Base:
    return Base(
        id=figure.reading.id,
        zh=where(figure, "zh"),
        en=where(figure, "en"),
        values=figure.spread,
        unit=figure.unit,
        cells=tuple(reference(report, cell) for cell in figure.cells),
        scope=report.scope,
    )


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
