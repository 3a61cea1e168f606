from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.fuzz import case, failures, seeds

FAILED_ONCE = [1712, 3525, 4919, 6412, 8255, 18744, 19906]
"""Cases that ended in something else than an error of ours, before they were mended."""

TOTAL, SHARE = 20_000, 500


def test_a_case_is_made_again_by_its_number():
    """The same number makes the same bytes."""
    assert case(7) == case(7)
    assert len({case(number)[1] for number in range(20)}) > 15


def test_no_broken_document_breaks_the_reader():
    """Broken documents are read or refused: no other error, no hang, no more than 1 GB."""
    assert failures([*FAILED_ONCE, *range(60)]) == {}


@pytest.mark.soak
def test_no_broken_document_of_twenty_thousand_breaks_the_reader():
    """The same for 20,000 documents."""
    seeds()
    parts = [range(start, start + SHARE) for start in range(0, TOTAL, SHARE)]
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        found = {
            number: said for part in pool.map(failures, parts) for number, said in part.items()
        }
    assert found == {}
