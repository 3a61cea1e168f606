"""The rules on the prose: what each finds, and, at more length, what none may find."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from govstats.checks import check, check_reuse
from govstats.checks.contents import is_government
from govstats.checks.passages import check_passages
from govstats.checks.quoting import LONGEST_QUOTE
from govstats.documents import parse_document
from govstats.forms import general_rules, sections
from govstats.output import findings_csv, findings_dict, places
from govstats.reading import read, read_document
from govstats.reports import Passage, Report
from govstats.testing import Layout, lay_out_report, simulate
from tests.voices import VOICES

SAID = {
    "opening": ["本报告所列数据的统计期限自2022年1月1日至2022年12月31日。"],
    "overview": ["2022年，我镇按月核对公开专栏，年终考核把公开列为一项。"],
    "disclosure": [],
    "requests": [],
    "disputes": [],
    "problems": ["栏目更新有时不够及时。"],
    "improvements": ["下一步，我镇将安排专人核对。"],
    "other": ["本年度没有收取信息处理费。"],
}


def prose(
    *, without: tuple[str, ...] = (), year: int | None = 2022, **said: str | list[str]
) -> Report:
    """A report with sentences of ours in its parts; a part given takes the place of the usual one."""
    found = []
    for section, usual in SAID.items():
        given = said.get(section, usual)
        titles = {part.code: part.title for part in sections().parts}
        if section in titles and section != "improvements" and section not in without:
            found.append(Passage(section, titles[section], f"l{len(found) + 1}", heading=True))
        for text in [given] if isinstance(given, str) else given:
            if section not in without:
                found.append(Passage(section, text, f"l{len(found) + 1}"))
    return Report(
        source="sample", sha256="", agency="qingshizhen", agency_name="青石镇人民政府", year=year,
        edition="2021", cells=(), title=f"青石镇人民政府{year}年政府信息公开工作年度报告", passages=tuple(found),
    )  # fmt: skip


def result(report: Report, rule: str) -> str | None:
    """The result of a rule, None where it was not run."""
    return next((e["result"] for e in check_passages(report).rules() if e["rule"] == rule), None)


def findings(report: Report, rule: str) -> list:
    return [f for f in check_passages(report).failures if f.rule.id == rule]


def quotes(report: Report, rule: str) -> list[str]:
    return [f.quote for f in findings(report, rule)]


def test_a_plain_report_passes_every_rule():
    """A report that says what it must raises nothing, and all eight rules were run."""
    found = check_passages(prose())
    assert len(found) == 0
    assert {e["rule"]: e["result"] for e in found.rules()} == dict.fromkeys(
        ("missing-section", "fee-statement", "assessment-statement", "title", "period",
         "template-residue", "pasted-text", "stale-text"), "pass",
    )  # fmt: skip


def test_without_its_prose_nothing_is_assessable():
    """Where the text is not at hand no rule passes or fails on it; check() does not run them."""
    report = replace(prose(), passages=(), title="")
    assert {e["result"] for e in check_passages(report).rules()} == {"not_assessable"}
    assert not {e["rule"] for e in check(report).rules()} & {"missing-section", "stale-text"}


def test_an_excerpt_has_no_findings_on_its_prose():
    """An excerpt says nothing about what it lacks."""
    report = replace(prose(without=("other",)), coverage="excerpt")
    assert len(check(report)) == 0


# ---- missing-section


@pytest.mark.parametrize("part", ["overview", "disclosure", "requests", "disputes", "other"])
def test_a_part_that_is_missing(part):
    """A part without title and text is a warning that names it; the others pass."""
    (finding,) = findings(prose(without=(part,)), "missing-section")
    title = next(p.title for p in sections().parts if p.code == part)
    assert (finding.severity, finding.zh) == ("warning", f"“{title}”部分缺失。")
    assert finding.passages[0].section == part


def test_part_five_is_missing_only_as_a_whole():
    """Problems or improvements alone are part five; without both it is missing."""
    assert findings(prose(problems=[]), "missing-section") == []
    assert findings(prose(improvements=[]), "missing-section") == []
    (finding,) = findings(prose(without=("problems", "improvements")), "missing-section")
    assert finding.zh == "“五、存在的主要问题及改进情况”部分缺失。"


def test_a_title_without_text():
    """Parts one, five and six with a title alone are said to be so; a part with its table is whole."""
    (finding,) = findings(prose(other=[]), "missing-section")
    assert finding.zh == "“六、其他需要报告的事项”部分只有标题，没有文字。"
    assert finding.place


def test_an_illegible_passage_leaves_missing_parts_open():
    """Where something cannot be read, a part that is not there may be just that."""
    report = prose(without=("disputes",), requests="[illegible]")
    assert findings(report, "missing-section") == []
    (left,) = [f for f in check_passages(report) if f.result == "not_assessable"]
    assert (
        left.zh
        == "原件有无法辨认之处，“四、政府信息公开行政复议、行政诉讼情况”部分是否缺失无法核对。"
    )


def test_a_table_without_its_title_is_a_part():
    """Where the figures of table four were read, its part is not missing."""
    text = lay_out_report(simulate(3)[0].report, Layout(format="tabs")).data.decode()
    report = read_document(
        parse_document(text.replace("四、政府信息公开行政复议、行政诉讼情况", "").encode(), "x")
    )
    missing = [
        f for f in findings(report, "missing-section") if f.passages[0].section == "disputes"
    ]
    assert missing == []


def test_a_page_of_tables_is_not_divided():
    """A document without titles is not held to have six parts, and is not asked for assessment."""
    report = replace(prose(), passages=(Passage("overview", "数据见下表。", "l1"),))
    assert result(report, "missing-section") == "not_assessable"
    assert result(report, "assessment-statement") == "not_assessable"


def test_reports_before_2019_had_other_parts():
    """The form of 2014 prescribed no six parts: the rule is not run."""
    assert result(replace(prose(year=2016), edition="2014"), "missing-section") is None


# ---- fee-statement


@pytest.mark.parametrize(
    "said",
    [
        "本年度未收取信息处理费。", "全年收取信息处理费0元。", "没有发出收费通知。", "2022年，我镇未收取政府信息公开信息处理费用。",
        "依申请公开信息处理费收取情况：无。", "本机关2022年度没有向申请人收取任何费用。", "全年未发生收费情况。", "收费情况：0元。",
        "我镇依申请公开政府信息未收费。", "对3件申请收取信息处理费420元。", "2022年度共发出收费通知2件，金额300元，实际收取300元。",
        "本年度免收信息公开费用。", "政府信息公开处理费收取金额为零。", "无其他需要报告的事项，未产生信息处理费。", "依申请公开收取费用 0 元。",
        "不存在收取信息处理费的情形。", "严格执行信息处理费管理办法，收费标准均符合规定。", "本年度政府信息公开收费0元。",
    ],
)  # fmt: skip
def test_ways_of_stating_the_fee(said):
    """Any of these says whether a fee was charged."""
    assert result(prose(other=said), "fee-statement") == "pass"


@pytest.mark.parametrize(
    "said", ["无", "无。", "没有其他需要报告的事项。", "本年度无其他需要报告的事项。", "表二的行政事业性收费为0元。", "开展了基层公开标准化试点。"]
)  # fmt: skip
def test_part_six_that_says_nothing_of_fees(said):
    """无 alone, or other matters, do not report the fee: a note of 建议完善."""
    (finding,) = findings(prose(other=said), "fee-statement")
    assert finding.severity == "note"
    assert "信息处理费" in finding.zh
    assert finding.passages[0].section == "other"


def test_a_fee_stated_in_another_part_is_stated():
    """Who reads the fee in part one is not told that it is missing."""
    said = ["收到申请两件，均未收取信息处理费。", *SAID["overview"]]
    assert result(prose(overview=said, other="无"), "fee-statement") == "pass"
    other = ["政府公报免费赠阅三万册。", *SAID["overview"]]
    assert result(prose(overview=other, other="无"), "fee-statement") == "fail"


def test_fees_are_reported_from_2021_on():
    """The measures on the fee are in force from 2021: earlier reports are not held to them."""
    assert result(prose(other="无", year=2020), "fee-statement") is None
    assert result(prose(other="无", year=2021), "fee-statement") == "fail"


def test_without_part_six_the_fee_is_not_assessable():
    """Where part six is missing or cannot be read, that is said once, and not as a missing fee."""
    assert result(prose(without=("other",)), "fee-statement") == "not_assessable"
    assert result(prose(other="[无法辨认]"), "fee-statement") == "not_assessable"


# ---- assessment-statement


@pytest.mark.parametrize(
    "said",
    [
        "将公开工作纳入年度绩效考评。", "开展了社会评议，群众满意。", "本年度未发生责任追究情形。", "聘请第三方机构开展评估。", "全年印发通报4期。",
        "对落实不力的单位进行约谈。", "公众满意度调查结果良好。", "建立了问责机制。", "对先进单位予以表扬。",
    ],
)  # fmt: skip
def test_ways_of_stating_the_assessment(said):
    """Assessment, public evaluation or accountability in any of these words is stated."""
    assert result(prose(overview=said), "assessment-statement") == "pass"


@pytest.mark.parametrize(
    "said",
    ["我镇按月核对公开专栏。", "开展社会稳定风险评估并公开结果。", "环境影响评价信息全部公开。"],
)
def test_a_government_that_says_nothing_of_assessment(said):
    """A government's report without it is asked; assessments of other things are none."""
    (finding,) = findings(prose(overview=said), "assessment-statement")
    assert finding.severity == "question"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青石镇人民政府", True), ("晋江市永和镇", True), ("宿迁市", True), ("内蒙古自治区人民政府", True), ("白泉县政府", True),
        ("青石镇人民政府办公室", False), ("白泉县财政局", False), ("松坪街道办事处", False), ("云崖经济技术开发区", False),
        ("鹤滩高新区管理委员会", False), ("月湾旅游度假区", False), ("市统计局", False),
    ],
)  # fmt: skip
def test_who_is_a_government(name, expected):
    """The law asks governments, not their departments, for assessment and accountability."""
    assert is_government(name) is expected


def test_departments_are_not_asked_for_assessment():
    """条例 第五十条（四） speaks of 各级人民政府: on a department the rule is not run."""
    report = replace(prose(overview="我局按月核对公开专栏。"), agency_name="白泉县财政局")
    assert result(report, "assessment-statement") is None


# ---- title


@pytest.mark.parametrize(
    "title",
    [
        "青石镇人民政府2022年政府信息公开工作年度报告", "青石镇2022年度政府信息公开工作报告", "关于青石镇二〇二二年政府信息公开年度报告",
        "2022年青石镇政府信息公开年报", "青石镇人民政府政府信息公开工作年度报告（2022年）", "",
    ],
)  # fmt: skip
def test_titles_that_are_whole(title):
    """Agency, year and subject in any order; without a title there is nothing to judge."""
    assert findings(replace(prose(), title=title), "title") == []


@pytest.mark.parametrize(
    ("title", "missing"),
    [
        ("2022年政府信息公开工作年度报告", "机关名称"),
        ("青石镇政府信息公开工作年度报告", "年度"),
        ("青石镇2022年政府信息公开工作报告", "“年度报告”字样"),
        ("青石镇2022年政务公开工作年度报告", "“政府信息公开”"),
        ("政府信息公开年度报告", "机关名称、年度"),
    ],
)
def test_titles_that_lack_something(title, missing):
    """What a title lacks is named, as a note."""
    (finding,) = findings(replace(prose(), title=title), "title")
    assert finding.severity == "note"
    assert finding.zh == f"标题“{title}”未写明{missing}，建议按规定写全。"


# ---- period


@pytest.mark.parametrize(
    "said",
    [
        "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。", "统计期限为2022年1月1日至12月31日。",
        "本年度报告的数据统计期限为２０２２年１月１日—１２月３１日。", "所列数据统计时间为2022年1月至12月。",
        "本报告数据截至2022年12月31日。", "统计数据自 2022 年 1 月 1 日 到 2022 年 12 月 31 日。",
    ],
)  # fmt: skip
def test_periods_that_are_the_year(said):
    """The calendar year, however it is printed; an end alone will do."""
    assert result(prose(opening=said), "period") == "pass"


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("统计期限自2021年1月1日至2021年12月31日。", "2021年1月1日至2021年12月31日"),
        (
            "所列数据的统计期限自2022年1月1日起至2022年12月30日止。",
            "2022年1月1日起至2022年12月30日",
        ),
        ("统计期限为2021年12月1日至2022年11月30日。", "2021年12月1日至2022年11月30日"),
        ("本报告数据截至2021年12月31日。", "截至2021年12月31日"),
    ],
)
def test_periods_that_are_not_the_year(said, printed):
    """Another period is a question that quotes it."""
    (finding,) = findings(prose(opening=said), "period")
    assert (finding.severity, finding.quote) == ("question", printed)
    assert finding.zh == f"报告年度为2022年，正文写明的统计期限为“{printed}”，请核实。"


@pytest.mark.parametrize(
    "said",
    [
        "本报告由综合办公室编制。",
        "公示期限自2022年3月1日至3月31日。",
        "2022年5月1日至5月31日开展了培训活动。",
        "电子版可以下载。",
    ],
)
def test_other_dates_are_no_period(said):
    """Where no period of the data is printed there is nothing to judge."""
    assert result(prose(opening=said), "period") == "not_assessable"


# ---- template-residue


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("20XX年，我镇认真落实条例。", "20XX"), ("全年主动公开信息XX条。", "XX条"), ("收到申请×件，办结××件。", "××件"),
        ("XX局高度重视公开工作。", "XX局"), ("由××镇人民政府办公室编制。", "××镇"), ("全年公开____条信息。", "____"), ("共＿＿＿件。", "＿＿＿"),
        ("依据青政办〔20XX〕XX号文件。", "〔20XX〕"), ("根据青政办〔〕号文件要求。", "〔〕"), ("（请填写本单位名称）按月核对。", "（请填写本单位名称）"),
        ("（文字描述）", "（文字描述）"), ("请在此处填写工作情况。", "请在此处填写"), ("（根据本单位实际情况填写）", "（根据本单位实际情况填写）"),
        ("联系电话：XXXXXXXX。", "电话：XXXXXXXX"), ("一是XXX；二是加强培训。", "XXX"), ("公众号“XXX”发布信息。", "XXX"),
        ("制定了《青石镇XXX管理办法》。", "《青石镇XXX管理办法》"), ("20**年度报告。", "20**"), ("单击此处输入文字。", "单击此处输入文字"),
        ("Lorem ipsum dolor.", "Lorem ipsum"), ("占比XX%。", "XX%"), ("待补充。", "待补充"), ("此处插入表格。", "此处插入"),
        ("第X期培训班。", "第X期"),
    ],
)  # fmt: skip
def test_template_text_is_found(said, left):
    """Slots that were not filled in and instructions to the writer are quoted."""
    found = findings(prose(overview=[*SAID["overview"], said]), "template-residue")
    assert found
    assert found[0].severity == "warning"
    assert any(left in finding.quote for finding in found)


@pytest.mark.parametrize(
    "said",
    [
        "电子邮箱：xxgk@126.com。", "网址为http://www.xxgk.gov.cn/xxx/index.html。", "拨打138XXXX1234联系。", "张××申请公开其档案。",
        "王XX诉青石镇人民政府一案已审结。", "××路改造工程信息已公示。", "原告李××不服××局答复提起诉讼。", "申请人××的请求已答复。",
        "打造“1+X”新闻发布会。", "开展“双随机、一公开”。", "地点在24×7政务大厅。", "面积3×4米。", "公开xx小区改造信息。",
        "申请人可以请填写《政府信息公开申请表》。", "请填写《申请表》并寄送。", "督促各村认真填写年报。", "政务公开专区设在此处，方便群众。",
        "发布 X 光检查项目价格。", "文件名为xx_gk_2022.docx。", "**总体**情况良好。", "__总体__情况良好。", "依据青政办〔2022〕12号文件。",
        "群众可以在此处查询。", "提供范例供参考（示例图见附件）。", "某公司申请公开信息。", "XXXX公司中标信息已公开。", "公开“××市场”整治情况。",
    ],
)  # fmt: skip
def test_what_is_no_template_text(said):
    """Masked names, addresses, numbers and ordinary sentences raise nothing."""
    assert quotes(prose(overview=[*SAID["overview"], said]), "template-residue") == []


def test_template_text_in_titles_and_the_opening():
    """A slot in the preamble is found as well as one in the text."""
    said = ["本报告由XX镇人民政府编制，统计期限自2022年1月1日至2022年12月31日。"]
    assert len(findings(prose(opening=said), "template-residue")) == 1


# ---- pasted-text

LOANS = [
    "一、稳定现金流", ">>支持延期还款", "对受灾商户的贷款，银行给予延期，期限三个月，每户最高五十万元，由承贷银行直接办理。", "点击查看兑现程序",
]  # fmt: skip
NEWS = [
    "本地樱桃迎来丰收，果农忙着采摘装箱，游客络绎不绝，亩产比往年高出两成。",
    "来源：青石周刊 责任编辑：小白",
]
CONTRACT = [
    "甲方应当在收到货物后十日内付清货款，逾期按日加收千分之五的违约金，乙方应当保证货物质量符合约定标准并负责安装调试。",
    "双方发生争议时应当友好协商，协商不成的提交仲裁委员会裁决，裁决是终局的，对双方均有约束力，本合同一式四份，双方各执两份。",
    "甲方代表签字盖章后生效，有效期为三年，期满前三十日双方可以续签。",
]


@pytest.mark.parametrize(
    ("pasted", "count"),
    [(LOANS, 4), (NEWS, 2), (CONTRACT, 3)],
    ids=["web page", "news", "contract"],
)
def test_pasted_material_is_found(pasted, count):
    """A run without a word of the field and with marks of a page or of other papers is one warning."""
    (finding,) = findings(
        prose(overview=[*SAID["overview"], *pasted, "我镇整理了专栏。"]), "pasted-text"
    )
    assert finding.severity == "warning"
    assert finding.quote.startswith(pasted[0][:10])
    assert f"起的{count}段" in finding.zh


@pytest.mark.parametrize(
    "said",
    [
        ["2022年，樱桃迎来丰收，果农忙着采摘装箱，游客络绎不绝，亩产比往年高出两成，道路两旁都是车。"],
        ["点击“政府信息公开”栏目即可查看全部文件。"],
        [">>公开渠道", "我镇通过网站和公告栏发布信息。"],
        ["无"], ["一是加强领导。", "二是细化分工。"],
        ["扫一扫二维码即可进入我镇专栏查阅信息。"],
        ["修路三公里，植树两千株，新建球场一处，安装路灯八十盏，改造厕所十二座，清淤水渠九公里。"],
    ],
)  # fmt: skip
def test_what_is_not_pasted(said):
    """Neither words foreign to the field nor marks alone accuse; short lines never do."""
    assert findings(prose(overview=[*SAID["overview"], *said]), "pasted-text") == []


# ---- stale-text


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("overview", "2021年，我镇认真贯彻落实条例，扎实推进公开。"),
        ("overview", "2021年度，青石镇人民政府坚持以公开为常态。"),
        ("overview", "（一）2021年，全镇共主动公开信息三十条，收到申请两件，要求明确。"),
        ("problems", "2021年，我镇政府信息公开工作取得一定成绩，但仍有不足。"),
        ("overview", "2020年主动公开政府信息三十条。"),
    ],
)
def test_last_year_s_sentences(part, said):
    """A sentence that tells of an earlier year as this report's own is a warning that names the year."""
    (finding,) = findings(prose(**{part: [said, "考核良好。"]}), "stale-text")
    assert finding.severity == "warning"
    assert finding.zh.startswith("报告年度为2022年，“")
    assert "一句仍写202" in finding.zh


@pytest.mark.parametrize(
    "said",
    [
        "2021年，我镇成立了领导小组，考核办法同时施行。", "与2021年相比，我镇认真落实条例，公开数量增长一成。", "2021年以来，我镇坚持公开为常态。",
        "根据2021年度考核结果，我镇认真整改。", "2021年，我镇认真落实条例。2022年，我镇继续落实。", "今年，我镇认真落实《2021年政务公开工作要点》。",
        "《青石镇2021年政府信息公开工作年度报告》按要求发布。", "2021年12月，我镇认真组织了培训。", "2021年，我镇荣获先进单位，工作扎实。",
        "2022年，我镇认真落实条例，受理上年结转的2021年申请一件。", "依据青政办〔2021〕8号文件，我镇扎实推进。", "截至2021年底，我镇已认真完成清理。",
        "“十四五”规划（2021年—2025年）已公开。", "2021年全镇财政决算已公开，要求齐全。", "2021年，全国人大修订了行政处罚法，要求公示。",
    ],
)  # fmt: skip
def test_what_is_not_stale(said):
    """History, comparisons, documents and awards of another year are no leftovers."""
    assert quotes(prose(overview=[said, "考核良好。"]), "stale-text") == []


def test_a_plan_for_the_year_that_is_over():
    """The report for 2022 that plans for 2022 was taken from that for 2021; 2023 is its next year."""
    (finding,) = findings(prose(improvements="2022年，我镇将安排专人核对栏目。"), "stale-text")
    assert (
        finding.zh
        == "报告年度为2022年，“2022年，我镇将安排专人核对栏目”一句仍把2022年作为下一步，请核实。"
    )
    for said in (
        "2023年，我镇将安排专人核对栏目。",
        "2022年，我镇已完成核对。",
        "下一步，我镇将核对2022年的文件。",
    ):
        assert findings(prose(improvements=said), "stale-text") == []


def test_a_heading_of_another_year():
    """A heading with an earlier year is stale; one that names a document or a comparison is not."""
    (finding,) = findings(prose(overview=["（一）2021年主动公开情况", "考核良好。"]), "stale-text")
    assert finding.quote == "（一）2021年主动公开情况"
    for heading in (
        "（一）2021年年报发布情况",
        "（一）2022年主动公开情况",
        "（一）2021年与2022年对比",
    ):
        assert findings(prose(overview=[heading, "考核良好。"]), "stale-text") == []


def test_the_year_must_be_known():
    """Without the report's year nothing tells which year is another."""
    assert result(prose(year=None), "stale-text") == "not_assessable"


# ---- what a finding is


def test_findings_have_a_place_a_short_quote_and_a_stable_id():
    """Quotes are short; the id stays where the figures in the words change, and differs otherwise."""
    long = "XX局" + "认真落实条例并且按月核对公开专栏的全部栏目和链接" * 3
    (finding,) = findings(prose(overview=[*SAID["overview"], long]), "template-residue")
    assert len(finding.quote) <= LONGEST_QUOTE
    assert finding.place == "l4"
    one, other, another = (
        findings(prose(overview=["考核良好。", said]), "template-residue")[0].id
        for said in ("3月公开XX条。", "4月公开XX条。", "春天公开XX条。")
    )
    assert one == other != another


def test_two_findings_of_a_rule_have_two_ids():
    """Each leftover is a finding of its own; the same words twice are one."""
    said = ["考核良好。", "全年公开XX条。", "收到申请XX件。", "全年公开XX条。"]
    found = findings(prose(overview=said), "template-residue")
    assert len(found) == 2
    assert len({finding.id for finding in found}) == 2


def test_findings_are_printed_with_their_passages():
    """JSON has the passages with quote and place, CSV the place; no cell is pretended."""
    report = prose(other="无")
    found = check(report)
    (finding,) = found.failures
    printed = findings_dict([(report, found)], [])["reports"][0]["findings"][0]
    json.dumps(printed)
    assert printed["cells"] == []
    assert printed["passages"] == [
        {"agency": "qingshizhen", "year": 2022, "section": "other", "quote": "无", "place": "l10"}
    ]
    assert places(finding) == "l10"
    assert "fee-statement" in findings_csv([(report, found)], [], "en")


@pytest.mark.parametrize(
    "rule",
    [
        "missing-section",
        "fee-statement",
        "assessment-statement",
        "title",
        "period",
        "template-residue",
        "pasted-text",
        "stale-text",
    ],
)
def test_every_rule_is_worded_as_data(rule):
    """Each rule has its statement, basis and formula in the rules file."""
    found = general_rules()[rule]
    assert found.zh
    assert found.en
    assert found.basis
    assert found.formula


# ---- no false alarms


@pytest.mark.parametrize("voice", VOICES)
def test_whole_reports_in_many_voices(voice):
    """Reports that a careful official wrote fail nothing; one with leftovers fails for those alone."""
    report = read_document(parse_document(VOICES[voice].text.encode(), voice))
    assert report.year == VOICES[voice].year
    found = check_passages(report)
    assert {f.rule.id for f in found.failures} == VOICES[voice].fails, found


def test_voices_did_not_copy_each_other():
    """Reports in different voices have no part five in common."""
    reports = [read_document(parse_document(v.text.encode(), name)) for name, v in VOICES.items()]
    for before in reports:
        for after in reports:
            if before is not after:
                assert check_reuse(before, after).failures == ()


@pytest.mark.parametrize("format_", ["html", "docx", "tabs", "pipes"])
@pytest.mark.parametrize("sections_", ["official", "worded", "misspelt", "shifted", "unnumbered"])
def test_simulated_reports(format_, sections_):
    """Simulated reports in every layout of titles: all six are found; only what they lack is said."""
    for seed in (1, 2):
        report = simulate(seed)[-1].report
        printed = lay_out_report(report, Layout(format=format_, sections=sections_))
        found = check_passages(read_document(parse_document(printed.data, "sample")))
        lacking = {(f.rule.id, f.passages[0].section) for f in found.failures}
        assert lacking <= {
            ("missing-section", "problems"), ("missing-section", "other"),
            ("fee-statement", "other"), ("assessment-statement", ""),
        }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("yonghe-2022.txt", {("fee-statement", "note"), ("title", "note"), ("pasted-text", "warning")}),
        ("hongze-2023.pdf", {("assessment-statement", "question")}),
        ("hongze-2024.pdf", set()),
        ("suqian-2023.txt", set()),
    ],
)  # fmt: skip
def test_real_reports(shared, file, expected):
    """On the real reports the rules on the prose find what the eye sees and no more.

    永和镇 2022: 无 in part six, 年度 left out of the title, a web page on loans pasted into part one.
    洪泽 2023: nothing on assessment.
    """
    found = check_passages(read(shared / "reports" / file))
    assert {(f.rule.id, f.severity) for f in found.failures} == expected
