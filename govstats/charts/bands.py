"""Bands that flow into one and out of it again, each as high as its count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.charts.layout import GAP, LINE, RISE, text_height, wrap
from govstats.charts.sheet import Area, sheet
from govstats.theme import INK, MUTED, NOW, PALE, SIZE, TINT, WIDTH, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from matplotlib.figure import Figure

_HEIGHT = 210.0
"""Points that all counts together are high."""

_NODE, _APART, _EDGE, _HEAD = 9.0, 7.0, 4.0, 24.0
_NAMES = 0.27 * WIDTH
_LOOKS = {
    "plain": (MUTED, PALE, ""),
    "disclosed": (NOW, TINT, ""),
    "open": (MUTED, "white", "////"),
}
"""For each kind the colour of the node, of the band, and the hatch of the band."""


@dataclass(frozen=True, slots=True)
class Band:
    """A count that flows in or out; `kind` says how it is drawn: disclosed, open or plain."""

    name: str
    count: Decimal
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Bands:
    """What flows in and what flows out, equal in sum; `whole` is written over the middle."""

    into: tuple[Band, ...]
    out: tuple[Band, ...]
    whole: str
    corner: str = ""


@dataclass(frozen=True, slots=True)
class _Node:
    band: Band
    name: str
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw_bands(bands: Bands) -> Figure:
    """Draw what flows in at the left, the whole in the middle and what flows out at the right."""
    whole = float(sum(band.count for band in bands.into))
    columns = [_stack(side, _HEIGHT / whole) for side in (bands.into, bands.out)]
    high = max(_HEIGHT, *(bottom for _, bottom in columns))
    page = sheet(_HEAD + high + _EDGE, bands.corner)
    area = page.area(0, _HEAD, WIDTH, high)
    left, right = (_EDGE + GAP + max(_room(node) for node in nodes) for nodes, _ in columns)
    ends = (left, WIDTH - right - _NODE)
    middle = (ends[0] + ends[1]) / 2
    top = (high - _HEIGHT) / 2
    area.box((middle, top), _NODE, _HEIGHT, INK)
    area.write(bands.whole, (middle + _NODE, top), (0, 8), across="right", down="bottom", bold=True)
    for (nodes, bottom), x in zip(columns, ends, strict=True):
        _side(area, nodes, x, middle, top, (high - bottom) / 2)
    return page.figure


def _stack(bands: Sequence[Band], scale: float) -> tuple[list[_Node], float]:
    """Return nodes one under the other, each with room for its label, and where the last ends."""
    nodes, bottom = [], 0.0
    for band in bands:
        name = wrap(band.name, _NAMES)
        height = float(band.count) * scale
        slot = max(height, text_height(name))
        nodes.append(_Node(band, name, bottom + (slot - height) / 2, height))
        bottom += slot + _APART
    return nodes, bottom - _APART


def _room(node: _Node) -> float:
    """Return how wide a node's label is: its name, and its count behind the last line."""
    *above, last = node.name.split("\n")
    count = text_width(f" {node.band.label}", bold=True)
    return max(text_width(last) + count, *(text_width(line) for line in above), 0.0)


def _side(  # noqa: PLR0913 - where the nodes stand
    area: Area,
    nodes: list[_Node],
    x: float,
    middle: float,
    top: float,
    down: float,
) -> None:
    """Draw the nodes of one side, their bands to the middle, and their labels."""
    at = top
    for node in nodes:
        colour, fill, hatch = _LOOKS[node.band.kind]
        y = node.top + down
        area.box((x, y), _NODE, node.height, colour)
        into = x < middle
        start, end = ((x, y), (middle, at)) if into else ((middle, at), (x, y))
        start = (start[0] + _NODE, start[1])
        area.band(start, end, node.height, fill, hatch=hatch, edge=MUTED if hatch else fill)
        at += node.height
        _label(area, node, x, y + node.height / 2, into=into)


def _label(area: Area, node: _Node, x: float, y: float, *, into: bool) -> None:
    lines = node.name.split("\n")
    first = y - (len(lines) - 1) * SIZE * LINE / 2
    for n, line in enumerate(lines):
        level = first + n * SIZE * LINE
        count = f" {node.band.label}" if n == len(lines) - 1 else ""
        wide = text_width(count, bold=True)
        if not into:
            start = x + _NODE + GAP
            area.write(line, (start, level), (0, RISE))
            area.write(count.strip(), (start + text_width(f"{line} "), level), (0, RISE), bold=True)
        else:
            area.write(line, (x - GAP - wide, level), (0, RISE), across="right")
            area.write(count.strip(), (x - GAP, level), (0, RISE), across="right", bold=True)
