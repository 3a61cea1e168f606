"""The engine that papermill finds under the name `govstats`. Only light things are imported here."""

from __future__ import annotations

from typing import Any

from papermill.engines import Engine, NotebookExecutionManager


class WarmEngine(Engine):  # type: ignore[misc]  # papermill carries no types
    """Runs each notebook in a process forked from one that has imported the stack already.

    `papermill --engine govstats in.ipynb out.ipynb`, or `engine_name="govstats"` from Python. What
    papermill's own engine takes is taken, and `preload`, `notebook_timeout`, `memory`.
    """

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **options: Any
    ) -> None:
        """Run the cells of a notebook, or let papermill's own engine do so where there is no fork."""
        from govstats.engine.session import execute

        execute(nb_man, kernel_name, **options)
