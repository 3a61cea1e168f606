"""The parameters of a rendered notebook, checked in one call before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.batch.shared import opened
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.prose import LANGUAGES

if TYPE_CHECKING:
    from govstats.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters whose values are allowed: an agency's id, a year, an earlier one, a language."""

    agency: str
    year: int
    against: int | None
    lang: str
    data: Dataset


def parameters(
    agency: str, year: int = 0, against: int = 0, lang: str = "zh", data: str | Dataset = ""
) -> Parameters:
    """Check a notebook's parameters and fill in defaults.

    `year` 0 is the latest full year of the agency, `against` 0 the latest full year before it (None
    where there is none), `data` a folder, a dataset, or "" for
    the default one. Raises InvalidRequestError or NotFoundError
    that name the parameter and the values that are allowed.
    """
    if lang not in LANGUAGES:
        raise InvalidRequestError(
            f"lang={lang!r}", "parameters", f"allowed: {', '.join(LANGUAGES)}"
        )
    dataset = opened(data) if isinstance(data, str) else data
    found = dataset.find(str(agency))
    if len(found) != 1:
        raise InvalidRequestError(
            f"agency={agency!r} stands for {len(found)} agencies",
            "parameters",
            ", ".join(found[:8]),
        )
    full = dataset.years(found[0], full=True)
    if not full:
        raise NotFoundError(
            f"agency={agency!r} has only excerpts, no report whose tables are all there",
            "parameters",
            f"with full reports: {', '.join(dataset.full_agencies())}",
        )
    chosen = _year("year", year, full) or full[-1]
    earlier = [y for y in full if y < chosen]
    baseline = _year("against", against, earlier) or (earlier[-1] if earlier else None)
    return Parameters(found[0], chosen, baseline, lang, dataset)


def _year(name: str, value: int, allowed: list[int]) -> int:
    if not isinstance(value, int) or (value and value not in allowed):
        known = ", ".join(map(str, [0, *allowed]))
        raise InvalidRequestError(f"{name}={value!r}", "parameters", f"allowed: {known}")
    return value
