"""Jobs run one after the other: executed by papermill, exported, written whole, recorded."""

from __future__ import annotations

import logging
import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govstats.batch.index import write_index
from govstats.batch.manifest import Manifest
from govstats.comparing import compare
from govstats.files import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nbformat import NotebookNode

    from govstats.batch.plan import Job
    from govstats.dataset import Dataset

TIMEOUT = 600
"""Seconds after which a cell is given up."""


def run(
    jobs: Sequence[Job],
    out: Path,
    data: Dataset,
    *,
    force: bool = False,
    progress: Callable[[Job, str], None] | None = None,
) -> list[tuple[Job, str]]:
    """Render the jobs into a folder and return those that failed, with the reason.

    A job whose inputs have not changed is passed over unless `force`. Files appear whole; the
    manifest comes after them, so that a run that was cut off goes on where it stopped.
    `progress` is told of each job: `done`, `unchanged` or `failed`.
    """
    tell = progress or _ignore
    manifest = Manifest(out)
    failed: list[tuple[Job, str]] = []
    for job in jobs:
        if not force and manifest.finished(job.key, job.identity):
            tell(job, "unchanged")
            continue
        started = time.monotonic()
        entry = _about(job, data)
        try:
            entry["files"], entry["headline"] = _render(job, out)
        except Exception as error:  # noqa: BLE001 - one failing report stops nothing
            entry["error"] = _reason(error)
            failed.append((job, entry["error"]))
        entry["seconds"] = round(time.monotonic() - started, 2)
        manifest.note(job.key, entry)
        tell(job, "failed" if "error" in entry else "done")
    manifest.excerpts["synthetic" if data.synthetic else "real"] = _excerpts(data)
    manifest.store()
    write_index(manifest)
    return failed


def _ignore(job: Job, result: str) -> None:
    """Tell nobody how a job went."""


def _render(job: Job, out: Path) -> tuple[list[str], str]:
    """Return the files that were written and the headline: what the first output says in a line."""
    import nbformat
    import papermill

    from govstats.batch.page import export_page

    with tempfile.TemporaryDirectory(prefix="govstats-") as scratch:
        target = Path(scratch) / "executed.ipynb"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            logging.getLogger("papermill").setLevel(logging.ERROR)
            papermill.execute_notebook(
                str(job.notebook),
                str(target),
                parameters=job.arguments,
                kernel_name="python3",
                progress_bar=False,
                execution_timeout=TIMEOUT,
                extra_arguments=["--IPKernelApp.log_level=40"],
            )
        notebook = nbformat.read(target, as_version=4)
    title = job.name if job.lang == "zh" else job.name_en
    contents = {
        "html": lambda: export_page(
            notebook,
            title=f"{title} {job.year or ''}".rstrip(),
            lang=job.lang,
            synthetic=job.synthetic,
        ),
        "ipynb": lambda: f"{nbformat.writes(notebook)}\n",
    }
    files = []
    for form in job.formats:
        name = f"{job.key}.{form}"
        write_text(out / name, contents[form]())
        files.append(name)
    return files, _headline(notebook)


def _headline(notebook: NotebookNode) -> str:
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    texts = (output.get("data", {}).get("text/plain", "") for output in outputs)
    return next((text for text in texts if text), "")


def _about(job: Job, data: Dataset) -> dict[str, Any]:
    compared = "against" in job.arguments
    comparison = compare(job.agency, job.year, job.against, data) if compared else None
    findings = comparison.all_findings if comparison else ()
    return {
        "identity": job.identity,
        "agency": job.agency,
        "name": job.name,
        "name_en": job.name_en,
        "year": job.year,
        "against": job.against,
        "lang": job.lang,
        "synthetic": job.synthetic,
        "headline": "",
        "notebook": job.notebook.stem,
        "errors": len([f for f in findings if f.severity == "error"]),
        "questions": len([f for f in findings if f.severity == "question"]),
        "files": [],
    }


def _excerpts(data: Dataset) -> list[dict[str, Any]]:
    excerpts = data.sources[data.sources["coverage"] == "excerpt"]
    counts = data.rows.groupby("report").size()
    return [
        {
            "agency": row["agency"],
            "name": data.agencies[row["agency"]].name,
            "name_en": data.agencies[row["agency"]].named("en"),
            "year": int(row["year"]),
            "figures": int(counts.get(row["report"], 0)),
            "url": row["url"],
        }
        for row in excerpts.sort_values(["agency", "year"]).to_dict("records")
    ]


def _reason(error: Exception) -> str:
    from papermill import PapermillExecutionError

    if isinstance(error, PapermillExecutionError):
        return f"cell {error.exec_count}: {error.ename}: {error.evalue}".splitlines()[0]
    return f"{type(error).__name__}: {error}".splitlines()[0]
