"""A simulated county as a dataset: its towns year after year, one of them late, and the whole above them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.agencies import Agencies, Agency
from govstats.dataset import collect
from govstats.reports import Cell, Report, Status
from govstats.testing.agencies import NOTE
from govstats.testing.simulation import simulate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.dataset import Dataset

COUNTY = Agency(
    "synthetic-county",
    "云崖县（模拟数据）",
    "Yunya County (synthetic data)",
    region="模拟省",
    level="county",
)
_FIRST, _SECOND = "青白云柳松竹鹤月杏听望银", "石泉崖渡坪岭滩湾花涛"


def county(
    seed: int = 0,
    towns: int = 40,
    years: Iterable[int] = (2022, 2023, 2024),
    errors: float | Mapping[str, float] = 0.05,
) -> Dataset:
    """Simulate the reports of a county's towns as a dataset, the same for the same seed.

    The county's own report of each year is the sum of the towns' true figures, so that it differs
    from the sum of what they print wherever one of them made an error. `errors` is as for
    `simulate`. At most 120 towns. Everything says that it is synthetic.
    """
    years = tuple(years)
    reports: list[Report] = []
    register = [COUNTY]
    truths: dict[int, list[Report]] = {year: [] for year in years}
    for n in range(towns):
        name = f"{_FIRST[n % len(_FIRST)]}{_SECOND[n // len(_FIRST)]}镇"
        town = Agency(
            f"synthetic-town-{n + 1:03}", f"{name}人民政府（模拟数据）",
            f"Simulated town {n + 1} (synthetic data)", region="模拟省", level="township",
            parent=COUNTY.agency,
        )  # fmt: skip
        register.append(town)
        for one in simulate(seed * 1000 + n, "township", "2021", years, errors):
            reports.append(_renamed(one.report, town))
            truths[one.report.year or 0].append(one.truth)
    reports += [_whole(year, truths[year]) for year in years]
    return collect(
        reports,
        Agencies(register),
        Path("synthetic-county"),
        title="模拟县（模拟数据） Simulated county (synthetic data)",
        synthetic=True,
    )


def _renamed(report: Report, town: Agency) -> Report:
    title = f"{town.name}{report.year}年政府信息公开工作年度报告"
    return replace(
        report,
        source=f"{town.agency}-{report.year}",
        agency=town.agency,
        agency_name=town.name,
        title=title,
    )


def _whole(year: int, towns: list[Report]) -> Report:
    """Return the county's report: each cell of the tables the sum over the towns."""
    first = towns[0]
    cells = tuple(
        _summed(cell, [town.value(cell.item, cell.breakdown) for town in towns])
        for cell in first.cells
        if cell.source == "table"
    )
    return Report(
        source=f"{COUNTY.agency}-{year}", sha256="", agency=COUNTY.agency, agency_name=COUNTY.name,
        year=year, period=first.period, edition=first.edition, cells=cells, scope="area", note=NOTE,
        title=f"{COUNTY.name}{year}年政府信息公开工作年度报告",
    )  # fmt: skip


def _summed(cell: Cell, values: list[Decimal | None]) -> Cell:
    total = sum((value for value in values if value is not None), Decimal(0))
    return replace(cell, value=total, raw=format(total, "f"), status=Status.REPORTED)
