"""How much of a file is read before it is refused: reports are far smaller, attacks far larger."""

from __future__ import annotations

MAX_BYTES = 50 * 1024 * 1024
"""The largest file that is read; annual reports are seldom over 20 MB."""

MAX_PAGES = 1000
"""Pages of a PDF; a report has five to twenty, a yearbook a few hundred."""

MAX_LINE = 200_000
"""Characters of one paragraph or cell; the longest reports have 20,000 in all."""

MAX_CELLS = 30_000
"""Cells of all tables together; the statutory form has about 300 with its labels."""

MAX_AREA = 1_000_000
"""Positions that the cells of all tables cover; also what one table's width times height may be."""

MAX_NODES = 500_000
"""Tags of a web page and elements of a part of a Word document; a portal's front page has some 10,000."""

MAX_DEPTH = 1_000
"""Elements of a web page inside each other; browsers flatten what is deeper than 512."""

MAX_ENTRIES = 5_000
"""Parts of a Word document, which is an archive."""

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts of a Word document once unpacked."""

MAX_XML = 50 * 1024 * 1024
"""Bytes of one XML part; its tree takes some ten times as much memory."""

MAX_RATIO = 500
"""How often a part of over 1 MB may be larger than its packed form; XML comes to 20 or 50."""

OFFICE_SECONDS = 45
"""How long LibreOffice may take to convert one file; it takes three to eight seconds."""
