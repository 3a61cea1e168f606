from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal

import pytest

from govstats.checks import Decision, add_decision, check, decided, load_decisions
from govstats.comparing import compare
from govstats.corrections import COLUMNS, Correction, add_correction
from govstats.errors import InvalidDataError, InvalidRequestError
from govstats.resources import find
from govstats.storage import load, save

WRONG = Correction(
    "jinjiang-yonghe", "2022", "requests.new", "total", "table", "0", "1",
    "正文称受理申请1件", "办公室", "2023-02-01",
)  # fmt: skip


WRONG_FIELDS = tuple(getattr(WRONG, name) for name in COLUMNS)


@pytest.fixture
def folder(tmp_path):
    """A copy of the bundled data that a test may write to."""
    target = tmp_path / "data"
    shutil.copytree(find("data"), target, ignore=shutil.ignore_patterns("synthetic"))
    return target


def value(data, breakdown: str = "total"):
    """The new requests of 永和镇 2022 in one column."""
    return data.report("jinjiang-yonghe", 2022).cell("requests.new", breakdown)


def test_accepted_figures_are_a_layer_beside_the_reported_ones(folder):
    """A correction shows only where accepted figures are asked for; the printed text stays."""
    add_correction(folder, WRONG)
    assert value(load(folder)).value == 0
    cell = value(load(folder, "accepted"))
    assert (cell.value, cell.raw, cell.corrected) == (Decimal(1), "0", "正文称受理申请1件")
    assert value(load(folder, "accepted"), "natural_person").corrected == ""


def test_accepted_figures_enter_the_comparison(folder):
    """A comparison is made of the layer that it is given."""
    add_correction(folder, WRONG)
    changes = [
        compare("jinjiang-yonghe", 2022, data=load(folder, figures)).change("requests.new", "total")
        for figures in ("reported", "accepted")
    ]
    assert [change.new for change in changes] == [0, 1]


def test_a_correction_fails_loudly_when_its_source_changes(folder):
    """Where the cell no longer says what the correction expects, the accepted figures are refused."""
    add_correction(folder, WRONG)
    counts = folder / "counts.csv"
    text = counts.read_text("utf-8")
    printed = "jinjiang-yonghe,2022,2021,requests.new,total,"
    line = next(line for line in text.splitlines() if line.startswith(printed))
    counts.write_text(text.replace(line, line.replace(",table,0,", ",table,2,")), "utf-8")
    assert value(load(folder)).value == 2
    with pytest.raises(InvalidDataError, match="expected 0, found 2"):
        load(folder, "accepted")


def test_a_correction_of_no_cell_fails_loudly(folder):
    """A correction of a cell that the data does not have names it."""
    add_correction(folder, replace(WRONG, agency="nobody"))
    with pytest.raises(
        InvalidDataError, match=r"nobody 2022 requests\.new total: there is no such"
    ):
        load(folder, "accepted")


def test_an_unreadable_cell_is_corrected_by_its_status(folder):
    """A cell without a value is expected by its status, and gets one only as an accepted figure."""
    cut_off = Correction(
        "jinjiang-yonghe", "2022", "requests.refused.internal_affairs", "total", "table",
        "unreadable", "1", "与自然人列一致",
    )  # fmt: skip
    add_correction(folder, cut_off)
    report = load(folder, "accepted").report("jinjiang-yonghe", 2022)
    cell = report.cell("requests.refused.internal_affairs", "total")
    assert (cell.value, cell.status) == (Decimal(1), "reported")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": "eins"}, "'eins' is no number"),
        ({"value": "nan"}, "'nan' is no number"),
        ({"expected": "leer"}, "neither a number nor a status"),
        ({"reason": ""}, "needs its reason"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number(folder, change, message):
    """A correction without number or reason is an error that names file and line."""
    fields = dict(zip(COLUMNS, WRONG_FIELDS, strict=True)) | change
    lines = [",".join(COLUMNS), ",".join(fields.values())]
    (folder / "corrections.csv").write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(InvalidDataError, match=message) as caught:
        load(folder)
    assert "corrections.csv, line 2" in caught.value.where


def test_a_cell_is_corrected_once(folder):
    """A second correction of a cell is refused, by the function and in the file."""
    add_correction(folder, WRONG)
    with pytest.raises(InvalidRequestError, match="corrected already, to 1"):
        add_correction(folder, WRONG)
    path = folder / "corrections.csv"
    path.write_text(path.read_text("utf-8") + path.read_text("utf-8").splitlines()[1] + "\n")
    with pytest.raises(InvalidDataError, match="corrected twice"):
        load(folder)


def test_a_spreadsheet_may_have_saved_the_file(folder):
    """A byte order mark, as spreadsheets write it, does no harm."""
    add_correction(folder, WRONG)
    path = folder / "corrections.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(folder).corrections == (WRONG,)


def test_accepted_figures_are_never_stored(folder):
    """What was reported stays on disk: accepted figures cannot be saved over it."""
    add_correction(folder, WRONG)
    with pytest.raises(InvalidRequestError, match="accepted figures"):
        save(load(folder, "accepted"))


def test_unknown_layer(folder):
    """Other figures than reported and accepted are refused by name."""
    with pytest.raises(InvalidRequestError, match="allowed: reported, accepted"):
        load(folder, "repaired")


def test_a_decision_survives_a_new_run(folder):
    """A dismissed finding is no failure in any later run, and keeps who dismissed it and why."""
    report = load(folder).report("huaian-hongze", 2023)
    before = check(report)
    first = before.errors[0]
    add_decision(folder, Decision(first.id, "dismissed", "原件如此", "区政府办", "2024-02-01"))
    after = decided(check(load(folder).report("huaian-hongze", 2023)), load_decisions(folder))
    assert len(after.errors) == len(before.errors) - 1
    assert [(f.id, f.decision.reason) for f in after.dismissed] == [(first.id, "原件如此")]


def test_a_confirmed_finding_stays_a_failure(folder):
    """Confirming a finding records the decision; the figure is still wrong."""
    report = load(folder).report("huaian-hongze", 2023)
    first = check(report).errors[0]
    add_decision(folder, Decision(first.id, "confirmed", "填报有误"))
    after = decided(check(report), load_decisions(folder))
    assert first.id in {finding.id for finding in after.errors}
    kept = next(finding for finding in after.errors if finding.id == first.id)
    assert kept.as_dict()["decision"]["decision"] == "confirmed"


def test_a_dismissed_finding_casts_no_doubt(folder):
    """A comparison doubts a figure no longer once every finding on it is dismissed."""
    doubtful = compare("huaian-hongze", 2024, 2023, load(folder)).change("review.total")
    assert doubtful.doubts
    for finding in doubtful.doubts:
        add_decision(folder, Decision(finding.id, "dismissed", "已核实"))
    assert not compare("huaian-hongze", 2024, 2023, load(folder)).change("review.total").doubts


def test_a_decision_needs_a_reason_and_a_known_word(folder):
    """Decisions are confirmed or dismissed, each with its reason."""
    with pytest.raises(InvalidRequestError, match="allowed: confirmed, dismissed"):
        add_decision(folder, Decision("x", "ignored", "weil"))
    with pytest.raises(InvalidRequestError, match="needs its reason"):
        add_decision(folder, Decision("x", "dismissed", ""))
