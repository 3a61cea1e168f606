"""Write the parts of the documentation that follow from the code; a test holds them current.

python docs/generate.py
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pages.api import api
from pages.commands import commands
from pages.items import items
from pages.rules import rules

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules,
    "reference/commands.md": commands,
    "reference/items.md": items,
    "reference/api.md": api,
}
"""Each generated page and what writes it."""


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
