from __future__ import annotations

import csv
import re
import runpy
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from govstats.checks import check, check_years
from govstats.forms import load_form
from govstats.reports import Report, Status
from govstats.resources import find
from govstats.storage import load

if TYPE_CHECKING:
    from govstats.dataset import Dataset
    from govstats.reports import Cell, Source

AGENCY = "synthetic-qingshi"
YEARS = range(2014, 2026)
REAL, SYNTHETIC = find("data"), find("synthetic")
FILES = ("agencies.csv", "counts.csv", "datapackage.json", "reports.csv")

PLANTED = {
    (2023, "row-total", "requests.granted", "total"): (5, 4),
    (2023, "outcomes-sum", "requests.outcomes", "total"): (11, 12),
    (2025, "category-sum", "disclosed.total", ""): (238, 248),
}
"""Year, rule and stated cell of each failure, to what was expected and what was found."""

TRUE = {
    (2023, ("requests.granted", "total", "table")): Decimal(5),
    (2025, ("disclosed.total", "", "text")): Decimal(238),
}
"""The two cells as they would be without the planted errors."""


@cache
def data() -> Dataset:
    """The synthetic dataset."""
    return load(SYNTHETIC)


@cache
def report(year: int) -> Report:
    """The synthetic report of a year."""
    return data().report(AGENCY, year)


def put_right(year: int) -> Report:
    """The report of a year without its planted error."""
    cells = (replace(c, value=TRUE.get((year, c.key), c.value)) for c in report(year).cells)
    return replace(report(year), cells=tuple(cells))


def known(cell: Cell | None) -> Decimal:
    """The value of a cell that is there and has one."""
    assert cell is not None
    assert cell.value is not None
    return cell.value


def figure(one: Report, item: str, breakdown: str = "", source: Source = "table") -> Decimal:
    """A figure of a report that is there and has a value."""
    return known(one.cell(item, breakdown, source))


def series(item: str, breakdown: str = "") -> dict[int, Decimal]:
    """A figure of the tables through the years whose form has it."""
    found = {year: report(year).cell(item, breakdown) for year in YEARS}
    return {year: known(cell) for year, cell in found.items() if cell}


def listed(one: Report) -> dict[str, Decimal]:
    """The categories that a report lists."""
    return {c.breakdown: known(c) for c in one.cells if c.item == "disclosed.by_category"}


def stated(one: Report) -> Decimal:
    """The total disclosed: from the table until 2018, then from the prose; never from both."""
    (total,) = (cell for cell in one.cells if cell.item == "disclosed.total")
    assert total.source == ("table" if one.edition == "2014" else "text")
    return known(total)


# ---- how it is made


def test_build_reproduces_the_files(tmp_path):
    """build.py writes the four committed files again, byte for byte, and nothing else."""
    build = runpy.run_path(str(SYNTHETIC / "build.py"))["build"]
    (tmp_path / "datapackage.json").write_text("{}", "utf-8")
    build(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == list(FILES)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (SYNTHETIC / name).read_bytes(), name


# ---- what is in it


def test_it_says_that_it_is_synthetic():
    """The dataset, its title and each of its reports say that the data is simulated."""
    assert data().synthetic
    assert data().title.startswith("模拟数据：")
    assert all("模拟数据" in title for title in data().reports["title"])
    assert all("模拟数据" in note and "Synthetic" in note for note in data().reports["note"])


def test_every_agency_name_says_so():
    """Every name and alias in the register says 模拟数据, every English name says synthetic."""
    assert [entry.agency for entry in data().agencies] == [AGENCY]
    for entry in data().agencies:
        assert all("模拟数据" in name for name in (entry.name, *entry.aliases))
        assert "synthetic data" in entry.name_en


def test_one_full_report_a_year():
    """The years 2014 to 2025 have one full report each, in the edition of their time."""
    assert data().years(AGENCY, full=True) == list(YEARS)
    editions = [report(year).edition for year in YEARS]
    assert editions == ["2014"] * 5 + ["2019"] * 2 + ["2021"] * 5


def test_tables_are_whole():
    """Each cell of the form is there and reported: 58 in 2014, 198 in 2019, 200 in 2021."""
    for year in YEARS:
        cells = [cell for cell in report(year).cells if cell.source == "table"]
        slots = load_form(report(year).edition).slots
        assert [(cell.item, cell.breakdown) for cell in cells] == list(slots)
        assert [cell.unit for cell in cells] == [slot.unit for slot in slots.values()]
        assert len(cells) == {"2014": 58, "2019": 198, "2021": 200}[report(year).edition]
        assert {cell.status for cell in report(year).cells} == {Status.REPORTED}


def test_categories_add_up():
    """The classes listed add up to the total in every year, the planted error put right."""
    for year in YEARS:
        total = stated(put_right(year))
        assert sum(listed(put_right(year)).values()) == total
        assert 60 <= total <= 260


def test_disclosed_rises():
    """The total disclosed rises from each year to the next, as stated and put right."""
    for source in (report, put_right):
        totals = [stated(source(year)) for year in YEARS]
        assert all(before < after for before, after in pairwise(totals))


def test_channels_do_not_fall_short():
    """What went out by all channels is at least the total disclosed."""
    for year in YEARS:
        channels = [known(c) for c in report(year).cells if c.item.startswith("channels.")]
        assert sum(channels) >= stated(report(year))


def test_wechat_from_2016():
    """The WeChat account posts from 2016; from 2019 the prose names it."""
    table = series("channels.wechat.posts")
    assert [bool(table[year]) for year in range(2014, 2019)] == [False, False, True, True, True]
    for year in range(2019, 2026):
        assert figure(report(year), "channels.wechat.posts", "青石发布", "text") > 200


def test_requests_are_few():
    """New requests number 0 to 14; two years have none, two have one."""
    new = series("requests.new", "total")
    assert list(new) == list(YEARS)
    assert [year for year, value in new.items() if value == 0] == [2014, 2020]
    assert [year for year, value in new.items() if value == 1] == [2015, 2022]
    assert max(new.values()) == 14


def test_2014_table_adds_up():
    """Under the 2014 table the answers add up to the requests closed, one of 2018 left open."""
    for year in range(2014, 2019):
        one = report(year)
        parts = [f"requests.{part}" for part in ("granted", "partly_granted", "refused")]
        outcomes = figure(one, "requests.outcomes", "total")
        assert outcomes == sum(figure(one, part, "total") for part in parts)
        assert figure(one, "requests.new", "total") - outcomes == (year == 2018)
        results = [f"review.{result}" for result in ("upheld", "corrected", "other")]
        assert figure(one, "review.total") == sum(figure(one, result) for result in results)
    assert figure(report(2019), "requests.brought_forward", "total") == 1


def test_a_township_makes_no_rules():
    """规章 are 0 throughout."""
    rules = [c.value for y in YEARS for c in report(y).cells if c.item.startswith("rules.")]
    assert rules
    assert not any(rules)


# ---- the breaks


def test_merged_category():
    """征地补偿类 is listed until 2022; from 2023 land_environment contains it."""
    for year in YEARS:
        names = listed(report(year))
        assert len(names) == (12 if year < 2023 else 11)
        assert ("征地补偿类" in names) == (year < 2023)
        assert "other" in names
    before, after = listed(report(2022)), listed(report(2023))
    assert after["land_environment"] > before["land_environment"] * Decimal("1.5")
    both = before["land_environment"] + before["征地补偿类"]
    assert abs(after["land_environment"] - both) < 10


def test_suits_move_behind_reconsideration():
    """From 2024 suits come after reconsideration; until 2023 they were direct."""
    direct, after = series("litigation_direct.total"), series("litigation_after_review.total")
    assert {year: value for year, value in direct.items() if value} == {2022: 1, 2023: 2}
    assert {year: value for year, value in after.items() if value} == {2024: 2, 2025: 1}


# ---- the planted errors


def test_exactly_the_planted_errors_are_found():
    """One wrong total in 2023 fails two rules, one in 2025 fails one; nothing else fails."""
    found = [finding for year in YEARS for finding in check(report(year)).failures]
    found += check_years(map(report, YEARS)).failures
    assert len(found) == len(PLANTED)
    assert {
        (f.cells[0].year, f.rule.id, f.cells[0].item, f.cells[0].breakdown): (f.expected, f.found)
        for f in found
    } == PLANTED
    assert figure(report(2023), "requests.granted", "total") == 4
    assert figure(report(2025), "disclosed.total", "", "text") == 248


def test_every_rule_passes_once_they_are_put_right():
    """With the two cells put right no rule fails and none is left unassessed."""
    results = Counter(
        (rule, result) for year in YEARS for rule, result in check(put_right(year)).outcomes
    )
    results.update(check_years(put_right(year) for year in YEARS).outcomes)
    assert {result for _, result in results} == {"pass"}
    assert {rule for rule, _ in results} == {
        "row-total", "outcomes-sum", "balance", "review-sum", "litigation-sum", "not-a-count",
        "blank-cell", "category-sum", "rules-by-level", "carry-over", "stock-flow", "scope-shift", "copied-table", "outlier", "received-sum", "concluded-sum", "replies-sum",
        "refused-sum", "review-results-sum", "litigation-results-sum", "staff-sum",
    }  # fmt: skip


def test_no_year_looks_copied():
    """Fewer than five non-zero cells of the tables are equal in consecutive years."""
    for before, after in pairwise(map(report, YEARS)):
        equal = [
            cell.key
            for cell in after.cells
            if cell.source == "table" and cell.value and cell.value == before.value(*cell.key)
        ]
        assert len(equal) < 5, (after.year, equal)


def test_readme_names_them():
    """README.md names the year, rule, cell and values of each planted error, in both languages."""
    zh, en = (SYNTHETIC / "README.md").read_text("utf-8").split("\n---\n")
    for (year, rule, _, _), figures in PLANTED.items():
        for text in (zh, en):
            for word in (str(year), f"`{rule}`", *map(str, figures)):
                assert re.search(rf"(?<!\d){re.escape(word)}(?!\d)", text), (word, text[:20])
    assert all(f"`{item}`" in text for _, (item, *_) in TRUE for text in (zh, en))


# ---- kept apart from the real data


def test_no_real_id_occurs():
    """No agency or report of the real data occurs in any file of the synthetic data."""
    text = "\n".join((SYNTHETIC / name).read_text("utf-8") for name in FILES)
    real = set()
    for name, columns in (("agencies", ("agency", "name")), ("reports", ("report", "agency"))):
        with (REAL / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            real |= {row[column] for row in csv.DictReader(stream) for column in columns}
    assert len(real) > 100
    words = set(re.findall(r"[^,\s|\"]+", text))
    assert real & words == set()
    assert {name for name in real if len(name) > 5 and name in text} == set()


def test_none_of_it_is_in_the_real_data():
    """The real data names neither the synthetic agency nor its reports, and is not synthetic."""
    for name in FILES:
        assert not re.search(r"青石镇|qingshi|模拟", (REAL / name).read_text("utf-8")), name
    assert not load(REAL).synthetic
