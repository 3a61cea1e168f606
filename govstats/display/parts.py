"""The parts of a comparison page: its head, its sections, its findings and its record."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.checks import merge
from govstats.display.findings import findings_list
from govstats.display.fragment import Fragment, tag
from govstats.forms import all_rules, editions, load_form

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.prose import Text
    from govstats.reports import Report

_WORDS = {
    "zh": {
        "title": "{year}年政府信息公开工作年度报告数据，与{against}年比较",
        "alone": "{year}年政府信息公开工作年度报告数据",
        "synthetic": "模拟数据：本页所有数字均为模拟生成，不是任何机关的真实数据。",
        "record": "来源与记录", "rules": "核对所用规则", "passed": "成立", "failed": "不成立",
        "open": "无法核对", "source": "{year}年报告", "edition": "{edition}年版格式",
        "software": "由 govstats {version} 生成（Python {python}）",
        "transcribed": "数字按公开报告转录", "tables": "各项数据", "and": "；", "counted": "（{}）",
        "scope": "统计范围：{scope}", "partly": "其中{cells}格本数据集未转录，不作为缺报",
    },
    "en": {
        "title": "Information disclosure in {year}: the annual report compared with that of {against}",
        "alone": "Information disclosure in {year}: the annual report",
        "synthetic": "Synthetic data: every figure on this page is simulated and belongs to no real body.",
        "record": "Sources and record", "rules": "Rules applied", "passed": "hold", "failed": "fail",
        "open": "not assessable", "source": "Report for {year}", "edition": "{edition} form",
        "software": "Made by govstats {version} (Python {python})",
        "transcribed": "figures transcribed from the public report", "tables": "All figures",
        "and": "; ", "counted": " ({})", "scope": "scope: {scope}",
        "partly": "{cells} cells were not transcribed here and do not count as missing",
    },
}  # fmt: skip
_SCOPES = {
    "zh": {"": "报告未写明", "area": "全地区汇总", "government": "本级政府", "office": "办公厅（室）", "unit": "本单位"},
    "en": {"": "not stated in the report", "area": "the whole area", "government": "the government itself",
           "office": "the general office", "unit": "the unit itself"},
}  # fmt: skip


def head(comparison: Comparison, text: Text) -> Fragment:
    """Show title, headline and main points; a page of simulated data says so first."""
    words = _WORDS[text.lang]
    subject = words["title"] if comparison.before else words["alone"]
    said = subject.format(year=comparison.year, against=comparison.against)
    parts = [tag("h1", comparison.agency.named(text.lang)), tag("p", said, class_="subject")]
    if comparison.synthetic:
        parts.append(tag("p", words["synthetic"], class_="banner", role="note"))
    parts.append(tag("p", text.headline_html, class_="headline"))
    parts.append(tag("h2", text.points_title, id="points"))
    parts.append(text.points_html())
    return Fragment(Markup("").join(parts), text.headline)


def section(text: Text, section_id: str) -> Fragment:
    """Show one section of the text under its heading; nothing where the text has none."""
    found = next((part for part in text.sections if part.id == section_id), None)
    if found is None:
        return Fragment(Markup(""), "")
    html = tag("h2", found.title, id=found.id) + found.html
    return Fragment(html, "\n".join(found.paragraphs))


def quality(comparison: Comparison, text: Text) -> Fragment:
    """Show the findings, each with its cells' places, and the rules that were run."""
    words, lang = _WORDS[text.lang], text.lang
    title = text.section("quality").title
    first, *rest = text.section("quality").paragraphs
    said = rest[len(comparison.all_findings) :]
    parts = [tag("h2", title, id="quality"), tag("p", first)]
    if comparison.all_findings:
        parts.append(findings_list(comparison.all_findings, lang))
    parts += [tag("p", paragraph) for paragraph in said]
    rows = []
    checked = merge([comparison.findings_before, comparison.findings, comparison.between])
    for entry in checked.rules():
        rule = all_rules()[entry["rule"]]
        counts = [
            f"{words[name]}{entry[key]}" if lang == "zh" else f"{words[name]} {entry[key]}"
            for name, key in (
                ("passed", "passed"),
                ("failed", "failed"),
                ("open", "not_assessable"),
            )
            if entry[key]
        ]
        rows.append(
            tag(
                "li",
                (rule.zh if lang == "zh" else rule.en)
                + tag("small", words["counted"].format(words["and"].join(counts))),
            )
        )
    listed = tag("ul", Markup("").join(rows))
    parts.append(tag("details", tag("summary", words["rules"]) + listed))
    return Fragment(Markup("").join(parts), first)


def record(comparison: Comparison, lang: str = "zh") -> Fragment:
    """Show where the figures come from: title, form, scope, address and sha256 of each report."""
    words = _WORDS[lang]
    origins = [
        (report.year, _origin(report, words, lang, synthetic=comparison.synthetic))
        for report in (comparison.before, comparison.after)
        if report
    ]
    made = words["software"].format(version=version("govstats"), python=platform.python_version())
    items = [tag("li", said, id=f"source-{year}") for year, said in origins] + [tag("li", made)]
    listed = tag("ul", Markup("").join(items), class_="record")
    plain = "; ".join([*(said for _, said in origins), made])
    return Fragment(tag("h2", words["record"], id="record") + listed, plain)


def _origin(report: Report, words: dict[str, str], lang: str, *, synthetic: bool) -> str:
    titled = (
        (f"《{report.title}》" if lang == "zh" else f" ({report.title})") if report.title else ""
    )
    said = [
        words["source"].format(year=report.year) + titled,
        words["edition"].format(edition=report.edition),
        words["scope"].format(scope=_SCOPES[lang].get(report.scope, report.scope)),
        words["synthetic" if synthetic else "transcribed"],
    ]
    if report.edition in editions():
        absent = sum(
            report.cell(item, breakdown) is None
            and report.cell(item.rpartition(".")[0], breakdown) is None
            for item, breakdown in load_form(report.edition).slots
        )
        if absent:
            said.append(words["partly"].format(cells=absent))
    said += [report.url] if report.url else []
    said += [f"sha256 {report.sha256[:16]}…"] if report.sha256 else []
    return words["and"].join(said)


def tables_heading(lang: str = "zh") -> Fragment:
    """Show the heading above the comparison table."""
    title = _WORDS[lang]["tables"]
    return Fragment(tag("h2", title, id="tables"), title)
