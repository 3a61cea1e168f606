"""The output folder while a run writes to it: locked, with a place for what is not finished."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govstats.errors import GovstatsError
from govstats.files import unwritable

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

LOCK = ".lock"
UNFINISHED = ".unfinished"


class OutputFolder:
    """An output folder that one run at a time writes to, as a context manager.

    The lock is the operating system's: it ends with the process that holds it, however that ends.
    What a run that was cut off left unfinished is removed when the next one begins. Raises
    GovstatsError where another run is writing, UnwritableError where nothing can be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: Any = None

    def __enter__(self) -> Self:
        lock = self.path / LOCK
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = lock.open("a+", encoding="utf-8")
        except OSError as error:
            raise unwritable(error, self.path) from error
        if not _take(self._lock):
            self._lock.seek(0)
            holder = self._lock.read().strip() or "another process"
            self._lock.close()
            raise GovstatsError(
                f"{holder} is rendering into this folder",
                str(self.path),
                "wait for it to end, or name another folder with --out",
            )
        try:
            self._lock.truncate(0)
            self._lock.write(f"process {os.getpid()}\n")
            self._lock.flush()
            shutil.rmtree(self.path / UNFINISHED, ignore_errors=True)
            (self.path / UNFINISHED).mkdir(exist_ok=True)
        except OSError as error:
            self._lock.close()
            raise unwritable(error, self.path) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self.path / UNFINISHED, ignore_errors=True)
        self._lock.close()


def workshop(out: Path) -> Path:
    """Return a new folder for one job's unfinished files, on the disk that they will be moved on."""
    folder = out / UNFINISHED
    folder.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=folder))


def place(file: Path, target: Path) -> None:
    """Move a finished file to its place, in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    file.replace(target)


def _take(stream: Any) -> bool:
    """Lock an open file for this process. Return False where another one has."""
    if sys.platform == "win32":
        import msvcrt

        try:
            stream.seek(0x7FFF0000)  # far behind the text, which stays readable
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
