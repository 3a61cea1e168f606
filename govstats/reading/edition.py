"""Which edition of the form a report uses: by the labels of its tables, then by its year."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from govstats.documents import Paragraph
from govstats.forms import Form, editions, load_form
from govstats.reading.indicators import is_foreign
from govstats.reading.labels import label_key
from govstats.reports import NO_EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govstats.documents import Document

_LONGEST_LABEL = 40
_SEVERAL = 3
_NAMED = 4


def choose_edition(document: Document, year: int | None = None) -> tuple[Form, str]:
    """Return the form whose own labels the tables use, and what decided.

    Only labels that no other edition has count: agencies name the wrong edition in their prose.
    Reports attach the 统计表 of 2014 beside later tables, and use its words in other lists: it is
    the form where it alone is there, or where both are and the report's year lies before 2019.
    Without any such label the year decides, without a year the newest form.
    """
    forms = [load_form(edition) for edition in editions()]
    tabular = [form for form in forms if not form.is_list]
    lists = [form for form in forms if form.is_list]
    printed = _printed(document, lists)
    in_tables = _only(tabular, lists) & printed
    in_lists = _only(lists, tabular) & printed
    if len(in_lists) >= _SEVERAL:
        by_list = len(in_lists) > len(in_tables)
        if len(in_tables) >= _SEVERAL and year is not None:
            by_list = year < tabular[0].first_year
        if by_list:
            return lists[-1], "、".join(sorted(in_lists)[:_NAMED])
    own = {form.edition: _only([form], [f for f in forms if f is not form]) for form in tabular}
    best = max(reversed(tabular), key=lambda form: len(own[form.edition] & printed))
    evidence = sorted(own[best.edition] & printed)
    if evidence:
        return best, "、".join(evidence[:_NAMED])
    return _by_year(tabular if len(in_tables) >= _SEVERAL else forms, year)


def _by_year(forms: Sequence[Form], year: int | None) -> tuple[Form, str]:
    """Return the form in use for the reports of a year; the oldest for years before any form."""
    if year is None:
        return forms[-1], f"{NO_EVIDENCE}，报告未写明年度，取最新格式"
    used = [form for form in forms if form.first_year <= year]
    if used:
        return used[-1], f"{NO_EVIDENCE}，按报告年度（{year}年）"
    return forms[0], f"{NO_EVIDENCE}，{year}年尚无统一格式，取最早的格式"


def _printed(document: Document, lists: Sequence[Form]) -> set[str]:
    """Return what the tables print, and the words of short lines, which may be rows of a text."""
    printed = {
        label_key(text)
        for grid in document.grids
        if not any(is_foreign(grid, form) for form in lists)
        for cell in grid.cells
        for text in ((cell.text,) if grid.exact else (cell.text, *cell.text.split()))
        if text.strip()
    }
    return printed | {
        label_key(word)
        for block in document.blocks
        if isinstance(block, Paragraph) and len(block.text) < _LONGEST_LABEL
        for word in block.text.split()
    }


def _only(forms: Sequence[Form], others: Sequence[Form]) -> set[str]:
    """Return the labels that only some forms have."""
    own, of_others = (frozenset(form.edition for form in each) for each in (forms, others))
    return _only_in(own, of_others)


@cache
def _only_in(editions_: frozenset[str], others: frozenset[str]) -> set[str]:
    own, of_others = (map(_labels, map(load_form, each)) for each in (editions_, others))
    return set().union(*own).difference(*of_others)


def _labels(form: Form) -> set[str]:
    """Return all names of a form's rows, columns and groups.

    A group is no evidence for the edition that has it as a row: reports by every edition print
    其他处理 as one row.
    """
    return {
        label_key(name)
        for block in form.blocks
        for label in (*block.rows, *block.columns, *block.groups)
        for name in (label.label, *label.aliases)
    }
