"""A file's bytes to a document: its kind found from the bytes, not from its name."""

from __future__ import annotations

import hashlib
import re
import zipfile
from io import BytesIO
from pathlib import Path

from govstats.documents.docx import read_docx
from govstats.documents.encoding import decode
from govstats.documents.html import read_html
from govstats.documents.model import Document, numbered
from govstats.documents.pdf import read_pdf
from govstats.documents.text import read_text
from govstats.errors import NotFoundError, UnreadableError

MAX_BYTES = 100 * 1024 * 1024
"""The largest file that is read; annual reports are seldom over 20 MB."""

_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Word or WPS document (.doc, .wps)", "请在Word或WPS中另存为.docx"),
    (b"{\\rtf", "an RTF document", "请在Word或WPS中另存为.docx"),
    (b"\x89PNG", "an image (PNG)", "a report has to have text: html, docx, pdf or txt"),
    (b"\xff\xd8\xff", "an image (JPEG)", "a report has to have text: html, docx, pdf or txt"),
    (b"GIF8", "an image (GIF)", "a report has to have text: html, docx, pdf or txt"),
    (b"BM", "an image (BMP)", "a report has to have text: html, docx, pdf or txt"),
    (b"II*\x00", "an image (TIFF)", "a report has to have text: html, docx, pdf or txt"),
    (b"MM\x00*", "an image (TIFF)", "a report has to have text: html, docx, pdf or txt"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
)
_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|table|div|p|meta|span|tr)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HEAD = 4096


def open_document(path: str | Path) -> Document:
    """Read a file into a document.

    Raises NotFoundError where there is no such file and UnreadableError where it is not one that
    can hold a report: empty, an image, a scan, a damaged or unsupported format.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UnreadableError("a folder, not a file", str(path), "name the files in it")
        if size > MAX_BYTES:
            raise UnreadableError(
                f"larger than {MAX_BYTES // 2**20} MB ({size / 2**20:.0f} MB)", str(path)
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError("no such file", str(path)) from error
    except OSError as error:
        raise UnreadableError(error.strerror or "cannot be read", str(path)) from error
    return parse_document(data, str(path))


def parse_document(data: bytes, source: str) -> Document:
    """Read bytes into a document; `source` names them in errors and in the result."""
    digest = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise UnreadableError("the file is empty", source)
    for magic, kind, advice in _REFUSED:
        if data.startswith(magic):
            raise UnreadableError(f"{kind}, which cannot be read", source, advice)
    if b"%PDF-" in data[:1024]:
        return Document(source, digest, "pdf", numbered(read_pdf(data, source)))
    if data.startswith(b"PK"):
        _refuse_other_archives(data, source)
        return Document(source, digest, "docx", numbered(read_docx(data, source)))
    text, encoding = decode(data, source)
    if _CONTROL.search(text[:_HEAD]):
        raise UnreadableError("not text, and no known kind of document", source)
    if _MARKUP.search(text[:_HEAD]):
        return Document(source, digest, "html", numbered(read_html(text)), encoding)
    return Document(source, digest, "text", numbered(read_text(text)), encoding)


def _refuse_other_archives(data: bytes, source: str) -> None:
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableError("a damaged archive", source, "download it again") from error
    if "OFD.xml" in names:
        raise UnreadableError(
            "an OFD document, which cannot be read", source, "请另存为.docx或.pdf"
        )
    if "word/document.xml" not in names:
        raise UnreadableError(
            "an archive or another Office document, not a .docx", source, "unpack it first"
        )
