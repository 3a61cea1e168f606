"""An answer checked: right or wrong, with a hint and never the answer."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal

from govstats.rounding import round_half_up
from govstats.teaching.exercises import Said
from govstats.teaching.filling import broken_rule
from govstats.teaching.letters import letter_hint
from govstats.teaching.reckoning import reckoned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govstats.teaching.exercises import Exercise, Key

Verdict = Literal["none", "wrong", "right"]

_SALT = "govstats-course"
_UNITS = ("个百分点", "百分点", "件", "条", "元", "年", "个", "%")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-"})

NOT_ANSWERED = Said("还没有作答。", "No answer yet.")
_NO_NUMBER = Said("请填一个数，例如 12 或 12.5。", "Please give a number, such as 12 or 12.5.")
_NO_CHOICE = Said("没有这个选项。", "There is no such choice.")
_AS_PERCENT = Said(
    "算对了一半：请乘以100，按百分数填写。",
    "Half right: multiply by 100, the answer is asked in percent.",
)
_SIGN = Said(
    "数值对，方向不对：请看正负号。", "The size is right, the direction is not: mind the sign."
)
_PLACES = Said(
    "很接近，请按要求的小数位数四舍五入。",
    "Very close: round to the number of decimals that is asked.",
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said to an answer, in both languages."""

    verdict: Verdict
    said: Said

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.verdict == "right"


def check(exercise: Exercise, given: Any = None, tries: int = 1) -> Feedback:
    """Check an answer; the hints follow the number of tries.

    A number may come as text with its unit (54.0%, 12件); a choice is a code; cells are a mapping of
    item/breakdown, or (item, breakdown), to numbers.
    """
    if given is None or given in ("", {}):
        return Feedback("none", NOT_ANSWERED)
    if exercise.kind == "number":
        return _number(exercise, given, tries)
    if exercise.kind == "cells":
        return _cells(exercise, given, tries)
    return _choice(exercise, given, tries)


def digest(number: str, answer: object, cell: str = "") -> str:
    """Return the salted digest under which the answer of an exercise, or of one cell, is kept."""
    text = f"{_SALT}:{number}:{cell}:{plain(answer)}"
    return hashlib.sha256(text.encode()).hexdigest()


def as_number(given: object) -> Decimal | None:
    """Return what a student wrote as a number, None where it is none: 12件, １２, 54.0%, −3."""
    text = plain(given).translate(_MINUS).replace(",", "")
    for unit in _UNITS:
        text = text.removesuffix(unit)
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def cell_name(key: Key) -> str:
    """Return a cell as the data of the exercises names it: requests.new/total."""
    return "/".join(key)


def _rounded(value: Decimal, places: int) -> Decimal:
    return Decimal(round_half_up(value, places))


def plain(given: object) -> str:
    """Return an answer as it is compared: without full-width characters, capitals and blanks around it."""
    return unicodedata.normalize("NFKC", str(given)).strip().casefold()


def _wrong(exercise: Exercise, tries: int) -> Feedback:
    return Feedback("wrong", exercise.hints[min(tries, len(exercise.hints)) - 1])


def _choice(exercise: Exercise, given: object, tries: int) -> Feedback:
    code = plain(given)
    if code not in {choice.code for choice in exercise.choices}:
        return Feedback("none", _NO_CHOICE)
    if digest(exercise.id, code) == exercise.digests[""]:
        return Feedback("right", exercise.right)
    if code in exercise.slips:
        return Feedback("wrong", exercise.slips[code])
    if exercise.is_letter and tries == 1:
        codes = [choice.code for choice in exercise.choices]
        right = next(one for one in codes if digest(exercise.id, one) == exercise.digests[""])
        return Feedback("wrong", letter_hint(exercise.id, code, right))
    return _wrong(exercise, tries)


def _number(exercise: Exercise, given: object, tries: int) -> Feedback:
    value = as_number(given)
    if value is None:
        return Feedback("none", _NO_NUMBER)
    places, key = exercise.decimals, reckoned(exercise.id)
    right = _rounded(key.right, places)
    if value == right:
        return Feedback("right", exercise.right)
    for name, slip in key.slips.items():
        if _rounded(value, places) == _rounded(slip, places):
            return Feedback("wrong", exercise.slips[name])
    near = _near(value, right, places)
    return Feedback("wrong", near) if near else _wrong(exercise, tries)


def _near(value: Decimal, right: Decimal, places: int) -> Said | None:
    """Return what is said to an answer that is right but for its sign, its scale or its rounding."""
    if value == -right:
        return _SIGN
    if places and _rounded(value * 100, places) == right:
        return _AS_PERCENT
    if places and _rounded(value, 0) == _rounded(right, 0):
        return _PLACES
    return None


def _cells(exercise: Exercise, given: Mapping[Any, object], tries: int) -> Feedback:
    """Check a form that was filled in: first that nothing is left out, then its own rules, then each cell."""
    names = {key if isinstance(key, str) else cell_name(key): text for key, text in given.items()}
    values = {name: as_number(names.get(name, "")) for name in exercise.digests}
    filled = {name: value for name, value in values.items() if value is not None}
    left = len(values) - len(filled)
    if not filled:
        return Feedback("none", NOT_ANSWERED)
    if left:
        return Feedback("wrong", Said(
            f"还有{left}格没有填数。没有发生的填0：空白不等于0。",
            f"{left} cells have no number yet. Where nothing happened write 0: a blank is not 0.",
        ))  # fmt: skip
    wrong = sum(
        digest(exercise.id, _rounded(value, 0), name) != exercise.digests[name]
        for name, value in filled.items()
    )
    if not wrong:
        return Feedback("right", exercise.right)
    broken = broken_rule(exercise.ledger, filled) if exercise.ledger else None
    if broken is not None:
        return Feedback("wrong", broken)
    hint = exercise.hints[min(tries, len(exercise.hints)) - 1]
    return Feedback("wrong", Said(
        f"各项勾稽关系都成立，但有{wrong}格与台账不符。{hint.zh}",
        f"Every sum holds, yet {wrong} cells do not agree with the ledger. {hint.en}",
    ))  # fmt: skip
