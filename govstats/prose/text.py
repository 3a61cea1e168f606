"""The written comparison as a value: headline, main points, sections; as Markdown, text and HTML."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from govstats.prose.spans import Line, linked, plain


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text: its id on the page, its title, its paragraphs."""

    id: str
    title: str
    lines: tuple[Line, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs as text."""
        return tuple(map(plain, self.lines))

    @property
    def html(self) -> Markup:
        """The paragraphs as HTML, escaped; each number leads to its row on the page."""
        return Markup("").join(Markup("<p>{}</p>").format(linked(line)) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Text:
    """The written comparison. It prints as Markdown and shows itself as HTML in a notebook.

    `opening` is the headline, one sentence; `main` are at most six main points, most important
    first. Both, like the paragraphs of the sections, are lines whose numbers know their rows.
    """

    lang: str
    opening: Line
    main: tuple[Line, ...]
    sections: tuple[Section, ...]
    points_title: str

    @property
    def headline(self) -> str:
        """The headline as text."""
        return plain(self.opening)

    @property
    def points(self) -> tuple[str, ...]:
        """The main points as text."""
        return tuple(map(plain, self.main))

    def section(self, section_id: str) -> Section:
        """Return a section by its id. Raises KeyError for one that the text does not have."""
        found = next((section for section in self.sections if section.id == section_id), None)
        if found is None:
            raise KeyError(section_id)
        return found

    def __str__(self) -> str:
        """Return the text as Markdown."""
        lines = [self.headline, "", f"## {self.points_title}", ""]
        lines += [f"- {point}" for point in self.points]
        for section in self.sections:
            lines += ["", f"## {section.title}", ""]
            lines += [line for paragraph in section.paragraphs for line in (paragraph, "")]
        return "\n".join(lines).rstrip() + "\n"

    def _repr_html_(self) -> str:
        parts = [Markup("<p><strong>{}</strong></p>").format(self.headline), self.points_html()]
        parts += [Markup("<h3>{}</h3>{}").format(s.title, s.html) for s in self.sections]
        return str(Markup("").join(parts))

    @property
    def headline_html(self) -> Markup:
        """The headline as HTML; each number leads to its row on the page."""
        return linked(self.opening)

    def points_html(self) -> Markup:
        """Return the main points as a list; each number leads to its row on the page."""
        items = Markup("").join(Markup("<li>{}</li>").format(linked(point)) for point in self.main)
        return Markup('<ul class="points">{}</ul>').format(items)
