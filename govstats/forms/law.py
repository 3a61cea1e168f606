"""The law behind the form, as `law.toml` has it: articles and their rows, and who may make 规章."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from govstats.errors import InvalidFormError
from govstats.forms.loader import load_form, read_data, refuse_unknown

_WHERE = "forms/law.toml"
_BRACKET = re.compile(r"（[^（）]*）$")
_ARTICLE_KEYS = {"article", "paragraph", "item", "rows"}
_REGULATIONS_KEYS = {"edition", "from_year", "name", "source", "forms", "articles"}


@dataclass(frozen=True, slots=True)
class Article:
    """A part of an article that decides a request, and the rows in which it may be booked.

    `paragraph` is the 款, `item` the 项; 0 where any part of the article leads there.
    """

    article: int
    rows: tuple[str, ...]
    paragraph: int = 0
    item: int = 0


@dataclass(frozen=True, slots=True)
class Regulations:
    """An edition of the 政府信息公开条例: from which year and for which forms its articles hold."""

    edition: str
    from_year: int
    name: str
    source: str
    forms: tuple[str, ...]
    articles: tuple[Article, ...]

    def rows(self, article: int, paragraph: int = 0, item: int = 0) -> tuple[str, ...]:
        """Return the rows that a citation leads to; none where it leaves them open."""
        for each in self.articles:
            named = (each.paragraph and each.paragraph == paragraph) or (
                each.item and each.item == item
            )
            if each.article == article and (named or not (each.paragraph or each.item)):
                return each.rows
        return ()


@cache
def regulations(year: int, form: str) -> Regulations | None:
    """Return the edition in force all through a year whose rows a form has; None where none is."""
    found = [each for each in _all() if each.from_year <= year and form in each.forms]
    return max(found, key=lambda each: each.from_year, default=None)


@cache
def decision_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what says that a sentence decides a request, and that it only describes the law."""
    raw = read_data("law.toml")["decisions"]
    return re.compile(raw["decides"]), re.compile(raw["describes"])


def lacks_rule_making(name: str) -> bool:
    """Say whether the name of a body shows that it has no power to make 规章.

    That is so of towns, streets, counties, districts of a city and their departments. Of others the
    name does not tell (晋江市 and 泉州市 look alike), so False means no more than that.
    """
    without, but = _rule_making()
    plain = _BRACKET.sub("", re.sub(r"\s", "", name))
    known = any(ending.search(plain) for ending in without)
    return known and not any(exception.search(plain) for exception in but)


@cache
def _rule_making() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    raw = read_data("law.toml")["rule_making"]
    return tuple(map(re.compile, raw["without"])), tuple(map(re.compile, raw["except"]))


@cache
def _all() -> tuple[Regulations, ...]:
    return tuple(_regulations(raw) for raw in read_data("law.toml")["regulations"])


def _regulations(raw: dict[str, Any]) -> Regulations:
    place = f"{_WHERE}, edition {raw.get('edition')}"
    refuse_unknown(raw, _REGULATIONS_KEYS, place)
    articles = []
    for entry in raw["articles"]:
        refuse_unknown(entry, _ARTICLE_KEYS, f"{place}, article {entry.get('article')}")
        articles.append(Article(**{**entry, "rows": tuple(entry["rows"])}))
    forms = tuple(raw["forms"])
    known = {
        code
        for form in forms
        for block in load_form(form).blocks
        for code in (*(row.code for row in block.rows), *(group.code for group in block.groups))
    }
    unknown = {row for article in articles for row in article.rows} - known
    if unknown:
        raise InvalidFormError(f"no form has the row {unknown.pop()!r}", place)
    return Regulations(**{**raw, "forms": forms, "articles": tuple(articles)})
