"""Invented reports and comparisons for the tests of charts, and what a figure has drawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.text import Text

from govstats.agencies import Agency
from govstats.charts import all_charts
from govstats.charts.applicants import APPLICANTS
from govstats.comparing import build, compare
from govstats.reports import Cell, Report, Status
from govstats.resources import find
from govstats.storage import load
from govstats.testing import simulate
from govstats.theme import theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from govstats.changes import Comparison
    from govstats.charts import Chart

LANGUAGES = ("zh", "en")
AGENCIES = ("suqian", "huaian-hongze", "jinjiang-yonghe", "shanghai-general-office")
GROUPS = ("granted", "partly_granted", "refused", "unavailable", "not_processed", "other")


def cell(item, breakdown, value, unit="件", status=None):
    """A cell of table three, or of the prose for what is disclosed; None is a blank one."""
    source = "text" if item.startswith("disclosed") else "table"
    amount = None if value is None else Decimal(value)
    status = status or (Status.BLANK if value is None else Status.REPORTED)
    return Cell(item, breakdown, breakdown or item, source, amount, unit, status)


def report(year, cells, edition="2021", scope=""):
    """A full report of an invented agency."""
    return Report(f"{year}", "", "x", "青石镇", year, edition, tuple(cells), scope=scope)


def asked(total, processed, *groups):
    """New requests, requests processed and the six groups of outcomes."""
    items = zip(GROUPS, groups, strict=False)
    return [
        cell("requests.new", "total", total),
        cell("requests.outcomes", "total", processed),
        *(cell(f"requests.{group}", "total", value) for group, value in items),
    ]


def table(year, edition="2021", *, before=0, after=0, **types):
    """A report with table three: for each type of applicant its six groups of outcomes.

    `before` and `after` are carried in and on, all by natural persons; every rule holds.
    """
    cells, sums = [], {}
    for code in APPLICANTS:
        groups = types.get(code, (0,) * 6)
        carried = (before, after) if code == "natural_person" else (0, 0)
        done = sum(groups)
        column = {
            "new": done + carried[1] - carried[0],
            "brought_forward": carried[0],
            **dict(zip(GROUPS, groups, strict=True)),
            "outcomes": done,
            "carried_forward": carried[1],
        }
        for name, value in column.items():
            cells.append(cell(f"requests.{name}", code, value))
            sums[name] = sums.get(name, 0) + value
    cells += [cell(f"requests.{name}", "total", value) for name, value in sums.items()]
    return report(year, cells, edition)


def altered(one, item, value, breakdown="total"):
    """A report with another figure in one cell."""
    cells = (
        replace(c, value=Decimal(value)) if (c.item, c.breakdown) == (item, breakdown) else c
        for c in one.cells
    )
    return replace(one, cells=tuple(cells))


def listed(**counts):
    """Items disclosed by category."""
    return [cell("disclosed.by_category", name, n, "条") for name, n in counts.items()]


def compared(before, after, *, synthetic=False, name="青石镇人民政府"):
    """The comparison of two reports, the earlier of which may be None."""
    history = tuple(filter(None, (before, after)))
    return build(Agency("x", name, "Qingshi Town"), before, after, history, synthetic=synthetic)


def years(*new, start=2021, **scopes):
    """The comparison of the last of some years, with all of them as its history."""
    reports = [
        report(year, asked(n, n), scope=scopes.get(f"y{year}", ""))
        for year, n in enumerate(new, start)
    ]
    return build(Agency("x", "青石镇"), reports[-2], reports[-1], tuple(reports))


def simulated(level, seed, span=range(2021, 2026), errors=0.0, edition="2021"):
    """The comparison of the last two simulated years of an invented agency."""
    reports = [s.report for s in simulate(seed, level, edition, span, errors)]
    agency = Agency(reports[-1].agency, reports[-1].agency_name, f"Simulated {level}")
    return build(agency, reports[-2], reports[-1], tuple(reports), synthetic=True)


def scaled(comparison, factor):
    """The same comparison with every figure so many times as large."""
    history = tuple(
        replace(
            one,
            cells=tuple(
                replace(c, value=None if c.value is None else c.value * factor) for c in one.cells
            ),
        )
        for one in comparison.history
    )
    return build(comparison.agency, history[-2], history[-1], history, synthetic=True)


@cache
def qingshi() -> tuple[Comparison, ...]:
    """The synthetic town's comparisons of every year, through three editions of the form."""
    data = load(find("synthetic"))
    return tuple(compare("synthetic-qingshi", year, data=data) for year in range(2014, 2026))


def _awkward() -> list[Comparison]:
    long = "本级政府领导机构设置主要职能办事程序办事指南及其他需要公开的全部事项"
    unreadable = cell("requests.granted", "total", None, status=Status.UNREADABLE)
    return [
        compared(
            report(2023, [*asked(90, 90, 30, None, 9, 1, 0, 50), *listed(policy=12345, **{long: 3})]),
            report(
                2024,
                [*asked(99, 80, 30, 9, None, 1, 0, 40), *listed(policy=12399, **{long: 4, "😀$": 0})],
            ),
        ),
        years(*range(1000, 1024), start=1991, y2010="area", y2011="office", y2012="area"),
        years(1_234_567, None, 3, None, 0, 1_234_567, 25, start=2016),
        years(*range(50, 58), start=2016, **{f"y{y}": f"s{y % 2}" for y in range(2016, 2024)}),
        compared(None, table(2024)),
        compared(table(2023), table(2024, natural_person=(0, 0, 1, 0, 0, 0))),
        compared(
            table(2023, after=9, natural_person=(20,) * 6, other_organisation=(4,) * 6),
            table(2024, before=9, natural_person=(20,) * 6, other_organisation=(4,) * 6),
        ),
        compared(
            report(2023, [*asked(90, 90), unreadable]),
            report(2024, [*asked(95, 95), unreadable, *listed(policy=0, welfare=0)]),
        ),
        scaled(simulated("province", 3), 400),
    ]  # fmt: skip


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Real, synthetic, simulated and awkward comparisons."""
    levels = [
        simulated(level, seed, errors=errors)
        for level, seed, errors in (
            ("province", 3, 0.0), ("city", 5, 0.2), ("county", 2, 0.4), ("county_dept", 7, 0.9),
            ("township", 1, 0.0), ("township", 8, 0.9),
        )
    ]  # fmt: skip
    short = [
        simulated("county", 4, range(2022, 2026), errors=0.5),
        simulated("city", 9, range(2018, 2021), edition="2019"),
    ]
    return (*map(compare, AGENCIES), *qingshi(), *levels, *short, *_awkward())


@cache
def every() -> tuple[tuple[Comparison, Chart, str], ...]:
    """Every chart of every comparison, in both languages."""
    return tuple(
        (comparison, chart, lang)
        for comparison, lang in product(comparisons(), LANGUAGES)
        for chart in all_charts(comparison, lang)
    )


@cache
def pictures() -> tuple[tuple[Comparison, Chart, str, Figure], ...]:
    """Every chart with its picture, drawn once."""
    return tuple((comparison, chart, lang, draw(chart)) for comparison, chart, lang in every())


def draw(chart: Chart) -> Figure:
    """A chart's picture under the theme."""
    with theme():
        return chart.draw()


def texts(figure: Figure) -> list[Text]:
    """What is written in a figure."""
    return [text for text in figure.findobj(Text) if text.get_text().strip()]


def written(figure: Figure) -> list[str]:
    """The words that are written in a figure."""
    return [text.get_text() for text in texts(figure)]


def boxes(figure: Figure) -> list[Rectangle]:
    """The rectangles that are drawn."""
    return [artist for artist in figure.artists if isinstance(artist, Rectangle)]


def bands(figure: Figure) -> list[PathPatch]:
    """The curved bands that are drawn."""
    return [artist for artist in figure.artists if isinstance(artist, PathPatch)]


def marks(figure: Figure, shape: str = "o") -> list[Line2D]:
    """The marks of a shape that are drawn."""
    return [a for a in figure.artists if isinstance(a, Line2D) and a.get_marker() == shape]


def lines(figure: Figure) -> list[Line2D]:
    """The lines that are drawn."""
    return [a for a in figure.artists if isinstance(a, Line2D) and a.get_marker() == "None"]
