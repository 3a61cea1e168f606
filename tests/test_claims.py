from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import govstats as gs
from govstats.checks import check
from govstats.checks.claims import check_claims
from govstats.checks.evidence import evidence_of
from govstats.checks.prose.intervals import rounded, values_of
from govstats.documents import parse_document
from govstats.reading import read, read_document
from govstats.reports import Report, Statement, Status
from govstats.testing import LEVELS, Layout, lay_out_report, simulate
from tests.telling import busy, telling

if TYPE_CHECKING:
    from pathlib import Path

OURS = {
    "claim",
    "category-sum",
    "channel-sum",
    "stated-rate",
    "legal-basis",
    "rules-by-level",
}


def readings(report: Report) -> dict[tuple[str, str], str]:
    """The reading that confirms each stated count, by item and breakdown."""
    return {(c.statement.item, c.statement.breakdown): c.zh for c in check_claims(report).confirmed}


def alarms(report: Report) -> list[tuple[str, str, int, int]]:
    """Severity, item, what the table gives and what the prose says, of each claim that fails."""
    return [
        (f.severity, f.cells[0].item, int(f.expected), int(f.found))
        for f in check(report).failures
        if f.rule.id == "claim"
    ]


@pytest.mark.parametrize(
    ("sentence", "item", "breakdown", "reading"),
    [
        ("全年收到政府信息公开申请95件。", "requests.new", "total", "表三“本年新收”"),
        ("全年共收办政府信息公开申请100件。", "requests.new", "total", "表三“本年新收”与“上年结转”之和"),
        ("本年度受理政府信息公开申请94件。", "requests.new", "total", "表三“办理结果总计”"),
        ("全年办结政府信息公开申请94件。", "requests.outcomes", "total", "表三“办理结果总计”"),
        ("全年办结政府信息公开申请89件。", "requests.outcomes", "total", "表三“本年新收”减“结转下年度”"),
        ("全年答复政府信息公开申请87件。", "requests.outcomes", "total", "表三“办理结果”（一）至（五）之和"),
        ("上年结转申请5件。", "requests.brought_forward", "total", "表三“上年结转”"),
        ("其中6件申请结转下年度继续办理。", "requests.carried_forward", "total", "表三“结转下年度继续办理”"),
        ("收到政府信息公开申请95件，其中自然人80件。", "requests.new", "natural_person", "表三“本年新收”（自然人）"),
        ("收到政府信息公开申请100件，其中法人或其他组织申请16件。", "requests.new", "organisations", "表三“本年新收”与“上年结转”之和（法人或其他组织）"),
        ("依申请公开办理结果：予以公开46件、部分公开9件。", "requests.partly_granted", "total", "表三“部分公开”"),
        ("申请中，予以公开及部分公开55件。", "requests.granted_or_partly", "total", "表三“予以公开”与“部分公开”之和"),
        ("依申请公开方面，不予公开6件。", "requests.refused", "total", "表三“不予公开”各项之和"),
        ("依申请公开方面，无法提供20件。", "requests.unavailable", "total", "表三“无法提供”各项之和"),
        ("依申请公开方面，作其他处理7件。", "requests.other", "total", "表三“其他处理”各项之和"),
        ("因政府信息公开被提起行政复议7件。", "review.total", "", "表四“行政复议”"),
        ("政府信息公开行政复议5件，均已审结。", "review.total", "", "表四“行政复议”已审结三项之和"),
        ("政府信息公开行政诉讼6件。", "litigation.total", "", "表四“未经复议直接起诉”与“复议后起诉”之和"),
        ("政府信息公开行政争议13件。", "disputes.total", "", "表四“行政复议”与“行政诉讼”之和"),
        ("制定行政规范性文件4件。", "normative_documents.issued", "", "表二“行政规范性文件”制发件数"),
        ("现行有效行政规范性文件31件。", "normative_documents.in_force", "", "表二“行政规范性文件”现行有效件数"),
        ("作出行政许可决定1200余件。", "licensing.decisions", "", "表二“行政许可本年处理决定数量”"),
        ("收取行政事业性收费12.3万元。", "fees.amount", "", "表二“行政事业性收费本年收费金额”"),
        ("收取行政事业性收费123456元。", "fees.amount", "", "表二“行政事业性收费本年收费金额”"),
    ],
)  # fmt: skip
def test_reading_that_fits_is_named(sentence, item, breakdown, reading):
    """A count that a cell or a sum of cells gives under one of its readings is confirmed by name."""
    report = telling(sentence)
    assert readings(report)[item, breakdown] == reading
    assert alarms(report) == []


def test_confirmation_has_its_cells_and_both_languages():
    """A confirmation names the cells that were added up, and says so in English too."""
    (one,) = check_claims(telling("全年共收办政府信息公开申请100件。")).confirmed
    assert one.en == "table three (new requests plus those brought forward)"
    assert [(c.item, c.breakdown, c.value) for c in one.cells] == [
        ("requests.new", "total", 95), ("requests.brought_forward", "total", 5),
    ]  # fmt: skip
    assert one.as_dict()["reading"] == {"zh": one.zh, "en": one.en}
    assert one in check(telling("全年共收办政府信息公开申请100件。")).confirmed


@pytest.mark.parametrize(
    ("sentence", "expected", "found", "zh"),
    [
        (
            "2023年，我镇共收到政府信息公开申请97件。", 95, 97,
            "正文称收到政府信息公开申请97件，表三“本年新收”为95件，相差2件，须更正。",
        ),
        (
            "依申请公开办理结果：予以公开45件。", 46, 45,
            "正文称予以公开45件，表三“予以公开”为46件，相差1件，须更正。",
        ),
        (
            "收到政府信息公开申请95件，其中自然人申请82件。", 80, 82,
            "正文称收到政府信息公开申请（自然人）82件，表三“本年新收”（自然人）为80件，相差2件，须更正。",
        ),
        (
            "其中7件申请结转下年度继续办理。", 6, 7,
            "正文称结转下年度的政府信息公开申请7件，表三“结转下年度继续办理”为6件，相差1件，须更正。",
        ),
    ],
)  # fmt: skip
def test_plain_count_that_no_reading_gives_is_an_error(sentence, expected, found, zh):
    """A plain count in the statutory words that no reading gives must be corrected."""
    (finding,) = (f for f in check(telling(sentence)).failures if f.rule.id == "claim")
    assert (finding.severity, finding.expected, finding.found) == ("error", expected, found)
    assert finding.zh == zh
    assert {cell.source for cell in finding.cells} == {"text", "table"}


@pytest.mark.parametrize(
    "sentence",
    [
        "全镇共收到政府信息公开申请17件。",
        "2023年，镇政府办代表镇政府受理政府信息公开申请17件。",
        "镇本级全年共收到政府信息公开申请17件。",
        "全年共收到政府信息公开申请约300件。",
        "全年共收到政府信息公开申请200余件。",
        "今年共收到政府信息公开申请上千件。",
        "与2022年不同，2023年共收到政府信息公开申请17件。",
        "受理依申请公开17件。",
        "2023年未收到政府信息公开申请。",
        "2023年被提起政府信息公开行政复议9件。",
        "2023年制定行政规范性文件9件。",
    ],
)
def test_less_sure_sentence_is_a_question(sentence):
    """A scope, a vague number, another year or body, other words: a mismatch is only asked about."""
    assert [severity for severity, *_ in alarms(telling(sentence))] == ["question"]


def test_another_bodys_figure_is_no_claim():
    """What the prose says of another body is not held against the report's own table."""
    report = telling("县水利局全年共收到政府信息公开申请17件。")
    assert not alarms(report)
    assert ("requests.new", "total", "text") not in {cell.key for cell in report.cells}


def test_scope_is_named():
    """Where a word limits the scope, the question says which."""
    report = telling("2023年，镇政府办代表镇政府受理政府信息公开申请17件。")
    (finding,) = (f for f in check(report).failures if f.rule.id == "claim")
    assert finding.zh.endswith("请核实。正文限定为“代表镇政府”，口径可能与表格不同。")
    assert finding.en == (
        "The prose states 17 for requests received; table three (new requests received) gives 95, a difference of 78."
        " The prose limits it to “代表镇政府”, which may not be the scope of the table."
    )


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("依申请公开方面，无法提供19件。", "该数与表三“本机关不掌握相关政府信息”相符。"),
        ("依申请公开方面，予以公开及部分公开46件。", "该数与表三“予以公开”相符。"),
        ("全年共收到政府信息公开申请80件。", "该数与表三“本年新收”（自然人）相符。"),
        ("依申请公开方面，不予公开26件。", "该数与表三“不予公开”与“无法提供”之和相符。"),
    ],
)
def test_part_quoted_for_the_whole_is_a_question_that_names_it(sentence, said):
    """A leaf or one kind of applicant quoted for all is no agreement, but the question names it."""
    report = telling(sentence)
    (finding,) = (f for f in check(report).failures if f.rule.id == "claim")
    assert finding.severity == "question"
    assert finding.zh.endswith(said)


def test_sentence_that_names_the_part_agrees():
    """Where the sentence itself says whose part it gives, the part confirms it."""
    report = telling("依申请公开方面，因本机关不掌握等原因无法提供19件。")
    assert alarms(report) == []
    assert "表三“本机关不掌握相关政府信息”" in readings(report).values()
    (one,) = check_claims(telling("收到政府信息公开申请95件，其中自然人80件。")).confirmed[1:]
    assert one.en == "table three (new requests received, natural persons)"


@pytest.mark.parametrize(
    "sentence",
    [
        "各镇街全年共收到政府信息公开申请17件。",
        "收到政府信息公开申请12件；镇村两级收到政府信息公开申请17件。",
        "因有效期届满自动失效的规范性文件13件。",
        "收到政府信息公开申请95件，其中重复申请9件。",
        "申请人撤回申请3件。",
        "行政许可决定中，公示信息共4000条。",
    ],
)
def test_what_says_nothing_of_a_row_raises_nothing(sentence):
    """Others' figures, two counts of one thing, expiry and repeated requests are no mismatch."""
    assert alarms(telling(sentence)) == []


def test_unreadable_cell_leaves_a_claim_open():
    """A figure that cannot be read may be what the prose says: not assessable."""
    values = busy(
        {("requests.new", "total"): "见附件", ("requests.new", "natural_person"): "见附件"}
    )
    found = check_claims(telling("全年共收到政府信息公开申请97件。", values=values))
    assert found.failures == ()
    assert found.outcomes == (("claim", "not_assessable"),)


def test_total_that_cannot_be_read_is_added_up_from_its_columns():
    """All kinds of applicant together stand for a total that is cut off."""
    report = telling(
        "全年共收到政府信息公开申请95件。", values=busy({("requests.new", "total"): "…"})
    )
    assert readings(report)["requests.new", "total"] == "表三“本年新收”（各类申请人合计）"


def test_blank_is_zero_only_where_that_agrees():
    """A blank beside known figures agrees with a count that they make without it."""
    who = ("natural_person", "commercial_enterprise", "total")
    values = busy({("requests.refused.state_secret", code): "" for code in who})
    report = telling("依申请公开方面，不予公开6件。", values=values)
    assert readings(report)["requests.refused", "total"] == "表三“不予公开”各项之和"
    assert alarms(telling("依申请公开方面，不予公开8件。", values=values)) == []


def test_table_that_contradicts_itself_makes_a_claim_a_question():
    """Where the row's total is not its columns' sum, the claim asks and names what it agrees with."""
    values = busy({("requests.new", "total"): "90"})
    assert alarms(telling("全年共收到政府信息公开申请97件。", values=values)) == [
        ("question", "requests.new", 90, 97)
    ]
    report = telling(
        "全年共收到政府信息公开申请95件。", values=busy({("requests.new", "total"): "59"})
    )
    (finding,) = (f for f in check(report).failures if f.rule.id == "claim")
    assert finding.severity == "question"
    assert finding.zh.endswith("该数与表三“本年新收”（各类申请人合计）相符。")


def test_prose_of_another_scope_is_asked_about_throughout():
    """Two claims against the tables and none for them tell of another scope: questions, no errors."""
    report = telling(
        "全年共收到政府信息公开申请12件。", "依申请公开办理结果：予以公开8件，部分公开1件。"
    )
    assert {severity for severity, *_ in alarms(report)} == {"question"}


def test_kept_figure_without_its_sentence_is_a_question():
    """A dataset keeps no sentence, so nobody knows the scope of its figure any more."""
    report = telling("全年共收到政府信息公开申请97件。")
    assert alarms(replace(report, statements=())) == [("question", "requests.new", 95, 97)]


def test_form_with_one_row_for_other_handling():
    """Where 其他处理 is one row, that row confirms the group."""
    one = lay_out_report(simulate(3, "county", years=(2023,))[0].report, Layout(one_row=True))
    report = read_document(parse_document(one.data, "one-row"))
    cell = report.cell("requests.other", "total")
    said = Statement(
        "requests.other", "total", "", cell.value, "件", f"{cell.value}件", "作其他处理。", "l1"
    )
    assert readings(replace(report, statements=(said,)))["requests.other", "total"] == (
        "表三“其他处理”各项之和"
    )


# ---- figures that may be meant


@pytest.mark.parametrize(
    ("value", "printed", "qualifier", "unit", "low", "high"),
    [
        (260, "260余条", "余", "条", 260, 270),
        (5500, "5500余条", "余", "条", 5500, 5600),
        (13000, "1.3万余条", "余", "条", 13000, 14000),
        (268000, "26.8万条", "万", "条", 267500, 269000),
        (300, "近300件", "近", "件", 200, 300),
        (300, "约300件", "约", "件", 200, 400),
        (1000, "上千条", "上", "条", 1000, 10000),
        (95, "95件", "", "件", 95, 95),
        ("5.9", "5.9万元", "", "万元", "5.85", "6"),
        ("5.9237", "59237元", "", "万元", "5.9237", "5.9237"),
        (0, "0万元", "", "万元", 0, 0),
    ],
)
def test_values_that_a_count_may_stand_for(value, printed, qualifier, unit, low, high):
    """余, 近, 约, 万 and rounded money stand for a range of values at the last place printed."""
    said = Statement("x", "", "", Decimal(value), unit, printed, "", "l1", qualifier=qualifier)
    found = values_of(said)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


def test_rounding_and_cutting_off():
    """33.3% may be a third; 46.66% and 46.67% may be seven fifteenths, 46.65% may not."""
    third, seven = Decimal(100) / 3, Decimal(700) / 15
    assert rounded(Decimal("33.3"), 1).holds(third)
    assert [rounded(Decimal(text), 2).holds(seven) for text in ("46.66", "46.67", "46.65")] == [
        True, True, False,
    ]  # fmt: skip
    assert not rounded(Decimal("19.9"), 1).holds(Decimal(20))


# ---- what supports a repair


def test_evidence_of_claims_and_of_neighbouring_years():
    """Plain claims come with every sum that may be meant, and the years beside with their carry-over."""
    report = telling("全年共收到政府信息公开申请95件，不予公开6件，无法提供20余件。")
    before = telling(year=2022)
    found = evidence_of(report, [before, report, telling(year=2019)])
    claims = {one.zh: one for one in found if one.kind == "claim"}
    assert set(claims) == {"正文称收到政府信息公开申请95件", "正文称不予公开6件"}
    assert claims["正文称收到政府信息公开申请95件"].sums == (
        (("requests.new", "total"),),
        (("requests.new", "total"), ("requests.brought_forward", "total")),
        (("requests.outcomes", "total"),),
    )
    assert len(claims["正文称不予公开6件"].sums[0]) == 8
    carried = {one.sums[0][0][1]: one for one in found if one.kind == "carry-over"}
    assert len(carried) == 7
    assert carried["natural_person"].value == 3
    assert carried["natural_person"].sums == ((("requests.brought_forward", "natural_person"),),)
    assert carried["natural_person"].zh == "2022年报告结转下年度3件（自然人）"


def test_evidence_leaves_out_what_is_limited_or_contradicted():
    """A limited scope counts only where the tables know it; two figures for one thing are none."""
    known = evidence_of(telling("全镇共收到政府信息公开申请95件，不予公开8件。"))
    assert [(one.zh, one.value) for one in known] == [
        ("正文称收到政府信息公开申请95件", 95), ("正文称不予公开8件", 8),
    ]  # fmt: skip
    assert evidence_of(telling("全镇共收到政府信息公开申请17件。")) == ()
    assert evidence_of(telling("共收到政府信息公开申请17件。", "收到政府信息公开申请19件。")) == ()


# ---- nothing is raised where everything agrees


@pytest.mark.parametrize("level", sorted(LEVELS))
@pytest.mark.parametrize(
    "layout",
    [
        Layout(),
        Layout(format="tabs", labels="once"),
        Layout(format="docx", one_row=True, figures="thousands"),
        Layout(zero="", subtotal=True, cut=9),
    ],
    ids=["page", "text", "word", "blank"],
)
def test_consistent_reports_raise_nothing(level, layout):
    """Simulated reports whose prose and tables agree, printed and read back, have no finding of ours."""
    for edition, years in (("2021", (2022, 2023)), ("2019", (2019, 2020)), ("2014", (2016,))):
        reports = [
            read_document(parse_document(lay_out_report(one.report, layout).data, "simulated"))
            for one in simulate(11, level, edition, years)
        ]
        for report in reports:
            found = check(report, reports)
            assert [f.zh for f in found.failures if f.rule.id in OURS] == []
            assert edition == "2014" or found.confirmed


def test_town_with_nothing_but_zeros():
    """A town that received nothing and says so is confirmed, not asked about."""
    values = dict.fromkeys(busy(), "0")
    found = check(telling("2023年未收到政府信息公开申请，无行政复议、行政诉讼。", values=values))
    assert [f.rule.id for f in found.failures if f.rule.id in OURS] == []
    assert {c.statement.item for c in found.confirmed} == {
        "requests.new", "review.total", "litigation.total",
    }  # fmt: skip


# ---- real reports


def real(shared: Path) -> dict[tuple[str, str], Report]:
    """The real reports by region and year."""
    files = {
        ("宿迁市", "2023"): "suqian-2023.txt",
        ("淮安市洪泽区", "2023"): "hongze-2023.pdf",
        ("淮安市洪泽区", "2024"): "hongze-2024.pdf",
        ("晋江市永和镇", "2022"): "yonghe-2022.txt",
    }
    return {key: read(shared / "reports" / name) for key, name in files.items()}


def test_claims_of_real_reports_have_the_verdict_read_by_eye(shared):
    """All 18 claims read by eye are compared: those that agree are confirmed, the others found."""
    reports = real(shared)
    checked = {key: check(report) for key, report in reports.items()}
    with (shared / "truth" / "claims.csv").open(encoding="utf-8") as stream:
        claims = list(csv.DictReader(stream))
    assert len(claims) == 18
    for claim in claims:
        found = checked[claim["region"], claim["year"]]
        stated = Decimal(claim["stated"])
        if claim["comparable_to"] == "正文分项和":
            failed = [f for f in found.failures if f.rule.id == "category-sum"]
            assert [(f.found, f.expected) for f in failed if f.found == stated] == (
                [] if claim["verdict"] == "一致" else [(stated, Decimal(claim["table_value"]))]
            )
            passed = ("category-sum", "pass") in found.outcomes
            assert passed or claim["verdict"] == "不一致"
        elif claim["verdict"] == "一致":
            assert stated in {one.statement.value for one in found.confirmed}, claim
        else:
            (finding,) = (f for f in found.failures if f.rule.id == "claim")
            assert (finding.found, finding.expected) == (stated, Decimal(claim["table_value"]))
            assert finding.severity == "question"


def test_readings_of_the_real_city_report(shared):
    """宿迁 2023 counts requests with those brought forward, and its outcomes by group."""
    found = readings(real(shared)["宿迁市", "2023"])
    assert found["requests.new", "total"] == "表三“本年新收”与“上年结转”之和"
    assert found["requests.new", "organisations"] == (
        "表三“本年新收”与“上年结转”之和（法人或其他组织）"
    )
    assert found["requests.unavailable", "total"] == "表三“无法提供”各项之和"


def test_consistent_real_reports_have_no_error(shared):
    """On 洪泽 2024, 宿迁 2023 and 2024 no rule of ours finds an error, and the only question is scope."""
    dataset = gs.load()
    reports = [
        *(
            r
            for key, r in real(shared).items()
            if key in {("宿迁市", "2023"), ("淮安市洪泽区", "2024")}
        ),
        dataset.report("huaian-hongze", 2024),
        dataset.report("suqian", 2023),
        dataset.report("suqian", 2024),
    ]
    for report in reports:
        failures = [f for f in check(report, reports).failures if f.rule.id in OURS]
        assert [f.severity for f in failures if f.severity == "error"] == []
        assert [(f.rule.id, f.found) for f in failures] in ([], [("claim", 17)])


def test_published_mismatches_of_prose_and_table():
    """Published contradictions of prose and table are found, whatever they are worth."""
    dataset = gs.load()
    shanghai = dataset.report("shanghai-general-office", 2019)
    assert alarms(shanghai) == [("question", "requests.unavailable", 337, 265)]
    suqian = replace(dataset.report("suqian", 2024), statements=())
    disputes = telling("全市被提起政府信息公开行政复议134件、政府信息公开行政诉讼57件。", year=2024)
    suqian = replace(suqian, statements=disputes.statements)
    assert alarms(suqian) == [
        ("question", "review.total", 170, 134), ("question", "litigation.total", 77, 57),
    ]  # fmt: skip
    assert "该数与表四“行政复议”已审结三项之和相符。" in str(check(suqian))
    sentence = "本年度，共受理政府信息公开申请2件，都在法定期限内予以答复。"
    three = busy(
        {("requests.new", who): n for who, n in (("natural_person", 3), ("commercial_enterprise", 0),
         ("legal_service_organisation", 0), ("total", 3))}
        | {("requests.brought_forward", who): 0 for who in ("natural_person", "commercial_enterprise", "total")}
    )  # fmt: skip
    assert alarms(telling(sentence, values=three))[0][1:] == ("requests.new", 3, 2)


def test_status_of_a_kept_vague_figure_is_respected():
    """A kept figure that is approximate is compared as a range: 18万余 is no mismatch with 184321."""
    report = telling("作出行政许可决定1300余件。")
    kept = replace(report, statements=())
    assert {c.status for c in kept.cells if c.source == "text"} == {Status.APPROXIMATE}
    assert alarms(kept) == [("question", "licensing.decisions", 1204, 1300)]
    near = replace(telling("作出行政许可决定1200余件。"), statements=())
    assert alarms(near) == []
