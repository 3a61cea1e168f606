"""Pages as systems, editors and converters draw the form: nothing wrong, and all of it read."""

from __future__ import annotations

import zlib

import pytest

from govstats.documents import parse_document
from govstats.reading import read_document
from tests import pages, pages_merged, pages_of_systems, word_files
from tests.damages import DAMAGES, judge
from tests.drafts import draft

assert pages_of_systems.KINDS is pages_merged.KINDS is pages.KINDS
KINDS = pages.KINDS | {f"word {name}": made for name, made in word_files.KINDS.items()}
FLOORS = pages.FLOORS | {f"word {name}": floor for name, floor in word_files.FLOORS.items()}
EDITIONS = ("2019", "2021")
TORN = (
    "blank_cells",
    "total_column_blank",
    "only_persons_and_totals",
    "row_missing",
    "values_lost",
)


REDRAWN = {
    "all_tables_turned", "applicants_as_rows", "word applicants_as_rows",
    "a_table_for_each_row_of_columns", *pages_merged.NAMES,
}  # fmt: skip
"""Kinds that put a cell into every place, so that a figure that was lost leaves no gap but a shift."""


def check(name: str, edition: str, damage: str, *, sparse: bool, seed: int = 0) -> None:
    if damage == "values_lost" and name in REDRAWN:
        damage = "blank_cells"
    report = draft(edition, zlib.crc32(f"{name}{seed}".encode()), sparse=sparse)
    DAMAGES[damage](report)
    found = read_document(parse_document(KINDS[name](report), name))
    figures, read, wrong = judge(report, found)
    assert wrong == []
    if damage == "nothing":
        assert read >= figures * FLOORS[name], found.reading.notes


@pytest.mark.parametrize("name", KINDS)
def test_page(name: str) -> None:
    """A kind of page costs nothing but what it leaves open, in either edition, zeros many or few."""
    turn = zlib.crc32(name.encode())
    check(name, EDITIONS[turn % 2], "nothing", sparse=turn // 2 % 2 == 0)


@pytest.mark.parametrize("name", KINDS)
def test_page_with_gaps(name: str) -> None:
    """Where figures are missing too, a figure is right or unread."""
    turn = zlib.crc32(name.encode())
    check(name, EDITIONS[turn % 2], TORN[turn % len(TORN)], sparse=False)


@pytest.mark.soak
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_page_of_any_figures(name: str, edition: str) -> None:
    """The same holds for both editions, for other figures and for each kind of gap."""
    for seed in range(2):
        for damage in ("nothing", *TORN):
            for sparse in (False, True):
                check(name, edition, damage, sparse=sparse, seed=seed)
