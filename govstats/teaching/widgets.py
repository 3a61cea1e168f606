"""An exercise as a panel of widgets: the question, a field, a button, and what is said to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
from markupsafe import Markup

from govstats.display.fragment import tag
from govstats.forms import load_form
from govstats.teaching.letters import letter
from govstats.teaching.numbering import exercise

if TYPE_CHECKING:
    from collections.abc import Callable

    from govstats.teaching.answering import Answers
    from govstats.teaching.exercises import Exercise, Ledger

_WORDS = {
    "zh": {
        "check": "检查",
        "choose": "请选择",
        "exercise": "练习",
        "save": "存为 Word 文件",
        "saved": "已存为",
    },
    "en": {
        "check": "Check",
        "choose": "Please choose",
        "exercise": "Exercise",
        "save": "Save as a Word file",
        "saved": "Saved as",
    },
}
_MOST_RADIO = 6
"""More choices than these stand in a list that opens."""


def panel(course: Answers, asked: Exercise) -> widgets.VBox:
    """Return an exercise as widgets; the button checks the answer, a right one as well as a wrong one."""
    words = _WORDS[course.lang]
    title = tag("strong", f"{words['exercise']} {asked.id}")
    question = Markup("{} {}").format(title, asked.question.get(course.lang))
    field, given = _FIELDS[asked.kind](course, asked)
    button = widgets.Button(
        description=words["check"], button_style="primary", layout=widgets.Layout(width="6em")
    )
    said = widgets.HTML(_line(course, asked) if asked.id in course.given else "")

    def checked(_: object) -> None:
        course.check(asked.id, given())
        said.value = _line(course, asked)

    button.on_click(checked)
    top = [widgets.HTML(tag("div", question, style="max-width:46rem;line-height:1.6"))]
    if asked.is_letter:
        top.insert(0, widgets.HTML(str(letter(asked.id).show(course.lang).html)))
    layout = widgets.Layout(margin="0.4em 0 0.8em 0")
    return widgets.VBox([*top, field, button, said], layout=layout)


def save_button(course: Answers, number: str) -> widgets.HBox:
    """Return a button that writes the form of an exercise as a Word file beside the notebook."""
    words, ledger = _WORDS[course.lang], exercise(number).form
    button = widgets.Button(description=words["save"], layout=widgets.Layout(width="12em"))
    said = widgets.Label("")

    def saved(_: object) -> None:
        name = f"{ledger.agency.get(course.lang)} {ledger.year}.docx"
        said.value = f"{words['saved']} {course.save_form(name, number)}"

    button.on_click(saved)
    return widgets.HBox([button, said])


def _line(course: Answers, asked: Exercise) -> str:
    return str(tag("div", course.said(asked.id).html, aria_live="polite", style="max-width:46rem"))


def _number(course: Answers, asked: Exercise) -> tuple[Any, Callable[[], Any]]:
    field = widgets.Text(
        value=str(course.given.get(asked.id, "")), layout=widgets.Layout(width="9em")
    )
    unit = widgets.Label(asked.unit.get(course.lang))
    return widgets.HBox([field, unit]), lambda: field.value


def _choice(course: Answers, asked: Exercise) -> tuple[Any, Callable[[], Any]]:
    options = [(choice.said.get(course.lang), choice.code) for choice in asked.choices]
    value = course.given.get(asked.id)
    wide = widgets.Layout(width="auto", max_width="46rem")
    if len(options) > _MOST_RADIO:
        first = (f"— {_WORDS[course.lang]['choose']} —", "")
        field = widgets.Dropdown(options=[first, *options], value=value or "", layout=wide)
        return field, lambda: field.value
    radio = widgets.RadioButtons(options=options, value=value, layout=wide)
    return radio, lambda: radio.value


def _cells(course: Answers, asked: Exercise) -> tuple[Any, Callable[[], Any]]:
    before, ledger = course.given.get(asked.id, {}), asked.form
    rows, columns = _labels(ledger, course.lang)
    fields = {
        "/".join(key): widgets.Text(
            value=str(before.get("/".join(key), "")), layout=widgets.Layout(width="5em")
        )
        for key in ledger.keys
    }
    boxes: list[Any] = [widgets.HTML(""), *(widgets.HTML(tag("b", name)) for name in columns)]
    for row, name in zip(ledger.rows, rows, strict=True):
        boxes.append(widgets.HTML(tag("span", name)))
        boxes += [fields[f"{row}/{column}"] for column in ledger.columns]
    grid = widgets.GridBox(
        boxes,
        layout=widgets.Layout(
            grid_template_columns=f"minmax(12em, 22em) repeat({len(columns)}, 7em)",
            grid_gap="2px 8px",
        ),
    )
    return grid, lambda: {name: field.value for name, field in fields.items()}


def _labels(ledger: Ledger, lang: str) -> tuple[list[str], list[str]]:
    block = load_form(ledger.edition).block("requests")
    rows = {row.code: row.printed if lang == "zh" else row.label_en for row in block.rows}
    columns = {c.code: c.label if lang == "zh" else c.label_en for c in block.columns}
    return [rows[row] for row in ledger.rows], [columns[column] for column in ledger.columns]


_FIELDS: dict[str, Callable[[Answers, Exercise], tuple[Any, Callable[[], Any]]]] = {
    "number": _number,
    "choice": _choice,
    "cells": _cells,
}
