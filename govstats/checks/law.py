"""The law against the tables: the articles that the prose cites (legal-basis), and who may make 规章.

An article says little about a figure, so this asks only where the answer is plain. The sentence
decides requests of the year (决定不予公开, 予以答复) and counts them; it is not the opening, and it
does not describe what the law demands. Every row in which such a decision may be booked is empty,
and a few requests are booked beside them, under the other grounds of the same outcome or as the
only outcome of the year. What an article leaves open, as 36(3) does, raises nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.checks.findings import Finding, Findings, Result
from govstats.checks.prose.said import statements_of
from govstats.checks.references import plain, reference
from govstats.forms import (
    decision_words,
    editions,
    general_rules,
    item_names,
    lacks_rule_making,
    load_form,
    regulations,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govstats.checks.references import CellRef
    from govstats.forms import Rule
    from govstats.reports import Cell, Citation, Report

_FEW = 5
_BLOCK = "requests"
_NO_OUTCOMES = (
    "requests.new", "requests.brought_forward", "requests.outcomes", "requests.carried_forward",
)  # fmt: skip
_DIVISION = re.compile(r"\((\d+)\)")


def check_law(report: Report) -> Findings:
    """Compare the articles cited with the rows filled, and 规章 with the power to make them."""
    if report.edition not in editions():
        return Findings((), ())
    findings: dict[str, Finding] = {}
    outcomes: list[tuple[str, Result]] = []
    rule = general_rules()["legal-basis"]
    for citations in _decisions(report):
        result, finding = _legal_basis(report, rule, citations)
        outcomes.append((rule.id, result))
        if finding is not None:
            findings.setdefault(finding.id, finding)
    rule = general_rules()["rules-by-level"]
    for result, finding in _by_level(report, rule):
        outcomes.append((rule.id, result))
        if finding is not None:
            findings.setdefault(finding.id, finding)
    return Findings(tuple(findings.values()), tuple(outcomes))


def _decisions(report: Report) -> Iterator[tuple[Citation, ...]]:
    """Yield the articles cited by each sentence that decides requests of the year and counts them."""
    found = regulations(report.year or 0, report.edition)
    if found is None:
        return
    decides, describes = decision_words()
    counted = {
        said.quote
        for said in statements_of(report)
        if said.item.startswith("requests.") and said.measure == "count" and said.value
    }
    by_sentence: dict[str, list[Citation]] = {}
    for citation in report.citations:
        if citation.law == found.name:
            by_sentence.setdefault(citation.quote, []).append(citation)
    for quote, citations in by_sentence.items():
        if quote in counted and decides.search(quote) and not describes.search(quote):
            yield tuple(citations)


def _legal_basis(
    report: Report, rule: Rule, citations: tuple[Citation, ...]
) -> tuple[Result, Finding | None]:
    cited = [(citation, rows) for citation in citations if (rows := _rows(report, citation))]
    expected = list(dict.fromkeys(row for _, rows in cited for row in rows))
    states = {row: _booked(report, row) for row in expected}
    if any(states.values()):
        return "pass", None
    if not expected or None in states.values():
        return "not_assessable", None
    found = _beside(report, expected)
    if not found:
        return "not_assessable", None
    return "fail", _misplaced(report, rule, [citation for citation, _ in cited], expected, found)


def _rows(report: Report, citation: Citation) -> tuple[str, ...]:
    """Return the rows of the report's form that a citation leads to: a group where it has no leaf."""
    law = regulations(report.year or 0, report.edition)
    if law is None:
        return ()
    article = int(citation.article.partition("(")[0])
    numbers = [int(number) for number in _DIVISION.findall(citation.article)]
    paragraph, item = _divisions(citation.printed, numbers)
    block = load_form(report.edition).block(_BLOCK)
    printed = {row.code for row in block.rows}
    rows = law.rows(article, paragraph, item) or law.rows(article, item)
    return tuple(dict.fromkeys(row if row in printed else row.rpartition(".")[0] for row in rows))


def _divisions(printed: str, numbers: list[int]) -> tuple[int, int]:
    """Return the paragraph (款) and the item (项) of a citation, 0 for what it does not name."""
    if not numbers:
        return 0, 0
    if len(numbers) > 1:
        return numbers[0], numbers[-1]
    return (numbers[0], 0) if "款" in printed and "项" not in printed else (0, numbers[0])


def _booked(report: Report, row: str) -> Decimal | None:
    """Return how many requests a row has; None where that cannot be read and may be some.

    All applicants together stand for a total that is cut off, and the total for them.
    """
    form = load_form(report.edition)
    columns = [column.code for column in form.block(_BLOCK).columns]
    cells = {code: report.cell(row, code) for code in columns}
    values = {code: cell.value for code, cell in cells.items() if cell and cell.value is not None}
    largest = max(
        sum((v for c, v in values.items() if c != "total"), Decimal(0)),
        values.get("total", Decimal(0)),
    )
    if largest:
        return largest
    blank = {
        code for code, cell in cells.items() if cell and cell.status in ("blank", "not_applicable")
    }
    whole = set(columns) - {"total"} <= set(values) | blank or "total" in set(values) | blank
    return Decimal(0) if whole else None


def _beside(report: Report, expected: list[str]) -> list[str]:
    """Return the rows in which the decision must have been booked instead: few, or the only one."""
    block = load_form(report.edition).block(_BLOCK)
    groups = {row.rpartition(".")[0] for row in expected}
    rows = [row.code for row in block.rows if row.code not in (*_NO_OUTCOMES, *expected)]
    booked = {row: count for row in rows if (count := _booked(report, row))}
    same = [row for row in booked if row.rpartition(".")[0] in groups - {"requests"}]
    if same:
        return same if sum(booked[row] for row in same) <= _FEW else []
    return list(booked) if len(booked) == 1 and sum(booked.values()) <= _FEW else []


def _misplaced(
    report: Report, rule: Rule, cited: list[Citation], expected: list[str], found: list[str]
) -> Finding:
    printed = "、".join(dict.fromkeys(citation.printed for citation in cited))
    articles = ", ".join(dict.fromkeys(citation.article for citation in cited))
    names = item_names(report.edition)
    filled = [cell for row in found for cell in _cells(report, row) if cell.value]
    columns = {cell.breakdown for cell in filled}
    empty = [cell for row in expected for cell in _cells(report, row) if cell.breakdown in columns]
    cells: tuple[CellRef, ...] = tuple(reference(report, cell) for cell in (*filled, *empty))
    return Finding(
        rule=rule,
        result="fail",
        zh=rule.zh_fail.format(
            article=printed,
            expected="”或“".join(names[row].zh for row in expected),
            found="”“".join(names[row].zh for row in found),
        ),
        en=rule.en_fail.format(
            article=articles,
            expected="” or “".join(names[row].en for row in expected),
            found="”, “".join(names[row].en for row in found),
        ),
        cells=cells,
        doubtful=cells,
        expected=Decimal(0),
        found=sum((_booked(report, row) or Decimal(0) for row in found), Decimal(0)),
    )


def _cells(report: Report, row: str) -> Iterable[Cell]:
    return (cell for cell in report.cells if cell.item == row and cell.source == "table")


def _by_level(report: Report, rule: Rule) -> Iterator[tuple[Result, Finding | None]]:
    """Yield whether 规章 are booked by a body whose name shows that it cannot make any."""
    cells = [c for c in report.cells if c.item.startswith("rules.") and c.source == "table"]
    filled = [cell for cell in cells if cell.value]
    if not any(cell.value is not None for cell in cells):
        return
    if not filled:
        yield "pass", None
    elif not lacks_rule_making(report.agency_name):
        yield "not_assessable", None
    else:
        names = item_names(report.edition)
        texts = {
            lang: between.join(
                names[cell.item][lang].removeprefix(before)
                + space
                + plain(cell.value or Decimal(0))
                for cell in filled
            )
            for lang, between, before, space in (
                ("zh", "、", "规章", ""),
                ("en", ", ", "rules, ", " "),
            )
        }
        refs = tuple(reference(report, cell) for cell in filled)
        yield (
            "fail",
            Finding(
                rule=rule,
                result="fail",
                zh=rule.zh_fail.format(left=texts["zh"], agency=report.agency_name),
                en=rule.en_fail.format(left=texts["en"], agency=report.agency_name),
                cells=refs,
                doubtful=refs,
                expected=Decimal(0),
                found=max(cell.value or Decimal(0) for cell in filled),
            ),
        )
