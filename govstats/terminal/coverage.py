"""Who has filed for which year, as wide as the terminal is."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from govstats.checks.coverage import FILED, STATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_SHORT = {
    "excerpt": {"zh": "仅摘录", "en": "excerpt"},
    "no_deadline": {"zh": "缺期限", "en": "no date"},
    "not_due": {"zh": "未到期", "en": "not due"},
}
"""States whose names would take more room in a column of years than there is."""
_UNIT = 16
"""Columns that a unit's name has at least."""


def print_coverage(states: pd.DataFrame, names: Mapping[str, str], lang: str) -> None:
    """Print who has filed for which year, and at the foot how many have and are missing.

    Years that do not fit on a line beside the units' names follow in a table of their own.
    """
    console = Console()
    if states.empty:
        console.print({"zh": "数据中没有报告，也没有名单", "en": "no reports, and no roster"}[lang])
        return
    wide = max(cell_len(_short(state, lang)) for state in (*np.unique(states), "missing"))
    most = max((console.width - _UNIT) // (max(wide, len("12/34")) + 1), 1)
    years = len(states.columns)
    each = ceil(years / ceil(years / most))
    for first in range(0, years, each):
        console.print(_coverage(states.iloc[:, first : first + each], names, lang))
    if (states == "no_deadline").any(axis=None):
        said = {
            "zh": "应报，数据中没有，截止日期未填",
            "en": "due, not in the data, no deadline given",
        }
        console.print(f"{_short('no_deadline', lang)}: {said[lang]}", style="dim")


def _coverage(states: pd.DataFrame, names: Mapping[str, str], lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_footer=True)
    words = {"zh": ("单位", "已报/未见"), "en": ("unit", "filed/missing")}[lang]
    table.add_column(words[0], words[1], overflow="fold", ratio=1)
    for year, column in states.items():
        filed, missing = column.isin(FILED).sum(), (column == "missing").sum()
        table.add_column(str(year), f"{filed}/{missing}", justify="center", no_wrap=True)
    for unit, row in states.iterrows():
        cells = [_state(str(state), lang) for state in row]
        table.add_row(escape(names.get(str(unit), str(unit))), *cells)
    return table


def _state(state: str, lang: str) -> str:
    style = {
        "missing": "red", "late": "yellow", "no_deadline": "yellow", "not_in_data": "dim",
        "exempt": "dim",
    }.get(state)  # fmt: skip
    word = _short(state, lang)
    return f"[{style}]{word}[/]" if style else word


def _short(state: str, lang: str) -> str:
    """Return the name of a state, in no more than seven columns."""
    return _SHORT.get(state, STATES[state])[lang]
