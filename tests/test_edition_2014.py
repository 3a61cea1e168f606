"""The statistical table of 2014 to 2018 (国办发〔2014〕32号): the form, and how it is read."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

import govstats as gs
from govstats.documents import parse_document
from govstats.forms import item_names, load_form
from govstats.reading import read_document
from govstats.reports import Report, Status
from tests.samples import (
    LIST_COLUMNS,
    LIST_HEAD,
    LIST_PARTS,
    Triple,
    as_html,
    as_text,
    consistent,
    list_html,
    list_rows,
    list_text,
    numbered,
    side_by_side,
)

FORM = load_form("2014")
VALUES = numbered(FORM)
ROWS = list_rows(VALUES, FORM)
REVIEW = ("review.total", "")


def read(text: str) -> Report:
    """A report from text that we wrote."""
    return read_document(parse_document(text.encode(), "sample"))


def figures(report: Report) -> dict[tuple[str, str], Decimal | None]:
    """The figures of a report's table."""
    return {(c.item, c.breakdown): c.value for c in report.cells if c.source == "table"}


def expected(**changed: Decimal | None) -> dict[tuple[str, str], Decimal | None]:
    """The figures of the sample, some of them otherwise; the keywords are items with _ for a dot."""
    found: dict[tuple[str, str], Decimal | None] = {k: Decimal(v) for k, v in VALUES.items()}
    for key in found:
        name = key[0].replace(".", "_")
        if name in changed:
            found[key] = changed.pop(name)
    assert not changed
    return found


def without(*items: str) -> list[Triple]:
    """The rows of the sample without some indicators."""
    left_out = {FORM.slots[key].row.printed for key in FORM.slots if key[0] in items}
    return [row for row in ROWS if row[0].split("（不")[0] not in left_out]


def notes(report: Report) -> str:
    """What the reading noted."""
    assert report.reading is not None
    return "\n".join(report.reading.notes)


# ---- the form


def test_indicators_by_part():
    """The table has 58 indicators with a figure, in nine numbered parts."""
    assert [(b.table, b.label, len(b.rows)) for b in FORM.blocks] == [
        ("一", "主动公开情况", 8),
        ("二", "回应解读情况", 8),
        ("三", "依申请公开情况", 23),
        ("四", "行政复议数量", 4),
        ("五", "行政诉讼数量", 4),
        ("六", "举报投诉数量", 1),
        ("七", "依申请公开信息收取的费用", 1),
        ("八", "机构建设和保障经费情况", 6),
        ("九", "政府信息公开会议和培训情况", 3),
    ]
    assert len(FORM.slots) == 58
    assert (FORM.basis, FORM.first_year, FORM.is_list) == ("国办发〔2014〕32号", 2014, True)


@pytest.mark.parametrize(
    ("item", "printed", "unit"),
    [
        ("disclosed.total", "（一）主动公开政府信息数", "条"),
        ("disclosed.normative_documents", "其中：主动公开规范性文件数", "条"),
        ("normative_documents.issued", "制发规范性文件总数", "件"),
        ("channels.wechat.posts", "4.政务微信公开政府信息数", "条"),
        ("responses.press_conferences_by_head", "其中：主要负责同志参加新闻发布会次数", "次"),
        ("responses.articles", "3.政策解读稿件发布数", "篇"),
        ("requests.new", "（一）收到申请数", "件"),
        ("requests.outcomes", "（二）申请办结数", "件"),
        ("requests.replies", "（三）申请答复数", "件"),
        ("requests.granted", "2.同意公开答复数", "件"),
        ("requests.refused", "4.不同意公开答复数", "件"),
        ("requests.other_body", "5.不属于本行政机关公开数", "件"),
        ("review.total", "四、行政复议数量", "件"),
        ("litigation.upheld", "（一）维持具体行政行为或者驳回原告诉讼请求数", "件"),
        ("request_fees.amount", "七、依申请公开信息收取的费用", "万元"),
        ("capacity.staff", "（三）从事政府信息公开工作人员数", "人"),
        ("capacity.budget", "（四）政府信息公开专项经费", "万元"),
        ("training.participants", "（三）接受培训人员数", "人次"),
    ],
)
def test_label_and_unit(item, printed, unit):
    """The label with its number and the unit are those of the published table."""
    (slot,) = [slot for slot in FORM.slots.values() if slot.item == item]
    assert (slot.row.printed, slot.unit) == (printed, unit)
    assert slot.breakdown == ("total" if item.startswith("requests.") else "")


def test_money_is_no_count():
    """Only the two amounts in 万元 may have decimals."""
    money = {slot.item for slot in FORM.slots.values() if not slot.count}
    assert money == {"request_fees.amount", "capacity.budget"}


def test_shared_items():
    """What means the same in later forms has their code; what does not has a code of its own."""
    later = {item for item, _ in load_form("2021").slots} | {"requests.refused"}
    shared = {item for item, _ in FORM.slots} & later
    assert shared == {
        "normative_documents.issued", "requests.new", "requests.outcomes", "requests.granted",
        "requests.partly_granted", "requests.refused", "requests.refused.state_secret",
        "requests.refused.endangers_security", "review.total", "review.upheld", "review.corrected",
        "review.other",
    }  # fmt: skip


def test_namesakes_have_names_of_their_own():
    """被依法纠错数 stands under reconsideration and litigation; its names tell which.

    Without an edition the newest wording counts, which has 结果纠正 and no undivided litigation.
    """
    assert item_names()["litigation.corrected"].zh == "行政诉讼数量：被依法纠错数"
    assert item_names()["review.corrected"].zh == "行政复议结果纠正"
    assert item_names("2014")["review.corrected"].zh == "行政复议数量：被依法纠错数"
    assert item_names("2014")["requests.outcomes"].zh == "申请办结数"
    assert item_names()["requests.outcomes"].zh == "办理结果总计"


def test_sums():
    """Each total of the table is the sum of the parts printed under it."""
    sums = {rule.left[0]: len(rule.right) for rule in FORM.rules if rule.each == "column"}
    assert sums == {
        "requests.new": 4, "requests.outcomes": 2, "requests.replies": 8, "requests.refused": 6,
        "review.total": 3, "litigation.total": 3, "capacity.staff": 2,
    }  # fmt: skip


# ---- layouts


HIERARCHY = (
    "<tr><td colspan=2>统计指标</td><td>单位</td><td>统计数</td></tr>"
    "<tr><td rowspan=4>行政复议</td><td>四、行政复议数量</td><td>件</td><td>6</td></tr>"
    "<tr><td>（一）维持具体行政行为数</td><td>件</td><td>3</td></tr>"
    "<tr><td>（二）被依法纠错数</td><td>件</td><td>2</td></tr>"
    "<tr><td>（三）其他情形数</td><td>件</td><td>1</td></tr>"
    "<tr><td rowspan=3>五、行政诉讼数量</td><td>（一）维持具体行政行为数</td><td>件</td><td>7</td></tr>"
    "<tr><td>（二）被依法纠错数</td><td>件</td><td>8</td></tr>"
    "<tr><td>（三）其他情形数</td><td>件</td><td>9</td></tr>"
)

LAYOUTS = {
    "html": list_html(ROWS),
    "html without header": list_html(ROWS, ()),
    "html side by side": list_html(side_by_side(ROWS), LIST_COLUMNS * 2),
    "html side by side without header": list_html(side_by_side(ROWS), ()),
    "html numbered": list_html(
        [(str(n), *row, "") for n, row in enumerate(ROWS, 1)], ("序号", *LIST_COLUMNS, "备注")
    ),
    "html other words": list_html(
        [(a, b, f"{n:02}", c) for n, (a, b, c) in enumerate(ROWS, 1)],
        ("指标名称", "计量单位", "代码", "2016年度"),
    ),
    "html bodies and total": list_html(
        [(a, b, "7", "8", c) for a, b, c in ROWS],
        ("统计指标", "单位", "区政府统计数", "区直单位统计数", "合计"),
    ),
    "html year and period": list_html(
        [(a, b, "7", c) for a, b, c in ROWS], ("指标名称", "计量单位", "本期实际", "本年累计")
    ),
    "html year and before": list_html(
        [(a, b, "7", c, "9999") for a, b, c in ROWS],
        ("指标", "单位", "2015年", "2016年", "历年累计"),
    ),
    "tabs": list_text(ROWS),
    "tabs without header": list_text(ROWS, ()),
    "tabs side by side": list_text(side_by_side(ROWS), LIST_COLUMNS * 2),
    "tabs side by side without header": list_text(side_by_side(ROWS), ()),
    "wide spaces": list_text(ROWS, between="   "),
    "single spaces": list_text(ROWS, between=" "),
    "pipes": list_text([("", *row, "") for row in ROWS], ("", *LIST_COLUMNS, ""), "|"),
    "other numbering": list_html(
        [(a.replace("（", "(").replace("）", ")").replace(".", "、"), b, c) for a, b, c in ROWS]
    ),
    "no numbering": list_html(
        [(a.lstrip("（一二三四五六七八九）、12345678."), b, c) for a, b, c in ROWS]
    ),
    "units in labels": list_html(
        [(f"{a}（{b}）" if c else a, c) for a, b, c in ROWS], ("统计指标", "统计数")
    ),
    "letters apart": list_html([("\u3000" + " ".join(a), b, c) for a, b, c in ROWS]),
    "two tables": list_html(ROWS[:30]) + list_html(ROWS[30:], ()),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_is_read(layout):
    """Each of the 58 figures is read from its row, in every layout, and the edition is 2014."""
    report = read(LAYOUTS[layout])
    assert report.edition == "2014"
    assert figures(report) == expected()
    assert (report.agency_name, report.year) == ("青石镇人民政府", 2016)


def test_headings_in_a_column_of_their_own():
    """A heading that spans its rows tells namesakes apart and takes none of their figures."""
    report = read(f"<h1>{LIST_HEAD}</h1><table>{HIERARCHY}</table>")
    found = {item: v for (item, _), v in figures(report).items() if v is not None}
    assert found == {
        "review.total": 6, "review.upheld": 3, "review.corrected": 2, "review.other": 1,
        "litigation.upheld": 7, "litigation.corrected": 8, "litigation.other": 9,
    }  # fmt: skip
    assert report.cell("litigation.total").status is Status.UNREADABLE


@pytest.mark.parametrize("layout", ["html", "tabs", "pipes", "side by side"])
@pytest.mark.parametrize(
    ("mark", "status"),
    [("", "blank"), ("\u00a0", "blank"), ("/", "not_applicable"), ("—", "not_applicable")],
)
def test_one_empty_figure(layout, mark, status):
    """A figure that is left empty has the status of its mark, is never 0, and moves no other."""
    for key in list(FORM.slots)[:: 1 if layout == "html" and not mark else 7]:
        rows = list_rows(VALUES | {key: mark}, FORM)
        text = {
            "html": list_html(rows),
            "tabs": list_text(rows),
            "pipes": list_text([("", *row, "") for row in rows], ("", *LIST_COLUMNS, ""), "|"),
            "side by side": list_html(side_by_side(rows), LIST_COLUMNS * 2),
        }[layout]
        report = read(text)
        assert figures(report) == {**expected(), key: None}, key
        assert report.cell(*key).status == status, key


@pytest.mark.parametrize(
    ("printed", "value", "unit", "status"),
    [
        ("12件", 12, "件", "reported"),
        ("0", 0, "件", "reported"),
        ("1,204", 1204, "件", "reported"),
        ("260余", 260, "件", "approximate"),
        ("详见附件", None, "件", "unreadable"),
        ("3\n4", None, "件", "unreadable"),
    ],
)
def test_what_a_figure_says(printed, value, unit, status):
    """A figure may carry its unit; words and torn numbers are unreadable."""
    cell = read(list_html(list_rows(VALUES | {REVIEW: printed}, FORM))).cell(*REVIEW)
    assert (cell.value, cell.unit, cell.status) == (value, unit, status)


@pytest.mark.parametrize(
    ("printed", "unit", "label", "value", "said"),
    [
        ("1.5", "万元", "七、依申请公开信息收取的费用", "1.5", "万元"),
        ("1.5万元", "万元", "七、依申请公开信息收取的费用", "1.5", "万元"),
        ("380", "元", "七、依申请公开信息收取的费用", "0.038", "万元"),
        ("380元", "", "七、依申请公开信息收取的费用", "0.038", "万元"),
        ("380", "", "七、依申请公开信息收取的费用（单位：元）", "0.038", "万元"),
    ],
)
def test_money_is_given_in_the_unit_of_its_item(printed, unit, label, value, said):
    """A fee in 元 is not taken for as many 万元, wherever the unit stands."""
    rows = [(label, unit, printed) if row[0].startswith("七") else row for row in ROWS]
    cell = read(list_html(rows)).cell("request_fees.amount")
    assert (cell.value, cell.unit) == (Decimal(value), said)


def test_units_of_people():
    """5人 and 31人次 are figures."""
    changed = {("capacity.staff", ""): "5人", ("training.participants", ""): "31人次"}
    report = read(list_html(list_rows(VALUES | changed, FORM)))
    assert (report.value("capacity.staff"), report.value("training.participants")) == (5, 31)


# ---- damage: unreadable and noted, never guessed


def test_namesakes_without_headings_are_not_guessed():
    """Without 四 and 五 above them 被依法纠错数 and 其他情形数 belong nowhere."""
    report = read(list_html(without("review.total", "litigation.total")))
    assert figures(report) == expected(
        review_total=None, review_corrected=None, review_other=None, review_upheld=None,
        litigation_total=None,
    )  # fmt: skip
    assert "属于哪一项不明" in notes(report)


def test_namesakes_after_another_heading():
    """A heading that is not the form's closes the one above it: what follows is not of litigation."""
    rows = [("五、行政申诉案件", "件", "4") if row[0].startswith("五、") else row for row in ROWS]
    rows = [row for row in rows if "驳回原告" not in row[0]]
    report = read(list_html(rows))
    found = expected(litigation_total=None, litigation_upheld=None, litigation_corrected=None,
                     litigation_other=None)  # fmt: skip
    assert figures(report) == found
    assert "未识别的行 五、行政申诉案件" in notes(report)


def test_short_label_of_the_head_of_the_body():
    """主要负责同志参加次数 under press conferences and interviews means each time the one above."""
    rows = [
        ("其中：主要负责同志参加次数", b, c) if "负责同志" in a else (a, b, c) for a, b, c in ROWS
    ]
    assert figures(read(list_html(rows))) == expected()
    lost = [row for row in rows if "在线访谈" not in row[0]]
    report = read(list_html(lost))
    assert report.value("responses.press_conferences_by_head") is None
    assert report.value("responses.online_interviews_by_head") is None
    assert "出现两次" in notes(report)


def test_a_row_that_stands_twice():
    """Two figures for one indicator in a table: neither is taken, whether or not they agree."""
    for second in ("5", VALUES["requests.new", "total"]):
        report = read(list_html([*ROWS, ("（一）收到申请数", "件", second)]))
        assert figures(report) == expected(requests_new=None)
        assert "出现两次" in notes(report)


def test_the_table_printed_twice():
    """The same table a second time changes nothing; another figure in it makes that one unreadable."""
    assert figures(read(list_html(ROWS) + list_html(ROWS))) == expected()
    other = list_rows(VALUES | {("review.total", ""): "9"}, FORM)
    assert figures(read(list_html(ROWS) + list_html(other))) == expected(review_total=None)


def test_rows_of_ones_own():
    """Local indicators are noted and taken for none of the form's."""
    own = [("主动公开政府文件数", "条", "17"), ("主动公开行政执法信息", "条", "18")]
    report = read(list_html([*ROWS[:4], *own, *ROWS[4:]]))
    assert figures(report) == expected()
    assert notes(report).count("未识别的行") == 2


def test_columns_of_bodies_without_a_total():
    """区政府, 区直单位 and 乡镇街道 side by side are not added up, nor is one of them taken."""
    rows = [(a, b, c, "2", "3") for a, b, c in ROWS]
    header = ("统计指标", "单位", "区政府统计数", "区直单位统计数", "乡镇街道统计数")
    for head in (header, ()):
        report = read(list_html(rows, head))
        assert report.edition == "2014"
        assert set(figures(report).values()) == {None}
        assert notes(report).count("全年统计数") == 1


@pytest.mark.parametrize(
    "header",
    [
        ("统计指标", "单位", "第四季度"),
        ("统计指标", "单位", "统计数（第四季度）"),
        ("统计指标", "单位", "2015年"),
        ("统计指标", "单位", "上年数"),
    ],
)
def test_columns_of_another_period(header):
    """A column of a quarter or of another year is not the year's."""
    assert set(figures(read(list_html(ROWS, header))).values()) == {None}


@pytest.mark.parametrize(
    "caption",
    [
        "2016年第四季度政府信息公开情况统计表",
        "2016年上半年政府信息公开情况统计表",
        "政府信息公开情况统计表（2015年度）",
    ],
)
def test_a_table_of_another_period(caption):
    """A caption that names a quarter or another year keeps its table out, with a note."""
    text = list_html(ROWS).replace("<table>", f"<p>{caption}</p><table>")
    report = read(text)
    assert set(figures(report).values()) == {None}
    assert "标题写明" in notes(report)


def test_figures_beside_their_column():
    """A figure that slipped into the column of units is not taken, nor is its cell called blank."""
    rows = [(a, c, "") if a.startswith("六、") else (a, b, c) for a, b, c in ROWS]
    report = read(list_html(rows))
    assert figures(report) == expected(complaints_total=None)
    assert report.cell("complaints.total").status is Status.UNREADABLE


def test_rows_and_figures_come_apart():
    """万元 beside a count, or 件 beside a fee, says that labels have slipped: neither is taken."""
    rows = [
        (a, {"六": "万元", "七": "件"}.get(a[0], b) if a[1] == "、" else b, c) for a, b, c in ROWS
    ]
    report = read(list_html(rows))
    assert figures(report) == expected(complaints_total=None, request_fees_amount=None)
    assert notes(report).count("单位与该项不符") == 2


def test_a_figure_that_spans_two_rows():
    """One cell beside two indicators belongs to neither."""
    text = list_html(ROWS)
    one, two = VALUES["requests.new.fax", "total"], VALUES["requests.new.online", "total"]
    text = text.replace(f"<td>{one}</td>", f"<td rowspan=2>{one}</td>").replace(
        f"<td>{two}</td>", ""
    )
    report = read(text)
    assert figures(report) == expected(requests_new_fax=None, requests_new_online=None)


def test_two_figures_beside_one_label():
    """A label over two rows of figures: neither figure is chosen."""
    text = list_html(ROWS).replace(
        "<td>六、举报投诉数量</td>", "<td rowspan=2>六、举报投诉数量</td>"
    ).replace("<tr><td>七、", "<tr><td>件</td><td>3</td></tr><tr><td>七、")  # fmt: skip
    assert figures(read(text)) == expected(complaints_total=None)


def test_lost_rows():
    """A row that is not there is unreadable, never 0."""
    report = read(list_html(without("complaints.total")))
    assert figures(report) == expected(complaints_total=None)
    assert report.cell("complaints.total").status is Status.UNREADABLE


def test_a_line_of_text_without_a_figure():
    """Divided by spaces, a figure that is blank cannot be told from one that was lost."""
    rows = list_rows(VALUES | {REVIEW: ""}, FORM)
    report = read(list_text(rows, between="  "))
    assert figures(report) == expected(review_total=None)
    assert report.cell(*REVIEW).status is Status.UNREADABLE


def damaged(seed: int) -> list[list[str]]:
    """The rows of the sample after some accidents: lost, blank or shifted fields, other labels."""
    chance = random.Random(seed)  # noqa: S311 - accidents, not secrets
    rows = [list(row) for row in ROWS]
    for _ in range(chance.choice([1, 2, 4, 8, 16])):
        n = chance.randrange(len(rows))
        row = rows[n]
        accident = chance.randrange(8)
        if accident == 0:
            del rows[n]
        elif accident == 1 and len(row) > 1:
            del row[chance.randrange(1, len(row))]
        elif accident == 2:
            row.insert(chance.randrange(len(row) + 1), "")
        elif accident == 3:
            row[0] = row[0].lstrip("（一二三四五六七八九）、12345678.其中：")
        elif accident == 4:
            for words in ("或者驳回原告诉讼请求", "新闻发布会", "政府网站在线访谈"):
                row[0] = row[0].replace(words, "")
        elif accident == 5:
            row[0] = chance.choice(["（九）本地指标数", ""])
        elif accident == 6:
            row[-1] = ""
        else:
            rows.insert(n, ["五、其他事项", "——", ""])
    return rows


@pytest.mark.parametrize(
    "seeds", [range(20), pytest.param(range(20, 2000), marks=pytest.mark.soak)]
)
def test_no_figure_of_another_row(seeds):
    """Whatever befell the rows, in five layouts: a figure that is read is its own row's."""
    read_at_all = 0
    for seed in seeds:
        rows = damaged(seed)
        three = [(*row, "", "")[:3] for row in rows]
        header = LIST_COLUMNS if seed % 2 else ()
        for text in (
            list_html(rows, header),
            list_text(rows, header),
            list_text(rows, header, "  "),
            list_html(side_by_side(three), header * 2),
            list_text(side_by_side(three), header * 2),
        ):
            for key, value in figures(read(text)).items():
                assert value is None or value == Decimal(VALUES[key]), (seed, key)
                read_at_all += value is not None
    assert read_at_all > len(seeds) * 5 * 29


# ---- which edition


def test_prose_and_table():
    """A report of 2016 in prose with the table at its end is of the edition of 2014."""
    prose = "2016年，全镇主动公开政府信息83条。收到政府信息公开申请2件。"
    report = read(list_text(ROWS).replace("一、概述", f"一、概述\n\n{prose}"))
    assert (report.edition, figures(report)) == ("2014", expected())
    assert [s.value for s in report.statements if s.item == "requests.new"] == [2]


@pytest.mark.parametrize(
    ("year", "edition"),
    [(2012, "2014"), (2014, "2014"), (2018, "2014"), (2019, "2019"), (2020, "2019"), (2021, "2021"),
     (2025, "2021")],
)  # fmt: skip
def test_without_tables_the_year_decides(year, edition):
    """A report without tables is of the form of its year; the reading says so, every cell is unreadable."""
    report = read(f"青石镇人民政府{year}年政府信息公开工作年度报告\n\n一、概述\n\n工作有序推进。")
    assert report.edition == edition
    assert f"{year}年" in report.reading.edition_because
    assert {cell.status for cell in report.cells} == {Status.UNREADABLE}


def test_without_tables_and_year():
    """A report that names no year is of the newest form."""
    assert read("青石镇人民政府政府信息公开工作年度报告\n\n工作有序推进。").edition == "2021"


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_table_attached_to_a_later_report(edition):
    """The old table attached to a report of 2023 does not make it a report under the old form."""
    values = consistent(load_form(edition))
    report = read(as_html(values, load_form(edition)) + list_html(ROWS))
    assert (report.edition, report.year) == (edition, 2023)
    assert report.value("requests.new", "total") == 9


def test_words_of_the_old_table_in_a_later_report():
    """A few words of the old table in a list of 2023 decide nothing against the tables of 2021."""
    own = "\n\n同意公开答复数\t7\n不属于本行政机关公开数\t2\n申请信息不存在数\t1\n"
    report = read(as_text(consistent()) + own)
    assert (report.edition, report.value("requests.granted", "total")) == ("2021", 7)


OLD_LOCAL_FORM = [
    ("主动公开信息数", "条", "01", "120", "480"),
    ("其中：全文电子化的主动公开信息数", "条", "02", "110", "470"),
    ("新增的行政规范性文件数", "条", "03", "2", "6"),
    ("提供服务类信息数", "条", "04", "5", "9"),
    ("申请总数", "条", "10", "3", "8"),
    ("其中：1.当面申请数", "条", "11", "1", "4"),
    ("2.传真申请数", "条", "12", "0", "1"),
    ("5.信函申请数", "条", "15", "2", "3"),
    ("对申请的答复总数", "条", "17", "3", "8"),
    ("其中：1.同意公开答复数", "条", "18", "3", "7"),
    ("2.同意部分公开答复数", "条", "19", "0", "1"),
    ("行政复议数", "件", "32", "0", "1"),
    ("行政诉讼数", "件", "33", "0", "0"),
]


@pytest.mark.parametrize("year", [2010, 2016])
def test_older_local_form_is_refused(year):
    """The local table of about 2008, with codes, shares labels with that of 2014 and is not read as it."""
    header = ("指标名称", "计量单位", "代码", "本期实际", "本年累计")
    report = read(list_html(OLD_LOCAL_FORM, header).replace("2016", str(year)))
    assert set(figures(report).values()) == {None}
    assert "旧统计报表" in notes(report)


# ---- checked and shown


def answered() -> dict[tuple[str, str], str]:
    """Figures that add up: nine requests, eight concluded, one suit, five people."""
    values = dict.fromkeys(FORM.slots, "0")
    for item, value in {
        "requests.new": 9, "requests.new.online": 6, "requests.new.letter": 3,
        "requests.outcomes": 8, "requests.outcomes.on_time": 7, "requests.outcomes.extended": 1,
        "requests.replies": 8, "requests.already_disclosed": 2, "requests.granted": 3,
        "requests.refused": 2, "requests.refused.privacy": 2, "requests.non_existent": 1,
    }.items():  # fmt: skip
        values[item, "total"] = str(value)
    for item, value in {
        "litigation.total": 1, "litigation.upheld": 1, "capacity.staff": 5,
        "capacity.staff.full_time": 1, "capacity.staff.part_time": 4, "disclosed.total": 83,
        "request_fees.amount": "0.0380",
    }.items():  # fmt: skip
        values[item, ""] = str(value)
    return values


def test_sums_hold():
    """Figures that add up pass every rule of the form."""
    found = gs.check(read(list_html(list_rows(answered(), FORM))))
    assert {result for _, result in found.outcomes} == {"pass"}
    assert len({rule for rule, _ in found.outcomes} - {"blank-cell"}) == 8


@pytest.mark.parametrize(
    ("item", "rule", "stated", "parts"),
    [
        ("requests.new", "received-sum", 10, 9),
        ("requests.outcomes", "concluded-sum", 10, 8),
        ("requests.replies", "replies-sum", 10, 8),
        ("requests.refused.privacy", "refused-sum", 2, 10),
        ("review.total", "review-results-sum", 10, 0),
        ("litigation.total", "litigation-results-sum", 10, 1),
        ("capacity.staff", "staff-sum", 10, 5),
    ],
)
def test_a_wrong_total_is_found(item, rule, stated, parts):
    """One figure changed to 10 fails its own sum, which names both sides, and no other."""
    key = next(key for key in FORM.slots if key[0] == item)
    found = gs.check(read(list_html(list_rows(answered() | {key: "10"}, FORM))))
    (failure,) = found.failures
    assert (failure.rule.id, failure.found, failure.expected) == (rule, stated, parts)
    assert str(stated) in failure.zh
    assert str(parts) in failure.en


def test_half_a_person_is_no_count():
    """Counts are whole; the two amounts in 万元 need not be."""
    key = ("training.participants", "")
    found = gs.check(read(list_html(list_rows(answered() | {key: "2.5"}, FORM))))
    assert [failure.rule.id for failure in found.failures] == ["not-a-count"]


@pytest.mark.parametrize(
    ("lang", "title", "row"),
    [
        ("zh", "统计表　五、行政诉讼数量", "（二）被依法纠错数"),
        (
            "en",
            "Statistical table: Administrative litigation",
            "administrative litigation: corrected",
        ),
    ],
)
def test_shown_as_the_table(lang, title, row):
    """A report is shown part by part, each row with its own unit."""
    html = gs.show(read(list_html(list_rows(answered(), FORM))), lang=lang)._repr_html_()
    assert title in html
    assert row in html
    assert ("人次" if lang == "zh" else "attendances") in html
    assert html.count("<table") == 9


def test_headings_of_the_sample():
    """The headings without a figure stand above rows that the form has."""
    assert LIST_PARTS.keys() <= {item for item, _ in FORM.slots}
