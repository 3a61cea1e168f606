"""One notebook as a job: its parameters, its cells, and what is then made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from govstats.engine.child import begins, here

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class NotebookJob:
    """A notebook to run with parameters, and a function for the executed notebook.

    `finish` is called as `finish(notebook, *arguments)` in the process that ran the cells, and only
    what it returns comes back; it is a function that can be imported by name. `output` is where
    papermill writes the executed notebook, one that failed too. `folder` is the working directory
    of the cells, `cell_timeout` the seconds that each may take. `options` go to
    `papermill.execute_notebook`.
    """

    notebook: Path
    parameters: Mapping[str, Any] = field(default_factory=dict)
    finish: Callable[..., Any] | None = None
    arguments: tuple[Any, ...] = ()
    output: Path | None = None
    folder: Path | None = None
    cell_timeout: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@begins
def run_notebook(job: NotebookJob) -> Any:
    """Run a job and return what its `finish` returns.

    Made to be submitted to an executor: `WarmKernels` runs all of it in a forked process; in any
    other process the cells run in a fork and `finish` in the process itself. Raises
    PapermillExecutionError where a cell fails, NotebookDiedError and NotebookTimeoutError.
    """
    import papermill
    from papermill.engines import papermill_engines

    from govstats.engine.papermill_engine import WarmEngine

    papermill_engines.register("govstats", WarmEngine)  # an installed package has done so already
    notebook = papermill.execute_notebook(
        str(job.notebook),
        None if job.output is None else str(job.output),
        parameters=dict(job.parameters),
        engine_name="govstats",
        request_save_on_cell_execute=False,
        progress_bar=False,
        cwd=job.folder,
        execution_timeout=job.cell_timeout,
        **job.options,
    )
    if job.finish is None:
        return None
    process = here()
    if process is not None:
        process.note(f"{job.notebook}, after the last cell")
    return job.finish(notebook, *job.arguments)
