"""What real reports lawfully do and nobody may be blamed for: no finding fails."""

from __future__ import annotations

import pytest

from tests.situations import ASSESSED, failures, filled, report

BASE = {
    "new": [12, 3], "brought": [2], "granted": [8, 2], "partly": [1], "not_held": [1, 1],
    "other": [2],
}  # fmt: skip
DISPUTES = {
    "review": [3, 1, 0, 1], "litigation_direct": [2, 0, 0, 1], "litigation_after_review": [1],
}  # fmt: skip
VOLUMES = {
    "licensing.decisions": 120, "penalties.decisions": 40, "coercion.decisions": 2,
    "fees.amount": "12.53", "normative_documents.issued": 3, "normative_documents.repealed": 1,
    "normative_documents.in_force": 17,
}  # fmt: skip
FIGURES = filled(DISPUTES, VOLUMES, **BASE)


def silent(figures, overview=ASSESSED, **parts):
    """Return what fails in a report of one situation, as sentences."""
    return [finding.zh for finding in failures(report(figures, overview, **parts))]


@pytest.mark.parametrize(
    "sentence",
    """
全年共收到政府信息公开申请17件（含上年结转2件），办结15件，结转下年度2件。
全年收到政府信息公开申请16件，其中1件当场撤回，实际受理15件。
全年收到政府信息公开申请16件，其中申请人撤回1件。
全年收到政府信息公开申请18件，其中不属于政府信息公开申请的3件，实际受理15件。
全年收到政府信息公开申请18件，其中有效申请15件，其余3件为咨询。
收到申请15件，已答复13件，正在办理2件。
全年新收申请15件，同比增长25%。
全年新收申请15件，较上年减少3件，下降16.7%。
全年新收申请15件，是上年3件的5倍。
全年新收申请15件，比上年的3件增长4倍。
共收到政府信息公开申请15件，较2022年的12件上升25%，较2021年的10件上升50%。
2023年收到申请15件，12月当月收到5件。
上半年新收政府信息公开申请9件，下半年新收6件，全年新收15件。
截至2023年12月31日，累计受理申请1215件（2008年以来）。
自2008年《条例》施行以来累计收到申请268件，2023年收到15件。
全县共收到政府信息公开申请420件，其中我镇15件。
全县45个单位共收到申请420件，答复率100%。
县直部门收到申请310件，乡镇收到110件。
收到申请15件，涉及拆迁补偿9件、宅基地4件、其他2件。
全年新收申请15件，涉及信息事项42项。
全年新收申请15件，其中同一申请人提出9件。
收到申请15件，其中自然人占80%，企业占20%。
办结15件，其中予以公开和部分公开11件，占73.3%；其他处理2件，占13.3%。
办结15件，予以公开占67%，部分公开占7%，无法提供占13%，其他处理占13%。
全年共收到申请15件，均已办结；上年结转2件已办结2件。
公众查阅点接待查阅120人次，提供咨询56次，受理申请3件。
行政服务中心窗口受理申请3件，网站受理申请12件。
县政府转办依申请公开2件，本级直接受理13件。
本年度较上年减少行政诉讼3件。
公示行政许可决定98件、行政处罚决定35件。
全年办理行政审批事项1350件，其中行政许可120件。
作出行政许可决定120件，其中即办件110件；行政处罚40件，其中简易程序30件。
行政处罚40件，罚没款12.5万元。
行政事业性收费12.5万元，减免3.2万元。
全年行政事业性收费125300元。
本年度制发行政规范性文件3件，废止1件，现行有效17件，历年累计制发96件。
全年制定出台政策性文件46件，其中行政规范性文件3件。
因政府信息公开被提起行政复议5件，其中维持3件、纠正1件、未审结1件。
新收行政复议4件，上年结转1件，审结4件。
本机关作为复议机关受理行政复议案件86件，其中因政府信息公开被申请行政复议5件。
行政复议和行政诉讼共9件。
行政复议案件5件，较上年减少2件；行政诉讼4件，与上年持平。
行政诉讼4件（其中一审2件、二审2件）。
12345热线受理群众咨询420件，受理信访件58件，办结56件。
收到人大代表建议12件、政协提案8件，办结率100%，主动公开答复20件。
主动公开政府信息320条，历年累计公开4120条。
主动公开政府信息320条，其中门户网站210条、微信公众号150条、公告栏40条。
主动公开政府信息320条，其中政策解读12条、财政预决算4条、重大项目20条。
""".strip().splitlines(),
)  # fmt: skip
def test_sentence_beside_tables_that_it_does_not_contradict(sentence):
    """Gross and net, part and whole, other years, other bodies and rounding contradict no table."""
    assert silent(FIGURES, sentence + ASSESSED) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "全年办理行政许可1.23万件。",
        "全年办理行政许可1.2万余件。",
        "全年办理行政许可超1.2万件，行政处罚近5000件。",
        "全年新收政府信息公开申请350余件，办结约350件。",
    ],
)
def test_rounded_counts_of_the_prose(sentence):
    """余, 约, 近, 超 and 万 stand for the exact figure of the table."""
    figures = filled(
        volumes={"licensing.decisions": 12345, "penalties.decisions": 4980},
        new=[321, 30], granted=[300, 20], not_held=[21, 10],
    )  # fmt: skip
    assert silent(figures, sentence + ASSESSED) == []


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            [130, 65, 5],
            "收到申请200件，其中自然人130件，占65%；商业企业65件，占33%；科研机构5件，占3%。",
        ),
        ([100, 100, 100], "收到申请300件，自然人、商业企业、科研机构各占33%。"),
        ([133, 67], "收到申请200件，自然人133件，约占三分之二。"),
        ([141, 59], "收到申请200件，自然人141件，占比超过七成。"),
    ],
)
def test_whole_percentages_need_not_add_up_to_100(counts, sentence):
    """Shares rounded one by one come to 99 or 101."""
    assert silent(filled(new=counts, granted=counts), sentence + ASSESSED) == []


def test_a_year_without_a_request():
    """A body that had none says so, and a form full of noughts is a form filled in."""
    said = "本年度未收到政府信息公开申请，未发生行政复议和行政诉讼。"
    assert silent(filled(), said + ASSESSED) == []


@pytest.mark.parametrize("mark", ["/", "—"])
def test_a_mark_for_nothing(mark):
    """A slash or a dash is an answer, no blank."""
    figures = {key: mark if value == "0" else value for key, value in FIGURES.items()}
    assert silent(figures) == []


def test_disputes_may_exceed_requests():
    """Reconsideration and suits of a year are mostly about replies of the years before."""
    disputes = {"review": [20, 3, 1, 4], "litigation_direct": [30, 1, 0, 2]}
    assert silent(filled(disputes, **BASE)) == []


def test_the_first_report_of_a_body():
    """A body founded in March covers less than a year, and brings forward what it took over."""
    said = "本单位于2023年3月15日挂牌成立，原镇执法中队移交上年结转3件，全部办结。"
    found = silent(
        filled(new=[4], brought=[3], granted=[7]),
        said + ASSESSED,
        who="青石镇综合行政执法大队",
        period="统计期限为2023年3月15日（本单位成立之日）至2023年12月31日。",
    )
    assert found == []


@pytest.mark.parametrize("who", ["青州市人民政府", "云江省人民政府"])
def test_rules_of_those_who_may_make_them(who):
    """规章 of a city or a province raise nothing."""
    volumes = {"rules.issued": 2, "rules.repealed": 1, "rules.in_force": 14}
    assert silent(filled(volumes=volumes, **BASE), who=who) == []


def test_the_form_of_2019():
    """增/减 has a sign, money its unit in the cell, and 其他处理 one row."""
    volumes = {
        "licensing.items_before": 120, "licensing.items_change": "-8",
        "penalties.items_change": "+21", "procurement.amount": "160.5964万元",
    }  # fmt: skip
    figures = filled(volumes=volumes, edition="2019", **BASE)
    assert silent(figures, year=2020, edition="2019") == []


def years(*pairs, **parts):
    """Return what fails in the last of some reports, each given by its figures and a sentence."""
    first = 2024 - len(pairs)
    made = [
        report(figures, sentence + ASSESSED, year=first + n, **parts)
        for n, (figures, sentence) in enumerate(pairs)
    ]
    return [finding.zh for finding in failures(made[-1], *made[:-1])]


def test_carried_over_for_two_years():
    """A request of 2021 that was concluded in 2023 was carried forward twice."""
    found = years(
        (filled(new=[10], granted=[8]), ""),
        (filled(brought=[2], granted=[1]), ""),
        (filled(new=[3], brought=[1], granted=[4]), ""),
    )
    assert found == []


def test_carried_over_from_the_2019_form():
    """What the last report on the form of 2019 carries forward, the first on that of 2021 brings."""
    earlier = report(filled(edition="2019", new=[9], granted=[7]), year=2020, edition="2019")
    later = report(filled(new=[5], brought=[2], granted=[7]), year=2021)
    assert failures(later, earlier) == []


def test_open_requests_of_a_merged_body():
    """Who takes over another's open requests brings forward more than it carried; it says why."""
    found = years(
        (filled(new=[30], granted=[25]), ""),
        (
            filled(new=[33], brought=[9], granted=[42]),
            "机构改革中，原镇农业服务中心结转的申请并入本镇办理。",
        ),
    )
    assert found == []


@pytest.mark.parametrize(
    ("volumes", "sentence"),
    [
        (
            {"licensing.decisions": 2120},
            "2023年起承接县级下放的行政许可事项，行政许可办件量增至2120件。",
        ),
        ({"licensing.decisions": 0}, "行政许可事项已划转至县行政审批局集中行使。"),
    ],
)
def test_a_leap_that_is_explained(volumes, sentence):
    """Whoever says why a figure leapt is not asked to say why."""
    before = filled(volumes={"licensing.decisions": 220}, new=[5], granted=[5])
    assert years((before, ""), (filled(volumes=volumes, new=[5], granted=[5]), sentence)) == []


def test_requests_that_rose_for_a_stated_reason():
    """Ten times the requests after a relocation are no other scope."""
    found = years(
        (filled(new=[30], granted=[30]), ""),
        (filled(new=[310], granted=[310]), "受征地拆迁影响，申请量大幅增加，同比增长933.3%。"),
    )
    assert found == []


@pytest.mark.parametrize(("now", "said"), [(30, "2倍"), (20, "2倍"), (35, "2.5倍"), (35, "2倍多")])
def test_growth_in_multiples(now, said):
    """增长2倍 is three times as much, and twice as much to those who write it loosely."""
    sentence = f"全年新收申请{now}件，同比增长{said}。"
    before = filled(new=[10], granted=[10])
    assert years((before, ""), (filled(new=[now], granted=[now]), sentence)) == []


def test_the_law_of_2024_moves_suits():
    """Since 2024 a refusal goes to reconsideration first: suits fall and cases rise at once."""
    before = report(filled({"litigation_direct": [40, 2, 3, 5], "review": [3]}), year=2023)
    after = report(filled({"litigation_after_review": [5], "review": [60, 3, 5, 8]}), year=2024)
    assert failures(after, before) == []


def test_documents_that_expired():
    """A stock that fell by more than was repealed is explained by documents that lapsed."""
    name = "normative_documents"
    found = years(
        (filled(volumes={f"{name}.in_force": 12}), ""),
        (
            filled(volumes={f"{name}.issued": 3, f"{name}.repealed": 1, f"{name}.in_force": 12}),
            "另有2件行政规范性文件有效期届满自动失效。",
        ),
        who="洪石县人民政府",
    )
    assert found == []


@pytest.mark.parametrize(
    "problems",
    [
        "2023年，我镇将公开工作纳入考核，但栏目更新有时不够及时。2024年，将安排专人按月核对。",
        "2022年提出将栏目更新纳入考核，2023年已落实。仍存在解读不足的问题。下一步将丰富形式。",
    ],
)
def test_years_that_belong_where_they_stand(problems):
    """Last year's plan that was carried out, and next year's, are no text left over."""
    assert silent(FIGURES, problems=problems) == []
