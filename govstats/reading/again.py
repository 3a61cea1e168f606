"""What kept prose states: read again from its passages, as it was read from the document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from govstats.documents import Paragraph, Place
from govstats.reading.identity import read_period
from govstats.reading.prose import read_citations, read_events, read_statements

if TYPE_CHECKING:
    from govstats.reports import Report


def with_prose(report: Report) -> Report:
    """Return a report with the statements, citations, events and period of its passages."""
    paragraphs = tuple(
        Paragraph(passage.text, _place(passage.place), "heading" if passage.heading else "text")
        for passage in report.passages
    )
    return replace(
        report,
        period=report.period or read_period(passage.text for passage in report.passages),
        statements=read_statements(paragraphs, report.year, report.agency_name),
        citations=read_citations(paragraphs),
        events=read_events(paragraphs, report.year),
    )


def _place(place: Place | str) -> Place:
    return Place.parse(place) if isinstance(place, str) else place
