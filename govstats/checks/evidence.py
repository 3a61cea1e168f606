"""What else, beside the tables' own equations, says what cells come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from govstats.checks.claims import check_claims
from govstats.checks.prose.figures import readings_of
from govstats.checks.prose.said import counted, divided, name_of, statements_of
from govstats.forms import editions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from govstats.reports import Report, Statement

Sum = tuple[tuple[str, str], ...]
"""Cells of the tables by (item, breakdown), to be added up."""
_FORWARD, _FROM = "requests.carried_forward", "requests.brought_forward"
_CARRIED = {
    "zh": "{year}年报告{verb}{figure}{who}",
    "en": "the report for {year} {verb} {figure}{who}",
}
_VERBS = {
    _FORWARD: {"zh": "结转下年度", "en": "carries forward"},
    _FROM: {"zh": "上年结转", "en": "brings forward"},
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure that some cells should come to: stated by the prose, or by the neighbouring year.

    `sums` are the legitimate readings, any one of which may be meant (新收; 新收 + 上年结转; 办结).
    `zh` and `en` say it in half a sentence (正文称受理申请1件), so that a suggestion can name it.
    """

    kind: Literal["claim", "carry-over"]
    value: Decimal
    sums: tuple[Sum, ...]
    zh: str
    en: str


def evidence_of(report: Report, neighbours: Iterable[Report] = ()) -> tuple[Evidence, ...]:
    """Return what the prose and the neighbouring years say of the cells of a report's tables.

    Of the prose only exact counts that are no part and that no other count of the same thing
    contradicts; one with a limited scope (全市) only where the tables confirm another of that scope.
    `neighbours` are reports of the same agency; those of the year before and after say what was
    carried over, by kind of applicant.
    """
    if report.edition not in editions():
        return ()
    return (*_claims(report), *_carried(report, neighbours))


def _claims(report: Report) -> Iterator[Evidence]:
    confirmed = check_claims(report).confirmed
    scopes = {"", *(one.statement.scope for one in confirmed if one.statement.value)}
    by_key: dict[tuple[str, str], list[Statement]] = {}
    for said in statements_of(report):
        if said.measure == "count" and not said.part:
            by_key.setdefault((said.item, said.breakdown), []).append(said)
    for (item, breakdown), same in by_key.items():
        said = same[0]
        plain = all(one.scope in scopes and not one.qualifier for one in same)
        found = readings_of(report, item, breakdown)
        if found is None or not plain or len({one.value for one in same}) > 1:
            continue
        printed = (view[0] for view in found[1])
        sums = [figure.keys for figure in printed if not figure.taken_off]
        same_unit = found[1][0][0].value_in(said.unit) == found[1][0][0].value
        if sums and same_unit:
            zh, en = (name_of(report, said, lang) for lang in ("zh", "en"))
            value = counted(said.value, said.unit, "en")
            yield Evidence(
                kind="claim",
                value=said.value,
                sums=tuple(dict.fromkeys(sums)),
                zh=f"正文称{zh}{counted(said.value, said.unit, 'zh')}",
                en=f"the prose states {value} for {en}",
            )


def _carried(report: Report, neighbours: Iterable[Report]) -> Iterator[Evidence]:
    """Yield what the year before carries forward, and what the year after brings forward."""
    year = report.year or 0
    for other in neighbours:
        for source, target, at in ((_FORWARD, _FROM, year - 1), (_FROM, _FORWARD, year + 1)):
            if not year or other.year != at:
                continue
            for cell in other.cells:
                here = report.cell(target, cell.breakdown)
                if (cell.item, cell.source) != (source, "table") or cell.value is None or not here:
                    continue
                zh, en = (
                    _CARRIED[lang].format(
                        year=at,
                        verb=_VERBS[source][lang],
                        figure=counted(cell.value, cell.unit, lang),
                        who=divided(cell.breakdown, lang),
                    )
                    for lang in ("zh", "en")
                )
                key = (target, cell.breakdown)
                yield Evidence("carry-over", cell.value, ((key,),), zh, en)
