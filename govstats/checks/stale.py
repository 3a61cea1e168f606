"""Sentences of an earlier report that were left in: the year that the agency tells of is another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.checks.quoting import (
    digest,
    failure,
    line_of,
    outcome,
    quote,
    reference,
    sentences,
)
from govstats.forms import general_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.checks.findings import Finding, Findings
    from govstats.reports import Passage, Report

_NUMBERED = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．：]|[一二三四五六]是|首先，)"
_LEAD = rf"^{_NUMBERED}?"
_US = (
    r"(?:我|本|全)(?:局|镇|乡|县|区|市|省|办|委|厅|院|所|街道|单位|部门|系统|机关|州|旗|处|站|社)"
    r"|[^，。；、：]{2,16}?(?:人民政府|办事处|委员会|办公[室厅]|局|镇|乡|街道|区|县|市)(?=坚持|认真|严格|深入|高度|始终|以|按照|紧紧|围绕|在|全面|积极|持续|政府信息|政务公开|主动公开|共|继续|切实)"
    r"|(?=(?:全年)?(?:共|累计)?(?:主动公开|收到|受理|新收))"
    r"|(?:政府信息公开|政务公开)工作"
)
_OPENS = re.compile(_LEAD + rf"(?P<year>20\d\d)年(?:度)?(?:以来)?，?(?:{_US})")
_NARRATES = re.compile(
    "坚持|认真|深入(?:贯彻|学习|推进)|严格(?:按照|落实|执行|遵守)|高度重视|以习近平|领导下|指导下|支持下|按照[^，。]{2,40}(?:要求|部署)|扎实"
    "|政府信息公开工作|政务公开工作|信息公开工作|主动公开(?:各类)?(?:政府)?信息|(?:未|没有|共|累计|新?)(?:收到|受理)"
)
_ELSEWHERE = re.compile(
    r"今年|本年|去年|上年|上一年|往年|历年|以来|同比|环比|相比|与[^，。]{0,12}比|[较比](?:上|去|20|前)|自20|自从|截[至止]|至今|增长|减少|上升|下降"
    r"|印发|出台|制定了|成立|建成|设立|荣获|获评|被评|获得|入选|启动|开通|上线|首次|曾|年报|年度报告|反馈|试点|验收|起，|开始"
)
_ASIDE = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|（(?![一二三四五六七八九十\d]{1,3}）)[^（）]*）")
_PLANS = re.compile(
    _LEAD
    + r"(?:下一步，?|今后，?|为此，?|(?:改进|整改)(?:措施|方向|打算)?[：:]|针对[^，。]{0,20}，)?在?(?P<year>20\d\d)年(?:度)?(?:的?工作中)?，?[^，。；]{0,16}?(?:我|本|全|各)?[^，。；]{0,8}?(?:将(?![近至])|拟(?!定了)|计划(?:在|从|进一步)|打算)"
)
_NEXT = re.compile(_LEAD + "(?:下一步|今后|改进|整改)")
_DONE = re.compile("已|完成了|取得了?|实现了")
_HEADS = re.compile(r"(?<!\d)(?P<year>20\d\d)年")
_NO_HEADING = re.compile(
    "年报|年度报告|规划|计划|以来|比|—|－|~|至|和20|、20|方案|要点|考核|决算|预算"
)
_LONGEST_HEADING = 40
_OVER = {"problems": 1, "improvements": 0}
"""How many years ago a plan must be for, by the part of section five: of its own year problems tell too."""


def check_stale(report: Report) -> Findings:
    """Find sentences that tell of another year as if it were the report's (stale-text).

    Meant to miss rather than to accuse: only a sentence that begins with an earlier year and goes
    on in the agency's own voice (2021年，我局认真……), in a paragraph that never names the report's
    year, and that neither compares nor tells of a founding, a document or an award; a heading with
    an earlier year; and a plan for a year that is over (2022年，我局将…… in the report for 2022).
    """
    rule = general_rules()["stale-text"]
    if not report.passages or report.year is None:
        return outcome(rule, "not_assessable")
    return outcome(rule, "pass", (f for p in report.passages for f in _stale(report, p)))


def _stale(report: Report, passage: Passage) -> Iterator[Finding]:
    year = report.year or 0
    if passage.section == "opening":
        return
    line = line_of(passage)
    text = _ASIDE.sub(lambda aside: "〇" * len(aside.group()), line.text)
    if len(text) <= _LONGEST_HEADING and not re.search("[。；]", text):
        found = _HEADS.search(text)
        if (
            found
            and int(found["year"]) < year
            and str(year) not in text
            and (passage.heading or re.match(_NUMBERED, text))
            and not _NO_HEADING.search(text)
        ):
            yield _finding(report, passage, (0, len(text)), int(found["year"]), plan=False)
        return
    named = re.search(rf"(?<!\d){year}年|今年|本年", text) is not None
    for start, sentence in sentences(line):
        plain = text[start : start + len(sentence)]
        span = (start, start + len(sentence))
        plan = _PLANS.match(plain)
        if plan and passage.section in _OVER:
            ago = 0 if _NEXT.match(plain) else _OVER[passage.section]
            if int(plan["year"]) <= year - ago and not _DONE.search(plain):
                yield _finding(report, passage, span, int(plan["year"]), plan=True)
            continue
        opens = None if named else _OPENS.match(plain)
        if (
            opens
            and int(opens["year"]) < year
            and _NARRATES.search(plain)
            and not _ELSEWHERE.search(plain, opens.end("year"))
        ):
            yield _finding(report, passage, span, int(opens["year"]), plan=False)


def _finding(
    report: Report, passage: Passage, span: tuple[int, int], stale: int, *, plan: bool
) -> Finding:
    rule = general_rules()["stale-text"]
    line = line_of(passage)
    said = quote(line, span[0], span[1])
    zh, en = f"仍写{stale}年", f"still says {stale}"
    if plan:
        zh, en = f"仍把{stale}年作为下一步", f"still plans for {stale}"
    figures: dict[str, object] = {"year": report.year, "quote": said}
    ref = reference(report, passage, said)
    about = f"{passage.section}/{digest(line.text[slice(*span)])}"
    return failure(rule, [ref], about, figures | {"said": zh}, figures | {"said": en})
