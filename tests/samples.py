"""Reports written by us for tests: the statutory form laid out as text or HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from govstats.forms import Block, Form, Label, load_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

Values = "Mapping[tuple[str, str], str]"

HEAD = "青石镇人民政府2023年政府信息公开工作年度报告"
PREAMBLE = "本报告统计期限自2023年1月1日至2023年12月31日。"
OVERVIEW = "我镇按月核对公开专栏，年终考核把公开列为一项。"
PROBLEMS = "栏目更新有时不够及时。下一步，将安排专人按月核对。"
OTHER = "本年度没有发出收费通知。"
"""What a report has to say beside its figures: how it was assessed, its problems, its fees."""


def consistent(form: Form | None = None) -> dict[tuple[str, str], str]:
    """Return figures that satisfy every rule: nine requests, seven granted, two carried forward."""
    form = form or load_form("2021")
    values = dict.fromkeys(form.slots, "0")
    for applicant, new, done in (
        ("natural_person", 8, 6),
        ("commercial_enterprise", 1, 1),
        ("total", 9, 7),
    ):
        values["requests.new", applicant] = str(new)
        values["requests.granted", applicant] = str(done)
        values["requests.outcomes", applicant] = str(done)
        values["requests.carried_forward", applicant] = str(new - done)
    values["review.upheld", ""] = values["review.total", ""] = "3"
    values["licensing.decisions", ""] = "1204"
    return values


def as_text(values: Mapping[tuple[str, str], str], form: Form | None = None) -> str:
    """Lay the form out as text with tabs, labels of merged cells printed once."""
    form = form or load_form("2021")
    lines = [HEAD, "", PREAMBLE, "", "一、总体情况", OVERVIEW, "二、主动公开政府信息情况", ""]
    for block in form.blocks:
        if block.by:
            lines += ["", "三、收到和处理政府信息公开申请情况", "", *_requests(block, values)]
        elif block.layout == "line":
            lines += ["", "四、政府信息公开行政复议、行政诉讼情况", "", *_line(block, values)]
        else:
            lines.append(block.label)
            lines.append("\t".join(["信息内容", *(column.label for column in block.columns)]))
            lines += [_row([row.label], block, row, values) for row in block.rows]
    closing = [
        "五、存在的主要问题及改进情况",
        "",
        PROBLEMS,
        "",
        "六、其他需要报告的事项",
        "",
        OTHER,
    ]
    return "\n".join([*lines, "", *closing])


def as_html(
    values: Mapping[tuple[str, str], str],
    form: Form | None = None,
    cell: Callable[[str], str] = escape,
) -> str:
    """Lay the form out as HTML tables with the spans of the official form."""
    form = form or load_form("2021")
    parts = [f"<html><body><h1>{HEAD}</h1><p>{PREAMBLE}</p>"]
    for block in form.blocks:
        parts.append("<table>")
        if block.by:
            organisations = [column for column in block.columns if column.group]
            parts.append(
                "<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为……）</td><td colspan=7>申请人情况</td></tr>"
            )
            parts.append(
                "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
            )
            parts.append(f"<tr>{_cells(column.label for column in organisations)}</tr>")
            for row in block.rows:
                group = block.group_of(row)
                first = group and row == next(r for r in block.rows if block.group_of(r) == group)
                size = sum(block.group_of(r) == group for r in block.rows)
                head = f"<td rowspan={size}>{group.printed}</td>" if group and first else ""
                top = row.number.endswith("、")
                if row.code == "requests.granted":
                    parts.append(f"<tr><td rowspan={len(block.rows) - 3}>三、本年度办理结果</td>")
                else:
                    parts.append("<tr>")
                span = 3 if top else 1 if group else 2
                parts.append(f"{head}<td colspan={span}>{row.printed}</td>")
                parts.append(
                    _cells((values[slot(block, row, c)] for c in block.columns), cell) + "</tr>"
                )
        elif block.layout == "line":
            parts.append("<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>")
            labels = [column.label for column in block.columns]
            upper = "".join(f"<td rowspan=2>{label}</td>" for label in labels)
            parts.append(
                f"<tr>{upper}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
            )
            parts.append(f"<tr>{_cells(labels * 2)}</tr><tr>")
            parts += [
                _cells((values[slot(block, row, c)] for c in block.columns), cell)
                for row in block.rows
            ]
            parts.append("</tr>")
        else:
            width = len(block.columns)
            parts.append(
                f"<tr><td colspan={width + 1}>{block.label}</td></tr><tr><td>信息内容</td>"
            )
            parts.append(_cells(column.label for column in block.columns) + "</tr>")
            for row in block.rows:
                figures = _cells((values[slot(block, row, c)] for c in block.columns), cell)
                parts.append(f"<tr><td>{row.label}</td>{figures}</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"])


def slot(block: Block, row: Label, column: Label) -> tuple[str, str]:
    """Return the key of a cell of the form."""
    found = block.slot(row, column)
    return found.item, found.breakdown


def _cells(texts: object, cell: Callable[[str], str] = escape) -> str:
    return "".join(f"<td>{cell(text)}</td>" for text in texts)  # type: ignore[attr-defined]


def _row(labels: list[str], block: Block, row: Label, values: Mapping[tuple[str, str], str]) -> str:
    return "\t".join([*labels, *(values[slot(block, row, column)] for column in block.columns)])


def _requests(block: Block, values: Mapping[tuple[str, str], str]) -> list[str]:
    lines = [
        "（本列数据的勾稽关系为……）\t申请人情况",
        "自然人\t法人或其他组织\t总计",
        "商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他",
    ]
    opened = None
    for row in block.rows:
        group = block.group_of(row)
        labels = [group.printed, row.printed] if group and group != opened else [row.printed]
        if row.code == "requests.granted":
            labels.insert(0, "三、本年度办理结果")
        opened = group
        lines.append(_row(labels, block, row, values))
    return lines


def _line(block: Block, values: Mapping[tuple[str, str], str]) -> list[str]:
    labels = [column.label for column in block.columns]
    return [
        "行政复议\t行政诉讼",
        "\t".join([*labels, "未经复议直接起诉", "复议后起诉"]),
        "\t".join(labels * 2),
        "\t".join(
            values[slot(block, row, column)] for row in block.rows for column in block.columns
        ),
    ]


LIST_HEAD = "青石镇人民政府2016年政府信息公开工作年度报告"
LIST_COLUMNS = ("统计指标", "单位", "统计数")
LIST_PARTS = {
    "disclosed.total": ["一、主动公开情况"],
    "channels.gazette.items": ["（二）通过不同渠道和方式公开政府信息的情况"],
    "responses.events": ["二、回应解读情况"],
    "responses.press_conferences": ["（二）通过不同渠道和方式回应解读的情况"],
    "requests.new": ["三、依申请公开情况"],
    "capacity.units": ["八、机构建设和保障经费情况"],
    "training.meetings": ["九、政府信息公开会议和培训情况"],
}
"""The headings of the 统计表 that have no figure, before the row that they stand above."""

Triple = tuple[str, str, str]


def numbered(form: Form) -> dict[tuple[str, str], str]:
    """Return another number for each indicator of a list, so that no two can be mistaken."""
    return {key: str(101 + n) for n, key in enumerate(form.slots)}


def list_rows(values: Mapping[tuple[str, str], str], form: Form) -> list[Triple]:
    """Return the rows of the 统计表: label, unit and figure, headings with dashes."""
    rows: list[Triple] = []
    for key, found in form.slots.items():
        rows += [(heading, "——", "") for heading in LIST_PARTS.get(found.item, [])]
        note = f"（{found.row.note}）" if found.row.note else ""
        rows.append((found.row.printed + note, found.unit, values[key]))
    return rows


def list_html(rows: Iterable[Iterable[str]], header: Iterable[str] = LIST_COLUMNS) -> str:
    """Lay rows out as an HTML table under a header, which may be empty."""
    lines = [tuple(header), *(tuple(row) for row in rows)]
    body = "".join(f"<tr>{_cells(line)}</tr>" for line in lines if line)
    return f"<html><body><h1>{LIST_HEAD}</h1><table>{body}</table></body></html>"


def list_text(
    rows: Iterable[Iterable[str]], header: Iterable[str] = LIST_COLUMNS, between: str = "\t"
) -> str:
    """Lay rows out as lines of text, their fields divided by tabs, pipes or spaces."""
    lines = [tuple(header), *(tuple(row) for row in rows)]
    return "\n".join(
        [LIST_HEAD, "", "一、概述", "", *(between.join(line) for line in lines if line)]
    )


def side_by_side(rows: list[Triple]) -> list[tuple[str, ...]]:
    """Put the second half of a list beside the first."""
    half = len(rows) // 2 + 1
    right = [*rows[half:], *[("", "", "")] * (2 * half - len(rows))]
    return [(*one, *other) for one, other in zip(rows[:half], right, strict=True)]


def towns_reports(folder: Path) -> None:
    """Write the two reports that the guides tell of: in the later one a total is 12 and not 11."""
    before = {**consistent(), ("licensing.decisions", ""): "130"}
    after = {**consistent(), ("review.upheld", ""): "2", ("review.total", ""): "2"}
    for row, figures in {
        "new": (10, 2, 12),
        "brought_forward": (2, 0, 2),
        "granted": (9, 2, 11),
        "outcomes": (9, 2, 12),
        "carried_forward": (3, 0, 3),
    }.items():
        who = ("natural_person", "commercial_enterprise", "total")
        after |= {(f"requests.{row}", one): str(n) for one, n in zip(who, figures, strict=True)}
    for year, values in ((2023, before), (2024, after)):
        page = as_html(values).replace("2023", str(year))
        for name in (f"{year}.pdf", f"our-town-{year}.docx"):
            (folder / name).write_text(page, "utf-8")  # the kind is found from the bytes
