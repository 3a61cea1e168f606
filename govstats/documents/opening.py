"""A file's bytes to a document: its kind found from the bytes, not from its name."""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.documents.encoding import decode
from govstats.documents.html import read_html
from govstats.documents.kinds import identify
from govstats.documents.limits import MAX_AREA, MAX_BYTES, MAX_CELLS, MAX_LINE
from govstats.documents.mhtml import html_part
from govstats.documents.model import Block, Document, Paragraph, numbered
from govstats.documents.office import convert
from govstats.documents.package import MAGIC, package_kind
from govstats.documents.text import read_text
from govstats.errors import NotFoundError, UnreadableError

if TYPE_CHECKING:
    from typing import BinaryIO

_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|table|div|p|meta|span|tr)\b", re.IGNORECASE)
_FRAMES = re.compile(r"<\s*(?:frameset|frame)\b", re.IGNORECASE)
_SCRIPT = re.compile(r"<\s*script\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HEAD = 4096
_FEWEST, _SHELL = 50, 500


def open_document(path: str | Path) -> Document:
    """Read a file into a document.

    Raises NotFoundError where there is no such file and UnreadableError where it is not one that
    can hold a report: empty, an image, a scan, a damaged or unsupported format.
    """
    path = Path(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableError("a folder, not a file", str(path), "name the files in it")
        if not stat.S_ISREG(mode):
            raise UnreadableError(
                "a pipe or a device, not a file",
                str(path),
                "pass it through standard input: govstats read -",
            )
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(str(path), path.stat().st_size)
        with path.open("rb") as stream:
            data = read_bytes(stream, str(path))
    except FileNotFoundError as error:
        link = "a link to a file that does not exist" if path.is_symlink() else "no such file"
        raise NotFoundError(link, str(path), "check its name and folder") from error
    except PermissionError as error:
        raise UnreadableError(
            "you have no permission to read it", str(path), "copy it to a folder of your own"
        ) from error
    except OSError as error:
        raise UnreadableError(
            error.strerror or "cannot be read", str(path), "check its name and its disk"
        ) from error
    return parse_document(data, str(path))


def read_bytes(stream: BinaryIO, source: str) -> bytes:
    """Return the bytes of a stream; raises UnreadableError where there are more than MAX_BYTES."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large(source)
    return data


def parse_document(data: bytes, source: str) -> Document:
    """Read bytes into a document; `source` names them in errors and in the result."""
    if len(data) > MAX_BYTES:
        raise _too_large(source, len(data))
    digest = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise UnreadableError("the file is empty", source, "download it again · 请重新下载")
    kind = package_kind(data, source) if data.startswith(MAGIC) else identify(data)
    if kind.route == "refuse":
        raise UnreadableError(f"{kind.name}, which cannot be read", source, kind.advice)
    if kind.route == "pdf":
        return Document(source, digest, "pdf", _pdf_blocks(data, source))
    if kind.route == "docx":
        return Document(source, digest, "docx", _docx_blocks(data, source))
    if kind.route == "convert":
        converted = convert(data, kind, source)
        package_kind(converted, source)
        note = f"由LibreOffice从{kind.suffix}转换后读取"
        return Document(source, digest, "docx", _docx_blocks(converted, source), notes=(note,))
    declared = ""
    if kind.route == "mhtml":
        data, declared = html_part(data, source)
    return _read_characters(data, source, digest, declared)


def _docx_blocks(data: bytes, source: str) -> tuple[Block, ...]:
    from govstats.documents.docx import read_docx

    return _blocks(read_docx(data, source), source)


def _pdf_blocks(data: bytes, source: str) -> tuple[Block, ...]:
    from govstats.documents.pdf import read_pdf

    return _blocks(read_pdf(data, source), source)


def _read_characters(data: bytes, source: str, digest: str, declared: str) -> Document:
    """Read a web page or a text."""
    decoded = decode(data, source, declared)
    text = decoded.text
    if _CONTROL.search(text[:_HEAD]):
        raise UnreadableError(
            "not text, and no known kind of document", source, "save it as .docx, .pdf or .html"
        )
    notes = (f"有{decoded.broken}处字节不合{decoded.encoding}编码",) if decoded.broken else ()
    if not _MARKUP.search(text[:_HEAD]):
        blocks = _blocks(read_text(text), source)
        return Document(source, digest, "text", blocks, decoded.encoding, notes)
    blocks = _blocks(read_html(text, source), source)
    _refuse_shell(text, blocks, source)
    return Document(source, digest, "html", blocks, decoded.encoding, notes)


def _refuse_shell(page: str, blocks: tuple[Block, ...], source: str) -> None:
    """Refuse a page whose text is elsewhere: in frames, or fetched by a script."""
    shown = sum(
        len(block.text) if isinstance(block, Paragraph) else _FEWEST
        for block in blocks
        if not (isinstance(block, Paragraph) and block.kind == "title")
    )
    if shown >= _FEWEST or (shown and len(page) < _SHELL):
        return
    if _FRAMES.search(page):
        raise UnreadableError(
            "a page of frames, whose text is in other files",
            source,
            "open the frame by itself and save that · 请打开框架内的页面后另存",
        )
    if _SCRIPT.search(page):
        raise UnreadableError(
            "the page shows its content by script, and the text is not in the file",
            source,
            "save the full page or the attachment · 请保存完整网页，或下载其附件",
        )


def _blocks(blocks: list[Block], source: str) -> tuple[Block, ...]:
    """Number the blocks; refuse tables and paragraphs beyond the size of any report."""
    cells = area = longest = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            longest = max(longest, len(block.text))
        else:
            cells += len(block.cells)
            area += block.width * block.height
            longest = max(longest, max((len(cell.text) for cell in block.cells), default=0))
    if cells > MAX_CELLS or area > MAX_AREA or longest > MAX_LINE:
        said = (
            f"a paragraph of {longest} characters"
            if longest > MAX_LINE
            else f"tables of {cells} cells over {area} positions"
        )
        raise UnreadableError(
            f"no report has {said}", source, "cut the report out of it · 请只保留报告本身"
        )
    return numbered(blocks)


def _too_large(source: str, size: int = 0) -> UnreadableError:
    said = f" ({size / 2**20:.0f} MB)" if size else ""
    return UnreadableError(
        f"larger than {MAX_BYTES // 2**20} MB{said}",
        source,
        "leave out its pictures and attachments · 请去掉图片和附件后另存",
    )
