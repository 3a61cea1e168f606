"""A comparison as a PDF, set by typst in this process."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import typst

from govstats import theme
from govstats.charts import all_charts
from govstats.display.record import WORDS
from govstats.exports.content import content, widths
from govstats.exports.text import clean, ems, shortened
from govstats.resources import find

if TYPE_CHECKING:
    from govstats.changes import Comparison
    from govstats.charts import Chart
    from govstats.display.rows import Row
    from govstats.exports.content import Content

_WIDTH = 56.5
"""Characters across a table: 170 mm at 8.5 points."""
_LONG = 150
"""Characters beyond which a row may be broken between pages."""
_SECTIONS = {
    **dict.fromkeys(("flow", "outcomes", "contributions", "applicants", "crossed"), "requests"),
    "disputes": "disputes",
    "categories": "disclosure",
    "quality": "quality",
}
"""The section that a chart belongs to; others stand under the main points."""
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)pt" height="([\d.]+)pt"')
_PICTURE, _HIGHEST = 405, 480
"""Points that a picture is wide, and that it is at most high."""
_LOOK = {
    "font": theme.FONT, "now": theme.NOW, "ink": theme.INK, "muted": theme.MUTED,
    "rule": theme.RULE, "doubt": theme.DOUBT, "shade": "#eef2f5",
}  # fmt: skip
_VERBATIM = frozenset({"svg", "id", "link", "font"})
"""Strings that are ours and no text."""
_WHOLE = frozenset({"document", "running", "alt"})
"""Strings that the page needs in one piece."""
_PIECE = 4
_LONGEST = {"unit": 7, "figures": 10, "moved": 10}
_TOO_LONG = 20
"""Letters without a space that a line has no place to break in."""


def to_pdf(comparison: Comparison, lang: str) -> bytes:
    """Return a comparison on A4, with its charts: tagged, with bookmarks, the same for the same.

    Nothing that a report says is read as markup: all of it goes to typst as data. Only the bundled
    font is used; a character that it lacks is shown as □.
    """
    return typeset(comparison, lang, all_charts(comparison, lang))


def typeset(comparison: Comparison, lang: str, charts: tuple[Chart, ...]) -> bytes:
    """Return a comparison on A4 with charts that are drawn already."""
    data = json.dumps(_drawable(_data(content(comparison, lang), charts)))
    compiler = typst.Compiler(
        str(find("page") / "comparison.typ"), font_paths=_fonts(), ignore_system_fonts=True
    )
    return cast("bytes", compiler.compile(format="pdf", sys_inputs={"data": data}))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(find("fonts"))]
    )


def _data(found: Content, charts: tuple[Chart, ...]) -> dict[str, Any]:
    counted = WORDS[found.lang]["counted"]
    drawn: dict[str, list[dict[str, Any]]] = {}
    known = {"quality", *(section.id for section in found.sections)}
    for chart in charts:
        place = _SECTIONS.get(chart.name, "")
        drawn.setdefault(place if place in known else "", []).append(_picture(chart))
    ids = {finding.id for finding in found.findings}
    return {
        "lang": found.lang,
        "look": _LOOK,
        "document": found.title,
        "running": shortened(found.title, _WIDTH - 2 - 1.1 * ems(found.mark)),
        "mark": found.mark,
        "agency": found.agency,
        "subject": found.subject,
        "notice": found.notice,
        "headline": found.text.headline,
        "points_title": found.text.points_title,
        "points": found.text.points,
        "pictures": drawn.get("", []),
        "sections": [
            {"title": s.title, "paragraphs": s.paragraphs, "pictures": drawn.get(s.id, [])}
            for s in found.sections
        ],
        "quality": {
            "title": found.quality_title,
            "first": found.quality_first,
            "findings": [
                {
                    "id": f.id, "badge": f.badge, "sentence": f.sentence, "remarks": f.remarks,
                    "tone": "doubt" if f.severity == "error" else "muted",
                }
                for f in found.findings
            ],
            "suggestions": found.suggestions,
            "after": found.quality_after,
            "pictures": drawn.get("quality", []),
            "rules_title": found.rules_title,
            "rules": [
                {"statement": rule.statement, "counts": counted.format(rule.counts)}
                for rule in found.rules
            ],
        },
        "tables_title": found.tables_title,
        "heads": found.heads,
        "widths": widths(found, _WIDTH),
        "tables": [
            {
                "title": group.title,
                "rows": [_row(row, ids, paired=found.comparison.before is not None) for row in group.rows],
            }
            for group in found.tables
        ],
        "notes": {"title": found.notes.title, "paragraphs": found.notes.paragraphs},
        "record_title": found.record_title,
        "record": found.record,
    }  # fmt: skip


def _picture(chart: Chart) -> dict[str, Any]:
    """Return a chart with its words, as wide as leaves it on one page."""
    size = _SIZE.search(chart.svg)
    width, height = map(float, size.groups()) if size else (_PICTURE, _PICTURE)
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "note": chart.note,
        "source": chart.source,
        "alt": chart.alt,
        "svg": chart.svg,
        "width": min(_PICTURE, _HIGHEST * width / height),
    }


def _row(row: Row, ids: set[str], *, paired: bool) -> dict[str, Any]:
    figures = [row.before, row.after] if paired else [row.after]
    doubts = [finding.id for finding in row.change.doubts if finding.id in ids]
    return {
        "title": row.title,
        "leaf": row.leaf,
        "long": len(row.title) > _LONG,
        "unit": row.unit,
        "figures": [
            [one.text, "absent" if one.absent else "doubt" if one.reason else "plain"]
            for one in figures
        ],
        "moved": [row.difference, row.percent] if paired else [],
        "remark": row.remark,
        "doubt": row.doubt,
        "link": doubts[0] if doubts else "",
    }


def _drawable(value: Any, key: str = "") -> Any:
    """Return data with every text fit for the font and for a line; pictures and labels stay."""
    if isinstance(value, str):
        return value if key in _VERBATIM else _pieces(_in_font(clean(value)), key)
    if isinstance(value, dict):
        return {name: _drawable(one, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(one, key) for one in value]
    return value


def _in_font(text: str) -> str:
    missing = set() if text.isascii() else theme.missing_glyphs(text)
    return text.translate(dict.fromkeys(map(ord, missing), "□")) if missing else text


def _pieces(text: str, key: str) -> str | list[str]:
    """Return a text, in pieces that a line may end between where it has a long address or number."""
    limit = _LONGEST.get(key, _TOO_LONG)
    if key in _WHOLE or len(text) <= limit:
        return text
    pieces: list[str] = []
    for place, part in enumerate(re.split(f"([!-~]{{{limit + 1},}})", text)):
        step = _PIECE if place % 2 else len(part) or 1
        pieces += [part[i : i + step] for i in range(0, len(part), step)]
    return pieces if len(pieces) > 1 else text
