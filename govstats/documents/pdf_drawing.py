"""A page of a PDF as a reader sees it: its characters where they stand, and its ruling lines."""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from govstats.documents.pdf_paths import THIN, Painted, address, colour, is_white, look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pypdfium2 import PdfPage

    from govstats.documents.pdf_paths import Area, Box, Canvas

_UNREADABLE = "\ufffd"
_SURROGATES = range(0xD800, 0xE000)
_SAME_PLACE = 0.2
_ALONG = 0.1
_HALF_HEIGHT = 0.35
_SMALLEST = 1.0
_BAND = 8.0
_FURTHEST = 10_000
_WIDEST = 3.0
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_PLAIN = Painted(0, pdfium.FPDF_TEXTRENDERMODE_FILL)
_UP = ((0.0, -1.0), (-1.0, 0.0), (0.0, 1.0), (1.0, 0.0))
"""Where the tops of letters point, by the quarter turns of their text against the clock."""


class Char(NamedTuple):
    """A character: its box and where its baseline begins, in points from the page's top left.

    `turned` counts the quarter turns of its text against the clock: 0 is upright, 1 runs up.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    begin: float
    size: float
    turned: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides in which cell the character stands."""
        right, down = _UP[self.turned]
        if self.turned % 2:
            return self.begin + right * _HALF_HEIGHT * self.size, (self.top + self.bottom) / 2
        return (self.x0 + self.x1) / 2, self.baseline + down * _HALF_HEIGHT * self.size


class Rule(NamedTuple):
    """A ruling line: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


class Drawing(NamedTuple):
    """A page turned so that most of its text stands upright: characters, lines across and down.

    Characters that nobody sees are left out: painted over, white on paper, without colour; of
    invisible ones only those are kept that lie on an image, which is how OCR writes its text.
    """

    height: float
    chars: list[Char]
    across: list[Rule]
    down: list[Rule]


class _Style(NamedTuple):
    """What the characters of one text object share; `quarter` is None for slanting text."""

    quarter: int | None
    size: float
    order: int
    invisible: bool
    white: bool


class _Raw(NamedTuple):
    text: str
    box: Box
    origin: tuple[float, float]
    style: _Style
    owner: int


def draw(page: PdfPage) -> Drawing:
    """Return the characters and ruling lines of a page."""
    canvas = _finite(look_at(page.raw))
    cover = _Cover(canvas)
    placed = (c for c in _characters(page, canvas) if all(map(isfinite, (*c.box, *c.origin))))
    raw = [char for char in placed if cover.shows(char)]
    directions = Counter(char.style.quarter for char in raw if char.text.strip())
    quarter = directions.most_common(1)[0][0] if directions else 0
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, bounds)
    sheet = (bounds.left, bounds.bottom, bounds.right, bounds.top)
    turn, width, height = _turn(quarter or 0, sheet)
    chars = [_char(char, quarter or 0, turn) for char in _once(raw)]
    on_page = [c for c in chars if 0 <= c.middle[0] <= width and 0 <= c.middle[1] <= height]
    lines = [*canvas.lines, *(side for area in canvas.areas for side in _outline(area))]
    across, down = _rules(_boxed(turn(*line[:2]), turn(*line[2:])) for line in lines)
    return Drawing(height, on_page, across, down)


def _finite(canvas: Canvas) -> Canvas:
    """Return what has a place: a broken transformation leaves numbers that are none."""
    return replace(
        canvas,
        lines=[line for line in canvas.lines if all(map(isfinite, line))],
        areas=[area for area in canvas.areas if all(map(isfinite, area.box))],
        images=[image for image in canvas.images if all(map(isfinite, image))],
    )


def _characters(page: PdfPage, canvas: Canvas) -> Iterable[_Raw]:
    textpage = page.get_textpage()
    handle = textpage.raw
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    tight = [ctypes.c_double() for _ in range(4)]
    styles: dict[int, _Style] = {}
    for index in range(pdfium.FPDFText_CountChars(handle)):
        if pdfium.FPDFText_IsGenerated(handle, index) == 1:
            continue
        source = pdfium.FPDFText_GetTextObject(handle, index)
        owner = address(source)
        style = styles.get(owner)
        if style is None:
            pdfium.FPDFText_GetMatrix(handle, index, matrix)
            size = pdfium.FPDFText_GetFontSize(handle, index)
            style = styles[owner] = _style(source, matrix, size, canvas.painted.get(owner, _PLAIN))
        if style.quarter is None or style.size < _SMALLEST:
            continue
        pdfium.FPDFText_GetLooseCharBox(handle, index, box)
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        text = _text(handle, index)
        sides = (box.left, box.bottom, box.right, box.top)
        if max(sides[2] - sides[0], sides[3] - sides[1]) > _WIDEST * style.size:
            pdfium.FPDFText_GetCharBox(handle, index, *tight)
            sides = (tight[0].value, tight[2].value, tight[1].value, tight[3].value)
        yield _Raw(text, sides, (x.value, y.value), style, owner)
    textpage.close()


def _text(handle: Any, index: int) -> str:
    """Return a character's text; one whose font does not say what it means is U+FFFD."""
    code = pdfium.FPDFText_GetUnicode(handle, index)
    unknown = pdfium.FPDFText_HasUnicodeMapError(handle, index) == 1
    if unknown or not code or code in _SURROGATES:
        return _UNREADABLE
    return "-" if pdfium.FPDFText_IsHyphen(handle, index) == 1 else chr(code)


def _style(source: Any, matrix: Any, size: float, painted: Painted) -> _Style:
    along, aside = abs(matrix.a), abs(matrix.b)
    if aside <= along * _ALONG:
        quarter: int | None = 0 if matrix.a > 0 else 2
    elif along <= aside * _ALONG:
        quarter = 1 if matrix.b > 0 else 3
    else:
        quarter = None
    shade = colour(source) if source else None
    invisible = painted.mode in _INVISIBLE or (shade is not None and shade[3] == 0)
    height = size * float((matrix.c**2 + matrix.d**2) ** 0.5)
    return _Style(quarter, height, painted.order, invisible, is_white(shade))


class _Cover:
    """Says which characters can be seen."""

    def __init__(self, canvas: Canvas) -> None:
        self._images = canvas.images
        self._bands: dict[int, list[Area]] = {}
        for area in canvas.areas:
            low, high = (int(y // _BAND) for y in (area.box[1], area.box[3]))
            for band in range(max(low, -_FURTHEST), min(high, _FURTHEST) + 1):
                self._bands.setdefault(band, []).append(area)

    def shows(self, char: _Raw) -> bool:
        style = char.style
        (x0, y0, x1, y1) = char.box
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if style.invisible:
            return self._on_image(x, y)
        near = self._bands.get(int(y // _BAND), ())
        under = [area for area in near if _inside(x, y, area.box)] if near else []
        if any(area.opaque and area.order > style.order for area in under):
            return False
        return not style.white or any(not area.white for area in under) or self._on_image(x, y)

    def _on_image(self, x: float, y: float) -> bool:
        return any(_inside(x, y, image) for image in self._images)


def _inside(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _once(chars: list[_Raw]) -> list[_Raw]:
    """Leave out characters drawn a second time at the same place, which makes them look bold."""
    kept: list[_Raw] = []
    places: dict[tuple[str, int], list[_Raw]] = {}
    for char in chars:
        (x, y), near = char.origin, char.style.size * _SAME_PLACE
        bands = {int((y - near) // _BAND), int((y + near) // _BAND)}
        if char.text.strip() and any(
            abs(other.origin[0] - x) < near
            and abs(other.origin[1] - y) < near
            and other.owner != char.owner
            for band in bands
            for other in places.get((char.text, band), ())
        ):
            continue
        kept.append(char)
        places.setdefault((char.text, int(y // _BAND)), []).append(char)
    return kept


def _turn(
    quarter: int, sheet: Box
) -> tuple[Callable[[float, float], tuple[float, float]], float, float]:
    """Return how to turn a page so that its text stands upright, and its width and height then."""
    left, bottom, right, top = sheet
    width, height = right - left, top - bottom
    if quarter == 0:
        return (lambda x, y: (x - left, top - y)), width, height
    if quarter == 1:
        return (lambda x, y: (y - bottom, x - left)), height, width
    if quarter == 2:  # noqa: PLR2004 - quarter turns
        return (lambda x, y: (right - x, y - bottom)), width, height
    return (lambda x, y: (top - y, right - x)), height, width


def _char(raw: _Raw, quarter: int, turn: Callable[[float, float], tuple[float, float]]) -> Char:
    x0, top, x1, bottom = _boxed(turn(*raw.box[:2]), turn(*raw.box[2:]))
    begin, baseline = turn(*raw.origin)
    turned = ((raw.style.quarter or 0) - quarter) % 4
    if not raw.text.strip():
        x0, top, x1, bottom = begin, baseline, begin, baseline
    return Char(raw.text, x0, top, x1, bottom, baseline, begin, raw.style.size, turned)


def _outline(area: Area) -> list[Box]:
    """Return the sides of a shaded area, which divide a table as lines do; white has none."""
    if area.white:
        return []
    left, bottom, right, top = area.box
    return [
        (left, bottom, right, bottom),
        (left, top, right, top),
        (left, bottom, left, top),
        (right, bottom, right, top),
    ]


def _rules(boxes: Iterable[Box]) -> tuple[list[Rule], list[Rule]]:
    """Divide thin boxes into lines across and down; a dot is a piece of either."""
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, y0, x1, y1 in boxes:
        wide, high = x1 - x0, y1 - y0
        dot = max(wide, high) <= THIN
        if wide >= high or dot:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        if high > wide or dot:
            down.append(Rule((x0 + x1) / 2, y0, y1))
    return across, down


def _boxed(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
