"""One year against the next, and against the years before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from govstats.agencies import Agency
from govstats.changes import Verdict
from govstats.checks import Decision
from govstats.checks.copied import CHANCE
from govstats.checks.outliers import YEARS
from govstats.checks.scope import scope_shifts
from govstats.checks.years import check_years
from govstats.comparing import build
from govstats.forms import load_form
from govstats.reading import read
from govstats.reports import Passage, Statement, Status
from govstats.resources import find
from govstats.storage import load
from tests.figures import approximate, failed, made, nothing

NEW, ALL = ("requests.new", "total"), "total"
APPLICANTS = [column.code for column in load_form("2021").block("requests").columns]


def results(reports, rule):
    """The results of a rule over some years."""
    return [result for name, result in check_years(reports).outcomes if name == rule]


def one(reports, rule):
    """The only finding of a rule over some years."""
    (finding,) = [f for f in check_years(reports) if f.rule.id == rule]
    return finding


# ---- what is carried over


def carried(year, forward=2, brought=0):
    """A report of ours that carries some requests of natural persons in and out."""
    numbers = {
        "requests.new": 8 + forward - brought, "requests.brought_forward": brought,
        "requests.granted": 6, "requests.outcomes": 8, "requests.carried_forward": forward,
        "requests.refused.state_secret": 2,
    }  # fmt: skip
    changes = {(item, who): n for item, n in numbers.items() for who in ("natural_person", "total")}
    return made(changes | {("requests.granted", "total"): 6}, year)


def test_requests_are_carried_over_column_by_column():
    """Two carried forward and two brought forward agree in all seven columns."""
    years = [carried(2022), carried(2023, 0, 2)]
    assert results(years, "carry-over") == ["pass"] * 7


def test_what_is_lost_between_years_is_an_error():
    """Two carried forward, one brought forward: natural persons and the total differ, with both figures."""
    found = check_years([carried(2023, 0, 1), carried(2022)])
    wrong = [f for f in found.failures if f.rule.id == "carry-over"]
    assert [(f.severity, f.found, f.expected) for f in wrong] == [("error", 2, 1)] * 2
    assert [(c.year, c.item, c.value) for c in wrong[0].cells] == [
        (2022, "requests.carried_forward", 2), (2023, "requests.brought_forward", 1),
    ]  # fmt: skip
    assert wrong[0].zh == "“自然人”一列：2022年结转下年度2件，2023年上年结转1件，相差1件，须更正。"


@pytest.mark.parametrize(
    ("forward", "brought", "expected"),
    [
        (Status.BLANK, 0, "pass"),
        (Status.BLANK, 2, "not_assessable"),
        (2, Status.UNREADABLE, "not_assessable"),
        (0, Status.NOT_APPLICABLE, "pass"),
        (Status.BLANK, Status.BLANK, "not_assessable"),
        (2, None, "not_assessable"),
        (2**53, 2**53 + 1, "fail"),
    ],
)
def test_carrying_over_what_is_not_known(forward, brought, expected):
    """A missing figure leaves a column open; a blank is zero where the other side is."""
    key = ("requests.carried_forward", "total"), ("requests.brought_forward", "total")
    years = [made({key[0]: forward}, 2022), made({key[1]: brought}, 2023)]
    assert results(years, "carry-over")[-1] == expected


def test_two_series_are_not_chained():
    """A consolidated report and an office's own are two series: nothing is carried from one to the other."""
    years = [replace(carried(2022), scope="area"), replace(carried(2023, 0, 1), scope="office")]
    assert set(results(years, "carry-over")) == {"not_assessable"}
    assert set(results(years, "stock-flow")) == {"not_assessable"}


def test_gaps_and_excerpts_are_passed_over():
    """2021 and 2023 are no neighbours, and an excerpt says nothing."""
    assert check_years([carried(2021), carried(2023)]).outcomes == ()
    excerpt = replace(carried(2022), coverage="excerpt")
    assert check_years([excerpt, carried(2023, 0, 1)]).outcomes == ()


def test_years_of_other_forms_carry_over_too():
    """The last report in the form of 2019 and the first of 2021 share the row, and stocks are not chained."""
    old = made(year=2020, edition="2019")
    years = [old, carried(2021, 0, 1)]
    found = check_years(years)
    assert failed(found).count("carry-over") == 2
    assert "stock-flow" not in {rule for rule, _ in found.outcomes}


# ---- documents in force


def stock(year, now, issued=0, repealed=0, **fields):
    """A report of ours with normative documents in force, issued, repealed."""
    items = {"in_force": now, "issued": issued, "repealed": repealed}
    return made(
        {(f"normative_documents.{name}", ""): value for name, value in items.items()},
        year,
        **fields,
    )


def test_documents_in_force_follow_from_last_year():
    """597 + 50 − 227 = 420."""
    years = [stock(2023, 597), stock(2024, 420, 50, 227)]
    assert results(years, "stock-flow") == ["pass", "pass"]


def test_a_shortfall_is_a_question_with_the_sum():
    """5 + 3 − 1 is 7, and 6 are reported: a question that mentions expiry."""
    finding = one([stock(2023, 5), stock(2024, 6, 3, 1)], "stock-flow")
    assert (finding.result, finding.severity, finding.expected, finding.found) == (
        "fail",
        "question",
        7,
        6,
    )
    assert finding.zh == (
        "“行政规范性文件现行有效件数”：2023年末现行有效件数加2024年制发、减废止，应为7件，2024年填报6件，"
        "相差1件；如有到期失效或清理，请说明。"
    )
    assert [c.value for c in finding.cells] == [5, 6, 3, 1]


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("本年度有1件行政规范性文件到期失效。", 6, "not_assessable"),
        ("组织开展行政规范性文件清理工作。", 6, "not_assessable"),
        ("组织开展行政规范性文件清理工作。", 8, "not_assessable"),
        ("本年度有1件行政规范性文件到期失效。", 8, "fail"),
        ("清理网站栏目12个。", 6, "fail"),
        ("制发行政规范性文件3件。", 6, "fail"),
    ],
)
def test_the_prose_may_explain_a_difference(text, now, expected):
    """失效 explains documents that went, 清理 a difference either way; then nothing is asserted."""
    passage = Passage("overview", text, "l3")
    finding = one([stock(2023, 5), stock(2024, now, 3, 1, passages=(passage,))], "stock-flow")
    assert finding.result == expected
    assert ("无法核对" in finding.zh) == (expected == "not_assessable")


def test_a_statement_may_explain_a_difference():
    """The sentence of a statement counts as well where passages are not kept."""
    said = Statement(
        "normative_documents.repealed", "", "", Decimal(1), "件", "1件",
        "宣布失效规范性文件1件", "l3",
    )  # fmt: skip
    finding = one([stock(2023, 5), stock(2024, 6, 3, 1, statements=(said,))], "stock-flow")
    assert finding.result == "not_assessable"
    assert "宣布失效" in finding.zh


def test_a_year_without_its_stock_is_bridged():
    """5 in 2022, two issued in 2023 whose stock is blank, one in 2024: 8 are to be in force."""
    years = [stock(2022, 5), stock(2023, Status.BLANK, 2), stock(2024, 8, 1)]
    assert results(years, "stock-flow")[2:] == ["not_assessable", "pass"]
    finding = one([*years[:2], stock(2024, 7, 1)], "stock-flow")
    assert (finding.expected, finding.found) == (8, 7)
    assert "2022年末现行有效件数加2023—2024年制发、减废止" in finding.zh
    assert [(c.year, c.value) for c in finding.cells] == [
        (2022, 5), (2024, 7), (2023, 2), (2023, 0), (2024, 1), (2024, 0),
    ]  # fmt: skip


def test_a_year_whose_flows_are_missing_breaks_the_chain():
    """Without the flows of 2023 nothing follows for 2024."""
    years = [stock(2022, 5), stock(2023, Status.BLANK, Status.UNREADABLE), stock(2024, 99, 1)]
    assert set(results(years, "stock-flow")[2:]) == {"not_assessable"}


def test_blank_flows_count_as_zero_only_where_that_fits():
    """5 and 5 with blank flows agree; 5 and 6 leave it open."""
    flows = (Status.BLANK, Status.BLANK)
    assert results([stock(2023, 5), stock(2024, 5, *flows)], "stock-flow")[1] == "pass"
    assert results([stock(2023, 5), stock(2024, 6, *flows)], "stock-flow")[1] == "not_assessable"


def test_large_stocks_are_counted_exactly():
    """2^53 and one issued is not 2^53."""
    years = [stock(2023, 2**53), stock(2024, 2**53, 1)]
    assert results(years, "stock-flow")[1] == "fail"


# ---- scope


def said(value, scope, item="requests.new", breakdown="total", **fields):
    """A statement of ours whose scope is named."""
    return Statement(
        item, breakdown, "", Decimal(value), "件", f"{value}件", f"{scope}受理申请{value}件。", "l7",
        scope=scope, **fields,
    )  # fmt: skip


def test_the_prose_names_another_scope():
    """全区 in one year and 代表区政府 in the next: a question about all requests, with what the table has."""
    before = made(year=2023, statements=(said(9, "全区"),))
    after = made({("requests.new", "natural_person"): 8}, 2024, statements=(said(3, "代表区政府"),))
    finding = one([before, after], "scope-shift")
    assert finding.severity == "question"
    assert finding.zh == (
        "2023年与2024年的口径可能不同：关于“本年新收政府信息公开申请数量”，2023年正文表述为“全区”（9件），"
        "2024年表述为“代表区政府”（3件，表内为9件）。请说明，口径一致前不宜计算增减幅度。"
    )
    (shift,) = scope_shifts(before, after)
    assert shift.covers("requests.new")
    assert shift.covers("requests.refused.petition")
    assert not shift.covers("review.total")
    assert [(c.source, c.value) for c in shift.cells] == [
        ("text", 9), ("text", 3), ("table", 9), ("table", 9),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([said(9, "全区")], [said(9, "全区")]),
        ([said(9, "全市")], [said(9, "全县")]),
        ([said(9, "全区")], [said(9, "")]),
        ([said(9, "")], [said(9, "区本级")]),
        ([said(9, "全区"), said(4, "区本级")], [said(4, "区本级")]),
        ([said(9, "全区")], [said(4, "各镇")]),
        ([said(9, "全区")], [said(9, "区本级", part=True)]),
        ([said(9, "全区")], [said(9, "区本级", "disclosed.total", "")]),
        ([said(9, "全区")], [said(9, "区本级", measure="growth")]),
    ],
    ids=["same", "same kind", "unnamed", "not named before", "both", "others", "a part", "other figures", "growth"],
)  # fmt: skip
def test_scopes_that_do_not_differ(before, after):
    """Nothing follows from a scope that one year does not name, or that is of others or of a part."""
    years = [made(year=2023, statements=tuple(before)), made(year=2024, statements=tuple(after))]
    assert scope_shifts(*years) == ()


def test_a_dismissed_shift_lets_the_percent_be_stated():
    """Years whose scopes somebody found to be the same are compared as any others."""
    licences = ("licensing.decisions", "")
    years = [made({licences: 100}, 2023, scope="office"), made({licences: 150}, 2024, scope="area")]
    town = Agency("town", "青石镇人民政府")
    asked = build(town, *years)
    assert asked.change("licensing.decisions").verdict is Verdict.SCOPE
    (finding,) = (f for f in asked.between.findings if f.rule.id == "scope-shift")
    settled = build(
        town, *years, decisions={finding.id: Decision(finding.id, "dismissed", "口径相同")}
    )
    assert settled.change("licensing.decisions").percent == 50


def test_reports_that_say_what_they_cover():
    """A consolidated report after an office's own concerns every figure."""
    years = [made(year=2023, scope="office"), made(year=2024, scope="area")]
    (shift,) = scope_shifts(*years)
    assert shift.covers("licensing.decisions")
    assert shift.zh == "2023年统计范围为办公机构，2024年为全域汇总"
    assert failed(check_years(years)).count("scope-shift") == 1


def volumes(year, licensing=0, new=9):
    """A report of ours with a number of licences and of new requests."""
    return made({("licensing.decisions", ""): licensing, NEW: new}, year)


@pytest.mark.parametrize(
    ("old", "new", "leaps"),
    [(20, 101, True), (20, 100, False), (19, 1000, False), (0, 1000, False),
     (100, 19, True), (100, 20, False), (99, 0, False), (550, 9487, True)],
)  # fmt: skip
def test_more_than_five_fold_from_a_base_of_twenty(old, new, leaps):
    """From 20 to more than 100, or from 100 to less than 20; anything less is an ordinary change."""
    years = [volumes(2023, old), volumes(2024, new)]
    shifts = scope_shifts(*years)
    assert [shift.items for shift in shifts] == ([("licensing.decisions",)] if leaps else [])


def test_leaps_are_listed_in_one_question():
    """Two figures that leapt are one finding; requests stand for all their rows."""
    years = [volumes(2023, 550, 30), volumes(2024, 9487, 400)]
    finding = one(years, "scope-shift")
    assert (
        "“行政许可本年处理决定数量”由550件变为9487件、“本年新收政府信息公开申请数量”由30件变为400件"
        in finding.zh
    )
    (shift,) = scope_shifts(*years)
    assert shift.items == ("licensing.decisions", "requests.")
    assert finding.doubtful == ()


def test_outcomes_may_move_as_they_like():
    """How requests end is no scope: 重复申请 from 20 to 200 raises nothing while the total stays."""
    years = [
        made(
            {("requests.not_processed.repeated", who): n for who in ("natural_person", "total")},
            year,
        )
        for year, n in ((2023, 20), (2024, 200))
    ]
    assert scope_shifts(*years) == ()


def test_a_changed_law_is_no_leap():
    """From 2024 suits follow reconsideration: that direct suits fall is a known break."""
    key = ("litigation_direct.total", "")
    assert scope_shifts(made({key: 200}, 2023), made({key: 3}, 2024)) == ()
    assert scope_shifts(made({key: 200}, 2022), made({key: 3}, 2023)) != ()


# ---- tables taken over


def test_last_years_table_again():
    """Eleven figures of table three are last year's, and such a coincidence is rare."""
    finding = one([made(year=2023), made(year=2024)], "copied-table")
    assert finding.zh == "2024年表三的11个非零数值与2023年完全相同，请核实是否沿用了上年数据。"
    assert finding.severity == "question"
    assert {c.year for c in finding.doubtful} == {2024}


def test_two_years_without_anything():
    """A town with nothing but zeros two years running is not asked."""
    assert results([nothing(2023), nothing(2024)], "copied-table") == ["pass"] * 3


def granted(year, counts):
    """A report of ours whose requests of each applicant were all granted."""
    by_applicant = {**dict.fromkeys(APPLICANTS, 0), **counts, ALL: sum(counts.values())}
    changes = {
        (item, who): n if item != "requests.carried_forward" else 0
        for who, n in by_applicant.items()
        for item in (
            "requests.new",
            "requests.granted",
            "requests.outcomes",
            "requests.carried_forward",
        )
    }
    return made(changes, year)


@pytest.mark.parametrize(
    ("counts", "asked"),
    [
        ({"natural_person": 1}, False),
        ({"natural_person": 3}, False),
        ({"natural_person": 1, "commercial_enterprise": 1}, False),
        ({"natural_person": 1, "commercial_enterprise": 1, "other_organisation": 1}, False),
        ({"natural_person": 412, "commercial_enterprise": 37}, True),
        ({"natural_person": 14, "commercial_enterprise": 5}, True),
    ],
)
def test_chance_repeats_small_counts(counts, asked):
    """One request granted each year fills six cells alike by chance; hundreds do not repeat."""
    assert CHANCE == 0.02
    assert (
        failed(check_years([granted(2023, counts), granted(2024, counts)])).count("copied-table")
        == 1
    ) == asked


def test_one_figure_in_ten_may_differ():
    """A copied table whose carried-in requests were put right is still a copy; one with three other rows is not."""
    first = granted(2023, {"natural_person": 412, "commercial_enterprise": 37})
    changes = {(c.item, c.breakdown): c.value for c in first.cells}
    mended = made(
        changes | {("requests.refused.petition", ALL): None, ("requests.brought_forward", ALL): 1},
        2024,
    )
    assert "copied-table" in failed(check_years([first, mended]))
    rows = {
        ("requests.refused.state_secret", who): n for who, n in (("natural_person", 4), (ALL, 4))
    }
    other = made(changes | rows, 2024)
    assert "copied-table" not in failed(check_years([first, other]))


def test_what_lasts_is_no_evidence():
    """Documents in force are the same each year; four licences alike beside them are."""
    lasting = {
        ("rules.in_force", ""): 12,
        ("normative_documents.in_force", ""): 420,
        ("licensing.decisions", ""): 0,
    }
    numbers = {
        ("licensing.decisions", ""): 812,
        ("penalties.decisions", ""): 96,
        ("coercion.decisions", ""): 3,
    }
    quiet = [made(lasting | {("penalties.decisions", ""): 0}, year) for year in (2023, 2024)]
    assert results(quiet, "copied-table")[0] == "pass"
    loud = [made(lasting | numbers, year) for year in (2023, 2024)]
    assert results(loud, "copied-table")[0] == "fail"


def test_large_figures_that_differ_by_one_are_not_the_same():
    """2^53 and 2^53 + 1 are two figures: of six cells one differs."""
    numbers = [
        ("penalties.decisions", ""),
        ("coercion.decisions", ""),
        ("rules.issued", ""),
        ("rules.repealed", ""),
    ]
    base = {key: 500 + n for n, key in enumerate(numbers)}
    years = [
        made(base | {("licensing.decisions", ""): value}, year)
        for year, value in ((2023, 2**53), (2024, 2**53 + 1))
    ]
    assert results(years, "copied-table")[0] == "pass"
    assert results([years[0], replace(years[0], year=2024)], "copied-table")[0] == "fail"


# ---- far from the years before


def history(*counts, key=("licensing.decisions", ""), first=2021):
    """Reports of ours, one a year, with a figure in each."""
    return [made({key: count}, first + n) for n, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("counts", "asked"),
    [
        ((100, 104, 97, 101, 1010), True),
        ((100, 104, 97, 101, 10), True),
        ((100, 104, 97, 101, 150), False),
        ((100, 104, 97, 101, 60), False),
        ((100, 130, 170, 220, 290), False),
        ((5, 6, 4, 5, 50), True),
        ((5, 6, 4, 5, 19), False),
        ((0, 0, 0, 0, 19), False),
        ((0, 0, 0, 0, 20), True),
        ((20, 900, 15, 700, 30), False),
        ((927, 1050, 980, 2132, 2116), False),
        ((100, 104, 97, 1010), False),
    ],
)
def test_figures_far_from_the_usual(counts, asked):
    """Ten times the usual is asked about, an ordinary rise or a small count is not, nor anything before the fifth year."""
    assert YEARS == 4
    findings = [f for f in check_years(history(*counts)) if f.rule.id == "outlier"]
    assert [f.cells[0].item for f in findings] == (["licensing.decisions"] if asked else [])


def test_an_outlier_names_its_years():
    """The question gives the figure and the range of the four years before."""
    finding = one(history(100, 104, 97, 101, 1010), "outlier")
    assert (
        finding.zh
        == "“行政许可本年处理决定数量”2025年为1010件，2021—2024年在97件至104件之间，请核实。"
    )
    assert (
        finding.en
        == "“administrative licensing, decisions this year” is 1010 in 2025; in 2021—2024 it lay between 97 and 104."
    )
    assert [c.value for c in finding.doubtful] == [1010]


def test_years_under_another_law_do_not_count():
    """Direct suits before 2024 say nothing of 2025."""
    key = ("litigation_direct.total", "")
    counts = history(200, 190, 210, 205, 3, key=key)
    assert not [f for f in check_years(counts) if f.rule.id == "outlier"]


def test_years_of_another_scope_do_not_count():
    """Four consolidated years are no measure for the office's own."""
    years = history(1000, 1040, 970, 1010, 60)
    assert "outlier" in failed(check_years(years))
    scoped = [*(replace(y, scope="area") for y in years[:4]), replace(years[4], scope="office")]
    assert "outlier" not in failed(check_years(scoped))


def test_rounded_and_missing_years_do_not_count():
    """Of five earlier years one is blank and one rounded: three are too few."""
    years = history(100, 104, Status.BLANK, 97, 101, 1010, first=2020)
    assert "outlier" in failed(check_years(years))
    years[0] = approximate(years[0], "licensing.decisions")
    assert "outlier" not in failed(check_years(years))


# ---- real reports


def test_suqian_hands_over_what_it_carries():
    """宿迁 2023 → 2024: carry-over agrees in all seven columns, both stocks follow, and nothing else is asked."""
    data = load(find("data"))
    found = check_years([data.report("suqian", year) for year in (2023, 2024)])
    assert found.findings == ()
    assert [r for r in found.outcomes if r[0] in ("carry-over", "stock-flow")] == [
        *[("carry-over", "pass")] * 7, *[("stock-flow", "pass")] * 2,
    ]  # fmt: skip


def test_hongze_changes_its_scope(shared):
    """洪泽 2023 says 全区, 2024 区政府办代表区政府 with 17 requests against 95 in the table; licences leap beside it."""
    before, after = (read(shared / "reports" / f"hongze-{year}.pdf") for year in (2023, 2024))
    worded, leapt = [f for f in check_years([before, after]) if f.rule.id == "scope-shift"]
    assert "“全区”（21件）" in worded.zh
    assert "“代表区政府”（17件，表内为95件）" in worded.zh
    assert "由550件变为9487件" in leapt.zh
    shifts = scope_shifts(before, after)
    assert [shift.items for shift in shifts] == [("requests.",), ("licensing.decisions",)]
    assert not check_years([before, after]).errors
