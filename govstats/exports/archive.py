"""Office files that are the same, to the byte, for the same content."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""When every file says that it was made: the time of making is no part of a comparison."""


def without_times(data: bytes) -> bytes:
    """Return a zip archive with every entry's time set to a fixed one."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, EPOCH.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return stream.getvalue()
