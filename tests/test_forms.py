from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from govstats.errors import InvalidFormError, NotFoundError
from govstats.forms import breaks, category_code, editions, item_names, load_form, parse_form


def raw(edition: str) -> dict:
    """A form file as parsed TOML."""
    return tomllib.loads(files("govstats.forms").joinpath(f"{edition}.toml").read_text("utf-8"))


def test_cells_of_each_edition():
    """The 2021 form has 10 + 175 + 15 cells; the 2019 form 22 + 161 + 15, 其他处理 being one row.

    The list of 2014 is in tests/test_edition_2014.py.
    """
    counts = {
        edition: [
            sum(len(b.rows) * len(b.columns) for b in load_form(edition).blocks if b.table == table)
            for table in "二三四"
        ]
        for edition in editions()
        if not load_form(edition).is_list
    }
    assert counts == {"2021": [10, 175, 15], "2019": [22, 161, 15]}


def test_shared_block_leaves_out_rows_and_keeps_their_group():
    """A block taken from another edition turns a group without leaves into a row in their place."""
    codes = [row.code for row in load_form("2019").block("requests").rows]
    assert codes[-3:] == ["requests.other", "requests.outcomes", "requests.carried_forward"]
    assert load_form("2019").leaves("requests.other") == ()
    assert len(load_form("2021").leaves("requests.refused")) == 8


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda form: form["blocks"][0]["rows"].append(form["blocks"][0]["rows"][0]),
            "row rules is defined twice",
        ),
        (lambda form: form["blocks"][0].update(colour="red"), "unknown key colour"),
        (lambda form: form.pop("basis"), "the key 'basis' is missing"),
        (lambda form: form["rules"][0].update(left=["nobody"]), "the block has no nobody"),
        (lambda form: form["rules"][0].update(block="nowhere"), "there is no block 'nowhere'"),
        (
            lambda form: form["rules"][0].update(right=[]),
            "an equation needs a left and a right side",
        ),
        (lambda form: form["blocks"][0].update(columns=[]), "a block needs rows and columns"),
        (lambda form: form["blocks"][0].update(layout="list"), "a list has one value column"),
        (
            lambda form: form["blocks"][0]["rows"][0].update(aliases=["规范性文件"]),
            "two rows are called",
        ),
    ],
)
def test_inconsistent_form_is_refused(change, said):
    """A form file that contradicts itself is refused with what is wrong and where."""
    form = raw("2021")
    change(form)
    with pytest.raises(InvalidFormError, match=said) as refusal:
        parse_form(form, "forms/test.toml")
    assert str(refusal.value).startswith("forms/test.toml")


def test_unknown_edition_names_those_that_are_known():
    """An edition without a form file raises an error that lists the others."""
    with pytest.raises(NotFoundError, match="known: 2014, 2019, 2021"):
        load_form("1999")


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("安全生产应急管理类", "safety"),
        ("安全生产、应急管理类信息", "safety"),
        ("政策规范性文件类", "policy"),
        ("政策、规范性文件类信息", "policy"),
        ("国土资源城乡建设类信息", "land_environment"),
        ("社会社保就业类", "welfare"),
        ("应主动公开的其他信息", "other"),
        ("其他类信息数", "other"),
        ("其他主动公开的政府信息", "other"),
        ("财政资金类信息", "财政资金类信息"),
        ("政务动态", "政务动态"),
    ],
)
def test_category_spellings(printed, code):
    """The spellings met in print give one code; a class that is not standard keeps its name."""
    assert category_code(printed) == code


def test_every_item_has_names_in_both_languages():
    """Each item of every edition has a Chinese and an English name."""
    names = item_names()
    for edition in editions():
        for item, _ in load_form(edition).slots:
            assert names[item].zh
            assert names[item].en.isascii() or "—" in names[item].en


def test_law_of_2024_breaks_suits_only():
    """The break of 2024 covers the two kinds of suit and no other item."""
    law = next(entry for entry in breaks() if entry.id == "reconsideration-2024")
    assert law.covers("litigation_direct.total")
    assert law.covers("litigation_after_review.upheld")
    assert not law.covers("review.total")
