"""A page's markup without what HTML lets it leave out. What a reader sees stays the same."""

from __future__ import annotations

import re

_STYLE = re.compile(r"<style data-govstats>.*?</style>", re.DOTALL)
_EMPTY = re.compile(r'<div class="govstats"></div>')
_OPTIONAL = re.compile(r"</(?:td|th|tr|li|thead|tbody|tfoot)>")
_TAG = re.compile(r"<[a-z][^<>]*>")
_QUOTES = re.compile(r'="([\w.#-]+)"(?=[\s>])')
_FIGURE_ID = re.compile(r'(<t[dr](?: [^<>]*?)?) id="([^"]*)"')
_LINK = re.compile(r'href="#([^"]*)"')


def lean(page: str) -> str:
    """Return a page without styles that it has once anyway, optional end tags, needless quotes.

    Rows and cells have short ids, and those only to which something leads. Text from reports cannot
    be taken for a tag or an attribute: it was escaped, and holds neither `<` nor a quotation mark.
    """
    page = _OPTIONAL.sub("", _EMPTY.sub("", _STYLE.sub("", page)))
    linked = set(_LINK.findall(page))
    figures = [name for _, name in _FIGURE_ID.findall(page) if name in linked]
    short = {name: f"r{number}" for number, name in enumerate(dict.fromkeys(figures), start=1)}
    page = _FIGURE_ID.sub(
        lambda tag: f'{tag[1]} id="{short[tag[2]]}"' if tag[2] in short else tag[1], page
    )
    page = _LINK.sub(lambda link: f'href="#{short.get(link[1], link[1])}"', page)
    page = _TAG.sub(lambda tag: _QUOTES.sub(r"=\1", tag[0]), page)
    return page.replace("&#39;", "'")
