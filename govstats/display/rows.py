"""A comparison as rows of text: every item of the form, both years, what may be said of the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.changes import Verdict
from govstats.display.findings import place_words
from govstats.display.statutory import DOUBT, UNITS, cell_text, correction, marked
from govstats.forms import breakdown_names, editions, item_names, load_form
from govstats.rounding import figure, percent, round_half_up

if TYPE_CHECKING:
    from decimal import Decimal

    from govstats.changes import Change, Comparison, Rate

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
_GROUPS = ("requests", "disputes", "documents", "work", "prose")
_WORK = ("responses.", "complaints.", "request_fees.", "capacity.", "training.")
"""Items of the 统计表 that no later form has."""
REMARKS = {
    "zh": {
        Verdict.SMALL_BASE: "基数较小",
        Verdict.BASE_ZERO: "基数为0",
        Verdict.LEAP: "变动大，请核实",
        Verdict.BREAK: "不宜直接比较",
        Verdict.SCOPE: "口径可能不同",
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
        Verdict.SCOPE: "scope may differ",
        Verdict.FAILS_RULE: "in doubt",
        Verdict.APPROXIMATE: "rounded",
        Verdict.MISSING: "missing",
        Verdict.NOT_IN_FORM: "not in that form",
    },
}
_NONE = {"zh": "两年均为0", "en": "none in either year"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as a table shows it: `absent` where it is a word, `reason` where a rule doubts it.

    `place` says in words where it stands in the report (第4页), `correction` why it was corrected.
    """

    text: str
    absent: bool = False
    reason: str = ""
    place: str = ""
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a comparison as text.

    `before`, `difference` and `percent` are empty where there is no earlier year. `remark` says why
    there is no percent, `doubt` that a rule fails.
    """

    change: Change
    name: str
    part: str
    unit: str
    before: Shown
    after: Shown
    difference: str
    percent: str
    remark: str
    doubt: str

    @property
    def title(self) -> str:
        """The item with its breakdown."""
        return f"{self.name} · {self.part}" if self.part else self.name

    @property
    def leaf(self) -> bool:
        """Whether the item stands under a group."""
        return self.change.item.count(".") > 1

    @property
    def said(self) -> str:
        """The remark and the doubt."""
        return " ".join(filter(None, [self.remark, self.doubt]))


@dataclass(frozen=True, slots=True)
class RateRow:
    """A share as text; `before` and `points` are empty where there is no earlier year."""

    rate: Rate
    name: str
    before: str
    after: str
    points: str


@dataclass(frozen=True, slots=True)
class Group:
    """A table of the form as rows; `detail` is the one by applicant, which a page folds."""

    title: str
    rows: tuple[Row, ...]
    detail: bool = False


def heads(comparison: Comparison, lang: str) -> list[str]:
    """Return the heads of the columns: item, unit, years, and for two years what changed."""
    words = _WORDS[lang]
    if comparison.before is None:
        return [words["item"], words["unit"], f"{comparison.year}", words["remark"]]
    return [
        words["item"], words["unit"], f"{comparison.against}", f"{comparison.year}",
        words["difference"], words["percent"], words["remark"],
    ]  # fmt: skip


def groups(comparison: Comparison, lang: str, *, zeros: bool = False) -> tuple[Group, ...]:
    """Return every figure of a comparison by the tables of the form.

    The rows by applicant leave out what is 0 or absent throughout, unless `zeros`.
    """
    words = _WORDS[lang]
    found: dict[str, list[Change]] = {name: [] for name in (*_GROUPS, "detail")}
    for change in comparison.changes:
        found[_group_of(change)].append(change)
    if not zeros:
        found["detail"] = [c for c in found["detail"] if c.new or c.old or c.doubts]
    prefix = "listed_" if _is_list(comparison) else ""
    return tuple(
        Group(
            words.get(f"{prefix}{name}", words[name]),
            tuple(_row(change, comparison, lang) for change in changes),
            detail=name == "detail",
        )
        for name, changes in found.items()
        if changes
    )


def rate_heads(comparison: Comparison, lang: str) -> list[str]:
    """Return the heads of the shares: name, years, and for two years the change in points."""
    words = _WORDS[lang]
    if comparison.before is None:
        return [words["rate"], f"{comparison.year}"]
    return [words["rate"], f"{comparison.against}", f"{comparison.year}", words["points"]]


def rate_rows(comparison: Comparison, lang: str) -> tuple[str, tuple[RateRow, ...]]:
    """Return the title of the table of shares and those of them that may be stated."""
    paired = comparison.before is not None
    return _WORDS[lang]["rates"], tuple(
        RateRow(
            rate,
            rate.zh if lang == "zh" else rate.en,
            _share(rate.old) if paired else "",
            _share(rate.new),
            _points(rate) if paired else "",
        )
        for rate in comparison.rates
        if rate.may_be_stated
    )


def verdict_word(change: Change, lang: str) -> str:
    """Return in a word why a change has no percent; nothing where it may have one."""
    if change.verdict is Verdict.BASE_ZERO and change.new == 0 and not change.doubts:
        return _NONE[lang]
    return REMARKS[lang].get(change.verdict, "")


def _group_of(change: Change) -> str:
    if change.item.startswith("requests."):
        return "requests" if change.breakdown == "total" else "detail"
    if change.item.startswith(("review.", "litigation")):
        return "disputes"
    if change.item.startswith(_WORK):
        return "work"
    cell = change.after or change.before
    return "prose" if cell and cell.source == "text" else "documents"


def _row(change: Change, comparison: Comparison, lang: str) -> Row:
    names = breakdown_names().get(change.breakdown)
    whole = change.breakdown in ("", "total")
    paired = comparison.before is not None
    word = verdict_word(change, lang)
    doubted = REMARKS[lang][Verdict.FAILS_RULE]
    return Row(
        change=change,
        name=_name(change, comparison, lang),
        part="" if whole else names[lang] if names else change.breakdown,
        unit=UNITS[lang].get(change.unit, change.unit),
        before=_shown(change, lang, later=False),
        after=_shown(change, lang, later=True),
        difference=_difference(change, lang) if paired else "",
        percent=_percent(change) if paired else "",
        remark="" if change.doubts and word == doubted else word,
        doubt=f"{DOUBT} {doubted}" if change.doubts else "",
    )


def _name(change: Change, comparison: Comparison, lang: str) -> str:
    """Return an item's name, under the 统计表 in its words."""
    names = item_names(comparison.after.edition) if _is_list(comparison) else item_names()
    return names[change.item][lang] if change.item in names else change.name(lang)


def _is_list(comparison: Comparison) -> bool:
    edition = comparison.after.edition
    return edition in editions() and load_form(edition).is_list


def _shown(change: Change, lang: str, *, later: bool) -> Shown:
    cell = change.after if later else change.before
    doubts = change.doubts_after if later else change.doubts_before
    if cell is None:
        return Shown("—", absent=True)
    if cell.value is None:
        return Shown(cell_text(cell, lang), absent=True)
    place = place_words(cell.locator, lang)
    reason = " / ".join(finding.message(lang) for finding in doubts)
    text = marked(cell_text(cell, lang), doubtful=bool(doubts), corrected=bool(cell.corrected))
    return Shown(text, reason=reason, place=place, correction=correction(cell, lang))


def _share(value: Decimal | None) -> str:
    return "—" if value is None else percent(value)


def _points(rate: Rate) -> str:
    if rate.points is None:
        return "—"
    return sign(rate.points) + round_half_up(abs(rate.points))


def _difference(change: Change, lang: str) -> str:
    if change.difference is None:
        return "—"
    return sign(change.difference) + figure(abs(change.difference), lang)


def _percent(change: Change) -> str:
    if change.percent is None:
        return "—"
    return f"{sign(change.percent)}{round_half_up(abs(change.percent))}%"


def sign(value: Decimal) -> str:
    """Return + or −, and nothing for 0."""
    return "+" if value > 0 else "−" if value < 0 else ""
