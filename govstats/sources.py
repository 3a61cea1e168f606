"""What the commands are given to read: files, folders, patterns, standard input."""

from __future__ import annotations

import glob
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from govstats.errors import GovstatsError, NotFoundError
from govstats.isolation import SECONDS, Isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from govstats.agencies import Agencies
    from govstats.reports import Report

STDIN = "-"
_SUFFIXES = frozenset({
    ".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml", ".docx", ".doc", ".docm", ".wps", ".wpt",
    ".rtf", ".odt", ".pdf", ".ofd", ".txt", ".md",
})  # fmt: skip
"""What is taken for a report in a folder; a file that is named is read whatever its name."""

_PATTERN = frozenset("*?[")
_NEVER = ("readme", "license", "changelog", "~$", ".~")
_PAGE_PARTS = ("_files", ".files")
_NAMED = 5
_QUIET, _WIDTH = 2.0, 40


@dataclass(slots=True)
class Found:
    """The files to read in order, and what was found beside them.

    `skipped` has a line for each folder where other files were passed over, `missing` an error for
    each name that means no file.
    """

    files: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    missing: list[GovstatsError] = field(default_factory=list)


def find_sources(names: Iterable[str]) -> Found:
    """Return the files that names mean: a file, a folder with its subfolders, a pattern, or `-`.

    A folder without reports and a pattern that fits nothing are `missing`. A file is taken as it is
    named: whether it can be read shows when it is read.
    """
    found = Found()
    for name in names:
        path = Path(name)
        if name != STDIN and path.is_dir():
            _add_folder(path, found)
        elif name != STDIN and _PATTERN & set(name) and not path.exists():
            matching = [p for p in sorted(glob.glob(name, recursive=True)) if not Path(p).is_dir()]  # noqa: PTH207
            if not matching:
                advice = "put it in quotes; ** means all subfolders"
                found.missing.append(NotFoundError("no file fits this pattern", name, advice))
            found.files += matching
        else:
            found.files.append(name)
    found.files = list(dict.fromkeys(found.files))
    return found


def _add_folder(folder: Path, found: Found) -> None:
    reports: list[Path] = []
    others: list[Path] = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in inside)
        if hidden or any(part.endswith(_PAGE_PARTS) for part in inside[:-1]) or path.is_dir():
            continue
        known = path.suffix.lower() in _SUFFIXES and not path.name.lower().startswith(_NEVER)
        (reports if known else others).append(path)
    if not reports:
        advice = "reports are html, docx, doc, pdf or txt files"
        found.missing.append(NotFoundError("no report in this folder", str(folder), advice))
        return
    found.files += map(str, reports)
    if others:
        names = ", ".join(str(path.relative_to(folder)) for path in others[:_NAMED])
        more = ", …" if len(others) > _NAMED else ""
        count = "1 other file" if len(others) == 1 else f"{len(others)} other files"
        found.skipped.append(f"{folder}: passed over {count} ({names}{more})")


def read_each(
    names: Iterable[str],
    agencies: Agencies,
    complain: Callable[[GovstatsError], None],
    seconds: float = SECONDS,
) -> Iterator[tuple[str, Report]]:
    """Yield each report with its source; what cannot be read is complained of and passed over.

    Each is read in a process of its own, killed after `seconds` (0: no limit).
    """
    found = find_sources(names)
    for line in found.skipped:
        click.echo(f"govstats: {line}", err=True)
    for error in found.missing:
        complain(error)
    with ExitStack() as stack:
        reader = stack.enter_context(_reader(agencies, seconds))
        show = stack.enter_context(_Progress(len(found.files)))
        for source in found.files:
            show.step(source)
            try:
                data = _standard_input() if source == STDIN else None
                report = reader.call(source, source, data)
            except GovstatsError as error:
                show.clear()
                complain(error)
            else:
                yield source, report


def read_one(name: str, agencies: Agencies, seconds: float = SECONDS) -> Report:
    """Return the report of one file or of standard input, read as `read_each` does."""
    with _reader(agencies, seconds) as reader:
        return reader.call(name, name, _standard_input() if name == STDIN else None)


def _reader(agencies: Agencies, seconds: float) -> Isolated[Report]:
    """Return what reads; the library is imported before the worker begins, which then shares it."""
    import govstats.reading  # noqa: F401

    return Isolated(partial(_read, agencies=agencies), seconds)


def _read(source: str, data: bytes | None, agencies: Agencies) -> Report:
    from govstats.documents import parse_document
    from govstats.reading import read, read_document

    if data is None:
        return read(source, agencies)
    return read_document(parse_document(data, source), agencies)


def _standard_input() -> bytes:
    from govstats.documents.opening import read_bytes

    return read_bytes(sys.stdin.buffer, STDIN)


class _Progress:
    """A line on a terminal that says which of several files is being read, after two seconds."""

    def __init__(self, total: int) -> None:
        self._total, self._done, self._shown = total, 0, False
        self._start = time.monotonic()
        self._wanted = total > 1 and sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def step(self, source: str) -> None:
        self._done += 1
        if self._wanted and time.monotonic() - self._start > _QUIET:
            name = Path(source).name[:_WIDTH]
            click.echo(f"\r\x1b[2K[{self._done}/{self._total}] {name}", nl=False, err=True)
            self._shown = True

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\x1b[2K", nl=False, err=True)
            self._shown = False
