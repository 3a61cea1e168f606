"""JupyterLab as `make lab` starts it, in Debian's Chromium: what a user sees and does."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.samples import as_html, consistent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "outputs" / "artefacts"
TOKEN = "lab-test"  # noqa: S105 - of a server that lives as long as this test
START_SECONDS = 60
STEP = 60_000
NEWS_SECONDS = 3
"""After which JupyterLab has asked about news, where it does."""

OUTPUTS = ".jp-Notebook .jp-OutputArea-output"
FAULTS = ", ".join(
    f"{OUTPUTS}[data-mime-type='application/vnd.jupyter.{kind}']" for kind in ("stderr", "error")
)

IN_SIGHT = """() => {
    const place = document.getElementById("seen-requests.new.total")?.getBoundingClientRect();
    return place && place.top >= 0 && place.bottom <= innerHeight;
}"""
"""Whether the row of new requests, which a number in the words leads to, is on the screen."""


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[str]:
    """Start JupyterLab on a copy of the notebooks, with settings of its own; end all it started."""
    chromium()
    home = tmp_path_factory.mktemp("lab")
    for folder in ("notebooks", "lab"):
        shutil.copytree(ROOT / folder, home / folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        *made_options(),
        "--no-browser",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        "--LabApp.expose_app_in_browser=True",
    ]
    with (home / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=home,
            env=surroundings(home),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={TOKEN}", process, home / "log.txt")
            yield f"http://127.0.0.1:{port}/?token={TOKEN}"
        finally:
            end(process)


def made_options() -> list[str]:
    """What `make lab` gives to JupyterLab, and root's leave where root runs the tests."""
    recipe = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    line = re.search(r"-m jupyterlab (.*?) \$\$\(", recipe)
    assert line is not None
    root = hasattr(os, "getuid") and os.getuid() == 0
    return [*line[1].split(), *(["--allow-root"] if root else [])]


def chromium() -> str:
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    return found


def surroundings(home: Path) -> dict[str, str]:
    """A user's first start: an empty home, and this checkout's package for the kernel."""
    (home / ".fonts").symlink_to(ROOT / "govstats" / "assets" / "fonts")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    return kept | {
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        **{
            f"JUPYTER_{kind}_DIR": str(home / kind.lower())
            for kind in ("CONFIG", "DATA", "RUNTIME")
        },
        "XDG_CACHE_HOME": str(home / "cache"),
    }


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    patience = time.monotonic() + START_SECONDS
    while time.monotonic() < patience and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(errors='replace')}")


def end(process: subprocess.Popen[bytes]) -> None:
    """The server ends its kernels when it is asked to; what is left after ten seconds is killed."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def page(server, tmp_path_factory) -> Iterator[Page]:
    """The notebook opened and run from top to bottom."""
    from playwright.sync_api import sync_playwright

    home = tmp_path_factory.mktemp("browser")
    (home / ".fonts").symlink_to(ROOT / "govstats" / "assets" / "fonts")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox"],
            env={**os.environ, "HOME": str(home)},
        )
        try:
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            page.set_default_timeout(STEP)
            page.goto(server)
            page.wait_for_selector(".jp-Notebook .jp-CodeCell")
            page.evaluate("jupyterapp.shell.currentWidget.sessionContext.ready")
            page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
            idle(page)
            yield page
        finally:
            browser.close()


def idle(page: Page) -> None:
    page.wait_for_function(
        "jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
    )


def picture(page: Page, name: str) -> None:
    """Keep what is seen, for whoever wants to look."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"lab-{name}.png")


def explorer(page: Page) -> Locator:
    found = page.locator(".jp-Notebook .jp-OutputArea-output:has(.widget-tab)")
    found.scroll_into_view_if_needed()
    return found


def open_tab(page: Page, title: str) -> None:
    explorer(page).locator(".lm-TabBar-tab", has_text=title).click()


def test_the_printed_address_leads_to_the_notebook(server, page):
    """The address of the server opens the exploration, and no question about news lies over it."""
    assert page.url == server.replace("/?", "/lab/tree/notebooks/explore.ipynb?").split("?")[0]
    page.wait_for_timeout(NEWS_SECONDS * 1000)
    assert page.locator(".Toastify__toast").count() == 0
    assert "official Jupyter news" not in page.locator("body").inner_text()


def test_every_cell_runs(page):
    """All cells of the exploration run, and none shows an error or a warning."""
    counts = page.evaluate(
        "jupyterapp.shell.currentWidget.content.widgets"
        ".filter(cell => cell.model.type === 'code').map(cell => cell.model.executionCount)"
    )
    assert counts == list(range(1, len(counts) + 1))
    assert page.locator(FAULTS).count() == 0


def test_the_table_by_code_is_of_the_statutory_table(page):
    """宿迁 2023: the applicants add up to 3511, without the 3607 that the prose counts otherwise."""
    table = page.locator(".jp-Notebook table.dataframe", has_text="自然人")
    table.scroll_into_view_if_needed()
    assert table.locator("tr", has_text="总计").inner_text().split() == ["总计", "3511", "3525"]


def test_the_agency_is_changed_by_the_widget(page):
    """宿迁 had 3525 new requests in 2024, 洪泽 95: the page follows the choice in the list."""
    shown = explorer(page)
    open_tab(page, "与上年比较")
    shown.get_by_text("新收政府信息公开申请3525件").first.wait_for()
    picture(page, "suqian")
    shown.get_by_role("link", name="3525").first.click()
    page.wait_for_function(IN_SIGHT)
    assert "/lab/tree/notebooks/explore.ipynb" in page.url
    picture(page, "row")
    shown.locator("select").first.select_option(label="淮安市洪泽区人民政府")
    shown.get_by_text("新收政府信息公开申请95件").first.wait_for()
    idle(page)
    assert shown.get_by_text("3525").count() == 0
    for number, title in enumerate(("历年变化", "法定表格", "与上年比较", "与同类机关比"), 1):
        open_tab(page, title)
        picture(page, f"hongze-{number}")
    assert page.locator(FAULTS).count() == 0


def test_a_file_is_dropped_in(page, tmp_path):
    """A report of one's own is read and checked on the spot: its wrong total is marked."""
    path = tmp_path / "青石镇2023.html"
    path.write_text(as_html(consistent() | {("review.total", ""): "4"}), "utf-8")
    open_tab(page, "读自己的报告")
    with page.expect_file_chooser() as chooser:
        explorer(page).get_by_text("选择报告文件").click()
    chooser.value.set_files(path)
    explorer(page).get_by_text("必改").first.wait_for()
    idle(page)
    picture(page, "own")
    assert page.locator(FAULTS).count() == 0
