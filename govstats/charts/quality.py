"""How far the reports agree with themselves, as a strip of signs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from govstats.charts.chart import Chart
from govstats.charts.strip import Strip, Tile, draw_strip
from govstats.charts.words import corner, noted, source, spoken, subject
from govstats.checks import merge
from govstats.forms import all_rules

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.charts.strip import Result
    from govstats.forms import Rule

_GROUPS = {
    "requests": {"zh": "申请办理", "en": "Requests"},
    "disputes": {"zh": "复议诉讼", "en": "Disputes"},
    "tables": {"zh": "其他各表", "en": "Other tables"},
    "cells": {"zh": "各格取值", "en": "Single cells"},
    "prose": {"zh": "正文与表格", "en": "Prose and tables"},
    "parts": {"zh": "报告要素", "en": "Required parts"},
    "years": {"zh": "两年衔接", "en": "Between years"},
    "units": {"zh": "汇总与单位", "en": "Units"},
}
_BLOCKS = {
    "requests": "requests", "disputes": "disputes", "review": "disputes", "litigation": "disputes",
}  # fmt: skip
_RESULTS: dict[Result, str] = {"failed": "failed", "open": "not_assessable", "held": "passed"}
"""The results in the order of weight, and their names among the rules that were run."""

_COUNTED = {
    "zh": {"failed": "{}项不成立", "held": "{}项成立", "open": "{}项无法核对"},
    "en": {"failed": "{} failed", "held": "{} held", "open": "{} left open"},
}
_WHAT = {
    "zh": "报告数据核对（项）；●全部成立，▲有不成立，○未能全部核对",
    "en": "checks of the reports' figures against each other, number; "
    "● all held, ▲ at least one failed, ○ not all could be assessed",
}


def quality(comparison: Comparison, lang: str) -> Chart | None:
    """Return how many checks of which kind held, failed, or could not be made.

    They are those of both reports and of what ties one year to the next. None where none was run.
    """
    checked = merge([comparison.findings_before, comparison.findings, comparison.between])
    dismissed = Counter(finding.rule.id for finding in checked.dismissed)
    counts: dict[str, Counter[str]] = {}
    for entry in checked.rules():
        group = counts.setdefault(_group(all_rules()[entry["rule"]]), Counter())
        group.update({result: entry[name] for result, name in _RESULTS.items()})
        looked_into = min(dismissed[entry["rule"]], entry["failed"])
        group.update({"failed": -looked_into, "held": looked_into})
    tiles = [_tile(code, counts[code], lang) for code in _GROUPS if code in counts]
    total = sum(counts.values(), Counter[str]())
    if not total:
        return None
    years = [year for year in (comparison.against, comparison.year) if year]
    strip = Strip(tuple(tiles), corner(comparison, lang))
    subtitle = subject(comparison, years, _WHAT[lang], lang)
    note = noted([_looked_into(dismissed.total(), lang)], lang)
    return Chart(
        name="quality",
        title=_title(total, lang),
        subtitle=subtitle,
        note=note,
        source=source(comparison, years, lang),
        alt=_in_words(strip, subtitle, note, lang),
        picture=strip,
        paint=draw_strip,
    )


def _group(rule: Rule) -> str:
    """Return where a rule looks: in which tables, in the prose, from one year to the next."""
    if rule.block:
        return _BLOCKS.get(rule.block, "tables")
    placed = {"pair": "years", "units": "units", "cell": "cells"}.get(rule.each)
    return placed or ("parts" if rule.severity in {"warning", "note"} else "prose")


def _tile(code: str, counts: Counter[str], lang: str) -> Tile:
    found = [result for result in _RESULTS if counts[result]]
    said = tuple((result, _COUNTED[lang][result].format(counts[result])) for result in found)
    return Tile(_GROUPS[code][lang], found[0] if found else "open", said)


def _title(total: Counter[str], lang: str) -> str:
    failed, held, left = total["failed"], total["held"], total["open"]
    made = failed + held
    if lang == "zh":
        if not made:
            return f"数据核对{left}项，均无法进行"
        found = f"{failed}项不成立" if failed else "全部成立"
        return f"数据核对{made}项，{found}" + (f"，另有{left}项无法核对" if left else "")
    if not made:
        return f"None of the {left} checks could be made"
    found = f"{failed} of {made} checks failed" if failed else f"All {made} checks held"
    return found + (f"; {left} more could not be made" if left else "")


def _looked_into(dismissed: int, lang: str) -> str:
    if not dismissed:
        return ""
    if lang == "zh":
        return f"其中{dismissed}项经核实无误，计入成立"
    one = dismissed == 1
    return (
        f"{dismissed} {'failure was' if one else 'failures were'} looked into and found right, "
        f"and {'counts' if one else 'count'} as held"
    )


def _in_words(strip: Strip, subtitle: str, note: str, lang: str) -> str:
    zh = lang == "zh"
    comma, colon, stop = ("，", "：", "；") if zh else (", ", ": ", "; ")
    said = [f"{t.name}{colon}{comma.join(words for _, words in t.counts)}" for t in strip.tiles]
    end = f"{stop.join(said)}{'。' if zh else '.'}"
    return spoken("符号图" if zh else "Signs", subtitle, note, end, lang)
