"""The right numbers, and the well-known wrong ones, reckoned from the data as a student would."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from govstats.chance import wilson
from govstats.errors import InvalidDataError, NotFoundError
from govstats.forms import load_form
from govstats.resources import find
from govstats.storage import load
from govstats.teaching.samples import compared_county

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from govstats.dataset import Dataset
    from govstats.reports import Report, Source


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The right number, and by name the numbers to which common slips lead."""

    right: Decimal
    slips: Mapping[str, Decimal]


def reckoned(number: str) -> Reckoned:
    """Return the answer of an exercise that asks for a number. Raises NotFoundError."""
    if number not in _RECKONED:
        raise NotFoundError(f"nothing is reckoned for exercise {number!r}", "teaching")
    return _RECKONED[number]()


@cache
def _real() -> Dataset:
    return load(find("data"))


@cache
def _report(agency: str, year: int) -> Report:
    return _real().report(agency, year)


def _value(
    agency: str, year: int, item: str, breakdown: str = "total", source: Source = "table"
) -> Decimal:
    value = _report(agency, year).value(item, breakdown, source)
    if value is None:
        raise InvalidDataError(f"{agency} {year} has no {item}/{breakdown}", "teaching")
    return value


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole * 100


def _open(agency: str, year: int) -> Decimal:
    """予以公开 and 部分公开 together."""
    return _value(agency, year, "requests.granted") + _value(
        agency, year, "requests.partly_granted"
    )


def _granted() -> Reckoned:
    right = _value("suqian", 2024, "requests.granted")
    return Reckoned(right, {
        "natural_person": _value("suqian", 2024, "requests.granted", "natural_person"),
        "with_partly": _open("suqian", 2024),
        "last_year": _value("suqian", 2023, "requests.granted"),
    })  # fmt: skip


def _concluded() -> Reckoned:
    new = _value("suqian", 2024, "requests.new")
    before = _value("suqian", 2024, "requests.brought_forward")
    right = _value("suqian", 2024, "requests.outcomes")
    return Reckoned(right, {"new": new, "due": new + before})


def _listed() -> Reckoned:
    report = _report("jinjiang-yonghe", 2022)
    parts = {c.breakdown: c.value or 0 for c in report.cells if c.item == "disclosed.by_category"}
    total = Decimal(sum(parts.values()))
    stated = _value("jinjiang-yonghe", 2022, "disclosed.total", "", "text")
    return Reckoned(total, {"stated": stated, "without_other": total - parts["other"]})


def _to_handle() -> Reckoned:
    new = _value("suqian", 2024, "requests.new")
    before = _value("suqian", 2024, "requests.brought_forward")
    done = _value("suqian", 2024, "requests.outcomes")
    return Reckoned(new + before, {"new_only": new, "concluded": done})


def _reconsidered() -> Reckoned:
    results = ("upheld", "corrected", "other", "pending")
    values = [_value("huaian-hongze", 2023, f"review.{result}", "") for result in results]
    printed = _value("huaian-hongze", 2023, "review.total", "")
    return Reckoned(sum(values, Decimal(0)), {"printed": printed, "upheld_only": values[0]})


def _share_open() -> Reckoned:
    part, whole = _open("suqian", 2023), _value("suqian", 2023, "requests.outcomes")
    full = _value("suqian", 2023, "requests.granted")
    return Reckoned(_percent(part, whole), {
        "of_new": _percent(part, _value("suqian", 2023, "requests.new")),
        "full_only": _percent(full, whole),
    })  # fmt: skip


def _answered_share() -> Reckoned:
    part = _value("huitong-forestry", 2020, "requests.granted", "total", "text")
    refused = _value("huitong-forestry", 2020, "requests.refused.internal_affairs", "total", "text")
    whole = _value("huitong-forestry", 2020, "requests.new", "total", "text")
    return Reckoned(_percent(part, part + refused), {"of_all": _percent(part, whole)})


def _upper_limit() -> Reckoned:
    found = wilson(0, 1)
    none, all_ = Decimal(found.value), Decimal(100)
    return Reckoned(Decimal(found.high) * 100, {"none": none, "all": all_})


def _change_of_reviews() -> Reckoned:
    old, new = (_value("suqian", year, "review.total", "") for year in (2023, 2024))
    return Reckoned(_percent(new - old, old), {"by_new": _percent(new - old, new)})


def _points() -> Reckoned:
    old, new = (
        _percent(_open("suqian", year), _value("suqian", year, "requests.outcomes"))
        for year in (2023, 2024)
    )
    return Reckoned(new - old, {"relative": _percent(new - old, old)})


def _outside_prose() -> Reckoned:
    table = _value("huaian-hongze", 2024, "requests.new")
    prose = _value("huaian-hongze", 2024, "requests.new", "total", "text")
    return Reckoned(table - prose, {"table": table, "prose": prose})


def _other_handling() -> Reckoned:
    leaves = load_form("2021").leaves("requests.other")
    values = [_value("suqian", 2024, leaf) for leaf in leaves]
    return Reckoned(sum(values, Decimal(0)), {"last_row": values[-1]})


def _merged_categories() -> Reckoned:
    report = load(find("synthetic")).report("synthetic-qingshi", 2022)
    parts = {
        c.breakdown: c.value or Decimal(0)
        for c in report.cells
        if c.item == "disclosed.by_category"
    }
    both = parts["land_environment"], parts["征地补偿类"]
    return Reckoned(sum(both, Decimal(0)), {"one": both[0], "other": both[1]})


def _suits() -> Reckoned:
    direct, after = (
        [_value("suqian", year, f"litigation_{way}.total", "") for year in (2023, 2024)]
        for way in ("direct", "after_review")
    )
    both = [a + b for a, b in zip(direct, after, strict=True)]

    def change(years: list[Decimal]) -> Decimal:
        return _percent(years[1] - years[0], years[0])

    return Reckoned(change(both), {"direct": change(direct), "after": change(after)})


def _outside_by_chance() -> Reckoned:
    towns = len(compared_county().table)
    return Reckoned(Decimal(towns) / 20, {"none": Decimal(0), "all": Decimal(towns)})


def _pooled() -> Reckoned:
    found = compared_county()
    mean = Decimal(float(found.table["share"].mean())) * 100
    return Reckoned(Decimal(found.centre) * 100, {"mean": mean})


_RECKONED: dict[str, Callable[[], Reckoned]] = {
    "0.1": _granted,
    "0.2": _concluded,
    "2.1": _listed,
    "2.3": _to_handle,
    "2.4": _reconsidered,
    "3.1": _share_open,
    "3.2": _answered_share,
    "3.3": _upper_limit,
    "4.1": _change_of_reviews,
    "4.2": _points,
    "4.4": _outside_prose,
    "5.1": _other_handling,
    "5.3": _merged_categories,
    "5.5": _suits,
    "6.2": _pooled,
    "6.3": _outside_by_chance,
}
