"""Money: 信息处理费 (section six), 行政事业性收费 and 政府集中采购 (table two)."""

from __future__ import annotations

import re

from govstats.reading.prose.context import NOTHING, Context, Subject, last_start

_OTHER_FEES = re.compile(r"(?:垃圾|污水|手续|服务|管理|代理)(?:收集)?处理费")
_ABOUT = re.compile(r"信息处理费|公开[^，。；]{0,12}处理费|[收缴]费通知")
_PAID = re.compile(r"收取|收费|共计?|合计|实收|处理费|金额|费用")
_PAID_IN = re.compile("收取|实收|收到|缴纳|缴费(?!通知)|处理费")
_CHARGED_AFTER = re.compile(
    r"(?:的)?(?:(?:政府)?信息公开)?(?:申请)?(?:案件|事项|件)?[^，。；\d]{0,10}"
    r"(?:收取|计收|收费|完成缴费|的信息处理费)[^，。；\d]{0,16}(?:处理费|，|$)"
)
_CHARGED_BEFORE = re.compile(
    r"(?:收取|计收|收费|收到费用)(?:了)?(?:[^，。；]{0,16}处理费)?(?:的)?(?:申请|案件|件数|共|计)*(?:，涉及(?:申请)?)?$"
)
_CONCERNED = re.compile(r"处理费[^，。；]{0,10}元?，涉及(?:申请)?$")
_CASES = {"件", "宗", "起", "例", "条", "件次", "个", "份", "笔"}


def fee(context: Context) -> Subject | None:
    """Return the fee that an amount or a number of cases belongs to."""
    around = context.said + context.after
    money = context.unit in ("元", "万元")
    if not money and context.topic != "processing_fee" and "费" not in around + context.rest:
        return None
    if _OTHER_FEES.search(around):
        return NOTHING
    about = context.topic == "processing_fee" or _ABOUT.search(around) is not None
    if money:
        return _amount(context, around, about=about)
    if context.unit not in _CASES:
        return None
    if about and "缴费通知" in context.after:
        return NOTHING
    if about and re.search("通知|逾期|减免|免收|未缴", context.near):
        return None if "逾期" in context.near else NOTHING
    charged = _CHARGED_AFTER.match(context.rest) and "处理费" in context.rest
    charges = _CHARGED_BEFORE.search(context.reach) or _CONCERNED.search(context.said)
    paid = re.match(r"完成缴费|缴费", context.after)
    return Subject("processing_fee.cases") if charged or (about and (charges or paid)) else None


def _amount(context: Context, around: str, *, about: bool) -> Subject:
    due = context.said.rfind("通知") > last_start(_PAID_IN, context.said)
    if re.search("应[收缴]", context.near) or (due and "处理费" not in context.near):
        return NOTHING
    paid = _PAID.search(context.near) or not context.reach
    if paid and (about or re.search(r"依申请[^。；]{0,30}收(?:取|费)", around)):
        return Subject("processing_fee.amount")
    if re.search("减免|取消|降低|免征", context.said):
        return NOTHING
    decisions = re.search("行政许可|行政处罚|行政强制", context.said)
    if decisions and re.search("收费$", context.near):
        return Subject("fees.amount")
    if "事业性收费" in around or re.search("收费(?:总)?金额", context.near):
        return Subject("fees.amount")
    return Subject("procurement.amount") if "采购" in around else NOTHING
