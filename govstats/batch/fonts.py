"""The glyphs that a page needs, put into the page."""

from __future__ import annotations

import re

from govstats.webfont import web_font

_FACE = re.compile(r"(<style>)\n@font-face\{[^}]*\}")
_DATA = re.compile(r"base64,[^\"]*")


def with_font(page: str) -> str:
    """Put the glyphs that a page needs into it, so that no machine shows empty boxes."""
    shown = "".join(sorted(set(_DATA.sub("", page))))
    return page.replace("<style>", f"<style>\n{web_font(shown)}", 1)


def without_font(page: str) -> str:
    """Return a page as it was before glyphs were put into it."""
    return _FACE.sub(r"\1", page, count=1)
