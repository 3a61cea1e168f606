from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from govstats.checks import check
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.peers import Peers, all_peers, like, peers
from govstats.rates import SHARES
from govstats.testing import county


def table(parts: list[int], wholes: list[int]) -> Peers:
    """Peers with so many cases each."""
    rows = [
        (f"a{n}", f"A{n}", p, w, p / w) for n, (p, w) in enumerate(zip(parts, wholes, strict=True))
    ]
    frame = pd.DataFrame(rows, columns=["agency", "name", "part", "whole", "share"])
    return Peers(SHARES[0], 2024, frame, ())


def test_the_centre_is_the_share_of_all_together():
    """10 of 20 and 10 of 80 make 20%, not the mean of 50% and 12.5%."""
    assert table([10, 10], [20, 80]).centre == 0.2


def test_limits_narrow_with_size():
    """The larger the agency, the nearer the limits; they never leave 0 and 1; 99.8% lies outside 95%."""
    found = table([5] * 10, [10] * 10)
    inner, outer = (found.limits([1, 10, 100, 10000], level) for level in (0.95, 0.998))
    assert (np.diff(inner[1]) < 0).all()
    assert (np.diff(inner[0]) > 0).all()
    assert inner.min() >= 0
    assert inner.max() <= 1
    assert (outer[0] <= inner[0]).all()
    assert (outer[1] >= inner[1]).all()


def test_limits_are_binomial():
    """Without extra spread, of 1,000 a share of one half lies within about 46.9% and 53.1%."""
    low, high = table([500] * 10, [1000] * 10).limits([1000])[:, 0]
    assert low == pytest.approx(stats.binom.ppf(0.025, 1000, 0.5) / 1000, abs=0.001)
    assert high == pytest.approx(stats.binom.ppf(0.975, 1000, 0.5) / 1000, abs=0.001)


def test_limits_of_a_share_and_of_the_rest_mirror_each_other():
    """Whether what was granted or what was not is counted, the same agencies lie outside."""
    found, rest = table([30] * 10, [100] * 10), table([70] * 10, [100] * 10)
    for level in (0.95, 0.998):
        sizes = [1, 2, 3, 7, 20, 100, 1000]
        assert found.limits(sizes, level) == pytest.approx(1 - rest.limits(sizes, level)[::-1])


def test_one_request_of_one_is_inside():
    """A town that granted its only request is what chance makes of every second such town."""
    found = table([*[50] * 10, 1, 0], [*[100] * 10, 1, 1])
    assert found.standing("a10") == found.standing("a11") == "inside"


def test_what_lies_outside_is_rarer_than_the_level():
    """A count inside the limits is as likely as the level says; the one beyond it is not."""
    found = table([50] * 10, [100] * 10)
    for n in (3, 8, 20, 50):
        low, high = found.limits([n])[:, 0]
        inside = [k for k in range(n + 1) if low <= k / n <= high]
        assert stats.binom.cdf(min(inside), n, 0.5) >= 0.025
        assert stats.binom.sf(max(inside) - 1, n, 0.5) >= 0.025
        assert stats.binom.sf(max(inside), n, 0.5) < 0.025


@pytest.mark.parametrize("centre", [0.03, 0.1, 0.5, 0.9, 0.97])
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_chance_alone_leaves_few_outside(centre, level):
    """Of any size, at most the stated share of chance's own results lies outside the limits; 2 of 2 never does of 97%."""
    parts = round(1000 * centre)
    found = table([parts] * 10, [1000] * 10)
    for whole in (1, 2, 5, 17, 60, 400):
        low, high = found.limits([whole], level)[:, 0]
        counts = np.arange(whole + 1)
        outside = (counts / whole < low - 1e-12) | (counts / whole > high + 1e-12)
        assert stats.binom.pmf(counts[outside], whole, centre).sum() <= 1 - level + 1e-9


def test_chance_alone_is_no_spread():
    """Peers that chance explains leave the limits as they are; peers far apart widen them."""
    rng = np.random.default_rng(1)
    wholes = [100] * 60
    alike = table([int(x) for x in rng.binomial(100, 0.4, 60)], wholes)
    apart = table([20, 60] * 30, wholes)
    assert alike.spread < 1.3
    assert apart.spread > 10
    width = [float(np.diff(p.limits([100]), axis=0)[0, 0]) for p in (alike, apart)]
    assert width[1] > 2 * width[0]


def test_standing():
    """An agency inside the 95% limits is inside; one far beyond the 99.8% limits is far."""
    found = table([*[40] * 20, 99], [100] * 21)
    assert found.standing("a0") == "inside"
    assert found.standing("a20") == "far"
    with pytest.raises(NotFoundError, match="nobody"):
        found.standing("nobody")


def test_peers_of_a_county():
    """Peers are the towns under the same county; those without a request have no share and are named."""
    data = county(seed=2, towns=40)
    towns = like(data, "synthetic-town-001")
    assert len(towns) == 40
    found = peers(data, 2024, "granted", towns)
    aside = (found.missing, found.idle, found.doubtful)
    assert len(found.table) + sum(map(len, aside)) == 40
    assert found.table["whole"].min() > 0
    assert 0 < found.centre < 1


def test_figures_in_doubt_are_left_out():
    """A town whose outcomes do not add up is named and not drawn, and none is drawn with more parts than wholes."""
    data = county(seed=2, towns=30, years=[2024], errors={"outcomes_sum": 0.5})
    found = all_peers(data, 2024, like(data, "synthetic-town-001"))["granted"]
    assert found.doubtful
    assert not set(found.doubtful) & set(found.table["agency"])
    assert (found.table["part"] <= found.table["whole"]).all()
    for agency in found.doubtful:
        report = data.report(agency, 2024)
        touched = [
            f
            for item in ("granted", "partly_granted", "outcomes")
            for f in check(report).touching(f"requests.{item}", "total")
        ]
        assert touched


def test_too_few_peers_are_refused():
    """Of fewer than eight agencies no funnel is drawn; an unknown share names those that are known."""
    data = county(seed=2, towns=5)
    with pytest.raises(InvalidRequestError, match="at least 8"):
        peers(data, 2024, "granted", like(data, "synthetic-town-001"))
    with pytest.raises(NotFoundError, match="granted_of_answered"):
        peers(data, 2024, "openness")
