"""Exploring by widgets and by code; the browser test drives the same widgets in JupyterLab."""

from __future__ import annotations

import ast
import re
from types import SimpleNamespace

import nbformat
import pytest

from govstats.errors import InvalidRequestError, NotFoundError
from govstats.explorer import explore
from govstats.resources import find
from govstats.storage import load
from govstats.testing import county
from tests.samples import as_html, consistent


@pytest.fixture(scope="module")
def suqian():
    """The explorer of the bundled data at 宿迁市."""
    return explore(agency="suqian")


def test_it_shows_what_is_chosen(suqian):
    """宿迁 2024: the series, the tables, the comparison are those of the choice."""
    assert repr(suqian) == "Explorer(suqian 2024 requests.new total)"
    assert "本年新收政府信息公开申请数量" in suqian.panes["series"].value
    assert "<svg" not in suqian.panes["series"].value
    assert "新收政府信息公开申请3525件" in suqian.panes["comparison"].value.replace(
        "</a>", ""
    ).replace('<a href="#seen-requests.new.total">', "")
    assert "<table" in suqian.panes["tables"].value


def test_the_widget_and_the_code_choose_the_same(suqian):
    """Choosing 洪泽 in the list is what `choose` does: years, tables and text follow."""
    other = explore(agency="suqian")
    other.choices["agency"].value = "huaian-hongze"
    assert other.views.agency == "huaian-hongze"
    assert [year for _, year in other.choices["year"].options] == [2023, 2024]
    by_code = explore(agency="suqian").choose(agency="huaian-hongze")
    assert by_code.panes["comparison"].value == other.panes["comparison"].value
    assert "洪泽" in other.panes["comparison"].value


def test_what_no_longer_fits_is_chosen_anew(suqian):
    """A breakdown that the next item has not gives way to one that it has."""
    views = suqian.views.choose(item="requests.new", breakdown="natural_person")
    assert views.choose(item="review.total").breakdown == ""
    assert views.choose(year=1999).year == 2024


def test_doubtful_cells_are_marked():
    """洪泽 2023 shows its two wrong totals with their marks."""
    assert explore(agency="huaian-hongze").choose(year=2023).panes["tables"].value.count("▲") >= 2


def test_a_report_of_ones_own(tmp_path):
    """A file is read, checked and shown; without an earlier year there is no comparison."""
    path = tmp_path / "青石镇2023.html"
    path.write_text(as_html(consistent() | {("review.total", ""): "4"}), "utf-8")
    shown = explore(agency="suqian")
    own = shown.read(path)
    assert [f.rule.id for f in own.findings.errors] == ["review-sum"]
    assert own.comparison is None
    assert "▲" in shown.panes["own"].value
    assert "必改" in shown.panes["own"].value


def test_what_is_seen_is_saved(tmp_path, suqian):
    """Pictures, a workbook and a table are written under the choice's own name."""
    for kind, begins in (
        ("png", b"\x89PNG"),
        ("svg", b"<?xml"),
        ("xlsx", b"PK"),
        ("csv", b"year,"),
    ):
        path = suqian.views.save(kind, tmp_path)
        assert path.name == f"suqian-2024-requests-new.{kind}"
        assert path.read_bytes().startswith(begins)
    with pytest.raises(InvalidRequestError, match="allowed: png, svg, xlsx, csv"):
        suqian.views.save("doc", tmp_path)


def test_peers_are_said_or_why_not(suqian):
    """Among forty towns an agency has a place; 宿迁 has too few peers, and that is said."""
    assert "同类机关不足8个" in suqian.panes["peers"].value
    towns = explore(county(seed=4, towns=30), agency="synthetic-town-003")
    assert "同类机关" in towns.panes["peers"].value


def test_unknown_agencies_are_refused():
    """A name that nothing bears, or that several do, is refused with the nearest."""
    with pytest.raises(NotFoundError, match="nearest: 宿迁市人民政府"):
        explore(agency="宿迁市人民政府办")
    with pytest.raises(InvalidRequestError, match="stands for"):
        explore(agency="*")


def pair(tmp_path, **other):
    """Two invented reports of one town, 2022 and 2023."""
    paths = []
    for year in ("2022", "2023"):
        path = tmp_path / f"{year}.html"
        text = as_html(consistent()).replace("2023年", f"{year}年")
        path.write_text(text.replace("青石镇", other.get(f"town{year}", "青石镇")), "utf-8")
        paths.append(path)
    return paths


def test_two_reports_of_ones_own_are_compared(tmp_path):
    """Two years chosen together are compared, in whichever order they are chosen."""
    shown = explore(agency="suqian")
    own = shown.read(*reversed(pair(tmp_path)))
    assert own.comparison is not None
    assert (own.comparison.against, own.comparison.year) == (2022, 2023)
    assert "读出青石镇人民政府2023年报告" in shown.panes["own"].value
    assert "新收政府信息公开申请" in shown.panes["own"].value


def test_two_agencies_are_not_compared(tmp_path):
    """Reports of two towns are not set against each other, and the tab says why in Chinese."""
    shown = explore(agency="suqian")
    own = shown.read(*pair(tmp_path, town2022="白沙镇"))
    assert own.comparison is None
    assert "两份报告不是同一机关的：白沙镇人民政府，青石镇人民政府" in shown.panes["own"].value


def test_a_file_that_is_no_report_is_refused_in_chinese():
    """The tab says what is wrong, in which file, and what to do; nothing is left of a file before."""
    shown = explore(agency="suqian")
    shown._uploaded({"new": [{"name": "通知.txt", "content": "今天下午开会。".encode()}]})
    said = shown.panes["own"].value
    assert "通知.txt：这不是政府信息公开工作年度报告" in said
    assert "请核对是否选错了文件" in said
    assert shown.own is None


def test_links_stay_in_their_tab(suqian):
    """Every link of the comparison leads to a place in the same tab."""
    html = suqian.panes["comparison"].value
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert len(links) > 20
    assert links <= set(re.findall(r' id="([^"]+)"', html))


def test_items_are_listed_as_the_form_prints_them(suqian):
    """Each item has its table, group and number, so that the two called 其他 and 总计 are told apart."""
    names = [name for name, _ in suqian.choices["item"].options]
    assert names[0] == "表二　规章本年制发件数"
    assert "表三　不予公开 · 1.属于国家秘密" in names
    assert "表三　（三）不予公开" in names
    assert "表三　其他处理 · 3.其他" in names
    assert "表三　（七）总计" in names
    assert len(set(names)) == len(names)


def test_the_tables_of_the_notebook_have_the_labels_of_its_language():
    """The applicants of the last table are named in the notebook's language, not by their codes."""
    notebook = nbformat.read(find("notebooks") / "explore.ipynb", as_version=4)
    code = next(cell.source for cell in notebook.cells if "counts.pivot" in cell.source)
    *before, last = ast.parse(code).body
    for lang, first in (("zh", "自然人"), ("en", "natural persons")):
        names = {"dataset": load(), "views": SimpleNamespace(agency="suqian"), "lang": lang}
        exec(compile(ast.Module(before, []), "explore", "exec"), names)  # noqa: S102 - our own notebook
        shown = eval(compile(ast.Expression(last.value), "explore", "eval"), names)  # noqa: S307
        assert first in shown.index
        assert not any("_" in name for name in shown.index)
        assert list(shown.columns) == [2023, 2024]
