"""DOC, WPS, RTF and ODT to DOCX through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from govstats.documents.limits import OFFICE_SECONDS
from govstats.errors import UnreadableError
from govstats.isolation import whole_memory

if TYPE_CHECKING:
    from govstats.documents.kinds import Kind

_NAMES = ("soffice", "libreoffice")
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_OPTIONS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "2"),
)
"""No macro runs, nothing linked is fetched, no field is updated from elsewhere."""


def find_office() -> str | None:
    """Return the program that converts, or None where LibreOffice is not installed."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return found
    return next((path for path in _ELSEWHERE if Path(path).is_file()), None)


def convert(data: bytes, kind: Kind, source: str) -> bytes:
    """Return a document of another kind as DOCX.

    LibreOffice runs without a window, in a profile and a folder of its own that are removed
    afterwards, and is killed after OFFICE_SECONDS. Raises UnreadableError where it is not
    installed, takes too long or makes nothing.
    """
    program = find_office()
    if program is None:
        raise UnreadableError(
            f"{kind.name}, and LibreOffice is not installed",
            source,
            f"install LibreOffice, or {kind.advice}",
        )
    with TemporaryDirectory(prefix="govstats-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        _write_profile(home / "profile")
        (home / f"document{kind.suffix}").write_bytes(data)
        finished = _run(
            [
                program,
                f"-env:UserInstallation={(home / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
                *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(home / "out")),
                str(home / f"document{kind.suffix}"),
            ],
            home,
        )
        made = home / "out" / "document.docx"
        if made.is_file() and made.stat().st_size:
            return made.read_bytes()
    what = "could not be converted" if finished else f"was not converted in {OFFICE_SECONDS} s"
    raise UnreadableError(f"{kind.name}, which {what} by LibreOffice", source, kind.advice)


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _OPTIONS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        "utf-8",
    )


def _run(command: list[str], home: Path) -> bool:
    """Run the program in a process group of its own; return whether it ended in time."""
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home)}
    with whole_memory():
        process = subprocess.Popen(  # noqa: S603 - no shell, and only paths of our own
            command,
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        process.wait(OFFICE_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all that it has started."""
    if sys.platform == "win32":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
    process.wait()
