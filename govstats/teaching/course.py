"""A unit as its notebook uses it: asks, checks, shows, and remembers what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from govstats.display import Fragment, show
from govstats.display.fragment import tag
from govstats.errors import InvalidRequestError
from govstats.files import write_bytes
from govstats.resources import find
from govstats.storage import load
from govstats.teaching import pictures, tables
from govstats.teaching.checking import as_number, cell_name, check
from govstats.teaching.exercises import exercise, exercises
from govstats.teaching.filling import report_of
from govstats.teaching.letters import letter
from govstats.teaching.samples import compared_county
from govstats.writing import filled_sheet, render

if TYPE_CHECKING:
    from pathlib import Path

    from govstats.charts import Chart
    from govstats.dataset import Dataset
    from govstats.reports import Report
    from govstats.teaching.checking import Feedback

LANGUAGES = ("zh", "en")
SIGNS = {"right": "✓", "wrong": "✗", "none": "…"}
"""What stands before the words of an answer, so that colour alone says nothing."""

_COLOURS = {"right": "#00664a", "wrong": "#B84700", "none": "#56626E"}
_WORDS = {
    "zh": {
        "right": "对。", "wrong": "还不对。", "none": "", "done": "本单元 {1} 题，已答对 {0} 题。",
        "row": "登记在“{0}”。",
    },
    "en": {
        "right": "Right. ", "wrong": "Not yet. ", "none": "",
        "done": "{0} of the {1} exercises of this unit are answered right.",
        "row": " It is booked under “{0}”.",
    },
}  # fmt: skip


class Course:
    """One unit of the course in a language, with the answers that were given to it.

    `ask` shows an exercise with its field, `answer` takes the answer by code; both check it.
    """

    def __init__(self, unit: int, lang: str = "zh") -> None:
        if lang not in LANGUAGES:
            raise InvalidRequestError(f"lang={lang!r}", "teaching", ", ".join(LANGUAGES))
        self.unit, self.lang = unit, lang
        self.exercises = exercises(unit)
        self.given: dict[str, Any] = {}
        self._tries: dict[str, int] = {}
        self._feedback: dict[str, Feedback] = {}

    def ask(self, number: str) -> Any:
        """Show an exercise with a field for the answer (ipywidgets)."""
        from govstats.teaching.widgets import panel

        return panel(self, exercise(number))

    def answer(self, number: str, given: Any) -> Fragment:
        """Check an answer and say what is to be said to it."""
        self.check(number, given)
        return self.said(number)

    def check(self, number: str, given: Any = None) -> Feedback:
        """Check an answer, or the one given before, and remember it."""
        asked = exercise(number)
        if given is None:
            given = self.given.get(number)
        found = check(asked, given, self._tries.get(number, 0) + 1)
        if found.verdict != "none":
            self.given[number] = given
            self._tries[number] = self._tries.get(number, 0) + (found.verdict == "wrong")
        self._feedback[number] = found
        return found

    def said(self, number: str) -> Fragment:
        """Return what was said last to an exercise."""
        found = self._feedback.get(number) or check(exercise(number))
        text = f"{_WORDS[self.lang][found.verdict]}{found.said.get(self.lang)}"
        if found.right and exercise(number).is_letter:
            text += self._row(number)
        line = f"{SIGNS[found.verdict]} {text}"
        return Fragment(tag("p", line, style=f"color:{_COLOURS[found.verdict]}"), line)

    def progress(self) -> Fragment:
        """Return which exercises of the unit are done."""
        verdicts = {
            each.id: self._feedback[each.id].verdict if each.id in self._feedback else "none"
            for each in self.exercises
        }
        done = sum(verdict == "right" for verdict in verdicts.values())
        line = _WORDS[self.lang]["done"].format(done, len(verdicts))
        marks = [
            tag("span", f"{number} {SIGNS[verdict]}", style="margin-right:1em;white-space:nowrap")
            for number, verdict in verdicts.items()
        ]
        return Fragment(tag("p", line) + tag("p", Markup(" ").join(marks)), line)

    def done(self) -> bool:
        """Say whether every exercise of the unit is answered right."""
        return all(
            each.id in self._feedback and self._feedback[each.id].right for each in self.exercises
        )

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
        return show(self._filled(number), lang=self.lang)

    def save_form(self, path: str | Path, number: str = "0.4") -> Path:
        """Write the form that was filled in as a file: docx, html or txt by its suffix."""
        from pathlib import Path

        target = Path(path)
        sheet = filled_sheet(self._filled(number))
        write_bytes(target, render(sheet, target.suffix.removeprefix(".")))
        return target

    def save_button(self, number: str = "0.4") -> Any:
        """Show a button that writes the form as a Word file beside the notebook (ipywidgets)."""
        from govstats.teaching.widgets import save_button

        return save_button(self, number)

    def _row(self, number: str) -> str:
        """Return in which row a letter was rightly put."""
        rows = {choice.code: choice.said.get(self.lang) for choice in exercise(number).choices}
        return _WORDS[self.lang]["row"].format(rows[str(self.given[number])])

    def _data(self, *, synthetic: bool) -> Dataset:
        return load(find("synthetic" if synthetic else "data"))

    def _filled(self, number: str) -> Report:
        ledger = exercise(number).form
        names = {
            key if isinstance(key, str) else cell_name(key): as_number(text)
            for key, text in self.given.get(number, {}).items()
        }
        return report_of(ledger, {name: n for name, n in names.items() if n is not None})
