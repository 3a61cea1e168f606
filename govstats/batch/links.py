"""What a page leads to: the index, the same page in other forms, its agency's other years, its peers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from govstats.display import tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govstats.dataset import Dataset

MOST = 40
"""So many peers are named at most, those that stand nearest in the register."""

_WORDS = {
    "index": {"zh": "全部机关", "en": "All agencies"},
    "years": {"zh": "其他年度", "en": "Other years"},
    "forms": {"zh": "另存为", "en": "Also as"},
    "peers": {"zh": "同级机关{}年页面", "en": "Peers in {}"},
    "other": {"zh": "English", "en": "中文"},
    "label": {"zh": "相关页面", "en": "Related pages"},
}
_FORMS = {
    "pdf": {"zh": "PDF", "en": "PDF"},
    "docx": {"zh": "Word 文档", "en": "Word"},
    "xlsx": {"zh": "Excel 工作簿", "en": "Excel workbook"},
    "ipynb": {"zh": "笔记本", "en": "notebook"},
}
_UP = "../../"

Page = dict[str, Any]
"""A page that is there or will be: agency, year, lang, notebook's stem, files by form."""


class Links:
    """The links between the pages of one output folder.

    `pages` are those that are there or that the run is to make. Peers are the agencies of the same
    level under the same parent, or of the same level where the register names no parent.
    """

    def __init__(self, data: Dataset, pages: Iterable[Mapping[str, Any]]) -> None:
        self._data = data
        self._place = {entry.agency: place for place, entry in enumerate(data.agencies)}
        self._years: dict[tuple[str, str, str], dict[int, Mapping[str, Any]]] = defaultdict(dict)
        self._peers: dict[tuple[object, ...], dict[str, str]] = defaultdict(dict)
        for page in pages:
            if "html" not in page["files"] or page["agency"] not in self._place:
                continue
            agency, year, lang = page["agency"], page["year"], page["lang"]
            self._years[agency, page["notebook"], lang][year] = page
            self._peers[*self._group(agency), page["notebook"], lang, year][agency] = page["files"][
                "html"
            ]

    def of(self, page: Mapping[str, Any]) -> str:
        """Return the navigation of a page as HTML, its links relative to the page's own folder."""
        agency, year, lang = page["agency"], page["year"], page["lang"]
        if agency not in self._place:
            return ""
        parts = [tag("a", _WORDS["index"][lang], href=f"{_UP}index.html")]
        other = "en" if lang == "zh" else "zh"
        twin = self._years.get((agency, page["notebook"], other), {}).get(year)
        if twin:
            code = {"zh": "zh-CN", "en": "en"}[other]
            parts.append(_link(_WORDS["other"][lang], twin["files"]["html"], lang=code))
        years = self._years.get((agency, page["notebook"], lang), {})
        parts += _listed(
            _WORDS["years"][lang],
            [_link(str(y), years[y]["files"]["html"]) for y in sorted(years) if y != year],
            lang,
        )
        files = page["files"]
        parts += _listed(
            _WORDS["forms"][lang],
            [_link(word[lang], files[form]) for form, word in _FORMS.items() if form in files],
            lang,
        )
        items = Markup("").join(tag("li", part) for part in parts)
        menu = tag("ul", items)
        menu += self._named_peers(page)
        return str(tag("nav", menu, class_="neighbours", aria_label=_WORDS["label"][lang]))

    def _named_peers(self, page: Mapping[str, Any]) -> Markup:
        agency, year, lang = page["agency"], page["year"], page["lang"]
        group = self._peers.get((*self._group(agency), page["notebook"], lang, year), {})
        own = self._place[agency]
        near = sorted(group, key=lambda one: (abs(self._place[one] - own), self._place[one]))
        near = [one for one in near if one != agency][:MOST]
        shown = sorted(near, key=lambda one: self._place[one])
        if not shown:
            return Markup()
        links = Markup("").join(
            tag("li", _link(self._data.agencies[one].named(lang), group[one])) for one in shown
        )
        title = tag("summary", _WORDS["peers"][lang].format(year))
        return tag("details", title + tag("ul", links))

    def _group(self, agency: str) -> tuple[str, str]:
        entry = self._data.agencies[agency]
        return entry.level, entry.parent


def _link(word: str, file: str, **attributes: str) -> Markup:
    return tag("a", word, href=_UP + quote(file), **attributes)


def _listed(title: str, links: list[Markup], lang: str) -> list[Markup]:
    if not links:
        return []
    colon = {"zh": "：", "en": ": "}[lang]
    return [Markup("{}{}{}").format(title, colon, Markup(" ").join(links))]
