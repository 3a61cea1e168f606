"""What tests have called in forked processes: found there by name."""

from __future__ import annotations

import gc
import os
import signal
import time
from typing import TYPE_CHECKING

from govstats.engine.child import begins

if TYPE_CHECKING:
    from pathlib import Path

    import nbformat

calls = 0


def warm() -> None:
    """Count how often the warm process called this."""
    global calls  # noqa: PLW0603
    calls += 1


def called() -> int:
    """How often `warm` was called."""
    return calls


def texts(notebook: nbformat.NotebookNode) -> list[str]:
    """The text of each output of a notebook."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return ["".join(o.get("text") or o.get("data", {}).get("text/plain", "")) for o in outputs]


def process(notebook: nbformat.NotebookNode) -> tuple[str, int]:
    """The process that the first cell says it runs in, and the one that this runs in."""
    return texts(notebook)[0], os.getpid()


def write(notebook: nbformat.NotebookNode, path: Path) -> str:
    """Write the texts of a notebook to a file, and to nowhere."""
    path.write_text("\n".join(texts(notebook)), "utf-8")
    print("to nobody")  # noqa: T201
    return path.name


def collect(notebook: nbformat.NotebookNode) -> int:
    """Have everything that the notebook left behind taken apart now; return the cells that it had."""
    gc.collect()
    return len(notebook.cells)


def double(number: int) -> int:
    """Return twice a number."""
    return 2 * number


def fail(message: str) -> None:
    """Fail."""
    raise ValueError(message)


def leave() -> None:
    """Try to end the process."""
    raise SystemExit(4)


def unsendable() -> object:
    """Return what cannot be pickled."""
    return lambda: None


def wait(seconds: float) -> None:
    """Take a while."""
    time.sleep(seconds)


@begins
def stuck() -> None:
    """Hang before the call has begun."""
    time.sleep(60)


def touch(path: Path) -> None:
    """Make a file."""
    path.touch()


def allocate(size: int) -> int:
    """Take so many bytes."""
    return len(bytearray(size))


def die(number: int) -> None:
    """Send this process a signal."""
    os.kill(os.getpid(), number)


def die_after(notebook: object) -> None:
    """Die once a notebook has run."""
    del notebook
    die(signal.SIGKILL)


def environment(name: str) -> tuple[str | None, str]:
    """An environment variable and the working directory."""
    return os.environ.get(name), os.getcwd()  # noqa: PTH109
