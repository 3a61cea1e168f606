"""A report's figures as they are compared: tables before prose, group sums before their leaves."""

from __future__ import annotations

from decimal import Decimal

from govstats.forms import Form, editions, item_names, load_form
from govstats.reports import Cell, Report, Status

Figures = dict[tuple[str, str], Cell]
"""Cells by (item, breakdown), in the order of the form."""

_SUITS = ("litigation.", "disputes.")
_WORST = (Status.NOT_APPLICABLE, Status.BLANK, Status.UNREADABLE)


def figures(report: Report) -> Figures:
    """Return a report's figures in the order of its form, with the group sums that it does not print.

    The prose counts only where the form has no such cell, nor the parts of it: of requests, and of
    all suits together, where table four has the two kinds. A group has a sum where all its leaves
    are there; where one of them has no value, the sum has that leaf's status instead.
    """
    tables = {cell.item for cell in report.cells if cell.source == "table"}
    found: Figures = {}
    for cell in report.cells:
        stated = cell.item not in tables and not (
            cell.item.startswith("requests.")
            or (cell.item.startswith(_SUITS) and "litigation_direct.total" in tables)
        )
        if cell.source == "table" or stated:
            found.setdefault((cell.item, cell.breakdown), cell)
    if report.edition not in editions():
        return found
    form = load_form(report.edition)
    ordered: Figures = {}
    for (item, breakdown), cell in found.items():
        group = item.rpartition(".")[0]
        if group and (group, breakdown) not in found and (group, breakdown) not in ordered:
            total = _group(form, found, group, breakdown)
            if total is not None:
                ordered[group, breakdown] = total
        ordered[item, breakdown] = cell
    return ordered


def _group(form: Form, found: Figures, group: str, breakdown: str) -> Cell | None:
    leaves = [found.get((leaf, breakdown)) for leaf in form.leaves(group)]
    printed = [leaf for leaf in leaves if leaf is not None]
    if not printed or len(printed) != len(leaves):
        return None
    values = [leaf.value for leaf in printed if leaf.value is not None]
    absent = [leaf.status for leaf in printed if leaf.value is None]
    status = max(absent, key=_WORST.index) if absent else Status.REPORTED
    value = None if absent else sum(values, Decimal(0))
    label = item_names()[group].zh
    return Cell(group, breakdown, label, "table", value, printed[0].unit, status)
