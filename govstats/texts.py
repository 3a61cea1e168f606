"""The prose of reports in the user's own dataset: one file a report, none in the bundled data."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, get_args

from govstats.errors import InvalidDataError
from govstats.files import write_text
from govstats.reports import Passage, Section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER = "texts"
_NAME = re.compile(r"[A-Za-z0-9][\w.\-]*")
_FIELDS = {"section": str, "text": str, "place": str, "heading": bool}
_SECTIONS = frozenset(get_args(Section))


def keep_text(folder: Path, report: str, sha256: str, passages: Sequence[Passage]) -> None:
    """Keep the prose of a report of a dataset, whole or not at all; none removes what was kept.

    `sha256` is that of the file that the prose was read from. Raises InvalidDataError for a
    report whose id cannot name a file.
    """
    if not _NAME.fullmatch(report):
        raise InvalidDataError(
            f"{report!r} cannot name a file", str(folder), "use letters, figures and hyphens"
        )
    path = _path(folder, report)
    if not passages:
        path.unlink(missing_ok=True)
        return
    kept = {
        "report": report,
        "sha256": sha256,
        "passages": [
            {"section": p.section, "text": p.text, "place": str(p.place), "heading": p.heading}
            for p in passages
        ],
    }
    write_text(path, f"{json.dumps(kept, ensure_ascii=False, indent=1)}\n")


def load_text(folder: Path, report: str, sha256: str) -> tuple[Passage, ...]:
    """Return the prose that was kept of a report, none where it was not.

    Raises InvalidDataError for a file that is damaged or that holds the prose of another file than
    the one with this `sha256`, from which the dataset has its figures.
    """
    path = _path(folder, report)
    if not _NAME.fullmatch(report):
        return ()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except ValueError as error:
        raise InvalidDataError(f"not valid JSON ({error})", str(path), _REMEDY) from error
    passages = kept.get("passages") if isinstance(kept, dict) else None
    if not isinstance(passages, list):
        raise InvalidDataError("there are no passages", str(path), _REMEDY)
    if (kept.get("report"), kept.get("sha256")) != (report, sha256):
        raise InvalidDataError("this is the prose of another file", str(path), _REMEDY)
    return tuple(_passage(entry, f"{path}, passage {n}") for n, entry in enumerate(passages, 1))


_REMEDY = "delete it, or add the report again with --replace"


def _passage(entry: Any, where: str) -> Passage:
    if not isinstance(entry, dict) or set(entry) != set(_FIELDS):
        raise InvalidDataError(f"its fields are not {', '.join(_FIELDS)}", where, _REMEDY)
    wrong = [name for name, kind in _FIELDS.items() if not isinstance(entry[name], kind)]
    if wrong or entry["section"] not in _SECTIONS:
        raise InvalidDataError(f"{(wrong or ['section'])[0]} has no such value", where, _REMEDY)
    return Passage(**entry)


def _path(folder: Path, report: str) -> Path:
    return folder / FOLDER / f"{report}.json"
