from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from govstats.forms import claim_on, editions, load_form, regulations, words

RAW = tomllib.loads(files("govstats.forms").joinpath("readings.toml").read_text("utf-8"))
CODES = {
    code
    for edition in editions()
    for block in load_form(edition).blocks
    for code in (
        *(slot.item for slot in block.slots()),
        *(group.code for group in block.groups),
    )
}


def test_readings_add_up_what_a_form_has():
    """Every item of a reading is a row, a cell or a group of some edition's form."""
    named = {item.removeprefix("-") for reading in RAW["readings"] for item in reading["items"]}
    whole = {item.replace(".*", ".total") for item in named}
    assert whole <= CODES


def test_every_reading_is_used():
    """No reading stands in the file that no claim may be read by."""
    used = {code for claim in RAW["claims"] for code in (*claim["same"], *claim.get("loose", ()))}
    assert used == {reading["id"] for reading in RAW["readings"]}


def test_words_are_patterns():
    """What a sentence is searched for compiles, and the words for applicants are theirs alone."""
    for claim in RAW["claims"]:
        for key in ("needs", "exact", "whole"):
            re.compile(claim.get(key, ""))
    assert words().applicants["natural_person"].search("公民申请")
    assert not words().applicants["natural_person"].search("企业申请")


@pytest.mark.parametrize(
    ("item", "edition", "first"),
    [
        ("requests.new", "2021", ("requests.new",)),
        ("litigation.upheld", "2021", ("litigation_direct.upheld", "litigation_after_review.upheld")),
        ("disputes.total", "2021", ("review.total", "litigation_direct.total", "litigation_after_review.total")),
        ("review.corrected", "2019", ("review.corrected",)),
        ("penalties.decisions", "2021", ("penalties.decisions",)),
        ("requests.refused.state_secret", "2021", ("requests.refused.state_secret",)),
        ("disclosed.total", "2014", ("disclosed.total",)),
    ],
)  # fmt: skip
def test_claim_on_an_item(item, edition, first):
    """A statement is first of all the cells that its item names, in each edition."""
    claim = claim_on(item, "total", edition)
    assert claim is not None
    assert claim.same[0].items == first


def test_item_without_a_cell_makes_no_claim():
    """What no table of the edition holds cannot be confirmed by one."""
    assert claim_on("disclosed.total", "", "2021") is None
    assert claim_on("normative_documents.amended", "", "2021") is None


def test_names_of_results():
    """A claim on one result of a dispute is named with that result, in both languages."""
    claim = claim_on("review.pending", "", "2021")
    assert (claim.zh, claim.en) == ("行政复议尚未审结", "reconsideration cases, pending")
    assert claim.same[0].zh == "“行政复议尚未审结”"


def test_articles_are_those_of_the_design():
    """18 articles, paragraphs and items of 2019 lead to rows; 36(3) and 20 lead to none."""
    law = regulations(2023, "2021")
    assert law is not None
    assert len(law.articles) == 18
    assert law.rows(36, item=3) == law.rows(20) == law.rows(16) == ()
    assert law.rows(16, paragraph=2) == (
        "requests.refused.process_information",
        "requests.refused.enforcement_file",
    )
