"""Traditional characters, in which mirrors repeat reports, to the simplified ones of the form."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORDS = {"规范性档案": "规范性文件", "资讯": "信息", "覆议": "复议", "答覆": "答复"}
"""Words that the conversion to traditional characters has changed, each as long as the original."""


def is_traditional(text: str) -> bool:
    """Say whether a text has a character that only traditional writing has.

    Simplified text and its punctuation are in GB 2312, and that is asked first: the table of
    characters is loaded for no simplified report.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return any(_only_traditional(char) for char in set(_HAN.findall(text)))
    return False


def simplify(text: str) -> str:
    """Return a text with traditional characters in simplified ones, as long as it was.

    Characters that simplified text has as well (乾, 於, 後) are converted as their words need it.
    """
    simplified = _converter()(text)
    if len(simplified) != len(text):
        simplified = "".join(map(_simplified, text))
    for traditional, word in _WORDS.items():
        simplified = simplified.replace(traditional, word)
    return simplified


@cache
def _only_traditional(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return _simplified(char) != char
    return False


@cache
def _simplified(char: str) -> str:
    converted = _converter()(char)
    return converted if len(converted) == 1 else char


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC("t2s").convert
