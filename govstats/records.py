"""Small CSV files that people keep beside the data: read with their lines checked, grown by one line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from govstats.errors import InvalidDataError
from govstats.files import write_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_records(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the records of a CSV file in UTF-8, none where it is absent.

    A byte order mark, as spreadsheets write it, is passed over. Raises InvalidDataError for other
    columns than `columns` and for a line with too many or too few fields.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        raise InvalidDataError("not in UTF-8", str(path), "save it as CSV UTF-8") from error
    lines = list(csv.reader(io.StringIO(text)))
    if not lines or tuple(lines[0]) != columns:
        found = ", ".join(lines[0]) if lines else "none"
        raise InvalidDataError(
            f"the columns are {found}", str(path), f"expected {', '.join(columns)}"
        )
    for number, line in enumerate(lines[1:], start=2):
        if line and len(line) != len(columns):
            raise InvalidDataError(
                f"{len(line)} fields instead of {len(columns)}",
                f"{path}, line {number}",
                "put a text with commas in quotes",
            )
    return [
        dict(zip(columns, (field.strip() for field in line), strict=True))
        for line in lines[1:]
        if line
    ]


def append_record(path: Path, columns: tuple[str, ...], record: Mapping[str, str]) -> None:
    """Add a record to a CSV file, which is begun where it is absent; written whole or not at all."""
    records = [*read_records(path, columns), record]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    write_text(path, stream.getvalue())
