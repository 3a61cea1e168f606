"""The answers that were given to a unit: checked, counted, and spoken to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from govstats.display import Fragment
from govstats.display.fragment import tag
from govstats.errors import InvalidRequestError
from govstats.files import write_bytes
from govstats.teaching.checking import as_number, cell_name, check, plain
from govstats.teaching.filling import report_of
from govstats.teaching.numbering import exercise, exercises
from govstats.writing import filled_sheet, render

if TYPE_CHECKING:
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


class Answers:
    """What was answered in a unit, in a language; every answer is checked when it is given."""

    def __init__(self, unit: int, lang: str = "zh") -> None:
        if lang not in LANGUAGES:
            raise InvalidRequestError(f"lang={lang!r}", "teaching", ", ".join(LANGUAGES))
        self.unit, self.lang = unit, lang
        self.exercises = exercises(unit)
        self.given: dict[str, Any] = {}
        self._tries: dict[str, int] = {}
        self._feedback: dict[str, Feedback] = {}

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

    def save_form(self, path: str | Path, number: str = "0.4") -> Path:
        """Write the form that was filled in as a file: docx, html or txt by its suffix."""
        target = Path(path)
        sheet = filled_sheet(self.filled(number))
        write_bytes(target, render(sheet, target.suffix.removeprefix(".")))
        return target

    def filled(self, number: str) -> Report:
        """Return the form that was filled in as a report; what has no number yet is blank."""
        ledger = exercise(number).form
        names = {
            key if isinstance(key, str) else cell_name(key): as_number(text)
            for key, text in self.given.get(number, {}).items()
        }
        return report_of(ledger, {name: n for name, n in names.items() if n is not None})

    def _row(self, number: str) -> str:
        """Return in which row a letter was rightly put."""
        rows = {choice.code: choice.said.get(self.lang) for choice in exercise(number).choices}
        return _WORDS[self.lang]["row"].format(rows[plain(self.given[number])])
