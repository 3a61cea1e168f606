from __future__ import annotations

from decimal import Decimal

import pytest

from govstats.changes import Verdict
from govstats.comparing import compare, compare_reports
from govstats.documents import parse_document
from govstats.errors import InvalidRequestError, NotFoundError
from govstats.reading import read_document
from govstats.storage import load
from tests.samples import as_text, consistent
from tests.telling import busy, telling


@pytest.fixture(scope="module")
def suqian():
    """宿迁市 2023 to 2024."""
    return compare("suqian", 2024)


@pytest.mark.parametrize(
    ("item", "breakdown", "old", "new", "difference", "percent"),
    [
        ("requests.new", "total", 3511, 3525, 14, "0.4"),
        ("requests.not_processed.petition", "total", 305, 87, -218, "-71.5"),
        ("requests.unavailable.not_held", "total", 1047, 897, -150, "-14.3"),
        ("review.total", "", 440, 170, -270, "-61.4"),
        ("normative_documents.in_force", "", 597, 420, -177, "-29.6"),
    ],
)
def test_changes(suqian, item, breakdown, old, new, difference, percent):
    """Level, difference and percent of 宿迁市 2024 are those computed by hand."""
    change = suqian.change(item, breakdown)
    assert (change.old, change.new, change.difference) == (old, new, difference)
    assert round(change.percent, 1) == Decimal(percent)


def test_group_is_the_sum_of_its_leaves(suqian):
    """其他处理 is 40+10+287 and more in print; its derived sums are 341 and 469."""
    change = suqian.change("requests.other", "total")
    assert (change.old, change.new) == (341, 469)


def test_rates_name_their_parts(suqian):
    """予以公开和部分公开 is 1902 of 3521 processed, 10.4 points above 1519 of 3486."""
    rate = suqian.rate("granted")
    assert (rate.before, rate.after) == ((1519, 3486), (1902, 3521))
    assert round(rate.points, 1) == Decimal("10.4")
    assert rate.may_be_stated


@pytest.mark.parametrize(
    ("agency", "item", "breakdown", "verdict"),
    [
        ("suqian", "requests.new", "total", Verdict.COMPARABLE),
        ("suqian", "rules.in_force", "", Verdict.SMALL_BASE),
        ("suqian", "rules.repealed", "", Verdict.BASE_ZERO),
        ("suqian", "litigation_direct.total", "", Verdict.BREAK),
        ("suqian", "disclosed.total", "", Verdict.APPROXIMATE),
        ("huaian-hongze", "review.total", "", Verdict.FAILS_RULE),
        ("jinjiang-yonghe", "requests.new", "total", Verdict.NO_BASELINE),
    ],
)
def test_verdicts(agency, item, breakdown, verdict):
    """Each way in which two figures can, or cannot, be compared."""
    assert compare(agency).change(item, breakdown).verdict is verdict


def test_percent_only_where_it_may_be_stated():
    """No percent on a base under 20, across a break, on a rounded or doubtful figure, on zero."""
    for agency in ("suqian", "huaian-hongze"):
        for change in compare(agency).changes:
            if change.percent is not None:
                assert change.verdict is Verdict.COMPARABLE
                assert abs(change.old) >= 20


def test_total_inherits_the_doubt_of_its_parts():
    """永和镇 prints 0 processed; one applicant's column contradicts that, so the total is in doubt."""
    comparison = compare("jinjiang-yonghe")
    assert comparison.against is None
    assert comparison.change("requests.outcomes", "total").doubts
    assert comparison.change("licensing.decisions").doubts == ()


def test_years_are_chosen_and_validated():
    """The latest full year against the one before by default; impossible requests say why."""
    assert (compare("huaian-hongze").year, compare("huaian-hongze").against) == (2024, 2023)
    with pytest.raises(NotFoundError, match="years: 2023, 2024"):
        compare("suqian", 2019)
    with pytest.raises(InvalidRequestError, match="does not precede"):
        compare("suqian", 2023, against=2024)
    with pytest.raises(NotFoundError, match=r"nearest: .*suqian"):
        compare("suqain")


def test_editions_meet_on_shared_items():
    """From the 2019 to the 2021 form 其他处理 is compared as one row, and table two breaks."""
    data = load(load().path / "synthetic")
    comparison = compare("synthetic-qingshi", 2021, 2020, data)
    assert comparison.change("requests.other", "total").verdict not in (
        Verdict.MISSING,
        Verdict.NOT_IN_FORM,
    )
    assert comparison.change("normative_documents.issued").verdict is Verdict.NOT_IN_FORM
    assert comparison.change("other_services.decisions").verdict is Verdict.NOT_IN_FORM
    assert [entry.id for entry in comparison.breaks] == ["form-2021"]


def test_suits_of_the_prose_are_not_compared_beside_table_four():
    """Where table four has both kinds of suits, a count of all suits in the prose is no figure that the other year lacks."""
    before = telling("全年收到政府信息公开申请95件。", year=2023)
    after = telling("全年发生政府信息公开行政诉讼6件。", year=2024)
    assert after.value("litigation.total", source="text") == 6
    comparison = compare_reports(before, after)
    assert comparison.change("litigation.total") is None
    assert comparison.change("litigation_direct.total").new == 2


def test_a_wrong_rate_casts_no_doubt_on_counts():
    """A growth rate of the prose that the tables do not give is asked about; the counts stand."""
    before = telling("全年收到政府信息公开申请95件。", year=2023)
    more = {
        ("requests.new", "natural_person"): 83, ("requests.new", "total"): 98,
        ("requests.carried_forward", "natural_person"): 6, ("requests.carried_forward", "total"): 9,
    }  # fmt: skip
    sentence = "全年收到政府信息公开申请98件，同比增长20%。"
    after = telling(sentence, year=2024, values=busy(more))
    change = compare_reports(before, after).change("requests.new", "total")
    assert "stated-rate" not in {finding.rule.id for finding in change.doubts}
    assert change.difference == 3


def test_two_files_of_ones_own():
    """Two report files are compared without any dataset; the order and the agency are checked."""

    def report(year: int, name: str = "青石镇"):
        text = as_text(consistent()).replace("2023", str(year)).replace("青石镇", name)
        return read_document(parse_document(text.encode(), f"{year}.txt"))

    comparison = compare_reports(report(2023), report(2024))
    assert (comparison.against, comparison.year) == (2023, 2024)
    assert comparison.change("requests.new", "total").difference == 0
    with pytest.raises(InvalidRequestError, match="name the earlier file first"):
        compare_reports(report(2024), report(2023))
    with pytest.raises(InvalidRequestError, match="two agencies"):
        compare_reports(report(2023), report(2024, "白水乡"))
