"""Names of periods over columns and beside rows: the report's own year, or another."""

from __future__ import annotations

import re
from functools import lru_cache

from govstats.documents import squeeze

_YEAR = re.compile(r"(20\d\d)年?度?(?:数|数据|数量)?")
_OWN = re.compile(r"(?:本年|本年度|今年|当年|全年|本期)(?:数|数据|数量)?")
_OTHER = re.compile(
    r"(?:上年|上一年|上年度|上一年度|去年|前一年|前年|往年|上期|同期|上年同期|去年同期|上半年|下半年"
    r"|第?[一二三四]季度|历年|累计)(?:数|数据|数量)?"
)
_LONGEST, _REMEMBERED = 10, 1024


@lru_cache(_REMEMBERED)
def is_own_period(text: str, year: int | None) -> bool:
    """Say whether a name is nothing but the report's year: 本年, 2023年."""
    plain = squeeze(text) if len(text) <= _LONGEST else ""
    found = _YEAR.fullmatch(plain)
    return found.group(1) == str(year) if found else bool(_OWN.fullmatch(plain))


@lru_cache(_REMEMBERED)
def is_other_period(text: str, year: int | None) -> bool:
    """Say whether a name is nothing but another period: 上年, 2022年 in a report of 2023, 累计."""
    plain = squeeze(text) if len(text) <= _LONGEST else ""
    found = _YEAR.fullmatch(plain)
    return found.group(1) != str(year) if found else bool(_OTHER.fullmatch(plain))
