"""Plausible figures of the statistical table of 2014: its own sums hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from govstats.testing.agencies import Level

_CHANNELS = {
    "channels.gazette.items": 0.02, "channels.website.items": 0.9, "channels.weibo.posts": 0.2,
    "channels.wechat.posts": 0.4, "channels.other.items": 0.1,
}  # fmt: skip
_ARRIVALS = {"in_person": 0.35, "fax": 0.02, "online": 0.45, "letter": 0.18}
_REPLIES = {
    "requests.already_disclosed": 0.18, "requests.granted": 0.4, "requests.partly_granted": 0.05,
    "requests.refused": 0.07, "requests.other_body": 0.12, "requests.non_existent": 0.12,
    "requests.to_amend": 0.03, "requests.other_procedure": 0.03,
}  # fmt: skip
_GROUNDS = {
    "state_secret": 0.05, "trade_secret": 0.1, "privacy": 0.15, "endangers_security": 0.05,
    "not_government_information": 0.35, "other": 0.3,
}  # fmt: skip
_RESULTS = {"upheld": 0.75, "corrected": 0.08, "other": 0.17}
_DISPUTED = {"review": 0.05, "litigation": 0.03}
_WORK = {
    "responses.events": 0.002, "responses.press_conferences": 0.001,
    "responses.online_interviews": 0.001, "responses.articles": 0.02,
    "responses.social_media": 0.004, "responses.other": 0.003, "training.meetings": 0.002,
    "training.courses": 0.001, "training.participants": 0.06, "capacity.reading_points": 0.001,
}  # fmt: skip
"""Counts of a year's work, as shares of the items disclosed."""


def indicators(
    rng: np.random.Generator, level: Level, around: Callable[[float], int]
) -> dict[tuple[str, str], object]:
    """Return the figures of a year by (item, breakdown); indicators left out are 0."""

    def divide(count: int, shares: dict[str, float]) -> dict[str, int]:
        whole = sum(shares.values())
        parts = rng.multinomial(count, [share / whole for share in shares.values()])
        return dict(zip(shares, map(int, parts), strict=True))

    disclosed, new = around(level.disclosed), around(level.requests)
    outcomes = int(rng.binomial(new, 0.97))
    extended = int(rng.binomial(outcomes, 0.05))
    replies = divide(outcomes, _REPLIES)
    refused = divide(replies["requests.refused"], _GROUNDS)
    requests = {"requests.new": new, "requests.outcomes": outcomes, "requests.replies": outcomes}
    requests |= {f"requests.new.{way}": n for way, n in divide(new, _ARRIVALS).items()}
    requests |= {"requests.outcomes.on_time": outcomes - extended}
    requests |= {"requests.outcomes.extended": extended} | replies
    requests |= {f"requests.refused.{ground}": n for ground, n in refused.items()}
    values: dict[tuple[str, str], object] = {(item, "total"): n for item, n in requests.items()}
    values["disclosed.total", ""] = disclosed
    values["disclosed.normative_documents", ""] = int(rng.binomial(disclosed, 0.01))
    values["normative_documents.issued", ""] = around(level.documents * 0.12)
    for item, share in (_CHANNELS | _WORK).items():
        values[item, ""] = int(rng.binomial(disclosed, share))
    for kind, share in _DISPUTED.items():
        cases = int(rng.binomial(outcomes, share))
        values[f"{kind}.total", ""] = cases
        values |= {(f"{kind}.{result}", ""): n for result, n in divide(cases, _RESULTS).items()}
    staff = 1 + around(level.items / 30)
    full_time = int(rng.binomial(staff, 0.4))
    values["capacity.units", ""] = 1
    values["capacity.staff", ""] = staff
    values["capacity.staff.full_time", ""] = full_time
    values["capacity.staff.part_time", ""] = staff - full_time
    return values
