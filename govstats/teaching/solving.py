"""Answers from a file, handed in as a student would, with what is said to them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from markupsafe import Markup

from govstats.display import Fragment
from govstats.display.fragment import tag
from govstats.teaching.course import Course

_HEADS = {
    "zh": ("练习", "题目", "答案", "评语"),
    "en": ("Exercise", "Question", "Answer", "What is said"),
}


def read_answers(path: str | Path) -> dict[str, Any]:
    """Return the answers of a file by the number of their exercise."""
    raw = tomllib.loads(Path(path).read_text("utf-8"))
    return dict(raw["answers"])


def solved(unit: int, path: str | Path, lang: str = "zh") -> Fragment:
    """Hand in the answers of a unit and return each with its question and what is said to it."""
    course, answers = Course(unit, lang), read_answers(path)
    rows = [tag("tr", Markup("").join(tag("th", head, scope="col") for head in _HEADS[lang]))]
    for each in course.exercises:
        said = course.answer(each.id, answers.get(each.id))
        asked = each.question.get(lang)
        if each.is_letter:
            letter = course.letter(each.id)
            asked = f"{letter.plain[:40]}…"
        texts = (each.id, asked, _shown(course, each.id, answers.get(each.id)), said.plain)
        rows.append(tag("tr", Markup("").join(tag("td", text) for text in texts)))
    html = tag("table", Markup("").join(rows), class_="statutory")
    return Fragment(html + course.progress().html, course.progress().plain)


def _shown(course: Course, number: str, answer: Any) -> str:
    """Return an answer as a reader knows it: a choice by its words."""
    asked = next(each for each in course.exercises if each.id == number)
    words = {choice.code: choice.said.get(course.lang) for choice in asked.choices}
    if isinstance(answer, dict):
        return "; ".join(f"{cell} {value}" for cell, value in answer.items())
    return words.get(str(answer), str(answer)) + asked.unit.get(course.lang)
