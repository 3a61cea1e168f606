"""Comparisons to export: every one that the bundled data allows, and awkward ones of our own."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from govstats.agencies import Agency
from govstats.comparing import build, compare
from govstats.exports import export
from govstats.forms import load_form
from govstats.reports import Cell, Report, Status
from govstats.storage import load

if TYPE_CHECKING:
    from govstats.changes import Comparison

SCRIPT = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A1"
TYPST = '#panic("x") $x$ *b* _i_ @y [[z]] `c` // d /* \\u{41} <l> ~ ---'
_LEFT_OUT = re.compile("[\\s\u2060\x02\ufffe\xad-]")
WORD = "{ DDEAUTO c:\\\\windows cmd } & ]]>"
TEXTS = (SCRIPT, FORMULA, TYPST, WORD, '+1"&A1&"', "@SUM(1)", "-2+3", "_x0041_", "{{7*7}}")
"""What a name must never be but text."""


def report(
    year: int, *cells: Cell, edition: str = "2021", zeros: bool = True, **about: str
) -> Report:
    """A report of an invented town whose other figures are 0, with some cells of its own."""
    given = {(cell.item, cell.breakdown) for cell in cells}
    rest = [
        table(slot.item, slot.breakdown, 0, slot.unit)
        for slot in load_form(edition).slots.values()
        if zeros and (slot.item, slot.breakdown) not in given
    ]
    return Report("", "", "town", "河口镇人民政府", year, edition, (*cells, *rest), **about)


def table(item, breakdown, value, unit="件", status=Status.REPORTED, raw="") -> Cell:
    """A cell of a table; None is a figure that is not there."""
    known = None if value is None else Decimal(value)
    return Cell(item, breakdown, "", "table", known, unit, status, raw or str(value))


def prose(item, breakdown, value, unit="条", status=Status.REPORTED, raw="") -> Cell:
    """A figure of the prose."""
    return replace(table(item, breakdown, value, unit, status, raw), source="text", label=breakdown)


def hostile() -> Comparison:
    """Two years whose every name is something that a file format could take for more than text."""
    cells = [
        [prose("disclosed.by_category", text, 30 + n + year - 2023) for n, text in enumerate(TEXTS)]
        for year in (2023, 2024)
    ]
    accounts = [prose("channels.wechat.posts", f"{text}账号", 40) for text in TEXTS]
    total = [prose("disclosed.total", "", 500 + year) for year in (2023, 2024)]
    reports = [
        report(year, *parts, *accounts, whole, title=TYPST, scope=FORMULA, url=f"{SCRIPT}{FORMULA}")
        for year, parts, whole in zip((2023, 2024), cells, total, strict=True)
    ]
    return build(Agency("town", TYPST + FORMULA + SCRIPT), *reports, tuple(reports))


def zeros() -> Comparison:
    """A town with nothing but zeros in both years."""
    reports = (report(2023), report(2024))
    return build(
        Agency("town", "河口镇人民政府", "Hekou Town People's Government"), *reports, reports
    )


def awkward() -> Comparison:
    """Long labels, long numbers, rounded, blank and unreadable figures, characters of no font."""
    long = "为贯彻落实政府信息公开条例而主动公开的其他各类政府信息" * 8
    word = "https://" + "a1b2c3d4" * 30
    odd = "A\x00B\x07\u202eC\ud800\n浉河\t靐桥😀\ufffe"
    before = report(
        2023,
        prose("disclosed.by_category", long, 12345), prose("disclosed.by_category", word, 25),
        prose("disclosed.by_category", odd, 77), prose("disclosed.total", "", 260, status=Status.APPROXIMATE, raw="260余条"),
        table("licensing.decisions", "", "123456789012345678901234"),
        table("penalties.decisions", "", "400"), table("fees.amount", "", "0.1250", "万元"),
        table("requests.new", "natural_person", None, status=Status.BLANK, raw=""),
    )  # fmt: skip
    after = report(
        2024,
        prose("disclosed.by_category", long, 12346), prose("disclosed.by_category", word, 5),
        prose("disclosed.by_category", odd, 78), prose("disclosed.total", "", 300, status=Status.APPROXIMATE, raw="300余条"),
        table("licensing.decisions", "", "123456789012345678901235"),
        table("penalties.decisions", "", "449"), table("fees.amount", "", "1234567.8905", "万元"),
        table("requests.new", "natural_person", None, status=Status.UNREADABLE, raw=""),
        table("review.upheld", "", None, status=Status.NOT_APPLICABLE, raw="/"),
        table("requests.granted", "total", 7), table("rules.issued", "", 20, status=Status.APPROXIMATE, raw="约20"),
        title=odd,
    )  # fmt: skip
    return build(Agency("town", f"河口镇人民政府{odd}", odd), before, after, (before, after))


BUNDLED = {
    "suqian": (2024,),
    "huaian-hongze": (2023, 2024),
    "jinjiang-yonghe": (2022,),
    "shanghai-general-office": (2019,),
    "synthetic-qingshi": (2014, 2016, 2019, 2021, 2025),
}
"""Full reports: two years and one, each form against itself and against the form before it."""


@cache
def bundled() -> dict[str, Comparison]:
    """Comparisons of the bundled data, real and synthetic, of every edition and across editions."""
    data = load()
    simulated = load(data.path / "synthetic")
    return {
        f"{agency}-{year}": compare(agency, year, data=simulated if "synth" in agency else data)
        for agency, years in BUNDLED.items()
        for year in years
    }


@cache
def every() -> dict[str, Comparison]:
    """The bundled comparisons and the awkward ones."""
    return bundled() | {"hostile": hostile(), "zeros": zeros(), "awkward": awkward()}


def flat(text: str) -> str:
    """A text without spaces, line breaks and hyphens, which a PDF's text loses at an end of line."""
    return _LEFT_OUT.sub("", text)


@cache
def exported(name: str, kind: str, lang: str) -> bytes:
    """A comparison by its name, exported."""
    return export(every()[name], kind, lang)
