"""The prose of a report into statements: who says how many of what, of which year."""

from govstats.reading.prose.citations import read_citations, read_events
from govstats.reading.prose.figures import own_figures
from govstats.reading.prose.statements import numbers_in, read_statements

__all__ = ["numbers_in", "own_figures", "read_citations", "read_events", "read_statements"]
