"""A simulated county on disk and small notebooks, for tests of many jobs at once."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat

from govstats.storage import save
from govstats.testing.county import county

PARAMETERS = (
    'agency: str = ""\nyear: int = 0\nagainst: int = 0\nlang: str = "zh"\ndata: str = ""  # folder'
)


def simulated(folder: Path, towns: int = 4, years: tuple[int, ...] = (2023, 2024)) -> Path:
    """Store a simulated county of some towns and return its folder."""
    save(county(7, towns, years), folder)
    return folder


def notebook(path: Path, *cells: str, reads: str = "agency") -> Path:
    """Write a notebook of some cells, with the parameters of every rendered notebook before them."""
    first = nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}, id="p")
    others = [nbformat.v4.new_code_cell(cell, id=f"c{n}") for n, cell in enumerate(cells)]
    metadata = {
        "govstats": {"reads": reads},
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    }
    nbformat.write(nbformat.v4.new_notebook(cells=[first, *others], metadata=metadata), path)
    return path


def logging_notebook(folder: Path, seconds: float = 0.0) -> Path:
    """Write a notebook that notes in `ran.log` beside it that it ran, and shows its parameters."""
    log = (folder / "ran.log").as_posix()
    return notebook(
        folder / "logged.ipynb",
        f"import time\nwith open({log!r}, 'a') as log:\n    _ = log.write(f'{{agency}}/{{year}}.{{lang}}\\n')\n"
        f"time.sleep({seconds})",
        "print(agency, year, lang)",
    )


_LIGHT = """
import sys
from govstats.batch import runner
runner.WARM, runner.REHEARSAL = ("govstats.batch.rendering",), "govstats.batch.shared:keep"
from govstats.cli import main
main()
"""


def command(*arguments: object) -> subprocess.Popen[str]:
    """Start `govstats render` with some arguments, and with little imported ahead."""
    words = [sys.executable, "-c", _LIGHT, "render", *map(str, arguments)]
    root = Path(__file__).resolve().parents[1]
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root
    )


def contents(out: Path) -> dict[str, object]:
    """Return every file of an output folder by name, with what tells of time left out."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if not path.is_file() or name == ".lock":
            continue
        content = path.read_bytes()
        if path.suffix in (".ipynb", ".json"):
            found[name] = _timeless(json.loads(content))
        else:
            found[name] = content
    return found


_TIMES = {"start_time", "end_time", "duration", "started", "seconds", "run", "output_path"}
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+")


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _timeless(part) for key, part in value.items() if key not in _TIMES}
    if isinstance(value, list):
        return [_timeless(part) for part in value]
    return _STAMP.sub("", value) if isinstance(value, str) else value
