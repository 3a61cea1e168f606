"""Archives of parts (DOCX, ODT, OFD): what they are, and whether they may be unpacked."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from govstats.documents.kinds import Kind, identify_package
from govstats.documents.limits import MAX_ENTRIES, MAX_NODES, MAX_RATIO, MAX_UNPACKED, MAX_XML
from govstats.errors import UnreadableError

MAGIC = b"PK"
DAMAGE = (
    zipfile.BadZipFile, NotImplementedError, ValueError, OSError, RuntimeError, EOFError, zlib.error,
)  # fmt: skip
"""What zipfile raises for an archive that is damaged, encrypted or packed in an unknown way."""

_SMALL = 1024 * 1024
_MIMETYPE = 80
_DTD = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def package_kind(data: bytes, source: str) -> Kind:
    """Return what an archive is; raises UnreadableError for a damaged one or a zip bomb."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _bounded(entries, source)
            names = {entry.filename for entry in entries}
            mimetype = b""
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    mimetype = stream.read(_MIMETYPE)
            kind = identify_package(names, mimetype)
            if kind.route == "docx":
                _safe_parts(archive, entries, source)
    except DAMAGE as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(
            f"a damaged archive ({error})", source, "download it again · 请重新下载"
        ) from error
    return kind


def _bounded(entries: list[zipfile.ZipInfo], source: str) -> None:
    """Refuse too many parts, too large ones, and those that unpack to a multiple of any text."""
    said = ""
    if len(entries) > MAX_ENTRIES:
        said = f"{len(entries)} parts, more than {MAX_ENTRIES}"
    elif sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        said = f"more than {MAX_UNPACKED // 2**20} MB once unpacked"
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * entry.compress_size:
            said = said or f"its part {entry.filename[:60]} unpacks to over {MAX_RATIO} times"
        if _is_xml(entry) and entry.file_size > MAX_XML:
            said = said or f"its part {entry.filename[:60]} is over {MAX_XML // 2**20} MB"
    if said:
        raise UnreadableError(
            f"an archive that is no document: {said}", source, "open it and save it again"
        )


def _safe_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], source: str) -> None:
    """Refuse a document type, which Office never writes, and more elements than a text has."""
    for entry in entries:
        if _is_xml(entry):
            content = archive.read(entry)
            if any(mark in content for mark in _DTD):
                raise UnreadableError(
                    f"its part {entry.filename[:60]} declares a document type",
                    source,
                    "open it in Word or WPS and save it again · 请用Word或WPS打开后重新保存",
                )
            if content.count(b"<") > 2 * MAX_NODES:
                raise UnreadableError(
                    f"its part {entry.filename[:60]} has over {MAX_NODES} elements",
                    source,
                    "leave only the report in it · 请只保留报告本身",
                )


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))
