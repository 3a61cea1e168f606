"""What a notebook writes, as ipykernel's own streams write it, without a socket."""

from __future__ import annotations

import codecs
import os
import selectors
import sys
import threading
import time
from typing import TYPE_CHECKING

from ipykernel.iostream import IOPubThread, OutStream

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_client.session import Session

    from govstats.engine.messages import Channel

_CHUNK = 65536


class Pump(IOPubThread):
    """Stands where ipykernel's streams expect the thread that owns the socket.

    What they schedule is done at once, since sending never blocks on a network. One thread reads
    what is written to the file descriptors 1 and 2 and sends text that waits long enough.
    """

    def __init__(self, channel: Channel) -> None:
        # The parent's own set-up is left out: it would open ZeroMQ sockets.
        self.put = channel.put
        self.thread = None  # type: ignore[assignment]  # whoever asks for a flush does it
        self.io_loop = self  # type: ignore[assignment]
        self.lock = threading.RLock()  # held while text is sent, so that it stays in order
        self._streams: dict[int, Stream] = {}
        self._due: list[tuple[float, Callable[[], None]]] = []
        self._selector = selectors.DefaultSelector()
        self._awake, self._wake = os.pipe()
        os.set_blocking(self._awake, False)
        self._selector.register(self._awake, selectors.EVENT_READ)
        self._worker = threading.Thread(target=self._run, name="IOPub", daemon=True)
        self._running = True

    def schedule(self, f: Callable[[], None]) -> None:
        """Do at once what ipykernel would do in its thread."""
        f()

    def call_later(self, delay: float, callback: Callable[[], None]) -> None:
        """Do something after a delay, as an event loop would."""
        with self.lock:
            self._due.append((time.monotonic() + delay, callback))
            if self._running:  # afterwards the descriptor may be somebody else's file
                os.write(self._wake, b"\0")

    def start(self) -> None:
        """Begin to read the descriptors."""
        self._worker.start()

    def stop(self) -> None:
        """Stop reading and give the descriptors back."""
        with self.lock:
            self._running = False
            os.write(self._wake, b"\0")
        self._worker.join()
        for stream in self._streams.values():
            stream.restore()
        self._selector.close()
        os.close(self._awake)
        os.close(self._wake)

    def watch(self, descriptor: int, stream: Stream) -> None:
        """Read a pipe for a stream from now on."""
        os.set_blocking(descriptor, False)
        self._streams[descriptor] = stream
        self._selector.register(descriptor, selectors.EVENT_READ)

    def drain(self) -> None:
        """Take over what has been written to the descriptors until now."""
        with self.lock:
            for descriptor, stream in self._streams.items():
                while chunk := _read(descriptor):
                    stream.take(chunk)
                if chunk is not None and descriptor in self._selector.get_map():
                    self._selector.unregister(descriptor)  # a cell closed the other end

    def _run(self) -> None:
        while self._running:
            with self.lock:
                soonest = min((when for when, _ in self._due), default=None)
            wait = None if soonest is None else max(0.0, soonest - time.monotonic())
            self._selector.select(wait)
            _read(self._awake)
            self.drain()
            with self.lock:
                now = time.monotonic()
                ripe = [callback for when, callback in self._due if when <= now]
                self._due = [entry for entry in self._due if entry[0] > now]
            for callback in ripe:
                callback()


def _read(descriptor: int) -> bytes | None:
    """Return what can be read now, nothing at the end, and None where there is nothing yet."""
    try:
        return os.read(descriptor, _CHUNK)
    except BlockingIOError:
        return None


class Stream(OutStream):
    """ipykernel's `sys.stdout` or `sys.stderr`, told apart from it by nothing that a cell can see."""

    pub_thread: Pump

    def _setup_stream_redirects(self, name: str) -> None:
        read, write = os.pipe()
        self._original_stdstream_fd = {"stdout": 1, "stderr": 2}[name]
        self._original_stdstream_copy = os.dup(self._original_stdstream_fd)
        os.dup2(write, self._original_stdstream_fd)
        os.close(write)
        self._fid = read
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self.pub_thread.watch(read, self)
        # ipykernel would wake a thread of its own by a NUL on the descriptor when the stream goes,
        # by when it is the caller's again.
        self._should_watch = False

    def take(self, chunk: bytes) -> None:
        """Add what was written to the descriptor."""
        self.write(self._decode(chunk))

    def flush(self) -> None:
        """Send what was written until now, to the descriptor too."""
        if self.pub_thread is not None and self._is_master_process():
            self.pub_thread.drain()
            self._flush()

    def _flush(self) -> None:
        with self.pub_thread.lock:
            super()._flush()

    def write(self, string: str) -> int | None:  # type: ignore[override]
        """Write a text; a process that the notebook forked writes to the descriptor."""
        if self._is_master_process() or self._fid is None or not isinstance(string, str):
            return super().write(string)
        return os.write(self._original_stdstream_fd, string.encode(errors="replace"))

    def restore(self) -> None:
        """Give the descriptor back."""
        if self._fid is not None:
            os.dup2(self._original_stdstream_copy, self._original_stdstream_fd)
            os.close(self._original_stdstream_copy)
            os.close(self._fid)


class Streams:
    """`sys.stdout` and `sys.stderr` of a notebook, while it runs."""

    def __init__(self, session: Session, channel: Channel) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self._before = sys.stdout, sys.stderr
        self._pump = Pump(channel)
        sys.stdout = Stream(session, self._pump, "stdout")
        sys.stderr = Stream(session, self._pump, "stderr")
        self._pump.start()

    def close(self) -> None:
        """Give both back."""
        sys.stdout.flush()
        sys.stderr.flush()
        self._pump.stop()
        sys.stdout, sys.stderr = self._before
