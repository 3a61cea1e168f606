"""Names resolved to agencies: the register of who reports."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from govstats.documents import squeeze
from govstats.errors import InvalidDataError, NotFoundError
from govstats.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

COLUMNS = ("agency", "name", "name_en", "aliases", "region", "level", "parent")
_SUFFIXES = ("人民政府", "办事处", "管理委员会")


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that reports: its stable id, its names, where it stands."""

    agency: str
    name: str
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    region: str = ""
    level: str = ""
    parent: str = ""

    def named(self, lang: str) -> str:
        """Return the agency's name in a language; the Chinese one where there is no English."""
        return self.name if lang == "zh" else self.name_en or self.name


class Agencies:
    """The register: look up by id, by any printed name, by glob."""

    def __init__(self, agencies: Iterable[Agency] = ()) -> None:
        self._by_id = {entry.agency: entry for entry in agencies}
        self._by_name: dict[str, set[str]] = {}
        for entry in self._by_id.values():
            for name in (entry.name, *entry.aliases):
                for spelling in _spellings(name):
                    self._by_name.setdefault(spelling, set()).add(entry.agency)

    @classmethod
    def load(cls, path: Path) -> Agencies:
        """Load `agencies.csv`; aliases are separated by `|`. Raises InvalidDataError naming the line."""
        entries: dict[str, Agency] = {}
        for line, row in read_records(path, COLUMNS):
            aliases = tuple(filter(None, map(str.strip, row.pop("aliases").split("|"))))
            entry = Agency(**row, aliases=aliases)
            place = f"{path}, line {line}"
            if not (entry.agency and entry.name):
                lacking = "name" if entry.agency else "id"
                raise InvalidDataError(f"an agency without its {lacking}", place, "fill it in")
            if entry.agency in entries:
                raise InvalidDataError(f"{entry.agency} is there twice", place, "delete one")
            entries[entry.agency] = entry
        return cls(entries.values())

    def __iter__(self) -> Iterator[Agency]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, agency: object) -> bool:
        return agency in self._by_id

    def __getitem__(self, agency: str) -> Agency:
        """Return an agency by its id or a name that is its alone. Raises NotFoundError with the nearest ids."""
        known = self.resolve(agency)
        if known is None:
            raise self._unknown(agency)
        return self._by_id[known]

    def names(self, agency: str) -> list[str]:
        """Return every spelling by which `resolve` would find an agency, itself first."""
        entry = self[agency]
        bare = [text for name in (entry.name, *entry.aliases) for text in _spellings(name)]
        full = [text + suffix for text in bare for suffix in _SUFFIXES]
        return list(dict.fromkeys([entry.name, *entry.aliases, *bare, *full]))

    def resolve(self, name: str) -> str | None:
        """Return the id that a printed name belongs to; None where none or several do."""
        if name in self._by_id:
            return name
        for spelling in _spellings(name):
            owners = self._by_name.get(spelling, set())
            if len(owners) == 1:
                return next(iter(owners))
        return None

    def find(self, pattern: str) -> list[str]:
        """Return the ids that an id, a name, a part of one name, or a glob stands for.

        Raises NotFoundError with the nearest names.
        """
        resolved = self.resolve(pattern)
        if resolved:
            return [resolved]
        containing = [entry.agency for entry in self if len(pattern) > 1 and pattern in entry.name]
        if len(containing) == 1:
            return containing
        matches = [
            entry.agency
            for entry in self
            if fnmatchcase(entry.agency, pattern) or fnmatchcase(entry.name, pattern)
        ]
        if not matches:
            raise self._unknown(pattern)
        return matches

    def _unknown(self, name: str) -> NotFoundError:
        known = [*self._by_id, *(entry.name for entry in self)]
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        containing = [entry.name for entry in self if name and name in entry.name][:3]
        hint = ", ".join(dict.fromkeys([*containing, *near]))
        return NotFoundError(
            f"no agency is called {name!r}", "agencies", f"nearest: {hint}" if hint else ""
        )


def _spellings(name: str) -> Iterator[str]:
    plain = squeeze(name)
    yield plain
    for suffix in _SUFFIXES:
        if plain.endswith(suffix) and len(plain) > len(suffix) + 2:
            yield plain.removesuffix(suffix)
