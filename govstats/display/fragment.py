"""A piece of HTML that shows itself in a notebook and stands in a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from govstats.resources import find


@cache
def style() -> str:
    """Return the style sheet that pages and notebooks share."""
    return (find("page") / "govstats.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Escaped HTML with a plain text that says the same in a line."""

    html: Markup
    plain: str

    def __repr__(self) -> str:
        """Return the plain text."""
        return self.plain

    def _repr_html_(self) -> str:
        return f'<style data-govstats>{style()}</style><div class="govstats">{self.html}</div>'


def tag(name: str, content: object = "", /, **attributes: object) -> Markup:
    """Return an element with everything escaped; `class_` and `for_` lose their underscore."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value not in (None, "", False)
    )
    return Markup(f"<{name}{written}>{escape(content)}</{name}>")  # noqa: S704 - all is escaped
