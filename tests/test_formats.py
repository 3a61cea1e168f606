from __future__ import annotations

import base64
import quopri
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from govstats.documents import fold, office, parse_document
from govstats.errors import UnreadableError
from govstats.reading import read_document
from tests.fuzz import as_docx
from tests.samples import as_html, as_text, consistent

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def figures(data: bytes) -> int:
    """How many cells are read from some bytes."""
    return read_document(parse_document(data, "sample")).reading.read


def archive(*parts: str, mimetype: str = "") -> bytes:
    """A zip archive with some parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        if mimetype:
            packed.writestr("mimetype", mimetype)
        for part in parts:
            packed.writestr(part, "x")
    return stream.getvalue()


@pytest.fixture(scope="module")
def traditional():
    """Text in traditional characters, with the words of Taiwan for 信息 and 文件."""
    from opencc import OpenCC

    return OpenCC("s2twp").convert


# ---- kinds


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE + "Workbook\0".encode("utf-16-le"), "Excel 97–2003 workbook"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "locked with a password"),
        (OLE + bytes(99), "an old Office document"),
        (archive("OFD.xml"), "an OFD document.*请在WPS或阅读器中另存为.pdf或.docx"),
        (archive("xl/workbook.xml"), r"an Excel workbook \(.xlsx\)"),
        (archive("ppt/presentation.xml"), "a PowerPoint presentation"),
        (archive("a.pdf"), "a ZIP archive.*unpack"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"),
        (b"\x89PNG\r\n\x1a\n", r"an image \(PNG\)"),
        (b"\xff\xd8\xff\xe0JFIF", r"an image \(JPEG\)"),
        (b"II*\0" + bytes(9), r"an image \(TIFF\)"),
        (b"RIFF\0\0\0\0WEBP", r"an image \(WEBP\)"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"PK\x03\x04" + bytes(40), "a damaged archive"),
        (b"  \n\t", "empty"),
        (b"MIME-Version: 1.0\n\ntext", "without a page in it"),
        (b"<html><title>x</title><frameset><frame src=a></frameset></html>", "a page of frames"),
        (b"<html><title>x</title><div id=app></div><script src=a.js></script>", "by script"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data, said):
    """Each kind that cannot be read is called by its name, with what to do."""
    with pytest.raises(UnreadableError, match=said) as caught:
        parse_document(data, "x")
    assert caught.value.advice


def test_content_decides_not_the_name():
    """A page that is called .doc or .xls is read as the page that it is."""
    page = as_html(consistent()).encode()
    assert parse_document(page, "报告.doc").format == "html"
    assert parse_document(b"BM" + "政府信息公开".encode(), "x.txt").format == "text"


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
def test_mhtml_is_read_as_its_page(transfer):
    """A page saved as .mht has all 200 cells, whatever its transfer encoding and charset."""
    from email.mime.multipart import MIMEMultipart
    from email.mime.nonmultipart import MIMENonMultipart

    content = as_html(consistent()).encode("gb18030")
    part = MIMENonMultipart("text", "html", charset="gb2312")
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}[transfer]
    part.set_payload(packed(content).decode("ascii"))
    part["Content-Transfer-Encoding"] = transfer
    message = MIMEMultipart("related")
    message.attach(part)
    document = parse_document(message.as_bytes(), "page.mht")
    assert document.encoding == "gb18030"
    assert read_document(document).reading.read == 200


# ---- LibreOffice


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (OLE + "WordDocument\0".encode("utf-16-le"), "a Word 97–2003 or WPS document"),
        (b"{\\rtf1 x}", "an RTF document"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "an OpenDocument text"),
    ],
)
def test_without_libreoffice_the_kind_and_the_way_out_are_named(monkeypatch, data, name):
    """Where LibreOffice is not installed the refusal says so and how to save the file."""
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(UnreadableError, match=f"{name}.*LibreOffice is not installed.*另存为.docx"):
        parse_document(data, "x.doc")


@pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("suffix", "filtered"),
    [
        ("doc", "MS Word 97"),
        pytest.param("rtf", "Rich Text Format", marks=pytest.mark.soak),
        pytest.param("odt", "writer8", marks=pytest.mark.soak),
    ],
)
def test_libreoffice_converts(tmp_path, suffix, filtered):
    """A report saved as .doc, .rtf or .odt has the cells that it had as .docx, and a note."""
    original = as_docx()
    (tmp_path / "a.docx").write_bytes(original)
    subprocess.run(
        [
            office.find_office(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless", "--convert-to", f"{suffix}:{filtered}", "--outdir", str(tmp_path),
            str(tmp_path / "a.docx"),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = parse_document((tmp_path / f"a.{suffix}").read_bytes(), "x")
    assert document.format == "docx"
    assert "LibreOffice" in document.notes[0]
    assert read_document(document).reading.read == figures(original)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_conversion_that_hangs_is_ended(monkeypatch, tmp_path):
    """A LibreOffice that never ends is killed with what it started, and its folder removed."""
    stand_in = tmp_path / "soffice"
    stand_in.write_text(f"#!/bin/sh\npwd > {tmp_path}/where\nsleep 60 & wait\n")
    stand_in.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(stand_in))
    monkeypatch.setattr(office, "OFFICE_SECONDS", 0.5)
    with pytest.raises(UnreadableError, match="was not converted in"):
        parse_document(b"{\\rtf1 x}", "x.rtf")
    folder = (tmp_path / "where").read_text().strip()
    assert folder
    assert not Path(folder).exists()


# ---- encodings


@pytest.mark.parametrize("declared", ["", "gb2312", "utf-8", "big5", "iso-8859-1"])
@pytest.mark.parametrize("real", ["gb18030", "utf-8"])
def test_what_a_page_declares_does_not_mislead(declared, real):
    """A page is read in the encoding that makes sense of it, whatever it declares."""
    meta = f'<meta charset="{declared}">' if declared else ""
    page = as_html(consistent()).replace("<body>", f"{meta}<body>").encode(real)
    document = parse_document(page, "x")
    assert document.encoding == real
    assert read_document(document).reading.read == 200


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding):
    """UTF-16 is recognised by where its zeros stand."""
    document = parse_document(as_text(consistent()).encode(encoding), "x")
    assert document.encoding == encoding
    assert read_document(document).reading.read == 200


@pytest.mark.parametrize("layout", [as_html, as_text])
@pytest.mark.parametrize("encoding", ["utf-8", "big5hkscs", "gb18030"])
def test_traditional_mirrors_are_read_like_the_original(traditional, layout, encoding):
    """All 200 cells, the name and the year come from a traditional mirror, undeclared Big5 too."""
    mirror = traditional(layout(consistent()))
    document = parse_document(mirror.encode(encoding), "x")
    assert document.encoding == encoding
    report = read_document(document)
    assert (report.reading.read, report.agency_name, report.year) == (200, "青石镇人民政府", 2023)
    assert any("總計" in cell.text for grid in document.grids for cell in grid.cells)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_character_does_not_change_the_encoding(encoding):
    """One byte lost from a page costs one place, which is noted, and nothing else."""
    page = as_html(consistent()).replace("</h1>", "</h1><p>统计</p>")
    before, after = page.split("<p>统")
    data = (before + "<p>").encode(encoding) + "统".encode(encoding)[:-1] + after.encode(encoding)
    document = parse_document(data, "x")
    assert document.encoding == encoding
    assert read_document(document).reading.read == 200
    if encoding == "utf-8":
        assert document.notes == ("有1处字节不合utf-8编码",)


# ---- characters


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("政府信息公開工作年度報告", "政府信息公开工作年度报告"),
        ("關於規範性檔案的行政覆議", "关于规范性文件的行政复议"),
        ("於潜镇人民政府", "於潜镇人民政府"),
        ("乾县后勤制度里程并入", "乾县后勤制度里程并入"),
        ("金\ufe0f额\u200f：１", "金额：１"),
        ("\uf90a額", "金额"),
    ],
)
def test_fold(printed, folded):
    """Traditional characters and variants become the form's; simplified text stays as it is."""
    assert fold(printed) == folded


def test_simplified_reports_do_not_load_the_table(tmp_path):
    """Reading a simplified report does not import the conversion table."""
    path = tmp_path / "报告.html"
    path.write_text(as_html(consistent()), "utf-8")
    code = f"import sys, govstats as gs; gs.read({str(path)!r}); print('opencc' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
