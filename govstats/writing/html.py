"""A sheet as one HTML page that needs nothing else, prints on A4 and reads aloud well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from govstats.writing.sheet import Heading, Line

if TYPE_CHECKING:
    from govstats.writing.sheet import Box, Sheet, Table

_STYLE = """
@page { size: A4; margin: 22mm 20mm 20mm; }
* { box-sizing: border-box; }
html { color-scheme: light; }
body {
  margin: 0 auto; padding: 12mm 6mm; max-width: 182mm; background: #fff; color: #000;
  font: 12pt/1.75 FangSong_GB2312, 仿宋_GB2312, FangSong, 仿宋, STFangsong, "Noto Serif CJK SC", serif;
}
h1 {
  margin: 0 0 10mm; text-align: center; text-wrap: balance;
  font: bold 20pt/1.4 SimSun, 宋体, STSong, "Noto Serif CJK SC", serif;
}
h2 {
  margin: 8mm 0 3mm; break-after: avoid;
  font: 14pt/1.5 SimHei, 黑体, "Heiti SC", "Noto Sans CJK SC", sans-serif;
}
p { margin: 0 0 2mm; text-indent: 2em; text-align: justify; }
p.guidance { color: #555; }
p.note {
  text-indent: 0; margin-top: 2mm; font-size: 9.5pt; line-height: 1.5; color: #333;
  overflow-wrap: anywhere;
}
p.note.first { margin-top: 8mm; padding-top: 3mm; border-top: 0.5pt solid #888; }
.frame { overflow-x: auto; margin: 3mm 0 5mm; }
table {
  width: 100%; border-collapse: collapse; table-layout: fixed;
  border: 1.2pt solid #000;
  font: 9.5pt/1.35 SimSun, 宋体, STSong, "Noto Serif CJK SC", serif;
}
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td {
  border: 0.6pt solid #000; padding: 1.2mm 1mm; height: 7.5mm; font-weight: normal;
  text-align: center; vertical-align: middle; overflow-wrap: anywhere;
}
th.row { text-align: left; padding-left: 1.5mm; }
th.title { font-weight: bold; }
td.corner { font-size: 8.5pt; text-align: left; padding: 1.2mm 2mm; }
th.stub, th.group { padding-left: 0.6mm; padding-right: 0.6mm; }
th.group { word-break: keep-all; }
td { font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; }
table.wide { min-width: 160mm; }
table.line td { padding-left: 0.2mm; padding-right: 0.2mm; }
table.line th { padding-left: 1.2mm; padding-right: 1.2mm; }
@media print {
  body { padding: 0; max-width: none; }
  table.wide { min-width: 0; }
  .frame { overflow: visible; break-inside: avoid; }
}
"""
_SCOPES = {
    "column": "col",
    "row": "row",
    "group": "rowgroup",
    "stub": "rowgroup",
    "title": "rowgroup",
}
_KINDS = {"wide": 8, "line": 12}
"""A table of at least so many columns is never narrower than paper, and set tighter."""


def to_html(sheet: Sheet) -> str:
    """Return a sheet as a page: no script, no reference to anything outside it."""
    body = [Markup("<h1>{}</h1>").format(sheet.title)]
    noted = False
    for part in sheet.parts:
        if isinstance(part, Heading):
            body.append(Markup("<h2>{}</h2>").format(part.text))
        elif isinstance(part, Line):
            name = "note first" if part.kind == "note" and not noted else part.kind
            noted = noted or part.kind == "note"
            body.append(Markup('<p class="{}">{}</p>').format(name, part.text))
        else:
            body.append(_table(part))
    return str(
        Markup(
            '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}\n</main>\n</body>\n</html>\n"
        ).format(sheet.title, Markup(_STYLE), Markup("\n").join(body))  # noqa: S704 - our own style sheet
    )


def _table(table: Table) -> Markup:
    total = sum(table.widths)
    columns = Markup("").join(
        Markup('<col style="width:{}%">').format(f"{width * 100 / total:.2f}")
        for width in table.widths
    )
    groups: list[list[Markup]] = [[]]
    for index, boxes in enumerate(table.rows):
        opens = index == table.head or (index > table.head and boxes[0].role == "title")
        if opens and groups[-1]:
            groups.append([])
        groups[-1].append(Markup("<tr>{}</tr>").format(Markup("").join(map(_cell, boxes))))
    parts = [
        Markup("<{0}>\n{1}\n</{0}>").format(
            "thead" if table.head and n == 0 else "tbody", Markup("\n").join(rows)
        )
        for n, rows in enumerate(groups)
    ]
    kinds = " ".join(name for name, least in _KINDS.items() if len(table.widths) >= least)
    kind = Markup(' class="{}"').format(kinds) if kinds else ""
    return Markup(
        '<div class="frame" role="region" aria-label="{1}" tabindex="0"><table{0}>\n'
        "<caption>{1}</caption>\n<colgroup>{2}</colgroup>\n{3}\n</table></div>"
    ).format(kind, table.caption, columns, Markup("\n").join(parts))


def _cell(box: Box) -> Markup:
    spans = Markup("")
    if box.rowspan > 1:
        spans += Markup(' rowspan="{}"').format(box.rowspan)
    if box.colspan > 1:
        spans += Markup(' colspan="{}"').format(box.colspan)
    text = Markup("<br>").join(map(escape, box.text.split("\n")))
    if box.role == "value":
        return Markup("<td{}>{}</td>").format(spans, text)
    scope = "colgroup" if box.role == "column" and box.colspan > 1 else _SCOPES.get(box.role, "")
    said = Markup(' scope="{}"').format(scope) if scope else ""
    tag = "td" if box.role == "corner" else "th"
    return Markup('<{0} class="{1}"{2}{3}>{4}</{0}>').format(tag, box.role, spans, said, text)
