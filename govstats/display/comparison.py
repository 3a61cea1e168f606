"""A comparison as tables: every item of the form, both years, what may be said of the change."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.display.fragment import Fragment, tag
from govstats.display.rows import groups, heads, rate_heads, rate_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.changes import Comparison
    from govstats.display.rows import Group, Row, Shown


def comparison_table(comparison: Comparison, lang: str = "zh") -> Fragment:
    """Show every item of the comparison, by the tables of the form; applicants fold out.

    Each row has an id that the words lead to, each year a link to where its report comes from, and
    each figure its place there.
    """
    found = groups(comparison, lang)
    paired = comparison.before is not None
    top = _linked(comparison, heads(comparison, lang))
    tables = [_table(group, top, paired=paired) for group in found if not group.detail]
    tables[1:1] = _rates(comparison, lang)
    tables += [_folded(comparison, group, lang) for group in found if group.detail]
    rows = sum(len(group.rows) for group in found)
    return Fragment(Markup("").join(tables), f"{comparison.agency.named(lang)}: {rows} rows")


def _linked(comparison: Comparison, names: Iterable[str]) -> list[Markup | str]:
    years = {f"{year}" for year in (comparison.against, comparison.year)}
    return [tag("a", name, href=f"#source-{name}") if name in years else name for name in names]


def _frame(
    title: str,
    top: Iterable[object],
    rows: Iterable[Markup],
    kind: str = "comparison",
    unit: str = "",
) -> Markup:
    head = tag("thead", tag("tr", Markup("").join(tag("th", name, scope="col") for name in top)))
    body = tag("tbody", Markup("").join(rows))
    table = tag("table", tag("caption", title, data_unit=unit) + head + body, class_=kind)
    return tag("div", table, class_="scroll", tabindex="0")


def _table(group: Group, top: list[Markup | str], *, paired: bool) -> Markup:
    """Return a table whose units a narrow page, which has no room for their column, tells at the head or the rows."""
    units = {row.unit for row in group.rows}
    mixed = len(units) > 1
    rows = (_row(row, row.title, paired=paired, mixed=mixed) for row in group.rows)
    return _frame(group.title, top, rows, unit="" if mixed else units.pop())


def _folded(comparison: Comparison, group: Group, lang: str) -> Markup:
    """Return a table by applicant as the form has it: a row for each item, both years in a cell."""
    parts = {row.change.breakdown: row.part for row in group.rows}
    rows = []
    for name, found in groupby(group.rows, key=lambda row: row.name):
        mine = {row.change.breakdown: row for row in found}
        cells = (_pair(mine[part]) if part in mine else tag("td", "0") for part in parts)
        rows.append(tag("tr", tag("th", name, scope="row") + Markup("").join(cells)))
    top = [heads(comparison, lang)[0], *parts.values()]
    title = group.title
    if comparison.before is not None:
        title += (
            f"：{comparison.against} → {comparison.year}"
            if lang == "zh"
            else f": {comparison.against} → {comparison.year}"
        )
    table = _frame(title, top, rows, "by-applicant")
    return tag("details", tag("summary", group.title) + table)


def _pair(row: Row) -> Markup:
    """Return both years of a figure in one cell; one where they are the same or alone."""
    before, after = row.before, row.after
    alone = row.change.before is None or before.text == after.text
    kind = "doubt" if before.reason or after.reason else ""
    text = after.text if alone else f"{before.text} → {after.text}"
    told = (before.correction, after.correction, before.reason, after.reason)
    reason = " / ".join(dict.fromkeys(filter(None, told)))
    return tag("td", text, id=row.change.anchor, class_=kind, title=reason)


def _rates(comparison: Comparison, lang: str) -> list[Markup]:
    title, rows = rate_rows(comparison, lang)
    if not rows:
        return []
    paired = comparison.before is not None
    shown = []
    for row in rows:
        texts = [row.before, row.after, row.points] if paired else [row.after]
        cells = Markup("").join(tag("td", text) for text in texts)
        shown.append(tag("tr", tag("th", row.name, scope="row") + cells, id=row.rate.anchor))
    return [_frame(title, _linked(comparison, rate_heads(comparison, lang)), shown, "rates")]


def _row(row: Row, name: str, *, paired: bool, mixed: bool) -> Markup:
    cells = [tag("td", row.unit)]
    if paired:
        cells.append(_figure(row.before))
    cells.append(_figure(row.after))
    if paired:
        cells += [tag("td", row.difference), tag("td", row.percent)]
    cells.append(tag("td", _remark(row)))
    head = tag(
        "th",
        name,
        scope="row",
        class_="leaf" if row.leaf else "",
        data_unit=row.unit if mixed else "",
    )
    return tag("tr", head + Markup("").join(cells), id=row.change.anchor)


def _figure(shown: Shown) -> Markup:
    kind = "absent" if shown.absent else "doubt" if shown.reason else ""
    told = " / ".join(filter(None, (shown.correction, shown.reason)))
    return tag("td", shown.text, class_=kind, title=told or shown.place)


def _remark(row: Row) -> Markup:
    if not row.doubt:
        return Markup("") + row.remark
    link = tag("a", row.doubt, href=f"#{row.change.doubts[0].id}")
    return Markup("{} {}").format(row.remark, link) if row.remark else link
