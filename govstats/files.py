"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from govstats.errors import UnwritableError

_ADVICE = {
    errno.ENOSPC: "free some space",
    errno.EACCES: "no permission: name another folder",
    errno.EROFS: "read-only: name another folder",
    errno.EDQUOT: "the quota is used up: free some space",
}


def write_text(path: Path, text: str) -> None:
    """Write text (UTF-8, line feeds kept) beside its place and move it there."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write bytes beside their place and move them there, so that no reader sees a part.

    Raises UnwritableError where the folder cannot be written or the disk is full; what stood there
    before is then still whole.
    """
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise unwritable(error, path) from error
    finally:
        if name:
            Path(name).unlink(missing_ok=True)


def unwritable(error: OSError, path: Path) -> UnwritableError:
    """Return an error of the system as one of ours that says what could not be written, and why."""
    advice = _ADVICE.get(error.errno or 0, "name another folder")
    return UnwritableError(f"cannot be written ({error.strerror})", str(path), advice)
