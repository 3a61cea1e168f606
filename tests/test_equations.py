"""The form's equations, one report or many, against a plain implementation with decimals."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govstats.checks.blanks import check_blanks
from govstats.checks.equations import check_form, evaluate, form_verdicts
from govstats.checks.grid import Grid
from govstats.checks.matrices import sums_of
from govstats.checks.verdicts import FAIL, NONE, OPEN, PASS
from govstats.forms import editions, load_form
from govstats.reports import Status
from tests.figures import approximate, cell, made, nothing

FORM = load_form("2021")
CODE = {"pass": PASS, "fail": FAIL, "open": OPEN, None: NONE}


# ---- a plain implementation: one equation of one report at a time


def plainly(report, form):
    """The result of every equation, in the order of the form's rules, by the words of the rules."""
    found = []
    for rule in form.rules:
        if rule.each not in ("row", "column"):
            continue
        block = form.block(rule.block)
        if rule.each == "column":
            for column in block.columns:
                breakdown = column.code if block.by else ""
                sides = [
                    [one for code in side for one in standing_for(report, form, code, breakdown)]
                    for side in (rule.left, rule.right)
                ]
                found.append(result(*sides))
            continue
        own = {row.code for row in block.rows}
        for row in (*block.rows, *(group for group in block.groups if group.code not in own)):
            if rule.rows and row.code not in rule.rows:
                continue
            cells = {}
            for column in block.columns:
                key = (row.code, column.code) if block.by else (f"{row.code}.{column.code}", "")
                cells[column.code] = report.cell(*key)
            if not any(cells.values()):
                found.append(None)
                continue
            found.append(
                result(*([cells[code] for code in side] for side in (rule.left, rule.right)))
            )
    return found


def standing_for(report, form, code, breakdown):
    """The printed row, or the rows under it where there is none."""
    printed = report.cell(code, breakdown)
    under = [
        row.code
        for block in form.blocks
        for row in block.rows
        if row.code.rpartition(".")[0] == code and code in {group.code for group in block.groups}
    ]
    if printed or not under:
        return [printed]
    return [report.cell(each, breakdown) for each in under]


def result(left, right):
    """Pass, fail or open: no number of at least zero for what is unknown could make it hold."""
    both = [*left, *right]
    exact = [one for one in both if one and one.status is Status.REPORTED]
    if not exact:
        return "open"
    sums = [
        sum((one.value for one in side if one and one.status is Status.REPORTED), Decimal(0))
        for side in (left, right)
    ]
    unknown = [
        any(not one or one.status is not Status.REPORTED for one in side) for side in (left, right)
    ]
    if not any(unknown):
        return "pass" if sums[0] == sums[1] else "fail"
    empty = all(
        one and one.status in (Status.REPORTED, Status.BLANK, Status.NOT_APPLICABLE) for one in both
    )
    if sums[0] == sums[1] and empty:
        return "pass"
    if (not unknown[0] and sums[1] > sums[0]) or (not unknown[1] and sums[0] > sums[1]):
        return "fail"
    return "open"


# ---- the same by matrices


VALUES = st.one_of(
    st.integers(0, 12),
    st.sampled_from(["0.1", "0.2", "0.3", "2.5", "-1", 2**53, 2**53 + 1, 10**17, "1E+2"]),
    st.sampled_from([Status.BLANK, Status.NOT_APPLICABLE, Status.UNREADABLE]),
    st.none(),
)


@st.composite
def reports(draw, edition="2021"):
    """A consistent report, or one of zeros, with any cells changed to anything, 其他处理 in one row or not."""
    form = load_form(edition)
    base = draw(st.sampled_from([made(), nothing()])) if edition == "2021" else None
    cells = {(c.item, c.breakdown): c for c in base.cells} if base else {}
    if not base:
        cells = {key: cell(*key, 0) for key in form.slots}
    groups = [
        (group.code, column.code)
        for block in form.blocks
        for group in block.groups
        for column in block.columns
    ]
    keys = [*form.slots, *groups]
    for key in draw(st.lists(st.sampled_from(keys), max_size=30)):
        value = draw(VALUES)
        cells.pop(key, None)
        if value is not None:
            cells[key] = cell(*key, value)
    if draw(st.booleans()):
        cells = {key: one for key, one in cells.items() if not key[0].startswith("requests.other.")}
    report = replace(made(edition=edition), cells=tuple(cells.values()))
    for key in draw(st.lists(st.sampled_from(keys), max_size=3)):
        if report.value(*key) is not None:
            report = approximate(report, *key)
    return report


@pytest.mark.parametrize("edition", editions())
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_matrices_say_what_plain_decimals_say(edition, data):
    """Whatever the cells hold, and however many reports are judged together, each equation's result is the plain one."""
    form = load_form(edition)
    several = data.draw(st.lists(reports(edition), min_size=1, max_size=5))
    results = evaluate(Grid.of(several, form))
    for column, report in enumerate(several):
        assert results[:, column].tolist() == [CODE[one] for one in plainly(report, form)]


@given(report=reports())
@settings(max_examples=25, deadline=None)
def test_findings_are_the_failures_of_the_matrices(report):
    """check_form has an outcome for each instance and a finding for each failure, with both sums."""
    expected = Counter(one for one in plainly(report, FORM) if one)
    found = check_form(report, FORM)
    equations = [result for rule, result in found.outcomes if rule != "not-a-count"]
    names = {"pass": "pass", "fail": "fail", "not_assessable": "open"}
    assert Counter(names[result] for result in equations) == expected
    sums = [finding for finding in found.failures if finding.rule.id != "not-a-count"]
    assert len(sums) == expected["fail"]
    assert all(finding.expected != finding.found for finding in sums)


def test_a_chunk_ends_where_it_ends(monkeypatch):
    """Reports beyond the first chunk are judged like those in it."""
    several = [made({("review.total", ""): n}) for n in range(7)]
    whole = evaluate(Grid.of(several, FORM))
    monkeypatch.setattr("govstats.checks.equations.CHUNK", 2)
    assert (evaluate(Grid.of(several, FORM)) == whole).all()
    assert (whole == FAIL).sum(axis=0).tolist() == [1, 1, 1, 0, 1, 1, 1]


def test_no_report_at_all():
    """A grid of no reports has no results."""
    assert evaluate(Grid.of([], FORM)).shape == (len(sums_of(FORM).instances), 0)


# ---- by hand


def outcome(report, rule, label):
    """The result of one instance, by the code of its row or column."""
    results = evaluate(Grid.of([report], load_form(report.edition)))[:, 0]
    for number, instance in enumerate(sums_of(load_form(report.edition)).instances):
        if (instance.rule.id, instance.label.code) == (rule, label):
            return int(results[number])
    raise AssertionError(rule, label)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, PASS),
        ({("requests.new", "total"): 8}, FAIL),
        ({("requests.new", "natural_person"): Status.UNREADABLE}, OPEN),
        ({("requests.new", "natural_person"): Status.UNREADABLE, ("requests.new", "commercial_enterprise"): 10}, FAIL),
        ({("requests.new", "research_institution"): Status.BLANK}, PASS),
        ({("requests.new", "research_institution"): Status.UNREADABLE}, OPEN),
        ({("requests.new", "total"): Status.BLANK}, OPEN),
        ({("requests.new", "total"): "9.0"}, PASS),
        ({("requests.new", "natural_person"): "8.5", ("requests.new", "commercial_enterprise"): "0.5"}, PASS),
    ],
)  # fmt: skip
def test_a_row_of_nine_requests(changes, expected):
    """8 + 1 = 9; what is unknown is some number of at least zero, a blank zero where that fits."""
    assert outcome(made(changes), "row-total", "requests.new") == expected


def test_a_tenth_and_two_tenths_are_three_tenths():
    """0.1 + 0.2 = 0.3, which floating point denies."""
    assert 0.1 + 0.2 != 0.3
    report = nothing()
    changes = {"natural_person": "0.1", "commercial_enterprise": "0.2", "total": "0.3"}
    cells = tuple(
        cell(c.item, c.breakdown, changes[c.breakdown])
        if c.item == "requests.granted" and c.breakdown in changes
        else c
        for c in report.cells
    )
    assert outcome(replace(report, cells=cells), "row-total", "requests.granted") == PASS


def test_large_counts_that_differ_by_one_differ():
    """2^53 and 2^53 + 1 are two numbers, which floating point denies."""
    assert float(2**53) == float(2**53 + 1)
    report = made({("review.upheld", ""): 2**53, ("review.total", ""): 2**53 + 1})
    assert outcome(report, "review-sum", "review") == FAIL
    assert (
        outcome(
            made({("review.upheld", ""): 2**53, ("review.total", ""): 2**53}),
            "review-sum",
            "review",
        )
        == PASS
    )


def test_a_rounded_figure_bounds_nothing():
    """约300 may be 298: neither a pass nor a failure follows from it."""
    changes = {("requests.new", "natural_person"): 300, ("requests.new", "total"): 299}
    report = approximate(made(changes), "requests.new", "natural_person")
    assert outcome(report, "row-total", "requests.new") == OPEN


def in_one_row(value):
    """A report of ours that prints 其他处理 as one row."""
    leaves = {
        (c.item, c.breakdown): None for c in made().cells if c.item.startswith("requests.other.")
    }
    row = {("requests.other", column.code): 0 for column in FORM.block("requests").columns}
    return made(leaves | row | {("requests.other", "total"): value})


def test_other_handling_in_one_row():
    """其他处理 printed as one row is asked once, and its row stands in the sum instead of its leaves."""
    assert outcome(in_one_row(0), "outcomes-sum", "total") == PASS
    assert outcome(in_one_row(1), "outcomes-sum", "total") == FAIL
    assert outcome(in_one_row(1), "row-total", "requests.other") == FAIL
    assert outcome(in_one_row(0), "row-total", "requests.other.other") == NONE
    assert outcome(made(), "row-total", "requests.other") == NONE


def test_a_group_that_is_printed_beside_its_leaves_counts_once():
    """A 小计 of 不予公开 beside its eight rows is not added to them."""
    changes = {("requests.refused.petition", "total"): None, ("requests.refused", "total"): 0}
    assert outcome(made(changes), "outcomes-sum", "total") == PASS


def test_failures_carry_both_sums_and_the_report():
    """The table of failures of many reports has expected, found and position of each."""
    several = [made(), made({("review.total", ""): 5}), made({("review.total", ""): 1})]
    verdicts = {one.rule.id: one for one in form_verdicts(Grid.of(several, FORM))}
    (failed,) = verdicts["review-sum"].failed()
    assert failed.cells[0] == "review.total"
    assert (failed.at.tolist(), failed.expected.tolist(), failed.found.tolist()) == (
        [1, 2],
        [3, 3],
        [5, 1],
    )
    assert list(verdicts["row-total"].failed()) == []


# ---- cells by themselves


@pytest.mark.parametrize(
    ("key", "value", "wrong"),
    [
        (("requests.new", "total"), "-1", True),
        (("requests.new", "total"), "1.5", True),
        (("licensing.decisions", ""), "12.00000000000000000001", True),
        (("licensing.decisions", ""), 2**60, False),
        (("fees.amount", ""), "2181.669177", False),
        (("requests.new", "total"), Status.BLANK, False),
    ],
)
def test_not_a_count(key, value, wrong):
    """Counts are whole numbers of at least zero; money may have decimals, and a blank is no number."""
    found = [
        f.found for f in check_form(made({key: value}), FORM).failures if f.rule.id == "not-a-count"
    ]
    assert found == ([Decimal(str(value))] if wrong else [])


def test_a_change_may_be_negative():
    """本年增/减 of the 2019 form may be below zero."""
    form = load_form("2019")
    cells = tuple(cell(*key, 0) for key in form.slots if key != ("licensing.items_change", ""))
    report = replace(made(edition="2019"), cells=(*cells, cell("licensing.items_change", "", -8)))
    assert ("not-a-count", "pass") in check_form(report, form).outcomes


def blanks(report):
    """What blank-cell says of each table, and in words."""
    found = check_blanks(report, load_form(report.edition))
    return [result for _, result in found.outcomes], [finding.zh for finding in found]


def left_blank(keep=()):
    """A report of ours whose table three is filled in only in some columns."""
    blank = {
        (c.item, c.breakdown): Status.BLANK
        for c in made().cells
        if c.item.startswith("requests.") and c.breakdown not in keep
    }
    return made(blank)


def test_every_cell_is_filled_in():
    """A report without a blank passes, table by table."""
    assert blanks(made()) == (["pass", "pass", "pass"], [])


def test_blanks_are_counted_by_table():
    """Three blank cells of table three are one finding."""
    changes = dict.fromkeys(
        [
            ("requests.new", "total"),
            ("requests.granted", "total"),
            ("requests.outcomes", "natural_person"),
        ],
        Status.BLANK,
    )
    assert blanks(made(changes)) == (
        ["pass", "fail", "pass"],
        [
            (
                "表三有3格未填写；按勾稽关系，“一、本年新收政府信息公开申请数量”总计应为9、"
                "“（一）予以公开”总计应为7、“（七）总计”自然人应为6，请补填。"
            )
        ],
    )


def test_only_the_totals_are_filled_in():
    """Six columns left out are said once, by the column that is filled in."""
    assert blanks(left_blank(keep=("total",)))[1] == [
        "表三除“总计”以外的各列有150格未填写；按勾稽关系，不全是0，请按实补填。"
    ]


def test_the_total_column_is_left_out():
    """A column left out is named."""
    others = [c.code for c in FORM.block("requests").columns if c.code != "total"]
    assert blanks(left_blank(keep=others))[1] == [
        (
            "表三的“总计”列有25格未填写；按勾稽关系，其中4格不是0（“一、本年新收政府信息公开申请数量”"
            "总计应为9、“（一）予以公开”总计应为7、“（七）总计”总计应为7等），请补填；"
            "其余没有发生的，建议填0。"
        )
    ]


def test_a_whole_table_left_blank():
    """Table three without any figure, beside others that have some, is one finding of 175 cells."""
    assert blanks(left_blank()) == (
        ["pass", "fail", "pass"], ["表三有175格未填写；没有发生的，建议填0。"],
    )  # fmt: skip


def test_a_blank_form_and_an_illegible_table_are_not_asked_about():
    """A form without any figure, and a table that cannot be read, leave the rule open."""
    form = made(dict.fromkeys(FORM.slots, Status.BLANK))
    assert blanks(form) == (["not_assessable"] * 3, [])
    four = [
        key
        for key in FORM.slots
        if key[0].split(".")[0] in ("review", "litigation_direct", "litigation_after_review")
    ]
    illegible = made(dict.fromkeys(four, Status.UNREADABLE) | {four[0]: Status.BLANK})
    assert blanks(illegible) == (["pass", "pass", "not_assessable"], [])


def test_a_slash_is_an_answer():
    """填报为“/” is no blank."""
    assert blanks(made({("rules.issued", ""): Status.NOT_APPLICABLE}))[1] == []


def test_a_blank_casts_no_doubt_on_figures():
    """A blank cell is its own mark: the totals above it stay as they are."""
    found = check_blanks(
        made({("requests.refused.state_secret", "natural_person"): Status.BLANK}), FORM
    )
    assert found.failures
    assert found.touching("requests.refused.state_secret", "natural_person") == ()


def test_one_report_takes_the_way_of_many():
    """The results of a report do not depend on which reports are judged with it."""
    rng = np.random.default_rng(5)
    several = [
        made(
            {
                ("requests.new", "total"): int(rng.integers(7, 11)),
                ("review.total", ""): int(rng.integers(2, 5)),
            }
        )
        for _ in range(40)
    ]
    together = evaluate(Grid.of(several, FORM))
    alone = np.hstack([evaluate(Grid.of([one], FORM)) for one in several])
    assert (together == alone).all()
