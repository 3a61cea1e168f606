"""What a number counts: each kind of subject is asked in turn, the most particular first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.reading.prose.disclosure import channel, disclosed, documents, gazette
from govstats.reading.prose.disputes import dispute
from govstats.reading.prose.fees import fee
from govstats.reading.prose.regulations import regulation, volume
from govstats.reading.prose.requests import request

if TYPE_CHECKING:
    from govstats.reading.prose.context import Context, Subject

_ASKED = (fee, documents, gazette, dispute, regulation, volume, request, channel, disclosed)


def subject_of(context: Context) -> Subject | None:
    """Return what a number counts, None where its words do not say it with certainty."""
    for ask in _ASKED:
        found = ask(context)
        if found is not None:
            return found if found.item else None
    return None
