"""A suggestion in one sentence, as a careful official would write it, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from govstats.checks.references import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govstats.checks.evidence import Evidence
    from govstats.checks.localising.model import Figure, System
    from govstats.checks.localising.repair import Cause, Changes

_CAUSES = {
    "digit_dropped": ("少写一位数字", "a digit left out"),
    "digit_doubled": ("一位数字重复", "a digit typed twice"),
    "digit_added": ("多写一位数字", "a digit too many"),
    "digits_swapped": ("相邻两位数字颠倒", "two digits in the wrong order"),
    "digit_mistyped": ("一位数字写错", "one digit mistyped"),
    "tenfold": ("多写一个0", "a nought too many"),
    "not_tenfold": ("少写一个0", "a nought left out"),
    "hundredfold": ("多写两个0", "two noughts too many"),
    "not_hundredfold": ("少写两个0", "two noughts left out"),
    "other_unit": ("单位误用，扩大一万倍", "another unit, ten thousand times too large"),
    "not_other_unit": ("单位误用，缩小为万分之一", "another unit, ten thousand times too small"),
    "not_added_up": ("总计漏填", "a total left at 0"),
    "blank": ("漏填", "a cell left blank"),
    "copied": ("误抄相邻一格", "the neighbouring figure copied"),
    "cells_swapped": ("两格互换", "two cells exchanged"),
    "typed_beside": ("误填入相邻一格", "a figure typed in the neighbouring cell"),
    "row_shifted_right": ("整行右移一列", "a row shifted one column to the right"),
    "row_shifted_left": ("整行左移一列", "a row shifted one column to the left"),
}  # fmt: skip
_TABLES = {"一": "one", "二": "two", "三": "three", "四": "four", "五": "five"}
_WORDS = {
    "zh": {
        "list": "统计表", "table": "表{0}", "row": "“{0}”", "in_table": "{table}{row}{cells}",
        "named": "{table}{rows}{column}", "rows": "", "cell": "{column}由{before}改为{after}",
        "and": "、", "next": "、", "blank": "空白", "open": "待查的数",
        "unique": "把{changes}：{why}改动最少，且为唯一方案{follows}。",
        "likely": "最可能的改法是把{changes}{why}；{but}{follows}，请对照台账核实。",
        "because": "{0}；", "then": "；", "aside": "（{0}）", "cause": "疑为{0}",
        "or": "也可能是把{0}", "more": "（另有{0}种改法）", "unsettled": "仅凭勾稽关系不能确定",
        "gave_up": "尚未排除其他改法（已达计算上限）",
        "none": "在计算上限内没有找到能使各项勾稽关系成立的改法，请逐格对照台账核实。",
        "follows": "；{0}未填或无法辨认，应为{1}",
        "depends": "；{0}未填或无法辨认，取决于“{1}”一项如何核定",
    },
    "en": {
        "list": "the statistical table", "table": "table {0}", "row": "“{0}”",
        "in_table": "{table}, {row}, {cells}", "named": "the {column} of {rows} in {table}", "rows": ", ",
        "cell": "{column} from {before} to {after}",
        "and": ", ", "next": "; ", "blank": "blank", "open": "a figure to be looked up",
        "unique": "Change {changes}: {why}the lightest change, and the only one{follows}.",
        "likely": "The likeliest correction is to change {changes}{why}; {but}{follows}; please check the records.",
        "because": "{0}; ", "then": "; ", "aside": " ({0})", "cause": "probably {0}",
        "or": "or else to change {0}", "more": " ({0} other ways exist)",
        "unsettled": "the sums alone do not settle it",
        "gave_up": "other ways were not ruled out within the limit of the search",
        "none": "No correction that makes the sums hold was found within the limit of the search; please check the records cell by cell.",
        "follows": "; {0} is missing or illegible and should be {1}",
        "depends": "; {0} is missing or illegible and depends on how “{1}” is settled",
    },
}  # fmt: skip
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a sentence has to say beside the changes.

    `follows` has cells that cannot be read with what they come to, `dependent` those that hang on
    `rules`.
    """

    causes: Sequence[Cause] = ()
    evidence: Sequence[Evidence] = ()
    alternatives: Sequence[Changes] = ()
    unique: bool = False
    complete: bool = True
    follows: Changes = ()
    dependent: Sequence[int] = ()
    rules: Sequence[str] = ()


def sentence(system: System, changes: Changes, reasons: Reasons, lang: str) -> str:
    """Return in one sentence what should be changed, or most likely should, and why."""
    words = _WORDS[lang]
    if not changes:
        return words["none"]
    causes = dict.fromkeys(_CAUSES[one.name][lang != "zh"] for one in reasons.causes)
    why = [evidence.zh if lang == "zh" else evidence.en for evidence in reasons.evidence]
    if causes:
        why.append(words["cause"].format(words["and"].join(causes)))
    told = words["then"].join(why)
    named, follows = _changes(system, changes, lang), _follows(system, reasons, lang)
    if reasons.unique:
        given = words["because"].format(told) if told else ""
        return words["unique"].format(changes=named, why=given, follows=follows)
    given = words["aside"].format(told) if told else ""
    if reasons.alternatives:
        but = words["or"].format(_changes(system, reasons.alternatives[0], lang))
        if len(reasons.alternatives) > 1:
            but += words["more"].format(len(reasons.alternatives) - 1)
    else:
        but = words["unsettled" if reasons.complete else "gave_up"]
    return words["likely"].format(changes=named, why=given, but=but, follows=follows)


def _changes(system: System, changes: Changes, lang: str) -> str:
    """Name cells and what they become, each table and row once."""
    words, last = _WORDS[lang], ""
    parts: list[str] = []
    for (table, row), group in groupby(sorted(changes), lambda one: _place(system, one[0], lang)):
        cells = words["and"].join(
            words["cell"].format(
                column=_column(system.figures[number], lang),
                before=_before(system.figures[number], lang),
                after=words["open"] if after is None else after,
            )
            for number, after in group
        )
        part = words["in_table"].format(table=table, row=row, cells=cells.strip())
        parts.append(part.removeprefix(table).removeprefix(", ") if table == last else part)
        last = table
    return words["next"].join(parts)


def _follows(system: System, reasons: Reasons, lang: str) -> str:
    """Say what cells that cannot be read come to, where that is not 0, and what that hangs on."""
    words = _WORDS[lang]
    known = [one for one in reasons.follows if one[1] and one[0] not in reasons.dependent]
    told = [
        words["follows"].format(_named(system, [number], lang), after)
        for number, after in known[:_MOST_NAMED]
    ]
    if reasons.dependent:
        cells = _named(system, reasons.dependent[:_MOST_NAMED], lang)
        told.append(words["depends"].format(cells, words["and"].join(reasons.rules)))
    return "".join(told)


def _named(system: System, cells: Iterable[int], lang: str) -> str:
    """Name cells, those of one column together."""
    words = _WORDS[lang]
    columns: dict[tuple[str, str], list[str]] = {}
    for number in cells:
        table, row = _place(system, number, lang)
        columns.setdefault((table, _column(system.figures[number], lang)), []).append(row)
    return words["and"].join(
        words["named"]
        .format(table=table, rows=words["rows"].join(rows), column=column)
        .removeprefix("the  of ")
        for (table, column), rows in columns.items()
    )


def _place(system: System, number: int, lang: str) -> tuple[str, str]:
    """Return the names of the table and of the row; one that is called like a column has its number."""
    figure, words = system.figures[number], _WORDS[lang]
    row, numeral = figure.slot.row, figure.table
    if figure.listed:
        table = words["list"]
    else:
        table = words["table"].format(numeral if lang == "zh" else _TABLES.get(numeral, numeral))
    zh = row.printed if row.label in {"总计", "合计", "其他"} else row.label
    return table, words["row"].format(zh if lang == "zh" else row.label_en)


def _column(figure: Figure, lang: str) -> str:
    if figure.listed:
        return ""
    return figure.slot.column.label if lang == "zh" else figure.slot.column.label_en


def _before(figure: Figure, lang: str) -> str:
    value = figure.cell.value
    return _WORDS[lang]["blank"] if value is None else plain(value)
