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


def read_records(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """Return the records of a CSV file in UTF-8, each with its line, none where the file is absent.

    A byte order mark and empty rows, as spreadsheets write them, are passed over. Raises
    InvalidDataError for other columns than `columns` and for a line with too many or too few fields.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        raise InvalidDataError("not in UTF-8", str(path), "save it as CSV UTF-8") from error
    lines = csv.reader(io.StringIO(text))
    head = next(lines, [])
    if tuple(head) != columns:
        raise InvalidDataError(
            f"the columns are {', '.join(head) or 'none'}",
            str(path),
            f"expected {', '.join(columns)}",
        )
    records = []
    for line in lines:
        fields = [field.strip() for field in line]
        if not any(fields):
            continue
        if len(fields) != len(columns):
            raise InvalidDataError(
                f"{len(fields)} fields instead of {len(columns)}",
                f"{path}, line {lines.line_num}",
                "put a text with commas in quotes",
            )
        records.append((lines.line_num, dict(zip(columns, fields, strict=True))))
    return records


def append_record(path: Path, columns: tuple[str, ...], record: Mapping[str, str]) -> None:
    """Add a record to a CSV file, which is begun where it is absent; written whole or not at all."""
    records = [*(known for _, known in read_records(path, columns)), record]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    write_text(path, stream.getvalue())
