"""What the README shows, run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from govstats.cli import cli
from tests.samples import as_html, consistent

ROOT = Path(__file__).resolve().parents[1]
READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("name", READMES)
def test_snippet_runs(name, capsys):
    """The Python snippet runs from top to bottom and prints the comparison."""
    snippet = re.search(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL).group(
        1
    )
    namespace: dict = {}
    exec(compile(snippet, name, "exec"), namespace)  # noqa: S102 - our own README
    assert "3525" in capsys.readouterr().out.replace(",", "")
    assert len(namespace["gs"].check(namespace["report"]).failures) == 2


@pytest.mark.parametrize("name", READMES)
def test_commands_run_in_order(name, tmp_path, monkeypatch):
    """The commands on reports of one's own run as printed, one after the other, but for rendering."""
    monkeypatch.chdir(tmp_path)
    for year in (2023, 2024):
        page = as_html(consistent()).replace("2023", str(year))
        (tmp_path / f"{year}.pdf").write_text(page, "utf-8")  # the kind is found from the bytes
    text = (ROOT / name).read_text("utf-8")
    lines = re.findall(r"^    govstats (\w+ .*?)(?:\s{2,}#.*)?$", text, re.MULTILINE)
    assert [line.split()[0] for line in lines] == [
        "read", "check", "compare", "add", "form", "render",
    ]  # fmt: skip
    for line in lines:
        arguments = shlex.split(line) + (["--dry-run"] if line.startswith("render") else [])
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == (1 if line.startswith("check") else 0), (line, result.output)


@pytest.mark.parametrize("name", READMES)
def test_figures_of_the_readme(name):
    """The number of excerpts that the README names is that of the data."""
    from govstats.resources import find
    from govstats.storage import load

    sources = load(find("data")).sources
    assert str((sources["coverage"] == "excerpt").sum()) in (ROOT / name).read_text("utf-8")
