"""One year against the next, and against the years before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.checks.carrying import check_carry_over
from govstats.checks.copied import check_copied
from govstats.checks.findings import Findings, merge
from govstats.checks.outliers import check_outliers
from govstats.checks.panel import Panel
from govstats.checks.reuse import check_reuse
from govstats.checks.scope import check_scope
from govstats.checks.stocks import check_stock_flow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govstats.reports import Report


def check_years(reports: Iterable[Report]) -> Findings:
    """Check the years of one agency against each other.

    Consecutive years: what is carried over (carry-over), documents in force (stock-flow), the scope
    (scope-shift), tables and prose taken over (copied-table, text-reuse). From the fifth year on:
    figures far from the years before (outlier). Excerpts and gaps between years are passed over. A
    figure that is missing on either side makes an instance not assessable.
    """
    given = list(reports)
    panel = Panel.of(given)
    parts = [
        check_carry_over(panel, given),
        check_stock_flow(panel, given),
        check_scope(panel, given),
        check_copied(panel, given),
        check_outliers(panel, given),
    ]
    parts += [
        check_reuse(given[before], given[after]) for before, after in zip(*panel.pairs, strict=True)
    ]
    return merge(parts)
