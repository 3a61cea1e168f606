"""Last year's count where a sentence quotes it beside its own: 新收15件（2022年20件）, 比上年的12件多."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govstats.reports import Statement

_LAST_YEAR = r"(?:{year}年度?|(?:上一?年度?|去年度?)(?:同期)?)"
_QUOTED = r"(?:的|为|是|共|仅|有|新收|收到|受理|共收到|共受理){{0,2}}\s*(?P<count>\d[\d,，]*)\s*{unit}(?!次)"
_AFTER = re.compile(r"\s*(?:以上|左右|多|余|[\d.]+%)")


def quoted_before(said: Statement, year: int | None) -> Decimal | None:
    """Return the count of the year before that the sentence of a count quotes in the same unit.

    None where it quotes none, two different ones, a vague one, or the statement's own figure.
    """
    if year is None or not said.unit or not said.quote:
        return None
    pattern = _LAST_YEAR.format(year=year - 1) + _QUOTED.format(unit=re.escape(said.unit))
    found = [
        Decimal(re.sub("[,，]", "", match["count"]))
        for match in re.finditer(pattern, said.quote)
        if not _AFTER.match(said.quote, match.end())
    ]
    return found[0] if len(set(found)) == 1 else None
