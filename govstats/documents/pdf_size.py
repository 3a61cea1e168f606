"""How many pages a PDF has, asked before any of them is read."""

from __future__ import annotations

from io import BytesIO
from itertools import islice

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from govstats.documents.limits import MAX_PAGES
from govstats.errors import UnreadableError

_DAMAGE = (
    PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError,
    OverflowError, RecursionError,
)  # fmt: skip
"""What pdfminer raises on a file whose structure is broken."""


def refuse_many_pages(data: bytes, where: str) -> None:
    """Raise UnreadableError for a PDF with more pages than MAX_PAGES, or with no page tree."""
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        pages = sum(1 for _ in islice(PDFPage.create_pages(document), MAX_PAGES + 1))
    except _DAMAGE as error:
        raise UnreadableError(
            "a damaged or encrypted PDF", where, "open it and save it again as PDF"
        ) from error
    if pages > MAX_PAGES:
        raise UnreadableError(
            f"a PDF of over {MAX_PAGES} pages",
            where,
            "save the report's pages alone · 请只保留报告本身的页",
        )
