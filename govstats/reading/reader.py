"""A document into a report: edition chosen, tables and prose read, the result summed up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from govstats.documents import open_document
from govstats.errors import UnreadableError
from govstats.reading.edition import choose_edition
from govstats.reading.identity import (
    has_subject,
    part_of_year,
    read_identity,
    second_report,
)
from govstats.reading.indicators import read_indicators
from govstats.reading.passages import read_passages
from govstats.reading.prose import own_figures, read_citations, read_events, read_statements
from govstats.reading.scope import read_scope
from govstats.reading.tables import TableReading, read_tables
from govstats.reports import Reading, Report, Status

if TYPE_CHECKING:
    from pathlib import Path

    from govstats.agencies import Agencies
    from govstats.documents import Document
    from govstats.forms import Form

_ENOUGH_ROWS = 3


def read(path: str | Path, agencies: Agencies | None = None) -> Report:
    """Read a report from a file: HTML, DOCX, PDF with text, plain text or Markdown.

    Every cell of the statutory tables comes back with its status, text and place; what could not
    be read is `unreadable`, never 0. `agencies` resolves the printed name to an id.
    Raises NotFoundError for a missing file and UnreadableError for a file that holds no report.
    """
    return read_document(open_document(path), agencies)


def read_document(document: Document, agencies: Agencies | None = None) -> Report:
    """Read a report from a document that is already open."""
    document, notes = _first_report(document)
    partial = part_of_year(document)
    if partial:
        raise UnreadableError(
            f"figures of part of a year ({partial}), not an annual report",
            document.source,
            "请使用年度报告 (use the annual report)",
        )
    identity = read_identity(document)
    form, because = choose_edition(document, identity.year)
    if form.is_list:
        tables = read_indicators(document, form, identity.year)
    else:
        tables = read_tables(document.blocks, form, identity.year)
    if tables.matched_rows < _ENOUGH_ROWS and not (tables.matched_rows or has_subject(document)):
        raise UnreadableError(
            "no report on information disclosure (政府信息公开工作年度报告): "
            "neither its title nor its tables are there",
            document.source,
        )
    statements = read_statements(document.paragraphs, identity.year, identity.agency_name)
    stated, contradictions = own_figures(statements)
    tables.notes += [*document.notes, *notes, *contradictions]
    resolved = agencies.resolve(identity.agency_name) if agencies and identity.agency_name else None
    return Report(
        source=document.source,
        sha256=document.sha256,
        agency=resolved,
        agency_name=identity.agency_name,
        year=identity.year,
        period=identity.period,
        edition=form.edition,
        title=identity.title,
        cells=(*tables.cells, *stated),
        statements=statements,
        citations=read_citations(document.paragraphs),
        events=read_events(document.paragraphs, identity.year),
        passages=read_passages(document, identity.year),
        scope=read_scope(identity.title, identity.agency_name, document.paragraphs),
        reading=_summary(document, form, because, tables),
    )


def _first_report(document: Document) -> tuple[Document, list[str]]:
    """Return a document up to the title of a second report, with a note where there is one."""
    end = second_report(document)
    if end is None:
        return document, []
    return replace(document, blocks=document.blocks[:end]), ["文件中有两份报告，只读第一份"]


def _summary(document: Document, form: Form, because: str, tables: TableReading) -> Reading:
    def count(*statuses: Status) -> int:
        return sum(cell.status in statuses for cell in tables.cells)

    return Reading(
        edition=form.edition,
        edition_because=because,
        encoding=document.encoding,
        expected=len(tables.cells),
        read=count(Status.REPORTED, Status.APPROXIMATE),
        blank=count(Status.BLANK, Status.NOT_APPLICABLE),
        unreadable=count(Status.UNREADABLE),
        by_alias=tuple(tables.by_alias),
        by_similarity=tuple(tables.by_similarity),
        notes=tuple(tables.notes),
    )
