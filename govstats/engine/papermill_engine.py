"""The engine that papermill finds under the name `govstats`. Only light things are imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from papermill.engines import Engine, NotebookExecutionManager

if TYPE_CHECKING:
    from nbformat import NotebookNode


class WarmEngine(Engine):  # type: ignore[misc]  # papermill carries no types
    """Runs each notebook in a process forked from one that has imported the stack already.

    `papermill --engine govstats in.ipynb out.ipynb`, or `engine_name="govstats"` from Python. What
    papermill's own engine takes is taken, and `preload`, `notebook_timeout`, `memory`.
    """

    @classmethod
    def execute_notebook(cls, nb: NotebookNode, kernel_name: str, *args: Any, **kwargs: Any) -> Any:
        """Run a notebook that was read and given its parameters, when its turn has come."""
        from govstats.engine.session import prepare

        prepare(kernel_name, kwargs.get("extra_arguments"))
        return super().execute_notebook(nb, kernel_name, *args, **kwargs)

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **options: Any
    ) -> None:
        """Run the cells of a notebook, or let papermill's own engine do so where there is no fork."""
        from govstats.engine.session import execute

        execute(nb_man, kernel_name, **options)
