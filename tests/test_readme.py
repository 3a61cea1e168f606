"""What the README shows, run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from govstats.cli import cli
from tests.samples import towns_reports

ROOT = Path(__file__).resolve().parents[1]
READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("name", READMES)
def test_snippet_runs(name, capsys, tmp_path, monkeypatch):
    """The Python snippet runs from top to bottom, prints findings and comparison, saves a document."""
    monkeypatch.chdir(tmp_path)
    snippet = re.search(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL).group(
        1
    )
    namespace: dict = {}
    exec(compile(snippet, name, "exec"), namespace)  # noqa: S102 - our own README
    printed = capsys.readouterr().out
    assert "3525" in printed.replace(",", "")
    assert len(namespace["gs"].check(namespace["report"]).failures) == 2
    assert len(re.findall("表四|[Tt]able four", printed)) >= 2
    (document,) = tmp_path.glob("*.docx")
    assert document.read_bytes().startswith(b"PK")


def commands(name: str) -> list[str]:
    """The commands of a README in their order, without the comments beside them."""
    text = (ROOT / name).read_text("utf-8")
    return re.findall(r"^    govstats(?: (\w+.*?))(?:\s{2,}#.*)?$", text, re.MULTILINE)


@pytest.mark.parametrize("name", READMES)
def test_commands_run_in_order(name, tmp_path, monkeypatch):
    """The commands run as printed, one after the other, but for rendering.

    What stands for the id of a finding is that at the end of a line of the check before.
    """
    monkeypatch.chdir(ROOT)
    lines = commands(name)
    assert [line.split()[0] for line in lines] == [
        "render", "render", "render",
        "read", "check", "check", "compare", "add", "check", "decide", "coverage", "form", "render",
    ]  # fmt: skip
    of_the_checkout, of_ones_own = lines[:3], lines[3:]
    for line in of_the_checkout:
        run(f"{line} --dry-run --out {tmp_path / 'outputs'}")
    monkeypatch.chdir(tmp_path)
    towns_reports(tmp_path)
    found = ""
    for line in of_ones_own:
        words = line.split()
        if words[0] == "decide":
            line = line.replace(words[1], found)  # noqa: PLW2901 - the id in place of its name
        printed = run(line + (" --dry-run" if words[0] == "render" else ""))
        if words[0] == "check" and "--out" not in words:
            found = re.search(r"row-total: .* (row-total-\w{10})$", printed, re.MULTILINE).group(1)
    assert len(list(tmp_path.glob("*.html"))) == 1
    assert (tmp_path / "town" / "decisions.csv").is_file()


def run(line: str) -> str:
    """Run a command, which exits with 1 where it checks the wrong report, and return what it prints."""
    result = CliRunner().invoke(cli, shlex.split(line), env={"COLUMNS": "400"})
    assert result.exit_code == (1 if line.startswith("check") else 0), (line, result.output)
    return result.output


@pytest.mark.parametrize("name", READMES)
def test_plain_render_makes_as_many_pages_as_the_readme_says(name, tmp_path):
    """`govstats render` without more makes eight pages of the bundled data."""
    pages = re.search(r"8(?: web pages|个网页)", (ROOT / name).read_text("utf-8"))
    assert pages is not None
    listed = run(f"render --dry-run --out {tmp_path}")
    assert len(re.findall(r"^new  ", listed, re.MULTILINE)) == 8


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name):
    """Each link to a file of the checkout, and to a heading in it, finds it."""
    for target in re.findall(r"\]\(([^)\s]+)\)", (ROOT / name).read_text("utf-8")):
        file, _, anchor = target.partition("#")
        if ":" in file:
            continue
        assert (ROOT / file).is_file(), target
        headings = re.findall(r"^#+ (.+)$", (ROOT / file).read_text("utf-8"), re.MULTILINE)
        assert not anchor or anchor in [h.lower().replace(" ", "-") for h in headings], target


@pytest.mark.parametrize("name", READMES)
def test_both_start_jupyterlab_as_make_does(name):
    """Without make the same settings are used, so that the notebook opens and nobody is asked."""
    shown = "-m jupyterlab --config lab/config.py"
    assert shown in (ROOT / name).read_text("utf-8")
    assert shown in (ROOT / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("name", READMES)
def test_figures_of_the_readme(name):
    """The number of excerpts that the README names is that of the data."""
    from govstats.resources import find
    from govstats.storage import load

    sources = load(find("data")).sources
    assert str((sources["coverage"] == "excerpt").sum()) in (ROOT / name).read_text("utf-8")
