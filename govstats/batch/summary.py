"""What the index and the manifest say beside the jobs: who has filed which year, with which versions."""

from __future__ import annotations

import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from govstats.checks.coverage import coverage
from govstats.checks.roster import load_roster

if TYPE_CHECKING:
    from govstats.dataset import Dataset

_LIBRARIES = ("govstats", "papermill", "jinja2", "pandas", "numpy", "matplotlib", "typst")


def versions() -> dict[str, dict[str, str]]:
    """Return the versions of what the pages were made with."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return {"versions": found}


def summary(data: Dataset) -> dict[str, Any]:
    """Return what the index tells of a dataset: its years, its units, and the state of each year.

    A unit's states are those of `govstats coverage`, by year, those that say nothing left out.
    """
    roster = load_roster(data)
    called = {entry.unit: entry.name for entry in roster}
    states = coverage(data, roster, date.today())  # noqa: DTZ011 - deadlines are local days
    excerpts = data.sources[data.sources["coverage"] == "excerpt"]
    counts = data.rows.groupby("report").size()
    partial: dict[str, dict[str, Any]] = {}
    columns = ["agency", "year", "report", "url"]
    for agency, year, report, url in excerpts[columns].itertuples(index=False, name=None):
        figures = int(counts.get(report, 0))
        partial.setdefault(agency, {})[str(year)] = {"figures": figures, "url": url}
    register = {entry.agency: entry for entry in data.agencies}
    units = []
    for unit, row in zip(states.index, states.to_numpy(), strict=True):
        known = {
            str(year): str(state)
            for year, state in zip(states.columns, row, strict=True)
            if state != "not_in_data"
        }
        known_as = register.get(unit)
        units.append(
            {
                "agency": unit,
                "name": known_as.name if known_as else called.get(unit) or unit,
                "name_en": known_as.named("en") if known_as else "",
                "region": known_as.region if known_as else "",
                "states": known,
                "excerpts": partial.get(unit, {}),
            }
        )
    return {"synthetic": data.synthetic, "units": units}
