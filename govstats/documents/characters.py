"""Characters as extraction leaves them, folded to the ones that were meant."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from govstats.documents.traditional import is_traditional, simplify

_SUPPLEMENT = {
    "⺁": "厂", "⺆": "冂", "⺇": "几", "⺈": "刀", "⺊": "卜", "⺌": "小", "⺍": "小", "⺎": "兀",
    "⺏": "尣", "⺐": "尢", "⺒": "巳", "⺓": "幺", "⺔": "彑", "⺖": "忄", "⺘": "扌", "⺙": "攵",
    "⺛": "旡", "⺜": "日", "⺝": "月", "⺞": "歺", "⺟": "母", "⺠": "民", "⺡": "氵", "⺢": "氺",
    "⺣": "灬", "⺤": "爫", "⺥": "爫", "⺦": "丬", "⺧": "牛", "⺨": "犭", "⺩": "王", "⺪": "疋",
    "⺫": "目", "⺬": "示", "⺭": "礻", "⺮": "竹", "⺯": "糹", "⺰": "纟", "⺱": "罓", "⺲": "罒",
    "⺶": "羊", "⺹": "耂", "⺺": "肀", "⺻": "聿", "⺼": "肉", "⺽": "臼", "⺾": "艹", "⺿": "艹",
    "⻀": "艹", "⻁": "虎", "⻂": "衤", "⻃": "覀", "⻄": "西", "⻅": "见", "⻆": "角", "⻈": "讠",
    "⻉": "贝", "⻋": "车", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻐": "钅", "⻑": "長",
    "⻒": "镸", "⻓": "长", "⻔": "门", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页",
    "⻛": "风", "⻜": "飞", "⻝": "食", "⻟": "飠", "⻠": "饣", "⻢": "马", "⻣": "骨", "⻤": "鬼",
    "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻫": "斉", "⻬": "齐",
    "⻭": "歯", "⻮": "齿", "⻯": "竜", "⻰": "龙", "⻱": "龜", "⻲": "亀", "⻳": "龟",
}  # fmt: skip
"""CJK Radicals Supplement (U+2E80-2EFF), which NFKC leaves alone, by EquivalentUnifiedIdeograph."""

_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_COMPATIBILITY = {
    chr(code): unicodedata.normalize("NFKC", chr(code))
    for block in (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
    for code in block
}
_INVISIBLE = dict.fromkeys(
    [
        *map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
        *range(0x202A, 0x202F),  # direction of writing
        *range(0x2066, 0x206A),
        *range(0xFE00, 0xFE10),  # variation selectors
        *range(0xE0100, 0xE01F0),
    ]
)
_FOLD = str.maketrans(_SUPPLEMENT | _KANGXI | _COMPATIBILITY | {"\u00a0": " "}) | _INVISIBLE

_FOLDED = frozenset(map(chr, _FOLD))
_MOSTLY = re.compile(r"[\x00-\x9f·\u2010-\u2027\u2100-\u2dff\u3000-\u9fff\uff00-\uffef]*")
"""What most texts are wholly made of; none of it is folded."""
_SPACE = re.compile(r"\s+")
_REMEMBERED = 4096


def fold(text: str) -> str:
    """Replace characters by the simplified ideographs they stand for and drop invisible ones.

    PDF extraction prints 门 as ⻔ (U+2ED4), and mirrors print 總計 for 总计; searching and matching
    need the form's own characters. A traditional text keeps its length. Punctuation and width stay
    as printed.
    """
    unfolded = _MOSTLY.fullmatch(text) or _FOLDED.isdisjoint(text)
    folded = text if unfolded else text.translate(_FOLD)
    return simplify(folded) if is_traditional(folded) else folded


@lru_cache(_REMEMBERED)
def squeeze(text: str) -> str:
    """Return text for matching: folded, half-width (NFKC), without any white space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", fold(text)))
