"""Text from reports made fit for any file: no control characters, and its width in a table."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""What XML may not hold, and what turns the direction of the text around it."""
_HALVES = re.compile("[\ud800-\udfff]")
_WIDE = frozenset("WFA")
_NARROW = 0.53
"""The width of a Latin letter or a digit, of a Chinese character's."""


def clean(text: str) -> str:
    """Return a text on one line that every format can hold; nothing that can be read is lost."""
    text = _FORBIDDEN.sub("", _BREAKS.sub(" ", text))
    return _HALVES.sub("\ufffd", text)


def ems(text: str, narrow: float = _NARROW) -> float:
    """Return about how wide a text is, in widths of a Chinese character.

    `narrow` is the width of other letters and of digits: by default rather too wide.
    """
    return sum(1.0 if east_asian_width(char) in _WIDE else narrow for char in text)


def shortened(text: str, width: float) -> str:
    """Return a text cut to a width, with … where something is left out."""
    text = clean(text)
    if ems(text) <= width:
        return text
    kept = 0.0
    for place, char in enumerate(text):
        kept += ems(char)
        if kept > width - 1:
            return f"{text[:place]}…"
    return text
