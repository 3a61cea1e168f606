"""Reports of ours made of figures alone, for tests of the rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.forms import load_form
from govstats.reports import Cell, Report, Status
from tests.samples import consistent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govstats.reports import Source

Changes = "Mapping[tuple[str, str], int | str | Status | None]"
"""New figures by (item, breakdown): a number, a status without a value, or None for no cell."""

TOWN = "青石镇人民政府"


def made(
    changes: Mapping[tuple[str, str], object] | None = None,
    year: int = 2023,
    agency: str | None = "qingshi",
    name: str = TOWN,
    **fields: object,
) -> Report:
    """A consistent report of 2021's form with nine requests, some cells changed."""
    cells = {
        key: cell(*key, value)
        for key, value in (consistent(load_form("2021")) | dict(changes or {})).items()
        if value is not None
    }
    edition = fields.pop("edition", "2021")
    return Report(
        f"{name}{year}", "", agency, name, year, str(edition), tuple(cells.values()), **fields
    )


def nothing(year: int = 2023, **fields: object) -> Report:
    """A report in which nothing happened: every cell is 0."""
    return made(dict.fromkeys(load_form("2021").slots, 0), year, **fields)


def cell(item: str, breakdown: str, value: object, source: Source = "table") -> Cell:
    """A cell with a value, or with a status and none."""
    if isinstance(value, Status):
        return Cell(item, breakdown, "", source, None, "件", value)
    return Cell(item, breakdown, "", source, Decimal(str(value)), "件", Status.REPORTED)


def approximate(report: Report, item: str, breakdown: str = "") -> Report:
    """The report with one figure said to be rounded."""
    return replace(
        report,
        cells=tuple(
            replace(one, status=Status.APPROXIMATE)
            if (one.item, one.breakdown) == (item, breakdown)
            else one
            for one in report.cells
        ),
    )


def failed(found: object) -> list[str]:
    """The rules of the failures, in order."""
    return [finding.rule.id for finding in found.failures]
