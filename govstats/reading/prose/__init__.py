"""The prose of a report into statements: who says how many of what, of which year."""

from govstats.reading.prose.citations import read_citations, read_events
from govstats.reading.prose.statements import read_statements

__all__ = ["read_citations", "read_events", "read_statements"]
