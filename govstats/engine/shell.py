"""ipykernel's kernel without its sockets: made once in the warm process, opened in each child."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from traitlets import Any as AnyTrait

from govstats.engine import known
from govstats.engine.capture import Streams
from govstats.engine.messages import Channel, Messages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from govstats.engine.messages import Deliver, Message

INLINE = "module://matplotlib_inline.backend_inline"
"""The matplotlib backend of a kernel."""

_MEMORY = "--HistoryManager.hist_file=:memory:"


class EndedError(Exception):
    """A cell was sent to a kernel that an earlier cell ended with `exit`."""


class _Loop:
    """Stands where ipykernel expects tornado's loop; `exit` in a cell does not stop the real one."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.asyncio_loop = loop
        self.stopped = False

    def add_callback(self, callback: Callable[..., Any], *arguments: Any) -> None:
        self.asyncio_loop.call_soon_threadsafe(callback, *arguments)

    def call_later(self, delay: float, callback: Callable[..., Any], *arguments: Any) -> None:
        if callback == self.stop:
            self.stop()
        else:
            self.asyncio_loop.call_later(delay, callback, *arguments)

    def stop(self) -> None:
        self.stopped = True


class _NoThread:
    """Where ipykernel looks for the thread that cells do not run in."""

    parent_thread = threading.main_thread()


class WarmKernel(IPythonKernel):
    """The kernel: it is told of messages by a call, and answers by a call."""

    shell_stream = AnyTrait()

    @property
    def _supports_kernel_subshells(self) -> bool:
        return False

    def start(self) -> None:
        """Take the running event loop for its own."""
        self.io_loop = _Loop(asyncio.get_running_loop())  # type: ignore[assignment]

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Do nothing: no cell is sent before the one before it has ended."""


class WarmApp(IPKernelApp):
    """ipykernel's application, set up like one that was just launched, without sockets or files."""

    def initialize(self, argv: list[str] | None = None) -> None:
        """Read the user's configuration and make kernel and shell."""
        super(IPKernelApp, self).initialize(argv)
        self.init_pdb()
        self.patch_io()
        self.session = Messages(parent=self)
        self.kernel = WarmKernel.instance(
            parent=self,
            session=self.session,
            shell_channel_thread=_NoThread(),
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.init_path()
        self.init_shell()
        self.init_gui_pylab()
        self.init_extensions()


class Shell:
    """A kernel's shell: made in the warm process, then in a child `open` it and `handle` messages."""

    def __init__(self) -> None:
        os.environ.setdefault("MPLBACKEND", INLINE)
        # No debugger can attach, so its import, and what it then prints, are spared.
        sys.modules["debugpy.server"] = None  # type: ignore[assignment]
        known.use()
        self._app = WarmApp.instance()
        launcher = importlib.util.find_spec("ipykernel_launcher")
        sys.argv = [str(launcher and launcher.origin), "-f", "kernel.json", _MEMORY]
        self._app.initialize([_MEMORY])
        del sys.modules["debugpy.server"]
        self._kernel = self._app.kernel
        self._app.log.setLevel(self._app.log_level)  # or each cell would make records for nothing
        self._kernel._execute_sleep = 0.0  # noqa: SLF001 - there is no socket to be waited for
        shell = self._kernel.shell
        shell.input_transformer_manager = known.Transformer()
        shell.displayhook.topic = self._kernel._topic("execute_result")  # noqa: SLF001
        shell.display_formatter.format(None)  # makes what formats each kind of output
        self._streams: Streams | None = None

    def open(self, deliver: Deliver, arguments: Sequence[str] = ()) -> None:
        """Begin to deliver messages. `arguments` are those of `ipykernel_launcher`."""
        kernel, shell = self._kernel, self._kernel.shell
        kernel.session.pid = os.getpid()
        iopub = Channel("iopub", deliver)
        kernel.iopub_socket = shell.displayhook.pub_socket = shell.display_pub.pub_socket = iopub
        kernel.shell_stream = Channel("shell", deliver)
        shell.init_environment()
        os.environ.setdefault("MPLBACKEND", INLINE)
        shell.history_manager.dir_hist[:] = [Path.cwd()]
        self._streams = Streams(kernel.session, iopub)
        if arguments:
            self._app.parse_command_line(list(arguments))
            kernel.update_config(self._app.config)
            shell.update_config(self._app.config)
        self._app.init_code()

    async def handle(self, message: Message) -> None:
        """Do what a message asks for; EndedError where an earlier cell called `exit`."""
        kernel = self._kernel
        if getattr(kernel, "io_loop", None) is None:
            kernel.start()
        if kernel.io_loop.stopped and message["msg_type"] == "execute_request":
            raise EndedError
        await kernel.dispatch_shell([message, None])

    @property
    def variables(self) -> dict[str, Any]:
        """What the cells have defined, by name."""
        found: dict[str, Any] = self._kernel.shell.user_ns
        return found

    def leave(self) -> None:
        """Drop what cells made."""
        self._kernel.shell.reset(new_session=False)

    def close(self) -> None:
        """Give `sys.stdout`, `sys.stderr` and their descriptors back."""
        if self._streams is not None:
            self._streams.close()
            self._streams = None
