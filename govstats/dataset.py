"""Tidy counts of many reports: queried, and added to."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from govstats.agencies import Agencies, Agency
from govstats.corrections import FILE, LAYERS, Correction, Layer, applied
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.forms import category_code
from govstats.reports import Cell, Report, Status
from govstats.showing import Showing
from govstats.texts import load_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from govstats.reports import Key, Source

COUNT_COLUMNS = (
    "agency", "year", "edition", "item", "breakdown", "label", "source",
    "value", "unit", "status", "raw", "locator", "report",
)  # fmt: skip
REPORT_COLUMNS = (
    "report", "agency", "year", "edition", "coverage", "scope", "title",
    "published", "doc_no", "url", "sha256", "retrieved", "note",
)  # fmt: skip
KEY = ["agency", "year", "item", "breakdown", "source"]


@dataclass(frozen=True, eq=False, repr=False)
class Dataset(Showing):
    """Reports as rows of counts, with the register of agencies and of sources.

    `rows` and `sources` hold text exactly as stored; `counts` and `reports` are typed views.
    `synthetic` data is simulated and must say so wherever it appears. `figures` says which layer
    the rows are: as `reported`, or `accepted`, with the `corrections` in them.
    """

    rows: pd.DataFrame
    sources: pd.DataFrame
    agencies: Agencies
    path: Path
    title: str = ""
    synthetic: bool = False
    corrections: tuple[Correction, ...] = ()
    figures: Layer = "reported"

    def __repr__(self) -> str:
        """Say how much there is, and of which layer."""
        full = int((self.sources["coverage"] == "full").sum())
        what = f"{len(self.sources)} reports, {full} of them full, {len(self.rows)} figures"
        return f"Dataset({self.path.name}: {what}, {self.figures}{', synthetic' if self.synthetic else ''})"

    def accepted(self) -> Dataset:
        """Return the dataset with its accepted corrections applied.

        Raises InvalidDataError where a corrected cell does not say what its correction expects.
        """
        if self.figures == "accepted":
            return self
        rows = applied(self.rows, self.corrections, str(self.path / FILE))
        return replace(self, rows=rows, figures="accepted")

    def layer(self, figures: str) -> Dataset:
        """Return the `reported` or the `accepted` figures. Raises InvalidRequestError for others."""
        if figures not in LAYERS or (figures == "reported" and self.figures != "reported"):
            raise InvalidRequestError(
                f"figures={figures!r}", "dataset", f"allowed: {', '.join(LAYERS)}"
            )
        return self.accepted() if figures == "accepted" else self

    @cached_property
    def counts(self) -> pd.DataFrame:
        """One row a figure: key (agency, year, item, breakdown, source), `value` Float64 or NA."""
        typed = self.rows.copy()
        typed["year"] = typed["year"].astype("Int64")
        typed["value"] = pd.to_numeric(typed["value"].where(typed["value"] != "")).astype("Float64")
        return typed

    @cached_property
    def reports(self) -> pd.DataFrame:
        """One row a report, with coverage, scope and source address."""
        typed = self.sources.copy()
        typed["year"] = typed["year"].astype("Int64")
        return typed

    def find(self, pattern: str) -> list[str]:
        """Return the ids that an id, a name or a glob stands for. Raises NotFoundError."""
        return self.agencies.find(pattern)

    def years(self, agency: str, *, full: bool = False) -> list[int]:
        """Return the years of an agency's reports, oldest first; only full ones if asked."""
        mine = self._years.get(self.agencies.resolve(agency) or agency, ())
        return [year for year, coverage in mine if coverage == "full" or not full]

    @cached_property
    def _years(self) -> dict[str, list[tuple[int, str]]]:
        """The years of each agency with their coverage, oldest first."""
        found: dict[str, list[tuple[int, str]]] = {}
        columns = (self.sources[name] for name in ("agency", "year", "coverage"))
        for agency, year, coverage in zip(*columns, strict=True):
            found.setdefault(agency, []).append((int(year), coverage))
        return {agency: sorted(years) for agency, years in found.items()}

    def full_agencies(self) -> list[str]:
        """Return the agencies with at least one report whose tables are all there."""
        full = self.sources["coverage"] == "full"
        return sorted(set(self.sources.loc[full, "agency"]))

    def full_reports(self) -> list[Report]:
        """Return every report whose tables are all there, by agency and year."""
        return [
            self.report(agency, year)
            for agency in self.full_agencies()
            for year in self.years(agency, full=True)
        ]

    def report(self, agency: str, year: int) -> Report:
        """Return one report as values, with its prose where the dataset keeps that.

        `agency` is an id or a name, as for `series` and `years`.
        Raises NotFoundError naming the years that are there, InvalidDataError for damaged prose.
        """
        entry = self.agencies[agency]
        agency = entry.agency
        source = self._sources_by_year.get((agency, str(year)))
        if source is None:
            known = ", ".join(map(str, self.years(agency))) or "none"
            raise NotFoundError(
                f"no report of {entry.name} for {year}", str(self.path), f"years: {known}"
            )
        mine = self._rows_of(source["report"])
        reasons = self._reasons(agency, str(year))
        report = Report(
            source=source["url"] or source["report"],
            sha256=source["sha256"],
            agency=agency,
            agency_name=entry.name,
            year=int(source["year"]),
            edition=source["edition"],
            cells=tuple(_cell(row, reasons) for row in mine),
            title=source["title"],
            passages=load_text(self.path, source["report"], source["sha256"]),
            coverage="full" if source["coverage"] == "full" else "excerpt",
            scope=source["scope"],
            note=source["note"],
            url=source["url"],
            published=source["published"],
        )
        return _with_prose(report) if report.passages else report

    def series(self, item: str, agency: str, breakdown: str = "total") -> pd.DataFrame:
        """Return a figure through the years: year, value, unit, status, edition, source.

        `breakdown` is ignored where the item has none. Figures come from the tables, and from the
        prose only where the form has no such cell. Raises NotFoundError with the nearest items.
        """
        agency = self.agencies[agency].agency
        mine = self.counts[(self.counts["agency"] == agency) & (self.counts["item"] == item)]
        if mine.empty and item not in set(self.rows["item"]):
            near = difflib.get_close_matches(item, sorted(set(self.rows["item"])), n=3, cutoff=0.4)
            raise NotFoundError(
                f"no item is called {item!r}", "items", f"nearest: {', '.join(near)}"
            )
        mine = mine[mine["breakdown"].isin([breakdown, ""])]
        mine = mine.sort_values(["year", "source"]).drop_duplicates("year")
        columns = ["year", "value", "unit", "status", "edition", "source"]
        series = mine[columns].reset_index(drop=True).convert_dtypes()
        whole = (series["value"].dropna() % 1 == 0).all()
        return series.astype({"value": "Int64"}) if whole else series

    def with_report(self, report: Report, source: Mapping[str, str], agency: Agency) -> Dataset:
        """Return a dataset with one more report, in place of an earlier one for that year."""
        rows = pd.DataFrame(_rows(report, source), columns=list(COUNT_COLUMNS), dtype=str)
        ours = self.rows["report"] != source["report"]
        other = self.sources["report"] != source["report"]
        register = self.agencies
        if agency.agency not in register:
            register = Agencies([*register, agency])
        entry = pd.DataFrame([dict(source)], columns=list(REPORT_COLUMNS), dtype=str).fillna("")
        return replace(
            self,
            rows=pd.concat([self.rows[ours], rows], ignore_index=True),
            sources=pd.concat([self.sources[other], entry], ignore_index=True),
            agencies=register,
        )

    def _reasons(self, agency: str, year: str) -> dict[Key, str]:
        """Return why cells of a report were corrected, where these are the accepted figures."""
        if self.figures == "reported":
            return {}
        return {
            (c.item, c.breakdown, "text" if c.source == "text" else "table"): c.reason
            for c in self.corrections
            if (c.agency, c.year) == (agency, year)
        }

    @cached_property
    def _sources_by_year(self) -> dict[tuple[str, str], dict[str, str]]:
        records = cast("list[dict[str, str]]", self.sources.to_dict("records"))
        return {(one["agency"], one["year"]): one for one in reversed(records)}

    @cached_property
    def _positions(self) -> dict[str, Any]:
        """Where the rows of each report stand."""
        return cast("dict[str, Any]", self.rows.groupby("report").indices)

    def _rows_of(self, report: str) -> list[dict[str, str]]:
        positions = self._positions.get(report, ())
        return cast("list[dict[str, str]]", self.rows.iloc[positions].to_dict("records"))


def _with_prose(report: Report) -> Report:
    from govstats.reading.again import with_prose

    return with_prose(report)


def _cell(row: Mapping[str, str], reasons: Mapping[Key, str]) -> Cell:
    source: Source = "text" if row["source"] == "text" else "table"
    return Cell(
        item=row["item"],
        breakdown=row["breakdown"],
        label=row["label"],
        source=source,
        value=Decimal(row["value"]) if row["value"] else None,
        unit=row["unit"],
        status=Status(row["status"]),
        raw=row["raw"],
        place=row["locator"],
        corrected=reasons.get((row["item"], row["breakdown"], source), ""),
    )


def collect(
    reports: Iterable[Report],
    agencies: Agencies,
    path: Path,
    *,
    title: str = "",
    synthetic: bool = False,
) -> Dataset:
    """Return reports, each of a known agency and year, as a dataset that is not stored anywhere yet."""
    rows: list[dict[str, str]] = []
    sources: list[dict[str, str]] = []
    for report in reports:
        entry = source_of(report, f"{report.agency}-{report.year}", report.agency or "")
        sources.append(entry)
        rows += _rows(report, entry)
    return Dataset(
        rows=pd.DataFrame(rows, columns=list(COUNT_COLUMNS), dtype=str),
        sources=pd.DataFrame(sources, columns=list(REPORT_COLUMNS), dtype=str).fillna(""),
        agencies=agencies,
        path=path,
        title=title,
        synthetic=synthetic,
    )


def source_of(report: Report, key: str, agency: str) -> dict[str, str]:
    """Return a report's row in `reports`."""
    return {
        "report": key,
        "agency": agency,
        "year": str(report.year),
        "edition": report.edition,
        "coverage": report.coverage,
        "scope": report.scope,
        "title": report.title,
        "published": report.published,
        "url": report.url,
        "sha256": report.sha256,
        "note": report.note,
    }


def _rows(report: Report, source: Mapping[str, str]) -> list[dict[str, str]]:
    rows = []
    for cell in report.cells:
        by_category = cell.item == "disclosed.by_category"
        rows.append(
            {
                "agency": source["agency"],
                "year": source["year"],
                "edition": report.edition,
                "item": cell.item,
                "breakdown": category_code(cell.breakdown) if by_category else cell.breakdown,
                "label": cell.label,
                "source": cell.source,
                "value": "" if cell.value is None else format(cell.value, "f"),
                "unit": cell.unit,
                "status": cell.status.value,
                "raw": " ".join(cell.raw.split()),
                "locator": cell.locator,
                "report": source["report"],
            }
        )
    return rows
