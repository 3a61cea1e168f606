"""How well wrong cells are found: consistent reports are damaged, and suggestions compared with the truth.

    python benchmarks/localisation.py [--trials N] [--seed N]

Reports of every level, simulated, and the consistent real ones of the bundled data get one to five
errors of every kind of `govstats.testing`. Detected is a report in which an equation of its form
fails; the rest, such as two cells of one row exchanged in all its columns, no equation can see, and
it is never counted as located. Located means that all suggestions together change exactly the
damaged cells, to their true values; in reach, that they do with an alternative taken instead.
A claim is a suggestion called unique; it is right if each of its cells gets its true value.
Beside it stands a plain rule check, which names all cells of the equations that fail.
Times are of processor time for the suggestions alone. Weights were chosen on other seeds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from govstats.checks.equations import check_form  # noqa: E402
from govstats.checks.evidence import evidence_of  # noqa: E402
from govstats.checks.localising import localise  # noqa: E402
from govstats.forms import load_form  # noqa: E402
from govstats.reports import Report, Status  # noqa: E402
from govstats.resources import find  # noqa: E402
from govstats.storage import load  # noqa: E402
from govstats.testing import KINDS, LEVELS, simulate  # noqa: E402
from govstats.testing.errors import Planted, plant  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

Key = tuple[str, str]
Counts = dict[Key, int]

SEED = 2026
MANY_YEARS_ONLY = {"carry_over", "category_sum", "prose_and_table"}
"""Kinds that leave the tables of one report consistent."""

LOCAL = [kind for kind in KINDS if kind not in MANY_YEARS_ONLY]
YEARS = {"2014": 2016, "2019": 2020, "2021": 2023}


@dataclass
class Tally:
    """What came of some trials."""

    counts: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    def row(self, name: str) -> str:
        """Return the trials as a line of a table."""
        n = self.counts
        return (
            f"{name:<22}{n['trials']:>7}{share(n['detected'], n['trials'])}"
            f"{share(n['located'], n['detected'])}{share(n['in reach'], n['detected'])}"
            f"{share(n['right cells'], n['changed cells'])}{share(n['unique'], n['detected'])}"
            f"{n['claims']:>8}{n['claims'] - n['right claims']:>7}"
            f"{share(n['gave up'], n['detected'])}{share(n['right flags'], n['flags'])}"
            f"{share(n['flagged exactly'], n['detected'])}{self.milliseconds()}"
        )

    def milliseconds(self) -> str:
        """Return the median and the 95th percentile of the time."""
        if not self.times:
            return ""
        median, most = np.quantile(self.times, [0.5, 0.95]) * 1000
        return f"{median:>8.1f}{most:>8.1f}"


HEAD = (
    f"{'':<22}{'trials':>7}{'detected':>10}{'located':>10}{'in reach':>10}{'precision':>10}"
    f"{'unique':>10}{'claims':>8}{'wrong':>7}{'gave up':>10}{'| rules:':>10}{'located':>10}"
    f"{'ms':>8}{'p95':>8}"
)


def share(part: int, whole: int) -> str:
    """Return a share as a cell of the table."""
    return f"{100 * part / whole:>9.1f}%" if whole else f"{'–':>10}"


def damaged(report: Report, planted: list[Planted]) -> Report:
    """Return a report with some errors in it."""
    texts = {key: text for error in planted for key, (_, text) in error.cells.items()}
    return replace(
        report,
        cells=tuple(
            cell
            if cell.key not in texts
            else replace(
                cell,
                value=Decimal(texts[cell.key]) if texts[cell.key] else None,
                status=Status.REPORTED if texts[cell.key] else Status.BLANK,
                raw=texts[cell.key],
            )
            for cell in report.cells
        ),
    )


def errors(
    rng: np.random.Generator, report: Report, many: int, kinds: list[str], block: str
) -> list[Planted]:
    """Return errors that share no cell, in the cells of one block or of any."""
    figures = {cell.key: str(cell.value) for cell in report.cells if cell.value is not None}
    slots = load_form(report.edition).slots
    found: list[Planted] = []
    for _ in range(60):
        if len(found) == many:
            break
        kind = kinds[int(rng.integers(len(kinds)))]
        error = plant(rng, kind, report.edition, figures, later=False)
        taken = {key for other in found for key in other.cells}
        inside = error and all(
            not block or slots[item, breakdown].block == block for item, breakdown, _ in error.cells
        )
        if error and inside and not taken & set(error.cells):
            found.append(error)
    return found


def trial(tally: Tally, report: Report, planted: list[Planted]) -> None:
    """Damage a report, look for the damage, and count what was found."""
    form = load_form(report.edition)
    wrong = damaged(report, planted)
    truth: Counts = {
        (item, breakdown): int(true)
        for error in planted
        for (item, breakdown, _), (true, text) in error.cells.items()
        if int(true) != int(text or 0)
    }
    findings = check_form(wrong, form)
    evidence = evidence_of(wrong)
    count = tally.counts
    count["trials"] += 1
    if not any(finding.rule.left for finding in findings.failures):
        return
    started = time.process_time()
    localised = localise(wrong, form, findings, evidence)
    tally.times.append(time.process_time() - started)
    suggestions = list(
        {id(f.suggestion): f.suggestion for f in localised.failures if f.suggestion}.values()
    )
    count["detected"] += 1
    changed: dict[Key, Decimal | None] = {}
    reached: dict[Key, Decimal | None] = {}
    for suggestion in suggestions:
        options = [
            {(one.cell.item, one.cell.breakdown): one.after for one in changes}
            for changes in (suggestion.changes, *suggestion.alternatives)
        ]
        right = [option for option in options if option.items() <= truth.items()]
        changed |= options[0]
        reached |= (right or options)[0]
        count["claims"] += suggestion.unique
        count["right claims"] += suggestion.unique and options[0] in right
    count["located"] += changed == truth
    count["in reach"] += reached == truth
    count["unique"] += all(suggestion.unique for suggestion in suggestions)
    count["gave up"] += not all(suggestion.complete for suggestion in suggestions)
    count["changed cells"] += len(changed)
    count["right cells"] += len(set(changed) & set(truth))
    flags = {(c.item, c.breakdown) for f in findings.failures if f.rule.left for c in f.cells}
    count["flags"] += len(flags)
    count["right flags"] += len(flags & set(truth))
    count["flagged exactly"] += flags == set(truth)


def simulated(seed: int, trials: int, edition: str = "2021") -> Iterator[tuple[str, Report]]:
    """Yield consistent reports of every level in turn, with the name of the level."""
    levels = list(LEVELS)
    for n in range(trials):
        level = levels[n % len(levels)]
        yield level, simulate(seed * 100_000 + n, level, edition, [YEARS[edition]])[0].truth


def real() -> list[Report]:
    """Return the reports of the bundled data with a figure in every cell and no equation that fails."""
    return [
        report
        for report in load(find("data")).full_reports()
        if not check_form(report, load_form(report.edition)).failures
        and all(cell.value is not None for cell in report.cells)
    ]


def damage(  # noqa: PLR0913 - an experiment has that many settings
    name: str,
    reports: Iterator[tuple[str, Report]],
    many: int,
    seed: int,
    *,
    block: str = "",
    apart: str = "",
) -> None:
    """Run trials and print a line for all of them, before it one for each kind or level."""
    whole = Tally()
    parts: dict[str, Tally] = {}
    for number, (level, report) in enumerate(reports):
        rng = np.random.default_rng([seed, many, number])
        kinds = [LOCAL[number // len(LEVELS) % len(LOCAL)]] if apart == "kind" else LOCAL
        planted = errors(rng, report, many, kinds, block)
        if len(planted) < many:
            continue
        part = planted[0].kind if apart == "kind" else level
        for tally in (whole, parts.setdefault(part, Tally())):
            trial(tally, report, planted)
    for part in sorted(parts) if apart else ():
        print(parts[part].row(f"  {part}"))
    print(whole.row(name), flush=True)


def main() -> None:
    """Run every experiment."""
    parser = argparse.ArgumentParser(description="How well wrong cells are found.")
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    trials, seed = chosen.trials, chosen.seed
    print(HEAD)
    damage("one, table three", simulated(seed, trials), 1, seed, block="requests", apart="kind")
    damage("one, table three", simulated(seed, trials), 1, seed, block="requests", apart="level")
    damage("one, table four", simulated(seed, trials // 2), 1, seed, block="disputes")
    for many in range(2, 6):
        damage(f"{many} errors", simulated(seed + many, trials // 2), many, seed)
    consistent = real()
    print("real reports:", ", ".join(f"{one.agency} {one.year}" for one in consistent))
    for many in range(1, 6):
        again = [("", one) for one in consistent for _ in range(trials // 5 // len(consistent))]
        damage(f"{many}, real reports", iter(again), many, seed)
    for edition in ("2019", "2014"):
        for many in (1, 3):
            some = simulated(seed, trials // 5, edition)
            damage(f"{many}, edition {edition}", some, many, seed)


main()
