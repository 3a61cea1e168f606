"""Who has to report for which year, and by when: the roster, and the rule on deadlines."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from govstats.checks.findings import Finding, Findings
from govstats.checks.references import CellRef
from govstats.errors import InvalidDataError
from govstats.forms import general_rules
from govstats.forms.deadlines import KINDS, kind_of_level, lawful_deadline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from govstats.agencies import Agencies
    from govstats.dataset import Dataset
    from govstats.reports import Report

COLUMNS = ("year", "unit", "name", "kind", "duty", "parent", "deadline")
NEEDED = ("year", "unit", "duty")
DUTIES = ("due", "exempt")
FILE = "roster.csv"

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit that has to report for a year (`due`), or need not (`exempt`).

    `unit` and `parent` are ids of the register where it knows them, otherwise names as given.
    `deadline` is the last day as the roster sets it; without one the law's holds.
    """

    year: int
    unit: str
    name: str = ""
    kind: str = ""
    duty: str = "due"
    parent: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """The roster of a dataset: its entries by unit and year. It may be empty."""

    entries: Mapping[tuple[str, int], Entry] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def units(self, parent: str, year: int) -> tuple[Entry, ...]:
        """Return the units under a parent that have to report for a year."""
        return tuple(
            entry
            for entry in self
            if (entry.parent, entry.year, entry.duty) == (parent, year, "due")
        )

    def deadline(self, agency: str, year: int, agencies: Agencies) -> date | None:
        """Return the last day for an agency's report of a year, None where none is known.

        That of the roster; without one that of the law for the kind of body, which the roster or
        else the level in the register tells. An exempt unit has none.
        """
        entry = self.entries.get((agency, year))
        if entry and (entry.deadline or entry.duty == "exempt"):
            return entry.deadline if entry.duty == "due" else None
        kind = entry.kind if entry else ""
        if not kind and agency in agencies:
            kind = kind_of_level(agencies[agency].level)
        return lawful_deadline(kind, year)


def load_roster(data: Dataset) -> Roster:
    """Load `roster.csv` of a dataset's folder; an empty roster where there is none.

    Columns: year, unit (id or name), name, kind (government, department, township, other), duty
    (due, exempt), parent, deadline (YYYY-MM-DD); year, unit and duty are needed. Raises
    InvalidDataError naming the line.
    """
    path = data.path / FILE
    return read_roster(path, data.agencies) if path.is_file() else Roster()


def read_roster(path: Path, agencies: Agencies) -> Roster:
    """Read a roster from a CSV file. Raises InvalidDataError naming the line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InvalidDataError("not in UTF-8", str(path), "save it as CSV UTF-8") from error
    reader = csv.DictReader(lines)
    columns = tuple(reader.fieldnames or ())
    wrong = [name for name in columns if name not in COLUMNS]
    wrong += [name for name in NEEDED if name not in columns]
    if wrong:
        raise InvalidDataError(
            f"the columns are {', '.join(columns)}", str(path), f"expected {', '.join(COLUMNS)}"
        )
    entries: dict[tuple[str, int], Entry] = {}
    for row in reader:
        if not any(isinstance(field, str) and field.strip() for field in row.values()):
            continue
        place = f"{path}, line {reader.line_num}"
        entry = _entry({name: (row.get(name) or "").strip() for name in COLUMNS}, place, agencies)
        if (entry.unit, entry.year) in entries:
            raise InvalidDataError(f"{entry.unit} {entry.year} is there twice", place, "delete one")
        entries[entry.unit, entry.year] = entry
    return Roster(entries)


def _entry(row: dict[str, str], place: str, agencies: Agencies) -> Entry:
    if not (row["year"].isdecimal() and len(row["year"]) == len("2024")):
        raise InvalidDataError(f"{row['year']!r} is no year", place, "as in 2024")
    if not row["unit"]:
        raise InvalidDataError("no unit is named", place, "an id of agencies.csv, or a name")
    for name, known in (("duty", DUTIES), ("kind", ("", *KINDS))):
        if row[name] not in known:
            raise InvalidDataError(
                f"{row[name]!r} is no {name}", place, f"known: {', '.join(filter(None, known))}"
            )
    year, deadline = int(row["year"]), None
    if row["deadline"]:
        try:
            deadline = _day(row["deadline"])
        except ValueError as error:
            raise InvalidDataError(
                f"{row['deadline']!r} is no day", place, f"as in {year + 1}-01-31"
            ) from error
        if deadline.year <= year:
            raise InvalidDataError(
                f"the deadline {deadline} lies within the year that the report covers", place,
                f"as in {year + 1}-01-31",
            )  # fmt: skip
    unit, parent = (agencies.resolve(row[key]) or row[key] for key in ("unit", "parent"))
    return Entry(year, unit, row["name"], row["kind"], row["duty"], parent, deadline)


def _day(text: str) -> date:
    """Return a day written as 2025-01-31, 2025/1/31 (as spreadsheets save it) or 2025年1月31日. Raises ValueError."""
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    return date(*map(int, found.groups()))


def published_on(text: str) -> date | None:
    """Return the day that a report was published on, None where that is not known."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def check_deadline(report: Report, roster: Roster, agencies: Agencies) -> Findings:
    """Check that a report was published by its last day (deadline).

    Not assessable where the day of publication is not known; nothing where no deadline is, as for a
    town whose county's is not in the roster.
    """
    rule = general_rules()["deadline"]
    if report.year is None or not report.agency:
        return Findings((), ())
    last = roster.deadline(report.agency, report.year, agencies)
    if last is None:
        return Findings((), ())
    published = published_on(report.published)
    if published is None:
        return Findings((), ((rule.id, "not_assessable"),))
    late = (published - last).days
    if late <= 0:
        return Findings((), ((rule.id, "pass"),))
    figures = {"year": report.year, "days": late}
    name = report.agency_name
    english = agencies[report.agency].named("en") if report.agency in agencies else name
    finding = Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(
            agency=name, deadline=_zh(last), published=_zh(published), **figures
        ),
        en=rule.en_fail.format(
            agency=english, deadline=_en(last), published=_en(published), **figures
        ),
        cells=(CellRef(report.agency, report.year, "published", "", "text", None),),
    )
    return Findings((finding,), ((rule.id, "fail"),))


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _en(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
