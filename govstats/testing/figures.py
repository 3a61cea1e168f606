"""Plausible figures of one agency, year after year: every rule of the form holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from govstats.forms import categories
from govstats.testing.indicators import indicators

if TYPE_CHECKING:
    import numpy as np

    from govstats.forms import Block, Form
    from govstats.reports import Key
    from govstats.testing.agencies import Level

Figures = dict["Key", str]
"""What each cell prints by (item, breakdown, source), numbers without their unit."""

_APPLICANTS = {
    "natural_person": 0.87, "commercial_enterprise": 0.08, "research_institution": 0.002,
    "public_interest_organisation": 0.006, "legal_service_organisation": 0.027,
    "other_organisation": 0.015,
}  # fmt: skip
_OUTCOMES = {
    "granted": 0.40, "partly_granted": 0.09,
    "refused.state_secret": 0.001, "refused.prohibited_by_law": 0.006,
    "refused.endangers_security": 0.002, "refused.third_party_rights": 0.012,
    "refused.internal_affairs": 0.01, "refused.process_information": 0.01,
    "refused.enforcement_file": 0.009, "refused.statutory_lookup": 0.01,
    "unavailable.not_held": 0.26, "unavailable.needs_creation": 0.02,
    "unavailable.unclear": 0.01, "not_processed.petition": 0.06, "not_processed.repeated": 0.02,
    "not_processed.publication": 0.003, "not_processed.excessive": 0.005,
    "not_processed.confirmation": 0.005, "other.not_clarified": 0.017, "other.fee_unpaid": 0.001,
    "other.other": 0.045,
}  # fmt: skip
_BALANCE = (
    "requests.new",
    "requests.brought_forward",
    "requests.outcomes",
    "requests.carried_forward",
)
_CARRIED, _REVIEWED, _SUED = 0.035, 0.06, 0.025
_RESULTS = {"upheld": 0.68, "corrected": 0.07, "other": 0.17, "pending": 0.08}
_REVIEW_FIRST = 2024
"""From this year a refusal goes to reconsideration before a court (行政复议法)."""


@dataclass(slots=True)
class Simulation:
    """An agency's years in turn, each taking over what the last carried forward and had in force."""

    rng: np.random.Generator
    level: Level
    account: str
    _scale: float = field(init=False)
    _growth: float = field(init=False)
    _open: Counter[str] = field(init=False)
    _stocks: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._scale = float(self.rng.lognormal(0, 0.5))
        self._growth = float(self.rng.normal(1.06, 0.04))
        open_before = self.rng.binomial(round(self.level.requests), _CARRIED)
        self._open = Counter({"natural_person": int(open_before)})
        self._stocks = {
            "rules": self._around(self.level.rules),
            "normative_documents": self._around(self.level.documents),
            **{
                name: self._around(self.level.items * share)
                for name, share in (
                    ("licensing", 1), ("other_services", 1.8), ("penalties", 2.5),
                    ("coercion", 0.2), ("fees", 0.05),
                )
            },
        }  # fmt: skip

    def year(self, form: Form, year: int) -> Figures:
        """Return the figures of the next year in a form; `year` decides which law is in force."""
        self._scale *= self._growth
        values: dict[tuple[str, str], object] = {}
        if form.is_list:
            values = indicators(self.rng, self.level, self._around)
            return {(*key, "table"): str(values.get(key, 0)) for key in form.slots}
        for block in form.blocks:
            if block.by:
                values |= self._requests(block)
        handled = int(str(values.get(("requests.outcomes", "total"), 0)))
        values |= self._volumes(form) | self._disputes(handled, year)
        figures: Figures = {(*key, "table"): str(values.get(key, 0)) for key in form.slots}
        return figures | self._prose(int(str(values["requests.new", "total"])))

    def _around(self, mean: float) -> int:
        """Return a count near a mean, in keeping with the agency's size."""
        return int(self.rng.poisson(mean * self._scale * float(self.rng.lognormal(0, 0.15))))

    def _requests(self, block: Block) -> dict[tuple[str, str], object]:
        rows = [row.code for row in block.rows if row.code not in _BALANCE]
        weights = self.rng.gamma([max(40 * _weight(code), 1e-6) for code in rows])
        new = self._around(self.level.requests)
        received = self.rng.multinomial(new, list(_APPLICANTS.values()))
        table: dict[str, Counter[str]] = {code: Counter() for code in (*_BALANCE, *rows)}
        for who, count in zip(_APPLICANTS, map(int, received), strict=True):
            waiting = count + self._open[who]
            carried = int(self.rng.binomial(waiting, _CARRIED))
            parts = self.rng.multinomial(waiting - carried, weights / weights.sum())
            column = (count, self._open[who], waiting - carried, carried, *map(int, parts))
            for code, value in zip(table, column, strict=True):
                table[code][who] = value
        self._open = table["requests.carried_forward"]
        return {
            (code, who): value
            for code, counts in table.items()
            for who, value in (*counts.items(), ("total", counts.total()))
        }

    def _volumes(self, form: Form) -> dict[tuple[str, str], object]:
        """Return table two; of the items of both editions the form takes its own."""
        level, stocks = self.level, self._stocks
        values: dict[str, object] = {}
        for name, usual in (("rules", level.rules), ("normative_documents", level.documents)):
            issued = self._around(usual * 0.12)
            repealed = int(self.rng.binomial(stocks[name], 0.08))
            stocks[name] += issued - repealed
            values |= {f"{name}.issued": issued, f"{name}.repealed": repealed}
            values |= {f"{name}.in_force": stocks[name], f"{name}.disclosed": stocks[name]}
            values |= {f"{name}.made": issued, f"{name}.newly_disclosed": issued}
        for name in ("licensing", "other_services", "penalties", "coercion", "fees"):
            before = stocks[name]
            change = int(self.rng.poisson(before * 0.02)) - int(self.rng.binomial(before, 0.02))
            if (f"{name}.items_change", "") in form.slots:
                stocks[name] += change
            values[f"{name}.items_before"] = before
            values[f"{name}.items_change"] = f"{change:+}" if change else 0
            values[f"{name}.decisions"] = self._around(
                level.licensing * 0.7 if name == "other_services" else getattr(level, name)
            )
        values["fees.amount"] = self._money(level.fees)
        values["procurement.items"] = self._around(level.items * 0.3)
        values["procurement.amount"] = self._money(level.fees * 40_000)
        return {(item, ""): value for item, value in values.items()}

    def _money(self, mean: float) -> Decimal:
        amount = Decimal(round(mean * self._scale * float(self.rng.lognormal(0, 0.3)) * 100))
        return (amount / 100).normalize() + 0

    def _disputes(self, handled: int, year: int) -> dict[tuple[str, str], object]:
        review_first = year >= _REVIEW_FIRST
        rates = {
            "review": _REVIEWED * (1.5 if review_first else 1),
            "litigation_direct": _SUED * (0.05 if review_first else 0.6),
            "litigation_after_review": _SUED * (0.8 if review_first else 0.4),
        }
        values: dict[tuple[str, str], object] = {}
        for item, rate in rates.items():
            cases = int(self.rng.binomial(handled, rate))
            results = self.rng.multinomial(cases, list(_RESULTS.values()))
            for result, count in zip(_RESULTS, results, strict=True):
                values[f"{item}.{result}", ""] = int(count)
            values[f"{item}.total", ""] = cases
        return values

    def _prose(self, new: int) -> Figures:
        total = self._around(self.level.disclosed)
        codes = [term.code for term in categories()]
        shares = self.rng.dirichlet([6.0] * len(codes))
        parts = zip(codes, self.rng.multinomial(total, shares), strict=True)
        said = {("disclosed.total", ""): total}
        said |= {("disclosed.by_category", code): int(count) for code, count in parts}
        said["channels.website.items", ""] = int(self.rng.binomial(total, 0.95))
        said["channels.wechat.posts", self.account] = self._around(self.level.disclosed * 0.8)
        said["requests.new", "total"] = new
        said["processing_fee.amount", ""] = 10 * int(self.rng.poisson(new * 0.02))
        return {(*key, "text"): str(value) for key, value in said.items()}


@cache
def _weight(code: str) -> float:
    """Return how often an outcome is; that of a group is the sum of its leaves (2019: 其他处理)."""
    name = code.removeprefix("requests.")
    leaves = (share for leaf, share in _OUTCOMES.items() if leaf.startswith(f"{name}."))
    return _OUTCOMES.get(name) or sum(leaves)
