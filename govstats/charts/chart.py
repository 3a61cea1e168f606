"""A chart as a value: the finding in words, the picture, and what the picture says."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from govstats.errors import InvalidRequestError
from govstats.files import write_bytes
from govstats.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

DPI = 192
"""Pixels an inch of a PNG: twice what a page 720 pixels wide shows."""

_HTML = Markup(
    '<figure class="chart" id="chart-{name}" style="margin:1.4em 0;max-width:46rem">'
    '<figcaption><strong style="display:block">{title}</strong> <span>{subtitle}</span></figcaption>'
    '<img alt="{alt}" src="data:image/svg+xml;base64,{picture}" style="display:block;max-width:100%;height:auto">'
    "<small>{source}</small></figure>"
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its words. Equal figures make equal charts, to the byte.

    `title` states the finding, `subtitle` what is shown and in which unit, `source` where the
    figures come from, `alt` every figure in words. `svg` needs no font; `draw` draws it anew.
    """

    name: str
    title: str
    subtitle: str
    source: str
    alt: str
    svg: str = field(repr=False)
    draw: Callable[[], Figure] = field(repr=False, compare=False)

    def _repr_html_(self) -> str:
        picture = base64.b64encode(self.svg.encode("utf-8")).decode("ascii")
        return _HTML.format(
            name=self.name, title=self.title, subtitle=self.subtitle, alt=self.alt,
            picture=picture, source=self.source,
        )  # fmt: skip

    def png(self, dpi: int = DPI) -> bytes:
        """Return the picture as a PNG, 7.5 inches wide."""
        return render(self.draw, "png", dpi)

    def save(self, path: str | Path) -> Path:
        """Write the picture, as the suffix says: `.svg` or `.png`. Raises InvalidRequestError."""
        path = Path(path)
        suffix = path.suffix.lower()
        if suffix not in {".svg", ".png"}:
            raise InvalidRequestError(
                f"no picture is saved as {suffix!r}", str(path), ".svg or .png"
            )
        write_bytes(path, self.svg.encode("utf-8") if suffix == ".svg" else self.png())
        return path


def render(draw: Callable[[], Figure], kind: Literal["svg", "png"], dpi: int = DPI) -> bytes:
    """Draw under the theme and return the bytes of the file, free of dates and versions."""
    nothing = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    stream = BytesIO()
    with theme():
        draw().savefig(stream, format=kind, dpi=dpi, metadata=nothing)
    return stream.getvalue()


def chart(  # noqa: PLR0913 - the words of a chart and its picture
    name: str, title: str, subtitle: str, source: str, alt: str, draw: Callable[[], Figure]
) -> Chart:
    """Return a chart with its picture drawn."""
    svg = render(draw, "svg").decode("utf-8")
    return Chart(name, title, subtitle, source, alt, svg, draw)
