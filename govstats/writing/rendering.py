"""A sheet as the bytes of a file, by the name of its format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.errors import InvalidRequestError

if TYPE_CHECKING:
    from govstats.writing.sheet import Sheet


def render(sheet: Sheet, to: str) -> bytes:
    """Return a sheet as a file: `html` or `txt` in UTF-8, `docx`. Raises InvalidRequestError."""
    if to == "docx":
        from govstats.writing.docx import to_docx

        return to_docx(sheet)
    if to == "html":
        from govstats.writing.html import to_html

        return to_html(sheet).encode()
    if to == "txt":
        from govstats.writing.text import to_text

        return to_text(sheet).encode()
    raise InvalidRequestError(f"no format is called {to!r}", "to", "html, docx or txt")
