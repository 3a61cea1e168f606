"""What the prose of a year says of a difference: lapsed documents, requests taken over, why figures rose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govstats.reports import Report

_SENTENCE = re.compile("[。；;]")
_BEFORE, _BEHIND = 30, 15


def spoken(report: Report) -> Iterator[str]:
    """Yield the sentences of a report's prose, those of its statements and events with them."""
    texts = [passage.text for passage in report.passages if not passage.heading]
    texts += [said.quote for said in report.statements]
    texts += [event.quote for event in report.events]
    for text in dict.fromkeys(texts):
        yield from (sentence for sentence in _SENTENCE.split(text) if sentence)


def excerpt(sentence: str, found: re.Match[str]) -> str:
    """Return the words around what was found in a sentence."""
    start = max(0, found.end() - _BEFORE)
    return sentence[start : found.end() + _BEHIND].strip(" ，,、")
