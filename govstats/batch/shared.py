"""Datasets that a warm process has loaded already, for all that are forked from it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.errors import GovstatsError
from govstats.storage import load
from govstats.theme import warm_web_font

if TYPE_CHECKING:
    from govstats.dataset import Dataset

Stamp = tuple[tuple[str, int, int], ...]
"""The name, time and size of each file of a dataset's folder."""

_kept: dict[Path, tuple[Stamp, Dataset]] = {}


def keep(path: str) -> None:
    """Load a dataset before processes are forked, with the indices that every job looks up."""
    folder = Path(path)
    stamp = _stamp(folder)
    dataset = load(folder)
    for name in ("_positions", "_sources_by_year", "_years", "counts", "reports"):
        getattr(dataset, name)
    _kept[folder.resolve()] = (stamp, dataset)


def rehearse(path: str) -> None:
    """Keep a dataset and make one comparison of it: each process finds forms, fonts, templates read.

    No PDF is made: that would leave threads behind, which no fork survives.
    """
    from nbformat.v4 import new_notebook

    from govstats.batch.page import export_page
    from govstats.charts import all_charts
    from govstats.comparing import compare
    from govstats.exports import export
    from govstats.prose import LANGUAGES, write

    keep(path)
    dataset = opened(path)
    with suppress(GovstatsError):  # what is wrong with it, its own job says
        agency = dataset.full_agencies()[0]
        comparison = compare(agency, data=dataset)
        for lang in LANGUAGES:
            write(comparison, lang)
            for chart in all_charts(comparison, lang):
                chart._repr_html_()
            export(comparison, "docx", lang)
            export(comparison, "xlsx", lang)
            export_page(new_notebook(), title="", lang=lang)
    warm_web_font()


def opened(path: str, figures: str = "reported") -> Dataset:
    """Return the dataset of a folder: the kept one as long as its files are the same, else anew.

    "" stands for the default dataset; `figures` is the layer, as reported or with the accepted
    corrections. Raises what `govstats.storage.load` raises.
    """
    stamp, dataset = _kept.get(Path(path).resolve(), ((), None)) if path else ((), None)
    if dataset is not None and stamp == _stamp(Path(path)):
        return dataset.layer(figures)
    return load(path or None, figures)


def _stamp(folder: Path) -> Stamp:
    found = [(path.name, path.stat()) for path in sorted(folder.iterdir()) if path.is_file()]
    return tuple((name, about.st_mtime_ns, about.st_size) for name, about in found)
