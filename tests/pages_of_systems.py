"""More pages as systems, editors and converters leave them; each kind by its own name."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from tests.drafts import Box, Boxes, Draft, draft
from tests.layouts import placed
from tests.pages import (
    FLOORS,
    KINDS,
    flat,
    is_figure,
    kind,
    page,
    said,
    spans,
    table,
    td,
    turned,
    width_of,
)  # fmt: skip

if TYPE_CHECKING:
    from tests.pages import Kind


def _plain(_: str, boxes: Boxes) -> str:
    return table(boxes)


@kind()
def chat_article(report: Draft) -> bytes:
    """An article that its script makes visible, everything in sections and spans."""

    def cell(box: Box) -> str:
        inside = f"<section><span style='font-size:14px'>{said(box)}</span></section>"
        return f"<td{spans(box)} data-colwidth='64'>{inside}</td>"

    around = (
        "<div id='js_content' class='rich_media_content' style='visibility: hidden; opacity: 0;'>"
        "<section>{}</section></div>"
    )
    return page(report, lambda _, boxes: table(boxes, cell), around=around)


@kind()
def shown_by_script(report: Draft) -> bytes:
    """The article is not displayed until its script has run."""
    around = "<div class=nav><a>首页</a></div><div id=zoom style='display:none'>{}</div>"
    return page(report, _plain, around=around)


@kind()
def hidden_copy_of_last_year(report: Draft) -> bytes:
    """A template with the figures of another year is kept in a block that is not displayed."""
    other = draft(report.form.edition, 77, sparse=False)
    inner = page(other, _plain).decode().split("<body>")[1].removesuffix("</body></html>")
    return page(report, _plain, around=f"<div style='display:none'>{inner}</div>{{}}")


@kind()
def figures_in_spans(report: Draft) -> bytes:
    """Each digit has a span of its own, as Word writes it."""

    def cell(box: Box) -> str:
        digits = "".join(f"<span lang=EN-US>{digit}</span>" for digit in box.text)
        return td(box, f"<p class=MsoNormal>{digits}<o:p></o:p></p>" if is_figure(box) else None)

    return page(report, lambda _, boxes: table(boxes, cell))


@kind()
def digits_on_lines_of_source(report: Draft) -> bytes:
    """The source breaks its lines between spans, which a browser shows as a space."""

    def cell(box: Box) -> str:
        inside = f"<p>\n   <span>{said(box)}</span>\n   <span></span>\n</p>\n"
        return td(box, inside)

    return page(report, lambda _, boxes: table(boxes, cell))


@kind()
def zero_width_marks(report: Draft) -> bytes:
    """Cells hold zero-width spaces and no-break spaces around their text."""
    cell = lambda box: td(box, f"&#8203;{said(box)}&nbsp;&#8203;")  # noqa: E731
    return page(report, lambda _, boxes: table(boxes, cell))


@kind()
def captions(report: Draft) -> bytes:
    """The titles of table two are captions of their tables."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "two":
            return table(boxes)
        inner = table(boxes[1:]).removeprefix("<table>")
        return f"<table><caption>{boxes[0][0].text}</caption>{inner}"

    return page(report, draw)


@kind()
def conditional_comments(report: Draft) -> bytes:
    """Word leaves comments for old browsers, and an empty row that sets the widths."""

    def draw(_: str, boxes: Boxes) -> str:
        widths = "".join("<td width=60 style='border:none'></td>" for _ in range(width_of(boxes)))
        cell = lambda box: td(  # noqa: E731
            box, f"<!--[if !supportLists]--><span>{said(box)}</span><!--[endif]-->"
        )
        body = table(boxes, cell).removesuffix("</table>")
        return (
            f"{body}<![if !supportMisalignedColumns]><tr height=0>{widths}</tr><![endif]></table>"
        )

    return page(report, draw)


@kind()
def widths_first(report: Draft) -> bytes:
    """A first row of empty cells sets the widths."""

    def draw(_: str, boxes: Boxes) -> str:
        widths = "".join("<td style='height:0'></td>" for _ in range(width_of(boxes)))
        return table(boxes).replace("<table>", f"<table><tr>{widths}</tr>", 1)

    return page(report, draw)


def _rowspans(change: int) -> Kind:
    """Draw the labels of groups over one row too many or too few."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        new = [
            [
                replace(b, rows=b.rows + change)
                if b.rows > 1 and b.text.startswith("（") and n > 2
                else b
                for b in row
            ]
            for n, row in enumerate(boxes)
        ]
        return table(new)

    return lambda report: page(report, draw)


KINDS["group_labels_one_row_too_tall"] = _rowspans(1)
KINDS["group_labels_one_row_too_short"] = _rowspans(-1)


@kind()
def title_row_too_wide(report: Draft) -> bytes:
    """The title over table two covers more columns than there are, as after deleting one."""

    def draw(name: str, boxes: Boxes) -> str:
        if name == "two":
            boxes = [[Box(boxes[0][0].text, 1, boxes[0][0].columns + 3)], *boxes[1:]]
        return table(boxes)

    return page(report, draw)


@kind()
def a_column_of_units(report: Draft) -> bytes:
    """Between labels and figures of table three stands a column 单位 with 件."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        first, second, third, *rows = boxes
        new = [[first[0], Box("单位", 3), first[1]], second, third]
        count = len(third) + 2
        new += [[*row[:-count], Box("件"), *row[-count:]] for row in rows]
        return table(new)

    return page(report, draw)


@kind()
def units_in_table_two(report: Draft) -> bytes:
    """Table two has a column 计量单位 before its figures."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "two":
            return table(boxes)
        title, head, *rows = boxes
        new = [title, [head[0], Box("计量单位"), *head[1:]]]
        return table([*new, *([row[0], Box("件"), *row[1:]] for row in rows)])

    return page(report, draw)


def _years(names: tuple[str, str], *, own_first: bool) -> Kind:
    """Draw last year's figure beside each of table two, under the names given."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "two":
            return table(boxes)
        title, head, *rows = boxes
        pair = [Box(n) for n in (names if own_first else names[::-1])]
        top = [Box(head[0].text, 2), *(Box(b.text, 1, 2) for b in head[1:])]
        new = [title, top, [b for _ in head[1:] for b in pair]]
        for row in rows:
            values = [(b, Box("13")) if own_first else (Box("13"), b) for b in row[1:]]
            new.append([row[0], *(b for two in values for b in two)])
        return table(new)

    return lambda report: page(report, draw)


KINDS["this_year_and_last"] = _years(("2023年", "2022年"), own_first=True)
KINDS["last_year_and_this"] = _years(("2023年", "2022年"), own_first=False)
KINDS["this_year_and_last_in_words"] = _years(("本年", "上年"), own_first=True)
KINDS["last_year_and_this_in_words"] = _years(("本年度", "上年度"), own_first=False)


def _beside(name: str, *, before: bool) -> Kind:
    """Draw last year's figure under a name of its own beside each column of table two."""

    def draw(which: str, boxes: Boxes) -> str:
        if which != "two":
            return table(boxes)
        title, head, *rows = boxes

        def pair(one: Box, other: Box) -> tuple[Box, Box]:
            return (other, one) if before else (one, other)

        new = [
            [Box(title[0].text, 1, title[0].columns + len(head) - 1)],
            [
                head[0],
                *(
                    x
                    for b in head[1:]
                    for x in pair(
                        b,
                        Box(
                            name.format(
                                b.text.removeprefix("本年")
                                .removeprefix("上一年")
                                .removeprefix("现行")
                            )
                        ),
                    )
                ),
            ],
        ]
        new += [[row[0], *(x for b in row[1:] for x in pair(b, Box("13")))] for row in rows]
        return table(new)

    return lambda report: page(report, draw)


KINDS["last_year_named_beside"] = _beside("上年{}", before=False)
KINDS["last_year_named_before"] = _beside("上年{}", before=True)
KINDS["growth_beside"] = _beside("{}同比增长（%）", before=False)
KINDS["change_beside"] = _beside("同比", before=False)


@kind(0.95)
def applicants_of_two_years(report: Draft) -> bytes:
    """Each row of table three is followed by the same of the year before."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        first, second, third, *rows = boxes
        count = len(third) + 2
        new = [[Box(first[0].text, 3, 4), *first[1:]], second, third]
        for row in rows:
            labels = [replace(b, rows=b.rows * 2) for b in row[:-count]]
            new.append([*labels, Box("2023年"), *row[-count:]])
            new.append([Box("2022年"), *(Box("5") for _ in range(count))])
        return table(new)

    return page(report, draw)


@kind()
def articles_in_one_table(report: Draft) -> bytes:
    """Table two is one table with the articles as a merged column at the left."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "two":
            return table(boxes)
        title, head, *rows = boxes
        return table([[Box(title[0].text, len(boxes) - 1), *head], *rows])

    return page(report, draw)


@kind()
def articles_below_each_other(report: Draft) -> bytes:
    """Table two is one table, each article under its title and head."""
    rows: Boxes = []

    def draw(name: str, boxes: Boxes) -> str:
        if name != "two":
            return table(boxes)
        rows.extend(boxes)
        return "@"

    whole = page(report, draw).decode()
    wide = max(width_of([row]) for row in rows)
    new = [[replace(row[0], columns=wide)] if len(row) == 1 else row for row in rows]
    whole = re.sub("@\n?", "", whole.replace("@", table(new), 1))
    return whole.encode()


@kind()
def table_two_turned(report: Draft) -> bytes:
    """规章 and 行政规范性文件 stand side by side, what is counted below each other."""

    def draw(name: str, boxes: Boxes) -> str:
        return table([boxes[0], *turned(boxes[1:])] if name == "two" else boxes)

    return page(report, draw)


@kind(0.12)
def nested_heads(report: Draft) -> bytes:
    """The names of organisations are a table in one cell, their figures one in another."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        first, second, third, *rows = boxes
        head = "<tr>" + "".join(map(td, [replace(first[0], rows=2), first[1]])) + "</tr>"
        inner = f"<table><tr>{''.join(td(b) for b in third)}</tr></table>"
        cells = []
        for b in second:
            if b.text == "法人或其他组织":
                cells.append(f"<td colspan=5>{b.text}{inner}</td>")
            else:
                cells.append(td(Box(b.text)))
        parts = [head, f"<tr>{''.join(cells)}</tr>"]
        for row in rows:
            values = row[-7:]
            five = f"<table><tr>{''.join(td(b) for b in values[1:6])}</tr></table>"
            parts.append(
                f"<tr>{''.join(map(td, row[:-7]))}{td(values[0])}<td colspan=5>{five}</td>"
                f"{td(values[6])}</tr>"
            )
        return f"<table>{''.join(parts)}</table>"

    return page(report, draw)


@kind()
def a_frame_in_each_cell(report: Draft) -> bytes:
    """Every cell holds a table of one cell."""
    cell = lambda box: td(box, f"<table><tr><td>{said(box)}</td></tr></table>")  # noqa: E731
    return page(report, lambda _, boxes: table(boxes, cell))


@kind()
def four_with_litigation_merged(report: Draft) -> bytes:
    """Table four has rows, 行政诉讼 over two of them."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "four":
            return table(boxes)
        values, names = boxes[3], boxes[2][:5]
        return table([
            [Box("类别", 1, 2), *names],
            [Box("行政复议", 1, 2), *values[:5]],
            [Box("行政诉讼", 2), Box("未经复议直接起诉"), *values[5:10]],
            [Box("复议后起诉"), *values[10:]],
        ])  # fmt: skip

    return page(report, draw)


@kind()
def four_with_a_sum_of_suits(report: Draft) -> bytes:
    """行政诉讼 ends in a column 合计 over both kinds of suits."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "four":
            return table(boxes)
        first, second, third, values = boxes
        total = int(values[9].text) + int(values[14].text)
        return table([
            [first[0], Box("行政诉讼", 1, 11)],
            [*second, Box("合计", 2)],
            third,
            [*values, Box(str(total))],
        ])  # fmt: skip

    return page(report, draw)


@kind()
def four_in_three_tables(report: Draft) -> bytes:
    """Table four is three tables with their names above."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "four":
            return table(boxes)
        names, values = boxes[2][:5], boxes[3]
        rows = [
            ("行政复议", 0),
            ("行政诉讼（未经复议直接起诉）", 5),
            ("行政诉讼（复议后起诉）", 10),
        ]
        return "".join(f"<p>{t}</p>{table([names, values[n : n + 5]])}" for t, n in rows)

    return page(report, draw)


@kind()
def four_stacked(report: Draft) -> bytes:
    """The three parts of table four stand below each other in one table, each under its names."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "four":
            return table(boxes)
        names, values = boxes[2][:5], boxes[3]
        new: Boxes = []
        for n, title in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
            if n == 1:
                new.append([Box("行政诉讼", 1, 5)])
            new += [[Box(title, 1, 5)], names, values[5 * n : 5 * n + 5]]
        return table(new)

    return page(report, draw)


@kind()
def four_turned(report: Draft) -> bytes:
    """Table four has its columns below each other, both kinds of names in merged cells."""
    return page(report, lambda name, boxes: table(turned(boxes) if name == "four" else boxes))


@kind()
def piece_without_the_section(report: Draft) -> bytes:
    """Behind a page break the merged cell of the section is gone, so that rows begin further left."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        at = 18
        upper = [
            [replace(b, rows=min(b.rows, at - n)) for b in row] for n, row in enumerate(boxes[:at])
        ]
        lower = boxes[at:]
        return f"{table(upper)}<p>— 3 —</p>{table(lower)}"

    return page(report, draw)


@kind()
def excel_cells(report: Draft) -> bytes:
    """A page saved by a spreadsheet: a column that is hidden, numbers as it keeps them."""

    def cell(box: Box) -> str:
        return td(box, None, f" class=xl65 x:num='{box.text}'" if is_figure(box) else "")

    def draw(_: str, boxes: Boxes) -> str:
        inner = table(boxes, cell).removeprefix("<table>")
        return f"<table><colgroup><col width=72><col style='display:none'></colgroup>{inner}"

    return page(report, draw)


@kind()
def decimals(report: Draft) -> bytes:
    """Counts are printed as 12.0 and 12.00."""
    cell = lambda box: td(box, f"{box.text}.0" if is_figure(box) else None)  # noqa: E731
    return page(report, lambda _, boxes: table(boxes, cell))


@kind()
def fields_of_a_form(report: Draft) -> bytes:
    """Figures stand in the fields of a form that was saved as it was filled in."""

    def cell(box: Box) -> str:
        if not is_figure(box):
            return td(box)
        return td(box, f"<textarea rows=1>{box.text}</textarea>")

    return page(report, lambda _, boxes: table(boxes, cell))


@kind(0.0)
def written_by_script(report: Draft) -> bytes:
    """Figures are written by a script in each cell."""
    cell = lambda box: td(  # noqa: E731
        box, f"<script>document.write('{box.text}')</script>" if is_figure(box) else None
    )
    return page(report, lambda _, boxes: table(boxes, cell))


@kind(0.0)
def figures_in_chinese(report: Draft) -> bytes:
    """Figures are written with ideographs."""
    digits = str.maketrans("0123456789.", "〇一二三四五六七八九点")
    cell = lambda box: td(box, box.text.translate(digits) if is_figure(box) else None)  # noqa: E731
    return page(report, lambda _, boxes: table(boxes, cell))


@kind(0.8)
def figures_with_a_space(report: Draft) -> bytes:
    """Justified figures have spaces between their digits."""
    cell = lambda box: td(box, " ".join(box.text) if is_figure(box) else None)  # noqa: E731
    return page(report, lambda _, boxes: table(boxes, cell))


@kind(0.0)
def two_figures_in_a_cell(report: Draft) -> bytes:
    """Each cell has a second figure behind a space: of last year, of the own level."""

    def cell(box: Box) -> str:
        return td(box, f"{box.text} {int(float(box.text)) + 7}" if is_figure(box) else None)

    found = page(report, lambda _, boxes: table(boxes, cell))
    report.truth = dict.fromkeys(report.truth)
    return found


@kind(0.0)
def two_figures_on_two_lines(report: Draft) -> bytes:
    """Each cell has a second figure of four digits on a line of its own."""

    def cell(box: Box) -> str:
        if not is_figure(box):
            return td(box)
        return td(box, f"{int(float(box.text)) + 1000}<p>{int(float(box.text)) + 77}</p>")

    found = page(report, lambda _, boxes: table(boxes, cell))
    report.truth = dict.fromkeys(report.truth)
    return found


@kind(0.0)
def figure_with_a_part_in_brackets(report: Draft) -> bytes:
    """A figure is followed by the part of the own level in brackets."""

    def cell(box: Box) -> str:
        return td(box, f"{box.text}（本级{int(float(box.text)) + 2}）" if is_figure(box) else None)

    return page(report, lambda _, boxes: table(boxes, cell))


@kind()
def labels_in_heads(report: Draft) -> bytes:
    """Every label is a th, and a foot repeats the head."""

    def draw(name: str, boxes: Boxes) -> str:
        cell = lambda box: (  # noqa: E731
            td(box) if is_figure(box) else td(box).replace("<td", "<th").replace("/td", "/th")
        )
        size = 2 if name == "two" else 3
        body = table(boxes, cell).removeprefix("<table>").removesuffix("</table>")
        foot = table(boxes[:size], cell).removeprefix("<table>").removesuffix("</table>")
        return f"<table><tbody>{body}</tbody><tfoot>{foot}</tfoot></table>"

    return page(report, draw)


@kind()
def labels_for_small_screens(report: Draft) -> bytes:
    """Each cell repeats the name of its column in a span for small screens."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        names = ["自然人", *(b.text for b in boxes[2]), "总计"]
        parts = []
        for row in boxes:
            cells = []
            for n, box in enumerate(row):
                label = names[n - len(row)] if is_figure(box) and len(row) - n <= len(names) else ""
                small = f"<span class=xs style='display:none'>{label}：</span>" if label else ""
                cells.append(td(box, f"{small}{said(box)}"))
            parts.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table>{''.join(parts)}</table>"

    return page(report, draw)


@kind()
def a_note_row_inside(report: Draft) -> bytes:
    """A row over all columns says something in the middle of table three."""

    def draw(name: str, boxes: Boxes) -> str:
        if name == "three":
            note = [Box("以下由各科室填报", 1, width_of(boxes))]
            boxes = [*boxes[:5], note, *boxes[5:]]
        return table(boxes)

    return page(report, draw)


@kind()
def empty_rows_behind(report: Draft) -> bytes:
    """Rows without cells, and with one that is empty, stand at the end."""
    behind = "<tr></tr><tr><td></td></tr></table>"
    return page(report, lambda _, boxes: table(boxes).replace("</table>", behind))


@kind()
def cells_never_closed(report: Draft) -> bytes:
    """Cells and rows are never closed, tags are in capitals."""

    def draw(_: str, boxes: Boxes) -> str:
        rows = "".join(
            "<TR>" + "".join(f"<TD{spans(b)}><P>{said(b)}" for b in row) for row in boxes
        )
        return f"<TABLE>{rows}</TABLE>"

    return page(report, draw)


@kind()
def side_by_side_pages(report: Draft) -> bytes:
    """Two tables of table two stand beside each other in cells of a layout table."""

    def draw(_: str, boxes: Boxes) -> str:
        return (
            f"<table><tr><td width=50%>{table(boxes)}</td><td><p>数据截至年底</p></td></tr></table>"
        )

    return page(report, draw)


@kind()
def total_rows_bold_and_signed(report: Draft) -> bytes:
    """Figures are in bold inside links, with a plus before them."""
    cell = lambda box: td(box, f"<a href='#'><b>+{said(box)}</b></a>" if is_figure(box) else None)  # noqa: E731
    return page(report, lambda _, boxes: table(boxes, cell))


@kind()
def persons_named_otherwise(report: Draft) -> bytes:
    """The applicants have the names of older forms: 公民 and 企业."""
    names = {"natural_person": "公民（自然人）", "commercial_enterprise": "企业"}
    report.columns = [(names.get(code, name), code) for name, code in report.columns]
    return page(report, _plain)


@kind()
def persons_in_two_columns(report: Draft) -> bytes:
    """自然人 has two columns more below it: 本地 and 外地, and their sum."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        first, second, third, *rows = boxes
        new = [
            [first[0], Box(first[1].text, 1, 9)],
            [Box("自然人", 1, 3), *second[1:]],
            [Box("小计"), Box("本地"), Box("外地"), *third],
        ]
        for row in rows:
            values = row[-7:]
            new.append([*row[:-7], values[0], Box(values[0].text), Box("0"), *values[1:]])
        return table(new)

    return page(report, draw)


@kind()
def organisations_summed_first(report: Draft) -> bytes:
    """法人或其他组织 begins with a column 合计 of its five."""
    report.columns.insert(1, ("合计", "organisations"))
    parts = [code for _, code in report.columns[2:-1]]
    for row in report.rows:
        total = sum(report.truth[row.code, code] or 0 for code in parts)
        report.truth[row.code, "organisations"] = total  # type: ignore[assignment]
    return page(report, _plain)


@kind(0.0)
def positions_of_a_converted_pdf(report: Draft) -> bytes:
    """Cells are blocks placed by their distance from the edges, as a PDF is turned into a page."""

    def draw(_: str, boxes: Boxes) -> str:
        parts = []
        for r, row in enumerate(placed(boxes)):
            for column, box in row.items():
                style = f"position:absolute;left:{column * 60}px;top:{r * 24}px"
                parts.append(f"<div style='{style}'>{flat(box)}</div>")
        return f"<div style='position:relative'>{''.join(parts)}</div>"

    return page(report, draw)


@kind()
def numbered_columns(report: Draft) -> bytes:
    """A row below the head numbers the columns."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        numbers = [Box("栏次", 1, 3), *(Box(str(n)) for n in range(1, 8))]
        return table([*boxes[:3], numbers, *boxes[3:]])

    return page(report, draw)


@kind()
def a_second_head_at_the_foot(report: Draft) -> bytes:
    """The report of the unit is followed by a table of its offices with the same columns."""

    def draw(name: str, boxes: Boxes) -> str:
        if name != "three":
            return table(boxes)
        rows = [[Box(unit, 1, 3), *(Box("3") for _ in range(7))] for unit in ("财政所", "总计")]
        return table(boxes) + "<p>分科室情况</p>" + table([*boxes[:3], *rows])

    return page(report, draw)


@kind()
def code_of_the_page(report: Draft) -> bytes:
    """The article is kept as escaped text for an editor beside the shown one of another year."""
    other = draft(report.form.edition, 77, sparse=False)
    inner = escape(page(other, _plain).decode())
    return page(report, _plain, around=f"<textarea style='display:none'>{inner}</textarea>{{}}")


for _name in KINDS:
    FLOORS.setdefault(_name, 1.0)
