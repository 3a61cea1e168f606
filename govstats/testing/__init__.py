"""Synthetic reports for tests: simulated figures, planted errors, and every way of printing them.

Nothing here is a real report; agencies are invented and each report says 模拟数据.
"""

from govstats.testing.layout import Layout, Printed, lay_out

__all__ = ["Layout", "Printed", "lay_out"]
