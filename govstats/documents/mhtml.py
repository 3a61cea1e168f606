"""MHTML (.mht), a web page and its pictures in one message, as browsers and Word save it."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from typing import TYPE_CHECKING

from govstats.errors import UnreadableError

if TYPE_CHECKING:
    from email.message import Message


def html_part(data: bytes, source: str) -> tuple[bytes, str]:
    """Return the bytes of the page in a message and the charset that its header names.

    The first HTML part is the page; further ones are its frames. Raises UnreadableError where there
    is none.
    """
    try:
        for part in message_from_bytes(data).walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                content = part.get_payload(decode=True)
                if isinstance(content, bytes) and content.strip():
                    return content, _charset(part)
    except (MessageError, RecursionError, LookupError, ValueError) as error:
        raise UnreadableError(
            f"a damaged web archive (.mht): {error}", source, "save the page again"
        ) from error
    raise UnreadableError(
        "a message or web archive (.mht) without a page in it",
        source,
        "save the page as HTML · 请将网页另存为.html",
    )


def _charset(part: Message) -> str:
    named = part.get_param("charset", "")
    return named if isinstance(named, str) else ""
