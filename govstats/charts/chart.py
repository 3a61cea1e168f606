"""A chart as a value: the finding in words, the picture, and what the picture says."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup

from govstats.charts.framing import framed
from govstats.errors import InvalidRequestError
from govstats.files import write_bytes
from govstats.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

DPI = 192
"""Pixels an inch of a PNG: twice what a page shows."""

_PACKING = {"compress_type": zlib.Z_RLE}
"""Flat areas pack as well by runs as by the default strategy, in two thirds of the time."""

_HTML = Markup(
    "<style data-govstats>figure.chart{{margin:1.4em 0;max-width:46rem}}figure.chart strong{{display:block}}"
    "figure.chart img{{display:block;max-width:100%;height:auto;margin:.5em 0 .3em}}</style>"
    '<figure class="chart" id="chart-{name}"><figcaption><strong>{title}</strong> <span>{subtitle}</span></figcaption>'
    '<img alt="{alt}" src="data:image/svg+xml;base64,{picture}"><small>{note}{source}</small></figure>'
)
"""In a notebook the figure carries its look; a page has it in its own style sheet."""


@dataclass(frozen=True)
class Chart:
    """A picture with its words. Equal figures make equal charts, to the byte.

    `title` states the finding; `subtitle` whose figures are shown, of which years, in which unit and
    of which whole; `note` what to mind; `source` where they come from; `alt` every figure in words.
    `paint` makes a figure of `picture`, a plain value that holds all that is drawn.
    """

    name: str
    title: str
    subtitle: str
    note: str
    source: str
    alt: str
    picture: Any = field(repr=False)
    paint: Callable[[Any], Figure] = field(repr=False)

    def draw(self) -> Figure:
        """Draw the picture anew, without its words; to be called under the theme."""
        return self.paint(self.picture)

    @cached_property
    def svg(self) -> str:
        """The picture as an SVG that needs no font; drawn when it is first asked for."""
        return render(self.draw, "svg").decode("utf-8")

    def _repr_html_(self) -> str:
        picture = base64.b64encode(self.svg.encode("utf-8")).decode("ascii")
        note = Markup("{}<br>").format(self.note) if self.note else ""
        return _HTML.format(
            name=self.name, title=self.title, subtitle=self.subtitle, alt=self.alt,
            picture=picture, note=note, source=self.source,
        )  # fmt: skip

    def png(self, dpi: int = DPI) -> bytes:
        """Return the picture as a PNG, 1280 pixels wide."""
        return render(self.draw, "png", dpi)

    def save(self, path: str | Path) -> Path:
        """Write the picture with its title, notes and source, as the suffix says: `.svg` or `.png`.

        A file that leaves the page takes its words along. Raises InvalidRequestError.
        """
        path = Path(path)
        suffix = path.suffix.lower()
        if suffix not in {".svg", ".png"}:
            raise InvalidRequestError(
                f"no picture is saved as {suffix!r}", str(path), ".svg or .png"
            )
        write_bytes(path, render(self._framed, "svg" if suffix == ".svg" else "png"))
        return path

    def _framed(self) -> Figure:
        return framed(self.draw(), self.title, self.subtitle, (self.note, self.source))


def render(draw: Callable[[], Figure], kind: Literal["svg", "png"], dpi: int = DPI) -> bytes:
    """Draw under the theme and return the bytes of the file, free of dates and versions."""
    stream = BytesIO()
    with theme():
        figure = draw()
        if kind == "svg":
            figure.savefig(stream, format=kind, metadata={"Date": None, "Creator": None})
        else:
            figure.savefig(
                stream, format=kind, dpi=dpi, metadata={"Software": None}, pil_kwargs=_PACKING
            )
    return stream.getvalue()
