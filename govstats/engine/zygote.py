"""The warm process: imports what notebooks need once, then forks a clean process for each.

It takes no orders but a byte that comes with three descriptors: a socket for the child to talk to
whoever asked for it, a socket on which the zygote says how the child ended and is told which signal
to send, and memory in which the child says where it is.
When the process that started it ends, however that ends, it kills its children and ends too.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import struct
import sys
import warnings
from typing import TYPE_CHECKING

from govstats.engine import child
from govstats.engine.pages import LESSON, RANGE, claim, within_own
from govstats.engine.whereabouts import speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.engine.pages import Range
    from govstats.engine.shell import Shell

FORK = b"f"
"""The byte that asks for a child."""

STATUS = struct.Struct("i")
"""What the zygote writes on a child's socket in the end: its wait status."""

_PATIENCE = 1.0
_LESSONS = (
    4  # of which pages they wrote to: each child tells those of the ones before it, and its own
)

_SOON = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "govstats.engine.session",
    "sqlite3",
)
"""What papermill, ipykernel and IPython import while the first cells run."""


def main(descriptor: int, preload: Sequence[str]) -> None:
    """Import `preload`, tell whoever listens how that went, and fork until they are gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=descriptor)
    failed = _import(preload)
    shell = _prepare()
    try:
        control.sendall(json.dumps(failed).encode() + b"\n")
    except BrokenPipeError:
        return
    if failed:
        return
    gc.collect()
    gc.freeze()
    warm = os.getpid()
    ends = _Zygote(control).serve()
    if ends is not None:
        child.run(ends, shell, warm)


def _import(preload: Sequence[str]) -> dict[str, str]:
    """Import modules, and call the functions of those written `module:function[:argument]`."""
    from govstats.engine.shell import INLINE

    os.environ.setdefault("MPLBACKEND", INLINE)
    failed = {}
    for name in preload:
        module, *call = name.split(":", 2)
        try:
            found = importlib.import_module(module)
            for exported in getattr(found, "__all__", ()):
                getattr(found, exported, None)  # imports what a package only imports when asked
            if call:
                getattr(found, call[0])(*call[1:])
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            failed[name] = f"{type(error).__name__}: {error}"
    return failed


def _prepare() -> Shell:
    """Do once what each notebook would do again: imports, the notebook schema, kernel specs, the shell."""
    import nbformat

    from govstats.engine import fallback
    from govstats.engine.shell import Shell

    for name in _SOON:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    nbformat.validate(nbformat.v4.new_notebook())
    fallback.obstacle("python3")
    # It connects itself to the shell while it is imported, and there is none yet.
    sys.modules.pop("matplotlib_inline.backend_inline", None)
    return Shell()


class _Zygote:
    """The loop of the warm process."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._parent = os.getppid()
        self._children: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._awake, self._wake = socket.socketpair()
        for end in (self._awake, self._wake):
            end.setblocking(False)  # noqa: FBT003 - the library's signature
        self._selector.register(self._awake, selectors.EVENT_READ)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._pages: list[Range] = []
        self._lessons = 0
        self._lesson, self._teach = socket.socketpair(type=socket.SOCK_DGRAM)
        self._selector.register(self._lesson, selectors.EVENT_READ)

    def serve(self) -> child.Ends | None:
        """Fork on request; return, in each child, its ends, and None in the zygote in the end."""
        while True:
            ready: set[object] = {key.fileobj for key, _ in self._selector.select(_PATIENCE)}
            self._look_after_children(ready)
            if os.getppid() != self._parent:
                break
            if self._control in ready:
                asked, received, *_ = socket.recv_fds(self._control, len(FORK), 3)
                if asked != FORK:
                    break
                link, status, where = received
                ends = self._fork(socket.socket(fileno=link), socket.socket(fileno=status), where)
                if ends is not None:
                    return ends
        for pid in self._children:
            _signal(pid, signal.SIGKILL)
        return None

    def _look_after_children(self, ready: set[object]) -> None:
        if self._awake in ready:
            with contextlib.suppress(BlockingIOError):
                self._awake.recv(4096)
        self._reap()
        for pid, status in list(self._children.items()):
            if status in ready:
                self._obey(pid, status)
        if self._lesson in ready:
            told = self._lesson.recv(LESSON)
            self._pages = within_own(RANGE.iter_unpack(told))
            self._lessons += 1

    def _fork(self, link: socket.socket, status: socket.socket, where: int) -> child.Ends | None:
        try:
            with warnings.catch_warnings():
                # The threads are those of numerical libraries, which are idle and know of forks.
                warnings.simplefilter("ignore", DeprecationWarning)
                pid = os.fork()
        except OSError:
            link.close()
            status.close()
            os.close(where)
            return None
        if pid == 0:
            self._close(status)
            claim(self._pages)
            say = speaker(where)
            if self._lessons < _LESSONS:
                return child.Ends(link, say, self._teach)
            self._teach.close()
            return child.Ends(link, say, None)
        link.close()
        os.close(where)
        self._children[pid] = status
        self._selector.register(status, selectors.EVENT_READ)
        return None

    def _close(self, status: socket.socket) -> None:
        """Give up, in a child, what belongs to the zygote."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._selector.close()
        mine = (self._control, self._awake, self._wake, self._lesson, status)
        for end in (*mine, *self._children.values()):
            end.close()

    def _obey(self, pid: int, status: socket.socket) -> None:
        """Send the signal that was asked for; one that nobody listens for any more is killed."""
        try:
            asked = status.recv(1)
        except OSError:
            asked = b""
        if asked:
            _signal(pid, asked[0])
        else:
            _signal(pid, signal.SIGKILL)
            self._selector.unregister(status)

    def _reap(self) -> None:
        for pid, status in list(self._children.items()):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            _signal(pid, signal.SIGKILL)  # what it started and left behind, while its id is its own
            _, code = os.waitpid(pid, 0)
            del self._children[pid]
            with contextlib.suppress(KeyError):
                self._selector.unregister(status)
            with status, contextlib.suppress(OSError):
                status.sendall(STATUS.pack(code))


def _signal(pid: int, number: int) -> None:
    """Send a signal to a child and to all that it started, or to it alone where it leads no group."""
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
