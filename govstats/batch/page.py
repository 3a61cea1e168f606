"""An executed notebook as one HTML page that needs no network, no script and no code to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import TemplateExporter
from traitlets.config import Config

from govstats.batch.fonts import with_font, without_font
from govstats.batch.lean import lean
from govstats.display import style
from govstats.resources import find

if TYPE_CHECKING:
    from nbformat import NotebookNode

_SYNTHETIC = {"zh": "模拟数据", "en": "synthetic data"}
_BANNER = 'class="banner"'
_LINKS = re.compile(r"(<!--links-->).*?(<!--/links-->)", re.DOTALL)


class PageExporter(TemplateExporter):
    """nbconvert's exporter with the project's own template instead of the notebook look."""

    export_from_notebook = "govstats page"
    output_mimetype = "text/html"

    @property
    def default_config(self) -> Config:
        """The template's place, and HTML before every other form of an output."""
        return Config(
            {
                "NbConvertBase": {
                    "display_data_priority": ["text/html", "image/png", "text/plain"]
                },
                "TemplateExporter": {
                    "template_name": "page",
                    "extra_template_basedirs": [str(find("page").parent)],
                },
            }
        )

    def _file_extension_default(self) -> str:
        return ".html"

    def _template_extension_default(self) -> str:
        return ".html.j2"


def export_page(
    notebook: NotebookNode, *, title: str, lang: str, synthetic: bool = False, links: str = ""
) -> str:
    """Return the page of an executed notebook: its outputs in order, its code folded at the end.

    Text from reports was escaped where it was shown; the style sheet is put in once. In print each
    sheet carries the title, and for simulated data that it is synthetic. `links` is HTML that leads
    to other pages.
    """
    resources: dict[str, Any] = {
        "govstats": {
            "title": title,
            "running": _in_css(f"{title}　{_SYNTHETIC[lang]}" if synthetic else title),
            "lang": {"zh": "zh-CN", "en": "en"}[lang],
            "style": style(),
            "links": links,
            "banner": _SYNTHETIC[lang] if synthetic and not _says_so(notebook) else "",
        }
    }
    exporter = PageExporter()  # type: ignore[no-untyped-call]  # nbconvert carries no types
    body, _ = exporter.from_notebook_node(notebook, resources=resources)
    return with_font(lean(body))


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
