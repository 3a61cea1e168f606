"""What can be looked at: an agency's figure through the years, its tables, its comparison, its peers."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govstats.charts import Chart, all_charts, series
from govstats.comparing import compare
from govstats.display import Fragment, comparison_table, show
from govstats.errors import InvalidRequestError
from govstats.explorer.own import Own, read_own
from govstats.files import write_bytes, write_text
from govstats.forms import breakdown_names, item_names, load_form
from govstats.peers import like, peers
from govstats.prose import Text, write

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.dataset import Dataset
    from govstats.peers import Peers
    from govstats.reports import Report

SAVED_AS = ("png", "svg", "xlsx", "csv")
"""What is seen can be saved as a picture, a workbook with live formulas, or a table."""

_PROSE = {"zh": "正文", "en": "Text"}


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
    def printed(self) -> dict[str, str]:
        """The items in the form's order, as it prints them: table, group, number, name."""
        return {code: self._printed(code, name) for code, name in self.items.items()}

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

    def read(self, *files: tuple[str, bytes]) -> Own:
        """Read one report of one's own, or two of two years (names and contents), and compare.

        Raises UnreadableError for what is no report, InvalidRequestError for more than two.
        """
        return read_own(self.data, list(files))

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

    def _printed(self, code: str, name: str) -> str:
        form = load_form(self.report.edition)
        slots = (*form.slots.values(), *form.one_row_slots.values())
        slot = next((slot for slot in slots if slot.item == code), None)
        if slot is not None:
            block = form.block(slot.block)
            number = slot.row.number
            group = block.group_of(slot.row) if block.by else None
            if block.by:
                name = slot.row.label if self.lang == "zh" else slot.row.label_en
            group_name = (
                "" if group is None else group.label if self.lang == "zh" else group.label_en
            )
        else:
            groups = (group for block in form.blocks for group in block.groups)
            found = next((group for group in groups if group.code == code), None)
            if found is None:
                return f"{_PROSE[self.lang]}　{name}"
            block = next(block for block in form.blocks if found in block.groups)
            number, group_name = found.number, ""
        if self.lang == "zh":
            inside = f"{group_name} · " if group_name else ""
            return f"表{block.table}　{inside}{number}{name}"
        inside = f"{group_name}: " if group_name else ""
        return f"{block.label_en} – {inside}{name}"
