from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from govstats.forms import all_rules

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
