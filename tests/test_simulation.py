"""Simulated reports: plausible, consistent, and wrong only where they say so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govstats.checks import check, check_years
from govstats.documents import parse_document
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.forms import editions, load_form
from govstats.reading import read_document
from govstats.reports import Status
from govstats.testing import KINDS, LEVELS, Layout, county, lay_out_report, simulate

YEARS = {"2014": range(2014, 2019), "2019": range(2019, 2021), "2021": range(2021, 2026)}


def failures(reports: list) -> list[str]:
    """The ids of the rules that fail, within each report and between the years."""
    found = [finding.rule.id for report in reports for finding in check(report).failures]
    return found + [finding.rule.id for finding in check_years(reports).failures]


def some(kind: str, level: str = "county") -> list:
    """Reports of several agencies that have an error of a kind, each with its neighbours."""
    runs = [simulate(seed, level, errors={kind: 0.5}) for seed in range(6)]
    assert any(one.planted for run in runs for one in run)
    return runs


# ---- what is simulated


@pytest.mark.parametrize("edition", editions())
@pytest.mark.parametrize("level", LEVELS)
def test_true_figures_satisfy_every_rule(level, edition):
    """Sums, balances, stocks and what is carried forward agree in every year of every agency."""
    for seed in range(3):
        reports = [one.report for one in simulate(seed, level, edition, YEARS[edition])]
        assert failures(reports) == []
        assert all(
            {(c.item, c.breakdown) for c in r.cells if c.source == "table"}
            == set(load_form(edition).slots)
            for r in reports
        )


def test_the_same_seed_gives_the_same_reports():
    """A simulation is a function of its arguments; another seed gives other figures."""
    assert simulate(4, "city", errors=0.5) == simulate(4, "city", errors=0.5)
    assert simulate(4, "city")[0].report.cells != simulate(5, "city")[0].report.cells
    assert simulate(4, "city")[0].report.cells != simulate(4, "county")[0].report.cells


def test_levels_differ_by_orders_of_magnitude():
    """Requests grow from a township's handful to a province's ten thousands."""

    def requests(level):
        years = [one.report for seed in range(5) for one in simulate(seed, level)]
        return sum(report.value("requests.new", "total") for report in years) / len(years)

    assert 1 < requests("township") < 20
    assert 60 < requests("county") < 600
    assert 4_000 < requests("province") < 40_000


def test_rules_are_made_from_cities_upwards_only():
    """No level under a 设区的市 has 规章; cities and provinces do."""
    for level in LEVELS:
        stocks = [one.report.value("rules.in_force") for one in simulate(2, level)]
        assert all(stocks) == (level in ("city", "province"))


def test_suits_move_behind_reconsideration_in_2024():
    """From 2024 almost every suit follows a reconsideration, as the law demands."""
    reports = [one.report for one in simulate(1, "province", years=range(2022, 2026))]
    direct = [report.value("litigation_direct.total") for report in reports]
    assert min(direct[:2]) > 5 * max(direct[2:])


def test_agencies_say_that_they_are_invented():
    """Name, id and note of every simulated report say that it is no real one."""
    for level in LEVELS:
        report = simulate(0, level)[0].report
        assert report.agency == f"synthetic-{level.replace('_', '-')}-0"
        assert "模拟数据" in report.agency_name
        assert "模拟数据" in report.note
        assert "模拟数据" in report.title


def test_what_cannot_be_simulated_is_refused():
    """Unknown levels, kinds and editions are refused by name."""
    with pytest.raises(InvalidRequestError, match="township"):
        simulate(0, "village")
    with pytest.raises(InvalidRequestError, match="row_total"):
        simulate(0, errors={"typo": 0.1})
    with pytest.raises(NotFoundError, match="2021"):
        simulate(0, edition="1998")


def test_statements_are_the_figures_of_the_prose():
    """Each figure of the prose is stated in a sentence of ours that contains it."""
    report = simulate(1, "county")[0].report
    assert {s.item for s in report.statements} >= {"disclosed.total", "requests.new"}
    for said in report.statements:
        assert said.printed in said.quote
        assert report.value(said.item, said.breakdown, "text") == said.value


# ---- the errors planted


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_differs_from_the_truth_where_it_says_so(kind):
    """The planted cells are those that differ, with the true and the printed text of each."""
    for one in (one for run in some(kind) for one in run):
        wrong = {
            cell.key: (truth.raw.rstrip("条件"), cell.raw.rstrip("条件"))
            for cell, truth in zip(one.report.cells, one.truth.cells, strict=True)
            if cell != truth
        }
        assert wrong == {key: texts for error in one.planted for key, texts in error.cells.items()}
        assert {error.kind for error in one.planted} <= {kind}


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("row_total", "row-total"),
        ("outcomes_sum", "outcomes-sum"),
        ("carry_over", "carry-over"),
        ("category_sum", "category-sum"),
    ],
)
def test_an_error_breaks_the_rule_that_it_is_named_after(kind, rule):
    """Reports with the error fail the rule in question, those without fail nothing."""
    for run in some(kind):
        reports = [one.report for one in run]
        assert (rule in failures(reports)) == any(one.planted for one in run)


def test_a_broken_carry_over_is_seen_between_years_only():
    """A report whose carry-over is wrong agrees with itself."""
    for one in (one for run in some("carry_over") for one in run if one.planted):
        assert check(one.report).failures == ()


def test_a_blank_for_zero_is_blank():
    """The cell has no value and the status blank; the true one is 0."""
    planted = [e for run in some("blank_for_zero") for one in run for e in one.planted]
    assert {texts for error in planted for texts in error.cells.values()} == {("0", "")}
    one = next(one for run in some("blank_for_zero") for one in run if one.planted)
    (key,) = one.planted[0].cells
    assert one.report.by_key[key].status is Status.BLANK
    assert one.truth.by_key[key].value == Decimal(0)


def test_errors_come_at_the_rate_asked_for():
    """A share of the reports has one error of any kind; every kind occurs."""
    many = [one for seed in range(60) for one in simulate(seed, "county", errors=0.3)]
    share = sum(bool(one.planted) for one in many) / len(many)
    assert 0.2 < share < 0.4
    assert max(len(one.planted) for one in many) == 1
    assert {one.planted[0].kind for one in many if one.planted} == set(KINDS)


# ---- written and read again


@pytest.mark.parametrize("layout", [Layout(), Layout(format="docx"), Layout(format="tabs")])
@pytest.mark.parametrize("level", ["township", "province"])
def test_simulated_reports_are_read_back(level, layout):
    """Figures of the tables and of the prose come back, right or wrong as they were printed."""
    for one in simulate(3, level, errors=0.6, years=range(2023, 2026)):
        found = read_document(parse_document(lay_out_report(one.report, layout).data, "sample"))
        assert found.year == one.report.year
        assert {(s.item, s.breakdown, s.value, s.printed) for s in found.statements} == {
            (s.item, s.breakdown, s.value, s.printed) for s in one.report.statements
        }
        assert {c.key: (c.value, c.status) for c in found.cells} == {
            c.key: (c.value, c.status) for c in one.report.cells
        }


def test_errors_of_the_statistical_table():
    """In the table of 2014 only errors are planted that need no columns by applicant."""
    runs = [simulate(seed, "county", "2014", YEARS["2014"], errors=1.0) for seed in range(16)]
    kinds = {error.kind for run in runs for one in run for error in one.planted}
    assert kinds == {
        "row_total",
        "digit_dropped",
        "digit_doubled",
        "digits_swapped",
        "tenfold",
        "hundredfold",
        "any_value",
        "blank_for_zero",
    }
    assert all(len(one.planted) == 1 for run in runs for one in run)


def test_a_county_is_a_dataset_of_its_towns():
    """Forty towns and their whole, three years each, every one marked synthetic and named once."""
    data = county(seed=3, towns=40)
    assert data.synthetic
    assert len(data.agencies) == 41
    assert len({entry.name for entry in data.agencies}) == 41
    assert all("模拟数据" in entry.name for entry in data.agencies)
    assert data.years("synthetic-county") == data.years("synthetic-town-040") == [2022, 2023, 2024]


def test_a_county_is_the_sum_of_its_towns_but_for_errors():
    """Without errors each cell of the whole is the sum over the towns; the year after carries over."""
    data = county(seed=3, towns=12, errors=0)
    for year in (2022, 2023):
        units = [data.report(f"synthetic-town-{n:03}", year) for n in range(1, 13)]
        whole = data.report("synthetic-county", year)
        for item in ("requests.new", "requests.outcomes", "requests.carried_forward"):
            assert whole.value(item, "total") == sum(unit.value(item, "total") for unit in units)
    later = data.report("synthetic-county", 2023).value("requests.brought_forward", "total")
    assert later == data.report("synthetic-county", 2022).value("requests.carried_forward", "total")


def test_the_same_seed_gives_the_same_county():
    """A county is made anew, not stored: the seed decides every figure."""
    assert county(seed=5, towns=3).rows.equals(county(seed=5, towns=3).rows)
    assert not county(seed=5, towns=3).rows.equals(county(seed=6, towns=3).rows)
