"""Which columns of a list of indicators hold labels, units and the year's figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.documents import squeeze
from govstats.reading.values import is_label, parse_value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from govstats.documents import Grid, GridCell

NO_YEAR = "表头没有说明哪一列是全年统计数"
SEVERAL = "有几列数值，没有表头说明哪一列是全年统计数"
DASHES = frozenset(["/", "-", "--", "---", "----", "—", "——", "———", "————"])
UNITS = frozenset(
    [
        "条",
        "件",
        "次",
        "篇",
        "个",
        "人",
        "人次",
        "名",
        "份",
        "项",
        "家",
        "场",
        "期",
        "宗",
        "元",
        "万元",
        "亿元",
    ]
)

_LABELS = frozenset(
    ["统计指标", "指标", "指标名称", "指标内容", "统计项目", "统计内容", "项目", "项目名称", "内容"]
)
_UNIT_HEADS = frozenset(("单位", "计量单位"))
_ASIDE = frozenset(["序号", "代码", "指标代码", "编号", "行次", "备注", "说明"])
_OWN = frozenset(
    [
        "统计数",
        "统计数据",
        "统计数量",
        "统计数值",
        "合计",
        "总计",
        "合计数",
        "本年累计",
        "本年度累计",
        "年度累计",
        "本年",
        "本年度",
        "本年数",
        "本年统计数",
        "本年度统计数",
        "全年",
        "全年累计",
        "全年数",
        "全年合计",
        "全年统计数",
    ]
)
_PLAIN = frozenset(["数量", "数值", "数据", "数"])
_OF_A_YEAR = re.compile(
    r"(?:统计数|数量|数据)?(20\d\d)年?度?(?:全年)?(?:统计数据?|数量|数据|数值|累计|合计|数)?"
)
_UNIT_NOTE = re.compile(r"\((?:单位:?)?(?:条|件|次|个|人|项|万元|元)\)")


@dataclass(frozen=True, slots=True)
class Panel:
    """One list within a grid: its label columns, its unit column, and the year's columns.

    `values` is empty where it is not certain which column is the year's; `why` then says so.
    """

    labels: range
    unit: int | None
    values: tuple[int, ...]
    why: str = ""


def panels_of_header(
    rows: Sequence[Sequence[GridCell | None]], year: int | None
) -> tuple[Panel, ...]:
    """Return the lists that header rows describe; none where no column is called 统计指标.

    The lowest label of each column counts. A column is the year's where it is called 统计数, 合计,
    全年, 本年累计 or by the year, and no other is; 数量 only where no other column has values.
    """
    width = len(rows[0]) if rows else 0
    lowest = [_lowest(rows, column) for column in range(width)]
    kinds = [_kind(cell.text, year) if cell else "" for cell in lowest]
    starts = [
        n for n, kind in enumerate(kinds) if kind == "label" and (not n or kinds[n - 1] != kind)
    ]
    panels = []
    for start, end in zip(starts, [*starts[1:], width], strict=False):
        labels = range(start, next((n for n in range(start, end) if kinds[n] != "label"), end))
        unit = next((n for n in range(labels.stop, end) if kinds[n] == "unit"), None)
        sure = [n for n in range(labels.stop, end) if kinds[n] == "own"]
        other = [n for n in range(labels.stop, end) if kinds[n] in ("plain", "other")]
        plain = [n for n in other if kinds[n] == "plain"]
        if not sure and plain == other:
            sure = plain
        one = len({id(lowest[n]) for n in sure}) == 1
        why = "" if one else NO_YEAR
        panels.append(Panel(labels, unit, tuple(sure) if one else (), why))
    return tuple(panels)


def panels_by_content(
    grid: Grid, rows: Sequence[int], knows: Callable[[str], bool]
) -> tuple[Panel, ...]:
    """Return the lists of a grid without a header, from what its columns hold.

    A list with more than one column of numbers has no certain value.
    """
    cells = [cell for cell in grid.cells if cell.row in set(rows) and cell.text.strip()]
    named = {cell.column for cell in cells if knows(cell.text)}
    numbers = {cell.column for cell in cells if is_number(cell.text)} - named
    units = {cell.column for cell in cells if squeeze(cell.text) in UNITS} - named - numbers
    panels: list[Panel] = []
    for column in sorted(named):
        if panels and not (numbers | units) & set(range(panels[-1].labels.stop, column)):
            panels[-1] = Panel(range(panels[-1].labels.start, column + 1), None, ())
        else:
            panels.append(Panel(range(column, column + 1), None, ()))
    stops = [panel.labels.start for panel in panels[1:]] + [grid.width]
    return tuple(
        _filled(panel, stop, numbers, units) for panel, stop in zip(panels, stops, strict=False)
    )


def is_header(cells: Sequence[GridCell]) -> bool:
    """Say whether a row begins a header: one of its cells is called 统计指标, and none is a number."""
    texts = [cell.text for cell in cells if cell.text.strip()]
    named = any(_plain(text) in _LABELS for text in texts)
    return named and len(texts) > 1 and not any(is_number(text) for text in texts)


def continues_header(cells: Sequence[GridCell], knows: Callable[[str], bool]) -> bool:
    """Say whether a row under a header belongs to it: labels only, none of them an indicator."""
    texts = [cell.text for cell in cells if cell.text.strip()]
    return bool(texts) and all(is_label(text) and not knows(text) for text in texts)


def is_number(text: str) -> bool:
    """Say whether a text is a number, with or without a unit."""
    value = parse_value(text)
    return value is not None and value.number is not None


def _filled(panel: Panel, stop: int, numbers: set[int], units: set[int]) -> Panel:
    after = range(panel.labels.stop, stop)
    unit = next((n for n in after if n in units), None)
    values = tuple(n for n in after if n in numbers)
    if len(values) > 1:
        return Panel(panel.labels, unit, (), SEVERAL)
    return Panel(panel.labels, unit, values, "" if values else "没有数值")


def _lowest(rows: Sequence[Sequence[GridCell | None]], column: int) -> GridCell | None:
    for row in reversed(rows):
        cell = row[column]
        if cell is not None and cell.text.strip():
            return cell
    return None


def _kind(text: str, year: int | None) -> str:
    plain = _plain(text)
    for kind, words in (("label", _LABELS), ("unit", _UNIT_HEADS), ("aside", _ASIDE)):
        if plain in words:
            return kind
    dated = _OF_A_YEAR.fullmatch(plain)
    if dated:
        return "plain" if year is None else "own" if int(dated[1]) == year else "other"
    return "own" if plain in _OWN else "plain" if plain in _PLAIN else "other"


def _plain(text: str) -> str:
    return re.sub(r"[():]", "", _UNIT_NOTE.sub("", squeeze(text)))
