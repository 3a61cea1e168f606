"""The prose of one's own reports: kept beside the figures, never with the package."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from govstats.adding import add_report, open_or_start
from govstats.documents import parse_document
from govstats.errors import InvalidDataError
from govstats.reading import read_document
from govstats.reports import Passage
from govstats.resources import find
from govstats.storage import load
from govstats.texts import FOLDER, keep_text, load_text
from tests.samples import as_text, consistent

KEY = "qingshizhen-2023"


@pytest.fixture
def report():
    text = as_text(consistent()).replace("一、总体情况\n", "一、总体情况\n\n我镇重新梳理了专栏。\n")
    return read_document(parse_document(text.encode(), "sample"))


def test_prose_comes_back_with_the_report(tmp_path, report):
    """Added prose is there when the report is loaded, its places as they are printed."""
    add_report(open_or_start(tmp_path), report)
    found = load(tmp_path).report("qingshizhen", 2023).passages
    assert found == tuple(replace(p, place=str(p.place)) for p in report.passages)
    assert "我镇重新梳理了专栏。" in [p.text for p in found]


def test_prose_is_replaced_with_the_report(tmp_path, report):
    """Another file for the same year takes its prose along; one without prose leaves none."""
    dataset, _ = add_report(open_or_start(tmp_path), report)
    other = replace(report, sha256="f" * 64, passages=(Passage("overview", "新的文字。", "l1"),))
    dataset, _ = add_report(dataset, other, replace=True)
    assert dataset.report("qingshizhen", 2023).passages == other.passages
    dataset, _ = add_report(dataset, replace(other, sha256="e" * 64, passages=()), replace=True)
    assert dataset.report("qingshizhen", 2023).passages == ()
    assert not list((tmp_path / FOLDER).glob("*"))


def test_prose_is_added_to_figures_that_lack_it(tmp_path, report):
    """Adding a file again gives figures that were added without prose theirs."""
    dataset, _ = add_report(open_or_start(tmp_path), replace(report, passages=()))
    assert dataset.report("qingshizhen", 2023).passages == ()
    assert add_report(dataset, report)[1] == f"already there ({KEY})"
    assert len(load(tmp_path).report("qingshizhen", 2023).passages) == len(report.passages)


def test_a_dataset_without_texts_is_whole(tmp_path, report):
    """The texts may be deleted: the figures load as before, and no passage is there."""
    add_report(open_or_start(tmp_path), report)
    (tmp_path / FOLDER / f"{KEY}.json").unlink()
    loaded = load(tmp_path).report("qingshizhen", 2023)
    assert loaded.passages == ()
    assert loaded.value("requests.new", "total") == 9


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda kept: "{", "not valid JSON"),
        (lambda kept: "[]", "there are no passages"),
        (lambda kept: json.dumps(kept | {"sha256": "0" * 64}), "the prose of another file"),
        (lambda kept: json.dumps(kept | {"report": "other-2023"}), "the prose of another file"),
        (lambda kept: json.dumps(kept | {"passages": [{"text": "甲"}]}), "its fields are not"),
        (
            lambda kept: json.dumps(kept | {"passages": [kept["passages"][0] | {"section": "七"}]}),
            "section has no such value",
        ),
        (
            lambda kept: json.dumps(kept | {"passages": [kept["passages"][0] | {"heading": 1}]}),
            "heading has no such value",
        ),
    ],
)
def test_damaged_prose_is_refused(tmp_path, report, damage, said):
    """Prose that is damaged, or another file's, is refused with what to do, and figures are not."""
    dataset, _ = add_report(open_or_start(tmp_path), report)
    path = tmp_path / FOLDER / f"{KEY}.json"
    path.write_text(damage(json.loads(path.read_text("utf-8"))), "utf-8")
    with pytest.raises(InvalidDataError, match=said) as caught:
        load(tmp_path).report("qingshizhen", 2023)
    assert "--replace" in str(caught.value)
    assert dataset.counts["value"].notna().any()


def test_an_id_never_leads_out_of_the_folder(tmp_path):
    """An id with a slash cannot name a file: nothing is written, and nothing is there."""
    with pytest.raises(InvalidDataError, match="cannot name a file"):
        keep_text(tmp_path, "../outside", "", [Passage("overview", "甲", "l1")])
    assert load_text(tmp_path, "../outside", "") == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["data", "synthetic"])
def test_no_text_is_bundled(kind):
    """The data that comes with the package holds figures: no folder of texts, and no passage."""
    assert not (find(kind) / FOLDER).exists()
    data = load(find(kind))
    some = data.reports.head(5)
    assert len(some)
    for entry in some.to_dict("records"):
        assert data.report(entry["agency"], int(entry["year"])).passages == ()


def test_kept_prose_states_what_the_file_stated(tmp_path):
    """A report from a dataset has the statements, citations and period that its file had."""
    figures = consistent()
    text = as_text(figures).replace(
        "一、总体情况",
        "一、总体情况\n全年新收政府信息公开申请9件，比上年增长12.5%。根据《条例》第十六条第二款，决定不予公开1件。",
    )
    read_now = read_document(parse_document(text.encode(), "青石镇.txt"))
    dataset, _ = add_report(open_or_start(tmp_path / "town"), read_now)
    kept = load(tmp_path / "town").report(dataset.sources.iloc[0]["agency"], 2023)
    assert kept.period == read_now.period == "2023-01-01/2023-12-31"
    said = [(s.item, s.value, s.measure) for s in read_now.statements]
    assert ("requests.new", 9, "count") in said
    assert [(s.item, s.value, s.measure) for s in kept.statements] == said
    assert [c.article for c in kept.citations] == [c.article for c in read_now.citations]
