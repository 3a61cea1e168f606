"""Errors that reports are known to make, planted where one is told of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from govstats.forms import load_form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np

    from govstats.forms import Block, Form
    from govstats.reports import Key
    from govstats.testing.figures import Figures

T = TypeVar("T")

TOTAL = "total"
_PERSON = "natural_person"
_OF_ANY_FORM = {
    "row_total", "digit_dropped", "digit_doubled", "digits_swapped", "tenfold", "hundredfold",
    "any_value", "blank_for_zero",
}  # fmt: skip
"""Kinds that need no table by applicant, and so occur in the statistical table of 2014 too."""


@dataclass(frozen=True, slots=True)
class Planted:
    """An error: its kind, and for each changed cell what is true and what is printed.

    Texts are without units; an empty one is a blank cell.
    """

    kind: str
    cells: Mapping[Key, tuple[str, str]]


def plant(
    rng: np.random.Generator, kind: str, edition: str, figures: Figures, *, later: bool
) -> Planted | None:
    """Return an error of a kind in some figures; None where they have no place for it.

    `later` says that there is a report of the year before, which a carry-over can contradict.
    """
    form = load_form(edition)
    if (kind == "carry_over" and not later) or (form.is_list and kind not in _OF_ANY_FORM):
        return None
    changed = KINDS[kind](rng, form, figures)
    cells = {key: (figures[key], text) for key, text in changed.items() if figures[key] != text}
    return Planted(kind, cells) if cells else None


def _row_total(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    rows = [row.code for row in _requests(form).rows if (row.code, TOTAL, "table") in figures]
    return _off(rng, figures, (_one(rng, rows), TOTAL, "table"))


def _outcomes_sum(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    columns = [column.code for column in _requests(form).columns]
    return _off(rng, figures, ("requests.outcomes", _one(rng, columns), "table"))


def _carry_over(rng: np.random.Generator, _: Form, figures: Figures) -> Figures:
    """One request more is brought forward and concluded: the report agrees with itself alone."""
    more = int(rng.integers(1, 4))
    rows = ("requests.brought_forward", "requests.granted", "requests.outcomes")
    keys: list[Key] = [(row, who, "table") for row in rows for who in (_PERSON, TOTAL)]
    return {key: str(int(figures[key]) + more) for key in keys}


def _digit_dropped(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    key = _cell(rng, form, figures, lambda text: len(text) > 1)
    if key is None:
        return {}
    at = int(rng.integers(len(figures[key])))
    return {key: str(int(figures[key][:at] + figures[key][at + 1 :]))}


def _digit_doubled(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    key = _cell(rng, form, figures, lambda text: text != "0")
    if key is None:
        return {}
    at = int(rng.integers(len(figures[key])))
    return {key: figures[key][: at + 1] + figures[key][at:]}


def _digits_swapped(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    key = _cell(rng, form, figures, lambda text: bool(_swaps(text)))
    if key is None:
        return {}
    text = figures[key]
    at = _one(rng, _swaps(text))
    return {key: f"{text[:at]}{text[at + 1]}{text[at]}{text[at + 2 :]}"}


def _swaps(text: str) -> list[int]:
    """Return where two digits differ from their neighbour and no zero would come first."""
    return [n for n in range(len(text) - 1) if text[n] != text[n + 1] and (n or text[n + 1] != "0")]


def _tenfold(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    key = _cell(rng, form, figures, lambda text: text != "0")
    return {} if key is None else {key: f"{figures[key]}0"}


def _hundredfold(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    key = _cell(rng, form, figures, lambda text: text != "0")
    return {} if key is None else {key: f"{figures[key]}00"}


def _any_value(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    """A cell has any other number of as many digits, or of one more where it has one."""
    key = _cell(rng, form, figures, lambda _: True)
    if key is None:
        return {}
    value, most = int(figures[key]), 10 ** max(len(figures[key]), 2)
    return {key: str((value + int(rng.integers(1, most))) % most)}


def _cells_swapped(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    first = _cell(rng, form, figures, lambda text: text != "0")
    if first is None:
        return {}
    keys = _keys(form, figures)
    keys = [key for key in keys if key[1] == first[1] and figures[key] != figures[first]]
    second = _one(rng, keys)
    return {first: figures[second], second: figures[first]}


def _swapped_across(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    """Two figures of a row stand in each other's column."""
    first = _cell(rng, form, figures, lambda text: text != "0")
    if first is None or first[1] == "":
        return {}
    keys: list[Key] = [(first[0], column.code, "table") for column in _requests(form).columns]
    keys = [key for key in keys if figures[key] != figures[first]]
    if not keys:
        return {}
    second = _one(rng, keys)
    return {first: figures[second], second: figures[first]}


def _next_row(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    """A figure is typed one row too low, and the row that it is missing from says 0."""
    first = _cell(rng, form, figures, lambda text: text != "0")
    keys = _keys(form, figures)
    column = [key for key in keys if first and first[1] and key[1] == first[1]]
    if first is None or first not in column[:-1]:
        return {}
    return {first: "0", column[column.index(first) + 1]: figures[first]}


def _row_shifted(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    """The figures of a row stand one column to the right; the first is empty, the last is lost."""
    keys = _row(rng, form, figures)
    texts = ["", *(figures[key] for key in keys)]
    return dict(zip(keys, texts, strict=False))


def _row_shifted_left(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    """The figures of a row stand one column to the left; the first is lost, the last is empty."""
    keys = _row(rng, form, figures)
    texts = [*(figures[key] for key in keys[1:]), ""]
    return dict(zip(keys, texts, strict=False))


def _row(rng: np.random.Generator, form: Form, figures: Figures) -> list[Key]:
    """Return the cells of a row of table three that is not 0, none where all are."""
    block = _requests(form)
    rows: list[list[Key]] = [
        [(row.code, column.code, "table") for column in block.columns] for row in block.rows
    ]
    filled = [
        keys for keys in rows if all(key in figures for key in keys) and figures[keys[-1]] != "0"
    ]
    return _one(rng, filled) if filled else []


def _blank_for_zero(rng: np.random.Generator, form: Form, figures: Figures) -> Figures:
    key = _cell(rng, form, figures, lambda text: text == "0")
    return {} if key is None else {key: ""}


def _category_sum(rng: np.random.Generator, _: Form, figures: Figures) -> Figures:
    keys = [key for key in figures if key[0] == "disclosed.by_category"]
    return _off(rng, figures, _one(rng, keys)) if keys else {}


def _prose_and_table(rng: np.random.Generator, _: Form, figures: Figures) -> Figures:
    key: Key = ("requests.new", TOTAL, "text")
    return _off(rng, figures, key) if key in figures else {}


def _off(rng: np.random.Generator, figures: Figures, key: Key) -> Figures:
    """Return a figure that is a little more or less, and not negative."""
    value, by = int(figures[key]), int(rng.integers(1, 4))
    return {key: str(value - by if value >= by and rng.random() < 0.5 else value + by)}  # noqa: PLR2004 - a coin


def _requests(form: Form) -> Block:
    return next(block for block in form.blocks if block.by)


def _keys(form: Form, figures: Figures) -> list[Key]:
    """Return the cells of tables three and four that have figures."""
    keys: list[Key] = [
        (slot.item, slot.breakdown, "table")
        for block in form.blocks
        if block.by or block.layout == "line"
        for slot in block.slots()
    ]
    return [key for key in keys if key in figures]


def _cell(
    rng: np.random.Generator, form: Form, figures: Figures, fits: Callable[[str], bool]
) -> Key | None:
    """Return a cell of tables three and four whose figure fits, None where there is none."""
    keys = [key for key in _keys(form, figures) if fits(figures[key])]
    return _one(rng, keys) if keys else None


def _one(rng: np.random.Generator, options: list[T]) -> T:
    return options[int(rng.integers(len(options)))]


KINDS: dict[str, Callable[[np.random.Generator, Form, Figures], Figures]] = {
    "row_total": _row_total,
    "outcomes_sum": _outcomes_sum,
    "carry_over": _carry_over,
    "digit_dropped": _digit_dropped,
    "digit_doubled": _digit_doubled,
    "digits_swapped": _digits_swapped,
    "tenfold": _tenfold,
    "hundredfold": _hundredfold,
    "any_value": _any_value,
    "cells_swapped": _cells_swapped,
    "swapped_across": _swapped_across,
    "next_row": _next_row,
    "row_shifted": _row_shifted,
    "row_shifted_left": _row_shifted_left,
    "blank_for_zero": _blank_for_zero,
    "category_sum": _category_sum,
    "prose_and_table": _prose_and_table,
}
"""Each kind of error: figures of tables three and four or of the prose, and what they become."""
