"""What happens to real tables, done to a draft: each damage says what of the truth is left."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.drafts import TORN, Row
from tests.drafts import draft as drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from govstats.reports import Report
    from tests.drafts import Draft

    Damage = Callable[[Draft], None]

DAMAGES: dict[str, Damage] = {}
FORMATS_OF: dict[str, tuple[str, ...]] = {}
"""The formats in which a damage can happen, where it cannot in all."""
EDITION_OF: dict[str, str] = {}
"""The edition of a damage that only one edition can have."""
GRIDS = ("html", "docx")
WITHOUT_COLUMNS = ("html", "docx", "tabs", "full tabs", "pipes", "words")
"""Where a value that is lost leaves no room."""
DIVIDED = (*GRIDS, "tabs", "full tabs", "pipes")


def damage(*formats: str, edition: str = "") -> Callable[[Damage], Damage]:
    """Enter a damage under its own name."""

    def enter(function: Damage) -> Damage:
        name = function.__name__
        DAMAGES[name] = function
        if formats:
            FORMATS_OF[name] = formats
        if edition:
            EDITION_OF[name] = edition
        return function

    return enter


def judge(draft: Draft, report: Report) -> tuple[int, int, list[str]]:
    """Return how many figures there were, how many were read, and what is wrong or invented."""
    wrong, read = [], 0
    found = {(c.item, c.breakdown): c for c in report.cells if c.source == "table"}
    for key, value in draft.truth.items():
        cell = found.pop(key, None)
        if cell is None or cell.value is None:
            continue
        if cell.value != value:
            wrong.append(f"{key}: {value} read as {cell.value} from {cell.raw!r}")
        read += cell.value == value
    wrong += [f"{key}: {c.value} invented" for key, c in found.items() if c.value is not None]
    return sum(value is not None for value in draft.truth.values()), read, wrong


def _void(draft: Draft, mark: str) -> None:
    keys = draft.cells()
    width = len(draft.columns)
    for n in range(0, len(keys), width):
        key = keys[n + draft.random.randrange(width)]
        draft.truth[key], draft.printed[key] = None, mark


def _print_all(draft: Draft, text: Callable[[Decimal], str]) -> None:
    for key, value in draft.truth.items():
        if value is not None:
            draft.printed[key] = text(value)


def _forget(draft: Draft, item: str = "", breakdown: str = "") -> None:
    for key in list(draft.truth):
        if key[0] == (item or key[0]) and key[1] == (breakdown or key[1]):
            del draft.truth[key]


def _relabel(draft: Draft, change: Callable[[str], str]) -> None:
    for row in draft.rows:
        row.label = change(row.label)


@damage()
def nothing(_: Draft) -> None:
    """The form as it should be."""


@damage()
def blank_cells(draft: Draft) -> None:
    """One cell of each row is empty."""
    _void(draft, "")


@damage()
def one_blank_cell(draft: Draft) -> None:
    """One cell of the whole table is empty."""
    key = draft.random.choice(draft.cells())
    draft.truth[key], draft.printed[key] = None, ""


@damage()
def slashes(draft: Draft) -> None:
    """One cell of each row says that it does not apply."""
    _void(draft, "/")


@damage()
def dashes(draft: Draft) -> None:
    """One cell of each row has a dash."""
    _void(draft, "—")


@damage()
def no_break_spaces(draft: Draft) -> None:
    """One cell of each row holds a no-break space."""
    _void(draft, "\u00a0")


@damage()
def row_missing(draft: Draft) -> None:
    """A row of the form is not printed."""
    row = draft.rows.pop(draft.random.randrange(4, 20))
    _forget(draft, row.code)


@damage()
def total_column_missing(draft: Draft) -> None:
    """The table ends before the column of totals."""
    draft.columns.pop()
    for row in draft.rows:
        draft.truth.pop((row.code, "total"), None)


@damage()
def total_column_blank(draft: Draft) -> None:
    """Nobody filled the column of totals."""
    for row in draft.rows:
        draft.truth[row.code, "total"] = None


@damage()
def only_totals(draft: Draft) -> None:
    """Only the column of totals is filled."""
    for key in draft.cells():
        if key[1] != "total":
            draft.truth[key] = None


@damage()
def only_persons_and_totals(draft: Draft) -> None:
    """Only natural persons and totals are filled."""
    for key in draft.cells():
        if key[1] not in ("natural_person", "total"):
            draft.truth[key] = None


@damage()
def thousands(draft: Draft) -> None:
    """Numbers have separators."""
    draft.truth = {key: value and value * 1007 for key, value in draft.truth.items()}
    _print_all(draft, lambda value: f"{value:,}")


@damage()
def full_width_digits(draft: Draft) -> None:
    """Digits are as wide as ideographs."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    _print_all(draft, lambda value: str(value).translate(wide))


@damage()
def units_in_cells(draft: Draft) -> None:
    """Cells repeat the unit, money in 万元 and 元."""
    _print_all(draft, lambda value: f"{value}件")
    if ("fees.amount", "") in draft.truth:
        draft.truth["fees.amount", ""] = Decimal("3.5")
        draft.printed["fees.amount", ""] = "3.5万元"
    if ("procurement.amount", "") in draft.truth:
        draft.truth["procurement.amount", ""] = Decimal(251000)
        draft.printed["procurement.amount", ""] = "251000元"


@damage()
def units_in_brackets(draft: Draft) -> None:
    """Cells repeat the unit in brackets."""
    _print_all(draft, lambda value: f"{value}（件）")


@damage(*DIVIDED)
def spaces_in_numbers(draft: Draft) -> None:
    """Numbers are printed in groups of three digits with spaces."""
    draft.truth = {key: value and value * 1007 for key, value in draft.truth.items()}
    _print_all(draft, lambda value: f"{value:,}".replace(",", " "))


@damage(*GRIDS)
def broken_numbers(draft: Draft) -> None:
    """Long numbers are broken in narrow columns."""
    draft.truth = {key: value and value * 10007 for key, value in draft.truth.items()}
    _print_all(draft, lambda value: f"{str(value)[:4]}\n{str(value)[4:]}".strip())


@damage()
def broken_labels(draft: Draft) -> None:
    """Labels are broken over lines, or hold spaces where they were."""
    _relabel(draft, lambda label: f"{label[:5]} {label[5:8]}\n{label[8:]}".strip())
    draft.section = "三、本\n年度办\n理结果"


@damage("tabs", "words")
def labels_over_two_lines(draft: Draft) -> None:
    """In the text of a page a long label begins on a line of its own."""
    _relabel(
        draft, lambda label: f"{label[:6]}{TORN}{label[6:]}" if len(label) > SHORT * 2 else label
    )


@damage(*GRIDS)
def names_over_two_rows(draft: Draft) -> None:
    """The names of the columns are broken over two rows of the header."""
    draft.names_split = True


@damage("pipes")
def marks_of_markdown(draft: Draft) -> None:
    """Figures are set in bold, labels broken by a tag."""
    _print_all(draft, "**{}**".format)
    _relabel(draft, lambda label: f"{label[:5]}<br>{label[5:]}")


@damage()
def vertical_labels(draft: Draft) -> None:
    """Group labels stand upright, one character a line."""
    for row in draft.rows:
        row.group = "\n".join(row.group)
    draft.section = "\n".join(draft.section)


@damage()
def headings_renamed(draft: Draft) -> None:
    """Headings have other words and start one number later."""
    draft.headings = [
        "二、总体情况",
        "三、行政机关主动公开政府信息情况",
        "四、收到的处理政府信息公开申请情况",
        "五、因政府信息公开被申请行政复议和提起行政诉讼情况",
        "l六、政府信息公开工作存在的主要问题和改进情况",
        "七、其他需要报告的事项",
    ]


def _number(draft: Draft, shape: str) -> None:
    _relabel(draft, lambda label: re.sub(r"^(\d)\.", lambda n: shape.format(n[1]), label))


@damage()
def numbers_with_commas(draft: Draft) -> None:
    """Leaves are numbered 1、."""
    _number(draft, "{}、")


@damage()
def numbers_in_wide_brackets(draft: Draft) -> None:
    """Leaves are numbered （1）."""
    _number(draft, "（{}）")


@damage()
def numbers_in_brackets(draft: Draft) -> None:
    """Leaves are numbered (1), groups (三)."""
    _number(draft, "({})")
    for row in draft.rows:
        row.group = row.group.replace("（", "(").replace("）", ")")


@damage()
def no_numbers(draft: Draft) -> None:
    """Leaves have no number at all."""
    _number(draft, "")


@damage()
def numbers_shifted(draft: Draft) -> None:
    """Leaves are numbered on from row to row."""
    for n, row in enumerate(draft.rows):
        row.label = re.sub(r"^\d\.", f"{n}.", row.label)


SHORT = 4


def _typo(draft: Draft, change: Callable[[str, int], str]) -> None:
    for row in draft.rows:
        head, label = re.fullmatch(r"(\d\.|（.）|.、)?(.*)", row.label).groups(default="")
        if len(label) > SHORT:
            at = draft.random.randrange(1, len(label) - 1)
            row.label = head + change(label, at)


@damage()
def wrong_characters(draft: Draft) -> None:
    """One character of each longer row label is another one."""
    _typo(draft, lambda label, at: f"{label[:at]}某{label[at + 1 :]}")


@damage()
def missing_characters(draft: Draft) -> None:
    """One character of each longer row label is missing."""
    _typo(draft, lambda label, at: label[:at] + label[at + 1 :])


@damage()
def doubled_characters(draft: Draft) -> None:
    """One character of each longer row label stands twice."""
    _typo(draft, lambda label, at: label[:at] + label[at - 1 :])


@damage()
def abridged_labels(draft: Draft) -> None:
    """Labels are shortened in the ways that reports were seen to."""
    short = {
        "requests.other.not_clarified": "1.逾期不补正",
        "requests.other.fee_unpaid": "2.逾期不缴费",
        "requests.refused.prohibited_by_law": "2.其他法律行政止公开",
        "requests.refused.endangers_security": "3.危及三安全一稳定",
        "requests.partly_granted": "（二）部分公开",
        "requests.not_processed.confirmation": "5.要求确认或重新出具已获取信息",
        "requests.unavailable.needs_creation": "2.没有现成信息需另行制作",
        "requests.new": "一、新收政府信息公开申请数量",
        "requests.brought_forward": "二、上年结转申请数",
        "requests.carried_forward": "四、结转下年度",
    }
    for row in draft.rows:
        row.label = short.get(row.code, row.label)
    columns = {"research_institution": "科研企业", "public_interest_organisation": "公益组织"}
    draft.columns = [(columns.get(code, name), code) for name, code in draft.columns]


@damage()
def radicals(draft: Draft) -> None:
    """Labels hold radical forms in the place of ideographs, as PDF tools leave them."""
    forms = str.maketrans({"一": "⼀", "人": "⼈", "大": "⼤", "见": "⻅", "文": "⽂", "行": "⾏"})
    _relabel(draft, lambda label: label.translate(forms))
    draft.columns = [(name.translate(forms), code) for name, code in draft.columns]
    names = [label for block in draft.form.blocks for label in (*block.rows, *block.columns)]
    draft.labels = {label.label: label.label.translate(forms) for label in names}


@damage()
def page_break(draft: Draft) -> None:
    """A page ends inside table three."""
    draft.breaks = (15,)


@damage()
def page_break_with_header(draft: Draft) -> None:
    """A page ends inside table three, and the header is printed again."""
    draft.breaks, draft.repeat_header = (15,), True


@damage()
def several_pieces(draft: Draft) -> None:
    """Table three stands on four pages."""
    draft.breaks = (2, 9, 17)


@damage()
def several_pieces_with_blanks(draft: Draft) -> None:
    """Table three stands on four pages, with an empty cell in each row."""
    draft.breaks = (2, 9, 17)
    _void(draft, "")


@damage()
def row_repeated(draft: Draft) -> None:
    """The last row of a page is printed again on the next."""
    draft.rows.insert(15, draft.rows[14])
    draft.breaks = (15,)


@damage()
def row_torn(draft: Draft) -> None:
    """A page ends inside a row: half of its label and its figures, then the rest of the label."""
    row = draft.rows[14]
    half = len(row.label) // 2
    rest = Row("", row.label[half:], row.group, texts=("",) * len(draft.columns))
    row.label = row.label[:half]
    draft.rows.insert(15, rest)
    draft.breaks = (15,)


@damage()
def header_in_the_middle(draft: Draft) -> None:
    """The header is printed again inside the table."""
    draft.header_again = 12


def _subtotal(draft: Draft, name: str) -> None:
    draft.columns.insert(-1, (name, "organisations"))
    parts = [code for _, code in draft.columns[1:-2]]
    for row in draft.rows:
        values = [draft.truth[row.code, code] for code in parts]
        draft.truth[row.code, "organisations"] = sum(values, Decimal(0))


@damage()
def subtotals(draft: Draft) -> None:
    """法人或其他组织 has a column 小计."""
    _subtotal(draft, "小计")


@damage()
def subtotals_with_blanks(draft: Draft) -> None:
    """法人或其他组织 has a column 小计, and each row an empty cell."""
    _subtotal(draft, "小计")
    _void(draft, "")


@damage()
def sums_of_organisations(draft: Draft) -> None:
    """法人或其他组织 has a column 合计 beside the 总计 of the row."""
    _subtotal(draft, "合计")


@damage(*GRIDS)
def frames(draft: Draft) -> None:
    """Every table stands inside a table that only frames it."""
    draft.framed = True


@damage()
def more_rows(draft: Draft) -> None:
    """Table two has a row 其他主动公开文件, table three notes."""
    draft.two_extra["article-20-1"] = "其他主动公开文件"
    blank = ("",) * len(draft.columns)
    draft.rows.append(Row("", "注：以上数据由办公室提供", top=True, texts=blank))


@damage(edition="2021")
def other_as_one_row(draft: Draft) -> None:
    """其他处理 is one row in the 2021 form."""
    leaves = [row for row in draft.rows if row.code.startswith("requests.other.")]
    at = draft.rows.index(leaves[0])
    draft.rows[at : at + 3] = [Row("requests.other", "（六）其他处理")]
    for _, code in draft.columns:
        values = [draft.truth.pop((row.code, code)) for row in leaves]
        draft.truth["requests.other", code] = sum(values, Decimal(0))


@damage(edition="2019")
def other_as_three_rows(draft: Draft) -> None:
    """其他处理 has the three rows of the 2021 form in a report by that of 2019."""
    other = drawn("2021", draft.random.randrange(99), sparse=False)
    draft.rows = other.rows
    _forget(draft, "requests.other")
    draft.truth |= {
        key: value for key, value in other.truth.items() if key[0].startswith("requests.")
    }


@damage(edition="2019")
def signed_changes(draft: Draft) -> None:
    """本年增/减 is printed with its sign, in three ways."""
    keys = [key for key in draft.truth if key[0].endswith(".items_change")]
    for key, form in zip(keys, ("+21", "-24", "−24", "减8", "＋8"), strict=True):
        draft.printed[key] = form
        draft.truth[key] = Decimal(form.translate(str.maketrans("−减＋", "--+")))


@damage()
def explanations_in_brackets(draft: Draft) -> None:
    """Labels and headers carry explanations."""
    note = {
        "上一年项目数量": "（指2019年事项数）",
        "本年增/减": "（减用负值表示，如-8）",
        "处理决定数量": "（指2020年办件量）",
        "规章": "（设区的市、自治州人民政府填写）",
        "行政许可": "（件）",
    }
    draft.labels = {name: name + text for name, text in note.items()}
    draft.columns = [
        (name + ("（含个体工商户）" if code == "commercial_enterprise" else ""), code)
        for name, code in draft.columns
    ]


@damage()
def label_of_rules_lost(draft: Draft) -> None:
    """The row of 规章 has no label."""
    draft.labels["规章"] = ""


@damage()
def article_without_item(draft: Draft) -> None:
    """The titles in table two end before their brackets."""
    draft.articles = {block.id: "第二十条第" for block in draft.form.blocks}


@damage()
def number_of_outcomes_apart(draft: Draft) -> None:
    """（七） and 总计 stand in two cells."""
    for row in draft.rows:
        if row.code == "requests.outcomes":
            row.group, row.label = "（七）", "总计"


@damage()
def four_transposed(draft: Draft) -> None:
    """Table four has its results as rows."""
    draft.four = "transposed"


@damage()
def four_as_rows(draft: Draft) -> None:
    """Table four has one row for reconsideration and for each kind of suit."""
    draft.four = "rows"


@damage()
def four_in_two_tables(draft: Draft) -> None:
    """Reconsideration and litigation have a table each."""
    draft.four = "two tables"


@damage()
def columns_swapped(draft: Draft) -> None:
    """Two columns stand in each other's place, header and figures alike."""
    columns = draft.columns
    columns[1], columns[2] = columns[2], columns[1]


@damage()
def no_header(draft: Draft) -> None:
    """Table three has no header at all."""
    draft.header = False


@damage()
def no_header_with_blanks(draft: Draft) -> None:
    """Table three has no header, and each row an empty cell."""
    draft.header = False
    _void(draft, "")


@damage()
def serial_numbers(draft: Draft) -> None:
    """The rows of table three are numbered in a column at the left."""
    draft.serial = True


@damage()
def labels_at_the_right(draft: Draft) -> None:
    """The labels of table three stand to the right of the figures."""
    draft.labels_right = True


@damage(*WITHOUT_COLUMNS)
def values_lost(draft: Draft) -> None:
    """Four rows lost a figure, and nothing shows where."""
    for row in draft.random.sample(draft.rows, 4):
        _lose(draft, row, draft.random.choice([code for _, code in draft.columns]))


@damage(*WITHOUT_COLUMNS)
def one_value_lost(draft: Draft) -> None:
    """One row lost a figure, and nothing shows where."""
    row = draft.random.choice(draft.rows)
    _lose(draft, row, draft.random.choice([code for _, code in draft.columns]))


@damage(*WITHOUT_COLUMNS)
def a_value_of_each_row_lost(draft: Draft) -> None:
    """Every row lost the same figure, but the header has all columns."""
    code = draft.random.choice([code for _, code in draft.columns])
    for row in draft.rows:
        _lose(draft, row, code)


def _lose(draft: Draft, row: Row, code: str) -> None:
    row.lost = frozenset({code})
    draft.truth[row.code, code] = None
