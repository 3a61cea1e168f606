"""A picture that stands alone: its title and subtitle above it, its notes and source below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matplotlib.artist import Artist
from matplotlib.transforms import ScaledTranslation

from govstats.charts.layout import text_height, wrap
from govstats.charts.sheet import Sheet
from govstats.theme import INK, MUTED, SIZE, SMALL, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.figure import Figure

_MARGIN, _GAP = 14.0, 8.0
_TITLE = SIZE + 2.5
_ROOM = WIDTH - 4
_CHINESE = re.compile("[\u4e00-\u9fff]")
_STRAIGHT = str.maketrans("“”’", '""\'')
"""The bundled font draws quotation marks as wide as a Chinese character."""


def framed(figure: Figure, title: str, subtitle: str, below: Iterable[str]) -> Figure:
    """Return a figure made higher, with words above and below what was drawn; empty ones left out."""
    if not _CHINESE.search(title):
        title = title.translate(_STRAIGHT)
    above = [
        (wrap(title, _ROOM, _TITLE, bold=True, even=False), _TITLE, True, INK),
        (wrap(subtitle, _ROOM, SMALL, even=False), SMALL, False, MUTED),
    ]
    under = [(wrap(text, _ROOM, SMALL, even=False), SMALL, False, MUTED) for text in below if text]
    head, foot = (
        sum(text_height(text, size) for text, size, _, _ in lines) for lines in (above, under)
    )
    picture = 72 * figure.get_size_inches()[1]
    foot += _GAP + _MARGIN
    height = _MARGIN + head + _GAP + picture + foot
    upwards = ScaledTranslation(0, foot / 72, figure.dpi_scale_trans)
    for artist in figure.artists:
        artist.set_transform(Artist.get_transform(artist) + upwards)  # a patch adds its own size
    figure.set_size_inches(WIDTH / 72, height / 72)
    page = Sheet(figure, height).area(0, 0, WIDTH, height)
    for lines, top in ((above, _MARGIN), (under, _MARGIN + head + picture + 2 * _GAP)):
        y = top
        for text, size, bold, colour in lines:
            page.write(text, (2, y), down="top", size=size, bold=bold, colour=colour)
            y += text_height(text, size)
    return figure
