"""What a rule says of many reports at once, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    import numpy.typing as npt

    from govstats.checks.findings import Result
    from govstats.forms import Rule, Severity
    from govstats.reports import Key

    Codes: TypeAlias = npt.NDArray[np.int8]
    Floats: TypeAlias = npt.NDArray[np.float64]
    Ints: TypeAlias = npt.NDArray[np.int64]
    Flags: TypeAlias = npt.NDArray[np.bool_]

NONE, PASS, FAIL, OPEN = range(4)
"""Codes of a result; NONE where the rule has no instance, OPEN where it is not assessable."""

NAMES: dict[int, Result] = {PASS: "pass", FAIL: "fail", OPEN: "not_assessable"}
CODE_OF = {name: code for code, name in NAMES.items()}


@dataclass(frozen=True, eq=False)
class Failed:
    """One instance of a rule that some reports fail: its cells, which reports, both figures.

    `at` are positions of reports; `expected` and `found` stand beside them, NaN where the rule
    compares no figures. `severity` is set where it is not that of the rule.
    """

    cells: tuple[str, ...]
    at: Ints
    expected: Floats
    found: Floats
    severity: Severity | None = None


@dataclass(frozen=True, eq=False)
class Verdicts:
    """The results of one rule: a row an instance, a column a report, and `at` which report that is.

    `failed` computes what failed only when it is asked for.
    """

    rule: Rule
    results: Codes
    at: Ints
    failed: Callable[[], Iterator[Failed]]


def cell_name(key: Key) -> str:
    """Return a cell as tables of results name it: `requests.new/total`, `text:disclosed.total`."""
    item, breakdown, source = key
    name = f"{item}/{breakdown}" if breakdown else item
    return name if source == "table" else f"{source}:{name}"


def outcomes(verdicts: Verdicts) -> tuple[tuple[str, Result], ...]:
    """Return every result with its rule, report by report."""
    codes = verdicts.results.T.ravel().tolist()
    return tuple((verdicts.rule.id, NAMES[code]) for code in codes if code != NONE)
