"""The page of a set of agencies: findings by rule and one by one, and who has filed for which year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.checks import SEVERITY_LABELS
from govstats.checks.coverage import FILED, STATES
from govstats.display.findings import cell_name, changed, standing, where
from govstats.display.fragment import Fragment, tag
from govstats.display.parts import contents, record_list
from govstats.display.record import WORDS, run_lines
from govstats.display.survey_words import filing, headline, notes, points, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.checks import Finding, Suggestion
    from govstats.display.record import Run
    from govstats.survey import Found, Survey

MOST = 300
"""Findings that a page lists; the gravest come first."""

_SIGNS = {
    "filed": "●", "late": "◐", "excerpt": "◍", "missing": "×", "no_deadline": "?", "not_due": "◇", "exempt": "○", "not_in_data": "",
}  # fmt: skip
_WORDS = {
    "zh": {
        "title": "政府信息公开工作年度报告数据质量", "points": "要点", "rules": "问题分类", "findings": "问题清单",
        "coverage": "报送情况", "notes": "说明", "rule": "规则", "severity": "程度", "count": "项数",
        "reports": "涉及报告", "number": "序号", "report": "报告", "problem": "问题和位置",
        "advice": "更正建议", "same": "同第{n}项", "none": "未发现问题。", "unit": "单位", "year": "{year}年",
        "total": "已报／未见", "of": "{name} {year}年", "cut": "以上为程度最重的{shown}项，另有{more}项未列出。",
        "comma": "；", "to": "{name}：{before}→{after}", "state": "（{}）",
    },
    "en": {
        "title": "Annual reports on information disclosure: data quality", "points": "Main points",
        "rules": "Findings by rule", "findings": "Findings", "coverage": "Who has filed", "notes": "Notes",
        "rule": "Rule", "severity": "Severity", "count": "Findings", "reports": "Reports", "number": "No.",
        "report": "Report", "problem": "What was found, and where", "advice": "Suggestion",
        "same": "as for no. {n}", "none": "Nothing was found.", "unit": "Body", "year": "{year}",
        "total": "filed / missing", "of": "{name}, {year}",
        "cut": "These are the {shown} gravest; {more} more are not listed.",
        "comma": "; ", "to": "{name}: {before} → {after}", "state": " ({})",
    },
}  # fmt: skip


def survey_head(survey: Survey, lang: str = "zh") -> Fragment:
    """Show title, headline and main points; a page of simulated data says so first."""
    words = _WORDS[lang]
    parts = [tag("h1", words["title"]), tag("p", subject(survey, lang), class_="subject")]
    if survey.data.synthetic:
        parts.append(tag("p", WORDS[lang]["synthetic"], class_="banner", role="note"))
    said = headline(survey, lang)
    parts.append(tag("p", said, class_="headline"))
    names = ("points", "rules", "findings", "coverage", "notes")
    entries = [(name, words[name]) for name in names]
    parts.append(contents([*entries, ("record", WORDS[lang]["record"])], lang))
    parts.append(_heading("points", lang))
    items = (tag("li", point) for point in points(survey, lang))
    parts.append(tag("ul", Markup("").join(items), class_="points"))
    return Fragment(Markup("").join(parts), said)


def survey_rules(survey: Survey, lang: str = "zh") -> Fragment:
    """Show which rules fail, how gravely, how often and in how many reports."""
    words = _WORDS[lang]
    rows = (
        [
            _badge(one.severity, lang),
            one.rule.zh if lang == "zh" else one.rule.en,
            one.findings,
            one.reports,
        ]
        for one in survey.failing
    )
    heads = [words[name] for name in ("severity", "rule", "count", "reports")]
    shown = _table(heads, rows, "rules") if survey.failing else tag("p", words["none"])
    return Fragment(_heading("rules", lang) + shown, words["rules"])


def survey_findings(survey: Survey, lang: str = "zh") -> Fragment:
    """Show the findings, gravest first: whose report, what, where, and what would put it right."""
    words = _WORDS[lang]
    if not survey.found:
        return Fragment(_heading("findings", lang) + tag("p", words["none"]), words["none"])
    names = ("number", "severity", "report", "problem", "advice")
    table = _table([words[name] for name in names], _findings(survey, lang), "listed")
    rest = len(survey.found) - MOST
    cut = tag("p", words["cut"].format(shown=MOST, more=rest)) if rest > 0 else Markup("")
    return Fragment(_heading("findings", lang) + table + cut, words["findings"])


def survey_coverage(survey: Survey, lang: str = "zh") -> Fragment:
    """Show who has filed for which year, a row a unit: a sign and its word in each cell."""
    words, states = _WORDS[lang], survey.states
    heads = [words["unit"], *(words["year"].format(year=year) for year in states.columns)]
    top = tag("thead", tag("tr", Markup("").join(tag("th", head, scope="col") for head in heads)))
    rows = [
        tag("tr", tag("th", survey.named(str(unit), lang), scope="row")
            + Markup("").join(_state(str(state), lang) for state in row))
        for unit, row in zip(states.index, states.to_numpy(), strict=True)
    ]  # fmt: skip
    sums = (
        f"{column.isin(FILED).sum()} / {(column == 'missing').sum()}"
        for _, column in states.items()
    )
    foot = tag("th", words["total"], scope="row") + Markup("").join(tag("td", n) for n in sums)
    body = tag("tbody", Markup("").join(rows)) + tag("tfoot", tag("tr", foot))
    table = tag("table", top + body, class_="coverage")
    html = _heading("coverage", lang) + tag("p", filing(survey, lang))
    return Fragment(html + tag("div", table, class_="scroll", tabindex="0"), filing(survey, lang))


def survey_notes(lang: str = "zh") -> Fragment:
    """Show what the words on the page mean."""
    items = (tag("li", said) for said in notes(lang))
    return Fragment(
        _heading("notes", lang) + tag("ul", Markup("").join(items)), _WORDS[lang]["notes"]
    )


def survey_record(survey: Survey, run: Run, lang: str = "zh") -> Fragment:
    """Show what the page was made from and with."""
    return record_list([survey.data.title, *run_lines(run, lang)], lang)


def _findings(survey: Survey, lang: str) -> Iterator[list[object]]:
    advised: dict[int, Suggestion] = {}
    for n, one in enumerate(survey.found[:MOST], start=1):
        finding, said = one.finding, one.finding.message(lang)
        place = _place(finding, one.year, lang)
        shown = tag("span", said, id=finding.id)
        if place:
            shown += tag("small", _WORDS[lang]["state"].format(place))
        shown += tag("small", " " + tag("code", finding.id))
        told = _told(n, finding.suggestion, advised, lang)
        yield [n, _badge(finding.severity, lang), _report(survey, one, lang), shown, told]


def _told(n: int, advice: Suggestion | None, advised: dict[int, Suggestion], lang: str) -> str:
    """Return a suggestion, or that it is the same as for an earlier finding."""
    if advice is None:
        return ""
    first = next((number for number, other in advised.items() if other == advice), None)
    if first is not None:
        return _WORDS[lang]["same"].format(n=first)
    advised[n] = advice
    return _advice(advice, lang)


def _report(survey: Survey, one: Found, lang: str) -> Markup | str:
    """Return whose report it is, with a link to where it was published."""
    name = _WORDS[lang]["of"].format(name=survey.named(one.agency, lang), year=one.year)
    sources = survey.data.sources
    mine = sources[(sources["agency"] == one.agency) & (sources["year"] == str(one.year))]
    url = "" if mine.empty else str(mine["url"].iloc[0])
    if not url.startswith(("http://", "https://")):
        return name
    return tag("a", name, href=url, rel="noreferrer")


def _place(finding: Finding, year: int, lang: str) -> str:
    """Return where to look; the report's own year goes without saying."""
    said = where(finding, lang)
    own = f"{year}年报告" if lang == "zh" else f"{year} report"
    return said.removeprefix(own).strip() if finding.years == (year,) else said


def _advice(advice: Suggestion, lang: str) -> str:
    words = _WORDS[lang]
    said = [
        words["to"].format(name=cell_name(change.cell, lang), before=before, after=after)
        for change in advice.changes
        for before, after in [changed(change, lang)]
    ]
    return words["comma"].join(said) + words["state"].format(standing(advice, lang))


def _state(state: str, lang: str) -> Markup:
    word = f"{_SIGNS[state]} {STATES[state][lang]}".strip()
    kind = {"missing": "doubt", "not_in_data": "absent", "exempt": "absent"}.get(state, "")
    return tag("td", word, class_=kind)


def _badge(severity: str, lang: str) -> Markup:
    return tag("span", SEVERITY_LABELS[severity][lang], class_=f"badge {severity}")


def _heading(name: str, lang: str) -> Markup:
    return tag("h2", _WORDS[lang][name], id=name)


def _table(heads: Iterable[str], rows: Iterable[list[object]], kind: str) -> Markup:
    top = tag("thead", tag("tr", Markup("").join(tag("th", name, scope="col") for name in heads)))
    lines = (tag("tr", Markup("").join(tag("td", cell) for cell in row)) for row in rows)
    table = tag("table", top + tag("tbody", Markup("").join(lines)), class_=kind)
    return tag("div", table, class_="scroll", tabindex="0")
