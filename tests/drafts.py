"""A report drawn up by us: true figures, what is printed for them, and the tables as boxes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from govstats.forms import Form, load_form

Key = tuple[str, str]
APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_interest_organisation",
    "legal_service_organisation",
    "other_organisation",
)
SHORT = 2
TORN = "\v"
"""Where a label is broken into two lines of a text."""
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


@dataclass(frozen=True)
class Box:
    """A cell as drawn: its text and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


Boxes = list[list[Box]]


@dataclass
class Row:
    """A row of table three; without a code it is one that the form lacks, and has its own texts."""

    code: str
    label: str
    group: str = ""
    top: bool = False
    texts: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()


@dataclass
class Draft:
    """A report before it is laid out: true figures, what is printed for them, and the drawing."""

    form: Form
    truth: dict[Key, Decimal | None]
    printed: dict[Key, str]
    rows: list[Row]
    columns: list[tuple[str, str]]
    random: random.Random
    headings: list[str] = field(default_factory=lambda: list(HEADINGS))
    section: str = "三、本年度办理结果"
    labels: dict[str, str] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)
    two_extra: dict[str, str] = field(default_factory=dict)
    header: bool = True
    breaks: tuple[int, ...] = ()
    repeat_header: bool = False
    header_again: int = 0
    four: str = "line"
    serial: bool = False
    labels_right: bool = False
    framed: bool = False
    names_split: bool = False

    def text(self, key: Key) -> str:
        """What is printed in a cell."""
        value = self.truth[key]
        return self.printed.get(key, "" if value is None else str(value))

    def cells(self) -> list[Key]:
        """The cells of table three, row by row."""
        return [(row.code, code) for row in self.rows if row.code for _, code in self.columns]

    def name(self, label: str) -> str:
        """What is printed for a label of tables two and four or a column."""
        return self.labels.get(label, label)


def draft(edition: str, seed: int, *, sparse: bool) -> Draft:
    """Draw up a report whose figures satisfy every rule of the form."""
    form, rng = load_form(edition), random.Random(seed)  # noqa: S311 - figures for tests
    block = form.block("requests")
    frame = {"requests.new", "requests.brought_forward", "requests.outcomes"}
    frame.add("requests.carried_forward")
    truth: dict[Key, Decimal | None] = {}
    for who in APPLICANTS:
        leaves = [row.code for row in block.rows if row.code not in frame]
        counts = [rng.choice((0, 0, 0, 1, 2)) if sparse else rng.randint(1, 40) for _ in leaves]
        truth |= {(code, who): Decimal(n) for code, n in zip(leaves, counts, strict=True)}
        done, carried = sum(counts), rng.randint(0, 9)
        brought = rng.randint(0, min(9, done))
        truth["requests.outcomes", who] = Decimal(done)
        truth["requests.carried_forward", who] = Decimal(carried)
        truth["requests.brought_forward", who] = Decimal(brought)
        truth["requests.new", who] = Decimal(done + carried - brought)
    for row in block.rows:
        truth[row.code, "total"] = sum((truth[row.code, who] for who in APPLICANTS), Decimal(0))
    for key in form.slots:
        truth.setdefault(key, Decimal(rng.randint(1, 900)))
    for row in form.block("disputes").rows:
        parts = [key for key in truth if key[0].startswith(f"{row.code}.")]
        parts.remove((f"{row.code}.total", ""))
        truth[f"{row.code}.total", ""] = sum((truth[key] for key in parts), Decimal(0))
    rows = [
        Row(
            row.code,
            row.printed,
            group.printed if (group := block.group_of(row)) else "",
            top=row.number.endswith("、"),
        )
        for row in block.rows
    ]
    columns = [(column.label, column.code) for column in block.columns]
    return Draft(form, truth, {}, rows, columns, rng)


def table_two(report: Draft) -> list[tuple[str, Boxes]]:
    """Return the title and the boxes of each article's table."""
    tables = []
    for block in report.form.blocks:
        if block.by or block.layout == "line":
            continue
        head = [Box("信息内容"), *(Box(report.name(column.label)) for column in block.columns)]
        boxes = [head]
        for row in block.rows:
            keys = [(block.slot(row, column).item, "") for column in block.columns]
            boxes.append([Box(report.name(row.label)), *(Box(report.text(key)) for key in keys)])
        if block.id in report.two_extra:
            boxes.append([Box(report.two_extra[block.id]), *(Box("7") for _ in block.columns)])
        tables.append((report.articles.get(block.id, block.label), boxes))
    return tables


def table_three(report: Draft) -> list[Boxes]:
    """Return the pieces of table three."""
    bounds = [0, *report.breaks, len(report.rows)]
    pieces = []
    for start, end in pairwise(bounds):
        body = _body(report, report.rows[start:end], start)
        head = _head(report) if report.header and (start == 0 or report.repeat_header) else []
        if report.header_again and start == 0:
            at = report.header_again
            above, below = report.rows[:at], report.rows[at:end]
            body = [*_body(report, above, 0), *_head(report), *_body(report, below, at)]
        pieces.append(head + body)
    return pieces


def _head(report: Draft) -> Boxes:
    names = [name for name, _ in report.columns]
    inner = [name for name, code in report.columns if code not in ("natural_person", "total")]
    height = 4 if report.names_split else 3
    corner = Box("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", height, 3)
    serial = [Box("序号", height)] if report.serial else []
    second, third = [], []
    for name in names:
        if name in inner:
            if name == inner[0]:
                second.append(Box("法人或其他组织", 1, len(inner)))
            third.append(Box(report.name(name)))
        else:
            second.append(Box(report.name(name), height - 1))
    top = Box("申请人情况", 1, len(names))
    first = [top, corner] if report.labels_right else [*serial, corner, top]
    if report.names_split:
        return [first, second, *_split(third)]
    return [first, second, third]


def _split(names: list[Box]) -> Boxes:
    """Break the names of columns over two rows."""
    upper = [Box(box.text[:2] if len(box.text) > SHORT else box.text) for box in names]
    return [upper, [Box(box.text[2:] if len(box.text) > SHORT else "") for box in names]]


def _body(report: Draft, rows: list[Row], start: int) -> Boxes:
    middle = [n for n, row in enumerate(rows) if not row.top]
    boxes = []
    for n, row in enumerate(rows):
        labels = []
        if middle and n == middle[0]:
            labels.append(Box(report.section, len(middle)))
        group = row.group and (n == 0 or rows[n - 1].group != row.group)
        if group:
            size = next((k for k in range(n, len(rows)) if rows[k].group != row.group), len(rows))
            labels.append(Box(row.group, size - n))
        labels.append(Box(row.label, 1, 3 if row.top else 1 if row.group else 2))
        codes = [code for _, code in report.columns if code not in row.lost]
        values = [Box(report.text((row.code, code))) for code in codes] if row.code else []
        values += [Box(text) for text in row.texts]
        serial = [Box(str(start + n + 1))] if report.serial else []
        boxes.append([*values, *labels] if report.labels_right else [*serial, *labels, *values])
    return boxes


def table_four(report: Draft) -> list[Boxes]:
    """Return table four as the form draws it, or in one of the ways that reports invent."""
    block = report.form.block("disputes")
    names = [report.name(column.label) for column in block.columns]
    rows = [report.name(row.label) for row in block.rows]

    def values(row: int, columns: slice = slice(None)) -> list[Box]:
        keys = [(f"{block.rows[row].code}.{c.code}", "") for c in block.columns[columns]]
        return [Box(report.text(key)) for key in keys]

    if report.four == "transposed":
        head = [Box("结果"), *map(Box, rows)]
        body = [
            [Box(name), *(values(row, slice(n, n + 1))[0] for row in range(3))]
            for n, name in enumerate(names)
        ]
        return [[head, *body]]
    if report.four == "rows":
        head = [Box("类别"), *map(Box, names)]
        return [[head, *([Box(row), *values(n)] for n, row in enumerate(rows))]]
    if report.four == "two tables":
        first = [[Box("行政复议", 1, 5)], list(map(Box, names)), values(0)]
        second = [
            [Box("行政诉讼", 1, 10)],
            [Box(rows[1], 1, 5), Box(rows[2], 1, 5)],
            list(map(Box, names * 2)),
            [*values(1), *values(2)],
        ]
        return [first, second]
    upper = [*(Box(name, 2) for name in names), Box(rows[1], 1, 5), Box(rows[2], 1, 5)]
    return [[
        [Box(rows[0], 1, 5), Box("行政诉讼", 1, 10)],
        upper,
        list(map(Box, names * 2)),
        [*values(0), *values(1), *values(2)],
    ]]  # fmt: skip
