from __future__ import annotations

import csv
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govstats.forms import load_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from govstats.forms import Slot


def pytest_configure() -> None:
    """Let tests interrupt what they start, also where a shell in the background has this ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "reports").is_dir():
        pytest.skip("the real reports (../shared) are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def truth(shared: Path) -> Callable[[str, str, str], dict[tuple[str, str], str]]:
    """Return the figures read by eye from a report, by (item, breakdown); "" is unreadable."""

    def load(name: str, region: str, year: str) -> dict[tuple[str, str], str]:
        form = load_form("2021")
        slots = [*form.slots.values(), *form.one_row_slots.values()]
        keys = {_statutory_name(slot): (slot.item, slot.breakdown) for slot in slots}
        with (shared / "truth" / name).open(encoding="utf-8") as stream:
            return {
                keys[row["table"], row["row"], row["column"]]: row["value"]
                for row in csv.DictReader(stream)
                if (row["region"], row["year"]) == (region, year)
            }

    return load


def _statutory_name(slot: Slot) -> tuple[str, str, str]:
    block = load_form("2021").block(slot.block)
    if block.by:
        group = block.group_of(slot.row)
        row = f"{slot.row.number}{slot.row.label.split('、行政机关')[0]}"
        return block.table, f"{group.printed}/{row}" if group else row, slot.column.label
    if block.layout == "line":
        row = f"{slot.row.group}/{slot.row.label}" if slot.row.group else slot.row.label
        return block.table, row, slot.column.label
    column = slot.column.label + ("（万元）" if block.unit == "万元" else "")
    return block.table, slot.row.label, column
