"""How long `govstats render` takes for many agencies: with one worker and with all, memory, the index.

    python benchmarks/runs.py [AGENCIES] [RUNS]

A simulated county (20 agencies by default, at most 1,000), its comparison notebook, one language,
pages only. Runs are interleaved; medians and ratios of the time between the first result and the
last, and what the warm start takes. With 200 agencies or more one run with all workers is set
against what the rate of its first fifth predicts, with the growth of this process's memory.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from govstats.agencies import Agencies, Agency  # noqa: E402
from govstats.batch.plan import Job, plan  # noqa: E402
from govstats.batch.runner import run  # noqa: E402
from govstats.dataset import Dataset, collect  # noqa: E402
from govstats.storage import load, save  # noqa: E402
from govstats.testing import simulate  # noqa: E402

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
LARGE = 200


def simulated(folder: Path, count: int) -> Dataset:
    """Store two years of so many invented townships and load them."""
    reports, register = [], []
    for n in range(count):
        town = Agency(f"synthetic-{n:04}", f"第{n}镇人民政府（模拟数据）", level="township")
        register.append(town)
        found = [one.report for one in simulate(n, "township", "2021", (2023, 2024), 0.05)]
        reports += [
            replace(one, agency=town.agency, agency_name=town.name, source=f"{n}-{one.year}")
            for one in found
        ]
    save(collect(reports, Agencies(register), folder, title="模拟数据", synthetic=True), folder)
    return load(folder)


def timed(jobs: list[Job], data: Dataset, workers: int) -> tuple[float, list[float], list[int]]:
    """Return seconds until the first result, when each came, and this process's memory then."""
    times: list[float] = []
    sizes: list[int] = []

    def note(*_: object) -> None:
        times.append(time.monotonic() - started)
        sizes.append(int(Path("/proc/self/statm").read_text().split()[1]) * 4096)

    with tempfile.TemporaryDirectory() as out:
        started = time.monotonic()
        failed = run(jobs, Path(out), data, workers=workers, progress=note)
        whole = time.monotonic() - started
    if failed:
        raise SystemExit(f"{failed[0].job.key}: {failed[0].reason}")
    return whole, times, sizes


def main() -> None:
    """Print what was measured."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3  # noqa: PLR2004
    with tempfile.TemporaryDirectory() as folder:
        data = simulated(Path(folder), count)
        began = time.process_time()
        jobs = plan(data, languages=["zh"])
        print(f"plan of {len(jobs)} jobs: {time.process_time() - began:.2f} s of processor time")
        if count >= LARGE:
            whole, times, sizes = timed(jobs, data, CORES)
            fifth = len(jobs) // 5
            predicted = times[0] + (times[fifth] - times[0]) / fifth * (len(jobs) - 1)
            print(
                f"{count} agencies, {CORES} workers: {times[-1]:.0f} s, predicted {predicted:.0f}"
            )
            print(f"index and manifest: {whole - times[-1]:.1f} s")
            print(f"memory: {sizes[fifth] / 1e6:.0f} MB, at most {max(sizes[fifth:]) / 1e6:.0f} MB")
            return
        rates: dict[int, list[float]] = {1: [], CORES: []}
        starts: list[float] = []
        for _ in range(runs):
            for workers, found in rates.items():
                _, times, _ = timed(jobs, data, workers)
                found.append((times[-1] - times[0]) / (len(jobs) - 1))
                starts.append(times[0])
    print(f"first result after {statistics.median(starts):.1f} s")
    medians = {workers: statistics.median(found) for workers, found in rates.items()}
    for workers, seconds in medians.items():
        print(
            f"{workers} at a time: {seconds * 1000:.0f} ms a page, ratio {medians[1] / seconds:.2f}"
        )


if __name__ == "__main__":
    main()
