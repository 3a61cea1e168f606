"""The prose of a report into passages: which paragraph belongs to which part of the form."""

from govstats.reading.passages.reader import read_passages

__all__ = ["read_passages"]
