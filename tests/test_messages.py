from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from govstats.agencies import Agency
from govstats.comparing import build, compare
from govstats.display import comparison_table, record
from govstats.prose import write
from govstats.prose.messages import extreme, is_quiet, leading_parts
from govstats.prose.spans import Span, linked
from govstats.reports import Cell, Report, Status
from govstats.storage import load
from govstats.testing import simulate
from tests.samples import consistent

TOWN = Agency("town", "青石镇人民政府", "Qingshi Town People's Government")


def report(year: int, **figures: str | int | None) -> Report:
    """A report of ours by the 2021 form: the sample's figures, some replaced (`.` is written `__`)."""
    changed = {}
    for name, value in figures.items():
        item, _, breakdown = name.partition("___")
        changed[item.replace("__", "."), breakdown] = value
    texts = {**consistent(), **changed}
    cells = tuple(
        Cell(item, breakdown, "", "table", None if text in (None, "") else Decimal(str(text)), "件",
             Status.BLANK if text in (None, "") else Status.REPORTED, str(text or ""))
        for (item, breakdown), text in texts.items()
    )  # fmt: skip
    return Report(f"{year}", "", "town", TOWN.name, year, "2021", cells)


def zeros(year: int, **figures: int) -> Report:
    """A report that says 0 everywhere, but for some figures."""
    base = report(year)
    cells = tuple(replace(c, value=Decimal(0), raw="0") for c in base.cells)
    changed = {name.replace("__", "."): value for name, value in figures.items()}
    cells = tuple(
        replace(c, value=Decimal(changed[c.item])) if c.item in changed and not c.breakdown else c
        for c in cells
    )
    return replace(base, cells=cells)


# ---- numbers that lead somewhere


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("agency", ["suqian", "huaian-hongze", "jinjiang-yonghe"])
def test_every_number_of_the_words_leads_to_a_row(agency, lang):
    """Each link of headline, points and sections is the id of a row, a finding or a section there."""
    comparison = compare(agency)
    text = write(comparison, lang)
    words = str(text.headline_html + text.points_html())
    words += "".join(str(section.html) for section in text.sections if section.id != "notes")
    page = str(comparison_table(comparison, lang).html)
    ids = set(re.findall(r' id="([^"]+)"', page)) | {"quality"}
    ids |= {finding.id for finding in comparison.all_findings}
    targets = set(re.findall(r'href="#([^"]+)"', words))
    assert len(targets) > 5
    assert targets - ids == set()


def test_a_number_is_a_link_and_words_are_not():
    """Only the numbers of a run become links; what is around them is escaped text."""
    html = linked((Span("新收<b>3,525件，增长0.4%", "requests.new.total"), Span("，1项")))
    assert str(html) == (
        '新收&lt;b&gt;<a href="#requests.new.total">3,525</a>件，'
        '增长<a href="#requests.new.total">0.4%</a>，1项'
    )


def test_a_row_leads_to_its_source():
    """The heads of the years lead to the entry of each report in the record."""
    comparison = compare("suqian")
    table, sources = str(comparison_table(comparison).html), str(record(comparison).html)
    for year in (2023, 2024):
        assert f'href="#source-{year}"' in table
        assert f'id="source-{year}"' in sources


# ---- a town where nothing was asked


def test_nothing_asked_is_one_sentence():
    """Two years without requests and disputes are told in one sentence, not in twenty."""
    comparison = build(TOWN, zeros(2023), zeros(2024, normative_documents__in_force=3))
    text = write(comparison, "zh")
    assert is_quiet(comparison)
    assert text.headline == (
        "2024年，青石镇人民政府两年均未收到政府信息公开申请，未发生行政复议和行政诉讼。"
    )
    assert text.section("requests").paragraphs == (
        "两年均未收到政府信息公开申请，未发生行政复议和行政诉讼。",
    )
    assert "disputes" not in [section.id for section in text.sections]
    assert "received no requests" in write(comparison, "en").headline


@pytest.mark.parametrize(
    "figures",
    [{"requests__new___total": 1}, {"review__total": 1}, {"requests__new___total": None}],
)
def test_one_request_or_a_missing_figure_is_not_nothing(figures):
    """A single request, a single review or a blank total keeps the usual sections."""
    quiet = zeros(2024)
    cells = {c.key: c for c in quiet.cells}
    for key, cell in {c.key: c for c in report(2024, **figures).cells}.items():
        name = f"{key[0].replace('.', '__')}{f'___{key[1]}' if key[1] else ''}"
        if name in figures:
            cells[key] = cell
    comparison = build(TOWN, zeros(2023), replace(quiet, cells=tuple(cells.values())))
    assert not is_quiet(comparison)


# ---- what made a change, and what is a peak


def moved(year: int, persons: int, firms: int) -> Report:
    """A consistent report with so many requests by persons and firms, all granted."""
    rows = ("requests.new", "requests.granted", "requests.outcomes")
    figures = {"natural_person": persons, "commercial_enterprise": firms, "total": persons + firms}
    base = zeros(year)
    cells = tuple(
        replace(c, value=Decimal(figures[c.breakdown]))
        if c.item in rows and c.breakdown in figures
        else c
        for c in base.cells
    )
    return replace(base, cells=cells)


def test_parts_explain_a_total_that_they_move_with():
    """Both applicants rose: the larger rise is named; had one fallen, neither would explain it."""
    rising = build(TOWN, moved(2023, 30, 10), moved(2024, 60, 12))
    assert [part.breakdown for part in leading_parts(rising, "requests.new")] == ["natural_person"]
    assert "增加的主要是自然人增加30件。" in write(rising, "zh").points[0]
    assert "most of the rise came from natural persons (+30)" in str(write(rising, "en")).lower()
    mixed = build(TOWN, moved(2023, 30, 10), moved(2024, 60, 9))
    assert leading_parts(mixed, "requests.new") == []


def test_contributions_add_up_to_the_change():
    """宿迁 2024: outcomes by group explain the 35 more conclusions exactly."""
    parts = compare("suqian", 2024).contributions("requests.outcomes")
    assert len(parts) == 6
    assert sum(part.difference for part in parts) == 35


def run(*counts: int) -> list[Report]:
    """Consecutive years up to 2025 with so many requests."""
    return [moved(2026 - len(counts) + n, count, 0) for n, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((30, 31, 32, 33, 34), (2021, 2025, 5, True)),
        ((30, 31, 32, 33, 20), (2021, 2025, 5, False)),
        ((30, 31, 32, 34, 34), None),
        ((31, 32, 33, 34), None),
        ((3, 4, 5, 6, 7), None),
    ],
)
def test_a_peak_needs_five_years_and_a_count_of_twenty(counts, found):
    """The highest and the lowest are said of five years at least, never of a tie or of a handful."""
    reports = run(*counts)
    comparison = build(TOWN, reports[-2], reports[-1], tuple(reports))
    peak = extreme(comparison, "requests.new", "total")
    assert (peak and (peak.first, peak.last, peak.years, peak.highest)) == found
    if found:
        end = "最高" if found[3] else "最低"
        assert f"新收政府信息公开申请件数为2021年至2025年这5年中{end}。" in str(write(comparison))


def test_a_gap_ends_the_run():
    """Years on both sides of a missing one are no run."""
    reports = run(30, 31, 32, 33, 34, 35)
    comparison = build(TOWN, reports[-2], reports[-1], tuple(reports[:3] + reports[4:]))
    assert extreme(comparison, "requests.new", "total") is None


# ---- numbers of simulated comparisons


LEVELS = ("township", "county_dept", "county", "city", "province")


def simulated(seeds: range) -> list:
    """Comparisons of simulated agencies of every level, with and without errors."""
    found = []
    for seed in seeds:
        level = LEVELS[seed % len(LEVELS)]
        edition = "2019" if seed % 7 == 3 else "2021"
        made = simulate(seed, level, edition, range(2021, 2024), errors=0.3)
        reports = [one.report for one in made]
        for before, after in ((reports[0], reports[1]), (reports[1], reports[2])):
            agency = Agency(after.agency or "", after.agency_name)
            found.append(build(agency, before, after, tuple(reports)))
    return found


def check_numbers(comparisons: list) -> None:
    """Fail where a text has a number that its comparison has not, or a percent that no rule allows."""
    from tests.test_prose import stray_numbers

    for comparison in comparisons:
        for lang in ("zh", "en"):
            assert stray_numbers(comparison, lang) == set(), (comparison.agency.agency, lang)


def test_numbers_of_simulated_comparisons():
    """40 simulated comparisons, in both languages, say no number that they do not hold."""
    check_numbers(simulated(range(20)))


@pytest.mark.soak
def test_numbers_of_two_thousand_simulated_comparisons():
    """2,000 simulated comparisons, in both languages, say no number that they do not hold."""
    check_numbers(simulated(range(1000, 2000)))


def test_a_change_may_say_a_percent_only_on_a_base_of_twenty():
    """In 40 simulated comparisons a count's percent stands only behind a base of 20 and no doubt."""
    for comparison in simulated(range(20)):
        for change in comparison.changes:
            if change.percent is not None and change.unit not in ("万元", "元"):
                assert abs(change.old) >= 20
                assert not change.doubts


def test_data_of_the_synthetic_township_is_quiet_nowhere():
    """The simulated township was asked something in each pair of years, and its text says what."""
    data = load(load().path / "synthetic")
    for year in data.years("synthetic-qingshi")[1:]:
        assert not is_quiet(compare("synthetic-qingshi", year, data=data))
