from __future__ import annotations

import json
import subprocess
import sys

import pytest

from govstats.errors import NotFoundError
from govstats.sources import find_sources
from tests.samples import as_html, as_text, consistent


@pytest.fixture
def folder(tmp_path):
    """A folder of reports as people keep them: subfolders, page parts, hidden files."""
    for name in (
        "2023.html", "b/2024.txt", "b/c/2022.docx", "2023_files/ad.html", ".git/x.txt", "~$a.docx",
        "README.md", "logo.png", "b/.x.txt", "LICENSE",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def test_a_folder_means_its_reports(folder):
    """Subfolders count; hidden files, parts of saved pages and what is no report are passed over."""
    found = find_sources([str(folder)])
    assert [name.removeprefix(f"{folder}/") for name in found.files] == [
        "2023.html", "b/2024.txt", "b/c/2022.docx",
    ]  # fmt: skip
    assert found.skipped == [
        f"{folder}: passed over 4 other files (LICENSE, README.md, logo.png, ~$a.docx)"
    ]


def test_patterns_and_repetitions(folder):
    """A pattern in quotes is spread here, ** over subfolders; a file named twice is read once."""
    assert find_sources([f"{folder}/**/*.txt", f"{folder}/b/2024.txt"]).files == [
        f"{folder}/b/2024.txt"
    ]
    assert find_sources(["-", "gone.pdf"]).files == ["-", "gone.pdf"]


def test_what_means_nothing(folder):
    """An empty folder and a pattern that fits nothing are errors with what to do."""
    (folder / "empty").mkdir()
    for name, said in (("empty", "no report in this folder"), ("*.ofd", "no file fits")):
        found = find_sources([str(folder / name), "other.pdf"])
        (error,) = found.missing
        assert isinstance(error, NotFoundError)
        assert said in str(error)
        assert found.files == ["other.pdf"]
        assert error.advice


def govstats(*args: object, given: bytes = b"", code: int = 0):
    """Run the command line with something on standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "govstats", *map(str, args)],
        input=given, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr.decode()
    return done


def test_standard_input(tmp_path):
    """`-` reads standard input, is called `-`, and can stand in a comparison."""
    page = as_html(consistent()).encode()
    shown = json.loads(govstats("read", "-", "--format", "json", given=page).stdout)
    assert (shown["source"], shown["year"], shown["reading"]["read"]) == ("-", 2023, 200)
    later = tmp_path / "2024.txt"
    later.write_text(as_text(consistent()).replace("2023", "2024"), "utf-8")
    assert "2024" in govstats("compare", "-", later, given=page).stdout.decode()


def test_one_that_takes_too_long_does_not_stop_the_others(tmp_path):
    """Each source has its time; the one that exceeds it gets one line and the exit status is 2."""
    (tmp_path / "2023.html").write_text(as_html(consistent()), "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    done = govstats("check", tmp_path, code=2)
    assert done.stderr.decode().count("\n") == 1
    done = govstats("read", tmp_path, "--timeout", "0.0001", code=2)
    assert "2023.html: not read within" in done.stderr.decode()
    assert "empty.txt" in done.stderr.decode()
