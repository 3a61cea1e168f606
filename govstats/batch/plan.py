"""What has to be rendered: one job for each agency, year and language, with all that it depends on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.batch import selection
from govstats.batch.identity import Inputs
from govstats.batch.parameters import parameters
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.exports import KINDS
from govstats.prose import LANGUAGES
from govstats.resources import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govstats.dataset import Dataset

FORMATS = ("html", "ipynb", *KINDS)
"""The forms that a comparison is written in. Other notebooks have the first two only."""

COMPARISON = "comparison"
"""The notebook whose comparison the other forms export."""


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook to run and export.

    `folder` is where its files go below the output folder; `inputs` are hashes of all that the
    result depends on, by kind: its rows of data, parameters, notebook, template, the package itself.
    """

    agency: str
    name: str
    name_en: str
    year: int
    against: int | None
    lang: str
    notebook: Path
    data: Path
    synthetic: bool
    formats: tuple[str, ...]
    inputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The job's folder below the output folder."""
        return f"{self.agency}/{self.year}"

    @property
    def stem(self) -> str:
        """The name of the job's files without their ending."""
        return f"{self.notebook.stem}.{self.lang}"

    @property
    def key(self) -> str:
        """What names the job in the manifest."""
        return f"{self.folder}/{self.stem}"

    @property
    def arguments(self) -> dict[str, str | int]:
        """The notebook's parameters, as papermill injects them."""
        return {
            "agency": self.agency,
            "year": self.year,
            "against": self.against or 0,
            "lang": self.lang,
            "data": str(self.data),
        }


def plan(  # noqa: PLR0913 - one argument for each option of `render`
    data: Dataset,
    agencies: Sequence[str] = (),
    *,
    year: str | int = "latest",
    levels: Sequence[str] = (),
    regions: Sequence[str] = (),
    languages: Sequence[str] = LANGUAGES,
    notebook: str = COMPARISON,
    formats: Sequence[str] = ("html",),
) -> list[Job]:
    """Return the jobs for some agencies (ids, names, globs), or for all with full reports.

    `year` is `latest` (each agency's latest full one), `all`, or years and ranges (`2021,2023-2025`)
    for those agencies that have them. `levels` and `regions` narrow the agencies. Raises
    NotFoundError for an unknown agency, level, year or notebook and InvalidRequestError for a year,
    format or language that is none.
    """
    _allowed("--lang", languages, LANGUAGES)
    path = Path(notebook) if notebook.endswith(".ipynb") else _bundled(notebook)
    if not path.is_file():
        raise NotFoundError("no such notebook", str(path))
    _allowed("--to", formats, FORMATS if path.stem == COMPARISON else FORMATS[:2])
    chosen = selection.agencies(data, agencies, levels=levels, regions=regions)
    wanted = selection.years(str(year))
    inputs = Inputs(data, path)
    folder = data.path.resolve()
    jobs = []
    for agency in chosen:
        entry = data.agencies[agency]
        for one in wanted(data.years(agency, full=True)):
            against = parameters(agency, one, data=data).against
            for lang in languages:
                job = Job(
                    agency, entry.name, entry.named("en"), one, against, lang, path.resolve(),
                    folder, data.synthetic, tuple(formats),
                )  # fmt: skip
                arguments = {name: value for name, value in job.arguments.items() if name != "data"}
                jobs.append(replace(job, inputs=inputs.of(agency, arguments)))
    if not jobs:
        raise NotFoundError(f"no full report for {year}", str(data.path), "--year all takes any")
    return jobs


def _bundled(name: str) -> Path:
    return find("notebooks") / f"{name}.ipynb"


def _allowed(option: str, given: Sequence[str], allowed: Sequence[str]) -> None:
    unknown = [one for one in given if one not in allowed]
    if unknown or not given:
        said = f"{unknown[0]!r} is not known" if unknown else "nothing is named"
        raise InvalidRequestError(said, option, f"allowed: {', '.join(allowed)}")
