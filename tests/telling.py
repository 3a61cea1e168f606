"""A report of ours whose prose says what a test wants to hear, beside a table that adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.documents import parse_document
from govstats.forms import load_form
from govstats.reading import read_document
from tests.samples import HEAD, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govstats.reports import Report

_COLUMNS = ("natural_person", "commercial_enterprise", "legal_service_organisation", "total")
_REQUESTS = {
    "requests.new": (80, 10, 5, 95),
    "requests.brought_forward": (4, 1, 0, 5),
    "requests.granted": (40, 5, 1, 46),
    "requests.partly_granted": (8, 1, 0, 9),
    "requests.refused.internal_affairs": (3, 0, 0, 3),
    "requests.refused.process_information": (2, 1, 0, 3),
    "requests.unavailable.not_held": (15, 2, 2, 19),
    "requests.unavailable.needs_creation": (1, 0, 0, 1),
    "requests.not_processed.petition": (5, 0, 0, 5),
    "requests.not_processed.repeated": (1, 0, 0, 1),
    "requests.other.not_clarified": (1, 0, 0, 1),
    "requests.other.other": (5, 0, 1, 6),
    "requests.outcomes": (81, 9, 4, 94),
    "requests.carried_forward": (3, 2, 1, 6),
}
_OTHERS = {
    "review.upheld": 3, "review.corrected": 1, "review.other": 1, "review.pending": 2, "review.total": 7,
    "litigation_direct.upheld": 1, "litigation_direct.pending": 1, "litigation_direct.total": 2,
    "litigation_after_review.upheld": 3, "litigation_after_review.corrected": 1,
    "litigation_after_review.total": 4,
    "normative_documents.issued": 4, "normative_documents.repealed": 2, "normative_documents.in_force": 31,
    "licensing.decisions": 1204, "penalties.decisions": 56, "fees.amount": "12.3456",
}  # fmt: skip


def busy(changes: Mapping[tuple[str, str], object] | None = None) -> dict[tuple[str, str], str]:
    """Return figures that satisfy every rule: 95 requests received, 5 brought forward, 94 concluded."""
    values = dict.fromkeys(load_form("2021").slots, "0")
    for item, row in _REQUESTS.items():
        values |= {(item, who): str(n) for who, n in zip(_COLUMNS, row, strict=True)}
    values |= {(item, ""): str(n) for item, n in _OTHERS.items()}
    return values | {key: str(value) for key, value in (changes or {}).items()}


def few(row: str = "", count: int = 1) -> dict[tuple[str, str], str]:
    """Return a table in which one kind of decision was made, all for natural persons."""
    values = dict.fromkeys(load_form("2021").slots, "0")
    for item in ("requests.new", "requests.outcomes", row):
        if item:
            values |= {(item, who): str(count) for who in ("natural_person", "total")}
    return values


def telling(
    *sentences: str,
    values: Mapping[tuple[str, str], str] | None = None,
    year: int = 2023,
    agency: str = "青石镇人民政府",
) -> Report:
    """Return a report read from text: our sentences under 一、总体情况, then the tables."""
    text = as_text(busy() if values is None else values)
    text = text.replace("一、总体情况\n", "\n".join(["一、总体情况", *sentences, ""]))
    text = text.replace("青石镇人民政府", agency).replace("2023", str(year))
    assert HEAD.replace("青石镇人民政府", agency).replace("2023", str(year)) in text
    return read_document(parse_document(text.encode(), f"telling-{year}"))
