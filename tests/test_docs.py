from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from pathlib import Path

import pytest

import govstats
from govstats.cli import cli
from govstats.forms import all_rules, editions, load_form

DOCS = Path(__file__).resolve().parents[1] / "docs"


def generator():
    """The module that writes the generated pages."""
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(DOCS))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(DOCS))
    return module


PAGES = generator().PAGES


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_current(name):
    """A page that follows from the code says what the code says; otherwise `make docs` was not run."""
    assert (DOCS / name).read_text("utf-8") == PAGES[name]()


def test_every_rule_is_documented():
    """Each rule has its heading, statement in both languages and basis in docs/rules.md."""
    text = (DOCS / "rules.md").read_text("utf-8")
    for rule in all_rules().values():
        entry = text[text.index(f"### `{rule.id}`") :]
        assert f"{rule.zh}。" in entry
        assert f"{rule.en}." in entry
        assert f"- basis: {rule.basis}" in entry


def test_equations_are_written_in_the_labels_of_the_form():
    """The balance of table three reads as the form's own note on it does."""
    text = (DOCS / "rules.md").read_text("utf-8")
    assert (
        "- formula: 一、本年新收政府信息公开申请数量 + 二、上年结转政府信息公开申请数量"
        " = （七）总计 + 四、结转下年度继续办理" in text
    )


def constants(page: str) -> dict[str, str]:
    """The constants that a page names, with the values that it gives."""
    text = (DOCS / page).read_text("utf-8")
    return dict(re.findall(r"^\| `([\w.]+)` \| (.+?) \|", text, re.MULTILINE))


@pytest.mark.parametrize("page", ["methods.md", "methods.zh.md"])
def test_methods_give_the_constants_of_the_code(page):
    """Each constant of the page exists under its name and has that value."""
    named = constants(page)
    assert len(named) > 20
    for name, value in named.items():
        module, _, constant = name.rpartition(".")
        assert repr(getattr(importlib.import_module(f"govstats.{module}"), constant)) == value, name


def test_both_languages_name_the_same_constants():
    """The Chinese page leaves out no constant of the English one."""
    assert constants("methods.md") == constants("methods.zh.md")


def test_every_command_item_and_public_name_is_in_the_reference():
    """The reference has a heading for each command and name, and a row for each item of a form."""
    reference = {page.stem: page.read_text("utf-8") for page in (DOCS / "reference").glob("*.md")}
    assert all(f"## `govstats {name}`" in reference["commands"] for name in cli.commands)
    assert all(f"### `{name}`" in reference["api"] for name in govstats.__all__)
    items = {item for edition in editions() for item, _ in load_form(edition).slots}
    assert all(f"| `{item}` |" in reference["items"] for item in items)
