"""The two ways to a kernel: over the link to a child, or within the child itself."""

from __future__ import annotations

import asyncio
import contextvars
import signal
from typing import TYPE_CHECKING, Protocol

from govstats.engine.shell import EndedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from govstats.engine.child import Setting
    from govstats.engine.forks import Child
    from govstats.engine.messages import Deliver, Message
    from govstats.engine.shell import Shell

EXITED = "a cell called exit"


class Wire(Protocol):
    """A way to a kernel and back."""

    def open(self, deliver: Deliver, ended: Callable[[], None]) -> None:
        """Begin: what comes back is delivered with its channel's name; `ended` is called at the end."""

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Work in an event loop, from now on."""

    def send(self, message: Message) -> None:
        """Send a message."""

    async def sent(self) -> None:
        """Come back when what was sent needs nothing more from this process."""

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
        self._unanswered = 0

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

    def send(self, message: Message) -> None:
        """Send a message over the link; where the child is gone, reading will tell."""
        self._unanswered += 1
        try:
            self._child.link.send(message)
        except OSError:
            self._end()

    async def sent(self) -> None:
        """Come back at once: the child does the rest."""

    def interrupt(self) -> None:
        """Send the signal that a terminal would send."""
        self._child.interrupt()

    def close(self) -> None:
        """Let the child end by itself, interrupted if a cell runs, and see to it that it does."""
        self._detach()
        if self._unanswered:
            self._child.stop()
        else:
            self._child.finish()

    def ending(self) -> str:
        """Say how the child ended."""
        self._child.wait(1.0)
        return self._child.ending

    def _read(self) -> None:
        try:
            while self._child.link.poll():
                channel, message = self._child.link.recv()
                self._unanswered -= channel == "shell"
                self._deliver(channel, message)
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
        self._waiting: list[Message] = []
        self._context = contextvars.copy_context()  # one for all cells, as in a kernel

    def open(self, deliver: Deliver, ended: Callable[[], None]) -> None:
        """Open the shell."""
        self._end = ended
        self._shell.open(deliver, self._arguments)

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Need nothing: `sent` runs in the loop that asks."""

    def send(self, message: Message) -> None:
        """Keep a message until there is a loop to handle it."""
        self._waiting.append(message)

    async def sent(self) -> None:
        """Handle what was sent; its answers are delivered meanwhile."""
        while self._waiting:
            cell = self._shell.handle(self._waiting.pop(0))
            try:
                await asyncio.get_running_loop().create_task(cell, context=self._context)
            except EndedError:
                self._end()

    def interrupt(self) -> None:
        """Interrupt the cell that runs, in this process."""
        signal.raise_signal(signal.SIGINT)

    def close(self) -> None:
        """Give the streams back."""
        self._shell.close()

    def ending(self) -> str:
        """Say how the kernel ended: nothing but `exit` ends it and leaves this process alive."""
        return EXITED
