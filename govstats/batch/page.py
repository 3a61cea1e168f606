"""An executed notebook as one HTML page that needs no network, no script and no code to read."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from govstats.batch.fonts import with_font, without_font
from govstats.batch.lean import lean
from govstats.display import style
from govstats.resources import find

if TYPE_CHECKING:
    from jinja2 import Template
    from nbformat import NotebookNode

_SYNTHETIC = {"zh": "模拟数据", "en": "synthetic data"}
_BANNER = 'class="banner"'
_LINKS = re.compile(r"(<!--links-->).*?(<!--/links-->)", re.DOTALL)


def export_page(
    notebook: NotebookNode, *, title: str, lang: str, synthetic: bool = False, links: str = ""
) -> str:
    """Return the page of an executed notebook: its outputs in order, its code folded at the end.

    Text from reports was escaped where it was shown; the style sheet is put in once. In print each
    sheet carries the title, and for simulated data that it is synthetic. `links` is HTML that leads
    to other pages.
    """
    page = {
        "title": title,
        "running": _in_css(f"{title}　{_SYNTHETIC[lang]}" if synthetic else title),
        "lang": {"zh": "zh-CN", "en": "en"}[lang],
        "style": style(),
        "links": links,
        "banner": _SYNTHETIC[lang] if synthetic and not _says_so(notebook) else "",
    }
    return with_font(lean(_template().render(cells=notebook.cells, page=page)))


def relinked(page: str, links: str) -> str:
    """Return a page with other links to other pages, as if it had been made with them."""
    found = _LINKS.sub(lambda parts: f"{parts[1]}{links}{parts[2]}", page, count=1)
    return with_font(without_font(found))


def _says_so(notebook: NotebookNode) -> bool:
    """Say whether an output of a notebook of simulated data carries the banner already."""
    outputs = (o for cell in notebook.cells for o in cell.get("outputs", ()))
    return any(_BANNER in output.get("data", {}).get("text/html", "") for output in outputs)


def _in_css(text: str) -> str:
    """Return a text as the inside of a CSS string: nothing in it can end the string or the style."""
    return "".join(c if c.isalnum() or c in " ·—（）　" else f"\\{ord(c):06x}" for c in text)


@cache
def _template() -> Template:
    from jinja2 import Environment

    text = (find("page") / "page.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(text)
