"""Which of many texts have so much in common that comparing them is worth the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, triu

from govstats.checks.overlap import K

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from govstats.checks.overlap import Text

_FEW, _OFTEN = 4, 0.05
"""A run is common to all where more than so many others, and this share of them, have it."""


def alike(texts: Sequence[Text], least: float) -> tuple[list[tuple[int, int]], NDArray[np.uint64]]:
    """Return the pairs of texts that may reuse `least` of one in the other, and what is common.

    Every run of K characters is a number; the numbers of all texts are sorted once, so that a
    thousand texts need no million comparisons. Runs in more than four others and 5% of them are
    common (a county's own template) and pair nothing. No pair is missed: a reused share of `least`
    takes at least `least` × length / K shared runs.
    """
    sizes = np.array([len(text.hashes) for text in texts])
    if not sizes.sum():
        return [], np.zeros(0, np.uint64)
    hashes = np.concatenate([text.hashes for text in texts])
    owners = np.repeat(np.arange(len(texts)), sizes)
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    first = np.ones(len(hashes), bool)
    first[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    hashes, owners = hashes[first], owners[first]
    begins = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
    held = np.diff(begins, append=len(hashes))
    often = max(_FEW, int(_OFTEN * len(texts))) + 1
    common = hashes[begins[held > often]]
    group = np.repeat(np.arange(len(held)), held)
    pairing = np.repeat((held > 1) & (held <= often), held)
    rows, columns = owners[pairing], group[pairing]
    _, columns = np.unique(columns, return_inverse=True)
    shape = (len(texts), int(columns.max()) + 1 if len(columns) else 1)
    holds = csr_array((np.ones(len(rows), np.int32), (rows, columns)), shape=shape)
    shared = triu(holds @ holds.T, k=1).tocoo()
    lengths = np.array([len(text) for text in texts])
    shorter = np.minimum(lengths[shared.row], lengths[shared.col])
    kept = shared.data * K >= least * shorter
    pairs = zip(shared.row[kept].tolist(), shared.col[kept].tolist(), strict=True)
    return sorted(pairs), common
