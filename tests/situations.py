"""Reports drawn up by us for one situation each: figures that add up, and prose around them."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import govstats as gs
from govstats.forms import load_form
from tests.samples import OTHER, OVERVIEW, PROBLEMS, as_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.checks import Finding
    from govstats.reports import Report

Key = tuple[str, str]
Figures = dict[Key, str]

TOWN = "青石镇人民政府"
ASSESSED = "年终考核把公开列为一项。"
BY = (
    "natural_person", "commercial_enterprise", "research_institution",
    "public_interest_organisation", "legal_service_organisation", "other_organisation",
)  # fmt: skip
ROWS = {
    "new": "new", "brought": "brought_forward", "granted": "granted", "partly": "partly_granted",
    "secret": "refused.state_secret", "third": "refused.third_party_rights",
    "internal": "refused.internal_affairs", "process": "refused.process_information",
    "lookup": "refused.statutory_lookup", "not_held": "unavailable.not_held",
    "creation": "unavailable.needs_creation", "unclear": "unavailable.unclear",
    "petition": "not_processed.petition", "repeated": "not_processed.repeated",
    "not_clarified": "other.not_clarified", "other": "other.other",
}  # fmt: skip
RESULTS = ("upheld", "corrected", "other", "pending")


def row(name: str) -> str:
    """Return the item of a row of table three."""
    return "requests." + {"outcomes": "outcomes", "forward": "carried_forward", **ROWS}[name]


def filled(
    disputes: Mapping[str, Iterable[int]] | None = None,
    volumes: Mapping[str, object] | None = None,
    edition: str = "2021",
    **rows: list[int],
) -> Figures:
    """Return figures that add up: requests by row and applicant, disputes by result, table two.

    Totals, outcomes and what is carried forward follow from the rest.
    """
    figures = dict.fromkeys(load_form(edition).slots, "0")
    by_row = {name: [*rows.get(name, []), *[0] * 6][:6] for name in ROWS}
    coming = {"new", "brought"}
    by_row["outcomes"] = [
        sum(by_row[name][n] for name in ROWS if name not in coming) for n in range(6)
    ]
    by_row["forward"] = [
        new + brought - done
        for new, brought, done in zip(
            by_row["new"], by_row["brought"], by_row["outcomes"], strict=True
        )
    ]
    assert min(by_row["forward"]) >= 0
    for name, counts in by_row.items():
        item = row(name)
        if edition == "2019" and item.startswith("requests.other."):
            if name != "other":
                continue
            item = "requests.other"
        for applicant, count in zip((*BY, "total"), (*counts, sum(counts)), strict=True):
            figures[item, applicant] = str(count)
    for kind, counts in (disputes or {}).items():
        by_result = [*counts, 0, 0, 0, 0][:4]
        for result, count in zip((*RESULTS, "total"), (*by_result, sum(by_result)), strict=True):
            figures[f"{kind}.{result}", ""] = str(count)
    for item, value in (volumes or {}).items():
        assert (item, "") in figures
        figures[item, ""] = str(value)
    return figures


def page(
    figures: Figures,
    overview: str = OVERVIEW,
    year: int = 2023,
    who: str = TOWN,
    edition: str = "2021",
    problems: str = PROBLEMS,
    other: str = OTHER,
    period: str | None = None,
) -> str:
    """Lay a report out as a page: the six sections of the form, its tables where they belong."""
    form = load_form(edition)
    tables = [f"<table>{part}" for part in as_html(figures, form).split("<table>")[1:]]
    tables[-1] = tables[-1].partition("</body>")[0]
    two = [t for t, b in zip(tables, form.blocks, strict=True) if not b.by and b.layout != "line"]
    three = [t for t, b in zip(tables, form.blocks, strict=True) if b.by]
    four = [t for t, b in zip(tables, form.blocks, strict=True) if b.layout == "line"]
    covers = period or f"本报告统计期限自{year}年1月1日至{year}年12月31日。"
    return "".join(
        [
            f"<html><body><h1>{who}{year}年政府信息公开工作年度报告</h1><p>{covers}</p>",
            f"<h2>一、总体情况</h2><p>{escape(overview)}</p>",
            "<h2>二、主动公开政府信息情况</h2>", *two,
            "<h2>三、收到和处理政府信息公开申请情况</h2>", *three,
            "<h2>四、政府信息公开行政复议、行政诉讼情况</h2>", *four,
            f"<h2>五、存在的主要问题及改进情况</h2><p>{escape(problems)}</p>",
            f"<h2>六、其他需要报告的事项</h2><p>{escape(other)}</p></body></html>",
        ]
    )  # fmt: skip


def read(html: str) -> Report:
    """Read a page as any other file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(html, "utf-8")
        return gs.read(path)


def report(figures: Figures, overview: str = OVERVIEW, **parts: object) -> Report:
    """Return what is read from a page with some figures and prose."""
    return read(page(figures, overview, **parts))  # type: ignore[arg-type]


def failures(one: Report, *others: Report) -> list[Finding]:
    """Return what fails in a report, and between it and those of other years."""
    alone = gs.check(one, others).failures
    between = gs.check_years([*others, one]).failures if others else ()
    return [*alone, *between]


def told(found: Iterable[Finding]) -> list[tuple[str, str]]:
    """Return the rule and the severity of findings."""
    return [(finding.rule.id, finding.severity) for finding in found]


def suggested(found: Iterable[Finding]) -> dict[Key, int | None]:
    """Return the changes of all suggestions together."""
    return {
        (change.cell.item, change.cell.breakdown): None
        if change.after is None
        else int(change.after)
        for finding in found
        if finding.suggestion
        for change in finding.suggestion.changes
    }
