"""The children that make an executor's calls: how many, which is next, who takes too long."""

from __future__ import annotations

import contextlib
import os
import pickle
import time
from concurrent.futures import Future
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from govstats.engine.child import BEGIN
from govstats.engine.failures import NotebookDiedError, NotebookTimeoutError, RemoteTracebackError
from govstats.engine.forks import GRACE, Zygote, fork
from govstats.errors import GovstatsError

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Sequence

    from govstats.engine.forks import Child

_NEVER = float("inf")
_TRIES = 3


class Task:
    """A call that was submitted. `message` is what the child is sent for it."""

    def __init__(self, message: object, name: str, timeout: float | None) -> None:
        self.message, self.where = message, name
        self.future: Future[Any] = Future()
        self.tries = 0
        self.begun = False
        self._limit, self._stage = timeout or _NEVER, _NEVER
        self._until = self._stage_until = _NEVER

    def start(self) -> None:
        """Start the clock."""
        self._until = time.monotonic() + self._limit

    def stay(self, seconds: float | None) -> None:
        """Take down how long the call may stay where it is now."""
        self._stage = seconds or _NEVER
        self._stage_until = time.monotonic() + self._stage

    def answer(self, kind: str, value: Any, trace: str = "") -> None:
        """Resolve the future with what the child returned or raised."""
        if kind == "done":
            self.future.set_result(value)
        else:
            value.__cause__ = RemoteTracebackError(trace)
            self.future.set_exception(value)

    def drop(self) -> None:
        """Cancel the call before it has begun."""
        self.future.cancel()
        self.future.set_running_or_notify_cancel()

    @property
    def deadline(self) -> float:
        """When it has to be given up."""
        return min(self._until, self._stage_until)

    def late(self, where: str) -> NotebookTimeoutError:
        """Say that it took too long, and where."""
        stage = self._stage_until < self._until
        taken, whole = (self._stage, "the cell") if stage else (self._limit, "the job")
        return NotebookTimeoutError(
            f"{whole} took more than {taken:g} seconds and was killed",
            where or self.where,
            "allow it more",
        )


class Crew:
    """Up to so many children at work, one forked ahead for the next call, and those that are leaving."""

    def __init__(self, preload: Sequence[str], workers: int) -> None:
        self._preload, self._workers = preload, workers
        self._zygote: Zygote | None = None
        self._spare: Child | None = None
        self._ahead: Task | None = None
        self._busy: dict[Child, Task] = {}
        self._leaving: dict[Child, float] = {}
        self._again: list[Task] = []

    @property
    def idle(self) -> bool:
        """Whether nothing runs."""
        return not (self._busy or self._again or self._ahead)

    def start(self, pending: deque[Task]) -> None:
        """Give waiting calls to children, as many as may work; fork one ahead and tell it the next."""
        while len(self._busy) < self._workers:
            task = self._ahead or self._next(pending)
            if task is None:
                break
            if not (task.tries or task.future.set_running_or_notify_cancel()):
                self._forget(task)
                continue
            try:
                self._give(task)
            except GovstatsError as error:
                task.future.set_exception(error)
        if self._has_room_ahead():
            with contextlib.suppress(GovstatsError):
                self._spare = fork(self._warm)
        if self._spare is not None and self._ahead is None:
            self._ahead = self._next(pending)
            if self._ahead is not None:
                _send(self._spare, self._ahead.message)

    def wait(self, wake: int) -> None:
        """Wait for news of a child, a deadline or a byte, and take in what came."""
        now = time.monotonic()
        times = [task.deadline for task in self._busy.values()] + list(self._leaving.values())
        soonest = min(times, default=_NEVER)
        links = {child.link: child for child in self._busy}
        everyone: list[Any] = [wake, *links, *self._busy, *self._leaving]
        seconds = None if soonest == _NEVER else max(0.0, soonest - now)
        ready: list[Any] = wait(everyone, seconds)
        if wake in ready:
            os.read(wake, 4096)
        for link, child in links.items():
            if link in ready or child in ready:
                self._hear(child)
        now = time.monotonic()
        for child, task in list(self._busy.items()):
            if task.deadline <= now:
                del self._busy[child]
                child.kill()
                late = task.late(child.where)
                child.finish()
                task.future.set_exception(late)
        for child, until in list(self._leaving.items()):
            if child.wait(0) or until <= now:
                del self._leaving[child]
                child.finish(0)

    def stop(self) -> None:
        """End every child, interrupting those at work, and the warm process."""
        for child in self._busy:
            child.interrupt()
        until = time.monotonic() + GRACE
        for child, task in self._busy.items():
            where = child.where or task.where
            child.stop(max(0.0, until - time.monotonic()))
            task.future.set_exception(GovstatsError("interrupted", where))
        for child in (*self._leaving, *filter(None, [self._spare])):
            child.finish(max(0.0, until - time.monotonic()))
        for task in self._again:
            task.future.set_exception(GovstatsError("interrupted", task.where))
        if self._ahead is not None:
            self._ahead.drop()
        self._busy.clear()
        self._leaving.clear()
        self._spare = self._ahead = None
        if self._zygote is not None:
            self._zygote.close()
            self._zygote = None

    def _has_room_ahead(self) -> bool:
        """Say whether to fork a child ahead: not while others leave, or those at work would share cores."""
        begun = self._zygote is not None
        return begun and self._spare is None and len(self._leaving) < self._workers

    def _warm(self) -> Zygote:
        if self._zygote is None or not self._zygote.usable:
            self._zygote = Zygote(self._preload)
        return self._zygote

    def _next(self, pending: deque[Task]) -> Task | None:
        if self._again:
            return self._again.pop()
        with contextlib.suppress(IndexError):  # another thread may drop what waits
            return pending.popleft()
        return None

    def _forget(self, task: Task) -> None:
        """Let a call be that was cancelled while it waited, with the child that was told of it."""
        if task is self._ahead and self._spare is not None:
            self._leaving[self._spare] = time.monotonic()
            self._spare = self._ahead = None

    def _give(self, task: Task) -> None:
        """Have the child that was forked ahead, or a new one, make a call."""
        known = task is self._ahead
        child, self._spare, self._ahead = self._spare or fork(self._warm), None, None
        self._busy[child] = task
        task.tries += 1
        if not known:
            _send(child, task.message)
        _send(child, BEGIN)
        task.start()

    def _hear(self, child: Child) -> None:
        """Take in what a child sent, its answer last; or that it ended without one."""
        task = self._busy[child]
        with contextlib.suppress(EOFError, OSError):
            while child.link.poll():
                kind, *rest = _unpack(child.link.recv_bytes())
                if kind == "begun":
                    task.begun = True
                    continue
                if kind == "stay":
                    task.stay(*rest)
                    continue
                del self._busy[child]
                self._leaving[child] = time.monotonic() + GRACE
                task.answer(kind, *rest)
                return
            if not child.wait(0):
                return
        del self._busy[child]
        where = child.where or task.where
        child.finish()
        if child.orphaned and self._spare is not None:
            self._spare.finish(0)  # it dies too, and must not begin anything
            self._again += filter(None, [self._ahead])
            self._spare = self._ahead = None
        if not task.begun and task.tries < _TRIES:
            self._again.append(task)  # the child was gone before it knew of the call
            return
        task.future.set_exception(
            NotebookDiedError(
                f"the process ended: {child.ending}", where, "run it alone to see why"
            )
        )


def _send(child: Child, message: object) -> None:
    """Send something to a child; where it is gone, waiting for it will tell."""
    with contextlib.suppress(OSError):
        child.link.send(message)


def _unpack(message: bytes) -> tuple[Any, ...]:
    """Return a message, or an answer that says why it cannot be read."""
    try:
        unpacked: tuple[Any, ...] = pickle.loads(message)  # noqa: S301 - from our own child
    except Exception as error:  # noqa: BLE001 - any class may be in it
        return "failed", GovstatsError(f"its result cannot be read here: {error!r}"), ""
    return unpacked
