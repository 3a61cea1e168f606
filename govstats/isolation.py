"""Work on files of unknown origin in a process of its own, with a limit of time and memory."""

from __future__ import annotations

import contextlib
import signal
import sys
import warnings
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from govstats.errors import GovstatsError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess
    from types import TracebackType

T = TypeVar("T")

SECONDS = 60.0
"""How long one file may take unless the caller says otherwise; most take under a second."""

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space that the work may take beyond what the process had before it (POSIX)."""

_GRACE = 1.0
_SMALLER = "name it alone with a longer --timeout, or save it again as .docx"


class Isolated(Generic[T]):
    """Calls a function in a worker process, one call at a time.

    The worker is kept from call to call. It is killed, native code included, where a call takes
    more than `seconds` (0: no limit, and no worker: the call is made here), and a new one is
    started for the next call. Use it as a context manager.
    """

    def __init__(self, function: Callable[..., T], seconds: float = SECONDS) -> None:
        self._function, self._seconds = function, seconds
        self._worker: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Isolated[T]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def call(self, where: str, *arguments: Any) -> T:
        """Return what the function returns for the arguments.

        Raises what it raises where that is an error of ours, and UnreadableError, with `where`,
        where it fails in another way, takes too long, takes too much memory or crashes.
        """
        if self._seconds <= 0:
            return self._function(*arguments)
        pipe = self._pipe or self._start()
        try:
            pipe.send(arguments)
            if not pipe.poll(self._seconds):
                self._stop()
                raise UnreadableError(f"not read within {self._seconds:g} seconds", where, _SMALLER)
            succeeded, result = pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise UnreadableError(
                f"reading it crashed ({self._ending()})", where, "save it again as .docx or .pdf"
            ) from error
        except KeyboardInterrupt:
            self._stop()
            raise
        if succeeded:
            return result  # type: ignore[no-any-return]
        if isinstance(result, GovstatsError):
            raise result
        raise UnreadableError(str(result), where, _SMALLER)

    def _start(self) -> Connection:
        context = _context()
        ours, theirs = context.Pipe()
        forked = context.get_start_method() == "fork"
        self._worker = context.Process(  # type: ignore[attr-defined]
            target=_serve,
            args=(self._function, theirs, ours if forked else None),
            daemon=True,
            name="govstats-reader",
        )
        with warnings.catch_warnings():
            # The threads are those of numerical libraries, which are idle and know of forks.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._worker.start()
        theirs.close()
        self._pipe = ours
        return ours

    def _stop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._worker is not None:
            self._worker.terminate()
            self._worker.join(_GRACE)
            if self._worker.is_alive():
                self._worker.kill()
                self._worker.join()
            self._worker = None

    def _ending(self) -> str:
        """Stop what is left of a worker that broke off and say how it ended."""
        if self._worker is not None:
            self._worker.join(_GRACE)
        code = self._worker.exitcode if self._worker is not None else None
        self._stop()
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                return signal.Signals(-code).name
        return f"exit status {code}"


def _context() -> BaseContext:
    """Fork where that is safe and cheap; elsewhere a fresh interpreter."""
    import multiprocessing

    return multiprocessing.get_context("fork" if sys.platform.startswith("linux") else "spawn")


def _serve(function: Callable[..., Any], pipe: Connection, other: Connection | None) -> None:
    """Answer calls until the other end closes."""
    if other is not None:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    limit_memory(MEMORY)
    while True:
        try:
            arguments = pipe.recv()
        except (EOFError, OSError):
            return
        answer: tuple[bool, Any]
        try:
            answer = (True, function(*arguments))
        except GovstatsError as error:
            answer = (False, error)
        except MemoryError:
            answer = (False, f"reading it needs more than {MEMORY // 2**20} MB of memory")
        except RecursionError:
            answer = (False, "it is nested too deeply to be read")
        except Exception as error:  # noqa: BLE001 - a defect in one file does not stop the others
            answer = (False, f"reading it failed, which is a defect of govstats: {error!r:.200}")
        pipe.send(answer)


def limit_memory(more: int) -> None:
    """Let this process have so many bytes more than it has now, where the system can do that."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _address_space() + more
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


@contextlib.contextmanager
def whole_memory() -> Iterator[None]:
    """Lift the limit for the programs that are started meanwhile."""
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int:
    """Return the bytes that are mapped now, or a generous guess where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - no regular file
            import resource

            return int(stream.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 4 * MEMORY
