"""A notebook run for papermill: in a child of the warm process, or in this process if it is one."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbclient.util import run_sync
from papermill.engines import NBClientEngine
from papermill.log import logger

from govstats.engine import fallback, shortcuts
from govstats.engine.child import Setting, here
from govstats.engine.client import KernelClient, WarmClient, place
from govstats.engine.failures import NotebookDiedError, NotebookTimeoutError
from govstats.engine.forks import PRELOAD, Zygote, fork
from govstats.engine.wires import HereWire, LinkWire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode
    from papermill.engines import NotebookExecutionManager

    from govstats.engine.forks import Child

_zygotes: dict[tuple[str, ...], Zygote] = {}
_ready: list[KernelClient] = []
_lock = threading.Lock()


def prepare(kernel_name: str, arguments: Sequence[str] | None = None) -> None:
    """Make the kernel of this very process ready, if it is a child's, and wait for the child's turn."""
    process = here()
    if process is None:
        return
    shell = None if fallback.obstacle(kernel_name) else process.take_shell()
    if shell is not None:
        shortcuts.take()
        _ready.append(KernelClient(HereWire(shell, tuple(arguments or ()))))
    process.begin()


def execute(
    nb_man: NotebookExecutionManager,
    kernel_name: str,
    *,
    preload: Sequence[str] = PRELOAD,
    notebook_timeout: float | None = None,
    memory: int | None = None,
    **options: Any,
) -> None:
    """Run the cells of a notebook as papermill's own engine would, `options` being those that it takes.

    `preload` is what the warm process imports, `notebook_timeout` the seconds that the notebook may
    take, `memory` the bytes that it may take beyond what the warm process has.
    """
    reason = fallback.obstacle(kernel_name)
    if reason is not None:
        fallback.warn(reason)
        NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)
        return
    process = here()
    if process is not None and _ready:
        limit = options.get("execution_timeout") or options.get("timeout")

        def note(cell: NotebookNode, cell_index: int) -> None:
            del cell
            process.note(place(nb_man.nb, cell_index), limit)

        options.setdefault("on_cell_execute", note)
        try:
            _run(nb_man, _ready.pop(), kernel_name, **options)
        finally:
            process.folder = str(Path.cwd())
        return
    arguments = tuple(options.get("extra_arguments") or ())
    setting = Setting(dict(os.environ), str(Path.cwd()), arguments, memory)
    child = fork(lambda: warm(preload))
    late = _Alarm(notebook_timeout, child)
    try:
        _run(nb_man, KernelClient(LinkWire(child, setting)), kernel_name, **options)
    except NotebookDiedError as error:
        if not late.rang:
            raise
        raise NotebookTimeoutError(
            f"the notebook took more than {notebook_timeout:g} seconds and was killed",
            error.where,
            "allow it more with notebook_timeout",
        ) from None
    finally:
        late.cancel()
        child.stop()


class _Alarm:
    """Kills a child that takes more than some seconds, if any."""

    def __init__(self, seconds: float | None, child: Child) -> None:
        self.rang = False
        self._child = child
        self._timer = threading.Timer(seconds or 0, self._ring)
        self._timer.daemon = True
        if seconds:
            self._timer.start()

    def cancel(self) -> None:
        """Let it take as long as it likes."""
        self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        self._child.send_signal(signal.SIGKILL)


def warm(preload: Sequence[str] = PRELOAD) -> Zygote:
    """Return this process's warm process for some modules, started if need be."""
    with _lock:
        known = _zygotes.get(tuple(preload))
        if known is None or not known.usable:
            known = _zygotes[tuple(preload)] = Zygote(preload)
        return known


def _run(
    nb_man: NotebookExecutionManager,
    kernel: KernelClient,
    kernel_name: str,
    *,
    execution_timeout: int | None = None,
    start_timeout: int = 60,
    **options: Any,
) -> None:
    """Do with the options what papermill's own engine does with them."""
    timeout = execution_timeout or options.pop("timeout", None)
    for name in ("input_path", "timeout", "startup_timeout"):
        options.pop(name, None)
    client = WarmClient(
        nb_man,
        kernel,
        timeout=timeout,
        startup_timeout=start_timeout,
        kernel_name=kernel_name,
        log=logger,
        **options,
    )
    try:
        client.execute()
    finally:
        _close_loop()


def _close_loop() -> None:
    """Close the event loop that nbclient made for this thread; the main thread's is used again."""
    if threading.current_thread() is threading.main_thread():
        return
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        run_sync(_running_loop)().close()


async def _running_loop() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()
