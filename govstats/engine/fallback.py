"""Where a warm process cannot stand in for a kernel, and how that is said."""

from __future__ import annotations

import sys
import warnings
from functools import cache
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

_OURS = {
    "python",
    f"python{sys.version_info[0]}",
    f"python{sys.version_info[0]}.{sys.version_info[1]}",
}


def no_fork() -> str | None:
    """Say why no process can be forked here, or return None where one can.

    Linux only: Windows has no fork, and macOS has libraries that may not be used after one.
    """
    return None if sys.platform == "linux" else f"there is no safe fork on {sys.platform}"


def obstacle(kernel: str) -> str | None:
    """Say why a notebook for a kernel cannot run in a forked process, or return None if it can."""
    return no_fork() or _foreign(kernel)


@cache
def _foreign(kernel: str) -> str | None:
    """Say why a kernel is not ipykernel in this very interpreter."""
    try:
        spec = KernelSpecManager().get_kernel_spec(kernel)
    except NoSuchKernel:
        return f"there is no kernel {kernel!r}"
    command, *arguments = spec.argv
    same = command in _OURS or Path(command).absolute() == Path(sys.executable).absolute()
    if not same or "ipykernel_launcher" not in arguments:
        return f"the kernel {kernel!r} is not this Python's own"
    return f"the kernel {kernel!r} sets environment variables" if spec.env else None


@cache
def warn(reason: str) -> None:
    """Say once for each reason that notebooks start cold."""
    warnings.warn(
        f"Notebooks run in papermill's own engine, each in a kernel of its own: {reason}.",
        stacklevel=2,
    )
