"""What stands around the figures, as text: subject, rules applied, sources and run record."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from govstats.checks import merge
from govstats.forms import all_rules, editions, load_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govstats.changes import Comparison
    from govstats.prose import Text
    from govstats.reports import Report

WORDS = {
    "zh": {
        "title": "{year}年政府信息公开工作年度报告数据，与{against}年比较",
        "alone": "{year}年政府信息公开工作年度报告数据",
        "synthetic": "模拟数据：所列数字均为模拟生成，不是任何机关的真实数据。",
        "contents": "目录", "record": "来源与记录", "rules": "核对所用规则", "passed": "成立", "failed": "不成立",
        "open": "无法核对", "source": "{year}年报告", "edition": "{edition}年版格式",
        "software": "由 govstats {govstats} 生成（Python {python}，pandas {pandas}，matplotlib {matplotlib}）",
        "accepted": "采用更正后的数据：{cells}处更正，表中以※标出。", "parameters": "参数：{}", "input": "数据文件 {}",
        "transcribed": "数字按公开报告转录", "tables": "各项数据", "and": "；", "counted": "（{}）",
        "scope": "统计范围：{scope}", "partly": "其中{cells}格本数据集未转录，不作为缺报",
    },
    "en": {
        "title": "Information disclosure in {year}: the annual report compared with that of {against}",
        "alone": "Information disclosure in {year}: the annual report",
        "synthetic": "Synthetic data: every figure is simulated and belongs to no real body.",
        "contents": "Contents", "record": "Sources and record", "rules": "Rules applied", "passed": "hold", "failed": "fail",
        "open": "not assessable", "source": "Report for {year}", "edition": "{edition} form",
        "software": "Made by govstats {govstats} (Python {python}, pandas {pandas}, matplotlib {matplotlib})",
        "accepted": "Accepted figures: {cells} corrected, marked ※ in the tables.", "parameters": "Parameters: {}", "input": "data file {}",
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


@dataclass(frozen=True, slots=True)
class RuleRun:
    """A rule that was run: its statement, and how often it held, failed or could not be assessed."""

    statement: str
    passed: int
    failed: int
    left_open: int
    lang: str

    @property
    def counts(self) -> str:
        """The counts that are not 0, in words."""
        words = WORDS[self.lang]
        space = "" if self.lang == "zh" else " "
        named = (
            (words["passed"], self.passed),
            (words["failed"], self.failed),
            (words["open"], self.left_open),
        )
        return words["and"].join(f"{name}{space}{count}" for name, count in named if count)


@dataclass(frozen=True, slots=True)
class Run:
    """What a page was run with: its parameters, and the files that it read with their sha256."""

    parameters: Mapping[str, object]
    inputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report's figures come from, each part in words; empty where nothing is known."""

    year: int | None
    report: str
    title: str
    edition: str
    scope: str
    nature: str
    gaps: str
    url: str
    sha256: str


def subject(comparison: Comparison, lang: str) -> str:
    """Return what a comparison is of, as the title under the agency's name."""
    said = WORDS[lang]["title" if comparison.before else "alone"]
    return said.format(year=comparison.year, against=comparison.against)


def notice(comparison: Comparison, lang: str) -> str:
    """Return the sentence that simulated data must carry; nothing for real data."""
    return WORDS[lang]["synthetic"] if comparison.synthetic else ""


def quality_parts(comparison: Comparison, text: Text) -> tuple[str, tuple[str, ...]]:
    """Return what the text says before and after the findings, which are listed by themselves."""
    first, *rest = text.section("quality").paragraphs
    return first, tuple(rest[len(comparison.all_findings) :])


def rules_run(comparison: Comparison, lang: str) -> tuple[RuleRun, ...]:
    """Return the rules that were run on the two reports and between them."""
    statements = all_rules()
    checked = merge([comparison.findings_before, comparison.findings, comparison.between])
    return tuple(
        RuleRun(
            statements[entry["rule"]].zh if lang == "zh" else statements[entry["rule"]].en,
            entry["passed"], entry["failed"], entry["not_assessable"], lang,
        )
        for entry in checked.rules()
    )  # fmt: skip


def origins(comparison: Comparison, lang: str) -> tuple[Origin, ...]:
    """Return where the figures of each year come from, the earlier one first."""
    reports = (comparison.before, comparison.after)
    return tuple(
        _origin(report, lang, synthetic=comparison.synthetic) for report in reports if report
    )


@cache
def software(lang: str) -> str:
    """Return what a comparison was made with."""
    versions = {name: version(name) for name in ("govstats", "pandas", "matplotlib")}
    return WORDS[lang]["software"].format(python=platform.python_version(), **versions)


def record_lines(comparison: Comparison, lang: str, run: Run | None = None) -> list[str]:
    """Return the record of a comparison: a line for each report, and what it was made with."""
    return [*(_line(origin, lang) for origin in origins(comparison, lang)), *run_lines(run, lang)]


def run_lines(run: Run | None, lang: str) -> list[str]:
    """Return what a page was made from and with: each file read, the versions, the parameters."""
    words = WORDS[lang]
    lines = [software(lang)]
    if run is None:
        return lines
    files = [
        f"{words['input'].format(name)}{words['and']}sha256 {digest}"
        for name, digest in run.inputs.items()
    ]
    given = ("，" if lang == "zh" else ", ").join(f"{k}={v!r}" for k, v in run.parameters.items())
    return [*files, *lines, words["parameters"].format(given)]


def accepted(comparison: Comparison, lang: str) -> str:
    """Return the sentence that corrected figures must carry; nothing where none is corrected."""
    reports = (comparison.before, comparison.after)
    cells = sum(bool(cell.corrected) for report in reports if report for cell in report.cells)
    return WORDS[lang]["accepted"].format(cells=cells) if cells else ""


def _line(origin: Origin, lang: str) -> str:
    words = WORDS[lang]
    titled = f"《{origin.title}》" if lang == "zh" else f" ({origin.title})"
    said = [
        origin.report + (titled if origin.title else ""), origin.edition,
        words["scope"].format(scope=origin.scope), origin.nature, origin.gaps, origin.url,
        f"sha256 {origin.sha256}" if origin.sha256 else "",
    ]  # fmt: skip
    return words["and"].join(filter(None, said))


def _origin(report: Report, lang: str, *, synthetic: bool) -> Origin:
    words = WORDS[lang]
    absent = 0
    if report.edition in editions():
        absent = sum(
            report.cell(item, breakdown) is None
            and report.cell(item.rpartition(".")[0], breakdown) is None
            for item, breakdown in load_form(report.edition).slots
        )
    return Origin(
        year=report.year,
        report=words["source"].format(year=report.year),
        title=report.title,
        edition=words["edition"].format(edition=report.edition),
        scope=_SCOPES[lang].get(report.scope, report.scope),
        nature=words["synthetic" if synthetic else "transcribed"],
        gaps=words["partly"].format(cells=absent) if absent else "",
        url=report.url,
        sha256=report.sha256,
    )
