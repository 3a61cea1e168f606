"""An executed notebook as one HTML page that needs no network, no script and no code to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbconvert.exporters import TemplateExporter
from traitlets.config import Config

from govstats.batch.fonts import with_font
from govstats.batch.lean import lean
from govstats.display import style
from govstats.resources import find

if TYPE_CHECKING:
    from nbformat import NotebookNode

_SYNTHETIC = {"zh": "模拟数据", "en": "synthetic data"}


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


def export_page(notebook: NotebookNode, *, title: str, lang: str, synthetic: bool = False) -> str:
    """Return the page of an executed notebook: its outputs in order, its code folded at the end.

    Text from reports was escaped where it was shown; the style sheet is put in once. In print each
    sheet carries the title, and for simulated data that it is synthetic.
    """
    resources: dict[str, Any] = {
        "govstats": {
            "title": title,
            "running": _in_css(f"{title}　{_SYNTHETIC[lang]}" if synthetic else title),
            "lang": {"zh": "zh-CN", "en": "en"}[lang],
            "style": style(),
        }
    }
    exporter = PageExporter()  # type: ignore[no-untyped-call]  # nbconvert carries no types
    body, _ = exporter.from_notebook_node(notebook, resources=resources)
    return with_font(lean(body))


def _in_css(text: str) -> str:
    """Return a text as the inside of a CSS string: nothing in it can end the string or the style."""
    return "".join(c if c.isalnum() or c in " ·—（）　" else f"\\{ord(c):06x}" for c in text)
