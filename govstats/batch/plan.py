"""What has to be rendered: one job for each agency, year and language, with its identity."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.batch.parameters import parameters
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.resources import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.dataset import Dataset

FORMATS = ("html", "ipynb")
"""The forms that a comparison is written in."""


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook to run and export.

    `folder` is where its files go below the output folder; `identity` is a hash of all that the
    result depends on: its rows of data, parameters, notebook, template and the package itself.
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
    identity: str

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
    year: int = 0,
    languages: Sequence[str] = ("zh", "en"),
    notebook: str = "comparison",
    formats: Sequence[str] = ("html",),
) -> list[Job]:
    """Return the jobs for some agencies (ids, names, globs), or for all with full reports.

    Each agency's latest full year is rendered, or `year` for those that have it. Raises
    NotFoundError for an unknown agency, year or notebook and InvalidRequestError for an unknown
    format.
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
    full = data.full_agencies()
    chosen = [one for pattern in agencies for one in data.find(pattern)] if agencies else full
    if agencies and not any(agency in full for agency in chosen):
        parameters(chosen[0], data=data)
    jobs = []
    for agency in dict.fromkeys(one for one in chosen if one in full):
        if year and year not in data.years(agency, full=True):
            continue
        checked = parameters(agency, year, data=data)
        for lang in languages:
            entry = data.agencies[agency]
            job = Job(
                agency, entry.name, entry.named("en"), checked.year, checked.against, lang, path,
                data.path, data.synthetic, tuple(formats), "",
            )  # fmt: skip
            jobs.append(_identified(job, data))
    if not jobs:
        raise NotFoundError(f"no full report for {year or 'these agencies'}", str(data.path))
    return jobs


def _identified(job: Job, data: Dataset) -> Job:
    digest = hashlib.sha256(_package().encode())
    digest.update(job.notebook.read_bytes())
    arguments = {k: v for k, v in job.arguments.items() if k != "data"}
    digest.update(json.dumps([arguments, job.formats], sort_keys=True).encode())
    mine = data.rows[data.rows["agency"] == job.agency]
    sources = data.sources[data.sources["agency"] == job.agency]
    for frame in (mine, sources):
        digest.update(frame.to_csv(index=False).encode())
    digest.update(repr((job.name, job.name_en, job.synthetic)).encode())
    return Job(**{**{n: getattr(job, n) for n in Job.__slots__}, "identity": digest.hexdigest()})


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
