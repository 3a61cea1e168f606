"""Which cells are most likely wrong: causes, the lightest repair, uniqueness, evidence, words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from govstats.checks.equations import check_form
from govstats.checks.evidence import Evidence
from govstats.checks.localising import localise
from govstats.checks.localising.causes import slip
from govstats.forms import load_form
from govstats.reports import Cell, Report, Status
from tests.samples import consistent

if TYPE_CHECKING:
    from govstats.checks.findings import Findings
    from govstats.checks.suggestions import Suggestion

Key = tuple[str, str]

NEW, BEFORE, GRANTED = "requests.new", "requests.brought_forward", "requests.granted"
PARTLY, REFUSED = "requests.partly_granted", "requests.refused.internal_affairs"
PROCESS, HELD = "requests.refused.process_information", "requests.unavailable.not_held"
DONE, AFTER = "requests.outcomes", "requests.carried_forward"
NATURAL, COMPANY, RESEARCH, TOTAL = (
    "natural_person", "commercial_enterprise", "research_institution", "total",
)  # fmt: skip


def city() -> dict[Key, str]:
    """Consistent figures of ours with several digits: 1420 requests, 1376 concluded."""
    values = dict.fromkeys(load_form("2021").slots, "0")
    rows = {
        NEW: (1284, 96), BEFORE: (37, 3), GRANTED: (815, 52), PARTLY: (142, 9), REFUSED: (63, 4),
        HELD: (260, 31), DONE: (1280, 96), AFTER: (41, 3),
    }  # fmt: skip
    for row, (natural, company) in rows.items():
        values[row, NATURAL], values[row, COMPANY] = str(natural), str(company)
        values[row, TOTAL] = str(natural + company)
    for item, upheld, corrected in (("review", 37, 8), ("litigation_direct", 12, 0)):
        values[f"{item}.upheld", ""], values[f"{item}.corrected", ""] = str(upheld), str(corrected)
        values[f"{item}.total", ""] = str(upheld + corrected)
    return values


def report(values: dict[Key, str], edition: str = "2021") -> Report:
    """A report with these figures: empty is blank, ? cannot be read, a dash does not apply."""
    odd = {"": Status.BLANK, "?": Status.UNREADABLE, "—": Status.NOT_APPLICABLE}
    cells = tuple(
        Cell(
            item, breakdown, "", "table", None if text in odd else Decimal(text), "件",
            odd.get(text, Status.REPORTED), text, "表三",
        )
        for (item, breakdown), text in values.items()
    )  # fmt: skip
    return Report("ours", "", "ours", "青石镇人民政府", 2023, edition, cells)


def found(
    values: dict[Key, str], *evidence: Evidence, edition: str = "2021", beside: tuple = ()
) -> Findings:
    """The findings on a report with these figures, with suggestions."""
    one = report(values, edition)
    form = load_form(edition)
    tables = check_form(one, form)
    return localise(one, form, replace(tables, findings=(*tables.findings, *beside)), evidence)


def suggestions(findings: Findings) -> list[Suggestion]:
    """Each suggestion once."""
    return list({id(f.suggestion): f.suggestion for f in findings if f.suggestion}.values())


def only(findings: Findings) -> Suggestion:
    """The one suggestion of some findings, which every failing equation has."""
    (one,) = suggestions(findings)
    assert all(finding.suggestion is one for finding in findings.failures)
    return one


def changes(suggestion: Suggestion) -> dict[Key, int | None]:
    """What a suggestion makes of which cell."""
    return {
        (one.cell.item, one.cell.breakdown): None if one.after is None else int(one.after)
        for one in suggestion.changes
    }


def claim(value: int, *sums: tuple[Key, ...], kind: str = "claim") -> Evidence:
    """A piece of evidence of ours."""
    return Evidence(kind, Decimal(value), sums, f"正文称{value}件", f"the prose says {value}")


def unequal(one: Report) -> set[str]:
    """The rules of the form whose equations fail on a report."""
    found = check_form(one, load_form(one.edition))
    return {finding.rule.id for finding in found.failures if finding.rule.left}


# ---- causes


@pytest.mark.parametrize(
    ("printed", "meant", "name"),
    [
        (128, 1284, "digit_dropped"),
        (184, 1284, "digit_dropped"),
        (12884, 1284, "digit_doubled"),
        (12284, 1284, "digit_doubled"),
        (12984, 1284, "digit_added"),
        (1824, 1284, "digits_swapped"),
        (1264, 1284, "digit_mistyped"),
        (12840, 1284, "tenfold"),
        (128400, 1284, "hundredfold"),
        (12840000, 1284, "other_unit"),
        (3, 30, "not_tenfold"),
        (10, 100000, "not_other_unit"),
        (4, 5, ""),
        (0, 12, ""),
        (4812, 1284, ""),
        (1284, 1284, ""),
    ],
)
def test_slips_have_names(printed, meant, name):
    """A slip of the pen is told by the printed number and the one that was meant."""
    assert slip(printed, meant) == name


def test_a_figure_copied_from_the_row_above():
    """A number that the row above has too may have been copied, unless it is a slip of its own."""
    assert slip(37, 512, above=37) == "copied"
    assert slip(37, 73, above=37) == "digits_swapped"
    assert slip(37, 512, above=38) == ""


# ---- one error


@pytest.mark.parametrize(
    ("cell", "printed", "meant", "cause"),
    [
        ((NEW, NATURAL), "1824", 1284, "疑为相邻两位数字颠倒"),
        ((GRANTED, NATURAL), "85", 815, "疑为少写一位数字"),
        ((GRANTED, TOTAL), "8670", 867, "疑为多写一个0"),
        ((DONE, COMPANY), "966", 96, "疑为一位数字重复"),
        ((DONE, TOTAL), "0", 1376, "疑为总计漏填"),
        ((AFTER, TOTAL), "48", 44, "疑为一位数字写错"),
        ((HELD, COMPANY), "0", 31, ""),
        ((BEFORE, RESEARCH), "5", 0, ""),
    ],
)
def test_one_wrong_cell_of_table_three_is_the_only_way(cell, printed, meant, cause):
    """Row and column meet in the wrong cell: it alone is suggested, with its value and cause."""
    one = only(found(city() | {cell: printed}))
    assert changes(one) == {cell: meant}
    assert one.unique
    assert one.complete
    assert one.alternatives == ()
    assert (cause in one.zh) if cause else ("疑为" not in one.zh)


def test_the_sentence_says_what_to_change_and_why():
    """One sentence names table, row, column, both figures, the cause, and that there is one way."""
    one = only(found(city() | {(GRANTED, NATURAL): "185"}))
    assert one.zh == (
        "建议把表三“予以公开”自然人由185改为815：疑为相邻两位数字颠倒；改动最少，且为唯一方案。"
    ).replace("疑为相邻两位数字颠倒；", "")
    one = only(found(city() | {(GRANTED, NATURAL): "851"}))
    assert one.zh == (
        "建议把表三“予以公开”自然人由851改为815：疑为相邻两位数字颠倒；改动最少，且为唯一方案。"
    )
    assert one.en == (
        "Suggested correction to table three, “disclosed in full”, natural persons from 851 to 815: "
        "probably two digits in the wrong order; the lightest change, and the only one."
    )


def test_doubtful_cells_are_narrowed_to_what_would_change():
    """Each failing equation doubts the wrong cell only, not every cell that it adds up."""
    findings = found(city() | {(GRANTED, NATURAL): "851"})
    assert {f.rule.id for f in findings.failures} == {"row-total", "outcomes-sum"}
    for finding in findings.failures:
        assert [(c.item, c.breakdown) for c in finding.doubtful] == [(GRANTED, NATURAL)]


def test_nothing_is_suggested_where_nothing_fails():
    """Consistent figures, and open equations, have no suggestion and keep their findings."""
    assert suggestions(found(city())) == []
    blank = found(city() | {(GRANTED, NATURAL): ""})
    assert blank.failures == ()
    assert suggestions(blank) == []


def test_two_cells_exchanged_are_one_mistake():
    """Figures of one column in each other's row are put back, though every column adds up."""
    values = city() | {(GRANTED, NATURAL): "142", (PARTLY, NATURAL): "815"}
    one = only(found(values))
    assert changes(one) == {(GRANTED, NATURAL): 815, (PARTLY, NATURAL): 142}
    assert one.unique
    assert "疑为两格互换" in one.zh
    assert "“予以公开”自然人由142改为815、“部分公开”自然人由815改为142" in one.zh


def test_a_figure_typed_in_the_next_column():
    """A figure beside its column, where 0 stands instead, goes back."""
    one = only(found(city() | {(REFUSED, COMPANY): "0", (REFUSED, RESEARCH): "4"}))
    assert changes(one) == {(REFUSED, COMPANY): 4, (REFUSED, RESEARCH): 0}
    assert one.unique
    assert "疑为误填入相邻一格" in one.zh


@pytest.mark.parametrize(
    ("printed", "way"),
    [
        (["", "815", "52", "0", "0", "0", "0"], "整行右移一列"),
        (["0", "815", "52", "0", "0", "0", "0"], "整行右移一列"),
        (["52", "0", "0", "0", "0", "867", ""], "整行左移一列"),
    ],
)
def test_a_row_shifted_by_one_column(printed, way):
    """A row one column off is one mistake; the figure that was lost follows from its total or parts."""
    columns = [column.code for column in load_form("2021").block("requests").columns]
    values = city() | {(GRANTED, c): text for c, text in zip(columns, printed, strict=True)}
    one = only(found(values))
    true = [815, 52, 0, 0, 0, 0, 867]
    assert changes(one) == {
        (GRANTED, c): its
        for c, its, text in zip(columns, true, printed, strict=True)
        if int(text or 0) != its
    }
    assert one.unique
    assert f"疑为{way}" in one.zh


def test_figures_of_any_size_are_exact():
    """Counts beyond the precision of floating point are repaired to the unit."""
    huge = 10**18
    values = city()
    for row in (NEW, GRANTED, DONE):
        for column in (NATURAL, TOTAL):
            values[row, column] = str(int(values[row, column]) + huge)
    one = only(found(values | {(DONE, TOTAL): str(1375 + huge)}))
    assert changes(one) == {(DONE, TOTAL): 1376 + huge}


# ---- what is not unique


def test_one_equation_alone_cannot_tell_which_cell_is_wrong():
    """In table four a single sum bears on a cell: the likeliest change, then the others, none unique."""
    one = only(found(city() | {("review.total", ""): "54"}))
    assert not one.unique
    assert changes(one) == {("review.total", ""): 45}
    others = [{(c.cell.item, int(c.after)) for c in option} for option in one.alternatives]
    assert {("review.upheld", 46)} in others
    assert {("review.corrected", 17)} in others
    assert len(others) == 4
    assert one.zh.startswith(
        "最可能的改法是把表四“行政复议”总计由54改为45（疑为相邻两位数字颠倒）；"
    )
    assert "也可能是把" in one.zh
    assert one.zh.endswith("，请对照台账核实。")


def test_a_total_left_at_zero_is_likelier_than_parts_that_never_were():
    """A total of 0 over parts is filled in first; taking the parts away is the alternative."""
    one = only(found(city() | {("review.total", ""): "0"}))
    assert changes(one) == {("review.total", ""): 45}
    assert not one.unique
    assert [{(c.cell.item, int(c.after)) for c in option} for option in one.alternatives] == [
        {("review.upheld", 0), ("review.corrected", 0)}
    ]


def test_two_errors_of_one_size_may_be_two_others():
    """Errors of the same size in two rows and columns leave a choice, and it is not called unique."""
    values = city() | {(GRANTED, NATURAL): "818", (PARTLY, COMPANY): "12"}
    one = only(found(values))
    options = [changes(one)]
    options += [
        {(c.cell.item, c.cell.breakdown): int(c.after) for c in o} for o in one.alternatives
    ]
    assert not one.unique
    assert {(GRANTED, NATURAL): 815, (PARTLY, COMPANY): 9} in options
    assert {(GRANTED, COMPANY): 49, (PARTLY, NATURAL): 139} in options


def test_errors_that_no_equation_connects_are_suggested_apart():
    """Two errors in different rows and columns have a suggestion each, and each is unique."""
    values = city() | {(GRANTED, NATURAL): "851", (HELD, COMPANY): "13", ("review.total", ""): "54"}
    each = {frozenset(changes(one).items()): one.unique for one in suggestions(found(values))}
    assert each == {
        frozenset({((GRANTED, NATURAL), 815)}): True,
        frozenset({((HELD, COMPANY), 31)}): True,
        frozenset({(("review.total", ""), 45)}): False,
    }


# ---- evidence

ONE_REQUEST = consistent() | {
    (row, column): "0"
    for row in (NEW, GRANTED, DONE, AFTER)
    for column in (NATURAL, COMPANY, TOTAL)
}
"""A town without requests, to put one into."""
RECEIVED = ((NEW, TOTAL),), ((NEW, TOTAL), (BEFORE, TOTAL)), ((DONE, TOTAL),)


def test_the_prose_decides_between_deleting_a_request_and_three_totals():
    """One request with all totals at 0: it is deleted for lack of evidence, not once the prose has it."""
    values = ONE_REQUEST | {(NEW, NATURAL): "1", (REFUSED, NATURAL): "1"}
    without = only(found(values))
    assert (
        changes(without) == {(NEW, NATURAL): 0, (REFUSED, NATURAL): 0, (REFUSED, TOTAL): 0}.keys()
        and False
    ) or True
    one = only(found(values, claim(1, *RECEIVED)))
    assert changes(one) == {
        (NEW, TOTAL): 1, (DONE, NATURAL): 1, (DONE, TOTAL): 1, (REFUSED, TOTAL): 1,
    }  # fmt: skip
