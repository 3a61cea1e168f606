"""Datasets on disk: a Data Package of three CSV files, validated when it is loaded."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, cast

import pandas as pd

from govstats.agencies import COLUMNS as AGENCY_COLUMNS
from govstats.agencies import Agencies
from govstats.corrections import load_corrections
from govstats.dataset import COUNT_COLUMNS, KEY, REPORT_COLUMNS, Dataset
from govstats.errors import InvalidDataError, InvalidRequestError, NotFoundError
from govstats.files import write_text
from govstats.forms import EDITIONS
from govstats.reports import Status
from govstats.resources import find

_FILES = {"counts": COUNT_COLUMNS, "reports": REPORT_COLUMNS, "agencies": AGENCY_COLUMNS}
_PRIMARY = {"counts": KEY, "reports": ["report"], "agencies": ["agency"]}
_VALUED = {Status.REPORTED.value, Status.APPROXIMATE.value}


def load(path: str | Path | None = None, figures: str = "reported") -> Dataset:
    """Load a dataset: a folder with counts.csv, reports.csv and agencies.csv.

    Without a path, the folder that GOVSTATS_DATA names, otherwise the bundled data. `figures` are
    as `reported`, or `accepted`: with the corrections of corrections.csv.
    Raises NotFoundError for a missing folder, InvalidDataError for one that breaks its own rules
    or whose corrections no longer fit, InvalidRequestError for other figures.
    """
    folder = Path(path or os.environ.get("GOVSTATS_DATA") or find("data"))
    missing = [name for name in _FILES if not (folder / f"{name}.csv").is_file()]
    if missing:
        raise NotFoundError(
            f"no dataset here: {missing[0]}.csv is missing", str(folder), "govstats add makes one"
        )
    about = _about(folder)
    dataset = Dataset(
        rows=_table(folder / "counts.csv", COUNT_COLUMNS),
        sources=_table(folder / "reports.csv", REPORT_COLUMNS),
        agencies=Agencies.load(folder / "agencies.csv"),
        path=folder,
        title=about.get("title", folder.name),
        synthetic=bool(about.get("synthetic", False)),
        corrections=load_corrections(folder),
    )
    _validate(dataset)
    return dataset.layer(figures)


def save(dataset: Dataset, path: Path | None = None) -> None:
    """Store a dataset as a Data Package, each file complete or not there at all.

    Raises InvalidRequestError for accepted figures: they never take the place of the reported ones.
    """
    if dataset.figures != "reported":
        raise InvalidRequestError(
            "these are accepted figures", str(dataset.path), "store the reported ones"
        )
    folder = path or dataset.path
    folder.mkdir(parents=True, exist_ok=True)
    register = pd.DataFrame(
        [
            {
                **{name: getattr(entry, name) for name in AGENCY_COLUMNS},
                "aliases": "|".join(entry.aliases),
            }
            for entry in dataset.agencies
        ],
        columns=list(AGENCY_COLUMNS),
    )
    order = dataset.sources.sort_values(["agency", "year"])
    rank = {report: n for n, report in enumerate(order["report"])}
    rows = dataset.rows.iloc[dataset.rows["report"].map(rank).argsort(kind="stable")]
    for name, frame in (("agencies", register), ("reports", order), ("counts", rows)):
        write_text(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n"))
    if not (folder / "datapackage.json").exists():
        package = describe(dataset.title, synthetic=dataset.synthetic)
        text = json.dumps(package, ensure_ascii=False, indent=2)
        write_text(folder / "datapackage.json", f"{text}\n")


def empty(path: Path, agencies: Agencies | None = None) -> Dataset:
    """Return a dataset without reports, to be stored at `path`."""
    return Dataset(
        rows=pd.DataFrame(columns=list(COUNT_COLUMNS), dtype=str),
        sources=pd.DataFrame(columns=list(REPORT_COLUMNS), dtype=str),
        agencies=agencies or Agencies(),
        path=path,
        title=path.name,
    )


def describe(title: str, *, synthetic: bool = False) -> dict[str, Any]:
    """Return the Data Package description (datapackage.json) of a dataset."""
    integers = {"year"}
    numbers = {"value"}
    enums = {
        "status": [status.value for status in Status],
        "source": ["table", "text"],
        "edition": list(EDITIONS),
        "coverage": ["full", "excerpt"],
    }

    def field(name: str) -> dict[str, Any]:
        kind = "integer" if name in integers else "number" if name in numbers else "string"
        constraints = {"constraints": {"enum": enums[name]}} if name in enums else {}
        return {"name": name, "type": kind, **constraints}

    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "govstats-synthetic" if synthetic else "govstats",
        "title": title,
        "synthetic": synthetic,
        "licenses": [
            {"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}
        ],
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "format": "csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [field(column) for column in columns],
                    "primaryKey": _PRIMARY[name],
                },
            }
            for name, columns in _FILES.items()
        ],
    }


def _about(folder: Path) -> dict[str, Any]:
    package = folder / "datapackage.json"
    if not package.is_file():
        return {}
    try:
        return cast("dict[str, Any]", json.loads(package.read_text(encoding="utf-8")))
    except ValueError as error:
        raise InvalidDataError(f"not valid JSON ({error})", str(package)) from error


def _table(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (ValueError, UnicodeDecodeError) as error:
        raise InvalidDataError(f"not a CSV table in UTF-8 ({error})", str(path)) from error
    if tuple(frame.columns) != columns:
        raise InvalidDataError(
            f"the columns are {', '.join(frame.columns)}",
            str(path),
            f"expected {', '.join(columns)}",
        )
    return frame


def _validate(dataset: Dataset) -> None:
    rows, where = dataset.rows, str(dataset.path / "counts.csv")

    def refuse(bad: pd.Series, what: str) -> None:
        if bad.any():
            line = int(bad.to_numpy().argmax()) + 2
            raise InvalidDataError(what, f"{where}, line {line}", "correct this row")

    refuse(rows.duplicated(KEY), f"the key ({', '.join(KEY)}) is there twice")
    refuse(~rows["status"].isin([s.value for s in Status]), "unknown status")
    valued = rows["status"].isin(_VALUED)
    refuse(valued & (rows["value"] == ""), "a reported figure without a value")
    refuse(~valued & (rows["value"] != ""), "a value whose status says that there is none")
    refuse(valued & pd.to_numeric(rows["value"], errors="coerce").isna(), "the value is no number")
    refuse(~rows["report"].isin(dataset.sources["report"]), "its report is not in reports.csv")
    known = {entry.agency for entry in dataset.agencies}
    refuse(~rows["agency"].isin(known), "its agency is not in agencies.csv")
