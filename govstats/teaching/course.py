"""A unit as its notebook uses it: asks, checks, shows, and remembers what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govstats.display import Fragment, show
from govstats.resources import find
from govstats.storage import load
from govstats.teaching import pictures, tables
from govstats.teaching.answering import Answers
from govstats.teaching.letters import letter
from govstats.teaching.numbering import exercise
from govstats.teaching.samples import compared_county

if TYPE_CHECKING:
    from govstats.charts import Chart
    from govstats.dataset import Dataset
    from govstats.reports import Report


class Course(Answers):
    """One unit of the course in a language, with the answers that were given to it.

    `ask` shows an exercise with its field, `answer` takes the answer by code; both check it.
    """

    def ask(self, number: str) -> Any:
        """Show an exercise with a field for the answer (ipywidgets)."""
        from govstats.teaching.widgets import panel

        return panel(self, exercise(number))

    def letter(self, number: str) -> Fragment:
        """Return the reply letter of an exercise of unit 1."""
        return letter(number).show(self.lang)

    def report(self, agency: str, year: int, *, synthetic: bool = False) -> Report:
        """Return a bundled report: a real one, or one of the simulated town."""
        return self._data(synthetic=synthetic).report(agency, year)

    def table(self, agency: str, year: int, which: str, *, synthetic: bool = False) -> Fragment:
        """Show the tables 二, 三 or 四 of a report as printed, without marks."""
        data = self._data(synthetic=synthetic)
        return tables.printed(data.report(agency, year), data.agencies, which, self.lang)

    def prose(self, agency: str, year: int, *items: str, synthetic: bool = False) -> Fragment:
        """Show figures that the prose of a report states."""
        data = self._data(synthetic=synthetic)
        return tables.stated(data.report(agency, year), data.agencies, items, self.lang)

    def rows_of_editions(self) -> Fragment:
        """Show which rows 其他处理 has in each edition of the form."""
        return tables.split_rows(self.lang)

    def league(self) -> Fragment:
        """Show the towns of the simulated county as a league table."""
        return pictures.league(compared_county(), self.lang)

    def funnel(self) -> Chart:
        """Show the towns of the simulated county as a funnel."""
        return pictures.funnel(compared_county(), self.lang)

    def sliders(self) -> Any:
        """Show how wide a share is, with two sliders (ipywidgets)."""
        from govstats.teaching.sliders import interval_sliders

        return interval_sliders(self.lang)

    def form(self, number: str = "0.4") -> Fragment:
        """Show the form that was filled in as the statutory tables, checked."""
        return show(self.filled(number), lang=self.lang)

    def save_button(self, number: str = "0.4") -> Any:
        """Show a button that writes the form as a Word file beside the notebook (ipywidgets)."""
        from govstats.teaching.widgets import save_button

        return save_button(self, number)

    def _data(self, *, synthetic: bool) -> Dataset:
        return load(find("synthetic" if synthetic else "data"))
