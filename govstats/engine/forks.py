"""The warm process, seen from the process that starts it: ask it for children, watch them, end them."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from govstats.engine.whereabouts import Whereabouts
from govstats.engine.zygote import FORK, STATUS
from govstats.errors import GovstatsError, InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PRELOAD = (
    "IPython",
    "pandas",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "PIL.Image:preinit",
    "seaborn",
    "govstats",
)
"""What is imported before the first notebook unless the caller says otherwise."""

GRACE = 5.0
"""Seconds that a notebook has to clean up before it is killed; jupyter_client gives a kernel as many."""

# glibc's malloc keeps what is freed: what charts are drawn into is used again, not given back page by page.
_ROOM = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(512 << 20)}

_START = (
    "import json,sys; a=json.loads(sys.argv[1]); sys.path[:]=[p for p in sys.path if p]; "
    "sys.path+=[p for p in a['path'] if p not in sys.path]; "
    "from govstats.engine.zygote import main; main(a['control'],a['preload'])"
)


class GoneError(GovstatsError):
    """The warm process was killed, or has ended, before it could fork."""


class Zygote:
    """A warm process that was asked to import some modules.

    `preload` lists modules, or functions to be called, as `module:function`. Nothing waits for the
    imports until the first `fork`. Use it from any thread; `close` ends it and its children.
    """

    def __init__(self, preload: Sequence[str] = PRELOAD) -> None:
        self.preload = tuple(preload)
        self._lock = threading.Lock()
        self._ready = False
        self._control, theirs = socket.socketpair()
        start = {
            "control": theirs.fileno(),
            "preload": self.preload,
            "path": [path for path in sys.path if path],
        }
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                [sys.executable, "-c", _START, json.dumps(start)],
                env={**_ROOM, **os.environ},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # an interrupt from the keyboard is ours to hand on
            )
        self._owner = os.getpid()
        atexit.register(self.close)

    @property
    def usable(self) -> bool:
        """Whether it is alive and this process's own."""
        return os.getpid() == self._owner and self._process.poll() is None

    def fork(self) -> Child:
        """Return a new child. Raises InvalidRequestError where an import failed, or GoneError."""
        with self._lock:
            self._wait()
            ours, link = socket.socketpair()
            watch, status = socket.socketpair()
            where = Whereabouts()
            theirs = [end.fileno() for end in (link, status, where)]
            with link, status:
                try:
                    socket.send_fds(self._control, [FORK], theirs)
                except OSError as error:
                    for end in (ours, watch, where):
                        end.close()
                    self.close()
                    raise GoneError("the warm process is gone", "engine", "try again") from error
        return Child(Connection(ours.detach()), watch, where)

    def close(self) -> None:
        """End the process and all its children."""
        if os.getpid() != self._owner:
            return
        atexit.unregister(self.close)
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # whoever was forked from us has it too
        self._control.close()
        self._process.wait()

    def _wait(self) -> None:
        """Wait until the imports are done."""
        if self._ready:
            return
        answer = b""
        while not answer.endswith(b"\n"):
            part = self._control.recv(4096)
            if not part:
                code = self._process.wait()
                raise GovstatsError(
                    f"the warm process ended at its start (exit status {code})",
                    "engine",
                    "what it printed is above",
                )
            answer += part
        failed = json.loads(answer)
        if failed:
            name, reason = next(iter(failed.items()))
            raise InvalidRequestError(
                f"{name} cannot be imported ({reason})", "preload", "leave it out or install it"
            )
        self._ready = True


def fork(find: Callable[[], Zygote]) -> Child:
    """Return a child of the warm process that `find` returns; where that has just gone, of the next."""
    try:
        return find().fork()
    except GoneError:
        return find().fork()


class Child:
    """A process that was forked for one notebook.

    `link` is the connection to it. `fileno` makes the child something to wait for: it is readable
    once the process has ended; `orphaned` then says whether it ended with the warm process. `where`
    is what it said last of where it is, until it is asked nothing more.
    """

    def __init__(self, link: Connection, status: socket.socket, where: Whereabouts) -> None:
        self.link = link
        self._status, self._where = status, where
        self._ended: int | None = None
        self.orphaned = False

    def fileno(self) -> int:
        """The descriptor that tells of its end."""
        return self._status.fileno()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end and say whether it came."""
        until = None if seconds is None else time.monotonic() + seconds
        while self._ended is None:
            left = None if until is None else max(0.0, until - time.monotonic())
            if not select.select([self._status], [], [], left)[0]:
                return False
            told = b""
            with contextlib.suppress(ConnectionError):
                told = self._status.recv(STATUS.size)
            # Where nothing is told, the zygote itself was killed, and its children with it.
            self.orphaned = not told
            self._ended = STATUS.unpack(told)[0] if told else signal.SIGKILL
        return True

    @property
    def where(self) -> str:
        """What it said last of where it is, or nothing."""
        return self._where.read()

    @property
    def ending(self) -> str:
        """How it ended, in words."""
        if self._ended is None:
            return "still running"
        if os.WIFSIGNALED(self._ended):
            number = os.WTERMSIG(self._ended)
            with contextlib.suppress(ValueError):
                return f"signal {signal.Signals(number).name}"
            return f"signal {number}"
        return f"exit status {os.WEXITSTATUS(self._ended)}"

    def send_signal(self, number: int) -> None:
        """Send a signal to it and to all that it started."""
        with contextlib.suppress(OSError):
            self._status.send(bytes([number]))

    def interrupt(self) -> None:
        """Send it what Ctrl-C would send."""
        self.send_signal(signal.SIGINT)

    def stop(self, grace: float = GRACE) -> None:
        """Interrupt it, and wait until it is gone, with `finish`."""
        if not self.link.closed and not self.wait(0):
            self.interrupt()
        self.finish(grace)

    def finish(self, grace: float = GRACE) -> None:
        """Ask nothing more of it, kill it if it still runs after some seconds, and wait for its end."""
        if self.link.closed:
            return
        self.link.close()
        if not self.wait(grace):
            self.kill()
        self._close()

    def kill(self) -> None:
        """Kill it and wait until it is gone."""
        self.send_signal(signal.SIGKILL)
        self.wait()

    def _close(self) -> None:
        with contextlib.suppress(OSError):
            self._status.shutdown(socket.SHUT_RDWR)  # whoever was forked from us has it too
        self._status.close()
        self._where.close()
