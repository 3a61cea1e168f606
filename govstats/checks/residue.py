"""What a template left behind: slots that were not filled in, and instructions to the writer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.checks.quoting import digest, failure, line_of, outcome, quote, reference
from govstats.forms import general_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.checks.findings import Finding, Findings
    from govstats.reports import Passage, Report

_X = "[Xx×✕╳]"
_ALONE = r"(?<![A-Za-z0-9.\-/@:_×])"
"""No slot within a word of Latin letters, an address (xxgk@…) or a masked number (138XXXX1234)."""

_SLOTS = re.compile(
    "|".join(
        (
            rf"(?<![A-Za-z0-9])20(?:{_X}{{2}}|_{{2,}}|\*\*)(?![A-Za-z0-9@])",
            rf"{_ALONE}{_X}{{2,}}(?=年|月|日|件|条|份|篇|期|次|场|项|万|元|%|余|人次)",
            rf"第{_X}+(?:号|期|次|届|批|季度)",
            rf"{_ALONE}{_X}{{2,}}(?=[省县乡局厅]|市(?!场|民)|区(?!域|间)|镇(?!静)|街道|单位|部门|机关|人民政府|管委会|委员会|公众号|网站|办公室)",
            rf"(?:电话|地址|邮编|邮政编码|网址|邮箱|联系人|传真|单位名称|机关名称|公众号|科室)：?(?:为|是)?(?:{_X}{{2,}}|_{{2,}})(?![A-Za-z0-9@._\-])",
            rf"《[^《》]{{0,12}}{_ALONE}{_X}{{2,}}(?![A-Za-z])[^《》]{{0,20}}》",
            rf"(?:[一二三四五]是|包括|例如|比如|[：，、“]){_X}{{2,}}(?=[；。，、”]|等)",
            rf"〔(?:20)?(?:{_X}|[_\s*])*〕|【(?:20)?(?:{_X}|_){{2,}}】",
            r"(?<![A-Za-z0-9/._\-])_{2,}(?![A-Za-z0-9_])",
        )
    )
)
_WORDINGS = (
    r"[（【](?:注：|提示：|说明：)?请?(?:填写|填报|填入|在此|此处|文字描述|文字说明|单位名称|机关名称|单位全称|机关全称|待补充|待填|可附图|模板)[^（）【】]{0,40}[）】]",
    r"[（【](?:注：|提示：|说明：)?请?(?:根据|结合|按照?)(?:本单位|本机关|本部门|实际)[^（）【】]{0,12}(?:填写|描述|修改|调整|补充|撰写|阐述)[^（）【】]{0,20}[）】]",
    r"请在(?:此处|此)(?:填写|输入|描述|说明|插入|补充|报告)?",
    r"(?<!于)(?<!到)此处(?:填写|插入|请|应填|需填|粘贴|添加|输入|描述|报告)",
    r"(?:^|(?<=[。；：]))请填写(?!《|申请)(?:本|单位|机关|具体|相关|数字|数据|年份|名称|实际|有关)",
    r"(?:单击|点击)(?:或点击|或轻触)?此处(?:输入|添加|编辑)(?:文字|文本)?",
    r"[Ll]orem ?ipsum|\bTODO\b|(?:^|(?<=[。；：]))待补充|填表说明：",
)
_INSTRUCTIONS = re.compile("|".join(_WORDINGS))
_MARKDOWN = re.compile(r"(?<!_)__(?=[^_\s件条年月日，。])([^_]{1,40})(?<=[^_\s])__(?!_)")
_CASE = re.compile("案[件由]?|起诉|诉讼|上诉|原告|被告|当事人|申请人|复议人|某")
"""Names of persons and places are masked with ×× where a case is told."""


def check_residue(report: Report) -> Findings:
    """Find template text in the prose (template-residue).

    Slots: 20XX年, XX件, ××局, 〔20XX〕, 〔〕, ____. Instructions: （填写……）, 请在此处……, and the
    official form's own （文字描述）. Masked names (张××, ××路, ××公司), addresses (xxgk@…) and
    masked numbers are none.
    """
    rule = general_rules()["template-residue"]
    if not report.passages:
        return outcome(rule, "not_assessable")
    return outcome(rule, "pass", (f for p in report.passages for f in _residue(report, p)))


def _residue(report: Report, passage: Passage) -> Iterator[Finding]:
    rule = general_rules()["template-residue"]
    line = line_of(passage)
    text = _MARKDOWN.sub(lambda m: f"，，{m[1]}，，", line.text)
    marks = [*_SLOTS.finditer(text), *_INSTRUCTIONS.finditer(text)]
    end = 0
    for mark in sorted(marks, key=lambda mark: mark.start()):
        if mark.start() < end or (mark.re is _SLOTS and _masked(text, mark)):
            continue
        said = quote(line, mark.start(), mark.end())
        end = max(mark.end(), mark.start() + len(said))
        ref = reference(report, passage, said)
        figures: dict[str, object] = {"quote": said}
        yield failure(rule, [ref], f"{passage.section}/{digest(said)}", figures, figures)


def _masked(text: str, mark: re.Match[str]) -> bool:
    """Say whether a slot may be a name that is masked where a case is told."""
    if re.search(r"20|〔|_|[年月日件条份篇期次场项万元%余]$", mark.group()):
        return False
    follows = text[mark.end() : mark.end() + 1]
    if follows and follows in "年月日件条份篇期次场项万元%余":
        return False
    begin = max(text.rfind(stop, 0, mark.start()) for stop in "。；") + 1
    stops = [at for at in (text.find(stop, mark.end()) for stop in "。；") if at >= 0]
    return bool(_CASE.search(text[begin : min(stops, default=len(text))]))
