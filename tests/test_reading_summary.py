"""What a reading says of itself."""

from __future__ import annotations

import re

import pytest

from govstats.output import report_dict
from tests.samples import as_text, consistent
from tests.test_reading_variants import read_text

LONG = "2.其他法律行政法规禁止公开"


def damaged():
    """A report with an alias, a misspelt label, a row of another kind and a blank cell."""
    text = as_text(consistent() | {("requests.granted", "research_institution"): ""})
    text = text.replace("行政规范性文件\t", "规范性文件\t").replace(LONG, "2.其他法律行政止公开")
    return read_text(text.replace("（七）总计", "9.本地另设事项\t1\t0\t0\t0\t0\t0\t1\n（七）总计"))


def test_counts_agree_with_the_cells() -> None:
    """Read, blank and unreadable cells make up all that the form expects."""
    reading = damaged().reading
    assert (reading.expected, reading.blank) == (200, 1)
    assert reading.read + reading.blank + reading.unreadable == reading.expected


def test_rows_recognised_by_other_words_name_both() -> None:
    """An alias and a likeness are told with what was printed and the form's label."""
    reading = damaged().reading
    assert reading.by_alias == ("规范性文件 → 行政规范性文件",)
    assert reading.by_similarity == (f"2.其他法律行政止公开 → {LONG}",)


def test_what_was_not_taken_in_is_noted_with_its_place() -> None:
    """A row that the form lacks is named with its place, and fills nothing."""
    (note,) = damaged().reading.notes
    assert re.fullmatch(r"l\d+ t\d+ r\d+ c\d+: 未识别的行 9\.本地另设事项", note)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reading_describes_itself_in_a_few_sentences(lang: str) -> None:
    """Two to six sentences tell edition, counts, and each kind of doubt."""
    sentences = damaged().reading.describe(lang)
    assert 2 <= len(sentences) <= 6
    text = "\n".join(sentences)
    for word in ("2021", "200", "199", "规范性文件", "其他法律行政止公开", "本地另设事项", "utf-8"):
        assert word in text
    assert all(sentence.endswith("。" if lang == "zh" else ".") for sentence in sentences)


def test_json_has_the_whole_reading() -> None:
    """`reading` in JSON has every field and the sentences in both languages."""
    report = damaged()
    told = report_dict(report)["reading"]
    assert told["summary"] == {lang: list(report.reading.describe(lang)) for lang in ("zh", "en")}
    assert (told["expected"], told["blank"], told["encoding"]) == (200, 1, "utf-8")
    assert told["notes"] == report.reading.notes
