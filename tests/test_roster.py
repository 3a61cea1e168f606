"""Who has to report, by when, and who has."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from govstats.agencies import Agencies, Agency
from govstats.checks.coverage import coverage
from govstats.checks.many import check_all
from govstats.checks.roster import Roster, check_deadline, load_roster, read_roster
from govstats.cli import cli
from govstats.dataset import collect
from govstats.errors import InvalidDataError
from govstats.forms.deadlines import kind_of_level, lawful_deadline
from govstats.resources import find
from govstats.storage import load, save
from tests.figures import made

REGISTER = Agencies(
    [
        Agency("qingshi", "青石镇人民政府", level="township"),
        Agency("county", "青石县人民政府", level="county"),
        Agency(
            "justice",
            "青石县司法局",
            name_en="Qingshi County Bureau of Justice",
            level="county_dept",
        ),
    ]
)


@pytest.fixture
def roster(tmp_path):
    """Write a roster and read it."""

    def write(*lines: str) -> Roster:
        path = tmp_path / "roster.csv"
        path.write_text("\n".join(lines), "utf-8")
        return read_roster(path, REGISTER)

    return write


# ---- the law


@pytest.mark.parametrize(
    ("kind", "year", "expected"),
    [
        ("department", 2024, date(2025, 1, 31)),
        ("government", 2024, date(2025, 3, 31)),
        ("township", 2024, None),
        ("other", 2024, None),
        ("", 2024, None),
        ("department", 2019, date(2020, 1, 31)),
        ("department", 2018, date(2019, 3, 31)),
        ("township", 2018, date(2019, 3, 31)),
        ("government", 2007, None),
    ],
)
def test_lawful_deadlines(kind, year, expected):
    """Article 49 since 2019: departments by 31 January, governments by 31 March; before, Article 31: all by 31 March."""
    assert lawful_deadline(kind, year) == expected


def test_levels_of_the_register():
    """A level tells the kind of body; an unknown one tells nothing."""
    levels = ("province", "city_dept", "county", "township", "", "village")
    kinds = ["government", "department", "government", "township", "", ""]
    assert [kind_of_level(level) for level in levels] == kinds


# ---- the file


def test_a_roster_is_read(roster):
    """Units are ids or names of the register; a row has a duty, a kind, a parent, a deadline."""
    read = roster(
        "year,unit,name,kind,duty,parent,deadline",
        "2024,青石镇人民政府,,township,due,青石县人民政府,2025-01-20",
        "2024,justice,,department,due,county,",
        "2024,某站,某服务站,other,exempt,county,",
    )
    assert [(e.unit, e.kind, e.duty, e.parent, e.deadline) for e in read] == [
        ("qingshi", "township", "due", "county", date(2025, 1, 20)),
        ("justice", "department", "due", "county", None),
        ("某站", "other", "exempt", "county", None),
    ]  # fmt: skip
    assert [e.unit for e in read.units("county", 2024)] == ["qingshi", "justice"]
    assert [read.deadline(unit, 2024, REGISTER) for unit in ("qingshi", "justice", "某站", "county")] == [
        date(2025, 1, 20), date(2025, 1, 31), None, date(2025, 3, 31),
    ]  # fmt: skip


def test_three_columns_are_enough(roster):
    """Year, unit and duty make a roster; the rest may be left out."""
    assert len(roster("year,unit,duty", "2024,qingshi,due")) == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["year,unit"], "the columns are year, unit"),
        (["year,unit,duty,colour"], "the columns are"),
        (["year,unit,duty", "24,qingshi,due"], "'24' is no year"),
        (["year,unit,duty", "2024,,due"], "no unit is named"),
        (["year,unit,duty", "2024,qingshi,maybe"], "'maybe' is no duty"),
        (["year,unit,duty,kind", "2024,qingshi,due,town"], "'town' is no kind"),
        (["year,unit,duty,deadline", "2024,qingshi,due,31.1.2025"], "is no day"),
        (["year,unit,duty,deadline", "2024,qingshi,due,2024-01-31"], "lies within the year"),
        (["year,unit,duty", "2024,qingshi,due", "2024,青石镇人民政府,due"], "is there twice"),
    ],
)
def test_what_is_no_roster(roster, lines, said):
    """A defect is refused with the file, the line and what is expected."""
    with pytest.raises(InvalidDataError, match=said) as error:
        roster(*lines)
    assert "roster.csv" in str(error.value)
    if len(lines) > 1:
        assert f"line {len(lines)}" in str(error.value)


@pytest.mark.parametrize("day", ["2025-01-20", "2025/1/20", "2025年1月20日"])
def test_days_as_spreadsheets_save_them(roster, day):
    """A deadline is read as ISO writes it and as a Chinese spreadsheet saves it; an empty row is passed over."""
    read = roster("year,unit,duty,deadline", f"2024,qingshi,due,{day}", ",,,")
    assert [entry.deadline for entry in read] == [date(2025, 1, 20)]


def test_a_roster_in_another_encoding(tmp_path):
    """A file that is not UTF-8 is refused."""
    path = tmp_path / "roster.csv"
    path.write_bytes("year,unit,duty\n2024,青石镇,due".encode("gbk"))
    with pytest.raises(InvalidDataError, match="UTF-8"):
        read_roster(path, REGISTER)


def test_the_bundled_roster_claims_nothing_beyond_the_data():
    """Every row is a report that the data holds, with the kind, parent and deadline that follow from the register and the law."""
    data = load(find("data"))
    held = set(zip(data.sources["agency"], data.sources["year"].astype(int), strict=True))
    entries = list(load_roster(data))
    assert {(entry.unit, entry.year) for entry in entries} == held
    for entry in entries:
        agency = data.agencies[entry.unit]
        assert (entry.name, entry.parent, entry.duty) == (agency.name, agency.parent, "due")
        assert entry.kind in (kind_of_level(agency.level), "other")
        assert entry.deadline == lawful_deadline(entry.kind, entry.year)
    states = coverage(data)
    counts = pd.Series(states.to_numpy().ravel()).value_counts()
    assert set(counts.index) == {"filed", "excerpt", "not_in_data"}
    assert counts["filed"] + counts["excerpt"] == len(data.sources) == 103
    assert counts["excerpt"] == (data.sources["coverage"] == "excerpt").sum()


# ---- the deadline


def published(day, agency="justice", year=2024):
    """A report of ours with the day on which it was published."""
    return replace(made(year=year), agency=agency, agency_name=REGISTER[agency].name, published=day)


@pytest.mark.parametrize(
    ("day", "agency", "expected"),
    [
        ("2025-01-31", "justice", ["pass"]),
        ("2025-02-01", "justice", ["fail"]),
        ("2025-03-31", "county", ["pass"]),
        ("2025-12-01", "qingshi", []),
        ("", "justice", ["not_assessable"]),
        ("一月底", "justice", ["not_assessable"]),
    ],
)
def test_deadline(day, agency, expected):
    """The last day itself is in time; a town without a day in the roster is not asked."""
    found = check_deadline(published(day, agency), Roster(), REGISTER)
    assert [result for _, result in found.outcomes] == expected


def test_a_late_report_says_by_how_much(roster):
    """A town whose county set 20 January published twelve days later."""
    rows = roster("year,unit,duty,deadline", "2024,qingshi,due,2025-01-20")
    (finding,) = check_deadline(published("2025-02-01", "qingshi"), rows, REGISTER).failures
    assert (
        finding.zh
        == "青石镇人民政府2024年度报告应在2025年1月20日前公布，实际公布于2025年2月1日，逾期12天。"
    )
    assert finding.severity == "warning"
    (english,) = check_deadline(published("2025-02-01"), Roster(), REGISTER).failures
    assert english.en == (
        "The 2024 report of Qingshi County Bureau of Justice was due by 31 January 2025; "
        "it was published on 1 February 2025 (days late: 1)."
    )
    assert finding.id != english.id


def test_an_exempt_unit_has_no_deadline(roster):
    """Who need not report cannot be late."""
    rows = roster("year,unit,duty", "2024,justice,exempt")
    assert check_deadline(published("2025-09-01"), rows, REGISTER).outcomes == ()


def test_the_day_is_kept_with_the_data(tmp_path):
    """The day of publication is stored in reports.csv and asked about when the data is checked."""
    data = collect([published("2025-02-03")], REGISTER, tmp_path)
    save(data)
    (report,) = [load(tmp_path).report("justice", 2024)]
    assert report.published == "2025-02-03"
    ((_, found),) = check_all([report], REGISTER).reports
    assert [f.rule.id for f in found.failures] == ["deadline"]


# ---- who has filed


@pytest.fixture
def county(tmp_path):
    """A dataset of ours with a roster: one report late, one in time, one town missing, one exempt."""
    reports = [published("2025-02-03"), published("2025-01-09", year=2023), published("", "county")]
    data = collect(reports, REGISTER, tmp_path)
    save(data)
    (tmp_path / "roster.csv").write_text(
        "year,unit,name,duty,deadline\n2024,justice,,due,\n2024,qingshi,,due,2025-01-20\n"
        "2024,站,某服务站,exempt,\n2023,county,,due,\n",
        "utf-8",
    )  # fmt: skip
    return tmp_path


def test_coverage(county):
    """Filed, late, missing by the roster, exempt; what neither the roster nor the data names is not in the data."""
    states = coverage(load(county))
    expected = pd.DataFrame(
        {
            2023: ["not_in_data", "missing", "late", "not_in_data"],
            2024: ["missing", "filed", "late", "exempt"],
        },
        index=["qingshi", "county", "justice", "站"],
    )
    pd.testing.assert_frame_equal(
        states, expected, check_names=False, check_index_type=False, check_column_type=False
    )


def test_an_excerpt_is_no_report_in_full(county):
    """A report of which only some figures are there is filed, and said to be an excerpt only."""
    data = load(county)
    data.sources["coverage"] = data.sources["coverage"].where(
        data.sources["agency"] != "county", "excerpt"
    )
    states = coverage(data)
    assert states.loc["county", 2024] == "excerpt"
    assert states.loc["justice", 2024] == "late"
    assert "仅摘录" in run("--lang", "zh")
    assert " excerpt " in run("--lang", "en")


def test_what_is_not_due_yet(county):
    """Before the county's day a town is not missing."""
    states = coverage(load(county), today=date(2025, 1, 20))
    assert states.loc["qingshi", 2024] == "not_due"
    assert coverage(load(county), today=date(2025, 1, 21)).loc["qingshi", 2024] == "missing"


def test_who_has_no_deadline_is_not_missing(roster, county):
    """A town without a day in the roster is not missing, since nobody knows by when; a county is."""
    rows = roster("year,unit,duty", "2022,qingshi,due", "2022,county,due")
    states = coverage(load(county), rows, date(2026, 1, 1))
    assert states[2022].to_dict() == {
        "qingshi": "no_deadline", "county": "missing", "justice": "not_in_data",
    }  # fmt: skip


def test_data_alone_misses_nobody(county):
    """Without a roster nobody is missing: the data says nothing of reports that it lacks."""
    assert "missing" not in coverage(load(county), Roster()).to_numpy()


def run(*args):
    """Run the command and return what it printed."""
    shown = CliRunner().invoke(cli, ["coverage", *map(str, args)])
    assert shown.exit_code == 0, shown.output
    return shown.output


def test_coverage_command(county):
    """The command prints a table, CSV and JSON; the roster may be another file."""
    table = run("--data", county, "--lang", "zh")
    assert [
        word for word in ("青石县司法局", "某服务站", "未见", "逾期", "免报") if word not in table
    ] == []
    rows = {
        row["unit"]: row
        for row in csv.DictReader(io.StringIO(run("--data", county, "--format", "csv")))
    }
    assert (rows["justice"]["name"], rows["justice"]["2024"]) == ("青石县司法局", "late")
    shown = json.loads(run("--data", county, "--format", "json", "--lang", "en"))
    assert shown["years"]["2024"] == {"exempt": 1, "filed": 1, "late": 1, "missing": 1}
    assert {"unit": "justice", "name": "Qingshi County Bureau of Justice",
            "years": {"2023": "late", "2024": "late"}} in shown["units"]  # fmt: skip
    other = county / "other.csv"
    other.write_text("year,unit,duty\n2025,qingshi,exempt\n", "utf-8")
    assert "2025" in run("--data", county, "--roster", other, "--format", "csv").splitlines()[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_coverage_keeps_the_names_beside_many_years(county, monkeypatch, lang):
    """On a narrow terminal the years go on in a second table; a state without a deadline is short there and told below."""
    monkeypatch.setenv("COLUMNS", "60")
    years = range(2019, 2029)
    rows = [f"{year},某服务站,township,due" for year in years]
    (county / "roster.csv").write_text("\n".join(["year,unit,kind,duty", *rows]), "utf-8")
    lines = run("--data", county, "--lang", lang).splitlines()
    short, told = {
        "zh": ("缺期限", "应报，数据中没有，截止日期未填"),
        "en": ("no date", "due, not in the data, no deadline given"),
    }[lang]
    station = [line for line in lines if "某服务站" in line]
    assert [line.count(short) for line in station] == [5, 5]
    assert lines[-1] == f"{short}: {told}"
    assert max(map(cell_len, lines)) <= 60


def test_coverage_of_a_wrong_roster(county):
    """A defect of the roster is named, not passed over."""
    (county / "roster.csv").write_text("year,unit,duty\nlast,qingshi,due\n", "utf-8")
    shown = CliRunner().invoke(cli, ["coverage", "--data", str(county)])
    assert isinstance(shown.exception, InvalidDataError)
