from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from govstats.agencies import Agency
from govstats.changes import Verdict
from govstats.comparing import build
from govstats.errors import InvalidRequestError
from govstats.exports import KINDS, export
from govstats.exports.content import content, widths
from govstats.exports.reasons import unexplained
from govstats.exports.text import clean, ems, shortened
from govstats.prose import LANGUAGES
from tests.exported import bundled, every, exported, prose, report, table


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["suqian-2024", "synthetic-qingshi-2025", "awkward"])
def test_same_comparison_makes_same_bytes(kind, name):
    """A comparison is exported to the same bytes each time, in either language."""
    for lang in LANGUAGES:
        assert export(every()[name], kind, lang) == exported(name, kind, lang)


def test_same_bytes_in_another_process():
    """What one process exports another exports to the byte, so no clock and no hash seed shows."""
    code = (
        "import hashlib, govstats\n"
        "from govstats.exports import KINDS, export\n"
        "c = govstats.compare('huaian-hongze', 2024)\n"
        "print(*(hashlib.sha256(export(c, kind, 'zh')).hexdigest() for kind in KINDS))\n"
    )
    seeds = ("1", "2")
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed, "PATH": "", "TZ": f"UTC{seed}"},
        ).stdout
        for seed in seeds
    }  # fmt: skip
    assert len(told) == 1


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_office_files_bear_no_time(kind):
    """No entry of an office file, and no property, tells when it was made."""
    with ZipFile(BytesIO(exported("suqian-2024", kind, "zh"))) as archive:
        assert len({entry.date_time for entry in archive.infolist()}) == 1
        core = archive.read("docProps/core.xml").decode()
    assert str(date.today().year) not in core  # noqa: DTZ011
    assert "2000-01-01T00:00:00Z" in core


def test_every_comparison_can_be_exported():
    """Each bundled and each awkward comparison makes a file of each kind in each language."""
    begins = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04"}
    for name in every():
        for kind in KINDS:
            for lang in LANGUAGES:
                assert exported(name, kind, lang).startswith(begins[kind]), (name, kind, lang)


@pytest.mark.parametrize(("kind", "lang"), [("html", "zh"), ("pdf", "fr"), ("PDF", "zh")])
def test_unknown_kind_or_language_is_refused(kind, lang):
    """A kind or a language that there is not names those that there are."""
    with pytest.raises(InvalidRequestError, match=r"pdf, docx, xlsx|zh, en"):
        export(bundled()["suqian-2024"], kind, lang)


# ---- what is said, before any format


def test_content_of_simulated_data_says_so():
    """Simulated data carries a sentence and a mark in each language, real data neither."""
    simulated = content(bundled()["synthetic-qingshi-2025"], "zh")
    assert simulated.notice == "模拟数据：所列数字均为模拟生成，不是任何机关的真实数据。"
    assert simulated.mark == "模拟数据"
    assert content(bundled()["synthetic-qingshi-2025"], "en").mark == "Synthetic data"
    real = content(bundled()["suqian-2024"], "zh")
    assert (real.notice, real.mark) == ("", "")


def test_content_of_one_year_has_no_columns_of_change():
    """永和镇 2022 stands alone: four columns, none for an earlier year or for a change."""
    assert content(bundled()["jinjiang-yonghe-2022"], "zh").heads == (
        "项目",
        "单位",
        "2022",
        "备注",
    )


def test_widths_fill_the_table_and_leave_room_for_items():
    """The columns of every table make up its width, and items have at least a quarter of it."""
    for name, comparison in every().items():
        for lang in LANGUAGES:
            found = widths(content(comparison, lang), 56.0)
            assert sum(found) == pytest.approx(56.0), name
            assert found[0] >= 14.0, name
            assert min(found) > 2.0, name


def test_reasons_are_asked_for_main_changes():
    """宿迁 2024: the outcomes that moved, reconsideration and documents; not +14 of 3511 (0.4%)."""
    asked = unexplained(bundled()["suqian-2024"])
    assert [change.item for change in asked["requests"]] == [
        "requests.not_processed.petition",
        "requests.unavailable.not_held",
        "requests.other",
    ]
    assert [change.item for change in asked["disputes"]] == ["review.total"]
    assert [change.item for change in asked["disclosure"]] == [
        "normative_documents.issued",
        "normative_documents.repealed",
        "normative_documents.in_force",
    ]


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [(3, 12, False), (3, 13, True), (0, 9, False), (0, 10, True), (100, 109, False), (100, 110, True),
     (100, 90, True), (30, 151, True), (50, 50, False)],
)  # fmt: skip
def test_when_a_reason_is_asked_for(old, new, asked):
    """From 10%, or from a difference of 10 where no percentage may be stated."""
    before = report(2023, prose("channels.website.items", "", old))
    after = report(2024, prose("channels.website.items", "", new))
    comparison = build(Agency("town", "河口镇"), before, after, (before, after))
    assert bool(unexplained(comparison)["disclosure"]) is asked


def test_no_reason_is_asked_for_what_is_not_known():
    """A figure in doubt, a break and a missing year ask for no reason."""
    for name in ("jinjiang-yonghe-2022", "synthetic-qingshi-2019", "zeros"):
        assert not any(unexplained(every()[name]).values()), name
    hongze = [c for found in unexplained(bundled()["huaian-hongze-2024"]).values() for c in found]
    assert all(not change.doubts and change.verdict is not Verdict.BREAK for change in hongze)
    assert "review.total" not in {change.item for change in hongze}


# ---- text


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("甲\x00乙\x07\x1b", "甲乙"),
        ("一行\n二行\r\n三\t四", "一行 二行 三 四"),
        ("a\u202eb\u2066c", "abc"),
        ("\ud800甲", "\ufffd甲"),
        ("表二　第二十条 浉埇😀", "表二　第二十条 浉埇😀"),
    ],
)
def test_clean(text, held):
    """Control characters, halves of characters and turns of direction go; all else stays."""
    assert clean(text) == held


def test_widths_of_text():
    """A Chinese character counts one, a digit about half; a cut text says that it is cut."""
    assert ems("政府信息") == 4
    assert 1.9 < ems("2024") < 2.3
    assert shortened("宿迁市人民政府", 7) == "宿迁市人民政府"
    assert shortened("宿迁市人民政府", 5) == "宿迁市人…"


def test_decimal_tables_are_whole():
    """The helper's invented report fills the whole form, so that what it tests is a full report."""
    made = report(2024, table("requests.new", "total", Decimal(5)))
    assert len(made.cells) == 200
    assert made.value("requests.new", "total") == 5
