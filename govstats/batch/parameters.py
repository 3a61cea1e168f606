"""The parameters of a rendered notebook, checked in one call before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.batch.shared import digests, opened
from govstats.corrections import LAYERS
from govstats.display.record import Run
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.peers import CODES
from govstats.prose import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.dataset import Dataset

SIMULATED = "simulated"
"""The name of the data that is no folder: a simulated county of forty towns, the same each time."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters whose values are allowed: an agency's id, a year, an earlier one, a language."""

    agency: str
    year: int
    against: int | None
    lang: str
    data: Dataset

    @property
    def run(self) -> Run:
        """What the page is run with, for its record."""
        chosen = {"agency": self.agency, "year": self.year, "against": self.against or 0}
        return _run(chosen, self.lang, self.data)


@dataclass(frozen=True, slots=True)
class BenchmarkParameters:
    """Allowed parameters of a benchmark: an agency's id, a year, a share's code, a language."""

    agency: str
    year: int
    rate: str
    lang: str
    data: Dataset

    @property
    def run(self) -> Run:
        """What the page is run with, for its record."""
        chosen = {"agency": self.agency, "year": self.year, "rate": self.rate}
        return _run(chosen, self.lang, self.data)


@dataclass(frozen=True, slots=True)
class QualityParameters:
    """Allowed parameters of a survey: ids of agencies, a year or 0 for all, a language."""

    agencies: tuple[str, ...]
    wanted: str
    year: int
    lang: str
    data: Dataset

    @property
    def run(self) -> Run:
        """What the page is run with, for its record."""
        return _run({"agencies": self.wanted, "year": self.year}, self.lang, self.data)


def parameters(  # noqa: PLR0913 - one argument for each parameter of the notebook
    agency: str,
    year: int = 0,
    against: int = 0,
    lang: str = "zh",
    data: str | Dataset = "",
    figures: str = "reported",
) -> Parameters:
    """Check the parameters of a comparison and fill in defaults.

    `year` 0 is the latest full year of the agency, `against` 0 the latest full year before it (None
    where there is none), `data` a folder, a dataset, "simulated" for a simulated county, or "" for
    the default one, `figures` "reported" or "accepted". Raises InvalidRequestError or NotFoundError
    that name the parameter and the values that are allowed.
    """
    _one_of("lang", lang, LANGUAGES)
    dataset = _dataset(data, figures)
    found, full = _agency(agency, dataset)
    chosen = _year("year", year, full) or full[-1]
    earlier = [y for y in full if y < chosen]
    baseline = _year("against", against, earlier) or (earlier[-1] if earlier else None)
    return Parameters(found, chosen, baseline, lang, dataset)


def benchmark_parameters(  # noqa: PLR0913 - one argument for each parameter of the notebook
    agency: str,
    year: int = 0,
    rate: str = "granted",
    lang: str = "zh",
    data: str | Dataset = SIMULATED,
    figures: str = "reported",
) -> BenchmarkParameters:
    """Check the parameters of a benchmark and fill in defaults, as `parameters` does.

    `rate` is the code of a share. Whether enough agencies have it, `benchmark` says.
    """
    _one_of("lang", lang, LANGUAGES)
    _one_of("rate", rate, CODES)
    dataset = _dataset(data, figures)
    found, full = _agency(agency, dataset)
    return BenchmarkParameters(found, _year("year", year, full) or full[-1], rate, lang, dataset)


def quality_parameters(
    agencies: str = "*",
    year: int = 0,
    lang: str = "zh",
    data: str | Dataset = "",
    figures: str = "reported",
) -> QualityParameters:
    """Check the parameters of a survey and fill in defaults, as `parameters` does.

    `agencies` is "*" for all, a level of the register, or an id, a name or a glob; several are
    separated by commas. `year` 0 is every year.
    """
    _one_of("lang", lang, LANGUAGES)
    dataset = _dataset(data, figures)
    found = [one for wanted in agencies.split(",") for one in _agencies(wanted.strip(), dataset)]
    years = {y for one in found for y in dataset.years(one, full=True)}
    if not years:
        raise _no_full("agencies", agencies, dataset)
    ids = tuple(dict.fromkeys(found))
    return QualityParameters(ids, agencies, _year("year", year, sorted(years)), lang, dataset)


def _dataset(data: str | Dataset, figures: str) -> Dataset:
    """Return a dataset that is given, simulated, or loaded from a folder."""
    _one_of("figures", figures, LAYERS)
    if not isinstance(data, str):
        return data.layer(figures)
    if data == SIMULATED:
        from govstats.testing import county

        return county().layer(figures)
    return opened(data, figures)


def _agency(agency: str, dataset: Dataset) -> tuple[str, list[int]]:
    """Return the one agency that is meant, with the years of its full reports."""
    found = dataset.find(str(agency))
    if len(found) != 1:
        raise InvalidRequestError(
            f"agency={agency!r} stands for {len(found)} agencies",
            "parameters",
            ", ".join(found[:8]),
        )
    full = dataset.years(found[0], full=True)
    if not full:
        raise _no_full("agency", agency, dataset)
    return found[0], full


def _agencies(wanted: str, dataset: Dataset) -> list[str]:
    if wanted == "*":
        return [entry.agency for entry in dataset.agencies]
    level = [entry.agency for entry in dataset.agencies if entry.level == wanted]
    return level or dataset.find(wanted)


def _no_full(name: str, value: str, dataset: Dataset) -> NotFoundError:
    return NotFoundError(
        f"{name}={value!r} has only excerpts, no report whose tables are all there",
        "parameters",
        f"with full reports: {', '.join(dataset.full_agencies())}",
    )


def _one_of(name: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise InvalidRequestError(
            f"{name}={value!r}", "parameters", f"allowed: {', '.join(allowed)}"
        )


def _year(name: str, value: int, allowed: list[int]) -> int:
    if not isinstance(value, int) or (value and value not in allowed):
        known = ", ".join(map(str, [0, *allowed]))
        raise InvalidRequestError(f"{name}={value!r}", "parameters", f"allowed: {known}")
    return value


def _run(chosen: dict[str, object], lang: str, dataset: Dataset) -> Run:
    """Return parameters as they were resolved, with the sha256 of each file of the dataset's folder.

    Of the folder only its name is told: a page must not give away where its maker keeps data.
    """
    given = {**chosen, "lang": lang, "data": dataset.path.name, "figures": dataset.figures}
    return Run(given, digests(dataset.path))
