from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import dataclass
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner

from govstats import terminal
from govstats.cli import cli, main
from govstats.cli.options import told
from govstats.cli.usage import in_chinese
from tests.samples import as_html, as_text, consistent


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    stdout: str
    stderr: str
    returncode: int


def run(*args: object, code: int = 0) -> Done:
    """Run the command line as `python -m govstats` does, in this process, and return what it printed."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    status: object = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["govstats", *map(str, args)])
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        try:
            main()
        except SystemExit as ending:
            status = ending.code or 0
    out, err = (stream.buffer.getvalue().decode() for stream in streams)
    assert status == code, err
    return Done(out, err, code)


@pytest.fixture
def report(tmp_path):
    """A consistent report of ours as a file."""
    path = tmp_path / "青石镇2023.html"
    path.write_text(as_html(consistent()), "utf-8")
    return path


@pytest.fixture
def wrong(tmp_path):
    """A report of ours whose total of reconsiderations is wrong."""
    path = tmp_path / "青石镇2024.txt"
    path.write_text(
        as_text(consistent() | {("review.total", ""): "4"}).replace("2023", "2024"), "utf-8"
    )
    return path


def test_read_json_follows_the_contract(report):
    """One source gives one object with the fields that the contract names."""
    shown = json.loads(run("read", report, "--format", "json").stdout)
    assert {
        "source",
        "agency",
        "agency_name",
        "year",
        "period",
        "edition",
        "counts",
        "statements",
        "reading",
    } <= shown.keys()
    assert (shown["agency"], shown["agency_name"], shown["year"]) == (None, "青石镇人民政府", 2023)
    assert shown["period"] == "2023-01-01/2023-12-31"
    assert len(shown["counts"]) == 200
    first = next(
        c for c in shown["counts"] if c["item"] == "requests.new" and c["breakdown"] == "total"
    )
    assert first == {
        "item": "requests.new", "breakdown": "total", "label": "一、本年新收政府信息公开申请数量", "source": "table",
        "value": 9, "unit": "件", "status": "reported", "raw": "9", "locator": first["locator"],
    }  # fmt: skip


def test_read_several_gives_a_list_and_csv_has_a_row_a_figure(report, wrong):
    """Several sources give a list; CSV has one row for each figure."""
    assert len(json.loads(run("read", report, wrong, "--format", "json").stdout)) == 2
    rows = list(csv.DictReader(io.StringIO(run("read", report, "--format", "csv").stdout)))
    assert len(rows) == 200
    assert {row["year"] for row in rows} == {"2023"}


def test_one_bad_source_does_not_stop_the_others(report, tmp_path):
    """What cannot be read gets one line on stderr and exit 2; the others are still read."""
    image = tmp_path / "scan.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    done = run("read", image, report, "--format", "json", code=2)
    assert len(json.loads(done.stdout)) == 1
    assert done.stderr.strip().count("\n") == 0
    assert "scan.png" in done.stderr
    assert "image" in done.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("image.jpg", b"\xff\xd8\xff\xe0" + bytes(64)),
        ("budget.txt", "某县2023年财政决算报告\n\n收入\t100\t200\n支出\t90\t180\n".encode()),
    ],
)
def test_what_is_no_report(tmp_path, name, content):
    """An empty file, an image, another kind of report: one clear line and exit 2."""
    path = tmp_path / name
    path.write_bytes(content)
    for command in ("read", "check"):
        done = run(command, path, code=2)
        assert len(done.stderr.strip().splitlines()) == 1
        assert name in done.stderr


def test_check_exits_1_where_something_must_be_corrected(report, wrong):
    """Exit 0 on a consistent report, 1 on one with an error; the JSON names rule, sums and cells."""
    run("check", report)
    shown = json.loads(run("check", report, wrong, "--format", "json", code=1).stdout)
    assert [len(entry["findings"]) for entry in shown["reports"]] == [0, 1]
    finding = shown["reports"][1]["findings"][0]
    assert finding["rule"] == "review-sum"
    assert (finding["severity"], finding["result"]) == ("error", "fail")
    assert (finding["expected"], finding["found"], finding["difference"]) == (3, 4, 1)
    change = finding["suggestion"]["changes"][0]
    assert (change["cell"]["item"], change["from"], change["to"]) == ("review.total", 4, 3)
    assert not finding["suggestion"]["unique"]
    assert (
        finding["message"]["zh"]
        == "表四“行政复议”：四种结果合计3件，总计填报4件，相差1件，须更正。"
    )
    assert finding["cells"][0] == {
        "agency": "青石镇人民政府", "year": 2024, "item": "review.total", "breakdown": "", "source": "table", "value": 4,
    }  # fmt: skip
    assert {e["rule"]: e["result"] for e in shown["reports"][0]["rules"]}["balance"] == "pass"


def test_two_years_of_one_agency_are_checked_against_each_other(report, wrong):
    """2023 carries two requests forward, 2024 brings none, and table three is the same again."""
    shown = json.loads(run("check", report, wrong, "--format", "json", code=1).stdout)
    assert [(f["rule"], f["expected"], f["found"]) for f in shown["between"]] == [
        ("carry-over", 0, 2), ("carry-over", 0, 2), ("copied-table", None, None),
    ]  # fmt: skip
    table = run("check", report, wrong, "--lang", "en", code=1).stdout
    assert table.splitlines().count("青石镇人民政府 2023 ↔ 2024") == 1


def test_findings_between_years_stand_under_one_heading_with_the_name():
    """What was found between two years of Hongze has one heading, which names the body, not its id."""
    for lang, name in (
        ("zh", "淮安市洪泽区人民政府"),
        ("en", "Hongze District People's Government, Huai'an"),
    ):
        lines = run("check", "--lang", lang, code=1).stdout.splitlines()
        assert lines.count(f"{name} 2023 ↔ 2024") == 1
        assert not any(line.startswith("huaian-hongze") and "↔" in line for line in lines)


def test_check_of_the_bundled_data_finds_what_is_known():
    """Without sources the bundled data is checked: 洪泽 2023 and 永和镇 2022 have errors, the others none."""
    shown = json.loads(run("check", "--format", "json", code=1).stdout)
    errors = {
        (entry["agency"], entry["year"]): sum(
            f["result"] == "fail" and f["severity"] == "error" for f in entry["findings"]
        )
        for entry in shown["reports"]
    }
    assert errors == {
        ("huaian-hongze", 2023): 2, ("huaian-hongze", 2024): 0, ("jinjiang-yonghe", 2022): 4,
        ("shanghai-general-office", 2019): 0, ("suqian", 2023): 0, ("suqian", 2024): 0,
    }  # fmt: skip
    assert [f["rule"] for f in shown["between"]] == ["scope-shift", "scope-shift"]
    requests, licensing = ({c["value"] for c in f["cells"]} for f in shown["between"])
    assert requests == {21, 17, 95}
    assert licensing == {550, 9487}


def test_compare_prints_markdown_json_and_csv():
    """The comparison comes as text, and as figures with their verdicts."""
    assert run("compare", "suqian", "2024").stdout.startswith(
        "2024年，宿迁市人民政府新收政府信息公开申请3525件"
    )
    shown = json.loads(run("compare", "宿迁市", "--format", "json").stdout)
    change = next(c for c in shown["changes"] if c["item"] == "review.total")
    assert (change["before"], change["after"], change["difference"], change["verdict"]) == (
        440,
        170,
        -270,
        "comparable",
    )
    rows = list(
        csv.DictReader(
            io.StringIO(run("compare", "suqian", "--format", "csv", "--lang", "en").stdout)
        )
    )
    assert {"2023", "2024", "verdict"} <= rows[0].keys()


def test_compare_two_files(report, wrong):
    """Two files of one's own are compared without a dataset of one's own."""
    text = run("compare", report, wrong, "--lang", "en").stdout
    assert "2024: new requests received: 9, up from 9" not in text
    assert "unchanged from 2023" in text


# ---- files


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("表.txt", "read"), ("counts.csv", "read"), ("counts.json", "read"),
        ("核对.txt", "check"), ("核对.html", "check"), ("found.csv", "check"), ("found.json", "check"),
    ],
)  # fmt: skip
def test_out_writes_what_would_be_printed(wrong, tmp_path, name, command):
    """--out writes what would be printed, in the form of the file's name; CSV with a mark for Excel."""
    out, code = tmp_path / name, 1 if command == "check" else 0
    form = "table" if out.suffix == ".txt" else out.suffix[1:]
    printed = run(command, wrong, "--format", form, "--lang", "zh", code=code).stdout
    assert run(command, wrong, "--out", out, "--lang", "zh", code=code).stdout == f"{out}\n"
    assert out.read_bytes() == printed.encode("utf-8-sig" if form == "csv" else "utf-8")
    assert ("总计填报4件" if command == "check" else "青石镇") in printed


def test_out_of_a_comparison_and_of_the_coverage(tmp_path):
    """--out is the same for `compare` and `coverage`; --format has the last word on the form."""
    for args in (("compare", "suqian", "2024"), ("coverage",)):
        out = tmp_path / f"{args[0]}.csv"
        run(*args, "--out", out, "--lang", "zh")
        assert out.read_text("utf-8-sig") == run(*args, "--format", "csv", "--lang", "zh").stdout
        run(*args, "--out", out, "--format", "json", "--lang", "zh")
        json.loads(out.read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere/a.csv", "no such folder"),
        ("a.docx", "allowed: .json, .csv, .txt"),
        ("", "is a directory"),
    ],
)
def test_where_out_cannot_be_written(report, tmp_path, name, said):
    """A folder that is not there, a form that the command has not: exit 2, and nothing is made."""
    done = run("read", report, "--out", tmp_path / name, code=2)
    assert said in done.stderr
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == [report.name]


# ---- requests


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("compare", "nowhere"), "no agency is called"),
        (("compare", "suqian", "1999"), "years: 2023, 2024"),
        (("compare", "suqian", "soon"), "neither a year nor a file"),
        (("read", "no-such-file.pdf"), "no such file"),
        (("render", "nowhere"), "no agency is called"),
        (("render", "suqian", "--to", "doc"), "allowed: html, ipynb"),
        (("render", "suqian", "--year", "1999"), "no full report for 1999"),
        (("check", "--data", "no-such-folder"), "counts.csv is missing"),
        (("read",), "Missing argument"),
    ],
)
def test_impossible_requests(args, said):
    """What cannot be done exits with 2 and says what, where and what is allowed."""
    assert said in run(*args, code=2).stderr


def test_add_then_compare(tmp_path, report, wrong):
    """Reports added to a folder of one's own are compared from there."""
    folder = tmp_path / "county"
    assert "added (qingshizhen-2023)" in run("add", report, wrong, "--data", folder).stdout
    assert "already there" in run("add", report, "--data", folder).stdout
    assert "青石镇人民政府" in run("compare", "qingshizhen", "2024", "--data", folder).stdout


def test_every_command_has_an_example_in_its_help():
    """--help of each command shows an example."""
    for name in cli.commands:
        shown = CliRunner().invoke(cli, [name, "--help"])
        assert shown.exit_code == 0
        assert f"Example: govstats {name}" in " ".join(shown.output.split())


def test_language_of_the_environment(monkeypatch, report):
    """GOVSTATS_LANG chooses the language; otherwise the locale does, and Chinese is the default."""
    for value, said in (("en", "no contradiction found"), ("zh", "未发现矛盾")):
        monkeypatch.setenv("GOVSTATS_LANG", value)
        assert said in run("check", report).stdout


def test_a_bar_says_that_it_warms_up(monkeypatch, capsys):
    """Until the first report is made the bar says why nothing moves, also behind those passed over."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    job = SimpleNamespace(name="青石镇人民政府", year=2024, lang="zh")
    with terminal.progress(3, told) as step:
        step(job, "unchanged", 0.0)
    assert last_frame(capsys).endswith("1/3  --:-- warming up…")
    with terminal.progress(2, told) as step:
        step(job, "unchanged", 0.0)
        step(job, "done", 0.5)
    assert last_frame(capsys).endswith("青石镇人民政府 2024 zh done")
    with terminal.progress(1, told) as step:
        step(job, "unchanged", 0.0)
    assert last_frame(capsys).endswith("青石镇人民政府 2024 zh unchanged")


def last_frame(capsys) -> str:
    """The last line that a bar drew, without its colours."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", capsys.readouterr().err).split("\r")[-1].strip()


# ---- decisions and corrections


@pytest.fixture
def town(tmp_path, wrong):
    """A dataset of our own with the report whose total of reconsiderations is wrong."""
    run("add", wrong, "--data", tmp_path / "town")
    return tmp_path / "town"


def found_in(town, code=1) -> str:
    """The id of the one error of the town; `code` is 0 once it is dismissed."""
    shown = json.loads(run("check", "--data", town, "--format", "json", code=code).stdout)
    findings = [f for entry in shown["reports"] for f in entry["findings"]]
    return next(f["id"] for f in findings if f["severity"] == "error")


def test_a_dismissed_finding_holds_nothing_back(town):
    """After `decide … dismissed` the check exits with 0 and says who decided, and why."""
    said = run("decide", found_in(town)[:14], "dismissed", "--reason", "原件如此", "--data", town)
    assert said.stdout.endswith(": dismissed\n")
    shown = run("check", "--data", town, "--lang", "zh").stdout
    assert "已核实无误 review-sum: 原件如此" in shown


def test_an_id_of_a_file_is_known_to_the_dataset(town, wrong):
    """`decide` and `accept` take the id that `check FILE` gives, where the agency goes by its printed name."""
    shown = json.loads(run("check", wrong, "--format", "json", code=1).stdout)
    findings = [f for entry in shown["reports"] for f in entry["findings"]]
    of_file = next(f["id"] for f in findings if f["severity"] == "error")
    assert of_file != found_in(town)
    said = run("decide", of_file, "dismissed", "--reason", "原件如此", "--data", town).stdout
    assert said == f"{found_in(town, code=0)}: dismissed\n"
    assert (
        "no such finding"
        in run(
            "decide", of_file[:-1] + "x", "dismissed", "--reason", "x", "--data", town, code=2
        ).stderr
    )


def test_what_became_of_something_is_told_in_the_systems_language(tmp_path, report, monkeypatch):
    """On a Chinese system `add` and `render --dry-run` tell in Chinese what they did, elsewhere not."""
    assert run("add", report, "--data", tmp_path / "a").stdout.endswith(
        ": added (qingshizhen-2023)\n"
    )
    monkeypatch.setenv("GOVSTATS_LANG", "zh_CN.UTF-8")
    town = tmp_path / "town"
    assert run("add", report, "--data", town).stdout.endswith(": 已加入 (qingshizhen-2023)\n")
    assert run("add", report, "--data", town).stdout.endswith(
        ": 已有，未再加入 (qingshizhen-2023)\n"
    )
    shown = run("render", "--data", town, "--dry-run", "--out", tmp_path / "out")
    assert shown.stdout.startswith("新增  qingshizhen/2023/")
    assert shown.stderr == "新增2份，有变化0份，未变0份\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["核对"], "没有“核对”这个命令。用法见 govstats --help。"),
        (["check", "--nope"], "没有“--nope”这个选项。用法见 govstats check --help。"),
        (["compare"], "缺少参数“FIRST”。用法见 govstats compare --help。"),
        (["decide", "x", "confirmed"], "缺少选项“--reason”。用法见 govstats decide --help。"),
        (["compare", "a", "1", "b"], "多写了“b”。用法见 govstats compare --help。"),
        (["check", "--format", "x"], "“--format”不能写“x”，只能是table、json、csv、html。用法见 govstats check --help。"),
        (["render", "--workers", "0"], "“--workers”不能写“0”，范围是x>=1。用法见 govstats render --help。"),
        (["correct", "a", "x", "y"], "“YEAR”应为数字，不能写“x”。用法见 govstats correct --help。"),
        (["coverage", "--roster", "no.csv"], "“--roster”：没有“no.csv”这个文件。用法见 govstats coverage --help。"),
    ],
)  # fmt: skip
def test_a_command_typed_wrongly_is_explained_in_chinese(words, said):
    """On a Chinese system one line says what is wrong with a command, and where its use is told."""
    with pytest.raises(click.ClickException) as caught:
        cli(words, prog_name="govstats", standalone_mode=False)
    assert in_chinese(caught.value) == said


def test_a_command_typed_wrongly_ends_with_2(monkeypatch):
    """The Chinese line goes to stderr alone, and the exit status stays that of a wrong command."""
    monkeypatch.setenv("GOVSTATS_LANG", "zh")
    done = run("check", "--nope", code=2)
    assert done.stdout == ""
    assert done.stderr.startswith("govstats: 没有“--nope”这个选项。用法见 ")


def test_a_confirmed_finding_says_so(town):
    """What was confirmed is still asked for, with the decision and its reason under it."""
    shown = run("check", "--data", town, "--lang", "zh", code=1).stdout
    assert "已确认有误" not in shown
    run("decide", found_in(town), "confirmed", "--reason", "台账为3件", "--data", town)
    shown = run("check", "--data", town, "--lang", "zh", code=1).stdout
    assert "必改 review-sum" in shown
    assert "已确认有误 review-sum: 台账为3件" in shown


def test_the_page_of_a_check_shows_the_ids(town):
    """Who reads the page can decide: each finding shows its id."""
    page = run("check", "--data", town, "--format", "html", "--lang", "zh", code=1).stdout
    assert f"编号 <code>{found_in(town)}</code></small>" in page


def test_a_correction_that_contradicts_is_stored_with_a_warning(town, monkeypatch):
    """What held before and fails with the new figure is listed by its rule; the exit status stays 0."""
    words = ("correct", "qingshizhen", 2024, "litigation_direct.total", "--to", 7)
    monkeypatch.setenv("GOVSTATS_LANG", "zh")
    said = run(*words, "--reason", "台账为7件", "--data", town)
    assert said.stdout == "qingshizhen 2024 litigation_direct.total: 0 → 7\n"
    head, *listed = said.stderr.splitlines()
    assert head == "govstats: 注意：更正已记入，但下列规则原来成立，更正后不成立："
    assert [line.split(":")[0].strip() for line in listed] == ["litigation-sum"]
    assert "litigation_direct.total" in (town / "corrections.csv").read_text("utf-8")


def test_a_dismissed_finding_between_years_is_no_longer_asked_about(tmp_path):
    """What was found between two years and dismissed shows its reason, not the question."""
    for year, licences in ((2023, "130"), (2024, "1204")):
        page = as_html({**consistent(), ("licensing.decisions", ""): licences})
        (tmp_path / f"{year}.html").write_text(page.replace("2023", str(year)), "utf-8")
    town = tmp_path / "town"
    run("add", tmp_path / "2023.html", tmp_path / "2024.html", "--data", town)
    run("decide", "scope-shift", "dismissed", "--reason", "许可权限下放", "--data", town)
    shown = run("check", "--data", town, "--lang", "zh", code=1).stdout
    assert "已核实无误 scope-shift: 许可权限下放" in shown
    assert "请核实 scope-shift" not in shown


def test_an_accepted_suggestion_shows_in_the_accepted_figures_only(town):
    """`accept` writes the suggested value with its reason; only --figures accepted uses it."""
    said = run("accept", found_in(town), "--by", "镇政府办", "--data", town).stdout
    assert said == "qingshizhen 2024 review.total: 4 → 3\n"
    run("check", "--data", town, "--figures", "accepted")
    run("check", "--data", town, code=1)
    line = (town / "corrections.csv").read_text("utf-8").splitlines()[1]
    assert line.startswith("qingshizhen,2024,review.total,,table,4,3,")
    assert line.split(",")[7:9] == ["按“行政复议的总计等于四种结果之和”，应为3", "镇政府办"]


def test_a_cell_is_corrected_by_hand(town):
    """`correct` names the cell; a cell that is not there is refused with the nearest ones."""
    said = run(
        "correct",
        "qingshizhen",
        2024,
        "review.total",
        "--to",
        3,
        "--reason",
        "台账为3件",
        "--data",
        town,
    )
    assert said.stdout == "qingshizhen 2024 review.total: 4 → 3\n"
    assert said.stderr == ""
    refused = run(
        "correct",
        "qingshizhen",
        2024,
        "review.totl",
        "--to",
        3,
        "--reason",
        "x",
        "--data",
        town,
        code=2,
    )
    assert "nearest: review.total" in refused.stderr


def test_the_bundled_data_takes_no_decision():
    """Decisions and corrections need a folder of one's own."""
    refused = run("decide", "x", "dismissed", "--reason", "x", "--data", "data", code=2)
    assert "read-only" in refused.stderr


def test_the_check_is_a_page_of_its_own(town):
    """`check --format html` prints a page with the finding, the suggestion and no request to anywhere."""
    page = run("check", "--data", town, "--format", "html", "--lang", "zh", code=1).stdout
    assert page.startswith("<!DOCTYPE html>")
    assert "总计填报4件" in page
    assert "更正建议1" in page
    assert "default-src 'none'" in page
    assert "<script" not in page
