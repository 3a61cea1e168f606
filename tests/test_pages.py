from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from govstats.batch.lean import lean
from govstats.batch.plan import plan
from govstats.batch.runner import run
from govstats.resources import find
from govstats.storage import load, save
from govstats.testing import county

ARTEFACTS = Path(__file__).resolve().parents[1] / "outputs" / "artefacts"
CHROMIUM = shutil.which("chromium")
WIDTHS = (390, 1280)
"""A telephone and a desk."""

PAGES = {
    "comparison.zh": "suqian/2024/comparison.zh.html",
    "comparison.en": "suqian/2024/comparison.en.html",
    "benchmark.zh": "synthetic-town-001/2024/benchmark.zh.html",
    "quality.en": "all/quality.en.html",
}
LOOKED_AT = ("comparison.zh", "benchmark.zh", "quality.en")
"""One page of each notebook is rendered in the browser, both languages among them."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """One page of each notebook, and 宿迁 2024 in both languages; the text of each by its name."""
    out, towns = (tmp_path_factory.mktemp(name) for name in ("pages", "towns"))
    save(county(towns=40, years=[2024]), towns)
    real, simulated = load(find("data")), load(towns)
    jobs = plan(real, ["suqian"]) + plan(real, notebook="quality", languages=["en"])
    assert run(jobs, out, real) == []
    jobs = plan(simulated, ["synthetic-town-001"], notebook="benchmark", languages=["zh"])
    assert run(jobs, out, simulated) == []
    return {name: out / path for name, path in PAGES.items()}


@pytest.fixture(scope="module")
def browser():
    """Chromium, driven by Playwright."""
    sync = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here to render pages with")
    with sync.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Outline(HTMLParser):
    """The levels of a page's headings, its links, its ids, and what it would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.fetched: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Note a tag and its attributes."""
        values = dict(attrs)
        self.tags.add(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if values.get("id"):
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values.get("href", ""))
        self.fetched += [values[k] for k in ("src", "srcset", "data", "poster") if values.get(k)]
        if tag == "link":
            self.fetched.append(values.get("href", ""))


@pytest.mark.parametrize("name", ["comparison.zh", "comparison.en"])
def test_page_without_its_pictures_is_small(pages, name):
    """宿迁 2024, with all its figures, words and rules, takes less than 40 kB beside pictures and font."""
    page = pages[name].read_text("utf-8")
    assert len(re.sub(r'base64,[^")]*', "", page).encode()) < 40_000


@pytest.mark.parametrize("name", PAGES)
def test_page_stands_alone_and_is_in_order(pages, name):
    """No request, no script, a policy that forbids both; one h1, no level left out; every link has its target."""
    page = pages[name].read_text("utf-8")
    outline = Outline(page)
    assert all(address.startswith("data:") for address in outline.fetched)
    assert "script" not in outline.tags
    assert "Content-Security-Policy" in page
    assert "default-src 'none'" in page
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(outline.levels))
    assert {link[1:] for link in outline.links if link.startswith("#")} <= set(outline.ids)
    assert all(link.startswith(("#", "https://", "http://", "../../")) for link in outline.links)
    assert len(outline.ids) == len(set(outline.ids))
    assert re.search(rf"<html lang={'zh-CN' if name.endswith('zh') else 'en'}>", page)
    assert "<nav aria-label=" in page
    assert page.index("id=record") > page.index("</nav>")


@pytest.mark.parametrize("name", PAGES)
def test_code_is_one_click_away(pages, name):
    """The code that made the page stands folded at the foot; it gives no path of the machine away."""
    body, _, foot = pages[name].read_text("utf-8").partition("<footer>")
    assert "import" not in re.sub(r"<style>.*?</style>", "", body, flags=re.DOTALL)
    assert "<details><summary>" in foot
    assert "govstats" in foot
    assert str(find("data")) not in body + foot
    assert str(pages[name].parents[2]) not in body + foot


@pytest.mark.parametrize("name", PAGES)
def test_record_stands_at_the_foot(pages, name):
    """Last of the page: sha256 of the files read, versions, parameters."""
    page = pages[name].read_text("utf-8")
    record = page[page.index("id=record>") :]
    assert re.search(r"counts\.csv[；;] ?sha256 [0-9a-f]{64}", record)
    for said in ("govstats ", "Python 3", "pandas ", "matplotlib ", "lang=", "figures='reported'"):
        assert said in record


def test_lean_page_says_the_same():
    """Lean markup keeps every text, every link and its target; ids without a link to them go."""
    page = (
        '<style data-govstats>x{y:"z"}</style><table><tr id="a.b"><td class="c d" id="e">1&lt;2</td>'
        '<td id="f">it&#39;s</td></tr></table><p title="a b"><a href="#f">x = &#34;y&#34;</a> '
        '<a href="#a.b">z</a></p>'
    )
    small = lean(page)
    assert small == (
        '<table><tr id=r1><td class="c d">1&lt;2<td id=r2>it\'s</table>'
        '<p title="a b"><a href=#r2>x = &#34;y&#34;</a> <a href=#r1>z</a></p>'
    )


@pytest.mark.parametrize("name", LOOKED_AT)
def test_pages_in_a_browser(pages, browser, name):
    """On a telephone, at a desk and on A4: nothing sticks out, axe finds nothing serious, no request is made.

    The pictures are kept under outputs/artefacts, to be looked at.
    """
    from axe_playwright_python.sync_playwright import Axe

    asked: list[str] = []
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.on("request", lambda request: asked.append(request.url))
        page.goto(pages[name].as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=ARTEFACTS / f"{name}-{width}.png", full_page=True)
        found = Axe().run(page).response["violations"]
        grave = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
        assert grave == []
        if width == WIDTHS[-1]:
            printed = page.pdf(prefer_css_page_size=True)
        page.close()
    assert all(url.startswith(("file:", "data:")) for url in asked)
    _keep_print(printed, name)


def _keep_print(printed: bytes, name: str) -> None:
    """Keep each sheet of a print, which must be A4."""
    import pypdfium2

    document = pypdfium2.PdfDocument(printed)
    assert 1 < len(document) <= 12
    for number in range(len(document)):
        sheet = document[number]
        assert [round(side) for side in sheet.get_size()] == [595, 842]
        sheet.render(scale=1.2).to_pil().save(ARTEFACTS / f"{name}-a4-{number + 1}.png")
