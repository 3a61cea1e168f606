"""Findings shown: what is wrong, where, what would put it right, and what somebody decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.checks import DECISION_LABELS, SEVERITY_LABELS, Suggestion
from govstats.display.fragment import tag
from govstats.forms import breakdown_names, item_names
from govstats.rounding import figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.checks import CellChange, CellRef, Finding, Findings, PassageRef
    from govstats.forms import Severity

SEVERITIES: tuple[Severity, ...] = ("error", "question", "warning", "note")
"""From what must be corrected to what could be better: the order in which findings are shown."""

_WHERE = re.compile(r"\b([pl])(\d+)")
_UNITS = {"p": "页", "l": "行"}
_UNITS_EN = {"p": "page", "l": "line"}
_WORDS = {
    "zh": {
        "none": "未发现矛盾。", "cell": "单元格", "reported": "填报", "suggested": "建议",
        "open": "待定", "other": "其他可能{n}", "suggestion": "更正建议{n}", "see": "见更正建议{n}",
        "only": "唯一方案", "several": "另有{n}种可能", "gave_up": "未在限时内完成搜索",
        "blank": "未填", "id": "编号",
    },
    "en": {
        "none": "No contradiction found.", "cell": "Cell", "reported": "Reported",
        "suggested": "Suggested", "open": "open", "other": "Alternative {n}",
        "suggestion": "Suggestion {n}", "see": "see suggestion {n}", "only": "the only one",
        "several": "other possibilities: {n}", "gave_up": "the search was not finished in time",
        "blank": "none", "id": "id",
    },
}  # fmt: skip


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the gravest first, otherwise in their order."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))


def suggestions_of(findings: Iterable[Finding]) -> list[Suggestion]:
    """Return the suggestions that findings carry, each once: several findings may share one."""
    found: list[Suggestion] = []
    for finding in findings:
        if finding.suggestion is not None and finding.suggestion not in found:
            found.append(finding.suggestion)
    return found


def findings_list(findings: Iterable[Finding], lang: str, *, ids: bool = False) -> Markup:
    """Return findings as a list with severity, sentence and places, then what is suggested.

    `ids` shows the id of each, by which it is decided about.
    """
    shown = ordered(findings)
    if not shown:
        return tag("p", _WORDS[lang]["none"])
    suggestions = suggestions_of(shown)
    items = [_item(finding, suggestions, lang, ids=ids) for finding in shown]
    parts = [tag("ul", Markup("").join(items), class_="findings")]
    parts += [_suggestion(one, n, lang) for n, one in enumerate(suggestions, start=1)]
    return Markup("").join(parts)


def where(finding: Finding, lang: str) -> str:
    """Return where to look: the report's year, and the pages or lines of the doubtful cells."""
    years: dict[int, set[str]] = {}
    for ref in finding.where:
        words = place_words(ref.place, lang)
        years.setdefault(ref.year or 0, set()).update([words] if words else [])
    comma = "、" if lang == "zh" else ", "
    said = []
    for year, found_places in sorted(years.items()):
        report = (f"{year}年报告" if lang == "zh" else f"{year} report") if year else ""
        said.append(
            " ".join(filter(None, [report, comma.join(sorted(found_places, key=_natural))]))
        )
    return comma.join(filter(None, said))


def places(finding: Finding, lang: str) -> str:
    """Return where to look in brackets; nothing where no place is known."""
    said = where(finding, lang)
    return (f"（{said}）" if lang == "zh" else f" ({said})") if said else ""


def place_words(locator: str, lang: str) -> str:
    """Return a place in words: `p4 t3 r2` is 第4页 (page 4), `p4 l12` 第4页第12行 (page 4 line 12)."""
    if lang == "zh":
        return "".join(f"第{n}{_UNITS[kind]}" for kind, n in _WHERE.findall(locator))
    return " ".join(f"{_UNITS_EN[kind]} {n}" for kind, n in _WHERE.findall(locator))


def cell_name(cell: CellRef, lang: str) -> str:
    """Return a cell's name: its item, with the applicant or category that it breaks down by."""
    names = item_names().get(cell.item)
    name = names[lang] if names else cell.item
    part = breakdown_names().get(cell.breakdown)
    return f"{name} · {part[lang] if part else cell.breakdown}" if cell.breakdown else name


def changed(change: CellChange, lang: str) -> tuple[str, str]:
    """Return what a cell says and what it would say."""
    words, cell = _WORDS[lang], change.cell
    before = words["blank"] if cell.value is None else figure(cell.value, lang)
    after = words["open"] if change.after is None else figure(change.after, lang)
    return before, after


def standing(suggestion: Suggestion, lang: str) -> str:
    """Return in a few words how sure a suggestion is."""
    words = _WORDS[lang]
    if not suggestion.complete:
        return words["gave_up"]
    if suggestion.unique:
        return words["only"]
    return words["several"].format(n=len(suggestion.alternatives))


def remarks(finding: Finding, suggestions: list[Suggestion], lang: str) -> str:
    """Return in brackets where to look, which suggestion concerns it and what was decided."""
    aside = list(filter(None, [where(finding, lang)]))
    if finding.suggestion is not None:
        number = suggestions.index(finding.suggestion) + 1
        aside.append(_WORDS[lang]["see"].format(n=number))
    if finding.decision is not None:
        aside.append(_decision(finding, lang))
    comma = "；" if lang == "zh" else "; "
    return ("（{}）" if lang == "zh" else " ({})").format(comma.join(aside)) if aside else ""


def suggestion_lines(suggestions: Iterable[Suggestion], lang: str) -> list[str]:
    """Return suggestions as sentences, each with its number."""
    line = "{}：{}" if lang == "zh" else "{}: {}"
    return [
        line.format(_WORDS[lang]["suggestion"].format(n=n), one.because(lang))
        for n, one in enumerate(suggestions, start=1)
    ]


def _item(finding: Finding, suggestions: list[Suggestion], lang: str, *, ids: bool) -> Markup:
    badge = tag("span", SEVERITY_LABELS[finding.severity][lang], class_=f"badge {finding.severity}")
    aside = tag("small", remarks(finding, suggestions, lang))
    if ids:
        aside += tag("small", f" {_WORDS[lang]['id']} " + tag("code", finding.id))
    said = badge + " " + finding.message(lang) + aside
    return tag("li", said + _aligned(finding, lang), id=finding.id)


def alignments(finding: Finding, lang: str) -> list[str]:
    """Return the passages of two texts that say the same, a line for each pair."""
    return [
        " ↔ ".join(f"{_report_and_place(one, lang)}“{one.quote}”" for one in pair)
        for pair in finding.aligned
    ]


def _report_and_place(passage: PassageRef, lang: str) -> str:
    words = place_words(passage.place, lang)
    if lang == "zh":
        return f"{passage.year}年报告{words}"
    return f"{passage.year} report, {words} "


def _aligned(finding: Finding, lang: str) -> Markup:
    if not finding.aligned:
        return Markup("")
    lines = (tag("li", said) for said in alignments(finding, lang))
    return tag("ul", Markup("").join(lines), class_="aligned")


def confirmations(found: Findings, lang: str) -> list[str]:
    """Return the counts of the prose that the tables give, a line each, with the reading that fits."""
    lines = []
    for one in found.confirmed:
        name = item_names()[one.statement.item][lang]
        value = figure(one.statement.value, lang)
        if lang == "zh":
            lines.append(f"{name}{value}{one.statement.unit}：与{one.zh}相符")
        else:
            lines.append(f"{name}: {value}, as {one.en}")
    return lines


def _decision(finding: Finding, lang: str) -> str:
    decision = finding.decision
    if decision is None:
        return ""
    said = DECISION_LABELS[decision.decision][lang]
    who = " ".join(filter(None, (decision.by, decision.day)))
    colon = "：" if lang == "zh" else ": "
    return f"{said}{colon}{decision.reason}{f' ({who})' if who else ''}"


def _suggestion(suggestion: Suggestion, number: int, lang: str) -> Markup:
    words = _WORDS[lang]
    title = tag("strong", words["suggestion"].format(n=number))
    state = tag("span", standing(suggestion, lang), class_="badge")
    sentence = tag("p", title + " " + state + " " + suggestion.because(lang))
    return tag("div", sentence + _changes(suggestion, lang), class_="suggestion")


def _changes(suggestion: Suggestion, lang: str) -> Markup:
    """Return the cells before and after, with a column for each alternative."""
    words = _WORDS[lang]
    heads = [words["cell"], words["reported"], words["suggested"]]
    heads += [words["other"].format(n=n + 1) for n in range(len(suggestion.alternatives))]
    columns = [suggestion.changes, *suggestion.alternatives]
    cells = {_key(change.cell): change.cell for column in columns for change in column}
    rows = [tag("tr", Markup("").join(tag("th", head, scope="col") for head in heads))]
    for key, cell in cells.items():
        said = words["blank"] if cell.value is None else figure(cell.value, lang)
        texts = [said]
        for column in columns:
            mine = next((change for change in column if _key(change.cell) == key), None)
            texts.append(changed(mine, lang)[1] if mine else "—")
        name = tag("th", cell_name(cell, lang), scope="row")
        rows.append(tag("tr", name + Markup("").join(tag("td", text) for text in texts)))
    return tag("div", tag("table", Markup("").join(rows)), class_="scroll", tabindex="0")


def _key(cell: CellRef) -> tuple[str, int | None, str, str, str]:
    return (cell.agency, cell.year, cell.item, cell.breakdown, cell.source)


def _natural(place: str) -> tuple[bool, list[int]]:
    """Order places by page and line, those of a document without pages last."""
    paged = "页" in place or "page" in place
    return not paged, [int(number) for number in re.findall(r"\d+", place)]
