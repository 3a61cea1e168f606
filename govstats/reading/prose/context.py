"""A number in its sentence: the words around it, and what they say it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govstats.reading.prose import vocabulary as words

JUST_TOTAL = re.compile(
    rf"^(?:以上|两项|三项|数量|总数|总量)?(?:共计|合计|总计|累计|共|总共|一共)?{words.COUNTED}"
)
"""A clause that says no more than 共计: its subject was named before."""
COUNT_UNITS = {
    "条",
    "件",
    "份",
    "篇",
    "期",
    "次",
    "个",
    "项",
    "宗",
    "起",
    "例",
    "部",
    "则",
    "件次",
    "条次",
    "批",
    "",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: an item, its breakdown and the words that named it.

    `behind` says that these words stand behind the number (3件予以公开).
    """

    item: str
    breakdown: str = ""
    label: str = ""
    behind: bool = False


NOTHING = Subject("")
"""Says that a number belongs to a subject, but to no item of it: nothing else may claim it."""


@dataclass(frozen=True, slots=True)
class Context:
    """The words around a number.

    `near` is its clause from the last number on, `reach` the sentence from the last number on,
    `said` the whole sentence up to the number, `rest` what follows it in the sentence, `after` the
    same up to the next mark or number; `topic` is what was last spoken of, `whole` the item of
    which a list gives the parts, `last` the subject before, `carried` says that the sentence
    spoke of requests carried over, and `matter` is the end of the sentence before, where that
    counted proposals or complaints.
    """

    near: str
    reach: str
    said: str
    after: str
    rest: str
    unit: str
    topic: str
    whole: str
    listed: bool
    last: Subject | None
    carried: bool
    matter: str = ""


def last_of(table: words.Table, text: str) -> tuple[str, int] | None:
    """Return the entry whose words end last in a text, the longest of those, and where they end."""
    found = [
        (match.end(), match.end() - match.start(), kind)
        for kind, expression in table
        for match in expression.finditer(text)
    ]
    if not found:
        return None
    end, _, kind = max(found)
    return kind, end


def last_start(expression: re.Pattern[str], text: str) -> int:
    """Return where an expression last begins in a text, -1 where it does not occur."""
    return max((match.start() for match in expression.finditer(text)), default=-1)
