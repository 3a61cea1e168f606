from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from govstats.checks import check
from govstats.checks.prose.divisions import divisions
from govstats.checks.sums import check_sums
from govstats.reading import read
from tests.telling import telling


def judged(*sentences: str) -> list[tuple[str, str]]:
    """Rule and result of each list that the sentences give."""
    return list(check_sums(telling(*sentences)).outcomes)


def found(*sentences: str) -> list[tuple[str, str, int, int]]:
    """Rule, severity, what the parts come to and the whole stated, of each list that fails."""
    return [
        (f.rule.id, f.severity, int(f.expected), int(f.found))
        for f in check_sums(telling(*sentences)).findings
    ]


@pytest.mark.parametrize(
    ("sentence", "listed", "stated"),
    [
        ("全年主动公开信息63条。其中机构职能类信息4条、民政扶贫救灾社会保障就业类信息12条、科教文体卫生类信息13条、安全生产应急管理类信息11条，其他类信息22条。", 62, 63),
        ("全年主动公开政府信息116条，其中：机构职能类信息1条，政策、规范性文件类信息5条，财政资金类信息26条，安全生产应急管理类信息10条，国土资源城乡建设类信息47条，民政扶贫社会保障救助类信息26条，其他类信息2条。", 117, 116),
        ("全年主动公开政府信息169条，包括机构职能类信息4条、政策、规范性文件类信息2条、规划计划类信息1条、行政许可类信息39条、重大建设项目信息14条、国土资源城乡建设环保能源类信息1条、安全生产、应急管理类信息6条、其他类信息99条。", 166, 169),
        ("主动公开政府信息3437条，其中人事信息12条、政务动态1740条、公告公示225条、解读及回应信息110条、其他类信息1827条。", 3914, 3437),
    ],
)  # fmt: skip
def test_complete_list_of_classes_that_does_not_add_up(sentence, listed, stated):
    """A list of classes that ends in the rest is held to its total: published splits, our sentences."""
    assert found(sentence) == [("category-sum", "error", listed, stated)]


def test_wording_of_a_category_sum():
    """The finding states both sums, the number of classes and the difference, in both languages."""
    sentence = "全年主动公开信息10条，其中机构职能类信息4条、其他类信息5条。"
    (finding,) = check_sums(telling(sentence)).findings
    assert finding.zh == "正文称主动公开10条，所列2类合计9条，相差1条，须更正。"
    assert finding.en == (
        "The prose states 10 items disclosed; the 2 categories it lists add up to 9; the difference is 1."
    )
    assert [(c.item, c.breakdown, c.value) for c in finding.cells] == [
        ("disclosed.total", "", 10),
        ("disclosed.by_category", "institution", 4),
        ("disclosed.by_category", "other", 5),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年主动公开信息62条，其中机构职能类信息4条、科教文体卫生类信息36条，其他类信息22条。",
        "全年主动公开政府信息100条，其中：政策文件类40条（规章10条、规范性文件30条）、动态类20条、其他类40条。",
        "全年主动公开政府信息188条，其中目录类102条（机构职能12条、政策文件40条、规划计划50条），专题类86条。",
        "共收到政府信息公开申请28件，其中自然人24件，法人或其他组织4件。",
        "全年办结申请100件，其中予以公开40件、部分公开10件、不予公开5件、无法提供20件、不予处理5件、其他处理20件。",
        "全年共受理政府信息公开申请99件，其中市政府40件、青石县30件、白泉县20件、云崖县9件。",
        "全年对3件申请收取信息处理费2850元，其中青石县公安局1件420元，白泉县公安局1件290元，云崖县公安局1件2140元。",
        "全年编发政策简明问答119期，其中市级47期、青石县28期、白泉县22期、云崖县15期、柳渡县5期、松坪县2期。",
        "全年主动公开政府信息1万余条，其中政务动态类8043条、信息公开目录类1900条、其他类327条。",
    ],
)  # fmt: skip
def test_lists_that_add_up_pass(sentence):
    """Classes, nested classes, applicants, outcomes, units and fees that add up are passed."""
    outcomes = judged(sentence)
    assert ("category-sum", "pass") in outcomes
    assert ("category-sum", "fail") not in outcomes


def test_divided_class_stays_a_part_of_its_list():
    """A class that a bracket divides further counts in its own list, and is the whole in the bracket."""
    report = telling(
        "主动公开信息100条，其中动态类20条（机构职能12条、政策文件8条）、政策类30条、其他类50条。"
    )
    lists = [
        (d.kind, int(d.whole.value), [int(p.value) for p in d.parts])
        for d in divisions(report.statements)
    ]
    assert sorted(lists) == [("category", 100, [20, 30, 50]), ("subcategory", 20, [12, 8])]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年主动公开政府信息29条，其中机构职能类5条，规划计划类3条。",
        "全年主动公开政府信息100条，其中政策文件30条、资金公示12期、工作动态50篇、其他信息8条。",
        "全年主动公开政府信息100件，其中政策文件30条、工作动态60条、其他信息9条。",
        "全年共受理政府信息公开申请100件，其中市政府40件、青石县30件。",
        "全年主动公开信息50条，其中政策类5条、会议公开23项、其他类20条。",
    ],
    ids=["examples", "篇 and 期", "another unit", "some units", "a number left over"],
)
def test_lists_that_do_not_claim_to_add_up(sentence):
    """Examples, lists in several units, and lists with a number that nobody read are left open."""
    assert found(sentence) == []
    assert ("category-sum", "not_assessable") in judged(sentence)


@pytest.mark.parametrize(
    ("sentence", "listed", "stated", "zh"),
    [
        ("共收到政府信息公开申请28件，其中自然人24件，法人或其他组织5件。", 29, 28, "所列2类申请人合计29件"),
        ("全年办结申请100件，其中予以公开40件、部分公开10件、不予公开5件、无法提供20件、不予处理5件、其他处理21件。", 101, 100, "所列6项办理结果合计101件"),
        ("全年共受理政府信息公开申请100件，其中市政府40件、青石县30件、白泉县20件、云崖县9件。", 99, 100, "所列4个单位合计99件"),
        ("全年共受理政府信息公开申请100件，其中市政府40件、青石县30件、白泉县31件。", 101, 100, "所列3个单位合计101件"),
        ("全年对3件申请收取信息处理费2950元，其中青石县公安局420元，白泉县公安局290元，云崖县公安局2140元。", 2850, 2950, "所列3个单位合计2850元"),
    ],
)  # fmt: skip
def test_other_lists_are_asked_about(sentence, listed, stated, zh):
    """Applicants, all outcomes, and units that come near their total or above it are questions."""
    assert found(sentence) == [("category-sum", "question", listed, stated)]
    (finding,) = check_sums(telling(sentence)).findings
    assert zh in finding.zh


def test_requests_divided_under_another_reading():
    """Applicants and outcomes of new and carried-over requests together are no mismatch with 新收."""
    sentence = "2023年新收申请95件，其中自然人申请84件，法人或其他组织申请16件。"
    assert found(sentence) == []
    assert ("category-sum", "pass") in judged(sentence)


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("全年主动公开信息2873条，其中政府网站公开1600条，微信公众号发布450条，宣传车、公开栏等方式公开453条。", "fail"),
        ("收到政府信息公开申请12件，其中当面申请3件，网络申请8件。", "fail"),
        ("主动公开信息306条。其中政府网站公开216条，微信公开22条，其他方式公开299条。", "pass"),
        ("主动公开信息113条，其中通过政府网站公开71条，微信公众号发布63条。", "pass"),
        ("全年主动公开信息400余条，其中政府网站公开53条，公众号发布300余条。", "pass"),
        ("主动公开信息300条，其中政府网站公开200条，微信公众号推送50期。", "not_assessable"),
    ],
)  # fmt: skip
def test_channels(sentence, result):
    """Channels may come to more than the total, since they overlap; only a shortfall is asked about."""
    assert judged(sentence) == [("channel-sum", result)]


def test_numbers_that_were_not_read_count_as_channels():
    """What other channels carried is added even where its name was not read: 370 short, not 823."""
    sentence = "全年主动公开信息2873条，其中政府网站公开1600条，微信公众号发布450条，宣传车、公开栏等方式公开453条。"
    (finding,) = check_sums(telling(sentence)).findings
    assert (finding.severity, finding.difference) == ("question", 370)
    assert finding.zh == (
        "正文称主动公开2873条，所列3个渠道合计2503条，少370条；如有其他渠道，请说明。"
    )


def test_kept_figures_are_added_up_too():
    """A dataset's categories with their rest are held to the total that it keeps."""
    sentence = "全年主动公开信息10条，其中机构职能类信息4条、其他类信息5条。"
    kept = replace(telling(sentence), statements=())
    (finding,) = check_sums(kept).findings
    assert (finding.severity, finding.expected, finding.found) == ("error", 9, 10)
    assert finding.id == check_sums(telling(sentence)).findings[0].id


def test_sums_of_the_real_reports(shared):
    """Every sum in the sentences of 宿迁 2023 is recomputed: units, applicants, outcomes, fees, cases."""
    report = read(shared / "reports" / "suqian-2023.txt")
    sums = {(int(d.whole.value), len(d.parts)) for d in divisions(report.statements)}
    assert sums == {(119, 6), (3607, 2), (3607, 7), (3607, 11), (25, 5), (2950, 5)}
    assert check_sums(report).outcomes == (("category-sum", "pass"),) * 6
    yonghe = check(read(shared / "reports" / "yonghe-2022.txt"))
    (finding,) = (f for f in yonghe.failures if f.rule.id == "category-sum")
    assert (finding.severity, finding.expected, finding.found) == ("error", Decimal(62), 63)
