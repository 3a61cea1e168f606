"""How fast reports are read, beside the libraries that find tables and nothing more.

    python benchmarks/reading.py [REPORT.pdf ...]

Without arguments an HTML report of our own is read; a PDF is read beside pdfplumber alone. Runs are
interleaved and medians are shown: trust the ratio, not the milliseconds.
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
from tests.samples import as_html, consistent  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 7


def medians(*jobs: Callable[[], object]) -> list[float]:
    """Median milliseconds of each job, run in turn."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(RUNS):
        for job, spent in zip(jobs, times, strict=True):
            started = time.perf_counter()
            job()
            spent.append((time.perf_counter() - started) * 1000)
    return [statistics.median(spent) for spent in times]


def show(name: str, ours: float, peer: str, theirs: float) -> None:
    """Print one comparison."""
    print(f"{name}: {ours:.0f} ms; {peer}: {theirs:.0f} ms; ratio {ours / theirs:.2f}")


def main() -> None:
    """Measure what was named, or a page of our own."""
    page = as_html(consistent())
    ours, theirs = medians(
        lambda: read_document(parse_document(page.encode(), "page")),
        lambda: pd.read_html(io.StringIO(page), flavor="lxml"),
    )
    show(f"HTML, {len(page.encode()) / 1000:.0f} kB", ours, "pandas.read_html (lxml)", theirs)
    for name in sys.argv[1:]:
        data = Path(name).read_bytes()

        def tables(data: bytes = data) -> object:
            with pdfplumber.open(io.BytesIO(data)) as pdf:
                return [page.extract_tables() for page in pdf.pages]

        def whole(data: bytes = data) -> object:
            return read_document(parse_document(data, "pdf"))

        ours, theirs = medians(whole, tables)
        show(Path(name).name, ours, "pdfplumber's extract_tables", theirs)


main()
