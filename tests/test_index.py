from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import time
from urllib.parse import unquote

import pytest

from govstats.batch.index import write_index
from govstats.batch.manifest import Manifest
from govstats.batch.plan import plan
from govstats.batch.runner import run
from govstats.batch.summary import summary
from govstats.resources import find
from govstats.storage import load
from tests.rendering import logging_notebook, simulated

STATES = {"2022": "filed", "2023": "missing", "2024": "filed"}


def filled(folder, count: int, name: str = "第{}镇人民政府") -> Manifest:
    """A manifest of so many agencies, each with a page of two years in two languages."""
    manifest = Manifest(folder)
    units = []
    for n in range(count):
        agency = f"town-{n:04}"
        about = {
            "agency": agency,
            "name": name.format(n),
            "name_en": f"Town {n}",
            "synthetic": False,
        }
        units.append({**about, "region": f"某省第{n % 100}市", "states": STATES, "excerpts": {}})
        for year in (2022, 2024):
            for lang in ("zh", "en"):
                key = f"{agency}/{year}/comparison.{lang}"
                manifest.jobs[key] = {
                    **about, "year": year, "against": 2022 if year > 2022 else None, "lang": lang,
                    "notebook": "comparison", "inputs": {}, "files": {"html": f"{key}.html"},
                    "headline": f"{year}年新收申请{n}件，比上年增加{n % 7}件。", "errors": n % 3, "questions": n % 2,
                }  # fmt: skip
    manifest.datasets["某省"] = {"synthetic": False, "units": units}
    return manifest


@pytest.fixture(scope="module")
def browser():
    """Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    import shutil

    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if path is None:
        pytest.skip("no Chromium here")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def opened(browser, folder, locale="zh-CN"):
    """The index in a window, with what it complained of."""
    page = browser.new_page(locale=locale)
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto((folder / "index.html").as_uri())
    return page


def names(page) -> list[str]:
    """The agencies that the list shows."""
    return page.locator("#rows th > span:first-child").all_inner_texts()


def test_index_runs_its_own_script_only(tmp_path):
    """The policy names the hash of the one script; data cannot end its element, and nothing is fetched."""
    write_index(filled(tmp_path, 2, "</script><script>alert({})</script>镇"))
    page = (tmp_path / "index.html").read_text("utf-8")
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1))
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert page.count("<script") == 2
    assert "alert(1)" in page
    assert not re.search(r"(src|href)=\"(?!town-)[^\"]*//", page)


def test_index_is_searched_and_sorted(browser, tmp_path):
    """Words narrow the list, a year and a filter too, a heading sorts it; links lead to the pages."""
    write_index(filled(tmp_path, 30))
    page = opened(browser, tmp_path)
    assert len(names(page)) == 30
    page.fill("#search", "第2镇")
    assert names(page) == ["第2镇人民政府"]
    assert page.locator("#rows a.chip").all_inner_texts() == ["22", "24"]
    assert (
        page.locator("#rows a.chip").first.get_attribute("href")
        == "town-0002/2022/comparison.zh.html"
    )
    colour = "getComputedStyle(document.querySelector('#rows a.chip')).backgroundColor"
    assert page.evaluate(colour) == "rgb(11, 95, 138)"  # as the legend's “with a page”
    assert "2024年新收申请2件" in page.locator("#rows").inner_text()
    assert "必改2项" in page.locator("#rows .checks").inner_text()
    page.select_option("#year", "2022")
    assert "2022年新收申请2件" in page.locator("#rows").inner_text()
    page.fill("#search", "第2市 TOWN")
    assert names(page) == ["第2镇人民政府"]
    page.fill("#search", "")
    page.select_option("#show", "errors")
    assert len(names(page)) == 20
    page.click("[data-sort=checks]")
    assert names(page)[0] == "第5镇人民政府"
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("核对")
    page.click("[data-lang=en]")
    assert names(page)[0] == "Town 5"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.select_option("#year", "2023")
    page.select_option("#show", "missing")
    assert len(names(page)) == 30
    assert page.complaints == []
    page.close()


def with_wholes(folder) -> Manifest:
    """A manifest with a page on all units together, of all years and of one."""
    manifest = filled(folder, 2)
    for year, place in ((0, "all"), (2024, "all/2024")):
        for lang in ("zh", "en"):
            manifest.jobs[f"{place}/quality.{lang}"] = {
                "agency": "", "name": "数据质量", "name_en": "Quality", "synthetic": False, "year": year,
                "against": None, "lang": lang, "notebook": "quality", "inputs": {}, "errors": 0, "questions": 0,
                "files": {"html": f"{place}/quality.{lang}.html"}, "headline": f"15份有必改的问题（{year}）。",
            }  # fmt: skip
    return manifest


def test_pages_on_all_units_stand_apart(browser, tmp_path):
    """A page on all units is no unit: it has no year of its own, counts as no report, and its link is right."""
    write_index(with_wholes(tmp_path))
    page = opened(browser, tmp_path)
    assert page.locator("#map thead th").all_inner_texts() == ["2022", "2023", "2024"]
    assert page.locator("#map tbody tr").first.locator("td").all_inner_texts() == ["2", "–", "2"]
    assert len(names(page)) == 2
    links = page.locator("#wholes a")
    assert {link.inner_text(): link.get_attribute("href") for link in links.all()} == {
        "数据质量（2024）": "all/2024/quality.zh.html",
        "数据质量（各年度）": "all/quality.zh.html",
    }
    assert page.complaints == []


def test_index_without_scripts_is_a_list(tmp_path):
    """The pages are listed for a browser that runs no script."""
    write_index(filled(tmp_path, 3))
    page = (tmp_path / "index.html").read_text("utf-8")
    listed = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL).group(1)
    assert len(re.findall(r'href="town-000\d/20\d\d/comparison\.(?:zh|en)\.html"', listed)) == 12


def test_index_counts_who_has_filed(tmp_path):
    """The map counts reports filed, missing and excerpted for each year, and the pages."""
    write_index(filled(tmp_path, 3))
    page = (tmp_path / "index.html").read_text("utf-8")
    lines = re.search(r'<section id="map".*?</section>', page, re.DOTALL).group(0)
    rows = [re.findall(r"<td>([^<]*)</td>", line) for line in re.findall("<tr>.*?</tr>", lines)[1:]]
    assert rows == [
        ["3", "–", "3"], ["–", "–", "–"], ["–", "3", "–"], ["–", "–", "–"], ["3", "–", "3"],
    ]  # fmt: skip


def test_excerpts_of_the_bundled_data_are_named(tmp_path):
    """Every excerpt of the bundled data is in the index, with the source of its figures."""
    data = load(find("data"))
    manifest = Manifest(tmp_path)
    manifest.datasets["real"] = json.loads(json.dumps(summary(data)))
    write_index(manifest)
    page = (tmp_path / "index.html").read_text("utf-8")
    known = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL).group(1))
    units = {unit["i"]: unit for unit in known["units"]}
    excerpts = data.sources[data.sources["coverage"] == "excerpt"]
    for row in excerpts.to_dict("records"):
        found = {year: url for year, _, url in units[row["agency"]]["x"]}
        assert found[int(row["year"])] == row["url"]
        state = units[row["agency"]]["s"][known["years"].index(int(row["year"]))]
        assert known["states"][state]["code"] == "excerpt"


def test_pages_lead_to_their_neighbours(tmp_path, monkeypatch):
    """Each link of each page leads to a file; a page that comes later is linked from those before it."""
    from govstats.batch import runner

    monkeypatch.setattr(runner, "WARM", ("govstats.batch.rendering",))
    monkeypatch.setattr(runner, "REHEARSAL", "govstats.batch.shared:keep")
    data = load(simulated(tmp_path / "data", 2))
    book = str(logging_notebook(tmp_path))
    out = tmp_path / "out"
    jobs = plan(data, year="all", notebook=book)
    first = [job for job in jobs if job.year == 2024 and job.agency != "synthetic-town-002"]
    run(first, out, data)
    town = out / "synthetic-town-001/2024/logged.zh.html"
    assert "synthetic-town-002" not in town.read_text("utf-8")
    run(jobs, out, data)
    pages = list(out.glob("*/*/*.html"))
    assert len(pages) == 12
    for path in pages:
        links = re.findall(r'<a href="(\.\./[^"]*)"', path.read_text("utf-8"))
        links += re.findall(r'<a [^>]*href="(\.\./[^"]*)"', path.read_text("utf-8"))
        assert len(set(links)) >= 3
        assert all((path.parent / unquote(html.unescape(link))).is_file() for link in links)
    text = town.read_text("utf-8")
    assert "../../synthetic-town-002/2024/logged.zh.html" in text
    assert "../../synthetic-town-001/2023/logged.zh.html" in text
    assert "../../synthetic-county" not in text  # not of its level
    assert text.count("@font-face") == 1
    assert re.search(r'class="?banner"? role="?note"?>模拟数据', text)
    lines = (tmp_path / "ran.log").read_text().splitlines()
    assert len(lines) == len(set(lines)) == 12


@pytest.mark.soak
def test_index_of_5000_agencies_opens_and_searches_in_a_second(browser, tmp_path):
    """5,000 agencies with 20,000 pages: opened in a second, and each search answered in a tenth."""
    write_index(filled(tmp_path, 5000))
    taken = []
    for _ in range(3):
        began = time.monotonic()
        page = opened(browser, tmp_path)
        page.wait_for_selector("#rows tr")
        taken.append(time.monotonic() - began)
    assert min(taken) < 1.0
    began = time.monotonic()
    page.fill("#search", "第4321镇")
    assert names(page) == ["第4321镇人民政府"]
    assert time.monotonic() - began < 1.0
    spent = page.evaluate(
        "(() => { const t = performance.now(); update(); return performance.now() - t })()"
    )
    assert spent < 100
    page.close()
