"""Changes between two years of one agency, each judged before it is computed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govstats.agencies import Agency
from govstats.changes import LEAP, SMALL_BASE, Change, Comparison, Verdict
from govstats.checks import (
    SCOPE_SHIFT,
    Decision,
    Finding,
    Findings,
    check,
    check_years,
    decided,
    load_decisions,
    scope_shifts,
)
from govstats.errors import InvalidRequestError
from govstats.figures import figures
from govstats.forms import Break, breaks, editions, load_form
from govstats.rates import rates
from govstats.reports import Cell, Report, Status
from govstats.storage import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.dataset import Dataset

_EXCERPT = "an excerpt says nothing about what it lacks: it is neither checked nor compared"


def compare(
    agency: str, year: int | None = None, against: int | None = None, data: Dataset | None = None
) -> Comparison:
    """Compare a year of an agency with an earlier one from a dataset.

    `year` is the latest with a full report by default, `against` the latest earlier full one.
    The figures are those of the dataset's layer: `load(figures="accepted")` for corrected ones.
    Findings that the dataset's decisions.csv dismisses cast no doubt.
    Without an earlier year the comparison stands alone and says so. Raises NotFoundError for an
    unknown agency or year and InvalidRequestError where `against` does not precede `year`.
    """
    data = data or load()
    found = data.find(agency)
    if len(found) > 1:
        raise InvalidRequestError(
            f"{agency!r} stands for {len(found)} agencies", advice=", ".join(found)
        )
    full = data.years(found[0], full=True)
    if year is None:
        if not full:
            raise InvalidRequestError(
                f"{found[0]} has no report whose tables are all there", advice=_EXCERPT
            )
        year = full[-1]
    after = data.report(found[0], year)
    if after.coverage == "excerpt":
        raise InvalidRequestError(
            f"the data holds only an excerpt of the report of {found[0]} for {year}",
            str(data.path),
            _EXCERPT,
        )
    if against is None:
        against = max((y for y in full if y < year), default=None)
    elif against >= year:
        raise InvalidRequestError(f"against={against} does not precede year={year}")
    before = data.report(found[0], against) if against else None
    history = tuple(data.report(found[0], y) for y in full if y <= year)
    return build(
        data.agencies[found[0]],
        before,
        after,
        history,
        synthetic=data.synthetic,
        decisions=load_decisions(data.path),
    )


def compare_reports(before: Report, after: Report, agency: Agency | None = None) -> Comparison:
    """Compare two reports of one agency that were read from files, the earlier one first."""
    if before.year is None or after.year is None:
        missing = before if before.year is None else after
        raise InvalidRequestError("the report does not say its year", missing.source)
    if after.agency is None or before.agency != after.agency:
        names = (before.agency_name, after.agency_name)
        if names[0] != names[1] and not any(a.endswith(b) for a, b in (names, names[::-1])):
            raise InvalidRequestError(
                f"the reports are of two agencies: {names[0]} and {names[1]}", after.source
            )
    if before.year >= after.year:
        raise InvalidRequestError(
            f"{before.year} does not precede {after.year}",
            before.source,
            "name the earlier file first",
        )
    named = agency or Agency(after.agency or "", after.agency_name or after.source)
    return build(named, before, after, (before, after))


def build(  # noqa: PLR0913 - all that a comparison is made of
    agency: Agency,
    before: Report | None,
    after: Report,
    history: tuple[Report, ...] = (),
    *,
    synthetic: bool = False,
    decisions: Mapping[str, Decision] | None = None,
) -> Comparison:
    """Build a comparison from reports: derived group sums, verdicts, rates, findings.

    Where somebody dismissed a scope-shift, the two years are compared as of one scope.
    """
    none = Findings((), ())
    checked = (
        check(after, [before] if before else ()),
        check(before, [after]) if before else none,
        check_years([before, after]) if before else none,
    )
    findings, findings_before, between = (decided(one, decisions or {}) for one in checked)
    old = figures(before) if before else {}
    new = figures(after)
    crossed = _crossed(before, after)
    settled = {finding.cells for finding in between.dismissed if finding.rule.id == SCOPE_SHIFT}
    shifts = tuple(
        shift
        for shift in (scope_shifts(before, after) if before else ())
        if shift.cells not in settled
    )
    doubts = _doubts((findings, findings_before, between))
    doubted = {(item, breakdown) for item, breakdown, _ in doubts}
    changes = []
    for key in dict.fromkeys([*new, *old]):
        doubts_before = _touching(key, before.year, doubted, doubts) if before else ()
        doubts_after = _touching(key, after.year, doubted, doubts)
        broken = next((b for b in crossed if b.covers(key[0])), None)
        shifted = any(shift.covers(key[0]) for shift in shifts)
        verdict = _verdict(
            before, after, old.get(key), new.get(key), doubtful=bool(doubts_before or doubts_after),
            broken=broken, shifted=shifted,
        )  # fmt: skip
        cell = new.get(key) or old[key]
        changes.append(
            Change(
                *key, cell.label, cell.unit, old.get(key), new.get(key), verdict,
                doubts_before, doubts_after, broken,
            )
        )  # fmt: skip
    return Comparison(
        agency, after, before, tuple(changes), rates(old, new, (findings, findings_before), shifts),
        findings, findings_before, between, crossed, history, synthetic, shifts,
    )  # fmt: skip


_Doubts = dict[tuple[str, str, int | None], dict[str, Finding]]
"""Failures by the cell that they cast doubt on, and by their ids."""


def _doubts(checked: Iterable[Findings]) -> _Doubts:
    found: _Doubts = {}
    for finding in (finding for one in checked for finding in one.failures):
        for cell in finding.doubtful:
            found.setdefault((cell.item, cell.breakdown, cell.year), {})[finding.id] = finding
    return found


def _touching(
    key: tuple[str, str], year: int | None, keys: Iterable[tuple[str, str]], doubts: _Doubts
) -> tuple[Finding, ...]:
    """Return the failures that touch a year's figure, or a part that it sums up."""
    item, breakdown = key
    parts = [
        (i, b)
        for i, b in keys
        if (i == item and breakdown == "total") or (i.startswith(f"{item}.") and b == breakdown)
    ]
    found: dict[str, Finding] = {}
    for part in (key, *sorted(parts)):
        found |= doubts.get((*part, year), {})
    return tuple(found.values())


def _crossed(before: Report | None, after: Report) -> tuple[Break, ...]:
    if before is None or before.year is None or after.year is None:
        return ()
    ends = ((before.edition, before.year), (after.edition, after.year))
    return tuple(entry for entry in breaks() if entry.separates(*ends))


def _verdict(  # noqa: PLR0913 - everything that bears on one figure
    before: Report | None,
    after: Report,
    old: Cell | None,
    new: Cell | None,
    *,
    doubtful: bool,
    broken: Break | None,
    shifted: bool,
) -> Verdict:
    if before is None:
        return Verdict.NO_BASELINE
    if old is None or new is None:
        lacking = before if old is None else after
        cell = new or old
        in_form = cell is not None and _has_slot(lacking, cell)
        return Verdict.MISSING if in_form else Verdict.NOT_IN_FORM
    small = old.unit not in _AMOUNTS and abs(old.value or Decimal(0)) < SMALL_BASE
    judged = (
        (old.value is None or new.value is None, Verdict.MISSING),
        (broken is not None, Verdict.BREAK),
        (doubtful, Verdict.FAILS_RULE),
        (Status.APPROXIMATE in (old.status, new.status), Verdict.APPROXIMATE),
        (_leapt(old, new, small=small), Verdict.LEAP),
        (shifted, Verdict.SCOPE),
        (old.value == 0, Verdict.BASE_ZERO),
        (small, Verdict.SMALL_BASE),
    )
    return next((verdict for holds, verdict in judged if holds), Verdict.COMPARABLE)


def _leapt(old: Cell, new: Cell, *, small: bool) -> bool:
    return bool(old.value) and not small and (new.value or 0) > LEAP * (old.value or 0)


def _has_slot(report: Report, cell: Cell) -> bool:
    """Say whether a report's form has a place for a figure; without a form file, its own items tell."""
    if report.edition not in editions():
        return any(other.item == cell.item for other in report.cells)
    if cell.source == "text":
        return True
    form = load_form(report.edition)
    keys = form.slots.keys() | form.one_row_slots.keys()
    return (cell.item, cell.breakdown) in keys or bool(form.leaves(cell.item))


_AMOUNTS = ("万元", "元", "%")
"""Units of what is measured, not counted: a small amount is no small base."""
