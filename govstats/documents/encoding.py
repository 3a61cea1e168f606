"""Bytes to text: the declared encoding where it holds, otherwise the one that fits."""

from __future__ import annotations

import codecs
import re

from govstats.errors import UnreadableError

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_HEAD = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Return the text of some bytes and the encoding that was used.

    A byte-order mark decides; then the charset that HTML declares (gb2312 and gbk are read as
    their superset GB18030); then UTF-8, GB18030 and Big5, strictly. Raises UnreadableError.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strict(data, name, where), name
    declared = _DECLARED.search(data[:_HEAD])
    named = declared.group(1).decode("ascii").lower() if declared else ""
    for name in dict.fromkeys((_SUPERSETS.get(named, named), "utf-8", "gb18030", "big5")):
        if not name:
            continue
        try:
            return data.decode(name), name
        except (UnicodeError, LookupError):
            continue
    raise UnreadableError(
        "the text is in no known encoding (tried UTF-8, GB18030, Big5)", where, "save it as UTF-8"
    )


def _strict(data: bytes, name: str, where: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"its byte-order mark says {name}, but {error.reason}", where
        ) from error
