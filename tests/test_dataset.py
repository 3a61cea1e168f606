from __future__ import annotations

import json
import shutil

import pandas as pd
import pytest

from govstats.adding import add_report, new_id, open_or_start
from govstats.agencies import Agencies, Agency
from govstats.dataset import COUNT_COLUMNS, REPORT_COLUMNS
from govstats.documents import parse_document
from govstats.errors import InvalidDataError, InvalidRequestError, NotFoundError
from govstats.reading import read, read_document
from govstats.resources import find
from govstats.storage import describe, load, save
from tests.samples import as_text, consistent


@pytest.fixture(scope="module")
def data():
    """The bundled data."""
    return load(find("data"))


def sample(year: int = 2023, figures: dict | None = None):
    """A report of ours."""
    text = as_text(consistent() | (figures or {})).replace("2023", str(year))
    return read_document(parse_document(text.encode(), f"{year}.txt"))


def test_full_reports(data):
    """Four agencies have reports with all tables; all others are excerpts."""
    assert {a: data.years(a, full=True) for a in data.full_agencies()} == {
        "huaian-hongze": [2023, 2024],
        "jinjiang-yonghe": [2022],
        "shanghai-general-office": [2019],
        "suqian": [2023, 2024],
    }
    assert len(data.reports) == 103


@pytest.mark.parametrize(
    ("report", "file", "region", "year"),
    [
        ("suqian-2023", "suqian.csv", "宿迁市", "2023"),
        ("suqian-2024", "suqian.csv", "宿迁市", "2024"),
        ("huaian-hongze-2023", "hongze.csv", "淮安市洪泽区", "2023"),
        ("huaian-hongze-2024", "hongze.csv", "淮安市洪泽区", "2024"),
        ("jinjiang-yonghe-2022", "yonghe-2022.csv", "晋江市永和镇", "2022"),
    ],
)
def test_bundled_tables_are_the_truth(data, truth, report, file, region, year):
    """Every bundled table cell equals the figure that was read by eye; what is illegible has none."""
    expected = {
        key: value
        for key, value in truth(file, region, year).items()
        if key[0].split(".")[0] not in ("disclosed", "channels")
    }
    rows = data.rows[(data.rows["report"] == report) & (data.rows["source"] == "table")]
    found = {(r["item"], r["breakdown"]): r["value"] for r in rows.to_dict("records")}
    assert found.keys() == expected.keys()
    assert {k: float(v or -1) for k, v in found.items()} == {
        k: float(v or -1) for k, v in expected.items()
    }


def test_no_sentence_of_others_is_bundled(data):
    """The printed text of a figure is the figure: nothing longer than a number with its unit."""
    assert data.rows["raw"].str.len().max() <= 16
    assert not data.rows["raw"].str.contains("[，。；]").any()


def test_real_and_synthetic_never_mix(data):
    """The simulated township is a dataset of its own that says so; no id is in both."""
    simulated = load(find("synthetic"))
    assert simulated.synthetic
    assert not data.synthetic
    assert not set(simulated.rows["agency"]) & set(data.rows["agency"])


@pytest.mark.parametrize("kind", ["data", "synthetic"])
def test_data_package_describes_the_files(kind):
    """datapackage.json names the columns that the files have, and the key."""
    folder = find(kind)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["resources"] == describe(package["title"])["resources"]
    for resource in package["resources"]:
        columns = list(pd.read_csv(folder / resource["path"], nrows=0).columns)
        assert [field["name"] for field in resource["schema"]["fields"]] == columns


def test_series_prefers_the_table(data):
    """新收 of 宿迁 is 3511 and 3525 from the tables, not the 3607 of the prose."""
    series = data.series("requests.new", "suqian")
    assert list(series["value"]) == [3511, 3525]
    assert set(series["source"]) == {"table"}
    assert set(series["unit"]) == {"件"}


def test_a_name_is_as_good_as_an_id(data):
    """`series`, `report` and `years` find an agency by its name too."""
    assert data.series("requests.new", "宿迁市人民政府").equals(
        data.series("requests.new", "suqian")
    )
    assert data.report("宿迁市", 2024).agency == "suqian"
    assert data.years("宿迁市人民政府") == data.years("suqian")


def test_whole_figures_have_no_decimals(data):
    """A series of counts is of whole numbers, one of amounts is not."""
    assert data.series("requests.new", "suqian")["value"].dtype == "Int64"
    assert data.series("fees.amount", "suqian")["value"].dtype == "Float64"


def test_unknown_names_are_answered_with_the_nearest(data):
    """A misspelt item or agency raises an error that names the nearest right ones."""
    with pytest.raises(NotFoundError, match=r"nearest: requests\.new"):
        data.series("request.new", "suqian")


def test_a_name_that_two_agencies_share_is_not_resolved():
    """永和镇 alone could be either of two towns: neither is taken."""
    register = Agencies(
        [
            Agency("a-yonghe", "甲市永和镇人民政府", aliases=("永和镇",)),
            Agency("b-yonghe", "乙市永和镇人民政府", aliases=("永和镇",)),
        ]
    )
    assert register.resolve("永和镇") is None
    assert register.resolve("甲市永和镇") == "a-yonghe"


HEAD = "agency,name,name_en,aliases,region,level,parent"


def test_a_register_saved_by_a_spreadsheet(tmp_path):
    """A byte order mark, Windows line ends and empty rows do no harm to agencies.csv."""
    path = tmp_path / "agencies.csv"
    path.write_text(
        f"\ufeff{HEAD}\r\nqingshi,青石镇人民政府,,青石镇| ,,township,\r\n,,,,,,\r\n", "utf-8"
    )
    assert list(Agencies.load(path)) == [
        Agency("qingshi", "青石镇人民政府", aliases=("青石镇",), level="township")
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}\na,甲镇,,,,,\n,,,,,,\na,乙镇,,,,,\n", r"line 4: a is there twice"),
        (f"{HEAD}\na,,,,,,\n", r"line 2: an agency without its name"),
        (f"{HEAD}\n,甲镇,,,,,\n", r"line 2: an agency without its id"),
        (f"{HEAD}\na,甲镇,\n", r"line 2: 3 fields instead of 7"),
        ("id,name\n", "the columns are id, name"),
    ],
)
def test_a_register_that_is_none_is_refused_with_its_line(tmp_path, text, said):
    """Two agencies of one id, one without id or name, a torn row: each is refused with its line."""
    path = tmp_path / "agencies.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidDataError, match=said):
        Agencies.load(path)


def test_a_register_in_another_encoding(tmp_path):
    """A register that a spreadsheet saved as GBK is refused by a sentence, not a traceback."""
    path = tmp_path / "agencies.csv"
    path.write_bytes(f"{HEAD}\na,甲镇,,,,,\n".encode("gbk"))
    with pytest.raises(InvalidDataError, match="not in UTF-8"):
        Agencies.load(path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f.replace(",reported,", ",maybe,", 1), "unknown status"),
        (lambda f: f.replace(",reported,", ",blank,", 1), "a value whose status says that there is none"),
        (lambda f: f + f.splitlines()[1] + "\n", "is there twice"),
        (lambda f: f.replace("agency,", "body,", 1), "the columns are body"),
        (lambda f: f.replace("suqian,2024,2021,rules.issued,,规章,table,2", "suqian,2024,2021,rules.issued,,规章,table,two"), "no number"),
    ],
)  # fmt: skip
def test_invalid_data_is_refused_with_its_line(tmp_path, data, change, said):
    """A table that breaks its description is refused with the file, and the line where there is one."""
    folder = tmp_path / "data"
    shutil.copytree(data.path, folder, ignore=shutil.ignore_patterns("synthetic"))
    counts = folder / "counts.csv"
    text = change(counts.read_text("utf-8"))
    assert text != counts.read_text("utf-8")
    counts.write_text(text, "utf-8")
    with pytest.raises(InvalidDataError, match=said) as refusal:
        load(folder)
    assert "counts.csv" in str(refusal.value)


def test_missing_folder_says_what_to_do(tmp_path):
    """A folder without a dataset says which file is missing and what makes one."""
    with pytest.raises(NotFoundError, match=r"counts\.csv is missing — govstats add makes one"):
        load(tmp_path)


def test_saved_and_loaded_again(tmp_path, data):
    """Stored and loaded, a dataset has the same rows."""
    save(data, tmp_path / "copy")
    again = load(tmp_path / "copy")
    key = ["report", "item", "breakdown", "source"]
    left, right = (d.rows.sort_values(key).reset_index(drop=True) for d in (data, again))
    pd.testing.assert_frame_equal(left, right)
    assert tuple(again.rows.columns) == COUNT_COLUMNS
    assert tuple(again.sources.columns) == REPORT_COLUMNS


def test_add_is_idempotent(tmp_path):
    """A report is added once; the same file again changes nothing; another file needs `replace`."""
    folder = tmp_path / "mine"
    grown, said = add_report(open_or_start(folder), sample())
    assert said == "added (qingshizhen-2023)"
    before = (folder / "counts.csv").read_bytes()
    again, said = add_report(load(folder), sample())
    assert said == "already there (qingshizhen-2023)"
    assert (folder / "counts.csv").read_bytes() == before
    other = sample(figures={("licensing.decisions", ""): "7"})
    with pytest.raises(InvalidRequestError, match="already there from another file"):
        add_report(again, other)
    replaced, said = add_report(again, other, replace=True)
    assert said == "replaced (qingshizhen-2023)"
    assert replaced.report("qingshizhen", 2023).value("licensing.decisions") == 7
    assert len(grown.rows) == len(replaced.rows)


def test_added_report_comes_back_whole(tmp_path, shared):
    """A report that was added has the same figures and statuses when it is loaded."""
    folder = tmp_path / "mine"
    dataset = open_or_start(folder)
    report = read(shared / "reports" / "yonghe-2022.txt", dataset.agencies)
    add_report(dataset, report)
    stored = load(folder).report("jinjiang-yonghe", 2022)
    assert {c.key: (c.value, c.status) for c in stored.cells} == {
        c.key: (c.value, c.status) for c in report.cells
    }


def test_bundled_data_is_read_only():
    """Nothing can be added to the data that comes with the package."""
    with pytest.raises(InvalidRequestError, match="read-only"):
        open_or_start(find("data"))


def test_report_without_a_year_is_not_added(tmp_path, shared):
    """The blank form says neither year nor agency: it cannot be added, and nothing is written."""
    with pytest.raises(InvalidDataError, match="does not say its year"):
        add_report(
            open_or_start(tmp_path / "mine"), read(shared / "reports" / "blank-form-2021.docx")
        )
    assert not (tmp_path / "mine").exists()


def test_new_ids_are_pinyin_and_unused():
    """An unknown agency gets its name in pinyin, and a number where that is taken."""
    register = Agencies([Agency("baishuixiang", "白水乡")])
    assert new_id("白水乡人民政府", register) == "baishuixiang-2"
    assert new_id("青石镇人民政府", register) == "qingshizhen"
