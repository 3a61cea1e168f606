"""When an annual report has to be public, as the law says it for each kind of body."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

KINDS = ("government", "department", "township", "other")
"""Who reports: 各级人民政府, 县级以上人民政府部门, 乡镇人民政府和街道办事处, others."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of the following year, for some kinds of bodies and years that a report covers."""

    kinds: tuple[str, ...]
    first_year: int
    month: int
    day: int
    basis: str
    last_year: int = 9999


@cache
def deadlines() -> tuple[Deadline, ...]:
    """Return the statutory deadlines, as `deadlines.toml` states them."""
    text = files(__package__).joinpath("deadlines.toml").read_text(encoding="utf-8")
    return tuple(
        Deadline(**{**entry, "kinds": tuple(entry["kinds"])})
        for entry in tomllib.loads(text)["deadlines"]
    )


@cache
def lawful_deadline(kind: str, year: int) -> date | None:
    """Return the last day for the report of a year; None where the law leaves it to the county."""
    for rule in deadlines():
        if kind in rule.kinds and rule.first_year <= year <= rule.last_year:
            return date(year + 1, rule.month, rule.day)
    return None


def kind_of_level(level: str) -> str:
    """Return the kind of body that a level of the register means (`county_dept`), or nothing."""
    if level.endswith("_dept"):
        return "department"
    if level in ("province", "city", "county"):
        return "government"
    return "township" if level == "township" else ""
