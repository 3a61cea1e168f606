"""What each tab of the explorer shows, as HTML."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup

from govstats.checks import SEVERITY_LABELS
from govstats.display import Fragment, comparison_table, findings_list, tag
from govstats.display.findings import SEVERITIES
from govstats.display.statutory import tables
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.explaining import in_chinese
from govstats.explorer.words import WORDS
from govstats.peers import FEWEST
from govstats.prose import write
from govstats.reports import Status
from govstats.rounding import percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.changes import Comparison
    from govstats.errors import GovstatsError
    from govstats.explorer.own import Own
    from govstats.explorer.views import Views

_ID = re.compile(r' id="([^"]+)"')
_LINK = re.compile(r' href="#([^"]+)"')


def series_pane(views: Views) -> str:
    """The figure through the years, or why there is none."""
    chart = views.chart
    return framed(Markup(chart._repr_html_()) if chart else tag("p", WORDS[views.lang]["none"]))  # noqa: S704


def tables_pane(views: Views) -> str:
    """The statutory tables with their marks and findings."""
    return framed(views.tables.html)


def comparison_pane(views: Views) -> str:
    """The comparison in words, pictures and tables."""
    return framed(_compared(views.comparison, views.lang, views.charts), "seen")


def peers_pane(views: Views) -> str:
    """Where the agency lies among its peers, or why that is not said."""
    words = WORDS[views.lang]
    try:
        found = views.peers()
        where = words[found.standing(views.agency)]
    except InvalidRequestError:
        return framed(tag("p", words["few"].format(year=views.year, n=FEWEST)))
    except NotFoundError:
        return framed(tag("p", words["no_place"].format(year=views.year)))
    name = found.share.zh if views.lang == "zh" else found.share.en
    centre = words["centre"].format(share=percent(100 * found.exact_centre))
    said = words["peers_said"].format(
        year=views.year, n=len(found.table), rate=name, where=where, centre=centre
    )
    return framed(tag("p", said))


def own_pane(own: Own, lang: str) -> str:
    """A report of one's own: what was read and found, the comparison, then every table."""
    words, report = WORDS[lang], own.report
    parts = [tag("p", tag("strong", _read(own, lang)) + " " + _counted(own, lang))]
    if own.findings.failures:
        parts += [tag("h3", words["checks"]), findings_list(own.findings.failures, lang)]
    if own.comparison is not None:
        parts += [tag("h3", words["words"]), _compared(own.comparison, lang)]
    elif own.refused is not None:
        parts.append(
            tag("p", words["not_compared"].format(said(own.refused, lang)), class_="banner")
        )
    else:
        parts.append(tag("p", words["alone"]))
    parts += [tag("h3", words["all_tables"]), *tables(report, own.findings, lang)]
    return framed(Markup("").join(parts), "own")


def failed_pane(error: GovstatsError, lang: str) -> str:
    """Why a file was not read, and what to do."""
    title = tag("strong", WORDS[lang]["failed"] + ("：" if lang == "zh" else ": "))
    return framed(tag("p", title + said(error, lang), class_="banner"))


def note_pane(text: str) -> str:
    """A sentence by itself."""
    return framed(tag("p", text))


def said(error: GovstatsError, lang: str) -> str:
    """Return an error in the language."""
    return in_chinese(error) if lang == "zh" else str(error)


def framed(html: Markup, place: str = "") -> str:
    """Return HTML in the pages' style, every link of it leading to a place within it.

    Its places are called `place-…`, so that two tabs do not share one. A link to a part that only a
    page has becomes plain text.
    """
    ids = set(_ID.findall(html))

    def lead(link: re.Match[str]) -> str:
        return f' href="#{place}-{link[1]}"' if link[1] in ids else ""

    inside = _ID.sub(rf' id="{place}-\1"', _LINK.sub(lead, html)) if place else html
    return Fragment(Markup(inside), "")._repr_html_()  # noqa: S704 - escaped before


def _compared(comparison: Comparison, lang: str, charts: Iterable[object] = ()) -> Markup:
    pictures = "".join(chart._repr_html_() for chart in charts)  # type: ignore[attr-defined]
    words = write(comparison, lang)._repr_html_()
    return Markup(words + pictures) + comparison_table(comparison, lang).html  # noqa: S704


def _read(own: Own, lang: str) -> str:
    words, report = WORDS[lang], own.report
    table = [cell for cell in report.cells if cell.source == "table"]
    return words["read"].format(
        agency=report.agency_name or words["someone"],
        year=report.year or words["some_year"],
        edition=report.edition,
        n=sum(cell.value is not None for cell in table),
        missing=sum(cell.status is Status.UNREADABLE for cell in table),
        said=len(report.cells) - len(table),
    )


def _counted(own: Own, lang: str) -> str:
    words = WORDS[lang]
    counts = Counter(finding.severity for finding in own.findings.failures)
    if not counts:
        return words["nothing"]
    listed = [
        words["places"].format(name=SEVERITY_LABELS[severity][lang], n=counts[severity])
        for severity in SEVERITIES
        if counts[severity]
    ]
    return words["found"].format(("，" if lang == "zh" else ", ").join(listed))
