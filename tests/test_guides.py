"""What the documentation shows, run: each page from top to bottom, in a folder of its own."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from govstats.cli import cli
from tests.samples import towns_reports

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
GUIDES = sorted(page.name for page in DOCS.glob("*.md"))
TWINS = ["quickstart", "howto"]
_FENCE = re.compile(r"```(\w+)(?: (\S+))?\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"^    (govstats .+?)(?:\s{2,}# (.*))?$", re.MULTILINE)
_SYSTEMS = {"zh": {"GOVSTATS_LANG": "zh"}, "en": {"GOVSTATS_LANG": "C"}}
_STATUS = re.compile(r"(?:exit status|退出码) (\d+)")


@dataclass(frozen=True)
class Step:
    """Something that a page shows: a command, or a fenced block with its language and file."""

    kind: str
    text: str
    note: str = ""


def steps(page: str) -> Iterator[Step]:
    """Yield the commands and fenced blocks of a page in their order."""
    text = (DOCS / page).read_text("utf-8")
    found = [(m.start(), Step(m[1], m[3], m[2] or "")) for m in _FENCE.finditer(text)]
    outside = _FENCE.sub(lambda m: "\0" * len(m[0]), text)
    found += [(m.start(), Step("govstats", m[1], m[2] or "")) for m in _COMMAND.finditer(outside)]
    yield from (step for _, step in sorted(found, key=lambda pair: pair[0]))


def command(step: Step, lang: str) -> str:
    """Run a command as printed and return what it printed.

    The Chinese pages are for a Chinese system, the English ones for any.
    """
    words = shlex.split(step.text)[1:]
    if words[0] == "render" and "--dry-run" not in words:
        words.append("--dry-run")
    result = CliRunner().invoke(cli, words, env=_SYSTEMS[lang])
    expected = _STATUS.search(step.note)
    assert result.exit_code == (int(expected[1]) if expected else 0), (step.text, result.output)
    return result.output


def script(text: str) -> str:
    """Run a shell script in which the commands are this checkout's, and return what it printed."""
    if shutil.which("sh") is None:
        return ""
    folder = Path("bin").resolve()
    folder.mkdir(exist_ok=True)
    for name in ("govstats", "papermill"):
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {name} "$@"\n', "utf-8")
        program.chmod(0o755)
    paths = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    environment = {**os.environ, **paths}
    return subprocess.run(
        ["sh", "-e", "-c", text],
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ).stdout


def words_of(line: str) -> str:
    """Return a line with its spaces made one, as columns differ in width."""
    return " ".join(line.split())


@pytest.mark.parametrize("page", GUIDES)
def test_a_page_runs_as_printed(page, tmp_path, monkeypatch):
    """Commands end with the status that stands beside them and print what is shown; snippets run."""
    monkeypatch.chdir(tmp_path)
    towns_reports(tmp_path)
    namespace: dict = {}
    printed = ""
    for step in steps(page):
        if step.kind == "govstats":
            printed = command(step, "zh" if ".zh" in page else "en")
        elif step.kind == "python":
            exec(compile(step.text, page, "exec"), namespace)  # noqa: S102 - our own page
        elif step.kind == "sh":
            printed = script(step.text)
        elif step.note:
            Path(step.note).parent.mkdir(parents=True, exist_ok=True)
            Path(step.note).write_text(step.text, "utf-8")
        elif step.kind == "text" and printed:
            for line in filter(None, map(words_of, step.text.splitlines())):
                assert line in words_of(printed), (page, line, printed)


@pytest.mark.parametrize("page", [*GUIDES, "../README.md", "../README.zh-CN.md"])
def test_commands_are_the_same_in_every_shell(page):
    """No single quotes, which cmd.exe takes as letters; no `>`, which PowerShell encodes anew."""
    for step in steps(page):
        if step.kind == "govstats":
            assert not re.search("[>']", step.text), (page, step.text)
    text = _FENCE.sub("", (DOCS / page).read_text("utf-8"))
    assert not re.search(r"`'[^`]*'`", text)


@pytest.mark.parametrize("name", TWINS)
def test_both_languages_show_the_same(name):
    """The Chinese and the English page have the same commands and blocks in the same order."""
    shown = []
    for lang in ("zh", "en"):
        found = list(steps(f"{name}.{lang}.md"))
        shown.append([(s.kind, s.text.split()[1] if s.kind == "govstats" else "") for s in found])
    assert shown[0] == shown[1]
    assert len(shown[0]) > 8


@pytest.mark.parametrize("page", GUIDES)
def test_links_lead_somewhere(page):
    """Each link to a file or heading of the documentation finds it."""
    text = (DOCS / page).read_text("utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        if ":" in name:
            continue
        file = DOCS / name if name else DOCS / page
        assert file.is_file(), (page, target)
        headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
        slugs = {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}
        assert not anchor or anchor in slugs, (page, target)
