"""Fonts, colours and sizes of every chart. No other module names a font."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from govstats.resources import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.font_manager import FontProperties

FONT = "Noto Sans SC"
"""The bundled font. Regular has every character of GBK and beyond, Bold the common ones."""

WIDTH = 480.0
"""Points across a chart: 640 CSS pixels."""

SIZE = 13.5
"""Points of names and values; on a telephone, 360 pixels wide, they are still 10 pixels high."""

SMALL = 12.0
"""Points of ticks and remarks."""

NOW = "#0072B2"
"""The year that a comparison is about."""

BEFORE = "#8FA8BC"
"""The year before: far lighter than NOW, so that a print in black and white can be read."""

DOUBT = "#B84700"
"""A figure that fails a rule. It never stands without a sign beside it."""

INK = "#1F2933"
"""Names and values."""

MUTED = "#56626E"
"""Ticks, remarks, values of the year before."""

RULE = "#D5DCE3"
"""Lines that only guide the eye."""

TINT = "#C3DCED"
"""What was disclosed, as an area; text stands on it."""

PALE = "#E1E6EB"
"""Every other area; text stands on it."""

PALETTE = (NOW, "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
"""For other series: Okabe and Ito's colours, told apart by colour-blind readers too."""

FONT_FILES = {
    False: f"{FONT.replace(' ', '')}-Regular.ttf",
    True: f"{FONT.replace(' ', '')}-Bold.ttf",
}
"""The bundled font's files: False the regular one, True the bold one."""
_STAND_IN = "□"


@contextmanager
def theme() -> Iterator[None]:
    """Apply the look of govstats' charts inside a `with` block, and to nothing outside it.

    It holds for matplotlib and for what draws with it; a figure is built and saved inside the block.
    """
    import matplotlib as mpl

    register_fonts()
    with mpl.rc_context(_settings()):
        yield


@cache
def _settings() -> dict[Any, Any]:
    from matplotlib.rcsetup import cycler

    return {
        "font.family": ["sans-serif"],
        "font.sans-serif": [FONT, "DejaVu Sans"],  # behind another font ours would not be used
        "font.size": SIZE,
        "text.color": INK,
        "text.parse_math": False,  # a printed $ is a $
        "text.hinting": "no_hinting",  # a PNG's text is as wide as an SVG's
        "figure.facecolor": "white",
        "savefig.facecolor": "white",
        "figure.figsize": (WIDTH / 72, 0.6 * WIDTH / 72),
        "axes.facecolor": "white",
        "axes.prop_cycle": cycler(color=PALETTE),
        "axes.unicode_minus": False,
        "axes.titlesize": SIZE,
        "axes.labelsize": SIZE,
        "axes.labelcolor": INK,
        "axes.edgecolor": MUTED,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "grid.color": RULE,
        "grid.linewidth": 0.8,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": MUTED,
        "ytick.labelcolor": MUTED,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "xtick.major.size": 3.5,
        "xtick.major.width": 0.8,
        "ytick.left": False,
        "lines.linewidth": 2.0,
        "lines.markersize": 6.5,
        "hatch.linewidth": 0.9,
        "legend.fontsize": SMALL,
        "legend.frameon": False,
        "svg.fonttype": "path",  # the reader's machine needs no Chinese font
        "svg.hashsalt": "govstats",  # equal charts are equal bytes
    }


@cache
def register_fonts() -> None:
    """Make the bundled font known to matplotlib, before any font of that name on the machine."""
    from matplotlib.font_manager import fontManager

    for name in FONT_FILES.values():
        fontManager.addfont(find("fonts") / name)
        fontManager.ttflist.insert(0, fontManager.ttflist.pop())


def missing_glyphs(text: str, *, bold: bool = False) -> set[str]:
    """Return the characters of a text that the bundled font cannot draw; line breaks need none."""
    return set(text) - _characters(bold=bold) - {"\n"}


def drawable(text: str, *, bold: bool = False) -> str:
    """Return a text on one line with □ for each character that the bundled font cannot draw.

    The alternative text and the caption keep the character itself.
    """
    text = " ".join(text.split())
    return text.translate({ord(char): _STAND_IN for char in missing_glyphs(text, bold=bold)})


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Return how many points wide a line of text is."""
    from matplotlib.textpath import text_to_path

    width, _, _ = text_to_path.get_text_width_height_descent(
        text, _font(size, bold=bold), ismath=False
    )
    return float(width)


@cache
def _font(size: float, *, bold: bool) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    register_fonts()
    return FontProperties(family=[FONT], size=size, weight="bold" if bold else "normal")


@cache
def _characters(*, bold: bool) -> frozenset[str]:
    from matplotlib.ft2font import FT2Font

    return frozenset(map(chr, FT2Font(str(find("fonts") / FONT_FILES[bold])).get_charmap()))
