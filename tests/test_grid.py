"""Figures of many reports as arrays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from govstats.agencies import Agencies, Agency
from govstats.checks.grid import (
    ABSENT,
    APPROXIMATE,
    BLANK,
    NOT_APPLICABLE,
    REPORTED,
    UNREADABLE,
    Grid,
    axis_of,
    fits,
)
from govstats.checks.pivot import grids_of
from govstats.dataset import collect
from govstats.forms import load_form
from govstats.reports import Cell, Status
from govstats.resources import find
from govstats.storage import load
from govstats.testing import simulate
from tests.figures import approximate, made

FORM = load_form("2021")
NEW = ("requests.new", "total", "table")


def at(grid: Grid, item: str, breakdown: str = "", source: str = "table") -> int:
    """The row of a figure."""
    return grid.axis.at[item, breakdown, source]


def test_each_status_has_its_code():
    """A figure is reported, approximate, blank, not applicable, unreadable or absent, and only the first two have a value."""
    report = approximate(
        made(
            {
                ("requests.new", "natural_person"): Status.BLANK,
                ("requests.new", "commercial_enterprise"): Status.NOT_APPLICABLE,
                ("requests.new", "research_institution"): Status.UNREADABLE,
                ("requests.new", "other_organisation"): None,
                ("licensing.decisions", ""): 260,
            }
        ),
        "licensing.decisions",
    )
    grid = Grid.of([report], FORM)
    seen = {
        key: (int(grid.status[at(grid, *key), 0]), float(grid.values[at(grid, *key), 0]))
        for key in [
            ("requests.new", "natural_person"), ("requests.new", "commercial_enterprise"),
            ("requests.new", "research_institution"), ("requests.new", "other_organisation"),
            ("requests.new", "total"), ("licensing.decisions", ""),
        ]
    }  # fmt: skip
    assert list(seen.values()) == [
        (BLANK, 0), (NOT_APPLICABLE, 0), (UNREADABLE, 0), (ABSENT, 0), (REPORTED, 9), (APPROXIMATE, 260),
    ]  # fmt: skip


def test_a_form_has_its_cells_its_printed_groups_and_the_prose():
    """The 2021 form has 200 cells, 28 of groups printed in one row, and the total disclosed from the prose."""
    keys = axis_of(FORM).keys
    assert [key[:2] for key in keys[:200]] == list(FORM.slots)
    assert sum(key[0] in ("requests.refused", "requests.other") for key in keys) == 14
    assert ("disclosed.total", "", "text") in keys
    assert not any(key[2] == "text" and key[0].startswith("requests.") for key in keys)


def test_a_row_that_an_edition_prints_as_one_is_there_once():
    """其他处理 is a row of the 2019 form and no group beside it."""
    keys = axis_of(load_form("2019")).keys
    assert len(keys) == len(set(keys))
    assert ("requests.other", "total", "table") in keys


@pytest.mark.parametrize(
    ("value", "exact"),
    [("9", True), ("0", True), ("-3", True), ("12.5", False), ("12.00000000000000000001", False),
     ("70368744177663", True), ("70368744177664", False), ("9007199254740993", False)],
)  # fmt: skip
def test_what_floating_point_cannot_hold_is_kept_as_a_decimal(value, exact):
    """Decimals, and whole numbers from 2^46, stand beside the array exactly as printed."""
    assert fits(float(Decimal(value)), Decimal(value)) == exact
    grid = Grid.of([made({("licensing.decisions", ""): value})], FORM)
    place = (at(grid, "licensing.decisions"), 0)
    assert grid.exact.get(place) == (None if exact else Decimal(value))
    cell = grid.cell(*place)
    assert cell is not None
    assert cell.value == Decimal(value)


def test_a_cell_comes_back():
    """A figure of the grid is a cell again; an absent one is none."""
    grid = Grid.of([made({("review.total", ""): Status.BLANK, ("review.upheld", ""): None})], FORM)
    blank = grid.cell(at(grid, "review.total"), 0)
    assert blank == Cell("review.total", "", "", "table", None, "", Status.BLANK)
    assert grid.cell(at(grid, "review.upheld"), 0) is None


def test_a_reported_figure_without_a_value_is_not_read_as_zero():
    """A cell that claims to be reported and holds nothing is unreadable."""
    report = made({("review.total", ""): None})
    broken = Cell("review.total", "", "", "table", None, "件", Status.REPORTED)
    grid = Grid.of([replace(report, cells=(*report.cells, broken))], FORM)
    assert grid.status[at(grid, "review.total"), 0] == UNREADABLE


# ---- from a dataset


def same(first: Grid, second: Grid) -> bool:
    """Whether two grids hold the same."""
    return bool(
        (first.values == second.values).all()
        and (first.status == second.status).all()
        and first.exact == second.exact
    )


@pytest.mark.parametrize("kind", ["data", "synthetic"])
@pytest.mark.parametrize("categorical", [False, True])
def test_rows_pivot_to_what_the_reports_hold(kind, categorical):
    """The grid of a dataset's rows is that of its reports, value by value, excerpts left out."""
    data = load(find(kind))
    if categorical:
        data = replace(data, rows=data.rows.astype("category"))
    grids = grids_of(data)
    full = data.sources["coverage"] == "full"
    assert sorted(grids) == sorted(set(data.sources["edition"][full]))
    for grid in grids.values():
        entries = data.sources.iloc[grid.at]
        reports = [
            load(find(kind)).report(a, int(y))
            for a, y in zip(entries["agency"], entries["year"], strict=True)
        ]
        assert same(grid, Grid.of(reports, grid.form))


def test_rows_are_pivoted_in_parts(monkeypatch):
    """A dataset that is read in many parts gives the same grids as in one."""
    reports = [
        one.report
        for edition, level in (("2019", "county"), ("2021", "city"))
        for one in simulate(3, level, edition, range(2020, 2023), errors=0.9)
    ]
    register = Agencies(Agency(report.agency, report.agency_name) for report in reports)
    data = collect(reports, register, Path("nowhere"))
    whole = grids_of(data)
    monkeypatch.setattr("govstats.checks.pivot.CHUNK", 97)
    parts = grids_of(data)
    assert all(same(whole[edition], parts[edition]) for edition in ("2019", "2021"))
    assert whole["2021"].at.tolist() == [3, 4, 5]
