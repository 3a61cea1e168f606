from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from govstats.batch import identity
from govstats.batch.manifest import Manifest
from govstats.batch.plan import plan
from govstats.batch.rendering import about
from govstats.batch.runner import chosen
from govstats.checks.decisions import add_decision
from govstats.checks.findings import Decision
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.storage import load
from tests.rendering import notebook, simulated


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A simulated county of four towns and itself, 2022 to 2024."""
    return load(simulated(tmp_path_factory.mktemp("data"), 4, (2022, 2023, 2024)))


def keys(jobs) -> list[str]:
    """The agency's last letters and the year of each job."""
    return [f"{job.agency[-3:]} {job.year}" for job in jobs]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"levels": ["county"]}, ["nty 2024"]),
        ({"agencies": ["*-00[12]"], "year": "2022,2024"}, ["001 2022", "001 2024", "002 2022", "002 2024"]),
        ({"agencies": ["synthetic-county"], "year": "all"}, ["nty 2022", "nty 2023", "nty 2024"]),
        ({"agencies": ["synthetic-county"], "year": "2023-2030"}, ["nty 2023", "nty 2024"]),
        ({"agencies": ["synthetic-county"], "year": 2022}, ["nty 2022"]),
        ({"regions": ["模拟"], "levels": ["township"]}, ["001 2024", "002 2024", "003 2024", "004 2024"]),
        ({"regions": ["*拟省"], "levels": ["county"]}, ["nty 2024"]),
        ({"agencies": ["云崖县（模拟数据）", "synthetic-county"]}, ["nty 2024"]),
    ],
)  # fmt: skip
def test_agencies_and_years_are_chosen(data, options, expected):
    """Globs, names, levels, regions, years and ranges choose the jobs, each once, in order."""
    chosen_jobs = plan(data, options.pop("agencies", ()), languages=["zh"], **options)
    assert keys(chosen_jobs) == expected


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        (
            {"levels": ["moon"]},
            NotFoundError,
            "no agency is at level 'moon' — known: county, township",
        ),
        ({"regions": ["火星"]}, NotFoundError, "no full report of 火星"),
        ({"year": "last year"}, InvalidRequestError, "'last' is no year"),
        ({"year": "1999"}, NotFoundError, "no full report for 1999"),
        ({"formats": ["odt"]}, InvalidRequestError, "'odt' is not known"),
        ({"formats": []}, InvalidRequestError, "nothing is named"),
        ({"languages": ["fr"]}, InvalidRequestError, "allowed: zh, en"),
        ({"notebook": "nothing"}, NotFoundError, "no such notebook"),
    ],
)
def test_what_cannot_be_chosen_is_said(data, options, error, said):
    """An unknown level, region, year, format, language or notebook is an error that names it."""
    with pytest.raises(error, match=said):
        plan(data, **options)


def test_documents_are_of_the_comparison_only(data, tmp_path):
    """Another notebook has no PDF: the document would not show what the notebook shows."""
    book = notebook(tmp_path / "mine.ipynb", "1")
    with pytest.raises(InvalidRequestError, match="'pdf' is not known — allowed: html, ipynb"):
        plan(data, notebook=str(book), formats=["pdf"])


def manifest_of(folder, jobs) -> Manifest:
    """A manifest in which some jobs are done, with a file each."""
    manifest = Manifest(folder)
    for job in jobs:
        path = folder / f"{job.key}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("page")
        manifest.note(job.key, about(job) | {"files": {"html": f"{job.key}.html"}})
    return manifest


def test_a_change_is_named_by_its_kind(data, tmp_path):
    """A changed figure, decision, roster, notebook each names itself, for the jobs that it bears on."""
    folder = shutil.copytree(data.path, tmp_path / "data")
    book = notebook(tmp_path / "mine.ipynb", "1")

    def planned():
        return plan(load(folder), ["*00[12]"], languages=["zh"], notebook=str(book))

    manifest = manifest_of(tmp_path, planned())
    assert [manifest.changed(job) for job in planned()] == [[], []]
    changed = load(folder)
    rows = changed.rows.copy()
    rows.loc[rows.index[rows["agency"] == "synthetic-town-001"][0], "label"] = "另一个名称"
    jobs = plan(replace(changed, rows=rows), ["*00[12]"], languages=["zh"], notebook=str(book))
    assert [manifest.changed(job) for job in jobs] == [["rows"], []]
    (folder / "roster.csv").write_text("year,unit,duty\n2024,synthetic-town-002,due\n", "utf-8")
    assert [manifest.changed(job) for job in planned()] == [[], ["roster"]]
    (folder / "roster.csv").unlink()
    add_decision(folder, Decision("row-total-0123456789", "dismissed", "已核对原件"))
    assert [manifest.changed(job) for job in planned()] == [["decisions"], ["decisions"]]
    (folder / "decisions.csv").unlink()
    notebook(book, "2")
    assert [manifest.changed(job) for job in planned()] == [["notebook"], ["notebook"]]


def test_a_deadline_that_has_passed_is_a_change(data, tmp_path, monkeypatch):
    """A notebook on all agencies is run again on the day when one more is late, and not before."""
    folder = shutil.copytree(data.path, tmp_path / "data")
    (folder / "roster.csv").write_text(
        "year,unit,duty,deadline\n2025,synthetic-town-002,due,2026-02-10\n", "utf-8"
    )
    book = notebook(tmp_path / "mine.ipynb", "1", reads="dataset")

    def planned(day: int):
        today = SimpleNamespace(today=lambda: date(2026, 2, day))
        monkeypatch.setattr(identity, "date", today)
        return plan(load(folder), ["*001"], languages=["zh"], notebook=str(book))

    manifest = manifest_of(tmp_path, planned(9))
    assert [manifest.changed(job) for job in planned(10)] == [[]]
    assert [manifest.changed(job) for job in planned(11)] == [["coverage"]]


@pytest.mark.parametrize(
    ("reads", "changed"), [("agency", []), ("peers", ["rows"]), ("anything", ["rows"])]
)
def test_a_notebook_says_what_it_reads(data, tmp_path, reads, changed):
    """A peer's figure changes the page of a notebook that reads peers, or does not say what it reads."""
    book = notebook(tmp_path / "mine.ipynb", "1", reads=reads)
    before = plan(data, ["*001"], languages=["zh"], notebook=str(book))
    rows = data.rows.copy()
    rows.loc[rows.index[rows["agency"] == "synthetic-town-002"][0], "label"] = "另一个名称"
    after = plan(replace(data, rows=rows), ["*001"], languages=["zh"], notebook=str(book))
    assert manifest_of(tmp_path, before).changed(after[0]) == changed


def test_limit_counts_what_is_to_be_made(data, tmp_path):
    """Unchanged jobs do not use up the limit; --force counts them all."""
    jobs = plan(data, languages=["zh"])
    manifest = manifest_of(tmp_path, jobs[:2])
    assert keys(chosen(jobs, manifest, limit=1)) == ["nty 2024", "001 2024", "002 2024"]
    assert keys(chosen(jobs, manifest, limit=1, force=True)) == ["nty 2024"]


def test_dry_run_says_new_changed_and_unchanged(data, tmp_path):
    """`--dry-run` names each job's state and makes nothing."""
    from click.testing import CliRunner

    from govstats.cli import cli

    jobs = plan(data, languages=["zh"])
    manifest = manifest_of(tmp_path, jobs[:2])
    manifest.jobs[jobs[1].key]["inputs"]["rows"] = "other"
    manifest.note(jobs[1].key, manifest.jobs[jobs[1].key])
    told = CliRunner().invoke(
        cli,
        ["render", "--data", str(data.path), "--out", str(tmp_path), "--lang", "zh", "--dry-run"],
    )
    lines = told.output.splitlines()
    assert lines[0].startswith("unchanged  synthetic-county/2024/comparison.zh")
    assert lines[1].startswith("changed (rows)  synthetic-town-001/2024/comparison.zh")
    assert lines[2].startswith("new  synthetic-town-002/2024/comparison.zh")
    assert "3 new, 1 changed, 1 unchanged" in told.output
    assert not (tmp_path / "index.html").exists()
