"""The rules evaluated: what does not add up, and where."""

from govstats.checks.datasets import check_dataset
from govstats.checks.decisions import add_decision, decided, load_decisions
from govstats.checks.findings import (
    DECISION_LABELS,
    SEVERITY_LABELS,
    Confirmation,
    Decision,
    Finding,
    Findings,
    merge,
)
from govstats.checks.localising import localise
from govstats.checks.many import Checked, check_all
from govstats.checks.one import check
from govstats.checks.references import CellRef, PassageRef, number
from govstats.checks.reuse import check_reuse, check_reuse_between
from govstats.checks.scope import RULE as SCOPE_SHIFT
from govstats.checks.scope import ScopeShift, scope_shifts
from govstats.checks.suggestions import CellChange, Suggestion
from govstats.checks.years import check_years

__all__ = [
    "DECISION_LABELS",
    "SCOPE_SHIFT",
    "SEVERITY_LABELS",
    "CellChange",
    "CellRef",
    "Checked",
    "Confirmation",
    "Decision",
    "Finding",
    "Findings",
    "PassageRef",
    "ScopeShift",
    "Suggestion",
    "add_decision",
    "check",
    "check_all",
    "check_dataset",
    "check_reuse",
    "check_reuse_between",
    "check_years",
    "decided",
    "load_decisions",
    "localise",
    "merge",
    "number",
    "scope_shifts",
]
