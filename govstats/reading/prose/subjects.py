"""What a number counts: each kind of subject is asked in turn, the most particular first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govstats.reading.prose import vocabulary as words
from govstats.reading.prose.disclosure import channel, disclosed, documents, gazette
from govstats.reading.prose.disputes import dispute
from govstats.reading.prose.fees import fee
from govstats.reading.prose.regulations import regulation, volume
from govstats.reading.prose.requests import request

if TYPE_CHECKING:
    from govstats.reading.prose.context import Context, Subject

_MATTERS = re.compile(
    f"建议|提案|(?<!复)议案|工单|热线|留言|信件|政民互动|问政|信访件|诉求|投诉|来电|{words.ALIEN_REQUEST.pattern}"
)
"""What is handled, answered and made public in the words that are said of requests."""
_OURS = re.compile(
    r"信息|依申请|公开申请|(?:收到|新收|受理)的?申请[^\d、，]{0,4}\d|规范性|复议|诉讼|网|微信|微博|公众号"
)
_SHARED_WORDS = ("disclosed", "requests", "channels", "documents")
_ASKED = (fee, documents, gazette, dispute, regulation, volume, request, channel, disclosed)


def subject_of(context: Context) -> Subject | None:
    """Return what a number counts, None where its words do not say it with certainty."""
    for ask in _ASKED:
        found = ask(context)
        if found is not None:
            alien = found.item.startswith(_SHARED_WORDS) and _goes_on(context)
            return found if found.item and not alien else None
    return None


def matter_of(text: str) -> str:
    """Return the end of a text from where it last counts matters that are not ours, or nothing."""
    found = max((each.start() for each in _MATTERS.finditer(text)), default=-1)
    tail = text[found:] if found >= 0 else ""
    return tail if re.search(r"\d", tail) and not _OURS.search(tail) else ""


def _goes_on(context: Context) -> bool:
    """Say whether a bare number goes on about proposals or complaints: 办理提案35件，公开33件."""
    if _OURS.search(context.near + context.after):
        return False
    return bool(matter_of(context.matter + context.said))
