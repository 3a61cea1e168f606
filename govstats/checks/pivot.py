"""A dataset's counts as grids: one for each edition, pivoted by codes and never row by row."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from govstats.checks.grid import (
    ABSENT,
    APPROXIMATE,
    CODES,
    EXACT_BELOW,
    REPORTED,
    Axis,
    Grid,
    axis_of,
)
from govstats.forms import editions, load_form

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from govstats.checks.verdicts import Flags, Floats, Ints
    from govstats.dataset import Dataset

CHUNK = 1_000_000
"""Rows that are pivoted at once."""

_SOURCES = ("table", "text")
_STATUSES = np.array([*CODES.values(), ABSENT], np.int8)


def grids_of(data: Dataset) -> dict[str, Grid]:
    """Return a grid of the full reports of each edition; `at` counts the rows of `data.sources`.

    Excerpts are left out: they say nothing about what they lack. So is an edition without a form.
    """
    sources = data.sources
    full = (sources["coverage"] == "full").to_numpy()
    edition = sources["edition"].astype(str).to_numpy()
    at = {name: np.flatnonzero(full & (edition == name)) for name in editions()}
    grids = {name: _empty(axis_of(load_form(name)), rows) for name, rows in at.items() if rows.size}
    places = _Places(pd.Index(sources["report"].astype(str)), grids)
    rows = data.rows[["report", "item", "breakdown", "source", "status", "value"]]
    for start in range(0, len(rows) if grids else 0, CHUNK):
        places.fill(rows.iloc[start : start + CHUNK])
    return grids


def _empty(axis: Axis, at: Ints) -> Grid:
    shape = (len(axis.keys), at.size)
    return Grid(axis, np.zeros(shape), np.zeros(shape, np.int8), at)


class _Places:
    """Where the figures of each report stand: which grid, which column, and by item which row."""

    def __init__(self, reports: pd.Index, grids: dict[str, Grid]) -> None:
        self._grids = list(grids.values())
        self._grid_of = np.full(len(reports) + 1, -1, np.int64)
        self._column_of = np.zeros(len(reports) + 1, np.int64)
        for number, grid in enumerate(self._grids):
            self._grid_of[grid.at] = number
            self._column_of[grid.at] = np.arange(grid.size)
        keys = [key for grid in self._grids for key in grid.axis.keys]
        items = pd.Index(dict.fromkeys(item for item, _, _ in keys))
        breakdowns = pd.Index(dict.fromkeys(breakdown for _, breakdown, _ in keys))
        self._rows = np.full((len(self._grids), len(items) + 1, len(breakdowns) + 1, 3), -1)
        for number, grid in enumerate(self._grids):
            for row, (item, breakdown, source) in enumerate(grid.axis.keys):
                place = (items.get_loc(item), breakdowns.get_loc(breakdown))
                self._rows[number, *place, _SOURCES.index(source)] = row
        self._report = Mapping(partial(places, reports))
        self._item = Mapping(partial(places, items))
        self._breakdown = Mapping(partial(places, breakdowns))
        self._source = Mapping(partial(places, pd.Index(_SOURCES)))
        self._status = Mapping(partial(places, pd.Index([status.value for status in CODES])))
        self._values, self._inexact = Mapping(floats), Mapping(inexact)

    def fill(self, rows: pd.DataFrame) -> None:
        """Put some rows of counts where they belong."""
        report = self._report.of(rows["report"])
        grid = self._grid_of[report]
        place = (
            self._item.of(rows["item"]),
            self._breakdown.of(rows["breakdown"]),
            self._source.of(rows["source"]),
        )
        row = np.where(grid >= 0, self._rows[grid, *place], -1)
        status = _STATUSES[self._status.of(rows["status"])]
        values, odd = self._values.of(rows["value"]), self._inexact.of(rows["value"])
        odd &= (status == REPORTED) | (status == APPROXIMATE)
        for number, target in enumerate(self._grids):
            mine = np.flatnonzero((row >= 0) & (grid == number))
            where, columns = row[mine], self._column_of[report[mine]]
            target.status[where, columns] = status[mine]
            target.values[where, columns] = values[mine]  # noqa: PD011 - of a grid
            beyond = np.flatnonzero(odd[mine])
            texts = rows["value"].take(mine[beyond]).astype(str)
            cells = zip(where[beyond].tolist(), columns[beyond].tolist(), strict=True)
            target.exact.update(zip(cells, map(Decimal, texts), strict=True))


class Mapping:
    """What a function makes of the different texts of a column, worked out once for categories."""

    def __init__(self, make: Callable[[pd.Index], npt.NDArray[Any]]) -> None:
        self._make = make
        self._categories: pd.Index | None = None
        self._made: npt.NDArray[Any] = np.empty(0)

    def of(self, texts: pd.Series) -> npt.NDArray[Any]:
        """Return for each text what was made of it; the last value stands for none."""
        if not isinstance(texts.dtype, pd.CategoricalDtype):
            codes, unique = pd.factorize(texts)
            return self._make(pd.Index(unique))[codes]
        if self._categories is not texts.dtype.categories:
            self._categories = texts.dtype.categories
            self._made = self._make(self._categories)
        return self._made[texts.cat.codes.to_numpy()]


def floats(texts: pd.Index) -> Floats:
    """Return texts as floating point, 0 where they hold no number, and a 0 for none."""
    printed = pd.Series(texts.astype(str))
    values = pd.to_numeric(printed.where(printed != ""), errors="coerce").to_numpy(np.float64)
    return np.append(np.nan_to_num(values), 0.0)


def inexact(texts: pd.Index) -> Flags:
    """Say which texts hold a number that floating point cannot add up exactly, and False for none."""
    plain = texts.astype(str).str.fullmatch(r"[+-]?\d{1,15}|").astype(bool)
    small = np.abs(floats(texts)) < EXACT_BELOW
    return ~np.append(plain, values=True) | ~small


def places(known: pd.Index, texts: pd.Index) -> Ints:
    """Return the place of each text among known ones, and last -1, which stands for none of them."""
    return np.append(known.get_indexer(texts), -1)
