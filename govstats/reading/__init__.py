"""Documents into reports: tables by label, statements by phrase."""

from govstats.reading.reader import read, read_document

__all__ = ["read", "read_document"]
