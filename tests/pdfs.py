"""PDFs written by us for tests: a few operators on a page of 595 by 842 points."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<<"
    "/Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1[500]14[500]17[500 500 500"
    " 500 500 500 500 500 500 500]]/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]"
    "/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0/StemV 90>>>>]>>"
)
_MEANINGLESS = (
    "<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/Identity-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType2/BaseFont/Odd/DW 500/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    "/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/Odd/Flags 4/Ascent 880"
    "/FontBBox[0 -120 1000 880]/Descent -120/CapHeight 880/ItalicAngle 0/StemV 90>>>>]>>"
)
"""A font that gives no characters for its glyphs."""


def text(x: float, y: float, said: str, size: float = 12, before: str = "") -> str:
    """Show text with its baseline from a point, `before` setting colour or rendering mode."""
    return turned(f"1 0 0 1 {x} {y}", said, size, before)


def turned(matrix: str, said: str, size: float = 12, before: str = "") -> str:
    """Show text under a text matrix."""
    return f"q BT /F {size} Tf {before} {matrix} Tm <{said.encode('utf-16-be').hex()}> Tj ET Q\n"


def filled(x0: float, y0: float, x1: float, y1: float, colour: str = "0 g") -> str:
    """Fill a rectangle."""
    return f"q {colour} {x0} {y0} {x1 - x0} {y1 - y0} re f Q\n"


def stroked(x0: float, y0: float, x1: float, y1: float) -> str:
    """Draw a line half a point wide."""
    return f"q 0.5 w {x0} {y0} m {x1} {y1} l S Q\n"


def grid(columns: Sequence[float], rows: Sequence[float], line: str = "fill") -> str:
    """Rule a table, each side of each cell by itself, as thin rectangles or as strokes."""
    sides = [(x0, y, x1, y) for y in rows for x0, x1 in pairwise(columns)]
    sides += [(x, y1, x, y0) for x in columns for y0, y1 in pairwise(rows)]
    if line == "stroke":
        return "".join(stroked(*side) for side in sides)
    return "".join(filled(x0, y0, max(x1, x0 + 0.5), max(y1, y0 + 0.5)) for x0, y0, x1, y1 in sides)


def pdf(
    *pages: str, rotate: int = 0, forms: Mapping[str, str] | None = None, page: str = ""
) -> bytes:
    """Put contents on pages; `forms` are form objects, `page` entries of each page instead of its size."""
    forms = forms or {}
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", _FONT, _MEANINGLESS]
    names = {}
    for name, content in forms.items():
        head = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[1 0 0 1 0 10]"
        objects.append(_stream(content, f"{head}/Resources<</Font<</F 3 0 R>>>>"))
        names[name] = len(objects)
    drawn = "".join(f"/{name} {number} 0 R" for name, number in names.items())
    resources = f"<</Font<</F 3 0 R/G 4 0 R>>/XObject<<{drawn}>>>>"
    kids = []
    for content in pages:
        objects.append(_stream(content))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/Rotate {rotate}{page or '/MediaBox[0 0 595 842]'}"
            f"/Resources{resources}/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    return _file(objects)


def _stream(content: str, entries: str = "") -> str:
    return f"<<{entries}/Length {len(content)}>>stream\n{content}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    data = "%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    start = data.rindex("xref")
    return f"{data}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
