"""The glyphs that a page needs, cut from the bundled font in a few milliseconds.

The bundled Regular is a TrueType font without composite glyphs and without hints that glyphs share,
so its glyphs are copied as they stand; fontTools reads it and writes the file around them.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from itertools import accumulate
from struct import pack
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from govstats.resources import find
from govstats.theme import FONT_FILES

if TYPE_CHECKING:
    from collections.abc import Iterable

WEB_FONT = "govstats"
"""The name of the font that a page carries."""

_AS_THEY_ARE = ("OS/2", "name", "post")
_READ = (*_AS_THEY_ARE, "glyf", "head", "hhea", "hmtx", "loca", "maxp")


class _Font(NamedTuple):
    """The parts of a font: glyph numbers, glyphs, where each begins, advances with bearings, tables."""

    glyphs: dict[int, int]
    outlines: bytes
    starts: np.ndarray
    metrics: np.ndarray
    tables: dict[str, bytes]


@cache
def read_font() -> _Font:
    """Read the bundled font into memory; every process that is forked afterwards finds it read."""
    from fontTools.ttLib import TTFont

    with TTFont(find("fonts") / FONT_FILES[False], lazy=True) as font:
        raw = {tag: font.reader[tag] for tag in _READ}
        glyphs = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
        count, long = font["maxp"].numGlyphs, font["hhea"].numberOfHMetrics
    pairs = np.frombuffer(raw["hmtx"], ">u2", long * 2).reshape(-1, 2)
    last = np.frombuffer(raw["hmtx"], ">u2", offset=long * 4)
    metrics = np.empty((count, 2), ">u2")
    metrics[:long] = pairs
    metrics[long:, 0], metrics[long:, 1] = pairs[-1, 0], last
    return _Font(glyphs, raw["glyf"], np.frombuffer(raw["loca"], ">u4"), metrics, raw)


def web_font(characters: Iterable[str]) -> str:
    """Return an `@font-face` rule that holds the bundled font's glyphs for some characters.

    A page puts it behind the fonts of the reader's system: a machine without any Chinese font shows
    the page all the same, and nothing is fetched from anywhere. The font is a WOFF 1.0 file inside a
    `data:` address, `characters` that the bundled font lacks are left out.
    """
    data = b64encode(_cut(read_font(), sorted(set(map(ord, characters))))).decode("ascii")
    return f'@font-face{{font-family:"{WEB_FONT}";src:url(data:font/woff;base64,{data})}}'


def _cut(font: _Font, codes: list[int]) -> bytes:
    """Return a font with the glyphs of some characters, and the one that stands for all others."""
    from fontTools.ttLib.sfnt import SFNTWriter

    old = sorted({0} | {font.glyphs[code] for code in codes if code in font.glyphs})
    new = {number: position for position, number in enumerate(old)}
    outlines = [font.outlines[font.starts[number] : font.starts[number + 1]] for number in old]
    starts = np.fromiter(accumulate(map(len, outlines), initial=0), ">u4", len(old) + 1)
    head, hhea, maxp = (font.tables[tag] for tag in ("head", "hhea", "maxp"))
    tables = {
        "head": head[:50] + pack(">h", 1) + head[52:],  # long places in loca
        "hhea": hhea[:34] + pack(">H", len(old)),
        "maxp": maxp[:4] + pack(">H", len(old)) + maxp[6:],
        "hmtx": font.metrics[old].tobytes(),
        "cmap": _cmap([(code, new[font.glyphs[code]]) for code in codes if code in font.glyphs]),
        "loca": starts.tobytes(),
        "glyf": b"".join(outlines),
        **{tag: font.tables[tag] for tag in _AS_THEY_ARE},
    }
    file = BytesIO()
    writer = SFNTWriter(file, len(tables), "\0\1\0\0", flavor="woff")
    for tag, table in sorted(tables.items()):
        writer[tag] = table
    writer.close()
    return file.getvalue()


def _cmap(pairs: list[tuple[int, int]]) -> bytes:
    """Return a `cmap` table of characters and glyphs, for the basic plane (format 4) and for all (12)."""
    basic = _basic([pair for pair in pairs if pair[0] < 0xFFFF])  # noqa: PLR2004 - its end mark
    groups = b"".join(pack(">III", code, code, glyph) for code, glyph in pairs)
    full = pack(">HHIII", 12, 0, 16 + len(groups), 0, len(pairs)) + groups
    index = pack(">HH", 0, 2) + pack(">HHI", 3, 1, 20) + pack(">HHI", 3, 10, 20 + len(basic))
    return index + basic + full


def _basic(pairs: list[tuple[int, int]]) -> bytes:
    """Return a subtable of format 4 with a segment for each character."""
    codes = np.array([*(code for code, _ in pairs), 0xFFFF], ">u2")
    deltas = np.array([*((glyph - code) % 0x10000 for code, glyph in pairs), 1], ">u2")
    count = len(codes)
    power = count.bit_length() - 1
    search = 2 ** (power + 1)
    heading = pack(">HHHHHHH", 4, 16 + 8 * count, 0, count * 2, search, power, count * 2 - search)
    offsets = bytes(2 * count)
    return heading + codes.tobytes() + bytes(2) + codes.tobytes() + deltas.tobytes() + offsets
