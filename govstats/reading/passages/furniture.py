"""What stands in a document beside the report's prose: menus, dates of posting, labels, page numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from govstats.documents import squeeze
from govstats.forms import editions, load_form, sections

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGE_NUMBER = re.compile(r"[\s\-—–·]*\d{1,3}[\s\-—–·]*|第\s*\d+\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}")
_ONLY_MARKS = re.compile(r"[\W_]*")
_REPORT_TITLE = re.compile(r"(?:政府|政务)?信息公开.{0,14}(?:报告|年报)")
_DATE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|二[〇○零OoО0][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_SIGNATURE = re.compile(
    r"(?:人民政府|办公室|办公厅|办事处|委员会|管委会|[局厅院署社馆会]|中心|支队|大队|公司)(?:\([^()]*\))?$"
)
_SENTENCE = re.compile(r"[。；;！!？?]")
_MARKS = re.compile(r"[\W\d_]+")
_FORM_WORDS = (
    "本列数据的勾稽关系为", "第一项加第二项之和", "等于第三项加第四项之和", "本年度办理结果", "法人或其他组织", "申请人情况",
    "信息内容", "行政复议", "行政诉讼", "其中", "单位", "万元", "类别", "项目", "小计", "合计",
)  # fmt: skip
_NUMERALS = re.compile(
    "第[一二三四五六七八九十]+条第[一二三四五六七八九十]+项|[一二三四五六七八九十]"
)
_LONGEST_LINE, _LONGEST_LABEL, _LONGEST_TITLE, _LONGEST_ENTRY = 40, 60, 60, 14
_SENTENCE_LIKE, _MENU = 15, 3


def is_apart(text: str) -> bool:
    """Say whether a line is no text at all: a page number, a rule, marks alone."""
    return bool(_PAGE_NUMBER.fullmatch(text) or _ONLY_MARKS.fullmatch(text))


def is_label(text: str) -> bool:
    """Say whether a line consists of labels and figures of the form's tables and of nothing else."""
    if len(text) > _LONGEST_LABEL or "。" in text:
        return False
    plain = _MARKS.sub("", squeeze(text))
    return not _NUMERALS.sub("", _labels().sub("", plain))


def is_beside(line: str) -> bool:
    """Say whether a line is a page's own, like the one that says when the report was posted."""
    return "。" not in line and _starts(line, sections().beside)


def before_text(lines: Sequence[str]) -> int:
    """Return how many of the lines before part one are the report's: those behind its title.

    Without a title, those from the first sentence on.
    """
    titles = [
        n
        for n, line in enumerate(lines)
        if len(line) <= _LONGEST_TITLE
        and not _SENTENCE.search(line)
        and _REPORT_TITLE.search(squeeze(line))
    ]
    start = titles[-1] + 1 if titles else 0
    while start < len(lines) and not _is_sentence(lines[start]):
        start += 1
    return len(lines) - start


def without_tail(lines: Sequence[str], kind: str) -> int:
    """Return how many of the lines behind the last title are the report's.

    What follows an attachment's heading or a page's own line (上一篇, 主办单位) is not; nor are the
    signature with its date and, on a page, a menu of short entries at the end.
    """
    end = next((n for n, line in enumerate(lines) if _ends_report(line)), len(lines))
    kept = end
    if kind == "html":
        while kept and is_beside(lines[kept - 1]):
            end = kept = kept - 1
        while kept and _is_entry(lines[kept - 1]):
            kept -= 1
        if end - kept < _MENU:
            kept = end
    signed = False
    while kept and (
        _DATE.fullmatch(squeeze(lines[kept - 1]).strip("()"))
        or (_is_signature(lines[kept - 1]) and (signed or kept > 1))
    ):
        signed, kept = True, kept - 1
    return kept


def _is_sentence(line: str) -> bool:
    if is_beside(line):
        return False
    return len(line) >= _SENTENCE_LIKE and bool(_SENTENCE.search(line) or len(line) > _LONGEST_LINE)


def _ends_report(line: str) -> bool:
    return "。" not in line and _starts(line, sections().after)


def _starts(line: str, words: tuple[str, ...]) -> bool:
    return len(line) <= 2 * _LONGEST_LINE and line.lstrip(" \u3000【[（(").startswith(words)


def _is_entry(line: str) -> bool:
    return len(line) <= _LONGEST_ENTRY and not re.search(r"[，。；：、,;:\d]|^无$", line)


def _is_signature(line: str) -> bool:
    plain = squeeze(line)
    return (
        len(plain) <= _LONGEST_LINE // 2
        and not _SENTENCE.search(plain)
        and bool(_SIGNATURE.search(plain))
    )


@cache
def _labels() -> re.Pattern[str]:
    """Return a pattern of every label that a table of the form prints, the longest first."""
    names = {
        _MARKS.sub("", squeeze(name))
        for edition in editions()
        if not load_form(edition).is_list
        for block in load_form(edition).blocks
        for label in (*block.rows, *block.columns, *block.groups)
        for name in (label.label, *label.aliases, *([label.group] if label.group else []))
    } | set(_FORM_WORDS)
    names.discard("")
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
