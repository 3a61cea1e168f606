"""What has to be rendered: one job for each agency, year and language, with its identity."""

from __future__ import annotations

import ast
import hashlib
import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.batch.parameters import parameters, quality_parameters
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.peers import FEWEST, like
from govstats.resources import find

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from govstats.dataset import Dataset

FORMATS = ("html", "ipynb")
"""The forms that a comparison is written in."""

WHOLE = "all"
"""The folder of what is about a whole dataset."""

_WHOLE = ("政府信息公开工作年度报告数据质量", "Quality of the annual reports' data")


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook to run and export: of an agency's year, or of a whole dataset (`agency` is empty).

    `arguments` are the notebook's parameters, as papermill injects them. `identity` is a hash of all
    that the result depends on: its rows of data, parameters, notebook, template and the package
    itself.
    """

    agency: str
    name: str
    name_en: str
    year: int
    against: int | None
    lang: str
    notebook: Path
    arguments: Mapping[str, str | int]
    synthetic: bool
    formats: tuple[str, ...]
    identity: str = ""

    @property
    def folder(self) -> str:
        """The job's folder below the output folder."""
        return f"{self.agency}/{self.year}" if self.agency else WHOLE

    @property
    def stem(self) -> str:
        """The name of the job's files without their ending; corrected figures have one of their own."""
        layer = ".accepted" if self.arguments.get("figures") == "accepted" else ""
        return f"{self.notebook.stem}{layer}.{self.lang}"

    @property
    def key(self) -> str:
        """What names the job in the manifest."""
        return f"{self.folder}/{self.stem}"


def plan(  # noqa: PLR0913 - one argument for each option of `render`
    data: Dataset,
    agencies: Sequence[str] = (),
    *,
    year: int = 0,
    languages: Sequence[str] = ("zh", "en"),
    notebook: str = "comparison",
    formats: Sequence[str] = ("html",),
) -> list[Job]:
    """Return the jobs for some agencies (ids, names, globs), or for all with full reports.

    Each agency's latest full year is rendered, or `year` for those that have it. A notebook that
    takes `agencies` is about all of them together: one job for each language. The figures are those
    of the dataset's layer. Raises NotFoundError for an unknown agency, year or notebook and
    InvalidRequestError for an unknown format.
    """
    unknown = [form for form in formats if form not in FORMATS]
    if unknown:
        raise InvalidRequestError(
            f"no format {unknown[0]!r}", "--to", f"allowed: {', '.join(FORMATS)}"
        )
    path = (
        Path(notebook) if notebook.endswith(".ipynb") else find("notebooks") / f"{notebook}.ipynb"
    )
    if not path.is_file():
        raise NotFoundError("no such notebook", str(path))
    taken = _parameters(path)
    make = _whole if "agencies" in taken else _each
    found = make(data, agencies, year, languages, path, taken)
    jobs = [_identified(replace(job, formats=tuple(formats)), data) for job in found]
    if not jobs:
        peers = f" with {FEWEST} agencies of its level" if "rate" in taken else ""
        raise NotFoundError(f"no full report for {year or 'these agencies'}{peers}", str(data.path))
    return jobs


def _each(  # noqa: PLR0913 - what `plan` was given
    data: Dataset, agencies: Sequence[str], year: int, languages: Sequence[str], path: Path,
    taken: Container[str],
) -> Iterator[Job]:  # fmt: skip
    """Yield a job for each agency with a full report, and for a benchmark with enough peers."""
    full = data.full_agencies()
    chosen = [one for pattern in agencies for one in data.find(pattern)] if agencies else full
    if agencies and not any(agency in full for agency in chosen):
        parameters(chosen[0], data=data, figures=data.figures)
    for agency in dict.fromkeys(one for one in chosen if one in full):
        if year and year not in data.years(agency, full=True):
            continue
        checked = parameters(agency, year, data=data, figures=data.figures)
        peers = [one for one in like(data, agency) if checked.year in data.years(one, full=True)]
        if "rate" in taken and len(peers) < FEWEST:
            continue
        entry, against = data.agencies[agency], checked.against if "against" in taken else None
        for lang in languages:
            given: dict[str, str | int] = {
                "agency": agency, "year": checked.year, "against": against or 0, "lang": lang,
                "data": str(data.path), "figures": data.figures,
            }  # fmt: skip
            yield Job(
                agency, entry.name, entry.named("en"), checked.year, against, lang, path,
                {name: value for name, value in given.items() if name in taken},
                data.synthetic, (),
            )  # fmt: skip


def _whole(  # noqa: PLR0913 - what `plan` was given
    data: Dataset, agencies: Sequence[str], year: int, languages: Sequence[str], path: Path,
    taken: Container[str],
) -> Iterator[Job]:  # fmt: skip
    """Yield a job about all the agencies together for each language."""
    wanted = ",".join(agencies) or "*"
    quality_parameters(wanted, year, data=data, figures=data.figures)
    for lang in languages:
        given: dict[str, str | int] = {
            "agencies": wanted, "year": year, "lang": lang, "data": str(data.path),
            "figures": data.figures,
        }  # fmt: skip
        given = {name: value for name, value in given.items() if name in taken}
        yield Job("", *_WHOLE, year, None, lang, path, given, data.synthetic, ())


def _parameters(path: Path) -> set[str]:
    """Return the names of a notebook's parameters, from its cell with that tag."""
    import nbformat

    cells = nbformat.read(path, as_version=4).cells
    source = next(
        (cell.source for cell in cells if "parameters" in cell.metadata.get("tags", [])), ""
    )
    nodes = ast.walk(ast.parse(source))
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}  # fmt: skip


def _identified(job: Job, data: Dataset) -> Job:
    digest = hashlib.sha256(_package().encode())
    digest.update(job.notebook.read_bytes())
    arguments = {k: v for k, v in job.arguments.items() if k != "data"}
    digest.update(json.dumps([arguments, job.formats], sort_keys=True).encode())
    for frame in (data.rows, data.sources):
        alone = "against" in job.arguments  # an agency beside itself; other notebooks may read all
        mine = frame[frame["agency"] == job.agency] if alone else frame
        digest.update(mine.to_csv(index=False).encode())
    digest.update(repr((job.name, job.name_en, job.synthetic)).encode())
    return replace(job, identity=digest.hexdigest())


@cache
def _package() -> str:
    """Return a hash of the package's own source, forms, fonts and templates."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".toml", ".ttf", ".css", ".j2", ".json") and path.is_file():
            if "_bundled" in path.parts:
                continue
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
