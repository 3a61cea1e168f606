"""Invented agencies of each level, with the size of what they do in a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govstats.agencies import Agency

if TYPE_CHECKING:
    import numpy as np

NOTE = "模拟数据，不是真实报告。Synthetic data, not a real report."
_MARK, _MARK_EN = "（模拟数据）", " (synthetic data)"
_WORDS = (
    "青石", "白泉", "云崖", "柳渡", "松坪", "竹岭", "鹤滩", "麦田", "枫桥头", "月湾",
    "石榴", "杏花", "听涛", "望溪", "银杏", "芦荡",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """A level of government: what its agencies are called and their usual figures in a year.

    `fees` is in 万元; `documents` and `rules` are stocks in force, rules only where the law lets
    the level make them (设区的市 and above); `items` are the powers that a list of 2019 counts.
    """

    code: str
    suffix: str
    requests: float
    disclosed: float
    licensing: float
    penalties: float
    coercion: float
    fees: float
    documents: float
    rules: float
    items: float


LEVELS = {
    level.code: level
    for level in (
        Level("township", "镇人民政府", 5, 180, 220, 9, 0.6, 0.5, 3, 0, 30),
        Level("county_dept", "县农业农村局", 22, 650, 1_500, 120, 6, 15, 6, 0, 60),
        Level("county", "县人民政府", 190, 9_000, 60_000, 9_000, 900, 6_000, 60, 0, 320),
        Level("city", "市人民政府", 1_300, 60_000, 500_000, 300_000, 9_000, 90_000, 220, 12, 900),
        Level(
            "province", "省人民政府", 10_000, 400_000, 3_000_000, 2_000_000, 50_000, 900_000,
            900, 90, 2_400,
        ),
    )
}  # fmt: skip


def invent(rng: np.random.Generator, level: Level, seed: int) -> Agency:
    """Return an agency of a level that does not exist and says so in its name."""
    word = str(rng.choice(_WORDS))
    return Agency(
        agency=f"synthetic-{level.code.replace('_', '-')}-{seed}",
        name=f"{word}{level.suffix}{_MARK}",
        name_en=f"Simulated {level.code} {seed}{_MARK_EN}",
        region="模拟省",
        level=level.code,
    )
