"""Jupyter's messages handed on as values, where a kernel would write them to a socket."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

from jupyter_client.jsonutil import json_default
from jupyter_client.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Message = dict[str, Any]
    Deliver = Callable[[str, Message], None]


_PART = 1 << 14


def _encodable(text: str) -> bool:
    """Say whether a text has a form in UTF-8. A long one is tried in parts: it would need new memory."""
    try:
        for start in range(0, len(text), _PART):
            text[start : start + _PART].encode()
    except UnicodeEncodeError:
        return False
    return True


class Channel:
    """Stands where ipykernel expects a socket: what is put into it is delivered under its name."""

    def __init__(self, name: str, deliver: Deliver) -> None:
        self._name, self._deliver = name, deliver

    def put(self, message: Message) -> None:
        """Deliver a message."""
        self._deliver(self._name, message)


class Messages(Session):
    """jupyter_client's session, without sockets, signatures and, where it can be seen, JSON."""

    def send(  # type: ignore[override]  # noqa: PLR0913 - the parent's signature
        self,
        stream: Any,
        msg_or_type: Message | str,
        content: Message | None = None,
        parent: Message | None = None,
        ident: object = None,
        buffers: Sequence[bytes | memoryview] | None = None,
        track: bool = False,  # noqa: FBT001, FBT002
        header: Message | None = None,
        metadata: Message | None = None,
    ) -> Message | None:
        """Build a message as jupyter_client does and put it into a channel."""
        del ident, track
        if isinstance(msg_or_type, str):
            message = self.msg(msg_or_type, content, parent, header, metadata)
        else:
            message, buffers = msg_or_type, buffers or msg_or_type.get("buffers")
        if stream is None or (self.check_pid and os.getpid() != self.pid):
            return None
        received = dict(message)
        received["content"] = {k: self._plain(v) for k, v in message["content"].items()}
        received["metadata"] = self._plain(message["metadata"])
        received["buffers"] = [bytes(buffer) for buffer in buffers or ()]
        stream.put(received)
        return message

    def feed_identities(self, msg_list: Any, copy: bool = True) -> Any:  # noqa: FBT001, FBT002
        """Take the message out of what `dispatch_shell` was given."""
        del copy
        return [], msg_list[0]

    def deserialize(self, msg_list: Any, content: bool = True, copy: bool = True) -> Message:  # noqa: FBT001, FBT002
        """Return the message, which is one already."""
        del content, copy
        message: Message = msg_list
        return message

    def _plain(self, value: Any) -> Any:
        """Return a value as it would come out of JSON, and fail where it could not go in."""
        if value is None or isinstance(value, (bool, int)):
            return value
        if isinstance(value, dict) and all(isinstance(key, str) for key in value):
            return {key: self._plain(part) for key, part in value.items()}
        if type(value) is list:
            return [self._plain(part) for part in value]
        if type(value) is datetime:
            return json_default(value)
        if isinstance(value, str) and _encodable(value):
            return value if type(value) is str else str.__str__(value)
        return self.unpack(self.pack({"": value}))[""]
