from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from govstats.agencies import Agency
from govstats.comparing import build
from govstats.exports import export
from govstats.exports.sheets.formulas import WORDS, ranges, verdict
from govstats.exports.text import clean
from govstats.exports.xlsx import SHEETS
from govstats.prose import LANGUAGES, write
from govstats.reports import Status
from govstats.rounding import round_half_up
from govstats.testing import simulate
from tests.exported import FORMULA, SCRIPT, TEXTS, TYPST, bundled, every, exported, table

ALLOWED = re.compile(
    r"""=(?:SUM|COUNT|COUNTIF|IF|AND|OR|ROUND|ABS|\$?[A-Z]{1,3}\d+|表[二三四]!|统计表!|-?\d+(?:\.\d+)?"""
    r"""|"(?:成立|不成立|无法核对|未转录|缺失|holds|fails|not\ assessable|not\ transcribed|missing)"|[-+*/=<>(),:&])+""",
    re.VERBOSE,
)
"""What our formulas are made of: functions, references, numbers and our own words."""


@cache
def sheets(name: str, lang: str, *, formulas: bool = False) -> dict:
    """The sheets of a comparison's workbook: values, or formulas where there are any."""
    book = openpyxl.load_workbook(BytesIO(exported(name, "xlsx", lang)), data_only=not formulas)
    return {sheet.title: sheet for sheet in book}


def table_of(name: str, lang: str, *, formulas: bool = False) -> dict[str, dict]:
    """The rows of the sheet of changes by their codes, each by the heads of its columns."""
    sheet = sheets(name, lang, formulas=formulas)[SHEETS[lang]["changes"]]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    return {row[-1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}


def code(change) -> str:
    """A change's code as the sheet has it."""
    return clean(f"{change.item}/{change.breakdown}") if change.breakdown else change.item


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_have_their_names(lang):
    """The sheets are those of the two years' forms, named the same each time."""
    names = SHEETS[lang]
    assert list(sheets("suqian-2024", lang)) == [
        names[key] for key in ("about", "changes", "二", "三", "四", "checks", "sources")
    ]
    assert list(sheets("synthetic-qingshi-2019", lang)) == [*names.values()]
    assert list(sheets("synthetic-qingshi-2016", lang)) == [
        names[key] for key in ("about", "changes", "list", "checks", "sources")
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_change_is_a_row(lang):
    """Each change stands with both its values, as numbers, and its status in words."""
    for name, comparison in every().items():
        rows = table_of(name, lang)
        assert len(rows) == len(comparison.changes) + len(comparison.rates), name
        years = [(comparison.year, "after")]
        years += [(comparison.against, "before")] if comparison.before else []
        for change in comparison.changes:
            row = rows[code(change)]
            for year, side in years:
                cell = getattr(change, side)
                value = row[f"{year}年" if lang == "zh" else str(year)]
                if cell is None or cell.value is None:
                    assert isinstance(value, str), (name, change)
                elif len(cell.value.normalize().as_tuple().digits) > 15:
                    assert value == f"{cell.value:f}"
                else:
                    assert Decimal(str(value)) == cell.value, (name, change)


def test_statuses_tell_absences_apart():
    """Reported, rounded, blank, not applicable, unreadable and not in the form have words of their own."""
    rows = table_of("awkward", "zh")
    assert rows["penalties.decisions"]["2024年填报情况"] == "已填报"
    assert rows["disclosed.total"]["2024年填报情况"] == "约数"
    assert rows["requests.new/natural_person"]["2023年填报情况"] == "未填写"
    assert rows["requests.new/natural_person"]["2024年填报情况"] == "缺失或无法辨认"
    assert rows["review.upheld"]["2024年填报情况"] == "填报为“/”"
    assert (
        table_of("synthetic-qingshi-2019", "zh")["review.pending"]["2018年填报情况"]
        == "格式未设此项"
    )
    assert table_of("huaian-hongze-2024", "zh")["review.total"]["2023年填报情况"] == "已填报，存疑"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_percent_is_a_formula_only_where_the_verdict_allows_it(lang):
    """Where a percentage may be stated its cell is a formula; elsewhere it says why not."""
    heads = {"zh": ("增减", "增减幅度"), "en": ("Change", "Change (%)")}[lang]
    for name, comparison in every().items():
        if comparison.before is None:
            assert heads[0] not in table_of(name, lang)["requests.new/total"]
            continue
        formulas, values = (table_of(name, lang, formulas=f) for f in (True, False))
        for change in comparison.changes:
            moved, percent = (formulas[code(change)][head] for head in heads)
            value = values[code(change)][heads[1]]
            if change.item == "licensing.decisions" and name == "awkward":
                assert (moved, percent) == ("+1", "+0.0%")  # 24 digits: text, not formulas
            elif change.percent is None:
                assert isinstance(value, str), (name, change.item)
                assert not str(percent).startswith("="), (name, change.item)
                assert "%" not in value
            else:
                assert percent.startswith("=ROUND(("), (name, change.item)
                assert Decimal(str(value)) * 100 == Decimal(round_half_up(change.percent))
            assert (
                str(moved).startswith("=") is (change.difference is not None) or name == "awkward"
            )


def test_percent_cells_say_why():
    """宿迁 and 洪泽 2024: small base, base zero, a break, a leap and a doubt each by its name."""
    suqian, hongze = table_of("suqian-2024", "zh"), table_of("huaian-hongze-2024", "zh")
    assert suqian["requests.new/total"]["增减"] == 14
    assert suqian["requests.new/total"]["增减幅度"] == 0.004
    assert suqian["rules.repealed"]["增减幅度"] == "基数为0"
    assert suqian["review.corrected"]["增减幅度"] == "基数较小"
    assert suqian["litigation_direct.total"]["增减幅度"] == "不宜直接比较"
    assert suqian["disclosed.total"]["增减"] == "—"
    assert suqian["disclosed.total"]["增减幅度"] == "约数"
    assert hongze["licensing.decisions"]["增减幅度"] == "变动大，请核实"
    assert hongze["review.total"]["增减幅度"] == "存疑"
    assert hongze["review.total"]["核对"] == "▲ 存疑"
    assert hongze["rules.issued"]["增减幅度"] == "两年均为0"
    assert "%" not in hongze["requests.new/total"]["增减幅度"]


def test_halves_round_up():
    """400 to 449 is +12.25%, which is +12.3%."""
    assert table_of("awkward", "zh")["penalties.decisions"]["增减幅度"] == 0.123


def test_shares_are_divisions():
    """宿迁 2024: 1902 of 3521 requests were disclosed, 54.0%, 10.4 points more than 1519 of 3486."""
    formula = table_of("suqian-2024", "zh", formulas=True)["rates.granted"]
    value = table_of("suqian-2024", "zh")["rates.granted"]
    assert formula["2024年"] == "=ROUND(1902/3521,3)"
    assert formula["2023年"] == "=ROUND(1519/3486,3)"
    assert (value["2024年"], value["2023年"], value["增减"]) == (0.54, 0.436, 10.4)


def test_shares_that_may_not_be_stated_are_words():
    """洪泽 2024: reconsideration is in doubt and small, so its share of corrections is no number."""
    for name in ("huaian-hongze-2024", "synthetic-qingshi-2025", "zeros"):
        comparison = every()[name]
        rows = table_of(name, "zh")
        for rate in comparison.rates:
            given = rows[f"rates.{rate.code}"][f"{comparison.year}年"]
            assert isinstance(given, str) is not rate.may_be_stated, (name, rate.code)
    assert table_of("huaian-hongze-2024", "zh")["rates.corrected"]["2024年填报情况"] == "存疑"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_found_in_the_workbook(lang):
    """Headline and points stand in the first sheet, each number of the text somewhere in the book.

    The text says percentages, and in English yuan where the book has 万元.
    """
    for name, comparison in bundled().items():
        text = write(comparison, lang)
        found = sheets(name, lang)
        about = [cell.value for row in found[SHEETS[lang]["about"]] for cell in row]
        assert all(sentence in about for sentence in [text.headline, *text.points])
        numbers, words = set(), []
        for sheet in found.values():
            for cell in (cell for row in sheet for cell in row):
                if isinstance(cell.value, int | float):
                    numbers.add(Decimal(str(cell.value)))
                elif cell.value is not None:
                    words.append(str(cell.value))
        spoken = set(re.findall(r"\d+(?:\.\d+)?", " ".join(words).replace(",", "")))
        for number in re.findall(r"\d[\d,]*(?:\.\d+)?", str(text)):
            plain = Decimal(number.replace(",", ""))
            scales = (1, Decimal("0.01"), 100, *([Decimal("0.0001")] if lang == "en" else []))
            forms = {sign * plain * scale for sign in (1, -1) for scale in scales}
            assert numbers & forms or number.replace(",", "") in spoken, (name, number)


# ---- text is text


def test_nothing_of_a_report_is_a_formula():
    """Each formula is made of our functions, references, numbers and words; names are plain text."""
    for name in every():
        for lang in LANGUAGES:
            book = sheets(name, lang, formulas=True)
            cells = [cell for sheet in book.values() for row in sheet for cell in row]
            for cell in cells:
                if cell.data_type == "f":
                    rest = re.sub(r"'(?:Table \d|Statistical table)'!", "", cell.value)
                    assert ALLOWED.fullmatch(rest), (name, cell.coordinate, cell.value)
                if cell.hyperlink is not None:
                    assert cell.hyperlink.target is None, (name, cell.coordinate)
    texts = {
        cell.value: cell.data_type
        for sheet in sheets("hostile", "zh", formulas=True).values()
        for row in sheet
        for cell in row
        if isinstance(cell.value, str)
    }
    for text in (*TEXTS, TYPST + FORMULA + SCRIPT, SCRIPT + FORMULA):
        assert texts[text] == "s", text


def test_no_link_leads_out_of_the_workbook():
    """Addresses of reports are text: the file refers to nothing outside it."""
    for name in ("hostile", "suqian-2024"):
        with ZipFile(BytesIO(exported(name, "xlsx", "zh"))) as archive:
            parts = [
                archive.read(part).decode() for part in archive.namelist() if part.endswith(".rels")
            ]
        assert not any("External" in part for part in parts)


def test_print_header_is_ours_alone():
    """The header holds the sheet's name and the mark, never an agency's name with its & codes."""
    for name, mark in (("hostile", ""), ("synthetic-qingshi-2025", "模拟数据")):
        for sheet in sheets(name, "zh").values():
            assert sheet.oddHeader.left.text == "&A" or "&A" in str(sheet.oddHeader.left.text)
            assert (sheet.oddHeader.right.text or "") == mark


@pytest.mark.parametrize(("lang", "mark"), [("zh", "模拟数据"), ("en", "Synthetic data")])
def test_simulated_data_says_so(lang, mark):
    """The first sheet of simulated data says so in a sentence, that of real data does not."""
    for name, simulated in (("synthetic-qingshi-2025", True), ("suqian-2024", False)):
        about = sheets(name, lang)[SHEETS[lang]["about"]]
        told = [str(cell.value) for row in about for cell in row if cell.value]
        assert (
            any(text.startswith(f"{mark}：" if lang == "zh" else f"{mark}:") for text in told)
            is simulated
        )


# ---- the statutory tables


def printed(name: str) -> dict[tuple[str, str, str, str], object]:
    """The figures of the three tables by year, table, row and column, found by the labels printed."""
    found = {}
    for number, title in (("二", "表二"), ("三", "表三"), ("四", "表四")):
        year, group, heads = "", "", {}
        for row in sheets(name, "zh")[title].iter_rows(min_row=4):
            texts = [str(cell.value) if isinstance(cell.value, str) else "" for cell in row[:10]]
            if "年版格式" in texts[0]:
                year = texts[0][:4]
            elif texts[0] == "项目" or (texts[0] == "" and "商业企业" in texts):
                columns = enumerate(texts[1:10], 1)
                heads = {} if texts[0] else heads
                heads |= {
                    n: text for n, text in columns if text not in ("", "法人或其他组织", "各项之和")
                }
            elif year and any(isinstance(cell.value, int | float) for cell in row[1:10]):
                group = texts[0] or group
                label = f"{group}/{texts[1]}" if number == "三" and texts[1] else group
                for place, head in heads.items():
                    if row[place].value is not None:
                        found[year, number, label.replace("　", "/"), head] = row[place].value
    return found


@pytest.mark.parametrize(
    ("file", "name", "cells"),
    [("suqian.csv", "suqian-2024", 400), ("hongze.csv", "huaian-hongze-2024", 372)],
)
def test_tables_hold_what_was_read_by_eye(shared, file, name, cells):
    """Every figure of the real tables stands where its printed row and column meet, in both years."""
    found = printed(name)
    with (shared / "truth" / file).open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["year"] in ("2023", "2024")]
    assert len(rows) == cells
    labels = {label for _, _, label, _ in found}
    for row in rows:
        label = next(
            one for one in labels if one == row["row"] or one.startswith(f"{row['row']}、")
        )
        key = (row["year"], row["table"], label, row["column"].removesuffix("（万元）"))
        assert Decimal(str(found[key])) == Decimal(row["value"]), key


def test_missing_cells_say_so():
    """永和镇 2022: 25 cells of the tables are 缺失, and not one of them is a number or empty."""
    told = [
        cell.value
        for title in ("表二", "表三", "表四")
        for row in sheets("jinjiang-yonghe-2022", "zh")[title]
        for cell in row
    ]
    assert told.count("缺失") == 25


def test_figures_are_links_to_their_tables():
    """A figure of a table is a reference to its cell there, a sum of rows the sum of their cells."""
    rows = table_of("suqian-2024", "zh", formulas=True)
    assert rows["requests.new/total"]["2024年"] == "=表三!I7"
    assert rows["requests.refused/total"]["2024年"] == "=SUM(表三!I11:I18)"
    assert rows["review.total"]["2023年"] == "=表四!F11"
    assert rows["processing_fee.amount"]["2024年"] == 2230


@pytest.mark.parametrize(
    "name", ["suqian-2024", "synthetic-qingshi-2016", "synthetic-qingshi-2019"]
)
def test_figures_stand_under_frozen_heads(name):
    """Scrolled down or aside, heads and labels stay; the first sheet needs neither."""
    for title, sheet in sheets(name, "zh").items():
        assert (sheet.freeze_panes is None) is (title == "说明"), title
    assert sheets(name, "zh")["年度比较"].freeze_panes == "D5"


def test_figures_fit_their_columns():
    """No column is too narrow for a figure in it, so none is shown as ####."""
    for name in every():
        for lang in LANGUAGES:
            for sheet in sheets(name, lang).values():
                _fits(sheet, name)


def _fits(sheet, name):
    widths = {}
    for letter, dimension in sheet.column_dimensions.items():
        first = openpyxl.utils.column_index_from_string(letter)
        for column in range(dimension.min or first, (dimension.max or first) + 1):
            widths[column] = dimension.width
    for row in sheet:
        for cell in row:
            if isinstance(cell.value, int | float):
                text = f"{cell.value:,}" + ("▲▲" if "▲" in cell.number_format else "")
                text = f"{cell.value * 100:.1f}%" if "%" in cell.number_format else text
                assert len(text) + 1 < widths[cell.column], (name, sheet.title, cell.coordinate)


# ---- checks


def verdicts(name: str, comparison) -> list[str]:
    """The verdicts that a workbook's tables show."""
    book = openpyxl.load_workbook(BytesIO(export(comparison, "xlsx", "zh")), data_only=True)
    tables = [sheet for sheet in book if sheet.title in ("表三", "表四", "统计表")]
    words = set(WORDS["zh"].values())
    return [str(c.value) for sheet in tables for row in sheet for c in row if c.value in words]


@pytest.mark.parametrize(
    "name",
    [
        "suqian-2024",
        "huaian-hongze-2024",
        "jinjiang-yonghe-2022",
        "synthetic-qingshi-2016",
        "zeros",
    ],
)
def test_checks_find_what_the_rules_find(name):
    """The tables hold a verdict for each instance of each sum, as many of each as the rules find."""
    comparison = every()[name]
    results = [
        result
        for found in (comparison.findings, comparison.findings_before)
        for rule, result in found.outcomes
        if rule.endswith(("-sum", "-total", "balance"))
        and rule not in ("category-sum", "channel-sum")
    ]
    words = WORDS["zh"] | {"not_assessable": WORDS["zh"]["open"]}
    expected = Counter(words[result] for result in results)
    assert Counter(verdicts(name, comparison)) == expected


@pytest.mark.parametrize("name", sorted(every()))
def test_findings_have_their_years(name):
    """Each finding names the year of its report, or the years that it lies between: never 0."""
    sheet = sheets(name, "zh")[SHEETS["zh"]["checks"]]
    rows = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]
    findings = {finding.id: finding for finding in every()[name].all_findings}
    assert len(rows) == len(findings)
    for row in rows:
        years = findings[row[8]].years
        assert row[2] == (years[0] if len(years) == 1 else "–".join(map(str, sorted(years))))
        assert row[2]


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
def test_checks_find_planted_errors(edition):
    """In simulated reports with errors the workbook's verdicts are those of the rules."""
    for seed in range(4):
        before, after = (
            one.report for one in simulate(seed, "county", edition, years=(2023, 2024), errors=1.0)
        )
        comparison = build(Agency("x", "模拟县"), before, after, (before, after))
        failed = sum(
            result == "fail"
            and rule.endswith(("-sum", "-total", "balance"))
            and rule not in ("category-sum", "channel-sum")
            for found in (comparison.findings, comparison.findings_before)
            for rule, result in found.outcomes
        )
        assert verdicts("", comparison).count("不成立") == failed, (edition, seed)


def _cells(*values):
    absent = {"": Status.BLANK, "?": Status.UNREADABLE}
    return [
        None
        if value is None
        else table("x", "", None, status=absent[value])
        if value in ("", "?")
        else table("x", "", value)
        for value in values
    ]


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        ((3,), (1, 2), "pass"),
        ((4,), (1, 2), "fail"),
        ((3,), (1, 2, ""), "pass"),
        ((3,), (1, 2, "?"), "open"),
        ((3,), (1, 2, None), "open"),
        ((2,), (1, 2, "?"), "fail"),
        (("?",), (1, 2), "open"),
        (("",), (0, 0), "pass"),
        (("?",), ("?", None), "open"),
        ((5,), (1, ""), "open"),
    ],
)
def test_verdicts(left, right, result):
    """What is missing is at least 0; a blank is 0 where that makes the sums agree."""
    assert verdict(_cells(*left), _cells(*right)) == result


def test_ranges_are_few():
    """Neighbouring cells are one range, across or down; others stand by themselves."""
    assert ranges([(4, 3), (4, 4), (4, 5)]) == ["D5:F5"]
    assert ranges([(6, 2), (7, 2), (8, 2), (12, 2)]) == ["C7:C9", "C13"]
    assert ranges([(0, 0)], "表三") == ["表三!A1"]
    assert ranges([(0, 0), (0, 1)], "Table 3") == ["'Table 3'!A1:B1"]


# ---- recomputed


@pytest.fixture(scope="session")
def calc(tmp_path_factory):
    """Recompute a workbook with LibreOffice: its values are taken out first, so that all are new."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    home = tmp_path_factory.mktemp("office")

    def recompute(data: bytes) -> dict:
        source, out = home / "in.xlsx", home / "out"
        source.write_bytes(_without_values(data))
        command = [
            office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(source),
        ]  # fmt: skip
        subprocess.run(command, check=False, capture_output=True, timeout=180)
        book = openpyxl.load_workbook(out / "in.xlsx", data_only=True)
        (out / "in.xlsx").unlink()
        return {sheet.title: sheet for sheet in book}

    try:
        recompute(exported("zeros", "xlsx", "en"))
    except FileNotFoundError:
        pytest.skip("this LibreOffice opens no workbook: its Calc is not installed")
    return recompute


def _without_values(data: bytes) -> bytes:
    """A workbook whose formulas have no values."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            new.writestr(name, part)
    return stream.getvalue()


CASES = [
    "suqian-2024",
    "huaian-hongze-2024",
    "jinjiang-yonghe-2022",
    "synthetic-qingshi-2016",
    "synthetic-qingshi-2019",
    "synthetic-qingshi-2025",
    "awkward",
    "zeros",
]


@pytest.mark.parametrize("name", CASES)
def test_formulas_come_to_the_values_given(name, calc):
    """LibreOffice computes for every formula the value that the workbook was written with."""
    recomputed, seen = calc(exported(name, "xlsx", "zh")), 0
    formulas = sheets(name, "zh", formulas=True)
    for title, sheet in sheets(name, "zh").items():
        for row in formulas[title]:
            for cell in row:
                if cell.data_type == "f":
                    given = sheet[cell.coordinate].value
                    found = recomputed[title][cell.coordinate].value
                    seen += 1
                    if isinstance(given, str):
                        assert found == given, (title, cell.coordinate, cell.value)
                    else:
                        assert found == pytest.approx(given, rel=1e-12, abs=1e-9), (
                            title,
                            cell.coordinate,
                        )
    assert seen > 50


def test_english_formulas_come_to_their_words(calc):
    """The verdicts of the English workbook come out in English."""
    found = calc(exported("huaian-hongze-2024", "xlsx", "en"))["Table 4"]
    told = [cell.value for row in found for cell in row if cell.value in ("holds", "fails")]
    assert told == ["holds", "holds", "holds", "fails", "holds", "fails"]


def test_a_corrected_figure_changes_what_follows(calc):
    """洪泽 2023: with the total of 复议 corrected to 11, its check holds and the change follows."""
    data = BytesIO(exported("huaian-hongze-2024", "xlsx", "zh"))
    book = openpyxl.load_workbook(data)
    place = next(
        row
        for row in range(8, 16)
        if book["表四"].cell(row, 1).value == "行政复议" and book["表四"].cell(row, 6).value == 0
    )
    book["表四"].cell(place, 6).value = 11
    stream = BytesIO()
    book.save(stream)
    found = calc(stream.getvalue())
    row = [cell.value for cell in found["表四"][place]]
    assert row[-3:] == [11, 0, "成立"]
    changes = {r[-1].value: r for r in found["年度比较"].iter_rows(min_row=5)}
    assert [c.value for c in changes["review.total"]][4:9:2] == [11, 2, -9]
