"""Which cells are most likely wrong: causes, the lightest repair, uniqueness, evidence, words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from govstats.checks import check
from govstats.checks.equations import check_form
from govstats.checks.evidence import Evidence
from govstats.checks.findings import Finding, Findings
from govstats.checks.localising import localise, repair, solving
from govstats.checks.localising.causes import slip
from govstats.checks.localising.model import System, numbers, systems
from govstats.checks.localising.repair import Search
from govstats.checks.references import reference
from govstats.forms import general_rules, load_form
from govstats.reading import read
from govstats.reports import Cell, Report, Status
from govstats.testing import LEVELS, simulate
from govstats.testing.errors import KINDS, plant
from tests.samples import consistent

if TYPE_CHECKING:
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
    one = only(found(city() | {(GRANTED, NATURAL): "999"}))
    assert one.zh == "把表三“予以公开”自然人由999改为815：改动最少，且为唯一方案。"
    one = only(found(city() | {(GRANTED, NATURAL): "851"}))
    assert one.zh == (
        "把表三“予以公开”自然人由851改为815：疑为相邻两位数字颠倒；改动最少，且为唯一方案。"
    )
    assert one.en == (
        "Change table three, “disclosed in full”, natural persons from 851 to 815: "
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


def nothing() -> dict[Key, str]:
    """The figures of a town without requests, to put one into."""
    return dict.fromkeys(load_form("2021").slots, "0")


def test_the_prose_decides_which_cell_of_one_sum_is_wrong():
    """A sum alone doubts its total first; once the prose states the total, a part is wrong."""
    values = city() | {("review.upheld", ""): "73"}
    assert changes(only(found(values))) == {("review.upheld", ""): 37}
    values = city() | {("review.upheld", ""): "52"}
    assert changes(only(found(values))) == {("review.total", ""): 60}
    one = only(found(values, claim(45, (("review.total", ""),))))
    assert changes(one) == {("review.upheld", ""): 37}
    assert not one.unique
    one = only(found(values, claim(60, (("review.total", ""),))))
    assert changes(one) == {("review.total", ""): 60}
    assert one.unique
    assert one.zh == ("把表四“行政复议”总计由45改为60：正文称60件；改动最少，且为唯一方案。")


def test_the_year_before_decides_between_rows():
    """Brought forward and carried forward explain a balance equally well; last year's report decides."""
    values = city() | {(BEFORE, NATURAL): "73", (BEFORE, TOTAL): "76"}
    assert not only(found(values)).unique
    before = [
        claim(its, (((BEFORE, who)),), kind="carry-over")
        for who, its in ((NATURAL, 37), (TOTAL, 40))
    ]
    one = only(found(values, *before))
    assert changes(one) == {(BEFORE, NATURAL): 37, (BEFORE, TOTAL): 40}
    assert one.unique


def test_evidence_against_a_change_leaves_it_in_doubt():
    """A wrong cell that two equations agree on is not called the only way if the prose says otherwise."""
    values = city() | {(NEW, TOTAL): "1308"}
    agreed = ((NEW, TOTAL),), ((NEW, TOTAL), (BEFORE, TOTAL))
    assert only(found(values, claim(1380, *agreed))).unique
    one = only(found(values, claim(1555, *agreed)))
    assert changes(one) == {(NEW, TOTAL): 1380}
    assert not one.unique


def test_totals_left_at_zero_are_filled_before_a_request_is_deleted():
    """One request with every total at 0 is kept: the totals are one mistake, the request is none."""
    values = nothing() | {(NEW, NATURAL): "1", (REFUSED, NATURAL): "1"}
    one = only(found(values))
    assert changes(one) == {
        (NEW, TOTAL): 1, (REFUSED, TOTAL): 1, (DONE, NATURAL): 1, (DONE, TOTAL): 1,
    }  # fmt: skip
    assert "疑为总计漏填" in one.zh


# ---- what cannot be read


def cut_off() -> dict[Key, str]:
    """One request, refused; two totals at 0, one that cannot be read."""
    return nothing() | {
        (NEW, NATURAL): "1", (NEW, TOTAL): "1", (REFUSED, NATURAL): "1",
        (REFUSED, TOTAL): "?", (PROCESS, TOTAL): "?",
    }  # fmt: skip


def test_unreadable_cells_follow_from_the_suggestion():
    """A cell that cannot be read costs nothing; what it comes to is said apart from the changes."""
    one = only(found(cut_off()))
    assert changes(one) == {(DONE, NATURAL): 1, (DONE, TOTAL): 1}
    assert [(c.cell.item, c.cell.value, c.after) for c in one.follows] == [
        (REFUSED, None, 1),
        (PROCESS, None, 0),
    ]
    assert one.depends_on == ()
    assert "表三“属于三类内部事务信息”总计未填或无法辨认，应为1" in one.zh


def test_what_hangs_on_another_question_is_said_to():
    """If the request belongs in another row, the totals of both rows are not determined yet."""
    one = report(cut_off())
    cells = ((REFUSED, NATURAL), (PROCESS, NATURAL))
    asked = Finding(
        general_rules()["legal-basis"], "fail", "", "",
        tuple(reference(one, one.cell(*key)) for key in cells),
    )  # fmt: skip
    told = suggestions(found(cut_off(), beside=(asked,)))
    assert len(told) == 1
    assert changes(told[0]) == {(DONE, NATURAL): 1, (DONE, TOTAL): 1}
    assert told[0].depends_on == ("legal-basis",)
    assert {c.cell.item: c.after for c in told[0].follows} == {REFUSED: None, PROCESS: None}
    assert "取决于“legal-basis”一项如何核定" in told[0].zh
    assert "depends on how “legal-basis” is settled" in told[0].en


def test_a_missing_row_is_no_excuse_for_what_the_rest_contradicts():
    """Without a row its column can be too small, never too large: a part above the total is wrong."""
    values = city() | {(GRANTED, NATURAL): "8150"}
    for column in load_form("2021").block("requests").columns:
        del values[PARTLY, column.code]
    one = only(found(values))
    assert changes(one) == {(GRANTED, NATURAL): 815}
    assert {(c.cell.item, c.cell.breakdown, c.after) for c in one.follows} >= {
        (PARTLY, NATURAL, 142)
    }


def test_an_empty_column_does_not_hide_an_error():
    """Kinds of applicant left blank may be anything; what the rest contradicts is found all the same."""
    values = {key: "" if key[1] == COMPANY else text for key, text in city().items()}
    assert suggestions(found(values)) == []
    one = only(found(values | {(NEW, NATURAL): "12840"}))
    assert changes(one) == {(NEW, NATURAL): 1284, (NEW, COMPANY): 96}
    assert "自然人由12840改为1284、商业企业由空白改为96" in one.zh


def test_a_figure_that_is_no_count_is_replaced():
    """A negative figure in an equation that fails has to change to the count that makes it hold."""
    findings = found(city() | {(HELD, COMPANY): "-31"})
    told = {frozenset(changes(one).items()) for one in suggestions(findings)}
    assert told == {frozenset({((HELD, COMPANY), 31)})}


def test_cells_that_do_not_apply_count_as_zero():
    """Dashes in an empty column neither fail nor get suggestions, and an error beside them is found."""
    values = {key: "—" if key[1] == RESEARCH else text for key, text in city().items()}
    assert suggestions(found(values)) == []
    assert changes(only(found(values | {(HELD, COMPANY): "13"}))) == {(HELD, COMPANY): 31}


# ---- other forms


def test_other_handling_printed_as_one_row():
    """A report that prints 其他处理 in one row has that row repaired."""
    values = city()
    leaves = load_form("2021").leaves("requests.other")
    for column in load_form("2021").block("requests").columns:
        values["requests.other", column.code] = "0"
        for leaf in leaves:
            del values[leaf, column.code]
    assert suggestions(found(values)) == []
    one = only(found(values | {("requests.other", NATURAL): "7"}))
    assert changes(one) == {("requests.other", NATURAL): 0}
    assert one.unique


def test_the_statistical_table_of_2014():
    """In the list of 2014 a subtotal between two sums is found, and named without a column."""
    values = dict.fromkeys(load_form("2014").slots, "0")
    for item, its in (
        ("requests.replies", 210), ("requests.granted", 130), ("requests.refused", 80),
        ("requests.refused.privacy", 50), ("requests.refused.other", 30),
    ):  # fmt: skip
        values[item, next(b for i, b in values if i == item)] = str(its)
    key = ("requests.refused", next(b for i, b in values if i == "requests.refused"))
    one = only(found(values | {key: "8"}, edition="2014"))
    assert changes(one) == {key: 80}
    assert one.unique
    assert one.zh.startswith("把统计表“不同意公开答复数”由8改为80：疑为少写一个0；")


# ---- the search


def marks(one: Report) -> list[System]:
    """The systems of a report in which an equation fails."""
    failing = {
        (f.rule.id, frozenset((c.item, c.breakdown) for c in f.cells))
        for f in check_form(one, load_form(one.edition)).failures
    }
    return [
        system
        for system in systems(one, load_form(one.edition))
        if any(
            (e.rule, frozenset(system.figures[n].key for n in numbers(e.balance.cells))) in failing
            for e in system.equations
        )
    ]


def lightest(system: System) -> int:
    """The weight of the lightest repair by integer programming: 95 a total, 100 another cell."""
    size, most = len(system.figures), 99
    values = np.array([figure.value for figure in system.figures])
    rows = np.zeros((len(system.equations) + 2 * size, 2 * size))
    low, high = np.zeros(len(rows)), np.zeros(len(rows))
    for row, equation in enumerate(system.equations):
        rows[row, list(numbers(equation.balance.plus))] = 1
        rows[row, list(numbers(equation.balance.minus))] = -1
    for n in range(size):
        upper, lower = len(system.equations) + 2 * n, len(system.equations) + 2 * n + 1
        rows[upper, [n, size + n]], low[upper], high[upper] = (1, -most), -np.inf, values[n]
        rows[lower, [n, size + n]], low[lower], high[lower] = (1, most), values[n], np.inf
    weights = [flat(figure) for figure in system.figures]
    solved = milp(
        np.r_[np.zeros(size), weights],
        constraints=LinearConstraint(rows, low, high),
        integrality=np.ones(2 * size),
        bounds=Bounds(np.zeros(2 * size), np.r_[np.full(size, most), np.ones(size)]),
    )
    return round(solved.fun)


def flat(figure) -> int:
    """The weight of any change of a cell."""
    return 0 if not figure.known else 95 if figure.total else 100


@pytest.mark.parametrize("seed", range(6))
def test_no_lighter_repair_exists(seed, monkeypatch):
    """The search finds the weight that integer programming proves to be the least."""
    monkeypatch.setattr(repair, "least", flat)
    monkeypatch.setattr(repair, "weigh", lambda figure, after: (flat(figure), ""))
    rng = np.random.default_rng(seed)
    values = {(c.item, c.breakdown): c.raw for c in simulate(seed, "township", years=[2023])[0].truth.cells
              if c.source == "table"}  # fmt: skip
    cells = [key for key in values if key[0].startswith("requests")]
    for n in rng.choice(len(cells), 1 + seed % 4, replace=False):
        values[cells[n]] = str(rng.integers(0, 9))
    for n in rng.choice(len(cells), 6, replace=False):
        values[cells[n]] = "?"
    compared = 0
    for system in marks(report(values)):
        search = Search(system, [], [], within=0)
        assert search.run()[0].weight == lightest(system)
        assert search.complete
        compared += 1
    assert compared


def test_giving_up_is_said(monkeypatch):
    """A search that is cut short says so: no claim, and the reader is sent to the records."""
    monkeypatch.setattr(solving, "MOST_WORK", 0)
    one = only(found(city() | {(GRANTED, NATURAL): "851"}))
    assert (one.changes, one.unique, one.complete) == ((), False, False)
    assert one.zh == "在计算上限内没有找到能使各项勾稽关系成立的改法，请逐格对照台账核实。"


def applied(values: dict[Key, str], one: Report, told: list[Suggestion]) -> dict[Key, str]:
    """Figures with every suggestion taken."""
    after = {key: its for suggestion in told for key, its in changes(suggestion).items()}
    return values | {key: "?" if its is None else str(its) for key, its in after.items()}


EDITS = st.dictionaries(
    st.sampled_from(sorted(load_form("2021").slots)),
    st.one_of(
        st.integers(0, 12).map(str), st.integers(0, 10**7).map(str), st.sampled_from(["", "?", "—"])
    ),
    max_size=5,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS, st.booleans())
def test_every_suggestion_makes_every_equation_hold(edits, small):
    """Taken together, suggestions leave no equation that fails and no count below 0; so do others."""
    values = (consistent() if small else city()) | edits
    before = report(values)
    findings = found(values)
    told = suggestions(findings)
    assert bool(told) == bool(unequal(before))
    if all(one.changes for one in told):
        assert unequal(report(applied(values, before, told))) == set()
    for one in told:
        assert all(its is None or its >= 0 for its in changes(one).values())
        for option in one.alternatives:
            others = [other for other in told if other is not one]
            other = replace(one, changes=option)
            if all(each.changes for each in others):
                assert unequal(report(applied(values, before, [*others, other]))) == set()


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
def test_every_equation_that_fails_has_a_suggestion(edition):
    """On damaged reports of each form and level, every failing equation is explained, and no other."""
    form = load_form(edition)
    kinds = [
        kind for kind in KINDS if kind not in {"carry_over", "category_sum", "prose_and_table"}
    ]
    year = {"2014": 2016, "2019": 2020, "2021": 2023}[edition]
    for number, level in enumerate([*LEVELS] * 4):
        rng = np.random.default_rng(number)
        one = simulate(number, level, edition, [year])[0].truth
        figures = {cell.key: str(cell.value) for cell in one.cells}
        planted = [
            plant(rng, str(rng.choice(kinds)), edition, figures, later=False) for _ in range(3)
        ]
        for error in filter(None, planted):
            figures |= {key: text for key, (_, text) in error.cells.items()}
        values = {key[:2]: text for key, text in figures.items() if key[2] == "table"}
        for finding in found(values, edition=edition):
            equation = bool(finding.rule.left) and finding.result == "fail"
            assert (finding.suggestion is not None) == equation
            if finding.suggestion and finding.suggestion.changes:
                keys = {(c.item, c.breakdown) for c in finding.cells}
                assert keys & set(changes(finding.suggestion))
                assert {(c.item, c.breakdown) for c in finding.doubtful} <= keys
        assert form.edition == edition


def test_single_errors_are_located_and_never_claimed_wrongly():
    """Of single errors in table three nine in ten are claimed, each rightly, at every level."""
    counts = dict.fromkeys(("seen", "located", "claimed"), 0)
    for number in range(100):
        rng = np.random.default_rng([7, number])
        one = simulate(number, list(LEVELS)[number % 5], years=[2023])[0].truth
        figures = {cell.key: str(cell.value) for cell in one.cells}
        kind = ["digit_dropped", "digits_swapped", "any_value", "row_total", "row_shifted"][
            number // 5 % 5
        ]
        error = plant(rng, kind, "2021", figures, later=False)
        if error is None or any(not breakdown for _, breakdown, _ in error.cells):
            continue
        figures |= {key: text for key, (_, text) in error.cells.items()}
        values = {key[:2]: text for key, text in figures.items() if key[2] == "table"}
        told = suggestions(found(values))
        if not told:
            continue
        truth = {
            k[:2]: int(true)
            for k, (true, text) in error.cells.items()
            if int(true) != int(text or 0)
        }
        right = {
            key: its for suggestion in told for key, its in changes(suggestion).items()
        } == truth
        counts["seen"] += 1
        counts["located"] += right
        counts["claimed"] += all(suggestion.unique for suggestion in told)
        assert right or not any(suggestion.unique for suggestion in told)
    assert counts["seen"] > 60
    assert counts["located"] >= 0.95 * counts["seen"]
    assert counts["claimed"] >= 0.9 * counts["seen"]


# ---- the real reports


def test_yonghe_keeps_its_only_request(shared):
    """永和镇 2022: the three printed totals become 1, as the prose says; the cut-off one hangs on the law."""
    findings = check(read(shared / "reports" / "yonghe-2022.txt"))
    failing = [
        f for f in findings.failures if f.rule.id in {"row-total", "outcomes-sum", "balance"}
    ]
    assert [f.rule.id for f in failing] == ["row-total", "outcomes-sum", "balance"]
    assert len({id(f.suggestion) for f in failing}) == 1
    one = failing[0].suggestion
    assert changes(one) == {(NEW, TOTAL): 1, (DONE, NATURAL): 1, (DONE, TOTAL): 1}
    assert one.unique
    assert one.complete
    assert one.depends_on == ("legal-basis",)
    follows = {c.cell.item: c.after for c in one.follows}
    assert len(follows) == 10
    assert follows[REFUSED] is follows[PROCESS] is None
    assert follows[HELD] == 0
    assert one.zh.startswith(
        "把表三“本年新收政府信息公开申请数量”总计由0改为1、“（七）总计”自然人由0改为1、总计由0改为1：正文称"
    )
    assert "改动最少，且为唯一方案" in one.zh
    assert [len(f.doubtful) for f in failing] == [1, 1, 1]


def test_hongze_2023_totals_of_table_four(shared):
    """洪泽 2023: the two totals of 0 in table four get their sums, with the alternatives beside them."""
    findings = check(read(shared / "reports" / "hongze-2023.pdf"))
    told = {f.rule.id: f.suggestion for f in findings.failures if f.suggestion}
    assert {rule: changes(one) for rule, one in told.items()} == {
        "review-sum": {("review.total", ""): 11},
        "litigation-sum": {("litigation_after_review.total", ""): 5},
    }
    assert not any(one.unique for one in told.values())
    assert {
        rule: [{(c.cell.item, int(c.after)) for c in option} for option in one.alternatives]
        for rule, one in told.items()
    } == {
        "review-sum": [{("review.upheld", 0), ("review.corrected", 0)}],
        "litigation-sum": [{("litigation_after_review.upheld", 0)}],
    }


@pytest.mark.parametrize("name", ["hongze-2024.pdf", "suqian-2023.txt"])
def test_consistent_real_reports_have_no_suggestion(shared, name):
    """洪泽 2024 and 宿迁 2023 satisfy every equation: nothing is suggested."""
    assert suggestions(check(read(shared / "reports" / name))) == []
