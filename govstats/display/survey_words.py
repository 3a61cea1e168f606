"""What may be said of the reports of a set of agencies: how many pass, what was found, who has filed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from govstats.checks import SEVERITY_LABELS
from govstats.checks.coverage import FILED

if TYPE_CHECKING:
    from govstats.survey import Survey


def subject(survey: Survey, lang: str) -> str:
    """Return what the page is of: how many agencies and reports, and which years."""
    agencies, reports = len(survey.agencies), len(survey.reports)
    first, last = (survey.years[0], survey.years[-1]) if survey.years else (0, 0)
    if lang == "zh":
        years = f"{first}年" if first == last else f"{first}—{last}年"
        return f"{agencies}家单位{years}的政府信息公开工作年度报告，共{reports}份"
    years = f"{first}" if first == last else f"{first}–{last}"
    return f"{_n(reports, 'annual report')} on information disclosure by {_n(agencies, 'body', 'bodies')}, {years}"


def headline(survey: Survey, lang: str) -> str:
    """Return in one sentence how many reports need no correction."""
    total, bad = len(survey.reports), len(survey.reports) - survey.passing
    if not total:
        return "没有可以核对的完整报告。" if lang == "zh" else "There is no full report to check."
    if lang == "zh":
        if not bad:
            return f"{total}份报告均没有必须改正的问题。"
        return f"{total}份报告中，{survey.passing}份没有必须改正的问题，{bad}份有必须改正的问题。"
    if not bad:
        return f"Nothing has to be corrected in {_n(total, 'report')}."
    needs = "needs" if bad == 1 else "need"
    return f"Of {_n(total, 'report')}, {survey.passing} {'has' if survey.passing == 1 else 'have'} nothing to be corrected; {bad} {needs} correction."


def points(survey: Survey, lang: str) -> list[str]:
    """Return the main points: what passes, findings by severity, the commonest rule, who has filed."""
    said = [_clean(survey, lang), _severities(survey, lang), _commonest(survey, lang)]
    said += [_between(survey, lang), filing(survey, lang)]
    return [point for point in said if point]


def filing(survey: Survey, lang: str) -> str:
    """Return how many reports that the roster asks for were filed, late or missing."""
    counts = Counter(str(state) for state in survey.states.to_numpy().ravel())
    filed, late, missing = sum(counts[state] for state in FILED), counts["late"], counts["missing"]
    excerpts = counts["excerpt"]
    if lang == "zh":
        if not survey.roster:
            return "数据未附应报名单，没有收录的报告不作缺报。"
        of = [f"逾期{late}份"] if late else []
        of += [f"数据中仅有摘录{excerpts}份"] if excerpts else []
        parts = [f"已报{filed}份" + (f"（其中{'，'.join(of)}）" if of else "")]
        parts += [f"名单列为应报而数据中未见{missing}份"]
        parts += [f"未见而截止日期未填{counts['no_deadline']}份"] if counts["no_deadline"] else []
        parts += [f"未到期{counts['not_due']}份"] if counts["not_due"] else []
        parts += [f"免报{counts['exempt']}份"] if counts["exempt"] else []
        return f"报送情况：{'，'.join(parts)}。"
    if not survey.roster:
        return "The data has no roster of who must report, so a report that is not there does not count as missing."
    of = [f"{late} of them late"] if late else []
    of += [f"{excerpts} in the data as an excerpt only"] if excerpts else []
    parts = [f"{filed} filed" + (f" ({', '.join(of)})" if of else "")]
    parts += [f"{missing} due by the roster and not in the data"]
    parts += [f"{counts['no_deadline']} due, no deadline given"] if counts["no_deadline"] else []
    parts += [f"{counts['not_due']} not due yet"] if counts["not_due"] else []
    parts += [f"{counts['exempt']} exempt"] if counts["exempt"] else []
    return f"Filing: {', '.join(parts)}."


def notes(lang: str) -> list[str]:
    """Return what the words on the page mean."""
    if lang == "zh":
        return [
            "“必改”指报告的数字相互矛盾，至少有一处有误；“请核实”指数字可能有误，也可能是口径不同；“建议完善”指内容缺漏或表述不规范。",
            "一份报告有几处矛盾，可能出自同一个错误，因此项数多不等于错误多。",
            "更正建议只供参考，不改动所报数字；经核实无误的，按编号用 govstats decide 记录理由，此后不再列出。",
            "“未见”指名单列为应报、已过期限而数据中没有；数据和名单都没有的为“—”，不作缺报。",
        ]
    return [
        "“To be corrected”: figures of a report contradict each other, so at least one is wrong. “To be verified”: a figure may be wrong, or the scope may differ. “To be improved”: something is missing or not worded as it should be.",
        "Several contradictions in a report may come from one mistake; more findings are not more mistakes.",
        "Suggestions change no reported figure. What was verified and found right is recorded with its reason by govstats decide and the id, and is no longer listed.",
        "“Missing”: due by the roster, past its deadline, and not in the data. “—”: neither the data nor the roster has it, which says nothing.",
    ]


def _clean(survey: Survey, lang: str) -> str:
    total, clean = len(survey.reports), survey.clean
    bad = total - survey.passing
    if not total:
        return ""
    if lang == "zh":
        return f"{clean}份未发现任何问题，{total - clean - bad}份只有请核实或建议完善的问题，{bad}份有必改的问题。"
    return f"Reports without any finding: {clean}; with something to verify or improve only: {total - clean - bad}; with something to be corrected: {bad}."


def _severities(survey: Survey, lang: str) -> str:
    if not survey.found:
        return ""
    said = {
        SEVERITY_LABELS[severities[0]][lang]: survey.count(*severities)
        for severities in (("error",), ("question",), ("warning", "note"))
    }
    advised = sum(one.finding.suggestion is not None for one in survey.found)
    if lang == "zh":
        counts = "，".join(f"{label}{n}项" for label, n in said.items())
        return f"发现的问题共{len(survey.found)}项：{counts}；其中{advised}项附有更正建议。"
    counts = ", ".join(f"{n} {label}" for label, n in said.items())
    return f"{_n(len(survey.found), 'finding')}: {counts}; with a suggestion: {advised}."


def _commonest(survey: Survey, lang: str) -> str:
    most = max(survey.failing, key=lambda one: one.findings, default=None)
    if most is None or most.findings == 1:
        return ""
    if lang == "zh":
        return f"最常见的是不符合“{most.rule.zh}”，{most.findings}项，涉及{most.reports}份报告。"
    return f"Most often broken: “{most.rule.en}”, {most.findings} times in {_n(most.reports, 'report')}."


def _between(survey: Survey, lang: str) -> str:
    if not survey.between:
        return ""
    if lang == "zh":
        return f"其中{survey.between}项出在年度之间或汇总与所属单位之间。"
    are = "lies" if survey.between == 1 else "lie"
    return f"Of these, {survey.between} {are} between years, or between a whole and its units."


def _n(count: int, noun: str, plural: str = "") -> str:
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"
