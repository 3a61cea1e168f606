"""What can be looked at: an agency's figure through the years, its tables, its comparison, its peers."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.charts import Chart, all_charts, series
from govstats.checks import check
from govstats.comparing import build, compare
from govstats.display import Fragment, comparison_table, show
from govstats.documents import parse_document
from govstats.errors import InvalidRequestError
from govstats.files import write_bytes, write_text
from govstats.forms import breakdown_names, item_names
from govstats.peers import like, peers
from govstats.prose import Text, write
from govstats.reading import read_document

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.checks import Findings
    from govstats.dataset import Dataset
    from govstats.peers import Peers
    from govstats.reports import Report

SAVED_AS = ("png", "svg", "xlsx", "csv")
"""What is seen can be saved as a picture, a workbook with live formulas, or a table."""


@dataclass(frozen=True)
class Views:
    """What is chosen of a dataset, and every view of it. A changed choice is another value.

    `agency` is an id; `year` one of its full years; `item` a code of table two to four or of the
    prose; `breakdown` an applicant, `total`, or empty where the item has none; `lang` zh or en.
    """

    data: Dataset
    agency: str
    year: int
    item: str = "requests.new"
    breakdown: str = "total"
    lang: str = "zh"

    def choose(self, **choices: object) -> Views:
        """Return the views of another choice; what no longer fits takes the nearest that does."""
        chosen = replace(self, **choices)  # type: ignore[arg-type]
        years = chosen.years
        if chosen.year not in years:
            chosen = replace(chosen, year=years[-1])
        if chosen.item not in chosen.items:
            chosen = replace(chosen, item=next(iter(chosen.items)))
        if chosen.breakdown not in chosen.breakdowns:
            chosen = replace(chosen, breakdown=chosen.breakdowns[-1])
        return chosen

    @cached_property
    def years(self) -> list[int]:
        """The years that the agency has full reports for. Raises InvalidRequestError for none."""
        found = self.data.years(self.agency, full=True)
        if not found:
            raise InvalidRequestError(
                f"{self.agency} has only excerpts", "agency", ", ".join(self.data.full_agencies())
            )
        return found

    @cached_property
    def items(self) -> dict[str, str]:
        """The items that the agency's reports have, by code, with their names."""
        names = item_names()
        codes = dict.fromkeys(change.item for change in self.comparison.changes)
        return {code: names[code][self.lang] if code in names else code for code in codes}

    @cached_property
    def breakdowns(self) -> list[str]:
        """The breakdowns of the item: applicants and their total, categories, or none."""
        return list(dict.fromkeys(c.breakdown for c in self.comparison.changes_of(self.item)))

    def breakdown_name(self, breakdown: str) -> str:
        """Return a breakdown's name in the language."""
        names = breakdown_names().get(breakdown)
        whole = {"zh": "总计", "en": "total"}[self.lang]
        return names[self.lang] if names else breakdown or whole

    @cached_property
    def comparison(self) -> Comparison:
        """The year against the one before it."""
        return compare(self.agency, self.year, data=self.data)

    @cached_property
    def report(self) -> Report:
        """The year's report."""
        return self.data.report(self.agency, self.year)

    @cached_property
    def chart(self) -> Chart | None:
        """The figure through all the agency's years, None where fewer than two have it."""
        latest = compare(self.agency, self.years[-1], data=self.data)
        return series(latest, self.item, self.breakdown, self.lang)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The pictures of the comparison."""
        return all_charts(self.comparison, self.lang)

    @property
    def text(self) -> Text:
        """The comparison in words."""
        return write(self.comparison, self.lang)

    @property
    def tables(self) -> Fragment:
        """The statutory tables with doubtful cells marked."""
        return show(self.report, self.comparison.findings, self.lang)

    @property
    def table(self) -> Fragment:
        """The comparison as tables."""
        return comparison_table(self.comparison, self.lang)

    def peers(self, rate: str = "granted") -> Peers:
        """Return a share among the agencies of the same level. Raises where there are too few."""
        return peers(self.data, self.year, rate, like(self.data, self.agency))

    def read(self, name: str, content: bytes) -> Own:
        """Read a report of one's own, check it, and compare it with the data's report before it."""
        report = read_document(parse_document(content, name), self.data.agencies)
        known = report.agency or ""
        earlier = [y for y in self.data.years(known, full=True) if y < (report.year or 0)]
        before = self.data.report(known, earlier[-1]) if known and earlier else None
        comparison = None
        if before is not None:
            comparison = build(self.data.agencies[known], before, report, (before, report))
        return Own(report, check(report, [before] if before else ()), comparison)

    def save(self, kind: str, folder: Path | None = None) -> Path:
        """Write what is seen: the picture (png, svg), the comparison (xlsx), the series (csv).

        Returns the file, named after agency, year and item. Raises InvalidRequestError for another
        kind or where there is no picture.
        """
        if kind not in SAVED_AS:
            raise InvalidRequestError(f"kind={kind!r}", "save", f"allowed: {', '.join(SAVED_AS)}")
        stem = f"{self.agency}-{self.year}-{self.item.replace('.', '-')}"
        path = (folder or Path()) / f"{stem}.{kind}"
        if kind == "xlsx":
            from govstats.exports import export

            write_bytes(path, export(self.comparison, "xlsx", self.lang))
        elif kind == "csv":
            stream = io.StringIO()
            self.data.series(self.item, self.agency, self.breakdown or "total").to_csv(
                stream, index=False
            )
            write_text(path, stream.getvalue())
        elif self.chart is None:
            raise InvalidRequestError("no year has this figure", self.item, "choose another item")
        else:
            self.chart.save(path)
        return path


@dataclass(frozen=True)
class Own:
    """A report of one's own: as read, what was found in it, and its comparison where there is one."""

    report: Report
    findings: Findings
    comparison: Comparison | None
