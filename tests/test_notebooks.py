from __future__ import annotations

import ast
import re

import nbformat
import papermill
import pytest

from govstats.batch.parameters import (
    SIMULATED,
    benchmark_parameters,
    parameters,
    quality_parameters,
)
from govstats.batch.plan import plan
from govstats.corrections import Correction, add_correction
from govstats.display import comparison_table, head, show
from govstats.display.benchmarking import benchmark_head, benchmark_methods, benchmark_tables
from govstats.display.surveying import (
    survey_coverage,
    survey_findings,
    survey_head,
    survey_record,
    survey_rules,
)
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.prose import write
from govstats.resources import find
from govstats.standing import benchmark
from govstats.storage import load, save
from govstats.survey import survey
from govstats.testing import county

RENDERED = ("comparison", "benchmark", "quality")
"""The notebooks that `govstats render` runs."""


@pytest.fixture(scope="module")
def simulated():
    """The simulated county that the name stands for."""
    return benchmark_parameters("synthetic-town-001").data


@pytest.fixture(scope="module")
def bundled():
    """The bundled data surveyed as a whole, with every deadline past."""
    data = load(find("data"))
    return survey(data, [entry.agency for entry in data.agencies])


@pytest.mark.parametrize("name", RENDERED)
def test_every_parameter_has_a_type_and_a_help(name):
    """papermill lists each parameter with its type and its help, in both languages."""
    shown = papermill.inspect_notebook(str(find("notebooks") / f"{name}.ipynb"))
    kinds = {
        "agency": "str", "agencies": "str", "year": "int", "against": "int", "rate": "str",
        "lang": "str", "data": "str", "figures": "str",
    }  # fmt: skip
    wanted = {
        "comparison": "agency year against lang data figures",
        "benchmark": "agency year rate lang data figures",
        "quality": "agencies year lang data figures",
    }[name]
    assert {k: entry["inferred_type_name"] for k, entry in shown.items()} == {
        k: kinds[k] for k in wanted.split()
    }
    for entry in shown.values():
        assert re.search("[\u4e00-\u9fff]", entry["help"])
        assert re.search("[A-Za-z]{2}", entry["help"])


@pytest.mark.parametrize("name", RENDERED)
def test_no_cell_holds_logic(name):
    """No cell has more than ten statements, and none decides or repeats anything but what to show."""
    notebook = nbformat.read(find("notebooks") / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            tree = ast.parse(cell.source)
            assert sum(isinstance(node, ast.stmt) for node in ast.walk(tree)) <= 10
            assert not any(
                isinstance(node, ast.If | ast.For | ast.While) for node in ast.walk(tree)
            )
            assert not cell.outputs


@pytest.mark.parametrize(
    ("check", "given", "error", "said"),
    [
        (benchmark_parameters, {"agency": "nowhere"}, NotFoundError, "no agency is called"),
        (
            benchmark_parameters,
            {"agency": "synthetic-town-001", "rate": "openness"},
            InvalidRequestError,
            "rate='openness' — allowed: granted, granted_of_answered, refused",
        ),
        (
            benchmark_parameters,
            {"agency": "synthetic-town-001", "year": 1999},
            InvalidRequestError,
            "year=1999 — allowed: 0, 2022, 2023, 2024",
        ),
        (quality_parameters, {"lang": "fr"}, InvalidRequestError, "lang='fr' — allowed: zh, en"),
        (quality_parameters, {"agencies": "nowhere"}, NotFoundError, "no agency is called"),
        (quality_parameters, {"agencies": "anxi"}, NotFoundError, "only excerpts"),
        (
            quality_parameters,
            {"figures": "corrected"},
            InvalidRequestError,
            "figures='corrected' — allowed: reported, accepted",
        ),
        (
            parameters,
            {"agency": "suqian", "figures": "x"},
            InvalidRequestError,
            "allowed: reported, accepted",
        ),
    ],
)
def test_parameters_name_what_is_allowed(monkeypatch, simulated, check, given, error, said):
    """A value that is not allowed raises an error that names the parameter and those that are."""
    if check is benchmark_parameters:
        given = {**given, "data": simulated}
    found = {"said": re.escape(said).replace("\\ —\\ ", ".*")}
    with pytest.raises(error, match=found["said"]):
        check(**given)


def test_agencies_are_a_glob_a_level_or_all():
    """`*` is all of the register, a level those of it, a list with commas its union in order."""
    data = county(seed=1, towns=9, years=[2024])
    assert len(quality_parameters(data=data).agencies) == 10
    assert len(quality_parameters("township", data=data).agencies) == 9
    chosen = quality_parameters("synthetic-town-003, *town-00[34]", data=data).agencies
    assert chosen == ("synthetic-town-003", "synthetic-town-004")


def test_simulated_data_has_one_name_and_says_so(simulated):
    """`simulated` is a county of forty towns, synthetic in every name, and the same each time."""
    assert SIMULATED == "simulated"
    assert simulated.synthetic
    assert all("模拟" in entry.name for entry in simulated.agencies)
    again = benchmark_parameters("synthetic-town-001").data
    assert again.rows.equals(simulated.rows)


def test_run_record_gives_no_path_away(tmp_path):
    """Parameters as resolved, and the sha256 of each file read; of the folder only its name."""
    data = county(seed=1, towns=9, years=[2023, 2024])
    save(data, tmp_path / "secret" / "towns")
    chosen = benchmark_parameters("synthetic-town-002", data=str(tmp_path / "secret" / "towns"))
    run = chosen.run
    assert dict(run.parameters) == {
        "agency": "synthetic-town-002", "year": 2024, "rate": "granted", "lang": "zh", "data": "towns",
        "figures": "reported",
    }  # fmt: skip
    assert set(run.inputs) == {"counts.csv", "reports.csv", "agencies.csv"}
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in run.inputs.values())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_benchmark_says_where_how_wide_and_what_it_is_not(simulated, lang):
    """The page says where each share lies, how wide chance is for the size, who has no cases, what demand means."""
    found = benchmark(simulated, "synthetic-town-001", 2024)
    said = str(benchmark_head(found, lang).html) + str(benchmark_methods(found, lang).html)
    place = found.place
    wanted = {
        "zh": [
            f"办结{place.whole}件", "界限以内", "40家单位（含本单位）中，1家办结数为0",
            "申请多说明公众需求多，不等于公开得少", "不作排名", "模拟数据：",
        ],
        "en": [
            f"Number of requests concluded: {place.whole}", "inside the 95% limits",
            "Of 40 bodies, this one included: 1 with no requests concluded",
            "More requests mean more demand, not less openness", "not good or bad", "Synthetic data:",
        ],
    }[lang]  # fmt: skip
    if lang == "zh":
        said += str(benchmark_tables(found, lang).html)
    for words in wanted:
        assert words in said


def test_benchmark_lists_no_ranking(simulated):
    """Peers stand in the order of the register, with a row for each that has the share."""
    found = benchmark(simulated, "synthetic-town-001", 2024)
    shown = str(benchmark_tables(found, "zh").html).partition("<details>")[2]
    names = re.findall(r'<th scope="row">(.*?)</th>', shown)
    order = [entry.name for entry in simulated.agencies if entry.name in names]
    assert names == order
    assert len(names) == len(found.chosen.table)


def test_benchmark_says_why_an_agency_has_no_share(simulated):
    """Without cases, or with figures in doubt, the headline says so instead of a share."""
    towns = [entry.agency for entry in simulated.agencies if entry.level == "township"]
    found = benchmark(simulated, towns[0], 2024)
    idle = benchmark(simulated, found.chosen.idle[0], 2024)
    assert (
        benchmark_head(idle, "zh").plain
        == "2024年办结数为0，不计算予以公开和部分公开占办结数比重。"
    )
    assert "There were no requests concluded in 2024" in benchmark_head(idle, "en").plain
    assert idle.place is None


def test_survey_counts_what_passes(bundled):
    """Of the six full reports 洪泽 2023 and 永和 2022 need correction, 宿迁's two are clean."""
    assert len(bundled.reports) == 6
    assert (bundled.passing, bundled.clean) == (4, 2)
    bad = {(one.agency, one.year) for one in bundled.found if one.finding.severity == "error"}
    assert bad == {("huaian-hongze", 2023), ("jinjiang-yonghe", 2022)}
    assert (
        survey_head(bundled, "zh").plain
        == "6份报告中，4份没有必须改正的问题，2份有必须改正的问题。"
    )


def test_survey_of_one_year(bundled):
    """Of one year only its reports, its findings and its column are shown."""
    found = survey(bundled.data, ["huaian-hongze", "suqian"], 2023)
    assert [(r.agency, r.year) for r in found.reports] == [
        ("huaian-hongze", 2023),
        ("suqian", 2023),
    ]
    assert {one.year for one in found.found} == {2023}
    assert list(found.states.columns) == [2023]
    assert set(found.states.index) == {"huaian-hongze", "suqian"}


def test_findings_come_gravest_first_with_places_and_suggestions(bundled):
    """Errors before questions before what could be better; places in words; a shared suggestion once."""
    order = ["error", "question", "warning", "note"]
    ranks = [order.index(one.finding.severity) for one in bundled.found]
    assert ranks == sorted(ranks)
    shown = str(survey_findings(bundled, "zh").html)
    assert "（第96行）" in shown
    assert "同第1项" in shown
    assert "行政复议总计：0→11（另有1种可能）" in shown
    assert shown.count("<tr>") == len(bundled.found) + 1


def test_rules_are_counted(bundled):
    """The counts of the rules add up to the findings, gravest rules first."""
    assert sum(one.findings for one in bundled.failing) == len(bundled.found)
    assert bundled.failing[0].severity == "error"
    assert "表四" not in str(survey_rules(bundled, "zh").html)


def test_coverage_shows_each_unit_and_year(bundled):
    """A sign and its word in each cell, a row for each of 87 units, the sums at the foot."""
    shown = str(survey_coverage(bundled, "zh").html)
    assert shown.count('scope="row"') == len(bundled.states) + 1
    assert shown.count("● 已报") == int((bundled.states == "filed").to_numpy().sum())
    assert "已报／未见" in shown


def test_coverage_knows_late_missing_and_exempt(tmp_path):
    """By a roster: late after its deadline, missing where due and absent, exempt, not in the data."""
    data = county(seed=1, towns=9, years=[2023, 2024])
    data.sources.loc[data.sources["agency"] == "synthetic-town-001", "published"] = "2025-02-10"
    save(data, tmp_path)
    tmp_path.joinpath("roster.csv").write_text(
        "year,unit,name,kind,duty,parent,deadline\n"
        "2024,synthetic-town-001,,township,due,,2025-01-31\n"
        "2024,合成街道,合成街道,township,due,,2025-01-31\n"
        "2023,合成街道,合成街道,township,exempt,,\n",
        encoding="utf-8",
    )
    stored = load(tmp_path)
    found = survey(stored, [entry.agency for entry in stored.agencies])
    shown = str(survey_coverage(found, "zh").html)
    for said in ("◐ 逾期", '<td class="doubt">× 未见</td>', "○ 免报", "合成街道"):
        assert said in shown
    assert "名单列为应报而数据中未见1份，免报1份" in shown
    assert "1 due by the roster and not in the data" in survey_coverage(found, "en").plain


def test_text_of_reports_never_becomes_markup(tmp_path):
    """A script in the name of an agency stays text on the pages of benchmark and quality."""
    save(county(seed=1, towns=20, years=[2024], errors=0.3), tmp_path)
    register = tmp_path / "agencies.csv"
    text = register.read_text("utf-8").replace("镇人民政府", "<script>alert(1)</script>")
    register.write_text(text, "utf-8")
    bad = load(tmp_path)
    found = benchmark(bad, "synthetic-town-001", 2024)
    seen = survey(bad, [entry.agency for entry in bad.agencies])
    assert seen.found
    shown = [
        benchmark_head(found).html, benchmark_tables(found).html, survey_findings(seen).html,
        survey_coverage(seen).html, survey_head(seen).html,
    ]  # fmt: skip
    assert all("&lt;script" in str(html) for html in shown[:-1])
    assert not any("<script" in str(html) for html in shown)


def test_accepted_figures_say_so(tmp_path):
    """Corrected cells are counted at the head and marked in the tables with the reason; reported ones are not."""
    data = load(find("data"))
    save(data, tmp_path)
    reason = "复核台账，总计漏填"
    add_correction(
        tmp_path,
        Correction("huaian-hongze", "2023", "review.total", "", "table", "0", "11", reason),
    )
    reported, accepted = (
        parameters("huaian-hongze", data=str(tmp_path), figures=layer)
        for layer in ("reported", "accepted")
    )
    assert accepted.run.parameters["figures"] == "accepted"
    assert "corrections.csv" in accepted.run.inputs
    from govstats.comparing import compare

    for chosen, shown in ((reported, False), (accepted, True)):
        comparison = compare(chosen.agency, chosen.year, chosen.against, chosen.data)
        top = str(head(comparison, write(comparison)).html)
        table = str(comparison_table(comparison).html)
        assert ("采用更正后的数据：1处更正，表中以※标出。" in top) is shown
        assert ("11 ※" in table) is shown
        assert (f'title="已更正：{reason}"' in table) is shown
        statutory = str(show(chosen.data.report("huaian-hongze", 2023)).html)
        assert ("11 ※" in statutory) is shown
    english = str(head(comparison, write(comparison, "en")).html)
    assert "Accepted figures: 1 corrected" in english


def test_jobs_follow_what_a_notebook_takes(tmp_path):
    """quality is one job a language for all; benchmark one for each agency that has peers; both take their own parameters."""
    data = load(find("data"))
    jobs = plan(data, notebook="quality")
    assert [job.key for job in jobs] == ["all/quality.zh", "all/quality.en"]
    assert set(jobs[0].arguments) == {"agencies", "year", "lang", "data", "figures"}
    with pytest.raises(NotFoundError, match="8 agencies of its level"):
        plan(data, notebook="benchmark")
    save(county(seed=1, towns=9, years=[2024]), tmp_path)
    towns = load(tmp_path)
    jobs = plan(towns, notebook="benchmark", languages=["zh"])
    assert len(jobs) == 9
    assert "against" not in jobs[0].arguments
    assert jobs[0].stem == "benchmark.zh"
    assert plan(towns.accepted(), notebook="benchmark")[0].stem == "benchmark.accepted.zh"


def test_page_of_peers_depends_on_their_data(tmp_path):
    """A changed figure of a peer changes the identity of a benchmark, not that of another's comparison."""
    save(county(seed=1, towns=9, years=[2024]), tmp_path)
    towns = load(tmp_path)
    rows = towns.rows.copy()
    rows.loc[rows.index[rows["agency"] == "synthetic-town-009"][0], "raw"] = "1"
    other = type(towns)(
        rows, towns.sources, towns.agencies, towns.path, towns.title, synthetic=True
    )
    for notebook, same in (("benchmark", False), ("comparison", True)):
        before, after = (
            plan(data, ["synthetic-town-001"], notebook=notebook, languages=["zh"])[0].inputs
            for data in (towns, other)
        )
        assert (before == after) is same


def test_record_names_files_versions_and_parameters(bundled):
    """The record at the foot names each file with its sha256, four versions, and every parameter."""
    chosen = quality_parameters(data=bundled.data)
    said = str(survey_record(bundled, chosen.run, "en").html)
    for words in ("counts.csv; sha256 ", "govstats ", "Python 3", "pandas ", "matplotlib ", "agencies=", "figures="):  # fmt: skip
        assert words in said
