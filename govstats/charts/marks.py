"""What a chart of two years draws: plain values with the labels that they carry."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.reports import Status
from govstats.rounding import figure, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.changes import Change
    from govstats.reports import Cell

DOUBT_SIGN = "▲"
"""What stands beside a figure that fails a rule."""

MISSING = {"zh": "缺", "en": "missing"}
"""What stands in a picture where a figure would be."""

_WHY = {
    Status.BLANK: {"zh": "未填写", "en": "left blank"},
    Status.NOT_APPLICABLE: {"zh": "填报为“/”", "en": "given as “/”"},
    Status.UNREADABLE: {"zh": "缺失或无法辨认", "en": "missing or illegible"},
}
_NO_CELL = {"zh": "无数据", "en": "no figure"}
_LEAST = Decimal("0.05")
"""A share under this would round to 0.0%, as if there were none."""

_ABOUT = {"zh": ("约", "约"), "en": ("≈", "about ")}
_DOUBT = {"zh": "（存疑）", "en": " (in doubt)"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure as a chart shows it; `value` is None where it is missing, and nothing is drawn.

    `text` is printed beside the mark, `spoken` stands in the alternative text.
    """

    value: Decimal | None
    text: str
    spoken: str
    doubtful: bool = False

    @property
    def label(self) -> str:
        """What is printed: a figure in doubt has the sign that it has in every table."""
        return f"{self.text} {DOUBT_SIGN}" if self.doubtful else self.text


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chart; `before` is None where only one year is shown."""

    name: str
    after: Mark
    before: Mark | None = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The figures, the earlier one first."""
        return (self.after,) if self.before is None else (self.before, self.after)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of one unit in one year or two; `years` are their labels, the earlier one first.

    `corner` is printed in a corner of the picture: that the data is synthetic.
    """

    rows: tuple[Row, ...]
    years: tuple[str, ...]
    lang: str
    corner: str = ""

    @property
    def colon(self) -> str:
        """What stands between a year and a word: nothing in Chinese."""
        return "" if self.lang == "zh" else ": "

    def aside(self, words: str) -> str:
        """Return words in brackets, to stand behind a figure."""
        return f"（{words}）" if self.lang == "zh" else f" ({words})"

    @property
    def keys(self) -> tuple[str, ...]:
        """The years in brackets, to stand behind the figures of the first row."""
        return tuple(map(self.aside, self.years))

    @property
    def doubtful(self) -> bool:
        """Whether any figure that is shown is in doubt."""
        return any(mark.doubtful for row in self.rows for mark in row.marks)

    def in_words(self) -> str:
        """Return every figure in words, for those who do not see the picture."""
        zh = self.lang == "zh"
        said = [
            f"{row.name}{'：' if zh else ' '}"
            + in_years(zip(self.years[::-1], row.marks[::-1], strict=True), self.lang)
            for row in self.rows
        ]
        return f"{'；'.join(said)}。" if zh else f"{'; '.join(said)}."


def in_years(marks: Iterable[tuple[str, Mark]], lang: str) -> str:
    """Return figures with their years in words: 2024年3440件，2023年3402件."""
    if lang == "zh":
        return "，".join(f"{year}{mark.spoken}" for year, mark in marks)
    return ", ".join(f"{mark.spoken} in {year}" for year, mark in marks)


def count_mark(cell: Cell | None, lang: str, *, doubtful: bool = False) -> Mark:
    """Return the mark of a count; an approximate one says so."""
    if cell is None or cell.value is None:
        return absent(cell, lang)
    number = figure(cell.value, lang)
    text, spoken = number, number
    if approximate(cell):
        text, spoken = (f"{sign}{number}" for sign in _ABOUT[lang])
    unit = cell.unit if lang == "zh" else ""
    return Mark(cell.value, text, f"{spoken}{unit}{_DOUBT[lang] if doubtful else ''}", doubtful)


def share_mark(part: Cell | None, whole: Decimal, lang: str, *, doubtful: bool = False) -> Mark:
    """Return the mark of a share in percent of a whole that is not 0."""
    if part is None or part.value is None:
        return absent(part, lang)
    share = part.value / whole * 100
    text = percent(share) if abs(share) >= _LEAST else "<0.1%" if share else "0%"
    spoken = f"{text}（{figure(part.value, lang)}{part.unit}）" if lang == "zh" else (
        f"{text} ({figure(part.value, lang)})"
    )  # fmt: skip
    return Mark(share, text, f"{spoken}{_DOUBT[lang] if doubtful else ''}", doubtful)


def absent(cell: Cell | None, lang: str) -> Mark:
    """Return the mark of a figure that is not there; the alternative text says why."""
    why = _WHY.get(cell.status, _NO_CELL) if cell else _NO_CELL
    return Mark(None, MISSING[lang], why[lang])


def approximate(cell: Cell | None) -> bool:
    """Say whether a figure was printed as an approximation (260余)."""
    return cell is not None and cell.status is Status.APPROXIMATE


def in_doubt(change: Change, year: int | None) -> bool:
    """Say whether a figure of a year, or a part that it sums up, fails a rule."""
    return any(
        cell.year == year
        and (
            (cell.item == change.item and change.breakdown in {cell.breakdown, "total"})
            or (cell.item.startswith(f"{change.item}.") and cell.breakdown == change.breakdown)
        )
        for finding in change.doubts
        for cell in finding.doubtful
    )
