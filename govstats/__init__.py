"""Read, check and compare the annual reports on government information disclosure.

import govstats as gs

report = gs.read("report.pdf")                  # 政府信息公开工作年度报告
gs.check(report)                                # what does not add up, and where
gs.write(gs.compare("suqian", 2024), "zh")      # the year-on-year comparison in words
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govstats.agencies import Agencies, Agency
    from govstats.batch.parameters import parameters
    from govstats.changes import Change, Comparison, Rate, Verdict
    from govstats.charts import Chart, all_charts
    from govstats.checks import Finding, Findings, check, check_all, check_years
    from govstats.comparing import compare, compare_reports
    from govstats.dataset import Dataset
    from govstats.display import (
        comparison_table,
        head,
        quality,
        record,
        section,
        show,
        tables_heading,
    )
    from govstats.errors import GovstatsError
    from govstats.explorer import explore
    from govstats.exports import export
    from govstats.prose import Text, write
    from govstats.reading import read
    from govstats.reports import Cell, Report, Statement, Status
    from govstats.storage import load, save

_HOMES = {
    "agencies": ("Agencies", "Agency"),
    "batch.parameters": ("parameters",),
    "changes": ("Change", "Comparison", "Rate", "Verdict"),
    "charts": ("Chart", "all_charts"),
    "checks": ("Finding", "Findings", "check", "check_all", "check_years"),
    "comparing": ("compare", "compare_reports"),
    "dataset": ("Dataset",),
    "display": (
        "comparison_table", "head", "quality", "record", "section", "show", "tables_heading",
    ),
    "errors": ("GovstatsError",),
    "explorer": ("explore",),
    "exports": ("export",),
    "prose": ("Text", "write"),
    "reading": ("read",),
    "reports": ("Cell", "Report", "Statement", "Status"),
    "storage": ("load", "save"),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Agencies",
    "Agency",
    "Cell",
    "Change",
    "Chart",
    "Comparison",
    "Dataset",
    "Finding",
    "Findings",
    "GovstatsError",
    "Rate",
    "Report",
    "Statement",
    "Status",
    "Text",
    "Verdict",
    "all_charts",
    "check",
    "check_all",
    "check_years",
    "compare",
    "compare_reports",
    "comparison_table",
    "explore",
    "export",
    "head",
    "load",
    "parameters",
    "quality",
    "read",
    "record",
    "save",
    "section",
    "show",
    "tables_heading",
    "write",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that the command line answers at once."""
    if name not in _HOME:
        raise AttributeError(f"module 'govstats' has no attribute {name!r}")
    value = getattr(import_module(f"govstats.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
