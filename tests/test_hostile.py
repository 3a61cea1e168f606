from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
import zipfile
from io import BytesIO

import docx
import pytest

from govstats.documents import limits, open_document, parse_document
from govstats.documents.opening import read_bytes
from govstats.errors import NotFoundError, UnreadableError
from govstats.isolation import Isolated

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: bytes, before: bytes = b"", **parts: bytes) -> bytes:
    """A Word document with a body of our own."""
    plain, made = BytesIO(), BytesIO()
    docx.Document().save(plain)
    main = b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (WORD.encode(), body)
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = before + main if name == "word/document.xml" else source.read(name)
            target.writestr(name, content)
        for name, content in parts.items():
            target.writestr(name, content)
    return made.getvalue()


def pdf(*objects: bytes) -> bytes:
    """A PDF of some objects, the first of which is its catalogue."""
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)
    return bytes(out)


LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9)
) + b"]>"  # fmt: skip
NESTED = b"<w:tbl><w:tr><w:tc>"

HOSTILE = {
    "tables 10,000 deep": (lambda: b"<html>" + b"<table><tr><td>" * 10_000, "inside each other"),
    "elements a million deep": (lambda: b"<html>" + b"<div>" * 1_000_000, "inside each other"),
    "unclosed formatting": (lambda: b"<html>" + b"<p><font>" * 20_000, "inside each other"),
    "a very wide and long table": (
        lambda: b"<table><tr>" + b"<td>x" * 3_000 + b"</tr>" + b"<tr><td>y" * 3_000,
        "tables of 6000 cells over 9",
    ),
    "a line of 5 MB": (lambda: "政府信息公开，".encode() * 250_000, "a paragraph of 1750000"),
    "billion laughs": (lambda: word(b"<w:p>&a8;</w:p>", LAUGHS), "declares a document type"),
    "an external entity": (
        lambda: word(b"<w:p/>", b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "declares a document type",
    ),
    "a zip bomb": (lambda: word(b" " * 60_000_000), "is over 50 MB|unpacks to over 500 times"),
    "many parts": (lambda: word(b"", **{f"x{n}": b"" for n in range(6_000)}), "parts, more than"),
    "many elements": (
        lambda: word(b"".join(b"<w:p a='%d'/>" % n for n in range(1_010_000))),
        "over 500000 elements",
    ),
    "Word tables 10,000 deep": (
        lambda: word(NESTED * 10_000 + b"</w:tc></w:tr></w:tbl>" * 10_000),
        "Excessive depth",
    ),
    "half a PDF": (lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Ki")[:60], "damaged"),
    "a page tree that holds itself": (
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>"),
        "without text|damaged",
    ),
    "a page tree 5,000 deep": (
        lambda: pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            *(b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 3) for n in range(5_000)),
            b"<</Type/Page>>",
        ),
        "damaged",
    ),
    "a PDF of 20,000 pages": (
        lambda: pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]>>" % b" ".join(b"%d 0 R" % (n + 3) for n in range(20_000)),
            *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * 20_000,
        ),
        "over 1000 pages",
    ),
    "random bytes": (lambda: bytes(n * n * 31 % 251 + 4 for n in range(9_999)), "known encoding"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_soon(name):
    """Each gets one error that says what, where and what to do, within five seconds."""
    make, said = HOSTILE[name]
    data = make()
    began = time.process_time()
    with pytest.raises(UnreadableError, match=said) as caught:
        parse_document(data, "hostile")
    assert time.process_time() - began < 5
    assert caught.value.where == "hostile"
    assert caught.value.advice
    assert "\n" not in str(caught.value)


def test_spans_of_100000_are_not_believed():
    """A thousand cells of 100,000 rows and 1,000 columns make a small grid."""
    page = b"<table>" + b"<tr><td rowspan=100000 colspan=1000>x<td>y" * 1_000
    grid = parse_document(page, "x").grids[0]
    assert grid.width * grid.height < limits.MAX_AREA


def test_a_file_beyond_the_limit_is_not_read(tmp_path):
    """A file of 200 MB is refused by its size; a stream after the limit."""
    path = tmp_path / "big.pdf"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(UnreadableError, match="larger than 50 MB"):
        open_document(path)
    with path.open("rb") as stream, pytest.raises(UnreadableError, match="larger than 50 MB"):
        read_bytes(stream, "-")


@posix
def test_what_is_no_regular_file(tmp_path):
    """A pipe, a device, a folder and a link to nothing are named and never waited for."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.pdf").symlink_to("nowhere")
    for path in (tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(UnreadableError, match=r"a pipe or a device.*standard input"):
            open_document(path)
    with pytest.raises(UnreadableError, match="a folder"):
        open_document(tmp_path)
    with pytest.raises(NotFoundError, match="a link to a file that does not exist"):
        open_document(tmp_path / "link.pdf")


# ---- a process of its own


def _spin(_: str) -> None:
    while True:
        pass


def _double(text: str) -> str:
    return text * 2


def _act(what: str) -> str:
    if what == "crash":
        faulthandler.disable()
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "memory":
        return str(len(bytearray(3 * 2**30)))
    if what == "recursion":
        return _act(what)
    if what == "defect":
        return what[99]
    if what == "ours":
        raise NotFoundError("no such file", "there", "look")
    if what == "hang":
        _spin(what)
    return what


@posix
@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("crash", "reading it crashed .SIGSEGV."),
        ("memory", "needs more than 1024 MB"),
        ("recursion", "nested too deeply"),
        ("defect", "a defect of govstats: IndexError"),
        ("hang", "not read within 1 seconds"),
    ],
)
def test_what_goes_wrong_in_the_worker_is_one_error_and_the_next_call_works(what, said):
    """A crash, a hang, too much memory or a defect becomes an UnreadableError with its source."""
    if what == "memory" and not sys.platform.startswith("linux"):
        pytest.skip("memory is bounded on Linux")
    with Isolated(_act, 1) as isolated:
        with pytest.raises(UnreadableError, match=f"^file: .*{said}"):
            isolated.call("file", what)
        assert isolated.call("file", "next") == "next"


def test_an_error_of_ours_comes_back_whole():
    """What, where and advice survive the way from the worker; without a limit there is none."""
    for seconds in (5, 0):
        with Isolated(_act, seconds) as isolated, pytest.raises(NotFoundError) as caught:
            isolated.call("file", "ours")
        assert (caught.value.what, caught.value.where, caught.value.advice) == (
            "no such file", "there", "look",
        )  # fmt: skip


def test_the_worker_costs_little():
    """A call to a worker that runs takes under 50 ms."""
    with Isolated(_double, 5) as isolated:
        isolated.call("file", "x")
        began = time.perf_counter()
        assert isolated.call("file", "x" * 100_000) == "x" * 200_000
        assert time.perf_counter() - began < 0.05
