"""Real reports, against figures that were read by eye."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from govstats.reading import read
from govstats.reports import Status

if TYPE_CHECKING:
    from pathlib import Path

Truth = "Callable[[str, str, str], dict[tuple[str, str], str]]"


@pytest.mark.parametrize(
    ("file", "truth_file", "region", "year", "cells"),
    [
        ("hongze-2023.pdf", "hongze.csv", "淮安市洪泽区", "2023", 186),
        ("hongze-2024.pdf", "hongze.csv", "淮安市洪泽区", "2024", 186),
        ("suqian-2023.txt", "suqian.csv", "宿迁市", "2023", 200),
        ("yonghe-2022.txt", "yonghe-2022.csv", "晋江市永和镇", "2022", 200),
    ],
)
def test_every_cell(
    shared: Path, truth: Truth, file: str, truth_file: str, region: str, year: str, cells: int
) -> None:
    """Every cell of the tables is read as printed; a cell that is cut off has no value."""
    report = read(shared / "reports" / file)
    expected = {
        key: Decimal(value) if value else None
        for key, value in truth(truth_file, region, year).items()
        if key[0].split(".")[0] not in ("disclosed", "channels")
    }
    found = {(c.item, c.breakdown): c.value for c in report.cells if c.source == "table"}
    assert len(found) == cells
    assert found == {key: expected[key] for key in found}
    assert {key for key in expected if key not in found} == set()


def test_yonghe_cut_off_cells_are_unreadable(shared: Path) -> None:
    """The ten cut-off totals and the illegible table four are unreadable, and nothing else is."""
    report = read(shared / "reports" / "yonghe-2022.txt")
    unreadable = {(c.item, c.breakdown) for c in report.cells if c.status is Status.UNREADABLE}
    assert {b for i, b in unreadable if i.startswith("requests.")} == {"total"}
    assert sum(item.startswith("requests.") for item, _ in unreadable) == 10
    assert sum(not item.startswith("requests.") for item, _ in unreadable) == 15


def test_yonghe_prose(shared: Path) -> None:
    """The prose of 永和镇 2022 gives 63 items, five categories, 1349 posts, one request and its refusal."""
    report = read(shared / "reports" / "yonghe-2022.txt")
    said = {(s.item, s.breakdown): s.value for s in report.statements}
    assert said == {
        ("disclosed.total", ""): 63,
        ("disclosed.digital_share", ""): 100,
        ("disclosed.by_category", "institution"): 4,
        ("disclosed.by_category", "welfare"): 12,
        ("disclosed.by_category", "education_health"): 13,
        ("disclosed.by_category", "safety"): 11,
        ("disclosed.by_category", "other"): 22,
        ("channels.wechat.posts", "永和微平台"): 1349,
        ("requests.new", "total"): 1,
        ("requests.refused", "total"): 1,
    }


@pytest.mark.parametrize(
    ("file", "name", "year", "period"),
    [
        ("hongze-2023.pdf", "洪泽区人民政府", 2023, "2023-01-01/2023-12-31"),
        ("hongze-2024.pdf", "淮安市洪泽区人民政府", 2024, "2024-01-01/2024-12-31"),
        ("suqian-2023.txt", "宿迁市", 2023, ""),
        ("yonghe-2022.txt", "晋江市永和镇", 2022, "2022-01-01/2022-12-31"),
        ("blank-form-2021.docx", "", None, ""),
    ],
)
def test_identity(shared: Path, file: str, name: str, year: int | None, period: str) -> None:
    """Agency, year and period are those that the document itself prints."""
    report = read(shared / "reports" / file)
    assert (report.agency_name, report.year, report.period) == (name, year, period)
    assert report.edition == "2021"


def test_blank_form(shared: Path) -> None:
    """The official blank form reads as a form whose 200 cells are all blank."""
    report = read(shared / "reports" / "blank-form-2021.docx")
    assert [cell.status for cell in report.cells] == [Status.BLANK] * 200
