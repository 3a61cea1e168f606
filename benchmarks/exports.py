"""How fast a comparison is exported in a warm process, each one different from the last.

    python benchmarks/exports.py

Invented agencies of three sizes; medians of processor time. A PDF is set by typst once its charts are
drawn: the two are shown apart.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from govstats.charts import all_charts  # noqa: E402
from govstats.comparing import compare_reports  # noqa: E402
from govstats.exports import KINDS, export, pdf  # noqa: E402
from govstats.testing import simulate  # noqa: E402

if TYPE_CHECKING:
    from govstats.changes import Comparison

RUNS = 25
WARM = 5


def comparison(seed: int, level: str) -> Comparison:
    """Two years of an invented agency, the same for the same seed."""
    before, after = simulate(seed, level, years=(2023, 2024))
    return compare_reports(before.report, after.report)


def main() -> None:
    """Print the medians for each size of agency."""
    for level in ("township", "county", "city"):
        spent: dict[str, list[float]] = {}
        for seed in range(RUNS):
            found = comparison(seed, level)
            started = time.process_time()
            charts = all_charts(found, "zh")
            for chart in charts:
                _ = chart.svg
            spent.setdefault("charts", []).append(time.process_time() - started)
            started = time.process_time()
            pdf.typeset(found, "zh", charts)
            spent.setdefault("typesetting", []).append(time.process_time() - started)
            for kind in KINDS:
                started = time.process_time()
                export(found, kind, "zh")
                spent.setdefault(kind, []).append(time.process_time() - started)
        told = (f"{name} {statistics.median(t[WARM:]) * 1000:.0f} ms" for name, t in spent.items())
        print(f"{level}: {', '.join(told)}")


if __name__ == "__main__":
    main()
