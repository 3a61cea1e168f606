"""What a report has to say: its title, period and six parts, the fee, and how the work was assessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.checks.findings import Finding, Findings, merge
from govstats.checks.quoting import (
    failure,
    is_illegible,
    line_of,
    outcome,
    plain,
    reference,
    whole,
)
from govstats.forms import editions, general_rules, load_form, sections
from govstats.reports import Status

if TYPE_CHECKING:
    from govstats.forms import Part
    from govstats.reports import Passage, Report, Section

_FIRST_YEAR_OF_FEES = 2021
"""The 管理办法 is in force from 1 January 2021."""

_FEE = re.compile(
    r"处理费|收费通知|缴费通知"
    r"|(?:未|没有|不|无|零|免费?|暂未|均未)[^。；]{0,14}(?:收费|收取[^。；]{0,16}费|收过?费|产生[^。；]{0,6}费用|费用)"
    r"|收(?:取|到|缴)[^。；]{0,20}(?:费用?|金额)[^。；]{0,12}\d|收费(?:及减免)?(?:的)?(?:情况|金额|总额|数额)?[：为是]?[^。；]{0,4}(?:无|没有|未|0|零|\d)"
    r"|免(?:收|除|征)[^。；]{0,8}费|免费提供[^。；]{0,12}(?:信息|申请|复印|检索)"
)
_ON_REQUESTS = re.compile("申请|信息公开|政务公开|公开信息|检索|复制|邮寄|处理费")
_ASSESSED = re.compile(
    r"考核|考评|考绩|绩效|评议|测评|评查|评比|评分|打分|满意度|问责|追责|追究|约谈|奖惩|表彰|表扬|目标管理|责任书|通报"
    r"|(?<!风险)(?<!影响)(?<!安全)(?<!价格)(?<!资产)(?<!稳定)评估|(?<!影响)(?<!环境)(?<!风险)评价"
)
_NOT_A_GOVERNMENT = re.compile(
    "(?:开发|园|度假|示范|景|管理|保税|试验|合作|先行|矿|农|林|高新|经开|新)区$"
)
_GOVERNMENT = re.compile("(?:政府|[省市县旗盟区镇乡州])$")
_OFFICE = re.compile("办公[室厅]|[局厅]$|委员会|办事处")

_YEAR = re.compile(r"(?:19|20)\d\d|二[〇○零Oo0][一二三四五六七八九〇○零]{2}")
_SUBJECT = re.compile("政府信息公开")
_ANNUAL = re.compile("年报|年度.*报告")
_TITLE_WORDS = re.compile(r"政府信息公开|工作|年度|年报|报告|情况|关于|的|年|[\W\d_]")
_RANGE = re.compile(
    r"(?P<y1>20\d\d)年(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?(?:起|开始)?，?(?:至|到|[—－\-~～―–一])+"
    r"(?:(?P<y2>20\d\d)年)?(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?"
)
_AS_OF = re.compile(r"截[至止]到?(?P<y2>20\d\d)年(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?")
_OF_THE_DATA = re.compile(
    "统计(?:的)?(?:期限|时间|时限|范围|周期|数据|口径)|数据(?:的)?统计|所列数据|报告期|本(?:年度)?报告"
)
_NOT_THE_PERIOD = re.compile("公示|征集|培训|活动|开展|上线|施行|查阅|开放时间")
_DIVIDED = 2


def check_contents(report: Report) -> Findings:
    """Check what a report must contain: missing-section, fee-statement, assessment-statement, title, period.

    A rule is not assessable where the report prints nothing to judge, where a passage is illegible,
    or where the prose is not at hand.
    """
    return merge(
        [
            _missing_sections(report),
            _fee_statement(report),
            _assessment(report),
            _title(report),
            _period(report),
        ]
    )


def _missing_sections(report: Report) -> Findings:
    rule = general_rules()["missing-section"]
    if report.edition not in editions() or load_form(report.edition).is_list:
        return Findings((), ())
    headed = {p.section for p in report.passages if p.heading}
    if len(headed) < _DIVIDED:
        return outcome(rule, "not_assessable")
    illegible = [p for p in report.passages if is_illegible(p)]
    parts = [part for part in sections().parts if part.code != "improvements"]
    return merge([_section(report, part, headed, illegible) for part in parts])


def _section(
    report: Report, part: Part, headed: set[Section], illegible: list[Passage]
) -> Findings:
    rule = general_rules()["missing-section"]
    codes = {"problems", "improvements"} if part.code == "problems" else {part.code}
    titles = [p for p in report.passages if p.heading and p.section in codes]
    said = any(p.section in codes and not p.heading for p in report.passages)
    if said or (codes & headed and _has_table(part)) or _table_read(report, part):
        return outcome(rule, "pass")
    lack, lack_en = "缺失", "is missing"
    if titles:
        lack, lack_en = "只有标题，没有文字", "has a title and nothing under it"
    if illegible and not titles:
        ref = reference(report, illegible[0], illegible[0].text[:20])
        finding = Finding(
            rule=rule,
            result="not_assessable",
            zh=f"原件有无法辨认之处，“{part.title}”部分是否缺失无法核对。",
            en=f"The source is illegible in places; whether the section “{part.title_en}” is there cannot be told.",
            passages=(ref,),
            about=part.code,
        )
        return outcome(rule, "not_assessable", [finding])
    place = str(titles[0].place) if titles else ""
    ref = whole(report, part.code, place)
    zh = {"label": part.title, "lack": lack}
    en = {"label": part.title_en, "lack": lack_en}
    return outcome(rule, "fail", [failure(rule, [ref], part.code, zh, en)])


def _has_table(part: Part) -> bool:
    return any(block.table == part.part for block in load_form("2021").blocks)


def _table_read(report: Report, part: Part) -> bool:
    """Say whether a figure of the part's table was read, so that the part is there without its title."""
    items = {
        slot.item
        for block in load_form(report.edition).blocks
        if block.table == part.part
        for slot in block.slots()
    }
    return any(
        cell.source == "table" and cell.item in items and cell.status is not Status.UNREADABLE
        for cell in report.cells
    )


def _fee_statement(report: Report) -> Findings:
    rule = general_rules()["fee-statement"]
    due = report.edition == "2021" if report.year is None else report.year >= _FIRST_YEAR_OF_FEES
    if not due:
        return Findings((), ())
    other = [p for p in report.passages if p.section == "other"]
    if any(s.item.startswith("processing_fee.") for s in report.statements) or any(
        _speaks_of_fees(p) for p in report.passages if not p.heading
    ):
        return outcome(rule, "pass")
    if not other or any(is_illegible(p) for p in other):
        return outcome(rule, "not_assessable")
    said = "" if len(other) == 1 else other[1].text[:20]
    finding = failure(rule, [reference(report, other[0], said)], "", {}, {})
    return outcome(rule, "fail", [finding])


def _speaks_of_fees(passage: Passage) -> bool:
    text = line_of(passage).text
    for sentence in re.split("[。！？]", text):
        about = passage.section == "other" or _ON_REQUESTS.search(sentence)
        if about and any("事业性收费" not in _around(sentence, m) for m in _FEE.finditer(sentence)):
            return True
    return False


def _around(sentence: str, found: re.Match[str]) -> str:
    return sentence[max(0, found.start() - len("事业性")) : found.end()]


def _assessment(report: Report) -> Findings:
    """Check 条例 第五十条（四）, which asks it of governments, not of their departments."""
    rule = general_rules()["assessment-statement"]
    name = plain(report.agency_name)
    if name and not is_government(name):
        return Findings((), ())
    prose = [p for p in report.passages if not p.heading and p.section != "opening"]
    if any(_ASSESSED.search(line_of(p).text) for p in prose):
        return outcome(rule, "pass")
    divided = len({p.section for p in report.passages if p.heading}) >= _DIVIDED
    if not name or not divided or not prose or any(is_illegible(p) for p in prose):
        return outcome(rule, "not_assessable")
    return outcome(rule, "fail", [failure(rule, [whole(report)], "", {}, {})])


def is_government(name: str) -> bool:
    """Say whether a name is that of a government, or of the area that stands for it (宿迁市)."""
    return bool(
        _GOVERNMENT.search(name) and not _NOT_A_GOVERNMENT.search(name) and not _OFFICE.search(name)
    )


def _title(report: Report) -> Findings:
    rule = general_rules()["title"]
    title = plain(report.title)
    if not title:
        return outcome(rule, "not_assessable")
    lacking = [
        (zh, en)
        for zh, en, there in (
            ("机关名称", "the agency", len(_TITLE_WORDS.sub("", _YEAR.sub("", title))) > 1),
            ("年度", "the year", _YEAR.search(title)),
            ("“政府信息公开”", "government information disclosure", _SUBJECT.search(title)),
            ("“年度报告”字样", "the words “annual report” (年度报告)", _ANNUAL.search(title)),
        )
        if not there
    ]
    if not lacking:
        return outcome(rule, "pass")
    zh = {"title": report.title, "missing": "、".join(one for one, _ in lacking)}
    en = {"title": report.title, "missing": " and ".join(one for _, one in lacking)}
    return outcome(rule, "fail", [failure(rule, [whole(report, "opening")], "", zh, en)])


def _period(report: Report) -> Findings:
    rule = general_rules()["period"]
    if report.year is None:
        return outcome(rule, "not_assessable")
    for passage in report.passages:
        if passage.heading or passage.section not in ("opening", "overview"):
            continue
        line = line_of(passage)
        for sentence in re.finditer("[^。；]+", line.text):
            if not _OF_THE_DATA.search(sentence.group()) or _NOT_THE_PERIOD.search(
                sentence.group()
            ):
                continue
            found = _RANGE.search(sentence.group())
            if not found and passage.section == "opening":
                found = _AS_OF.search(sentence.group())
            if not found:
                continue
            if _is_year(found, report.year):
                return outcome(rule, "pass")
            printed = line.printed(sentence.start() + found.start(), sentence.start() + found.end())
            figures: dict[str, object] = {"year": report.year, "period": printed}
            ref = reference(report, passage, printed)
            return outcome(rule, "fail", [failure(rule, [ref], "", figures, figures)])
    return outcome(rule, "not_assessable")


def _is_year(found: re.Match[str], year: int) -> bool:
    """Say whether a period is the calendar year; days that are not printed are taken as meant."""
    parts = found.groupdict()
    first = int(parts.get("y1") or year), int(parts.get("m1") or 1), int(parts.get("d1") or 1)
    last = (
        int(parts["y2"] or parts.get("y1") or year),
        int(parts["m2"]),
        int(parts["d2"] or 31),
    )
    return first == (year, 1, 1) and last == (year, 12, 31)
