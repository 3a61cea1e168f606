"""Counts that leapt from one year to the next, and whether the report says why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.checks.prose.reasons import excerpt, spoken

if TYPE_CHECKING:
    from govstats.checks.panel import Panel
    from govstats.checks.verdicts import Flags
    from govstats.reports import Key, Report

LEAP, BASE = 5, 20
"""A count that grows to more than five times a base of 20, or falls from as much, is asked about."""

_SUBJECTS = {
    "requests": "申请", "review": "复议", "litigation": "诉讼|应诉", "licensing": "许可|审批",
    "penalties": "处罚|执法", "coercion": "强制|执法", "fees": "收费", "rules": "规章",
    "normative_documents": "文件",
}  # fmt: skip
"""How a sentence names what leapt, by the kind of its item."""

_REASON = re.compile(
    "由于|原因|主要[是系]?因|受[^，。；]{2,24}影响|下放|承接|划转|划入|移交|赋权|并入|机构改革|区划调整"
    "|集中行使|口径|统计范围|纳入统计|同一申请人|批量|集中(?:申请|提出)|征地|拆迁|专项(?:整治|行动|清理)"
)


def leaps_of(panel: Panel, key: Key) -> tuple[Flags, Flags]:
    """Return for each pair of years whether a figure can be compared, and whether it leapt."""
    before, after = panel.pairs
    old, new = panel.take(key)[before], panel.take(key)[after]
    era = panel.era(key[0])
    known = old.known & new.known & (era[before] == era[after])
    grew = (old.values >= BASE) & (new.values > LEAP * old.values)
    fell = (old.values >= LEAP * BASE) & (LEAP * new.values < old.values)
    return known, known & (grew | fell)


def explained(report: Report, item: str) -> str:
    """Return the words with which the prose explains how an item moved, nothing where it does not."""
    subject = _SUBJECTS.get(
        item.partition(".")[0].removesuffix("_direct").removesuffix("_after_review")
    )
    for sentence in spoken(report) if subject else ():
        reason = _REASON.search(sentence)
        if reason and re.search(subject or "", sentence):
            return excerpt(sentence, reason)
    return ""
