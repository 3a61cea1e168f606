"""Charts of one year beside an earlier one: which years are shown, rows of figures, the words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from govstats.charts.bars import draw_bars
from govstats.charts.chart import Chart
from govstats.charts.dots import draw_dots
from govstats.charts.marks import Pairs, Row, count_mark, in_doubt, share_mark
from govstats.charts.words import (
    corner,
    doubt_remark,
    listed,
    noted,
    source,
    spoken,
    subject,
    year_name,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from govstats.changes import Change, Comparison
    from govstats.reports import Cell, Report

_KIND = {
    draw_bars: {"zh": "条形图", "en": "Bar chart"},
    draw_dots: {"zh": "点图", "en": "Dot plot"},
}


@dataclass(frozen=True)
class Basis:
    """What a chart stands on: a comparison, and the earlier report where it can be shown beside.

    An earlier year whose form counted otherwise is not shown; `remark` says so.
    """

    comparison: Comparison
    before: Report | None
    lang: str
    remark: str = ""

    @property
    def calendar(self) -> tuple[int, ...]:
        """The years that are shown, the earlier one first."""
        earlier = self.before.year if self.before else None
        return (self.comparison.year,) if earlier is None else (earlier, self.comparison.year)

    @property
    def years(self) -> tuple[str, ...]:
        """The labels of the years that are shown, the earlier one first."""
        return tuple(year_name(year, self.lang) for year in self.calendar)

    def cells(self, change: Change) -> tuple[Cell | None, ...]:
        """Return the figures of the years that are shown, the earlier one first."""
        return (change.after,) if self.before is None else (change.before, change.after)

    def doubted(self, change: Change) -> tuple[bool, ...]:
        """Return for each year that is shown whether its figure, or a part of it, fails a rule."""
        return tuple(in_doubt(change, year) for year in self.calendar)

    def narrowed(self, changes: Sequence[Change]) -> Basis:
        """Return the basis without an earlier year that knows none of some figures."""
        if self.before is None or any(change.old is not None for change in changes):
            return self
        zh, en = f"{self.before.year}年无此项数据", f"no such figures for {self.before.year}"
        return replace(self, before=None, remark=zh if self.lang == "zh" else en)

    def counts(self, name: str, change: Change) -> Row:
        """Return a row of counts."""
        marks = [
            count_mark(cell, self.lang, doubtful=doubtful)
            for cell, doubtful in zip(self.cells(change), self.doubted(change), strict=True)
        ]
        return Row(name, marks[-1], marks[0] if len(marks) > 1 else None)

    def shares(self, name: str, change: Change, wholes: Sequence[Decimal]) -> Row:
        """Return a row of shares in percent of a whole in each year that is shown."""
        marks = [
            share_mark(cell, whole, self.lang, doubtful=doubtful)
            for cell, whole, doubtful in zip(
                self.cells(change), wholes, self.doubted(change), strict=True
            )
        ]
        return Row(name, marks[-1], marks[0] if len(marks) > 1 else None)

    def chart(  # noqa: PLR0913 - the words and rows of a chart
        self,
        name: str,
        title: str,
        what: str,
        rows: Sequence[Row],
        *,
        notes: Sequence[str] = (),
        dots: bool = False,
    ) -> Chart:
        """Return the chart of some rows: `what` says what they are, `notes` what is left out."""
        pairs = Pairs(tuple(rows), self.years, self.lang, corner(self.comparison, self.lang))
        draw = draw_dots if dots and self.before else draw_bars
        doubt = doubt_remark(self.lang, doubtful=pairs.doubtful)
        subtitle = subject(self.comparison, self.calendar, what, self.lang)
        note = noted([self.remark, *notes, doubt], self.lang)
        kind = _KIND[draw][self.lang]
        return Chart(
            name=name,
            title=title,
            subtitle=subtitle,
            note=note,
            source=source(self.comparison, self.calendar, self.lang),
            alt=spoken(kind, subtitle, note, pairs.in_words(), self.lang),
            picture=pairs,
            paint=draw,
        )


def basis(comparison: Comparison, item: str, lang: str) -> Basis:
    """Return what a chart of an item and its breakdowns stands on."""
    before = comparison.before
    if before is None or not any(b.edition and b.covers(item) for b in comparison.breaks):
        return Basis(comparison, before, lang)
    zh = f"{before.year}年的报告格式不同，不可直接比较，未列出"
    en = f"{before.year} used another form, cannot be compared and is not shown"
    return Basis(comparison, None, lang, zh if lang == "zh" else en)


def left_out(zh: str, en: str, names: Sequence[str], lang: str) -> str:
    """Return a note on rows that are not shown; empty where there are none."""
    if not names:
        return ""
    return f"{zh}：{listed(names, lang)}" if lang == "zh" else f"{en}: {listed(names, lang)}"
