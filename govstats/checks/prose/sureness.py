"""How sure a sentence is: whether a count can only be the report's own, and whether it must be another's."""

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
_SINCE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年[^，。；]{0,12}?(?:以来|至今|起)|(?:施行|实施|成立|组建|建立)以来|历年"
)
_PLACE = re.compile(
    "(?:窗口|查阅[点室处]|网站|平台|信箱|邮箱|大厅|现场)(?:共|累计)?(?:受理|收到|接收|接到|办理)"
    "|直接(?:受理|收到|接收)"
)
_AT_PLACE = re.compile(
    "^[^，。；、]{0,10}(?:窗口|查阅[点室处]|服务大厅)(?:全年)?(?:共|累计)?(?:接待|提供|受理)"
)
_AREA = re.compile("^全[省市县区旗州盟]")
_GOVERNS = re.compile("[省市县区旗州盟](?:人民)?政府$")


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


def is_wider(report: Report, said: Statement) -> bool:
    """Say whether a count is of more years than one, or of a whole area that the body does not govern.

    Such a count says nothing of the body's own, which is a part of it: 全县420件 in a town's report.
    """
    since = _SINCE.search(said.quote)
    if since and (since[1] is None or int(since[1]) < (report.year or 0)):
        return True
    return bool(_AREA.search(said.scope)) and not _GOVERNS.search(report.agency_name)


def is_at_one_place(said: Statement) -> bool:
    """Say whether a count is of what one counter, page or letter box took in: a part of the whole."""
    before = _CLAUSE.split(said.quote.partition(said.printed)[0])[-1]
    return bool(_PLACE.search(before) or _AT_PLACE.match(said.quote))


def _names_another(before: str, agency_name: str) -> bool:
    """Say whether a clause before a count begins with a body other than the report's own."""
    own = agency_name.replace("人民", "")
    for clause in _CLAUSE.split(before):
        found = words().body.search(clause)
        name = _WHEN.sub("", found.group()).replace("人民", "") if found else ""
        if name and not _OURSELVES.search(name) and name not in own:
            return True
    return False
