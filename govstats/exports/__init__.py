"""A comparison in other forms than a page: to print, to edit, to recompute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.errors import InvalidRequestError
from govstats.prose import LANGUAGES

if TYPE_CHECKING:
    from govstats.changes import Comparison

__all__ = ["KINDS", "export"]

KINDS = ("pdf", "docx", "xlsx")
"""The forms that a comparison can be exported in."""


def export(comparison: Comparison, kind: str, lang: str = "zh") -> bytes:
    """Return a comparison as the bytes of a file: `pdf` to print, `docx` to edit, `xlsx` to recompute.

    The same comparison makes the same bytes. Raises InvalidRequestError for another kind or
    language.
    """
    for name, value, allowed in (("kind", kind, KINDS), ("lang", lang, LANGUAGES)):
        if value not in allowed:
            raise InvalidRequestError(f"no export with {name}={value!r}", name, ", ".join(allowed))
    from govstats.exports.docx import to_docx
    from govstats.exports.pdf import to_pdf
    from govstats.exports.xlsx import to_xlsx

    return {"pdf": to_pdf, "docx": to_docx, "xlsx": to_xlsx}[kind](comparison, lang)
