from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import nbformat
import papermill
import pytest

from govstats.batch.manifest import Manifest
from govstats.batch.page import export_page
from govstats.batch.parameters import parameters
from govstats.batch.plan import plan
from govstats.batch.runner import run
from govstats.errors import GovstatsError, InvalidRequestError, NotFoundError
from govstats.files import write_text
from govstats.resources import find
from govstats.storage import load

ROOT = Path(__file__).resolve().parents[1]


class Links(HTMLParser):
    """Collects what a page refers to, its headings and its language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.references: list[str] = []
        self.anchors: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.tags: set[str] = set()
        self.lang = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Note a tag and its attributes."""
        values = dict(attrs)
        self.tags.add(tag)
        self.lang = self.lang or values.get("lang", "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        if values.get("id"):
            self.ids.append(values["id"])
        if tag == "a":
            self.anchors.append(values.get("href", ""))
        for name in ("src", "action", "data", "poster"):
            if values.get(name):
                self.references.append(values[name])
        if tag == "link":
            self.references.append(values.get("href", ""))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """洪泽 in Chinese and 永和镇 in English, rendered once."""
    out = tmp_path_factory.mktemp("out")
    data = load(find("data"))
    jobs = plan(data, ["huaian-hongze"], languages=["zh"], formats=["html", "ipynb"])
    jobs += plan(data, ["jinjiang-yonghe"], languages=["en"])
    assert run(jobs, out, data) == []
    return out, jobs, data


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("huaian-hongze/2024/comparison.zh.html", "zh-CN"),
        ("jinjiang-yonghe/2022/comparison.en.html", "en"),
    ],
)
def test_page_stands_alone(rendered, name, lang):
    """A page asks nothing of any network: data only, no script, links within itself, language set."""
    page = (rendered[0] / name).read_text("utf-8")
    links = Links(page)
    assert all(reference.startswith("data:") for reference in links.references)
    assert "script" not in links.tags
    assert all(url.startswith("data:") for url in re.findall(r"url\(([^)]*)\)", page))
    inside = {anchor[1:] for anchor in links.anchors if anchor.startswith("#")}
    assert inside <= set(links.ids)
    others = [anchor for anchor in links.anchors if not anchor.startswith("#")]
    assert "../../index.html" in others
    assert all(((rendered[0] / name).parent / unquote(other)).is_file() for other in others)
    assert len(links.ids) == len(set(links.ids))
    assert links.lang == lang
    assert links.headings[0] == "h1"
    assert links.headings.count("h1") == 1
    assert "Content-Security-Policy" in page


def test_page_has_no_code_to_read(rendered):
    """Code stands only in a folded element at the foot."""
    page = (rendered[0] / "huaian-hongze/2024/comparison.zh.html").read_text("utf-8")
    body, _, foot = page.partition("<footer>")
    assert "import govstats" not in body
    assert "import govstats" in foot


def test_page_says_what_it_must(rendered):
    """洪泽 shows the two wrong totals of 2023; 永和镇 says that it has no earlier year, and 63 against 62."""
    hongze = (rendered[0] / "huaian-hongze/2024/comparison.zh.html").read_text("utf-8")
    assert "四种结果合计11件，总计填报0件" in hongze
    assert "四种结果合计5件，总计填报0件" in hongze
    yonghe = (rendered[0] / "jinjiang-yonghe/2022/comparison.en.html").read_text("utf-8")
    assert "no comparison is made" in yonghe
    assert "states 63 items disclosed; the 5 categories it lists add up to 62" in yonghe
    assert "Synthetic" not in yonghe


def test_every_glyph_of_a_page_comes_with_it(rendered):
    """The embedded font has every character that a page shows."""
    from base64 import b64decode
    from io import BytesIO

    from fontTools.ttLib import TTFont

    page = (rendered[0] / "huaian-hongze/2024/comparison.zh.html").read_text("utf-8")
    data = re.search(r"data:font/woff;base64,([^)]*)\)", page).group(1)
    glyphs = set(TTFont(BytesIO(b64decode(data))).getBestCmap())
    shown = re.sub(r"base64,[^\")]*|<style>.*?</style>", "", page, flags=re.DOTALL)
    assert {c for c in shown if ord(c) not in glyphs} <= set("\n")


def test_executed_notebook_is_kept_on_request(rendered):
    """The ipynb has outputs, no error, and the parameters that it was run with."""
    notebook = nbformat.read(rendered[0] / "huaian-hongze/2024/comparison.zh.ipynb", as_version=4)
    assert notebook.metadata.papermill.parameters["agency"] == "huaian-hongze"
    assert not any(
        o.output_type == "error" for c in notebook.cells if c.cell_type == "code" for o in c.outputs
    )


def test_second_run_finds_nothing_to_do(rendered):
    """Unchanged jobs are passed over; a page that was removed is made again."""
    out, jobs, data = rendered
    seen: list[str] = []
    run(jobs, out, data, progress=lambda _, result, seconds: seen.append(result))
    assert seen == ["unchanged", "unchanged"]
    page = out / "jinjiang-yonghe/2022/comparison.en.html"
    page.rename(out / "away.html")
    assert Manifest(out).changed(jobs[1]) == ["files"]
    (out / "away.html").rename(page)
    assert Manifest(out).changed(jobs[1]) == []


def test_report_text_never_becomes_markup():
    """A script in an output's plain text, or in the page's title, stays text."""
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                "1",
                outputs=[
                    nbformat.v4.new_output(
                        "stream", name="stdout", text="<script>alert(1)</script>"
                    )
                ],
            )
        ]
    )
    page = export_page(notebook, title="</title><script>alert(2)</script>", lang="zh")
    assert "<script" not in page


def test_script_in_an_agency_name_stays_text():
    """A name with markup is shown as text in tables and words."""
    from govstats.agencies import Agency
    from govstats.comparing import build
    from govstats.display import comparison_table, head, record
    from govstats.prose import write

    data = load(find("data"))
    comparison = build(
        Agency("x", "<script>alert(1)</script>镇"), None, data.report("jinjiang-yonghe", 2022)
    )
    text = write(comparison)
    shown = [
        head(comparison, text).html,
        record(comparison).html,
        comparison_table(comparison).html,
        text._repr_html_(),
    ]
    assert all("<script" not in str(html) for html in shown)


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"agency": "nowhere"}, NotFoundError, "no agency is called"),
        (
            {"agency": "suqian", "year": 1999},
            InvalidRequestError,
            r"year=1999 — allowed: 0, 2023, 2024",
        ),
        ({"agency": "suqian", "year": "2024"}, InvalidRequestError, "year='2024'"),
        (
            {"agency": "suqian", "year": 2024, "against": 2024},
            InvalidRequestError,
            r"allowed: 0, 2023",
        ),
        ({"agency": "suqian", "lang": "fr"}, InvalidRequestError, "allowed: zh, en"),
        ({"agency": "anxi"}, NotFoundError, "only excerpts"),
        ({"agency": "*"}, InvalidRequestError, "agencies"),
    ],
)
def test_parameters_name_the_allowed_values(given, error, said):
    """A parameter that is not allowed raises an error that names those that are."""
    with pytest.raises(error, match=said):
        parameters(**given)


def test_parameters_are_typed_and_inspected():
    """papermill lists each parameter of the notebook with its type and its help."""
    shown = papermill.inspect_notebook(str(find("notebooks") / "comparison.ipynb"))
    assert {name: entry["inferred_type_name"] for name, entry in shown.items()} == {
        "agency": "str", "year": "int", "against": "int", "lang": "str", "data": "str",
        "figures": "str",
    }  # fmt: skip
    assert all(entry["help"] for entry in shown.values())


@pytest.mark.parametrize("name", ["explore"])
def test_notebook_runs(tmp_path, name):
    """The notebook runs from its first cell to its last with what it is set to."""
    done = papermill.execute_notebook(
        str(find("notebooks") / f"{name}.ipynb"),
        str(tmp_path / "done.ipynb"),
        kernel_name="python3",
        progress_bar=False,
    )
    assert not any(
        o.output_type == "error" for c in done.cells if c.cell_type == "code" for o in c.outputs
    )


def test_record_names_the_files_as_they_are(tmp_path):
    """A run's record has the sha256 of each file of its data, also when one changes between two runs."""
    folder = shutil.copytree(find("data"), tmp_path / "data")
    for addition in ("", "\n"):
        with (folder / "agencies.csv").open("a", encoding="utf-8") as stream:
            stream.write(addition)
        told = parameters("suqian", data=str(folder)).run.inputs
        assert told == {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.glob("*.csv")
            if path.name in told
        }
        assert {"counts.csv", "reports.csv", "agencies.csv"} <= set(told)


def test_nothing_half_written(tmp_path, monkeypatch):
    """When the disk refuses, the old file is whole, no part is left, and the error says where."""
    target = tmp_path / "page.html"
    write_text(target, "old")

    def full(self, other):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(
        GovstatsError, match=r"page\.html: cannot be written \(No space left on device\)"
    ):
        write_text(target, "new")
    monkeypatch.undo()
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_wheel_renders_from_an_empty_folder(tmp_path):
    """The wheel carries data, notebooks, templates and fonts: it renders without the checkout."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    wheel = next(tmp_path.glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "_bundled/data/counts.csv",
        "_bundled/data/synthetic/counts.csv",
        "_bundled/notebooks/comparison.ipynb",
        "assets/fonts/NotoSansSC-Regular.ttf",
        "assets/fonts/OFL.txt",
        "assets/page/page.html.j2",
    ):
        assert f"govstats/{needed}" in names
    home, empty = tmp_path / "env", tmp_path / "empty"
    empty.mkdir()
    venv.create(home, with_pip=False, symlinks=True)
    site = next(home.glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    inherited = [p for p in sys.path if p.endswith("site-packages")]
    site.joinpath("_inherited.pth").write_text("\n".join(inherited) + "\n")
    python = home / "bin" / "python"
    kernel = home / "share/jupyter/kernels/python3"
    kernel.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.joinpath("kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "Python 3", "language": "python"})
    )
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(empty),
        "JUPYTER_PATH": str(home / "share/jupyter"),
    }
    done = subprocess.run(
        [python, "-m", "govstats", "render", "jinjiang-yonghe", "--lang", "zh"],
        cwd=empty, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (empty / "outputs/jinjiang-yonghe/2022/comparison.zh.html").is_file()
    where = subprocess.run(
        [python, "-c", "import govstats; print(govstats.__file__)"],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert where.startswith(str(home))
