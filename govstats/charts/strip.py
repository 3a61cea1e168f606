"""A strip of signs, one for each group of rules: held, failed, or left open, with the counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from govstats.charts.layout import LINE, wrap
from govstats.charts.sheet import Area, sheet
from govstats.theme import DOUBT, INK, MUTED, NOW, RULE, SMALL, WIDTH

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Result = Literal["held", "failed", "open"]

_SIGN, _PAD, _EDGE = 30.0, 6.0, 4.0
_WIDEST = WIDTH / 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A group of rules: its name, its worst result, and how many times which, in words."""

    name: str
    result: Result
    counts: tuple[tuple[str, str], ...]
    """Pairs of a result and its words: failed, 1项不成立."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Tiles in the order of the form."""

    tiles: tuple[Tile, ...]
    corner: str = ""


def draw_strip(strip: Strip) -> Figure:
    """Draw each group as a sign over its name and counts: disc, triangle, ring."""
    wide = min((WIDTH - 2 * _EDGE) / len(strip.tiles), _WIDEST)
    names = [wrap(tile.name, wide - _PAD, SMALL) for tile in strip.tiles]
    lines_of_names = 1 + max(name.count("\n") for name in names)
    lines = lines_of_names + max(len(tile.counts) for tile in strip.tiles)
    high = _SIGN + 2 * _PAD + lines * SMALL * LINE
    page = sheet(high + 2 * _EDGE, strip.corner)
    for n, (tile, name) in enumerate(zip(strip.tiles, names, strict=True)):
        area = page.area(_EDGE + n * wide, _EDGE, wide, high)
        if n:
            area.line([0, 0], [_PAD, high - _PAD], RULE)
        _sign(area, tile.result, (wide / 2, _SIGN / 2 + 2))
        said = [(line, False, INK) for line in name.split("\n")]
        said += [("", False, INK)] * (lines_of_names - len(said))
        said += [
            (words, result == "failed", DOUBT if result == "failed" else MUTED)
            for result, words in tile.counts
        ]
        for line, (words, bold, colour) in enumerate(said):
            middle = _SIGN + _PAD + (line + 0.5) * SMALL * LINE
            middle += _PAD if line >= lines_of_names else 0
            area.write(
                words, (wide / 2, middle), across="center", size=SMALL, bold=bold, colour=colour
            )
    return page.figure


def _sign(area: Area, result: str, at: tuple[float, float]) -> None:
    x, y = at
    if result == "failed":
        area.marks([x], [y], "^", 19, DOUBT)
    elif result == "open":
        area.marks([x], [y], "o", 15, "white", edge=INK, edge_width=2.0)
    else:
        area.marks([x], [y], "o", 17, NOW)
