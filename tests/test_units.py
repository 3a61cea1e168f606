"""A consolidated report against the units that it covers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from govstats.agencies import Agencies, Agency
from govstats.checks.many import check_all
from govstats.checks.roster import Entry, Roster
from govstats.checks.units import consolidation
from govstats.reports import Status
from tests.figures import failed, made, nothing

NEW = ("requests.new", "total")
NAMES = {"shilin": "石林镇人民政府", "meiling": "梅岭镇人民政府", "justice": "青石县司法局"}


def unit(agency, changes=None, **fields):
    """A unit's report: nothing but what is given."""
    values = {(c.item, c.breakdown): 0 for c in nothing().cells} | (changes or {})
    return made(values, 2023, agency, NAMES.get(agency, agency), **fields)


def whole(changes=None, **fields):
    """The consolidated report of the county above them."""
    return unit("qingshi-county", changes, scope="area", **fields)


def units(*counts, key=NEW):
    """Three units with a figure each."""
    return [unit(agency, {key: count}) for agency, count in zip(NAMES, counts, strict=True)]


def differing(found):
    """Item, found and expected of each failure."""
    return [(f.cells[0].item, f.found, f.expected) for f in found.failures]


def test_the_sum_of_its_units():
    """30 + 12 + 9 = 51, and every other figure is 0 in all four reports."""
    found = consolidation(whole({NEW: 51}), units(30, 12, 9))
    assert {result for _, result in found.outcomes} == {"pass"}
    assert len(found.outcomes) == 48
    assert found.findings == ()


def test_a_difference_lists_the_largest():
    """55 are consolidated, 51 reported: a question that names the units with most."""
    (finding,) = consolidation(whole({NEW: 55}), units(30, 12, 9)).failures
    assert (finding.severity, finding.found, finding.expected, finding.difference) == (
        "question",
        55,
        51,
        4,
    )
    assert finding.zh == (
        "2023年“本年新收政府信息公开申请数量”：汇总报告为55件，所属3个单位合计51件，相差4件；"
        "填报较多的是石林镇人民政府30件、梅岭镇人民政府12件、青石县司法局9件，请核实。"
    )
    assert [c.value for c in finding.cells] == [55, 30, 12, 9]
    assert [c.value for c in finding.doubtful] == [55]


def test_a_unit_left_out_is_named():
    """39 is the sum without 梅岭镇, whose 12 is the difference."""
    (finding,) = consolidation(whole({NEW: 39}), units(30, 12, 9)).failures
    assert "差额与梅岭镇人民政府的填报数相同" in finding.zh
    assert "the difference is what 梅岭镇人民政府 reports" in finding.en


def test_a_missing_unit_leaves_everything_open():
    """While 石狮镇 has not reported, nothing can be compared: one finding that names it."""
    found = consolidation(whole({NEW: 999}), units(30, 12, 9), ["石狮镇人民政府"])
    assert found.failures == ()
    assert {result for _, result in found.outcomes} == {"not_assessable"}
    (finding,) = found.findings
    assert finding.zh == "2023年应汇总4个单位，其中石狮镇人民政府没有报告，无法核对合计。"


@pytest.mark.parametrize(
    ("total", "counts", "expected"),
    [
        (42, (30, 12, Status.BLANK), "pass"),
        (51, (30, 12, Status.BLANK), "not_assessable"),
        (40, (30, 12, Status.BLANK), "fail"),
        (42, (30, 12, Status.UNREADABLE), "not_assessable"),
        (41, (30, 12, Status.UNREADABLE), "fail"),
        (42, (30, 12, None), "not_assessable"),
        (Status.BLANK, (30, 12, 9), "not_assessable"),
        (Status.BLANK, (0, 0, 0), "pass"),
    ],
)
def test_what_a_unit_leaves_blank(total, counts, expected):
    """A blank is zero where the sum then holds; a missing figure can only make a sum larger."""
    found = consolidation(whole({NEW: total}), units(*counts))
    results = {result for _, result in found.outcomes} - {"pass"}
    assert (results or {"pass"}) == {expected}


def test_the_blank_of_a_unit_is_named():
    """A sum that is too large says whose figure is missing; one that stays open names the unit."""
    (finding,) = consolidation(whole({NEW: 40}), units(30, 12, Status.BLANK)).failures
    assert finding.zh.endswith(
        "填报较多的是石林镇人民政府30件、梅岭镇人民政府12件，青石县司法局没有该项数值，请核实。"
    )
    (still,) = consolidation(whole({NEW: 51}), units(30, 12, Status.BLANK)).findings
    assert still.result == "not_assessable"
    assert "青石县司法局有数值未填写、缺失或无法辨认" in still.zh


def test_a_part_is_not_asked_about_beside_its_whole():
    """New requests, outcomes and 予以公开 all differ by one unit: new requests stand for them."""
    numbers = {NEW: 9, ("requests.granted", "total"): 9, ("requests.outcomes", "total"): 9}
    found = consolidation(whole(), [unit("shilin", numbers)])
    assert differing(found) == [("requests.new", 0, 9)]
    outcomes_only = {
        ("requests.granted", "total"): 9,
        ("requests.refused.state_secret", "total"): 0,
    }
    found = consolidation(whole(), [unit("shilin", outcomes_only)])
    assert differing(found) == [("requests.granted", 0, 9)]


def test_money_adds_up_to_the_cent():
    """0.1 and 0.2 万元 are 0.3 万元, and not 0.31, also where a third unit leaves its figure blank."""
    key = ("fees.amount", "")
    parts = units("0.1", "0.2", 0, key=key)
    assert failed(consolidation(whole({key: "0.3"}), parts)) == []
    (finding,) = consolidation(whole({key: "0.31"}), parts).failures
    assert str(finding.difference) == "0.01"
    open_parts = units("0.1", "0.2", Status.BLANK, key=key)
    assert failed(consolidation(whole({key: "0.3"}), open_parts)) == []
    assert failed(consolidation(whole({key: "0.29"}), open_parts)) == ["consolidation"]


def test_other_handling_in_one_row_meets_its_leaves():
    """A unit that prints 其他处理 as one row is added to units that print its three."""
    leaves = {("requests.other.other", "total"): 2, ("requests.other.fee_unpaid", "total"): 1}
    gone = {
        (c.item, c.breakdown): None for c in nothing().cells if c.item.startswith("requests.other.")
    }
    parts = [unit("shilin", leaves), unit("meiling", gone | {("requests.other", "total"): 4})]
    assert failed(consolidation(whole({("requests.other.other", "total"): 7}), parts)) == []
    (finding,) = consolidation(whole({("requests.other.other", "total"): 8}), parts).failures
    assert (finding.found, finding.expected) == (8, 7)
    assert "“其他处理”" in finding.zh


def test_many_units_are_named_in_short():
    """Of five units without a figure three are named, and how many there are."""
    parts = [unit(f"单位{n}", {NEW: Status.BLANK}) for n in range(5)]
    (finding,) = consolidation(whole({NEW: 3}), parts).findings
    assert "单位0、单位1、单位2等5个单位" in finding.zh
    assert "单位0, 单位1, 单位2 and 2 more" in finding.en


# ---- which units


COUNTY = Agency("qingshi-county", "青石县人民政府", level="county")
REGISTER = Agencies([COUNTY, *(Agency(a, n, parent="qingshi-county") for a, n in NAMES.items())])


def between(reports, register=REGISTER, roster=None):
    """What consolidation says of some reports that are checked together."""
    found = check_all(reports, register, roster)
    return [f for one in found.between for f in one if f.rule.id == "consolidation"]


def test_units_are_found_by_their_parent():
    """The register tells whose units they are; a report of another year is not among them."""
    reports = [whole({NEW: 55}), *units(30, 12, 9)]
    assert [f.expected for f in between(reports)] == [51]
    late = [*reports[:3], replace(reports[3], year=2022)]
    (finding,) = between(late)
    assert "青石县司法局没有报告" in finding.zh


def test_an_unmarked_report_consolidates_nothing():
    """Without the scope of an area a county's report is its own."""
    assert between([replace(whole({NEW: 55}), scope=""), *units(30, 12, 9)]) == []
    assert between([whole({NEW: 55})]) == []


def test_the_roster_goes_before_the_register():
    """Where the roster lists units for the year, those and no others have to be there."""
    entries = [
        Entry(2023, "shilin", parent="qingshi-county"),
        Entry(2023, "meiling", parent="qingshi-county"),
        Entry(2023, "justice", parent="qingshi-county", duty="exempt"),
        Entry(2022, "justice", parent="qingshi-county"),
    ]
    roster = Roster({(entry.unit, entry.year): entry for entry in entries})
    reports = [whole({NEW: 42}), *units(30, 12, 9)]
    assert between(reports, roster=roster) == []
    assert between(reports) != []
    more = Roster(roster.entries | {("某镇", 2023): Entry(2023, "某镇", parent="qingshi-county")})
    (finding,) = between(reports, roster=more)
    assert "某镇没有报告" in finding.zh


def test_units_in_a_circle_are_counted_once():
    """Two units that are each other's parent, by mistake, are added once."""
    register = Agencies([
        replace(COUNTY, parent="shilin"),
        Agency("shilin", NAMES["shilin"], parent="qingshi-county"),
    ])  # fmt: skip
    reports = [whole({NEW: 31}), replace(units(30, 0, 0)[0], scope="unit")]
    assert [f.expected for f in between(reports, register)] == [30]


def test_a_unit_that_stands_for_its_own_units():
    """A town's offices are in the town's figures, unless its report is said to be its own alone."""
    register = Agencies([*REGISTER, Agency("office", "石林镇某办", parent="shilin")])
    reports = [whole({NEW: 51}), *units(30, 12, 9), unit("office", {NEW: 4})]
    assert between(reports, register) == []
    own = [replace(one, scope="unit") if one.agency == "shilin" else one for one in reports]
    assert [f.expected for f in between(own, register)] == [55]
