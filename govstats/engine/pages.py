"""The pages of memory that a notebook writes to, made its own before it begins.

A forked process shares every page with the warm one until it writes to it; then the kernel stops it
and copies the page. Thousands of such stops are a tenth of a short notebook's time. What one notebook
wrote to, the next most likely will too: its process can have those pages copied while it waits.
"""

from __future__ import annotations

import array
import ctypes
import mmap
import struct
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable, Iterator

Range = tuple[int, int]
"""The address of a range's first byte and of the first behind it."""

RANGE = struct.Struct("QQ")
"""How a range is told to the warm process."""

LESSON = 1 << 17
"""The bytes that may be told at once."""

_POPULATE_WRITE = 23
_PRESENT, _EXCLUSIVE = 1 << 63, 1 << 56
_NEAR = 2 * mmap.PAGESIZE


def written() -> list[Range]:
    """Return what this process has written to since it was forked, as ranges that lie in order."""
    found: list[Range] = []
    entries = array.array("Q")
    with open("/proc/self/pagemap", "rb", buffering=0) as pagemap:  # noqa: PTH123 - no regular file
        for start, end in _private():
            pagemap.seek(start // mmap.PAGESIZE * entries.itemsize)
            del entries[:]
            entries.frombytes(pagemap.read((end - start) // mmap.PAGESIZE * entries.itemsize))
            for number, entry in enumerate(entries):
                if entry & _PRESENT and entry & _EXCLUSIVE:
                    page = start + number * mmap.PAGESIZE
                    if found and page - found[-1][1] < _NEAR:
                        found[-1] = (found[-1][0], page + mmap.PAGESIZE)
                    else:
                        found.append((page, page + mmap.PAGESIZE))
    return found


def teach(listener: socket.socket) -> None:
    """Tell the warm process what this one has written to, if that can be found out at all."""
    with listener, suppress(OSError, ValueError):
        listener.setblocking(False)  # noqa: FBT003 - the library's signature
        ranges = sorted(written(), key=lambda found: found[0] - found[1])
        listener.send(b"".join(RANGE.pack(*found) for found in ranges[: LESSON // RANGE.size]))


def within_own(ranges: Iterable[Range]) -> list[Range]:
    """Return the parts of ranges that are mapped in this process."""
    own = list(_private())
    return [
        (max(start, first), min(end, last))
        for start, end in ranges
        for first, last in own
        if start < last and first < end
    ]


def claim(ranges: Iterable[Range]) -> None:
    """Have this process's copy of some ranges made now, as far as the kernel can do that."""
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for start, end in ranges:
        advise(start, end - start, _POPULATE_WRITE)


def _private() -> Iterator[Range]:
    """Yield this process's own writable mappings."""
    with suppress(OSError), open("/proc/self/maps", encoding="utf-8") as maps:  # noqa: PTH123
        for line in maps:
            place, rights, *_ = line.split()
            if rights == "rw-p":
                start, end = place.split("-")
                yield int(start, 16), int(end, 16)
