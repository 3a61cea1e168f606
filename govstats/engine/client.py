"""papermill's and nbclient's own way through a notebook, with a forked kernel in place of a launched one."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from contextlib import contextmanager
from queue import Empty
from typing import TYPE_CHECKING, Any

from nbclient.exceptions import DeadKernelError
from nbclient.util import run_hook, run_sync
from papermill.clientwrap import PapermillNotebookClient

from govstats.engine.failures import NotebookDiedError
from govstats.engine.messages import Messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode
    from papermill.engines import NotebookExecutionManager

    from govstats.engine.messages import Message
    from govstats.engine.wires import Wire


class _Channel:
    """One of Jupyter's channels."""

    def __init__(self, client: KernelClient, name: str) -> None:
        self._client, self._name = client, name

    async def get_msg(self, timeout: float | None = None) -> Message:  # noqa: ASYNC109 - nbclient's name
        """Return the next message, or raise Empty when it does not come in time."""
        return await self._client.receive(self._name, timeout)

    def send(self, message: Message) -> None:
        """Send a message."""
        self._client.send(message)


class KernelClient:
    """What nbclient wants of jupyter_client's client of a kernel, over a wire instead of sockets.

    nbclient takes it for the kernel's manager too, of which it only wants an interrupt.
    """

    def __init__(self, wire: Wire) -> None:
        self.session = Messages()
        self._wire = wire
        self._queues: dict[str, deque[Message]] = {"shell": deque(), "iopub": deque()}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self._dead = False
        self.shell_channel = _Channel(self, "shell")
        self.iopub_channel = _Channel(self, "iopub")
        wire.open(self._deliver, self._end)

    def is_alive(self) -> bool:
        """Say whether the kernel can still answer."""
        return not self._dead

    def ending(self) -> str:
        """Say how the kernel ended."""
        return self._wire.ending()

    def interrupt_kernel(self) -> None:
        """Interrupt the cell that runs."""
        self._wire.interrupt()

    def close(self) -> None:
        """End the kernel."""
        self._wire.close()

    def send(self, message: Message) -> None:
        """Send a message to the kernel."""
        self._wire.send(message)

    async def execute(self, code: str, *, store_history: bool, stop_on_error: bool) -> str:
        """Send a cell and return its number. In this very process it has run when this returns."""
        number = self._request(
            "execute_request",
            code=code,
            silent=False,
            store_history=store_history,
            user_expressions={},
            allow_stdin=False,
            stop_on_error=stop_on_error,
        )
        await self._wire.sent()
        return number

    def kernel_info(self) -> str:
        """Ask what kernel it is and return the question's number."""
        return self._request("kernel_info_request")

    async def receive(self, channel: str, seconds: float | None) -> Message:
        """Return the next message of a channel.

        Raises Empty when it does not come in time, and DeadKernelError when no reply can come.
        """
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._news = loop, asyncio.Event()
            self._thread = threading.get_ident()
        self._wire.attach(loop)
        await self._wire.sent()
        queue = self._queues[channel]
        until = None if seconds is None else loop.time() + seconds
        while not queue:
            if self._dead and channel == "shell":
                raise DeadKernelError("Kernel died")
            self._news.clear()
            left = None if until is None else until - loop.time()
            try:
                await (
                    self._news.wait() if left is None else asyncio.wait_for(self._news.wait(), left)
                )
            except TimeoutError:
                raise Empty from None
        return queue.popleft()

    def _request(self, kind: str, **content: Any) -> str:
        message = self.session.msg(kind, content)
        self.send(message)
        number: str = message["msg_id"]
        return number

    def _deliver(self, channel: str, message: Message) -> None:
        self._queues[channel].append(message)
        self._tell()

    def _end(self) -> None:
        self._dead = True
        self._tell()

    def _tell(self) -> None:
        if self._loop is None or threading.get_ident() == self._thread:
            self._news.set()
        else:
            self._loop.call_soon_threadsafe(self._news.set)


class WarmClient(PapermillNotebookClient):  # type: ignore[misc]  # papermill carries no types
    """Runs a notebook's cells in a forked kernel, and says which cell it died in."""

    def __init__(
        self, manager: NotebookExecutionManager, kernel: KernelClient, **options: Any
    ) -> None:
        super().__init__(manager, **options)
        self._kernel = kernel

    @contextmanager
    def setup_kernel(self, **options: Any) -> Iterator[None]:
        """Take the kernel that is there, and end it afterwards."""
        del options
        self.km = self.kc = self._kernel
        try:
            run_sync(run_hook)(self.on_notebook_start, notebook=self.nb)
            yield
        finally:
            self._kernel.close()

    def execute_cell(self, cell: NotebookNode, cell_index: int, **options: Any) -> NotebookNode:
        """Run a cell. Raises NotebookDiedError, with the cell, where the process ends meanwhile."""
        try:
            return super().execute_cell(cell, cell_index, **options)  # type: ignore[no-any-return]
        except DeadKernelError as error:
            self.nb_man.cell_exception(cell, cell_index=cell_index, exception=error)
            raise NotebookDiedError(
                f"the notebook's process ended: {self._kernel.ending()}",
                place(self.nb, cell_index),
                "run the cell alone to see why, or give it more memory",
            ) from None

    async def _async_poll_kernel_alive(self) -> None:
        """Do nothing: the client hears of the kernel's end without asking every second."""


def place(notebook: NotebookNode, index: int) -> str:
    """Return where a cell is: the notebook's file, the cell's number and its first line."""
    file = notebook.metadata.get("papermill", {}).get("input_path") or "notebook"
    source = notebook.cells[index].source.strip().splitlines()
    return f"{file}, cell {index + 1} ({source[0][:60]})" if source else f"{file}, cell {index + 1}"
