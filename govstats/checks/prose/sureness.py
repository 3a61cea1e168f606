"""How sure a sentence is: whether a count in it can only be the report's own, of the whole year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.forms import words

if TYPE_CHECKING:
    from govstats.forms import Claim
    from govstats.reports import Report, Statement

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
_CLAUSE = re.compile("[，；：。,;:（）()]")
_WHEN = re.compile("^.*(?:年度?|全年|以来|期间|方面)")
_OURSELVES = re.compile("[我本]")


def is_plain(report: Report, said: Statement, claim: Claim, *, below: bool) -> bool:
    """Say whether a sentence states a count so plainly that a mismatch must be a mistake.

    `below` says that the count is less than the table's, so that it may be a part of it.
    """
    if said.scope or said.qualifier or not said.unit or not re.search(r"\d", said.printed):
        return False
    if not claim.exact or not re.search(claim.exact, said.quote):
        return False
    if below and claim.whole and not re.search(claim.whole, said.quote):
        return False
    before = said.quote.partition(said.printed)[0]
    years = {int(year) for year in _YEAR.findall(before)}
    elsewhere = years - {report.year} or words().elsewhere.search(before)
    return not elsewhere and not _names_another(before, report.agency_name)


def _names_another(before: str, agency_name: str) -> bool:
    """Say whether a clause before a count begins with a body other than the report's own."""
    own = agency_name.replace("人民", "")
    for clause in _CLAUSE.split(before):
        found = words().body.search(clause)
        name = _WHEN.sub("", found.group()).replace("人民", "") if found else ""
        if name and not _OURSELVES.search(name) and name not in own:
            return True
    return False
