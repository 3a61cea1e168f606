"""Shares in percent with plain names and named denominators, in two years."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import GROUPS, Rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.checks import Findings, ScopeShift
    from govstats.reports import Cell

Key = tuple[str, str]

_APPLICANTS = (
    "natural_person", "commercial_enterprise", "research_institution",
    "public_interest_organisation", "legal_service_organisation", "other_organisation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """What a rate divides by what: figures above and below, and what the figures below are of."""

    code: str
    zh: str
    en: str
    of: str
    above: tuple[Key, ...]
    below: tuple[Key, ...]


def _totals(*items: str) -> tuple[Key, ...]:
    return tuple((item, "total") for item in items)


_GRANTED = _totals("requests.granted", "requests.partly_granted")
_OUTCOMES = _totals("requests.outcomes")
_DECIDED = tuple((f"review.{result}", "") for result in ("upheld", "corrected", "other"))

SHARES = (
    Share("granted", "予以公开和部分公开占办结数比重",
          "disclosed in full or in part, share of requests concluded",
          "requests.outcomes", _GRANTED, _OUTCOMES),
    Share("granted_of_answered", "予以公开和部分公开占办结数（不含不予处理和其他处理）比重",
          "disclosed in full or in part, share of requests concluded other than those declined or handled otherwise",
          "requests.answered", _GRANTED, _totals(*GROUPS[:4])),
    *(
        Share(code, f"{zh}占办结数比重", f"{en}, share of requests concluded",
              "requests.outcomes", _totals(f"requests.{code}"), _OUTCOMES)
        for code, zh, en in (
            ("refused", "不予公开", "refused"),
            ("unavailable", "无法提供", "could not be provided"),
            ("not_processed", "不予处理", "declined without processing"),
            ("other", "其他处理", "other handling"),
        )
    ),
    Share("corrected", "行政复议结果纠正占已审结比重",
          "reconsiderations corrected, share of cases decided",
          "review.decided", (("review.corrected", ""),), _DECIDED),
    Share("natural_person", "自然人申请占新收申请比重",
          "requests by natural persons, share of new requests",
          "requests.new", (("requests.new", "natural_person"),), _totals("requests.new")),
    Share("organisations", "法人或其他组织申请占新收申请比重",
          "requests by legal persons and other organisations, share of new requests",
          "requests.new", tuple(("requests.new", who) for who in _APPLICANTS[1:]),
          _totals("requests.new")),
)  # fmt: skip
"""Every rate that a comparison has. What is pending is not decided; a share of new requests is by applicant."""


def rates(
    old: Mapping[Key, Cell],
    new: Mapping[Key, Cell],
    checked: Iterable[Findings],
    shifts: Iterable[ScopeShift] = (),
) -> tuple[Rate, ...]:
    """Return every rate from the figures of two years.

    It is `doubtful` where a failed rule touches a part, and not `comparable` where the scope of a
    part differs between the years.
    """
    checked, shifts = list(checked), list(shifts)
    return tuple(
        Rate(
            share.code, share.zh, share.en, parts(old, share), parts(new, share),
            doubtful=any(
                found.touching(*key) for found in checked for key in (*share.above, *share.below)
            ),
            of=share.of,
            comparable=not any(
                shift.covers(item) for shift in shifts for item, _ in (*share.above, *share.below)
            ),
        )
        for share in SHARES
    )  # fmt: skip


def parts(figures: Mapping[Key, Cell], share: Share) -> tuple[Decimal, Decimal] | None:
    """Return a share's numerator and denominator, None where a figure of either is missing."""
    sides = []
    for side in (share.above, share.below):
        values = [figures[key].value for key in side if key in figures]
        known = [value for value in values if value is not None]
        if len(known) != len(side):
            return None
        sides.append(sum(known, Decimal(0)))
    return sides[0], sides[1]
