"""What has to be rendered: one job for each agency, year and language, with all that it depends on."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.batch import selection
from govstats.batch.identity import Inputs
from govstats.batch.parameters import parameters, quality_parameters
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.exports import KINDS
from govstats.peers import FEWEST, like
from govstats.prose import LANGUAGES
from govstats.resources import find

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from govstats.dataset import Dataset

FORMATS = ("html", "ipynb", *KINDS)
"""The forms that a comparison is written in. Other notebooks have the first two only."""

COMPARISON = "comparison"
"""The notebook whose comparison the other forms export."""

WHOLE = "all"
"""The folder of what is about a whole dataset."""

_WHOLE = ("政府信息公开工作年度报告数据质量", "Quality of the annual reports' data")


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook to run and export: of an agency's year, or of a whole dataset (`agency` is empty).

    `arguments` are the notebook's parameters, as papermill injects them; `figures` is the layer of
    the data. `inputs` are hashes of all that the result depends on, by kind: its rows of data,
    parameters, notebook, template, the package itself.
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
    figures: str
    arguments: Mapping[str, str | int]
    inputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The job's folder below the output folder."""
        return f"{self.agency}/{self.year}" if self.agency else WHOLE

    @property
    def stem(self) -> str:
        """The name of the job's files without their ending; accepted figures have their own files."""
        year = f".{self.year}" if self.year and not self.agency else ""
        layer = "" if self.figures == "reported" else f".{self.figures}"
        return f"{self.notebook.stem}{year}{layer}.{self.lang}"

    @property
    def key(self) -> str:
        """What names the job in the manifest."""
        return f"{self.folder}/{self.stem}"


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
    taken = _parameters(path)
    if "agencies" in taken:
        found = list(_whole(data, agencies, str(year), languages, path))
    else:
        chosen = selection.agencies(data, agencies, levels=levels, regions=regions)
        wanted = selection.years(str(year))
        found = [
            job
            for agency in chosen
            for one in wanted(data.years(agency, full=True))
            for job in _each(data, agency, one, languages, path, taken)
        ]
    if not found:
        peers = f" with {FEWEST} agencies of its level" if "rate" in taken else ""
        raise NotFoundError(f"no full report for {year}{peers}", str(data.path), "try --year all")
    inputs = Inputs(data, path)
    return [
        replace(
            job,
            formats=tuple(formats),
            arguments={name: value for name, value in job.arguments.items() if name in taken},
            inputs=inputs.of(job.agency, {k: v for k, v in job.arguments.items() if k != "data"}),
        )
        for job in found
    ]


def _each(  # noqa: PLR0913 - what `plan` was given
    data: Dataset, agency: str, year: int, languages: Sequence[str], path: Path,
    taken: Container[str],
) -> Iterator[Job]:  # fmt: skip
    """Yield a job for each language about an agency's year; of a benchmark only with enough peers."""
    if "rate" in taken:
        peers = [one for one in like(data, agency) if year in data.years(one, full=True)]
        if len(peers) < FEWEST:
            return
    against = parameters(agency, year, data=data, figures=data.figures).against
    against = against if "against" in taken else None
    entry = data.agencies[agency]
    for lang in languages:
        given: dict[str, str | int] = {"agency": agency, "year": year, "against": against or 0}
        yield _job(data, (agency, entry.name, entry.named("en")), year, against, lang, path, given)


def _whole(
    data: Dataset, agencies: Sequence[str], year: str, languages: Sequence[str], path: Path
) -> Iterator[Job]:
    """Yield a job for each language about all the agencies together, of one year or of all."""
    wanted = ",".join(agencies) or "*"
    one = int(year) if year.isdigit() else 0
    quality_parameters(wanted, one, data=data, figures=data.figures)
    for lang in languages:
        given: dict[str, str | int] = {"agencies": wanted, "year": one}
        yield _job(data, ("", *_WHOLE), one, None, lang, path, given)


def _job(  # noqa: PLR0913 - the parts of a job
    data: Dataset, named: tuple[str, str, str], year: int, against: int | None, lang: str,
    path: Path, given: Mapping[str, str | int],
) -> Job:  # fmt: skip
    folder = data.path.resolve()
    arguments = {**given, "lang": lang, "data": str(folder), "figures": data.figures}
    return Job(
        *named, year, against, lang, path.resolve(), folder, data.synthetic, (), data.figures, arguments
    )  # fmt: skip


def _parameters(path: Path) -> set[str]:
    """Return the names of a notebook's parameters, from its cell with that tag."""
    import nbformat

    cells = nbformat.read(path, as_version=4).cells
    source = next(
        (cell.source for cell in cells if "parameters" in cell.metadata.get("tags", [])), ""
    )
    nodes = ast.walk(ast.parse(source))
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}  # fmt: skip


def _bundled(name: str) -> Path:
    return find("notebooks") / f"{name}.ipynb"


def _allowed(option: str, given: Sequence[str], allowed: Sequence[str]) -> None:
    unknown = [one for one in given if one not in allowed]
    if unknown or not given:
        said = f"{unknown[0]!r} is not known" if unknown else "nothing is named"
        raise InvalidRequestError(said, option, f"allowed: {', '.join(allowed)}")
