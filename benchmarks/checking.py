"""How fast a whole dataset is checked, beside a plain sum of the same cells.

    python benchmarks/checking.py [REPORTS]

Some thousand reports are simulated, in three editions and several years each, one in ten with an
error, and taken over under new names of agencies until there are so many (100,000). Shown are
processor time and the highest memory of the whole run. Trust the ratios, not the seconds.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from govstats.agencies import Agencies, Agency  # noqa: E402
from govstats.checks.datasets import check_dataset  # noqa: E402
from govstats.checks.equations import check_form, evaluate  # noqa: E402
from govstats.checks.pivot import grids_of  # noqa: E402
from govstats.checks.years import check_years  # noqa: E402
from govstats.dataset import Dataset, collect  # noqa: E402
from govstats.forms import load_form  # noqa: E402
from govstats.testing import simulate  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from govstats.reports import Report

WANTED, RUNS = 100_000, 3
PANELS = (
    ("2014", range(2014, 2019), 4),
    ("2019", range(2019, 2021), 10),
    ("2021", range(2021, 2026), 32),
)
"""Edition, years, and of how many agencies of each level reports are simulated."""

LEVELS = {"township": 6, "county_dept": 3, "county": 1}
"""How many times each level is simulated."""


def simulated() -> list[Report]:
    """Return the reports that are taken over."""
    return [
        one.report
        for edition, years, agencies in PANELS
        for level, times in LEVELS.items()
        for seed in range(agencies * times)
        for one in simulate(seed + 1000 * int(edition[-1]), level, edition, years, errors=0.1)
    ]


def tiled(base: Dataset, times: int) -> Dataset:
    """Return a dataset with each report so many times, each time of another agency."""
    rows = pd.DataFrame({name: base.rows[name].astype("category") for name in base.rows})
    names = {
        column: [f"{name}-{n}" for n in range(times) for name in rows[column].cat.categories]
        for column in ("agency", "report")
    }
    wide = {}
    for column in rows:
        codes = np.tile(rows[column].cat.codes.to_numpy(), times)
        categories = rows[column].cat.categories
        if column in names:
            step = np.repeat(np.arange(times) * len(categories), len(rows))
            codes, categories = codes.astype(np.int32) + step.astype(np.int32), names[column]
        wide[column] = pd.Categorical.from_codes(codes, categories)
    sources = pd.concat([base.sources] * times, ignore_index=True)
    tile = np.repeat(np.arange(times), len(base.sources)).astype(str)
    for column in ("agency", "report"):
        sources[column] = sources[column].astype(str) + "-" + tile
    register = Agencies(Agency(name, name) for name in names["agency"])
    return Dataset(pd.DataFrame(wide), sources, register, base.path, synthetic=True)


def spent(job: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median seconds of processor time that a job takes."""
    times = []
    for _ in range(runs):
        started = time.process_time()
        job()
        times.append(time.process_time() - started)
    return statistics.median(times)


def equations(data: Dataset) -> tuple[int, float, float]:
    """Return how many cells there are, and the seconds of their sum and of the form's equations."""
    grids = list(grids_of(data).values())
    figures = [grid.values for grid in grids]  # noqa: PD011 - of a grid
    plain = spent(lambda: [one.sum() for one in figures], 9)
    return sum(one.size for one in figures), plain, spent(lambda: [evaluate(g) for g in grids])


def main() -> None:
    """Measure."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else WANTED
    reports = simulated()
    single, form = reports[-1], load_form("2021")
    check_form(single, form)
    alone = spent(lambda: [check_form(single, form) for _ in range(100)]) / 100
    five = spent(lambda: [check_years(reports[-5:]) for _ in range(20)]) / 20
    print(
        f"one report, the form's equations: {1000 * alone:.2f} ms; five years: {1000 * five:.1f} ms"
    )
    names = {report.agency: Agency(report.agency or "", report.agency_name) for report in reports}
    base = collect(reports, Agencies(names.values()), ROOT / "outputs", synthetic=True)
    data = tiled(base, -(-wanted // len(reports)))
    count = len(data.sources)
    print(f"{count:,} reports, {len(data.rows):,} rows, {len(data.agencies):,} agencies")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    cells, plain, sums = equations(data)
    pivot = spent(lambda: grids_of(data), 1)
    found = check_dataset(data)
    every = spent(lambda: check_dataset(data), 1)
    print(f"plain sum of the same {cells:,} cells: {plain:.3f} s")
    print(f"the form's equations: {sums:.2f} s, ratio {sums / plain:.0f}")
    print(f"rows into arrays: {pivot:.2f} s, ratio {pivot / plain:.0f}")
    print(f"all rules, from rows to table: {every:.2f} s, ratio {every / plain:.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"memory at most {peak:.2f} GB ({before:.2f} GB with the dataset alone)")
    print(found.rules.to_string())


main()
