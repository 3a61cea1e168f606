"""What papermill and nbclient do at length and nobody sees, done shortly in forked processes.

All is replaced in the process that runs one notebook and then ends, never in the caller's.
"""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import nbclient.client
import papermill.engines
import papermill.execute
from nbformat import NotebookNode, from_dict

if TYPE_CHECKING:
    from govstats.engine.messages import Message

_FIELDS = {
    "execute_result": ("metadata", "data", "execution_count"),
    "display_data": ("metadata", "data"),
    "stream": ("name", "text"),
    "error": ("ename", "evalue", "traceback"),
}


def take() -> None:
    """Take them: no schema for each output, no text for no file, no guess at what a date looks like."""
    written = papermill.execute.write_ipynb

    def write(notebook: NotebookNode, path: str | None) -> None:
        if path is not None:
            written(notebook, path)

    nbclient.client.output_from_msg = output  # type: ignore[attr-defined]
    papermill.execute.write_ipynb = write
    dates = SimpleNamespace(parse=datetime.fromisoformat)
    papermill.engines.dateutil = SimpleNamespace(parser=dates)  # it reads what it wrote itself


def output(message: Message) -> Any:
    """Return a message as an output of a cell, as nbformat does, without checking what ipykernel wrote.

    The whole notebook is checked when it is written. Raises ValueError for another kind of message.
    """
    kind = message["header"]["msg_type"]
    if kind not in _FIELDS:
        raise ValueError(f"no output: {kind!r}")
    content = message["content"]
    return from_dict({"output_type": kind, **{name: content[name] for name in _FIELDS[kind]}})
