from __future__ import annotations

import pytest

import govstats as gs
from govstats.checks import check
from govstats.checks.law import check_law
from govstats.forms import lacks_rule_making, regulations
from govstats.reading import read
from tests.telling import busy, few, telling

CITES = "2023年收到政府信息公开申请1件，根据《条例》{}的规定，决定不予公开，已答复申请人。"


def judged(sentence: str, row: str, **options) -> list[tuple[str, str]]:
    """Rule and result, in a report that booked one request under a row."""
    report = telling(sentence, values=few(row), **options)
    return [each for each in check_law(report).outcomes if each[0] == "legal-basis"]


@pytest.mark.parametrize(
    ("article", "row"),
    [
        ("第十四条", "requests.refused.state_secret"),
        ("第十四条", "requests.refused.prohibited_by_law"),
        ("第十四条", "requests.refused.endangers_security"),
        ("第十五条", "requests.refused.third_party_rights"),
        ("第三十二条", "requests.refused.third_party_rights"),
        ("第十六条第一款", "requests.refused.internal_affairs"),
        ("第十六条第二款", "requests.refused.process_information"),
        ("第十六条第二款", "requests.refused.enforcement_file"),
        ("第十六条第（二）项", "requests.refused.process_information"),
        ("第三十六条第（七）项", "requests.refused.statutory_lookup"),
        ("第三十六条第一款第（七）项", "requests.refused.statutory_lookup"),
        ("第三十六条第（四）项", "requests.unavailable.not_held"),
        ("第三十六条第（五）项", "requests.unavailable.not_held"),
        ("第三十八条", "requests.unavailable.needs_creation"),
        ("第三十条", "requests.unavailable.unclear"),
        ("第三十条", "requests.other.not_clarified"),
        ("第三十九条第一款", "requests.not_processed.petition"),
        ("第三十九条第二款", "requests.not_processed.publication"),
        ("第三十六条第（六）项", "requests.not_processed.repeated"),
        ("第三十五条", "requests.not_processed.excessive"),
        ("第三十七条", "requests.partly_granted"),
        ("第三十六条第（一）项", "requests.granted"),
        ("第四十二条", "requests.other.fee_unpaid"),
    ],
)
def test_articles_lead_to_their_rows(article, row):
    """Each article of the regulations leads to the row in which its decision is booked."""
    assert judged(CITES.format(article), row) == [("legal-basis", "pass")]


def test_refusal_under_16_2_booked_as_internal_affairs():
    """A refusal under 16(2) that stands only under 三类内部事务信息 is a question naming the article."""
    report = telling(
        CITES.format("第十六条第二款"), values=few("requests.refused.internal_affairs")
    )
    (finding,) = (f for f in check(report).failures if f.rule.id == "legal-basis")
    assert finding.severity == "question"
    assert finding.zh == (
        "正文引用《条例》第十六条第二款，对应“属于四类过程性信息”或“属于行政执法案卷”，表三填在“属于三类内部事务信息”，请核实。"
    )
    assert "Article 16(2)" in finding.en
    assert [(c.item.rpartition(".")[2], c.value) for c in finding.cells if c.breakdown == "total"] == [
        ("internal_affairs", 1), ("process_information", 0), ("enforcement_file", 0),
    ]  # fmt: skip


def test_only_outcome_of_the_year_under_another_group():
    """A decision under 36(4) that stands as the year's only outcome under 信访举报 is asked about."""
    sentence = CITES.format("第三十六条第（四）项")
    assert judged(sentence, "requests.not_processed.petition") == [("legal-basis", "fail")]


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《条例》第十六条第二款，收到申请1件。",
        "对收到的1件申请，应当根据《条例》第十六条第二款作出不予公开决定。",
        "收到申请1件。根据《条例》第十六条第二款，过程性信息可以不予公开。",
        "本报告根据《条例》第四十九条编制。",
        "2023年收到政府信息公开申请1件，根据《条例》第三十六条第（三）项的规定，决定不予公开。",
        "2023年收到政府信息公开申请1件，根据《福建省政府信息公开办法》第十六条第二款，决定不予公开。",
        "2023年收到政府信息公开申请1件，根据《条例》第三十六条的规定予以答复。",
    ],
    ids=["no decision", "duty", "general", "opening", "36(3)", "another law", "whole article"],
)
def test_citations_that_decide_nothing_raise_nothing(sentence):
    """What describes the law, opens the report or leaves the row open is never a finding."""
    assert ("legal-basis", "fail") not in judged(sentence, "requests.refused.internal_affairs")


def test_many_refusals_tie_no_citation_to_a_booking():
    """Among many refusals nobody can tell which one was meant."""
    report = telling(
        CITES.format("第十六条第二款"), values=few("requests.refused.internal_affairs", 9)
    )
    assert check_law(report).findings == ()


def test_row_that_cannot_be_read_leaves_the_question_open():
    """A row of which a figure is illegible may hold the decision."""
    values = few("requests.refused.internal_affairs")
    who = ("natural_person", "total")
    values |= {("requests.refused.process_information", code): "见附件" for code in who}
    report = telling(CITES.format("第十六条第二款"), values=values)
    assert ("legal-basis", "not_assessable") in check_law(report).outcomes


def test_one_row_for_other_handling_of_2019():
    """In the form of 2019, where 其他处理 is one row, 42 leads to that."""
    form = regulations(2020, "2019")
    assert form is not None
    assert form.rows(42) == ("requests.other.fee_unpaid",)
    assert regulations(2018, "2014") is None
    assert regulations(2019, "2019") is None


def test_seed_report(shared):
    """永和镇 2022 cites 16(2) and books its refusal under 三类内部事务信息: one question."""
    found = check_law(read(shared / "reports" / "yonghe-2022.txt"))
    (finding,) = found.findings
    assert (finding.rule.id, finding.severity) == ("legal-basis", "question")
    assert "第十六条第二款" in finding.zh
    assert "三类内部事务信息" in finding.zh


# ---- 规章


@pytest.mark.parametrize(
    "name",
    [
        "青石镇人民政府",
        "桃江县松木塘镇人民政府",
        "福州市鼓楼区人民政府安泰街道办事处",
        "白泉乡",
        "会同县林业局",
        "青石县人民政府",
        "青石县人民政府办公室",
        "淮安市洪泽区人民政府",
        "银川市兴庆区司法局",
        "青石镇人民政府（模拟数据）",
        "内蒙古自治区呼和浩特市玉泉区人民政府",
    ],
)
def test_bodies_without_the_power_to_make_rules(name):
    """Towns, streets, counties, districts of a city and their departments make no 规章."""
    assert lacks_rule_making(name)


@pytest.mark.parametrize(
    "name",
    [
        "宿迁市",
        "宿迁市人民政府",
        "晋江市人民政府",
        "上海市人民政府办公厅",
        "广西壮族自治区人民政府",
        "宁夏回族自治区财政厅",
        "上海市浦东新区人民政府",
        "景德镇市人民政府",
        "江西省景德镇",
        "新乡市",
        "国家税务总局",
        "",
    ],
)
def test_bodies_of_which_the_name_does_not_tell(name):
    """A city may be one divided into districts; of provinces, new areas and others nothing is said."""
    assert not lacks_rule_making(name)


def test_rules_booked_by_a_town():
    """A town that books 规章 is asked whether they are normative documents."""
    values = busy({("rules.issued", ""): 2, ("rules.in_force", ""): 2})
    report = telling(values=values)
    (finding,) = (f for f in check(report).failures if f.rule.id == "rules-by-level")
    assert finding.severity == "question"
    assert finding.zh == (
        "表二“规章”填报本年制发件数2、现行有效件数2；青石镇人民政府没有规章制定权，请核实是否应填在“行政规范性文件”。"
    )
    city = telling(values=values, agency="青石市人民政府")
    assert ("rules-by-level", "not_assessable") in check(city).outcomes
    assert ("rules-by-level", "pass") in check(telling()).outcomes


def test_real_bodies():
    """宿迁市 may book its 规章; 松木塘镇, which published 2 made and 2 in force, may not."""
    dataset = gs.load()
    for year in (2023, 2024):
        assert check_law(dataset.report("suqian", year)).findings == ()
    town = check_law(dataset.report("taojiang-songmutang", 2022))
    assert [f.rule.id for f in town.findings] == ["rules-by-level"]
