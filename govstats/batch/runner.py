"""Many jobs through an executor: what is finished is passed over, what fails stops nothing else."""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from govstats.batch.folder import OutputFolder
from govstats.batch.index import write_index
from govstats.batch.links import Links
from govstats.batch.manifest import Manifest
from govstats.batch.rendering import WARM, Order, about, forms, reason, render
from govstats.batch.summary import summary, versions
from govstats.engine.pool import WarmKernels
from govstats.errors import UnwritableError
from govstats.files import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from govstats.batch.manifest import Entry
    from govstats.batch.plan import Job
    from govstats.dataset import Dataset

    Progress = Callable[[Job, str, float], None]

TIMEOUT = 600
"""Seconds after which a job is given up."""

REHEARSAL = "govstats.batch.shared:rehearse"
"""What the warm process calls with the dataset's folder before the first job."""

KNOWN = "govstats.engine.known:know"
"""What it calls with each notebook's path."""

_AHEAD = 3
"""So many jobs for each worker are handed to an executor before the first result is back."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that failed: why, in which cell, and the file to look into, if there is one."""

    job: Job
    reason: str
    look: Path | None


def run(  # noqa: PLR0913 - one argument for each option of `render`
    jobs: Sequence[Job],
    out: Path,
    data: Dataset,
    *,
    force: bool = False,
    workers: int | None = None,
    timeout: float | None = TIMEOUT,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> list[Failure]:
    """Render the jobs into a folder and return those that failed, with cell, error and where to look.

    A job whose inputs have not changed is passed over unless `force`. Files appear whole, then the
    record of the job, so that a run that was cut off goes on where it stopped. By default every job
    runs in a process forked from a warm one, `workers` at a time (all cores); `executor` is any
    other, such as that of a cluster which sees the same folders. `progress` is told of each job:
    `done`, `unchanged` or `failed`, and the seconds that it took. Raises GovstatsError where another
    run writes to the folder and UnwritableError where the disk is full or read-only; what was
    finished by then is finished.
    """
    tell = progress or _ignore
    out = out.resolve()
    begun, clock = datetime.now(UTC), time.monotonic()
    with OutputFolder(out):
        manifest = Manifest(out)
        todo = [job for job in jobs if force or manifest.changed(job) != []]
        for job in jobs:
            if not force and manifest.changed(job) == []:
                tell(job, "unchanged", 0.0)
        failed = []
        workers = workers or os.cpu_count() or 1
        orders = _orders(todo, out, data, manifest, timeout)
        for job, entry in _results(orders, todo, executor, workers, timeout, data):
            manifest.note(job.key, entry)
            error = entry.get("error")
            if error:
                look = entry.get("look")
                failed.append(Failure(job, error, out / look if look else None))
            tell(job, "failed" if error else "done", entry["seconds"])
        _relink(manifest, data)
        title = data.title or data.path.name
        manifest.datasets[title] = summary(data)
        manifest.about = {
            **versions(),
            "run": {
                "started": begun.isoformat(timespec="seconds"),
                "seconds": round(time.monotonic() - clock, 1),
                "workers": workers,
                "done": len(todo) - len(failed),
                "unchanged": len(jobs) - len(todo),
                "failed": len(failed),
            },
        }
        write_index(manifest)
        manifest.store()
    return failed


def chosen(
    jobs: Sequence[Job],
    manifest: Manifest,
    *,
    force: bool = False,
    only_failed: bool = False,
    limit: int | None = None,
) -> list[Job]:
    """Return the jobs that a run is about: all, or those that failed, at most so many to be made."""
    kept: list[Job] = []
    made = 0
    for job in jobs:
        if only_failed and not manifest.jobs.get(job.key, {}).get("error"):
            continue
        made += force or manifest.changed(job) != []
        if limit is not None and made > limit:
            break
        kept.append(job)
    return kept


def _ignore(job: Job, result: str, seconds: float) -> None:
    """Tell nobody how a job went."""


def _orders(
    todo: Sequence[Job], out: Path, data: Dataset, manifest: Manifest, timeout: float | None
) -> Iterator[Order]:
    """Yield the orders for some jobs, each page with links to what is there or will be."""
    pages: dict[str, dict[str, Any]] = dict(manifest.finished())
    known = {key: tuple(entry["files"]) for key, entry in pages.items()}
    for job in todo:
        files = {form: f"{job.key}.{form}" for form in forms(job.formats, known.get(job.key, ()))}
        pages[job.key] = about(job) | {"files": files}
    links = Links(data, pages.values())
    seconds = int(timeout) if timeout else None
    for job in todo:
        page = pages[job.key]
        yield Order(job, out, tuple(page["files"]), links.of(page), seconds)


def _results(  # noqa: PLR0913 - what an executor is made of
    orders: Iterable[Order],
    jobs: Sequence[Job],
    executor: Executor | None,
    workers: int,
    timeout: float | None,
    data: Dataset,
) -> Iterator[tuple[Job, Entry]]:
    """Yield each job with its record as it is done; few are handed over ahead, so memory stays flat."""
    if not jobs:
        return
    if executor is not None:
        yield from _through(executor, iter(orders), workers * _AHEAD)
        return
    notebooks = sorted({f"{KNOWN}:{job.notebook}" for job in jobs})
    preload = (*WARM, *notebooks, f"{REHEARSAL}:{data.path.resolve()}")
    with WarmKernels(preload, min(workers, len(jobs)), timeout=timeout or None) as warm:
        yield from _through(warm, iter(orders), workers * _AHEAD)


def _through(
    executor: Executor, orders: Iterator[Order], ahead: int
) -> Iterator[tuple[Job, Entry]]:
    running: dict[Future[Entry], Order] = {}
    while True:
        for order in islice(orders, ahead - len(running)):
            running[executor.submit(render, order)] = order
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            order = running.pop(future)
            yield order.job, _entry(future, order)


def _entry(future: Future[Entry], order: Order) -> Entry:
    """Return a job's record; one of our own where its process could not write any."""
    error = future.exception()
    if isinstance(error, UnwritableError):
        raise error
    if error is not None:
        entry = about(order.job) | {"files": {}, "error": reason(error), "seconds": 0.0}
    else:
        entry = future.result()
    return entry | {"links": _hash(order.links)}


def _relink(manifest: Manifest, data: Dataset) -> None:
    """Bring the links of every page up to date with the pages that there are now."""
    from govstats.batch.page import relinked

    links = Links(data, [entry for _, entry in manifest.finished()])
    for key, entry in list(manifest.finished()):
        wanted = links.of(entry) if "html" in entry["files"] else ""
        if not wanted or entry.get("links") == _hash(wanted):
            continue
        path = manifest.folder / entry["files"]["html"]
        if path.is_file():
            write_text(path, relinked(path.read_text(encoding="utf-8"), wanted))
            manifest.note(key, entry | {"links": _hash(wanted)})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
