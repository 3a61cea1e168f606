"""The examples of docs/statuses.md are what the reader does."""

from __future__ import annotations

import re
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest

from govstats.documents import parse_document
from govstats.reading import read_document
from govstats.reports import SDMX_STATUS, Status
from tests.samples import HEAD, PREAMBLE, as_html, consistent

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "statuses.md").read_text("utf-8")


def examples() -> list[tuple[str, str, str, str]]:
    """Status, printed, value and unit of every example."""
    found = []
    for status, section in re.findall(r"^## `(\w+)`(.*?)(?=^## )", PAGE, re.MULTILINE | re.DOTALL):
        for printed, value, unit in re.findall(
            r"^\| (`.*?) \| (\S+) \| (\S+) \|$", section, re.MULTILINE
        ):
            found.append((status, printed, value, unit))
    return found


def test_every_status_has_examples() -> None:
    """The page explains the five statuses, each with at least two examples."""
    named = [status for status, *_ in examples()]
    assert {status.value for status in Status} == set(named)
    assert all(named.count(status.value) > 1 for status in Status)


@pytest.mark.parametrize(("status", "printed", "value", "unit"), examples())
def test_example(status: str, printed: str, value: str, unit: str) -> None:
    """A cell or sentence with what is printed is read with the status, value and unit given."""
    text = re.match(r"`(.*?)`", printed)[1]
    if "prose" in printed:
        source = f"{HEAD}\n\n{PREAMBLE}\n\n全年主动公开政府信息{text}。\n"
        cell = read_document(parse_document(source.encode(), "page")).cell(
            "disclosed.total", "", "text"
        )
    else:
        content = (
            text.replace(" ", "<br>") if "lines" in printed else text.replace("&nbsp;", "\u00a0")
        )
        mark = "<td>1204</td>"
        page = as_html(consistent()).replace(
            mark, f"<td>{content if 'lines' in printed else escape(content)}</td>"
        )
        cell = read_document(parse_document(page.encode(), "page")).cell("licensing.decisions")
    assert cell.status == status
    assert cell.value == (None if value == "—" else Decimal(value))
    assert cell.unit == unit


def test_sdmx_codes() -> None:
    """The observation statuses are those of the table."""
    for status in Status:
        assert re.search(rf"\| `{status.value}` \| {SDMX_STATUS[status]} \|", PAGE)
