"""What an output folder holds: which job made which files, from what, and how it went."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from govstats.files import write_text

if TYPE_CHECKING:
    from pathlib import Path

NAME = "manifest.json"


class Manifest:
    """The record of an output folder, written after every job."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.jobs: dict[str, dict[str, Any]] = {}
        self.excerpts: dict[str, list[dict[str, Any]]] = {}
        try:
            stored = json.loads((folder / NAME).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return
        self.jobs = cast("dict[str, dict[str, Any]]", stored.get("jobs", {}))
        self.excerpts = stored.get("excerpts", {})

    def finished(self, key: str, identity: str) -> bool:
        """Say whether a job was done with the same identity and its files are still there."""
        entry = self.jobs.get(key)
        if entry is None or entry.get("identity") != identity or entry.get("error"):
            return False
        return all((self.folder / name).is_file() for name in entry["files"])

    def note(self, key: str, entry: dict[str, Any]) -> None:
        """Record a job's result and store the manifest."""
        self.jobs[key] = entry
        self.store()

    def store(self) -> None:
        """Store the manifest whole or not at all."""
        record = {"jobs": dict(sorted(self.jobs.items())), "excerpts": self.excerpts}
        text = json.dumps(record, ensure_ascii=False, indent=1)
        write_text(self.folder / NAME, f"{text}\n")
