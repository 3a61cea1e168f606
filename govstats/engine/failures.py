"""What can go wrong with a notebook's process, rather than in a cell of it."""

from __future__ import annotations

from nbclient.exceptions import DeadKernelError

from govstats.errors import GovstatsError


class NotebookDiedError(GovstatsError, DeadKernelError):
    """A notebook's process that ended while a cell ran: a crash, a kill, `os._exit`."""

    def __str__(self) -> str:
        return GovstatsError.__str__(self)


class NotebookTimeoutError(GovstatsError):
    """A cell, or a whole notebook, that took longer than it may."""


class RemoteTracebackError(Exception):
    """Where an error was raised in the process that it comes from."""
