"""docs/reference/items.md: every item code with its names, unit and editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govstats.forms import (
    Form,
    breakdown_names,
    categories,
    editions,
    item_names,
    load_form,
    text_items,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

INTRO = """# Items · 数据项

Generated from `govstats/forms/` by `make docs`. Do not edit it here: edit the TOML files.
由 `make docs` 从 `govstats/forms/` 生成。

A figure is named by its item and its breakdown: `requests.new` with `natural_person`. The names are those of the newest edition that has the item;
the unit is that of the edition, where editions differ all are given. `prose` (正文) marks items that the prose states.
每个数据由“数据项”和“分项”确定。名称取最新一版格式的用语；各版单位不同的，逐一列出；“prose”指报告正文中的数据。
"""
HEAD = "| code | 中文 | English | unit · 单位 | editions · 版本 |\n|---|---|---|---|---|"
TABLES = {"二": "Table two · 表二", "三": "Table three · 表三", "四": "Table four · 表四"}


def items() -> str:
    """Return docs/reference/items.md."""
    forms = [load_form(edition) for edition in reversed(editions())]
    parts = [INTRO]
    done: set[str] = set()
    tabular = [form for form in forms if not form.is_list]
    for table, title in TABLES.items():
        codes = [c for form in tabular for c in _codes(form, table) if c not in done]
        parts.append(_section(title, codes, forms, done))
    for form in forms:
        if form.is_list:
            codes = [code for code in _codes(form) if code not in done]
            parts.append(
                _section(f"The statistical table of {form.edition} · 统计表", codes, forms, done)
            )
    stated = [term.code for term in text_items() if term.code not in done]
    parts.append(_section("Prose and sums · 正文数据与合计", stated, forms, done))
    parts.append(_names("Applicants · 申请人", _applicants()))
    parts.append(
        _names("Categories of disclosure · 主动公开信息类别", (t.code for t in categories()))
    )
    return "\n".join(parts)


def _codes(form: Form, table: str = "") -> Iterable[str]:
    """Return the items of a form, groups before their first leaf, each once."""
    found: dict[str, None] = {}
    for block in form.blocks:
        if table in ("", block.table):
            for slot in block.slots():
                group = block.group_of(slot.row)
                found |= {group.code: None} if group else {}
                found[slot.item] = None
    return found


def _section(title: str, codes: Iterable[str], forms: list[Form], done: set[str]) -> str:
    names = item_names()
    rows = []
    for code in dict.fromkeys(codes):
        where, units = _where(code, forms)
        unit = " / ".join(units or [names[code].unit])
        rows.append(
            f"| `{code}` | {names[code].zh} | {names[code].en} | {unit} | {', '.join(where)} |"
        )
        done.add(code)
    return "\n".join([f"## {title}\n", HEAD, *rows, ""])


def _where(code: str, forms: list[Form]) -> tuple[list[str], list[str]]:
    """Return the editions that have an item, newest first, and its units in them."""
    where: list[str] = []
    units: dict[str, None] = {}
    for form in forms:
        own = [slot.unit for block in form.blocks for slot in block.slots() if slot.item == code]
        own += [b.unit for b in form.blocks for group in b.groups if group.code == code]
        if own:
            where.append(form.edition)
            units[own[0]] = None
    if any(term.code == code for term in text_items()):
        where.append("prose")
    return where, list(units)


def _applicants() -> Iterable[str]:
    known = {term.code for term in categories()}
    return (code for code in breakdown_names() if code not in known)


def _names(title: str, codes: Iterable[str]) -> str:
    names = breakdown_names()
    rows = [f"| `{code}` | {names[code].zh} | {names[code].en} |" for code in codes]
    return "\n".join([f"## {title}\n", "| code | 中文 | English |\n|---|---|---|", *rows, ""])
