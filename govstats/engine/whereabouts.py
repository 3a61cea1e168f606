"""Where in its notebook a child is, in memory that two processes see: to say it wakes nobody."""

from __future__ import annotations

import mmap
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Whereabouts:
    """What a child says of where it is, for whoever asked for the child to read once it is gone."""

    def __init__(self) -> None:
        self._descriptor = os.memfd_create("whereabouts")
        os.ftruncate(self._descriptor, mmap.PAGESIZE)

    def fileno(self) -> int:
        """The descriptor of the memory."""
        return self._descriptor

    def read(self) -> str:
        """Return what was said last, or nothing."""
        said = os.pread(self._descriptor, mmap.PAGESIZE, 0)
        return said.partition(b"\0")[0].decode(errors="replace")

    def close(self) -> None:
        """Give the descriptor up."""
        os.close(self._descriptor)


def speaker(descriptor: int) -> Callable[[str], None]:
    """Return what a child says where it is with. The descriptor is taken over and closed."""
    memory = mmap.mmap(descriptor, mmap.PAGESIZE)
    os.close(descriptor)

    def say(where: str) -> None:
        text = where.encode(errors="replace")[: mmap.PAGESIZE - 1] + b"\0"
        memory[: len(text)] = text

    return say
