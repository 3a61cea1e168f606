"""Every damage in every format: no figure wrong, none invented, and all that is left is read."""

from __future__ import annotations

import zlib

import pytest

from govstats.documents import parse_document
from govstats.reading import read_document
from tests.damages import DAMAGES, EDITION_OF, FORMATS_OF, judge
from tests.drafts import draft
from tests.layouts import FORMATS

EDITIONS = ("2019", "2021")
FLOORS = {
    ("blank_cells", "words"): 0.14,
    ("no_break_spaces", "words"): 0.14,
    ("one_blank_cell", "words"): 0.95,
    ("total_column_blank", "words"): 0.85,
    ("only_totals", "words"): 0.50,
    ("only_persons_and_totals", "words"): 0.33,
    ("several_pieces_with_blanks", "words"): 0.14,
    ("several_pieces_with_blanks", "spaces"): 0.75,
    ("subtotals_with_blanks", "words"): 0.12,
    ("units_in_cells", "words"): 0.97,
    ("units_in_brackets", "words"): 0.97,
    ("no_header_with_blanks", "words"): 0.14,
    ("broken_numbers", ""): 0.55,
    ("values_lost", ""): 0.85,
    ("one_value_lost", ""): 0.96,
    ("a_value_of_each_row_lost", ""): 0.14,
}
"""The share of figures that has to be read where a damage destroys evidence; elsewhere, all.

In `words` an empty cell leaves no trace, so that what remains of its row could stand anywhere, and
a line such as 行政许可 676件 could be the end of a sentence. A broken number could be two, unless a sum
proves it one.
"""

COMBINATIONS = [
    (name, format_) for name in DAMAGES for format_ in FORMATS_OF.get(name, tuple(FORMATS))
]


def check(name: str, format_: str, edition: str, *, sparse: bool, seed: int = 0) -> None:
    report = draft(edition, zlib.crc32(f"{name}{seed}".encode()), sparse=sparse)
    DAMAGES[name](report)
    found = read_document(parse_document(FORMATS[format_](report), name))
    figures, read, wrong = judge(report, found)
    assert wrong == []
    floor = FLOORS.get((name, format_), FLOORS.get((name, ""), 1.0))
    assert read >= figures * floor, found.reading.notes


@pytest.mark.parametrize(("name", "format_"), COMBINATIONS)
def test_damage(name: str, format_: str) -> None:
    """A damage costs what it destroys and nothing else, in either edition, be zeros many or few."""
    turn = zlib.crc32(f"{name} {format_}".encode())
    check(name, format_, EDITION_OF.get(name, EDITIONS[turn % 2]), sparse=turn // 2 % 2 == 0)


@pytest.mark.soak
@pytest.mark.parametrize(("name", "format_"), COMBINATIONS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_damage_of_any_figures(name: str, format_: str, edition: str) -> None:
    """The same holds for both editions and for other figures."""
    if EDITION_OF.get(name, edition) == edition:
        for seed in range(4):
            for sparse in (False, True):
                check(name, format_, edition, sparse=sparse, seed=seed)
