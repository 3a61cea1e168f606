"""What a caller can catch: one tree, each error saying what, where and what to do."""

from __future__ import annotations


class GovstatsError(Exception):
    """Base of every error that govstats raises on purpose.

    `what` is the defect, `where` its place (a file, a parameter, a cell) and `advice` what to do.
    The three survive pickling, so that a worker process can hand them back whole.
    """

    def __init__(self, what: str, where: str = "", advice: str = "") -> None:
        super().__init__(what, where, advice)
        self.what, self.where, self.advice = what, where, advice

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" — {self.advice}" if self.advice else ""
        return f"{place}{self.what}{advice}"


class NotFoundError(GovstatsError, LookupError):
    """A name that nothing bears: an agency, a year, an item, an edition."""

    def __str__(self) -> str:
        return GovstatsError.__str__(self)


class UnreadableError(GovstatsError, ValueError):
    """A source that cannot be read as a report at all: damaged, empty, another kind of file."""


class InvalidFormError(GovstatsError, ValueError):
    """A form file that contradicts itself."""


class InvalidDataError(GovstatsError, ValueError):
    """A dataset that breaks its own description: columns, keys, statuses."""


class InvalidRequestError(GovstatsError, ValueError):
    """A parameter with a value that is not allowed; the message names those that are."""


class UnwritableError(GovstatsError):
    """A place that nothing can be written to: a full disk, a read-only folder."""
