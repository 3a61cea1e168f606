"""Datasets that a warm process has loaded already, for all that are forked from it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govstats.comparing import compare
from govstats.errors import GovstatsError
from govstats.storage import load
from govstats.webfont import read_font

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.dataset import Dataset

Stamp = tuple[tuple[str, int, int], ...]
"""The name, time and size of each file of a dataset's folder."""

_FILES = ("counts.csv", "reports.csv", "agencies.csv", "corrections.csv", "decisions.csv", "roster.csv")  # fmt: skip

_kept: dict[Path, tuple[Stamp, Dataset]] = {}


def keep(path: str) -> None:
    """Load a dataset before processes are forked, with the indices that every job looks up."""
    folder = Path(path)
    stamp = _stamp(folder)
    dataset = load(folder)
    for name in ("_positions", "_sources_by_year", "_years", "counts", "reports"):
        getattr(dataset, name)
    digests(folder)
    _kept[folder.resolve()] = (stamp, dataset)


def rehearse(path: str) -> None:
    """Keep a dataset and make comparisons of it: each process finds forms, fonts, templates read.

    The busiest agency of each level is compared, since it shows most. No PDF is made: that would
    leave threads behind, which no fork survives.
    """
    keep(path)
    read_font()
    dataset = opened(path)
    for number, agency in enumerate(_busiest(dataset)):
        with suppress(GovstatsError):  # what is wrong with it, its own job says
            _show(compare(agency, data=dataset), charts=not number)


def _busiest(dataset: Dataset) -> list[str]:
    """Return the agency of each level with the most requests, that with the most of all first."""
    requests = dataset.counts[dataset.counts["item"] == "requests.new"]
    most = requests.groupby("agency")["value"].max().fillna(0)
    agencies = sorted(dataset.full_agencies(), key=lambda agency: -most.get(agency, 0))
    found: dict[str, str] = {}
    for agency in agencies:
        found.setdefault(dataset.agencies[agency].level, agency)
    return list(found.values())


def _show(comparison: Comparison, *, charts: bool) -> None:
    """Make what the notebook and the exports make of a comparison, its charts where asked to."""
    from nbformat.v4 import new_notebook

    from govstats.batch.page import export_page
    from govstats.charts import all_charts
    from govstats.display import comparison_table, head, quality, record, section, tables_heading
    from govstats.exports import export
    from govstats.prose import LANGUAGES, write

    for lang in LANGUAGES:
        text = write(comparison, lang)
        parts: list[Any] = [head(comparison, text), *(section(text, s.id) for s in text.sections)]
        parts += [quality(comparison, text), comparison_table(comparison, lang)]
        parts += [tables_heading(lang), record(comparison, lang)]
        if charts:
            parts += all_charts(comparison, lang)
            export(comparison, "docx", lang)
            export(comparison, "xlsx", lang)
            export_page(new_notebook(), title="", lang=lang)
        for part in parts:
            part._repr_html_()


def opened(path: str, figures: str = "reported") -> Dataset:
    """Return the dataset of a folder: the kept one as long as its files are the same, else anew.

    "" stands for the default dataset; `figures` is the layer, as reported or with the accepted
    corrections. Raises what `govstats.storage.load` raises.
    """
    stamp, dataset = _kept.get(Path(path).resolve(), ((), None)) if path else ((), None)
    if dataset is not None and stamp == _stamp(Path(path)):
        return dataset.layer(figures)
    return load(path or None, figures)


def digests(folder: Path) -> dict[str, str]:
    """Return the sha256 of each file of a dataset's folder, by name; a file is read again if it changed."""
    files = [path for name in _FILES if (path := folder / name).is_file()]
    return {path.name: _digest(path.resolve(), *_version(path)) for path in files}


@cache
def _digest(path: Path, changed: int, size: int) -> str:
    del changed, size
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _version(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_mtime_ns, about.st_size


def _stamp(folder: Path) -> Stamp:
    files = (path for path in sorted(folder.iterdir()) if path.is_file())
    return tuple((path.name, *_version(path)) for path in files)
