"""Mistakes that real reports make: found by the right rule, and put at the right cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govstats.display.findings import standing
from tests.situations import (
    ASSESSED,
    BY,
    failures,
    filled,
    page,
    read,
    report,
    row,
    suggested,
    told,
)

COUNTY = {
    "new": [212, 31, 2, 1, 3, 4], "brought": [9, 2], "granted": [96, 14, 1, 0, 2, 2],
    "partly": [17, 3, 1], "third": [5, 1], "process": [6, 0, 0, 0, 1], "lookup": [8, 2],
    "internal": [3], "not_held": [31, 5, 0, 1, 0, 1], "creation": [7, 1], "unclear": [2],
    "petition": [12, 0, 0, 0, 0, 1], "repeated": [4], "not_clarified": [5, 1], "other": [11, 2],
}  # fmt: skip
DISPUTES = {
    "review": [6, 1, 2, 3], "litigation_direct": [4, 0, 1, 2], "litigation_after_review": [2, 1],
}  # fmt: skip
FIGURES = filled(DISPUTES, **COUNTY)
SMALL = {
    "new": [12, 3], "brought": [2], "granted": [8, 2], "partly": [1], "not_held": [1, 1],
    "other": [2],
}  # fmt: skip
COLUMNS = dict(zip(("n", "c", "r", "p", "l", "o", "t"), (*BY, "total"), strict=True))


def wrong(**cells: object) -> dict:
    """Return the county's figures with some cells changed: granted_n=69."""
    changed = {}
    for name, value in cells.items():
        item, _, column = name.rpartition("_")
        changed[row(item), COLUMNS[column]] = str(value)
    return FIGURES | changed


def truth(**cells: object) -> dict:
    """Return what the cells named should say: the figures before any change."""
    keys = [(row(name.rpartition("_")[0]), COLUMNS[name.rpartition("_")[2]]) for name in cells]
    return {key: int(FIGURES[key]) for key in keys}


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"not_held_n": 37}, id="one addend"),
        pytest.param({"granted_n": 69}, id="two digits in the wrong order"),
        pytest.param({"new_t": 235}, id="one total"),
        pytest.param({"granted_n": 9}, id="a digit left out"),
        pytest.param({"partly_n": 170}, id="a nought too many"),
        pytest.param({"not_held_n": 5, "not_held_c": 31}, id="two cells exchanged"),
        pytest.param({"outcomes_n": 206}, id="a total of a column"),
        pytest.param({"forward_t": 0}, id="a total left at 0"),
        pytest.param({"outcomes_t": 230}, id="a total without its last group"),
    ],
)
def test_the_wrong_cell_is_named_and_only_that(cells):
    """One mistake in table three is told from all others, with what the cell should say."""
    found = failures(report(wrong(**cells), ASSESSED))
    assert suggested(found) == truth(**cells)
    assert all(finding.suggestion.unique for finding in found)
    assert {finding.severity for finding in found} == {"error"}


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"lookup_c": -2}, id="a negative count"),
        pytest.param({"granted_n": "96.5"}, id="half a request"),
        pytest.param({"forward_n": 0, "forward_t": 2}, id="two cells of one row"),
        pytest.param({"brought_n": 0, "brought_c": 0, "brought_t": 0}, id="a row left at 0"),
        pytest.param({"new_n": 222, "new_t": 263}, id="an addend and its total"),
        pytest.param({"third_n": 6, "process_n": 5}, id="two rows exchanged"),
    ],
)
def test_what_the_sums_do_not_settle_is_the_first_of_several(cells):
    """Where more than one change would do, the true one comes first and is not called unique."""
    found = failures(report(wrong(**cells), ASSESSED))
    assert suggested(found) == truth(**cells)
    assert not any(finding.suggestion.unique for finding in found if finding.suggestion)


def test_the_prose_settles_an_addend_and_its_total():
    """The count of the prose makes unique what the sums leave open."""
    found = failures(
        report(wrong(new_n=222, new_t=263), f"全年新收政府信息公开申请253件。{ASSESSED}")
    )
    assert suggested(found) == truth(new_n=0, new_t=0)
    assert all(finding.suggestion.unique for finding in found if finding.suggestion)


def test_a_column_copied_into_the_totals():
    """Totals that are those of one column are named as one mistake, each with its sum."""
    copied = {
        (item, "total"): FIGURES[item, "natural_person"]
        for item, applicant in FIGURES
        if applicant == "total" and item.startswith("requests.")
    }
    found = failures(report(FIGURES | copied, ASSESSED))
    assert suggested(found) == {
        key: int(FIGURES[key]) for key in copied if FIGURES[key] != copied[key]
    }
    assert found[0].suggestion.unique
    assert "总计栏照抄其中一列" in found[0].suggestion.zh


@pytest.mark.parametrize(("way", "cause"), [("right", "右移"), ("left", "左移")])
def test_a_row_shifted_beside_its_total(way, cause):
    """Applicants filled in one column off are put back, though the total stayed where it was."""
    printed = [FIGURES[row("granted"), applicant] for applicant in BY]
    shifted = ["0", *printed[:-1]] if way == "right" else [*printed[1:], "0"]
    cells = {(row("granted"), who): its for who, its in zip(BY, shifted, strict=True)}
    found = failures(report(FIGURES | cells, ASSESSED))
    assert suggested(found) == {
        key: int(FIGURES[key]) for key in cells if FIGURES[key] != cells[key]
    }
    assert f"整行{cause}一列" in found[0].suggestion.zh


def test_totals_over_empty_columns_are_not_taken_away():
    """Where only totals were filled in, the applicants are to be entered and no total becomes 0."""
    figures = {
        (item, who): "0" if item.startswith("requests.") and who != "total" else value
        for (item, who), value in FIGURES.items()
    }
    found = failures(report(figures, ASSESSED))
    assert {rule for rule, _ in told(found)} == {"row-total"}
    assert suggested(found) == {}
    assert found[0].suggestion.zh.startswith("总计栏各数之间相符，各类申请人却都是0")
    assert not any(cell.breakdown == "total" for one in found for cell in one.doubtful)
    assert standing(found[0].suggestion, "zh") == "须查台账"


def test_totals_that_the_prose_denies():
    """Where the prose says that there was no request, totals over empty columns are the mistake."""
    figures = {
        (item, who): "0" if item.startswith("requests.") and who != "total" else value
        for (item, who), value in filled(new=[1], granted=[1]).items()
    }
    found = failures(report(figures, f"本年度未收到政府信息公开申请。{ASSESSED}"))
    assert suggested(found) == {(row(name), "total"): 0 for name in ("new", "granted", "outcomes")}


def test_two_results_exchanged_in_table_four():
    """A result and its total exchanged is named beside the total that is merely wrong."""
    figures = FIGURES | {("review.pending", ""): "12", ("review.total", ""): "3"}
    (found,) = failures(report(figures, ASSESSED))
    options = [
        {change.cell.item: change.after for change in option}
        for option in found.suggestion.alternatives
    ]
    assert {"review.pending": 3, "review.total": 12} in options


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"granted_t": ""}, "表三有1格未填写；按勾稽关系，“（一）予以公开”总计应为115，请补填。"),
        (
            {"lookup_r": ""},
            "表三（“8.属于行政查询事项”科研机构）有1格未填写；没有发生的，建议填0。",
        ),
    ],
)
def test_a_blank_is_0_only_where_the_sums_allow_it(cells, sentence):
    """A blank total is to be filled in with its sum and never with 0."""
    assert [one.zh for one in failures(report(wrong(**cells), ASSESSED))] == [sentence]


def test_a_blank_in_english():
    """In English the sentence names the row and, in brackets, the column."""
    (one,) = failures(report(wrong(granted_t=""), ASSESSED))
    assert one.en == (
        "Table three: cells left blank: 1. By the sums of the form, “disclosed in full” (total) "
        "should be 115; please enter what is missing."
    )


def test_blanks_of_which_one_must_have_something():
    """Two blank results that the total leaves three cases for are not both 0."""
    figures = FIGURES | {("review.upheld", ""): "", ("review.other", ""): ""}
    (found,) = failures(report(figures, ASSESSED))
    assert found.zh == (
        "表四（“行政复议”结果维持、“行政复议”其他结果）有2格未填写；按勾稽关系，不全是0，请按实补填。"
    )


def test_a_figure_that_is_no_count_names_its_column():
    """The sentence on a negative count says which applicant's it is."""
    found = failures(report(wrong(lookup_c=-2), ASSESSED))
    (one,) = [finding for finding in found if finding.rule.id == "not-a-count"]
    assert one.zh == "“属于行政查询事项（商业企业）”填报为-2，不是不小于零的整数，须更正。"
    assert one.en == (
        "“matters to be looked up under other laws (commercial enterprises)” is given as -2, "
        "which is not a whole number of at least zero."
    )


VOLUMES = {
    "licensing.decisions": 120, "penalties.decisions": 40, "fees.amount": "12.53",
    "normative_documents.issued": 3, "normative_documents.in_force": 17,
}  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "item", "breakdown", "expected", "found", "severity"),
    [
        ("全年新收政府信息公开申请51件。", "requests.new", "total", 15, 51, "error"),
        ("全年收到政府信息公开申请18件，其中网上申请15件。", "requests.new", "total", 15, 18, "error"),
        ("全年收到申请15件，上年结转12件。", "requests.brought_forward", "total", 2, 12, "error"),
        ("新收申请15件，结转下年度继续办理3件。", "requests.carried_forward", "total", 2, 3, "error"),
        ("不予公开1件。", "requests.refused", "total", 0, 1, "error"),
        ("本年度未收到政府信息公开申请。", "requests.new", "total", 15, 0, "question"),
        ("行政复议14件。", "review.total", "", 5, 14, "question"),
        ("作出行政许可决定1200件。", "licensing.decisions", "", 120, 1200, "question"),
        ("制发行政规范性文件5件。", "normative_documents.issued", "", 3, 5, "question"),
        ("行政事业性收费收入125.3万元。", "fees.amount", "", "12.53", "125.3", "question"),
    ],
)  # fmt: skip
def test_prose_that_the_tables_deny(sentence, item, breakdown, expected, found, severity):
    """A count of the prose that no reading of the tables gives is put beside the cell that denies it."""
    figures = filled({"review": [3, 1, 0, 1]}, VOLUMES, **SMALL)
    (one,) = failures(report(figures, sentence + ASSESSED))
    assert (one.rule.id, one.severity) == ("claim", severity)
    assert (one.cells[0].item, one.cells[0].breakdown) == (item, breakdown)
    assert (one.expected, one.found) == (Decimal(expected), Decimal(found))


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("全年新收申请15件，比上年增加5件，增长20%。", 50),
        ("全年新收申请15件（2022年20件），同比下降75%。", -25),
        ("全年新收申请15件，2022年为12件，同比增长75%。", 25),
        ("全年新收申请15件，其中自然人申请12件，占比45%。", 80),
    ],
)
def test_a_rate_that_the_sentence_itself_denies(sentence, right):
    """Growth and shares are recomputed from what stands beside them, without another report."""
    (one,) = failures(report(filled(**SMALL), sentence + ASSESSED))
    assert (one.rule.id, one.severity, one.expected) == ("stated-rate", "question", right)


def beside(before, after, sentence="", **parts):
    """Return what fails in a report for 2023 beside one for 2022."""
    earlier = read(page(before, ASSESSED, year=2022, **parts))
    return failures(read(page(after, sentence + ASSESSED, **parts)), earlier)


@pytest.mark.parametrize(
    ("sentence", "said", "right"),
    [
        ("全年新收申请51件，同比增长20%。", 20, 2),
        ("全年新收申请51件，同比增长20倍。", 20, "0.02"),
        ("全年新收申请51件，同比下降2%。", -2, 2),
    ],
)
def test_growth_that_last_years_report_denies(sentence, said, right):
    """Growth by a fifth where the figures grew by a fiftieth is asked about."""
    found = beside(filled(new=[50], granted=[50]), filled(new=[51], granted=[51]), sentence)
    (one,) = found
    assert one.rule.id == "stated-rate"
    assert (one.found, one.expected) == (said, Decimal(right))


def test_last_years_table_pasted_whole():
    """A table that is last year's is asked about, and its carry-over contradicts itself."""
    figures = filled(**COUNTY)
    found = beside(figures, figures, "全年新收政府信息公开申请301件。")
    assert told(found) == [
        ("claim", "error"), *[("carry-over", "error")] * 3, ("copied-table", "question"),
    ]  # fmt: skip


def test_what_is_lost_between_two_years_is_put_at_its_column():
    """Two requests lost between the years are two of natural persons and two in all."""
    before = filled(new=[30, 4], granted=[20, 3], not_held=[5])
    after = filled(new=[33, 6], brought=[3, 1], granted=[22, 3], not_held=[9, 2])
    found = beside(before, after)
    assert [(one.rule.id, one.cells[0].breakdown, one.difference) for one in found] == [
        ("carry-over", "natural_person", 2), ("carry-over", "total", 2),
    ]  # fmt: skip


def test_requests_carried_over_under_another_kind_of_applicant():
    """Where the totals of two years agree, the sentence asks how applicants were classed."""
    before = filled(new=[30, 4], granted=[20, 3], not_held=[5])
    after = filled(new=[33], brought=[6], granted=[39])
    found = beside(before, after)
    assert [one.cells[0].breakdown for one in found] == ["natural_person", "commercial_enterprise"]
    assert found[0].zh.endswith("须更正。两年总计相符，请核对申请人归类。")


@pytest.mark.parametrize(
    "said",
    [
        "收到申请后合并办理2件，申请人撤销申请1件，结转下年度6件。",
        "全年接收申请33件，上年结转3件，结转下年度6件。",
        "依申请公开工作由党政办承接，全年新收33件，上年结转3件。",
    ],
)
def test_what_explains_no_carry_over(said):
    """Withdrawals, joint replies and receiving requests are no reason for what is lost between years."""
    before = filled(new=[30], granted=[25])
    after = filled(new=[33], brought=[3], granted=[30])
    assert ("carry-over", "error") in told(beside(before, after, said))


def test_a_forgotten_row_is_filled_from_last_years_report():
    """上年结转 left at 0 becomes what the report of the year before carries forward."""
    before = filled(new=[30, 4], granted=[20, 3], not_held=[5])
    after = filled(new=[33, 6], brought=[5, 1], granted=[24, 3], not_held=[9, 2])
    forgotten = {(row("brought"), who): "0" for who in (*BY, "total")}
    found = beside(before, after | forgotten)
    assert suggested(found) == {
        (row("brought"), "natural_person"): 5,
        (row("brought"), "commercial_enterprise"): 1,
        (row("brought"), "total"): 6,
    }


def test_a_leap_without_a_reason():
    """Licensing that fell from thousands to nothing is asked about where nobody says why."""
    before, after = (filled(volumes={"licensing.decisions": n}, **SMALL) for n in (2300, 0))
    leaps = [one for one in beside(before, after) if one.rule.id == "scope-shift"]
    assert [one.severity for one in leaps] == ["question"]


def test_money_in_another_unit_than_last_year():
    """Fees in yuan in a column for ten thousands are asked about, whatever their base."""
    before, after = (filled(volumes={"fees.amount": n}) for n in ("12.53", "131500"))
    (one,) = beside(before, after)
    assert one.rule.id == "scope-shift"
    assert "由12.53万元变为131500万元（金额相差千倍以上，是否误用了单位）" in one.zh


@pytest.mark.parametrize(
    "problems",
    [
        "栏目更新有时不够及时。2022年，将安排专人按月核对。",
        "存在的问题：栏目更新有时不够及时。改进措施：2023年，我镇将安排专人按月核对。",
        "栏目更新有时不够及时。下一步，2023年我镇将安排专人按月核对。",
    ],
)
def test_plans_for_a_year_that_is_over(problems):
    """A next step for the report's own year or an earlier one was left in from another report."""
    found = failures(report(filled(), ASSESSED, problems=problems))
    assert told(found) == [("stale-text", "warning")]


def test_money_in_english_has_the_unit_of_the_form():
    """万元 is (10,000 yuan), as statistical yearbooks print it."""
    figures = filled(volumes=VOLUMES, **SMALL)
    (one,) = failures(report(figures, f"行政事业性收费收入125.3万元。{ASSESSED}"))
    assert "The prose states 125.3 (10,000 yuan) for " in one.en
