"""A whole dataset checked at once says what its reports say one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from govstats.agencies import Agencies, Agency
from govstats.checks.datasets import check_dataset
from govstats.checks.many import check_all
from govstats.checks.roster import Entry, Roster
from govstats.dataset import collect
from govstats.reports import Cell, Status
from govstats.resources import find
from govstats.storage import empty, load
from govstats.testing import LEVELS, simulate
from tests.figures import cell, made

RULES = {
    "row-total", "outcomes-sum", "balance", "review-sum", "litigation-sum", "not-a-count",
    "blank-cell", "carry-over", "stock-flow", "scope-shift", "copied-table", "outlier",
    "consolidation", "deadline", "category-sum", "received-sum", "concluded-sum", "replies-sum",
    "refused-sum", "review-results-sum", "litigation-results-sum", "staff-sum",
}  # fmt: skip
"""What figures allow."""


def gathered(reports, agencies=None):
    """Reports of ours as a dataset."""
    reports = list(reports)
    named = {r.agency: Agency(r.agency, r.agency_name, level="county_dept") for r in reports}
    return collect(reports, agencies or Agencies(named.values()), Path("nowhere"))


def one_by_one(data, roster=None):
    """The outcomes and the failures of the same rules, report by report, as the dataset keeps them."""
    full = data.sources[data.sources["coverage"] == "full"]
    reports = [data.report(a, int(y)) for a, y in zip(full["agency"], full["year"], strict=True)]
    found = check_all(reports, data.agencies, roster or Roster())
    everything = [one for _, one in found.reports] + list(found.between)
    outcomes = Counter(
        (r, result) for one in everything for r, result in one.outcomes if r in RULES
    )
    failures = Counter(
        (f.rule.id, f.severity, f.expected, f.found)
        for one in everything
        for f in one.failures
        if f.rule.id in RULES
    )
    return outcomes, failures


def together(found):
    """The same from the whole dataset."""
    names = {"passed": "pass", "failed": "fail", "not_assessable": "not_assessable"}
    outcomes = Counter(
        {
            (rule, names[name]): int(count)
            for rule, row in found.rules[list(names)].iterrows()
            for name, count in row.items()
            if count
        }
    )
    return outcomes, found.failures


def comparable(failures):
    """Failures whose figures the finding has as well, as decimals."""
    table = failures[
        ~failures["rule"].isin(
            ["blank-cell", "not-a-count", "scope-shift", "copied-table", "outlier", "deadline"]
        )
    ]
    return Counter(
        (
            row.rule,
            row.severity,
            Decimal(str(row.expected)).normalize(),
            Decimal(str(row.found)).normalize(),
        )
        for row in table.itertuples()
    )


@pytest.mark.parametrize(
    ("edition", "years"), [("2014", range(2014, 2019)), ("2019", range(2019, 2022)), ("2021", range(2020, 2026))]
)  # fmt: skip
def test_simulated_reports(edition, years):
    """Each rule passes, fails and stays open as often as report by report, and the sums that fail are the same."""
    reports = [
        one.report
        for level in LEVELS
        for seed in range(6)
        for one in simulate(seed, level, edition, years, errors=0.5)
    ]
    data = gathered(reports)
    outcomes, failures = one_by_one(data)
    counted, table = together(check_dataset(data))
    assert counted == outcomes
    kept = {
        (rule, severity, expected.normalize(), found.normalize()): n
        for (rule, severity, expected, found), n in failures.items()
        if expected is not None and rule != "outlier"
    }
    assert comparable(table) == kept
    assert len(table) > 10


def test_all_editions_together():
    """Reports of three editions of one agency are chained where their forms share a figure."""
    old, new = (
        simulate(1, "county", "2019", range(2019, 2021)),
        simulate(1, "county", "2021", range(2021, 2024)),
    )
    older = simulate(1, "county", "2014", range(2017, 2019))
    data = gathered(one.report for one in (*older, *old, *new))
    outcomes, _ = one_by_one(data)
    assert together(check_dataset(data))[0] == outcomes
    assert sum(n for (rule, _), n in outcomes.items() if rule == "carry-over") == 4 * 7


@pytest.mark.parametrize("kind", ["data", "synthetic"])
def test_bundled_data(kind):
    """The bundled data gives at once what it gives report by report.

    But for the scope that the prose of 洪泽 names: words are compared two reports at a time.
    """
    data = load(find(kind))
    outcomes, _ = one_by_one(data)
    if kind == "data":
        outcomes["scope-shift", "fail"] -= 1
    assert together(check_dataset(data, Roster()))[0] == outcomes


def test_what_fails_is_listed():
    """洪泽 2023 has two wrong totals, 永和镇 2022 three and a list, and each row has its figures."""
    table = check_dataset(load(find("data"))).failures
    errors = table[table["severity"] == "error"]
    assert list(zip(errors["agency"], errors["year"], errors["rule"], errors["expected"], errors["found"], strict=True)) == [
        ("jinjiang-yonghe", 2022, "row-total", 1, 0),
        ("jinjiang-yonghe", 2022, "outcomes-sum", 1, 0),
        ("jinjiang-yonghe", 2022, "balance", 0, 1),
        ("huaian-hongze", 2023, "review-sum", 11, 0),
        ("huaian-hongze", 2023, "litigation-sum", 5, 0),
        ("jinjiang-yonghe", 2022, "category-sum", 62, 63),
    ]  # fmt: skip
    first = errors.iloc[0]
    assert first["cells"].startswith("requests.new/total requests.new/natural_person")
    assert first["difference"] == -1
    shift = table[table["rule"] == "scope-shift"].iloc[0]
    assert (shift["agency"], shift["year"], shift["cells"]) == (
        "huaian-hongze",
        2024,
        "licensing.decisions",
    )


def test_results_by_report():
    """Every full report has its own counts; what fails between years is counted for the later one."""
    found = check_dataset(load(find("data")))
    reports = found.reports
    assert reports.shape[0] == 6
    assert reports.loc[("huaian-hongze", 2023), ("review-sum", "failed")] == 1
    assert reports.loc[("suqian", 2024), ("carry-over", "passed")] == 7
    assert reports.loc[("suqian", 2023), ("carry-over", "passed")] == 0
    for rule, row in found.rules[["passed", "failed", "not_assessable"]].iterrows():
        assert reports[rule].sum().to_dict() == row.to_dict()


def test_excerpts_and_empty_data(tmp_path):
    """An excerpt is in no count, and a dataset without reports has no failures."""
    assert len(check_dataset(empty(tmp_path)).failures) == 0
    excerpt = gathered([replace(made({("review.total", ""): 9}), coverage="excerpt")])
    found = check_dataset(excerpt)
    assert found.rules[["passed", "failed", "not_assessable"]].sum().sum() == 0
    assert list(found.failures.columns) == list(check_dataset(load(find("data"))).failures.columns)


def test_units_and_deadlines():
    """A consolidated report and its units, and days of publication, are checked where the data has them."""
    towns = [replace(made(agency=f"town-{n}"), published="2024-03-01") for n in range(3)]
    county = replace(made(agency="county", name="青石县"), scope="area")
    register = Agencies(
        [
            Agency("county", "青石县", level="county"),
            *(Agency(t.agency, t.agency, level="county_dept", parent="county") for t in towns),
        ]
    )
    data = gathered([county, *towns], register)
    outcomes, failures = one_by_one(data)
    counted, table = together(check_dataset(data, Roster()))
    assert counted == outcomes
    assert comparable(table[table["rule"] == "consolidation"]) == Counter(
        {
            (r, s, e.normalize(), f.normalize()): n
            for (r, s, e, f), n in failures.items()
            if r == "consolidation"
        }
    )
    new = table[(table["rule"] == "consolidation") & (table["cells"] == "requests.new/total")].iloc[
        0
    ]
    assert (new["agency"], new["expected"], new["found"]) == ("county", 27, 9)
    late = table[table["rule"] == "deadline"]
    assert late["agency"].tolist() == ["town-0", "town-1", "town-2"]
    assert late["found"].tolist() == [30, 30, 30]
    roster = Roster({("town-0", 2023): Entry(2023, "town-0", duty="exempt")})
    assert check_dataset(data, roster).failures["rule"].tolist().count("deadline") == 2


# ---- lists of the prose


def listing(total, *parts, rest=0, status=Status.REPORTED, unit="条"):
    """A report of ours that states a total and its classes, the last of them the rest where it is given."""
    names = ["institution", "welfare", "safety", "planning"][: len(parts)] + ["other"] * bool(rest)
    cells = [
        Cell("disclosed.total", "", "", "text", Decimal(str(total)), "条", status, f"{total}条")
    ]
    cells += [
        Cell(
            "disclosed.by_category",
            name,
            "",
            "text",
            Decimal(str(value)),
            unit,
            Status.REPORTED,
            f"{value}{unit}",
        )
        for name, value in zip(names, [*parts, *([rest] if rest else [])], strict=True)
    ]
    report = made()
    return replace(report, cells=(*report.cells, *cells))


@pytest.mark.parametrize(
    ("report", "result", "severity"),
    [
        (listing(62, 4, 12, 13, 11, rest=22), "passed", None),
        (listing(63, 4, 12, 13, 11, rest=22), "failed", "error"),
        (listing(63, 4, 12, 13), "not_assessable", None),
        (listing(20, 4, 12, 13), "failed", "question"),
        (listing(63, 4, 12, 13, 11, rest=22, unit="篇"), "not_assessable", None),
        (listing(62, 4, 12, 13, 11, rest=22, unit="篇"), "passed", None),
        (listing("62.5", 4, 12, 13, 11, rest=22), "failed", "error"),
        (listing(2**53 + 1, 2**53, rest=2), "failed", "error"),
        (listing(60, 4, 12, 13, 11, rest=22, status=Status.APPROXIMATE), "passed", None),
        (made(), None, None),
    ],
)
def test_classes_and_their_total(report, result, severity):
    """62 classes do not make 63; examples, other units and rounded totals are judged as one by one."""
    data = gathered([report])
    counts, table = together(check_dataset(data))
    mine = {result for rule, result in counts if rule == "category-sum"}
    names = {"passed": "pass", "failed": "fail", "not_assessable": "not_assessable", None: None}
    assert mine == ({names[result]} if result else set())
    assert {k for k in one_by_one(data)[0] if k[0] == "category-sum"} == {
        ("category-sum", r) for r in mine
    }
    assert table[table["rule"] == "category-sum"]["severity"].tolist() == (
        [severity] if severity else []
    )


def test_categories_are_taken_as_they_are():
    """A dataset whose columns are categories is checked like one of text."""
    data = gathered(one.report for one in simulate(2, "city", years=range(2021, 2026), errors=0.9))
    wide = replace(data, rows=data.rows.astype("category"))
    pd.testing.assert_frame_equal(check_dataset(wide).failures, check_dataset(data).failures)
    pd.testing.assert_frame_equal(check_dataset(wide).rules, check_dataset(data).rules)


def test_a_summary_shows_itself():
    """In a notebook the rules with their counts are a table, in a terminal lines."""
    found = check_dataset(load(find("data")))
    assert "row-total" in repr(found)
    assert "<table" in found._repr_html_()
    assert found.rules.loc["carry-over"].tolist() == ["error", 14, 0, 0]


def test_beyond_floating_point():
    """A figure beyond floating point fails its equation in a dataset too."""
    cells = [cell("review.upheld", "", 2**53), cell("review.total", "", 2**53 + 1)]
    report = made({("review.upheld", ""): None, ("review.total", ""): None})
    data = gathered([replace(report, cells=(*report.cells, *cells))])
    assert "review-sum" in check_dataset(data).failures["rule"].tolist()
