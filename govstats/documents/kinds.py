"""What kind of file some bytes are, found from the bytes: a file's name says little."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Route = Literal["pdf", "docx", "convert", "mhtml", "text", "refuse"]

RESAVE = "save it as .docx in Word or WPS · 请在WPS或Word中另存为.docx"
_UNPACK = "unpack it first · 请先解压"
_NO_TEXT = "ask for the Word or web version, or run OCR first · 请索取可编辑的版本，或先做文字识别"
_SPREADSHEET = (
    "save the tables as a web page (.htm) or paste them into Word · 请另存为网页或粘贴到Word中"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it is read, what people call it, and what to do where it is not read.

    `suffix` is the one by which LibreOffice knows it.
    """

    route: Route
    name: str = ""
    advice: str = ""
    suffix: str = ""


_TEXT, _PDF, _DOCX, _MHTML = Kind("text"), Kind("pdf"), Kind("docx"), Kind("mhtml")
_RTF = Kind("convert", "an RTF document", RESAVE, ".rtf")
_ODT = Kind("convert", "an OpenDocument text (.odt)", RESAVE, ".odt")
_WORD_XML = Kind("convert", "a Word 2003 XML document", RESAVE, ".xml")

_SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\x89PNG", "an image (PNG)", _NO_TEXT),
    (0, b"\xff\xd8\xff", "an image (JPEG)", _NO_TEXT),
    (0, b"GIF8", "an image (GIF)", _NO_TEXT),
    (0, b"II*\x00", "an image (TIFF)", _NO_TEXT),
    (0, b"MM\x00*", "an image (TIFF)", _NO_TEXT),
    (0, b"Rar!\x1a", "a RAR archive", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (0, b"\x1f\x8b", "a gzip archive", _UNPACK),
    (0, b"BZh", "a bzip2 archive", _UNPACK),
    (0, b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (0, b"AT&TFORM", "a DjVu document", _NO_TEXT),
    (8, b"WEBP", "an image (WEBP)", _NO_TEXT),
    (4, b"ftyp", "an image or a film (HEIC, MP4)", _NO_TEXT),
    (257, b"ustar", "a tar archive", _UNPACK),
    (0, b"%!PS", "a PostScript file", "save it as .pdf · 请另存为.pdf"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_OLE_STREAMS = (
    (
        "EncryptedPackage",
        Kind(
            "refuse", "a document locked with a password", "save it without one · 请去掉密码后另存"
        ),
    ),
    (
        "WordDocument",
        Kind("convert", "a Word 97–2003 or WPS document (.doc, .wps)", RESAVE, ".doc"),
    ),
    ("Workbook", Kind("refuse", "an Excel 97–2003 workbook (.xls)", _SPREADSHEET)),
    ("Book", Kind("refuse", "an Excel 95 workbook (.xls)", _SPREADSHEET)),
    ("PowerPoint Document", Kind("refuse", "a PowerPoint presentation (.ppt)", RESAVE)),
)
_PACKAGES = (
    (
        "OFD.xml",
        Kind(
            "refuse",
            "an OFD document",
            "save it as .pdf or .docx in WPS or an OFD reader · 请在WPS或阅读器中另存为.pdf或.docx",
        ),
    ),
    ("xl/workbook.", Kind("refuse", "an Excel workbook (.xlsx)", _SPREADSHEET)),
    ("ppt/presentation.", Kind("refuse", "a PowerPoint presentation (.pptx)", RESAVE)),
    ("word/", _DOCX),
)
_BMP = re.compile(rb"BM.{4}\x00{4}", re.DOTALL)
_MAIL = re.compile(rb"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\n)*){0,12}?mime-version:", re.IGNORECASE)
_WORD_2003 = re.compile(rb"progid=\"Word\.Document\"|<w:wordDocument\b|<pkg:package\b")
_HEAD = 4096


def identify(data: bytes) -> Kind:  # noqa: PLR0911 - one for each kind
    """Return the kind of some bytes that are no archive of parts; text where nothing else fits."""
    head = data[:_HEAD]
    for offset, magic, name, advice in _SIGNATURES:
        if head.startswith(magic, offset):
            return Kind("refuse", name, advice)
    if _BMP.match(head):
        return Kind("refuse", "an image (BMP)", _NO_TEXT)
    if data.startswith(_OLE):
        return _ole(data)
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare.startswith(b"{\\rtf"):
        return _RTF
    if _MAIL.match(bare):
        return _MHTML
    if _WORD_2003.search(head):
        return _WORD_XML
    return _PDF if b"%PDF-" in data[:1024] else _TEXT


def identify_package(names: set[str], mimetype: bytes) -> Kind:
    """Return the kind of a zip archive, by its parts and by what its part `mimetype` says."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return _ODT
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Kind("refuse", "an OpenDocument spreadsheet (.ods)", _SPREADSHEET)
    for part, kind in _PACKAGES:
        if any(name.startswith(part) for name in names):
            return kind
    return Kind("refuse", "a ZIP archive that is no Word document", _UNPACK)


def _ole(data: bytes) -> Kind:
    """Return the kind of an OLE2 file by the name of its main stream, which is in UTF-16."""
    for stream, kind in _OLE_STREAMS:
        if f"{stream}\0".encode("utf-16-le") in data:
            return kind
    return Kind("refuse", "an old Office document of an unknown kind", RESAVE)
