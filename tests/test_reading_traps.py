"""What once gave a silently wrong number, or a false alarm."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from govstats.checks import check
from govstats.documents import parse_document
from govstats.errors import UnreadableError
from govstats.forms import load_form
from govstats.reading import read_document
from govstats.reports import Status
from tests.samples import HEAD, PREAMBLE, as_html, as_text, consistent


def read(text: str):
    """Read a text or page of ours."""
    return read_document(parse_document(text.encode(), "sample"))


def values(report) -> dict:
    """The figures of the tables."""
    return {(c.item, c.breakdown): c.value for c in report.cells if c.source == "table"}


def said(prose: str) -> dict:
    """The counts stated in a report whose prose is given."""
    text = f"{HEAD}\n\n{PREAMBLE}\n\n一、总体情况\n\n{prose}\n"
    return {(s.item, s.breakdown): int(s.value) for s in read(text).statements}


def expected(figures: dict) -> dict:
    """Figures as numbers, blanks as none."""
    return {key: Decimal(value) if value else None for key, value in figures.items()}


@pytest.mark.parametrize("name", ["小计", "备注", "境外组织", "合计"])
@pytest.mark.parametrize("note", ["5", "", "无", "见附件"])
def test_a_column_that_the_form_lacks_moves_nothing(name, note):
    """An eighth column between the applicants, whatever it holds, leaves every figure in its place."""
    figures = consistent() | {("requests.new", "research_institution"): ""}
    page = as_html(figures)
    page = page.replace("<td>其他</td></tr>", f"<td>其他</td><td>{name}</td></tr>", 1)
    page = page.replace("<td colspan=5>法人或其他组织", "<td colspan=6>法人或其他组织")
    lines = page.replace("<td colspan=7>申请人情况", "<td colspan=8>申请人情况").split("\n")
    printed = [f">{row.printed}</td>" for row in load_form("2021").block("requests").rows]
    for at, line in enumerate(lines):
        if any(label in line for label in printed):
            cells = lines[at + 1].split("<td>")
            lines[at + 1] = "<td>".join([*cells[:-1], f"{note}</td>", cells[-1]])
    found = values(read("\n".join(lines)))
    assert {key: value for key, value in found.items() if value is not None} == {
        key: value for key, value in expected(figures).items() if value is not None
    }


def test_printed_order_of_columns_counts():
    """Columns printed in another order are read by their names."""
    lines = as_text(
        consistent()
        | {("normative_documents.issued", ""): "3", ("normative_documents.in_force", ""): "9"}
    )
    swapped = lines.replace(
        "本年制发件数\t本年废止件数\t现行有效件数", "现行有效件数\t本年废止件数\t本年制发件数"
    )
    report = read(swapped)
    assert report.value("normative_documents.in_force") == 3
    assert report.value("normative_documents.issued") == 9


def test_header_of_another_edition_is_not_this_one():
    """Under the 2019 header 新公开数量 is never read as 废止件数."""
    text = as_text(consistent() | {("rules.issued", ""): "2"})
    text = text.replace(
        "本年制发件数\t本年废止件数\t现行有效件数", "本年新制作数量\t本年新公开数量\t对外公开总数量"
    )
    report = read(text)
    assert report.value("rules.repealed") is None
    assert report.value("rules.issued") is None


def test_row_that_lost_a_cell_is_unreadable_in_a_page_too():
    """A row of a page with one cell fewer says nothing about which one is missing."""
    lines = as_html(consistent() | {("requests.granted", "research_institution"): "4"}).split("\n")
    at = next(i for i, line in enumerate(lines) if "（一）予以公开" in line)
    lines[at + 1] = lines[at + 1].replace("<td>1</td>", "", 1)
    report = read("\n".join(lines))
    assert {c.value for c in report.cells if c.item == "requests.granted"} == {None}


def test_other_tables_neither_fill_nor_void():
    """A budget's 行政许可 is not the form's, whether the form's own row is there or not."""
    budget = "\n\n项目\t预算数\n行政许可\t60\n行政处罚\t70\n"
    text = as_text(consistent())
    assert read(text + budget).value("licensing.decisions") == 1204
    without = "\n".join(line for line in text.split("\n") if not line.startswith("行政许可"))
    assert read(without + budget).value("licensing.decisions") is None


def test_second_report_in_a_file_is_left_alone():
    """What stands behind another year's title belongs to another report; the reading says so."""
    first = "\n".join(line for line in as_text(consistent()).split("\n") if "重复申请" not in line)
    second = as_text(consistent() | {("requests.not_processed.repeated", "total"): "6"}).replace(
        "2023", "2022"
    )
    report = read(f"{first}\n\n{second}")
    assert report.year == 2023
    assert report.value("requests.not_processed.repeated", "total") is None
    assert report.reading.notes[-1] == "文件中有两份报告，只读第一份"


def test_unrecognised_leaf_is_not_its_group():
    """A leaf that is not recognised beside its group's cell does not become the group's row."""
    text = as_text(consistent()).replace(
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.某种别的情形"
    )
    report = read(text)
    assert report.cell("requests.other", "total") is None
    assert any("某种别的情形" in note for note in report.reading.notes)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("5<sup>1</sup>", 5),
        ("5²", 5),
        ("5①", 5),
        ("<s>3</s>5", 5),
        ("<del>3</del>5", 5),
        ("<p>3</p><p>5</p>", None),
        ("<p>345</p><p>678</p>", None),
        ("<p>1234</p><p>56</p>", None),
        ("1533<p>777", None),
        ("12 34", None),
        ("5[1]", 5),
        ("5［注2］", 5),
        ("5（注1）", 5),
        ("5*", 5),
        ("5※", 5),
        ("5（1）", None),
        ("5（12.5%）", 5),
        ("5<br>（占比100％）", 5),
        ("12.5%", None),
        ("5。", 5),
    ],
)
def test_marks_and_struck_text_are_no_digits(cell, value):
    """Note marks and what was struck out are not part of a number; two numbers are none."""
    page = as_html(consistent()).replace("<td>1204</td>", f"<td>{cell}</td>")
    assert read(page).value("licensing.decisions") == value


@pytest.mark.parametrize(
    ("label", "header", "title", "value"),
    [
        ("行政事业性收费", "本年收费金额（单位：元）", "第二十条第（八）项", "12.3456"),
        ("行政事业性收费", "本年收费金额", "第二十条第（八）项（单位：元）", "12.3456"),
        ("行政事业性收费（元）", "本年收费金额（单位：万元）", "第二十条第（八）项", "12.3456"),
        ("行政事业性收费", "本年收费金额（亿元）", "第二十条第（八）项", "1234560000"),
        ("行政事业性收费", "本年收费金额", "第二十条第（八）项", "123456"),
    ],
)
def test_the_printed_unit_of_money_goes_before_the_form_s(label, header, title, value):
    """元 in a label, a header or the line above is not taken for the form's 万元, but turned into it."""
    page = as_html(consistent() | {("fees.amount", ""): "123456"})
    page = page.replace(">行政事业性收费<", f">{label}<").replace(">本年收费金额<", f">{header}<")
    cell = read(page.replace(">第二十条第（八）项<", f">{title}<")).cell("fees.amount")
    assert (cell.value, cell.unit, cell.raw) == (Decimal(value), "万元", "123456")


@pytest.mark.parametrize(
    ("unit", "value"), [("元", "12.3456"), ("（万元）", "123456"), ("件", "123456")]
)
def test_a_column_of_units(unit, value):
    """A unit in a column of its own moves no figure, and the one of money holds for its row."""
    page = as_html(consistent() | {("fees.amount", ""): "123456"})
    page = page.replace("<td>本年收费", "<td>计量单位</td><td>本年收费")
    page = page.replace("<td>123456</td>", f"<td>{unit}</td><td>123456</td>")
    assert read(page).value("fees.amount") == Decimal(value)


def test_unit_of_another_article_s_money():
    """万元 over the procurement of 2019, which has 元, says nothing of other figures."""
    form = load_form("2019")
    values = dict.fromkeys(form.slots, "1") | {("procurement.amount", ""): "12.5"}
    page = as_html(values, form).replace(">采购总金额<", ">采购总金额（单位：万元）<")
    report = read(page)
    amount = report.cell("procurement.amount")
    assert (amount.value, amount.unit) == (125_000, "元")
    assert report.cell("procurement.items").unit == "项"


def test_a_group_over_several_rows_is_no_row():
    """Where the labels of a group's rows are pictures, the first row is not the group's."""
    page = as_html(consistent() | {("requests.refused.state_secret", "total"): "4"})
    for row in load_form("2021").block("requests").rows:
        if row.code.startswith("requests.refused."):
            page = page.replace(f">{row.printed}<", '><img src="label.png"><')
    report = read(page)
    assert report.cell("requests.refused", "total") is None
    assert report.value("requests.refused.state_secret", "total") is None


def test_two_rows_in_one_are_no_row():
    """Where a cell holds the labels of two rows, neither the figures nor their digits are joined."""
    rows = [row.printed for row in load_form("2021").block("requests").rows]
    secret, prohibited = (next(r for r in rows if r.startswith(n)) for n in ("1.", "2."))
    figures = consistent()
    page = as_html(figures).split("\n")
    at = next(n for n, line in enumerate(page) if prohibited in line)
    del page[at : at + 2]
    at = next(n for n, line in enumerate(page) if secret in line)
    page[at] = page[at].replace(secret, f"{secret}<br>{prohibited}")
    page[at + 1] = page[at + 1].replace("<td>0</td>", "<td>345<br>678</td>")
    found = values(read("\n".join(page)))
    for leaf in ("state_secret", "prohibited_by_law"):
        assert found["requests.refused." + leaf, "total"] is None
    assert found["requests.granted", "total"] == 7


def test_numbers_of_columns_are_no_figures():
    """A line that numbers the columns of table four is passed over."""
    figures = consistent()
    numbers = "".join(f"<td>{n}</td>" for n in range(1, 16))
    page = as_html(figures)
    at = page.rindex("</tr><tr>")
    found = values(read(f"{page[:at]}</tr><tr>{numbers}{page[at:]}"))
    assert found == expected(figures)


def test_sums_of_a_table_of_others_are_not_the_form_s():
    """其他 and 总计 below the names of units are theirs, though the columns have the form's names."""
    figures = consistent()
    table = (
        "<table><tr><td>单位</td><td>自然人</td><td>商业企业</td><td>总计</td></tr>"
        "<tr><td>财政所</td><td>1</td><td>2</td><td>3</td></tr>"
        "<tr><td>其他</td><td>1</td><td>2</td><td>3</td></tr>"
        "<tr><td>总计</td><td>2</td><td>4</td><td>6</td></tr></table>"
    )
    assert values(read(as_html(figures).replace("</body>", f"{table}</body>"))) == expected(figures)


@pytest.mark.parametrize(
    ("shown", "value", "status"),
    [
        ('<img src="5.png">', None, Status.UNREADABLE),
        ('<img src="5.png" alt="5">', 5, Status.REPORTED),
        ('<img src="5.png" alt="图">', None, Status.UNREADABLE),
        ("<svg><text>5</text></svg>", None, Status.UNREADABLE),
        ("<canvas></canvas>", None, Status.UNREADABLE),
        ("<script>write(5)</script>", None, Status.UNREADABLE),
        ("<select><option>5</select>", None, Status.UNREADABLE),
        ("<!-- 5 -->", None, Status.BLANK),
        ('<input value="5">', 5, Status.REPORTED),
        ('<input type="hidden" value="5">', None, Status.BLANK),
    ],
)
def test_a_cell_that_shows_no_text(shown, value, status):
    """A picture is not taken for a blank cell; a field says what it is filled with."""
    page = as_html(consistent()).replace("<td>1204</td>", f"<td>{shown}</td>")
    cell = read(page).cell("licensing.decisions")
    assert (cell.value, cell.status) == (value, status)


@pytest.mark.parametrize("name", ["总数", "共计", "合计"])
def test_other_words_for_the_total(name):
    """The total is read under other words for it, over its column and beside its row."""
    figures = consistent()
    page = (
        as_html(figures).replace(">总计<", f">{name}<").replace(">（七）总计<", f">（七）{name}<")
    )
    assert values(read(page)) == expected(figures)


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("2022年主动公开政府信息512条，2023年主动公开政府信息63条。", {("disclosed.total", ""): 63}),
        ("自2008年以来主动公开政府信息9120条。", {("disclosed.cumulative", ""): 9120}),
        ("自条例实施以来，我镇共公开政府信息9120条。", {("disclosed.cumulative", ""): 9120}),
        ("截至2023年底，累计主动公开政府信息5120条，其中2023年新增63条。",
         {("disclosed.cumulative", ""): 5120, ("disclosed.total", ""): 63}),
        ("全年累计主动公开政府信息63条。", {("disclosed.total", ""): 63}),
        ("上半年主动公开政府信息12条。", {}),
        ("计划公开政府信息100条。", {}),
        ("收到行政许可申请300件，均已办结。", {}),
        ("受理低保申请42件。", {}),
        ("历年共收到政府信息公开申请52件。", {}),
        ("去年收到政府信息公开申请3件，今年收到政府信息公开申请5件。", {("requests.new", "total"): 5}),
        ("未收到因政府信息公开申请行政复议的案件。", {("review.total", ""): 0}),
        ("主动公开政府信息1万2千条。", {}),
        ("主动公开政府信息12万3456条。", {}),
        ("主动公开政府信息1，2 34条。", {}),
        ("收到政府信息公开申请廿一件。", {}),
        ("四、结转下年度继续办理0020002", {}),
        ("一、本年新收政府信息公开申请数量8100009", {}),
        ("主动公开政府信息1234567条。", {("disclosed.total", ""): 1234567}),
        ("2022年、2023年分别收到政府信息公开申请5件、9件。", {}),
        ("政府信息公开申请数量从5件增至9件。", {}),
        ("行政复议案件从3件下降到0件。", {}),
        ("1-6月收到政府信息公开申请4件，7-12月收到5件。", {}),
        ("1—12月共收到政府信息公开申请9件。", {("requests.new", "total"): 9}),
        ("做到每收到一件政府信息公开申请都登记。", {}),
        ("未发生一起行政复议、行政诉讼案件。",
         {("review.total", ""): 0, ("litigation.total", ""): 0}),
        ("没有1起行政复议被纠正。", {}),
        ("行政诉讼：结果维持2件，结果纠正1件，总计3件。",
         {("litigation.upheld", ""): 2, ("litigation.corrected", ""): 1,
          ("litigation.total", ""): 3}),
        ("行政诉讼（复议后起诉）：结果维持2件，总计2件。", {}),
        ("未经复议直接起诉：维持2件；复议后起诉：维持1件。",
         {("litigation_direct.upheld", ""): 2, ("litigation_after_review.upheld", ""): 1}),
        ("未收到政府信息公开申请。", {("requests.new", "total"): 0}),
        ("公众号“甲”微信公众号“甲发布”发布信息12条，微信公众号“乙发布”发布信息7条。",
         {("channels.wechat.posts", "甲发布"): 12, ("channels.wechat.posts", "乙发布"): 7}),
    ],
)  # fmt: skip
def test_counts_of_others_are_not_taken(prose, found):
    """Other years, parts of a year, plans and other applications are no count of this report."""
    assert said(prose) == found


@pytest.mark.parametrize(
    "prose",
    [
        "主动公开政府信息63条。其中，政务动态类信息20条，通知公告类信息13条（其中人事信息5条、财政信息8条），其他类信息30条。",
        "主动公开政府信息63条，其中政策法规类信息20条，其他类信息例如财政类3条。",
        "主动公开政府信息63条，其中：机构职能类4条，规划计划类19条，其他类信息40条；2022年其他类信息30条。",
        "主动公开政府信息63条，其中网站信息63条、微信信息40条。",
        "主动公开政府信息63条，其中网站信息63条，微信信息40条，其他信息5条。",
    ],
)
def test_no_alarm_on_lists_of_another_kind(prose):
    """Nested lists, examples, another year's classes and channels raise nothing."""
    text = (
        f"{HEAD}\n\n{PREAMBLE}\n\n一、总体情况\n\n{prose}\n\n"
        + as_text(consistent()).split("\n\n", 2)[2]
    )
    assert check(read(text)).failures == ()


@pytest.mark.parametrize(
    "data",
    [
        b'<html><meta charset="undefined"><p>x</p>',
        b'<html><meta charset="utf-7"><table><tr><td>1</td></tr></table>',
        b"PK\x03\x04" + bytes(64),
        ("<table>" * 3000 + "x").encode(),
        ("<table>" + "<tr><td rowspan=200 colspan=200>1</td></tr>" * 300 + "</table>").encode(),
        ("中" * 30000).encode(),
        ("1 " * 30000 + "x").encode(),
        ("||" + "-" * 30000 + "x").encode(),
    ],
    ids=["charset", "utf-7", "zip", "nested", "spans", "long line", "numbers", "rules"],
)
def test_hostile_input_is_refused_in_one_line(data):
    """Damaged and hostile files are refused by our own error, without a traceback or a hang."""
    with pytest.raises(UnreadableError) as refusal:
        read_document(parse_document(data, "file"))
    assert not re.search("\n", str(refusal.value))


def test_forty_digits_are_no_count():
    """A number of more digits than any count has is unreadable, and no rule stumbles over it."""
    report = read(as_html(consistent()).replace("<td>1204</td>", f"<td>{'9' * 40}</td>"))
    assert report.value("licensing.decisions") is None
    assert check(report).failures == ()
