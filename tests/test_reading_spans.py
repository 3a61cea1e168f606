"""Tables whose spans a page has lost or drawn wrong: names no longer stand over their figures."""

from __future__ import annotations

import re

import pytest

from govstats.documents import parse_document
from govstats.reading import read_document
from tests.damages import judge
from tests.drafts import Draft, draft
from tests.layouts import html

SPANS = ["colspan", "rowspan", "(?:col|row)span"]


def without(spans: str, page: bytes) -> bytes:
    """A page without some of its spans, as an editor leaves it that strips attributes."""
    return re.sub(rf" {spans}=\d+".encode(), b"", page)


def check(report: Draft, page: bytes, *, floor: float = 1.0) -> None:
    """No figure is wrong or invented, and enough are read."""
    figures, read, wrong = judge(report, read_document(parse_document(page, "page")))
    assert wrong == []
    assert read >= figures * floor


@pytest.mark.parametrize("spans", SPANS)
@pytest.mark.parametrize("sparse", [False, True])
def test_spans_that_an_editor_stripped(spans: str, *, sparse: bool) -> None:
    """Names are taken in their order, those of organisations in place of their group's."""
    report = draft("2021", 11, sparse=sparse)
    check(report, without(spans, html(report)))


@pytest.mark.parametrize("spans", SPANS)
def test_stripped_spans_over_columns_in_another_order(spans: str) -> None:
    """The total first and the organisations in another order: the names decide, not the form."""
    report = draft("2021", 11, sparse=False)
    persons, *organisations, total = report.columns
    report.columns = [total, persons, *organisations[::-1]]
    check(report, without(spans, html(report)))


@pytest.mark.parametrize("width", [1, 3, 4, 6])
def test_organisations_drawn_too_narrow_or_too_wide(width: int) -> None:
    """法人或其他组织 over more or fewer columns than it has moves no figure under another name."""
    report = draft("2021", 11, sparse=False)
    span, label = b"colspan=5>", "法人或其他组织".encode()
    page = html(report).replace(span + label, f"colspan={width}>".encode() + label)
    check(report, page, floor=1.0 if width < len(report.columns) - 2 else 0.12)


@pytest.mark.parametrize("spans", SPANS)
def test_stripped_spans_beside_a_subtotal(spans: str) -> None:
    """自然人 above 小计 in one column are two columns, whose figures are not exchanged."""
    report = draft("2021", 11, sparse=False)
    organisations = [code for _, code in report.columns[1:-1]]
    report.columns.insert(1, ("小计", "organisations"))
    for row in report.rows:
        key = (row.code, "organisations")
        report.truth[key] = sum(report.truth[row.code, code] for code in organisations)
    check(report, without(spans, html(report)))


@pytest.mark.parametrize("spans", SPANS)
def test_stripped_spans_and_lost_figures(spans: str) -> None:
    """A row that lost a figure is not completed by the order of the names."""
    report = draft("2021", 11, sparse=False)
    lost = [("requests.granted", "natural_person"), ("requests.refused.state_secret", "total")]
    for row in report.rows:
        row.lost = frozenset(code for item, code in lost if item == row.code)
    check(report, without(spans, html(report)), floor=0.9)
