"""The result of a check as one page: findings, suggestions, the tables with marks, the rules that were run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.checks import DECISION_LABELS, SEVERITY_LABELS
from govstats.display.findings import SEVERITIES, confirmations, findings_list
from govstats.display.fragment import style, tag
from govstats.display.statutory import report_title, tables
from govstats.forms import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.checks import Findings
    from govstats.reports import Report

_PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; font-src data:; style-src 'unsafe-inline'\">"
    "<title>{title}</title><style>{style}"
    '@page{{size:A4;margin:18mm 16mm;@bottom-right{{content:counter(page) " / " counter(pages);font-size:8pt;color:#5b6673}}}}body{{margin:0;background:#f3f5f7}}'
    "main{{max-width:60rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;background:#fff;box-sizing:border-box}}"
    "@media print{{body{{background:#fff}}main{{max-width:none;padding:0}}}}"
    '</style></head><body><main class="govstats">{body}</main></body></html>\n'
)
_WORDS = {
    "zh": {
        "title": "政府信息公开工作年度报告数据核对", "contents": "目录", "between": "各年度、各单位之间",
        "open": "无法核对", "rules": "核对所用规则", "tables": "报告各表",
        "confirmed": "正文有{n}个数字与表格相符",
        "passed": "成立", "failed": "不成立", "not_assessable": "无法核对",
        "counted": "{severity}{n}项", "clean": "未发现矛盾", "unassessed": "{n}条规则无法核对", "comma": "，", "times": "{result}{n}处",
    },
    "en": {
        "title": "Annual reports on information disclosure: data checks", "contents": "Contents",
        "between": "Between years and units", "open": "Not assessable", "rules": "Rules applied",
        "tables": "The report's tables", "confirmed": "counts of the prose that agree with the tables: {n}",
        "passed": "holds", "failed": "fails", "not_assessable": "not assessable",
        "counted": "{n} {severity}", "clean": "no contradiction found",
        "unassessed": "not assessable: {n} rules", "comma": ", ",
        "times": "{result}: {n}",
    },
}  # fmt: skip


def check_page(
    checked: Sequence[tuple[Report, Findings]], between: Iterable[Findings], lang: str = "zh"
) -> str:
    """Return the page of a check: self-contained, no script, no request to anywhere.

    Each report has its findings with the gravest first, what is suggested, what could not be
    assessed, its tables with doubtful cells marked, and the rules that were run.
    """
    words = _WORDS[lang]
    crossing = [found for found in between if len(found)]
    parts = [tag("h1", words["title"])]
    if len(checked) + len(crossing) > 1:
        parts.append(_contents(checked, crossing, lang))
    for number, (report, found) in enumerate(checked, start=1):
        parts.append(tag("h2", report_title(report, lang), id=f"report-{number}"))
        parts.append(tag("p", summary(found, lang), class_="headline"))
        parts += _of_one(found, lang)
        parts.append(_folded(words["tables"], Markup("").join(tables(report, found, lang))))
        parts.append(_folded(words["rules"], _rules(found, lang)))
    for found in crossing:
        if found is crossing[0]:
            parts.append(tag("h2", words["between"], id="between"))
        parts += _of_one(found, lang)
    return str(
        _PAGE.format(
            lang={"zh": "zh-CN", "en": "en"}[lang],
            title=words["title"],
            style=Markup(style()),  # noqa: S704 - our own style sheet
            body=Markup("").join(parts),
        )
    )


def summary(findings: Findings, lang: str) -> str:
    """Return in a few words how many findings of each severity there are, and how many rules stayed open."""
    words = _WORDS[lang]
    counts = Counter(finding.severity for finding in findings.failures)
    said: dict[str, int] = {}
    for severity in SEVERITIES:
        label = SEVERITY_LABELS[severity][lang]
        said[label] = said.get(label, 0) + counts[severity]
    told = [words["counted"].format(severity=label, n=n) for label, n in said.items() if n]
    told = told or [words["clean"]]
    unassessed = {finding.rule.id for finding in findings if finding.result == "not_assessable"}
    told += [words["unassessed"].format(n=len(unassessed))] if unassessed else []
    return words["comma"].join(told)


def _contents(
    checked: Sequence[tuple[Report, Findings]], crossing: Sequence[Findings], lang: str
) -> Markup:
    words = _WORDS[lang]
    items = [
        tag("a", report_title(report, lang), href=f"#report-{n}")
        + tag("small", f" {summary(found, lang)}")
        for n, (report, found) in enumerate(checked, start=1)
    ]
    if crossing:
        items.append(tag("a", words["between"], href="#between"))
    listed = tag("ul", Markup("").join(tag("li", item) for item in items))
    return tag("nav", tag("h2", words["contents"]) + listed)


def _of_one(found: Findings, lang: str) -> list[Markup]:
    words = _WORDS[lang]
    parts = [findings_list(found.failures, lang, ids=True)] if found.failures else []
    unknown = [finding for finding in found if finding.result == "not_assessable"]
    if unknown:
        parts.append(_folded(words["open"], findings_list(unknown, lang, ids=True)))
    confirmed = confirmations(found, lang)
    if confirmed:
        listed = tag("ul", Markup("").join(tag("li", said) for said in confirmed))
        parts.append(_folded(words["confirmed"].format(n=len(confirmed)), listed))
    if found.dismissed:
        parts.append(
            _folded(
                DECISION_LABELS["dismissed"][lang], findings_list(found.dismissed, lang, ids=True)
            )
        )
    return parts


def _rules(found: Findings, lang: str) -> Markup:
    words = _WORDS[lang]
    items = []
    for entry in found.rules():
        rule = all_rules()[entry["rule"]]
        counts = [
            words["times"].format(result=words[result], n=entry[result])
            for result in ("passed", "failed", "not_assessable")
            if entry[result]
        ]
        text = f"{rule.id} {rule.zh if lang == 'zh' else rule.en}"
        items.append(tag("li", text + tag("small", f" {words['comma'].join(counts)}")))
    return tag("ul", Markup("").join(items))


def _folded(title: str, content: Markup) -> Markup:
    return tag("details", tag("summary", title) + content)
