from __future__ import annotations

import math

import pytest
from scipy import stats

from govstats import chance
from govstats.comparing import compare
from govstats.errors import InvalidRequestError


def test_wilson_has_a_width_at_zero():
    """None of 10 leaves up to 27.8%; half of 10 lies between 23.7% and 76.3% (Wilson 1927)."""
    none = chance.wilson(0, 10)
    assert (none.value, round(none.low, 3), round(none.high, 3)) == (0, 0, 0.278)
    half = chance.wilson(5, 10)
    assert (round(half.low, 3), round(half.high, 3)) == (0.237, 0.763)


@pytest.mark.parametrize(("part", "whole"), [(-1, 5), (6, 5), (0, 0)])
def test_what_is_no_share_is_refused(part, whole):
    """A part outside its whole, or a whole of nothing, has no share."""
    with pytest.raises(InvalidRequestError, match="no share"):
        chance.wilson(part, whole)


def test_ratio_is_open_above_zero_against_three():
    """3 after 0: no upper bound, and the lower one is under 1, since three cases prove little."""
    found = chance.ratio(0, 3)
    assert found.value == math.inf
    assert found.high == math.inf
    low = stats.binomtest(3, 3, 0.5).proportion_ci(0.95, method="exact").low
    assert found.low == pytest.approx(low / (1 - low))
    assert found.low < 1


def test_ratio_is_the_exact_conditional_interval():
    """For whole counts the bounds are those of the exact binomial test, transformed."""
    bounds = stats.binomtest(87, 305 + 87, 0.5).proportion_ci(0.95, method="exact")
    found = chance.ratio(305, 87)
    assert found.value == pytest.approx(87 / 305)
    assert found.low == pytest.approx(bounds.low / (1 - bounds.low))
    assert found.high == pytest.approx(bounds.high / (1 - bounds.high))


@pytest.mark.parametrize(("before", "after"), [(3, 7), (0, 6), (12, 2), (5, 5), (0, 0), (40, 60)])
def test_p_and_interval_agree(before, after):
    """The 95% interval leaves out 1 exactly where p is under 0.05."""
    p = chance.p_value(before, after)
    assert 0 < p <= 1
    if before + after:
        found = chance.ratio(before, after)
        assert (p < 0.05) == (found.low > 1 or found.high < 1)


def test_p_is_that_of_the_exact_test():
    """For whole counts p is twice the smaller tail of the exact binomial test."""
    tail = stats.binom.cdf(2, 14, 0.5)
    assert chance.p_value(12, 2) == pytest.approx(2 * tail)


def test_clustering_widens():
    """Where cases come in clusters of four, an interval is wider and chance more likely."""
    alone, clustered = chance.ratio(40, 60), chance.ratio(40, 60, clustering=4)
    assert clustered.value == alone.value
    assert clustered.low < alone.low < alone.high < clustered.high
    assert chance.p_value(40, 60, clustering=4) > chance.p_value(40, 60)
    with pytest.raises(InvalidRequestError, match="1 or more"):
        chance.ratio(1, 2, clustering=0.5)


def test_distance_of_compositions():
    """The same shares are 0 apart, nothing in common 1; what is empty in both years does not count."""
    assert chance.distance({"a": 2, "b": 4}, {"a": 1, "b": 2}) == pytest.approx(0, abs=1e-7)
    assert chance.distance({"a": 5}, {"b": 5}) == pytest.approx(1)
    with_empty = chance.distance({"a": 2, "b": 4, "c": 0}, {"a": 4, "b": 2, "c": 0})
    assert with_empty == chance.distance({"a": 2, "b": 4}, {"a": 4, "b": 2})
    assert math.isnan(chance.distance({}, {"a": 1}))


def test_explore_takes_counts_and_no_breaks():
    """宿迁 2024: requests are there with their ratio; suits across the change of law and fees are not."""
    table = chance.explore(compare("suqian", 2024)).set_index(["item", "breakdown"])
    petition = table.loc["requests.not_processed.petition", "total"]
    assert (petition["before"], petition["after"]) == (305, 87)
    assert petition["high"] < 1
    assert (table["p_adjusted"] >= table["p"]).all()
    assert "litigation_direct.total" not in table.index.get_level_values("item")
    assert "fees.amount" not in table.index.get_level_values("item")


def test_compositions_of_a_comparison():
    """宿迁 2024: outcomes by group and applicants have a distance between 0 and 1."""
    table = chance.compositions(compare("suqian", 2024)).set_index("what")
    assert table.loc["outcomes", "categories"] == 6
    assert 0 < table.loc["outcomes", "distance"] < 0.3
    assert table.loc["applicants", "categories"] == 6
