"""The objects of a PDF page in the order of painting: lines, filled areas, images, text."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

THIN = 4.0
"""An area no wider than this many points is a line."""

_WHITE = 250
_OPAQUE = 255
_NO_WIDTH = 0.02
_RECTANGLE = 5
_STRAIGHT = 1.0

_COLOUR = tuple(ctypes.c_uint() for _ in range(4))

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in the page's own points, y upwards."""
Matrix = tuple[float, float, float, float, float, float]


class Painted(NamedTuple):
    """When a text object was painted, and in which of PDF's rendering modes."""

    order: int
    mode: int


class Area(NamedTuple):
    """A filled area, when it was painted, and whether it hides what was painted before."""

    box: Box
    order: int
    white: bool
    opaque: bool


@dataclass(slots=True)
class Canvas:
    """What a page paints, apart from the characters themselves.

    `lines` are thin boxes; `painted` says of each text object (by its address) how it was painted.
    """

    lines: list[Box] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    painted: dict[int, Painted] = field(default_factory=dict)


def look_at(page: Any) -> Canvas:
    """Return what a page paints, objects inside of form objects included.

    To be called before the page's text is loaded, which otherwise misses some of it.
    """
    painter = _Painter()
    painter.visit(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    return painter.canvas


def address(handle: Any) -> int:
    """Return a number that tells one page object from another, 0 for none."""
    return ctypes.addressof(handle.contents) if handle else 0


def colour(handle: Any) -> tuple[int, int, int, int] | None:
    """Return red, green, blue and alpha that an object is filled with; None for a pattern."""
    red, green, blue, alpha = _COLOUR
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return None
    return red.value, green.value, blue.value, alpha.value


def is_white(shade: tuple[int, int, int, int] | None) -> bool:
    """Say whether a colour cannot be told from paper."""
    return shade is not None and min(shade[:3]) >= _WHITE


class _Point(NamedTuple):
    """A point of a path, how it was reached, and whether the path closes behind it."""

    kind: int
    x: float
    y: float
    closes: bool


class _Painter:
    def __init__(self) -> None:
        self.canvas = Canvas()
        self._order = 0
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._fills, self._strokes = ctypes.c_int(), ctypes.c_int()
        self._matrix = pdfium.FS_MATRIX()

    def visit(
        self,
        container: Any,
        count: Callable[[Any], int],
        get: Callable[[Any, int], Any],
        outer: Matrix | None = None,
        *,
        opaque: bool = True,
    ) -> None:
        for index in range(count(container)):
            handle = get(container, index)
            kind = pdfium.FPDFPageObj_GetType(handle)
            self._order += 1
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(handle)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(handle, outer, opaque=opaque)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                box = self._bounds(handle, outer)
                (self.canvas.lines if _thin(box) else self.canvas.images).append(box)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                self.visit(
                    handle,
                    pdfium.FPDFFormObj_CountObjects,
                    pdfium.FPDFFormObj_GetObject,
                    _times(self._own(handle), outer),
                    opaque=opaque and not pdfium.FPDFPageObj_HasTransparency(handle),
                )

    def _text(self, handle: Any) -> None:
        """Note when and how a text is painted, and give one without width an outline.

        PDFium takes a text without width for nothing. Where a font that is not embedded is not
        installed either, that is every figure that stands alone.
        """
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        self.canvas.painted[address(handle)] = Painted(self._order, mode)
        left, _, right, _ = self._bounds(handle, None)
        if right - left < _NO_WIDTH:
            pdfium.FPDFTextObj_SetTextRenderMode(handle, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
            pdfium.FPDFPageObj_SetStrokeWidth(handle, 1.0)
            pdfium.FPDFPageObj_TransformF(handle, pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0))

    def _path(self, handle: Any, outer: Matrix | None, *, opaque: bool) -> None:
        pdfium.FPDFPath_GetDrawMode(handle, self._fills, self._strokes)
        if not self._fills.value and not self._strokes.value:
            return
        clip, exact = self._clip(handle, outer)
        if self._strokes.value:
            matrix = _times(self._own(handle), outer)
            sides = _sides(self._path_points(handle))
            lines = [_box(_at(*a, matrix), _at(*b, matrix)) for a, b in sides]
            straight = (line for line in lines if _straight(line))
            self.canvas.lines.extend(filter(None, (_meet(line, clip) for line in straight)))
        if not self._fills.value:
            return
        for whole in self._filled(handle, outer):
            box = _meet(whole, clip)
            if box is None:
                continue
            if _thin(box):
                self.canvas.lines.append(box)
                continue
            shade = colour(handle)
            hides = opaque and exact and shade is not None and shade[3] == _OPAQUE
            hides = hides and not pdfium.FPDFPageObj_HasTransparency(handle)
            self.canvas.areas.append(Area(box, self._order, is_white(shade), hides))

    def _filled(self, handle: Any, outer: Matrix | None) -> Iterator[Box]:
        """Yield the rectangles that a path fills; a shape with more corners is none."""
        if pdfium.FPDFPath_CountSegments(handle) <= _RECTANGLE:
            yield self._bounds(handle, outer)
            return
        matrix = _times(self._own(handle), outer)
        corners: list[tuple[float, float]] = []
        end = _Point(pdfium.FPDF_SEGMENT_MOVETO, 0.0, 0.0, closes=False)
        for kind, x, y, _ in [*self._path_points(handle), end]:
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if corners and _is_rectangle(corners):
                    yield _hull(corners)
                corners = []
            corners.append(_at(x, y, matrix))

    def _clip(self, handle: Any, outer: Matrix | None) -> tuple[Box | None, bool]:
        """Return the box that an object is clipped to, and whether that is all of the clip."""
        path = pdfium.FPDFPageObj_GetClipPath(handle)
        box: Box | None = None
        exact = True
        for index in range(max(0, pdfium.FPDFClipPath_CountPaths(path))):
            count = pdfium.FPDFClipPath_CountPathSegments(path, index)
            segments = [pdfium.FPDFClipPath_GetPathSegment(path, index, n) for n in range(count)]
            points = self._points(segments)
            if not points:
                continue
            exact = exact and count <= _RECTANGLE
            hull = _hull([_at(x, y, outer) for _, x, y, _ in points])
            box = hull if box is None else _meet(hull, box) or (0.0, 0.0, 0.0, 0.0)
        return box, exact

    def _path_points(self, handle: Any) -> list[_Point]:
        count = pdfium.FPDFPath_CountSegments(handle)
        return self._points([pdfium.FPDFPath_GetPathSegment(handle, n) for n in range(count)])

    def _points(self, segments: Iterable[Any]) -> list[_Point]:
        points = []
        for segment in segments:
            pdfium.FPDFPathSegment_GetPoint(segment, self._x, self._y)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            closes = bool(pdfium.FPDFPathSegment_GetClose(segment))
            points.append(_Point(kind, self._x.value, self._y.value, closes))
        return points

    def _bounds(self, handle: Any, outer: Matrix | None) -> Box:
        pdfium.FPDFPageObj_GetBounds(handle, *self._sides)
        left, bottom, right, top = (side.value for side in self._sides)
        if outer is None:
            return left, bottom, right, top
        return _hull([_at(x, y, outer) for x in (left, right) for y in (bottom, top)])

    def _own(self, handle: Any) -> Matrix:
        pdfium.FPDFPageObj_GetMatrix(handle, self._matrix)
        m = self._matrix
        return m.a, m.b, m.c, m.d, m.e, m.f


def _sides(points: Iterable[_Point]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight lines of a path, the one that closes it included."""
    start = last = (0.0, 0.0)
    for kind, x, y, closes in points:
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = (x, y)
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, (x, y)
        last = (x, y)
        if closes:
            yield last, start


def _at(x: float, y: float, matrix: Matrix | None) -> tuple[float, float]:
    if matrix is None:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, _, _ = outer
    x, y = _at(e, f, outer)
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y


def _hull(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _box(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _meet(box: Box, clip: Box | None) -> Box | None:
    if clip is None:
        return box
    left, bottom = max(box[0], clip[0]), max(box[1], clip[1])
    right, top = min(box[2], clip[2]), min(box[3], clip[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def _thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= THIN


def _is_rectangle(corners: Iterable[tuple[float, float]]) -> bool:
    """Say whether corners have two places across and two down, to the nearest half point."""
    xs, ys = zip(*((round(2 * x), round(2 * y)) for x, y in corners), strict=True)
    return max(len(set(xs)), len(set(ys))) <= 2  # noqa: PLR2004 - two across, two down


def _straight(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _STRAIGHT
