"""Synthetic reports for tests: simulated figures, planted errors, and every way of printing them.

    from govstats.testing import Layout, lay_out_report, simulate

    for one in simulate(seed=7, level="county", errors=0.1):
        one.report, one.planted, one.truth     # what is printed, what is wrong in it, what is true
        lay_out_report(one.report, Layout(format="docx", one_row=True)).data

Nothing here is a real report; agencies are invented and each report says 模拟数据.
"""

from govstats.testing.agencies import LEVELS
from govstats.testing.county import county
from govstats.testing.errors import KINDS, Planted
from govstats.testing.layout import Layout, Printed, lay_out, lay_out_report
from govstats.testing.simulation import Simulated, simulate

__all__ = [
    "KINDS",
    "LEVELS",
    "Layout",
    "Planted",
    "Printed",
    "Simulated",
    "county",
    "lay_out",
    "lay_out_report",
    "simulate",
]
