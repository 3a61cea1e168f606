"""The Chinese and English name of every item, breakdown and category."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from govstats.forms.loader import categories, editions, load_form, text_items

_DROPPED = re.compile(r"[\s、,，.。:：;；“”\"'（）()]|类?(?:政府)?信息(?:数量?|类)?$|类$")

_REMEMBERED = 4096


@dataclass(frozen=True)
class Names:
    """Names of a code in both languages, with the unit its figures are counted in."""

    zh: str
    en: str
    unit: str = ""

    def __getitem__(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


@cache
def item_names(edition: str = "") -> dict[str, Names]:
    """Return the names of every item, in the wording of an edition or else of the newest.

    An item of a list that stands under its part's own total has that part's name before it.
    """
    names: dict[str, Names] = {}
    for wording in (*filter(None, [edition]), *reversed(editions())):
        for block in load_form(wording).blocks:
            for slot in block.slots():
                if block.layout == "list" and slot.row.group == block.label:
                    zh, en = f"{slot.row.group}：{slot.row.label}", slot.row.label_en
                elif block.by or block.layout == "list":
                    zh = slot.row.name or slot.row.label
                    en = slot.row.name_en or slot.row.label_en
                elif block.layout == "line":
                    zh, en = (
                        f"{slot.row.label}{slot.column.label}",
                        f"{slot.row.label_en}: {slot.column.label_en}",
                    )
                else:
                    zh, en = (
                        f"{slot.row.label}{slot.column.label}",
                        f"{slot.row.label_en}, {slot.column.label_en}",
                    )
                names.setdefault(slot.item, Names(zh, en, slot.unit))
            for group in block.groups:
                names.setdefault(group.code, Names(group.label, group.label_en, block.unit))
    own = {item for item, _ in load_form(edition).slots} if edition else set()
    for term in (term for term in text_items() if term.code not in own):
        names[term.code] = Names(term.label, term.label_en, term.unit)
    return names


@cache
def breakdown_names() -> dict[str, Names]:
    """Return the names of applicant types and of categories by their codes."""
    applicants = {
        column.code: Names(column.label, column.label_en)
        for edition in editions()
        for block in load_form(edition).blocks
        if block.by
        for column in block.columns
    }
    applicants["organisations"] = Names("法人或其他组织", "legal persons and other organisations")
    return {term.code: Names(term.label, term.label_en) for term in categories()} | applicants


@lru_cache(_REMEMBERED)
def category_code(printed: str) -> str:
    """Return the code of a printed category, or the printed name where no spelling matches."""
    return _spellings().get(_squeeze(printed), printed.strip())


@cache
def _spellings() -> dict[str, str]:
    found: dict[str, str] = {}
    for term in categories():
        for name in (term.label, *term.aliases):
            found[_squeeze(name)] = term.code
    return found


def _squeeze(name: str) -> str:
    previous = ""
    while previous != name:
        previous, name = name, _DROPPED.sub("", name)
    return name
