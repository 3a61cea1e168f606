"""Reports broken by chance, each by a number that makes the same breakage again.

`python -m tests.fuzz 0 20000` tries a range, `python -m tests.fuzz 4711` one case with its traceback.
"""

from __future__ import annotations

import random
import re
import sys
import time
import traceback
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.checks import check
from govstats.documents import office, parse_document
from govstats.errors import GovstatsError
from govstats.forms import load_form
from govstats.isolation import Isolated
from govstats.reading import read_document
from tests.samples import HEAD, PREAMBLE, as_html, as_text, consistent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SECONDS = 5.0
"""Processor time that a case may take; a case is killed after four times as long by the clock."""

REAL = Path(__file__).resolve().parents[2] / "shared" / "reports"
WEIGHTS = {"text": 36, "html": 32, "docx": 14, "pdf": 7, "mhtml": 3, "big5": 4, "real": 4}
_TAG = re.compile(rb"<[^<>]{1,200}>")
_ELEMENT = re.compile(rb"<w:(tc|tr|p|tbl|r)\b[^>]*>.*?</w:\1>", re.DOTALL)
_NUMBER = re.compile(rb"\d+")
_ODD = [
    "0", "-1", "1e999", "9" * 400, "９９", "一百零二", "/", "—", "", "1.5", "1,234", "½", "②", "٣", "²",
    "\u200b7", "７件", "260余", "<b>", "&#0;", "\x00", "\ud7ff", "\U0010ffff", "無", "総計",
]  # fmt: skip
_SPANS = [b"0", b"-1", b"1", b"2", b"7", b"99", b"100000", b"x", b"9" * 30, "٣".encode()]


@cache
def seeds() -> dict[str, list[bytes]]:
    """Return sound documents of each kind, the real ones of `../shared` where they are."""
    values = consistent()
    page, text = as_html(values), as_text(values)
    older = as_html(consistent(load_form("2019")), load_form("2019"))
    mail = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{page}\r\n--B--\r\n"
    )
    small = [path for path in sorted(REAL.glob("*.*")) if path.suffix in (".txt", ".docx")]
    return {
        "text": [text.encode(), text.encode("gb18030"), text.replace("\t", "  ").encode()],
        "html": [page.encode(), page.encode("gb18030"), older.encode()],
        "docx": [as_docx()],
        "pdf": [as_pdf()],
        "mhtml": [mail.encode("gb18030")],
        "big5": ["政府信息公開工作年度報告\n\n本年新收申請\t3\t0\t總計\n".encode("big5") * 9],
        "real": [path.read_bytes() for path in small] or [text.encode()],
    }


def as_docx() -> bytes:
    """Return the sample report as a Word document with merged cells."""
    import docx

    document = docx.Document()
    document.add_heading(HEAD)
    document.add_paragraph(PREAMBLE)
    values = consistent()
    for block in load_form("2021").blocks:
        document.add_paragraph("附表")
        table = document.add_table(rows=len(block.rows) + 2, cols=len(block.columns) + 1)
        table.cell(0, 0).merge(table.cell(0, len(block.columns))).text = block.label
        for y, row in enumerate(block.rows, 2):
            table.cell(y, 0).text = row.printed
            for x, column in enumerate(block.columns, 1):
                slot = block.slot(row, column)
                table.cell(1, x).text = column.label
                table.cell(y, x).text = values[slot.item, slot.breakdown]
    document.add_paragraph("六、其他需要报告的事项")
    stream = BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return _zip({name: archive.read(name) for name in archive.namelist()})


def as_pdf() -> bytes:
    """Return a page with a ruled table, its contents not packed, so that changes reach them."""
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    from govstats.resources import find

    font = FontProperties(fname=next(find("fonts").glob("*.ttf")))
    rows = [["信息内容", "本年制发", "废止"], ["规章", "0", "0"], ["行政规范性文件", "3", "1"]]
    with mpl.rc_context({"pdf.compression": 0, "pdf.fonttype": 42}):
        figure = Figure(figsize=(6, 4))
        figure.text(0.1, 0.9, HEAD, fontproperties=font)
        axes = figure.add_axes((0.1, 0.3, 0.8, 0.4))
        axes.set_axis_off()
        axes.hlines(range(4), 0, 3)
        axes.vlines(range(4), 0, 3)
        for y, row in enumerate(rows):
            for x, word in enumerate(row):
                axes.text(x + 0.1, 2.4 - y, word, fontproperties=font)
        stream = BytesIO()
        FigureCanvasPdf(figure).print_pdf(stream, metadata={"CreationDate": None})
    return stream.getvalue()


def case(number: int) -> tuple[str, bytes]:
    """Return the kind and the bytes of a broken document."""
    rng = random.Random(number)  # noqa: S311 - chance has to be repeatable here
    (kind,) = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))
    data = rng.choice(seeds()[kind])
    for _ in range(rng.choice([1, 1, 2, 3, 6, 20])):
        data = rng.choice(_BY_KIND.get(kind, _BY_KIND["text"]))(rng, data)
    return kind, data


def attempt(number: int) -> str:
    """Read and check a case; return "" or what went wrong beyond an error of ours."""
    office.find_office = lambda: None
    kind, data = case(number)
    began = time.process_time()
    try:
        check(read_document(parse_document(data, f"case {number}")))
    except GovstatsError as error:
        if not (error.what and error.where):
            return f"{kind}: an error without what or where: {error!r}"
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - that is what is looked for
        return f"{kind}: {traceback.format_exc(limit=-4)}"
    spent = time.process_time() - began
    return f"{kind}: {spent:.1f} s" if spent > SECONDS else ""


def failures(numbers: Iterable[int]) -> dict[int, str]:
    """Return what went wrong by number."""
    return dict(each_failure(numbers))


def each_failure(numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Try cases one after another in a process apart; yield the number of each that went wrong."""
    seeds()
    with Isolated(attempt, 4 * SECONDS) as isolated:
        for number in numbers:
            try:
                said = isolated.call(f"case {number}", number)
            except GovstatsError as error:
                said = str(error)
            if said:
                yield number, said


def _flip(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([1, 3, 30])):
        if changed:
            changed[rng.randrange(len(changed))] = rng.choice([0, 255, 60, rng.randrange(256)])
    return bytes(changed)


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _lose(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start + rng.choice([1, 2, 7, 300]) :]


def _repeat(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data) + 1)
    part = data[start : start + rng.choice([1, 20, 2000])]
    return data[:start] + part * rng.choice([2, 3, 50]) + data[start:]


def _insert(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + rng.choice(_ODD).encode("utf-8", "replace") + data[start:]


def _number(rng: random.Random, data: bytes) -> bytes:
    return _instead(rng, data, _NUMBER, rng.choice(_ODD).encode())


def _lines(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    start = rng.randrange(len(lines))
    end = start + rng.choice([1, 2, 10])
    change = rng.randrange(4)
    part = lines[start:end]
    if change == 0:
        part = []
    elif change == 1:
        part = part * rng.choice([2, 40])
    elif change == 2:
        rng.shuffle(lines)
        part = lines[start:end]
    else:
        part = [line.replace(b"\t", rng.choice([b"", b" ", b"\t\t", b"|"])) for line in part]
    return b"\n".join([*lines[:start], *part, *lines[end:]])


def _tag(rng: random.Random, data: bytes) -> bytes:
    found = list(_TAG.finditer(data))
    if not found:
        return data
    one, other = rng.choice(found), rng.choice(found)
    by = rng.choice(
        [b"", one[0] * 2, one[0] * 400, other[0], b"<table><tr><td>" * 30, b"<!--", b"</"]
    )
    return data[: one.start()] + by + data[one.end() :]


def _span(rng: random.Random, data: bytes) -> bytes:
    return _instead(rng, data, re.compile(rb"(?<=span=)\d+"), rng.choice(_SPANS))


def _part(rng: random.Random, data: bytes) -> bytes:
    """Change what a part of an archive holds, exchange two parts or leave one out."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - an earlier change has broken the archive
        return _flip(rng, data)
    names = list(parts)
    one, other = rng.choice([*names, *["word/document.xml"] * 30]), rng.choice(names)
    change = rng.randrange(12)
    if change == 0:
        parts[one], parts[other] = parts[other], parts.get(one, b"")
    elif change == 1:
        parts.pop(one, None)
    else:
        within = rng.choice([_element, _element, _value, _value, _tag, _flip, _cut, _number])
        parts[one] = within(rng, parts.get(one, b""))
    return _zip(parts)


def _zip(parts: dict[str, bytes]) -> bytes:
    """Return an archive of some parts, the same bytes at any time."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _element(rng: random.Random, data: bytes) -> bytes:
    found = list(_ELEMENT.finditer(data))
    if not found:
        return data
    one, other = rng.choice(found), rng.choice(found)
    by = rng.choice([b"", one[0] * 2, one[0] * 300, other[0], b"<w:tc>" + other[0] + b"</w:tc>"])
    return data[: one.start()] + by + data[one.end() :]


def _value(rng: random.Random, data: bytes) -> bytes:
    return _instead(rng, data, re.compile(rb'(?<=w:val=")[^"]*'), rng.choice(_SPANS))


def _object(rng: random.Random, data: bytes) -> bytes:
    words = re.compile(rb"\b(?:obj|endobj|stream|endstream|R|Kids|Pages?|Type|Length|re|Tf|xref)\b")
    return _instead(rng, data, words, rng.choice([b"", b"0 R", b"<<", b"[[", b"(", b"Kids", b"-1"]))


def _instead(rng: random.Random, data: bytes, what: re.Pattern[bytes], by: bytes) -> bytes:
    found = list(what.finditer(data))
    if not found:
        return data
    place = rng.choice(found)
    return data[: place.start()] + by + data[place.end() :]


_BYTES = [_flip, _cut, _lose, _repeat, _insert]
_BY_KIND = {
    "text": [*_BYTES, _number, _number, _lines, _lines, _lines],
    "html": [*_BYTES, _number, _tag, _tag, _tag, _span, _span],
    "mhtml": [*_BYTES, _tag, _span, _lines],
    "docx": [_part, _part, _part, _part, _part, _part, _part, _flip, _cut],
    "pdf": [*_BYTES, _object, _object, _object, _number, _number],
}


if __name__ == "__main__":
    wanted = [int(word) for word in sys.argv[1:]]
    numbers = wanted if len(wanted) == 1 else range(*wanted)
    for failed, why in each_failure(numbers):
        print(failed, why, flush=True)  # noqa: T201 - a script prints
