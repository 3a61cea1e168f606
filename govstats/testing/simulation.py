"""Reports of invented agencies, with the errors planted in them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from govstats.errors import InvalidRequestError
from govstats.forms import breakdown_names, item_names, load_form
from govstats.reports import Cell, Report, Statement, Status
from govstats.testing.agencies import LEVELS, NOTE, invent
from govstats.testing.errors import KINDS, Planted, plant
from govstats.testing.figures import Figures, Simulation
from govstats.writing.prose import sentences
from govstats.writing.tables import row_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.agencies import Agency
    from govstats.reports import Key

_YEARS = range(2021, 2026)


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulated report, the errors planted in it, and the report as it would be without them."""

    report: Report
    planted: tuple[Planted, ...]
    truth: Report


def simulate(
    seed: int,
    level: str = "township",
    edition: str = "2021",
    years: Iterable[int] = _YEARS,
    errors: float | Mapping[str, float] = 0.0,
) -> list[Simulated]:
    """Simulate the reports of one invented agency, year after year, the same for the same seed.

    `level` is township, county_dept, county, city or province. `errors` is the share of reports
    with one error of any kind, or for each kind (`KINDS`) the share of reports that have it. The
    true figures satisfy every rule; each year goes on from the true figures of the last.
    Raises InvalidRequestError for an unknown level or kind, NotFoundError for an unknown edition.
    """
    if level not in LEVELS:
        raise InvalidRequestError(f"no level is called {level!r}", "level", ", ".join(LEVELS))
    rates = errors if not isinstance(errors, float | int) else {}
    unknown = set(rates) - set(KINDS)
    if unknown:
        raise InvalidRequestError(
            f"no error is called {unknown.pop()!r}", "errors", ", ".join(KINDS)
        )
    form = load_form(edition)
    rng = np.random.default_rng([seed, list(LEVELS).index(level)])
    agency = invent(rng, LEVELS[level], seed)
    simulation = Simulation(rng, LEVELS[level], f"{agency.name[:2]}发布")
    reports: list[Simulated] = []
    for year in years:
        figures = simulation.year(form, year)
        truth = _report(agency, year, edition, figures)
        later = bool(reports)
        if isinstance(errors, float | int):
            planted = _any_error(rng, errors, edition, figures, later=later)
        else:
            planted = _errors(rng, errors, edition, figures, later=later)
        for error in planted:
            figures |= {key: printed for key, (_, printed) in error.cells.items()}
        report = _report(agency, year, edition, figures) if planted else truth
        reports.append(Simulated(report, planted, truth))
    return reports


def _any_error(
    rng: np.random.Generator, rate: float, edition: str, figures: Figures, *, later: bool
) -> tuple[Planted, ...]:
    if rng.random() >= rate:
        return ()
    kinds = [str(kind) for kind in rng.permutation(list(KINDS))]
    found = (plant(rng, kind, edition, figures, later=later) for kind in kinds)
    return tuple(error for error in (next((e for e in found if e), None),) if error)


def _errors(
    rng: np.random.Generator,
    rates: Mapping[str, float],
    edition: str,
    figures: Figures,
    *,
    later: bool,
) -> tuple[Planted, ...]:
    """Return errors that share no cell."""
    planted: list[Planted] = []
    for kind, rate in rates.items():
        if rng.random() < rate:
            error = plant(rng, kind, edition, figures, later=later)
            taken = {key for other in planted for key in other.cells}
            if error and not taken & set(error.cells):
                planted.append(error)
    return tuple(planted)


class _Print(NamedTuple):
    """How a cell of the tables is named."""

    label: str
    unit: str
    place: str


@cache
def _prints(edition: str) -> dict[Key, _Print]:
    form = load_form(edition)
    return {
        (slot.item, slot.breakdown, "table"): _Print(
            row_text(slot.row), slot.unit, f"表{block.table}"
        )
        for block in form.blocks
        for slot in block.slots()
    }


def _report(agency: Agency, year: int, edition: str, figures: Figures) -> Report:
    prints = _prints(edition)
    cells = tuple(
        _cell(key, text, prints.get(key) or _in_prose(key)) for key, text in figures.items()
    )
    return Report(
        source=f"{agency.agency}-{year}",
        sha256="",
        agency=agency.agency,
        agency_name=agency.name,
        year=year,
        period=f"{year}-01-01/{year}-12-31",
        edition=edition,
        title=f"{agency.name}{year}年政府信息公开工作年度报告",
        cells=cells,
        statements=_statements(cells),
        note=NOTE,
    )


def _statements(cells: Iterable[Cell]) -> tuple[Statement, ...]:
    """Return the figures of the prose as statements, each with the sentence that the writer has."""
    stated = [cell for cell in cells if cell.source == "text"]
    quotes = sentences(stated)
    return tuple(
        Statement(
            item=cell.item,
            breakdown=cell.breakdown,
            label=cell.label,
            value=cell.value,
            unit=cell.unit,
            printed=cell.raw,
            quote=quotes[cell.key],
            place=cell.place,
            complete=cell.item == "disclosed.by_category",
        )
        for cell in stated
        if cell.value is not None
    )


def _cell(key: Key, text: str, named: _Print) -> Cell:
    item, breakdown, source = key
    raw = f"{text}{named.unit}" if source == "text" else text
    value, status = (Decimal(text), Status.REPORTED) if text else (None, Status.BLANK)
    return Cell(item, breakdown, named.label, source, value, named.unit, status, raw, named.place)


@cache
def _in_prose(key: Key) -> _Print:
    item, breakdown, _ = key
    label = breakdown if item.startswith("channels.") else ""
    if item == "disclosed.by_category":
        label = breakdown_names()[breakdown].zh
    return _Print(label, item_names()[item].unit, "正文")
