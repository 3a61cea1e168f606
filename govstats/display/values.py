"""How a report, findings, a dataset and a comparison show themselves in a notebook."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.changes import Comparison
from govstats.checks import Findings
from govstats.dataset import Dataset
from govstats.display.comparison import comparison_table
from govstats.display.findings import findings_list
from govstats.display.fragment import Fragment, tag
from govstats.display.statutory import show
from govstats.prose import write
from govstats.reports import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_ROWS = 40
"""Reports of a dataset that are listed; the rest is counted."""


@singledispatch
def html(value: object) -> str:
    """Return a value as HTML with its style; Chinese, as everything is by default."""
    raise TypeError(f"nothing shows a {type(value).__name__}")


@html.register
def _(value: Report) -> str:
    return show(value)._repr_html_()


@html.register
def _(value: Findings) -> str:
    return Fragment(findings_list(value.failures, "zh"), str(value))._repr_html_()


@html.register
def _(value: Comparison) -> str:
    text = write(value, "zh")
    parts = Markup(text._repr_html_()) + comparison_table(value).html  # noqa: S704 - escaped there
    return Fragment(parts, text.headline)._repr_html_()


@html.register
def _(value: Dataset) -> str:
    full = value.sources[value.sources["coverage"] == "full"]
    records = full.sort_values(["agency", "year"]).to_dict("records")
    rows = [
        _row((value.agencies[one["agency"]].name, one["agency"], one["year"], one["edition"]))
        for one in records[:MOST_ROWS]
    ]
    head = _row(("机关", "代码", "年度", "格式"), "th")
    left = len(records) - len(rows)
    said = f"{len(value.sources)}份报告，其中完整{len(records)}份，数据{len(value.rows)}条"
    more = tag("p", f"另有{left}份完整报告未列出。") if left > 0 else Markup("")
    table = tag("table", head + Markup("").join(rows))
    return Fragment(tag("p", said) + table + more, repr(value))._repr_html_()


def _row(texts: Iterable[object], cell: str = "td") -> Markup:
    return tag("tr", Markup("").join(tag(cell, text) for text in texts))
