"""Reports of one's own added to a dataset, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

from govstats.agencies import Agencies, Agency
from govstats.dataset import source_of
from govstats.errors import InvalidDataError, InvalidRequestError
from govstats.resources import find
from govstats.storage import empty, load, save
from govstats.texts import keep_text, load_text

if TYPE_CHECKING:
    from pathlib import Path

    from govstats.dataset import Dataset
    from govstats.reports import Report

_OFFICIAL = ("人民政府", "办事处")


def open_or_start(folder: Path) -> Dataset:
    """Open a dataset of one's own, or start one with the register of the bundled data.

    Raises InvalidRequestError for the bundled data itself.
    """
    refuse_bundled(folder)
    if (folder / "counts.csv").exists():
        return load(folder)
    return empty(folder, load(find("data")).agencies)


def refuse_bundled(folder: Path) -> None:
    """Raise InvalidRequestError where a folder is that of the bundled data, which is read-only."""
    if folder.resolve() in (find("data").resolve(), find("synthetic").resolve()):
        raise InvalidRequestError(
            "the bundled data is read-only", str(folder), "name a folder of your own"
        )


def add_report(dataset: Dataset, report: Report, *, replace: bool = False) -> tuple[Dataset, str]:
    """Add a report, store the dataset with the report's prose, and say what was done.

    An agency that the register does not know gets an id from its name in pinyin. The same file is
    passed over; another file for the same year is refused unless `replace`.
    """
    if report.year is None or not report.agency_name:
        lacking = "year" if report.year is None else "agency"
        raise InvalidDataError(
            f"the report does not say its {lacking}", report.source, "correct its title"
        )
    agency = _agency(dataset, report)
    key = f"{agency.agency}-{report.year}"
    known = dataset.sources[dataset.sources["report"] == key]
    if not known.empty and known.iloc[0]["sha256"] == report.sha256:
        if not load_text(dataset.path, key, report.sha256):
            keep_text(dataset.path, key, report.sha256, report.passages)
        return dataset, f"already there ({key})"
    if not known.empty and not replace:
        raise InvalidRequestError(
            f"{agency.name} {report.year} is already there from another file",
            report.source,
            "--replace",
        )
    source = source_of(report, key, agency.agency)
    grown = dataset.with_report(report, source, agency)
    keep_text(grown.path, key, report.sha256, ())
    save(grown)
    keep_text(grown.path, key, report.sha256, report.passages)
    return grown, f"{'added' if known.empty else 'replaced'} ({key})"


def _agency(dataset: Dataset, report: Report) -> Agency:
    found = report.agency or dataset.agencies.resolve(report.agency_name)
    if found:
        return dataset.agencies[found]
    return Agency(new_id(report.agency_name, dataset.agencies), report.agency_name)


def new_id(name: str, agencies: Agencies) -> str:
    """Return an unused id for a name: its pinyin, without 人民政府."""
    bare = name
    for suffix in _OFFICIAL:
        bare = bare.removesuffix(suffix) or bare
    plain = "".join(c for c in "".join(lazy_pinyin(bare)).lower() if c.isascii() and c.isalnum())
    base = plain or "agency"
    candidate, number = base, 2
    while candidate in agencies:
        candidate, number = f"{base}-{number}", number + 1
    return candidate
