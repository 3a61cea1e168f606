"""The pages that real systems make of the form, drawn up from a draft: each kind by its own name."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tests.drafts import Box, Boxes, Draft, Row, table_four, table_three, table_two
from tests.layouts import PREAMBLE, TITLE, placed

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    Kind = Callable[[Draft], bytes]
    Draw = Callable[[str, Boxes], str]

KINDS: dict[str, Kind] = {}
FLOORS: dict[str, float] = {}
"""The share of figures that has to be read where a kind leaves some of them open; elsewhere, all."""


def kind(floor: float = 1.0) -> Callable[[Kind], Kind]:
    """Enter a kind of page under its own name."""

    def enter(function: Kind) -> Kind:
        KINDS[function.__name__] = function
        FLOORS[function.__name__] = floor
        return function

    return enter


def width_of(boxes: Boxes) -> int:
    """How many columns some boxes cover."""
    return max(column + box.columns for row in placed(boxes) for column, box in row.items())


def page(report: Draft, draw: Draw, *, styles: str = "", around: str = "{}") -> bytes:
    """Lay a report out, each table by `draw`, which is told which of the form's it is."""
    parts = [f"<h1>{TITLE}</h1><p>{PREAMBLE}</p>"]
    tables = [
        [],
        [("two", title, boxes) for title, boxes in table_two(report)],
        [("three", "", boxes) for boxes in table_three(report)],
        [("four", "", boxes) for boxes in table_four(report)],
        [],
        [],
    ]
    for heading, own in zip(report.headings, tables, strict=True):
        parts.append(f"<p>{heading}</p>")
        for name, title, boxes in own:
            whole = [[Box(title, 1, width_of(boxes))], *boxes] if title else boxes
            parts.append(draw(name, whole))
    inside = around.format("\n".join(parts))
    return f"<html><head><style>{styles}</style></head><body>{inside}</body></html>".encode()


def said(box: Box) -> str:
    """The text of a box as HTML."""
    return escape(box.text).replace("\n", "<br>")


def spans(box: Box) -> str:
    """The spans of a box as attributes."""
    return f"{_span('rowspan', box.rows)}{_span('colspan', box.columns)}"


def _span(name: str, size: int) -> str:
    return f" {name}={size}" if size > 1 else ""


def td(box: Box, inside: str | None = None, more: str = "") -> str:
    """A box as a cell."""
    return f"<td{spans(box)}{more}>{said(box) if inside is None else inside}</td>"


def table(boxes: Boxes, cell: Callable[[Box], str] = td, more: str = "") -> str:
    """Boxes as a table."""
    rows = "\n".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in boxes)
    return f"<table{more}>{rows}</table>"


def is_figure(box: Box) -> bool:
    """Whether a box holds a figure."""
    return box.text.replace(".", "").isdigit()


def flat(box: Box) -> str:
    """The text of a box in one line."""
    return escape(box.text.replace("\n", ""))


# ---- text that nobody sees


def _white(mark: str, where: str = "") -> Kind:
    def cell(box: Box) -> str:
        return td(box, f"{mark}{said(box)}" if is_figure(box) else None, where)

    return lambda report: page(report, lambda _, boxes: table(boxes, cell))


KINDS["white_on_nothing"] = _white("<span style='color:#FFFFFF'>7</span>")
KINDS["white_by_font"] = _white("<font color=white>7</font>")
KINDS["white_on_white"] = _white("<span style='color:rgb(255, 255, 255)'>7</span>", " bgcolor=#fff")
KINDS["white_by_class"] = lambda report: page(
    report,
    lambda _, boxes: table(
        boxes,
        lambda box: td(box, f"<span class=w>7</span>{said(box)}" if is_figure(box) else None),
    ),
    styles=".w { color: white }",
)
KINDS["transparent"] = _white("<span style='color:transparent'>7</span>")


@kind()
def white_heads_on_blue(report: Draft) -> bytes:
    """Heads are white on blue, by the style of their cells."""

    def cell(box: Box) -> str:
        if is_figure(box):
            return td(box)
        return td(box, f"<font color=#ffffff>{said(box)}</font>", " style='background:#1F4E79'")

    return page(report, lambda _, boxes: table(boxes, cell))


@kind()
def white_heads_by_class(report: Draft) -> bytes:
    """Heads are white on what the style sheet gives the first rows."""

    def draw(_: str, boxes: Boxes) -> str:
        def cell(box: Box) -> str:
            return td(
                box, None if is_figure(box) else f"<span style='color:#fff'>{said(box)}</span>"
            )

        return table(boxes, cell, " class=tj")

    return page(report, draw, styles="table.tj td { background-color: #069; } .tj{width:100%}")


@kind()
def white_figures_on_red(report: Draft) -> bytes:
    """Figures are white on a row in red."""

    def draw(_: str, boxes: Boxes) -> str:
        rows = "".join(
            "<tr bgcolor=#c00000>"
            + "".join(td(box, f"<font color=#fff>{said(box)}</font>") for box in row)
            + "</tr>"
            for row in boxes
        )
        return f"<table>{rows}</table>"

    return page(report, draw)


@kind()
def black_inside_white(report: Draft) -> bytes:
    """Cells are white, and what stands in them black again."""

    def cell(box: Box) -> str:
        return td(box, f"<span style='color:#000'>{said(box)}</span>", " style='color:white'")

    return page(report, lambda _, boxes: table(boxes, cell))


# ---- rows without a table


def _tabbed(tag: str, between: str) -> Kind:
    def draw(_: str, boxes: Boxes) -> str:
        return "\n".join(f"<{tag}>{between.join(map(flat, row))}</{tag}>" for row in boxes)

    return lambda report: page(report, draw)


KINDS["paragraphs_with_tabs"] = _tabbed("p", "\t")
KINDS["divs_with_tabs"] = _tabbed("div", "\t")
KINDS["word_tabs"] = _tabbed("p", "<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp;&nbsp;</span>")
KINDS["paragraphs_with_spaces"] = _tabbed("p", "&nbsp;&nbsp;&nbsp;&nbsp;")
KINDS["paragraphs_with_wide_spaces"] = _tabbed("p", "　　")
KINDS["paragraphs_with_pipes"] = _tabbed("p", " | ")


@kind()
def lines_with_tabs(report: Draft) -> bytes:
    """A table is one paragraph, its rows divided by breaks, its fields by tabs."""

    def draw(_: str, boxes: Boxes) -> str:
        return f"<p>{'<br>'.join(chr(9).join(map(flat, row)) for row in boxes)}</p>"

    return page(report, draw)


@kind()
def preserved_lines(report: Draft) -> bytes:
    """A table is text that keeps its lines and tabs."""

    def draw(_: str, boxes: Boxes) -> str:
        lines = "\n".join(chr(9).join(map(flat, row)) for row in boxes)
        return f"<div style='white-space:pre-wrap'>{lines}</div>"

    return page(report, draw)


def _blocks(outer: str, row: str, cell: str, styles: str = "", inside: str = "{}") -> Kind:
    def draw(_: str, boxes: Boxes) -> str:
        rows = "\n".join(
            f"<{row}>"
            + "".join(
                f"<{cell}>{inside.format(flat(box))}</{cell.split(maxsplit=1)[0]}>" for box in line
            )
            + f"</{row.split(maxsplit=1)[0]}>"
            for line in boxes
        )
        return f"<{outer}>{rows}</{outer.split(maxsplit=1)[0]}>"

    return lambda report: page(report, draw, styles=styles)


KINDS["css_table"] = _blocks(
    "div style='display:table'", "div style='display:table-row'", "div style='display:table-cell'"
)
KINDS["css_table_by_class"] = _blocks(
    "div class=t", "div class=r", "div class=c",
    ".t{display:table}.r{display:table-row}.c{display:table-cell;border:1px solid}",
)  # fmt: skip
KINDS["css_table_with_paragraphs"] = _blocks(
    "div class=t", "div class=r", "div class=c",
    ".t{display:table}.r{display:table-row}.c{display:table-cell}", "<p>{}</p>",
)  # fmt: skip
KINDS["css_table_of_spans"] = _blocks(
    "div", "div class=row", "span class=cell", ".cell{float:left}"
)
KINDS["flex_rows"] = _blocks("section", "div class='d-flex row'", "div class='col-1'")
KINDS["lists"] = _blocks("div class=list", "ul", "li", "li{float:left;width:60px}")
KINDS["definition_lists"] = _blocks("div", "dl", "dd")


@kind()
def a_table_for_each_row(report: Draft) -> bytes:
    """Each row is a table of its own, widths in pixels."""
    return page(report, lambda _, boxes: "\n".join(table([row], _without_rowspan) for row in boxes))


def _without_rowspan(box: Box) -> str:
    return td(Box(box.text, 1, box.columns))


@kind()
def a_table_for_each_row_without_spans(report: Draft) -> bytes:
    """Each row is a table of its own, all spans lost."""
    draw = lambda _, boxes: "\n".join(  # noqa: E731
        table([row], lambda box: td(Box(box.text))) for row in boxes
    )
    return page(report, draw)


@kind()
def a_table_for_each_row_of_columns(report: Draft) -> bytes:
    """Each row is a table of its own with a cell for every column."""

    def draw(_: str, boxes: Boxes) -> str:
        rows = placed(boxes)
        width = width_of(boxes)
        tables = []
        for row in rows:
            line, column = [], 0
            while column < width:
                box = row.get(column, Box(""))
                line.append(Box(box.text, 1, box.columns))
                column += box.columns
            tables.append(table([line]))
        return "\n".join(tables)

    return page(report, draw)


@kind()
def a_head_in_a_table_of_its_own(report: Draft) -> bytes:
    """The head stays while the body is scrolled: two tables of the same columns."""

    def draw(name: str, boxes: Boxes) -> str:
        size = 3 if name != "two" else 2
        return f"<div>{table(boxes[:size])}</div><div>{table(boxes[size:])}</div>"

    return page(report, draw)


# ---- the form drawn otherwise


def turned(boxes: Boxes) -> Boxes:
    """Boxes with rows and columns exchanged."""
    rows = placed(boxes)
    result: list[list[tuple[int, Box]]] = [[] for _ in range(width_of(boxes))]
    for r, row in enumerate(rows):
        for column, box in row.items():
            result[column].append((r, Box(box.text, box.columns, box.rows)))
    return [[box for _, box in sorted(row, key=lambda pair: pair[0])] for row in result]


@kind()
def applicants_as_rows(report: Draft) -> bytes:
    """Table three with its applicants below each other."""
    return page(report, lambda name, boxes: table(turned(boxes) if name == "three" else boxes))


@kind()
def all_tables_turned(report: Draft) -> bytes:
    """Every table with rows and columns exchanged, titles apart."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "two":
            return table(turned(boxes))
        return f"<p>{boxes[0][0].text}</p>{table(turned(boxes[1:]))}"

    return page(report, draw)


def _sum_of(report: Draft, codes: list[str], who: str) -> Decimal:
    return sum(report.truth[code, who] or 0 for code in codes)  # type: ignore[return-value]


def _with_group_sums(report: Draft, name: str, *, first: bool) -> None:
    rows: list[Row] = []
    for row in report.rows:
        same = [r for r in report.rows if r.group and r.group == row.group]
        codes = [r.code for r in same]
        texts = tuple(str(_sum_of(report, codes, who)) for _, who in report.columns)
        extra = Row("", name, row.group, texts=texts)
        if same and first and row is same[0]:
            rows.append(extra)
        rows.append(row)
        if same and not first and row is same[-1]:
            rows.append(extra)
    report.rows = rows


def _group_sums(name: str, *, first: bool) -> Kind:
    def drawn(report: Draft) -> bytes:
        _with_group_sums(report, name, first=first)
        return page(report, lambda _, boxes: table(boxes))

    return drawn


for _name, _label in (("small", "小计"), ("large", "合计"), ("numbered", "9.小计")):
    KINDS[f"{_name}_sums_below_groups"] = _group_sums(_label, first=False)
    KINDS[f"{_name}_sums_above_groups"] = _group_sums(_label, first=True)


def _with_columns(name: str, at: int, text: Callable[[Box], str] = lambda box: box.text) -> Kind:
    """Draw an extra column of table three, at a place among its seven, from the total beside it."""

    def draw(which: str, boxes: Boxes) -> str:
        if which != "three":
            return table(boxes)
        first, second, third, *rows = boxes
        top = [*first[:-1], Box(first[-1].text, 1, first[-1].columns + 1)]
        spot = 0 if at == 0 else len(second) - 1 if at == len(third) + 1 else len(second)
        new = [top, [*second[:spot], Box(name, 2), *second[spot:]], third]
        for row in rows:
            cut = max(n for n, box in enumerate(row, 1) if not is_figure(box) and box.text)
            labels, values = row[:cut], row[cut:]
            extra = Box(text(values[-1]))
            new.append([*labels, *values[:at], extra, *values[at:]])
        return table(new)

    return lambda report: page(report, draw)


KINDS["own_level_beside_total"] = _with_columns("其中：本级", 7, lambda _: "2")
KINDS["own_level_in_brackets"] = _with_columns("总计（其中：本级）", 7, lambda _: "2")
KINDS["sum_before_persons"] = _with_columns("合计", 0)
KINDS["sum_before_total"] = _with_columns("合计", 6)
KINDS["share_behind_total"] = _with_columns("占比", 7, lambda _: "12%")
KINDS["numbers_behind_total"] = _with_columns("同比", 7, lambda _: "12")


def _two_with(names: list[str], texts: Callable[[Box], list[str]]) -> Kind:
    """Draw more columns behind each of table two."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "two":
            return table(boxes)
        title, head, *rows = boxes
        new = [[Box(title[0].text, 1, title[0].columns + (len(head) - 1) * len(names))]]
        new.append([head[0], *(b for box in head[1:] for b in (box, *map(Box, names)))])
        new += [
            [row[0], *(b for box in row[1:] for b in (box, *map(Box, texts(box))))] for row in rows
        ]
        return table(new)

    return lambda report: page(report, draw)


KINDS["own_level_in_table_two"] = _two_with(["其中：本级"], lambda _: ["3"])
KINDS["sum_and_own_level_in_table_two"] = _two_with(
    ["合计", "其中：本级"], lambda box: [box.text, "3"]
)


def _divided(names: list[str], texts: Callable[[Box], list[str]]) -> Kind:
    """Divide each column of table two, and the total of table three, into several."""

    def draw(name: str, boxes: Boxes) -> str:
        if name == "four":
            return table(boxes)
        more = len(names) - 1
        if name == "two":
            title, head, *rows = boxes
            top = [Box(title[0].text, 1, title[0].columns + (len(head) - 1) * more)]
            new = [top, [Box(head[0].text, 2), *(Box(b.text, 1, len(names)) for b in head[1:])]]
            new.append([Box(n) for _ in head[1:] for n in names])
            new += [[row[0], *(Box(t) for b in row[1:] for t in texts(b))] for row in rows]
            return table(new)
        first, second, third, *rows = boxes
        new = [[*first[:-1], Box(first[-1].text, 1, first[-1].columns + more)]]
        new += [[*second[:-1], Box(second[-1].text, 1, len(names))], [*third, *map(Box, names)]]
        new += [[*row[:-1], *map(Box, texts(row[-1]))] for row in rows]
        return table(new)

    return lambda report: page(report, draw)


KINDS["sum_and_own_level_below"] = _divided(["合计", "其中：本级"], lambda box: [box.text, "3"])
KINDS["parts_and_sum_below"] = _divided(["本级", "下级", "小计"], lambda box: ["3", "4", box.text])


def _spacers(width: int, *, in_rows: bool, at: int = 0) -> Kind:
    """Draw 法人或其他组织 wider than its columns, the rest empty cells."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        first, second, third, *rows = boxes
        more = width - len(third)
        pads = [Box("") for _ in range(more)]
        wide = [Box(b.text, b.rows, width) if b.text == "法人或其他组织" else b for b in second]
        top = [*first[:-1], Box(first[-1].text, 1, first[-1].columns + more)]
        spot = at or len(third)
        new = [top, wide, [*third[:spot], *pads, *third[spot:]]]
        count = len(third) + 2
        for row in rows:
            labels, values = row[:-count], row[-count:]
            cut = 1 + spot
            if in_rows:
                new.append([*labels, *values[:cut], *pads, *values[cut:]])
            else:
                last = values[cut - 1]
                new.append(
                    [*labels, *values[: cut - 1], Box(last.text, 1, 1 + more), *values[cut:]]
                )
        return table(new)

    return lambda report: page(report, draw)


KINDS["six_wide_with_empty_cells"] = _spacers(6, in_rows=True)
KINDS["seven_wide_with_empty_cells"] = _spacers(7, in_rows=True)
KINDS["seven_wide_empty_in_the_middle"] = _spacers(7, in_rows=True, at=2)
KINDS["six_wide_under_a_wider_cell"] = _spacers(6, in_rows=False)
KINDS["seven_wide_under_a_wider_cell"] = _spacers(7, in_rows=False)


@kind()
def spacers_without_a_wider_head(report: Draft) -> bytes:
    """Rows have an empty cell more between 法律服务机构 and 其他, and the head has none."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        first, second, third, *rows = boxes
        wide = [Box(b.text, b.rows, 6) if b.text == "法人或其他组织" else b for b in second]
        new = [first, wide, third, *([*row[:-2], Box(""), *row[-2:]] for row in rows)]
        return table(new)

    return page(report, draw)


FLOORS |= {
    "paragraphs_with_pipes": 0.9,
    "css_table_of_spans": 0.0,
    "spacers_without_a_wider_head": 0.85,
}
for _name in KINDS:
    FLOORS.setdefault(_name, 1.0)
