"""How far a batch of jobs is."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from govstats.batch.plan import Job


@contextmanager
def progress(
    total: int, told: Callable[[str], str] = str
) -> Iterator[Callable[[Job, str, float], None]]:
    """Show a bar with rate and time left on a terminal, plain lines elsewhere.

    `told` gives the word for what became of a job: `done`, `unchanged`, `failed`; and for `warming up`,
    the seconds before the first is made, while libraries and data are loaded once for all.
    """
    console = Console(stderr=True)
    begun, made, count = time.monotonic(), 0, 0

    def advanced(result: str) -> float:
        """Count a job; return how many are made in a second, those that were passed over apart."""
        nonlocal made, count
        count += 1
        made += result != "unchanged"
        return made / max(time.monotonic() - begun, 1e-9)

    if not console.is_terminal:

        def line(job: Job, result: str, seconds: float) -> None:
            advanced(result)
            took = f" {seconds:.1f} s" if seconds else ""
            console.print(
                f"[{count}/{total}] {job.key} {told(result)}{took}",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )

        yield line
        return
    columns = (
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console) as bar:
        warming = f"{told('warming up')}…"
        task = bar.add_task(warming if total else "", total=total, rate="")

        def advance(job: Job, result: str, seconds: float) -> None:
            del seconds
            rate = advanced(result)
            waits = not made and count < total
            said = warming if waits else escape(f"{job.name} {job.year} {job.lang} {told(result)}")
            bar.update(
                task, advance=1, description=said, rate=f"{rate:.1f}/s" if made else "",
            )  # fmt: skip

        yield advance
