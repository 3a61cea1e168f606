"""What else, beside the tables' own equations, says what cells come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

Sum = tuple[tuple[str, str], ...]
"""Cells of the tables by (item, breakdown), to be added up."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure that some cells should come to: stated by the prose, or by the neighbouring year.

    `sums` are the legitimate readings, any one of which may be meant (新收; 新收 + 上年结转; 办结).
    `zh` and `en` say it in half a sentence (正文称受理申请1件), so that a suggestion can name it.
    """

    kind: Literal["claim", "carry-over"]
    value: Decimal
    sums: tuple[Sum, ...]
    zh: str
    en: str
