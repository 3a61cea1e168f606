"""What an output folder holds: which job made which files, from what, and how it went.

`manifest.json` is written whole at a run's end. In between each finished job is one line of a
journal beside it, so that what thousands of jobs cost does not grow with their number, and what
is finished stays so however the run ends.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from govstats.files import unwritable, write_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from govstats.batch.plan import Job

NAME = "manifest.json"
JOURNAL = ".journal.jsonl"

Entry = dict[str, Any]
"""The record of a job: what it was, its `inputs`, `files` by form, times, and `error` if it failed."""


class Manifest:
    """The record of an output folder: the manifest with the journal's lines laid over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.about: dict[str, Any] = {}
        self.datasets: dict[str, Any] = {}
        self.jobs: dict[str, Entry] = {}
        stored = _parsed(folder / NAME)
        if isinstance(stored.get("jobs"), dict) and "datasets" in stored:
            self.jobs, self.datasets = stored["jobs"], stored["datasets"]
        for key, entry in _lines(folder / JOURNAL):
            self.jobs[key] = entry

    def changed(self, job: Job) -> list[str] | None:
        """Say what has to be made anew: kinds of inputs, `files`, `failed`; None for a new job.

        An empty list means that the job is finished.
        """
        entry = self.jobs.get(job.key)
        if entry is None:
            return None
        if entry.get("error"):
            return ["failed"]
        known = entry["inputs"]
        different = [name for name, value in job.inputs.items() if known.get(name) != value]
        return different or ([] if self.has(entry, job.formats) else ["files"])

    def has(self, entry: Mapping[str, Any], formats: Collection[str]) -> bool:
        """Say whether a job's files of some forms are there, with something in them."""
        return all(
            form in entry["files"] and _filled(self.folder / entry["files"][form])
            for form in formats
        )

    def finished(self) -> Iterator[tuple[str, Entry]]:
        """Yield each job that went well, with its key."""
        return ((key, entry) for key, entry in self.jobs.items() if not entry.get("error"))

    def note(self, key: str, entry: Entry) -> None:
        """Record a job's result as one line of the journal. Raises UnwritableError."""
        self.jobs[key] = entry
        line = json.dumps([key, entry], ensure_ascii=False, separators=(",", ":"))
        path = self.folder / JOURNAL
        try:
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                # A line that was cut off by a full disk or a kill ends where the next begins.
                content = f"\n{line}\n".encode()
                if os.write(handle, content) < len(content):
                    raise OSError(28, os.strerror(28))
            finally:
                os.close(handle)
        except OSError as error:
            raise unwritable(error, path) from error

    def store(self) -> None:
        """Store the manifest whole or not at all, and begin a new journal."""
        record = {
            **self.about,
            "datasets": self.datasets,
            "jobs": dict(sorted(self.jobs.items())),
        }
        write_text(self.folder / NAME, f"{json.dumps(record, ensure_ascii=False, indent=1)}\n")
        (self.folder / JOURNAL).unlink(missing_ok=True)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _lines(path: Path) -> Iterator[tuple[str, Entry]]:
    """Yield the whole lines of a journal; one that was cut off says nothing."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            key, entry = json.loads(line)
        except ValueError:
            continue
        yield key, entry


def _filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
