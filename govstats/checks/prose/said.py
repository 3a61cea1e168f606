"""What the prose of a report states, from its sentences or from the figures that are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.checks.references import CellRef, plain
from govstats.forms import breakdown_names, claim_on, item_names
from govstats.reports import Statement, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from govstats.reports import Cell, Report

CATEGORY = "disclosed.by_category"
REST = "other"
"""The class for the rest (其他类): a list that names it claims to be complete."""
REFERRED = re.compile("^各|备案|^历年")
"""Scopes that make a figure others' or all years' and none of the report's own."""
_DISCLOSED = {"zh": "主动公开", "en": "items disclosed"}
_FIGURES_ONLY = 1
"""The group of the categories and their total where no sentence tells what belongs together."""
_MONEY = {"元": " yuan", "万元": " (10,000 yuan)"}
_QUALIFIERS = ("以上", "左右", "余", "多", "近", "约", "超", "万", "亿")


_LABELLED = (CATEGORY, "channels.")
"""Items whose label names a category or an account."""


def statements_of(report: Report) -> tuple[Statement, ...]:
    """Return what the prose states, in its order.

    A dataset keeps the figures of the prose and not its sentences: what it has beyond the
    statements comes as statements without a quote. Their scope is the label (全区, 代表区政府) of a
    figure that is broken down by no category and no account.
    """
    known = {(said.item, said.breakdown) for said in report.statements}
    kept = [
        cell
        for cell in report.cells
        if cell.source == "text" and (cell.item, cell.breakdown) not in known
    ]
    grouped = any(said.group for said in report.statements if said.item == CATEGORY)
    complete = any(cell.item == CATEGORY and cell.breakdown == REST for cell in kept)
    return (
        *report.statements,
        *_without_sentences(kept, 0 if grouped else _FIGURES_ONLY, complete=complete),
    )


def _without_sentences(cells: list[Cell], group: int, *, complete: bool) -> Iterator[Statement]:
    for cell in cells:
        if cell.value is None:
            continue
        vague = cell.status is Status.APPROXIMATE
        qualifier = next((mark for mark in _QUALIFIERS if mark in cell.raw), "约") if vague else ""
        divided = cell.item in (CATEGORY, "disclosed.total")
        yield Statement(
            item=cell.item,
            breakdown=cell.breakdown,
            label=cell.label,
            value=cell.value,
            unit=cell.unit,
            printed=cell.raw,
            quote="",
            place=cell.place,
            qualifier=qualifier,
            scope="" if cell.item.startswith(_LABELLED) else cell.label,
            group=group if divided else 0,
            complete=complete and cell.item == CATEGORY,
        )


def reference_to(report: Report, said: Statement) -> CellRef:
    """Return the reference to what a statement says, as a cell with the source `text`."""
    return CellRef(
        report.agency or report.agency_name, report.year, said.item, said.breakdown, "text",
        said.value, str(said.place),
    )  # fmt: skip


def name_of(report: Report, said: Statement, lang: str) -> str:
    """Return what a statement counts, in the words of a sentence: 收到政府信息公开申请（自然人）."""
    if said.item == "disclosed.total":
        return _DISCLOSED[lang]
    if said.item in ("stated", CATEGORY):
        return said.label if lang == "zh" and said.label else _category(said.breakdown, lang)
    claim = claim_on(said.item, said.breakdown, report.edition)
    names = item_names()
    name = claim.named(lang) if claim else ""
    if not name:
        name = names[said.item][lang] if said.item in names else said.label or said.item
    return name + divided(said.breakdown, lang)


def _category(breakdown: str, lang: str) -> str:
    names = breakdown_names()
    return names[breakdown][lang] if breakdown in names else breakdown


def divided(breakdown: str, lang: str) -> str:
    """Return a breakdown in brackets behind what it divides, nothing for the whole."""
    if breakdown in ("", "total"):
        return ""
    names = breakdown_names()
    name = names[breakdown][lang] if breakdown in names else breakdown
    return f"（{name}）" if lang == "zh" else f" ({name})"


def counted(value: Decimal, unit: str, lang: str) -> str:
    """Return a figure with its unit; in English only money has one."""
    if lang == "zh":
        return plain(value) + unit
    return plain(value) + _MONEY.get(unit, "")
