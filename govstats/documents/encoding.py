"""Bytes to text: of the encodings that fit, the one in which the text reads as a report's."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from govstats.errors import UnreadableError

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_HEAD = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "euc-cn"), "gb18030"),
    "gb18030": "gb18030",
    **dict.fromkeys(("big5", "big-5", "x-big5", "big5-hkscs", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
}
"""What pages declare, by the superset that browsers read it as."""

_COMMON = re.compile(
    "[政公开信息府行理年请申结第一的务项作情其二关本处工不三他法果数和人况要件新条机复内化区计全规制"
    "于业报收正度市总进定容强量办发四提主实持有加及属审动保性体十费未期事范诉文求告在查部议平类中是"
    "予确会时网以管等对建五维方分推大设六需国重无站问依社现组策安案展律取效为出门导纠尚面供用程成媒"
    "织通日监转合决形后构上准专企民下据"
    "內動務區國報實審專對導屬強後復據數於時會條業構機決況準無爲為現發監確範糾組結維網總織處規計設訴"
    "請議費轉辦進門開關項類體資訊檔行政訟縣鎮鄉號"
    "，。、：；（）《》“”　]"
)
"""The characters that make up three quarters of the text of real reports, in both scripts."""

_SAMPLE = 20_000
_READS_WELL = 0.25
_TOLERATED, _TOLERATED_SHARE = 2, 0.001
_ORDER = ("utf-8", "gb18030", "big5hkscs")
_PARITY = 8


@dataclass(frozen=True, slots=True)
class Decoded:
    """Some bytes as text, the encoding that was used, and how many places did not fit it."""

    text: str
    encoding: str
    broken: int = 0


def decode(data: bytes, where: str, declared: str = "") -> Decoded:
    """Return the text of some bytes and the encoding that was used.

    A byte-order mark decides. Otherwise UTF-8, GB18030 (for gb2312 and gbk) and Big5 are tried, and
    that is taken in which the text has most of the characters that reports are made of; what the
    page or `declared` says only breaks a tie, since it is often wrong. A few broken bytes, up to one
    in a thousand, become U+FFFD. Raises UnreadableError where nothing fits.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _fitting(data, name) or _refuse(where, f"its byte-order mark says {name}")
    wide = _utf16(data)
    if wide:
        return _fitting(data, wide) or _refuse(where, f"it looks like {wide}")
    head = _DECLARED.search(data[:_HEAD])
    said = declared or (head.group(1).decode("ascii") if head else "")
    best: Decoded | None = None
    best_score = -1.0
    for name in dict.fromkeys((_NAMES.get(said.lower(), "utf-8"), *_ORDER)):
        found = _fitting(data, name)
        if found is None:
            continue
        score = _plausibility(found)
        if score > best_score:
            best, best_score = found, score
        if score >= _READS_WELL and not found.broken:
            break
    return best or _refuse(where, "tried UTF-8, GB18030, Big5")


def _fitting(data: bytes, name: str) -> Decoded | None:
    """Return the text in one encoding, or None where too much of it does not fit."""
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
    broken = text.count("\ufffd")
    if broken > max(_TOLERATED, len(text) * _TOLERATED_SHARE):
        return None
    return Decoded(text, name, broken)


def _plausibility(decoded: Decoded) -> float:
    """Return the share of a report's common characters among those beyond Latin, from 0 to 1."""
    sample = decoded.text[:_SAMPLE]
    beyond = len(sample) - len(sample.encode("latin-1", "ignore"))
    if not beyond:
        return 0.0
    return len(_COMMON.findall(sample)) / beyond - decoded.broken / beyond


def _utf16(data: bytes) -> str:
    """Return which UTF-16 bytes without a mark are in: zeros stand on one side only."""
    sample = data[: _HEAD * 4]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > _PARITY * (even + 1):
        return "utf-16-le"
    return "utf-16-be" if even > _PARITY * (odd + 1) else ""


def _refuse(where: str, tried: str) -> Decoded:
    raise UnreadableError(
        f"no known kind of document, nor text in a known encoding ({tried})",
        where,
        "save it as UTF-8 · 请另存为UTF-8编码",
    )
