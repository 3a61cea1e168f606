"""One job from its notebook to its files, all of it in the process that runs the notebook."""

from __future__ import annotations

import errno
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from govstats.batch.folder import place, workshop
from govstats.batch.shared import opened
from govstats.changes import Comparison
from govstats.comparing import compare
from govstats.engine.child import begins, here
from govstats.engine.failures import NotebookTimeoutError
from govstats.engine.notebook import NotebookJob, run_notebook
from govstats.errors import InvalidRequestError, UnwritableError
from govstats.files import unwritable, write_bytes
from govstats.prose import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nbformat import NotebookNode

    from govstats.batch.manifest import Entry
    from govstats.batch.plan import Job

WARM = (
    "IPython",
    "PIL.Image:preinit",
    "govstats",
    "govstats.batch.rendering",
    "govstats.batch.page",
    "govstats.exports.docx",
    "govstats.exports.pdf",
    "govstats.exports.xlsx",
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
    "pandas",
    "papermill",
    "seaborn",
)
"""What notebooks and exports import, imported once in the warm process."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


@dataclass(frozen=True, slots=True)
class Order:
    """A job as it is handed to a process: where its files go, in which forms, with which links."""

    job: Job
    out: Path
    formats: tuple[str, ...]
    links: str
    seconds: int | None = None


@begins
def render(order: Order) -> Entry:
    """Render a job and return its record: what was made, what the page says, how long it took.

    The files are made in a folder of their own on the same disk and moved into place when all are
    there. A notebook that fails is a record with its `error`, and is kept as `<stem>.failed.ipynb`.
    Raises UnwritableError where the disk is full or read-only.
    """
    clock = time.monotonic()
    failed = order.out / f"{order.job.key}.failed.ipynb"
    scratch = None
    try:
        scratch = workshop(order.out)
        entry = about(order.job) | _made(order, scratch)
        failed.unlink(missing_ok=True)
    except Exception as error:  # noqa: BLE001 - one failing report stops nothing
        _give_up_if_full(error, order.out)
        entry = about(order.job) | {"files": {}, "error": reason(error)}
        if scratch is not None and (scratch / "executed.ipynb").is_file():
            place(scratch / "executed.ipynb", failed)
            entry["look"] = failed.relative_to(order.out).as_posix()
    finally:
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)
    process = here()
    taken = time.monotonic() - (process.begun if process and process.begun else clock)
    entry["started"] = (datetime.now(UTC) - timedelta(seconds=taken)).isoformat(timespec="seconds")
    entry["seconds"] = round(taken, 3)
    return entry


def about(job: Job) -> Entry:
    """Return what the record of a job says before it is done."""
    return {
        "inputs": dict(job.inputs),
        "agency": job.agency,
        "name": job.name,
        "name_en": job.name_en,
        "year": job.year,
        "against": job.against,
        "lang": job.lang,
        "notebook": job.notebook.stem,
        "synthetic": job.synthetic,
    }


def reason(error: BaseException) -> str:
    """Say in one line what went wrong, and in which cell."""
    from papermill import PapermillExecutionError

    if isinstance(error, PapermillExecutionError):
        said = f"cell {error.exec_count}: {error.ename}: {error.evalue}"
    elif isinstance(error, NotebookTimeoutError):
        said = f"{error.where}: {error.what}; --timeout allows more"
    else:
        said = f"{type(error).__name__}: {error}"
    return (said.splitlines() or [""])[0]


def _made(order: Order, scratch: Path) -> dict[str, Any]:
    """Run the notebook and return what `_finish` made of it."""
    job = NotebookJob(
        order.job.notebook,
        order.job.arguments,
        finish=_finish,
        arguments=(order, scratch),
        output=scratch / "executed.ipynb",
        cell_timeout=order.seconds,
        options={"kernel_name": "python3"},
    )
    made: dict[str, Any] = run_notebook(job)
    return made


def _finish(notebook: NotebookNode, order: Order, scratch: Path) -> dict[str, Any]:
    """Write an executed notebook in every form, then move all of them into place."""
    job = order.job
    comparison = _comparison(job) if "against" in job.arguments else None
    for form in order.formats:
        content = _content(form, notebook, comparison, order)
        write_bytes(scratch / f"{job.stem}.{form}", content)
    for form in order.formats:
        place(scratch / f"{job.stem}.{form}", order.out / f"{job.key}.{form}")
    severities = [finding.severity for finding in comparison.all_findings] if comparison else []
    said = write(comparison, job.lang).headline if comparison else _first_line(notebook)
    return {
        "headline": said,
        "errors": severities.count("error"),
        "questions": severities.count("question"),
        "files": {form: f"{job.key}.{form}" for form in order.formats},
    }


def _first_line(notebook: NotebookNode) -> str:
    """Return what the first output of a notebook says in a line."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    texts = (output.get("data", {}).get("text/plain", "") for output in outputs)
    return next((str(text) for text in texts if text), "")


def _comparison(job: Job) -> Comparison:
    """Return what the notebook compared, where this process ran it; else compare the same anew."""
    process = here()
    found = process.shell.variables.get("comparison") if process is not None else None
    if isinstance(found, Comparison):
        before = found.before.year if found.before else None
        if (found.agency.agency, found.after.year, before) == (job.agency, job.year, job.against):
            return found
    return compare(job.agency, job.year, job.against, opened(str(job.data), job.figures))


def _content(
    form: str, notebook: NotebookNode, comparison: Comparison | None, order: Order
) -> bytes:
    job = order.job
    if form == "html":
        from govstats.batch.page import export_page

        name = job.name if job.lang == "zh" else job.name_en
        page = export_page(
            notebook,
            title=f"{name} {job.year or ''}".rstrip(),
            lang=job.lang,
            synthetic=job.synthetic,
            links=order.links,
        )
        return page.encode()
    if form == "ipynb":
        import nbformat

        return f"{nbformat.writes(_settled(notebook, job))}\n".encode()
    from govstats.exports import export

    if comparison is None:
        raise InvalidRequestError(
            f"only a comparison is exported as {form}", job.key, "html, ipynb"
        )
    return export(comparison, form, job.lang)


def _settled(notebook: NotebookNode, job: Job) -> NotebookNode:
    """Return an executed notebook without what papermill makes up anew each time."""
    notebook.metadata.papermill.output_path = f"{job.stem}.ipynb"
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.id = "injected-parameters"
    return notebook


def _give_up_if_full(error: Exception, out: Path) -> None:
    """Raise UnwritableError where the reason is that nothing more can be written at all."""
    if isinstance(error, UnwritableError):
        raise error
    inside = isinstance(error, OSError) and str(error.filename or "").startswith(str(out))
    if isinstance(error, OSError) and (
        error.errno in _FULL or (inside and error.errno == errno.EACCES)
    ):
        raise unwritable(error, out) from error


def forms(wanted: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return the forms to make: those wanted, and those made before, which would be out of date."""
    return tuple(dict.fromkeys((*wanted, *known)))
