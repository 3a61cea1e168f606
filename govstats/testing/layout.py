"""What real reports vary in how they print the form, as one value, and a report printed so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from govstats.forms import load_form
from govstats.testing.cells import printed
from govstats.testing.formats import to_bytes
from govstats.testing.labels import abridged, with_numbering
from govstats.testing.tables import rearranged
from govstats.writing import Heading, Part, Table, sheet_of
from govstats.writing.figures import cell_texts
from govstats.writing.prose import fees, overview

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.forms import Form
    from govstats.reports import Report

SECTIONS: dict[str, dict[str, str]] = {
    "official": {},
    "worded": {
        "二、": "二、行政机关主动公开政府信息情况",
        "三、": "三、行政机关收到和处理政府信息公开申请情况",
        "四、": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五、": "五、政府信息公开工作存在的主要问题及改进情况",
    },
    "misspelt": {"三、": "三、收到的处理政府信息公开申请情况", "六、": "l六、其他需要报告的事项"},
    "shifted": {
        "一、": "二、总体情况",
        "二、": "三、主动公开政府信息情况",
        "三、": "四、收到和处理政府信息公开申请情况",
        "四、": "五、政府信息公开行政复议、行政诉讼情况",
        "五、": "六、存在的主要问题及改进情况",
        "六、": "七、其他需要报告的事项",
    },
    "unnumbered": {f"{number}、": "" for number in "一二三四五六"},
}
"""Titles of the sections as real reports print them; an empty one is the official without a number."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report prints the form; the default is the official form as a page.

    `labels`: cells `merged`, their label `repeated` in every position, printed `once` beside empty
    cells, or (in text) `compact`, with no field for what a merged cell covers. `figures`: `plain`,
    with `thousands` separators, `full_width` digits, or their `unit`. `zero` is what stands for 0.
    `cut` breaks table three after so many rows, with or without its head (`repeat_head`).
    """

    format: Literal["html", "docx", "tabs", "pipes", "spaces"] = "html"
    labels: Literal["merged", "repeated", "once", "compact"] = "merged"
    figures: Literal["plain", "thousands", "full_width", "unit"] = "plain"
    zero: Literal["0", "", "/", "—", "\u00a0"] = "0"
    numbering: Literal["1.", "1、", "（1）", "(1)"] = "1."
    half_width_brackets: bool = False
    abridged: bool = False
    vertical_head: bool = False
    split_heads: bool = False
    one_row: bool = False
    subtotal: bool = False
    cut: int = 0
    repeat_head: bool = False
    framed: bool = False
    table_two_apart: bool = False
    sections: Literal["official", "worded", "misspelt", "shifted", "unnumbered"] = "official"


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as printed: the bytes, and the text that each cell shows by (item, breakdown)."""

    data: bytes
    texts: Mapping[tuple[str, str], str]


def lay_out(  # noqa: PLR0913 - what a report says, and how it is printed
    form: Form,
    texts: Mapping[tuple[str, str], str],
    layout: Layout,
    *,
    title: str,
    year: int,
    prose: Iterable[str] = (),
) -> Printed:
    """Print cell texts by (item, breakdown), missing ones as blank, in a layout."""
    changed, shown = printed(
        form, texts, layout.figures, layout.zero, one_row=layout.one_row, subtotal=layout.subtotal
    )
    if layout.abridged:
        changed = abridged(changed)
    sheet = sheet_of(changed, shown, title, year, prose)
    parts: list[Part] = []
    for part in sheet.parts:
        if isinstance(part, Heading):
            parts.append(Heading(_section(part.text, layout)))
        elif isinstance(part, Table):
            worded = part.with_boxes(
                lambda box: with_numbering(
                    box, layout.numbering, half_width=layout.half_width_brackets
                )
            )
            parts += rearranged(
                worded,
                labels=layout.labels,
                vertical=layout.vertical_head,
                split_heads=layout.split_heads,
                cut=layout.cut,
                repeat_head=layout.repeat_head,
                titles_apart=layout.table_two_apart,
            )
        else:
            parts.append(part)
    whole = replace(sheet, parts=tuple(parts))
    compact = layout.labels == "compact"
    data = to_bytes(whole, layout.format, compact=compact, framed=layout.framed)
    return Printed(data, shown)


def _section(title: str, layout: Layout) -> str:
    number = title[:2]
    worded = SECTIONS[layout.sections].get(number)
    return title if worded is None else worded or title[2:]


def lay_out_report(report: Report, layout: Layout | None = None) -> Printed:
    """Print a report's figures, and sentences of ours with those of its prose, in a layout."""
    return lay_out(
        load_form(report.edition),
        cell_texts(report),
        layout or Layout(),
        title=report.title,
        year=report.year or 0,
        prose=(*overview(report), *fees(report)),
    )
