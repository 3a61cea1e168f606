"""A comparison as one table: every item of the form, both years, what may be said of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.display.fragment import Fragment, tag
from govstats.display.rows import groups, heads

if TYPE_CHECKING:
    from govstats.changes import Change, Comparison
    from govstats.display.rows import Group, Row, Shown


def comparison_table(comparison: Comparison, lang: str = "zh") -> Fragment:
    """Show every item of the comparison, by the tables of the form; applicants fold out."""
    found = groups(comparison, lang)
    top = [
        tag("th", head, scope="col", class_="unit" if place == 1 else "")
        for place, head in enumerate(heads(comparison, lang))
    ]
    head = tag("thead", tag("tr", Markup("").join(top)))
    tables = [_table(group, head, paired=comparison.before is not None) for group in found]
    rows = sum(len(group.rows) for group in found)
    return Fragment(Markup("").join(tables), f"{comparison.agency.named(lang)}: {rows} rows")


def row_id(change: Change) -> str:
    """Return the anchor of a figure's row on the page."""
    return f"{change.item}.{change.breakdown}".strip(".").replace(" ", "-")


def _table(group: Group, head: Markup, *, paired: bool) -> Markup:
    rows = Markup("").join(_row(row, paired=paired) for row in group.rows)
    table = tag("table", tag("caption", group.title) + head + rows, class_="comparison")
    shown = tag("div", table, class_="scroll")
    return tag("details", tag("summary", group.title) + shown) if group.detail else shown


def _row(row: Row, *, paired: bool) -> Markup:
    cells = [tag("td", row.unit, class_="unit")]
    if paired:
        cells.append(_figure(row.before))
    cells.append(_figure(row.after))
    if paired:
        cells += [tag("td", row.difference), tag("td", row.percent)]
    cells.append(tag("td", _remark(row), class_="remark"))
    head = tag("th", row.title, scope="row", class_="leaf" if row.leaf else "")
    return tag("tr", head + Markup("").join(cells), id=row_id(row.change))


def _figure(shown: Shown) -> Markup:
    kind = "absent" if shown.absent else "doubt" if shown.reason else ""
    return tag("td", shown.text, class_=kind, title=shown.reason)


def _remark(row: Row) -> Markup:
    if not row.doubt:
        return Markup("") + row.remark
    link = tag("a", row.doubt, href=f"#{row.change.doubts[0].id}")
    return Markup("{} {}").format(row.remark, link) if row.remark else link
