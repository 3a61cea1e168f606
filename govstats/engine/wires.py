"""The two ways to a kernel: over the link to a child, or within the child itself."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Protocol

from govstats.engine.shell import EndedError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Sequence

    from govstats.engine.child import Setting
    from govstats.engine.forks import Child
    from govstats.engine.shell import Shell

    Deliver = Callable[[str, list[bytes]], None]

EXITED = "a cell called exit"


class Wire(Protocol):
    """A way to a kernel and back. Messages are the frames of Jupyter's protocol."""

    def open(self, deliver: Deliver, ended: Callable[[], None]) -> None:
        """Begin: what comes back is delivered with its channel's name; `ended` is called at the end."""

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Work in an event loop, from now on."""

    def send(self, frames: list[bytes]) -> None:
        """Send a message."""

    def interrupt(self) -> None:
        """Interrupt the cell that runs."""

    def close(self) -> None:
        """End the kernel."""

    def ending(self) -> str:
        """Say how the kernel ended."""


class LinkWire:
    """The way to the kernel of a child."""

    def __init__(self, child: Child, setting: Setting) -> None:
        self._child, self._setting = child, setting
        self._loop: asyncio.AbstractEventLoop | None = None

    def open(self, deliver: Deliver, ended: Callable[[], None]) -> None:
        """Make the child a kernel."""
        self._deliver, self._end = deliver, ended
        self._child.link.send((self._setting, None))

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Read the link in this loop."""
        if loop is not self._loop:
            self._detach()
            self._loop = loop
            loop.add_reader(self._child.link.fileno(), self._read)

    def send(self, frames: list[bytes]) -> None:
        """Send a message over the link; where the child is gone, reading will tell."""
        try:
            self._child.link.send(frames)
        except OSError:
            self._end()

    def interrupt(self) -> None:
        """Send the signal that a terminal would send."""
        self._child.interrupt()

    def close(self) -> None:
        """Let the child end by itself, and see to it that it does."""
        self._detach()
        self._child.stop()

    def ending(self) -> str:
        """Say how the child ended."""
        self._child.wait(1.0)
        return self._child.ending

    def _read(self) -> None:
        try:
            while self._child.link.poll():
                self._deliver(*self._child.link.recv())
        except (EOFError, OSError):
            self._detach()
            self._end()

    def _detach(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._child.link.fileno())
        self._loop = None


class HereWire:
    """The way to the kernel of this very process."""

    def __init__(self, shell: Shell, arguments: Sequence[str] = ()) -> None:
        self._shell, self._arguments = shell, arguments
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: list[list[bytes]] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self, deliver: Deliver, ended: Callable[[], None]) -> None:
        """Open the shell."""
        self._end = ended
        self._shell.open(deliver, self._arguments)

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin in this loop what was sent before."""
        self._loop = loop
        for frames in self._waiting:
            task = loop.create_task(self._handle(frames))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._waiting.clear()

    def send(self, frames: list[bytes]) -> None:
        """Keep a message until there is a loop to handle it."""
        self._waiting.append(frames)

    def interrupt(self) -> None:
        """Interrupt the cell that runs, in this process."""
        signal.raise_signal(signal.SIGINT)

    def close(self) -> None:
        """Give the streams back."""
        self._shell.close()

    def ending(self) -> str:
        """Say how the kernel ended: nothing but `exit` ends it and leaves this process alive."""
        return EXITED

    async def _handle(self, frames: list[bytes]) -> None:
        try:
            await self._shell.handle(frames)
        except EndedError:
            self._end()
