"""Whether a rate stands so near a count in its sentence that it must be the count's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govstats.reports import Statement

_BETWEEN = re.compile(
    r"\d[\d.,，]*\s*[万亿]?(?:余|多)?(?:个?百分点|[件条份篇期宗项个元次%])?|20\d\d年"
    r"|同比|环比|相比|相较|较|比|与|于|上一?年度?|去年|前年|同期|年度?"
    r"|净?增长率?|净?增加|增幅|增量|下降率?|减少|回落|降低|降幅|减幅|上升|提高|升幅|多|少|升|降|增|减"
    r"|占比?|比重|比例|百分比|所占|其"
    r"|收到|受理|办结|答复|办理|主动|公开|政府|信息|申请|总数|总量|总|全部|全年|本年度?|数量|数|量|发布"
    r"|有所|大幅|略有?|小幅|分别|均|幅度|率|约|近|达到?|为|是|到|和|及|的|了|类|共|有"
    r"|[条件份篇期宗项个元次]|[，,；;、：:（）()\s%]"
)
_ELSEWHERE = re.compile("全[省市县区国镇乡]|其中|目标|任务|计划|各[县区镇]")
_MOST_LEFT = 2
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_OTHER_BASE = re.compile("环比|前年|上一?季度|上半年|上一?个?月|疫情前|计划|目标")


def is_about(rate: Statement, count: Statement) -> bool:
    """Say whether nothing between a count and a rate could be what the rate is of.

    Other words than those that compare, and a whole of another scope (占全市的…), make it doubtful.
    """
    quote = rate.quote
    gaps = [
        quote[first + len(before.printed) : second]
        for before, after in ((count, rate), (rate, count))
        for second in _places(quote, after.printed)
        if 0 <= (first := quote.rfind(before.printed, 0, second)) <= second - len(before.printed)
    ]
    between = min(gaps, key=len, default=None)
    if between is None or _ELSEWHERE.search(between):
        return False
    return len(_BETWEEN.sub("", between)) <= _MOST_LEFT


def compares_otherwise(rate: Statement, year: int | None) -> bool:
    """Say whether the clause of a rate compares with something else than the year before.

    较2021年上升50% in the report for 2023, 环比, 较疫情前: last year's figure says nothing of it.
    """
    clauses = [_clause(rate.quote, place) for place in _places(rate.quote, rate.printed)]
    return bool(clauses) and all(_is_otherwise(clause, year) for clause in clauses)


def _clause(quote: str, place: int) -> str:
    return re.split("[，,；;。（(]", quote[:place])[-1]


def _is_otherwise(clause: str, year: int | None) -> bool:
    named = {int(found) for found in _YEAR.findall(clause)}
    others = named - {year, year - 1} if year else set()
    return bool(_OTHER_BASE.search(clause) or (others and (year or 0) - 1 not in named))


def _places(text: str, part: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(part), text)]
