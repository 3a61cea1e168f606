from __future__ import annotations

from dataclasses import replace

import pytest

import govstats as gs
from govstats.checks import check
from govstats.checks.rates import check_rates
from tests.telling import busy, telling


def judged(*sentences: str, before=None) -> list[str]:
    """The result of each rate that the sentences state."""
    return [result for _, result in check_rates(telling(*sentences), before or ()).outcomes]


def wrong(*sentences: str, before=None) -> list[str]:
    """What is said of each rate that no base gives."""
    return [f.zh for f in check_rates(telling(*sentences), before or ()).findings]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年主动公开政府信息29条。其中机构职能类信息5条，占17.24%；规划计划类3条，占10.3%；其他类21条，占72.41%。",
        "全年主动公开政府信息15条。其中机构职能类信息7条，占46.66%；其他类8条，占53.33%。",
        "全年主动公开政府信息15条。其中机构职能类信息7条，占46.67%；其他类8条，占53.3%。",
        "全年主动公开政府信息3条，其中机构职能类信息1条，占33.3%；其他类2条，占66.7%。",
        "全年主动公开政府信息8条，其中机构职能类信息2条，占比25；其他类6条，占比75.00%。",
        "全年收到申请95件，办结94件，其中予以公开及部分公开55件，占58.5%。",
        "全年收到申请95件，其中予以公开46件，占48.4%。",
        "全年收到申请95件，其中予以公开46件，占46%。",
        "共收到政府信息公开申请95件，其中自然人80件，占84.2%，法人15件，占15.8%。",
        "全年主动公开政府信息1万余条，其中政务动态类5000余条，占50%左右。",
        "依申请公开方面，无法提供20件，其中本机关不掌握19件，占95%。",
        "政府信息公开行政复议7件，其中维持3件，占42.9%。",
    ],
)  # fmt: skip
def test_shares_that_follow_from_the_counts(sentence):
    """A share is right for any whole that may be meant, rounded or cut off at its last place."""
    results = judged(sentence)
    assert results
    assert set(results) == {"pass"}


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "全年主动公开政府信息29条。其中机构职能类信息5条，占17.3%；其他类24条，占82.8%。",
            "正文称机构职能类占17.3%，按主动公开29条重算为17.2%，请核实。",
        ),
        (
            "全年主动公开政府信息29条。其中规划计划类信息3条，占10.4%；其他类26条，占89.7%。",
            "正文称规划计划类占10.4%，按主动公开29条重算为10.3%，请核实。",
        ),
        (
            "全年主动公开政府信息25条，其中规划计划类信息5条，占19.9%。",
            "正文称规划计划类占19.9%，按主动公开25条重算为20%，请核实。",
        ),
        (
            "全年办结申请94件，其中予以公开及部分公开55件，占33.9%。",
            "正文称予以公开和部分公开占33.9%，按办结政府信息公开申请94件重算为58.5%，请核实。",
        ),
    ],
)
def test_shares_that_no_whole_gives(sentence, said):
    """A share that no whole gives is asked about, and the nearest whole is named."""
    assert wrong(sentence) == [said]
    (finding,) = check_rates(telling(sentence)).findings
    assert finding.severity == "question"


@pytest.mark.parametrize(
    "sentence",
    [
        "收到政府信息公开申请12件，占全市的30%。",
        "收到政府信息公开申请12件，网站访问量同比增长30%。",
        "收到政府信息公开申请12件，其中自然人申请同比增长30%。",
        "2023年收到政府信息公开申请95件，同比增长29.3%。",
        "新收申请95件，较上年增加14件。",
    ],
)
def test_rates_without_a_base_are_not_assessable(sentence):
    """Another whole, another subject, or no report of the year before: nothing is said."""
    assert set(judged(sentence)) == {"not_assessable"}


@pytest.mark.parametrize(
    ("sentence", "results"),
    [
        ("新收申请30件，较上年增加14件，增长87.5%。", ["not_assessable", "pass"]),
        ("新收申请30件，较上年减少10件，下降25%。", ["not_assessable", "pass"]),
        ("新收申请30件，较上年增加14件，增长88.5%。", ["not_assessable", "fail"]),
        ("新收申请30件，较上年减少10件，增长25%。", ["not_assessable", "fail"]),
    ],
)
def test_growth_beside_a_difference(sentence, results):
    """A growth rate must follow from the count and the difference in its own sentence."""
    assert judged(sentence) == results


def city(sentence: str, year: int = 2024):
    """宿迁 2024 with a sentence of ours in place of its prose, and its report of the year before."""
    dataset = gs.load()
    now = dataset.report("suqian", year)
    tables = tuple(cell for cell in now.cells if cell.source == "table")
    said = telling(sentence, year=year).statements
    return replace(now, cells=tables, statements=said), dataset.report("suqian", year - 1)


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("全市共收办政府信息公开申请3646件，同比增长1.08%。", "pass"),
        ("全市共收办政府信息公开申请3646件，同比增长1.1%。", "pass"),
        ("全市新收政府信息公开申请3525件，同比增长0.4%。", "pass"),
        ("全市新收政府信息公开申请3525件，比上年增加14件。", "pass"),
        ("全市共收办政府信息公开申请3646件，比上年增加39件。", "pass"),
        ("全市共收办政府信息公开申请3646件，同比增长1.05%。", "fail"),
        ("全市共收办政府信息公开申请3646件，同比下降1.08%。", "fail"),
        ("全市新收政府信息公开申请3525件，比上年增加15件。", "fail"),
    ],
)
def test_growth_against_the_year_before(sentence, result):
    """Growth and difference are recomputed under 新收 and under 新收 with 上年结转."""
    now, before = city(sentence)
    assert check_rates(now, [before]).outcomes == (("stated-rate", result),)
    assert check_rates(now).outcomes == (("stated-rate", "not_assessable"),)


def test_growth_that_fails_names_its_base():
    """+1.05% where the figures give 1.08%: the base that gives the count in the sentence is named."""
    now, before = city("全市共收办政府信息公开申请3646件，同比增长1.05%。")
    (finding,) = (f for f in check(now, [before]).failures if f.rule.id == "stated-rate")
    assert finding.zh == (
        "正文称收到政府信息公开申请同比增长1.05%，按表三“本年新收”与“上年结转”之和（2023年3607件，2024年3646件）重算为增长1.08%，请核实。"
    )
    assert (str(finding.expected), str(finding.found)) == ("1.08", "1.05")
    assert {cell.year for cell in finding.cells} == {2023, 2024}
    assert finding.doubtful == ()


def test_growth_of_what_only_the_prose_states():
    """A total that no table holds is compared with what last year's prose stated: 21.5%, not 23%."""
    before = telling("2023年共收到政府信息公开申请4237件。", year=2023)
    empty = dict.fromkeys(busy(), "见附件")
    for growth, result in (
        ("23%", "fail"),
        ("21.5%", "pass"),
        ("21.4%", "pass"),
        ("21.6%", "fail"),
    ):
        now = telling(
            f"2024年共收到政府信息公开申请5147件，同比增长{growth}。", year=2024, values=empty
        )
        assert check_rates(now, [before]).outcomes == (("stated-rate", result),)


def test_vague_counts_make_growth_wide():
    """From 100余 to 120余 is anything between 9.1% and 30%."""
    before = telling("全年主动公开政府信息100余条。", year=2022)
    for growth, result in (("20%", "pass"), ("29%", "pass"), ("35%", "fail")):
        sentence = f"全年主动公开政府信息120余条，同比增长{growth}。"
        assert judged(sentence, before=[before]) == [result]


def test_percentage_points():
    """A share moves by points: between two stated shares, or between those of both years' figures."""
    before = telling("全年主动公开政府信息50条，其中机构职能类信息20条，占40%。", year=2022)
    text = "全年主动公开政府信息50条，其中机构职能类信息22条，占44%，比上年提高{}个百分点。"
    assert judged(text.format(4), before=[before])[-1] == "pass"
    assert judged(text.format(6), before=[before])[-1] == "fail"
    now, earlier = city("全市共收办3646件，其中予以公开1431件，占40.6%，比上年提高5.4个百分点。")
    (finding,) = check_rates(now, [earlier]).findings
    assert finding.zh == (
        "正文称予以公开占比比上年提高5.4个百分点，按上年34.17%、本年40.6%重算为提高6.4个百分点，请核实。"
    )


def test_two_scopes_are_not_compared():
    """What the prose states of 全镇 is no base for what it states without that word."""
    before = telling("全镇主动公开政府信息100条。", year=2022)
    assert judged("主动公开政府信息120条，同比增长30%。", before=[before]) == ["not_assessable"]
