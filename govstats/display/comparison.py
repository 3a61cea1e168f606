"""A comparison as one table: every item of the form, both years, what may be said of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.changes import Verdict
from govstats.display.findings import place_words
from govstats.display.fragment import Fragment, tag
from govstats.display.statutory import DOUBT, UNITS, cell_text
from govstats.forms import breakdown_names, editions, item_names, load_form
from govstats.rounding import figure, percent, round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from govstats.changes import Change, Comparison

_WORDS = {
    "zh": {
        "item": "项目", "unit": "单位", "difference": "增减", "percent": "增减幅度", "remark": "备注",
        "requests": "依申请公开（表三，总计）", "disputes": "行政复议、行政诉讼（表四）",
        "documents": "主动公开（表二）", "listed_requests": "依申请公开（统计表）",
        "listed_disputes": "行政复议、行政诉讼（统计表）", "listed_documents": "主动公开（统计表）",
        "work": "回应解读、举报投诉、机构和培训（统计表）", "prose": "正文所列数据", "detail": "按申请人分列（表三）",
        "rates": "比重", "rate": "比重名称", "points": "增减（百分点）",
    },
    "en": {
        "item": "Item", "unit": "Unit", "difference": "Change", "percent": "Change (%)",
        "remark": "Remark", "requests": "Disclosure on request (table three, totals)",
        "disputes": "Reconsideration and litigation (table four)",
        "documents": "Proactive disclosure (table two)",
        "listed_requests": "Disclosure on request (statistical table)",
        "listed_disputes": "Reconsideration and litigation (statistical table)",
        "listed_documents": "Proactive disclosure (statistical table)",
        "work": "Responses, complaints, staff and training (statistical table)",
        "prose": "Figures stated in the prose",
        "detail": "By kind of applicant (table three)", "rates": "Shares", "rate": "Share",
        "points": "Change (percentage points)",
    },
}  # fmt: skip
_WORK = ("responses.", "complaints.", "request_fees.", "capacity.", "training.")
"""Items of the 统计表 that no later form has."""
_REMARKS = {
    "zh": {
        Verdict.SMALL_BASE: "基数较小",
        Verdict.BASE_ZERO: "基数为0",
        Verdict.LEAP: "变动大，请核实",
        Verdict.BREAK: "口径有变",
        Verdict.FAILS_RULE: "存疑",
        Verdict.APPROXIMATE: "约数",
        Verdict.MISSING: "缺数",
        Verdict.NOT_IN_FORM: "格式未设此项",
    },
    "en": {
        Verdict.SMALL_BASE: "small base",
        Verdict.BASE_ZERO: "base is 0",
        Verdict.LEAP: "please verify",
        Verdict.BREAK: "not comparable",
        Verdict.FAILS_RULE: "in doubt",
        Verdict.APPROXIMATE: "rounded",
        Verdict.MISSING: "missing",
        Verdict.NOT_IN_FORM: "not in that form",
    },
}


def comparison_table(comparison: Comparison, lang: str = "zh") -> Fragment:
    """Show every item of the comparison, by the tables of the form; applicants fold out."""
    words = _WORDS[lang]
    names = ("requests", "disputes", "documents", "work", "prose")
    groups: dict[str, list[Change]] = {name: [] for name in names}
    detail: list[Change] = []
    for change in comparison.changes:
        if change.item.startswith("requests."):
            (groups["requests"] if change.breakdown == "total" else detail).append(change)
        elif change.item.startswith(("review.", "litigation")):
            groups["disputes"].append(change)
        elif change.item.startswith(_WORK):
            groups["work"].append(change)
        elif (change.after or change.before).source == "text":  # type: ignore[union-attr]
            groups["prose"].append(change)
        else:
            groups["documents"].append(change)
    prefix = "listed_" if _is_list(comparison) else ""
    tables = [
        _table(comparison, changes, words.get(f"{prefix}{name}", words[name]), lang)
        for name, changes in groups.items()
        if changes
    ]
    if any(rate.may_be_stated for rate in comparison.rates):
        tables.insert(1, _rates(comparison, lang))
    shown = [change for change in detail if change.new or change.old or change.doubts]
    if shown:
        inner = _table(comparison, shown, words["detail"], lang)
        tables.append(tag("details", tag("summary", words["detail"]) + inner))
    rows = sum(map(len, groups.values())) + len(shown)
    return Fragment(Markup("").join(tables), f"{comparison.agency.named(lang)}: {rows} rows")


def _table(comparison: Comparison, changes: Iterable[Change], caption: str, lang: str) -> Markup:
    words = _WORDS[lang]
    paired = comparison.before is not None
    heads: list[str] = [words["item"], words["unit"]]
    heads += _years(comparison)
    heads += (
        [words["difference"], words["percent"], words["remark"]] if paired else [words["remark"]]
    )
    top = [
        tag("th", head, scope="col", class_="unit" if head == words["unit"] else "")
        for head in heads
    ]
    rows = [tag("thead", tag("tr", Markup("").join(top)))]
    rows += [_row(change, comparison, lang) for change in changes]
    body = tag("caption", caption) + Markup("").join(rows)
    return tag("div", tag("table", body, class_="comparison"), class_="scroll")


def _years(comparison: Comparison) -> list[Markup]:
    """Return the heads of the years, each a link to where its report comes from."""
    years = [year for year in (comparison.against, comparison.year) if year]
    return [tag("a", year, href=f"#source-{year}") for year in years]


def _rates(comparison: Comparison, lang: str) -> Markup:
    """Return the shares that may be stated, with the change in percentage points."""
    words = _WORDS[lang]
    paired = comparison.before is not None
    heads = [words["rate"], *_years(comparison), *([words["points"]] if paired else [])]
    top = Markup("").join(tag("th", head, scope="col") for head in heads)
    rows = [tag("thead", tag("tr", top))]
    for rate in (rate for rate in comparison.rates if rate.may_be_stated):
        shares = [rate.old, rate.new] if paired else [rate.new]
        texts = ["—" if share is None else percent(share) for share in shares]
        if paired:
            texts.append("—" if rate.points is None else _signed(rate.points))
        name = tag("th", rate.zh if lang == "zh" else rate.en, scope="row")
        cells = Markup("").join(tag("td", text) for text in texts)
        rows.append(tag("tr", name + cells, id=rate.anchor))
    body = tag("caption", words["rates"]) + Markup("").join(rows)
    return tag("div", tag("table", body, class_="comparison"), class_="scroll")


def _row(change: Change, comparison: Comparison, lang: str) -> Markup:
    paired = comparison.before is not None
    names = breakdown_names().get(change.breakdown)
    part = "" if change.breakdown in ("", "total") else names[lang] if names else change.breakdown
    name = _name(change, comparison, lang) + (f" · {part}" if part else "")
    leaf = change.item.count(".") > 1
    cells = [tag("td", UNITS[lang].get(change.unit, change.unit), class_="unit")]
    if paired:
        cells.append(_figure(change, lang, later=False))
    cells.append(_figure(change, lang, later=True))
    if paired:
        cells += [tag("td", _difference(change, lang)), tag("td", _percent(change))]
    cells.append(tag("td", _remark(change, lang), class_="remark"))
    head = tag("th", name, scope="row", class_="leaf" if leaf else "")
    return tag("tr", head + Markup("").join(cells), id=change.anchor)


def _name(change: Change, comparison: Comparison, lang: str) -> str:
    """Return an item's name, under the 统计表 in its words."""
    names = item_names(comparison.after.edition) if _is_list(comparison) else item_names()
    return names[change.item][lang] if change.item in names else change.name(lang)


def _is_list(comparison: Comparison) -> bool:
    edition = comparison.after.edition
    return edition in editions() and load_form(edition).is_list


def _figure(change: Change, lang: str, *, later: bool) -> Markup:
    cell = change.after if later else change.before
    doubts = change.doubts_after if later else change.doubts_before
    if cell is None:
        return tag("td", "—", class_="absent")
    if cell.value is None:
        return tag("td", cell_text(cell, lang), class_="absent")
    reason = " / ".join(finding.message(lang) for finding in doubts)
    text = f"{cell_text(cell, lang)} {DOUBT}" if doubts else cell_text(cell, lang)
    where = " ".join(place_words(cell.locator, lang))
    return tag("td", text, class_="doubt" if doubts else "", title=reason or where)


def _difference(change: Change, lang: str) -> str:
    if change.difference is None:
        return "—"
    sign = "+" if change.difference > 0 else "−" if change.difference < 0 else ""
    return sign + figure(abs(change.difference), lang)


def _percent(change: Change) -> str:
    if change.percent is None:
        return "—"
    return f"{_signed(change.percent)}%"


def _signed(value: Decimal) -> str:
    """Return a change with its sign, rounded half up to one decimal."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + round_half_up(abs(value))


def _remark(change: Change, lang: str) -> Markup:
    if change.verdict is Verdict.BASE_ZERO and change.new == 0 and not change.doubts:
        return Markup("") + ("两年均为0" if lang == "zh" else "none in either year")
    text = _REMARKS[lang].get(change.verdict, "")
    if not change.doubts:
        return Markup("") + text
    doubt = _REMARKS[lang][Verdict.FAILS_RULE]
    link = tag("a", f"{DOUBT} {doubt}", href=f"#{change.doubts[0].id}")
    return link if text in ("", doubt) else Markup("{} {}").format(text, link)
