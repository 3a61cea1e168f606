"""How much of one text stands in another: the measure itself, and the questions it leads to."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govstats.checks import check_reuse, check_reuse_between
from govstats.checks.alike import alike
from govstats.checks.overlap import OWN, K, measure, overlap, prepare
from govstats.checks.reuse import LEAST_SHARE
from govstats.forms import boilerplate
from govstats.reading import read
from govstats.reports import Passage, Report

PROBLEM = "栏目由各村自行维护，换人之后常常没有交接，旧链接打不开也没有人报修。"
PLAN = "下一步，我镇将给每个栏目指定两名维护人，每月第一个星期检查链接，把打不开的列成清单交办。"
OTHER_PLAN = (
    "今后，我局将请档案室协助，按季度抽查答复书的格式，并把常见的差错整理成问答发给承办人。"
)


def report(problems: str, improvements: str, agency: str = "qingshi", year: int = 2023) -> Report:
    """A report with our sentences in part five."""
    return Report(
        source=f"{agency}-{year}", sha256="", agency=agency, agency_name=f"{agency}镇", year=year, edition="2021",
        cells=(), passages=(
            Passage("problems", "五、存在的主要问题及改进情况", "l1", heading=True),
            Passage("problems", problems, "l2"), Passage("improvements", improvements, "l3"),
        ),
    )  # fmt: skip


# ---- the measure


def by_hand(later: str, earlier: str) -> int:
    """The covered characters, counted as the definition says it, without hashes."""
    one, other = prepare(later), prepare(earlier)
    covered = [False] * len(one)
    start = 0
    while start <= len(one) - K:
        end = start
        while end <= len(one) - K and one.words[end : end + K] in other.words:
            end += 1
        if end > start:
            run = range(start, end + K - 1)
            if sum(bool(one.own[n]) for n in run) >= OWN:
                for n in run:
                    covered[n] = True
            start = end
        start += 1
    return sum(covered)


PIECES = [
    "栏目由村里维护",
    "换人没有交接",
    "链接打不开",
    "每月检查",
    "列成清单交办",
    "政府信息公开工作",
    "进一步加强",
    "，",
    "2023年",
    "我局",
    "甲",
    "乙丙",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=40), st.lists(st.sampled_from(PIECES), max_size=40)
)
@settings(max_examples=60, deadline=None)
def test_the_measure_is_its_definition(one, other):
    """Covered characters are those of runs of at least K that the other text has, counted by hand."""
    later, earlier = "".join(one), "".join(other)
    found = overlap(prepare(later), prepare(earlier))
    assert found.covered == by_hand(later, earlier)
    assert found == overlap(prepare(later), prepare(earlier))
    assert measure(prepare(later), prepare(earlier)).covered == found.covered


@given(
    st.lists(st.sampled_from(PIECES), max_size=40), st.lists(st.sampled_from(PIECES), max_size=40)
)
@settings(max_examples=100, deadline=None)
def test_runs_stand_in_both_prints(one, other):
    """What a run spans in the later print reads, without marks and figures, as in the earlier one."""
    later, earlier = prepare("".join(one)), prepare("".join(other))
    for run in overlap(later, earlier).runs:
        words = [
            prepare(text.printed[slice(*span)]).words
            for text, span in ((later, run.later), (earlier, run.earlier))
        ]
        assert words[0] == words[1]
        assert len(words[0]) >= K


@pytest.mark.parametrize(
    ("later", "share"),
    [
        (PLAN, 1.0), (PLAN.replace("，", "、").replace("。", ""), 1.0), ("（一）" + PLAN, 1.0), (PLAN.replace("我镇", "我局"), 1.0),
        (" ".join(PLAN), 1.0), (OTHER_PLAN, 0.0), ("", 0.0), ("每月检查链接", 0.0),
    ],
)  # fmt: skip
def test_what_does_not_matter(later, share):
    """Marks, spaces, list markers and 我局 for 我镇 make no difference; short texts share nothing."""
    assert overlap(prepare(later), prepare(PLAN)).share == share


def test_years_and_numbers_do_not_matter():
    """The same sentence with other figures and another year is the same."""
    one = "2023年我镇将在9月前完成12个栏目的合并，并且公布合并后的目录和负责人。"
    other = "2024年我镇将在11月前完成8个栏目的合并，并且公布合并后的目录和负责人。"
    assert overlap(prepare(one), prepare(other)).share == 1.0


def test_half_a_text():
    """A text that is half another's has about half reused, and says which half."""
    found = overlap(prepare(PLAN + OTHER_PLAN), prepare(PROBLEM + PLAN))
    assert 0.4 < found.share < 0.6
    (run,) = found.runs
    assert (PLAN + OTHER_PLAN)[slice(*run.later)] == PLAN.rstrip("。")
    assert (PROBLEM + PLAN)[slice(*run.earlier)] == PLAN.rstrip("。")


def test_boilerplate_alone_is_no_reuse():
    """Fixed expressions in common, however many, are not held against anybody."""
    phrases = [phrase for phrase in boilerplate() if len(phrase) >= K]
    assert len(phrases) >= 30
    text = "，".join(phrases)
    assert overlap(prepare(text), prepare(text)).covered == 0
    for phrase in phrases:
        assert overlap(prepare(phrase), prepare(text)).covered == 0


def test_boilerplate_within_a_copied_sentence_counts():
    """A copied sentence is copied with the fixed expressions that it holds."""
    text = "针对上述问题，请每个村的维护人进一步加强链接检查，打不开的列成清单交办。"
    assert overlap(prepare(text), prepare(text)).share == 1.0


def test_boilerplate_is_short_and_said_once():
    """The list holds fixed expressions, not sentences, and none of them twice."""
    assert max(map(len, boilerplate())) <= 24
    assert not any(set("，。；：、“”（）《》 0123456789") & set(phrase) for phrase in boilerplate())


def test_repeated_characters_take_no_long_time():
    """A text that repeats itself has many places for each run; only a few of them are tried."""
    text = prepare("甲乙" * 5000)
    assert overlap(text, text).share == 1.0


# ---- many texts


def test_no_pair_is_missed():
    """The pairs that are worth comparing include every pair that the measure finds."""
    rng = random.Random(7)  # noqa: S311 - invented prose
    pieces = [
        f"{a}{b}{c}"
        for a in "栏目台账链接清单"
        for b in "核对更新整理交办"
        for c in "每月每季按时当面"
    ]
    texts = ["，".join(rng.choices(pieces, k=40)) for _ in range(30)]
    texts += [texts[n][:70] + "，".join(rng.choices(pieces, k=20)) for n in range(10)]
    prepared = [prepare(text) for text in texts]
    pairs, common = alike(prepared, LEAST_SHARE)
    for one in range(len(texts)):
        for other in range(one + 1, len(texts)):
            shares = (
                measure(prepared[a], prepared[b], common).share
                for a, b in ((one, other), (other, one))
            )
            if max(shares) >= LEAST_SHARE:
                assert (one, other) in pairs


def test_nothing_to_compare():
    """Without texts, or with texts too short for a run, no pair is worth comparing."""
    assert alike([], 0.3)[0] == []
    assert alike([prepare("甲"), prepare("甲")], 0.3)[0] == []


# ---- between years


def test_a_part_five_taken_from_last_year():
    """Problems anew, the improvements of last year again: a question that tells the two apart."""
    before = report(PROBLEM, PLAN, year=2022)
    after = report("今年收到的申请多涉及拆迁，承办人不熟悉条文，答复书写得不清楚。", PLAN)
    (finding,) = check_reuse(before, after)
    assert (finding.rule.id, finding.severity, finding.years) == (
        "text-reuse",
        "question",
        (2023, 2022),
    )
    assert finding.zh == (
        "“五、存在的主要问题及改进情况”约58%的文字与2022年报告相同（存在问题0%，改进措施100%），请核实是否照搬。"
    )
    ((earlier, later),) = finding.aligned
    assert earlier.quote == later.quote
    assert earlier.quote.startswith("下一步，我镇将给每个栏目指定两名维护人")
    assert (earlier.year, later.year, earlier.place, later.place) == (2022, 2023, "l3", "l3")


def test_texts_of_one_s_own_pass():
    """Two years in different words are no question."""
    found = check_reuse(
        report(PROBLEM, PLAN, year=2022), report(OTHER_PLAN, "请法制员把关答复书。")
    )
    assert found.outcomes == (("text-reuse", "pass"),)


def test_improvements_that_became_problems():
    """Each side is compared with all of the other's part five, wherever that is divided."""
    (finding,) = check_reuse(report(PROBLEM, PLAN, year=2022), report(PLAN, OTHER_PLAN))
    assert "存在问题100%" in finding.zh


def test_a_short_text_in_common_is_no_question():
    """Under thirty characters in common are none, even where they are all of the text."""
    short = "栏目更新得慢，村里也缺人手维护。"
    assert check_reuse(report(short, "", year=2022), report(short, "")).failures == ()


def test_without_the_text_it_is_not_run():
    """Where either prose is not at hand nothing is said; without a part five it is not assessable."""
    whole = report(PROBLEM, PLAN, year=2022)
    bare = replace(whole, year=2023, passages=())
    for before, after in ((whole, bare), (bare, whole)):
        assert check_reuse(before, after).outcomes == ()
    other = replace(whole, year=2023, passages=(Passage("overview", PLAN, "l1"),))
    found = check_reuse(whole, other)
    assert (len(found), found.outcomes) == (0, (("text-reuse", "not_assessable"),))


def test_the_id_does_not_depend_on_how_much():
    """A decision on a question survives a new run over a text that was changed a little."""
    before = report(PROBLEM, PLAN, year=2022)
    one, other = (
        check_reuse(before, report(PROBLEM, plan)).failures[0] for plan in (PLAN, OTHER_PLAN)
    )
    assert one.id == other.id
    assert one.zh != other.zh


# ---- between units


def units() -> list[Report]:
    """Reports of eight towns in words of their own, made of a stock of clauses."""
    rng = random.Random(5)  # noqa: S311 - invented prose
    who = ["村干", "信息", "档案", "窗口", "领导", "网格", "法制", "值班"]
    what = ["链接", "台账", "清单", "答复", "图解", "公告", "问答", "名单"]
    how = ["逐条", "按月", "当面", "会后", "列表", "分批", "抽签", "轮流"]
    return [
        report(
            "，".join("".join(map(rng.choice, (who, what, how))) for _ in range(12)),
            "，".join("".join(map(rng.choice, (who, how, what))) for _ in range(12)),
            agency=f"unit{n}",
        )
        for n in range(8)
    ]


def test_a_unit_that_copied_another():
    """Of eight towns one has another's improvements: one question that names both."""
    towns = [
        *units(),
        report(PROBLEM, PLAN, agency="east"),
        report("分工不清，忙时漏报，事后也没有补上。", PLAN, agency="west"),
    ]
    found = check_reuse_between(towns)
    (finding,) = found.failures
    assert {passage.agency for passage in finding.passages} == {"east", "west"}
    assert "镇的报告相同" in finding.zh
    assert sorted(found.outcomes) == [("text-reuse", "fail"), *[("text-reuse", "pass")] * 9]


def test_several_units_with_one_text():
    """A text that three towns have is a question to two of them, each naming the closest."""
    towns = [*units(), *(report(PROBLEM, PLAN, agency=name) for name in ("east", "west", "north"))]
    found = check_reuse_between(towns).failures
    assert len(found) == 2
    assert any("等2个单位的报告相同" in finding.zh for finding in found)


def test_a_template_that_all_have_is_no_copy():
    """What more than a few units have in common came from above and is not held against them."""
    towns = [
        report(f"{town.passages[1].text}。", PLAN, agency=town.agency or "") for town in units()
    ]
    assert check_reuse_between(towns).failures == ()


def test_units_of_different_years_are_not_compared():
    """The comparison of units is among reports for the same year."""
    towns = [report(PROBLEM, PLAN, "east", 2022), report(PROBLEM, PLAN, "west", 2023)]
    assert check_reuse_between(towns).outcomes == ()


def test_hongze(shared):
    """洪泽 2024 has about 40% of part five from 2023, all of it in the improvements."""
    before, after = (read(shared / "reports" / f"hongze-{year}.pdf") for year in (2023, 2024))
    (finding,) = check_reuse(before, after)
    share = int(finding.zh.split("约")[1].split("%")[0])
    assert 35 <= share <= 45
    assert "存在问题0%" in finding.zh
    assert len(finding.aligned) == 2


def test_unrelated_reports(shared):
    """Three agencies that have nothing to do with each other share nothing in part five."""
    files = ("hongze-2024.pdf", "suqian-2023.txt", "yonghe-2022.txt")
    reports = [read(shared / "reports" / file) for file in files]
    for before in reports:
        for after in reports:
            if before is not after:
                assert check_reuse(before, after).failures == ()
