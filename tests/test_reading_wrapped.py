"""A number in pieces is one number only where a sum of the table proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govstats.documents import parse_document
from govstats.reading import read_document
from govstats.reports import Status
from tests.samples import as_html, consistent

if TYPE_CHECKING:
    from decimal import Decimal

PEOPLE, FIRMS, TOTAL = "natural_person", "commercial_enterprise", "total"


def row(people: str, firms: str, total: str) -> list[Decimal | None]:
    """The three figures of a row that is in no sum but its own, as they are read."""
    printed = {PEOPLE: people, FIRMS: firms, TOTAL: total}
    figures = consistent() | {("requests.granted", who): text for who, text in printed.items()}
    page = as_html(figures, cell=lambda text: text.replace("\n", "<p>"))
    report = read_document(parse_document(page.encode(), "page"))
    cells = [report.cell("requests.granted", who) for who in printed]
    assert all((cell.value is None) == (cell.status is Status.UNREADABLE) for cell in cells)
    return [cell.value for cell in cells]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (("1533\n777", "1", "1533778"), [1533777, 1, 1533778]),
        (("1533\n777", "1533\n778", "3067\n555"), [1533777, 1533778, 3067555]),
        (("12\n34", "0", "1234"), [1234, 0, 1234]),
        (("12 34", "1", "1235"), [1234, 1, 1235]),
        (("1533\n777", "0", "1533\n777"), [None, 0, None]),
        (("1533\n777", "1\n2", "1534\n779"), [None, None, None]),
        (("1533\n777", "1", "1533779"), [None, 1, 1533779]),
        (("0\n5", "1", "6"), [None, 1, 6]),
        (("1 204", "1", "1205"), [1204, 1, 1205]),
        (("1 204", "3 5", "9"), [None, None, 9]),
        (("1 204", "3 5", "1239"), [1204, 35, 1239]),
    ],
)  # fmt: skip
def test_a_sum_proves_one_number(printed: tuple[str, str, str], read: list[int | None]) -> None:
    """Pieces that add up as one number, and not each by itself, are one; all others are unreadable."""
    assert row(*printed) == read


def test_no_sum_no_number() -> None:
    """Where no sum of the form has a cell (table two), its pieces stay unreadable and are kept."""
    page = as_html(consistent()).replace("<td>1204</td>", "<td>1533<p>777</td>")
    cell = read_document(parse_document(page.encode(), "page")).cell("licensing.decisions")
    assert (cell.value, cell.status, cell.raw) == (None, Status.UNREADABLE, "1533\n777")
