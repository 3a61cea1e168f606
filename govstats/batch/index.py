"""The page that leads to all others: comparisons, single years, synthetic data, excerpts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from govstats.batch.fonts import with_font
from govstats.display import style, tag
from govstats.files import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.batch.manifest import Manifest

_HEAD = Markup(
    '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; font-src data:; style-src 'unsafe-inline'\">"
    "<title>政府信息公开工作年度报告数据 · govstats</title><style>{}"
    "@page{{size:A4;margin:16mm}}body{{margin:0;background:#f3f5f7}}main{{max-width:60rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;"
    "background:#fff;box-sizing:border-box}}td,th{{text-align:left!important}}</style></head>"
    '<body><main class="govstats">{}</main></body></html>\n'
)
_TITLES = {
    "whole": "数据质量和报送情况 · Data quality and who has filed",
    "compared": "年度比较 · Comparisons",
    "benchmark": "与同级单位比较 · Among peers",
    "alone": "单年数据（没有更早年度可比） · Single years (no earlier year to compare)",
    "synthetic": "模拟数据 · Synthetic data",
    "failed": "未能生成 · Failed",
    "excerpts": "摘录（只转录了部分数字，不作核对和比较） · Excerpts (some figures only; neither checked nor compared)",
}
_INTRO = (
    "按机关列出已生成的页面。数字来自公开的政府信息公开工作年度报告。"
    " · Pages by agency. Figures come from published annual reports on government information disclosure."
)
_SYNTHETIC = "以下数字均为模拟生成，不是任何机关的真实数据。 · Every figure below is simulated."


def write_index(manifest: Manifest) -> None:
    """Write `index.html` from the manifest, links relative, so that it works from a file share."""
    pages: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for key, job in manifest.jobs.items():
        pages.setdefault((job["notebook"], key.removesuffix(job["lang"])), []).append(job)
    groups: dict[str, list[list[dict[str, Any]]]] = {}
    for jobs in pages.values():
        groups.setdefault(_kind(jobs), []).append(jobs)
    parts = [tag("h1", "政府信息公开工作年度报告数据"), tag("p", _INTRO)]
    for kind in ("whole", "compared", "benchmark", "alone", "synthetic", "failed"):
        if kind in groups:
            parts.append(tag("h2", _TITLES[kind], id=kind))
            if kind == "synthetic":
                parts.append(tag("p", _SYNTHETIC, class_="banner"))
            parts.append(_table(groups[kind]))
    excerpts = [entry for entries in manifest.excerpts.values() for entry in entries]
    if excerpts:
        parts.append(tag("h2", _TITLES["excerpts"], id="excerpts"))
        parts.append(_excerpts(excerpts))
    page = _HEAD.format(Markup(style()), Markup("").join(parts))  # noqa: S704 - our own style sheet
    write_text(manifest.folder / "index.html", with_font(str(page)))


def _kind(jobs: list[dict[str, Any]]) -> str:
    if all(job.get("error") for job in jobs):
        return "failed"
    if jobs[0]["synthetic"]:
        return "synthetic"
    if not jobs[0]["agency"]:
        return "whole"
    if jobs[0]["notebook"] == "benchmark":
        return "benchmark"
    return "compared" if jobs[0]["against"] else "alone"


def _table(groups: Iterable[list[dict[str, Any]]]) -> Markup:
    rows = [
        _row("机关 Agency", "年度 Year", "页面 Page", "概要 Headline", "核对 Checks", cell="th")
    ]
    for jobs in sorted(groups, key=lambda jobs: (jobs[0]["agency"], jobs[0]["year"])):
        first = min(jobs, key=lambda job: job["lang"] != "zh")
        years = (
            f"{first['against']} → {first['year']}"
            if first["against"]
            else str(first["year"] or "—")
        )
        links = Markup(" ").join(
            _link(job) for job in sorted(jobs, key=lambda j: j["lang"] != "zh")
        )
        badge = (
            tag("span", f"{first['errors']} 必改", class_="badge error") if first["errors"] else "—"
        )
        name = Markup("{}<br><small>{}</small>").format(first["name"], first["name_en"])
        rows.append(_row(name, years, links, first.get("error") or first["headline"], badge))
    return tag("div", tag("table", Markup("").join(rows)), class_="scroll")


def _link(job: dict[str, Any]) -> Markup:
    label = {"zh": "中文", "en": "English"}[job["lang"]]
    page = next((name for name in job["files"] if name.endswith(".html")), None)
    return tag("a", label, href=quote(page)) if page else tag("span", label)


def _excerpts(entries: list[dict[str, Any]]) -> Markup:
    rows = [_row("机关 Agency", "年度 Year", "数字 Figures", "来源 Source", cell="th")]
    for entry in entries:
        web = urlsplit(entry["url"])
        known = web.scheme in ("http", "https")
        source = tag("a", web.netloc, href=entry["url"], rel="noreferrer") if known else "—"
        name = Markup("{}<br><small>{}</small>").format(entry["name"], entry["name_en"])
        rows.append(_row(name, str(entry["year"]), str(entry["figures"]), source))
    return tag("div", tag("table", Markup("").join(rows)), class_="scroll")


def _row(*values: object, cell: str = "td") -> Markup:
    scope = "col" if cell == "th" else None
    return tag("tr", Markup("").join(tag(cell, value, scope=scope) for value in values))
