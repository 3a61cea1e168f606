"""How fast notebooks are rendered: this project's engine beside the other ways, and beside no notebook.

    python benchmarks/render.py [--agencies 20] [--chunk 4] [--workers 2]

The project's own comparison notebook is run for each agency, those of the bundled data first, then
simulated ones. The agencies are taken in chunks; each way does a chunk, then the next way does the
same chunk, so that whatever else the machine does meets them all. Medians of the time for one notebook
are shown, and ratios, which are to be trusted more. What starts once (pools, the warm process with the
dataset and one comparison in it, as `govstats render` starts it) has been started before the clock runs.
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import govstats as gs  # noqa: E402
from govstats.agencies import Agency  # noqa: E402
from govstats.batch.page import export_page  # noqa: E402
from govstats.batch.rendering import WARM  # noqa: E402
from govstats.batch.runner import KNOWN, REHEARSAL  # noqa: E402
from govstats.batch.shared import rehearse  # noqa: E402
from govstats.engine.notebook import NotebookJob, run_notebook  # noqa: E402
from govstats.engine.pool import WarmKernels  # noqa: E402
from govstats.resources import find  # noqa: E402
from govstats.testing import LEVELS, simulate  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nbformat import NotebookNode

NOTEBOOK = find("notebooks") / "comparison.ipynb"
SEED = 2024

Way = "Callable[[list[Task]], float]"


class Task(NamedTuple):
    """One notebook to render: the agency, the data, and where the results go."""

    agency: str
    data: Path
    out: Path

    @property
    def parameters(self) -> dict[str, Any]:
        """The notebook's parameters."""
        return {
            "agency": self.agency,
            "year": 0,
            "against": 0,
            "lang": "zh",
            "data": str(self.data),
        }

    def file(self, ending: str) -> Path:
        """A file of its own."""
        return self.out / f"{self.agency}.{ending}"


def dataset(folder: Path, count: int) -> list[str]:
    """Store the bundled reports and as many simulated ones as are missing; return the agencies."""
    bundled = gs.load(find("data"))
    agencies = bundled.full_agencies()[:count]
    data = type(bundled)(
        bundled.rows, bundled.sources, bundled.agencies, folder, bundled.title, synthetic=True
    )
    for number in range(count - len(agencies)):
        level = list(LEVELS)[number % len(LEVELS)]
        for one in simulate(SEED + number, level, errors=0.1):
            report = one.report
            entry = Agency(report.agency, report.agency_name, report.agency, level=level)
            source = {
                "report": f"{report.agency}-{report.year}",
                "agency": report.agency,
                "year": str(report.year),
                "edition": report.edition,
                "coverage": "full",
                "title": report.title,
                "note": "模拟数据",
            }
            data = data.with_report(report, source, entry)
        agencies.append(report.agency)
    gs.save(data, folder)
    return agencies


# ---- without a notebook


def compute(task: Task) -> list[str]:
    """Do what the notebook does: the same comparison, charts, words and tables, as HTML."""
    chosen = gs.parameters(task.agency, lang="zh", data=str(task.data))
    comparison = gs.compare(chosen.agency, chosen.year, chosen.against, chosen.data)
    text = gs.write(comparison, chosen.lang)
    charts = {chart.name: chart for chart in gs.all_charts(comparison, chosen.lang)}
    shown = [
        gs.head(comparison, text),
        *charts.values(),
        *(gs.section(text, name) for name in ("requests", "disputes", "disclosure", "notes")),
        gs.quality(comparison, text),
        gs.tables_heading(chosen.lang),
        gs.comparison_table(comparison, chosen.lang),
        gs.record(comparison, chosen.lang, chosen.run),
    ]
    return [part._repr_html_() for part in shown]


def floor(tasks: list[Task]) -> float:
    """Compute the comparisons of a chunk in this process, warm; return the seconds."""
    warm(str(tasks[0].data))
    return timed(compute, tasks)


# ---- with one


def loop(tasks: list[Task]) -> float:
    """Papermill and the stock exporter, one notebook after the other, in this process."""
    silence()
    return timed(papermill_and_stock, tasks)


def papermill_and_stock(task: Task) -> None:
    """Run a notebook with papermill's own engine and export it with nbconvert's own exporter."""
    import papermill

    silence()
    done = papermill.execute_notebook(
        NOTEBOOK, task.file("ipynb"), task.parameters, kernel_name="python3", progress_bar=False
    )
    stock_page(done, task)


def ploomber(tasks: list[Task]) -> float:
    """ploomber-engine, which runs all notebooks in this very process, and the stock exporter."""
    silence()
    return timed(ploomber_and_stock, tasks)


def ploomber_and_stock(task: Task) -> None:
    """Run a notebook with ploomber-engine and export it with nbconvert's own exporter."""
    from ploomber_engine import execute_notebook

    done = execute_notebook(
        NOTEBOOK, task.file("ipynb"), parameters=task.parameters, progress_bar=False
    )
    stock_page(done, task)


def stock_page(notebook: NotebookNode, task: Task) -> None:
    """Write nbconvert's own page of a notebook."""
    from nbconvert import HTMLExporter

    body, _ = HTMLExporter(exclude_input=True).from_notebook_node(notebook)
    task.file("html").write_text(body, "utf-8")


def commands(tasks: list[Task]) -> float:
    """The two commands, one after the other, as in a shell script."""
    started = time.perf_counter()
    for task in tasks:
        options = [word for item in task.parameters.items() for word in ("-p", *map(str, item))]
        notebook = str(task.file("ipynb"))
        for command in (
            ["papermill", str(NOTEBOOK), notebook, *options, "--no-progress-bar"],
            ["nbconvert", "--to", "html", "--no-input", notebook],
        ):
            subprocess.run(  # noqa: S603 - our own interpreter
                [sys.executable, "-m", *command], check=True, capture_output=True
            )
    return (time.perf_counter() - started) / len(tasks)


def together(pool: Executor, tasks: list[Task]) -> float:
    """Papermill and the stock exporter in a pool of processes."""
    started = time.perf_counter()
    list(pool.map(papermill_and_stock, tasks))
    return (time.perf_counter() - started) / len(tasks)


def ours(warm_kernels: WarmKernels, tasks: list[Task], *, page: bool) -> float:
    """This project's engine: run, and export its own page where asked to."""
    started = time.perf_counter()
    calls = [warm_kernels.submit(run_notebook, job(task, page=page)) for task in tasks]
    for call in calls:
        call.result()
    return (time.perf_counter() - started) / len(tasks)


def job(task: Task, *, page: bool) -> NotebookJob:
    """Return the job of a task."""
    if not page:
        return NotebookJob(NOTEBOOK, task.parameters)
    return NotebookJob(
        NOTEBOOK,
        task.parameters,
        finish=own_page,
        arguments=(task.file("html"), task.agency),
        output=task.file("ipynb"),
    )


def own_page(notebook: NotebookNode, path: Path, title: str) -> float:
    """Write this project's page of a notebook; return the seconds that it took to export."""
    started = time.perf_counter()
    body = export_page(notebook, title=title, lang="zh", synthetic=True)
    taken = time.perf_counter() - started
    path.write_text(body, "utf-8")
    return taken


# ---- measuring


@cache
def warm(folder: str) -> None:
    """Do what the warm process does before it is forked."""
    rehearse(folder)


def timed(act: Callable[[Task], object], tasks: list[Task]) -> float:
    """Return the seconds that an act takes for one task."""
    started = time.perf_counter()
    for task in tasks:
        act(task)
    return (time.perf_counter() - started) / len(tasks)


def silence() -> None:
    """Keep what papermill and kernels say off the screen."""
    warnings.simplefilter("ignore")
    os.environ["PLOOMBER_STATS_ENABLED"] = "false"
    logging.getLogger("papermill").setLevel(logging.ERROR)


def mute() -> None:
    """Keep what kernels write to their standard error off the screen; errors are still raised."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def chunks(tasks: list[Task], size: int) -> Iterator[list[Task]]:
    """Yield the tasks, some at a time."""
    for start in range(0, len(tasks), size):
        yield tasks[start : start + size]


def show(times: dict[str, list[float]], export: list[float]) -> None:
    """Print the medians of the chunks, their ratios, and the ratios of the time that all took."""
    medians = {name: statistics.median(spent) * 1000 for name, spent in times.items()}
    least = medians["floor, no notebook"]
    totals = {name: sum(spent) for name, spent in times.items()}
    print(f"{'':44}{'ms':>8}{'/ floor':>9}{'in all':>9}")
    for name, spent in medians.items():
        whole = totals[name] / totals["floor, no notebook"]
        print(f"{name:44}{spent:8.0f}{spent / least:9.2f}{whole:9.2f}")
    best = medians["notebook and page, all workers"]
    for name in ("papermill and nbconvert commands", "papermill and nbconvert, process pool"):
        print(f"{name} / ours, all workers: {medians[name] / best:.1f}")
    one = medians["notebook only, one worker"]
    print(f"ours, one worker, notebook only / floor: {one / least:.2f}")
    print(f"export of a page: {statistics.median(export) * 1000:.0f} ms")


def main() -> None:
    """Measure all ways on the same agencies."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--agencies", type=int, default=20)
    parser.add_argument("--chunk", type=int, default=4)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    given = parser.parse_args()
    silence()
    with tempfile.TemporaryDirectory(prefix="govstats-bench-") as scratch:
        folder = Path(scratch) / "data"
        names = dataset(folder, given.agencies)
        (Path(scratch) / "out").mkdir()
        tasks = [Task(name, folder, Path(scratch) / "out") for name in names]
        measure(tasks, given.chunk, given.workers)


def measure(tasks: list[Task], chunk: int, workers: int) -> None:
    """Run every way on every chunk and show how long each took."""
    fresh = get_context("spawn")
    preload = (*WARM, "render", f"{KNOWN}:{NOTEBOOK}", f"{REHEARSAL}:{tasks[0].data}")
    times: dict[str, list[float]] = {}
    with (
        ProcessPoolExecutor(1, fresh) as alone,
        ProcessPoolExecutor(1, fresh, mute) as looping,
        ProcessPoolExecutor(1, fresh, mute) as leaking,
        ProcessPoolExecutor(workers, fresh, mute) as pool,
        WarmKernels(preload, 1) as one,
        WarmKernels(preload, workers) as all_workers,
    ):
        ways: dict[str, Callable[[list[Task]], float]] = {
            "floor, no notebook": lambda some: alone.submit(floor, some).result(),
            "notebook only, one worker": lambda some: ours(one, some, page=False),
            "notebook and page, one worker": lambda some: ours(one, some, page=True),
            "notebook and page, all workers": lambda some: ours(all_workers, some, page=True),
            "papermill and nbconvert, loop": lambda some: looping.submit(loop, some).result(),
            "papermill and nbconvert, process pool": lambda some: together(pool, some),
            "papermill and nbconvert commands": commands,
        }
        if importlib.util.find_spec("ploomber_engine"):
            ways["ploomber-engine and nbconvert, one process"] = lambda some: leaking.submit(
                ploomber, some
            ).result()
        else:
            print("ploomber-engine is not installed: left out")
        for way in ways.values():
            way(tasks[:workers])
        for some in chunks(tasks, chunk):
            for name, way in ways.items():
                times.setdefault(name, []).append(way(some))
        export = [one.submit(run_notebook, job(task, page=True)).result() for task in tasks]
    show(times, export)


if __name__ == "__main__":
    import render  # so that other processes find the functions by name

    render.main()
