"""A forked process from its first step to its last: alone, doing what it is told, leaving nothing."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import ctypes
import gc
import io
import logging
import os
import pickle
import random
import signal
import sys
import tempfile
import threading
import time
import traceback
import weakref
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from govstats.engine.pages import teach
from govstats.engine.shell import EndedError
from govstats.errors import GovstatsError
from govstats.isolation import limit_memory

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from govstats.engine.shell import Shell

_PDEATHSIG = 1
F = TypeVar("F", bound="Callable[..., Any]")

BEGIN = "begin"
"""What a child is sent when its call may begin."""

_MARK = "_begins"
_PATIENCE = 0.5
_OBJECTS = 20_000  # that a process may make before garbage is looked for; a notebook is soon over


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a notebook runs: environment, working directory, kernel arguments, bytes of memory."""

    environment: dict[str, str]
    folder: str
    arguments: tuple[str, ...] = ()
    memory: int | None = None


class Ends(NamedTuple):
    """A child's ends of what joins it to others.

    The `link` to the process that asked for it, what to `say` where it is with, and the `listener`,
    if there is one, that is told which pages of memory it took.
    """

    link: socket.socket
    say: Callable[[str], None]
    listener: socket.socket | None


class Here:
    """What the running child is to the process that asked for it.

    `folder` is where the cells ended, which is where handlers of theirs expect to be run. `begun` is
    when the call began, by the monotonic clock.
    """

    def __init__(self, link: Connection, say: Callable[[str], None], shell: Shell) -> None:
        self.link, self.shell = link, shell
        self._say, self._timed = say, False
        self._lock = threading.Lock()
        self._free = True
        self._held = False
        self.folder: str | None = None
        self.begun = 0.0

    def take_shell(self) -> Shell | None:
        """Return the shell the first time: a process runs one notebook."""
        free, self._free = self._free, False
        return self.shell if free else None

    def hold(self) -> None:
        """Have the next `begin` wait."""
        self._held = True

    def begin(self) -> None:
        """Wait for this call's turn: it may have been handed over while another one runs."""
        if not self._held:
            return
        self._held = False
        try:
            self.link.recv()
        except (EOFError, OSError):
            raise SystemExit from None  # nobody needs this process any more
        self.begun = time.monotonic()
        self.send(("begun",))

    def note(self, where: str, seconds: float | None = None) -> None:
        """Say where this process is, and tell the one that asked how long it may stay there."""
        self._say(where)
        if seconds or self._timed:
            self.send(("stay", seconds))
        self._timed = bool(seconds)

    def send(self, message: object) -> None:
        """Send a message; threads take turns."""
        with self._lock:
            self.link.send_bytes(pickle.dumps(message))


_here: Here | None = None


def here() -> Here | None:
    """Return the child that this process is, or None where it is none."""
    return _here


def begins(function: F) -> F:
    """Mark a function that calls `Here.begin` itself, once it has made ready what others may not notice.

    What comes before that is done while the call before it still runs.
    """
    setattr(function, _MARK, True)
    return function


def run(ends: Ends, shell: Shell, warm: int) -> None:
    """Be a child: do what comes first over the link, then end this process.

    `warm` is the process that this one was forked from; it ends with that.
    """
    global _here  # noqa: PLW0603 - a process is one child or none
    _separate(warm)
    _here = Here(Connection(ends.link.detach()), ends.say, shell)
    code = 1
    try:
        setting, order = _here.link.recv()
        if order is None:
            _be_kernel(_here, setting)
        else:
            _call(_here, setting, order)
        code = 0
    except (ConnectionError, EOFError, SystemExit):
        code = 0  # nobody needs this process any more
    except Exception:  # noqa: BLE001 - this process ends without Python's own way of saying why
        traceback.print_exc()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if ends.listener is not None:
            teach(ends.listener)
        _leave(_here, code)


def _separate(warm: int) -> None:
    """Part from the warm process: own group, own random numbers, own exit handlers."""
    os.setsid()
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != warm:
        os._exit(0)
    random.seed()
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    numpy = sys.modules.get("numpy.random")
    if numpy is not None:
        numpy.seed()
    # Handlers that were registered before the fork clean up what the warm process still needs.
    atexit._clear()  # noqa: SLF001 - there is no other way
    for finalizer in list(weakref.finalize._registry):  # type: ignore[attr-defined]  # noqa: SLF001
        finalizer.atexit = False
    atexit.register(weakref.finalize._exitfunc)  # type: ignore[attr-defined]  # noqa: SLF001
    atexit.register(logging.shutdown)
    pools = sys.modules.get("multiprocessing.util")
    if pools is not None:
        atexit.register(pools._exit_function)  # noqa: SLF001


def _settle(setting: Setting) -> None:
    """Take over the environment, folder and limit of the process that asked."""
    if dict(os.environ) != setting.environment:
        os.environ.clear()
        os.environ.update(setting.environment)
        time.tzset()
    tempfile.tempdir = None
    os.chdir(setting.folder)
    if setting.memory is not None:
        limit_memory(setting.memory)


def _be_kernel(here: Here, setting: Setting) -> None:
    """Answer messages to the kernel until the link closes."""
    _settle(setting)
    shell = here.take_shell() or here.shell

    def deliver(channel: str, message: object) -> None:
        with contextlib.suppress(OSError):  # whoever listened is gone
            here.send((channel, message))

    shell.open(deliver, setting.arguments)
    asyncio.new_event_loop().run_until_complete(_serve(here))


async def _serve(here: Here) -> None:
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[Any] = asyncio.Queue()

    def readable() -> None:
        try:
            while here.link.poll():
                arrived.put_nowait(here.link.recv())
        except (EOFError, OSError):
            loop.remove_reader(here.link.fileno())
            arrived.put_nowait(None)

    loop.add_reader(here.link.fileno(), readable)
    with contextlib.suppress(EndedError):
        while (message := await arrived.get()) is not None:
            await here.shell.handle(message)


def _call(here: Here, setting: Setting, order: bytes) -> None:
    """Call a function and send what it returned or raised."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    here.hold()
    try:
        _settle(setting)
        function, arguments, options = pickle.loads(order)  # noqa: S301 - from our own parent
        if not getattr(function, _MARK, False):
            here.begin()
        packed = pickle.dumps(("done", function(*arguments, **options)))
    except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
        packed = pickle.dumps(("failed", _portable(error), traceback.format_exc()))
    here.begin()
    with contextlib.suppress(ConnectionError):
        here.link.send_bytes(packed)


def _portable(error: BaseException) -> Exception:
    """Return an error as it can be sent: itself, or one of ours that says the same."""
    with contextlib.suppress(Exception):
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        if isinstance(error, Exception) and type(copy) is type(error):
            return error
    return GovstatsError(f"{type(error).__name__}: {error}")


def _leave(here: Here, code: int) -> None:
    """End this process as an interpreter ends: threads joined, handlers run, files written out.

    Python's own way out would also take apart every module of the warm process, page by page.
    """
    with contextlib.suppress(OSError):
        os.chdir(here.folder or ".")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    threads = threading._shutdown  # type: ignore[attr-defined]  # noqa: SLF001 - as multiprocessing does
    handlers = atexit._run_exitfuncs  # noqa: SLF001
    for last in (threads, handlers, here.shell.leave, _flush, _end_children):
        with contextlib.suppress(BaseException):
            last()
    os._exit(code)


def _flush() -> None:
    """Write out what files that were never closed still hold back."""
    gc.collect()
    things = gc.get_objects()
    files = {kind for kind in set(map(type, things)) if issubclass(kind, io.IOBase)}
    for thing in things:
        if type(thing) in files:
            with contextlib.suppress(Exception):
                thing.flush()


def _end_children() -> None:
    """Ask the processes that cells started to end; those that do not are killed by the zygote."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    until = time.monotonic() + _PATIENCE
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < until:
            if os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG) is None:
                os.killpg(0, signal.SIGTERM)
                time.sleep(_PATIENCE / 50)
