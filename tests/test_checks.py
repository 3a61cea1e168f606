from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from govstats.checks import Decision, check, check_years
from govstats.checks.many import check_all
from govstats.documents import parse_document
from govstats.forms import all_rules
from govstats.reading import read, read_document
from govstats.reports import Cell, Report, Statement, Status
from govstats.storage import load
from tests.samples import as_text, consistent


def sample(changes: dict | None = None, year: int = 2023) -> Report:
    """A consistent report of ours with some cells changed."""
    text = as_text(consistent() | (changes or {})).replace("2023", str(year))
    return read_document(parse_document(text.encode(), f"sample-{year}"))


def failed(report: Report) -> list[tuple[str, int, int]]:
    """Rule, expected and found of each failure on figures."""
    return [(f.rule.id, int(f.expected), int(f.found)) for f in check(report).failures if f.cells]


def test_consistent_report_passes():
    """On a consistent report every rule holds and nothing is found."""
    found = check(sample())
    assert len(found) == 0
    assert {entry["result"] for entry in found.rules()} == {"pass"}
    assert {e["rule"]: e["passed"] for e in found.rules()} == {
        "row-total": 25, "outcomes-sum": 7, "balance": 7, "review-sum": 1, "litigation-sum": 2, "not-a-count": 1,
        "blank-cell": 3, "rules-by-level": 1,
        "missing-section": 6, "fee-statement": 1, "assessment-statement": 1, "title": 1, "period": 1,
        "template-residue": 1, "pasted-text": 1, "stale-text": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "value", "rules"),
    [
        (("requests.new", "total"), "10", {"row-total", "balance"}),
        (("requests.granted", "natural_person"), "7", {"row-total", "outcomes-sum"}),
        (("requests.outcomes", "total"), "8", {"row-total", "outcomes-sum", "balance"}),
        (("review.upheld", ""), "4", {"review-sum"}),
        (("litigation_after_review.total", ""), "1", {"litigation-sum"}),
        (("licensing.decisions", ""), "12.5", {"not-a-count"}),
    ],
)
def test_one_wrong_cell_fails_the_rules_it_stands_in(cell, value, rules):
    """A wrong cell fails exactly the equations that it is part of."""
    assert {
        rule for rule, *_ in [(f.rule.id,) for f in check(sample({cell: value})).failures]
    } == rules


def test_fees_may_have_decimals():
    """Fees are money, not a count: decimals are no finding."""
    assert len(check(sample({("fees.amount", ""): "59237.2449"}))) == 0


def test_unreadable_part_leaves_an_equation_open():
    """A part that cannot be read may be any number of at least zero: the rule is not assessable."""
    found = check(sample({("requests.new", "natural_person"): "见附件"}))
    assert found.failures == ()
    assert [f.rule.id for f in found] == ["row-total", "balance"]


def test_parts_above_their_total_fail_even_with_one_unreadable():
    """Known parts that exceed the total cannot be made right by an unknown one."""
    report = sample(
        {
            ("requests.new", "natural_person"): "见附件",
            ("requests.new", "commercial_enterprise"): "30",
        }
    )
    assert ("row-total", 30, 9) in failed(report)


def test_blank_counts_as_zero_only_where_the_equation_then_holds():
    """A blank beside figures that add up without it fails no equation and leaves none open."""
    found = check(sample({("requests.new", "research_institution"): ""}))
    assert [f.rule.id for f in found] == ["blank-cell"]
    found = check(sample({("requests.new", "natural_person"): ""}))
    assert [(f.rule.id, f.result) for f in found] == [
        ("row-total", "not_assessable"), ("balance", "not_assessable"), ("blank-cell", "fail"),
    ]  # fmt: skip


def test_finding_id_does_not_depend_on_values():
    """A finding keeps its id when the wrong figure changes, so that a decision on it survives."""
    first, second = (
        check(sample({("review.total", ""): value})).failures[0] for value in ("7", "8")
    )
    assert first.id == second.id
    assert first.message("zh") != second.message("zh")


def test_findings_in_a_list_show_themselves_in_a_line_each():
    """What `.failures` shows where it is typed: how grave, the id, the sentence; and what was decided."""
    found = check(sample({("review.total", ""): "7"})).failures
    said = f"{found[0].id}: {found[0].zh}"
    assert repr(found) == f"(<必改 {said}>,)"
    assert "总计填报7件" in said
    dismissed = replace(found[0], decision=Decision(found[0].id, "dismissed", "原件如此"))
    assert repr(dismissed) == f"<已核实无误 {said}>"
    assert repr(replace(found[0], result="not_assessable")).startswith("<无法核对 review-sum-")


def disclosed(
    total: int, parts: dict[str, int], *, complete: bool = True, unit: str = "条"
) -> Report:
    """A report whose prose states a total and its parts."""

    def cell(item: str, breakdown: str, value: int, counted: str = "条") -> Cell:
        return Cell(item, breakdown, "", "text", Decimal(value), counted, Status.REPORTED)

    cells = [cell("disclosed.total", "", total)]
    cells += [cell("disclosed.by_category", name, value, unit) for name, value in parts.items()]
    statements = tuple(
        Statement(
            "disclosed.by_category",
            name,
            name,
            Decimal(v),
            unit,
            f"{v}{unit}",
            "",
            "l1",
            complete=complete,
        )
        for name, v in parts.items()
    )
    return replace(sample(), cells=tuple(cells), statements=statements)


def test_categories_that_do_not_add_up():
    """63 is not 4 + 12 + 13 + 11 + 22: an error that states both sums and the difference."""
    parts = {"institution": 4, "welfare": 12, "education_health": 13, "safety": 11, "other": 22}
    finding = next(f for f in check(disclosed(63, parts)).failures)
    assert (finding.rule.id, finding.severity, finding.expected, finding.found, finding.difference) == (
        "category-sum", "error", 62, 63, 1,
    )  # fmt: skip
    assert finding.zh == "正文称主动公开63条，所列5类合计62条，相差1条，须更正。"


@pytest.mark.parametrize(
    "report",
    [
        disclosed(63, {"institution": 4, "welfare": 12}, complete=False),
        disclosed(63, {"institution": 4, "other": 12}, unit="篇"),
    ],
    ids=["examples after 其中", "counted in another unit"],
)
def test_lists_that_do_not_claim_to_add_up(report):
    """Examples, and parts counted otherwise, are not assessable and no finding."""
    found = check(report)
    assert found.failures == ()
    assert ("category-sum", "not_assessable") in found.outcomes


def test_excerpt_has_no_findings():
    """An excerpt says nothing about what it lacks."""
    assert len(check(replace(sample({("review.total", ""): "9"}), coverage="excerpt"))) == 0


def test_carry_over_and_stock_flow():
    """What one year carries forward the next brings forward; documents in force follow the flow."""
    first = sample({("normative_documents.in_force", ""): "5"}, 2023)
    good = {
        ("requests.brought_forward", "natural_person"): "2", ("requests.brought_forward", "total"): "2",
        ("normative_documents.issued", ""): "3", ("normative_documents.repealed", ""): "1",
        ("normative_documents.in_force", ""): "7",
    }  # fmt: skip
    assert check_years([first, sample(good, 2024)]).failures == ()
    bad = good | {
        ("requests.brought_forward", "total"): "3",
        ("normative_documents.in_force", ""): "9",
    }
    found = check_years([sample(bad, 2024), first])
    assert [(f.rule.id, f.severity, f.expected, f.found) for f in found.failures] == [
        ("carry-over", "error", 3, 2), ("stock-flow", "question", 7, 9),
    ]  # fmt: skip


def test_years_with_a_gap_are_not_chained():
    """2022 and 2024 are not consecutive: nothing is carried over between them."""
    assert check_years([sample(year=2022), sample(year=2024)]).outcomes == ()


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "yonghe-2022.txt",
            [
                ("row-total", 1, 0),
                ("outcomes-sum", 1, 0),
                ("balance", 0, 1),
                ("claim", 0, 1),
                ("category-sum", 62, 63),
                ("legal-basis", 0, 1),
            ],
        ),
        ("hongze-2023.pdf", [("review-sum", 11, 0), ("litigation-sum", 5, 0)]),
        ("hongze-2024.pdf", [("claim", 95, 17)]),
        ("suqian-2023.txt", []),
        ("blank-form-2021.docx", []),
    ],
)
def test_real_reports(shared, file, expected):
    """The findings on the figures of the real reports are those seen by eye, and no more."""
    assert failed(read(shared / "reports" / file)) == expected


def test_yonghe_table_four_is_not_assessable(shared):
    """The illegible table four of 永和镇 2022 is neither passed nor failed."""
    rules = {
        e["rule"]: e["result"] for e in check(read(shared / "reports" / "yonghe-2022.txt")).rules()
    }
    assert rules["review-sum"] == rules["litigation-sum"] == "not_assessable"


def test_sentence_asks_for_what_the_severity_says():
    """What must be corrected is not asked to be verified: 须更正 for an error, 请核实 for a question."""
    data, simulated = load(), load(load().path / "synthetic")
    reports = [
        one.report(agency, year)
        for one in (data, simulated)
        for agency in one.full_agencies()
        for year in one.years(agency, full=True)
    ]
    found = [f for _, part in check_all(reports).reports for f in part.failures]
    errors = [f.zh for f in found if f.severity == "error"]
    assert errors
    assert all("须更正" in said and "请核实" not in said for said in errors)
    assert not any("须更正" in f.zh for f in found if f.severity != "error")
    rules = [rule for rule in all_rules().values() if rule.severity == "error"]
    assert all(re.search("须更正。|{demand}。", rule.zh_fail) for rule in rules)
