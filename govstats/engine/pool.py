"""Many jobs, each in a process of its own that is forked warm: an executor like those of the library."""

from __future__ import annotations

import contextlib
import os
import pickle
import threading
from collections import deque
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from govstats.engine import fallback
from govstats.engine.child import Setting
from govstats.engine.crew import Crew, Task
from govstats.engine.forks import PRELOAD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

T = TypeVar("T")


class WarmKernels(Executor):
    """An executor that makes every call in a process of its own, forked from a warm one.

    `preload` lists modules that the warm process imports, or functions that it calls, as
    `module:function` or `module:function:argument`. Up to `workers` calls (default: one for each core) run at a time. A call that
    takes more than `timeout` seconds is killed; `memory` is how many bytes it may take beyond what
    the warm process has. A crash, a kill or a timeout hits that call only: its future raises
    NotebookDiedError or NotebookTimeoutError, which name the cell.

    It is a `concurrent.futures.Executor`: what submits `run_notebook` to it can submit it to any
    other, such as that of a cluster. The functions that are submitted are found by name in the other
    process, so they live in a module that can be imported, not in the script that is run.

        from concurrent.futures import as_completed
        from pathlib import Path

        from govstats.engine.notebook import NotebookJob, run_notebook
        from govstats.engine.pool import WarmKernels

        jobs = [NotebookJob(Path("in.ipynb"), {"year": year}) for year in (2023, 2024)]
        with WarmKernels(preload=("pandas",), workers=2) as warm:
            calls = {warm.submit(run_notebook, job): job for job in jobs}
            for call in as_completed(calls):
                print(calls[call].parameters, call.exception() or call.result())

    Where there is no fork, a ProcessPoolExecutor makes the calls, and a warning says so. Leaving the
    `with` block by an error, or by Ctrl-C, ends what runs and drops what waits.
    """

    def __init__(
        self,
        preload: Sequence[str] = PRELOAD,
        workers: int | None = None,
        *,
        timeout: float | None = None,
        memory: int | None = None,
    ) -> None:
        workers = workers or _cores()
        self._timeout, self._memory = timeout, memory
        self._cold: ProcessPoolExecutor | None = None
        self._thread: threading.Thread | None = None
        reason = fallback.no_fork()
        if reason is not None:
            fallback.warn(reason)
            self._cold = ProcessPoolExecutor(workers)
            return
        self._crew = Crew(preload, workers)
        self._pending: deque[Task] = deque()
        self._closing = self._stopping = False
        self._awake, self._wake = os.pipe()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="WarmKernels", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have `fn(*args, **kwargs)` called in a process of its own; return the future result."""
        if self._cold is not None:
            return self._cold.submit(fn, *args, **kwargs)
        order = pickle.dumps((fn, args, kwargs))
        setting = Setting(dict(os.environ), str(Path.cwd()), (), self._memory)
        name = getattr(fn, "__name__", repr(fn))
        task = Task((setting, order), name, self._timeout)
        with self._lock:
            if self._closing:
                raise RuntimeError("cannot schedule new futures after shutdown")
            self._pending.append(task)
        self._tell()
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the library's signature
        """Take no more calls; drop those that wait if asked to; wait for those that run."""
        if self._cold is not None:
            self._cold.shutdown(wait, cancel_futures=cancel_futures)
            return
        with self._lock:
            self._closing = True
            if cancel_futures:
                self._drop()
        self._tell()
        if wait and self._thread is not None:
            self._thread.join()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping = kind is not None
        self.shutdown(cancel_futures=kind is not None)

    def _run(self) -> None:
        try:
            while not self._stopping:
                self._crew.start(self._pending)
                with self._lock:
                    if self._closing and self._crew.idle and not self._pending:
                        break
                self._crew.wait(self._awake)
        finally:
            with self._lock:
                self._closing = True
                self._drop()
            self._crew.stop()
            for end in (self._awake, self._wake):
                os.close(end)

    def _drop(self) -> None:
        with contextlib.suppress(IndexError):
            while True:
                self._pending.popleft().drop()

    def _tell(self) -> None:
        with contextlib.suppress(OSError):
            os.write(self._wake, b"\0")


def _cores() -> int:
    """Return how many cores this process may use."""
    counted = getattr(os, "sched_getaffinity", None)
    return len(counted(0)) if counted else os.cpu_count() or 1
