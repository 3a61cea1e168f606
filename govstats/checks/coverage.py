"""Who has reported for which year: the roster beside the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from govstats.checks.roster import load_roster, published_on

if TYPE_CHECKING:
    from datetime import date

    from govstats.checks.roster import Roster
    from govstats.dataset import Dataset

STATES = {
    "filed": {"zh": "已报", "en": "filed"},
    "late": {"zh": "逾期", "en": "late"},
    "excerpt": {"zh": "仅摘录", "en": "excerpt only"},
    "missing": {"zh": "未见", "en": "missing"},
    "no_deadline": {"zh": "截止日期未填", "en": "no deadline given"},
    "not_due": {"zh": "未到期", "en": "not due yet"},
    "exempt": {"zh": "免报", "en": "exempt"},
    "not_in_data": {"zh": "—", "en": "—"},
}
"""What is known of a unit and a year. `excerpt`: the data has only some figures of the report;
`missing`: the roster says due, and the data has no report; `no_deadline`: nor is it known by when;
`not_in_data`: neither the data nor the roster speaks of it."""

FILED = ("filed", "late", "excerpt")
"""The states of a report that was filed."""


def coverage(
    data: Dataset, roster: Roster | None = None, today: date | None = None
) -> pd.DataFrame:
    """Return who has filed for which year: a row a unit, a column a year, a state of `STATES` each.

    `roster` is that of the data's folder by default. A unit is missing only where the roster says
    that it had to report and by when (or the law does), and, with `today`, where that day has passed:
    data that lacks a report says nothing by itself. A report is late where its day of publication is known to be after the
    deadline (Article 49 of the Regulations, or the roster's own); of an excerpt nothing is said but
    that it is one.
    """
    roster = load_roster(data) if roster is None else roster
    published = {
        (agency, int(year)): day
        for agency, year, day in data.sources[["agency", "year", "published"]].itertuples(
            index=False, name=None
        )
    }
    sources = data.sources[["agency", "year", "coverage"]]
    whole = sources.loc[sources["coverage"] != "excerpt", ["agency", "year"]]
    full = {(agency, int(year)) for agency, year in whole.itertuples(index=False, name=None)}
    named = {*(agency for agency, _ in published), *(entry.unit for entry in roster)}
    order = {entry.agency: place for place, entry in enumerate(data.agencies)}
    units = sorted(named, key=lambda unit: (order.get(unit, len(order)), unit))
    years = sorted({*(year for _, year in published), *(entry.year for entry in roster)})

    def state(unit: str, year: int) -> str:
        entry = roster.entries.get((unit, year))
        last = roster.deadline(unit, year, data.agencies)
        if (unit, year) in published and (unit, year) not in full:
            return "excerpt"
        if (unit, year) in published:
            day = published_on(published[unit, year])
            return "late" if day and last and day > last else "filed"
        if entry is None:
            return "not_in_data"
        if entry.duty == "exempt":
            return "exempt"
        if last is None:
            return "no_deadline"
        return "not_due" if today and last and today <= last else "missing"

    return pd.DataFrame(
        [[state(unit, year) for year in years] for unit in units],
        index=pd.Index(units, name="unit", dtype=object),
        columns=pd.Index(years, name="year"),
    )
