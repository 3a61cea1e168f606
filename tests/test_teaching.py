from __future__ import annotations

import json
import re
import tomllib
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest

from govstats.documents import Paragraph
from govstats.errors import GovstatsError
from govstats.forms import load_form, regulations
from govstats.reading.prose.citations import read_citations
from govstats.rounding import round_half_up
from govstats.teaching import UNITS, Course, check, digest, exercise, exercises, letters
from govstats.teaching.checking import as_number
from govstats.teaching.exercises import FOLDER
from govstats.teaching.reckoning import reckoned
from govstats.teaching.samples import compared_county
from govstats.teaching.sliders import interval_said
from govstats.teaching.solving import read_answers, solved
from govstats.testing import Layout, lay_out_report, simulate

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks" / "teaching"
SOLUTIONS = NOTEBOOKS / "solutions"
ANSWERS = read_answers(SOLUTIONS / "answers.toml")
ALL = tuple(chain.from_iterable(exercises(unit) for unit in UNITS))
LANGUAGES = ("zh", "en")
MOST_LINES = 10


def cells(path: Path) -> list[dict]:
    """The cells of a notebook."""
    return json.loads(path.read_text("utf-8"))["cells"]


def source(cell: dict) -> str:
    """The text of a cell."""
    return "".join(cell["source"])


def run(path: Path, monkeypatch, capsys) -> dict:
    """Run the code cells of a notebook in its folder, in this process, and return its names."""
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.chdir(path.parent)
    shell = InteractiveShell.instance()
    shell.reset(new_session=True)
    for cell in cells(path):
        if cell["cell_type"] == "code":
            done = shell.run_cell(source(cell), store_history=False)
            assert done.success, (path.name, cell["id"], capsys.readouterr().out)
    return dict(shell.user_ns)


def entry(number: str) -> str:
    """The text of an exercise or a letter in the data of the course."""
    unit, n = number.split(".")
    name, head = (
        ("letters.toml", "letters") if unit == "1" else (f"units/unit-{unit}.toml", "exercises")
    )
    parts = (FOLDER / name).read_text("utf-8").split(f"[[{head}]]")[1:]
    return parts[int(n) - 1]


# ---- the notebooks


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit", UNITS)
def test_units_run_and_nothing_is_right_before_it_is_answered(unit, lang, monkeypatch, capsys):
    """Every unit runs from top to bottom; on the untouched notebook no check passes."""
    course = run(NOTEBOOKS / f"unit-{unit}.{lang}.ipynb", monkeypatch, capsys)["course"]
    assert (course.unit, course.lang) == (unit, lang)
    assert not any(course.check(each.id).right for each in course.exercises)
    assert not course.done()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_solutions_run_and_every_answer_passes(lang, monkeypatch, capsys):
    """The solutions' notebook runs, and says of each unit that all of it is right."""
    run(SOLUTIONS / f"solutions.{lang}.ipynb", monkeypatch, capsys)
    for unit in UNITS:
        said = solved(unit, SOLUTIONS / "answers.toml", lang)
        assert "✗" not in str(said.html)
        assert str(said.html).count("✓") == 2 * len(exercises(unit))


@pytest.mark.parametrize("unit", UNITS)
def test_chinese_and_english_are_parallel(unit):
    """Both languages have the same cells in the same order; their code differs in the language alone."""
    zh, en = (cells(NOTEBOOKS / f"unit-{unit}.{lang}.ipynb") for lang in LANGUAGES)
    assert [(c["id"], c["cell_type"]) for c in zh] == [(c["id"], c["cell_type"]) for c in en]
    for one, other in zip(zh, en, strict=True):
        if one["cell_type"] == "code":
            assert source(one).replace('"zh"', '"en"') == source(other)
        else:
            assert re.search(r"[\u4e00-\u9fff]", source(one))
            assert not re.search(r"[\u4e00-\u9fff]", source(other))


@pytest.mark.parametrize("unit", UNITS)
def test_every_exercise_is_asked_once_and_in_order(unit):
    """A unit's notebook asks each of its exercises; it has aims, a story and a discussion."""
    notebook = cells(NOTEBOOKS / f"unit-{unit}.zh.ipynb")
    asked = re.findall(r'^ask\("([\d.]+)"\)$', "\n".join(map(source, notebook)), re.MULTILINE)
    assert asked == [each.id for each in exercises(unit)]
    assert {"aims", "story", "discussion", "progress"} <= {cell["id"] for cell in notebook}


def test_cells_of_code_are_short():
    """No cell has more than ten lines of code: what is longer belongs into the package."""
    for path in NOTEBOOKS.rglob("*.ipynb"):
        lengths = [len(cell["source"]) for cell in cells(path) if cell["cell_type"] == "code"]
        assert max(lengths) <= MOST_LINES, path.name


# ---- no answer where a student looks


@pytest.mark.parametrize("asked", ALL, ids=lambda asked: asked.id)
def test_no_source_contains_the_answer(asked):
    """Neither the notebook nor the exercise names the right number, nor answers the exercise."""
    answer = ANSWERS[asked.id]
    unit = asked.id.partition(".")[0]
    texts = [
        source(cell)
        for lang in LANGUAGES
        for cell in cells(NOTEBOOKS / f"unit-{unit}.{lang}.ipynb")
    ]
    if asked.kind == "number":
        pattern = rf"(?<![\d.,–-]){re.escape(str(abs(answer)))}(?![\d.]|,\d)"
        assert not re.search(
            pattern, re.sub(r"digest.*", "", entry(asked.id)).replace(f'"{asked.id}"', "")
        )
        if abs(answer) >= MOST_LINES:
            assert not any(re.search(pattern, text) for text in texts)
    given = [text for text in texts if f'answer("{asked.id}"' in text]
    values = [re.search(rf'answer\("{asked.id}", (.+?)\)', text)[1] for text in given]
    if asked.kind != "number":
        assert f'"{answer}"' not in values or asked.is_letter
    assert not any(re.search(r"^answer\(", text, re.MULTILINE) for text in texts)


@pytest.mark.parametrize("asked", [e for e in ALL if e.kind == "choice"], ids=lambda e: e.id)
def test_one_choice_is_right(asked):
    """Exactly one choice of an exercise passes, and what is said to wrong ones leaves two open."""
    right = [choice.code for choice in asked.choices if check(asked, choice.code).right]
    assert right == [ANSWERS[asked.id]]
    assert set(asked.slips) < {choice.code for choice in asked.choices} - set(right)
    assert len(asked.choices) - len(asked.slips) >= 2


@pytest.mark.parametrize("asked", [e for e in ALL if e.kind == "number"], ids=lambda e: e.id)
def test_slips_are_wrong_and_have_words(asked):
    """Each well-known wrong number has its own words, and none is taken for the right one."""
    key = reckoned(asked.id)
    assert set(key.slips) == set(asked.slips)
    for name, slip in key.slips.items():
        said = check(asked, round_half_up(slip, asked.decimals))
        assert (said.verdict, said.said) == ("wrong", asked.slips[name])
    assert Decimal(str(ANSWERS[asked.id])) == Decimal(round_half_up(key.right, asked.decimals))


def test_every_wrong_answer_gets_a_hint_in_both_languages():
    """Hints exist, differ by language, and never hold the right number."""
    for each in ALL:
        assert each.hints
        for said in (each.question, each.right, *each.hints, *each.slips.values()):
            assert said.zh != said.en
            assert re.search(r"[\u4e00-\u9fff]", said.zh)


# ---- answers as people write them


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("62", 62),
        ("62条", 62),
        ("６２", 62),
        (" 1,431 件", 1431),
        ("43.6%", 43.6),
        ("−61.4", -61.4),
        ("10.4个百分点", 10.4),
    ],
)
def test_numbers_are_understood_as_people_write_them(written, number):
    """Units, full-width digits, thousands and both signs of minus are read."""
    assert as_number(written) == Decimal(str(number))


@pytest.mark.parametrize("written", ["", "很多", "1/2", "nan", "Infinity"])
def test_what_is_no_number_is_none(written):
    """Words and infinities are no number, and no wrong answer either."""
    assert as_number(written) is None
    assert check(exercise("2.1"), written).verdict == "none"


def test_near_misses_are_named():
    """A lost sign, a fraction for a percent and a rounding too early get their own words."""
    assert "正负号" in check(exercise("4.1"), "61.4").said.zh
    assert "乘以100" in check(exercise("3.1"), "0.436").said.zh
    assert "四舍五入" in check(exercise("3.1"), "43.57").said.zh
    assert "新收" in check(exercise("3.1"), "43.3").said.zh


def test_hints_follow_the_tries():
    """A second wrong answer gets the second hint, and the third the same again."""
    course = Course(2, "zh")
    first, second, third = (str(course.answer("2.1", n)) for n in (7, 8, 9))
    assert first != second == third
    assert course.answer("2.1", "62条").plain.startswith("✓ 对。")
    assert "已答对 1 题" in course.progress().plain


def test_unknown_numbers_and_languages_are_refused():
    """An exercise, a unit or a language that is not there is named, with those that are."""
    with pytest.raises(GovstatsError, match=r"2\.6"):
        exercise("2.9")
    with pytest.raises(GovstatsError, match="0 to 6"):
        Course(7)
    with pytest.raises(GovstatsError, match="zh, en"):
        Course(2, "fr")


# ---- the form filled in by hand


def test_a_form_is_checked_cell_by_cell():
    """A cell left empty is not 0; a broken sum is named; a form that adds up is still held to the ledger."""
    asked, right = exercise("0.4"), ANSWERS["0.4"]
    assert check(asked, right).right
    empty = {**right, "requests.granted/total": ""}
    assert "空白不等于0" in check(asked, empty).said.zh
    broken = {**right, "requests.granted/total": 2}
    assert "予以公开" in check(asked, broken).said.zh
    moved = {**right}
    for column in ("natural_person", "total"):
        moved[f"requests.granted/{column}"] += 1
        moved[f"requests.partly_granted/{column}"] -= 1
    assert "有4格与台账不符" in check(asked, moved).said.zh
    assert check(asked, {}).verdict == "none"


def test_a_filled_form_is_written(tmp_path):
    """The form that a student filled in is written as the statutory form, and says that it is invented."""
    course = Course(0, "zh")
    course.answer("0.4", ANSWERS["0.4"])
    text = course.save_form(tmp_path / "form.txt").read_text("utf-8")
    row = next(line for line in text.splitlines() if "（一）予以公开" in line)
    assert row.split("\t")[-7:] == ["2", "1", "0", "0", "0", "0", "3"]
    assert "虚构" in text
    assert "▲" not in str(course.form().html)


def test_the_button_saves_a_word_file(tmp_path, monkeypatch):
    """A press on the button leaves a Word file in the folder of the notebook, and says its name."""
    monkeypatch.chdir(tmp_path)
    course = Course(0, "zh")
    course.answer("0.4", ANSWERS["0.4"])
    button, said = course.save_button().children
    assert not list(tmp_path.iterdir())
    button.click()
    (saved,) = tmp_path.iterdir()
    assert saved.name in said.value
    assert saved.read_bytes().startswith(b"PK")


# ---- the letters


def test_there_are_twenty_letters_in_eighteen_rows():
    """Twenty letters; two rows have two letters each, on different articles."""
    rows = [ANSWERS[each.id] for each in letters()]
    assert (len(rows), len(set(rows))) == (20, 18)


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.id)
def test_a_letter_has_one_row_that_its_article_leads_to(letter):
    """One row of the form is right, and it is one of those to which forms/law.toml leads from the article."""
    block = load_form("2021").block("requests")
    right = [row.code for row in block.rows if digest(letter.id, row.code) == letter.digest]
    assert right == [ANSWERS[letter.id]]
    assert right[0] in letter.rows


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.id)
def test_a_letter_names_its_article(letter):
    """The article is cited in both languages, as the reader of reports reads it; others lead to the same row, or to none."""
    found = [c for c in read_citations([Paragraph(letter.body.zh, "")]) if "条例" in c.law]
    part = letter.paragraph or letter.item
    cited = f"{letter.article}({part})" if part else str(letter.article)
    assert cited in [each.article for each in found]
    law = regulations(2024, "2021")
    for other in found:
        rows = law.rows(int(other.article.split("(")[0]), letter.paragraph, letter.item)
        assert not rows or ANSWERS[letter.id] in rows
    assert f"Article {letter.article}" in letter.body.en


def test_a_wrong_row_says_how_near_it_is():
    """Another row of the same group, of the same article, or neither: three different hints."""
    asked = exercise("1.5")
    group, elsewhere = (
        check(asked, f"requests.{row}").said for row in ("refused.internal_affairs", "granted")
    )
    article = check(exercise("1.14"), "requests.other.not_clarified").said
    assert len({group, article, elsewhere}) == 3
    assert "大类对了" in group.zh
    assert "同一条" in article.zh


# ---- the simulated county


def test_the_county_teaches_what_it_says():
    """The ends of the league table are towns with few requests, and one of four lies outside the funnel."""
    found = compared_county()
    table = found.table.sort_values("share")
    assert table["whole"].iloc[[0, 1, 2, -1, -2, -3]].max() <= 5
    outside = [a for a in table["agency"] if found.standing(a) != "inside"]
    assert [found.table.set_index("agency").loc[a, "name"][:2] for a in outside] == ["杏崖"]
    choice = next(c for c in exercise("6.4").choices if c.code == ANSWERS["6.4"])
    assert choice.said.zh == "杏崖镇"


def test_pictures_say_that_they_are_synthetic():
    """League table and funnel say so in both languages."""
    for lang, word in (("zh", "模拟"), ("en", "ynthetic")):
        course = Course(6, lang)
        assert word in str(course.league().html)
        assert word in course.funnel().source


# ---- widgets


def test_a_panel_checks_what_is_in_its_field():
    """The button checks the field and says right, wrong or nothing yet; the course remembers."""
    course = Course(2, "zh")
    panel = course.ask("2.1")
    _, box, button, said = panel.children
    for text, sign in (("", "…"), ("63", "✗"), ("62", "✓")):
        box.children[0].value = text
        button.click()
        assert sign in said.value
    assert "63" not in said.value
    assert course.given["2.1"] == "62"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exercise_has_a_panel_that_takes_the_answer(lang):
    """Each kind of field can hold the right answer."""
    for each in (exercise(n) for n in ("0.3", "0.4", "1.4", "3.1")):
        course = Course(int(each.id[0]), lang)
        course.given[each.id] = ANSWERS[each.id] if each.kind != "number" else str(ANSWERS[each.id])
        panel = course.ask(each.id)
        panel.children[-2].click()
        assert "✓" in panel.children[-1].value


def test_sliders_say_the_interval():
    """Of 1 request none granted: from 0 to 79.3%; of 20 twelve: 38.7 to 78.1 (Wilson 1927)."""
    assert "95%区间从0.0%到79.3%" in interval_said(0, 1, "zh")
    assert "from 38.7% to 78.1%" in interval_said(12, 20, "en")


def test_answers_are_complete():
    """The file of answers has one for each exercise and nothing else."""
    raw = tomllib.loads((SOLUTIONS / "answers.toml").read_text("utf-8"))
    assert set(raw["answers"]) == {each.id for each in ALL}


# ---- the teacher's guide


@pytest.mark.parametrize("name", ["teaching.md", "teaching.zh-CN.md"])
def test_the_snippets_of_the_guide_run(name, tmp_path, monkeypatch):
    """A class that follows the guide reads, checks and compares two reports of its own."""
    for one in simulate(seed=7, level="township", years=(2023, 2024)):
        printed = lay_out_report(one.report, Layout(format="docx"))
        (tmp_path / f"our-town-{one.report.year}.docx").write_bytes(printed.data)
    monkeypatch.chdir(tmp_path)
    text = (NOTEBOOKS.parents[1] / "docs" / name).read_text("utf-8")
    snippets = re.findall(r"```python\n(.+?)```", text, re.DOTALL)
    names: dict = {}
    for snippet in snippets:
        exec(snippet, names)  # noqa: S102 - the guide's own text
    assert len(snippets) == 4
    assert snippets[0].splitlines()[-1].startswith("gs.show(report")  # a cell shows its last line
    assert names["report"].year == 2024
    assert len(names["gs"].check(names["report"]).errors) == 0
