"""中文: the phrases of the written comparison, as an official would put them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.changes import Verdict
from govstats.forms import breakdown_names, item_names
from govstats.reports import Status
from govstats.rounding import figure, multiple, round_half_up

if TYPE_CHECKING:
    from govstats.changes import Change, Comparison, Rate
    from govstats.checks import Finding, ScopeShift
    from govstats.forms import Break
    from govstats.prose.messages import Extreme
    from govstats.reports import Cell

code = "zh"
separator, stop, gap = "；", "。", ""
titles = {
    "points": "要点",
    "disclosure": "主动公开",
    "requests": "依申请公开",
    "disputes": "行政复议和行政诉讼",
    "quality": "数据核对",
    "notes": "说明",
}

_NOUNS = {
    "requests.new": "新收政府信息公开申请",
    "requests.brought_forward": "上年结转申请",
    "requests.outcomes": "办结申请",
    "requests.carried_forward": "结转下年度继续办理",
    "requests.granted": "予以公开",
    "requests.partly_granted": "部分公开",
    "requests.already_disclosed": "属于已主动公开范围",
    "requests.other_body": "不属于本行政机关公开",
    "requests.non_existent": "申请信息不存在",
    "requests.to_amend": "告知作出更改补充",
    "requests.other_procedure": "告知通过其他途径办理",
    "litigation.total": "政府信息公开行政诉讼",
    "review.total": "政府信息公开行政复议",
    "review.upheld": "结果维持",
    "review.corrected": "结果纠正",
    "review.other": "其他结果",
    "review.pending": "尚未审结",
    "litigation_direct.total": "未经复议直接起诉的行政诉讼",
    "litigation_after_review.total": "复议后起诉的行政诉讼",
    "normative_documents.issued": "制发行政规范性文件",
    "normative_documents.repealed": "废止行政规范性文件",
    "normative_documents.in_force": "现行有效行政规范性文件",
    "normative_documents.made": "新制作规范性文件",
    "normative_documents.newly_disclosed": "新公开规范性文件",
    "normative_documents.disclosed": "对外公开规范性文件总数",
    "rules.issued": "制发规章",
    "rules.repealed": "废止规章",
    "rules.in_force": "现行有效规章",
    "rules.made": "新制作规章",
    "rules.newly_disclosed": "新公开规章",
    "rules.disclosed": "对外公开规章总数",
    "licensing.decisions": "行政许可处理决定",
    "penalties.decisions": "行政处罚处理决定",
    "coercion.decisions": "行政强制处理决定",
    "fees.amount": "行政事业性收费",
    "disclosed.total": "主动公开政府信息",
    "channels.wechat.posts": "政务微信公众号发布信息",
    "channels.website.items": "通过政府网站公开信息",
}
_PARTS = {"other_organisation": "其他组织"}
_OPENINGS = {
    "requests.new": "新收申请按申请人看，",
    "disclosed.by_category": "主动公开的信息按类别看，",
    "channels.wechat.posts": "政务微信公众号",
    "review": "其中，",
    "moved": "办理结果中变动较大的有：",
}
_ONLY_LEVELS = (Verdict.FAILS_RULE, Verdict.BREAK, Verdict.SCOPE, Verdict.APPROXIMATE)
_ABSENCES = {
    Status.BLANK: "该格未填写",
    Status.NOT_APPLICABLE: "填报为“/”",
    Status.UNREADABLE: "原件缺失或无法辨认",
}


def noun(item: str) -> str:  # noqa: D103 - the protocol in `language` documents each
    return _NOUNS.get(item) or item_names()[item].zh


def part(breakdown: str, label: str) -> str:  # noqa: D103
    names = breakdown_names().get(breakdown)
    return _PARTS.get(breakdown) or (names.zh if names else label or breakdown)


def level(cell: Cell | None) -> str:  # noqa: D103
    if cell is None:
        return "该年度格式未设此项"
    if cell.value is None:
        return _ABSENCES[cell.status]
    if cell.status is Status.APPROXIMATE and cell.raw:
        return cell.raw
    return count(cell.value, cell.unit)


def count(value: Decimal, unit: str) -> str:  # noqa: D103
    return f"{figure(value, 'zh')}{unit}"


def _base(comparison: Comparison) -> str:
    consecutive = comparison.against == comparison.year - 1
    return "上年" if consecutive else f"{comparison.against}年"


def movement(change: Change, comparison: Comparison) -> str:  # noqa: D103, PLR0911 - one return a verdict
    before, after = (
        _marked(change.before, change.doubts_before),
        _marked(change.after, change.doubts_after),
    )
    base, verdict = _base(comparison), change.verdict
    if verdict is Verdict.MISSING:
        before, after = (
            said if cell else "报告未列"
            for said, cell in ((before, change.before), (after, change.after))
        )
    if verdict is Verdict.NO_BASELINE:
        printed = change.after and change.after.source == "table" and change.new is not None
        return f"填报{after}" if change.doubts and printed else after
    if verdict is Verdict.NOT_IN_FORM and change.before is None:
        return f"{after}（{base}格式未设此项）"
    if verdict in (Verdict.MISSING, Verdict.NOT_IN_FORM):
        return f"{after}（{base}{'为' if change.old is not None else ''}{before}）"
    if verdict in _ONLY_LEVELS:
        return f"{after}，{base}为{before}"
    if change.old == change.new:
        return "两年均未发生" if change.new == 0 else f"{after}，与{base}持平"
    if verdict is Verdict.BASE_ZERO:
        return f"{after}，{base}为{before}，不计算增减幅度"
    if verdict is Verdict.LEAP and change.times:
        return f"{after}，{base}为{before}，{_times(change.times, base)}，请核实口径"
    difference = change.difference or Decimal(0)
    if verdict is Verdict.SMALL_BASE or change.new == 0 or change.percent is None:
        return f"由{before}{'增至' if difference > 0 else '降至'}{after}"
    more, faster = ("增加", "增长") if difference > 0 else ("减少", "下降")
    size = count(abs(difference), change.unit)
    return f"{after}，比{base}{more}{size}，{faster}{_percent(change.percent)}"


def _marked(cell: Cell | None, doubts: tuple[Finding, ...]) -> str:
    return level(cell) + ("（存疑）" if doubts and cell and cell.value is not None else "")


def _times(value: Decimal, base: str) -> str:
    said = multiple(value)
    return (
        f"为{base}的{figure(value, 'zh')}倍" if Decimal(said) == value else f"约为{base}的{said}倍"
    )


def _percent(value: Decimal) -> str:
    rounded = round_half_up(abs(value))
    return "不足0.1%" if Decimal(rounded) == 0 else f"{rounded}%"


def stated(change: Change, comparison: Comparison) -> str:  # noqa: D103
    words = movement(change, comparison)
    colon = "：" if change.new is None else ""
    return f"{noun(change.item)}{colon}{words}"


def shares(rate: Rate, comparison: Comparison) -> str:  # noqa: D103
    if rate.new is None or rate.after is None:
        return ""
    text = f"{rate.zh}为{round_half_up(rate.new)}%"
    if rate.points is None:
        return text
    points = round_half_up(abs(rate.points))
    if Decimal(points) == 0:
        return f"{text}，与{_base(comparison)}基本持平"
    return f"{text}，比{_base(comparison)}{'提高' if rate.points > 0 else '下降'}{points}个百分点"


def lead(comparison: Comparison) -> str:  # noqa: D103
    who = f"{comparison.year}年，{comparison.agency.name}"
    if any(shift.covers("requests.new") for shift in comparison.shifts):
        return f"口径可能与{_base(comparison)}不同，不计算增减幅度：{who}"
    return who


def scope(shift: ScopeShift) -> str:  # noqa: D103
    return (
        f"{shift.before}年与{shift.after}年的口径可能不同：{shift.zh}，口径一致前不计算增减幅度。"
    )


def received(new: Change, comparison: Comparison) -> str:  # noqa: D103
    return stated(new, comparison)


def no_figures(comparison: Comparison) -> str:  # noqa: D103
    return f"{comparison.year}年，{comparison.agency.name}的报告没有依申请公开数据。"


def quiet(comparison: Comparison) -> str:  # noqa: D103
    said = "未收到政府信息公开申请，未发生行政复议和行政诉讼"
    if comparison.before is None:
        return said
    both = f"{comparison.against}年和{comparison.year}年" if _base(comparison) != "上年" else "两年"
    return f"{both}均{said}"


def opening(key: str, comparison: Comparison) -> str:  # noqa: ARG001, D103
    return _OPENINGS[key]


def part_stated(change: Change, comparison: Comparison) -> str:  # noqa: D103
    name = part(change.breakdown, change.label)
    account = change.item.startswith("channels.")
    return (f"“{name}”发布信息" if account else name) + movement(change, comparison)


def contributed(parts: list[Change], comparison: Comparison) -> str:  # noqa: ARG001, D103
    more = (parts[0].difference or 0) > 0
    said = "、".join(
        f"{_part_or_noun(part)}{'增加' if more else '减少'}{count(abs(part.difference or Decimal(0)), part.unit)}"
        for part in parts
    )
    return f"{'增加' if more else '减少'}的主要是{said}"


def _part_or_noun(change: Change) -> str:
    total = change.breakdown in ("", "total")
    return noun(change.item) if total else part(change.breakdown, change.label)


def extreme(item: str, extreme: Extreme) -> str:  # noqa: D103
    end = "最高" if extreme.highest else "最低"
    return f"{noun(item)}件数为{extreme.first}年至{extreme.last}年这{extreme.years}年中{end}"


def broken(broken_by: Break) -> str:  # noqa: D103
    return f"{broken_by.brief('zh')}："


def absent(changes: list[Change]) -> str:  # noqa: D103
    return f"{'、'.join(noun(change.item) for change in changes)}：{level(changes[0].after)}。"


def nothing(changes: list[Change], comparison: Comparison) -> str:  # noqa: D103
    nouns = "、".join(noun(change.item) for change in changes)
    if comparison.before:
        return f"{nouns}两年均为0。" if changes else ""
    if len(changes) == 1:
        return f"{nouns}0{changes[0].unit}。"
    return f"{nouns}均为0。" if changes else ""


def no_baseline(comparison: Comparison) -> str:  # noqa: D103
    return (
        f"本数据集没有{comparison.agency.name}{comparison.year}年以前年度的完整数据，"
        f"以下只列{comparison.year}年情况，不作年度比较。"
    )


def doubts(comparison: Comparison, *, pointing: bool) -> str:  # noqa: D103
    if not comparison.all_findings:
        passed, left_open = comparison.assessed
        if not left_open:
            return f"按所列规则核对{passed}项，未发现矛盾。"
        return f"可核对的{passed}项未发现矛盾，另有{left_open}项因数据不全无法核对。"
    said = []
    for year, errors, questions, improvable in comparison.doubtful_years:
        counts = [
            f"{errors}处数据相互矛盾，须更正" if errors else "",
            f"{questions}处请核实" if questions else "",
            f"{improvable}处建议完善" if improvable else "",
        ]
        of = f"{year}年报告" if year else "两年之间"
        said.append(f"{of}有{'，'.join(filter(None, counts))}")
    where = "，详见“数据核对”" if pointing else ""
    return f"核对发现：{'；'.join(said)}{where}。"


def finding(finding: Finding) -> str:  # noqa: D103
    return f"{finding.year}年：{finding.zh}" if finding.year else f"两年之间：{finding.zh}"


def unassessed(blank: int, illegible: int, year: int) -> str:  # noqa: D103
    counts = [
        f"{blank}个数值未填写" if blank else "",
        f"{illegible}个数值缺失或无法辨认" if illegible else "",
    ]
    return f"{year}年报告有{'、'.join(filter(None, counts))}，与之有关的勾稽关系未能核对。"


def methods(comparison: Comparison) -> list[str]:  # noqa: D103
    return [
        *(entry.zh for entry in comparison.breaks),
        "占比的分母为本年度办理结果总计，即办结数，不是新收数；结果纠正占已审结比重不含尚未审结的案件。",
        "基数小于20件的不计算百分比；基数较小，变动仅供参考。",
        "百分比和百分点由未经四舍五入的数计算，结果保留一位小数。",
        *(
            ["行政许可、行政处罚、行政强制的数量反映执法办件量，不是公开信息的数量。"]
            if comparison.change("licensing.decisions")
            else []
        ),
    ]
