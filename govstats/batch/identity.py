"""What a page depends on, as a hash for each kind of it, so that a change can be named."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from govstats.batch.summary import versions
from govstats.checks.coverage import coverage
from govstats.checks.decisions import FILE as DECISIONS
from govstats.checks.roster import FILE as ROSTER
from govstats.checks.roster import load_roster
from govstats.corrections import FILE as CORRECTIONS
from govstats.peers import like
from govstats.texts import FOLDER as TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govstats.dataset import Dataset

READS = ("agency", "peers", "dataset")
"""How much of a dataset a notebook reads: its agency's reports, those of its peers too, or all."""

_SIZE = 16


class Inputs:
    """The hashes of what the jobs of one dataset and one notebook depend on.

    A notebook says in its metadata how much of the dataset it reads, `govstats: {reads: agency}`; one
    that says nothing may read all of it, and is run again when any of it changes.
    """

    def __init__(self, data: Dataset, notebook: Path) -> None:
        self._data = data
        content = notebook.read_bytes()
        about = json.loads(content).get("metadata", {}).get("govstats", {})
        self._reads = about.get("reads") if about.get("reads") in READS else "dataset"
        self._fixed = {"notebook": _hash(content), **package()}
        self._of_agencies: dict[tuple[str, ...], dict[str, str]] = {}

    def of(self, agency: str, arguments: Mapping[str, Any]) -> dict[str, str]:
        """Return what a job depends on, by kind: rows, sources, corrections, parameters and so on."""
        read = self._read(agency)
        if read not in self._of_agencies:
            parts = [self._parts(one) for one in read]
            self._of_agencies[read] = {
                name: _hash("".join(part[name] for part in parts)) for name in parts[0]
            }
        parameters = json.dumps(dict(arguments), sort_keys=True, ensure_ascii=False)
        return {
            **self._of_agencies[read],
            **self._coverage,
            "decisions": self._decisions,
            "parameters": _hash(parameters),
            **self._fixed,
        }

    def _read(self, agency: str) -> tuple[str, ...]:
        if self._reads == "agency":
            return (agency,)
        if self._reads == "peers":
            return tuple(dict.fromkeys((agency, *like(self._data, agency))))
        return tuple(entry.agency for entry in self._data.agencies)

    def _parts(self, agency: str) -> dict[str, str]:
        data = self._data
        entry = repr((data.agencies[agency], data.synthetic, data.figures))
        return {
            "rows": self._rows.get(agency, ""),
            "sources": self._sources.get(agency, "") + self._texts.get(agency, ""),
            "register": _hash(entry),
            "corrections": self._corrections.get(agency, ""),
            "roster": self._roster.get(agency, ""),
        }

    @cached_property
    def _coverage(self) -> dict[str, str]:
        """Who has reported and who is late today, for notebooks that read the whole dataset."""
        if self._reads != "dataset":
            return {}
        states = coverage(self._data, load_roster(self._data), date.today())  # noqa: DTZ011 - local days
        return {"coverage": _hash(states.to_csv())}

    @cached_property
    def _rows(self) -> dict[str, str]:
        return _by_agency(self._data.rows)

    @cached_property
    def _sources(self) -> dict[str, str]:
        return _by_agency(self._data.sources)

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The prose that a dataset keeps of each report, by agency."""
        found: dict[str, str] = {}
        folder = self._data.path / TEXTS
        if folder.is_dir():
            owners = self._data.sources[["report", "agency"]].itertuples(index=False, name=None)
            for report, agency in owners:
                path = folder / f"{report}.json"
                if path.is_file():
                    found[agency] = found.get(agency, "") + _hash(path.read_bytes())
        return found

    @cached_property
    def _decisions(self) -> str:
        """The decisions, all of them: the id of a finding does not tell its agency."""
        path = self._data.path / DECISIONS
        return _hash(path.read_bytes()) if path.is_file() else ""

    @cached_property
    def _corrections(self) -> dict[str, str]:
        return self._lines(CORRECTIONS)

    @cached_property
    def _roster(self) -> dict[str, str]:
        return self._lines(ROSTER)

    def _lines(self, file: str) -> dict[str, str]:
        """Return a hash of the lines of a file beside the data that name an agency, for each."""
        path = self._data.path / file
        found: dict[str, list[str]] = {}
        if path.is_file():
            for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]:
                fields = {field.strip('" ') for field in line.split(",")} - {""}
                for agency in {self._data.agencies.resolve(field) for field in fields} - {None}:
                    found.setdefault(str(agency), []).append(line)
        return {agency: _hash("\n".join(lines)) for agency, lines in found.items()}


@cache
def package() -> dict[str, str]:
    """Return the hashes of the package's own parts, and of the versions of the libraries it uses."""
    root = Path(__file__).resolve().parents[1]
    digests = {name: hashlib.sha256() for name in ("package", "forms", "template", "font")}
    for path in sorted(root.rglob("*")):
        kind = _KINDS.get(path.suffix)
        if kind is None or "_bundled" in path.parts or not path.is_file():
            continue
        digests[kind].update(path.relative_to(root).as_posix().encode())
        digests[kind].update(path.read_bytes())
    found = {name: digest.hexdigest()[:_SIZE] for name, digest in digests.items()}
    return {**found, "libraries": _hash(json.dumps(versions()))}


_KINDS = {
    ".py": "package", ".json": "package", ".toml": "forms", ".ttf": "font",
    ".css": "template", ".j2": "template", ".typ": "template",
}  # fmt: skip


def _by_agency(frame: pd.DataFrame) -> dict[str, str]:
    """Return a hash of each agency's rows in their order."""
    hashes = pd.util.hash_pandas_object(frame, index=False).to_numpy()
    places = frame.groupby("agency").indices
    return {str(agency): _hash(hashes[found].tobytes()) for agency, found in places.items()}


def _hash(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()[
        :_SIZE
    ]
