"""Material of other documents pasted into the prose: told by what it lacks and by the marks it bears."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.checks.quoting import LONGEST_QUOTE, digest, failure, line_of, outcome, reference
from govstats.forms import general_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.checks.findings import Finding, Findings
    from govstats.reports import Passage, Report

_OF_THE_FIELD = re.compile(
    "公开|信息|政务|公众|申请|网站|网页|网址|栏目|专栏|平台|政策|解读|条例|依法|监督|考核|评议|培训|媒体|公众号|微信|微博|抖音|答复|保密"
    "|审查|审核|审批|档案|发布|回应|咨询|查阅|复议|诉讼|规范性文件|热线|舆情|门户|目录|指南|年报|透明|知情|权力|清单|处理费|标准化|规范化"
    "|许可|处罚|宣传|群众|问责|法治|机关|行政|领导小组|责任|数据|不足|差距|问题|下一步|改进|整改|无|没有|如下|以下"
    "|[我本全](?:局|镇|乡|县|区|市|省|办|委|厅|院|所|街道|单位|部门|系统|村|处|站)"
)
_PAGE_MARKS = re.compile(
    r"^[>＞》]{2,}|^[▼▲↓◀►☞※★●◆]{1,3}\s*|点击(?:查看|进入|下载|阅读|这里|此处|链接|申报|关注)|查看(?:更多|原文|全文)|阅读(?:原文|全文)"
    r"|^上一[篇条]|^下一[篇条]|扫一扫|扫码(?:关注|查看|下载)|长按[^。]{0,8}二维码|责任编辑|^编辑：|^来源：|^原标题|展开全文|返回顶部"
    r"|相关(?:阅读|推荐|链接)|关注我们|^(?:点赞|转发|在看|分享到)|浏览次数|阅读量：|版权所有|小编"
)
_PAPER_MARKS = re.compile(
    r"特此(?:通知|公告|批复|函告|通报|函复)|^此致|敬礼|甲方|乙方|投标人|中标候选|妥否|请批示|^第[一二三四五六七八九十百]+条"
)
_SHORTEST, _SHORTEST_PAPER = 40, 120


def check_pasted(report: Report) -> Findings:
    """Find passages that belong to another document (pasted-text).

    Measured without a model, and meant to miss rather than to accuse: a run of passages within one
    part, none of which has a single word of the field or speaks of the agency, at least 40
    characters long, with a mark of web pages (>>, 点击查看, 扫一扫, 责任编辑); or at least 120, with a
    formula of other papers (特此通知, 甲方). Neither the words nor the marks suffice alone.
    """
    rule = general_rules()["pasted-text"]
    if not report.passages:
        return outcome(rule, "not_assessable")
    found = (_finding(report, run) for run in _foreign(report.passages) if _bears_marks(run))
    return outcome(rule, "pass", found)


def _foreign(passages: tuple[Passage, ...]) -> Iterator[list[Passage]]:
    """Yield the runs of passages of one part that have no word of the field."""
    run: list[Passage] = []
    for passage in passages:
        text = _PAGE_MARKS.sub("", line_of(passage).text)
        foreign = not passage.heading and not _OF_THE_FIELD.search(text)
        if run and (not foreign or run[-1].section != passage.section):
            yield run
            run = []
        if foreign and passage.section != "opening":
            run.append(passage)
    if run:
        yield run


def _bears_marks(run: list[Passage]) -> bool:
    texts = [line_of(passage).text for passage in run]
    length = sum(map(len, texts))
    by_page = length >= _SHORTEST and any(_PAGE_MARKS.search(text) for text in texts)
    return by_page or (
        length >= _SHORTEST_PAPER and any(_PAPER_MARKS.search(text) for text in texts)
    )


def _finding(report: Report, run: list[Passage]) -> Finding:
    rule = general_rules()["pasted-text"]
    said = "".join(passage.text for passage in run)
    said = said if len(said) <= LONGEST_QUOTE else f"{said[: LONGEST_QUOTE - 1]}…"
    figures: dict[str, object] = {"quote": said, "count": len(run)}
    about = f"{run[0].section}/{digest(said)}"
    return failure(rule, [reference(report, run[0], said)], about, figures, figures)
