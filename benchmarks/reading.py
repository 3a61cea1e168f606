"""How fast reports are read, beside the libraries that find tables and nothing more.

    python benchmarks/reading.py [REPORT.pdf ...]

An HTML page of 100 kB and a PDF of six pages, both of our own, are read, and any PDF that is named.
Runs are interleaved; medians of processor time are shown. Trust the ratio, not the milliseconds.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pdfplumber

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from govstats.documents import parse_document  # noqa: E402
from govstats.reading import read_document  # noqa: E402
from tests.pdfs import grid, pdf, text  # noqa: E402
from tests.samples import HEAD, as_html, consistent  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 15
SENTENCE = "进一步细化政府网站和政务新媒体的内容保障责任，形成工作清单，做到任务具体、责任明确。"
FIGURES = "全年主动公开政府信息63条，其中机构类4条，会议公开类12条，其他类47条。"


def medians(*jobs: Callable[[], object]) -> list[float]:
    """Median milliseconds of processor time of each job, run in turn."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(RUNS):
        for job, spent in zip(jobs, times, strict=True):
            started = time.process_time()
            job()
            spent.append((time.process_time() - started) * 1000)
    return [statistics.median(spent) for spent in times]


def show(name: str, ours: float, peer: str, theirs: float) -> None:
    """Print one comparison."""
    print(f"{name}: {ours:.0f} ms; {peer}: {theirs:.0f} ms; ratio {ours / theirs:.2f}")


def web_page(size: int) -> str:
    """Return the form as a content management system serves it, with at least `size` bytes.

    Scripts, inline styles, a menu, layout tables around it, and long paragraphs of prose, one in
    sixteen of them with four counts: some sixty, as many as a city reports.
    """
    script = "<script>var _hm = _hm || []; (function(){ _hm.push(['_track', 1]); })();</script>\n"
    styles = "".join(f".c{n}{{margin:0;padding:{n}px;font:12px/1.5 SimSun}}\n" for n in range(100))
    item = (
        '<li class="nav"><a href="/zwgk/{0}.html" target="_blank"><span>政务公开</span></a></li>\n'
    )
    menu = "".join(item.format(n) for n in range(80))
    layout = '<table width="100%" cellpadding="0"><tr><td align="center">'
    head, form = as_html(consistent()).split("<table>", 1)
    cell = '<td style="border:solid windowtext 1.0pt;padding:0cm 5.4pt" width="63" valign="center">'
    inner = (
        '<p class="MsoNormal" style="text-align:center"><span style="font-size:14px" lang="EN-US">'
    )
    form = f"<table>{form}".replace("<td>", f"{cell}{inner}").replace("</td>", "</span></p></td>")
    opening = f"<head><style>{styles}</style>{script * 10}</head><ul>{menu}</ul>{layout * 4}"
    parts = [head.replace("<html>", f"<html>{opening}"), form.replace("</body></html>", "")]
    said = (
        '<p style="text-indent:2em;line-height:30px"><span style="font-size:16pt">{}</span></p>\n'
    )
    length = sum(len(part.encode()) for part in parts)
    while length < size:
        figures = FIGURES if len(parts) % 16 == 0 else ""
        parts.append(said.format(SENTENCE * 4 + figures))
        length += len(parts[-1].encode())
    return "".join([*parts, "</td></tr></table>" * 4, "</body></html>"])


def six_pages() -> bytes:
    """Return a PDF with three pages of prose and three of a table of ten columns and 24 rows."""
    lines = (text(70, 780 - 25 * n, (SENTENCE * 2)[:28], 16) for n in range(28))
    heading = text(70, 810, HEAD, 14)
    columns, rows = [60, 100, 140, 240, *range(280, 521, 40)], range(780, 50, -30)
    figures = (text(x + 15, y - 20, "11", 9) for x in columns[3:-1] for y in rows[:-1])
    labels = (text(142, y - 20, "属于国家秘密信息", 9) for y in rows[:-1])
    return pdf(
        *[heading + "".join(lines)] * 3, *[grid(columns, rows) + "".join([*figures, *labels])] * 3
    )


def measure_pdf(name: str, data: bytes) -> None:
    """Read a PDF beside pdfplumber."""

    def tables() -> object:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            return [page.extract_tables() for page in opened.pages]

    ours, theirs = medians(lambda: read_document(parse_document(data, name)), tables)
    show(name, ours, "pdfplumber's extract_tables", theirs)


def main() -> None:
    """Measure a page and a PDF of our own, and what was named."""
    page = web_page(100_000)
    ours, theirs = medians(
        lambda: read_document(parse_document(page.encode(), "page")),
        lambda: pd.read_html(io.StringIO(page), flavor="lxml"),
    )
    show(f"HTML, {len(page.encode()) / 1000:.0f} kB", ours, "pandas.read_html (lxml)", theirs)
    measure_pdf("PDF, six pages", six_pages())
    for name in sys.argv[1:]:
        measure_pdf(Path(name).name, Path(name).read_bytes())


main()
